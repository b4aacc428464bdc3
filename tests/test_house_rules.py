"""The house rules that a machine can check: no dead buttons, no misspelt arguments, nothing done by importing."""

import ast
import inspect
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from pydantic import SecretStr
from slack_bolt.async_app import AsyncApp
from slack_bolt.kwargs_injection.async_args import AsyncArgs
from slack_bolt.request.async_request import AsyncBoltRequest
from slack_bolt.response import BoltResponse

from bot import phrasebook, sealing
from bot.app import REFUSALS, SoftStart, build
from bot.errors import Refusal
from bot.focus import cards as focus_cards
from bot.focus import rules
from bot.home.rules import COMMANDS
from bot.ladder.rules import Size
from bot.phrasebook.saying import NINE, shown
from bot.settings import ROOT, Settings
from sandbox.blocks import faults_in_message

MODULES = sorted(
    ".".join(path.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__")
    for folder in ("bot", "sandbox")
    for path in (ROOT / folder).rglob("*.py")
    if path.name != "__main__.py"
)
INJECTED = set(inspect.signature(AsyncArgs.__init__).parameters) - {"self"} | {"person"}


@pytest.fixture
def bot(tmp_path: Path) -> SoftStart:
    return build(
        Settings(
            _env_file=None,
            slack_bot_token=SecretStr("xoxb-1"),
            slack_signing_secret=SecretStr("s"),
            database_url=f"sqlite:///{tmp_path / 'none.db'}",
            softstart_key=SecretStr(sealing.key_as_text(sealing.new_key())),
        )
    )


def listeners(bolt: AsyncApp) -> list[Any]:
    return list(bolt._async_listeners)


def pressed() -> Iterator[str]:
    """The id of everything that any card can show, from the phrasebook, which shows every card."""
    for saying in phrasebook.sayings():
        for block in saying.drawn:
            for element in [*block.get("elements", ()), block.get("accessory") or {}]:
                if "action_id" in element:
                    yield element["action_id"]


async def answered(bot: SoftStart, body: dict[str, Any]) -> bool:
    """Whether any listener is registered for this, or what stands in front of them takes it."""
    return bot.in_front.takes(body) or bool(await answering(bot.bolt, body))


async def answering(bolt: AsyncApp, body: dict[str, Any]) -> list[Any]:
    """The listeners registered for this."""
    request, response = AsyncBoltRequest(body=body, mode="socket_mode"), BoltResponse(status=200)
    return [one for one in listeners(bolt) if await one.async_matches(req=request, resp=response)]


async def test_every_button_that_any_card_shows_is_answered(bot: SoftStart) -> None:
    found = set(pressed())
    assert len(found) > 10
    for action_id in found:
        action = {"type": "button", "action_id": action_id, "block_id": "b"}
        assert await answered(bot, {"type": "block_actions", "actions": [action]}), action_id


def entries(action_id: str) -> set[str]:
    """What stands in this menu on any card."""
    rows = [block for saying in phrasebook.sayings() for block in saying.drawn if block["type"] == "actions"]
    menus = [element for row in rows for element in row["elements"] if element["action_id"] == action_id]
    return {focus_cards.picked({"selected_option": option}) for menu in menus for option in menu["options"]}


def test_every_entry_of_a_cards_menu_does_something(bot: SoftStart) -> None:
    doors = next(one.ack_function.__self__ for one in listeners(bot.bolt) if one.ack_function.__name__ == "more")
    acts = set(doors.acts())
    named = entries(focus_cards.MORE)
    assert len(named) > 3
    assert named - {focus_cards.WRITE_DOWN} <= acts


async def test_every_modal_that_can_be_submitted_is_answered(bot: SoftStart) -> None:
    submitted = [s.view["callback_id"] for s in phrasebook.sayings() if s.view and "submit" in s.view]
    assert submitted
    for callback_id in submitted:
        view = {"type": "modal", "callback_id": callback_id}
        assert await answered(bot, {"type": "view_submission", "view": view}), callback_id


async def test_every_command_word_has_a_listener_of_its_own(bot: SoftStart) -> None:
    for word in COMMANDS:
        body = {"command": "/focus", "text": word}
        both = await answering(bot.bolt, body)
        assert len(both) + bot.in_front.takes(body) == 2, word  # its own and, last, the one that takes anything


def test_commands_named_in_any_sentence_are_known() -> None:
    named = set(re.findall(r"/focus ([a-z]+)", phrasebook.text()))
    assert named
    assert named <= set(COMMANDS)


def test_listeners_ask_for_nothing_that_is_not_handed_to_them(bot: SoftStart) -> None:
    for listener in listeners(bot.bolt):
        asked = set(inspect.signature(listener.ack_function).parameters)
        assert asked <= INJECTED, listener.ack_function
    for middleware in bot.bolt._async_middleware_list:
        if function := getattr(middleware, "func", None):
            assert set(inspect.signature(function).parameters) <= INJECTED, function


@pytest.mark.parametrize("task", ["x", "x" * 150, "*" * 150, "é" * 150, "🌱" * 75, "<&>" * 50])
def test_cards_with_any_task_are_within_slacks_limits(task: str) -> None:
    begun = rules.begin(Size(20), 5, NINE)
    for course in (begun, rules.move_on(begun, NINE), rules.stop(begun, NINE)):
        blocks = list(focus_cards.card(shown(course, task=task, is_first=True)))
        assert faults_in_message({"text": "x", "blocks": blocks}) == []


def test_every_refusal_has_its_words() -> None:
    def all_below(kind: type[Refusal]) -> set[type[Refusal]]:
        return {kind, *(below for one in kind.__subclasses__() for below in all_below(one))}

    assert all_below(Refusal) - {Refusal} <= set(REFUSALS)


@pytest.mark.parametrize("module", MODULES)
def test_every_module_opens_with_one_sentence(module: str) -> None:
    path = ROOT.joinpath(*module.split("."))
    source = path.with_suffix(".py") if path.with_suffix(".py").exists() else path / "__init__.py"
    first = (ast.get_docstring(ast.parse(source.read_text())) or "").split("\n\n")[0]
    assert first.endswith((".", ":")), module


def test_importing_does_nothing(tmp_path: Path) -> None:
    watch = (
        "import sys, asyncio.base_events, socket\n"
        "def watch(event, arguments):\n"
        "    if event in ('socket.connect', 'socket.bind', 'subprocess.Popen', 'sqlite3.connect'):\n"
        "        raise SystemExit(f'{event} {arguments}')\n"
        "    if event == 'open' and isinstance(arguments[1], str) and set(arguments[1]) & set('wax+'):\n"
        "        raise SystemExit(f'{event} {arguments}')\n"
        "sys.addaudithook(watch)\n"
        "import threading, signal\n"
        "before = (threading.active_count(), signal.getsignal(signal.SIGTERM))\n"
        f"for name in {MODULES}: __import__(name)\n"
        "assert before == (threading.active_count(), signal.getsignal(signal.SIGTERM))\n"
    )
    environment = {"PATH": "/usr/bin:/bin", "PYTHONPATH": str(ROOT), "PYTHONDONTWRITEBYTECODE": "1"}
    done = subprocess.run(  # noqa: S603
        [sys.executable, "-c", watch], cwd=tmp_path, env=environment, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    assert list(tmp_path.iterdir()) == []
