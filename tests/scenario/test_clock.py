"""Days on which the clock on the wall does something odd: sitting goes by the other clock, hours by this one."""

from datetime import UTC, datetime

import pytest

from tests.helpers.days import Day, shown, took_break

ALL_DAYS = {"working_hours": {"sat": ["08:00-18:00"], "sun": ["08:00-18:00"]}}
NIGHT = {"working_hours": {day: ["22:00-06:00"] for day in ("mon", "tue", "wed", "thu", "fri", "sat", "sun")}}


@pytest.mark.parametrize(("tz", "day_before"), [("America/Edmonton", "2026-03-07"), ("Europe/Berlin", "2026-03-28")])
def test_summer_time_begins_overnight(tz: str, day_before: str) -> None:
    day = Day(f"{day_before} 17:00", tz, settings=ALL_DAYS, answer="skip")
    day.active("50m")
    day.suspend("13h30m")  # 08:20 by the new time
    day.active("35m")
    day.expect("17:30", shown("stretch"))
    day.expect("+1 08:20", took_break(13 * 60 + 30))
    day.expect("+1 08:50", shown("stretch"))
    day.verify()


@pytest.mark.parametrize(("tz", "day_before"), [("America/Edmonton", "2026-10-31"), ("Europe/Berlin", "2026-10-24")])
def test_summer_time_ends_overnight(tz: str, day_before: str) -> None:
    day = Day(f"{day_before} 17:00", tz, settings=ALL_DAYS, answer="skip")
    day.active("50m")
    day.suspend("14h50m")  # 07:40 by the new time: too early
    day.active("1h1m")
    day.expect("17:30", shown("stretch"))
    day.expect("+1 07:40", took_break(14 * 60 + 50))
    day.expect("+1 08:10", shown("stretch"))
    day.expect("+1 08:40", shown("stand"))
    day.verify()


@pytest.mark.parametrize(
    ("tz", "evening", "hours"), [("America/Edmonton", "2026-03-07", 7), ("Europe/Berlin", "2026-03-28", 7)]
)
def test_night_shift_over_the_beginning_of_summer_time(tz: str, evening: str, hours: int) -> None:
    day = Day(f"{evening} 22:00", tz, settings=NIGHT, answer="skip")
    day.active(f"{hours + 1}h")  # one hour is skipped: the shift is over at 06:00 after seven
    shown_after_s = [entry.t_s for entry in day.all("shown")]
    assert shown_after_s == [1800.0 * n for n in range(1, 2 * hours)], shown_after_s


@pytest.mark.parametrize(("tz", "evening"), [("America/Edmonton", "2026-10-31"), ("Europe/Berlin", "2026-10-24")])
def test_night_shift_over_the_end_of_summer_time(tz: str, evening: str) -> None:
    day = Day(f"{evening} 22:00", tz, settings=NIGHT, answer="skip")
    day.active("10h")  # one hour comes twice: the shift lasts nine
    shown_after_s = [entry.t_s for entry in day.all("shown")]
    assert shown_after_s == [1800.0 * n for n in range(1, 18)], shown_after_s


def test_flight_to_another_zone() -> None:
    day = Day("2026-03-09 08:30", settings=ALL_DAYS, answer="skip")
    day.active("35m")
    day.suspend("8h")
    day.travel("Europe/Berlin")  # 00:05 there
    day.active("1h")
    day.suspend("7h")
    day.active("40m")
    day.expect("09:00", shown("stretch"))
    day.expect("+1 00:05", took_break(480))
    day.expect("+1 08:05", took_break(420))
    day.expect("+1 08:35", shown("stretch"))
    day.verify()


def test_landing_in_the_middle_of_working_hours() -> None:
    """Typing at night over the ocean is nobody's working hours; setting the zone makes it so at once."""
    day = Day("2026-03-09 03:00", answer="skip")
    day.active("2h")
    day.travel("Europe/Berlin")  # 12:00 there
    day.active("5m")
    day.expect("12:00", shown("stand"))
    day.verify()


def test_clock_set_back_an_hour() -> None:
    day = Day("2026-03-09 09:00", answer="skip")
    day.active("20m")
    day.set_clock("-1h")
    day.active("45m")
    day.expect("08:30", shown("stretch"))
    day.expect("09:00", shown("stand"))
    day.verify()


def test_clock_set_forward_an_hour() -> None:
    day = Day("2026-03-09 09:00", answer="skip")
    day.active("20m")
    day.set_clock("1h")
    day.active("45m")
    day.expect("10:30", shown("stretch"))
    day.expect("11:00", shown("stand"))
    day.verify()


def test_clock_set_forward_past_the_end_of_work() -> None:
    day = Day("2026-03-09 09:00", answer="skip")
    day.active("20m")
    day.set_clock("10h")
    day.active("45m")
    day.verify()


def test_clock_set_to_1970() -> None:
    """The first of January 1970 was a Thursday; 17:00 UTC is 10:00 in Edmonton."""
    day = Day("2026-03-09 09:00", answer="skip")
    day.active("20m")
    day.set_clock_to(datetime(1970, 1, 1, 17, 0, tzinfo=UTC))
    day.active("45m")
    day.set_clock_to(datetime(2026, 3, 9, 16, 5, tzinfo=UTC))
    day.active("30m")
    assert [entry.t_s / 60 for entry in day.all("shown")] == [30, 60, 90]


def test_clock_set_while_a_reminder_is_up() -> None:
    day = Day("2026-03-09 09:00", answer="ignore")
    day.active("30m20s")
    day.set_clock("-1h")
    day.active("20m")
    assert [entry.t_s for entry in day.all("withdrawn")] == [31 * 60]


def test_clock_corrected_again_and_again_loses_and_doubles_nothing() -> None:
    day = Day("2026-03-09 12:00", answer="skip")
    for seconds in ("3s", "-2s", "40s", "-90s", "5m", "-5m") * 10:
        day.set_clock(seconds)
        day.active("2m")
    day.active("1m")
    assert [round(entry.t_s / 60) for entry in day.all("shown")] == [30, 60, 90, 120]
