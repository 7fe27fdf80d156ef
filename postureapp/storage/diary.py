"""The diary: the facts of the days in SQLite, appended and never overwritten.

A fact is on the disk when `append` returns, even if the power goes. What a person felt goes into the file and nowhere
else: never into a log or an error. A broken file is set aside, one of a newer version is left untouched.
"""

from __future__ import annotations

import json
import os
import sqlite3
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from postureapp.core.errors import Bug, EnvironmentProblem
from postureapp.core.events import Fact, FactKind, Moment
from postureapp.core.text import Text, text
from postureapp.ports import Diary, DiaryEntry
from postureapp.storage import atomic
from postureapp.storage.migrations import STEPS, NewerFile, migrate, version_of

_WAIT_S = 2.0
_BROKEN = (sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB)
_BUSY = (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED)
_INSERT = "INSERT INTO events (at_utc, offset_s, kind, data) VALUES (?, ?, ?, ?)"

Tell = Callable[[EnvironmentProblem], None]


def open_diary(path: Path, tell: Tell) -> Diary:
    """The diary of this file. Where it can't be used, one that lasts until the app ends; `tell` is told why."""
    try:
        return SqliteDiary(path, tell)
    except EnvironmentProblem as problem:
        tell(problem)
        return MemoryDiary()


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
        rows = self._do(lambda: self._connection.execute(query, values).fetchall())
        return [_entry(row) for row in rows]

    def close(self) -> None:
        """Close the file."""
        self._connection.close()

    def _do(self, action: Callable[[], Any]) -> Any:
        try:
            with _in_words(self._path):
                return action()
        except _Broken as broken:
            self._connection.close()
            self._connection = self._begin_anew(broken)
        with _in_words(self._path):
            return action()

    def _open(self) -> sqlite3.Connection:
        try:
            with _in_words(self._path):
                return _connect(self._path)
        except _Broken as broken:
            return self._begin_anew(broken)

    def _begin_anew(self, broken: _Broken) -> sqlite3.Connection:
        kept = atomic.set_aside(self._path)
        for ending in ("-wal", "-shm"):
            rest = self._path.with_name(self._path.name + ending)
            if rest.exists():
                rest.replace(kept.with_name(kept.name + ending))
        told = text("{file} was set aside as {name}, and a new diary was begun.", file=str(self._path), name=kept.name)
        self._tell(EnvironmentProblem(text("The diary could not be read: {reason}.", reason=str(broken)), told))
        with _in_words(self._path):
            return _connect(self._path)


class MemoryDiary(SqliteDiary):
    """A diary that lasts until the app ends: where the disk can't be used, and in tests."""

    def __init__(self) -> None:
        self._path = Path(":memory:")
        self._tell = lambda _problem: None
        self._connection = sqlite3.connect(":memory:", isolation_level=None)
        migrate(self._connection, None)


# --- the file ---------------------------------------------------------------------------------------------------------


class _Broken(Exception):
    """The file is no diary."""


def _connect(path: Path) -> sqlite3.Connection:
    if path.exists():
        _refuse_strangers(path)
    else:
        os.close(os.open(path, os.O_WRONLY | os.O_CREAT, 0o600))
    connection = sqlite3.connect(path, timeout=_WAIT_S, isolation_level=None)
    with ExitStack() as undo:
        undo.callback(connection.close)
        connection.execute("PRAGMA journal_mode = WAL")
        # FULL: an entry must outlast a power cut, and there are few of them.
        connection.execute("PRAGMA synchronous = FULL")
        migrate(connection, path)
        undo.pop_all()
    return connection


def _refuse_strangers(path: Path) -> None:
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
            raise _Broken(str(text("it is not a diary of this app")))
    finally:
        connection.close()


@contextmanager
def _in_words(path: Path) -> Iterator[None]:
    """Errors of SQLite and of the disk as sentences, a broken file as `_Broken`."""
    try:
        yield
    except NewerFile as error:
        raise EnvironmentProblem(
            text("The diary {file} was written by a newer version of PostureApp.", file=str(path)),
            text("It was not touched; what happens now is kept only until the app ends."),
            text("Install the newer version."),
        ) from error
    except sqlite3.Error as error:
        code = getattr(error, "sqlite_errorcode", 0) & 0xFF
        if code in _BROKEN:
            raise _Broken(str(error)) from error
        raise _problem(path, code, str(error)) from error
    except OSError as error:
        raise atomic.problem_of(error, path) from error


def _problem(path: Path, code: int, reason: str) -> EnvironmentProblem:
    file = str(path)
    if code in _BUSY:
        return EnvironmentProblem(
            text("The diary {file} is locked by another program.", file=file), hint=text("Close it, then try again.")
        )
    if code == sqlite3.SQLITE_FULL:
        return EnvironmentProblem(
            text("The disk is full: the diary {file} could not be written.", file=file), hint=text("Free some space.")
        )
    if code in (sqlite3.SQLITE_READONLY, sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_PERM):
        return EnvironmentProblem(
            text("The diary {file} can't be written to.", file=file),
            hint=text("Check who owns it and what it permits."),
        )
    return EnvironmentProblem(text("The diary {file} could not be used: {reason}.", file=file, reason=reason))


# --- facts as rows ----------------------------------------------------------------------------------------------------


def _row(at: Moment, fact: Fact, data: dict[str, Any] | None) -> tuple[str, int, str, str]:
    if data and "score" in data and fact.kind not in (FactKind.FELT, FactKind.HURT):
        raise Bug("a score belongs to what was felt")
    whole = fact_data(fact) | (data or {})
    offset = at.local.utcoffset() or timedelta()
    words = json.dumps(whole, ensure_ascii=False, separators=(",", ":"))
    return _stamp(at.utc), int(offset.total_seconds()), fact.kind.value, words


def _entry(row: tuple[int, str, int, str, str]) -> DiaryEntry:
    try:
        data = json.loads(row[4])
    except ValueError:
        data = {}
    # An entry that was damaged still tells when and of what kind it was.
    return DiaryEntry(row[0], row[1], row[2], row[3], data if isinstance(data, dict) else {})


def _query(since_utc: str, kinds: Sequence[str], until_utc: str) -> tuple[str, list[str]]:
    bounds = {"at_utc >= ?": since_utc, "at_utc < ?": until_utc}
    values = [_stamp(datetime.fromisoformat(moment)) for moment in bounds.values() if moment]
    wanted = [bound for bound, moment in bounds.items() if moment]
    # The plus keeps SQLite from reading all of the table in this order where the index leads to the few that are asked.
    order = "+id" if wanted else "id"
    if kinds:
        wanted.append(f"kind IN ({', '.join('?' * len(kinds))})")
        values.extend(kinds)
    where = f"WHERE {' AND '.join(wanted)} " if wanted else ""
    return f"SELECT id, at_utc, offset_s, kind, data FROM events {where}ORDER BY {order}", values


def _stamp(moment: datetime) -> str:
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
