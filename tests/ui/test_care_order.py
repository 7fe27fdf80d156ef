"""Whatever stands open at the same time, and whatever the disk does: warning signs first, and none is ever lost."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from postureapp.core.errors import EnvironmentProblem
from postureapp.core.pain import holding
from postureapp.core.pain_diary import Feel, PainEntry
from postureapp.core.persistence import Rule
from postureapp.core.safety import Level, Reason, SafetyState
from postureapp.storage.safety_file import FileSafetyStore
from postureapp.ui.booking_card import BookingCard
from postureapp.ui.safety_dialog import SafetyDialog
from postureapp.ui.theme import Theme
from postureapp.ui.triage_window import TriageWindow
from tests.helpers.care_stage import CareStage, answer_whole, settle
from tests.helpers.days import shipped

FLAGS = shipped().rules.red_flags
EMERGENCY = next(flag.id for flag in FLAGS if flag.level is Level.EMERGENCY)
SOON = next(flag.id for flag in FLAGS if flag.level is Level.DOCTOR_SOON)


@pytest.fixture
def stage(look: Theme, tmp_path: Path) -> Iterator[CareStage]:
    folder = tmp_path / "home"
    folder.mkdir()
    FileSafetyStore(folder / "safety.json", print).save(SafetyState(answered=True))
    made = CareStage(folder, look)
    made.activity.press()
    yield made
    made.end()


def test_questions_begun_before_a_sign_was_ticked_elsewhere_do_not_take_it_away(stage: CareStage) -> None:
    stage.screen.open_booking()
    dialog = stage.questions()
    assert dialog is not None
    stage.tick(EMERGENCY)
    assert stage.one(SafetyDialog) is None, "it was of before"
    stage.screen._care.take_answers(SafetyState(answered=True))
    assert stage.gate.reason is Reason.EMERGENCY
    assert stage.safety.load().red_flags == (EMERGENCY,)
    stage.screen._care.take_answers(SafetyState(answered=True, red_flags=(SOON,), looked_at=True))
    assert stage.gate.reason is Reason.EMERGENCY, "nor make less of it"


def test_signs_go_with_answers_that_name_them_as_looked_at(stage: CareStage) -> None:
    stage.screen.open_booking()
    stage.tick(EMERGENCY)
    dialog = stage.questions()
    assert dialog is not None
    answer_whole(dialog)
    assert stage.gate.is_open


@pytest.mark.parametrize("looked_at", [False, True])
def test_what_stands_is_held_until_it_was_looked_at(looked_at: bool) -> None:
    before = SafetyState(answered=True, red_flags=(EMERGENCY, SOON), looked_at=looked_at)
    later = SafetyState(answered=True, red_flags=(SOON,), looked_at=True)
    held = holding(later, before)
    assert set(held.red_flags) == ({SOON} if looked_at else {SOON, EMERGENCY})
    assert held.looked_at is looked_at


def test_booking_does_not_open_a_second_list_of_the_same_signs(stage: CareStage) -> None:
    assert stage.questions() is not None
    stage.screen.open_booking()
    assert stage.one(SafetyDialog) is None
    assert stage.one(TriageWindow) is not None


def test_the_clinics_card_does_not_stay_open_beside_the_signs(look: Theme, tmp_path: Path) -> None:
    unknown = CareStage(tmp_path / "new", look)  # the safety questions were never answered
    unknown.screen.open_booking()
    unknown.say_no()
    assert unknown.one(BookingCard) is not None
    unknown.screen.desk.tell(PainEntry(9))
    assert unknown.one(TriageWindow) is not None
    assert not unknown.offers_booking
    unknown.end()


def test_much_pain_after_a_stretch_asks_for_the_signs_though_the_disk_is_full(
    stage: CareStage, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_given: object) -> None:
        raise EnvironmentProblem("The disk is full.")

    monkeypatch.setattr(stage.diary, "append", full)
    stage.screen._felt(PainEntry(8), "desk")
    assert stage.one(TriageWindow) is not None
    assert stage.gate.reason is Reason.DIFFERENT


def test_a_check_in_that_could_not_be_kept_asks_for_the_signs_once_it_is_closed(
    stage: CareStage, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_given: object) -> None:
        raise EnvironmentProblem("The disk is full.")

    monkeypatch.setattr(stage.diary, "append", full)
    window = stage.check_in()
    assert window is not None
    window.now.choose(9)
    window.save()
    assert stage.gate.reason is Reason.DIFFERENT
    assert window.isVisible(), "it can be tried again"
    window.close()
    settle()
    assert stage.one(TriageWindow) is not None


def test_stretches_are_off_before_the_entry_is_written(stage: CareStage, monkeypatch: pytest.MonkeyPatch) -> None:
    open_when_written: list[bool] = []
    append = stage.diary.append

    def watched(*given: Any) -> None:
        open_when_written.append(stage.gate.is_open)
        append(*given)

    monkeypatch.setattr(stage.diary, "append", watched)
    stage.screen.desk.tell(PainEntry(9))
    assert open_when_written == [False]


def test_a_diary_that_can_be_written_and_not_read_asks_for_the_signs(
    stage: CareStage, monkeypatch: pytest.MonkeyPatch
) -> None:
    def locked(*_given: object, **_named: object) -> list[object]:
        raise EnvironmentProblem("The diary is locked by another program.")

    monkeypatch.setattr(stage.diary, "entries", locked)
    assert stage.screen.desk.tell(PainEntry(1))
    assert stage.one(TriageWindow) is not None
    assert stage.gate.reason is Reason.DIFFERENT


def test_a_sign_for_the_doctor_does_not_keep_an_emergency_from_being_told(stage: CareStage) -> None:
    stage.screen.open_booking()
    stage.tick(SOON)
    stage.screen.desk.tell(PainEntry(10, feels=(Feel.TINGLING,)))
    stage.tick(EMERGENCY)
    assert stage.gate.reason is Reason.EMERGENCY
    assert set(stage.safety.load().red_flags) == {SOON, EMERGENCY}


def test_no_to_all_signs_takes_none_away_that_stands(stage: CareStage) -> None:
    stage.screen.open_booking()
    stage.tick(SOON)
    stage.screen.desk.tell(PainEntry(10))
    stage.say_no()
    assert stage.gate.reason is Reason.DOCTOR_SOON
    assert "Medical care comes first" in stage.words()
    assert not stage.offers_booking


def test_a_sign_that_was_ticked_counts_though_the_window_is_just_closed(stage: CareStage) -> None:
    stage.screen.open_booking()
    window = stage.one(TriageWindow)
    assert window is not None
    window.emergency.ticks[EMERGENCY].setChecked(True)
    window.close()
    settle()
    assert stage.gate.reason is Reason.EMERGENCY
    assert "Medical care comes first" in stage.words()


def test_a_sign_that_was_ticked_counts_at_the_next_start(stage: CareStage) -> None:
    stage.screen.open_booking()
    window = stage.one(TriageWindow)
    assert window is not None
    window.soon.ticks[SOON].setChecked(True)
    stage.restart()
    assert stage.gate.reason is Reason.DOCTOR_SOON


# --- what begins to hold without an entry, and what stretches do about it


def _weeks(stage: CareStage) -> None:
    """Days of mild pain and then of more, told as they went by, with the signs answered each time."""
    for score in (2, 2, 2, 2, 2, 2, 2, 2, 2, 5, 5, 5):
        stage.screen.desk.tell(PainEntry(score))
        settle()
        if stage.one(TriageWindow) is not None:
            stage.say_no()
        stage.days_pass(1)


def test_worsening_that_begins_with_a_new_day_shuts_stretches_once_on_that_day(stage: CareStage) -> None:
    _weeks(stage)
    for _day in range(6):
        if any(verdict.rule is Rule.WORSENING for verdict in stage.screen.desk.log.judgement().verdicts):
            break
        stage.days_pass(1)
    else:
        raise AssertionError("the mild days never left the week")
    stage.screen.desk.look_again()
    assert stage.gate.reason is Reason.DIFFERENT
    stage.screen.desk.lead_on()
    stage.say_no()
    assert stage.gate.is_open
    stage.screen.desk.look_again()
    assert stage.gate.is_open


def test_a_clinics_card_left_open_for_hours_asks_for_the_signs_again(stage: CareStage) -> None:
    stage.screen.open_booking()
    stage.say_no()
    assert stage.one(BookingCard) is not None
    stage.screen.open_booking()
    assert stage.one(TriageWindow) is None, "it is brought up"
    stage.days_pass(0.2)
    stage.screen.open_booking()
    assert stage.one(TriageWindow) is not None
    assert stage.one(BookingCard) is None


def test_a_move_switched_off_after_it_was_chosen_does_not_begin(stage: CareStage) -> None:
    choice, world = stage.screen._stretches, stage.screen._world()
    move = world.moves[0]
    assert choice.may_begin(move, ())
    stage.screen._choose_setting("moves.off", (move.id,))
    assert not choice.may_begin(move, ())
    assert choice.may_begin(move, (move.id,)), "it was asked for by name"
