"""The small language in which the shape of Block Kit is written: checks that look at one value and say what is wrong.

A check takes a value and its JSON pointer and yields Slack's sentences.
"""

import re
from collections.abc import Callable, Iterator, Mapping
from typing import Any, TypeAlias

from sandbox.shapes import Json

Check: TypeAlias = Callable[[Any, str], Iterator[str]]


def fault(said: str, at: str) -> str:
    """A sentence with the place it is about."""
    return f"{said} [json-pointer:{at}]"


def text(most: int, least: int = 1) -> Check:
    """A string of so many characters."""

    def check(value: Any, at: str) -> Iterator[str]:
        if not isinstance(value, str):
            yield fault("must provide a string", at)
        elif len(value) > most:
            yield fault(f"must be less than {most + 1} characters", at)
        elif len(value) < least:
            yield fault(f"must be more than {least - 1} characters", at)

    return check


def matching(pattern: str, said: str, most: int = 3000) -> Check:
    """A string of a form, for instance a date."""
    length, form = text(most), re.compile(pattern)

    def check(value: Any, at: str) -> Iterator[str]:
        wrong = list(length(value, at))
        yield from wrong
        if not wrong and not form.fullmatch(value):
            yield fault(said, at)

    return check


def url(most: int = 3000) -> Check:
    """A web or mail address."""
    return matching(r"(https?://\S+|mailto:\S+)", "must be a valid URL", most)


def flag(value: Any, at: str) -> Iterator[str]:
    """True or false."""
    if not isinstance(value, bool):
        yield fault("must provide a boolean", at)


def number(least: int, most: int) -> Check:
    """A whole number in a range."""

    def check(value: Any, at: str) -> Iterator[str]:
        if not isinstance(value, int) or isinstance(value, bool):
            yield fault("must provide an integer", at)
        elif value < least:
            yield fault(f"must be greater than or equal to {least}", at)
        elif value > most:
            yield fault(f"must be less than or equal to {most}", at)

    return check


def one_of(*allowed: Any) -> Check:
    """One of a few values."""

    def check(value: Any, at: str) -> Iterator[str]:
        if value not in allowed:
            yield fault(f"must be one of: {', '.join(map(str, allowed))}", at)

    return check


def list_of(each: Check, most: int | None = None, least: int = 1) -> Check:
    """A list of so many things, each checked."""

    def check(value: Any, at: str) -> Iterator[str]:
        if not isinstance(value, list):
            yield fault("must provide an array", at)
            return
        if most is not None and len(value) > most:
            yield fault(f"no more than {most} items allowed", at)
        if len(value) < least:
            yield fault(f"must contain at least {least} item" + ("s" if least > 1 else ""), at)
        for index, item in enumerate(value):
            yield from each(item, f"{at}/{index}")

    return check


def shape(required: Mapping[str, Check], optional: Mapping[str, Check] | None = None, *more: Check) -> Check:
    """An object with these keys and no others; `more` looks at the whole when its parts are right."""
    known = {**required, **(optional or {})}

    def check(value: Any, at: str) -> Iterator[str]:
        if not isinstance(value, dict):
            yield fault("must provide an object", at)
            return
        wrong = list(_wrong_keys(value, at, known, required))
        for key, check_part in known.items():
            if key in value:
                wrong.extend(check_part(value[key], f"{at}/{key}"))
        yield from wrong
        if not wrong:
            for rule in more:
                yield from rule(value, at)

    return check


def _wrong_keys(value: Json, at: str, known: Mapping[str, Check], required: Mapping[str, Check]) -> Iterator[str]:
    for key in value:
        if key not in known:
            yield fault(f"invalid additional property: {key}", at)
    for key in required:
        if key not in value:
            yield fault(f"missing required field: {key}", at)


def by_type(shapes: Mapping[str, Check]) -> Check:
    """An object whose "type" says which shape it must have."""

    def check(value: Any, at: str) -> Iterator[str]:
        if not isinstance(value, dict):
            yield fault("must provide an object", at)
        elif "type" not in value:
            yield fault("missing required field: type", at)
        elif not isinstance(value["type"], str) or value["type"] not in shapes:
            yield fault(f"unsupported type: {value['type']}", f"{at}/type")
        else:
            yield from shapes[value["type"]](value, at)

    return check


def only(*keys: str) -> Check:
    """Exactly one of these keys is there."""

    def check(value: Any, at: str) -> Iterator[str]:
        there = [key for key in keys if key in value]
        if len(there) != 1:
            yield fault(f"must have exactly one of: {', '.join(keys)}", at)

    return check


def some(*keys: str) -> Check:
    """At least one of these keys is there."""

    def check(value: Any, at: str) -> Iterator[str]:
        if not any(key in value for key in keys):
            yield fault(f"must have at least one of: {', '.join(keys)}", at)

    return check


def anything(_value: Any, _at: str) -> Iterator[str]:
    """No objection."""
    yield from ()
