"""The app's manifest, read from `app-manifest.yml`, the only place where commands, events and scopes are written."""

from typing import Any

import yaml

from bot.settings import MANIFEST

EVENTS_PATH = "/slack/events"


def manifest_for(url: str = "") -> dict[str, Any]:
    """As it stands, for Socket Mode; with `url`, for HTTP: addresses filled in, Socket Mode off."""
    manifest: dict[str, Any] = yaml.safe_load(MANIFEST.read_text())
    if not url:
        return manifest
    address = url.rstrip("/") + EVENTS_PATH
    settings = manifest["settings"]
    settings["socket_mode_enabled"] = False
    settings["event_subscriptions"]["request_url"] = address
    settings["interactivity"]["request_url"] = address
    for command in manifest["features"]["slash_commands"]:
        command["url"] = address
    return manifest


def bot_scopes() -> frozenset[str]:
    """The scopes the bot's token is to have."""
    return frozenset(manifest_for()["oauth_config"]["scopes"]["bot"])
