"""What the band of the day shows, as values: its range, the parts with their words, the marks, the hours.

Worked out here so that the widget only paints and points.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from postureapp.core import date_words
from postureapp.core.day import Band, Day, Outcome
from postureapp.core.events import Moment, Size
from postureapp.core.hours import wall_to_utc
from postureapp.core.state import World
from postureapp.core.status import Status
from postureapp.core.text import Text, text
from postureapp.ui.home_words import BANDS, SIZES, reminder_words, span_length

DEFAULT_HOURS = (8 * 60, 18 * 60)
LEAST_MIN = 4 * 60


class Coming(StrEnum):
    """A mark for what has not been yet."""

    COMING = "coming"


Kind = Band | Outcome | Coming | Size  # a size marks a reminder of which nothing has become


@dataclass(frozen=True, slots=True)
class Part:
    """A part of the band: what it was, and how long; a mark has `end` where it has `start`, and no length.

    `since` is from when on a mark was held back.
    """

    start: datetime
    end: datetime
    kind: Kind
    what: Text
    length: Text = Text("")
    since: datetime | None = None

    @property
    def words(self) -> Text:
        """The part in a line."""
        start, end = date_words.clock(self.start), date_words.clock(self.end)
        if self.is_mark:
            return text("{time}: {what}", time=start, what=self.what)
        return text("{start} to {end}: {what}, {length}", start=start, end=end, what=self.what, length=self.length)

    @property
    def is_mark(self) -> bool:
        """Whether it is a moment, not a time."""
        return not isinstance(self.kind, Band)


@dataclass(frozen=True, slots=True)
class Frame:
    """The band at a moment: from `low` to `high`, `work` is the working hours, `hours` where the axis is marked.

    A made-up day has no `now`.
    """

    low: datetime
    high: datetime
    now: datetime | None
    parts: tuple[Part, ...] = ()
    work: tuple[tuple[datetime, datetime], ...] = ()
    hours: tuple[datetime, ...] = ()


def frame_of(day: Day, status: Status, world: World, now: Moment) -> Frame:
    """The band of a day."""
    parts = [Part(span.start, span.end, span.band, BANDS[span.band], span_length(span)) for span in day.spans]
    parts.extend(Part(each.at, each.at, each.outcome, reminder_words(each, world)) for each in day.reminders)
    parts.extend(_coming(status, now))
    parts.sort(key=lambda part: (part.start.timestamp(), part.is_mark))
    work = tuple(
        (_at(day, hours.start_min, now), _at(day, min(hours.end_min, 24 * 60), now))
        for hours in world.settings.working_hours.days[day.on.weekday()]
    )
    low_min, high_min = _range(day, parts, work, now)
    hours = tuple(_at(day, minute, now) for minute in range(low_min, high_min + 1, 60))
    return Frame(_at(day, low_min, now), _at(day, high_min, now), now.local, tuple(parts), work, hours)


def _coming(status: Status, now: Moment) -> list[Part]:
    """The reminder that comes next, where it comes today by itself."""
    if status.next_size is None or not status.next_in_s or status.paused_until is not None:
        return []
    at = (now.utc + timedelta(seconds=status.next_in_s)).astimezone(now.zone)
    if at.date() != now.local.date():
        return []
    return [Part(at, at, Coming.COMING, text("{what}. Still to come.", what=SIZES[status.next_size]))]


def _at(day: Day, minute: int, now: Moment) -> datetime:
    return wall_to_utc(day.on, minute, now.zone).astimezone(now.zone)


def _range(day: Day, parts: list[Part], work: tuple[tuple[datetime, datetime], ...], now: Moment) -> tuple[int, int]:
    """From which full hour to which, in minutes after midnight."""
    moments = [now.local, *(at for hours in work for at in hours)]
    moments += [at for part in parts for at in (part.start, part.end)]
    local = [at.astimezone(now.zone) for at in moments]
    minutes = [(at.date() - day.on).days * 24 * 60 + at.hour * 60 + at.minute + at.second / 60 for at in local]
    if not work:
        minutes += DEFAULT_HOURS
    low = max(0, int(min(minutes) // 60) * 60)
    high = min(24 * 60, -int(-max(minutes) // 60) * 60)
    if high - low < LEAST_MIN:
        high = min(24 * 60, low + LEAST_MIN)
        low = high - LEAST_MIN
    return low, high
