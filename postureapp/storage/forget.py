"""Forgets a time of the diary, or all of it, so that its bytes are gone: from the file, its journal and its copies.

What was forgotten can't be had back. The safety answers are another file's and stay as they are.
"""

from __future__ import annotations

import json
import os
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import date, datetime, time, timedelta, tzinfo
from pathlib import Path
from typing import NamedTuple

from postureapp.core.errors import EnvironmentProblem
from postureapp.core.text import text
from postureapp.storage import atomic
from postureapp.storage.diary import refuse_strangers, stamp
from postureapp.storage.diary_words import Broken, in_words

_WAIT_S = 5.0
_JOURNALS = ("", "-wal", "-shm", "-journal")


class Range(NamedTuple):
    """A time, as moments in universal time (ISO); "" is open."""

    since_utc: str = ""
    until_utc: str = ""


def days(first: date | None, last: date | None, zone: tzinfo) -> Range:
    """The time from the beginning of a day to the end of another, where the person is; None is open."""
    since = datetime.combine(first, time(), zone) if first else None
    until = datetime.combine(last + timedelta(days=1), time(), zone) if last else None
    return Range(stamp(since) if since else "", stamp(until) if until else "")


def count(diary: Path, when: Range) -> int:
    """How many entries there are in a time.

    Raises: EnvironmentProblem.
    """
    if not diary.exists():
        return 0
    with _opened(diary) as connection:
        return len(_chosen(connection, when))


def forget(diary: Path, when: Range) -> int:
    """Delete the entries of a time for good; gives how many. Copies of the diary are deleted as a whole.

    The app may have the file open meanwhile. Nothing of what was deleted is left in the journal when this returns.

    Raises: EnvironmentProblem.
    """
    gone = 0
    if diary.exists():
        with _opened(diary) as connection:
            connection.execute("PRAGMA secure_delete = ON")
            connection.execute("BEGIN IMMEDIATE")
            chosen = _chosen(connection, when)
            connection.executemany("DELETE FROM events WHERE id = ?", chosen)
            connection.execute("COMMIT")
            gone = len(chosen)
            connection.execute("VACUUM")  # else the pages that are free now would keep what stood in them
            if connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()[0]:
                raise EnvironmentProblem(
                    text("The entries are deleted, but traces of them are left in the diary's journal."),
                    text("Another program is reading the diary just now."),
                    text("Close it, then do it again."),
                )
    _delete_copies(diary)
    return gone


@contextmanager
def _opened(diary: Path) -> Iterator[sqlite3.Connection]:
    try:
        with in_words(diary):
            refuse_strangers(diary)
            with closing(sqlite3.connect(diary, timeout=_WAIT_S, isolation_level=None)) as connection:
                yield connection
    except Broken as broken:
        raise EnvironmentProblem(
            text("The diary {file} could not be read: {reason}.", file=str(diary), reason=str(broken)),
            text("Nothing of it was forgotten."),
            text("“postureapp erase --yes” deletes it as a whole."),
        ) from broken


def _chosen(connection: sqlite3.Connection, when: Range) -> list[tuple[int]]:
    """The entries of a time. A correction is of the time of what it corrects, as the diary shows it.

    So what was forgotten is not left in its correction, nor does what was taken back count again.
    """
    moments: dict[int, str] = {}
    for number, at_utc, data in connection.execute("SELECT id, at_utc, data FROM events ORDER BY id"):
        moments[number] = moments.get(_replaced(data), at_utc)
    return [(n,) for n, at in moments.items() if when.since_utc <= at and (not when.until_utc or at < when.until_utc)]


def _replaced(data: str) -> int:
    """The number of the entry that is corrected; 0 where none is."""
    try:
        found = json.loads(data)["replaces"] if '"replaces"' in data else 0
    except (ValueError, TypeError, KeyError):
        return 0
    return found if isinstance(found, int) else 0


def _delete_copies(diary: Path) -> None:
    """What was kept before the tables changed, or set aside: it may have the same entries in it."""
    own = {f"{diary.name}{ending}" for ending in _JOURNALS}
    try:
        for path in sorted(diary.parent.iterdir()):
            if path.name.removeprefix(".").startswith(diary.name) and path.name not in own:
                path.unlink(missing_ok=True)
        atomic.sync_folder(diary.parent)
    except FileNotFoundError:
        return  # there is no folder, and so no copy
    except OSError as error:
        raise atomic.problem_of(error, Path(os.fspath(error.filename or diary))) from error
