"""What SQLite and the disk say of the diary's file, as sentences. Nothing that is in the file goes into one."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from postureapp.core.errors import EnvironmentProblem
from postureapp.core.text import text
from postureapp.storage import atomic
from postureapp.storage.migrations import NewerFile

_BROKEN = (sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB)
_BUSY = (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED)


class Broken(Exception):
    """The file is no diary."""


@contextmanager
def in_words(path: Path) -> Iterator[None]:
    """Errors of SQLite and of the disk as sentences, a broken file as `Broken`."""
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
            raise Broken(str(error)) from error
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
