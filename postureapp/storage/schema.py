"""A table of a TOML file into a record, and what does not fit as one sentence with its key.

The records say what may stand where; this says, in the person's language, what of it does not. It reads no file.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import Any, TypeVar

import msgspec

from postureapp.core.text import Text, text

_T = TypeVar("_T")
_AT = re.compile(r" - at (`key` in )?`\$\.?(.*)`$")
_KINDS = {
    "array": text("a list"),
    "str": text("words in quotes"),
    "int": text("a whole number"),
    "float": text("a number"),
    "bool": text("true or false"),
    "object": text("a table"),
    "date": text("a day, as 2026-11-30"),
}
# What msgspec says, and what is said here. Nothing else is made of its sentences.
_SAYINGS: tuple[tuple[str, Callable[[str, re.Match[str]], Text]], ...] = (
    (r"Expected `str` of length >= 1$|matching regex '\\\\S'", lambda key, _: text("{key} is empty", key=key)),
    (r"matching regex", lambda key, _: text("{key} may have small letters, digits and hyphens only", key=key)),
    (r"of length >= 1$", lambda key, _: text("{key} is empty", key=key)),
    (r"`array` of length >= (\d+)", lambda key, at: text("{key} needs {n} at least", key=key, n=at[1])),
    (r"`str` of length <= (\d+)", lambda key, at: text("{key} is longer than {n} letters", key=key, n=at[1])),
    (r"`array` of length (\d+), got", lambda key, at: text("{key} needs {n} values", key=key, n=at[1])),
    (r"` >= ([\d.]+)", lambda key, at: text("{key} must be {n} or more", key=key, n=_plain(at[1]))),
    (r"` <= ([\d.]+)", lambda key, at: text("{key} must be {n} or less", key=key, n=_plain(at[1]))),
    (r"` > ([\d.]+)", lambda key, at: text("{key} must be more than {n}", key=key, n=_plain(at[1]))),
    (r"Invalid enum value '(.*)'", lambda key, at: text('{key} has "{word}", which is not known', key=key, word=at[1])),
    (r"Expected `(\w+)", lambda key, at: text("{key} must be {what}", key=key, what=_KINDS.get(at[1], Text(at[1])))),
)


class Refused(Exception):
    """A value that does not fit: where, and why."""

    def __init__(self, key: str, reason: Text | str) -> None:
        super().__init__(str(reason))
        self.key = key
        self.reason = reason


def convert(table: Mapping[str, Any], kind: type[_T]) -> _T:
    """The table as a record.

    Raises: Refused, at the first thing that does not fit.
    """
    try:
        return msgspec.convert(table, kind)
    except msgspec.ValidationError as error:
        raise _refusal(str(error)) from error


def _refusal(words: str) -> Refused:
    at = _AT.search(words)
    key = at[2].replace("[...]", "") if at else ""
    said = _AT.sub("", words)
    odd_key = re.search(r"'(.*)'", said) if at and at[1] else None
    unknown = odd_key or re.search(r"unknown field `([^`]+)`", said)
    if unknown:
        key = f"{key}.{unknown[1]}" if key else unknown[1]
        return Refused(key, text('there is no key "{key}"', key=key))
    missing = re.search(r"missing required field `([^`]+)`", said)
    if missing:
        return Refused(key, text('the key "{key}" is missing', key=f"{key}.{missing[1]}" if key else missing[1]))
    for pattern, say in _SAYINGS:
        found = re.search(pattern, said)
        if found:
            return Refused(key, say(key, found))
    return Refused(key, text("{key} does not fit", key=key))


def _plain(number: str) -> str:
    return f"{float(number):g}"
