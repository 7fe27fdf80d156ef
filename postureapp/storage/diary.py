"""The diary: the facts of the days in SQLite, appended and never overwritten.

A fact is on the disk when `append` returns, even if the power goes. What a person felt goes into the file and nowhere
else: never into a log or an error. A broken file is set aside, one of a newer version is left untouched.
"""

from __future__ import annotations

import json
import os
import sqlite3
from collections.abc import Callable, Mapping, Sequence
from contextlib import ExitStack
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import msgspec

from postureapp.core.errors import Bug, EnvironmentProblem
from postureapp.core.events import Fact, FactKind, Moment
from postureapp.core.pain_diary import ENTRY_KINDS
from postureapp.core.text import Text, text
from postureapp.ports import Diary, DiaryEntry
from postureapp.storage import atomic
from postureapp.storage.diary_words import Broken, in_words
from postureapp.storage.migrations import STEPS, NewerFile, migrate, version_of

_WAIT_S = 2.0
_INSERT = "INSERT INTO events (at_utc, offset_s, kind, data) VALUES (?, ?, ?, ?)"

_TOLD = frozenset((*ENTRY_KINDS, FactKind.BOOKED, FactKind.VISIT))

Tell = Callable[[EnvironmentProblem], None]


def open_diary(path: Path, tell: Tell) -> Diary:
    """The diary of this file. Where it can't be used, one that lasts until the app ends; `tell` is told why."""
    try:
        return SqliteDiary(path, tell)
    except EnvironmentProblem as problem:
        tell(problem)
        return MemoryDiary(problem)


class SqliteDiary:
    """The diary in a file.

    Raises: EnvironmentProblem, where the file can't be opened.
    """

    def __init__(self, path: Path, tell: Tell) -> None:
        self._path = path
        self._tell = tell
        self._connection = self._open()

    def append(self, at: Moment, fact: Fact, data: dict[str, Any] | None = None) -> None:
        """Keep a fact: it is on the disk when this returns.

        Raises: EnvironmentProblem (disk full, read-only, locked).
        """
        row = _row(at, fact, data)
        self._do(lambda: self._connection.execute(_INSERT, row))

    def entries(self, since_utc: str = "", kinds: Sequence[str] = (), until_utc: str = "") -> list[DiaryEntry]:
        """Entries in the order in which they were kept, from a moment (ISO) on, before another, and of some kinds.

        Raises: EnvironmentProblem; ValueError for a moment that is none.
        """
        query, values = _query(since_utc, kinds, until_utc)
        read: list[DiaryEntry] = self._do(lambda: [_entry(row) for row in self._connection.execute(query, values)])
        return read

    def close(self) -> None:
        """Close the file."""
        self._connection.close()

    def _do(self, action: Callable[[], Any]) -> Any:
        try:
            with in_words(self._path):
                return action()
        except Broken as broken:
            self._connection.close()
            if _identity(self._path) == self._file:
                self._connection = self._begin_anew(broken)
            else:  # another program has set it aside already: what is there now is sound, or is looked at as it is
                self._connection = self._open()
        with in_words(self._path):
            return action()

    def _open(self) -> sqlite3.Connection:
        try:
            with in_words(self._path):
                found = _connect(self._path)
        except Broken as broken:
            return self._begin_anew(broken)
        self._file = _identity(self._path)
        return found

    def _begin_anew(self, broken: Broken) -> sqlite3.Connection:
        kept = atomic.set_aside(self._path)
        for ending in ("-wal", "-shm"):
            rest = self._path.with_name(self._path.name + ending)
            if rest.exists():
                rest.replace(kept.with_name(kept.name + ending))
        told = text("{file} was set aside as {name}, and a new diary was begun.", file=str(self._path), name=kept.name)
        self._tell(EnvironmentProblem(text("The diary could not be read: {reason}.", reason=str(broken)), told))
        with in_words(self._path):
            found = _connect(self._path)
        self._file = _identity(self._path)
        return found


class MemoryDiary(SqliteDiary):
    """A diary that lasts until the app ends: where the disk can't be used (that is `why`), and in tests."""

    def __init__(self, why: EnvironmentProblem | None = None) -> None:
        self._why = why
        self._path = Path(":memory:")
        self._tell = lambda _problem: None
        self._connection = sqlite3.connect(":memory:", isolation_level=None)
        migrate(self._connection, None)

    def append(self, at: Moment, fact: Fact, data: dict[str, Any] | None = None) -> None:
        """Keep a fact until the app ends; what a person told of their pain is refused, for it would be lost."""
        if self._why is not None and fact.kind in _TOLD:
            raise self._why
        super().append(at, fact, data)


# --- the file ---------------------------------------------------------------------------------------------------------


def _identity(path: Path) -> tuple[int, int] | None:
    """Which file this is, whatever its name; None where there is none."""
    try:
        found = path.stat()
    except OSError:
        return None
    return found.st_dev, found.st_ino


def _connect(path: Path) -> sqlite3.Connection:
    if path.exists():
        refuse_strangers(path)
    else:
        os.close(os.open(path, os.O_WRONLY | os.O_CREAT, 0o600))
    connection = sqlite3.connect(path, timeout=_WAIT_S, isolation_level=None)
    with ExitStack() as undo:
        undo.callback(connection.close)
        connection.execute("PRAGMA journal_mode = WAL")
        # FULL: an entry must outlast a power cut, and there are few of them.
        connection.execute("PRAGMA synchronous = FULL")
        connection.execute("PRAGMA cache_size = -256")  # KiB; of the usual 2 MiB nothing would ever be given back
        migrate(connection, path)
        undo.pop_all()
    return connection


def refuse_strangers(path: Path) -> None:
    """Look before anything is written: a newer diary or another program's file stays as it is."""
    # With no journal beside it nothing is being written, and a look need not leave one either.
    still = "" if path.with_name(f"{path.name}-wal").exists() else "&immutable=1"
    connection = sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro{still}", uri=True, timeout=_WAIT_S)
    try:
        tables = {name for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
        version = version_of(connection)
        if version > len(STEPS):
            raise NewerFile
        if bool(tables) != bool(version) or (tables and "events" not in tables):
            raise Broken(str(text("it is not a diary of this app")))
    finally:
        connection.close()


# --- facts as rows ----------------------------------------------------------------------------------------------------


def _row(at: Moment, fact: Fact, data: dict[str, Any] | None) -> tuple[str, int, str, str]:
    if data and "score" in data and fact.kind not in ENTRY_KINDS:
        raise Bug("a score belongs to what was felt")
    whole = fact_data(fact) | (data or {})
    offset = at.local.utcoffset() or timedelta()
    words = json.dumps(whole, ensure_ascii=False, separators=(",", ":"))
    return stamp(at.utc), int(offset.total_seconds()), fact.kind.value, words


def _entry(row: tuple[int, str, int, str, str]) -> DiaryEntry:
    try:
        data = msgspec.json.decode(row[4])
    except (msgspec.DecodeError, ValueError):
        data = {}
    # An entry that was damaged still tells when and of what kind it was.
    return DiaryEntry(row[0], row[1], row[2], row[3], data if isinstance(data, dict) else {})


def _query(since_utc: str, kinds: Sequence[str], until_utc: str) -> tuple[str, list[str]]:
    bounds = {"at_utc >= ?": since_utc, "at_utc < ?": until_utc}
    values = [stamp(datetime.fromisoformat(moment)) for moment in bounds.values() if moment]
    wanted = [bound for bound, moment in bounds.items() if moment]
    # The plus keeps SQLite from reading all of the table in this order where the index leads to the few that are asked.
    order = "+id" if wanted else "id"
    if kinds:
        wanted.append(f"kind IN ({', '.join('?' * len(kinds))})")
        values.extend(kinds)
    where = f"WHERE {' AND '.join(wanted)} " if wanted else ""
    return f"SELECT id, at_utc, offset_s, kind, data FROM events {where}ORDER BY {order}", values


def stamp(moment: datetime) -> str:
    """A moment so that earlier ones sort before later ones."""
    aware = moment if moment.tzinfo else moment.replace(tzinfo=UTC)
    return aware.astimezone(UTC).isoformat(timespec="milliseconds")


def fact_data(fact: Fact) -> dict[str, Any]:
    """A fact as plain values; what is empty is left out, seconds are rounded to tenths."""
    whole = {
        "cause": fact.cause,
        "size": fact.size.value if fact.size else "",
        "answer": fact.answer,
        "why": text_data(fact.why) if fact.why else {},
        "length_s": round(fact.length_s, 1),
        "sat_s": round(fact.sat_s, 1),
    }
    clocks = fact.clocks
    return {name: value for name, value in whole.items() if value} | {
        "posture_s": round(clocks.posture_s, 1),
        "spell_s": round(clocks.spell_s, 1),
        "phone_s": round(clocks.phone_s, 1),
    }


def text_data(words: Text) -> dict[str, Any]:
    """A sentence as plain values: untranslated, so that it can be read in any language later."""
    args = {name: text_data(value) if isinstance(value, Text) else value for name, value in words.args}
    whole = {"text": words.template, "plural": words.plural, "count": words.count, "args": args}
    return {name: value for name, value in whole.items() if value}


def text_of(data: Mapping[str, Any]) -> Text:
    """The sentence that `text_data` took apart."""
    args = tuple(
        (name, text_of(value) if isinstance(value, Mapping) else value) for name, value in data.get("args", {}).items()
    )
    return Text(data.get("text", ""), data.get("plural", ""), data.get("count", 0), args)
