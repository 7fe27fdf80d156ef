"""The stretch window: it plays by the dose, asks the gate at each move, and tells once how it ended."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QLabel, QPushButton
from pytestqt.qtbot import QtBot

from postureapp.core.events import Size
from postureapp.core.moves import Move
from postureapp.core.routine import length_s
from postureapp.storage.content import load_moves
from postureapp.ui.scenes import Scene, move_scenes, scenes_for
from postureapp.ui.stretch_window import StretchWindow
from postureapp.ui.theme import Theme
from tests.ui.conftest import settle

MOVES = {move.id: move for move in load_moves()[0]}


@dataclass
class Session:
    """A window with everything it told."""

    look: Theme
    ended: list[tuple[bool, tuple[str, ...]]] = field(default_factory=list)
    felt: list[int] = field(default_factory=list)
    asked: list[str] = field(default_factory=list)
    gate_opens: Callable[[Move], bool] = lambda _move: True

    def open(self, scenes: list[Scene], **more: object) -> StretchWindow:
        def gate(move: Move) -> bool:
            self.asked.append(move.id)
            return self.gate_opens(move)

        window = StretchWindow(
            scenes,
            gate,
            lambda done, moves: self.ended.append((done, moves)),
            self.felt.append,
            self.look,
            **more,  # type: ignore[arg-type]
        )
        window.show()
        return window


@pytest.fixture
def session(look: Theme) -> Session:
    return Session(look)


def two_moves() -> list[Scene]:
    return move_scenes([(MOVES["neck-side"], False), (MOVES["blade-squeeze"], False)])


def words_of(window: StretchWindow) -> str:
    found = [each.text() for each in window.findChildren(QLabel) if each.isVisible()]
    return " | ".join([*found, *(each.text() for each in window.findChildren(QPushButton) if each.isVisible())])


def press(window: StretchWindow, words: str) -> None:
    next(b for b in window.findChildren(QPushButton) if b.text() == words and b.isVisible()).click()


def play_to_the_end(window: StretchWindow, scenes: list[Scene]) -> None:
    for scene in scenes:
        window.advance(sum(phase.seconds for phase in scene.phases) + 0.1)


def test_a_stretch_runs_to_its_end_and_asks_how_it_feels(session: Session) -> None:
    scenes = two_moves()
    window = session.open(scenes)
    play_to_the_end(window, scenes)
    assert session.asked == ["neck-side", "blade-squeeze"]
    assert session.ended == [(True, ("neck-side", "blade-squeeze"))]
    assert "How does your upper back feel?" in words_of(window)
    press(window, "3")
    settle()
    assert session.felt == [3]
    assert len(session.ended) == 1


def test_the_feeling_may_be_left_out(session: Session) -> None:
    scenes = two_moves()
    window = session.open(scenes)
    play_to_the_end(window, scenes)
    press(window, "Skip")
    settle()
    assert session.felt == []


def test_skipped_moves_are_not_told_as_done(session: Session) -> None:
    scenes = two_moves()
    window = session.open(scenes)
    press(window, "Next")
    window.advance(length_s(MOVES["blade-squeeze"], half=False) + 0.1)
    assert session.ended == [(True, ("blade-squeeze",))]
    window.close()


def test_stopping_tells_once_that_nothing_was_done(session: Session) -> None:
    window = session.open(two_moves())
    press(window, "Stop")
    settle()
    assert session.ended == [(False, ())]


def test_a_gate_that_closes_between_moves_stops_with_a_reason(session: Session) -> None:
    session.gate_opens = lambda move: move.id == "neck-side"
    scenes = two_moves()
    window = session.open(scenes, why=lambda: "Stretches are off until a clinician has looked at it.")
    window.advance(length_s(MOVES["neck-side"], half=False) + 0.1)
    assert session.ended == [(True, ("neck-side",))]
    assert "until a clinician has looked at it" in words_of(window)
    assert "Sit tall with both feet flat" in words_of(window)
    assert not window._player.is_running
    window.close()


def test_a_gate_that_is_closed_shows_no_move_at_all(session: Session) -> None:
    session.gate_opens = lambda _move: False
    window = session.open(two_moves())
    assert session.ended == [(False, ())]
    assert "Neck side stretch" not in words_of(window)
    window.close()


def test_the_countdown_names_side_and_repetition(session: Session) -> None:
    window = session.open(move_scenes([(MOVES["neck-turn"], False)]))
    window.advance(3.0 + 2.0)
    assert "right side" in words_of(window)
    assert "1 of" in words_of(window)
    window.close()


def test_a_modified_move_says_so(session: Session) -> None:
    window = session.open(move_scenes([(MOVES["neck-side"], True)]))
    assert "Half the range" in words_of(window)
    window.close()


def test_keys_pause_go_on_and_stop(session: Session, qtbot: QtBot) -> None:
    window = session.open(two_moves())
    window.activateWindow()
    settle()
    assert window._player.is_running
    window._next.clearFocus()
    window.setFocus()
    qtbot.keyClick(window, Qt.Key.Key_Space)
    assert window._player.is_paused
    assert "Resume" in words_of(window)
    qtbot.keyClick(window, Qt.Key.Key_Space)
    assert not window._player.is_paused
    qtbot.keyClick(window, Qt.Key.Key_Right)
    assert session.asked == ["neck-side", "blade-squeeze"]
    qtbot.keyClick(window, Qt.Key.Key_Escape)
    settle()
    assert session.ended == [(False, ())]


def test_nothing_runs_while_it_is_hidden(session: Session) -> None:
    window = session.open(two_moves())
    window.hide()
    assert not any(timer.isActive() for timer in window.findChildren(QTimer))
    window.show()
    assert window._player.is_running
    window.close()


def test_nothing_runs_while_it_is_paused_or_over(session: Session) -> None:
    scenes = two_moves()
    window = session.open(scenes)
    press(window, "Pause")
    assert not any(timer.isActive() for timer in window.findChildren(QTimer))
    press(window, "Resume")
    play_to_the_end(window, scenes)
    assert not any(timer.isActive() for timer in window.findChildren(QTimer))
    window.close()


def test_standing_may_be_done_before_its_time(session: Session) -> None:
    window = session.open(scenes_for(Size.STAND, "desk"))
    assert "Stand or walk for 5 minutes" in words_of(window)
    window.advance(60)
    press(window, "Done")
    settle()
    assert session.ended == [(True, ())]


def test_standing_runs_five_minutes_and_closes(session: Session) -> None:
    window = session.open(scenes_for(Size.STAND, "desk"))
    window.advance(299)
    assert session.ended == []
    window.advance(1.5)
    settle()
    assert session.ended == [(True, ())]


@pytest.mark.parametrize("cause", ["desk", "phone", "standing"])
def test_a_posture_cue_takes_ten_seconds_and_asks_no_gate(session: Session, cause: str) -> None:
    session.gate_opens = lambda _move: False
    window = session.open(scenes_for(Size.NUDGE, cause))
    window.advance(9.5)
    assert session.ended == []
    window.advance(1.0)
    settle()
    assert session.ended == [(True, ())]
    assert session.asked == []


def test_a_stretch_without_moves_becomes_a_posture_cue() -> None:
    (scene,) = scenes_for(Size.STRETCH, "desk", ())
    assert scene.move is None


def test_with_reduced_motion_only_key_poses_are_shown(session: Session) -> None:
    scenes = move_scenes([(MOVES["neck-side"], False)])
    window = session.open(scenes, reduced_motion=True)
    shown = []
    window._player.frame.connect(lambda frame: shown.append(frame.pose))
    window._player.pause()
    for _step in range(200):
        window.advance(0.2)
    keys = [scenes[0].pose(phase, side) for phase in (0.0, 1.0) for side in (False, True)]
    assert shown
    assert all(pose in keys for pose in shown)
    window.close()


def test_it_does_not_take_the_keyboard_unless_told_to(session: Session) -> None:
    window = session.open(scenes_for(Size.NUDGE, "desk"), take_focus=False)
    assert window.testAttribute(Qt.WidgetAttribute.WA_ShowWithoutActivating)
    window.close()


def test_time_goes_faster_when_asked(session: Session, qtbot: QtBot) -> None:
    window = session.open(scenes_for(Size.NUDGE, "desk"), speed=60.0)
    with qtbot.waitSignal(window.destroyed, timeout=3000):
        pass
    assert session.ended == [(True, ())]


def test_standing_long_comes_to_rest(session: Session, qtbot: QtBot) -> None:
    window = session.open(scenes_for(Size.STAND, "desk"))
    window.advance(20)
    window._player._tick()
    (timer,) = (each for each in window.findChildren(QTimer) if each.isActive())
    assert timer.interval() >= 500
    window.close()
