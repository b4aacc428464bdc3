"""rich_text: sections, lists, quotes and preformatted text, and the elements in them."""

from sandbox.blocks.checks import (
    Check,
    anything,
    by_type,
    flag,
    list_of,
    matching,
    number,
    one_of,
    shape,
    text,
    url,
)
from sandbox.blocks.dates import date_format

_LONGEST = 3000
_TEXT_STYLE = shape({}, dict.fromkeys(("bold", "italic", "strike", "code", "underline", "unlink"), flag))
_STYLE = shape(
    {}, dict.fromkeys(("bold", "italic", "strike", "highlight", "client_highlight", "underline", "unlink"), flag)
)


def _inline(kind: str, required: dict[str, Check], optional: dict[str, Check] | None = None) -> Check:
    return shape({"type": one_of(kind), **required}, optional)


_TEXT = _inline("text", {"text": text(_LONGEST)}, {"style": _TEXT_STYLE})
_LINK = _inline("link", {"url": url()}, {"text": text(_LONGEST), "unsafe": flag, "style": _TEXT_STYLE})

INLINE: dict[str, Check] = {
    "text": _TEXT,
    "link": _LINK,
    "emoji": _inline(
        "emoji",
        {"name": matching(r"[a-z0-9_+'\-]+(::skin-tone-[2-6])?", "must be the name of an emoji", 100)},
        {"unicode": text(100), "skin_tone": number(1, 6), "style": anything},
    ),
    "user": _inline("user", {"user_id": matching(r"[UW]\w+", "must be a user id")}, {"style": _STYLE}),
    "usergroup": _inline("usergroup", {"usergroup_id": text(50)}, {"style": _STYLE}),
    "channel": _inline("channel", {"channel_id": matching(r"[CDG]\w+", "must be a channel id")}, {"style": _STYLE}),
    "team": _inline("team", {"team_id": text(50)}, {"style": _STYLE}),
    "broadcast": _inline("broadcast", {"range": one_of("here", "channel", "everyone")}, {"style": _STYLE}),
    "color": _inline("color", {"value": matching(r"#[0-9a-fA-F]{6}", "must be a color")}, {"style": _STYLE}),
    "date": _inline(
        "date",
        {"timestamp": number(0, 10**11), "format": date_format},
        {"url": url(), "fallback": text(_LONGEST), "timezone": text(100), "style": _STYLE},
    ),
}

_SECTION = shape({"type": one_of("rich_text_section"), "elements": list_of(by_type(INLINE), least=0)})
_LIST = shape(
    {
        "type": one_of("rich_text_list"),
        "style": one_of("bullet", "ordered"),
        "elements": list_of(by_type({"rich_text_section": _SECTION})),
    },
    {"indent": number(0, 8), "offset": number(0, 10**6), "border": one_of(0, 1)},
)
_PREFORMATTED = shape(
    {
        "type": one_of("rich_text_preformatted"),
        "elements": list_of(by_type({"text": _TEXT, "link": _LINK}), least=0),
    },
    {"border": one_of(0, 1), "language": text(50)},
)
_QUOTE = shape(
    {"type": one_of("rich_text_quote"), "elements": list_of(by_type(INLINE), least=0)}, {"border": one_of(0, 1)}
)

RICH_TEXT_PARTS = by_type(
    {
        "rich_text_section": _SECTION,
        "rich_text_list": _LIST,
        "rich_text_preformatted": _PREFORMATTED,
        "rich_text_quote": _QUOTE,
    }
)
RICH_TEXT = shape({"type": one_of("rich_text"), "elements": list_of(RICH_TEXT_PARTS)}, {"block_id": text(255)})
