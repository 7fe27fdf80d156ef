"""Sit-stand desks: standing is a change of posture, five minutes of it a break, and too much of it is told as well."""

from tests.helpers.days import Day, moved, shown, took_break


def test_standing_stops_the_sitting_clocks_and_is_a_break_after_five_minutes() -> None:
    day = Day("2026-03-09 08:30")
    day.active("25m")
    day.standing(True)
    day.active("20m")
    day.standing(False)
    day.active("31m")
    day.expect("08:55", moved())
    day.expect("09:00", took_break(5))
    day.expect("09:15", moved())
    day.expect("09:45", shown("stretch", "desk"))
    day.verify()


def test_standing_for_less_than_five_minutes_is_a_change_of_posture_only() -> None:
    day = Day("2026-03-09 08:30", answer="skip", settings={"reminders": {"stretch_min": 40}})
    day.active("25m")
    day.standing(True)
    day.active("4m")
    day.standing(False)
    day.active("36m")
    day.expect("09:34", shown("stand", "desk", says="60 minutes since the last real break"))
    day.verify()


def test_standing_on_for_three_quarters_of_an_hour_gets_the_opposite_advice() -> None:
    day = Day("2026-03-09 08:30")
    day.active("10m")
    day.standing(True)
    day.active("51m")
    day.expect("08:45", took_break(5))
    day.expect("09:25", shown("stand", "standing", says="You have been standing for 45 minutes."))
    day.verify()
    assert day.state.presence.standing_since_s is None, "sitting down was done"


def test_standing_advice_skipped_comes_again_after_as_long() -> None:
    day = Day("2026-03-09 08:30", answer="skip")
    day.standing(True)
    day.active("1h40m")
    day.expect("08:35", took_break(5))
    day.expect("09:15", shown("stand", "standing"))
    day.expect("10:00", shown("stand", "standing", says="90 minutes"))
    day.verify()


def test_lunch_is_not_standing() -> None:
    """Whoever goes away for a real break is not told how long the desk stood raised."""
    day = Day("2026-03-09 11:30", answer="skip")
    day.standing(True)
    day.active("30m")
    day.lock("50m")
    day.active("40m")
    day.expect("11:35", took_break(5))
    day.expect("12:50", took_break(50))
    day.expect("13:20", shown("stretch", "desk"))
    day.verify()


def test_the_night_is_not_standing() -> None:
    day = Day("2026-03-09 17:00", answer="skip", settings={"phone": {"return_card": "never"}})
    day.standing(True)
    day.active("20m")
    day.idle("15h10m")
    day.active("35m")
    day.expect("17:05", took_break(5))
    day.expect("+1 08:30", took_break(15 * 60 + 10))
    day.expect("+1 09:00", shown("stretch", "desk"))
    day.verify()


def test_phone_relief_also_while_standing() -> None:
    day = Day("2026-03-09 08:30", answer="skip")
    day.standing(True)
    day.active("6m")
    day.phone(True)
    day.idle("16m")
    day.expect("08:35", took_break(5))
    day.expect("08:51", shown("stretch", "phone"))
    day.verify()
