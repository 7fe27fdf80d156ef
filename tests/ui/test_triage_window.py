"""The triage list before every booking card: nothing is assumed, and what was ticked is told once."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from postureapp.core.safety import Level
from postureapp.storage.content import load_safety
from postureapp.ui.controls import Tick
from postureapp.ui.theme import Theme
from postureapp.ui.triage_window import TriageWindow
from tests.ui.conftest import settle

RULES = load_safety()[0]


def opened(look: Theme) -> tuple[TriageWindow, list[tuple[str, ...]]]:
    told: list[tuple[str, ...]] = []
    window = TriageWindow(RULES, told.append, look)
    window.show()
    return window, told


def go_on(window: TriageWindow) -> QPushButton:
    return next(each for each in window.findChildren(QPushButton) if each.text() == "Go on")


def test_every_warning_sign_is_asked_for_and_none_is_ticked_beforehand(look: Theme) -> None:
    window, told = opened(look)
    assert set(window.emergency.ticks) | set(window.soon.ticks) == {flag.id for flag in RULES.red_flags}
    assert not any(tick.isChecked() for tick in window.findChildren(Tick))
    assert not go_on(window).isEnabled()
    window.close()
    assert told == []


def test_none_of_these_must_be_said_for_both_lists(look: Theme) -> None:
    window, told = opened(look)
    window.emergency.none.setChecked(True)
    assert not go_on(window).isEnabled()
    window.soon.none.setChecked(True)
    go_on(window).click()
    assert told == [()]


def test_enter_goes_on_once_all_is_answered_and_never_answers(look: Theme, qtbot: QtBot) -> None:
    window, told = opened(look)
    window.activateWindow()
    settle()
    qtbot.keyClick(window.focusWidget() or window, Qt.Key.Key_Return)
    assert told == []
    assert not any(tick.isChecked() for tick in window.findChildren(Tick))
    assert window.focusWidget() in window.emergency.ticks.values(), "it leads to what is not answered"
    window.emergency.none.setChecked(True)
    qtbot.keyClick(window.emergency.none, Qt.Key.Key_Enter)
    assert window.focusWidget() in window.soon.ticks.values()
    assert told == []
    window.soon.none.setChecked(True)
    qtbot.keyClick(window.soon.none, Qt.Key.Key_Return)
    assert told == [()]
    assert not window.isVisible()


def test_enter_on_close_closes_and_tells_nothing(look: Theme, qtbot: QtBot) -> None:
    window, told = opened(look)
    for checklist in (window.emergency, window.soon):
        checklist.none.setChecked(True)
    shut = next(each for each in window.findChildren(QPushButton) if each.text() == "Close")
    qtbot.keyClick(shut, Qt.Key.Key_Return)
    assert told == []
    assert not window.isVisible()


def test_a_sign_of_an_emergency_waits_for_no_other_answer(look: Theme) -> None:
    window, told = opened(look)
    flag = next(flag.id for flag in RULES.red_flags if flag.level is Level.EMERGENCY)
    window.emergency.ticks[flag].setChecked(True)
    go_on(window).click()
    assert told == [(flag,)]
