"""Tips by the clock on the wall, and the micro-pause of repetitive work."""

from itertools import pairwise

from tests.helpers.days import Day, shown, took_break, withdrawn

MON, TUE = "2026-03-09", "2026-03-10"


def causes(*names: str, **more: object) -> dict[str, object]:
    """Settings in which only these causes apply."""
    return {"causes": list(names), **more}


def test_backpack_at_the_end_of_work() -> None:
    day = Day(f"{MON} 17:30", settings=causes("backpack"))
    day.active("50m")
    day.expect("18:00", shown("tip", "backpack"))
    day.verify()


def test_backpack_after_lunch_counts_from_the_last_range() -> None:
    hours = {"working_hours": {"mon": ["08:00-12:00", "13:00-16:30"]}}
    day = Day(f"{MON} 11:50", settings=causes("backpack", **hours))
    day.active("5h")
    day.expect("16:30", shown("tip", "backpack"))
    day.verify()


def test_backpack_at_the_end_of_a_night_shift() -> None:
    hours = {"working_hours": {"mon": ["22:00-07:30"], "tue": []}}
    day = Day(f"{MON} 22:30", settings=causes("backpack", **hours))
    day.active("10h30m")
    day.expect("+1 07:30", shown("tip", "backpack"))
    day.verify()


def test_sleep_in_the_evening() -> None:
    day = Day(f"{MON} 20:50", settings=causes("sleep"))
    day.active("30m")
    day.expect("21:00", shown("tip", "sleep"))
    day.verify()


def test_sports_and_lifting_on_the_days_the_person_names() -> None:
    table = causes("sports", "lifting", tips={"sports_days": ["mon"], "lifting_days": ["tue"]})
    day = Day(f"{MON} 07:00", settings=table)
    day.active("10h")
    day.suspend("14h")
    day.active("10h")
    day.suspend("14h")
    day.active("10h")
    assert [(e.at.strftime("%a %H:%M"), e.what.cause) for e in day.all("shown")] == [
        ("Mon 16:00", "sports"),
        ("Tue 08:30", "lifting"),
    ]


def test_at_most_one_tip_a_day_and_they_take_turns() -> None:
    day = Day(f"{MON} 07:30", settings=causes("backpack", "sleep"))
    for _ in range(4):
        day.active("14h")
        day.suspend("10h")
    tips = [(entry.at.strftime("%a"), entry.what.cause) for entry in day.all("shown")]
    assert [name for name, _ in tips] == ["Mon", "Tue", "Wed", "Thu"]
    assert all(one[1] != next_[1] for one, next_ in pairwise(tips)), tips


def test_a_tip_for_whose_hour_nobody_is_there_does_not_keep_back_the_others() -> None:
    day = Day(f"{MON} 08:00", settings=causes("backpack", "sleep"))
    for _ in range(10):
        day.active("10h30m")  # the machine never sees 21:00
        day.suspend("13h30m")
    assert len(day.all("shown")) >= 4, day.all("shown")


def test_tips_have_hours_of_their_own() -> None:
    day = Day(f"{MON} 17:00", settings=causes("backpack", tips={"hours": ["09:00-17:30"]}))
    day.active("2h")
    day.verify()


def test_a_tip_needs_the_computer_in_use() -> None:
    day = Day(f"{MON} 17:00", settings=causes("backpack"))
    day.active("30m")
    day.suspend("40m")
    day.active("10m")
    day.expect("18:10", took_break(40))
    day.expect("18:12", shown("tip", "backpack"))
    day.verify()


def test_a_tip_too_late_is_let_go() -> None:
    day = Day(f"{MON} 17:00", settings=causes("backpack"))
    day.active("30m")
    day.suspend("2h")
    day.active("30m")
    day.expect("19:30", took_break(120))
    day.verify()


def test_a_tip_taken_down_by_a_call_comes_again() -> None:
    day = Day(f"{MON} 17:40", settings=causes("backpack"), answer="ignore")
    day.active("20m20s")
    day.call("10m")
    day.active("20m")
    day.expect("18:00", shown("tip", "backpack"))
    day.expect("18:00:20", withdrawn())
    day.expect("18:11:20", shown("tip", "backpack"))
    day.expect("18:12:20", withdrawn("ignore"))
    day.verify()


def test_an_unread_tip_is_not_counted_as_ignored() -> None:
    day = Day(f"{MON} 17:40", settings=causes("backpack"), answer="ignore")
    day.active("30m")
    day.expect("18:00", shown("tip", "backpack"))
    day.verify()
    assert day.state.ignored_run == 0


def test_a_tip_goes_with_the_hours_of_tips() -> None:
    day = Day(f"{MON} 20:30", settings=causes("sleep", tips={"hours": ["09:00-21:01"]}), answer="ignore")
    day.active("30m30s")
    day.active("30s")
    day.active("10m")
    assert [entry.at.strftime("%H:%M:%S") for entry in day.all("withdrawn")] == ["21:01:00"]


def test_asking_for_a_stretch_while_a_tip_is_up_opens_one() -> None:
    day = Day(f"{MON} 17:40", settings=causes("backpack", "desk"), answer="ignore")
    day.active("20m10s")
    day.stretch_now()
    day.active("5m")
    assert [entry.what.size for entry in day.all("opened")] == ["stretch"]


def test_repetitive_work_gets_a_micro_pause_each_half_hour_at_most() -> None:
    day = Day(f"{MON} 08:30", settings=causes("repetitive"), answer="skip")
    day.active("2h")
    times_min = [entry.t_s / 60 for entry in day.all("shown")]
    assert times_min == [25, 55, 85, 115]
    assert {entry.what.cause for entry in day.all("shown")} == {"repetitive"}


def test_pauses_of_half_a_minute_spare_the_micro_pause() -> None:
    day = Day(f"{MON} 08:30", settings=causes("repetitive", phone={"return_card": "never"}))
    for _ in range(15):
        day.active("4m")
        day.idle("1m30s")
    day.verify()


def test_a_pause_during_a_film_counts_once() -> None:
    """Hands off for six minutes, of which four in a film, are six minutes and not ten."""
    day = Day(f"{MON} 08:30", settings=causes("repetitive", phone={"return_card": "never"}), answer="skip")
    day.active("10m")
    day.idle("2m")
    day.video("2m30s")
    day.active("17m")
    day.expect("09:00:30", shown(cause="repetitive"))
    day.verify()


def test_ignored_micro_pauses_come_less_often() -> None:
    day = Day(f"{MON} 08:00", settings=causes("repetitive"), answer="ignore")
    day.active("9h")
    gaps_s = day.gaps_s()
    assert gaps_s == sorted(gaps_s), gaps_s
    assert gaps_s[-1] >= 60 * 60


def test_the_micro_pause_is_looked_for_once_and_not_every_second() -> None:
    """Just too little input in the window for twenty minutes on end: the timer must not come again and again."""
    day = Day(f"{MON} 08:30", settings=causes("repetitive", phone={"return_card": "never"}), answer="skip")
    day.typing("20m")
    day.idle("5m1s")
    steps_before = day.played.steps
    day.typing("15m")
    assert day.played.steps - steps_before <= 5
    day.typing("20m")
    assert day.all("due")[0].at.strftime("%H:%M:%S") == "09:20:01"  # all but five minutes of the pause are out of it
