"""Whether less shall move: the setting, or the system where Qt passes its wish on."""

from __future__ import annotations

import sys
from functools import partial

import pytest
from PySide6.QtCore import QAbstractAnimation, QObject, Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QToolButton, QWidget

from postureapp.devtools import window_pictures
from postureapp.ui.corner_card import CornerCard
from postureapp.ui.figure_view import FigureView
from postureapp.ui.motion import wants_less
from postureapp.ui.stretch_window import Wishes
from postureapp.ui.theme import Theme
from tests.ui.conftest import settle
from tests.ui.test_every_window import done

WINDOWS = dict(window_pictures.windows())
PLAYING = ("stretch", "small", "stand", "nudge", "sit", "move")  # a figure is followed there: its key poses fade
SLOW_MS = 1000


def test_the_setting_holds_where_the_system_says_nothing(qapp: QApplication) -> None:
    assert wants_less(True)
    assert not wants_less(False, QObject())


@pytest.mark.parametrize(("told", "less"), [(0, False), (1, True)])
def test_the_wish_of_the_system_is_followed(qapp: QApplication, told: int, less: bool) -> None:
    hints = QObject()
    hints.setProperty("motionPreference", told)
    assert wants_less(False, hints) is less
    assert wants_less(True, hints)


@pytest.fixture(params=[True, False], ids=["less", "as usual"])
def less(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> bool:
    """Whether less shall move, by the wish of the system."""
    for module in list(sys.modules.values()):
        if getattr(module, "wants_less", None) is wants_less and module.__name__.startswith("postureapp."):
            monkeypatch.setattr(module, "wants_less", lambda _setting, _hints=None: request.param)
    monkeypatch.setattr(window_pictures, "Wishes", partial(Wishes, reduced_motion=request.param))
    return bool(request.param)


def moving(window: QWidget) -> list[str]:
    """What moves in a window now: animations, and timers that redraw more than once a second.

    The cross in a search field only fades, and that by Qt.
    """
    running = [each.parent() for each in window.findChildren(QAbstractAnimation) if each.state() == each.State.Running]
    found = [f"an animation of {type(each).__name__}" for each in running if not isinstance(each, QToolButton)]
    timers = [each for each in window.findChildren(QTimer) if each.isActive() and not each.isSingleShot()]
    return found + [f"a timer of {type(each.parent()).__name__}" for each in timers if each.interval() < SLOW_MS]


def stirred(window: QWidget) -> QWidget:
    """A window in which what could move was asked to: figures turned and let back, the next controls stepped on."""
    window.show()
    if not isinstance(window, CornerCard):
        window.activateWindow()
    settle()
    for figure in window.findChildren(FigureView):
        if figure.focusPolicy() & Qt.FocusPolicy.TabFocus and figure.isVisible():
            figure.setFocus()
            QTest.keyClick(figure, Qt.Key.Key_Left, Qt.KeyboardModifier.ShiftModifier)
            QTest.keyClick(figure, Qt.Key.Key_Home)
    for _turn in range(3):
        QTest.keyClick(window.focusWidget() or window, Qt.Key.Key_Tab)
    return window


@pytest.mark.parametrize("name", [name for name in WINDOWS if not name.startswith("tray")])
def test_nothing_moves_where_less_shall_move(name: str, less: bool, look: Theme) -> None:
    window = stirred(WINDOWS[name](look))
    found = moving(window)
    done(window)
    fades = [each for each in found if less and each in ("a timer of MotionLoop", "a timer of Player")]
    assert not fades or name.startswith(PLAYING)
    others = [each for each in found if each not in fades]
    if less:
        assert not others
    elif name in {"move-page", "stretch-neck-side"}:
        assert "an animation of FigureView" in others
