"""What is kept: a person's own sentences, read, looked for, changed, and written for another day."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

from bot.journal import cards, rules, wording
from bot.journal.rules import Blank, Entry, News, Place, Shelf
from bot.people.rules import Keeping
from bot.phrasebook.saying import TASK, WORDS, Saying, plain

MONDAY = date(2026, 6, 1)
MONTHS = ("2026-06", "2026-05", "2025-12")
ENTRY = Entry("0a1b2c3d4e5f", MONDAY, WORDS)
JUNE = Shelf(Place("2026-06"), (ENTRY,), MONTHS, keeping=Keeping.MONTH)


def kept() -> Iterator[Saying]:
    """In the order a person may meet it."""
    for part in (_read, _changed, _written, _refused):
        yield from part()


def _read() -> Iterator[Saying]:
    for name, shelf in (
        ("nothing yet", Shelf()),
        ("nothing, as was chosen", Shelf(keeping=Keeping.NOT_KEPT)),
        ("a month", JUNE),
        ("a long month", replace(JUNE, place=Place("2026-06", page=1), has_older=True)),
        ("some do not open", replace(JUNE, entries=(), some_closed=True)),
        ("found", replace(JUNE, place=Place(term=WORDS))),
        ("nothing found", replace(JUNE, place=Place(term=TASK), entries=())),
        ("the last seven days", replace(JUNE, place=Place(is_week=True))),
        ("the last seven days, none", replace(JUNE, place=Place(is_week=True), entries=())),
    ):
        yield Saying(f"what went okay, {name}", view=cards.modal(shelf))


def _changed() -> Iterator[Saying]:
    for act in (cards.EDIT, cards.DELETE):
        yield Saying(f"what went okay, {act}", view=cards.on_top(act, ENTRY, JUNE.place))
    for news in News:
        view = cards.modal(replace(JUNE, news=news))
        yield Saying(f"what went okay, {news.replace('_', ' ')}", view=view)


def _written() -> Iterator[Saying]:
    first = Blank("0a1b2c3d4e5f", MONDAY)
    yield Saying("one of today, the first time", view=cards.fill_in(first, cards.TODAY))
    yield Saying("one for another day, the first time", view=cards.fill_in(first))
    chosen = Blank("0a1b2c3d4e5f", MONDAY, Keeping.WEEK)
    yield Saying("one for another day", view=cards.fill_in(chosen))


def _refused() -> Iterator[Saying]:
    for refusal in (
        rules.SentenceTooLongError(WORDS),
        rules.SentenceTooLongError("", in_a_box=True),
        rules.TermTooLongError(rules.TERM_CHARACTERS + 1),
        rules.DayOutsideError(*rules.open_days(MONDAY)),
        rules.SentenceGoneError(),
        rules.KeepingUnknownError(),
    ):
        name = type(refusal).__name__.removesuffix("Error")
        more = " in a box" if getattr(refusal, "in_a_box", False) else ""
        yield plain(f"refusal, {name}{more}", wording.REFUSALS[type(refusal)](refusal))
