"""The installed app as its manifest describes it: scopes, commands, shortcuts, events, tabs and request URLs."""

from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from sandbox.shapes import Json

LOADER: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
"""The one written in C reads a manifest in a millisecond instead of ten; not every platform has it."""


def read_manifest(source: Json | Path | str) -> Json:
    """A manifest from a mapping, or from a YAML or JSON file; TypeError when it is no mapping."""
    if isinstance(source, dict):
        return source
    found = yaml.load(Path(source).read_text(encoding="utf-8"), LOADER)  # noqa: S506 - a safe loader
    if not isinstance(found, dict):
        raise TypeError(f"{source} holds no app manifest.")
    return found


@dataclass(frozen=True)
class App:
    """What the workspace knows of the app. Ids are fixed, so that logs of two runs can be compared."""

    manifest: Json
    id: str = "A0SANDBOX1"
    bot_id: str = "B0SANDBOX1"
    bot_user_id: str = "U0SANDBOT1"

    def _at(self, *path: str) -> Any:
        found: Any = self.manifest
        for key in path:
            found = found.get(key) if isinstance(found, dict) else None
        return found

    @property
    def name(self) -> str:
        return str(self._at("features", "bot_user", "display_name") or self._at("display_information", "name"))

    @property
    def scopes(self) -> tuple[str, ...]:
        """The bot scopes granted at installation, in the manifest's order."""
        return tuple(self._at("oauth_config", "scopes", "bot") or ())

    @property
    def user_scopes(self) -> tuple[str, ...]:
        """What the app may ask people for, each in their own name."""
        return tuple(self._at("oauth_config", "scopes", "user") or ())

    @property
    def bot_optional(self) -> frozenset[str]:
        """The bot scopes that whoever installs it may leave out."""
        return frozenset(self._at("oauth_config", "scopes", "bot_optional") or ())

    @property
    def user_optional(self) -> frozenset[str]:
        """Those in their own name that whoever is asked may leave out."""
        return frozenset(self._at("oauth_config", "scopes", "user_optional") or ())

    @property
    def redirect_urls(self) -> tuple[str, ...]:
        return tuple(self._at("oauth_config", "redirect_urls") or ())

    @property
    def commands(self) -> dict[str, Json]:
        return {command["command"]: command for command in self._at("features", "slash_commands") or ()}

    @property
    def shortcuts(self) -> dict[str, Json]:
        return {shortcut["callback_id"]: shortcut for shortcut in self._at("features", "shortcuts") or ()}

    @property
    def bot_events(self) -> frozenset[str]:
        return frozenset(self._at("settings", "event_subscriptions", "bot_events") or ())

    @property
    def socket_mode(self) -> bool:
        return bool(self._at("settings", "socket_mode_enabled"))

    @property
    def interactive(self) -> bool:
        return bool(self._at("settings", "interactivity", "is_enabled"))

    @property
    def home_tab(self) -> bool:
        return bool(self._at("features", "app_home", "home_tab_enabled"))

    @property
    def messages_tab(self) -> bool:
        return bool(self._at("features", "app_home", "messages_tab_enabled"))

    @property
    def messages_tab_read_only(self) -> bool:
        return bool(self._at("features", "app_home", "messages_tab_read_only_enabled"))

    def request_url(self, kind: str, command: str = "") -> str | None:
        """Where the manifest wants a "command", an "interactive" payload or an "event" sent over HTTP."""
        if kind == "command":
            found = self.commands.get(command, {}).get("url")
        elif kind == "interactive":
            found = self._at("settings", "interactivity", "request_url")
        else:
            found = self._at("settings", "event_subscriptions", "request_url")
        return str(found) if found else None
