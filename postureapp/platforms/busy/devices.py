"""Devices in use, on Linux: the files of their kind in a folder, opened and closed.

The kernel tells when one is opened or closed; only then is it looked whether any is in use. It never opens a device
itself.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QObject, QTimer

from postureapp.core.errors import EnvironmentProblem
from postureapp.core.events import Busy
from postureapp.core.text import text
from postureapp.platforms.inotify import FileEvents, Watch

SETTLED_MS = 500  # programs that look which devices there are open each one for a moment


class DeviceBusySource(QObject):
    """Whether a device that matches `pattern` in `folder` is in use, as `is_in_use` finds out.

    Raises (`start`): EnvironmentProblem where files can't be watched.
    """

    def __init__(self, folder: Path, pattern: str, kind: Busy, is_in_use: Callable[[], bool]) -> None:
        super().__init__()
        self._folder, self._pattern = folder, pattern
        self._in_use, self._is_in_use = frozenset({kind}), is_in_use
        self._listener: Callable[[frozenset[Busy]], None] | None = None
        self._told: frozenset[Busy] = frozenset()
        self._files: FileEvents | None = None
        self._settled = QTimer(self)
        self._settled.setSingleShot(True)
        self._settled.timeout.connect(self._look)

    def start(self, listener: Callable[[frozenset[Busy]], None]) -> None:
        """Begin to tell the listener."""
        self.stop()
        self._files = FileEvents(self._on_file)
        if not self._files.watch(self._folder, Watch.CREATED | Watch.DELETED):
            self.stop()
            raise EnvironmentProblem(text("The folder {path} can't be watched.", path=str(self._folder)))
        self._listener = listener
        self._watch_devices()
        self._look()

    def programs(self) -> dict[Busy, tuple[str, ...]]:
        """Not known here."""
        return {}

    def stop(self) -> None:
        """End. May be called twice."""
        self._settled.stop()
        self._listener, self._told = None, frozenset()
        if self._files is not None:
            self._files.close()
            self._files = None

    def _watch_devices(self) -> None:
        if self._files is not None:
            for device in self._folder.glob(self._pattern):
                self._files.watch(device, Watch.OPENED | Watch.CLOSED)

    def _on_file(self, path: Path, name: str) -> None:
        if path == self._folder:
            if not Path(name).match(self._pattern):
                return
            self._watch_devices()
        self._settled.start(SETTLED_MS)

    def _look(self) -> None:
        kinds = self._in_use if self._is_in_use() else frozenset()
        if kinds != self._told and self._listener is not None:
            self._told = kinds
            self._listener(kinds)
