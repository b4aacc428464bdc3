"""Nothing that people read claims to notice how anyone is, or to keep them safe (CARE 4, 7)."""

import re
from pathlib import Path

import pytest

from bot import phrasebook
from bot.phrasebook.saying import Saying
from bot.settings import MANIFEST, ROOT

PAGES = [MANIFEST, ROOT / "README.md", ROOT / "CHANGELOG.md", *sorted((ROOT / "docs").glob("*.md"))]

SOMEONE = (
    r"(?:someone|somebody|anyone|a person|people|your?|you're|their|the user|risks?|distress|moods?|crisis|danger)"
)
CLAIMS = re.compile(
    r"|".join(
        (
            r"\bdetect\w*",
            r"\bmonitor\w*",
            r"\bsurveil\w*",
            rf"\b(?:recogni[sz]|identif|spot|flag|sens|assess|predict|screen|track|measur|analy[sz])\w*(?: for)?"
            rf" (?:when |if |how |whether |signs of )*{SOMEONE}\b",
            rf"\b(?:will |can |may |does )?(?:notice|know|tell|understand)s? (?:when|if|how|that) {SOMEONE}\b",
            r"\b(?:we|i|it|soft start|the bot)(?:'ll| will| would)? notice",
            r"\bkeep(?:s|ing)? (?:you|people|them|anyone|someone|everyone) safe\b",
            r"\b(?:you are|you're|is|stay) safe (?:here|with)\b|\bsafe space\b|\bsafety net\b",
            rf"\b(?:alerts?|warns?|informs?|notif(?:y|ies)|contacts|calls) {SOMEONE}\b",
            r"\b(?:watch(?:es|ing)? over|looks? (?:after|out for)|keeps? an eye on|check(?:s|ing)? up on) "
            r"(?:you|people|them|anyone|everyone|each other)\b",
            r"\b(?:prevents?|reduces?|lowers?) (?:suicide|self-harm|risk|crisis)",
        )
    ),
    re.IGNORECASE,
)
DENIED = re.compile(r"\b(?:not|never|no|nobody|nothing|none|neither|nor|without|cannot)\b|n't\b", re.IGNORECASE)


def claims(text: str) -> list[str]:
    """Every claim in a text, each with the clause it stands in; a plain denial before it, in that clause, is none."""
    clauses = re.split(r"(?<=[.!?;:,|])\s|\n\s*\n|\n[-#|]", " ".join(text.split(" ")))
    return [" ".join(clause.split()) for clause in clauses if _claims(" ".join(clause.split()))]


def _claims(clause: str) -> bool:
    return any(not DENIED.search(clause[: found.start()]) for found in CLAIMS.finditer(clause))


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.relative_to(ROOT).as_posix())
def test_no_page_claims_to_notice_anything(page: Path) -> None:
    assert claims(page.read_text()) == []


@pytest.mark.parametrize("saying", phrasebook.sayings(), ids=lambda saying: saying.name)
def test_nothing_the_bot_says_claims_to_notice_anything(saying: Saying) -> None:
    assert claims("\n\n".join((saying.text, *map(phrasebook.said, saying.drawn)))) == []


@pytest.mark.parametrize(
    "planted",
    [
        "It detects when somebody is not well.",
        "Soft Start monitors what you write.",
        "It recognises risk in a sentence.",
        "We will notice if you are not all right.",
        "It keeps you safe.",
        "In danger, it alerts someone you trust.",
        "It does not only count, it detects risk.",
        "The bot knows how you feel.",
        "A short list spots signs of distress.",
        "It looks after you while you work.",
        "Somebody is told: it contacts your manager.",
        "This prevents suicide.",
    ],
)
def test_a_planted_claim_is_caught(planted: str) -> None:
    assert claims(f"It times small blocks. {planted} It has two buttons.")


@pytest.mark.parametrize(
    "denial",
    [
        "It does not detect how anyone is.",
        "Nobody monitors what you write.",
        "It never alerts anyone.",
        "No person is alerted by what you write.",
        "It can't keep you safe.",
    ],
)
def test_a_plain_denial_is_none(denial: str) -> None:
    assert claims(denial) == []
