"""The app's manifest, read from `app-manifest.yml`, the only place where commands, events and scopes are written."""

from typing import Any

import yaml

from bot.settings import CONNECTED_PATH, MANIFEST

EVENTS_PATH = "/slack/events"


def manifest_for(url: str = "", browsers: str = "") -> dict[str, Any]:
    """For Socket Mode; with `url`, for HTTP: addresses filled in, Socket Mode off.

    `browsers` is the address that people's browsers reach, where they are to connect their status in Socket Mode, too.
    Without either, the scopes of people's own are left out: nobody could come back from Slack's page.
    """
    manifest: dict[str, Any] = yaml.safe_load(MANIFEST.read_text())
    if back := browsers or url:
        manifest["oauth_config"]["redirect_urls"] = [back.rstrip("/") + CONNECTED_PATH]
    else:
        for own in ("user", "user_optional"):
            manifest["oauth_config"]["scopes"].pop(own)
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
