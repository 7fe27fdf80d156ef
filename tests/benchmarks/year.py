"""How long the core takes for a year of working days: 365 days, 261 of them at work, replayed as from a trace."""

from __future__ import annotations

import time
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from postureapp.core.replay import Line, replay
from postureapp.core.safety import SafetyState
from postureapp.core.settings import Settings
from postureapp.core.state import World
from postureapp.core.traces import Span, SpanKind, Trace
from postureapp.storage import content
from tests.benchmarks.judging import Aim, Part

DAYS = 365
MOST_YEAR_S = 10.0
WORK = (
    (SpanKind.ACTIVE, 170),
    (SpanKind.IDLE, 4),
    (SpanKind.TYPING, 36),
    (SpanKind.LOCK, 40),
    (SpanKind.CALL, 50),
    (SpanKind.ACTIVE, 180),
    (SpanKind.IDLE, 12),
    (SpanKind.ACTIVE, 48),
)
WORK_MIN = sum(minutes for _kind, minutes in WORK)
DAY_MIN = 24 * 60


def year_part() -> Part:
    """The year as a part of the benchmarks."""
    seconds, _lines = simulate_year()
    words = f"a simulated year ({DAYS} days), s"
    return Part([[words, f"{seconds:.1f}"]], [Aim(words, seconds, MOST_YEAR_S)])


def simulate_year() -> tuple[float, list[Line]]:
    """Seconds that the year took, and what happened in it."""
    zone = ZoneInfo("America/Edmonton")
    start = datetime(2026, 1, 5, 8, 30, tzinfo=zone)
    trace = Trace(start.astimezone(UTC), zone, tuple(_spans(start)), safety=SafetyState(answered=True))
    world = World(Settings(), content.load_causes()[0], content.load_moves()[0], content.load_safety()[0])
    began_s = time.perf_counter()
    lines = replay(trace, world)
    return time.perf_counter() - began_s, lines


def _spans(start: datetime) -> list[Span]:
    spans, at_s = [], 0.0
    for day in range(DAYS):
        is_workday = (start + timedelta(days=day)).weekday() < 5
        plan = (*WORK, (SpanKind.SUSPEND, DAY_MIN - WORK_MIN)) if is_workday else ((SpanKind.SUSPEND, DAY_MIN),)
        for kind, minutes in plan:
            spans.append(Span(kind, at_s, at_s + minutes * 60))
            at_s += minutes * 60
    return spans
