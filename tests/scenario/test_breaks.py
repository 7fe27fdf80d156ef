"""Locks, sleep and empty chairs: what is a break, what only stops the clocks, and what counts for nothing."""

from postureapp.core.events import InputResumed, Resumed, Suspending, WentIdle
from tests.helpers.days import Day, card, card_answered, shown, took_break, withdrawn


def test_short_lock_pauses_the_clocks() -> None:
    day = Day("2026-03-09 08:30")
    day.active("20m")
    day.lock("4m")
    day.active("15m")
    day.expect("09:04", shown("stretch"))
    day.verify()


def test_long_lock_is_a_break() -> None:
    day = Day("2026-03-09 08:30")
    day.active("20m")
    day.lock("6m")
    day.active("35m")
    day.expect("08:56", took_break(6))
    day.expect("09:26", shown("stretch"))
    day.verify()


def test_lock_of_exactly_a_natural_break() -> None:
    day = Day("2026-03-09 08:30")
    day.active("20m")
    day.lock("5m")
    day.active("5m")
    day.expect("08:55", took_break(5))
    day.verify()


def test_lock_after_idling_counts_from_the_last_input() -> None:
    day = Day("2026-03-09 08:30")
    day.active("20m")
    day.idle("3m")
    day.lock("3m")
    day.active("5m")
    day.expect("08:56", took_break(6))
    day.verify()


def test_short_sleep_pauses_the_clocks() -> None:
    day = Day("2026-03-09 08:30")
    day.active("20m")
    day.suspend("4m")
    day.active("15m")
    day.expect("09:04", shown("stretch"))
    day.verify()


def test_long_sleep_is_a_break() -> None:
    day = Day("2026-03-09 08:30")
    day.active("20m")
    day.suspend("40m")
    day.active("32m")
    day.expect("09:30", took_break(40))
    day.expect("10:00", shown("stretch"))
    day.verify()


def test_sleep_that_nobody_told_of_is_a_break() -> None:
    day = Day("2026-03-09 08:30")
    day.active("20m")
    day.sleep_untold("2h")
    day.active("35m")
    day.expect("10:50", took_break(120))
    day.expect("11:20", shown("stretch"))
    day.verify()


def test_short_sleep_that_nobody_told_of_pauses_the_clocks() -> None:
    day = Day("2026-03-09 08:30")
    day.active("20m")
    day.sleep_untold("3m")
    day.active("15m")
    day.expect("09:03", shown("stretch"))
    day.verify()


def test_sleep_that_nobody_told_of_keeps_the_two_quiet_minutes() -> None:
    day = Day("2026-03-09 08:30", answers=["ignore"])
    day.active("29m30s")
    day.sleep_untold("4m")
    day.active("5m")
    assert all(entry.t_s >= 33.5 * 60 + 120 for entry in day.all("shown"))
    assert len(day.all("shown")) == 1


def test_overnight_sleep() -> None:
    day = Day("2026-03-09 17:00", answer="skip")
    day.active("1h10m")
    day.suspend("14h")
    day.active("40m")
    day.expect("17:30", shown("stretch"))  # and nothing at 18:00: the working hours are over
    day.expect("+1 08:10", took_break(14 * 60))
    day.expect("+1 08:40", shown("stretch"))
    day.verify()


def test_nothing_comes_in_the_first_two_minutes_after_unlocking() -> None:
    day = Day("2026-03-09 08:30")
    day.active("29m30s")
    day.lock("3m")
    day.active("5m")
    day.expect("09:04:30", shown("stretch"))
    day.verify()


def test_nothing_comes_in_the_first_two_minutes_after_waking() -> None:
    day = Day("2026-03-09 08:30")
    day.active("29m50s")
    day.suspend("2m")
    day.active("5m")
    day.expect("09:03:50", shown("stretch"))
    day.verify()


def test_empty_chair_is_not_reminded_nor_counted_as_ignoring() -> None:
    day = Day("2026-03-09 08:30", card="meeting")
    day.active("29m")
    day.idle("20m")
    day.active("5m")
    day.expect("09:19", card(20))
    day.expect("09:19", card_answered("meeting"))
    day.expect("09:20", shown("stretch"))
    day.verify()
    assert day.state.ignored_run == 0


def test_leaving_just_before_the_reminder_is_not_ignoring_it() -> None:
    day = Day("2026-03-09 08:30", answer="ignore", card="meeting")
    day.active("30m")  # the last pause of typing never ends
    day.idle("15m")
    day.active("5m")
    day.expect("09:00", shown("stretch"))
    day.expect("09:01", withdrawn())
    day.expect("09:15", card())
    day.expect("09:16", shown("stretch"))
    day.verify()
    assert day.all("withdrawn")[0].what.answer == ""


def test_idle_for_less_than_a_break_is_sitting() -> None:
    day = Day("2026-03-09 08:30", settings={"phone": {"return_card": "never"}})
    day.active("20m")
    day.idle("4m")
    day.active("10m")
    day.expect("09:00", shown("stretch"))
    day.verify()


def test_idle_that_is_not_asked_about_is_a_break() -> None:
    day = Day("2026-03-09 08:30", settings={"phone": {"return_card": "never"}})
    day.active("20m")
    day.idle("6m")
    day.active("32m")
    day.expect("08:56", took_break(6))
    day.expect("09:26", shown("stretch"))
    day.verify()


def test_idle_for_more_than_half_an_hour_is_not_asked_about() -> None:
    day = Day("2026-03-09 08:30", card="phone")
    day.active("10m")
    day.idle("31m")
    day.active("5m")
    day.expect("09:11", took_break(31))
    day.verify()


def test_return_card_is_not_shown_after_a_lock() -> None:
    day = Day("2026-03-09 08:30", card="phone")
    day.active("10m")
    day.idle("10m")
    day.lock("5m")
    day.active("5m")
    day.expect("08:55", took_break(15))
    day.verify()


def test_unanswered_card_closes_after_half_a_minute_and_the_gap_was_a_break() -> None:
    day = Day("2026-03-09 08:30")
    day.active("20m")
    day.idle("10m")
    day.active("31m")
    day.expect("09:00", card(10))
    day.expect("09:00:30", card_answered("none"))
    day.expect("09:00:30", took_break(10))
    day.expect("09:30", shown("stretch"))
    day.verify()


def test_unanswered_card_about_a_short_gap_was_sitting() -> None:
    day = Day("2026-03-09 08:30")
    day.active("20m")
    day.idle("4m")
    day.active("10m")
    day.expect("08:54", card(4))
    day.expect("09:00", shown("stretch"))
    day.verify()


def test_gap_of_less_than_two_minutes_is_not_asked_about() -> None:
    day = Day("2026-03-09 08:30", card="break")
    day.active("10m")
    day.idle("1m50s")
    day.active("10m")
    day.verify()


def test_return_card_comes_three_times_a_day_at_most() -> None:
    day = Day("2026-03-09 08:30", answer="skip")
    for _ in range(6):
        day.active("10m")
        day.idle("10m")
    day.active("1m")
    assert [entry.at.strftime("%H:%M") for entry in day.all("card_shown")] == ["08:50", "09:10", "09:30"]
    day.suspend("22h")
    day.active("10m")
    day.idle("10m")
    day.active("1m")
    assert len(day.all("card_shown")) == 4


def test_same_answer_four_times_is_learned() -> None:
    day = Day("2026-03-09 08:30", card="break", answer="skip")
    for _ in range(3):
        day.active("10m")
        day.idle("7m")
    day.active("10m")
    day.suspend("23h")
    for _ in range(4):
        day.active("10m")
        day.idle("7m")
    day.active("1m")
    assert len(day.all("card_shown")) == 4, "the fifth gap of that length is not asked about"
    assert len(day.all("break")) == 8, "and is taken as a break all the same"
    assert "as you usually answer" in day.all("break")[-1].words
    day.idle("15m")
    day.active("1m")
    assert len(day.all("card_shown")) == 5, "another length of gap is asked about"


def test_another_answer_begins_learning_anew() -> None:
    day = Day("2026-03-09 08:30", settings={"working_hours": {"sat": ["08:00-18:00"], "sun": ["08:00-18:00"]}})
    for said in ["break", "break", "break", "phone", "break", "break", "break", "break", "break", "break"]:
        day.card = said
        day.active("10m")
        day.idle("7m")
        day.active("1m")
        day.suspend("23h42m")
    assert len(day.all("card_shown")) == 8, "four of the same in a row are needed"


def test_asking_every_time_can_be_chosen() -> None:
    day = Day("2026-03-09 08:30", settings={"phone": {"return_card": "always"}}, card="break")
    for _ in range(5):
        day.active("10m")
        day.idle("7m")
        day.active("1m")
        day.suspend("23h42m")
    assert len(day.all("card_shown")) == 5


def test_waking_by_itself_does_not_count_the_sleep_twice() -> None:
    """The lid opens, nobody comes, and the idle time that the system tells reaches back to before the sleep."""
    day = Day("2026-03-09 08:30", card="break")
    day.active("10m")
    day.tell(Suspending())
    day.sleep_untold("10m")
    day.tell(Resumed())
    day.wait("30s")
    day.tell(WentIdle(10 * 60 + 30.0))
    day.wait("3m30s")
    day.tell(InputResumed())
    day.expect("08:50", took_break(10))
    day.expect("08:54", card(4))
    day.verify()
