"""Windows that are opened again and again leave nothing behind: no object of Qt, no timer, no Python object."""

from __future__ import annotations

import gc
import weakref
from collections.abc import Callable

import pytest
from PySide6.QtCore import QObject, QTimer
from PySide6.QtWidgets import QApplication, QWidget
from shiboken6 import isValid

from postureapp.core.safety import SafetyState
from postureapp.core.settings import Settings
from postureapp.core.state import World
from postureapp.devtools.first_run_pictures import first_run_windows
from postureapp.devtools.home_pictures import home_windows
from postureapp.devtools.settings_pictures import settings_windows
from postureapp.storage.content import load_causes, load_moves, load_safety
from postureapp.ui.icons import app_icon
from postureapp.ui.moves_window import MovesWindow
from postureapp.ui.scenes import move_scenes
from postureapp.ui.stretch_window import StretchWindow
from postureapp.ui.theme import Theme
from tests.ui.conftest import settle

TIMES = 10
MOVES = {move.id: move for move in load_moves()[0]}
WORLD = World(Settings(), load_causes()[0], load_moves()[0], load_safety()[0], SafetyState(answered=True))
Make = Callable[[Theme], QWidget]


def stretch(seconds: float, stopped: str = "") -> Make:
    def make(look: Theme) -> StretchWindow:
        scenes = move_scenes([(MOVES["neck-side"], False), (MOVES["blade-squeeze"], True)])
        window = StretchWindow(scenes, lambda _move: True, lambda *_how: None, lambda _score: None, look)
        window.show()
        window.advance(seconds)
        if stopped:
            window.stop(stopped)
        return window

    return make


def browser(move_id: str = "") -> Make:
    def make(look: Theme) -> MovesWindow:
        nothing = lambda *_what: None  # noqa: E731
        window = MovesWindow(lambda: WORLD, look, on_play=nothing, on_choose=nothing, on_ask_safety=nothing)
        window.show()
        if move_id:
            window.open_move(move_id)
        return window

    return make


def shown(make: Make) -> Make:
    def made(look: Theme) -> QWidget:
        window = make(look)
        window.show()
        return window

    return made


def home() -> Make:
    def make(look: Theme) -> QWidget:
        window = dict(home_windows())["home"](look)
        window.show()
        return window

    return make


WINDOWS: dict[str, Make] = {
    "while a move is held": stretch(8.0),
    "at the question at the end": stretch(2000.0),
    "after the gate has closed": stretch(4.0, "Stretches are off for now."),
    "the home window": home(),
    "the browser of moves": browser(),
    "the page of a move": browser("neck-side"),
    "the settings": shown(dict(settings_windows())["settings-reminders"]),
    "hours of the settings": shown(dict(settings_windows())["settings-hours-open"]),
    "the first page of the welcome": shown(dict(first_run_windows())["welcome-1"]),
    "the causes of the welcome": shown(dict(first_run_windows())["welcome-2-causes"]),
    "the questions of the welcome": shown(dict(first_run_windows())["welcome-5-safety"]),
    "the end of the welcome": shown(dict(first_run_windows())["welcome-7-end"]),
    "a search in the settings": shown(dict(settings_windows())["settings-found"]),
}


def running() -> list[QTimer]:
    return [each for each in gc.get_objects() if isinstance(each, QTimer) and isValid(each) and each.isActive()]


@pytest.mark.parametrize("name", list(WINDOWS))
def test_nothing_stays_after_ten_opens_and_closes(name: str, look: Theme) -> None:
    settle()
    before = len(QApplication.allWidgets())
    ticked = running()  # of tests before this one
    windows: list[weakref.ref[QWidget]] = []
    objects: list[QObject] = []
    for _time in range(TIMES):
        window = WINDOWS[name](look)
        settle()
        windows.append(weakref.ref(window))
        objects += window.findChildren(QObject)
        window.close()
        del window
        settle()
    assert not [each for each in objects if isValid(each)], "objects of Qt that outlive their window"
    objects.clear()
    gc.collect()
    assert not [each() for each in windows if each() is not None], "windows that something still refers to"
    assert len(QApplication.allWidgets()) == before
    assert not [each for each in running() if each not in ticked]


def test_all_windows_share_one_icon(look: Theme) -> None:
    """Qt keeps what it makes of an icon, 0.1 MiB, until its cache of 10 MiB is full."""
    assert app_icon().cacheKey() == app_icon().cacheKey()
    first, second = (stretch(1.0)(look) for _ in range(2))
    assert first.windowIcon().cacheKey() == second.windowIcon().cacheKey()
    first.close()
    second.close()
