"""Waiting in tests that touch the real world: on the Qt event loop, until something is so, never by sleeping."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QElapsedTimer, QEventLoop, Qt, QTimer

STEP_MS = 20


def until(is_so: Callable[[], object], within_s: float = 5.0, what: str = "") -> None:
    """Let the event loop run until it is so; fail the test when it does not become so in time."""
    if not becomes(is_so, within_s):
        raise AssertionError(f"not within {within_s} s: {what or is_so}")


def becomes(is_so: Callable[[], object], within_s: float) -> bool:
    """Let the event loop run until it is so, and tell whether it became so in time."""
    age = QElapsedTimer()
    age.start()
    loop = QEventLoop()
    look = QTimer()
    look.setInterval(STEP_MS)
    look.timeout.connect(lambda: loop.quit() if is_so() or age.elapsed() > within_s * 1000 else None)
    if not is_so():
        look.start()
        loop.exec()
    return bool(is_so())


def run_for(seconds: float) -> None:
    """Let the event loop run: for tests that show that nothing happens."""
    loop = QEventLoop()
    end = QTimer()
    end.setSingleShot(True)
    end.setTimerType(Qt.TimerType.PreciseTimer)
    end.timeout.connect(loop.quit)
    end.start(round(seconds * 1000))
    loop.exec()
