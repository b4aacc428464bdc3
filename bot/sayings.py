"""Everything the bot can say, drawn by its own cards with made-up words, in the order a person meets it."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from typing import Any

from bot import apologies, kit
from bot.breaks import rules as breaks
from bot.breaks import wording as break_wording
from bot.care import cards as care_cards
from bot.care import wording as care_wording
from bot.checkins import cards as checkin_cards
from bot.checkins import rules as checkin_rules
from bot.checkins import wording as checkin_wording
from bot.focus import cards as focus_cards
from bot.focus import rules
from bot.focus import wording as focus_wording
from bot.helpers.rules import Helper
from bot.home import cards as home_cards
from bot.home import wording as home_wording
from bot.kit import Json
from bot.ladder import rules as ladder
from bot.ladder import wording as ladder_wording
from bot.ladder.rules import Rung, Size
from bot.lines import cards as line_cards
from bot.lines import wording as line_wording
from bot.people.rules import Keeping
from bot.privacy import cards as privacy_cards
from bot.privacy import wording as privacy_wording
from bot.sittings.rules import Aside, Course, Outcome, Phase, Shown, catch_up, close
from bot.speech import Line
from bot.starts import cards as start_cards
from bot.starts import wording as start_wording
from bot.starts.service import Now, Offer

NINE = datetime(2026, 6, 1, 9, tzinfo=UTC)
TASK = "loader test"
WORDS = "wrote one test"
LINK = "https://example.slack.com/archives/C1/p1"
TWENTY = Size(20)


@dataclass(frozen=True)
class Saying:
    """One message or view. `text` is the notification; `view` is set for modals and the Home tab."""

    name: str
    text: str = ""
    blocks: tuple[Json, ...] = ()
    view: Mapping[str, Any] | None = None

    @property
    def drawn(self) -> tuple[Json, ...]:
        return tuple(self.view["blocks"]) if self.view is not None else self.blocks


def sayings() -> list[Saying]:
    """Every message, modal and Home view."""
    block = [*_start_cards(), *_settling(), *_helpers(), *_working(), *_smaller(), *_breaks(), *_the_end()]
    return [*block, *_answers(), *_lines(), *_check_in(), *_refusals(), *_others(), *_care(), *_home()]


def minute(count: float) -> datetime:
    """So many minutes after nine."""
    return NINE + timedelta(minutes=count)


def shown(course: Course, *, task: str = TASK, minutes: float = 0, **more: Any) -> Shown:
    """A block as a card is handed it, `minutes` after its start."""
    return Shown("0a1b2c3d4e5f", course, task, "UTC", course.began_at + timedelta(minutes=minutes), **more)


def _start_cards() -> Iterator[Saying]:
    for name, offer in (
        ("twenty", Offer()),
        ("ten", Offer(Size(10), 2)),
        ("five", Offer(Size(5), 0)),
        ("two", Offer(Size(2), 0)),
        ("one breath", Offer(Size(0, foot=Rung.BREATH), 0)),
        ("one word", Offer(Size(0, foot=Rung.WORD), 0)),
        ("no quiet minutes", Offer(Size(30), 0)),
        ("with what to put ready", Offer(ready_list=WORDS)),
    ):
        yield Saying(f"start card, {name}", start_wording.START_A_BLOCK, tuple(start_cards.start_card(offer)))
    yield Saying("start card, not now", start_wording.READY)
    yield Saying("shortcut, start a block", view=start_cards.modal(Offer()))
    yield Saying("shortcut, make this my task", view=start_cards.modal(Offer(), TASK, LINK))
    yield Saying("shortcut, make a long message my task", view=start_cards.modal(Offer(), f"{TASK} " * 20, LINK))


def _settling() -> Iterator[Saying]:
    begun = rules.begin(TWENTY, 5, NINE)
    yield _card("settling, the first time", shown(begun, is_first=True))
    yield _card("settling", shown(begun, minutes=3))
    yield _card("settling without a task", shown(begun, task="", minutes=3))
    yield _card("settling with a phrase of their own", shown(begun, minutes=3, phrase=WORDS))
    yield _card("settling two minutes", shown(rules.begin(Size(10), 5, NINE)))
    yield _card("settling one minute", shown(rules.begin(Size(10), 1, NINE)))
    yield _card("settling, why", shown(rules.touch(begun, Aside.WHY), minutes=3))
    yield _card("settling, a line that is not understood", shown(rules.touch(begun, Aside.HINT), minutes=3))
    yield _card("sitting, all of it", shown(rules.begin(Size(5, sits=True), 5, NINE), minutes=3))
    back = breaks.come_back(breaks.take_break(begun, 5, minute(2)), minute(6))
    yield _card("settling, back from a break", shown(back, minutes=6))
    yield _plain("settling, over", focus_wording.retired(shown(catch_up(begun, minute(5))), Phase.SETTLING))


def _helpers() -> Iterator[Saying]:
    course = rules.begin(TWENTY, 5, NINE)
    for helper in (Helper.HOLD, Helper.LOOK, Helper.STRETCH, Helper.BREATH):
        course = rules.open_helper(course, minute(3))
        name = helper.replace("_", " ")
        yield _card(f"helper, {name}", shown(course, minutes=3))
        yield _card(f"helper, {name}, why", shown(rules.touch(course, Aside.WHY), minutes=3))
        if course.helper_until:
            yield _card(f"helper, {name}, its clock done", shown(course, minutes=4))
    off = rules.open_helper(course, minute(4))
    yield _card("helper, five off", shown(off, minutes=4))
    hold = rules.open_helper(rules.begin(TWENTY, 5, NINE), minute(3))
    yield _card("helper, their own object", shown(hold, minutes=3, own_object="my coin"))
    none = rules.open_helper(hold, minute(3), frozenset(Helper))
    yield _card("helper, nothing else", shown(none, minutes=3))
    outside = rules.open_helper(rules.begin_pause(NINE), NINE)
    yield _card("helper outside a block", shown(outside))
    yield _plain("helper outside a block, over", focus_wording.closed(shown(rules.back_to_it(outside, minute(1)))))


def _working() -> Iterator[Saying]:
    begun = rules.begin(TWENTY, 5, NINE)
    working = catch_up(begun, minute(5))
    yield _card("working, at the switch", shown(working, minutes=5))
    yield _card("working without a task, at the switch", shown(working, task="", minutes=5))
    by_hand = rules.move_on(begun, minute(1))
    yield _card("working, after a skip", shown(by_hand, minutes=1))
    yield _card("working, settling dropped", shown(by_hand, minutes=3, settling_dropped=True))
    yield _card("working from the start", shown(rules.begin(Size(7), 5, NINE)))
    yield _card("working, on a message that became the task", shown(by_hand, minutes=3, link=LINK))
    yield _card("working, a line that is not understood", shown(rules.touch(working, Aside.HINT), minutes=6))
    yield _card("working, why", shown(rules.touch(working, Aside.WHY), minutes=6))
    noted = rules.wander(working, minute(12))
    yield _card("working, wandered off", shown(noted, minutes=12))
    yield _card("working, wandered off, why", shown(rules.touch(noted, Aside.WHY), minutes=12))
    yield Saying("wandered off, write it down", view=focus_cards.write_down("0a1b2c3d4e5f"))
    yield _card("working, written down", shown(rules.touch(working, Aside.PARKED), minutes=12))
    yield _plain("working, over", focus_wording.retired(shown(catch_up(working, minute(20))), Phase.WORKING))


def _smaller() -> Iterator[Saying]:
    begun = rules.begin(TWENTY, 5, NINE)
    working = catch_up(begun, minute(5))
    ten = rules.make_smaller(begun, minute(1))
    yield _card("smaller, ten while settling", shown(ten, minutes=1))
    yield _card("smaller, ten while working", shown(rules.make_smaller(working, minute(6)), minutes=6))
    sitting = rules.make_smaller(rules.begin(Size(10), 5, NINE), minute(1))
    yield _card("smaller, five while settling", shown(sitting, minutes=1))
    two = rules.make_smaller(rules.begin(Size(5), 5, NINE), minute(1))
    yield _card("smaller, two", shown(two, minutes=1))
    yield _card("smaller, two without a task", shown(two, minutes=1, task=""))
    breath = rules.make_smaller(two, minute(1.5))
    yield _card("one breath", shown(breath, minutes=3))
    taken = catch_up(breath, minute(4))
    yield _card("one breath, taken", shown(taken, minutes=4))
    third = catch_up(
        rules.take_another(catch_up(rules.take_another(taken, minute(5)), minute(6)), minute(7)), minute(8)
    )
    yield _card("one breath, the third", shown(third, minutes=8))
    word = rules.make_smaller(taken, minute(5))
    yield _card("one word", shown(word, minutes=5))
    yield _card("one word, why", shown(rules.touch(word, Aside.WHY), minutes=5))
    written = rules.write_word(word, minute(6))
    yield _card("one word, written", shown(written, minutes=6))
    yield _plain("one word, stopped", focus_wording.closed(shown(rules.stop(written, minute(6)))))
    yield _plain("one word, enough for today", focus_wording.closed(shown(rules.stop_for_today(word, minute(6)))))


def _breaks() -> Iterator[Saying]:
    working = catch_up(rules.begin(TWENTY, 5, NINE), minute(5))
    off = breaks.take_break(working, 5, minute(12))
    yield _card("a break", shown(off, minutes=12))
    yield _card("a break, a line kept", shown(rules.touch(off, Aside.LINE_KEPT), minutes=12, break_line=WORDS))
    yield _card("a break, why", shown(rules.touch(off, Aside.WHY), minutes=12))
    yield _card("a break of fifteen minutes", shown(breaks.take_break(working, 15, minute(12)), minutes=12))
    over = catch_up(off, minute(17))
    yield _card("a break, over", shown(over, minutes=17))
    yield _card("a break, the third, over", shown(replace(over, breaks=3), minutes=17))
    yield _plain("a break, its card when it is over", focus_wording.retired(shown(over), Phase.ON_BREAK))
    yield _card("back", shown(breaks.come_back(over, minute(18)), minutes=18, break_line=WORDS))
    yield _card("back, a shorter one", shown(breaks.come_back_shorter(over, minute(18)), minutes=18))
    yield _card("done for today", shown(rules.stop_for_today(over, minute(18)), minutes=18))
    yield _plain("a break, not answered", focus_wording.closed(shown(catch_up(over, minute(40)))))
    outside = breaks.take_break(rules.begin_pause(NINE), 5, NINE)
    yield _card("a break outside a block", shown(outside))
    yield _card("a break outside a block, over", shown(catch_up(outside, minute(5)), minutes=5))
    yield _plain("a break outside a block, back", focus_wording.closed(shown(breaks.come_back(outside, minute(3)))))


def _the_end() -> Iterator[Saying]:
    begun = rules.begin(TWENTY, 5, NINE)
    ended = catch_up(begun, minute(20))
    yield _card("the end", shown(ended, minutes=20))
    yield _card("the end, with a line written down", shown(ended, minutes=20, parked=(WORDS,)))
    yield _card("the end, why", shown(rules.touch(ended, Aside.WHY), minutes=20))
    yield _card("the end, a line that is not understood", shown(rules.touch(ended, Aside.HINT), minutes=20))
    yield _card("the end, a first sentence typed as a line", shown(ended, minutes=20, asks_keeping=True))
    yield _card("stopped", shown(rules.stop(begun, minute(1)), minutes=1))
    yield _card("stopped later", shown(rules.stop(begun, minute(4)), minutes=4))
    for outcome in Outcome:
        yield _card(f"closed, {outcome.replace('_', ' ')}", shown(close(ended, outcome), minutes=21))


def _answers() -> Iterator[Saying]:
    begun = rules.begin(TWENTY, 5, NINE)
    working = catch_up(begun, minute(5))
    off = breaks.take_break(working, 5, minute(12))
    yield _plain("answer, started", focus_wording.started(shown(begun)))
    yield _plain("answer, one breath", focus_wording.started(shown(rules.begin(Size(0, foot=Rung.BREATH), 5, NINE))))
    yield _plain("answer, stopped", focus_wording.done(shown(rules.stop(begun, minute(3)))))
    yield _plain("answer, a break", focus_wording.done(shown(off)))
    yield _plain("answer, back", focus_wording.done(shown(breaks.come_back(off, minute(15)))))
    yield _plain("answer, back while settling", focus_wording.done(shown(begun)))
    yield _plain("answer, a helper", focus_wording.done(shown(rules.open_helper(begun, minute(3)), minutes=3)))
    ended = catch_up(begun, minute(20))
    for name, course in (("settling", begun), ("working", working), ("a break", off), ("closing", ended)):
        yield _plain(f"where things stand, {name}", focus_wording.standing(shown(course)))
    for name, course in (("settling", begun), ("working", working)):
        yield _plain(f"where things stand, {name} without a task", focus_wording.standing(shown(course, task="")))
    yield _plain("where things stand, nothing runs", focus_wording.standing(None))


def _lines() -> Iterator[Saying]:
    for about in ("", line_cards.WHY, line_cards.SMALLER, *(kind.__name__ for kind in line_wording.WITHOUT_WORDS)):
        name = f"a line typed in the messages{', ' if about else ''}{about}"
        yield Saying(name, line_wording.HELLO, line_cards.answer(Offer(), about))


def _check_in() -> Iterator[Saying]:
    yield Saying("check-in, the first time", view=checkin_cards.modal("0a1b2c3d4e5f", None))
    yield Saying("check-in with words typed before", view=checkin_cards.modal("0a1b2c3d4e5f", None, WORDS))
    for keeping in Keeping:
        view = checkin_cards.modal("0a1b2c3d4e5f", keeping)
        yield Saying(f"check-in, {keeping.name.lower().replace('_', ' ')}", view=view)
    yield Saying("check-in, no words yet", checkin_wording.EMPTY)
    yield Saying("answer to done, saved", checkin_wording.SAVED)
    yield Saying("answer to done, not kept", checkin_wording.NOT_KEPT)
    yield Saying("answer to done, stopped", checkin_wording.STOPPED)
    yield Saying("answer to done, ended before", checkin_wording.ENDED)


def _refusals() -> Iterator[Saying]:
    wordings = (break_wording, checkin_wording, focus_wording, ladder_wording)
    said = {kind: words for wording in wordings for kind, words in wording.REFUSALS.items()}
    for refusal in (
        ladder.LengthOutsideError(),
        ladder.TaskTooLongError(TASK),
        rules.NothingRunningError(),
        rules.NothingRunningError(WORDS),
        rules.BlockOverError(),
        rules.TooLateToUndoError(),
        breaks.BreakLengthError(),
        breaks.LineTooLongError(WORDS),
        breaks.LineTooLongError("", in_a_box=True),
        breaks.NoWordsError(),
        checkin_rules.SentenceTooLongError(WORDS),
        checkin_rules.SentenceTooLongError("", in_a_box=True),
        checkin_rules.BlockGoneError(),
        checkin_rules.AlreadyWrittenError(),
        checkin_rules.NotAskedError(WORDS),
        checkin_rules.LineGoneError(),
    ):
        name = type(refusal).__name__.removesuffix("Error")
        more = (
            " with words" if getattr(refusal, "words", "") else " in a box" if getattr(refusal, "in_a_box", 0) else ""
        )
        yield _plain(f"refusal, {name}{more}", said[type(refusal)](refusal))
    yield Saying("apology", apologies.SORRY.format(reference="4f2a1c"))
    yield Saying("apology in a modal", apologies.NOT_SAVED.format(reference="4f2a1c"))


def _others() -> Iterator[Saying]:
    yield Saying("help", start_wording.HELP, tuple(home_cards.help_card(home_cards.NOTHING_YET)))
    running = Now(shown(rules.begin(TWENTY, 5, NINE), minutes=3), Offer())
    yield Saying("help while a block runs", start_wording.HELP, tuple(home_cards.help_card(running)))
    yield Saying("unknown", home_wording.UNKNOWN, tuple(home_cards.unknown(TASK, None)))
    yield Saying("unknown with a near one", home_wording.UNKNOWN, tuple(home_cards.unknown("strat", "start")))
    yield Saying("privacy", privacy_wording.PRIVACY, tuple(privacy_cards.privacy()))
    yield Saying("delete, asked", privacy_wording.ASK, tuple(privacy_cards.ask()))
    yield Saying("delete, kept", privacy_wording.KEPT)
    yield Saying("delete, done", privacy_wording.DELETED)
    yield Saying("delete, what is left of a card", privacy_wording.CARD_LEFT, tuple(privacy_cards.removed()))


def _care() -> Iterator[Saying]:
    keep = '{"block": "0a1b2c3d4e5f", "keeping": "", "words": "…"}'
    for name, blocks in (
        ("in an answer", care_cards.support("0a1b2c3d")),
        ("with a sentence to keep", care_cards.support("0a1b2c3d", keep)),
        ("asked for", care_cards.person()),
        ("what happens if I call", care_cards.calling()),
        ("something else", care_cards.something_else(0)),
        ("something else, minutes left", care_cards.something_else(12)),
        ("kept", care_cards.kept(is_kept=True)),
        ("not kept", care_cards.kept(is_kept=False)),
    ):
        yield Saying(f"support card, {name}", care_wording.NOTIFICATION, tuple(blocks))
    yield Saying("support card, in a modal", view=care_cards.in_modal(care_cards.support("0a1b2c3d", keep)))


def _home() -> Iterator[Saying]:
    begun = rules.begin(TWENTY, 5, NINE)
    yield Saying("home, nothing runs", view=home_cards.home(home_cards.NOTHING_YET))
    for name, course, minutes in (("settling", begun, 3), ("closing", catch_up(begun, minute(20)), 20)):
        yield Saying(f"home, {name}", view=home_cards.home(Now(shown(course, minutes=minutes), Offer())))


def _card(name: str, block: Shown) -> Saying:
    return Saying(name, focus_wording.notification(block.course), focus_cards.card(block))


def _plain(name: str, line: Line) -> Saying:
    return Saying(name, focus_wording.WHERE_THINGS_STAND, (kit.line(line),))
