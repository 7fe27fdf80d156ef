"""A typical day replayed under given settings, so that a person sees what they would do before they live with them.

The day is made up and says so; every reminder in it is the session's own decision.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta, tzinfo

from postureapp.core.day import Band, Span
from postureapp.core.events import FactKind, Size
from postureapp.core.hours import Range, wall_to_utc
from postureapp.core.replay import Line, replay
from postureapp.core.state import World
from postureapp.core.text import Text
from postureapp.core.traces import Span as TraceSpan
from postureapp.core.traces import SpanKind, Trace

_MIN_S = 60.0
_WEEK = 7
# Minutes at a desk: work, short ways, a call before noon, lunch away, a film of a course in the afternoon.
_WORK: tuple[tuple[SpanKind, int], ...] = (
    (SpanKind.ACTIVE, 75),
    (SpanKind.LOCK, 7),
    (SpanKind.ACTIVE, 50),
    (SpanKind.CALL, 40),
    (SpanKind.ACTIVE, 55),
    (SpanKind.LOCK, 45),
    (SpanKind.ACTIVE, 65),
    (SpanKind.IDLE, 4),
    (SpanKind.ACTIVE, 45),
    (SpanKind.VIDEO, 25),
    (SpanKind.ACTIVE, 40),
    (SpanKind.LOCK, 6),
)
_BAND = {
    SpanKind.ACTIVE: Band.SITTING,
    SpanKind.IDLE: Band.SITTING,
    SpanKind.CALL: Band.MEETING,
    SpanKind.VIDEO: Band.MEETING,
    SpanKind.LOCK: Band.BREAK,
}


@dataclass(frozen=True, slots=True)
class Shown:
    """A reminder of the day; `waited_s` is how long it was held back before, mostly for `why`."""

    at: datetime
    size: Size
    cause: str
    waited_s: float = 0.0
    why: Text = Text("")


@dataclass(frozen=True, slots=True)
class Preview:
    """The typical day: what the person does (aware, local), and what comes."""

    on: date
    spans: tuple[Span, ...] = ()
    shown: tuple[Shown, ...] = ()


def preview(world: World, today: date, zone: tzinfo) -> Preview:
    """A day under the settings of a world: today, or the next day that has working hours; empty where none has."""
    hours = world.settings.working_hours
    for ahead in range(_WEEK):
        on = today + timedelta(days=ahead)
        if hours.days[on.weekday()]:
            return _on(world, on, zone)
    return Preview(today)


def _on(world: World, on: date, zone: tzinfo) -> Preview:
    ranges = sorted(world.settings.working_hours.days[on.weekday()], key=lambda each: each.start_min)
    begin = wall_to_utc(on, ranges[0].start_min, zone)
    spans = tuple(_day(ranges))
    trace = Trace(begin, zone, spans, safety=world.safety)
    told = tuple(
        Span(
            (begin + timedelta(seconds=span.start_s)).astimezone(zone),
            (begin + timedelta(seconds=span.end_s)).astimezone(zone),
            _BAND[span.kind],
        )
        for span in spans
    )
    return Preview(on, told, tuple(_reminders(replay(trace, world))))


def _day(ranges: list[Range]) -> Iterator[TraceSpan]:
    """What is done from the first working minute to the last, in seconds from the first; overlaps count once."""
    begin_min = ranges[0].start_min
    done_min = begin_min
    for each in ranges:
        if each.start_min > done_min:
            yield _span(SpanKind.LOCK, done_min - begin_min, each.start_min - begin_min)
            done_min = each.start_min
        index = 0
        while done_min < each.end_min:
            kind, length_min = _WORK[index % len(_WORK)]
            end_min = min(done_min + length_min, each.end_min)
            yield _span(kind, done_min - begin_min, end_min - begin_min)
            done_min, index = end_min, index + 1


def _span(kind: SpanKind, start_min: int, end_min: int) -> TraceSpan:
    return TraceSpan(kind, start_min * _MIN_S, end_min * _MIN_S)


def _reminders(lines: list[Line]) -> Iterator[Shown]:
    held: list[tuple[datetime, Text]] = []  # since when it was due or held, and by what
    for line in lines:
        fact = line.fact
        if fact.kind is FactKind.DUE:
            held = [(line.at, held[-1][1] if held else Text(""))]  # what holds back one holds back the next
        elif fact.kind is FactKind.HELD:
            held.append((line.at, fact.why))
        elif fact.kind in (FactKind.ANSWERED, FactKind.BREAK):
            held = []
        elif fact.kind is FactKind.SHOWN and held:
            waited_s = (line.at - held[0][0]).total_seconds()
            yield Shown(line.at, fact.size or Size.NUDGE, fact.cause, waited_s, _longest(held, line.at))


def _longest(held: list[tuple[datetime, Text]], end: datetime) -> Text:
    """What held it for the longest time."""
    ends = [*(at for at, _why in held[1:]), end]
    return max(zip(held, ends, strict=True), key=lambda each: each[1] - each[0][0])[0][1]
