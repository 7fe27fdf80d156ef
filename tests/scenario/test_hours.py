"""Working hours: days off, lunch between two ranges, nights, and their first and last minutes."""

from tests.helpers.days import Day, shown, took_break


def test_day_off() -> None:
    day = Day("2026-03-08 09:00")  # a Sunday
    day.active("6h")
    day.verify()


def test_before_and_after_work() -> None:
    day = Day("2026-03-09 06:00", answer="skip")
    day.active("2h20m")
    day.expect("08:00", shown("stand"))
    day.verify()


def test_several_ranges_with_lunch_between() -> None:
    day = Day("2026-03-09 11:00", settings={"working_hours": {"mon": ["08:00-12:00", "13:00-17:00"]}}, answer="skip")
    day.active("55m")
    day.idle("1h")
    day.active("1h")
    day.expect("11:30", shown("stretch"))
    day.expect("12:55", took_break(60))
    day.expect("13:25", shown("stretch"))
    day.verify()


def test_working_through_lunch_is_left_alone() -> None:
    day = Day("2026-03-09 11:45", settings={"working_hours": {"mon": ["08:00-12:00", "13:00-17:00"]}}, answer="skip")
    day.active("1h20m")
    day.expect("13:00", shown("stand"))
    day.verify()


def test_night_shift_over_midnight() -> None:
    day = Day("2026-03-09 22:00", settings={"working_hours": {"mon": ["22:00-06:00"]}}, answer="skip")
    day.active("9h")
    assert [entry.t_s / 60 for entry in day.all("shown")] == [30.0 * n for n in range(1, 16)]
    assert day.all("shown")[-1].at.strftime("%a %H:%M") == "Tue 05:30"


def test_the_reminder_on_the_screen_goes_with_the_working_hours() -> None:
    day = Day("2026-03-09 17:30:30", answer="ignore", settings={"working_hours": {"mon": ["08:00-18:01"]}})
    day.active("50m")
    withdrawn = day.all("withdrawn")
    assert [entry.at.strftime("%H:%M:%S") for entry in withdrawn] == ["18:01:00"]
    assert withdrawn[0].what.answer == ""
    assert day.state.ignored_run == 0


def test_settings_changed_during_the_day() -> None:
    day = Day("2026-03-09 08:30", answer="skip")
    day.active("25m")
    day.settings({"reminders": {"stretch_min": 20}})
    day.active("5m")
    day.settings({"reminders": {"stretch_min": 45}})
    day.active("1h")
    day.expect("08:55", shown("stretch"))
    day.expect("09:30", shown("stand"))
    day.verify()


def test_what_is_due_at_the_last_moment_is_shown() -> None:
    day = Day("2026-03-09 08:30")
    day.active("30m")
    day.end()
    day.expect("09:00", shown("stretch"))
    day.verify()


def test_quitting_shows_nothing_more() -> None:
    """Whoever comes back to quit is not reminded on the way out."""
    day = Day("2026-03-09 08:30", settings={"phone": {"return_card": "never"}})
    day.typing("29m")
    day.idle("4m")
    day.end()
    day.verify()
    assert not day.all("due")
    assert not day.played.watching


def test_quitting_after_a_gap_closes_the_day_with_the_break() -> None:
    day = Day("2026-03-09 08:30")
    day.active("20m")
    day.idle("10m")
    day.end()
    day.expect("09:00", took_break(10))
    day.verify()
