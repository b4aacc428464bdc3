"""The app's manifest, against what Slack accepts."""

from typing import Any

import pytest
import yaml

from bot.home.rules import COMMANDS
from bot.manifest import bot_scopes, manifest_for
from bot.permissions.rules import NEEDS
from bot.settings import MANIFEST
from sandbox.app import App


class OneOfEach(yaml.SafeLoader):
    """Refuses a key that stands twice; YAML would take the last and say nothing."""

    def construct_mapping(self, node: yaml.MappingNode, deep: bool = False) -> dict[Any, Any]:
        keys = [self.construct_object(key) for key, _ in node.value]
        assert len(keys) == len(set(keys)), keys
        made: dict[Any, Any] = super().construct_mapping(node, deep)
        return made


def test_no_key_stands_twice() -> None:
    assert yaml.load(MANIFEST.read_text(), OneOfEach)["features"]  # noqa: S506 - a SafeLoader
    with pytest.raises(AssertionError):
        yaml.load("a: 1\na: 2", OneOfEach)  # noqa: S506


def test_names_and_descriptions_are_as_long_as_slack_allows() -> None:
    manifest = manifest_for()
    shown, features = manifest["display_information"], manifest["features"]
    assert len(shown["name"]) <= 35
    assert len(shown["description"]) <= 140
    assert 175 <= len(shown["long_description"]) <= 4000
    assert len(features["bot_user"]["display_name"]) <= 80
    assert len(features["slash_commands"]) <= 50
    for command in features["slash_commands"]:
        assert 2 <= len(command["command"]) <= 32
        assert len(command["description"]) <= 2000
        assert len(command["usage_hint"]) <= 1000
        assert command["should_escape"] is True


def test_shortcuts_are_as_long_as_slack_allows() -> None:
    shortcuts = manifest_for()["features"]["shortcuts"]
    assert len(shortcuts) <= 10
    for shortcut in shortcuts:
        assert len(shortcut["name"]) <= 24
        assert len(shortcut["description"]) <= 150


def test_scopes_and_events_are_the_smallest_set() -> None:
    assert bot_scopes() == {"commands", "chat:write", "im:write", "im:history", "users:read", "dnd:read"}
    events = manifest_for()["settings"]["event_subscriptions"]["bot_events"]
    assert events == ["app_home_opened", "message.im", "user_change", "tokens_revoked"]


OWN = ["users.profile:read", "users.profile:write", "dnd:read", "dnd:write"]


def test_scopes_of_peoples_own_are_optional_and_asked_where_a_browser_can_come_back() -> None:
    assert set(manifest_for()["oauth_config"]["scopes"]) == {"bot"}
    assert "redirect_urls" not in manifest_for()["oauth_config"]
    for manifest in (manifest_for("https://example.org/"), manifest_for(browsers="https://example.org")):
        scopes = manifest["oauth_config"]["scopes"]
        assert (scopes["user"], scopes["user_optional"]) == (OWN, OWN)
        assert manifest["oauth_config"]["redirect_urls"] == ["https://example.org/slack/connected"]


def test_they_are_what_each_feature_needs() -> None:
    assert set(OWN) == {scope for needed in NEEDS.values() for scope in needed}


def test_for_browsers_alone_it_stays_in_socket_mode() -> None:
    assert manifest_for(browsers="https://example.org")["settings"]["socket_mode_enabled"] is True


def test_without_an_address_it_is_for_socket_mode() -> None:
    manifest = manifest_for()
    assert manifest["settings"]["socket_mode_enabled"] is True
    assert "url" not in str(manifest["features"]["slash_commands"])


def test_with_an_address_everything_goes_there() -> None:
    for given in ("https://example.org", "https://example.org/"):
        manifest = manifest_for(given)
        address = "https://example.org/slack/events"
        assert manifest["settings"]["socket_mode_enabled"] is False
        assert manifest["settings"]["event_subscriptions"]["request_url"] == address
        assert manifest["settings"]["interactivity"]["request_url"] == address
        assert [command["url"] for command in manifest["features"]["slash_commands"]] == [address]


def test_asking_with_an_address_leaves_the_other_alone() -> None:
    manifest_for("https://example.org")
    assert manifest_for()["settings"]["socket_mode_enabled"] is True


def test_the_messages_tab_takes_lines_and_the_home_tab_is_there() -> None:
    app = App(manifest_for())
    assert app.messages_tab
    assert not app.messages_tab_read_only
    assert app.home_tab


def test_the_usage_hint_names_only_words_that_are_known() -> None:
    hint = manifest_for()["features"]["slash_commands"][0]["usage_hint"]
    assert {part.split()[0] for part in hint.split(" · ")} <= set(COMMANDS)
