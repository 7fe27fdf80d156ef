"""The daily check-in: offered once, at a good moment, where nobody else looks on, and never counted against anyone."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from postureapp.core import events
from postureapp.core.events import Busy, PainSeen
from postureapp.core.status import status
from tests.helpers.days import Day, answered, opened, shown, took_break

MON = "2026-03-09"
MONDAY = date(2026, 3, 9)
SIZE = "check-in"


def asks(when: str = "daily", hour: int = 16, **more: Any) -> dict[str, Any]:
    """Settings in which nothing comes but the check-in."""
    return {"causes": [], "pain": {"check_in": when, "check_in_hour": hour}, **more}


def seen(day: Day, *, in_episode: bool = False, last: date | None = None) -> None:
    """What the diary tells the session."""
    day.tell(events.PainDiaryChanged(PainSeen(in_episode, last)))


def offered(day: Day) -> list[str]:
    """When it was shown."""
    return [f"{entry.at:%a %H:%M}" for entry in day.all("shown") if entry.what.size == SIZE]


def test_it_is_offered_once_a_day_from_its_hour_in_a_pause_of_typing() -> None:
    day = Day(f"{MON} 15:30", settings=asks())
    day.active("8h")
    day.suspend("16h")
    day.active("10h")
    day.expect("16:00", shown(SIZE, "check-in"))
    day.expect("16:00", answered("start"))
    day.expect("16:00", opened(SIZE))
    day.expect("+1 15:30", took_break())
    day.expect("+1 16:00", shown(SIZE, "check-in"))
    day.expect("+1 16:00", answered("start"))
    day.expect("+1 16:00", opened(SIZE))
    day.verify()


def test_it_waits_for_a_pause_like_any_reminder() -> None:
    day = Day(f"{MON} 15:59", settings=asks())
    day.typing("2m")
    assert not offered(day)
    day.active("2m")
    assert len(offered(day)) == 1


@pytest.mark.parametrize(
    ("when", "in_episode", "comes"),
    [
        ("daily", False, True),
        ("daily", True, True),
        ("while-it-hurts", True, True),
        ("while-it-hurts", False, False),
        ("never", True, False),
    ],
)
def test_the_setting_decides(when: str, in_episode: bool, comes: bool) -> None:
    day = Day(f"{MON} 15:50", settings=asks(when))
    seen(day, in_episode=in_episode)
    day.active("6h")
    assert bool(offered(day)) is comes


def test_who_made_an_entry_today_is_not_asked() -> None:
    day = Day(f"{MON} 15:50", settings=asks())
    seen(day, last=MONDAY)
    day.active("7h")
    assert not offered(day)
    day.suspend("17h")
    day.active("2h")
    assert offered(day) == ["Tue 16:00"]


def test_an_entry_made_while_it_is_shown_takes_it_away_for_the_day() -> None:
    day = Day(f"{MON} 15:50", settings=asks(), answer="ignore")
    day.active("10m10s")
    assert offered(day) == ["Mon 16:00"]
    seen(day, last=MONDAY)
    assert day.state.shown is None
    day.active("6h")
    assert offered(day) == ["Mon 16:00"]
    assert not [entry for entry in day.all("withdrawn") if entry.what.answer == "ignore"]


def test_ignored_it_does_not_come_again_that_day_and_counts_for_nothing() -> None:
    day = Day(f"{MON} 15:50", settings=asks(), answer="ignore")
    for _day in range(8):
        day.active("7h")
        day.suspend("17h")
    assert len(offered(day)) == 8, "once on each day"
    assert day.state.ignored_run == 0
    assert day.state.factor == 1.0
    assert not day.all("asked_less")


def test_ignoring_it_makes_no_stretch_rarer() -> None:
    table = {"pain": {"check_in": "daily", "check_in_hour": 16}, "causes": ["desk"]}
    with_it, without = (
        Day(f"{MON} 09:00", settings={**table, "pain": {"check_in": when}}, answer="ignore")
        for when in ("daily", "never")
    )
    for day in (with_it, without):
        day.active("9h")
    assert 0 < with_it.state.ignored_run <= without.state.ignored_run


def test_not_today_is_an_answer_for_today() -> None:
    day = Day(f"{MON} 15:50", settings=asks(), answer="skip")
    day.active("7h")
    assert offered(day) == ["Mon 16:00"]


def test_snoozed_it_comes_again_after_its_minutes() -> None:
    day = Day(f"{MON} 15:50", settings=asks(), answers=["snooze 10", "start"])
    day.active("1h")
    assert offered(day) == ["Mon 16:00", "Mon 16:10"]


def test_it_is_not_offered_on_a_locked_screen_and_comes_after_it() -> None:
    day = Day(f"{MON} 15:50", settings=asks())
    day.lock("40m")
    assert not offered(day)
    day.active("30m")
    assert len(offered(day)) == 1
    assert offered(day)[0].startswith("Mon 16:3")


@pytest.mark.parametrize("kind", list(Busy))
def test_it_waits_while_others_may_see_the_screen_whatever_else_may_come_then(kind: Busy) -> None:
    day = Day(f"{MON} 15:50", settings=asks(busy={"held_by": []}))
    day.active("1m")
    day.tell(events.BusyChanged(frozenset({kind})))
    day.wait("30m")
    assert not offered(day)
    day.tell(events.BusyChanged(frozenset()))
    day.active("10m")
    assert len(offered(day)) == 1


def test_what_is_shown_goes_when_a_presentation_begins_and_comes_after_it() -> None:
    day = Day(f"{MON} 15:50", settings=asks(busy={"held_by": []}), answers=["ignore"])
    day.active("10m10s")
    assert day.state.shown is not None
    day.tell(events.BusyChanged(frozenset({Busy.PRESENTING})))
    assert day.state.shown is None
    day.wait("30m")
    assert len(offered(day)) == 1
    day.tell(events.BusyChanged(frozenset()))
    day.active("10m")
    assert len(offered(day)) == 2, "it was not ignored, nobody could see it"


def test_after_six_hours_it_is_too_late_for_the_day() -> None:
    day = Day(f"{MON} 15:50", settings=asks(hour=9))
    day.active("1h")
    assert not offered(day)
    late = Day(f"{MON} 14:50", settings=asks(hour=9))
    late.active("30m")
    assert len(offered(late)) == 1


def test_neither_quiet_hours_nor_a_pause_are_broken_for_it() -> None:
    day = Day(f"{MON} 15:50", settings=asks(quiet_hours=["15:00-17:00"]))
    day.active("2h")
    assert offered(day) == ["Mon 17:00"]
    paused = Day(f"{MON} 15:50", settings=asks())
    paused.pause("2h")
    paused.active("3h")
    assert offered(paused) == ["Mon 17:50"]


def test_a_stretch_that_is_due_comes_first_and_neither_is_lost() -> None:
    table = asks() | {"causes": ["desk"]}
    day = Day(f"{MON} 15:29", settings=table)
    day.active("3h")
    sizes = [entry.what.size for entry in day.all("shown")]
    assert sizes.count(SIZE) == 1
    assert sizes.count("stretch") >= 2


@pytest.mark.parametrize(
    ("start", "tz"),
    [
        ("2026-03-08 00:30", "America/Edmonton"),  # the hour from two to three is not there
        ("2026-11-01 00:30", "America/Edmonton"),  # that from one to two comes twice
        ("2026-10-25 00:30", "Europe/Berlin"),
    ],
)
@pytest.mark.parametrize("hour", [1, 2, 3])
def test_it_comes_once_on_the_days_on_which_the_clocks_change(start: str, tz: str, hour: int) -> None:
    day = Day(start, tz, settings=asks(hour=hour))
    day.active("6h")
    assert len(offered(day)) == 1


def test_a_night_of_sleep_brings_one_and_not_one_for_each_day_asleep() -> None:
    day = Day(f"{MON} 15:50", settings=asks())
    day.suspend("72h")
    day.active("7h")
    assert offered(day) == ["Thu 16:00"]
    untold = Day(f"{MON} 15:50", settings=asks())
    untold.sleep_untold("72h")
    untold.active("7h")
    assert offered(untold) == ["Thu 16:00"]


def test_a_restart_does_not_bring_it_again() -> None:
    day = Day(f"{MON} 15:50", settings=asks())
    day.active("15m")
    day.keep()
    day.die_and_start_again("2m", same_boot=False)
    day.active("5h")
    assert len(offered(day)) == 1


def test_travelling_west_over_the_hour_does_not_bring_it_twice() -> None:
    day = Day(f"{MON} 15:50", settings=asks())
    day.active("30m")
    day.travel("America/Anchorage")
    day.active("6h")
    assert len(offered(day)) == 1


def test_the_status_never_tells_that_it_is_to_come() -> None:
    day = Day(f"{MON} 15:50", settings=asks("while-it-hurts"))
    seen(day, in_episode=True)
    for _minute in range(9):
        day.active("1m")
        found = status(day.state, day.now())
        assert found.next_cause != "check-in"
        assert "check-in" not in str(found.next_words).lower()
    day.tell(events.BusyChanged(frozenset({Busy.PRESENTING})))
    day.wait("10m")  # due, and held
    found = status(day.state, day.now())
    assert found.next_cause != "check-in"
    assert not found.is_due
    assert "check-in" not in str(found.next_words).lower()
    assert "check-in" not in str(found.held).lower()
