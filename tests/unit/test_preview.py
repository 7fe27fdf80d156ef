"""The typical day: made of the person's own working hours, with the session's own reminders in it."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime
from itertools import pairwise
from zoneinfo import ZoneInfo

import pytest

from postureapp.core.day import Band
from postureapp.core.events import Size
from postureapp.core.hours import WeekHours, every_day, on_weekdays
from postureapp.core.preview import Preview, preview
from postureapp.core.safety import SafetyState
from postureapp.core.settings import Settings, Style
from postureapp.core.state import World
from tests.helpers.days import NOTHING_APPLIES, shipped

ZONE = ZoneInfo("America/Edmonton")
MONDAY = date(2026, 3, 2)


def day(settings: Settings | None = None, on: date = MONDAY, safety: SafetyState = NOTHING_APPLIES) -> Preview:
    world: World = replace(shipped(), settings=settings or Settings(), safety=safety)
    return preview(world, on, ZONE)


def test_it_fills_the_working_hours_without_a_gap() -> None:
    found = day()
    assert found.on == MONDAY
    assert found.spans[0].start == datetime(2026, 3, 2, 8, tzinfo=ZONE)
    assert found.spans[-1].end == datetime(2026, 3, 2, 18, tzinfo=ZONE)
    assert all(before.end == after.start for before, after in pairwise(found.spans))
    assert {Band.SITTING, Band.MEETING, Band.BREAK} <= {span.band for span in found.spans}


def test_the_reminders_follow_the_settings() -> None:
    often, seldom = day(Settings(stretch_min=20)), day(Settings(stretch_min=60, stand_min=120))
    assert len(often.shown) > len(day().shown) > len(seldom.shown) >= 1
    assert all(8 <= each.at.hour < 18 for each in often.shown)


def test_a_meeting_holds_and_says_so() -> None:
    held = [each for each in day().shown if "microphone" in str(each.why)]
    assert held
    assert held[0].waited_s >= 60
    freely = day(replace(Settings(), held_by=()))
    assert not any("microphone" in str(each.why) for each in freely.shown)


def test_without_an_open_gate_it_has_cues_in_place_of_stretches() -> None:
    assert Size.STRETCH in {each.size for each in day().shown}
    assert Size.STRETCH not in {each.size for each in day(safety=SafetyState()).shown}
    assert Size.STRETCH not in {each.size for each in day(Settings(style=Style.NUDGE)).shown}


def test_a_day_off_shows_the_next_day_of_work() -> None:
    assert day(on=date(2026, 3, 7)).on == date(2026, 3, 9)
    assert day(Settings(working_hours=WeekHours())) == Preview(MONDAY)


@pytest.mark.parametrize(
    "hours",
    [
        on_weekdays("08:00-12:00", "13:00-17:00"),
        every_day("22:00-06:00"),
        every_day("00:00-24:00"),
        every_day("08:00-12:00", "10:00-14:00"),
        every_day("12:00-12:01"),
    ],
)
def test_any_hours_give_a_day(hours: WeekHours) -> None:
    for on in (MONDAY, date(2026, 3, 8), date(2026, 11, 1)):  # both changes of the clocks
        found = day(Settings(working_hours=hours), on)
        assert found.spans
        assert all(span.start.astimezone(UTC) < span.end.astimezone(UTC) for span in found.spans)
        assert all(before.end == after.start for before, after in pairwise(found.spans))
