"""Days on which nothing stands in the way: what comes when, and what an answer does."""

from postureapp.core.events import Size, StretchEnded
from tests.helpers.days import Day, answered, moved, opened, shown, took_break, withdrawn


def test_plain_morning() -> None:
    day = Day("2026-03-09 08:30")
    day.active("1h40m")
    day.expect("09:00", shown("stretch", "desk", says="You have been sitting for 30 minutes."))
    day.expect("09:00", answered("start"))
    day.expect("09:00", opened("stretch", "desk"))
    day.expect("09:00:45", moved("desk"))
    day.expect("09:30", shown("stand", "desk"))
    day.expect("09:35", took_break(5))
    day.expect("10:05", shown("stretch", "desk"))
    day.verify()


def test_stretch_and_stand_due_together_become_one_stand() -> None:
    day = Day("2026-03-09 08:30", answer="skip")
    day.active("1h20m")
    day.expect("09:00", shown("stretch"))
    day.expect("09:30", shown("stand"))
    day.verify()


def test_twenty_minute_option() -> None:
    day = Day("2026-03-09 08:30", settings={"reminders": {"stretch_min": 20}}, answer="skip")
    day.active("45m")
    day.expect("08:50", shown("stretch"))
    day.expect("09:10", shown("stretch"))
    day.verify()


def test_skip_gives_a_full_interval() -> None:
    day = Day("2026-03-09 08:30", answers=["skip"])
    day.active("59m")
    day.expect("09:00", shown("stretch"))
    day.expect("09:00", answered("skip"))
    day.verify()
    assert not day.all("posture_change"), "a skipped stretch is no change of posture"


def test_already_did_counts_as_done() -> None:
    day = Day("2026-03-09 08:30", answer="done")
    day.active("1h5m")
    day.expect("09:00", shown("stretch"))
    day.expect("09:00", moved("desk"))
    day.expect("09:30", shown("stand"))
    day.expect("09:30", took_break(5))
    day.verify()
    assert not day.all("opened")


def test_snooze_of_five_minutes() -> None:
    day = Day("2026-03-09 08:30", answers=["snooze 5", "start"])
    day.active("45m")
    day.expect("09:00", shown("stretch"))
    day.expect("09:00", answered("snooze"))
    day.expect("09:05", shown("stretch", says="The snooze is over."))
    day.verify()


def test_snooze_of_ten_minutes_and_again() -> None:
    day = Day("2026-03-09 08:30", answers=["snooze 10", "snooze 5", "done"])
    day.active("50m")
    day.expect("09:00", shown("stretch"))
    day.expect("09:10", shown("stretch"))
    day.expect("09:15", shown("stretch"))
    day.expect("09:15", moved("desk"))
    day.verify()


def test_a_break_during_a_snooze_clears_it() -> None:
    day = Day("2026-03-09 08:30", answers=["snooze 10"])
    day.active("31m")
    day.lock("6m")
    day.active("20m")
    day.expect("09:00", shown("stretch"))
    day.expect("09:07", took_break(6))
    day.verify()


def test_typing_without_a_pause_is_waited_for_five_minutes() -> None:
    day = Day("2026-03-09 08:30")
    day.typing("40m")
    day.expect("09:05", shown("stretch", says="There was no pause in typing for five minutes."))
    day.verify()


def test_typing_pauses_are_waited_for() -> None:
    day = Day("2026-03-09 08:30")
    day.active("29m")
    day.typing("2m30s")
    day.active("5m")
    day.expect("09:02:30", shown("stretch", says="In a pause in typing."))
    day.verify()


def test_all_ignored_comes_less_and_less_and_asks_once() -> None:
    day = Day("2026-03-09 08:00", settings={"working_hours": {"mon": ["08:00-24:00"]}}, answer="ignore")
    day.active("15h50m")
    gaps_s = day.gaps_s()
    assert gaps_s == sorted(gaps_s), f"it came sooner after being ignored: {gaps_s}"
    assert gaps_s[0] >= 30 * 60
    assert any(gap_s >= 45 * 60 for gap_s in gaps_s)
    assert any(gap_s >= 67 * 60 for gap_s in gaps_s)
    assert gaps_s[-1] <= 3 * 30 * 60 + 60 + 60, "three times at most"
    assert gaps_s[-1] >= 3 * 30 * 60, "three times in the end"
    assert len(day.all("asked_less")) == 1
    assert day.state.factor == 3.0
    assert len(day.all("withdrawn")) == len(day.all("shown"))


def test_ignored_then_answered_comes_back_to_the_full_rhythm() -> None:
    day = Day("2026-03-09 08:30", answers=["ignore", "ignore", "ignore"], answer="skip")
    day.active("4h")
    day.expect("09:00", shown("stretch"))
    day.expect("09:01", withdrawn("ignore"))
    day.expect("09:30", shown("stand"))
    day.expect("09:31", withdrawn("ignore"))
    day.expect("10:01", shown("stretch"))
    day.expect("10:02", withdrawn("ignore"))
    day.expect("10:47", shown("stretch"))  # forty-five minutes on
    day.expect("10:47", answered("skip"))
    day.expect("10:57", shown("stand"))  # 86 minutes after the last one, which is due again now
    day.expect("11:27", shown("stretch"))
    day.expect("11:57", shown("stand"))
    day.expect("12:27", shown("stretch"))
    day.verify()
    assert day.state.factor == 1.0


def test_stretch_now_from_the_tray() -> None:
    day = Day("2026-03-09 08:30")
    day.active("20m")
    day.stretch_now()
    day.active("30m30s")
    day.expect("08:50", opened("stretch", "desk"))
    day.expect("08:50:45", moved("desk"))
    day.verify()


def test_stretch_broken_off_is_not_done() -> None:
    day = Day("2026-03-09 08:30")
    day.played.stretches_finish = False
    day.active("30m30s")
    day.tell(StretchEnded(Size.STRETCH, "desk", done=False))
    day.active("5m")
    day.expect("09:00", shown("stretch"))
    day.verify()
    assert not day.all("posture_change")


def test_nobody_is_asked_where_they_were_while_they_did_the_stretch() -> None:
    day = Day("2026-03-09 08:30")
    day.played.stretches_finish = False
    day.active("20m")
    day.stretch_now()
    day.idle("3m")  # hands in the lap, eyes on the figure
    day.tell(StretchEnded(Size.STRETCH, "desk", done=True))
    day.idle("10s")
    day.active("5m")
    assert not day.all("card_shown")
    assert len(day.all("posture_change")) == 1
    assert day.all("opened")


def test_who_leaves_after_a_stretch_is_asked_about_what_came_after_it() -> None:
    day = Day("2026-03-09 08:30")
    day.played.stretches_finish = False
    day.active("20m")
    day.stretch_now()
    day.idle("2m")
    day.tell(StretchEnded(Size.STRETCH, "desk", done=True))
    day.idle("8m")
    day.active("5m")
    (broken,) = day.all("break")
    assert broken.what.minutes == 8


def test_never_two_within_ten_minutes() -> None:
    """A stand skipped at the end of a long call is not followed by what came due meanwhile."""
    table = {"causes": ["desk", "phone", "repetitive", "backpack"], "working_hours": {"mon": ["08:00-09:02"]}}
    day = Day("2026-03-09 08:00", settings=table, answer="skip")
    day.active("1h40m")
    assert all(gap_s >= 600 for gap_s in day.gaps_s()), day.gaps_s()
    assert len(day.all("shown")) >= 3


def test_pause_for_half_an_hour() -> None:
    day = Day("2026-03-09 08:30")
    day.active("20m")
    day.pause("30m")
    day.active("40m")
    day.expect("09:20", shown("stretch"))
    day.verify()


def test_pause_until_tomorrow() -> None:
    day = Day("2026-03-09 08:30", answer="skip")
    day.active("20m")
    day.pause_until("+1 00:00")
    day.active("9h")
    day.suspend("14h40m")
    day.active("40m")
    day.expect("+1 08:30", took_break(14 * 60 + 40))
    day.expect("+1 09:00", shown("stretch"))
    day.verify()


def test_ending_the_pause_early() -> None:
    day = Day("2026-03-09 08:30")
    day.active("20m")
    day.pause("2h")
    day.active("20m")
    day.unpause()
    day.active("5m")
    day.expect("09:10", shown("stretch"))
    day.verify()


def test_a_pause_takes_down_what_is_shown() -> None:
    day = Day("2026-03-09 08:30", answers=["ignore"])
    day.active("30m20s")
    day.pause("30m")
    day.active("40m")
    day.expect("09:00", shown("stretch"))
    day.expect("09:00:20", withdrawn())
    day.expect("09:30:20", shown("stand"))
    day.expect("09:35:20", took_break(5))
    day.verify()
    assert day.state.ignored_run == 0


def test_more_than_one_question_is_never_open() -> None:
    day = Day("2026-03-09 08:30", answer="ignore", card="none")
    for _ in range(12):
        day.active("26m")
        day.idle("3m")
    assert day.all("card_shown")
    assert day.all("shown")  # the laws look at every step
