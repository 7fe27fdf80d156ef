"""Reads the value of a setting: from the settings file, from the command line, from a window.

A value that does not fit is refused with a sentence and the default (or the old value) stays; nothing here ever raises
for a person's mistake but `ValueError` with that sentence.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Any

from postureapp.core.hours import WEEKDAYS, WeekHours, every_day, parse_range
from postureapp.core.settings import Declaration, Settings, Value, declarations
from postureapp.core.text import Text, listed, text


@dataclass(frozen=True, slots=True)
class SettingProblem:
    """A value that was refused: where, and why. The default (or the old value) stands instead."""

    key: str
    reason: str


def parse(table: Mapping[str, Any]) -> tuple[Settings, tuple[SettingProblem, ...]]:
    """Settings from a TOML table; what does not fit keeps its default and is told."""
    given, problems = parse_given(table)
    return settings_with(given), problems


def settings_with(given: Mapping[str, Any]) -> Settings:
    """The defaults, but for the values given by key."""
    names = {declaration.key: name for name, declaration, _default in declarations()}
    return replace(Settings(), **{names[key]: value for key, value in given.items()})


def parse_given(table: Mapping[str, Any]) -> tuple[dict[str, Any], tuple[SettingProblem, ...]]:
    """By key the values that a TOML table gives and that fit; what does not fit is told."""
    given: dict[str, Any] = {}
    problems = []
    known = {declaration.key: (declaration, default) for _name, declaration, default in declarations()}
    for key, value in _flatten(table, frozenset(known)):
        if key not in known:
            problems.append(SettingProblem(key, str(text('there is no setting "{key}"', key=key))))
            continue
        if value == {}:
            continue  # a table of hours with every line of it taken back
        try:
            given[key] = read_value(*known[key], value)
        except ValueError as refused:
            problems.append(SettingProblem(key, str(refused)))
    return given, tuple(problems)


def as_written(value: Value) -> Any:
    """A value as the settings file has it."""
    if isinstance(value, WeekHours):
        return value.as_table()
    return list(value) if isinstance(value, tuple) else value


def read_value(declaration: Declaration, default: Any, value: Any) -> Any:
    """The value of a setting from what TOML or a command line gave.

    Raises: ValueError with a sentence that says what is wrong.
    """
    key = declaration.key
    if isinstance(default, WeekHours):
        return _read_hours(key, value)
    if isinstance(default, bool):
        return _expect(key, value, bool, text("true or false"))
    if isinstance(default, int):
        number = _expect(key, value, int, text("a whole number of {unit}", unit=declaration.unit))
        if isinstance(value, bool) or not declaration.low <= number <= declaration.high:
            low, high = declaration.low, declaration.high
            words = text(
                "{key} must be from {low} to {high}, not {value}", key=key, low=low, high=high, value=str(value)
            )
            raise ValueError(str(words))
        return number
    if isinstance(default, tuple):
        return _read_words(declaration, value)
    if isinstance(default, StrEnum):
        choices = [choice.value for choice in type(default)]
        if value not in choices:
            raise ValueError(
                str(text('{key} is "{value}"; it may be {choices}', key=key, value=str(value), choices=listed(choices)))
            )
        return type(default)(value)
    return _expect(key, value, str, text("a word"))


def _read_words(declaration: Declaration, value: Any) -> tuple[str, ...]:
    """A list of words without doubles; where there are no choices any word will do, as of a library to come."""
    key = declaration.key
    words = _expect(key, value, list, text("a list of words"))
    for word in words:
        if declaration.choices and word not in declaration.choices:
            choices = listed(declaration.choices)
            refusal = text('{key} has "{word}"; it may have {choices}', key=key, word=str(word), choices=choices)
            raise ValueError(str(refusal))
        if not isinstance(word, str):
            raise ValueError(
                str(text("{key} must be {what}, not {value}", key=key, what=text("a list of words"), value=repr(words)))
            )
    return tuple(dict.fromkeys(words))


def _expect(key: str, value: Any, kind: type, what: Text) -> Any:
    if not isinstance(value, kind):
        raise ValueError(str(text("{key} must be {what}, not {value}", key=key, what=what, value=repr(value))))
    return value


def _read_hours(key: str, value: Any) -> WeekHours:
    if isinstance(value, list):
        return every_day(*_ranges(key, value))
    table = _expect(key, value, dict, text('ranges such as ["12:00-13:00"], or a table of weekdays'))
    unknown = [day for day in table if day not in WEEKDAYS]
    if unknown:
        raise ValueError(
            str(text('{key} has "{word}"; days are {days}', key=key, word=unknown[0], days=listed(WEEKDAYS)))
        )
    default_days = dict(zip(WEEKDAYS, Settings().working_hours.days, strict=True)) if key == "working_hours" else {}
    return WeekHours(
        tuple(
            tuple(parse_range(r) for r in _ranges(f"{key}.{day}", table[day]))
            if day in table
            else default_days.get(day, ())
            for day in WEEKDAYS
        )
    )


def _ranges(key: str, value: Any) -> list[str]:
    words = _expect(key, value, list, text('a list of ranges such as ["08:00-12:00", "13:00-17:00"]'))
    return [_expect(key, word, str, text('a range such as "08:00-18:00"')) for word in words]


def _flatten(table: Mapping[str, Any], known: frozenset[str], prefix: str = "") -> Iterator[tuple[str, Any]]:
    for name, value in table.items():
        key = f"{prefix}{name}"
        if isinstance(value, Mapping) and key not in known:
            yield from _flatten(value, known, f"{key}.")
        else:
            yield key, value
