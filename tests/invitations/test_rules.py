"""Who may be asked, when once more, and when an invitation is over."""

from datetime import UTC, datetime, timedelta

import pytest

from bot.invitations import rules
from bot.invitations.rules import LAPSES_AFTER, NOT_AGAIN_FOR, OPEN_AT_ONCE, Answer, Colleague

NOW = datetime(2027, 3, 1, 9, tzinfo=UTC)
SECOND = timedelta(seconds=1)


@pytest.mark.parametrize(
    ("who", "refusal"),
    [
        (None, rules.NotKnownError),
        (Colleague(is_bot=True), rules.BotAskedError),
        (Colleague(is_bot=True, is_gone=True), rules.BotAskedError),
        (Colleague(is_gone=True, is_guest=True), rules.GoneError),
        (Colleague(is_guest=True), rules.GuestError),
    ],
)
def test_who_cannot_be_asked_is_refused_as_what_they_are(who: Colleague | None, refusal: type[Exception]) -> None:
    with pytest.raises(refusal):
        rules.checked_colleague(who)


def test_a_member_of_the_workspace_can_be_asked() -> None:
    rules.checked_colleague(Colleague())


def test_without_an_answer_it_waits_for_seven_days_and_is_over_then() -> None:
    assert rules.said(None, NOW, NOW + LAPSES_AFTER - SECOND) is Answer.WAITS
    assert rules.said(None, NOW, NOW + LAPSES_AFTER) is Answer.NONE
    assert rules.said("yes", NOW, NOW + 100 * LAPSES_AFTER) is Answer.YES


@pytest.mark.parametrize("answer", list(Answer))
def test_a_no_counts_from_when_it_was_said_and_anything_else_from_the_asking(answer: Answer) -> None:
    said_at = NOW + timedelta(days=5)
    counts_from = said_at if answer in rules.TOLD else NOW
    assert rules.not_before(answer, NOW, said_at) == counts_from + NOT_AGAIN_FOR
    assert rules.not_before(answer, NOW, None) == NOW + NOT_AGAIN_FOR


def test_the_latest_of_several_times_decides_and_the_moment_itself_is_late_enough() -> None:
    rules.checked_again([], NOW, "UTC")
    rules.checked_again([NOW - SECOND, NOW], NOW, "UTC")
    with pytest.raises(rules.NotAgainYetError) as refused:
        rules.checked_again([NOW, NOW + SECOND], NOW, "UTC")
    assert refused.value.until == NOW + SECOND


def test_there_is_room_for_five() -> None:
    rules.checked_room(OPEN_AT_ONCE - 1)
    with pytest.raises(rules.AskedByManyError):
        rules.checked_room(OPEN_AT_ONCE)
