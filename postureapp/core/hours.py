"""Hours of the day on the wall clock: working hours, phone hours, the hours of tips.

A range may run over midnight ("22:00-06:00"): it belongs to the weekday on which it begins. Wall times that a change
to or from summer time skips or repeats are taken as the zone gives them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta, tzinfo
from functools import lru_cache

from postureapp.core.text import text

WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_DAY_MIN = 24 * 60
MORNING_HOUR = 5  # nobody's working day begins before it, and no late evening is past it
_RANGE = re.compile(r"^\s*(\d{1,2}):(\d{2})\s*[-–]\s*(\d{1,2}):(\d{2})\s*$")


@dataclass(frozen=True, slots=True)
class Range:
    """From `start_min` to `end_min`, in minutes after midnight; past 1440 it runs into the next day."""

    start_min: int
    end_min: int

    def __str__(self) -> str:
        end_min = self.end_min if self.end_min == _DAY_MIN else self.end_min % _DAY_MIN
        return f"{self.start_min // 60:02}:{self.start_min % 60:02}-{end_min // 60:02}:{end_min % 60:02}"


def parse_range(words: str) -> Range:
    """A range from "08:00-18:00".

    Raises: ValueError with a sentence that says what is wrong.
    """
    found = _RANGE.match(words)
    if not found:
        raise ValueError(str(text('"{words}" is not a range of hours such as "08:00-18:00"', words=words)))
    hour, minute, end_hour, end_minute = (int(part) for part in found.groups())
    start_min, end_min = hour * 60 + minute, end_hour * 60 + end_minute
    if minute > 59 or end_minute > 59 or start_min >= _DAY_MIN or end_min > _DAY_MIN:
        raise ValueError(str(text('"{words}" has a time past 24:00', words=words)))
    if start_min == end_min:
        raise ValueError(str(text('"{words}" begins and ends at the same time', words=words)))
    return Range(start_min, end_min if end_min > start_min else end_min + _DAY_MIN)


@dataclass(frozen=True, slots=True)
class WeekHours:
    """Ranges for each weekday, Monday first."""

    days: tuple[tuple[Range, ...], ...] = ((),) * 7

    def contains(self, local: datetime) -> bool:
        """Whether this local time lies in a range of its day, or of the day before that runs over midnight."""
        minute = local.hour * 60 + local.minute
        today, yesterday = self.days[local.weekday()], self.days[local.weekday() - 1]
        return any(r.start_min <= minute < r.end_min for r in today) or any(
            r.start_min <= minute + _DAY_MIN < r.end_min for r in yesterday
        )

    def as_table(self) -> dict[str, list[str]]:
        """The ranges by weekday, as the settings file has them."""
        return {day: [str(each) for each in ranges] for day, ranges in zip(WEEKDAYS, self.days, strict=True)}

    def next_change(self, utc: datetime, zone: tzinfo) -> datetime | None:
        """The next moment (UTC) after `utc` at which `contains` changes; None where it never does."""
        coming = _changes(self, utc.astimezone(zone).date(), zone)
        return next((moment for moment in coming if moment > utc), None)

    def end_of(self, day: date) -> int | None:
        """The minute after that day's midnight at which its last range ends; None on a day off."""
        return max((r.end_min for r in self.days[day.weekday()]), default=None)


@lru_cache(maxsize=32)
def _changes(hours: WeekHours, today: date, zone: tzinfo) -> tuple[datetime, ...]:
    """All moments (UTC) about the coming week at which `hours.contains` changes, also where the zone's clocks do."""
    days = [today + timedelta(days=n) for n in range(-1, 9)]
    moments = {
        wall_to_utc(day, minute, zone, fold)
        for day in days
        for r in hours.days[day.weekday()]
        for minute in (r.start_min, r.end_min)
        for fold in (0, 1)
    }
    moments.update(moment for day in days for moment in _clock_change(day, zone))
    before = timedelta(seconds=1)
    return tuple(
        moment
        for moment in sorted(moments)
        if hours.contains(moment.astimezone(zone)) != hours.contains((moment - before).astimezone(zone))
    )


def _clock_change(day: date, zone: tzinfo) -> Iterator[datetime]:
    """The moment (UTC) of that day at which the zone's clocks go forward or back, if they do."""
    low = datetime.combine(day, time(), tzinfo=UTC)
    high = low + timedelta(days=1)
    if low.astimezone(zone).utcoffset() == high.astimezone(zone).utcoffset():
        return
    while high - low > timedelta(seconds=1):
        middle = low + timedelta(seconds=(high - low) // timedelta(seconds=2))
        if middle.astimezone(zone).utcoffset() == low.astimezone(zone).utcoffset():
            low = middle
        else:
            high = middle
    yield high


def wall_to_utc(day: date, minute: int, zone: tzinfo, fold: int = 0) -> datetime:
    """The moment (UTC) when the clocks of `zone` show that minute of that day (past 1440: of the next).

    Where they show it twice, `fold` says which time is meant.
    """
    day += timedelta(days=minute // _DAY_MIN)
    minute %= _DAY_MIN
    return datetime.combine(day, time(minute // 60, minute % 60, fold=fold), tzinfo=zone).astimezone(UTC)


def coming_morning(local: datetime) -> datetime:
    """The morning until which "until tomorrow" lasts, on the same clock: late in an evening or at night, the next."""
    day = local if local.hour < MORNING_HOUR else local + timedelta(days=1)
    return day.replace(hour=MORNING_HOUR, minute=0, second=0, microsecond=0)


def every_day(*ranges: str) -> WeekHours:
    """The same ranges on all days."""
    return WeekHours((tuple(parse_range(r) for r in ranges),) * 7)


def on_weekdays(*ranges: str) -> WeekHours:
    """The same ranges from Monday to Friday."""
    return WeekHours((tuple(parse_range(r) for r in ranges),) * 5 + ((), ()))
