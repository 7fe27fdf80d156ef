"""The phone: asked about, declared, or switched on in the tray; and what clears its clock."""

from tests.helpers.days import Day, answered, card, card_answered, moved, opened, shown, took_break

PHONE_LUNCH = {"phone_hours": ["12:00-12:30"]}


def test_lunch_on_the_phone_by_the_card() -> None:
    day = Day("2026-03-09 11:45", card="phone")
    day.active("15m")
    day.idle("25m")
    day.active("5m")
    day.expect("12:25", card(25))
    day.expect("12:25", card_answered("phone"))
    day.expect("12:26", shown("stretch", "phone", says="25 minutes"))
    day.expect("12:26:45", moved("phone"))
    day.verify()
    assert day.state.clocks.phone_s == 0.0


def test_phone_is_sitting_and_no_rest() -> None:
    day = Day("2026-03-09 08:30", card="phone")
    day.active("20m")
    day.idle("12m")
    day.active("5m")
    day.expect("09:02", card(12))
    day.expect("09:03", shown("stretch", "desk"))
    day.verify()
    assert day.state.clocks.phone_s == 12 * 60 + 3


def test_declared_phone_hours_count_idle_as_phone() -> None:
    day = Day("2026-03-09 11:50", settings=PHONE_LUNCH)
    day.active("10m")
    day.idle("25m")
    day.active("1m")
    day.expect("12:19:57", shown("stretch", "phone", says="You are on your phone."))
    day.verify()


def test_phone_hours_end_while_nobody_is_back() -> None:
    day = Day("2026-03-09 11:50", settings={**PHONE_LUNCH, "phone": {"relief_min": 40}}, answer="skip")
    day.active("10m")
    day.idle("45m")  # 30 on the phone, 15 away
    day.active("2m")
    day.expect("12:20", shown("stretch", "desk"))
    day.expect("12:45", card(15))
    day.expect("12:45:30", took_break(15))
    day.verify()


def test_phone_hours_begin_while_nobody_is_there() -> None:
    day = Day("2026-03-09 11:30", settings=PHONE_LUNCH)
    day.active("15m")
    day.idle("26m")  # 15 away, 11 on the phone
    day.active("1m")
    day.expect("12:00", took_break(15))
    day.verify()
    assert day.state.clocks.phone_s == 11 * 60


def test_locking_in_phone_hours_is_a_break_all_the_same() -> None:
    day = Day("2026-03-09 11:59", settings=PHONE_LUNCH)
    day.active("5m")
    day.lock("5m")
    day.active("2m")
    day.expect("12:09", took_break(5))
    day.verify()
    assert day.state.clocks.phone_s == 0.0


def test_phone_hours_beginning_behind_a_lock_do_not_split_the_break() -> None:
    day = Day("2026-03-09 11:50", settings=PHONE_LUNCH)
    day.active("6m")
    day.lock("8m")
    day.active("2m")
    day.expect("12:04", took_break(8))
    day.verify()
    assert day.state.clocks.phone_s == 0.0


def test_tray_toggle_reminds_after_fifteen_minutes() -> None:
    day = Day("2026-03-09 08:30")
    day.active("5m")
    day.phone(True)
    day.idle("16m")
    day.expect("08:50", shown("stretch", "phone"))
    day.verify()


def test_tray_toggle_counts_beside_the_declared_hours() -> None:
    day = Day("2026-03-09 08:30", answer="skip")
    day.phone(True)
    day.idle("10m")
    day.phone(False)
    day.active("5m")
    day.phone(True)
    day.idle("11m")
    day.phone(False)
    day.active("4m")
    day.expect("08:55", shown("stretch", "phone", says="20 minutes"))
    day.verify()


def test_phone_clock_is_not_cleared_by_typing_or_by_another_stretch() -> None:
    day = Day("2026-03-09 08:30", card="phone", settings={"phone": {"relief_min": 25}})
    day.active("5m")
    day.idle("15m")
    day.active("10m")  # the desk stretch at 09:00
    day.active("10m")
    day.idle("12m")
    day.active("3m")
    day.expect("08:50", card(15))
    day.expect("09:00", shown("stretch", "desk"))
    day.expect("09:22", card(12))
    day.expect("09:23", shown("stretch", "phone", says="27 minutes"))
    day.verify()


def test_phone_clock_is_cleared_by_a_real_break() -> None:
    day = Day("2026-03-09 08:30", card="phone")
    day.active("5m")
    day.idle("15m")
    day.active("2m")
    assert day.state.clocks.phone_s == 15 * 60 + 3
    day.lock("10m")
    day.active("2m")
    day.expect("08:50", card(15))
    day.expect("09:02", took_break(10))
    day.verify()
    assert day.state.clocks.phone_s == 0.0


def test_phone_clock_is_cleared_by_a_stand_break() -> None:
    day = Day("2026-03-09 08:30", card="phone", answers=["skip"])
    day.active("45m")
    day.idle("14m")
    day.active("10m")
    day.expect("09:00", shown("stretch", "desk"))
    day.expect("09:29", card(14))
    day.expect("09:30", shown("stand", "desk"))
    day.expect("09:35", took_break(5))
    day.verify()
    assert day.state.clocks.phone_s == 0.0


def test_phone_and_desk_due_together_are_one_reminder() -> None:
    day = Day("2026-03-09 08:30", card="phone")
    day.active("8m")
    day.idle("22m")
    day.active("20m")
    day.expect("09:00", card(22))
    day.expect("09:01", shown("stretch", "phone"))
    day.expect("09:01", answered("start"))
    day.expect("09:01", opened("stretch", "phone"))
    day.expect("09:01:45", moved("phone"))
    day.verify()


def test_skipped_phone_relief_comes_again_after_a_full_interval_of_phone_time() -> None:
    day = Day("2026-03-09 08:30", answer="skip", settings={"causes": ["phone"], "phone": {"toggle_min": 60}})
    day.phone(True)
    day.idle("50m")
    day.expect("08:50", shown("stretch", "phone"))
    day.expect("09:10", shown("stretch", "phone"))
    day.verify()


def test_whoever_locks_and_leaves_is_no_longer_on_the_phone() -> None:
    day = Day("2026-03-09 08:30")
    day.phone(True)
    day.idle("5m")
    day.lock("20m")
    day.active("14m")
    day.expect("08:55", took_break(20))
    day.verify()
    assert day.all("phone_off")
    assert day.state.clocks.phone_s == 0.0


def test_phone_does_not_apply_to_everybody() -> None:
    day = Day("2026-03-09 08:30", settings={"causes": ["desk"]}, card="phone")
    day.active("4m")
    day.idle("25m")
    day.active("30s")
    day.expect("08:59", card(25))
    day.verify()
