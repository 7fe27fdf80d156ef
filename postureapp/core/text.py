"""Sentences a person sees, kept untranslated until they are shown.

The core says *what* to say as a `Text`; `str()` of it gives the sentence in the language that was installed. Windows
use `_` for their labels. Never format a sentence before it is translated.
"""

from __future__ import annotations

import gettext as _gettext
import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from postureapp.core import date_tables
from postureapp.core.date_tables import DateTable

# How long words take in a calm voice: within 0.12 s of espeak-ng at 160 words a minute, for every cue of the library.
_WORDS_PER_S, _LETTERS_PER_S, _PAUSE_S = 2.5, 13.0, 0.2
_WORD, _PAUSE = re.compile(r"[\w'’]+"), re.compile(r"[,.:;](?=\s)")


class _Language:
    """The language in force: one for the whole app, as the desktop's is."""

    translations: _gettext.NullTranslations = _gettext.NullTranslations()
    dates: DateTable = date_tables.ENGLISH


_ENGLISH = _gettext.NullTranslations()
_DATE = "{date:"
# Under it a compiled catalogue has the sentences whose translations nobody at the clinic has read yet.
REVIEW_CONTEXT = "to be reviewed"


def install(translations: _gettext.NullTranslations) -> None:
    """Use these translations for every sentence from now on, with the dates they bring along (else English ones)."""
    _Language.translations = translations
    dates = getattr(translations, "dates", None)
    _Language.dates = dates if isinstance(dates, DateTable) else date_tables.ENGLISH


class Unreviewed(str):
    """Safety words in a translation that the clinic has not read yet: what shows them shows the English beside them.

    For everything else, as for the voice, it is the translation.
    """

    __slots__ = ("english",)
    english: str

    def __new__(cls, words: str, english: str) -> Unreviewed:
        made = super().__new__(cls, words)
        made.english = english
        return made


@dataclass(frozen=True, slots=True)
class Text:
    """A sentence to be translated, with the values to be put in."""

    template: str
    plural: str = ""
    count: int = 0
    args: tuple[tuple[str, str | int | float | Text], ...] = ()

    def __str__(self) -> str:
        found = _say(self, _Language.translations, _Language.dates)
        return Unreviewed(found, self.english) if self.is_unreviewed else found

    @property
    def english(self) -> str:
        """The sentence as it is written, whatever language is in force."""
        return _say(self, _ENGLISH, date_tables.ENGLISH)

    @property
    def is_unreviewed(self) -> bool:
        """Whether the clinic has not read its translation yet, or that of a sentence put into it."""
        return is_unreviewed(self.template) or any(
            isinstance(value, Text) and value.is_unreviewed for _name, value in self.args
        )

    def __bool__(self) -> bool:
        return bool(self.template)


def _say(words: Text, translations: _gettext.NullTranslations, dates: DateTable) -> str:
    if words.plural:
        found = translations.ngettext(words.template, words.plural, words.count)
    elif words.template.startswith(_DATE):
        return _say_date(words, dates)
    else:
        found = translations.gettext(words.template) if words.template else ""
    if not words.args:
        return found
    values = {
        name: _say(value, translations, dates) if isinstance(value, Text) else str(value) for name, value in words.args
    }
    for name, value in values.items():
        if value.endswith("."):  # "on Di." ends a sentence as it is
            found = found.replace(f"{{{name}}}.", f"{{{name}}}")
    return found.format(**values)


def _say_date(words: Text, dates: DateTable) -> str:
    pattern, moments = words.template[len(_DATE) : -1], [str(value) for _name, value in words.args]
    return date_tables.render(dates, pattern, moments)


def text(template: str, **args: str | int | float | Text) -> Text:
    """A sentence with named values: `text("Paused until {time}.", time="14:00")`."""
    return Text(template, args=_plain(args))


def ntext(singular: str, plural: str, count: int, **args: str | int | float | Text) -> Text:
    """A sentence that changes with a number, which it may show as `{n}`."""
    return Text(singular, plural, count, (("n", count), *_plain(args)))


def _plain(args: dict[str, str | int | float | Text]) -> tuple[tuple[str, str | int | float | Text], ...]:
    """What is put in, as it can be kept in a file."""
    return tuple((name, str(value) if isinstance(value, Unreviewed) else value) for name, value in args.items())


def dated(pattern: str, *at: date) -> Text:
    """A day, a moment or two of them in a pattern of `core.date_tables`, put as the language in force then has it."""
    return Text(f"{_DATE}{pattern}}}", args=tuple((f"at{n}", date_tables.iso(each)) for n, each in enumerate(at)))


def is_unreviewed(message: str) -> bool:
    """Whether the clinic has not read the translation of a sentence yet; never so in English."""
    return bool(message) and _Language.translations.pgettext(REVIEW_CONTEXT, message) is not message


def beside(words: str) -> str:
    """The English to stand beside these words; "" where there is no need."""
    return words.english if isinstance(words, Unreviewed) else ""


def joined(words: Iterable[str], between: str) -> str:
    """Sentences as one; where some are to have the English beside them, theirs goes along."""
    said = [*words]
    whole, english = between.join(said), between.join(filter(None, map(beside, said)))
    return Unreviewed(whole, english) if english else whole


def listed(words: Iterable[str | Text]) -> Text:
    """Words as a list, with the comma of the language."""
    found = [each if isinstance(each, Text) else Text("{word}", args=(("word", each),)) for each in words]
    whole = found[0] if found else Text("")
    for more in found[1:]:
        whole = text("{first}, {second}", first=whole, second=more)
    return whole


def is_english() -> bool:
    """Whether no translation is in force, so that nothing ever needs the English beside it."""
    return type(_Language.translations) is _gettext.NullTranslations


def spoken_s(words: Text | str) -> float:
    """How many seconds it takes to say these words, about."""
    said = str(words)
    found = _WORD.findall(said)
    return max(len(found) / _WORDS_PER_S, sum(map(len, found)) / _LETTERS_PER_S) + len(_PAUSE.findall(said)) * _PAUSE_S


def _(message: str) -> str:
    """The message in the installed language."""
    found = _Language.translations.gettext(message) if message else ""
    return Unreviewed(found, message) if is_unreviewed(message) else found
