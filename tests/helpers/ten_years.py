"""A diary of ten years at a desk, as a file: about 110,000 facts, written in one go.

A dozen working days are replayed through the core, with all that it keeps of them; the years are made of these days in
turn. What each day must come to is told beside, from the clocks of the session itself.
"""

from __future__ import annotations

import json
import random
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from functools import cache
from itertools import cycle
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from postureapp.core.events import FactKind
from postureapp.core.status import status
from postureapp.storage.diary import SqliteDiary
from tests.helpers.days import Day

ZONE = "America/Edmonton"
LAST = date(2026, 3, 6)  # a Friday
TEMPLATES, PLANNED = 12, 3
WORKDAYS = 10 * 261 + 2  # as many as ten years have
_SETTINGS = {"reminders": {"stretch_min": 60, "stand_min": 120}}
_ANSWERS = ("start", "done", "skip", "start", "ignore", "snooze 10")
_MOVES = ("seated-turn", "blade-squeeze", "doorway")
_FRIDAY = 4
_INSERT = "INSERT INTO events (at_utc, offset_s, kind, data) VALUES (?, ?, ?, ?)"


@dataclass(frozen=True, slots=True)
class Sums:
    """What a day comes to."""

    sat_s: float
    breaks: int
    moves: int
    pain: float | None


@dataclass(frozen=True, slots=True)
class _Line:
    """A fact: seconds since midnight, its kind, and its data as it stands in the file."""

    at_s: float
    kind: str
    data: str


@dataclass(frozen=True, slots=True)
class _Template:
    lines: tuple[_Line, ...]
    sums: Sums


def write_ten_years(path: Path, last: date, workdays: int = WORKDAYS) -> dict[date, Sums]:
    """Write the diary to a new file, its last day being `last` or the working day before; gives each day's sums.

    `workdays`: how many there are; fewer are the last of the ten years.
    """
    zone, days = ZoneInfo(ZONE), _workdays(last, workdays)
    used = dict(reversed(list(zip(days, cycle(_templates()), strict=False))))
    diary = SqliteDiary(path, _fail)
    connection = diary._connection
    connection.execute("BEGIN")
    connection.executemany(_INSERT, (row for on, template in used.items() for row in _rows(on, template, zone)))
    connection.execute("COMMIT")
    connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    diary.close()
    return {on: template.sums for on, template in used.items()}


def _workdays(last: date, count: int) -> list[date]:
    """The last one first."""
    days = (last - timedelta(days=n) for n in range(count * 2 + 2))
    return [on for on in days if on.weekday() <= _FRIDAY][:count]


def _rows(on: date, template: _Template, zone: ZoneInfo) -> list[tuple[str, int, str, str]]:
    noon = datetime.combine(on, time(12), zone)
    offset = noon.utcoffset() or timedelta()
    midnight = datetime.combine(on, time(0), UTC) - offset
    return [
        (
            (midnight + timedelta(seconds=line.at_s)).isoformat(timespec="milliseconds"),
            int(offset.total_seconds()),
            line.kind,
            line.data,
        )
        for line in template.lines
    ]


@cache
def _templates() -> tuple[_Template, ...]:
    chance = random.Random(7)
    return tuple(_template(chance) for _ in range(TEMPLATES))


def _template(chance: random.Random) -> _Template:
    day = Day("2026-03-09 08:30", ZONE, settings=_SETTINGS, answers=_shuffled(chance), watched=False)
    _work(day, chance)
    day.lock(f"{chance.randint(30, 55)}m")
    _work(day, chance)
    day.phone(on=True)
    day.wait(f"{chance.randint(3, 12)}m")
    day.phone(on=False)
    _work(day, chance)
    day.active("2m")
    spell_s = status(day.state, day.now()).running.spell_s
    midnight = datetime.combine(day.start.date(), time(0), day.start.tzinfo).timestamp()
    lines, moves = [], 0
    for kept in day.played.facts:
        lines.append(_line(kept.at.timestamp() - midnight, kept.kind, dict(kept.data)))
        if kept.kind is FactKind.POSTURE_CHANGE and kept.data.get("size") == "stretch":
            lines += _stretch(kept.at.timestamp() - midnight, dict(kept.data), felt=not moves)
            moves += PLANNED
    ended_s = day.now().utc.timestamp() - midnight
    lines.append(_line(ended_s, FactKind.STOPPED, {"posture_s": spell_s, "spell_s": spell_s, "phone_s": 0.0}))
    rests = [kept for kept in day.played.facts if kept.kind is FactKind.BREAK]
    sat_s = spell_s + sum(float(kept.data.get("sat_s", 0.0)) for kept in rests)
    # The clocks run on in a stand that was offered and done.
    sat_s -= sum(float(kept.data["length_s"]) for kept in rests if "size" in kept.data)
    return _Template(tuple(lines), Sums(sat_s, len(rests), moves, 3.0 if moves else None))


def _shuffled(chance: random.Random) -> list[str]:
    return chance.choices(_ANSWERS, k=40)


def _work(day: Day, chance: random.Random) -> None:
    """Two hours or more."""
    day.active(f"{chance.randint(40, 60)}m")
    day.idle(f"{chance.choice((1, 3, 7, 12))}m")
    day.active(f"{chance.randint(30, 45)}m")
    day.call(f"{chance.randint(4, 35)}m")
    day.active(f"{chance.randint(3, 20)}m")
    day.lock(f"{chance.choice((2, 8))}m")


def _stretch(at_s: float, clocks: dict[str, Any], *, felt: bool) -> list[_Line]:
    """What the player keeps of a stretch."""
    data = {"cause": "desk"} | {name: clocks[name] for name in ("posture_s", "spell_s", "phone_s")}
    whole = [{"move": move, "prescribed": 6, "reps": 6, "reps_done": 6, "end": "done"} for move in _MOVES]
    lines = [_line(at_s, FactKind.MOVE_DONE, data | {"move": move}) for move in _MOVES]
    lines.append(_line(at_s, FactKind.SESSION, data | {"moves": whole, "length_s": 44.0}))
    if felt:
        lines.append(_line(at_s + 5, FactKind.FELT, data | {"score": 3}))
    return lines


def _line(at_s: float, kind: FactKind, data: dict[str, Any]) -> _Line:
    return _Line(at_s, kind.value, json.dumps(data, ensure_ascii=False, separators=(",", ":")))


def _fail(problem: object) -> None:
    raise AssertionError(str(problem))
