"""What is wrong with a translation: what is put in, plural forms, spaces, signs, and what grew too long for a label.

An error would show wrong words or break; a warning is for the translator to look at. Nothing is put right silently.
"""

from __future__ import annotations

import re
import string
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from babel.messages.catalog import Catalog, Message

from postureapp.devtools import po_files
from postureapp.devtools.po_files import Language

SHORT_LETTERS = 24
"""Up to so many letters a sentence is a label that has little room."""
LONGEST = 2.2
_ROOM_LETTERS = 12  # so many letters fit wherever a word stands
_COUNTS = frozenset({"n", "minutes"})
_DIGIT = re.compile(r"(?![0-9])\d")
_INVISIBLE = re.compile("[\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff]")
_LETTER = re.compile(r"[^\W\d_]")


@dataclass(frozen=True, slots=True)
class Problem:
    """What is wrong with the translation of one sentence."""

    message: str
    words: str
    is_error: bool = True

    def __str__(self) -> str:
        return f"{'error' if self.is_error else 'warning'}: {self.words}: {self.message!r}"


def of_catalogue(catalog: Catalog, template: Catalog, language: Language, *, complete: bool = True) -> list[Problem]:
    """All problems of a catalogue; what is missing is one only where the language is meant to be complete."""
    found = [Problem(po_files.key(message), "no sentence of the app any more") for message in _extra(catalog, template)]
    if catalog.plural_forms.replace(" ", "") != language.plurals.removesuffix(";").replace(" ", "") + ";":
        found.append(Problem("", f"the plural forms are not {language.plurals}"))
    for wanted in template:
        if wanted.id:
            found += _of_one(catalog, wanted, language, complete)
    return found


def _extra(catalog: Catalog, template: Catalog) -> Iterator[Message]:
    yield from (each for each in catalog if each.id and po_files.key(each) not in template)


def _of_one(catalog: Catalog, wanted: Message, language: Language, complete: bool) -> list[Problem]:
    key = po_files.key(wanted)
    message = catalog.get(key)
    if message is None or message.id != wanted.id:
        return [Problem(key, "not in the catalogue")] if complete else []
    if message.fuzzy:
        return [Problem(key, "fuzzy: a translation is right or missing")]
    if not any(po_files.forms(message)):
        return [Problem(key, "not translated")] if complete else []
    return of_message(wanted, po_files.forms(message), language)


def of_message(message: Message, translated: Sequence[str], language: Language) -> list[Problem]:
    """All problems of one translation: one string, or one for each plural form of the language."""
    key = po_files.key(message)
    wanted = len(language.numbers) if message.pluralizable else 1
    if len(translated) != wanted:
        of_what = f" ({'; '.join(language.numbers)})" if message.pluralizable else ""
        return [Problem(key, f"{len(translated)} forms where {language.name} has {wanted}{of_what}")]
    found = []
    for index, words in enumerate(translated):
        for said, is_error in _of_form(message, words, index, language):
            where = f"form {index}: " if message.pluralizable else ""
            found.append(Problem(key, f"{where}{said}", is_error))
    return found


def _of_form(message: Message, words: str, index: int, language: Language) -> Iterator[tuple[str, bool]]:
    sources = (message.id,) if isinstance(message.id, str) else tuple(message.id)
    if not words.strip():
        yield "not translated", True
        return
    yield from ((said, True) for said in _put_in(sources, words, index, language))
    if [words[0].isspace(), words[-1].isspace()] != [sources[0][0].isspace(), sources[0][-1].isspace()]:
        yield "spaces at an end that the English has not, or the other way round", True
    if words.count("\n") != sources[-1].count("\n"):
        yield "another number of lines", True
    if _DIGIT.search(words):
        yield "digits are written 0-9", True
    if _INVISIBLE.search(words):
        yield "an invisible sign of direction: the windows see to that", True
    if sources[-1].endswith("…") and not words.endswith(("…", "……")):
        yield "the English ends with “…”", False
    yield from ((said, False) for said in (*_too_long(sources[-1], words), *_other_script(words, language)))


def names(words: str) -> set[str]:
    """The names of what is put into a sentence.

    Raises: ValueError (a brace too many).
    """
    return {name for _text, name, _form, _conversion in string.Formatter().parse(words) if name is not None}


def _put_in(sources: Sequence[str], words: str, index: int, language: Language) -> Iterator[str]:
    every = set[str]().union(*map(names, sources))
    needed = set(names(sources[-1]))
    if len(sources) > 1 and _is_one_number(language.numbers[index]):
        needed -= _COUNTS | (needed - names(sources[0]))
    try:
        found = names(words)
        words.format(**dict.fromkeys(every, "x"))
    except (ValueError, KeyError, IndexError) as wrong:
        unknown = isinstance(wrong, KeyError)
        yield f"{{{wrong.args[0]}}} is not put into this sentence" if unknown else f"braces: {wrong}"
        return
    if missing := sorted(needed - found):
        yield "without " + ", ".join(f"{{{name}}}" for name in missing)


def _is_one_number(numbers: str) -> bool:
    return numbers.isdigit()


def _too_long(source: str, words: str) -> Iterator[str]:
    if len(source) <= SHORT_LETTERS and _width(words) > max(LONGEST * len(source), _ROOM_LETTERS):
        yield f"{_width(words)} letters where the English has {len(source)}: is there a shorter word?"


def _width(words: str) -> int:
    """Letters as wide as Latin ones: a Chinese one counts twice, a sign above or below another not at all."""
    return sum(
        0 if unicodedata.combining(sign) else 2 if unicodedata.east_asian_width(sign) in "WF" else 1 for sign in words
    )


def _other_script(words: str, language: Language) -> Iterator[str]:
    bare = re.sub(r"\{[^{}]*\}", "", words)
    letters = _LETTER.findall(bare)
    if language.script and len(letters) > 3 and not any(language.script in unicodedata.name(each, "") for each in bare):
        yield f"no letter of {language.name} in it"
