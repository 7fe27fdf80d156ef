"""The screen: which window follows which, and that the core is always told how a window ended."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import TypeVar

import pytest
from PySide6.QtWidgets import QApplication, QLabel, QPushButton, QWidget

from postureapp.core import events
from postureapp.core.clinic import Clinic
from postureapp.core.errors import EnvironmentProblem
from postureapp.core.events import Fact, FactKind, Size
from postureapp.core.safety import Level, Reason, SafetyRules, SafetyState, gate
from postureapp.core.state import World
from postureapp.core.text import text
from postureapp.storage.content import load_moves, load_safety
from postureapp.ui.booking_card import BookingCard
from postureapp.ui.notice_card import NoticeCard
from postureapp.ui.question_card import RemindLessCard
from postureapp.ui.safety_dialog import SafetyDialog
from postureapp.ui.screen import QtScreen, Shelf
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
        self.felt: list[tuple[int, str]] = []
        self.store = FakeSafetyStore(NOTHING_APPLIES)
        self.diary = FakeDiary()
        self.world = World(moves=load_moves()[0], rules=load_safety()[0], safety=NOTHING_APPLIES)
        self.clock = FakeClock()
        shelf = Shelf(self.clock, self.diary, self.store, FakeOpener(), Clinic("Osteo Health", "403-814-0404"), look)
        self.screen = QtScreen(shelf, lambda: TrayStatus(text("Next")))
        self.screen.connect_to(self.handle, lambda *felt: self.felt.append(felt), lambda: self.world)

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
    assert stage.told == [events.StretchEnded(Size.STRETCH, "desk", False, ())]


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
    dialog.where.choose_first()
    dialog.emergency.none.setChecked(True)
    dialog.soon.none.setChecked(True)
    dialog.go_on()
    dialog.pain.choose(False)
    dialog.injury.choose(False)
    dialog.go_on()
    dialog.conditions.none.setChecked(True)
    dialog.go_on()
    assert not gate(stage.world.safety, stage.world.rules).is_open
    assert not stage.world.safety.answered
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
    assert stage.screen._may_show(move)
    stage.world = replace(stage.world, safety=SafetyState(red_flags=(stage.emergency(),)))
    assert not stage.screen._may_show(move)  # also where the file still has the answers of before
    assert str(stage.screen._why_not()) == "Stretches are off: what you described needs medical care now."
    stage.world, stage.store.safety = replace(stage.world, safety=NOTHING_APPLIES), SafetyState()
    assert not stage.screen._may_show(move)
    assert "until the short safety questions are answered" in str(stage.screen._why_not())


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
    triage = stage.one(TriageWindow)
    triage.emergency.ticks[stage.emergency()].setChecked(True)
    triage.go_on()
    assert stage.store.load().red_flags == (stage.emergency(),)
    assert "Medical care comes first" in words(stage.one(BookingCard))


def test_much_pain_without_warning_signs_is_never_said_to_be_safe(stage: Stage) -> None:
    stage.stretch_and_feel(10)
    stage.say_no()
    assert not stage.windows(BookingCard)
    assert "can't rule out a serious problem" in words(stage.one(NoticeCard))


def test_less_pain_asks_nothing(stage: Stage) -> None:
    stage.stretch_and_feel(7)
    assert stage.felt == [(7, "desk")]
    assert not stage.windows(TriageWindow)


def test_booking_asked_for_while_the_signs_are_asked_for_comes_after_them(stage: Stage) -> None:
    stage.stretch_and_feel(9)
    stage.screen.open_booking()
    stage.say_no()
    assert "403-814-0404" in words(stage.one(BookingCard))


# --- what the diary is read for


def test_only_a_stretch_reads_the_diary_and_only_of_late(stage: Stage, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[str] = []

    def entries(since_utc: str = "", kinds: tuple[str, ...] = ()) -> list[object]:
        assert kinds == ("move_done",)
        asked.append(since_utc)
        return []

    monkeypatch.setattr(stage.diary, "entries", entries)
    for size in (Size.NUDGE, Size.STAND):
        stage.screen.open_stretch(size, "desk")
        stage.one(StretchWindow).close()
    assert asked == []
    stage.screen.open_stretch(Size.STRETCH, "desk")
    assert asked == ["2026-02-23T14:30:00+00:00"]


def test_what_was_done_of_late_comes_last(stage: Stage) -> None:
    first = [move.id for move in stage.screen._choose("desk")]
    for move in first:
        fact = Fact(FactKind.MOVE_DONE, clocks=events.Clocks(), cause="desk")
        stage.diary.append(stage.clock.now(), fact, {"move": move})
    assert not set(first) & {move.id for move in stage.screen._choose("desk")}


def test_a_diary_that_can_not_be_read_holds_no_stretch_back(stage: Stage, monkeypatch: pytest.MonkeyPatch) -> None:
    def entries(*_args: object, **_kinds: object) -> list[object]:
        raise FULL

    monkeypatch.setattr(stage.diary, "entries", entries)
    stage.screen.open_stretch(Size.STRETCH, "desk")
    assert stage.one(StretchWindow)


def test_every_window_is_closed_at_the_end(stage: Stage) -> None:
    stage.screen.ask_remind_less()
    stage.screen.show_return_card(300.0)
    stage.screen.ask_safety()
    stage.screen.report(FULL)
    stage.screen.open_booking()
    stage.screen.open_stretch(Size.STRETCH, "desk")
    assert stage.windows(RemindLessCard)
    stage.screen.close_all()
    assert not stage.windows(QWidget)


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
