"""The welcome: every answer is kept at once, every page can be skipped, and warning signs come before all else."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QComboBox, QLabel, QPushButton, QWidget

from postureapp.core import events
from postureapp.core.events import Event
from postureapp.core.hours import every_day, on_weekdays
from postureapp.core.library import whole_s
from postureapp.core.safety import Reason, SafetyState, gate
from postureapp.core.settings import Settings, Value, declarations
from postureapp.core.state import World
from postureapp.storage.content import load_causes, load_moves, load_safety
from postureapp.storage.first_run import Progress, Step
from postureapp.ui.first_run import FirstRun
from postureapp.ui.first_run_answers import FirstRunWires
from postureapp.ui.first_run_end import EndPage, gentle_move
from postureapp.ui.first_run_hours import SimpleHours
from postureapp.ui.first_run_pages import CausesPage, HoursPage, Page, StrengthPage
from postureapp.ui.first_run_sound import SoundPage
from postureapp.ui.safety_questions import SafetyQuestions
from postureapp.ui.theme import Theme
from tests.ui.conftest import settle

WORLD = World(Settings(), load_causes()[0], load_moves()[0], load_safety()[0])
NEW, UNKNOWN = Progress(), SafetyState()
EMERGENCY = WORLD.rules.red_flags[0].id
NAMES = {declaration.key: name for name, declaration, _default in declarations()}


class Guest:
    """A welcome, and what became of what was told."""

    def __init__(self, look: Theme, progress: Progress = NEW, safety: SafetyState = UNKNOWN) -> None:
        self.world = replace(WORLD, safety=safety)
        self.refusal = self.full = ""
        self.unheard = ""
        self.chosen: list[tuple[str, Value | None]] = []
        self.answers: list[SafetyState] = []
        self.handled: list[Event] = []
        self.kept: list[Progress] = []
        self.spoken: list[str] = []
        self.plans = 0
        self.notices_calls = True
        self.look, self.progress = look, progress
        self.window = self.open()

    def open(self, *, tray: bool = True, plan: bool = False) -> FirstRun:
        wires = FirstRunWires(
            settings=lambda: self.world.settings,
            choose=self.choose,
            world=lambda: self.world,
            save_safety=self.save,
            handle=self.handled.append,
            keep=self.kept.append,
            speak=self.speak,
            tray_is_there=lambda: tray,
            progress=self.progress,
            open_plan=self.open_plan if plan else None,
            notices_calls=lambda: self.notices_calls,
        )
        self.window = FirstRun(self.look, wires)
        self.window.show()
        return self.window

    def choose(self, key: str, value: Value | None) -> str:
        if not self.refusal:
            self.chosen.append((key, value))
            name = NAMES[key]
            whole = {name: getattr(Settings(), name) if value is None else value}
            self.world = replace(self.world, settings=replace(self.world.settings, **whole))
        return self.refusal

    def save(self, answers: SafetyState) -> str:
        self.answers.append(answers)
        if answers != SafetyState():
            self.world = replace(self.world, safety=replace(answers, answered=answers.answered and not self.full))
        self.window.refresh()
        return self.full

    def speak(self, words: str) -> str:
        self.spoken.append(words)
        return self.unheard

    def open_plan(self) -> None:
        self.plans += 1

    # --- what a person does and sees ----------------------------------------------------------------------------------

    def buttons(self) -> dict[str, QPushButton]:
        return {b.text(): b for b in self.window.findChildren(QPushButton) if b.isVisible()}

    def press(self, words: str) -> None:
        found = self.buttons()[words]
        assert found.isEnabled(), f"{words} can't be pressed"
        found.click()

    def key(self, *keys: Qt.Key) -> None:
        for key in keys:
            QTest.keyClick(QApplication.focusWidget() or self.window, key)

    def words(self) -> str:
        return " | ".join(each.text() for each in self.window.findChildren(QLabel) if each.isVisible())

    @property
    def questions(self) -> SafetyQuestions:
        assert self.window.questions is not None
        return self.window.questions

    def no_signs(self) -> None:
        self.questions.where.choose(WORLD.rules.regions[0].id)
        self.questions.emergency.none.setChecked(True)
        self.questions.soon.none.setChecked(True)
        self.press("Next")

    def all_no(self) -> None:
        self.no_signs()
        self.questions.pain.choose(False)
        self.questions.injury.choose(False)
        self.press("Next")
        self.questions.conditions.none.setChecked(True)
        self.press("Next")


@pytest.fixture
def guest(look: Theme) -> Iterator[Guest]:
    made = Guest(look)
    yield made
    made.window.close()


def at(look: Theme, step: Step, safety: SafetyState = UNKNOWN) -> Guest:
    return Guest(look, Progress(step), safety)


def activate(guest: Guest) -> None:
    guest.window.activateWindow()
    settle()


def page(guest: Guest, kind: type[Page]) -> Page:
    found = guest.window.findChild(kind)
    assert isinstance(found, kind)
    return found


# --- the way through --------------------------------------------------------------------------------------------------


def test_enter_leads_through_to_the_questions(guest: Guest) -> None:
    activate(guest)
    seen = []
    for _turn in range(4):
        seen.append(guest.window.step)
        guest.key(Qt.Key.Key_Return)
    assert seen == [Step.WELCOME, Step.CAUSES, Step.HOURS, Step.STRENGTH]
    assert guest.window.step is Step.SAFETY
    assert guest.chosen == [], "what was not touched is not written"
    guest.key(Qt.Key.Key_Return)
    assert guest.window.step is Step.SAFETY, "Enter answers nothing"
    assert guest.answers == []


def test_each_page_is_kept_as_it_comes(guest: Guest) -> None:
    guest.press("Begin")
    guest.press("Next")
    guest.press("Back")
    assert [kept.step for kept in guest.kept] == [Step.WELCOME, Step.CAUSES, Step.HOURS, Step.CAUSES]


def test_nothing_is_ticked_that_shares_or_restricts(guest: Guest) -> None:
    guest.press("Begin")
    for step in (Step.CAUSES, Step.HOURS, Step.STRENGTH, Step.SAFETY, Step.SOUND):
        guest.window.turn_to(step)
    ticked = {
        each.text() or each.accessibleName() for each in guest.window.findChildren(QAbstractButton) if each.isChecked()
    }
    workdays = {"Mon", "Tue", "Wed", "Thu", "Fri"}
    assert ticked == {"Sitting at a desk", "Looking down at a phone", "Every 30 minutes", *workdays}


@pytest.mark.parametrize("step", [Step.CAUSES, Step.HOURS, Step.STRENGTH, Step.SAFETY, Step.SOUND])
def test_escape_closes_and_it_goes_on_there(look: Theme, step: Step) -> None:
    guest = at(look, step)
    assert guest.window.step is step
    activate(guest)
    guest.key(Qt.Key.Key_Escape)
    assert not guest.window.isVisible()
    assert guest.kept[-1] == Progress(step, closings=1)
    guest.progress = guest.kept[-1]
    assert guest.open().step is step
    guest.window.close()
    assert guest.kept[-1] == Progress(step, closings=2)


def test_opened_again_when_done_it_begins_anew_and_stays_done(look: Theme) -> None:
    guest = Guest(look, Progress(Step.DONE, is_done=True))
    assert guest.window.step is Step.WELCOME
    guest.press("Begin")
    guest.window.close()
    assert [kept.is_done for kept in guest.kept] == [True]


def test_the_keyboard_goes_through_a_page_before_its_buttons(guest: Guest) -> None:
    activate(guest)
    guest.press("Begin")
    guest.press("Next")
    guest.press("Next")
    stops: list[str] = []
    guest.buttons()["Next"].setFocus()
    for _turn in range(4):
        guest.key(Qt.Key.Key_Tab)
        focused = QApplication.focusWidget()
        assert focused is not None
        stops.append(focused.accessibleName())
    assert stops == ["Every 30 minutes", "Skip this page", "Back", "Next"], "of the three cards the one that is picked"


# --- the pages --------------------------------------------------------------------------------------------------------


def test_causes_are_kept_as_they_are_ticked(look: Theme) -> None:
    guest = at(look, Step.CAUSES)
    cards = page(guest, CausesPage).cards
    assert set(cards) == {"desk", "phone", "sleep", "lifting", "repetitive", "sports", "backpack"}
    cards["backpack"].click()
    cards["phone"].click()
    assert guest.chosen == [("causes", ("desk", "phone", "backpack")), ("causes", ("desk", "backpack"))]
    assert all(card.accessibleName() and card.accessibleDescription() for card in cards.values())
    guest.window.close()


def test_skipping_leaves_a_page_as_it_was(look: Theme) -> None:
    guest = at(look, Step.CAUSES)
    page(guest, CausesPage).cards["sleep"].click()
    guest.press("Skip")
    assert guest.window.step is Step.HOURS
    assert guest.world.settings.causes == ("desk", "phone")
    assert guest.chosen[-1] == ("causes", None)
    guest.press("Back")
    assert not page(guest, CausesPage).cards["sleep"].isChecked()
    guest.window.close()


def test_what_is_refused_is_said_and_the_old_value_stands(look: Theme) -> None:
    guest = at(look, Step.CAUSES)
    guest.refusal = "Set by your organisation."
    card = page(guest, CausesPage).cards["sleep"]
    card.click()
    assert "Set by your organisation." in guest.words()
    assert not card.isChecked()
    guest.refusal = ""
    card.click()
    assert "Set by your organisation." not in guest.words()
    guest.window.close()


def test_working_hours_are_days_and_a_range(look: Theme) -> None:
    guest = at(look, Step.HOURS)
    hours = page(guest, HoursPage).work
    hours.days[4].click()
    assert guest.world.settings.working_hours == replace(
        on_weekdays("08:00-18:00"), days=(*on_weekdays("08:00-18:00").days[:4], (), (), ())
    )
    choose_time(hours, 0, "09:30")
    assert guest.world.settings.working_hours.as_table()["mon"] == ["09:30-18:00"]
    choose_time(hours, 1, "02:00")
    assert guest.world.settings.working_hours.as_table()["mon"] == ["09:30-02:00"]
    assert "over midnight" in guest.words()
    guest.window.close()


def test_hours_that_are_none_are_refused_in_place(look: Theme) -> None:
    guest = at(look, Step.HOURS)
    hours = page(guest, HoursPage).work
    choose_time(hours, 1, "08:00")
    assert "begins and ends at the same time" in guest.words()
    choose_time(hours, 1, "17:00")
    assert "begins and ends" not in guest.words()
    before = list(guest.chosen)
    for chip in hours.days[:5]:
        chip.click()
    assert "at least one day" in guest.words()
    assert (
        guest.world.settings.working_hours.as_table()["fri"] == ["17:00-08:00"] or len(guest.chosen) == len(before) + 4
    )
    assert any(guest.world.settings.working_hours.days)
    guest.window.close()


def test_odd_times_and_several_ranges_are_shown_as_they_go(look: Theme) -> None:
    made = SimpleHours("Work")
    made.show_hours(on_weekdays("08:10-12:00", "13:00-17:45"))
    assert [box.currentText() for box in made.findChildren(QComboBox)] == ["08:10", "17:45"]
    assert made.hours() == on_weekdays("08:10-17:45")
    made.show_hours(every_day("22:15-06:20"))
    assert made.hours() == every_day("22:15-06:20")
    made.show_hours(every_day("00:00-24:00"))
    assert made.hours() == every_day("00:00-24:00")
    made.deleteLater()


def test_phone_hours_are_off_until_wanted(look: Theme) -> None:
    guest = at(look, Step.HOURS)
    hours = page(guest, HoursPage)
    assert not hours.phone.isVisible()
    hours.on_phone.click()
    assert guest.world.settings.phone_hours == every_day("12:00-13:00")
    assert hours.phone.isVisible()
    choose_time(hours.phone, 1, "14:00")
    assert guest.world.settings.phone_hours == every_day("12:00-14:00")
    hours.on_phone.click()
    assert guest.chosen[-1] == ("phone_hours", None)
    assert not hours.phone.isVisible()
    guest.window.close()


def test_how_strong_is_one_of_three_and_promises_little(look: Theme) -> None:
    guest = at(look, Step.STRENGTH)
    cards = page(guest, StrengthPage).cards
    assert [minutes for minutes, card in cards.items() if card.isChecked()] == [30]
    cards[20].click()
    assert guest.chosen == [("reminders.stretch_min", 20)]
    assert not cards[30].isChecked()
    said = guest.words() + " ".join(card.accessibleDescription() for card in cards.values())
    assert "fewer long unbroken spells of sitting" in said
    assert "McLean 2001" in said
    for claim in ("prevent", "treat", "correct", "cure", "relie"):
        assert claim not in said.lower()
    guest.press("Skip")
    assert guest.world.settings.stretch_min == 30
    guest.window.close()


def test_another_number_of_the_settings_is_none_of_the_three(look: Theme) -> None:
    guest = at(look, Step.CAUSES)
    guest.choose("reminders.stretch_min", 25)
    guest.window.turn_to(Step.STRENGTH)
    cards = page(guest, StrengthPage).cards
    assert not any(card.isChecked() for card in cards.values())
    cards[45].click()
    assert guest.world.settings.stretch_min == 45
    guest.window.close()


def test_voice_and_login_are_off_until_chosen(look: Theme) -> None:
    guest = at(look, Step.SOUND)
    sound = page(guest, SoundPage)
    sound.hear.click()
    assert len(guest.spoken) == 1
    guest.unheard = "There is no voice here."
    sound.hear.click()
    assert "There is no voice here." in guest.words()
    sound.voice.click()
    sound.tones.click()
    sound.login.click()
    assert guest.chosen == [("sound.voice", True), ("sound.tones", True), ("app.start_at_login", True)]
    guest.press("Skip")
    assert (guest.world.settings.voice, guest.world.settings.start_at_login) == (False, False)
    guest.window.close()


def test_a_plan_can_be_opened_only_where_that_leads_somewhere(look: Theme) -> None:
    guest = at(look, Step.SOUND)
    assert not [words for words in guest.buttons() if "plan" in words]
    guest.window.close()
    guest.open(plan=True)
    guest.press("I have a plan from my clinic…")
    assert guest.plans == 1
    guest.window.close()


# --- the safety questions ---------------------------------------------------------------------------------------------


def test_the_questions_are_asked_one_page_after_the_other(look: Theme) -> None:
    guest = at(look, Step.SAFETY)
    assert not guest.buttons()["Next"].isEnabled()
    guest.all_no()
    assert guest.window.step is Step.SAFETY
    assert "can't rule out a serious problem" in guest.words()
    assert guest.answers[-1].answered
    assert gate(guest.world.safety, WORLD.rules).is_open
    guest.press("Next")
    assert guest.window.step is Step.SOUND
    guest.press("Back")
    assert "can't rule out a serious problem" in guest.words(), "what was answered is not asked again"
    guest.window.close()


def test_back_goes_through_the_questions_and_then_out(look: Theme) -> None:
    guest = at(look, Step.SAFETY)
    guest.no_signs()
    assert "How it is today" in guest.words()
    guest.press("Back")
    assert "Before the first stretch" in guest.words()
    guest.press("Back")
    assert guest.window.step is Step.STRENGTH
    guest.press("Next")
    assert guest.questions.emergency.none.isChecked(), "what was ticked is still there"
    guest.window.close()


def test_a_warning_sign_shows_medical_care_at_once(look: Theme) -> None:
    guest = at(look, Step.SAFETY)
    guest.questions.where.choose(WORLD.rules.regions[0].id)
    guest.questions.emergency.ticks[EMERGENCY].setChecked(True)
    guest.press("Next")
    assert "Medical care comes first" in guest.words()
    assert "Call 911 now" in guest.words()
    assert guest.answers[-1].red_flags == (EMERGENCY,)
    assert "Skip" not in guest.buttons()
    guest.press("Next")
    guest.press("Next")
    assert guest.window.step is Step.DONE
    assert "Call 911 now" in guest.words()
    assert not [words for words in guest.buttons() if words.startswith("Try")]
    guest.window.close()
    assert gate(guest.world.safety, WORLD.rules).reason is Reason.EMERGENCY


def test_what_a_clinician_has_looked_at_goes_on(look: Theme) -> None:
    guest = at(look, Step.SAFETY, SafetyState(red_flags=(EMERGENCY,)))
    assert "Medical care comes first" in guest.words()
    guest.press("A clinician has looked at this")
    assert "How it is today" in guest.words()
    guest.window.close()


@pytest.mark.parametrize("way", ["close", "skip", "skip all", "close from another page"])
def test_a_ticked_sign_counts_whatever_is_skipped(look: Theme, way: str) -> None:
    guest = at(look, Step.SAFETY)
    guest.questions.emergency.ticks[EMERGENCY].setChecked(True)
    if way in ("skip all", "close from another page"):
        guest.press("Back")
    if way == "skip all":
        guest.window.turn_to(Step.WELCOME)
        guest.press("Skip all")
    elif way == "skip":
        guest.press("Skip")
    else:
        guest.window.close()
    assert guest.window.isVisible()
    assert guest.window.step is Step.SAFETY
    assert "Medical care comes first" in guest.words()
    assert guest.answers[-1].red_flags == (EMERGENCY,)
    guest.window.close()
    assert not guest.window.isVisible()


def test_skipping_the_questions_says_that_it_means_no_stretches(look: Theme) -> None:
    guest = at(look, Step.SAFETY)
    assert "no stretches" in guest.words()
    guest.questions.conditions.none.setChecked(True)
    guest.press("Skip")
    assert guest.answers == [SafetyState()]
    assert guest.window.step is Step.SOUND
    guest.press("Next")
    assert "Stretches are off until the short safety questions are answered." in guest.words()
    assert "Sit tall for a moment" in guest.words()
    assert not [words for words in guest.buttons() if words.startswith("Try")]
    guest.window.close()


def test_skip_all_says_what_it_means_and_ends(guest: Guest) -> None:
    assert "no stretches" in guest.words()
    guest.press("Skip all")
    assert guest.window.step is Step.DONE
    assert guest.kept[-1].is_done
    assert guest.chosen == []
    assert guest.answers == []


def test_answers_given_elsewhere_take_the_place_of_half_given_ones(look: Theme) -> None:
    guest = at(look, Step.SAFETY)
    guest.no_signs()
    guest.world = replace(guest.world, safety=SafetyState(red_flags=(EMERGENCY,)))
    guest.window.refresh()
    assert "Medical care comes first" in guest.words(), "an old 'no' can't open the gate"
    guest.window.close()


def test_asked_for_again_they_are_asked_anew(look: Theme) -> None:
    guest = at(look, Step.CAUSES, SafetyState(answered=True))
    guest.window.turn_to(Step.SAFETY)
    assert "You can stretch" in guest.words()
    guest.window.ask_safety()
    assert "Before the first stretch" in guest.words()
    guest.window.close()


# --- the end ----------------------------------------------------------------------------------------------------------


def test_at_the_end_a_gentle_seated_move_is_tried_for_real(look: Theme) -> None:
    guest = at(look, Step.SOUND, SafetyState(answered=True))
    guest.press("Next")
    assert guest.kept[-1].is_done
    activate(guest)
    settle()
    guest.key(Qt.Key.Key_Return)
    assert guest.handled == [events.StretchAsked(("shoulder-roll",))]
    assert not guest.window.isVisible()


@pytest.mark.parametrize("condition", [each.id for each in WORLD.rules.conditions])
def test_what_is_tried_passes_the_gate(condition: str) -> None:
    world = replace(WORLD, safety=SafetyState(answered=True, conditions=(condition,)))
    move = gentle_move(world)
    assert move is None or world.may_do((move.id,))
    assert gentle_move(WORLD) is None, "before the questions there is none"


def test_a_move_that_was_switched_off_is_not_invited_to() -> None:
    settings = replace(Settings(), switched_off=("shoulder-roll",))
    move = gentle_move(replace(WORLD, safety=SafetyState(answered=True), settings=settings))
    assert move is not None
    assert move.id != "shoulder-roll"


@pytest.mark.parametrize("tray", [True, False])
def test_it_says_where_the_app_is_found(look: Theme, tray: bool) -> None:
    guest = at(look, Step.DONE)
    guest.window.close()
    guest.open(tray=tray)
    assert ("is in the tray now" in guest.words()) is tray
    assert ("Start PostureApp again" in guest.words()) is not tray
    guest.press("Close")
    assert not guest.window.isVisible()


def test_the_end_goes_by_the_answers_of_now(look: Theme) -> None:
    guest = at(look, Step.DONE)
    assert guest.window.findChild(EndPage).try_it is None
    guest.world = replace(guest.world, safety=SafetyState(answered=True))
    guest.window.refresh()
    settle()
    assert guest.buttons().get("Try it: Shoulder rolls") is not None
    guest.window.close()


def choose_time(hours: QWidget, box: int, time: str) -> None:
    """Choose as with the keyboard: the list tells that something was chosen."""
    made = hours.findChildren(QComboBox)[box]
    made.setCurrentIndex(made.findText(time))
    made.activated.emit(made.currentIndex())


def test_answers_that_could_not_be_kept_offer_no_stretch(look: Theme) -> None:
    guest = Guest(look, Progress(Step.SAFETY))
    guest.full = "The disk is full."
    guest.all_no()
    assert "Your answers could not be kept" in guest.words()
    assert "The disk is full." in guest.words()
    assert "You can stretch" not in guest.words()
    while "Next" in guest.buttons():
        guest.press("Next")
    assert not any(words.startswith("Try it") for words in guest.buttons())
    guest.press("Close")


@pytest.mark.parametrize("notices", [True, False])
def test_silence_in_calls_is_promised_only_where_calls_are_noticed(look: Theme, notices: bool) -> None:
    guest = at(look, Step.CAUSES)
    guest.notices_calls = notices
    guest.window.turn_to(Step.SOUND)
    assert ("Silent while the microphone is in use." in guest.words()) == notices
    assert ("pause a stretch before a call" in guest.words()) != notices
    guest.window.close()


def test_the_first_move_says_how_long_it_really_is(look: Theme) -> None:
    guest = at(look, Step.DONE, SafetyState(answered=True))
    move = gentle_move(guest.world)
    assert move is not None
    assert f"Seated and gentle, {whole_s(move)} seconds." in guest.words()
    assert "minute" not in guest.words()
    guest.window.close()
