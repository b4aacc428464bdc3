"""The modal of Slack status and do-not-disturb: what is asked before, and what can be set after."""

from collections.abc import Mapping
from typing import Any

from bot import kit, standing
from bot.connecting import wording
from bot.connecting.rules import Connection, Wished, look_in
from bot.kit import Json
from bot.permissions.rules import Feature
from bot.presence.rules import Look, Looks, Showing
from bot.presence.wording import LOOKS
from bot.speech import as_text

OPEN = "connecting.open"
TO_SLACK = "connecting.to_slack"
DISCONNECT = "connecting.disconnect"
CALLBACK = "connecting.set"
ASKED = "connecting.asked"
WANTED = "wanted"


def open_button(connection: Connection) -> list[Json]:
    """Where it can be connected, the way there, or to what is set."""
    if not connection.is_offered:
        return []
    return [kit.button(wording.STATUS if connection.is_connected else wording.CONNECT, OPEN)]


def modal(connection: Connection) -> Json:
    """What Slack asks, with the way there; or what it allowed, with how it looks."""
    if not connection.is_connected:
        return _asked(connection)
    blocks = [_switches(connection), *_looks(connection), *_not_allowed(connection)]
    blocks.append(kit.actions(*_to_slack(connection), kit.button(wording.DISCONNECT, DISCONNECT)))
    return kit.modal(CALLBACK, wording.STATUS, blocks, submit=wording.SAVE, close=wording.CLOSE_SET)


def wished(view: Mapping[str, Any], usual: Looks = LOOKS) -> Wished:
    """What stands in the boxes now."""
    features = frozenset(map(Feature, kit.ticked(view, WANTED, WANTED)))
    return Wished(features, {one: look_in(kit.typed(view, one, one), usual[one]) for one in Showing})


def refused(wished: Wished) -> dict[str, str]:
    """For each box whose words can't be taken, why."""
    return {showing.value: as_text(wording.too_long(each)) for showing, each in wished.too_long.items()}


def _asked(connection: Connection) -> Json:
    said = (wording.WHAT_STATUS, wording.WHAT_SNOOZE, wording.HOW)
    blocks = [*map(kit.paragraph, said), kit.actions(*_to_slack(connection)), kit.note(wording.NOTE)]
    return kit.modal(ASKED, wording.STATUS, blocks, close=wording.CLOSE)


def _switches(connection: Connection) -> Json:
    options = {feature.value: wording.FEATURES[feature] for feature in Feature if feature in connection.allowed}
    boxes = kit.several(WANTED, options, [feature.value for feature in connection.wanted])
    return kit.box(WANTED, wording.WANTED, boxes, wording.WANTED_HINT, optional=True)


def _looks(connection: Connection) -> list[Json]:
    """Only where there is a status to set."""
    if Feature.STATUS not in connection.allowed:
        return []
    return [block for showing in Showing for block in _look(showing, connection.looks[showing])]


def _look(showing: Showing, look: Look) -> list[Json]:
    element = kit.text_box(showing.value, look.words, multiline=False)
    box = kit.box(showing.value, wording.LOOKS[showing], element, wording.LOOKS_HINT, optional=True)
    return [box, *standing.under_a_box()]


def _not_allowed(connection: Connection) -> list[Json]:
    lacking = [feature for feature in Feature if feature not in connection.allowed]
    return [kit.paragraph(wording.NOT_ALLOWED[feature]) for feature in lacking]


def _to_slack(connection: Connection) -> list[Json]:
    """The link, where something is left to allow."""
    if not connection.link or connection.allowed == frozenset(Feature):
        return []
    return [kit.link_button(wording.TO_SLACK, TO_SLACK, connection.link)]
