"""What a move did to the pain: from the numbers told before and after it, and those of the days that follow.

It says what was written, and never that the move was the reason.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

from postureapp.core.pain_diary import KeptEntry, When


@dataclass(frozen=True, slots=True)
class Rise:
    """A move after which pain rose and stayed up, and the day of the entry that showed that."""

    move: str
    before: int
    after: int
    day: date


def rises(entries: Sequence[KeptEntry], since: date, points: int, lasts_h: float, at_most_h: float) -> tuple[Rise, ...]:
    """The moves that were shown, on this day or later, to have raised pain by so many points for so long.

    The first number of the moment told later than `lasts_h` must still be as high, and none before it lower. A number
    later than `at_most_h` says nothing of the move any more. Source: the clinic's clinical reference, rule 6.
    """
    oldest = since - timedelta(hours=at_most_h) - timedelta(days=2)  # a day more on each side: clocks of other zones
    now = sorted(
        (each for each in entries if each.entry.when is When.NOW and each.day >= oldest),
        key=lambda each: (_moment(each), each.id),
    )
    found = []
    for place, each in enumerate(now):
        move = _charged(each, points)
        if move and each.entry.before is not None:
            day = _still_high(each, now[place + 1 :], each.entry.before + points, lasts_h, at_most_h)
            if day is not None and day >= since:
                found.append(Rise(move, each.entry.before, each.entry.score, day))
    return tuple(found)


def _charged(kept: KeptEntry, points: int) -> str:
    """The move that a rise is charged to: the one the person points at, or the only one of the session; else ""."""
    entry = kept.entry
    if entry.before is None or entry.score < entry.before + points:
        return ""
    return entry.charged or (entry.moves[0] if len(entry.moves) == 1 else "")


def _still_high(
    after: KeptEntry, later: Sequence[KeptEntry], high: int, lasts_h: float, at_most_h: float
) -> date | None:
    """The day of the first entry late enough, where it and all before it are as high; else None.

    What was told before a later session counts as a number of its own.
    """
    for each in later:
        passed_h = (_moment(each) - _moment(after)) / timedelta(hours=1)
        entry = each.entry
        told = entry.score if entry.before is None or passed_h <= 0 else entry.before
        lowest = told if passed_h > lasts_h else min(told, entry.score)
        if lowest < high or passed_h > at_most_h:
            return None
        if passed_h > lasts_h:
            return each.day
    return None


def _moment(kept: KeptEntry) -> datetime:
    return kept.at.astimezone(UTC)
