"""What Slack's requests mean, and that each is answered."""

from typing import Any
from urllib.parse import urlencode

import pytest
from slack_bolt.async_app import AsyncApp
from slack_bolt.authorization import AuthorizeResult
from slack_bolt.request.async_request import AsyncBoltRequest
from slack_bolt.response import BoltResponse

from bot.doors import introduce, mentioned, texts
from bot.errors import Refusal


async def known(**_: Any) -> AuthorizeResult:
    return AuthorizeResult(enterprise_id=None, team_id="T1", bot_token="xoxb-1")


def typed(command: str) -> AsyncBoltRequest:
    fields = {"command": command, "text": "", "team_id": "T1", "user_id": "U1", "channel_id": "D1"}
    return AsyncBoltRequest(body=urlencode(fields), mode="socket_mode")


async def test_a_refusal_at_once_leaves_the_command_acknowledged() -> None:
    app = AsyncApp(authorize=known, request_verification_enabled=False)
    app.middleware(introduce)

    @app.command("/focus")
    async def refuse(ack: Any) -> None:
        await ack()
        raise Refusal

    @app.error
    async def said(response: BoltResponse | None) -> None:
        assert response is None, "it was acknowledged before"

    answer = await app.async_dispatch(typed("/focus"))
    assert answer.status == 200


def test_what_is_sent_with_enter_is_a_persons_text_and_what_a_button_holds_is_not() -> None:
    view = {"type": "modal", "state": {"values": {"b": {"box": {"type": "plain_text_input", "value": "beside"}}}}}
    body = {"type": "block_actions", "view": view}
    assert texts(body | {"actions": [{"type": "plain_text_input", "value": "sent"}]}) == ["sent"]
    assert texts(body | {"actions": [{"type": "plain_text_input", "value": None}]}) == []
    assert texts(body | {"actions": [{"type": "button", "value": "held"}]}) == []
    assert texts({"type": "view_submission", "view": view}) == ["beside"]


@pytest.mark.parametrize(
    ("text", "who"),
    [
        ("chat <@U0BEN00002|ben>", "U0BEN00002"),
        ("chat <@W0BEN00002> and <@U0ANA00001|ana>", "W0BEN00002"),
        ("chat @ben", ""),
        ("chat <#C0GENERAL1|general> <!here>", ""),
        ("", ""),
    ],
)
def test_the_first_person_that_a_command_names_is_who_it_is_about(text: str, who: str) -> None:
    assert mentioned(text) == who
