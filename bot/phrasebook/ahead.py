"""What is planned for another day, and what comes by itself then, drawn by its own cards."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, time

from bot.evenings import cards as evening_cards
from bot.evenings import wording as evening_wording
from bot.evenings.rules import EIGHT
from bot.ladder.rules import Rung, Size
from bot.mornings import cards as morning_cards
from bot.mornings import wording as morning_wording
from bot.mornings.rules import MorningCard, Shows
from bot.phrasebook.saying import NINE, TASK, WORDS, Saying, plain
from bot.plans import cards, wording
from bot.plans.rules import ROOM, Box, Form, Planned, Press, SavedCard, What
from bot.prompts.rules import TimePassedError, TooManyTodayError
from bot.speech import At

TODAY, TOMORROW = date(2026, 6, 1), date(2026, 6, 2)
SOMEBODY = "U0BEN00002"
PRESS = Press("0a1b2c3d4e5f", 1)
FULL = Planned(TASK, "the coffee is made", WORDS, SOMEBODY)


def ahead() -> Iterator[Saying]:
    """In the order a person may meet it."""
    for part in (_modals, _saved, _morning, _over, _evening):
        yield from part()


def _modals() -> Iterator[Saying]:
    yield Saying("plan", view=cards.modal(Form(Planned(), TOMORROW)))
    changed = Form(FULL, TOMORROW, weekdays=frozenset({0, 2}), plan_id="0a1b2c3d4e5f")
    yield Saying("plan, one that is there", view=cards.modal(changed))
    yield Saying("plan, one that is not there any more", view=cards.modal(Form(Planned(), TOMORROW), wording.NOT_THERE))
    for box in Box:
        yield Saying(f"plan, {box.name.lower()} too long", wording.too_long(box, ROOM[box] + 1))
    yield Saying("plan, a time that is past", wording.PASSED)
    yield Saying("plan, themselves to mentor", wording.ONESELF)
    yield plain("refusal, TimePassed", wording.time_passed(TimePassedError()))
    yield plain("refusal, TooManyToday", wording.too_many_today(TooManyTodayError()))


def _saved() -> Iterator[Saying]:
    card = SavedCard(PRESS, Planned(TASK), NINE, "UTC", on=TOMORROW, today=TODAY)
    for name, shown in (
        ("", card),
        (" with everything", replace(card, planned=FULL)),
        (" without a task", replace(card, planned=Planned())),
        (" for today", replace(card, on=TODAY)),
        (" for a later day", replace(card, on=date(2026, 12, 3))),
        (" on one weekday", replace(card, weekdays=frozenset({0}))),
        (" on weekdays", replace(card, weekdays=frozenset({0, 2, 4}))),
        (" from Monday to Friday", replace(card, weekdays=frozenset(range(5)))),
        (" every day", replace(card, weekdays=frozenset(range(7)))),
    ):
        yield Saying(f"plan saved{name}", wording.SAVED, cards.saved(shown))
    yield Saying("plan saved, the first time", wording.SAVED, cards.saved(replace(card, is_first=True)))


def _morning() -> Iterator[Saying]:
    card = MorningCard(PRESS, Planned(TASK), NINE, "UTC")
    for name, shown in (
        ("", card),
        (" after something", replace(card, planned=replace(FULL, whom=""))),
        (" after something, all in one", replace(card, planned=FULL, ready_list=f"{WORDS}, {WORDS}")),
        (", late", replace(card, shows=Shows.LATE)),
        (" without a task", replace(card, planned=Planned())),
        *((f", {name}", _sized(card, size)) for name, size in SIZES.items()),
        (", five minutes with somebody", replace(card, planned=replace(FULL, size=Size(5)))),
        (", one word with somebody", replace(card, planned=replace(FULL, size=Size(0, foot=Rung.WORD)))),
        (", how much later", replace(card, shows=Shows.CHOICES)),
    ):
        yield Saying(f"the morning card{name}", morning_wording.COMES, morning_cards.morning(shown))
    yield Saying("the morning card, at a time of their own", view=morning_cards.choose_a_time(PRESS, time(9, 30)))
    yield Saying("the morning card, over", view=cards.told(morning_wording.IS_OVER))


def _over() -> Iterator[Saying]:
    for what in morning_wording.OVER:
        yield plain(f"the morning card, {what.replace('_', ' ')}", morning_wording.over(what))
    yield plain(f"the morning card, {What.LATER}", morning_wording.comes_later(At(NINE, "UTC")))
    yield plain("plan, no plan", (wording.NO_PLAN_LINE,))


def _evening() -> Iterator[Saying]:
    yield Saying("an evening card is wanted", evening_wording.wanted(EIGHT))
    yield Saying("an evening card is wanted, on the Home tab", view=evening_cards.told(EIGHT))
    yield Saying("the evening card", evening_wording.ASKS, evening_cards.asks(Press("0a1b2c3d4e5f", 1)))
    saved = SavedCard(PRESS, Planned(wording.NOTEBOOK), NINE, "UTC", on=TOMORROW, today=TODAY, is_default=True)
    yield Saying("the evening card, nothing known", wording.SAVED, cards.saved(saved))
    yield Saying("the evening card, over", evening_wording.IS_OVER)
    yield Saying("the weekly look-back", evening_wording.WEEK, evening_cards.week())
    for comes_again, name in ((True, ""), (False, ", nothing planned")):
        blocks = evening_cards.hello(comes_again=comes_again)
        yield Saying(f"on return, after it went quiet{name}", evening_wording.HELLO, blocks)


SIZES = {
    "ten minutes": Size(10),
    "five minutes": Size(5),
    "five minutes, sitting": Size(5, sits=True),
    "two minutes": Size(2),
    "one breath": Size(0, foot=Rung.BREATH),
    "one word": Size(0, foot=Rung.WORD),
}


def _sized(card: MorningCard, size: Size) -> MorningCard:
    return replace(card, planned=replace(card.planned, size=size))
