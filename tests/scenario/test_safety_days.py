"""The safety gate through a day: it fails closed, and what runs stops when it closes."""

from dataclasses import replace

from postureapp.core.safety import SafetyState
from tests.helpers.days import NOTHING_APPLIES, Day, moved, opened, other, shipped, shown, took_break

UNKNOWN = SafetyState()
FLAG = shipped().rules.red_flags[0].id


def test_unknown_means_posture_cues_and_standing_only() -> None:
    day = Day("2026-03-09 08:30", safety=UNKNOWN, answer="done")
    day.active("1h40m")
    day.expect("09:00", shown("nudge", "desk"))
    day.expect("09:30", shown("stand", "desk"))
    day.expect("09:30", took_break(5))
    day.expect("10:00", shown("nudge", "desk"))
    day.verify()


def test_first_stretch_asks_the_questions_and_skipping_them_gives_a_cue() -> None:
    day = Day("2026-03-09 08:30", safety=UNKNOWN)
    day.active("1h1m")
    day.expect("09:00", shown("nudge"))
    day.expect("09:00", other("asked_safety"))
    day.expect("09:00", opened("nudge"))
    day.expect("09:00:10", moved())
    day.expect("09:30", shown("stand"))
    day.verify()


def test_first_stretch_asks_the_questions_and_the_answers_open_it() -> None:
    day = Day("2026-03-09 08:30", safety=UNKNOWN)
    day.played.safety_given = NOTHING_APPLIES
    day.active("40m")
    day.expect("09:00", shown("nudge"))
    day.expect("09:00", other("asked_safety"))
    day.expect("09:00", opened("stretch"))
    day.verify()


def test_a_red_flag_closes_the_gate() -> None:
    day = Day("2026-03-09 08:30", answer="done")
    day.active("20m")
    day.safety(replace(NOTHING_APPLIES, red_flags=(FLAG,)))
    day.active("45m")
    day.expect("09:00", shown("nudge"))
    day.expect("09:30", shown("stand"))
    day.expect("09:30", took_break(5))
    day.verify()


def test_pain_that_nobody_has_assessed_closes_the_gate() -> None:
    day = Day("2026-03-09 08:30", safety=SafetyState(answered=True, pain_now=True), answer="done")
    day.active("35m")
    day.expect("09:00", shown("nudge"))
    day.verify()


def test_a_condition_that_leaves_no_move_gives_cues() -> None:
    day = Day("2026-03-09 08:30", safety=SafetyState(answered=True, conditions=("vertebral_fracture",)))
    day.active("31m")
    day.expect("09:00", shown("nudge"))
    day.expect("09:00", opened("nudge"))
    day.verify()


def test_gate_closes_while_a_stretch_runs() -> None:
    day = Day("2026-03-09 08:30")
    day.active("30m20s")
    day.safety(replace(NOTHING_APPLIES, red_flags=(FLAG,)))
    day.active("10m")
    day.expect("09:00", opened("stretch"))
    day.expect("09:00:20", other("closed_stretch"))
    day.expect("09:00", shown("stretch"))
    day.verify()
    assert not day.all("posture_change")
    assert day.all("closed_stretch")[0].words


def test_gate_closed_by_conditions_while_a_stretch_runs_says_why() -> None:
    day = Day("2026-03-09 08:30")
    day.active("30m20s")
    day.safety(replace(NOTHING_APPLIES, conditions=("vertebral_fracture",)))
    day.active("1m")
    assert day.all("closed_stretch")[0].words


def test_gate_closes_while_a_stretch_is_offered() -> None:
    day = Day("2026-03-09 08:30", answers=["ignore"], answer="skip")
    day.active("30m20s")
    day.safety(UNKNOWN)
    day.active("20m")
    day.expect("09:00", shown("stretch"))
    day.expect("09:00:20", other("withdrawn"))
    day.expect("09:10:20", shown("nudge"))
    day.verify()


def test_gate_closes_while_a_stretch_waits() -> None:
    day = Day("2026-03-09 08:30", answer="skip")
    day.call("40m")
    day.safety(UNKNOWN)
    day.active("5m")
    day.expect("09:11", shown("nudge"))
    day.verify()


def test_stretch_asked_for_by_hand_passes_the_same_gate() -> None:
    day = Day("2026-03-09 08:30", safety=replace(NOTHING_APPLIES, red_flags=(FLAG,)))
    day.active("5m")
    day.stretch_now()
    day.active("5m")
    day.expect("08:35", other("asked_safety"))
    day.verify()
    assert not day.all("opened"), "medical care comes first: no exercise at all"


def test_cues_by_choice() -> None:
    day = Day("2026-03-09 08:30", settings={"reminders": {"style": "nudge"}}, answer="done")
    day.active("35m")
    day.expect("09:00", shown("nudge"))
    day.verify()
    day.stretch_now()
    assert day.all("opened")[-1].what.size == "stretch", "asked for by hand"
