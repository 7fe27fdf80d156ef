"""The app is killed, or the machine starts anew, in the middle of a day: nothing is lost and nothing comes twice."""

from tests.helpers.days import Day, shown, took_break


def test_killed_and_started_again_goes_on() -> None:
    day = Day("2026-03-09 08:30")
    day.active("20m")
    day.keep()
    day.die_and_start_again("2s")
    day.active("15m")
    day.expect("09:00", shown("stretch"))
    day.verify()


def test_killed_with_a_reminder_on_the_screen_shows_it_again() -> None:
    day = Day("2026-03-09 08:30", answers=["ignore"])
    day.active("30m20s")
    day.die_and_start_again("10s")
    day.active("15m")
    assert [entry.what.size for entry in day.all("shown")] == ["stretch", "stretch"]
    assert day.state.ignored_run == 0


def test_killed_while_a_reminder_waits() -> None:
    day = Day("2026-03-09 08:30")
    day.typing("31m")
    day.die_and_start_again("2s")
    day.typing("10m")
    assert len(day.all("shown")) == 1
    assert day.all("shown")[0].t_s <= 36 * 60 + 30


def test_closed_for_an_hour_was_a_break() -> None:
    day = Day("2026-03-09 08:30")
    day.active("20m")
    day.keep()
    day.die_and_start_again("1h")
    day.active("32m")
    day.expect("09:50", took_break(60))
    day.expect("10:20", shown("stretch"))
    day.verify()


def test_machine_started_anew() -> None:
    day = Day("2026-03-09 08:30")
    day.active("18m")
    day.keep()
    day.active("2m")
    day.die_and_start_again("3m", same_boot=False)
    day.active("12m")
    day.expect("09:00", shown("stretch"))
    day.verify()


def test_killed_while_locked_is_no_longer_locked() -> None:
    day = Day("2026-03-09 08:30")
    day.active("20m")
    day.lock("1m")
    day.die_and_start_again("1m")
    day.played.laws.shut.clear() if day.played.laws else None
    day.active("15m")
    assert len(day.all("shown")) == 1


def test_tips_and_cards_of_the_day_are_remembered() -> None:
    day = Day("2026-03-09 17:45", settings={"causes": ["backpack"]})
    day.active("16m")
    day.die_and_start_again("5s")
    day.active("30m")
    day.expect("18:00", shown("tip"))
    day.verify()
