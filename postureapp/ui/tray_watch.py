"""Whether there is a tray that shows the icon, and when one comes: then the icon is made anew.

It is told of a tray that comes and looks by itself only once; it never asks again and again.
"""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, QTimer
from PySide6.QtWidgets import QSystemTrayIcon

from postureapp.core.errors import EnvironmentProblem
from postureapp.platforms.dbus import Buses
from postureapp.ui.tray import Tray

PATIENCE_MS = 30_000
WATCHER = "org.kde.StatusNotifierWatcher"


class TrayWatch(QObject):
    """Follows the tray of the panel. `missing` is called where there is none after a while. Thread: the Qt thread."""

    def __init__(self, tray: Tray, missing: Callable[[], None]) -> None:
        super().__init__(tray)
        self._tray, self._missing = tray, missing
        self._patience = QTimer(self)
        self._patience.setSingleShot(True)
        self._patience.setInterval(PATIENCE_MS)
        self._patience.timeout.connect(self._look)

    def begin(self, buses: Buses) -> None:
        """Follow it: an icon made before the panel's tray never registers there."""
        try:
            session = buses.session()
        except EnvironmentProblem:
            pass  # no bus: the tray, if any, is of the X11 kind, which Qt waits for by itself
        else:
            session.watch_name(WATCHER, self._came_or_went)
        self._patience.start()

    def is_there(self) -> bool:
        """Whether there is a tray, as far as can be told."""
        # Asking Qt starts a D-Bus thread of its own, so the icon itself is looked at first.
        return self._tray.is_seen or QSystemTrayIcon.isSystemTrayAvailable()

    def _came_or_went(self, owner: str) -> None:
        if owner:
            self._tray.recreate()

    def _look(self) -> None:
        if not self.is_there():
            self._missing()
