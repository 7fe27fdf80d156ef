"""The screen: which window follows which, and that the core is always told how a window ended."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from typing import Any, TypeVar

import pytest
from PySide6.QtWidgets import QApplication, QLabel, QPushButton, QWidget

from postureapp.core import events, session
from postureapp.core.clinic import Clinic
from postureapp.core.errors import EnvironmentProblem
from postureapp.core.events import Fact, FactKind, MoveEnd, Size
from postureapp.core.pain_diary import PainEntry
from postureapp.core.safety import Level, Reason, SafetyRules, SafetyState, gate
from postureapp.core.settings import Settings, Style
from postureapp.core.state import World
from postureapp.core.text import text
from postureapp.core.words import ALL_SWITCHED_OFF
from postureapp.storage.content import load_moves, load_safety
from postureapp.ui.booking_card import BookingCard
from postureapp.ui.moves_window import MovesWindow
from postureapp.ui.notice_card import NoticeCard
from postureapp.ui.question_card import RemindLessCard
from postureapp.ui.safety_dialog import SafetyDialog
from postureapp.ui.screen import QtScreen
from postureapp.ui.shelf import Shelf
from postureapp.ui.stretch_window import StretchWindow
from postureapp.ui.theme import Theme
from postureapp.ui.tray import TrayStatus
from postureapp.ui.triage_window import TriageWindow
from tests.helpers.fakes import FakeClock, FakeDiary, FakeOpener, FakeSafetyStore
from tests.ui.conftest import settle

NOTHING_APPLIES = SafetyState(answered=True)
FULL = EnvironmentProblem("The disk is full.")
Kind = TypeVar("Kind", bound=QWidget)


class Stage:
    """A screen, the world it shows, and what it told."""

    def __init__(self, look: Theme) -> None:
        self.told: list[events.Event] = []
        self.store = FakeSafetyStore(NOTHING_APPLIES)
        self.diary = FakeDiary()
        self.world = World(moves=load_moves()[0], rules=load_safety()[0], safety=NOTHING_APPLIES)
        self.clock = FakeClock()
        shelf = Shelf(self.clock, self.diary, self.store, FakeOpener(), Clinic("Osteo Health", "403-814-0404"), look)
        self.screen = QtScreen(shelf, lambda: TrayStatus(text("Next")))
        self.screen.connect_to(self.handle, self.keep, lambda: self.world)

    def hurt_yesterday(self) -> None:
        """An episode of pain is open, and its warning signs were asked for."""
        now = self.clock.now()
        self.diary.append(replace(now, utc=now.utc - timedelta(days=1)), Fact(FactKind.PAIN), {"score": 4})

    def keep(self, kind: FactKind, data: dict[str, Any], cause: str) -> bool:
        self.diary.append(self.clock.now(), Fact(kind, cause=cause), data)
        return True

    @property
    def felt(self) -> list[tuple[int, str]]:
        """What was kept of how it felt, and of which stretch."""
        return [(row.data["score"], row.data.get("cause", "")) for row in self.diary.entries(kinds=(FactKind.FELT,))]

    @property
    def hurt(self) -> list[tuple[str, int | None]]:
        """What was kept of moves that hurt."""
        return [(row.data["move"], row.data.get("score")) for row in self.diary.entries(kinds=(FactKind.HURT,))]

    def handle(self, event: events.Event) -> None:
        self.told.append(event)
        if isinstance(event, events.SafetyChanged):
            self.world = replace(self.world, safety=event.safety)

    def windows(self, kind: type[QWidget]) -> list[QWidget]:
        settle()
        return [each for each in QApplication.topLevelWidgets() if isinstance(each, kind) and each.isVisible()]

    def one(self, kind: type[Kind]) -> Kind:
        (found,) = self.windows(kind)
        assert isinstance(found, kind)
        return found

    @property
    def reason(self) -> Reason:
        return gate(self.world.safety, self.world.rules).reason

    def emergency(self) -> str:
        return next(flag.id for flag in self.world.rules.red_flags if flag.level is Level.EMERGENCY)

    def say_no(self) -> None:
        triage = self.one(TriageWindow)
        triage.emergency.none.setChecked(True)
        triage.soon.none.setChecked(True)
        triage.go_on()

    def stretch_and_feel(self, score: int) -> None:
        self.screen.open_stretch(Size.STRETCH, "desk")
        window = self.one(StretchWindow)
        while not any(isinstance(event, events.StretchEnded) for event in self.told):
            window.advance(900.0)
        next(each for each in window.findChildren(QPushButton) if each.text() == str(score)).click()
        settle()


def answer_all_no(dialog: SafetyDialog) -> None:
    dialog.where.choose_first()
    dialog.emergency.none.setChecked(True)
    dialog.soon.none.setChecked(True)
    dialog.go_on()
    dialog.pain.choose(False)
    dialog.injury.choose(False)
    dialog.go_on()
    dialog.conditions.none.setChecked(True)
    dialog.go_on()


def words(window: QWidget) -> str:
    return " | ".join(each.text() for each in window.findChildren(QLabel))


@pytest.fixture
def stage(look: Theme) -> Iterator[Stage]:
    made = Stage(look)
    yield made
    made.screen.close_all()
    made.screen.tray.menu.deleteLater()
    made.screen.deleteLater()
    settle()


def test_warning_signs_are_asked_for_before_the_clinics_card(stage: Stage) -> None:
    stage.screen.open_booking()
    assert not stage.windows(BookingCard)
    (triage,) = stage.windows(TriageWindow)
    assert isinstance(triage, TriageWindow)
    triage.emergency.none.setChecked(True)
    triage.soon.none.setChecked(True)
    triage.go_on()
    assert len(stage.windows(BookingCard)) == 1
    assert not stage.told


def test_a_warning_sign_is_kept_and_hides_booking(stage: Stage) -> None:
    stage.screen.open_booking()
    (triage,) = stage.windows(TriageWindow)
    assert isinstance(triage, TriageWindow)
    flag = next(flag.id for flag in stage.world.rules.red_flags if flag.level is Level.EMERGENCY)
    triage.emergency.ticks[flag].setChecked(True)
    triage.go_on()
    assert stage.store.load().red_flags == (flag,)
    assert not stage.store.load().looked_at
    (card,) = stage.windows(BookingCard)
    assert "403-814-0404" not in " ".join(each.text() for each in card.findChildren(QWidget) if hasattr(each, "text"))
    card.close()
    stage.screen.open_booking()  # and from now on medical care comes at once
    assert not stage.windows(TriageWindow)
    assert len(stage.windows(BookingCard)) == 1


def test_closing_the_triage_is_no_answer(stage: Stage) -> None:
    stage.screen.open_booking()
    stage.windows(TriageWindow)[0].close()
    assert not stage.windows(BookingCard)
    assert not stage.told


def test_a_stretch_that_is_closed_is_told_as_not_done(stage: Stage) -> None:
    stage.screen.open_stretch(Size.STRETCH, "desk")
    stage.windows(StretchWindow)[0].close()
    (ended,) = stage.told
    assert isinstance(ended, events.StretchEnded)
    assert (ended.size, ended.cause, ended.done, ended.moves) == (Size.STRETCH, "desk", False, ())
    assert {each.end for each in ended.outcomes} == {MoveEnd.ENDED}


def test_the_gate_that_closes_stops_the_player_in_place(stage: Stage) -> None:
    stage.screen.open_stretch(Size.STRETCH, "desk")
    stage.screen.close_stretch(text("Stretches are off."))
    assert [type(event) for event in stage.told] == [events.StretchEnded]
    assert len(stage.windows(StretchWindow)) == 1


def test_asked_twice_there_is_one_window_and_a_finished_one_makes_room(stage: Stage) -> None:
    stage.screen.open_stretch(Size.STRETCH, "desk")
    stage.screen.open_stretch(Size.STRETCH, "desk")
    (window,) = stage.windows(StretchWindow)
    assert isinstance(window, StretchWindow)
    while not stage.told:  # through all moves, to the question how it felt
        window.advance(900.0)
    assert len(stage.told) == 1
    stage.screen.open_stretch(Size.STAND, "desk")
    assert len(stage.windows(StretchWindow)) == 1
    stage.windows(StretchWindow)[0].close()
    assert [event.size for event in stage.told if isinstance(event, events.StretchEnded)] == [Size.STRETCH, Size.STAND]


def test_a_problem_is_said_once_in_a_card_and_stays_in_the_status(stage: Stage) -> None:
    for _again in range(2):
        stage.screen.report(EnvironmentProblem("The disk is full.", hint="Make room."))
    assert len(stage.windows(NoticeCard)) == 1
    assert stage.screen.problems == ["The disk is full. Make room."]


# --- answers that can't be kept


def test_an_emergency_gets_its_advice_and_closes_the_gate_though_the_disk_is_full(stage: Stage) -> None:
    stage.store.problem = FULL
    stage.screen.ask_safety()
    dialog = stage.one(SafetyDialog)
    dialog.emergency.ticks[stage.emergency()].setChecked(True)
    dialog.go_on()
    assert "number now" in words(dialog)
    assert "Your answers could not be kept" in words(dialog)
    assert [type(event) for event in stage.told] == [events.SafetyChanged]
    assert gate(stage.world.safety, stage.world.rules).reason is Reason.EMERGENCY
    assert stage.screen.problems == ["The disk is full."]
    dialog.close()
    stage.screen.ask_safety()
    stage.one(SafetyDialog).close()  # skipped: what was ticked is not forgotten for that
    assert gate(stage.world.safety, stage.world.rules).reason is Reason.EMERGENCY


def test_answers_that_can_not_be_kept_never_open_the_gate(stage: Stage) -> None:
    stage.store.safety = SafetyState()
    stage.world = replace(stage.world, safety=SafetyState())
    stage.store.problem = FULL
    stage.screen.ask_safety()
    dialog = stage.one(SafetyDialog)
    answer_all_no(dialog)
    assert not gate(stage.world.safety, stage.world.rules).is_open
    assert not stage.world.safety.answered
    assert "You can stretch" not in words(dialog)
    assert "Your answers could not be kept" in words(dialog)
    assert "The disk is full." in words(dialog)
    stage.store.problem = None
    next(each for each in dialog.findChildren(QPushButton) if each.text() == "Try again").click()
    assert stage.world.safety.answered, "the same answers, once there is room"
    assert "You can stretch" in words(dialog)
    dialog.close()


def test_answers_that_were_kept_and_can_not_be_read_again_are_said_to_be_lost(stage: Stage) -> None:
    stage.world = replace(stage.world, safety=SafetyState())
    stage.store.save = lambda _answers: None  # type: ignore[method-assign]
    stage.store.safety = SafetyState()
    stage.screen.ask_safety()
    dialog = stage.one(SafetyDialog)
    answer_all_no(dialog)
    assert "You can stretch" not in words(dialog)
    assert "they will be asked again" in words(dialog)
    dialog.close()


def test_medical_care_follows_the_triage_though_the_disk_is_full(stage: Stage) -> None:
    stage.store.problem = FULL
    stage.screen.open_booking()
    triage = stage.one(TriageWindow)
    triage.emergency.ticks[stage.emergency()].setChecked(True)
    triage.go_on()
    card = stage.one(BookingCard)
    assert "Medical care comes first" in words(card)
    assert "403-814-0404" not in words(card)


def test_a_running_move_is_not_shown_after_answers_that_could_not_be_kept(stage: Stage) -> None:
    move = stage.world.moves[0]
    assert stage.screen._stretches.may_show(move)
    stage.world = replace(stage.world, safety=SafetyState(red_flags=(stage.emergency(),)))
    assert not stage.screen._stretches.may_show(move)  # also where the file still has the answers of before
    assert (
        str(stage.screen._stretches.why_not([move.id]))
        == "Stretches are off: what you described needs medical care now."
    )
    stage.world, stage.store.safety = replace(stage.world, safety=NOTHING_APPLIES), SafetyState()
    assert not stage.screen._stretches.may_show(move)
    assert "until the short safety questions are answered" in str(stage.screen._stretches.why_not([move.id]))


def test_skipping_brings_no_older_answers_back(stage: Stage) -> None:
    stage.world = replace(stage.world, safety=replace(NOTHING_APPLIES, answered=False, conditions=("pregnancy",)))
    stage.screen.ask_safety()
    stage.one(SafetyDialog).close()
    assert not gate(stage.world.safety, stage.world.rules).is_open


# --- medical care before the clinic


def test_a_warning_sign_closes_the_clinics_card(stage: Stage) -> None:
    stage.screen.open_booking()
    stage.say_no()
    assert "403-814-0404" in words(stage.one(BookingCard))
    stage.screen.ask_safety()
    dialog = stage.one(SafetyDialog)
    dialog.emergency.ticks[stage.emergency()].setChecked(True)
    dialog.go_on()
    assert not stage.windows(BookingCard)
    stage.screen.open_booking()
    assert "403-814-0404" not in words(stage.one(BookingCard))
    assert not stage.windows(TriageWindow)
    dialog.close()


def test_a_warning_sign_closes_the_open_triage(stage: Stage) -> None:
    stage.screen.open_booking()
    stage.screen.ask_safety()
    dialog = stage.one(SafetyDialog)
    dialog.emergency.ticks[stage.emergency()].setChecked(True)
    dialog.go_on()
    assert not stage.windows(TriageWindow)
    dialog.close()


def test_an_open_card_is_not_brought_up_over_a_closed_gate(stage: Stage) -> None:
    stage.screen.open_booking()
    stage.say_no()
    stage.world = replace(stage.world, safety=SafetyState(red_flags=(stage.emergency(),)))
    stage.screen.open_booking()
    assert "403-814-0404" not in words(stage.one(BookingCard))


@pytest.mark.parametrize("safety", [SafetyState(), NOTHING_APPLIES])
def test_without_rules_there_is_no_way_to_the_clinic(stage: Stage, safety: SafetyState) -> None:
    stage.world = replace(stage.world, rules=SafetyRules(), safety=safety)
    stage.screen.open_booking()
    assert not stage.windows(TriageWindow)
    shown = words(stage.one(BookingCard))
    assert "The list of warning signs could not be read" in shown
    assert "403-814-0404" not in shown
    assert "Osteo Health" not in shown


def test_much_pain_after_a_stretch_asks_for_warning_signs(stage: Stage) -> None:
    stage.stretch_and_feel(8)
    assert stage.felt == [(8, "desk")]
    assert stage.reason is Reason.DIFFERENT
    triage = stage.one(TriageWindow)
    triage.emergency.ticks[stage.emergency()].setChecked(True)
    triage.go_on()
    assert stage.store.load().red_flags == (stage.emergency(),)
    assert "Medical care comes first" in words(stage.one(BookingCard))


def test_much_pain_without_warning_signs_sends_to_a_doctor_and_is_never_said_to_be_safe(stage: Stage) -> None:
    stage.stretch_and_feel(10)
    stage.say_no()
    assert stage.reason is Reason.OPEN
    assert not stage.store.load().something_different
    said = words(stage.one(BookingCard))
    assert "You noted severe pain" in said
    assert "Speak to a doctor." in said
    assert "403-814-0404" in said
    assert "can't rule out a serious problem" in said


def test_the_first_pain_of_an_episode_without_warning_signs_is_never_said_to_be_safe(stage: Stage) -> None:
    stage.stretch_and_feel(4)
    assert stage.reason is Reason.DIFFERENT
    stage.say_no()
    assert stage.reason is Reason.OPEN
    assert not stage.windows(BookingCard)
    assert "can't rule out a serious problem" in words(stage.one(NoticeCard))
    assert "To book with Osteo Health, call 403-814-0404." in words(stage.one(NoticeCard))


def test_where_other_advice_comes_first_the_card_does_not_name_the_clinic(stage: Stage) -> None:
    stage.world = replace(stage.world, safety=replace(NOTHING_APPLIES, pain_now=True))
    stage.store.safety = stage.world.safety
    stage.screen.desk.tell(PainEntry(5))
    stage.say_no()
    assert stage.reason is Reason.NOT_ASSESSED
    said = words(stage.one(NoticeCard))
    assert "can't rule out a serious problem" in said
    assert "Osteo Health" not in said


# --- what is asked and told about health is read in peace


def test_a_stretch_comes_once_the_meaning_of_the_answers_is_read(stage: Stage) -> None:
    stage.screen.ask_safety()
    dialog = stage.one(SafetyDialog)
    answer_all_no(dialog)
    stage.screen.open_stretch(Size.STRETCH, "desk", ("neck-side",))
    assert not stage.windows(StretchWindow), "it would cover what is to be read"
    assert dialog.isActiveWindow()
    dialog.close()
    settle()
    assert stage.one(StretchWindow).windowTitle() == "Neck side stretch"
    assert not any(isinstance(event, events.StretchEnded) for event in stage.told)


def test_a_stretch_that_waits_does_not_come_where_the_answers_closed_the_gate(stage: Stage) -> None:
    stage.screen.ask_safety()
    dialog = stage.one(SafetyDialog)
    stage.screen.open_stretch(Size.STRETCH, "desk")
    dialog.emergency.ticks[stage.emergency()].setChecked(True)
    dialog.go_on()
    dialog.close()
    settle()
    assert not stage.windows(StretchWindow)
    assert [event.done for event in stage.told if isinstance(event, events.StretchEnded)] == [False]


@pytest.mark.parametrize("first", ["card", "questions"])
def test_no_card_covers_the_questions_while_they_are_read(stage: Stage, first: str) -> None:
    opens = [stage.screen.ask_safety, lambda: stage.screen.report(FULL)]
    for each in reversed(opens) if first == "card" else opens:
        each()
        settle()
    dialog = stage.one(SafetyDialog)
    assert not stage.windows(NoticeCard)
    assert stage.screen._windows.notice.stands
    stage.screen.report(EnvironmentProblem("The settings could not be read."))
    assert not stage.windows(NoticeCard)
    dialog.close()
    settle()
    assert "The disk is full." in words(stage.one(NoticeCard)), "nothing that was said is lost"
    assert "The settings could not be read." in words(stage.one(NoticeCard))


def test_a_card_that_waits_comes_when_the_person_turns_to_something_else(stage: Stage) -> None:
    stage.screen.ask_safety()
    settle()
    stage.screen.report(FULL)
    assert not stage.windows(NoticeCard)
    other = QWidget()
    other.show()
    other.activateWindow()
    settle()
    assert stage.one(NoticeCard)
    other.close()
    other.deleteLater()


def test_a_card_that_waits_does_not_close_meanwhile(stage: Stage) -> None:
    stage.screen.report(FULL)
    card = stage.one(NoticeCard)
    assert card._until.isActive()
    stage.screen.ask_safety()
    settle()
    assert not card.isVisible()
    assert not card._until.isActive(), "it would go unread"
    stage.one(SafetyDialog).close()
    assert stage.one(NoticeCard) is card
    assert card._until.isActive()


def test_less_pain_asks_nothing_more_in_an_episode(stage: Stage) -> None:
    stage.hurt_yesterday()
    stage.stretch_and_feel(7)
    assert stage.felt == [(7, "desk")]
    assert not stage.windows(TriageWindow)
    assert stage.reason is Reason.OPEN


def test_booking_asked_for_while_the_signs_are_asked_for_comes_after_them(stage: Stage) -> None:
    stage.stretch_and_feel(9)
    stage.screen.open_booking()
    stage.say_no()
    assert "403-814-0404" in words(stage.one(BookingCard))
    assert stage.reason is Reason.OPEN


# --- a move that hurts


def hurt_page(stage: Stage) -> StretchWindow:
    stage.screen.open_stretch(Size.STRETCH, "desk", ("neck-side",))
    window = stage.one(StretchWindow)
    window._hurts()
    return window


def hurts(stage: Stage, score: int | None, *, off: bool = False, signs: bool = False) -> None:
    says_how_much(hurt_page(stage), score, off=off, signs=signs)


def says_how_much(window: StretchWindow, score: int | None, *, off: bool = False, signs: bool = False) -> None:
    page = window._hurt_page
    assert page is not None
    if score is not None:
        page.scale.choose(score)
    page._off.setChecked(off)
    page._signs.setChecked(signs)
    window.close()
    settle()


@pytest.mark.parametrize(("score", "signs"), [(4, False), (10, False), (1, True), (None, False)])
def test_more_than_mild_pain_asks_for_warning_signs(stage: Stage, score: int | None, signs: bool) -> None:
    hurts(stage, score, signs=signs)
    assert stage.hurt == [("neck-side", score)]
    assert stage.felt == []
    assert stage.reason is Reason.DIFFERENT
    assert stage.store.load().something_different
    triage = stage.one(TriageWindow)
    triage.emergency.ticks[stage.emergency()].setChecked(True)
    triage.go_on()
    assert gate(stage.world.safety, stage.world.rules).reason is Reason.EMERGENCY
    assert "Medical care comes first" in words(stage.one(BookingCard))


@pytest.mark.parametrize("score", [0, 1, 3])
def test_mild_pain_asks_nothing_more_in_an_episode(stage: Stage, score: int) -> None:
    stage.hurt_yesterday()
    hurts(stage, score)
    assert stage.hurt == [("neck-side", score)]
    assert not stage.windows(TriageWindow)
    assert stage.reason is Reason.OPEN
    assert not stage.store.load().something_different


def test_stretches_are_off_as_soon_as_a_move_hurts(stage: Stage) -> None:
    hurt_page(stage)
    assert stage.reason is Reason.DIFFERENT
    assert stage.store.load().something_different, "also where nothing more is ever told"


def test_the_warning_signs_closed_unanswered_leave_stretches_off(stage: Stage) -> None:
    hurts(stage, 10, signs=True)
    stage.one(TriageWindow).close()
    settle()
    assert stage.reason is Reason.DIFFERENT
    assert stage.store.load().something_different
    stage.screen.open_stretch(Size.NUDGE, "desk", ("neck-side",))
    assert "until the safety questions are answered again" in words(stage.one(StretchWindow))


@pytest.mark.parametrize("mild", [False, True])
def test_mild_pain_opens_nothing_that_was_off_before(stage: Stage, mild: bool) -> None:
    window = hurt_page(stage)
    stage.screen._care._was_different = mild
    page = window._hurt_page
    assert page is not None
    page.scale.choose(1)
    window.close()
    assert (stage.reason is Reason.OPEN) is not mild


@pytest.mark.parametrize("size", [Size.STRETCH, Size.NUDGE, Size.STAND])
def test_nothing_plays_while_it_is_asked_how_much_it_hurts(stage: Stage, size: Size) -> None:
    window = hurt_page(stage)
    stage.screen.open_stretch(size, "desk")
    assert stage.one(StretchWindow) is window
    assert window._hurt_page is not None, "it still asks"
    assert stage.hurt == []
    assert stage.told[-1] == events.StretchEnded(size, "desk", done=False)


def test_nothing_plays_while_the_warning_signs_are_asked_for(stage: Stage) -> None:
    hurts(stage, 10)
    triage = stage.one(TriageWindow)
    for moves in ((), ("neck-side",)):
        stage.screen.open_stretch(Size.STRETCH, "desk", moves)
    assert not stage.windows(StretchWindow)
    assert stage.one(TriageWindow) is triage


def test_the_safety_questions_bring_up_what_is_asked_about_pain(stage: Stage) -> None:
    window = hurt_page(stage)
    stage.screen.ask_safety()
    assert not stage.windows(SafetyDialog)
    window.close()
    settle()
    stage.screen.ask_safety()
    assert not stage.windows(SafetyDialog)
    assert stage.one(TriageWindow)


def test_safety_questions_half_answered_before_the_pain_do_not_open_the_gate(stage: Stage) -> None:
    window = hurt_page(stage)
    stage.screen._care._is_asking_how_much = False  # as if they had been open before
    stage.screen.ask_safety()
    says_how_much(window, 10)
    assert not stage.windows(SafetyDialog)
    assert stage.one(TriageWindow)
    assert stage.reason is Reason.DIFFERENT


def test_the_safety_questions_answered_again_bring_stretches_back(stage: Stage) -> None:
    hurts(stage, 10)
    stage.one(TriageWindow).close()
    settle()
    stage.screen.ask_safety()
    dialog = stage.one(SafetyDialog)
    answer_all_no(dialog)
    assert "You can stretch" in words(dialog)
    assert stage.reason is Reason.OPEN
    assert not stage.store.load().something_different


def test_the_safety_questions_skipped_do_not(stage: Stage) -> None:
    hurts(stage, 10)
    stage.one(TriageWindow).close()
    settle()
    stage.screen.ask_safety()
    stage.one(SafetyDialog).close()
    assert stage.reason is Reason.DIFFERENT


def test_the_warning_signs_asked_for_again_bring_stretches_back(stage: Stage) -> None:
    hurts(stage, 10)
    stage.one(TriageWindow).close()
    settle()
    stage.screen.open_booking()
    stage.say_no()
    assert stage.reason is Reason.OPEN
    assert "403-814-0404" in words(stage.one(BookingCard))


def test_pain_with_a_full_disk_leaves_stretches_off_whatever_is_answered(stage: Stage) -> None:
    stage.store.problem = FULL
    hurts(stage, 10)
    assert not gate(stage.world.safety, stage.world.rules).is_open
    stage.say_no()
    assert not gate(stage.world.safety, stage.world.rules).is_open


def test_a_move_that_hurts_may_be_switched_off(stage: Stage) -> None:
    stage.world = replace(stage.world, settings=replace(stage.world.settings, switched_off=("levator",)))
    hurts(stage, 2, off=True)
    assert events.SettingChosen("moves.off", ("levator", "neck-side")) in stage.told


def test_quitting_while_it_is_asked_how_much_it_hurts_opens_nothing(stage: Stage) -> None:
    stage.screen.open_stretch(Size.STRETCH, "desk", ("neck-side",))
    stage.one(StretchWindow)._hurts()
    stage.screen.close_all()
    assert stage.hurt == [("neck-side", None)]
    assert not stage.windows(QWidget)
    assert stage.store.load().something_different, "at the next start stretches are off"


# --- moves asked for by name


def test_moves_asked_for_by_name_go_through_the_core(stage: Stage) -> None:
    stage.screen.doors.open_moves()
    window = stage.one(MovesWindow)
    window._actions.play("neck-side")
    assert stage.told == [events.StretchAsked(("neck-side",))]


def test_a_move_asked_for_by_name_is_played_with_its_whole_dose(stage: Stage) -> None:
    stage.screen.open_stretch(Size.STRETCH, "desk", ("neck-side",))
    window = stage.one(StretchWindow)
    assert window.windowTitle() == "Neck side stretch"
    window.close()
    (ended,) = stage.told
    assert isinstance(ended, events.StretchEnded)
    assert [(each.move, each.reps) for each in ended.outcomes] == [("neck-side", 4)]


def test_a_move_asked_for_behind_a_closed_gate_is_not_replaced_by_something_else(stage: Stage) -> None:
    stage.world = replace(stage.world, safety=SafetyState())
    stage.screen.open_stretch(Size.NUDGE, "desk", ("neck-side",))
    shown = words(stage.one(StretchWindow))
    assert "until the short safety questions are answered" in shown
    assert [type(event) for event in stage.told] == [events.StretchEnded]


@pytest.fixture
def disc(stage: Stage) -> Stage:
    safety = replace(NOTHING_APPLIES, conditions=("slipped_disc",))
    stage.store.safety, stage.world = safety, replace(stage.world, safety=safety)
    return stage


def test_a_move_that_a_condition_switches_off_says_which(disc: Stage) -> None:
    disc.screen.open_stretch(Size.NUDGE, "desk", ("neck-side",))
    shown = words(disc.one(StretchWindow))
    assert "Off for you" in shown
    assert "You answered" in shown
    assert "no move fits" not in shown


def test_of_the_moves_asked_for_by_name_only_what_is_off_is_left_out(disc: Stage) -> None:
    disc.screen.open_stretch(Size.STRETCH, "desk", ("neck-side", "blade-squeeze", "blade-squeeze"))
    assert disc.one(StretchWindow).windowTitle() == "Shoulder-blade squeeze"
    disc.one(StretchWindow).close()
    (ended,) = disc.told
    assert isinstance(ended, events.StretchEnded)
    assert [each.move for each in ended.outcomes] == ["blade-squeeze"]


def test_in_place_of_a_move_that_is_off_its_substitute_is_played_and_says_so(disc: Stage) -> None:
    disc.screen.open_stretch(Size.STRETCH, "desk", ("rhomboid-reach", "blade-squeeze", "self-hug"))
    window = disc.one(StretchWindow)
    assert window.windowTitle() == "Upright self-hug"
    said = words(window)
    assert "Instead: Upright self-hug" in said
    assert "It comes in place of “Upper-back (rhomboid) reach”, which is off for you" in said
    assert "Half the range, half the hold, no pressure." in said, "it is judged like any other"
    window.close()
    (ended,) = disc.told
    assert isinstance(ended, events.StretchEnded)
    assert [each.move for each in ended.outcomes] == ["self-hug", "blade-squeeze"], "each once"


def test_a_substitute_never_passes_the_gate_where_it_is_off_itself(disc: Stage) -> None:
    shoulder = replace(NOTHING_APPLIES, conditions=("slipped_disc", "shoulder_injury"))
    disc.store.safety = shoulder  # kept, and stricter than what holds in the session
    disc.screen.open_stretch(Size.STRETCH, "desk", ("rhomboid-reach",))
    shown = words(disc.one(StretchWindow))
    assert "Upright self-hug" not in shown
    assert "Upper-back (rhomboid) reach: Off for you." in shown


def test_a_substitute_that_the_person_switched_off_does_not_come(disc: Stage) -> None:
    settings = replace(disc.world.settings, switched_off=("self-hug",))
    disc.world = replace(disc.world, settings=settings)
    disc.screen.open_stretch(Size.STRETCH, "desk", ("rhomboid-reach",))
    assert "Upper-back (rhomboid) reach: Off for you." in words(disc.one(StretchWindow))


@pytest.mark.parametrize("place", ["stretch", "moves", "triage", "questions"])
def test_a_minimised_window_that_is_asked_for_again_comes_back(stage: Stage, place: str) -> None:
    opens = {
        "stretch": lambda: stage.screen.open_stretch(Size.STRETCH, "desk"),
        "moves": stage.screen.doors.open_moves,
        "triage": stage.screen.open_booking,
        "questions": stage.screen.ask_safety,
    }
    opens[place]()
    window = getattr(stage.screen._windows, place)
    window.showMinimized()
    settle()
    assert window.isMinimized()
    opens[place]()
    settle()
    assert getattr(stage.screen._windows, place) is window
    assert not window.isMinimized()


def test_what_is_switched_in_the_window_is_kept(stage: Stage) -> None:
    stage.screen.open_stretch(Size.STRETCH, "desk")
    window = stage.one(StretchWindow)
    window._switch("sound.voice")
    window._resize()
    assert [event for event in stage.told if isinstance(event, events.SettingChosen)] == [
        events.SettingChosen("sound.voice", True),
        events.SettingChosen("appearance.player", "small"),
    ]


# --- what the diary is read for


def test_only_a_stretch_reads_the_diary_and_only_of_late(stage: Stage, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[str] = []

    def entries(since_utc: str = "", kinds: tuple[str, ...] = ()) -> list[object]:
        assert kinds == ("move_done", "session")
        asked.append(since_utc)
        return []

    monkeypatch.setattr(stage.diary, "entries", entries)
    for size in (Size.NUDGE, Size.STAND):
        stage.screen.open_stretch(size, "desk")
        stage.one(StretchWindow).close()
    assert asked == []
    stage.screen.open_stretch(Size.STRETCH, "desk")
    assert asked == ["2026-02-23T14:30:00+00:00"]


def test_a_cue_in_place_of_a_stretch_says_why(stage: Stage) -> None:
    def told() -> bool:
        stage.screen.open_stretch(Size.NUDGE, "desk")
        window = stage.one(StretchWindow)
        found = str(ALL_SWITCHED_OFF) in words(window)
        window.close()
        settle()
        return found

    assert not told()
    off = Settings(switched_off=tuple(move.id for move in stage.world.moves))
    stage.world = replace(stage.world, settings=off)
    assert told()
    stage.world = replace(stage.world, settings=replace(off, style=Style.NUDGE))
    assert not told(), "who wants cues only misses no stretch"


def test_what_was_done_of_late_comes_last(stage: Stage) -> None:
    first = [move.id for move in stage.screen._stretches.choose("desk")]
    for move in first:
        fact = Fact(FactKind.MOVE_DONE, clocks=events.Clocks(), cause="desk")
        stage.diary.append(stage.clock.now(), fact, {"move": move})
    assert not set(first) & {move.id for move in stage.screen._stretches.choose("desk")}


def test_what_was_skipped_of_late_comes_last_and_what_was_only_ended_does_not(stage: Stage) -> None:
    (first, *_rest) = [move.id for move in stage.screen._stretches.choose("desk")]
    fact = Fact(FactKind.SESSION, clocks=events.Clocks(), cause="desk")
    ended = {"move": first, "reps": 2, "reps_done": 0, "end": "ended"}
    stage.diary.append(stage.clock.now(), fact, {"moves": [ended], "length_s": 3.0})
    assert stage.screen._stretches.choose("desk")[0].id == first
    stage.diary.append(stage.clock.now(), fact, {"moves": [{**ended, "end": "skipped"}], "length_s": 3.0})
    assert first not in {move.id for move in stage.screen._stretches.choose("desk")}


def test_a_diary_that_can_not_be_read_holds_no_stretch_back(stage: Stage, monkeypatch: pytest.MonkeyPatch) -> None:
    def entries(*_args: object, **_kinds: object) -> list[object]:
        raise FULL

    monkeypatch.setattr(stage.diary, "entries", entries)
    stage.screen.open_stretch(Size.STRETCH, "desk")
    assert stage.one(StretchWindow)


def test_the_moves_open_once_and_hand_on_what_is_asked_for(stage: Stage) -> None:
    stage.screen.doors.open_moves()
    stage.screen.doors.open_moves()
    window = stage.one(MovesWindow)
    window.open_move("levator")
    assert window.page is not None
    for asked in (window.page.favourite, window.page.off, window.page.play):
        asked.click()
    assert stage.told == [
        events.SettingChosen("moves.favourites", ("levator",)),
        events.SettingChosen("moves.off", ("levator",)),
        events.StretchAsked(("levator",)),
    ]
    stage.screen.close_all()
    assert not stage.windows(MovesWindow)


def test_every_window_is_closed_at_the_end(stage: Stage) -> None:
    stage.screen.ask_remind_less()
    stage.screen.show_return_card(300.0)
    stage.screen.ask_safety()
    stage.screen.report(FULL)
    stage.screen.open_booking()
    stage.screen.open_stretch(Size.STRETCH, "desk")
    card = stage.screen._windows.question_card
    assert isinstance(card, RemindLessCard)
    assert card.stands
    stage.screen.close_all()
    assert not stage.windows(QWidget)
    assert stage.screen._windows.question_card is None, "nor does one wait to come later"


def test_two_problems_stand_on_one_card_and_go_when_they_are_mended(stage: Stage) -> None:
    from postureapp.core.errors import EnvironmentProblem
    from postureapp.ui.notice_card import NoticeCard

    stage.screen.report(EnvironmentProblem("settings.toml, line 3: no."))
    stage.screen.report(EnvironmentProblem("The disk is full."))
    (card,) = stage.windows(NoticeCard)
    assert "line 3" in card.accessibleDescription()
    assert "disk is full" in card.accessibleDescription()
    stage.screen.forget("settings.toml")
    assert stage.screen.problems == ["The disk is full."]


def test_a_call_that_begins_hushes_what_is_being_said(stage: Stage) -> None:
    hushed: list[str] = []
    stage.screen.on_hush = lambda: hushed.append("hush")
    state, now = session.begin(stage.world, stage.clock.now()), stage.clock.now()
    stage.screen.refresh(state, now)
    assert not hushed
    in_a_call = replace(state, presence=replace(state.presence, busy=frozenset({events.Busy.MICROPHONE})))
    stage.screen.refresh(in_a_call, now)
    assert hushed == ["hush"]


@pytest.mark.parametrize("shut", [{"locked": True}, {"suspended": True}])
def test_a_move_stands_still_once_the_screen_is_locked_or_the_machine_sleeps(
    stage: Stage, shut: dict[str, bool]
) -> None:
    state, now = session.begin(stage.world, stage.clock.now()), stage.clock.now()
    stage.screen.open_stretch(Size.STRETCH, "desk")
    stage.screen.refresh(state, now)
    window = stage.one(StretchWindow)
    assert window._player.is_running
    away = replace(state, presence=replace(state.presence, **shut))  # type: ignore[arg-type]
    stage.screen.refresh(away, now)
    assert not window._player.is_running
    stage.screen.refresh(state, now)
    assert not window._player.is_running, "the person goes on, not the clock"
    window._session.pause_or_resume()
    assert window._player.is_running
    window.close()
    stage.screen.refresh(away, now)
    stage.screen.open_stretch(Size.STRETCH, "desk")
    assert not stage.one(StretchWindow)._player.is_running, "nor does one begin that nobody sees"


def test_a_stretch_that_was_asked_for_has_the_keyboard(stage: Stage) -> None:
    stage.screen.open_stretch(Size.STRETCH, "desk")
    window = stage.one(StretchWindow)
    assert window.isActiveWindow()
    assert window.focusWidget() is window._page.first_focus


def test_what_is_to_be_heard_begins_once_the_window_is_seen(stage: Stage) -> None:
    heard: list[str] = []
    stage.screen.on_cue = lambda cue: heard.append(str(cue.words))
    stage.screen.on_hush = lambda: heard.append("hush")
    stage.screen.open_stretch(Size.STRETCH, "desk")
    stage.one(StretchWindow).advance(0.1)
    spoken = [words for words in heard if words != "hush"]
    assert spoken
    assert "hush" not in heard[heard.index(spoken[0]) :], "the first words are not cut off"


def test_memory_is_given_back_once_a_window_has_gone_but_not_while_a_move_is_played(
    stage: Stage, monkeypatch: pytest.MonkeyPatch
) -> None:
    given: list[bool] = []
    monkeypatch.setattr("postureapp.ui.open_windows.give_back", lambda: given.append(True))
    tidying = stage.screen._windows._tidying
    stage.screen.open_stretch(Size.STRETCH, "desk")
    stage.screen.doors.open_moves()
    assert not tidying.isActive()
    stage.one(MovesWindow).close()
    settle()
    assert tidying.isActive()
    tidying.timeout.emit()
    assert not given
    stage.one(StretchWindow).close()
    settle()
    tidying.timeout.emit()
    assert given
