"""Keeps the catalogues of all languages in step with the template, and puts translations into them.

`python -m postureapp.devtools.translations` with one of:
  update [LANG …]        make the template, and bring every catalogue to it: nothing is guessed, what is gone is dropped
  todo LANG [N]          print sentences that are not translated, as JSON
  fill LANG FILE.json    take translations from a file: {"English": "translation" or ["one", "for each form"]}
  check [LANG …]         say what is missing or wrong
  compile [LANG …]       make what the app reads

A translation is never overwritten but by `fill`. Those of safety words are marked to be reviewed by the clinic; the
mark is only ever taken away by hand. Never imported by the running app; needs Babel.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from babel.messages.catalog import Catalog, Message
from babel.messages.pofile import read_po

from postureapp.devtools import po_files, translation_checks
from postureapp.devtools.po_files import LANGUAGES, LOCALE, SAFETY, TO_REVIEW, Language

COMPLETE = ("ar", "de", "es", "fr_CA", "pa", "tl", "zh_CN")
"""Languages in which no sentence may be missing: a test holds them to it."""
_ALL = 1_000_000


def kept_template(locale: Path = LOCALE) -> Catalog:
    """The template as its file has it."""
    with (locale / f"{po_files.DOMAIN}.pot").open("rb") as file:
        return read_po(file, charset="utf-8")


def merged(catalog: Catalog, template: Catalog, code: str) -> Catalog:
    """The sentences of the template with the translations that are there, word for word the same sentence only."""
    made = po_files.empty(code)
    for wanted in template:
        if not wanted.id:
            continue
        old = catalog.get(po_files.key(wanted))
        is_kept = old is not None and old.id == wanted.id and po_files.is_complete(old)
        made.add(
            wanted.id,
            old.string if is_kept and old else None,
            locations=wanted.locations,
            flags=wanted.flags - {"fuzzy"},
            auto_comments=wanted.auto_comments,
            user_comments=_comments(wanted, old if is_kept else None),
        )
    return made


def _comments(wanted: Message, old: Message | None) -> list[str]:
    """The translator's own comments; a sentence that only now became safety words is to be reviewed."""
    if old is None:
        return []
    kept = list(old.user_comments)
    became = SAFETY in wanted.auto_comments and SAFETY not in old.auto_comments
    return [*kept, TO_REVIEW] if became and TO_REVIEW not in kept else kept


def current(code: str, locale: Path = LOCALE) -> Catalog:
    """The catalogue of a language brought to the template; the file stays as it is."""
    return merged(po_files.read(code, locale), kept_template(locale), code)


def todo(catalog: Catalog, language: Language, most: int = _ALL) -> list[dict[str, Any]]:
    """The sentences without a translation, those of one file together."""
    missing = [message for message in catalog if message.id and not po_files.is_complete(message)]
    missing.sort(key=lambda message: (_files(message)[:1], po_files.key(message)))
    return [_asked(message, language) for message in missing[:most]]


def _files(message: Message) -> list[str]:
    return sorted(str(file) for file, _line in message.locations)


def _asked(message: Message, language: Language) -> dict[str, Any]:
    asked: dict[str, Any] = {"id": po_files.key(message), "plural": None, "where": _files(message)}
    if message.pluralizable:
        asked |= {"plural": message.id[1], "forms": list(language.numbers)}
    if SAFETY in message.auto_comments:
        asked["safety"] = True
    return asked


def fill(catalog: Catalog, language: Language, given: dict[str, Any]) -> list[translation_checks.Problem]:
    """Put translations into a catalogue and give what is wrong; what has an error is left out."""
    found = []
    for key, words in given.items():
        message = catalog.get(key)
        forms = [words] if isinstance(words, str) else words
        if message is None or not key:
            found.append(translation_checks.Problem(key, "no sentence of the app"))
        elif not isinstance(forms, list) or not all(isinstance(form, str) for form in forms):
            found.append(translation_checks.Problem(key, "neither words nor a list of words"))
        else:
            problems = translation_checks.of_message(message, forms, language)
            found += problems
            if not any(problem.is_error for problem in problems):
                _put(message, tuple(forms))
    return found


def _put(message: Message, forms: tuple[str, ...]) -> None:
    if forms == po_files.forms(message):
        return
    message.string = forms if message.pluralizable else forms[0]
    if SAFETY in message.auto_comments and TO_REVIEW not in message.user_comments:
        message.user_comments.append(TO_REVIEW)


# --- the commands -----------------------------------------------------------------------------------------------------


def main(arguments: Sequence[str] | None = None) -> int:
    """Carry out one command; 1 where something is wrong."""
    options = _parse(arguments)
    result: int = options.command(options)
    return result


def _update(options: argparse.Namespace) -> int:
    from postureapp.devtools import catalogue

    catalogue.TEMPLATE.parent.mkdir(parents=True, exist_ok=True)
    catalogue.TEMPLATE.write_bytes(catalogue.template())
    for code in options.languages or LANGUAGES:
        po_files.write(current(code), code)
        _say_rest(code)
    return 0


def _todo(options: argparse.Namespace) -> int:
    found = todo(current(options.language), LANGUAGES[options.language], options.most)
    print(json.dumps(found, ensure_ascii=False, indent=1))
    return 0


def _fill(options: argparse.Namespace) -> int:
    code = options.language
    try:
        given = json.loads(options.file.read_text(encoding="utf-8-sig"))
    except (OSError, ValueError) as wrong:
        print(f"{options.file}: {wrong}", file=sys.stderr)
        return 1
    if not isinstance(given, dict):
        print(f'{options.file}: not of the form {{"English": "translation"}}', file=sys.stderr)
        return 1
    catalog = current(code)
    problems = fill(catalog, LANGUAGES[code], given)
    po_files.write(catalog, code)
    for problem in problems:
        print(problem)
    refused = {problem.message for problem in problems if problem.is_error}
    print(f"{code}: {len(given) - len(refused)} taken, {len(refused)} refused.")
    _say_rest(code)
    return 1 if refused else 0


def _check(options: argparse.Namespace) -> int:
    wrong = False
    template = kept_template()
    for code in options.languages or LANGUAGES:
        for problem in translation_checks.of_catalogue(po_files.read(code), template, LANGUAGES[code]):
            wrong = wrong or problem.is_error
            print(f"{po_files.po_path(code).relative_to(po_files.ROOT)}: {problem}")
        _say_rest(code)
    return 1 if wrong else 0


def _compile(options: argparse.Namespace) -> int:
    po_files.compile_all(options.languages or LANGUAGES)
    return 0


def _say_rest(code: str) -> None:
    catalog = po_files.read(code)
    missing = sum(1 for message in catalog if message.id and not po_files.is_complete(message))
    to_review = sum(1 for message in catalog if message.id and TO_REVIEW in message.user_comments)
    print(f"{code}: {len(catalog)} sentences, {missing} not translated, {to_review} {TO_REVIEW}.")


def _parse(arguments: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="postureapp.devtools.translations", description=__doc__.splitlines()[0])
    commands = parser.add_subparsers(required=True, metavar="command")
    for name, command in (("update", _update), ("check", _check), ("compile", _compile)):
        sub = commands.add_parser(name)
        sub.add_argument("languages", nargs="*", choices=[[], *LANGUAGES], metavar="LANG")
        sub.set_defaults(command=command)
    one = commands.add_parser("todo")
    one.add_argument("language", choices=LANGUAGES, metavar="LANG")
    one.add_argument("most", nargs="?", type=int, default=_ALL, metavar="N")
    one.set_defaults(command=_todo)
    one = commands.add_parser("fill")
    one.add_argument("language", choices=LANGUAGES, metavar="LANG")
    one.add_argument("file", type=Path, metavar="FILE.json")
    one.set_defaults(command=_fill)
    return parser.parse_args(arguments)


if __name__ == "__main__":
    sys.exit(main())
