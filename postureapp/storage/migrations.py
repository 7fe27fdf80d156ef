"""The diary's tables and how older ones become them. A step is never changed once it was shipped: a new one is added.

Before each step the file is copied, so that nothing a person wrote can be lost by it.
"""

from __future__ import annotations

import os
import sqlite3
from pathlib import Path

# What brings version n to n + 1, statement by statement.
STEPS: tuple[tuple[str, ...], ...] = (
    (
        """CREATE TABLE events (
            id INTEGER PRIMARY KEY AUTOINCREMENT,
            at_utc TEXT NOT NULL,
            offset_s INTEGER NOT NULL,
            kind TEXT NOT NULL,
            data TEXT NOT NULL
        )""",
        "CREATE INDEX events_at_utc ON events (at_utc)",
    ),
)


class NewerFile(Exception):
    """The file was written by a newer version of the app, which may keep what we can't read."""


def version_of(connection: sqlite3.Connection) -> int:
    """The version of the tables."""
    return int(connection.execute("PRAGMA user_version").fetchone()[0])


def migrate(connection: sqlite3.Connection, path: Path | None, steps: tuple[tuple[str, ...], ...] = STEPS) -> None:
    """Bring the tables up to date; `path` is where the file is (None in memory).

    Raises: NewerFile; sqlite3.DatabaseError.
    """
    if version_of(connection) > len(steps):
        raise NewerFile
    while (version := version_of(connection)) < len(steps):
        if version and path is not None:
            _copy(connection, path.with_name(f"{path.name}.before-v{version + 1}"))
        _step(connection, version, steps[version])


def _step(connection: sqlite3.Connection, version: int, statements: tuple[str, ...]) -> None:
    connection.execute("BEGIN IMMEDIATE")
    try:
        if version_of(connection) == version:  # else another process has done it meanwhile
            for statement in statements:
                connection.execute(statement)
            connection.execute(f"PRAGMA user_version = {version + 1}")
        connection.execute("COMMIT")
    finally:
        if connection.in_transaction:
            connection.execute("ROLLBACK")


def _copy(connection: sqlite3.Connection, path: Path) -> None:
    """A whole copy beside the file, readable for its owner only; a half-made one is never left under that name."""
    fresh = path.with_name(f"{path.name}.new")
    fresh.unlink(missing_ok=True)
    os.close(os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600))
    copy = sqlite3.connect(fresh)
    try:
        connection.backup(copy)
    finally:
        copy.close()
    fresh.replace(path)
