"""The short questions: nothing is assumed, warning signs come first, and skipping stays unknown."""

from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton, QLabel, QPushButton
from pytestqt.qtbot import QtBot

from postureapp.core.safety import Clearance, Reason, SafetyState, allowed_moves, gate
from postureapp.storage.content import load_moves, load_safety
from postureapp.ui.controls import Pick, Tick
from postureapp.ui.safety_dialog import SafetyDialog
from postureapp.ui.theme import Theme
from tests.ui.conftest import settle

RULES = load_safety()[0]
MOVES = load_moves()[0]
BEFORE = SafetyState(
    answered=True,
    conditions=("osteoporosis", "pregnancy"),
    region="GB",
    clearances=(Clearance("open-book", "A. Clinician", "2026-11-02"),),
)


def leaves_a_move(answers: SafetyState) -> bool:
    return bool(allowed_moves(MOVES, answers, RULES))


class Talk:
    """A dialogue and what it told."""

    def __init__(self, look: Theme, kept: SafetyState | None = None) -> None:
        self.told: list[SafetyState] = []
        self.refused = ""
        answers = kept or SafetyState()
        self.dialog = SafetyDialog(RULES, self._take, look, may_stretch=leaves_a_move, kept=answers)
        self.dialog.show()

    def _take(self, answers: SafetyState) -> str:
        self.told.append(answers)
        return self.refused

    def press(self, words: str) -> None:
        found = next(b for b in self.dialog.findChildren(QPushButton) if b.text() == words and b.isVisible())
        assert found.isEnabled(), f"{words} can't be pressed"
        found.click()

    def can(self, words: str) -> bool:
        return any(b.text() == words and b.isVisible() and b.isEnabled() for b in self.dialog.findChildren(QPushButton))

    def words(self) -> str:
        return " | ".join(each.text() for each in self.dialog.findChildren(QLabel) if each.isVisible())

    def no_signs(self) -> None:
        self.dialog.where.choose(RULES.regions[0].id)
        self.dialog.emergency.none.setChecked(True)
        self.dialog.soon.none.setChecked(True)
        self.press("Next")

    def today(self, *, pain: bool = False, injury: bool = False) -> None:
        self.dialog.pain.choose(pain)
        self.dialog.injury.choose(injury)


def test_enter_turns_the_page_only_where_it_is_answered(look: Theme, qtbot: QtBot) -> None:
    talk = Talk(look)
    dialog = talk.dialog
    qtbot.keyClick(dialog, Qt.Key.Key_Return)
    assert "Before the first stretch" in talk.words()
    dialog.where.choose(RULES.regions[0].id)
    for checklist in (dialog.emergency, dialog.soon):
        checklist.none.setChecked(True)
    qtbot.keyClick(dialog.soon.none, Qt.Key.Key_Return)
    assert "How it is today" in talk.words()
    qtbot.keyClick(dialog, Qt.Key.Key_Return)
    assert "How it is today" in talk.words()
    assert talk.told == []
    dialog.close()


@pytest.fixture
def talk(look: Theme) -> Talk:
    return Talk(look)


def test_nothing_is_ticked_beforehand(talk: Talk) -> None:
    options: list[QAbstractButton] = [*talk.dialog.findChildren(Tick), *talk.dialog.findChildren(Pick)]
    assert len(options) > 30
    assert not any(each.isChecked() for each in options)
    assert talk.dialog.where.region is None
    talk.dialog.close()


@pytest.mark.parametrize(("pain", "advised"), [(False, "Thank you."), (True, "Thank you.")])
def test_what_could_not_be_kept_is_said_and_can_be_tried_again(talk: Talk, pain: bool, advised: str) -> None:
    talk.refused = "The disk is full: safety.json could not be written."
    talk.no_signs()
    talk.today(pain=pain)
    if pain:
        talk.dialog.assessed.choose(False)
    talk.press("Next")
    talk.dialog.conditions.none.setChecked(True)
    talk.press("Finish")
    assert "You can stretch" not in talk.words()
    for told in (advised, talk.refused, "Your answers could not be kept", "Stretches stay off until", "Make room"):
        assert told in talk.words()
    assert ("doctor" in talk.words() or "clinician" in talk.words()) == pain, "the advice for pain stands all the same"
    talk.refused = ""
    talk.press("Try again")
    assert len(talk.told) == 2
    assert talk.told[0] == talk.told[1]
    assert "could not be kept" not in talk.words()
    talk.press("Close")


def test_all_no_opens_the_gate_and_never_reads_as_safe(talk: Talk) -> None:
    talk.no_signs()
    talk.today()
    talk.press("Next")
    talk.dialog.conditions.none.setChecked(True)
    talk.press("Finish")
    (state,) = talk.told
    assert state.answered
    assert state.region == RULES.regions[0].id
    assert gate(state, RULES).is_open
    assert "can't rule out a serious problem" in talk.words()
    assert RULES.regions[0].health_line in talk.words()
    talk.press("Close")
    settle()
    assert len(talk.told) == 1


def test_one_cannot_go_on_with_an_open_question(talk: Talk) -> None:
    assert not talk.can("Next")
    talk.dialog.where.choose(RULES.regions[0].id)
    talk.dialog.emergency.none.setChecked(True)
    assert not talk.can("Next")
    talk.dialog.soon.none.setChecked(True)
    talk.press("Next")
    talk.dialog.pain.choose(True)
    talk.dialog.injury.choose(False)
    assert not talk.can("Next")  # has a clinician assessed it?
    talk.dialog.assessed.choose(False)
    talk.press("Next")
    assert not talk.can("Finish")
    talk.dialog.close()


@pytest.mark.parametrize("level", ["emergency", "soon"])
def test_a_warning_sign_shows_its_advice_at_once(talk: Talk, level: str) -> None:
    talk.no_signs()
    talk.press("Back")
    checklist = getattr(talk.dialog, level)
    flag, tick = next(iter(checklist.ticks.items()))
    tick.setChecked(True)
    assert not checklist.none.isChecked()
    talk.press("Next")
    (state,) = talk.told
    assert state.red_flags == (flag,)
    assert not state.answered
    assert not state.looked_at
    wanted = Reason.EMERGENCY if level == "emergency" else Reason.DOCTOR_SOON
    assert gate(state, RULES).reason is wanted
    assert "911" in talk.words()
    talk.press("Close")
    settle()
    assert len(talk.told) == 1


def test_an_emergency_sign_needs_no_other_answer(talk: Talk) -> None:
    next(iter(talk.dialog.emergency.ticks.values())).setChecked(True)
    talk.dialog.where.choose(RULES.regions[0].id)
    talk.press("Next")
    assert "Call 911 now" in talk.words()
    talk.dialog.close()


def test_an_emergency_sign_does_not_wait_for_a_region(talk: Talk) -> None:
    next(iter(talk.dialog.emergency.ticks.values())).setChecked(True)
    talk.press("Next")
    assert "Call your local emergency number now" in talk.words()
    talk.dialog.close()


def test_what_a_clinician_has_looked_at_goes_on_to_the_other_questions(talk: Talk) -> None:
    talk.dialog.where.choose(RULES.regions[0].id)
    next(iter(talk.dialog.soon.ticks.values())).setChecked(True)
    talk.dialog.emergency.none.setChecked(True)
    talk.press("Next")
    talk.press("A clinician has looked at this")
    talk.today()
    talk.press("Next")
    talk.dialog.conditions.none.setChecked(True)
    talk.press("Finish")
    assert talk.told[-1].answered
    assert talk.told[-1].looked_at
    assert gate(talk.told[-1], RULES).is_open
    talk.dialog.close()


def test_going_back_to_tick_another_sign_asks_again(talk: Talk) -> None:
    talk.dialog.where.choose(RULES.regions[0].id)
    next(iter(talk.dialog.soon.ticks.values())).setChecked(True)
    talk.dialog.emergency.none.setChecked(True)
    talk.press("Next")
    talk.press("A clinician has looked at this")
    talk.press("Back")
    next(iter(talk.dialog.emergency.ticks.values())).setChecked(True)
    talk.press("Next")
    assert gate(talk.told[-1], RULES).reason is Reason.EMERGENCY
    talk.dialog.close()


def test_pain_that_nobody_assessed_and_an_injury_keep_the_gate_closed(look: Theme) -> None:
    for pain, injury, reason in ((True, False, Reason.NOT_ASSESSED), (False, True, Reason.INJURY)):
        talk = Talk(look)
        talk.no_signs()
        talk.today(pain=pain, injury=injury)
        if pain:
            talk.dialog.assessed.choose(False)
        if injury:
            talk.dialog.injury_looked_at.choose(False)
        talk.press("Next")
        talk.dialog.conditions.none.setChecked(True)
        talk.press("Finish")
        assert gate(talk.told[-1], RULES).reason is reason
        assert "You can stretch" not in talk.words()
        talk.dialog.close()


def test_conditions_are_told(talk: Talk) -> None:
    talk.no_signs()
    talk.today()
    talk.press("Next")
    names = list(talk.dialog.conditions.ticks)[:2]
    for name in names:
        talk.dialog.conditions.ticks[name].setChecked(True)
    talk.press("Finish")
    assert talk.told[-1].conditions == tuple(names)
    talk.dialog.close()


def test_none_of_these_excludes_the_others(talk: Talk) -> None:
    checklist = talk.dialog.conditions
    first = next(iter(checklist.ticks.values()))
    first.setChecked(True)
    checklist.none.setChecked(True)
    assert checklist.ticked == ()
    first.setChecked(True)
    assert not checklist.none.isChecked()
    talk.dialog.close()


@pytest.mark.parametrize("way", ["Skip", "close"])
def test_skipping_stays_unknown(talk: Talk, way: str) -> None:
    assert "no stretches" in talk.words()
    talk.dialog.conditions.none.setChecked(True)
    if way == "Skip":
        talk.press("Skip")
    else:
        talk.dialog.close()
    settle()
    assert talk.told == [SafetyState()]
    assert gate(talk.told[0], RULES).reason is Reason.UNKNOWN


def test_pain_that_nobody_assessed_gets_the_advice_to_see_a_doctor(talk: Talk) -> None:
    talk.no_signs()
    talk.today(pain=True)
    talk.dialog.assessed.choose(False)
    talk.press("Next")
    talk.dialog.conditions.none.setChecked(True)
    talk.press("Finish")
    assert "Speak to a doctor, or call Health Link 811." in talk.words()
    talk.dialog.close()


@pytest.mark.parametrize("condition", ["vertebral_fracture", "whiplash_neck_injury", "recent_surgery"])
def test_nobody_is_told_to_stretch_where_no_move_is_left(talk: Talk, condition: str) -> None:
    talk.no_signs()
    talk.today()
    talk.press("Next")
    talk.dialog.conditions.ticks[condition].setChecked(True)
    talk.press("Finish")
    assert gate(talk.told[-1], RULES).is_open
    assert "You can stretch" not in talk.words()
    assert "no stretches" in talk.words()
    assert "Ask your clinician" in talk.words()
    talk.dialog.close()


def test_a_warning_sign_takes_nothing_away_of_what_was_known(look: Theme) -> None:
    talk = Talk(look, BEFORE)
    flag, tick = next(iter(talk.dialog.emergency.ticks.items()))
    tick.setChecked(True)
    talk.press("Next")
    (state,) = talk.told
    assert state.red_flags == (flag,)
    assert (state.region, state.conditions, state.clearances) == (BEFORE.region, BEFORE.conditions, BEFORE.clearances)
    assert not state.answered
    assert "Call 999 now" in talk.words()
    talk.dialog.close()


def test_only_the_region_is_chosen_beforehand(look: Theme) -> None:
    talk = Talk(look, BEFORE)
    options: list[QAbstractButton] = [*talk.dialog.findChildren(Tick), *talk.dialog.findChildren(Pick)]
    assert not any(each.isChecked() for each in options)
    assert talk.dialog.where.region is not None
    assert talk.dialog.where.region.id == "GB"
    talk.dialog.close()
    assert talk.told == [SafetyState()]


@pytest.mark.parametrize(
    ("ticked", "cleared"),
    [(("osteoporosis",), ("open-book",)), ((), ("open-book",)), (("osteoporosis", "slipped_disc"), ())],
)
def test_a_new_condition_ends_the_clearances_that_did_not_know_it(
    look: Theme, ticked: tuple[str, ...], cleared: tuple[str, ...]
) -> None:
    talk = Talk(look, BEFORE)
    talk.dialog.emergency.none.setChecked(True)
    talk.dialog.soon.none.setChecked(True)
    talk.press("Next")
    talk.today()
    talk.press("Next")
    for name in ticked:
        talk.dialog.conditions.ticks[name].setChecked(True)
    if not ticked:
        talk.dialog.conditions.none.setChecked(True)
    talk.press("Finish")
    assert talk.told[-1].conditions == ticked
    assert tuple(each.move for each in talk.told[-1].clearances) == cleared
    talk.dialog.close()


def test_the_advice_stands_before_anything_is_kept(look: Theme) -> None:
    shown: list[str] = []
    talk = Talk(look)
    talk.dialog._answered = lambda _answers: shown.append(talk.words())
    next(iter(talk.dialog.emergency.ticks.values())).setChecked(True)
    talk.press("Next")
    assert "Call your local emergency number now" in shown[0]
    talk.press("Close")
    other = Talk(look)
    other.dialog._answered = lambda _answers: shown.append(other.words())
    other.no_signs()
    other.today(pain=True)
    other.dialog.assessed.choose(False)
    other.press("Next")
    other.dialog.conditions.none.setChecked(True)
    other.press("Finish")
    assert "can't rule out a serious problem" in shown[-1]
    other.press("Close")


@pytest.mark.parametrize("flag", [RULES.red_flags[0].id, RULES.red_flags[-1].id, "one-we-do-not-know"])
def test_warning_signs_hold_until_a_clinician_has_looked(look: Theme, flag: str) -> None:
    talk = Talk(look, SafetyState(answered=True, red_flags=(flag,), region=RULES.regions[0].id))
    assert "Medical care comes first" in talk.words()
    assert not talk.can("Next")
    assert not talk.can("Back")
    talk.press("A clinician has looked at this")
    talk.today()
    talk.press("Next")
    talk.dialog.conditions.none.setChecked(True)
    talk.press("Finish")
    assert talk.told[-1].red_flags == (flag,)
    assert talk.told[-1].looked_at
    assert gate(talk.told[-1], RULES).reason is Reason.OPEN
    talk.dialog.close()


def test_closing_the_advice_again_leaves_the_signs_as_they_were(look: Theme) -> None:
    talk = Talk(look, SafetyState(answered=True, red_flags=(RULES.red_flags[0].id,)))
    talk.press("Close")
    settle()
    assert not [told for told in talk.told if told.answered or not told.red_flags]


@pytest.mark.parametrize("way_out", ["Skip", "close"])
def test_a_ticked_warning_sign_counts_also_when_the_rest_is_skipped(look: Theme, way_out: str) -> None:
    talk = Talk(look)
    flag = next(iter(talk.dialog.emergency.ticks))
    talk.dialog.emergency.ticks[flag].setChecked(True)
    if way_out == "Skip":
        talk.press("Skip")
    else:
        talk.dialog.close()
    assert talk.dialog.isVisible()
    assert "Medical care comes first" in talk.words()
    assert talk.told[-1].red_flags == (flag,)
    talk.dialog.close()


@pytest.mark.parametrize(("looked", "reason"), [(False, Reason.INJURY), (True, Reason.OPEN)])
def test_a_knock_told_of_before_holds_until_a_clinician_has_looked_at_it(
    look: Theme, looked: bool, reason: Reason
) -> None:
    talk = Talk(look, kept=SafetyState(answered=True, recent_injury=True))
    talk.no_signs()
    talk.dialog.pain.choose(False)
    assert not talk.dialog.injury_looked_at.isVisible()
    talk.dialog.injury.choose(False)
    assert talk.dialog.injury_looked_at.isVisible(), "not lately any more, but nobody has looked at it"
    assert not talk.can("Next")
    talk.dialog.injury_looked_at.choose(looked)
    talk.press("Next")
    talk.dialog.conditions.none.setChecked(True)
    talk.press("Finish")
    assert gate(talk.told[-1], RULES).reason is reason
    assert talk.told[-1].recent_injury is not looked
    talk.press("Close")


def test_without_a_table_of_regions_the_questions_can_be_answered_all_the_same(look: Theme) -> None:
    told: list[SafetyState] = []

    def take(answers: SafetyState) -> str:
        told.append(answers)
        return ""

    rules = replace(RULES, regions=())
    dialog = SafetyDialog(rules, take, look, may_stretch=leaves_a_move, kept=SafetyState(region="CA-AB"))
    dialog.show()
    assert not dialog.where.isVisible(), "nothing to choose from"
    for checklist in (dialog.emergency, dialog.soon):
        checklist.none.setChecked(True)
    dialog.go_on()
    dialog.pain.choose(False)
    dialog.injury.choose(False)
    dialog.go_on()
    dialog.conditions.none.setChecked(True)
    dialog.go_on()
    (answers,) = told
    assert gate(answers, rules).is_open
    shown = " ".join(each.text() for each in dialog.findChildren(QLabel) if each.isVisible())
    assert "your local emergency number" in shown
    assert answers.region == "CA-AB", "what was chosen before holds once the table can be read again"
    dialog.close()
