"""Every setting, declared once: key, type, unit, default, range, label and who may change it.

The settings file, the command line and (later) the settings page and IT's policy read these declarations. A value that
does not fit is refused with a sentence and the default stays; nothing here ever raises for a person's mistake.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, fields, replace
from enum import StrEnum
from typing import Any

from postureapp.core.hours import WEEKDAYS, WeekHours, every_day, on_weekdays, parse_range
from postureapp.core.moves import Place
from postureapp.core.text import Text, text

CAUSES = ("desk", "phone", "sleep", "lifting", "repetitive", "sports", "backpack")
Value = int | str | bool | tuple[str, ...]  # what a setting is changed to; hours are changed in the file


class Owner(StrEnum):
    """Who may set a value besides the person. Nobody else ever may where health is concerned."""

    PERSON = "person"
    ORGANISATION = "organisation"
    RECOMMENDED = "recommended"  # an organisation may give a default, never a lock


class Style(StrEnum):
    """What a reminder of sitting asks for."""

    STRETCH = "stretch"
    NUDGE = "nudge"


class Theme(StrEnum):
    """Colours of the windows."""

    SYSTEM = "system"
    LIGHT = "light"
    DARK = "dark"


class FigureBody(StrEnum):
    """The build of the figure that shows the moves."""

    SLENDER = "slender"
    MEDIUM = "medium"
    FULL = "full"


class FigureSkin(StrEnum):
    """The skin tone of the figure."""

    LIGHT = "light"
    TAN = "tan"
    DARK = "dark"


class PlayerSize(StrEnum):
    """How the stretch window opens: in a corner, or large."""

    SMALL = "small"
    LARGE = "large"


class ReturnCard(StrEnum):
    """Whether the card after an idle gap is shown."""

    LEARN = "learn"
    ALWAYS = "always"
    NEVER = "never"


@dataclass(frozen=True, slots=True)
class Declaration:
    """What is known of a setting. `low` and `high` bound whole numbers; `choices` bound words (none: any word)."""

    key: str
    label: Text
    unit: str = ""
    low: int = 0
    high: int = 0
    choices: tuple[str, ...] = ()
    owner: Owner = Owner.RECOMMENDED


def _setting(key: str, default: Any, label: Text, **more: Any) -> Any:
    return field(default=default, metadata={"declaration": Declaration(key, label, **more)})


@dataclass(frozen=True, slots=True)
class Settings:
    """All settings, with their defaults."""

    causes: tuple[str, ...] = _setting(
        "causes", ("desk", "phone"), text("What applies to you"), choices=CAUSES, owner=Owner.PERSON
    )
    style: Style = _setting("reminders.style", Style.STRETCH, text("Stretch, or only a posture cue"))
    stretch_min: int = _setting("reminders.stretch_min", 30, text("Change posture after"), unit="min", low=10, high=120)
    stand_min: int = _setting("reminders.stand_min", 60, text("Stand or walk after"), unit="min", low=20, high=240)
    natural_break_min: int = _setting(
        "reminders.natural_break_min", 5, text("Away this long is a break"), unit="min", low=2, high=30
    )
    working_hours: WeekHours = _setting("working_hours", on_weekdays("08:00-18:00"), text("Working hours"))
    phone_relief_min: int = _setting("phone.relief_min", 20, text("Phone relief after"), unit="min", low=5, high=120)
    phone_toggle_min: int = _setting(
        "phone.toggle_min", 15, text("While on the phone, remind after"), unit="min", low=5, high=120
    )
    phone_hours: WeekHours = _setting(
        "phone_hours", WeekHours(), text("Hours when idle means phone"), owner=Owner.PERSON
    )
    return_card: ReturnCard = _setting(
        "phone.return_card", ReturnCard.LEARN, text("Ask what an idle gap was"), owner=Owner.PERSON
    )
    tip_hours: WeekHours = _setting("tips.hours", every_day("07:00-22:00"), text("Hours for tips"))
    sports_days: tuple[str, ...] = _setting(
        "tips.sports_days", (), text("Days of sport"), choices=WEEKDAYS, owner=Owner.PERSON
    )
    lifting_days: tuple[str, ...] = _setting(
        "tips.lifting_days", (), text("Days of lifting"), choices=WEEKDAYS, owner=Owner.PERSON
    )
    place: Place = _setting("moves.place", Place.OFFICE, text("Where you are"), owner=Owner.PERSON)
    stretch_length_min: int = _setting(
        "moves.minutes", 1, text("Length of a stretch"), unit="min", low=1, high=5, owner=Owner.PERSON
    )
    favourites: tuple[str, ...] = _setting("moves.favourites", (), text("Moves you like"), owner=Owner.PERSON)
    switched_off: tuple[str, ...] = _setting("moves.off", (), text("Moves switched off"), owner=Owner.PERSON)
    voice: bool = _setting("sound.voice", False, text("Speak the cues"))
    tones: bool = _setting("sound.tones", False, text("Soft tones"))
    player_size: PlayerSize = _setting(
        "appearance.player", PlayerSize.LARGE, text("Size of the stretch window"), owner=Owner.PERSON
    )
    figure_body: FigureBody = _setting(
        "appearance.figure_body", FigureBody.MEDIUM, text("Build of the figure"), owner=Owner.PERSON
    )
    figure_skin: FigureSkin = _setting(
        "appearance.figure_skin", FigureSkin.TAN, text("Skin of the figure"), owner=Owner.PERSON
    )
    theme: Theme = _setting("appearance.theme", Theme.SYSTEM, text("Theme"))
    language: str = _setting("appearance.language", "", text("Language (empty: the system's)"))
    reduced_motion: bool = _setting("appearance.reduced_motion", False, text("Reduced motion"), owner=Owner.PERSON)


@dataclass(frozen=True, slots=True)
class SettingProblem:
    """A value that was refused: where, and why. The default (or the old value) stands instead."""

    key: str
    reason: str


def toggled(words: tuple[str, ...], word: str) -> tuple[str, ...]:
    """A list such as the favourites, without the word if it has it, else with the word behind the others."""
    return tuple(each for each in words if each != word) if word in words else (*words, word)


def declarations() -> Iterator[tuple[str, Declaration, Any]]:
    """Every setting as (field name, declaration, default), in the order they are declared."""
    for item in fields(Settings):
        yield item.name, item.metadata["declaration"], item.default


def parse(table: Mapping[str, Any]) -> tuple[Settings, tuple[SettingProblem, ...]]:
    """Settings from a TOML table; what does not fit keeps its default and is told."""
    settings, problems = Settings(), []
    known = {declaration.key: (name, declaration, default) for name, declaration, default in declarations()}
    for key, value in _flatten(table, frozenset(known)):
        if key not in known:
            problems.append(SettingProblem(key, str(text('there is no setting "{key}"', key=key))))
            continue
        name, declaration, default = known[key]
        try:
            settings = replace(settings, **{name: read_value(declaration, default, value)})
        except ValueError as refused:
            problems.append(SettingProblem(key, str(refused)))
    return settings, tuple(problems)


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
                str(
                    text(
                        '{key} is "{value}"; it may be {choices}', key=key, value=str(value), choices=", ".join(choices)
                    )
                )
            )
        return type(default)(value)
    return _expect(key, value, str, text("a word"))


def _read_words(declaration: Declaration, value: Any) -> tuple[str, ...]:
    """A list of words without doubles; where there are no choices any word will do, as of a library to come."""
    key = declaration.key
    words = _expect(key, value, list, text("a list of words"))
    for word in words:
        if declaration.choices and word not in declaration.choices:
            choices = ", ".join(declaration.choices)
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
            str(text('{key} has "{word}"; days are {days}', key=key, word=unknown[0], days=", ".join(WEEKDAYS)))
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
