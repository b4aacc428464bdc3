"""The arguments of one Web API call, from a form, a query or JSON, read by type."""

import json
from typing import Any

from sandbox.calls import ApiError
from sandbox.grants import Token
from sandbox.shapes import Json


class Arguments:
    """Typed reading with Slack's complaints. `token` is what the call was made with, where one was needed."""

    def __init__(self, given: Json, token: Token | None = None) -> None:
        self.given = given
        self._token = token

    @property
    def token(self) -> Token:
        """ApiError "not_authed" for a call without one."""
        if self._token is None:
            raise ApiError("not_authed")
        return self._token

    def __contains__(self, name: str) -> bool:
        """Whether it was given and is not empty text; an empty list or mapping counts as given."""
        found = self.given.get(name)
        return found is not None and found != ""

    def text(self, name: str, default: str = "") -> str:
        found = self.given.get(name)
        if found is None:
            return default
        if isinstance(found, (dict, list)):
            raise ApiError("invalid_arguments", f"must be a string [json-pointer:/{name}]")
        return str(found)

    def required(self, name: str) -> str:
        """A text that must be there; ApiError "invalid_arguments" otherwise."""
        found = self.text(name)
        if not found:
            raise ApiError("invalid_arguments", f"missing required field: {name}")
        return found

    def flag(self, name: str, *, default: bool = False) -> bool:
        found = self.given.get(name)
        if found is None or found == "":
            return default
        return found is True or str(found).lower() in {"1", "true"}

    def number(self, name: str, default: int) -> int:
        """A whole number; ApiError "invalid_arguments" when it is none."""
        found = self.given.get(name)
        if found is None or found == "":
            return default
        try:
            return int(found)
        except (TypeError, ValueError):
            raise ApiError("invalid_arguments", f"must be an integer [json-pointer:/{name}]") from None

    def json(self, name: str, error: str = "invalid_arguments") -> Any:
        """A list or mapping, which a form carries as JSON text; None when absent; ApiError `error` when unreadable."""
        found = self.given.get(name)
        if not isinstance(found, str):
            return found
        if not found:
            return None
        try:
            return json.loads(found)
        except ValueError:
            raise ApiError(error, f"not valid JSON [json-pointer:/{name}]") from None
