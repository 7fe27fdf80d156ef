"""The triage list before every booking card: nothing is assumed, and what was ticked is told once."""

from __future__ import annotations

from PySide6.QtWidgets import QPushButton

from postureapp.core.safety import Level
from postureapp.storage.content import load_safety
from postureapp.ui.controls import Tick
from postureapp.ui.theme import Theme
from postureapp.ui.triage_window import TriageWindow

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


def test_a_sign_of_an_emergency_waits_for_no_other_answer(look: Theme) -> None:
    window, told = opened(look)
    flag = next(flag.id for flag in RULES.red_flags if flag.level is Level.EMERGENCY)
    window.emergency.ticks[flag].setChecked(True)
    go_on(window).click()
    assert told == [(flag,)]
