"""Everything the app keeps of a person in one zip: the diary as tables and as JSON, and each file as it is.

The diary is read on a connection of its own and goes through in rows, so that ten years of it take no more memory than
a day. The zip appears whole or not at all. It never changes what it reads.
"""

from __future__ import annotations

import contextlib
import csv
import io
import json
import os
import shutil
import sqlite3
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta, timezone
from pathlib import Path
from typing import IO, Any

from postureapp.core.cells import plain_cell
from postureapp.core.errors import EnvironmentProblem
from postureapp.core.text import text
from postureapp.storage import atomic
from postureapp.storage.diary import text_of
from postureapp.storage.export_words import COLUMNS, readme
from postureapp.storage.folders import Folders
from postureapp.storage.inventory import holdings

FILE_NAME = "postureapp-data"
_ROWS_A_STEP = 500
_FIRST_YEAR, _LAST_YEAR = 1980, 2107  # that a zip has room for
_QUERY = "SELECT id, at_utc, offset_s, kind, data FROM events ORDER BY id"

Row = dict[str, Any]


def export(places: Folders, target: Path, now: datetime, *, replace: bool = False) -> None:
    """Write the zip. `now` is the date of all in it, by the clock where the person is; `replace`: also over a file.

    Raises: EnvironmentProblem.
    """
    for _done in exporting(places, target, now, replace=replace):
        pass


def exporting(places: Folders, target: Path, now: datetime, *, replace: bool = False) -> Iterator[float]:
    """Write the zip in steps, each of some milliseconds; gives how much is done, 0 to 1. Closed early, nothing is left.

    Raises: EnvironmentProblem (from a step).
    """
    _refuse(places, target, replace)
    fresh = target.with_name(f".{target.name}.new")
    try:
        with contextlib.ExitStack() as stack:
            stack.callback(fresh.unlink, missing_ok=True)
            descriptor = os.open(fresh, os.O_RDWR | os.O_CREAT | os.O_TRUNC | getattr(os, "O_BINARY", 0), 0o600)
            with os.fdopen(descriptor, "w+b") as file:
                yield from _zip(places, file, _Dated(now))
                file.flush()
                os.fsync(file.fileno())
            fresh.replace(target)
        atomic.sync_folder(target.parent)
    except OSError as error:
        raise atomic.problem_of(error, target) from error
    except sqlite3.Error as error:
        raise EnvironmentProblem(
            text("The diary {file} could not be read: {reason}.", file=str(places.diary), reason=str(error)),
            text("Nothing was exported."),
        ) from error


def _refuse(places: Folders, target: Path, replace: bool) -> None:
    """The app's own files are never written over, others only where that was said."""
    own = {os.path.realpath(path) for holding in holdings(places) for path in (holding.path, *holding.files())}
    if os.path.realpath(target) in own:
        raise EnvironmentProblem(
            text("{file} is a file that PostureApp itself uses.", file=str(target)), hint=text("Choose another name.")
        )
    if target.is_dir():
        raise EnvironmentProblem(text("{file} is a folder.", file=str(target)), hint=text("Give a name for the file."))
    if not replace and os.path.lexists(target):
        raise EnvironmentProblem(
            text("There is a file {file} already.", file=str(target)), hint=text("Choose another name.")
        )


@dataclass(frozen=True, slots=True)
class _Dated:
    """Entries of the zip with the date of the export; without one, programs show 1980."""

    now: datetime

    def entry(self, name: str) -> zipfile.ZipInfo:
        year, *rest = self.now.timetuple()[:6]
        inside = (year, *rest) if _FIRST_YEAR <= year <= _LAST_YEAR else (_FIRST_YEAR, 1, 1, 0, 0, 0)
        made = zipfile.ZipInfo(name, inside)  # type: ignore[arg-type]
        made.compress_type = zipfile.ZIP_DEFLATED
        made.external_attr = 0o600 << 16
        return made


def _zip(places: Folders, file: IO[bytes], dated: _Dated) -> Iterator[float]:
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED, compresslevel=6) as whole:
        whole.writestr(dated.entry("README.txt"), readme())
        with _diary(places.diary) as diary:
            yield from _tables(whole, diary, dated)
        for holding in holdings(places):
            if not holding.is_folder:
                for path in holding.files():
                    if not _is_diary(path, places.diary):
                        _copy(whole, path, holding.path, dated)
                        yield 1.0


def _is_diary(path: Path, diary: Path) -> bool:
    """The diary itself is in the tables; its older copies and what was set aside go in as they are."""
    return path.name in (diary.name, f"{diary.name}-wal", f"{diary.name}-shm", f"{diary.name}-journal")


def _copy(whole: zipfile.ZipFile, path: Path, of: Path, dated: _Dated) -> None:
    """A file as it is: the ones in use at the top, others in a folder."""
    name = path.name if path.name == of.name else f"other/{path.name.removeprefix('.')}"
    gone = contextlib.suppress(FileNotFoundError)  # since it was listed, or a link that leads nowhere
    with gone, path.open("rb") as source, whole.open(dated.entry(name), "w", force_zip64=True) as sink:
        shutil.copyfileobj(source, sink)


# --- the diary --------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Diary:
    rows: int
    connection: sqlite3.Connection | None

    def each(self) -> Iterator[Row]:
        """Every entry, in the order in which they were kept."""
        if self.connection is not None:
            yield from map(_entry, self.connection.execute(_QUERY))


@contextlib.contextmanager
def _diary(path: Path) -> Iterator[_Diary]:
    """The diary as it is at this moment; what is written meanwhile is not seen."""
    if not path.exists():
        yield _Diary(0, None)
        return
    # With no journal beside it nothing is being written, and reading need not leave one either.
    still = "" if path.with_name(f"{path.name}-wal").exists() else "&immutable=1"
    address = f"{path.absolute().as_uri()}?mode=ro{still}"
    with contextlib.closing(sqlite3.connect(address, uri=True, isolation_level=None)) as connection:
        connection.execute("BEGIN")
        yield _Diary(connection.execute("SELECT count(*) FROM events").fetchone()[0], connection)


def _tables(whole: zipfile.ZipFile, diary: _Diary, dated: _Dated) -> Iterator[float]:
    done = 0
    for name, write in (("diary.csv", _write_csv), ("diary.json", _write_json)):
        with (
            whole.open(dated.entry(name), "w", force_zip64=True) as sink,
            io.TextIOWrapper(sink, "utf-8-sig" if name.endswith("csv") else "utf-8", newline="") as words,
        ):
            for _row in write(words, diary.each()):
                done += 1
                if done % _ROWS_A_STEP == 0:
                    yield done / (2 * diary.rows)


def _write_csv(sink: io.TextIOWrapper, rows: Iterator[Row]) -> Iterator[None]:
    lines = csv.writer(sink, lineterminator="\r\n")
    lines.writerow(COLUMNS)
    for row in rows:
        data = row["data"]
        flat = {**{name: data.get(name, "") for name in COLUMNS if name in data}, **row}
        rest = {name: value for name, value in data.items() if name not in COLUMNS}
        flat["more"] = json.dumps(rest, ensure_ascii=False) if rest else ""
        lines.writerow([plain_cell(flat.get(name, "")) for name in COLUMNS])
        yield


def _write_json(sink: io.TextIOWrapper, rows: Iterator[Row]) -> Iterator[None]:
    sink.write("[")
    before = "\n"
    for row in rows:
        sink.write(before + json.dumps(row, ensure_ascii=False))
        before = ",\n"
        yield
    sink.write("\n]\n")


def _entry(found: tuple[int, str, int, str, str]) -> Row:
    """An entry by the names of its columns; `why` as a sentence, the rest of it as it was kept."""
    number, at_utc, offset_s, kind, kept = found
    try:
        data = json.loads(kept)
    except ValueError:
        data = {"damaged": kept}
    data = data if isinstance(data, dict) else {"damaged": kept}
    return {
        "number": number,
        "at_local": _local(at_utc, offset_s),
        "at_utc": at_utc,
        "kind": kind,
        "why": _sentence(data.get("why")),
        "data": {name: value for name, value in data.items() if name != "why"},
    }


def _sentence(why: object) -> str:
    try:
        return str(text_of(why)) if isinstance(why, dict) else ""
    except (KeyError, IndexError, ValueError, TypeError, AttributeError):  # a sentence that was damaged
        return json.dumps(why, ensure_ascii=False)


def _local(at_utc: str, offset_s: int) -> str:
    """The moment on the clock of where it was written."""
    try:
        zone = timezone(timedelta(seconds=offset_s))
        return datetime.fromisoformat(at_utc).astimezone(zone).isoformat(timespec="seconds")
    except (ValueError, TypeError, OverflowError):
        return ""
