"""Sentences a person sees, kept untranslated until they are shown.

The core says *what* to say as a `Text`; `str()` of it gives the sentence in the language that was installed. Windows
use `_` for their labels. Never format a sentence before it is translated.
"""

from __future__ import annotations

import gettext as _gettext
import re
from dataclasses import dataclass

# How long words take in a calm voice: within 0.12 s of espeak-ng at 160 words a minute, for every cue of the library.
_WORDS_PER_S, _LETTERS_PER_S, _PAUSE_S = 2.5, 13.0, 0.2
_WORD, _PAUSE = re.compile(r"[\w'’]+"), re.compile(r"[,.:;](?=\s)")


class _Language:
    """The language in force: one for the whole app, as the desktop's is."""

    translations: _gettext.NullTranslations = _gettext.NullTranslations()


def install(translations: _gettext.NullTranslations) -> None:
    """Use these translations for every sentence from now on."""
    _Language.translations = translations


@dataclass(frozen=True, slots=True)
class Text:
    """A sentence to be translated, with the values to be put in."""

    template: str
    plural: str = ""
    count: int = 0
    args: tuple[tuple[str, str | int | float | Text], ...] = ()

    def __str__(self) -> str:
        if self.plural:
            found = _Language.translations.ngettext(self.template, self.plural, self.count)
        else:
            found = _Language.translations.gettext(self.template) if self.template else ""
        return found.format(**{name: str(value) for name, value in self.args}) if self.args else found

    def __bool__(self) -> bool:
        return bool(self.template)


def text(template: str, **args: str | int | float | Text) -> Text:
    """A sentence with named values: `text("Paused until {time}.", time="14:00")`."""
    return Text(template, args=tuple(args.items()))


def ntext(singular: str, plural: str, count: int, **args: str | int | float | Text) -> Text:
    """A sentence that changes with a number, which it may show as `{n}`."""
    return Text(singular, plural, count, (("n", count), *args.items()))


def spoken_s(words: Text | str) -> float:
    """How many seconds it takes to say these words, about."""
    said = str(words)
    found = _WORD.findall(said)
    return max(len(found) / _WORDS_PER_S, sum(map(len, found)) / _LETTERS_PER_S) + len(_PAUSE.findall(said)) * _PAUSE_S


def _(message: str) -> str:
    """The message in the installed language."""
    return _Language.translations.gettext(message) if message else ""
