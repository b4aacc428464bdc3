"""The journal in a modal, what stands on top of it, and the box that asks how long to keep a sentence."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, replace
from datetime import date, timedelta
from itertools import groupby
from typing import Any

from bot import kit, standing
from bot.journal import wording
from bot.journal.rules import Blank, Entry, FilledIn, Place, Shelf
from bot.kit import Json
from bot.people.rules import Keeping, keepings
from bot.speech import Words
from bot.switches.rules import Switches

OPEN = "journal.open"
LOOK_BACK = "journal.look_back"
SEARCH = "journal.search"
MONTH, ALL, NEWER, OLDER = "journal.month", "journal.all", "journal.newer", "journal.older"
WRITE = "journal.write"
TODAY = "today"
"""What the button holds whose box is for a sentence of today."""
MORE = "journal.more"
EDIT, DELETE = "edit", "delete"
"""The entries of a sentence's menu."""
CALLBACK = "journal"
EDITED, DELETED, FILLED_IN = "journal.edited", "journal.deleted", "journal.filled_in"
"""The modals on top."""
SENTENCE, KEEPING, DAY = "sentence", "keeping", "day"

View = Mapping[str, Any]


def open_button() -> Json:
    """Opens the journal."""
    return kit.button(wording.TITLE, OPEN)


def write_button() -> Json:
    """Opens the box for a sentence of today."""
    return kit.button(wording.WRITE_ONE, WRITE, TODAY)


def lines(entries: Sequence[Entry]) -> list[Json]:
    """Sentences to be read, each under its day."""
    return [block for entry in entries for block in (kit.note(wording.day(entry.day)), _words(entry))]


def decided(switches: Switches, *, has_any: bool) -> list[Json]:
    """What whoever runs it has decided for everyone: under the sentences that there are, and where there are none."""
    said = wording.decided(switches, has_any=has_any)
    return [kit.note(said)] if said else []


def modal(shelf: Shelf) -> Json:
    """What stands in that place, with the ways to others."""
    news = [kit.paragraph(wording.NEWS[shelf.news])] if shelf.news else []
    blocks = [*news, *_search(shelf), *_ways(shelf), *_sentences(shelf), *_pages(shelf), *_decided(shelf)]
    more = {"close": wording.CLOSE, "private_metadata": json.dumps(asdict(shelf.place), ensure_ascii=False)}
    more |= {"submit": wording.SEARCH} if _search(shelf) else {}
    return kit.modal(CALLBACK, wording.title(shelf.place), blocks, **more)


def on_top(act: str, entry: Entry, place: Place) -> Json:
    """What a sentence's menu opens: a box with its words, or the one question before it goes."""
    about = json.dumps({"sentence": entry.id, "place": asdict(place)}, ensure_ascii=False)
    if act == DELETE:
        blocks = [kit.note(wording.day(entry.day)), _words(entry), kit.paragraph(wording.DELETE_ASK)]
        labels = {"submit": wording.DELETE, "close": wording.KEEP_IT}
        return kit.modal(DELETED, wording.DELETE_TITLE, blocks, **labels, private_metadata=about)
    box = kit.box(SENTENCE, wording.day(entry.day), kit.text_box(SENTENCE, entry.words))
    labels = {"submit": wording.SAVE, "close": wording.LEAVE_IT}
    return kit.modal(EDITED, wording.EDIT_TITLE, [box, *standing.under_a_box()], **labels, private_metadata=about)


def fill_in(blank: Blank, value: str = "") -> Json:
    """A day and one box; on the day stands today or, behind the button for another day, yesterday."""
    day = blank.today if value == TODAY else blank.today - timedelta(days=1)
    blocks = [kit.box(DAY, wording.DAY, kit.day(DAY, day), wording.DAY_HINT), *to_keep(blank.keeping, blank.switches)]
    labels = {"submit": save(blank.switches), "close": wording.NOT_NOW}
    return kit.modal(FILLED_IN, wording.WRITE_TITLE, blocks, **labels, private_metadata=blank.id)


def save(switches: Switches) -> str:
    """What stands on the button of such a box; nothing is saved where no sentence is kept."""
    return wording.SAVE if switches.keeps_sentences else wording.DONE


def to_keep(keeping: Keeping | None, switches: Switches, words: str = "") -> list[Json]:
    """One box; the first time also how long to keep what stands in it, as a required choice (CARE 9)."""
    blocks = [kit.box(SENTENCE, wording.BOX, kit.text_box(SENTENCE, words))]
    if keeping is None:
        options = {str(choice): wording.keep_for(choice) for choice in keepings(switches)}
        blocks.append(kit.box(KEEPING, wording.KEEP, kit.choice(KEEPING, options)))
    else:
        blocks.append(kit.note(wording.kept_as(keeping)))
    return [*blocks, *standing.under_a_box()]


def sentence(view: View) -> str:
    """What was written."""
    return kit.typed(view, SENTENCE, SENTENCE).strip()


def keeping(view: View) -> Keeping | None:
    """What was chosen; None where the modal did not ask."""
    return Keeping.read(kit.typed(view, KEEPING, KEEPING))


def filled_in(view: View) -> FilledIn:
    """A sentence with its day."""
    day = date.fromisoformat(kit.typed(view, DAY, DAY))
    return FilledIn(view["private_metadata"], day, sentence(view), keeping(view))


def about(view: View) -> tuple[str, Place]:
    """Of a modal on top: which sentence it is about, and what stands beneath."""
    held = json.loads(view["private_metadata"])
    return str(held["sentence"]), Place(**held["place"])


def place_in(view: View) -> Place:
    """What the journal shows."""
    return Place(**json.loads(view["private_metadata"]))


def turned(action: Mapping[str, Any], view: View) -> Place:
    """Where a press leads: to another month, to all of them, or to another page."""
    if action["action_id"] == MONTH:
        return Place(month=str(action["selected_option"]["value"]))
    here, step = place_in(view), {NEWER: -1, OLDER: 1}.get(action["action_id"])
    return Place() if step is None else replace(here, page=here.page + step)


def searched(view: View) -> str:
    """What is looked for, when the modal is sent off."""
    boxes = view["state"]["values"].values()
    return str(next((box[SEARCH].get("value") for box in boxes if SEARCH in box), None) or "")


def picked(action: Mapping[str, Any]) -> tuple[str, str]:
    """Of a sentence's menu: what is to be done, with which."""
    act, _, sentence_id = str((action.get("selected_option") or action)["value"]).partition(".")
    return act, sentence_id


def _words(entry: Entry) -> Json:
    return kit.line((Words(entry.words),))


def _search(shelf: Shelf) -> list[Json]:
    """The box to look for a word. In another place it is another box, since Slack keeps what was typed in one."""
    if shelf.place.is_week or not shelf.months:
        return []
    element = kit.text_box(SEARCH, shelf.place.term, multiline=False)
    box = kit.box(_named("search", shelf), wording.SEARCH_BOX, element, optional=True)
    return [box | {"dispatch_action": True}, *standing.under_a_box()]


def _ways(shelf: Shelf) -> list[Json]:
    """To other places, and to a box for another sentence, where one would be kept."""
    keeps = shelf.switches.keeps_sentences
    write = [kit.button(wording.WRITE_FOR_A_DAY, WRITE)] if keeps else []
    whole = kit.button(wording.ALL, ALL)
    if not shelf.months:
        nothing = kit.paragraph(wording.nothing(shelf.place, shelf.keeping))
        return [nothing, kit.actions(write_button())] if keeps else [nothing]
    if shelf.place.is_week:
        return [kit.actions(whole, *write)]
    ways = [whole, *write] if shelf.place.is_search else write
    return [kit.actions(_months(shelf), *ways) | {"block_id": _named("months", shelf)}]


def _months(shelf: Shelf) -> Json:
    years = groupby(shelf.months, key=lambda month: month[:4])
    groups = {year: {month: wording.month(month) for month in months} for year, months in years}
    chosen = "" if shelf.place.is_search else shelf.place.month
    return kit.grouped(MONTH, groups, wording.OTHER_MONTHS, chosen)


def _sentences(shelf: Shelf) -> list[Json]:
    blocks: list[Json] = []
    for entry in shelf.entries:
        blocks += [kit.paragraph(wording.day(entry.day)) | {"accessory": _menu(entry, shelf.switches)}, _words(entry)]
    if not blocks and shelf.months and not shelf.some_closed:
        blocks = [kit.paragraph(wording.nothing(shelf.place, shelf.keeping))]
    return [*blocks, kit.note(wording.SOME_CLOSED)] if shelf.some_closed else blocks


def _menu(entry: Entry, switches: Switches) -> Json:
    """What can be done with a sentence. Where none is kept any more, other words would not be."""
    if not switches.keeps_sentences:
        return kit.button(wording.DELETE, MORE, f"{DELETE}.{entry.id}")
    return kit.overflow(MORE, {f"{EDIT}.{entry.id}": wording.EDIT, f"{DELETE}.{entry.id}": wording.DELETE})


def _decided(shelf: Shelf) -> list[Json]:
    """Once: where nothing is here, that is why."""
    is_said = not shelf.months and not shelf.switches.keeps_sentences and not shelf.place.is_week
    return [] if is_said else decided(shelf.switches, has_any=bool(shelf.months))


def _pages(shelf: Shelf) -> list[Json]:
    newer = [kit.button(wording.NEWER, NEWER)] if shelf.has_newer else []
    older = [kit.button(wording.OLDER, OLDER)] if shelf.has_older else []
    return [kit.actions(*newer, *older)] if newer or older else []


def _named(what: str, shelf: Shelf) -> str:
    return f"{what}.{'found' if shelf.place.is_search else shelf.place.month}"
