"""What a block says from its start card to its end, drawn by its own cards."""

from collections.abc import Iterator
from dataclasses import replace

from bot.breaks import rules as breaks
from bot.courses.rules import Aside, Outcome, Phase, catch_up, close
from bot.focus import cards as focus_cards
from bot.focus import rules
from bot.focus import wording as focus_wording
from bot.helpers.rules import Helper
from bot.ladder.rules import Rung, Size
from bot.phrasebook.saying import LINK, NINE, TASK, TWENTY, WORDS, Saying, card, minute, plain, shown
from bot.starts import cards as start_cards
from bot.starts import wording as start_wording
from bot.starts.rules import Offer


def block() -> Iterator[Saying]:
    """In the order a person meets it."""
    for part in (_start_cards, _settling, _helpers, _working, _smaller, _breaks, _the_end, _answers):
        yield from part()


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
    yield card("settling, the first time", shown(begun, is_first=True))
    yield card("settling", shown(begun, minutes=3))
    yield card("settling without a task", shown(begun, task="", minutes=3))
    yield card("settling with a phrase of their own", shown(begun, minutes=3, phrase=WORDS))
    yield card("settling two minutes", shown(rules.begin(Size(10), 5, NINE)))
    yield card("settling one minute", shown(rules.begin(Size(10), 1, NINE)))
    yield card("settling, why", shown(rules.touch(begun, Aside.WHY), minutes=3))
    yield card("settling, a line that is not understood", shown(rules.touch(begun, Aside.HINT), minutes=3))
    yield card("sitting, all of it", shown(rules.begin(Size(5, sits=True), 5, NINE), minutes=3))
    back = breaks.come_back(breaks.take_break(begun, 5, minute(2)), minute(6))
    yield card("settling, back from a break", shown(back, minutes=6))
    yield plain("settling, over", focus_wording.retired(shown(catch_up(begun, minute(5))), Phase.SETTLING))


def _helpers() -> Iterator[Saying]:
    course = rules.begin(TWENTY, 5, NINE)
    for helper in (Helper.HOLD, Helper.LOOK, Helper.STRETCH, Helper.BREATH):
        course = rules.open_helper(course, minute(3))
        name = helper.replace("_", " ")
        yield card(f"helper, {name}", shown(course, minutes=3))
        yield card(f"helper, {name}, why", shown(rules.touch(course, Aside.WHY), minutes=3))
        if course.helper_until:
            yield card(f"helper, {name}, its clock done", shown(course, minutes=4))
    off = rules.open_helper(course, minute(4))
    yield card("helper, five off", shown(off, minutes=4))
    hold = rules.open_helper(rules.begin(TWENTY, 5, NINE), minute(3))
    yield card("helper, their own object", shown(hold, minutes=3, own_object="my coin"))
    none = rules.open_helper(hold, minute(3), frozenset(Helper))
    yield card("helper, nothing else", shown(none, minutes=3))
    outside = rules.open_helper(rules.begin_pause(NINE), NINE)
    yield card("helper outside a block", shown(outside))
    yield plain("helper outside a block, over", focus_wording.closed(shown(rules.back_to_it(outside, minute(1)))))


def _working() -> Iterator[Saying]:
    begun = rules.begin(TWENTY, 5, NINE)
    working = catch_up(begun, minute(5))
    yield card("working, at the switch", shown(working, minutes=5))
    yield card("working without a task, at the switch", shown(working, task="", minutes=5))
    by_hand = rules.move_on(begun, minute(1))
    yield card("working, after a skip", shown(by_hand, minutes=1))
    yield card("working, settling dropped", shown(by_hand, minutes=3, settling_dropped=True))
    yield card("working from the start", shown(rules.begin(Size(7), 5, NINE)))
    yield card("working, on a message that became the task", shown(by_hand, minutes=3, link=LINK))
    yield card("working, a line that is not understood", shown(rules.touch(working, Aside.HINT), minutes=6))
    yield card("working, a break of a length that can't be", shown(rules.touch(working, Aside.BREAK_LENGTH), minutes=6))
    yield card("working, why", shown(rules.touch(working, Aside.WHY), minutes=6))
    noted = rules.wander(working, minute(12))
    yield card("working, wandered off", shown(noted, minutes=12))
    yield card("working, wandered off, why", shown(rules.touch(noted, Aside.WHY), minutes=12))
    yield Saying("wandered off, write it down", view=focus_cards.write_down("0a1b2c3d4e5f"))
    yield card("working, written down", shown(rules.touch(working, Aside.PARKED), minutes=12))
    yield plain("working, over", focus_wording.retired(shown(catch_up(working, minute(20))), Phase.WORKING))


def _smaller() -> Iterator[Saying]:
    begun = rules.begin(TWENTY, 5, NINE)
    working = catch_up(begun, minute(5))
    ten = rules.make_smaller(begun, minute(1))
    yield card("smaller, ten while settling", shown(ten, minutes=1))
    yield card("smaller, ten while working", shown(rules.make_smaller(working, minute(6)), minutes=6))
    sitting = rules.make_smaller(rules.begin(Size(10), 5, NINE), minute(1))
    yield card("smaller, five while settling", shown(sitting, minutes=1))
    two = rules.make_smaller(rules.begin(Size(5), 5, NINE), minute(1))
    yield card("smaller, two", shown(two, minutes=1))
    yield card("smaller, two without a task", shown(two, minutes=1, task=""))
    breath = rules.make_smaller(two, minute(1.5))
    yield card("one breath", shown(breath, minutes=3))
    taken = catch_up(breath, minute(4))
    yield card("one breath, taken", shown(taken, minutes=4))
    third = catch_up(
        rules.take_another(catch_up(rules.take_another(taken, minute(5)), minute(6)), minute(7)), minute(8)
    )
    yield card("one breath, the third", shown(third, minutes=8))
    word = rules.make_smaller(taken, minute(5))
    yield card("one word", shown(word, minutes=5))
    yield card("one word, why", shown(rules.touch(word, Aside.WHY), minutes=5))
    yield card("one word, a word that does nothing there", shown(rules.touch(word, Aside.HINT), minutes=5))
    written = rules.write_word(word, minute(6))
    yield card("one word, written", shown(written, minutes=6))
    yield plain("one word, stopped", focus_wording.closed(shown(rules.stop(written, minute(6)))))
    yield plain("one word, enough for today", focus_wording.closed(shown(rules.stop_for_today(word, minute(6)))))


def _breaks() -> Iterator[Saying]:
    working = catch_up(rules.begin(TWENTY, 5, NINE), minute(5))
    off = breaks.take_break(working, 5, minute(12))
    yield card("a break", shown(off, minutes=12))
    yield card("a break, a line kept", shown(rules.touch(off, Aside.LINE_KEPT), minutes=12, break_line=WORDS))
    yield card("a break, why", shown(rules.touch(off, Aside.WHY), minutes=12))
    yield card("a break, a word that does nothing there", shown(rules.touch(off, Aside.HINT), minutes=12))
    yield card("a break, too long a line", shown(rules.touch(off, Aside.LINE_TOO_LONG), minutes=12))
    yield card("a break of fifteen minutes", shown(breaks.take_break(working, 15, minute(12)), minutes=12))
    over = catch_up(off, minute(17))
    yield card("a break, over", shown(over, minutes=17))
    yield card("a break, the third, over", shown(replace(over, breaks=3), minutes=17))
    yield plain("a break, its card when it is over", focus_wording.retired(shown(over), Phase.ON_BREAK))
    yield card("back", shown(breaks.come_back(over, minute(18)), minutes=18, break_line=WORDS))
    yield card("back, a shorter one", shown(breaks.come_back_shorter(over, minute(18)), minutes=18))
    yield card("done for today", shown(rules.stop_for_today(over, minute(18)), minutes=18))
    yield plain("a break, not answered", focus_wording.closed(shown(catch_up(over, minute(40)))))
    outside = breaks.take_break(rules.begin_pause(NINE), 5, NINE)
    yield card("a break outside a block", shown(outside))
    yield card("a break outside a block, a line", shown(rules.touch(outside, Aside.HINT)))
    yield card("a break outside a block, over", shown(catch_up(outside, minute(5)), minutes=5))
    yield plain("a break outside a block, back", focus_wording.closed(shown(breaks.come_back(outside, minute(3)))))
    yield plain("a break outside a block, back at once", focus_wording.closed(shown(breaks.come_back(outside, NINE))))


def _the_end() -> Iterator[Saying]:
    begun = rules.begin(TWENTY, 5, NINE)
    ended = catch_up(begun, minute(20))
    yield card("the end", shown(ended, minutes=20))
    yield card("the end, with a line written down", shown(ended, minutes=20, parked=(WORDS,)))
    yield card("the end, offering an evening card", shown(ended, minutes=20, offers_evening=True))
    yield card("the end, why", shown(rules.touch(ended, Aside.WHY), minutes=20))
    yield card("the end, a line that is not understood", shown(rules.touch(ended, Aside.HINT), minutes=20))
    yield card("the end, too long a sentence", shown(rules.touch(ended, Aside.SENTENCE_TOO_LONG), minutes=20))
    yield card("the end, a length that can't be", shown(rules.touch(ended, Aside.BLOCK_LENGTH), minutes=20))
    yield card("the end, a first sentence typed as a line", shown(ended, minutes=20, asks_keeping=True))
    further = shown(rules.touch(ended, Aside.HINT), minutes=20, asks_keeping=True)
    yield card("the end, a further line while it asks", further)
    yield card("stopped", shown(rules.stop(begun, minute(1)), minutes=1))
    yield card("stopped later", shown(rules.stop(begun, minute(4)), minutes=4))
    for outcome in Outcome:
        yield card(f"closed, {outcome.replace('_', ' ')}", shown(close(ended, outcome), minutes=21))


def _answers() -> Iterator[Saying]:
    begun = rules.begin(TWENTY, 5, NINE)
    working = catch_up(begun, minute(5))
    off = breaks.take_break(working, 5, minute(12))
    yield plain("answer, started", focus_wording.started(shown(begun)))
    yield plain("answer, one breath", focus_wording.started(shown(rules.begin(Size(0, foot=Rung.BREATH), 5, NINE))))
    yield plain("answer, stopped", focus_wording.done(shown(rules.stop(begun, minute(3)))))
    yield plain("answer, a break", focus_wording.done(shown(off)))
    yield plain("answer, back", focus_wording.done(shown(breaks.come_back(off, minute(15)))))
    yield plain("answer, back while settling", focus_wording.done(shown(begun)))
    yield plain("answer, a helper", focus_wording.done(shown(rules.open_helper(begun, minute(3)), minutes=3)))
    ended = catch_up(begun, minute(20))
    for name, course in (("settling", begun), ("working", working), ("a break", off), ("closing", ended)):
        yield plain(f"where things stand, {name}", focus_wording.standing(shown(course)))
    yield plain("where things stand, the card asks", focus_wording.standing(shown(ended, asks_keeping=True)))
    for name, course in (("settling", begun), ("working", working)):
        yield plain(f"where things stand, {name} without a task", focus_wording.standing(shown(course, task="")))
    yield plain("where things stand, nothing runs", focus_wording.standing(None))
