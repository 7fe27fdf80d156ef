"""What a report tells of stretches and moves: what was prescribed, what was done of it, and what hurt.

Read from the facts of the diary; what was damaged there is left out.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from postureapp.core.day import Kept
from postureapp.core.events import FactKind, MoveEnd
from postureapp.core.pain_diary import KeptEntry
from postureapp.core.persistence import Thresholds

# Facts that a report needs one by one; of all others only what the days make of them.
TOLD_ONE_BY_ONE = frozenset((FactKind.SESSION, FactKind.MOVE_DONE, FactKind.HURT))


@dataclass(frozen=True, slots=True)
class Session:
    """A stretch as it was kept: when it ended, how long it was played, and each planned move with its end.

    `moves` are the id, the repetitions prescribed and done, and how it ended.
    """

    at: datetime
    length_s: float
    moves: tuple[tuple[str, int, int, str], ...]

    @property
    def prescribed(self) -> int:
        """Repetitions of all its moves, as prescribed."""
        return sum(prescribed for _move, prescribed, _done, _end in self.moves)

    @property
    def done(self) -> int:
        """Repetitions done of them."""
        return sum(min(done, prescribed) for _move, prescribed, done, _end in self.moves)


@dataclass(frozen=True, slots=True)
class MoveRow:
    """A move over the whole time: how often planned, how often done, and how often it hurt or raised pain."""

    move: str
    planned: int
    done: int
    prescribed_reps: int
    done_reps: int
    hurt: int


def sessions_of(facts: Iterable[Kept]) -> tuple[Session, ...]:
    """The stretches that were kept; what was damaged in one is left out."""
    return tuple(found for kept in facts if kept.kind is FactKind.SESSION and (found := _session(kept)).moves)


def _session(kept: Kept) -> Session:
    length, moves = kept.data.get("length_s"), kept.data.get("moves")
    rows = moves if isinstance(moves, list) else []
    return Session(
        kept.at,
        float(length) if isinstance(length, int | float) and not isinstance(length, bool) and length >= 0 else 0.0,
        tuple(
            (row["move"], _whole(row.get("prescribed")), _whole(row.get("reps_done")), str(row.get("end", "")))
            for row in rows
            if isinstance(row, Mapping) and isinstance(row.get("move"), str)
        ),
    )


def _whole(found: object) -> int:
    return found if isinstance(found, int) and not isinstance(found, bool) and found > 0 else 0


def move_rows(
    sessions: Iterable[Session], facts: Iterable[Kept], entries: Iterable[KeptEntry], thresholds: Thresholds
) -> tuple[MoveRow, ...]:
    """Each move that was planned, done, or hurt; the most often planned first."""
    planned, done, prescribed, reps, stopped = (
        Counter[str](),
        Counter[str](),
        Counter[str](),
        Counter[str](),
        Counter[str](),
    )
    for session in sessions:
        for move, asked_reps, done_reps, end in session.moves:
            planned[move] += 1
            done[move] += end == MoveEnd.DONE.value
            prescribed[move] += asked_reps
            reps[move] += min(done_reps, asked_reps)
            stopped[move] += end == MoveEnd.HURT.value
    for move, count in _done_alone(facts).items():  # those of before sessions were kept whole
        planned[move] += max(count - done[move], 0)
        done[move] = max(count, done[move])
    told = _told_of(facts, entries, thresholds)
    ids = set(planned) | set(told) | set(stopped)
    rows = (
        MoveRow(move, planned[move], done[move], prescribed[move], reps[move], max(told[move], stopped[move]))
        for move in ids
    )
    return tuple(sorted(rows, key=lambda row: (-row.planned, -row.hurt, row.move)))


def _done_alone(facts: Iterable[Kept]) -> Counter[str]:
    return Counter(
        str(kept.data["move"]) for kept in facts if kept.kind is FactKind.MOVE_DONE and kept.data.get("move")
    )


def _told_of(facts: Iterable[Kept], entries: Iterable[KeptEntry], thresholds: Thresholds) -> Counter[str]:
    """How often a person said of a move that it hurt, with a number or without, or that pain was higher after it."""
    found: Counter[str] = Counter()
    for kept in facts:
        if kept.kind is FactKind.HURT and "score" not in kept.data and kept.data.get("move"):
            found[str(kept.data["move"])] += 1
    for each in entries:
        entry = each.entry
        to = entry.charged or (entry.moves[0] if len(entry.moves) == 1 else "")
        rose = entry.before is not None and entry.score - entry.before >= thresholds.provoked_points
        if to and (each.kind is FactKind.HURT or rose):
            found[to] += 1
    return found
