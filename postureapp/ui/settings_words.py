"""The words of the settings window: names of pages, days and choices, and who a value comes from.

It names what the declarations hold and decides nothing.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from enum import StrEnum
from types import MappingProxyType
from typing import Any

from postureapp.core import date_words
from postureapp.core.events import Busy
from postureapp.core.hours import WEEKDAYS
from postureapp.core.policy import Source
from postureapp.core.settings import Declaration, Page
from postureapp.core.state import World
from postureapp.core.text import Text, _, text

PAGES: dict[Page, tuple[Text, Text]] = {
    Page.REMINDERS: (text("Reminders"), text("What applies to you, and how often something is said.")),
    Page.HOURS: (text("Hours"), text("When reminders may come, and when nothing is shown.")),
    Page.PHONE: (text("Phone"), text("Time spent looking down at a phone counts too.")),
    Page.BUSY: (text("Busy and pauses"), text("Reminders wait for a better moment.")),
    Page.MOVES: (text("Moves"), text("Which moves come, and how long a stretch is.")),
    Page.PAIN: (text("Pain diary"), text("What you tell stays on this computer, and is never on a notification.")),
    Page.SOUND: (text("Sound"), text("All of it is off until you want it.")),
    Page.LOOK: (text("Appearance"), text("Colours, language, and the figure that shows the moves.")),
    Page.APP: (text("The app"), text("How PostureApp itself comes up.")),
}
SOURCES: dict[Source, Text] = {
    Source.DEFAULT: text("Default"),
    Source.CLINIC: text("From your clinic's plan"),
    Source.PERSON: text("Set by you"),
    Source.ORGANISATION: text("Set by your organisation"),
}
LOCKED = text("Set by your organisation. It can't be changed here.")
# Each language by its own name: whoever looks for theirs may read no other.
ENDONYMS = {
    "ar": "العربية",
    "de": "Deutsch",
    "en": "English",
    "es": "Español",
    "fr": "Français",
    "fr_CA": "Français (Canada)",
    "pa": "ਪੰਜਾਬੀ",
    "tl": "Tagalog",
    "fil": "Filipino",
    "zh": "中文",
    "zh_CN": "简体中文",
    "zh_Hans": "简体中文",
}
# For machines without the letters of the language.
_LATIN = {"ar": text("Arabic"), "pa": text("Punjabi"), "zh": text("Simplified Chinese")}
_BUSY: dict[str, Text] = {
    Busy.FULLSCREEN: text("a program in full screen"),
    Busy.VIDEO: text("a video is playing"),
    Busy.PRESENTING: text("a presentation"),
    Busy.DO_NOT_DISTURB: text("“Do not disturb” is on"),
    Busy.CAMERA: text("camera in use"),
    Busy.MICROPHONE: text("microphone in use"),
}
_UNITS = {"min": text("min"), "h": text("h")}


def day_name(index: int, *, short: bool = False) -> str:
    """The name of a weekday, Monday being 0."""
    return str(date_words.weekday_name(index, short=short))


def unit_words(unit: str) -> str:
    """A unit as people read it."""
    return str(_UNITS[unit]) if unit in _UNITS else unit


def options(declaration: Declaration, default: Any, world: World) -> tuple[tuple[str, str, str], ...]:
    """The choices of a setting as (value, words, longer words for a screen reader)."""
    if declaration.choices == WEEKDAYS:
        return tuple((day, day_name(n, short=True), day_name(n)) for n, day in enumerate(WEEKDAYS))
    values = declaration.choices
    if isinstance(default, StrEnum):
        values = tuple(choice.value for choice in type(default))
    if declaration.words:
        names = [str(words) for words in declaration.words]
    else:
        causes = world.causes.by_id
        names = [_(causes[value].name) if value in causes else value for value in values]
    return tuple((value, name, name) for value, name in zip(values, names, strict=True))


def language_name(code: str, has_letters: Callable[[str], bool]) -> str:
    """A language by its own name, where its letters can be shown; its code where the name is not known."""
    plain = _LATIN.get(code.partition("_")[0])
    if plain is not None and not has_letters(code):
        return str(plain)
    return ENDONYMS.get(code) or ENDONYMS.get(code.partition("_")[0]) or code


def move_name(move_id: str, world: World) -> str:
    """The name of a move; its id where the library has it no more."""
    return next((_(move.name) for move in world.moves if move.id == move_id), move_id)


def plainly(sentence: str, declaration: Declaration) -> str:
    """A sentence that refuses a value, with the name that stands on the page in place of the key."""
    for quoted in (f'"{declaration.key}"', declaration.key):
        sentence = sentence.replace(quoted, f"“{declaration.label}”")
    return sentence


def found_by(declaration: Declaration, choices: tuple[tuple[str, str, str], ...], searched: str) -> bool:
    """Whether all searched words are in what is said of a setting: label, hint, key, page and choices."""
    page = PAGES[declaration.page][0]
    said = [declaration.label, declaration.hint, declaration.key, page, *(word for each in choices for word in each)]
    whole = " ".join(str(each) for each in said).casefold()
    return all(word in whole for word in searched.casefold().split())


def busy_words(kinds: Iterable[str], programs: Mapping[str, tuple[str, ...]] = MappingProxyType({})) -> tuple[str, ...]:
    """What goes on now that reminders wait for, in words, with the programs that are known to be behind it."""
    return tuple(_busy(kind, programs.get(kind, ())) for kind in kinds)


def _busy(kind: str, programs: tuple[str, ...]) -> str:
    words = str(_BUSY[kind]) if kind in _BUSY else kind
    return f"{words} ({', '.join(programs)})" if programs else words
