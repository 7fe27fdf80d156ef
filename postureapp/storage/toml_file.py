"""Reading the files that people write: where a mistake is, in which line, and what it is.

Nothing here raises for a person's mistake: it becomes a `FileProblem`, one sentence with file and line.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from postureapp.core.text import Text, text

_AT_LINE = re.compile(r"\s*\(at line (\d+), column \d+\)$")
_AT_END = re.compile(r"\s*\(at end of document\)$")
_HEADER = re.compile(r"^\s*(\[\[?)\s*([^\]]+?)\s*\]\]?")
_STEP = re.compile(r"([^.\[\]]+)|\[(\d+)\]")
_SIGN = re.compile(r"#[^\n]*|\"\"\".*?\"\"\"|\"(?:\\.|[^\"\\\n])*\"|'[^'\n]*'|[^\s]|\n", re.DOTALL)
_NAME = re.compile(r"\"([^\"]+)\"|'([^']+)'|([A-Za-z0-9_-]+)")
MOST_BYTES = 1 << 20  # nobody writes so much by hand; reading a whole disk would stop the app
Steps = Sequence[str | int]


@dataclass(frozen=True, slots=True)
class FileProblem:
    """A mistake in a file. `line` is 0 where there is none to name; `key` is "" for the file as a whole."""

    file: str
    line: int
    reason: Text | str
    key: str = ""

    def __str__(self) -> str:
        if self.line:
            return str(text("{file}, line {line}: {reason}.", file=self.file, line=self.line, reason=str(self.reason)))
        return str(text("{file}: {reason}.", file=self.file, reason=str(self.reason)))


@dataclass(frozen=True, slots=True)
class TomlFile:
    """A file that was read: its words, and the table they make."""

    path: Path
    source: str
    table: dict[str, Any]

    def problem(self, key: str, reason: Text | str) -> FileProblem:
        """A mistake at a key such as `dose.hold_s` or `cause[2].name`."""
        return FileProblem(str(self.path), line_of(self.source, key), reason, key)


class Unreadable(Exception):
    """The file is no TOML, or can't be read at all. `missing`: there is none; `broken`: its content is wrong."""

    def __init__(self, problem: FileProblem, *, missing: bool = False, broken: bool = False) -> None:
        super().__init__(str(problem))
        self.problem = problem
        self.missing = missing
        self.broken = broken


def read(path: Path) -> TomlFile:
    """Read a file.

    Raises: Unreadable.
    """
    try:
        with path.open("rb") as opened:
            content = opened.read(MOST_BYTES + 1)
    except OSError as error:
        missing = isinstance(error, FileNotFoundError)
        reason = text("there is no such file") if missing else error.strerror or str(error)
        raise Unreadable(FileProblem(str(path), 0, reason), missing=missing) from error
    if len(content) > MOST_BYTES:
        raise Unreadable(FileProblem(str(path), 0, text("this is too large a file to be read (over 1 MiB)")))
    try:
        source = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        raise Unreadable(FileProblem(str(path), line, text("this is not UTF-8 text")), broken=True) from error
    return TomlFile(path, source, _parse(path, source))


def _parse(path: Path, source: str) -> dict[str, Any]:
    try:
        return tomllib.loads(source)
    except (tomllib.TOMLDecodeError, RecursionError) as error:
        words = str(error)
        found = _AT_LINE.search(words)
        last = source.count("\n") + 1 if _AT_END.search(words) else 0
        line = int(found[1]) if found else last
        reason = _AT_END.sub("", _AT_LINE.sub("", words)) or "this is not TOML"
        raise Unreadable(FileProblem(str(path), line, reason), broken=True) from error


def line_of(source: str, key: str) -> int:
    """The line (from 1) where a key such as `cause[2].words.nudge` or a list's item such as `steps[1]` stands.

    Where it is not there, the line of the nearest table above it; 0 without.
    """
    steps: list[str | int] = [name if name else int(index) for name, index in _STEP.findall(key)]
    best, depth = 0, 0
    for line, path in _keys(source):
        same = _shared(path, steps)
        if same > depth:
            best, depth = line, same
    index = steps[depth] if 0 < depth < len(steps) else None
    return _line_of_item(source, best, index) if isinstance(index, int) else best


def _line_of_item(source: str, line: int, index: int) -> int:
    """The line of an item of the list that is written from a line on; that line itself where it has no such item."""
    here, depth, passed = line, 0, 0
    written = "\n".join(source.splitlines()[line - 1 :]).partition("=")[2]
    for sign in _SIGN.findall(written):
        if depth and passed == index and sign[0] not in "\n#,]":
            return here
        here += sign.count("\n")
        depth += (sign in "[{") - (sign in "]}")
        passed += sign == "," and depth == 1
        if not depth and sign != "\n":
            break
    return line


def _shared(path: Steps, steps: Steps) -> int:
    """How many steps the two have in common, when `path` goes no other way; an index may be left out at the end."""
    count = 0
    for mine, wanted in zip(path, steps, strict=False):
        if mine != wanted:
            return 0
        count += 1
    return count


def _keys(source: str) -> Iterator[tuple[int, list[str | int]]]:
    """Each header and each key at the start of a line, with its full path."""
    table: list[str | int] = []
    counts: dict[tuple[str | int, ...], int] = {}
    for number, line in enumerate(source.splitlines(), 1):
        header = _HEADER.match(line)
        if header:
            table = []
            for name in _names(header[2]):
                table.append(name)
                place = tuple(table)
                if place in counts and not (header[1] == "[[" and name == _names(header[2])[-1]):
                    table.append(counts[place])
            if header[1] == "[[":
                place = tuple(table)
                counts[place] = counts.get(place, -1) + 1
                table.append(counts[place])
            yield number, list(table)
        elif "=" in line and not line.lstrip().startswith("#"):
            yield number, [*table, *_names(line.partition("=")[0])]


def _names(dotted: str) -> list[str]:
    """The parts of a dotted key; quotes keep a dot inside."""
    return [double or single or bare for double, single, bare in _NAME.findall(dotted)]
