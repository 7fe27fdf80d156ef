"""The menu: what comes next, every command in its order, and signals that tell what was chosen."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import pytest
from PySide6.QtCore import QTimer
from PySide6.QtGui import QAction, QPalette

from postureapp.core.settings import Theme as Wish
from postureapp.core.text import text
from postureapp.ui.icons import TrayState
from postureapp.ui.theme import Theme, contrast
from postureapp.ui.tray import Tray, TrayStatus


class Now:
    """A status that a test can change, and a count of how often it was asked for."""

    def __init__(self) -> None:
        self.status = TrayStatus(text("Next: stretch in {n} min", n=12))
        self.asked = 0

    def __call__(self) -> TrayStatus:
        self.asked += 1
        return self.status


@pytest.fixture
def now() -> Now:
    return Now()


@pytest.fixture
def tray(now: Now, look: Theme) -> Iterator[Tray]:
    made = Tray(now, look)
    yield made
    made.hide()
    made.menu.deleteLater()
    made.deleteLater()


def shown(tray: Tray) -> list[str]:
    tray.menu.aboutToShow.emit()
    return [action.text() for action in tray.menu.actions() if action.isVisible() and not action.isSeparator()]


def action(tray: Tray, words: str) -> QAction:
    return next(each for each in tray.menu.actions() if each.text() == words)


def test_the_welcome_is_in_the_menu_until_it_was_gone_through(tray: Tray, now: Now) -> None:
    asked: list[bool] = []
    tray.welcome_asked.connect(lambda: asked.append(True))
    assert "Welcome" not in shown(tray)
    now.status = replace(now.status, welcome_waits=True)
    assert "Welcome" in shown(tray)
    action(tray, "Welcome").trigger()
    assert asked == [True]


def test_the_menu_has_its_order(tray: Tray) -> None:
    assert shown(tray) == [
        "Next: stretch in 12 min",
        "Home",
        "Stretch now",
        "Moves…",
        "I'm on my phone",
        "I'm standing",
        "At home: floor moves too",
        "Pause",
        "My upper back hurts",
        "Check-in…",
        "Safety questions",
        "Settings…",
        "Quit",
    ]
    assert not tray.menu.actions()[0].isEnabled()


def test_the_first_line_is_asked_for_only_when_the_menu_shows(tray: Tray, now: Now) -> None:
    assert now.asked == 0
    shown(tray)
    now.status = TrayStatus(text("Next: stand up in {n} min", n=3))
    assert shown(tray)[0] == "Next: stand up in 3 min"
    assert tray.findChildren(QTimer) == []


def test_pausing_and_resuming(tray: Tray, now: Now) -> None:
    told: list[object] = []
    tray.pause_asked.connect(told.append)
    tray.pause_until_tomorrow_asked.connect(lambda: told.append("tomorrow"))
    tray.resume_asked.connect(lambda: told.append("resume"))
    for each in action(tray, "Pause").menu().actions():
        each.trigger()
    now.status = TrayStatus("Paused", paused=True, state=TrayState.PAUSED)
    assert "Resume" in shown(tray)
    assert "Pause" not in shown(tray)
    action(tray, "Resume").trigger()
    assert told == [30, 60, "tomorrow", "resume"]


def test_toggles_tell_and_show_the_state(tray: Tray, now: Now) -> None:
    told: list[tuple[str, bool]] = []
    tray.phone_toggled.connect(lambda on: told.append(("phone", on)))
    tray.standing_toggled.connect(lambda on: told.append(("standing", on)))
    shown(tray)
    action(tray, "I'm on my phone").trigger()
    assert told == [("phone", True)]
    now.status = TrayStatus("", standing=True)
    shown(tray)  # showing a state is no command
    assert told == [("phone", True)]
    assert action(tray, "I'm standing").isChecked()
    assert not action(tray, "I'm on my phone").isChecked()
    action(tray, "I'm standing").trigger()
    assert told[-1] == ("standing", False)


def test_the_place_is_told_and_shown(tray: Tray, now: Now) -> None:
    told: list[bool] = []
    tray.home_toggled.connect(told.append)
    shown(tray)
    assert not action(tray, "At home: floor moves too").isChecked()
    action(tray, "At home: floor moves too").trigger()
    now.status = TrayStatus("", at_home=True)
    shown(tray)
    assert action(tray, "At home: floor moves too").isChecked()
    action(tray, "At home: floor moves too").trigger()
    assert told == [True, False]


@pytest.mark.parametrize(
    ("words", "signal"),
    [
        ("Stretch now", "stretch_asked"),
        ("Moves…", "moves_asked"),
        ("My upper back hurts", "hurt_told"),
        ("Safety questions", "safety_asked"),
        ("Settings…", "settings_asked"),
        ("Quit", "quit_asked"),
    ],
)
def test_each_command_tells(tray: Tray, words: str, signal: str) -> None:
    told = []
    getattr(tray, signal).connect(lambda: told.append(words))
    action(tray, words).trigger()
    assert told == [words]


def test_the_icon_is_made_anew_when_asked(tray: Tray) -> None:
    tray.show()
    first = tray._icon
    tray.show()
    assert tray._icon is first
    tray.recreate()
    assert tray._icon is not first


def test_the_icon_is_drawn_only_when_it_looks_different(tray: Tray, now: Now) -> None:
    tray.show()
    key = tray._icon.icon().cacheKey()
    tray.redraw()
    assert tray._icon.icon().cacheKey() == key
    now.status = TrayStatus("", fraction=0.5)
    tray.redraw()
    assert tray._icon.icon().cacheKey() != key


@pytest.mark.parametrize("wish", [Wish.LIGHT, Wish.DARK])
def test_the_first_line_can_be_read_though_it_can_not_be_chosen(tray: Tray, look: Theme, wish: Wish) -> None:
    look.choose(wish)
    for menu in (tray.menu, action(tray, "Pause").menu()):
        found = menu.palette()
        for role in (QPalette.ColorRole.WindowText, QPalette.ColorRole.Text):
            words = found.color(QPalette.ColorGroup.Disabled, role).name()
            assert contrast(words, found.color(QPalette.ColorRole.Window).name()) >= 4.5
