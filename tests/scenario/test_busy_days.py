"""Days with meetings, films and quiet hours: what is due waits, and comes after."""

from postureapp.core.events import Busy, BusyChanged
from tests.helpers.days import Day, held, shown, took_break, withdrawn


def test_meeting_holds_the_reminder_and_it_comes_one_minute_after() -> None:
    day = Day("2026-03-09 08:30")
    day.active("20m")
    day.call("50m")
    day.active("10m")
    day.expect("09:00", held("microphone"))
    day.expect("09:41", shown("stand", "desk", says="You sat through a 50 min meeting."))
    day.expect("09:46", took_break(5))
    day.verify()


def test_short_call_before_anything_is_due_is_not_spoken_of() -> None:
    day = Day("2026-03-09 08:30")
    day.call("10m")
    day.active("25m")
    day.expect("09:00", shown("stretch", says="You have been sitting for 30 minutes."))
    day.verify()
    assert "sat through" not in day.all("shown")[0].words


def test_video_without_input_is_sitting() -> None:
    day = Day("2026-03-09 08:30")
    day.active("5m")
    day.video("40m")
    day.active("5m")
    day.expect("09:16", shown("stretch", says="You sat through a 40 min video."))
    day.verify()


def test_full_screen_holds() -> None:
    day = Day("2026-03-09 08:30")
    day.fullscreen("35m")
    day.active("5m")
    day.expect("09:06", shown("stretch", says="full screen"))
    day.verify()


def test_do_not_disturb_holds() -> None:
    day = Day("2026-03-09 08:30")
    day.dnd("45m")
    day.active("5m")
    day.expect("09:00", held("do not disturb"))
    day.expect("09:16", shown("stretch"))
    day.verify()


def test_what_the_person_lets_through_holds_nothing_and_is_sitting_all_the_same() -> None:
    day = Day("2026-03-09 08:30", settings={"busy": {"held_by": ["microphone"]}}, answer="ignore")
    day.active("5m")
    day.fullscreen("40m")
    day.expect("09:00", shown("stretch"))
    day.expect("09:01", withdrawn("ignore"))
    day.verify()


def test_quiet_hours_hold_what_is_due_and_it_comes_when_they_end() -> None:
    day = Day("2026-03-09 08:30", settings={"quiet_hours": ["08:50-09:20"]})
    day.active("55m")
    day.expect("09:00", held("Quiet hours"))
    day.expect("09:20", shown("stretch"))
    day.verify()


def test_quiet_hours_take_back_what_is_on_the_screen() -> None:
    day = Day("2026-03-09 08:30:30", settings={"quiet_hours": ["09:01-09:10"]}, answers=["ignore"])
    day.active("45m")
    day.expect("09:00:30", shown("stretch"))
    day.expect("09:01", withdrawn())
    day.expect("09:10:30", shown("stretch"))
    day.verify()


def test_no_card_asks_in_quiet_hours() -> None:
    day = Day("2026-03-09 08:30", settings={"quiet_hours": ["08:30-10:00"]})
    day.active("10m")
    day.idle("6m")
    day.active("5m")
    day.expect("08:46", took_break(6))
    day.verify()


def test_quiet_mode_with_nobody_there_is_no_sitting() -> None:
    """ "Do not disturb" says nothing about where the person is: idle under it is idle."""
    day = Day("2026-03-09 08:30", card="phone")
    day.active("10m")
    day.idle("1m")
    day.tell(BusyChanged(frozenset({Busy.DO_NOT_DISTURB})))
    day.wait("11m")
    day.active("25m")
    day.expect("08:52", took_break(12))
    day.verify()


def test_a_break_after_the_meeting_clears_what_was_due() -> None:
    day = Day("2026-03-09 08:30")
    day.active("20m")
    day.call("50m")
    day.lock("15m")
    day.active("20m")
    day.expect("09:55", took_break(15))
    day.verify()


def test_busy_begins_while_a_reminder_is_up() -> None:
    day = Day("2026-03-09 08:30", answers=["ignore"])
    day.active("30m30s")
    day.call("20m")
    day.active("5m")
    day.expect("09:00", shown("stretch"))
    day.expect("09:00:30", withdrawn())
    day.expect("09:21:30", shown("stretch", says="meeting"))
    day.verify()
    assert day.state.ignored_run == 0


def test_busy_for_a_moment_while_a_reminder_is_up_keeps_ten_minutes() -> None:
    day = Day("2026-03-09 08:30", answers=["ignore"])
    day.active("30m30s")
    day.fullscreen("20s")
    day.active("15m")
    day.expect("09:00", shown("stretch"))
    day.expect("09:10:50", shown("stretch"))
    day.verify()
    assert day.state.ignored_run == 0


def test_meetings_back_to_back() -> None:
    day = Day("2026-03-09 08:30")
    day.call("30m")
    day.active("30s")
    day.call("30m")
    day.active("10m")
    day.expect("09:31:30", shown("stand", says="meeting"))
    day.expect("09:36:30", took_break(5))
    day.verify()


def test_working_hours_end_while_a_reminder_waits() -> None:
    day = Day("2026-03-09 17:00", answer="skip")
    day.active("20m")
    day.call("45m")
    day.active("30m")
    day.verify()
    assert day.all("due")


def test_a_snoozed_reminder_taken_down_by_a_call_is_not_hurried() -> None:
    """Only what was just snoozed may come within ten minutes of the one before."""
    day = Day("2026-03-09 08:30", answers=["snooze 5", "ignore"])
    day.active("35m10s")
    day.call("30s")
    day.active("15m")
    day.expect("09:00", shown("stretch"))
    day.expect("09:05", shown("stretch"))
    day.expect("09:15:40", shown("stretch"))
    day.verify()
