"""How long the home window takes to open, with an empty diary, one of two days and one of ten years."""

from __future__ import annotations

import json
import statistics
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path

from postureapp.storage.diary import SqliteDiary
from tests.benchmarks.judging import Aim, Part
from tests.helpers.desktop import ROOT
from tests.helpers.ten_years import LAST, write_ten_years
from tests.helpers.virtual_desktop import Desktop

MOST_MS = 400.0
MOST_YEAR_MS = 150.0
MOST_RATIO = 1.5
RUNS = 8
PROGRAM = "tests.benchmarks.home_program"


@dataclass(frozen=True, slots=True)
class Opened:
    """Median milliseconds until it is painted: for the first time since the start of the app, and after that.

    `year_ms`: to read a year for its charts.
    """

    first_ms: float
    again_ms: float
    year_ms: float


def measure_home() -> tuple[Opened, Opened, Opened]:
    """With an empty diary, one of two days, and one of ten years, in turn; the first run of each is not counted."""
    with tempfile.TemporaryDirectory() as folder, Desktop(tray=False, notifications=False) as desktop:
        empty, few, full = (Path(folder) / f"{name}.sqlite3" for name in ("empty", "few", "full"))
        SqliteDiary(empty, _fail).close()
        write_ten_years(few, LAST, workdays=2)
        write_ten_years(full, LAST)
        runs: dict[Path, list[list[float]]] = {empty: [], few: [], full: []}
        for _ in range(RUNS + 1):
            for diary, found in runs.items():
                found.append(_times_ms(diary, desktop.env))
        return _median(runs[empty][1:]), _median(runs[few][1:]), _median(runs[full][1:])


def _times_ms(diary: Path, env: dict[str, str]) -> list[float]:
    command = [sys.executable, "-m", PROGRAM, str(diary)]
    ran = subprocess.run(command, env=env, cwd=ROOT, capture_output=True, text=True, timeout=60, check=False)
    assert ran.returncode == 0, ran.stderr
    times_ms: list[float] = json.loads(ran.stdout)
    return times_ms


def _median(runs: list[list[float]]) -> Opened:
    again_ms = [time_ms for _first, *others, _year in runs for time_ms in others]
    first_ms = statistics.median(first for first, *_others in runs)
    return Opened(first_ms, statistics.median(again_ms), statistics.median(run[-1] for run in runs))


def home_part() -> Part:
    """The home window as a part of the benchmarks.

    The first time is what a person waits for. Opened again, an empty diary has nothing to draw: what the years cost is
    seen beside a diary of yesterday and today alone.
    """
    empty, few, full = measure_home()
    found = {"an empty diary": empty, "a diary of two days": few, "one of ten years": full}
    rows = [
        [f"home window painted, {when}, {words}, ms", f"{time_ms:.0f}"]
        for when, of in (("the first time since the start", _first), ("opened again", _again))
        for words, time_ms in ((words, of(each)) for words, each in found.items())
    ]
    rows.append(["a year read for its charts, ten years of diary, ms", f"{full.year_ms:.0f}"])
    aims = [
        Aim("home window painted, ten years of diary, ms", full.first_ms, MOST_MS),
        Aim("the same against an empty diary", full.first_ms / empty.first_ms, MOST_RATIO),
        Aim("home window opened again, ten years against two days", full.again_ms / few.again_ms, MOST_RATIO),
        Aim("a year read for its charts, ten years of diary, ms", full.year_ms, MOST_YEAR_MS),
    ]
    return Part(rows, aims)


def _first(opened: Opened) -> float:
    return opened.first_ms


def _again(opened: Opened) -> float:
    return opened.again_ms


def _fail(problem: object) -> None:
    raise AssertionError(str(problem))
