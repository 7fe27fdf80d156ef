"""The screen: which window follows which, and that the core is always told how a window ended."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import pytest
from PySide6.QtWidgets import QApplication, QWidget

from postureapp.core import events
from postureapp.core.clinic import Clinic
from postureapp.core.events import Size
from postureapp.core.safety import Level, SafetyState
from postureapp.core.state import World
from postureapp.core.text import text
from postureapp.storage.content import load_moves, load_safety
from postureapp.ui.booking_card import BookingCard
from postureapp.ui.screen import QtScreen, Shelf
from postureapp.ui.stretch_window import StretchWindow
from postureapp.ui.theme import Theme
from postureapp.ui.tray import TrayStatus
from postureapp.ui.triage_window import TriageWindow
from tests.helpers.fakes import FakeClock, FakeDiary, FakeOpener, FakeSafetyStore
from tests.ui.conftest import settle

NOTHING_APPLIES = SafetyState(answered=True)


class Stage:
    """A screen, the world it shows, and what it told."""

    def __init__(self, look: Theme) -> None:
        self.told: list[events.Event] = []
        self.store = FakeSafetyStore(NOTHING_APPLIES)
        self.world = World(moves=load_moves()[0], rules=load_safety()[0], safety=NOTHING_APPLIES)
        shelf = Shelf(FakeClock(), FakeDiary(), self.store, FakeOpener(), Clinic("Osteo Health", "403-814-0404"), look)
        self.screen = QtScreen(shelf, lambda: TrayStatus(text("Next")))
        self.screen.connect_to(self.handle, lambda score, cause: None, lambda: self.world)

    def handle(self, event: events.Event) -> None:
        self.told.append(event)
        if isinstance(event, events.SafetyChanged):
            self.world = replace(self.world, safety=event.safety)

    def windows(self, kind: type[QWidget]) -> list[QWidget]:
        settle()
        return [each for each in QApplication.topLevelWidgets() if isinstance(each, kind) and each.isVisible()]


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
    from postureapp.core.errors import EnvironmentProblem
    from postureapp.ui.notice_card import NoticeCard

    for _again in range(2):
        stage.screen.report(EnvironmentProblem("The disk is full.", hint="Make room."))
    assert len(stage.windows(NoticeCard)) == 1
    assert stage.screen.problems == ["The disk is full. Make room."]
