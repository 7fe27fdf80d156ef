"""Weeks and months put together from days: what the plots, their tables and the exported files show.

Pure figures. They compare a time with the time before it and nothing else: no goal, no streak, no verdict.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from postureapp.core.day import Day

_WEEKS, _MONTHS = 13, 12


class Range(StrEnum):
    """How much is shown at once: a week by days, three months by weeks, a year by months."""

    WEEK = "week"
    QUARTER = "quarter"
    YEAR = "year"


class Measure(StrEnum):
    """What is plotted. Seconds, numbers, and pain from 0 to 10."""

    LONGEST = "longest"
    SITTING = "sitting"
    BREAKS = "breaks"
    PHONE = "phone"
    MOVES = "moves"
    PAIN = "pain"


DURATIONS = frozenset({Measure.LONGEST, Measure.SITTING, Measure.PHONE})


class When(StrEnum):
    """Where a piece of time lies: over, going on, or still to come."""

    OVER = "over"
    NOW = "now"
    AHEAD = "ahead"


@dataclass(frozen=True, slots=True)
class Period:
    """A range of time in pieces, each with its first and last day. `back`: how many ranges before the one of today."""

    range: Range
    today: date
    back: int
    pieces: tuple[tuple[date, date], ...]

    @property
    def first(self) -> date:
        """Its first day."""
        return self.pieces[0][0]

    @property
    def last(self) -> date:
        """Its last day, which may be still to come."""
        return self.pieces[-1][1]

    @property
    def by_days(self) -> bool:
        """Whether each piece is one day."""
        return self.range is Range.WEEK


@dataclass(frozen=True, slots=True)
class Bar:
    """A piece of time. `value` is None where nothing is known of it; `days` is how many days it was made of."""

    first: date
    last: date
    value: float | None
    days: int
    when: When


@dataclass(frozen=True, slots=True)
class Series:
    """The bars of one measure over a period, and the figure of the whole period with the days it was made of."""

    measure: Measure
    period: Period
    bars: tuple[Bar, ...]
    value: float | None
    days: int


def period(range_: Range, today: date, back: int = 0, week_begins: int = 0) -> Period:
    """The range that today is in, or one that lies `back` ranges before. `week_begins`: 0 is Monday, 6 is Sunday."""
    if range_ is Range.YEAR:
        at = today.year * 12 + today.month - 1 - _MONTHS * back
        pieces = tuple(_month(at - n) for n in range(_MONTHS - 1, -1, -1))
        return Period(range_, today, back, pieces)
    monday = today - timedelta(days=(today.weekday() - week_begins) % 7)
    if range_ is Range.WEEK:
        start = monday - timedelta(weeks=back)
        days = (start + timedelta(days=n) for n in range(7))
        return Period(range_, today, back, tuple((day, day) for day in days))
    start = monday - timedelta(weeks=_WEEKS * (back + 1) - 1)
    weeks = (start + timedelta(weeks=n) for n in range(_WEEKS))
    return Period(range_, today, back, tuple((week, week + timedelta(days=6)) for week in weeks))


def before(shown: Period) -> Period | None:
    """The period of the same length just before, to compare with; None for a year, which takes long to read."""
    if shown.range is Range.YEAR:
        return None
    return period(shown.range, shown.today, shown.back + 1, shown.first.weekday())


def _month(at: int) -> tuple[date, date]:
    first = date(at // 12, at % 12 + 1, 1)
    following = date((at + 1) // 12, (at + 1) % 12 + 1, 1)
    return first, following - timedelta(days=1)


def was_recorded(day: Day) -> bool:
    """Whether the day was followed at all. A day that only has an entry of pain was not."""
    followed = day.spans or day.reminders or day.breaks or day.moves_done
    return bool(followed or day.longest_s or day.sitting_s or day.phone_s)


def value_of(measure: Measure, day: Day) -> float | None:
    """The figure of a day; None where nothing is known of it."""
    if measure is Measure.PAIN:
        return day.pain
    if not was_recorded(day):
        return None
    return {
        Measure.LONGEST: day.longest_s,
        Measure.SITTING: day.sitting_s,
        Measure.BREAKS: float(day.breaks),
        Measure.PHONE: day.phone_s,
        Measure.MOVES: float(day.moves_done),
    }[measure]


def series(days: Sequence[Day], shown: Period, measure: Measure) -> Series:
    """The bars of a measure: the longest is the longest of its days, all others are the mean of the days recorded."""
    found = {day.on: value for day in days if (value := value_of(measure, day)) is not None}
    bars = []
    for first, last in shown.pieces:
        value, count = _together(measure, [each for on, each in found.items() if first <= on <= last])
        bars.append(Bar(first, last, value, count, _when(first, last, shown.today)))
    whole, count = _together(measure, [each for on, each in found.items() if shown.first <= on <= shown.last])
    return Series(measure, shown, tuple(bars), whole, count)


def _together(measure: Measure, values: Sequence[float]) -> tuple[float | None, int]:
    if not values:
        return None, 0
    if measure is Measure.LONGEST:
        return max(values), len(values)
    return sum(values) / len(values), len(values)


def _when(first: date, last: date, today: date) -> When:
    if today < first:
        return When.AHEAD
    return When.NOW if today <= last else When.OVER


def measures(days: Sequence[Day]) -> tuple[Measure, ...]:
    """What there is to plot: pain only once there is any."""
    has_pain = any(day.pain is not None for day in days)
    return tuple(each for each in Measure if each is not Measure.PAIN or has_pain)
