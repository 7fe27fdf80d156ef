"""Starting something again that ended by itself: a few times, each time later, and never for ever.

It does not know what it starts, and it never starts what was not told to have ended.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QElapsedTimer, QObject, QTimer

LIVED_LONG_MS = 60_000  # after this, an end is a new trouble and not the old one again


class Restarts(QObject):
    """Calls `start` after each of the delays, one delay for one end."""

    def __init__(self, start: Callable[[], None]) -> None:
        super().__init__()
        self._start = start
        self._ends = 0
        self._age = QElapsedTimer()
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self._due)

    def begun(self) -> None:
        """It runs now."""
        self._age.start()

    def ended(self, delays_s: Sequence[float]) -> bool:
        """It ended, or could not begin: start it after the next delay. False when it ended too often for that."""
        if self._age.isValid() and self._age.elapsed() > LIVED_LONG_MS:
            self._ends = 0
        self._age.invalidate()
        if self._ends >= len(delays_s):
            return False
        self._timer.start(round(delays_s[self._ends] * 1000))
        self._ends += 1
        return True

    def stop(self) -> None:
        """Start nothing any more, and forget the ends so far."""
        self._timer.stop()
        self._age.invalidate()
        self._ends = 0

    def _due(self) -> None:
        self._start()
