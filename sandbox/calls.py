"""What went over the wire in either direction, and the faults a test may put into it."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, Literal, TypeAlias

from sandbox.shapes import Json

Kind: TypeAlias = Literal["api", "response_url", "command", "interactive", "event", "socket"]


@dataclass
class Call:
    """One request and its answer.

    `kind` "api" and "response_url" come from the app; "command", "interactive" and "event" go to it; "socket" notes
    connections coming and going. `method` is the API method, the command, the interaction's or the event's type.
    `accepted` turns true once the workspace changed (or the app acknowledged); `http_status` is what the caller got,
    0 when the connection was dropped or nobody answered. `at` is machine time in seconds.
    """

    at: float
    kind: Kind
    method: str
    arguments: Json
    token: str = ""
    answer: Any = None
    http_status: int = 0
    accepted: bool = False
    headers: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Fault:
    """Something that goes wrong with one Web API call, or one answer at a response URL.

    Asked for before the call is accepted, it replaces the work; asked for afterwards, it replaces only the answer.
    """

    status: int = 200
    body: Json = field(default_factory=dict)
    retry_after: int | None = None
    drops: bool = False
    delay: float = 0.0
    only_delay: bool = False

    @classmethod
    def rate_limited(cls, retry_after: int = 1) -> "Fault":
        """HTTP 429 with that many seconds in Retry-After."""
        return cls(status=429, body={"ok": False, "error": "ratelimited"}, retry_after=retry_after)

    @classmethod
    def server_error(cls, status: int = 500) -> "Fault":
        """A 5xx without a JSON body, as Slack's edge sends it."""
        return cls(status=status)

    @classmethod
    def error(cls, name: str) -> "Fault":
        """HTTP 200 with ok false, for instance "internal_error" or "fatal_error"."""
        return cls(body={"ok": False, "error": name})

    @classmethod
    def drop(cls) -> "Fault":
        """The connection is closed without an answer."""
        return cls(drops=True)

    @classmethod
    def late(cls, seconds: float) -> "Fault":
        """The call takes that many real seconds longer, and then goes on."""
        return cls(delay=seconds, only_delay=True)


Faults: TypeAlias = Callable[[Call], Fault | None]
"""Asked twice for each Web API call, and for each answer at a response URL (`call.kind` "response_url").

First with `call.accepted` false, then (if it was accepted) with it true.
"""


def no_faults(_call: Call) -> Fault | None:
    """Nothing goes wrong."""
    return None


class ApiError(Exception):
    """Slack's `ok: false` with its error name; `more` is merged into the answer."""

    def __init__(
        self, error: str, *messages: str, status: int = 200, retry_after: int | None = None, **more: Any
    ) -> None:
        super().__init__(error)
        self.error = error
        self.status = status
        self.retry_after = retry_after
        self.more: Json = more
        if messages:
            self.more["response_metadata"] = {"messages": [f"[ERROR] {message}" for message in messages]}
            if error in {"invalid_blocks", "invalid_attachments"}:
                self.more["errors"] = list(messages)

    def body(self) -> Json:
        return {"ok": False, "error": self.error, **self.more}


class Log(list[Call]):
    """Calls in order; the oldest thousands go when there are very many."""

    LIMIT = 100_000

    def append(self, call: Call) -> None:
        super().append(call)
        if len(self) > self.LIMIT:
            del self[: self.LIMIT // 10]
