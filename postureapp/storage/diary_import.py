"""Takes the entries of an export back into the diary: those that are not in it yet, all of them or none.

It reads the diary's part of an export and nothing else: safety answers never come from a file. It changes no entry that
is there.
"""

from __future__ import annotations

import json
import sqlite3
import zipfile
from collections.abc import Sequence
from contextlib import closing
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import msgspec

from postureapp.core.errors import EnvironmentProblem
from postureapp.core.text import Text, text
from postureapp.storage import atomic
from postureapp.storage.diary import SqliteDiary, refuse_strangers, stamp
from postureapp.storage.diary_words import Broken, in_words

FILE = "diary.json"
MOST_BYTES = 512 * 2**20
_WAIT_S = 5.0
_REPLACES = "replaces"


class _Row(msgspec.Struct, frozen=True):
    """An entry of diary.json."""

    number: int
    at_local: str
    at_utc: str
    kind: str
    data: dict[str, Any]
    why: str = ""


class Taken(msgspec.Struct, frozen=True):
    """How many entries were taken over, and how many were in the diary already."""

    new: int
    known: int


def take_in(source: Path, diary: Path) -> Taken:
    """Add the entries of an export (its zip, its folder, or its diary.json) that the diary does not have yet.

    Raises: EnvironmentProblem; then nothing was added.
    """
    rows = _read(source)
    moments = [_checked(source, n, row) for n, row in enumerate(rows, 1)]
    _look_at(diary)
    SqliteDiary(diary, _refuse).close()  # made, or brought up to date
    with in_words(diary), closing(sqlite3.connect(diary, timeout=_WAIT_S, isolation_level=None)) as connection:
        connection.execute("PRAGMA synchronous = FULL")
        connection.execute("BEGIN IMMEDIATE")
        try:
            taken = _add(connection, rows, moments)
            connection.execute("COMMIT")
        finally:
            if connection.in_transaction:
                connection.execute("ROLLBACK")
    return taken


def _look_at(diary: Path) -> None:
    """A broken diary is not set aside for an import: that is for the app to do and to tell."""
    try:
        with in_words(diary):
            if diary.exists():
                refuse_strangers(diary)
    except Broken as broken:
        raise EnvironmentProblem(
            text("The diary {file} could not be read: {reason}.", file=str(diary), reason=str(broken)),
            text("Your diary is as it was."),
        ) from broken


def _refuse(problem: EnvironmentProblem) -> None:
    raise problem


def _add(connection: sqlite3.Connection, rows: Sequence[_Row], moments: Sequence[tuple[str, int]]) -> Taken:
    there = {
        (at_utc, kind, _without_why(data)): number
        for number, at_utc, kind, data in connection.execute(
            "SELECT id, at_utc, kind, data FROM events ORDER BY id DESC"
        )
    }
    numbers: dict[object, int] = {}  # of the export -> in this diary
    new = 0
    for row, (at_utc, offset_s) in zip(rows, moments, strict=True):
        data = dict(row.data)
        if _REPLACES in data:
            old = data[_REPLACES]
            data[_REPLACES] = numbers.get(old, 0) if isinstance(old, int) else 0  # 0: no entry, it corrects none
        found = there.get((at_utc, row.kind, _plain(data)))
        if found is None:
            kept = _plain(data | ({"why": {"text": row.why}} if row.why else {}))
            found = connection.execute(
                "INSERT INTO events (at_utc, offset_s, kind, data) VALUES (?, ?, ?, ?)",
                (at_utc, offset_s, row.kind, kept),
            ).lastrowid
            new += 1
        numbers[row.number] = found or 0
    return Taken(new, len(rows) - new)


def _plain(data: dict[str, Any]) -> str:
    return json.dumps(data, ensure_ascii=False, separators=(",", ":"), sort_keys=True)


def _without_why(kept: str) -> str:
    try:
        data = json.loads(kept)
    except ValueError:
        return kept
    return _plain({name: value for name, value in data.items() if name != "why"}) if isinstance(data, dict) else kept


# --- the file ---------------------------------------------------------------------------------------------------------


def _read(source: Path) -> list[_Row]:
    path = source / FILE if source.is_dir() else source
    try:
        content = _from_zip(path) if zipfile.is_zipfile(path) else _from_file(path)
        return msgspec.json.decode(content.removeprefix(b"\xef\xbb\xbf"), type=list[_Row])
    except OSError as error:
        raise atomic.problem_of(error, path) from error
    except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError, zipfile.BadZipFile, RuntimeError) as error:
        raise _no_export(path) from error


def _from_file(path: Path) -> bytes:
    if path.stat().st_size > MOST_BYTES:
        raise _no_export(path)
    return path.read_bytes()


def _from_zip(path: Path) -> bytes:
    with zipfile.ZipFile(path) as whole:
        try:
            about = whole.getinfo(FILE)
        except KeyError as error:
            raise _no_export(path) from error
        if about.file_size > MOST_BYTES:
            raise _no_export(path)
        return whole.read(about)


def _checked(source: Path, n: int, row: _Row) -> tuple[str, int]:
    """When it was kept, as the diary writes it, and how far the clock there was from universal time (seconds)."""
    try:
        at, local = datetime.fromisoformat(row.at_utc), datetime.fromisoformat(row.at_local)
        offset = local.utcoffset() or timedelta()
        if at.tzinfo is not None and row.kind:
            return stamp(at), int(offset.total_seconds())
    except (ValueError, OverflowError):
        pass
    raise _refused(source, text("entry {n} of it has no moment or no kind", n=n))


def _no_export(path: Path) -> EnvironmentProblem:
    return _refused(path, text("it is no export of PostureApp"))


def _refused(path: Path, reason: Text) -> EnvironmentProblem:
    return EnvironmentProblem(
        text("{file} could not be taken in: {reason}.", file=str(path), reason=reason),
        text("Your diary is as it was."),
        text("Choose the zip that “Export everything” wrote, or its diary.json."),
    )
