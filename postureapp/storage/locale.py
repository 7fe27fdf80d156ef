"""The language of every sentence and date: puts the shipped catalogue in force. English where there is none.

`en_XA` is a made-up language with accents on every letter: what stays plain on the screen was never translatable.
`ar_XB` is the same from right to left: what does not turn with it was laid out by hand.
"""

from __future__ import annotations

import gettext
import os
import re
import struct
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path

import msgspec

from postureapp.core import date_tables, text
from postureapp.core.date_tables import DateTable
from postureapp.storage.folders import resources

DOMAIN = "postureapp"
PSEUDO = "en_XA"
MIRRORED = "ar_XB"
LANGUAGE_VARIABLE = "POSTUREAPP_LANGUAGE"
_DATES = "dates.json"
_RIGHT_TO_LEFT = frozenset({"ar", "dv", "fa", "he", "ps", "sd", "ug", "ur", "yi"})
_OTHER_NAMES = {"fil": "tl", "iw": "he"}
# Read by other people than those who read the catalogue of the same language.
_OTHER_WRITING = re.compile(r"zh_(TW|HK|MO|Hant.*)|pa_(PK|Arab.*)")
_ACCENTED = str.maketrans(
    "AaCcDdEeGgHhIiJjKkLlNnOoRrSsTtUuWwYyZz",
    "ÅàÇçĐđÉéĜģĤĥÎîĴĵĶķĻļÑñÖöŔŕŠšŢţÛûŴŵÝýŽž",
)
_PLACEHOLDER = re.compile(r"(\{[^{}]*\})")


class Catalogue(gettext.GNUTranslations):
    """The sentences of a language, and how it puts dates."""

    dates: DateTable = date_tables.ENGLISH


class PseudoTranslations(gettext.NullTranslations):
    """Every sentence with accents, longer by the marks at its ends; what is in braces stays."""

    def __init__(self) -> None:
        super().__init__()
        english = date_tables.ENGLISH
        self.dates = replace(
            english,
            weekdays=_accented(english.weekdays),
            weekdays_long=_accented(english.weekdays_long),
            months=_accented(english.months),
            months_alone=_accented(english.months_alone),
        )

    def gettext(self, message: str) -> str:
        """The sentence, marked."""
        return pseudo(message) if message else ""

    def ngettext(self, msgid1: str, msgid2: str, n: int) -> str:
        """The singular or plural, marked."""
        return self.gettext(msgid1 if n == 1 else msgid2)


class MirroredTranslations(PseudoTranslations):
    """The same from right to left, letters too."""

    def gettext(self, message: str) -> str:
        """The sentence, marked and turned."""
        return f"\u202e{pseudo(message)}\u202c" if message else ""


def pseudo(message: str) -> str:
    """A sentence in the made-up language."""
    parts = _PLACEHOLDER.split(message)
    return f"[!! {''.join(p if p.startswith('{') else p.translate(_ACCENTED) for p in parts)} !!]"


def _accented(names: Sequence[str]) -> tuple[str, ...]:
    return tuple(name.translate(_ACCENTED) for name in names)


def load(language: str = "", system: Sequence[str] = ()) -> str:
    """Put a language in force and give its code: the person's choice, else the first of the system's that is there.

    `system` are the languages the system asks for ("fr-CA"), best first; without them those of the environment count.
    The code is the one that was asked for, so that a voice speaks as people there do.
    """
    chosen = os.environ.get(LANGUAGE_VARIABLE) or language
    wanted = [chosen] if chosen else [*system] or [*_of_environment()]
    for code, name in _candidates([_plain(each) for each in wanted]):
        found = _translations(name)
        if found is not None:
            text.install(found)
            return code
        if name == "en":
            break
    text.install(gettext.NullTranslations())
    return "en"


def is_right_to_left(code: str) -> bool:
    """Whether a language is read from the right."""
    return code == MIRRORED or code.partition("_")[0] in _RIGHT_TO_LEFT


def folder() -> Path:
    """Where the catalogues are."""
    return resources() / "locale"


def available() -> tuple[str, ...]:
    """The languages that can be chosen, English first."""
    found = sorted(path.parts[-3] for path in folder().glob(f"*/LC_MESSAGES/{DOMAIN}.mo"))
    return ("en", *found)


# --- which catalogue --------------------------------------------------------------------------------------------------


def _candidates(wanted: Sequence[str]) -> Iterator[tuple[str, str]]:
    """What was asked for and the catalogue it may have, best first.

    The same language of another country counts; in another writing (Traditional Chinese) only when all else failed.
    """
    shipped = available()[1:]
    last: list[tuple[str, str]] = []
    for code in wanted:
        if code in (PSEUDO, MIRRORED, *shipped):
            yield code, code
            continue
        language = code.partition("_")[0]
        if language == "en":
            yield "en", "en"
            return
        known = _OTHER_NAMES.get(language, language)
        same = [each for each in shipped if each.partition("_")[0] == known]
        same.sort(key=lambda each: each != known)
        if _OTHER_WRITING.match(code):
            last += [(each, each) for each in same]
        else:
            yield from ((code, each) for each in same)
    yield from last


def _translations(name: str) -> gettext.NullTranslations | None:
    """The catalogue of a shipped language; None without one that can be read."""
    if name in (PSEUDO, MIRRORED):
        return PseudoTranslations() if name == PSEUDO else MirroredTranslations()
    path = folder() / name / "LC_MESSAGES" / f"{DOMAIN}.mo"
    try:
        with path.open("rb") as file:
            found = Catalogue(file)
    except (OSError, UnicodeDecodeError, ValueError, struct.error):
        return None
    found.dates = _dates(name)
    return found


def _dates(name: str) -> DateTable:
    """How a language puts dates; as English does where its table is missing or broken."""
    try:
        return msgspec.json.decode((folder() / name / _DATES).read_bytes(), type=DateTable)
    except (OSError, msgspec.MsgspecError, ValueError):
        return date_tables.ENGLISH


def _of_environment() -> Iterable[str]:
    for name in ("LANGUAGE", "LC_ALL", "LC_MESSAGES", "LANG"):
        words = os.environ.get(name, "")
        if words:
            return words.split(":")
    return ()


def _plain(code: str) -> str:
    """ "fr-CA.UTF-8" as "fr_CA"."""
    return "en" if code in ("C", "POSIX") else code.partition(".")[0].partition("@")[0].replace("-", "_")
