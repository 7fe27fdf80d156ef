"""A camera in use, on Linux.

The kernel tells when a video device is opened or closed; only then are the person's own processes looked through for
who holds it. It never opens a device itself.
"""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QObject, QTimer

from postureapp.core.errors import EnvironmentProblem
from postureapp.core.events import Busy
from postureapp.core.text import text
from postureapp.platforms.inotify import FileEvents, Watch

SETTLED_MS = 500  # programs that look which cameras there are open each one for a moment
IN_USE = frozenset({Busy.CAMERA})


class CameraBusySource(QObject):
    """Whether a process of this person holds a video device open.

    Raises (`start`): EnvironmentProblem where files can't be watched.
    """

    name = "camera"

    def __init__(self, devices: Path = Path("/dev"), processes: Path = Path("/proc"), pattern: str = "video*") -> None:
        super().__init__()
        self._devices, self._processes, self._pattern = devices, processes, pattern
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
        if not self._files.watch(self._devices, Watch.CREATED | Watch.DELETED):
            self.stop()
            raise EnvironmentProblem(text("The folder {path} can't be watched.", path=str(self._devices)))
        self._listener = listener
        self._watch_devices()
        self._look()

    def stop(self) -> None:
        """End. May be called twice."""
        self._settled.stop()
        self._listener, self._told = None, frozenset()
        if self._files is not None:
            self._files.close()
            self._files = None

    def _watch_devices(self) -> None:
        if self._files is not None:
            for device in self._devices.glob(self._pattern):
                self._files.watch(device, Watch.OPENED | Watch.CLOSED)

    def _on_file(self, path: Path, name: str) -> None:
        if path == self._devices:
            if not Path(name).match(self._pattern):
                return
            self._watch_devices()
        self._settled.start(SETTLED_MS)

    def _look(self) -> None:
        kinds = IN_USE if self._is_held() else frozenset()
        if kinds != self._told and self._listener is not None:
            self._told = kinds
            self._listener(kinds)

    def _is_held(self) -> bool:
        devices = {str(device) for device in self._devices.glob(self._pattern)}
        if not devices:
            return False
        own = {str(os.getpid()), "self", "thread-self"}
        processes = (entry for entry in self._processes.iterdir() if entry.name.isdigit() and entry.name not in own)
        return any(_holds(process, devices) for process in processes)


def _holds(process: Path, devices: set[str]) -> bool:
    try:
        with os.scandir(process / "fd") as entries:
            return any(_target(entry.path) in devices for entry in entries)
    except OSError:  # another person's, or already gone
        return False


def _target(link: str) -> str:
    try:
        return str(Path(link).readlink())
    except OSError:
        return ""
