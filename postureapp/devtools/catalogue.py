"""Writes the template of all translatable sentences: those of the code and those of the content.

`python -m postureapp.devtools.catalogue` after a sentence was added or changed. It is the same on every machine: no
dates, no line numbers. Never imported by the running app; needs Babel.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import write_po

from postureapp.core.causes import FALLBACK, Causes
from postureapp.core.clinic import Clinic
from postureapp.core.moves import Move
from postureapp.core.safety import SafetyRules
from postureapp.storage import content

ROOT = Path(__file__).resolve().parents[2]
TEMPLATE = ROOT / "resources" / "locale" / "postureapp.pot"
KEYWORDS = {"_": (1,), "text": (1,), "ntext": (1, 2)}
Message = str | tuple[str, ...]
Found = tuple[str, Message]


def of_code(package: Path = ROOT / "postureapp") -> Iterator[Found]:
    """Each sentence in the code, with the file it is in."""
    found = extract_from_dir(package, [("**.py", "python")], keywords=KEYWORDS)
    for name, _line, message, _comments, _context in found:
        yield f"postureapp/{Path(name).as_posix()}", message


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
    yield from ((f"{place}/muscles.toml", words) for words in content.load_muscles()[0])
    yield from ((f"{place}/safety.toml", words) for words in _safety(rules))
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
    yield from (flag.question for flag in rules.red_flags)
    for region in rules.regions:
        yield from (words for words in (region.name, region.emergency, region.health_line) if not words.isdigit())


def _clinic(clinic: Clinic) -> Iterator[str]:
    for treatment in clinic.treatments:
        yield from treatment


def template() -> bytes:
    """The whole template."""
    catalog = Catalog(project="PostureApp", charset="utf-8", fuzzy=False)
    catalog.header_comment = "# The sentences of PostureApp. Made by: python -m postureapp.devtools.catalogue"
    places: dict[Message, set[str]] = {}
    for file, message in (*of_code(), *of_content()):
        if message:
            places.setdefault(message, set()).add(file)
    for message, files in places.items():
        catalog.add(message, locations=[(file, 0) for file in sorted(files)])
    written = BytesIO()
    write_po(written, catalog, width=110, include_lineno=False, sort_output=True)
    lines = written.getvalue().decode().splitlines(keepends=True)
    # What would change from day to day and from one version of Babel to the next.
    varying = tuple(
        f'"{field}'
        for field in (
            "Project-Id-Version",
            "Report-Msgid-Bugs-To",
            "POT-Creation-Date",
            "PO-Revision-Date",
            "Last-Translator",
            "Language-Team",
            "Generated-By",
        )
    )
    return "".join(line for line in lines if not line.startswith(varying)).encode()


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
