"""What came back to a person who did something."""

from dataclasses import dataclass, field
from typing import Any

from sandbox.shapes import Json

TROUBLE = "We had some trouble connecting. Try again?"


@dataclass(frozen=True)
class Outcome:
    """What came back to the person.

    `error` is Slack's name for what went wrong, `said` the sentence on the screen; `body` is what the app sent with
    its acknowledgement; `errors` are the sentences under a modal's fields by block id.
    """

    ok: bool = True
    error: str = ""
    said: str = ""
    body: Any = None
    errors: dict[str, str] = field(default_factory=dict)

    def as_page(self) -> Json:
        found: Json = {"ok": self.ok}
        for key in ("error", "said", "errors", "body"):
            if getattr(self, key):
                found[key] = getattr(self, key)
        return found
