"""What closed windows leave behind: no picture of the figure, and no class of Qt that nothing of ours uses."""

from __future__ import annotations

import os
import subprocess
import sys

from PySide6.QtGui import QFontDatabase
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from postureapp.core.moves import Stance
from postureapp.figure import kept
from postureapp.figure.memo import forget_all, memo
from postureapp.ui.open_windows import forget_letters

PROBE = """
import gc
from datetime import UTC, datetime
from PySide6.QtCore import QTimer
from postureapp.runtime.lean_imports import skip_source_scan
skip_source_scan()
from PySide6.QtWidgets import QApplication
from postureapp.core import session
from postureapp.core.events import Moment
from postureapp.core.policy import Effective
from postureapp.core.state import World
from postureapp.core.status import status
from postureapp.storage.content import load_causes, load_moves
from postureapp.ui.home_window import HomeWindow, HomeWires
from postureapp.ui.moves_window import MovesWindow
from postureapp.ui.settings_window import SettingsWindow, SettingsWires
from postureapp.ui.scenes import move_scenes
from postureapp.ui.stretch_window import StretchWindow
from postureapp.ui.theme import Theme

application = QApplication(["probe"])
look, moves = Theme(), load_moves()[0]
stretch = StretchWindow(move_scenes([(moves[0], False)]), lambda _: True, lambda _: None, lambda _: None, look)
world = World(moves=moves, causes=load_causes()[0])
nothing = lambda *_: None
browser = MovesWindow(lambda: world, look, on_play=nothing, on_choose=nothing, on_ask_safety=nothing)
now = Moment(datetime(2026, 3, 6, 16, tzinfo=UTC), UTC, 0.0)
today = HomeWires(
    status=lambda: status(session.begin(world, now), now),
    world=lambda: world,
    facts=lambda _since, _until: [],
    now=lambda: now,
    handle=nothing,
    open=nothing,
)
home = HomeWindow(look, today)
asked = SettingsWires(
    lambda: Effective(world.settings), nothing, lambda: world, busy=tuple, now=lambda: now, open=nothing
)
settings = SettingsWindow(look, asked)
for window in (stretch, browser, home, settings):
    window.show()
QTimer.singleShot(200, lambda: browser.open_move(moves[0].id))
QTimer.singleShot(400, application.quit)
application.exec()
made = {each.__name__ for each in gc.get_objects() if isinstance(each, type) and each.__module__.startswith("PySide6")}
print("MADE", *sorted(made))
"""
# PySide makes a class when it is first used, and each class that derives from it when it can't tell what a thing is.
EVERY_WIDGET = {"QWizard", "QCalendarWidget", "QGraphicsView"}
EVERY_EVENT = {"QGestureEvent", "QTabletEvent", "QGraphicsSceneEvent"}


def test_the_windows_make_no_class_of_qt_that_they_do_not_use() -> None:
    surroundings = {**os.environ, "QT_QPA_PLATFORM": "offscreen"}
    run = subprocess.run(
        [sys.executable, "-c", PROBE], env=surroundings, capture_output=True, text=True, timeout=60, check=False
    )
    made = set(next((line for line in run.stdout.splitlines() if line.startswith("MADE ")), "").split())
    assert {"QWidget", "QScrollArea", "QKeyEvent"} <= made, run.stderr
    assert not made & EVERY_WIDGET, "something asks for a widget that is not ours: parentWidget(), children() ..."
    assert not made & EVERY_EVENT, "something takes events of any kind: changeEvent, eventFilter ..."


def test_letters_look_the_same_after_their_fonts_were_forgotten(qtbot: QtBot) -> None:
    words = QLabel("Sit or stand tall: ä, ñ, ع, ✓")
    qtbot.addWidget(words)
    words.show()
    before = words.grab().toImage()
    families = QFontDatabase.applicationEmojiFontFamilies()
    forget_letters()
    assert words.grab().toImage() == before
    assert QFontDatabase.applicationEmojiFontFamilies() == families


def test_what_was_remembered_is_forgotten() -> None:
    asked = []

    @memo(4)
    def twice(number: int) -> int:
        asked.append(number)
        return 2 * number

    assert [twice(3), twice(3)] == [6, 6]
    assert asked == [3]
    forget_all()
    assert twice(3) == 6
    assert asked == [3, 3]


def test_the_last_bodies_are_forgotten_too() -> None:
    first = kept.built({}, Stance.STANDING)
    assert kept.built({}, Stance.STANDING) is first
    forget_all()
    assert kept.built({}, Stance.STANDING) is not first
