"""The safety gate through a day: it fails closed, and what runs stops when it closes."""

from dataclasses import replace

from postureapp.core import events
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


ALL_OFF = {"moves.off": [move.id for move in shipped().moves]}


def test_with_all_moves_switched_off_a_posture_cue_comes_in_place_of_a_stretch() -> None:
    day = Day("2026-03-09 08:30", settings=ALL_OFF)
    day.active("31m")
    day.stretch_now()
    day.active("1m")
    day.expect("09:00", shown("nudge"))
    day.expect("09:00", opened("nudge"))
    day.expect("09:01", opened("nudge"))
    day.verify()


def test_the_last_move_switched_off_while_a_stretch_is_offered_takes_it_back() -> None:
    day = Day("2026-03-09 08:30", answer="ignore")
    day.active("30m20s")
    day.settings(ALL_OFF)
    assert [fact.words for fact in day.all("withdrawn")] == ["Stretches are off now."]
    day.active("12m")
    assert [fact.what.size for fact in day.all("shown")] == ["stretch", "nudge"]


def test_a_stretch_that_runs_goes_on_when_its_moves_are_switched_off() -> None:
    day = Day("2026-03-09 08:30")
    day.active("30m20s")
    day.settings(ALL_OFF)
    day.active("5m")
    assert not day.all("closed_stretch")
    assert [fact.what.size for fact in day.all("posture_change")] == ["stretch"]


def test_floor_moves_alone_give_a_stretch_at_home_and_a_cue_at_the_office() -> None:
    off = [move.id for move in shipped().moves if "office" in move.places]
    for place, size in (("office", "nudge"), ("home", "stretch")):
        day = Day("2026-03-09 08:30", settings={"moves.off": off, "moves.place": place})
        day.active("31m")
        assert [fact.what.size for fact in day.all("shown")] == [size]


def test_a_setting_chosen_in_a_window_is_kept() -> None:
    day = Day("2026-03-09 08:30")
    day.tell(events.SettingChosen("moves.off", ("doorway",)))
    assert [fact.words for fact in day.all("changed_setting")] == ["moves.off = ('doorway',)"]
