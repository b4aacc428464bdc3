"""How countries and lines are named."""

from bot.helplines.rules import Helpline

COUNTRIES = {
    "AU": "Australia",
    "CA": "Canada",
    "IE": "Ireland",
    "LV": "Latvia",
    "NL": "Netherlands",
    "NZ": "New Zealand",
    "ES": "Spain",
    "GB": "United Kingdom",
    "US": "United States",
}
"""The countries of numbers.toml, in the order in which people are asked."""


def line(one: Helpline) -> str:
    """A line with its hours, as it stands within a sentence."""
    return f"{one.name}: {one.number}, {one.hours}"
