"""Every window test ends with nothing left over: no window, no running timer, no word of complaint from Qt."""

from __future__ import annotations

import gc
import os
from collections.abc import Iterator

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, QTimer, QtMsgType, qInstallMessageHandler
from PySide6.QtWidgets import QApplication

from postureapp.core.settings import Theme as Wish
from postureapp.ui.theme import Theme

# The offscreen platform says these of itself; they say nothing about our windows.
_OF_THE_PLATFORM = (
    "This plugin does not support",
    "QObject::connect: No such signal QPlatformNativeInterface::systemTray",
)


def settle() -> None:
    """Let Qt deliver what is due, and delete what was closed."""
    for _turn in range(3):
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
        QCoreApplication.processEvents()


@pytest.fixture(autouse=True)
def nothing_left_over(qapp: QApplication) -> Iterator[None]:
    said: list[str] = []

    def listen(kind: QtMsgType, _context: object, words: str) -> None:
        if kind != QtMsgType.QtDebugMsg and not words.startswith(_OF_THE_PLATFORM):
            said.append(words)

    previous = qInstallMessageHandler(listen)
    before = {id(window) for window in QApplication.topLevelWidgets()}
    yield
    settle()
    gc.collect()
    settle()
    left = [window for window in QApplication.topLevelWidgets() if id(window) not in before]
    running = [timer for window in left for timer in window.findChildren(QTimer) if timer.isActive()]
    visible = [window for window in left if window.isVisible()]
    words = f"{visible or running or left}"  # while there is something to be told of
    for window in left:
        window.hide()
        window.deleteLater()
    settle()
    qInstallMessageHandler(previous)
    assert not visible, f"windows left open: {words}"
    assert not running, f"timers left running: {words}"
    assert not left, f"windows left in memory: {words}"
    assert not said, f"Qt complained: {said}"


@pytest.fixture
def look(qapp: QApplication) -> Iterator[Theme]:
    theme = Theme(Wish.LIGHT)
    yield theme
    theme.deleteLater()


def set_contrast(look: Theme, plain: bool | None) -> None:
    """Have the plain colours of high contrast or not; None follows the system."""
    look._plain = plain
    look._turned()
