"""Writes the template of all translatable sentences: those of the code and those of the content.

`python -m postureapp.devtools.catalogue` after a sentence was added or changed; then `translations update` brings the
catalogues of the languages to it. It is the same on every machine: no dates, no line numbers. Safety words are marked:
their translations are for the clinic to review. Never imported by the running app; needs Babel.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir

from postureapp.core.causes import FALLBACK, Causes
from postureapp.core.clinic import Clinic
from postureapp.core.moves import Move
from postureapp.core.safety import SafetyRules
from postureapp.devtools import po_files
from postureapp.devtools.po_files import ROOT
from postureapp.storage import content

TEMPLATE = po_files.LOCALE / "postureapp.pot"
KEYWORDS = {"_": (1,), "text": (1,), "ntext": (1, 2)}
SAFETY_TAG = "Safety words"
"""A comment that begins with it marks the sentence below it."""
SAFETY_FILES = frozenset(
    {
        "postureapp/core/pain.py",
        "postureapp/core/safety.py",
        "postureapp/ui/care.py",
        "postureapp/ui/medical_words.py",
        "postureapp/ui/safety_questions.py",
        "postureapp/ui/standing_words.py",
        "postureapp/ui/triage_window.py",
    }
)
"""Code whose sentences are safety words, as are the cautions of the moves and the whole safety table."""
Message = str | tuple[str, ...]
Found = tuple[str, Message]


def of_code(package: Path = ROOT / "postureapp") -> Iterator[tuple[str, Message, bool]]:
    """Each sentence in the code, its file, and whether a comment above it says that it is safety words."""
    found = extract_from_dir(package, [("**.py", "python")], keywords=KEYWORDS, comment_tags=[SAFETY_TAG])
    for name, _line, message, comments, _context in found:
        if message:
            yield f"postureapp/{Path(name).as_posix()}", message, bool(comments)


def of_content() -> Iterator[Found]:
    """Each sentence of the shipped content, with the file it is in."""
    place = "resources/content"
    causes, moves, rules, clinic = (
        content.load_causes()[0],
        content.load_moves()[0],
        content.load_safety()[0],
        content.load_clinic()[0],
    )
    for causes_, file in ((causes, f"{place}/causes.toml"), (FALLBACK, "postureapp/core/causes.py")):
        yield from ((file, words) for words in _causes(causes_))
    for move in moves:
        yield from ((f"{place}/moves/{move.id}.toml", words) for words in _move(move))
    yield from ((f"{place}/muscles.toml", words) for each in content.load_muscles()[0].items() for words in each)
    yield from ((f"{place}/safety.toml", words) for words in _safety(rules))
    yield from ((f"{place}/regions.toml", words) for words in _regions(rules))
    yield from ((f"{place}/clinic.toml", words) for words in _clinic(clinic))


def _causes(causes: Causes) -> Iterator[Message]:
    for cause in causes.by_id.values():
        yield from (cause.name, cause.sentence)
        for said in cause.words.values():
            yield (said.title, said.title_plural) if said.title_plural else said.title
            yield from said.bodies


def _move(move: Move) -> Iterator[str]:
    cues = move.cues
    yield from (move.name, *move.steps, move.position, move.note, move.review_status)
    yield from (*move.equipment, *move.cautions, cues.move_in, cues.hold, cues.release, cues.cycle, *move.sources)


def _safety(rules: SafetyRules) -> Iterator[str]:
    yield from (condition.name for condition in rules.conditions)
    yield from (condition.source for condition in rules.conditions)
    yield from (flag.question for flag in rules.red_flags)


def _regions(rules: SafetyRules) -> Iterator[str]:
    for region in rules.regions:
        yield from (words for words in (region.name, region.emergency, region.health_line) if not words.isdigit())


def _clinic(clinic: Clinic) -> Iterator[str]:
    for treatment in clinic.treatments:
        yield from treatment


def catalog() -> Catalog:
    """Every sentence with the files it is in, and a mark on the safety words."""
    found = Catalog(charset="utf-8", fuzzy=False)
    places: dict[Message, set[str]] = {}
    safety = {words for move in content.load_moves()[0] for words in move.cautions}
    rules = content.load_safety()[0]
    safety.update(_safety(rules), _regions(rules))
    for file, message, is_safety in of_code():
        places.setdefault(message, set()).add(file)
        if is_safety:
            safety.add(_key(message))
    for file, message in of_content():
        if message:
            places.setdefault(message, set()).add(file)
    for message, files in places.items():
        # Where all of them are of a safety file: what stands on a button elsewhere too is no safety word.
        marked = _key(message) in safety or (files <= SAFETY_FILES and _has_words(_key(message)))
        found.add(
            message, locations=[(file, 0) for file in sorted(files)], auto_comments=[po_files.SAFETY] if marked else ()
        )
    return found


def _key(message: Message) -> str:
    return message if isinstance(message, str) else message[0]


def _has_words(sentence: str) -> bool:
    return any(sign.isalpha() for sign in re.sub(r"\{[^{}]*\}", "", sentence))


def template() -> bytes:
    """The whole template, as its file holds it."""
    return po_files.written(catalog())


def main() -> int:
    """Write the template; with `--check`, only say whether it is current."""
    made = template()
    if "--check" in sys.argv[1:]:
        return 0 if TEMPLATE.is_file() and TEMPLATE.read_bytes() == made else 1
    TEMPLATE.parent.mkdir(parents=True, exist_ok=True)
    TEMPLATE.write_bytes(made)
    return 0


if __name__ == "__main__":
    sys.exit(main())
