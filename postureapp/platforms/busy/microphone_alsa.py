"""A microphone in use, where there is a sound card and no sound server.

The kernel tells when a recording device is opened or closed, and /proc/asound says whether it is in use. It never opens
a device itself.
"""

from __future__ import annotations

import os
import re
from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QObject, QTimer

from postureapp.core.errors import EnvironmentProblem
from postureapp.core.events import Busy
from postureapp.core.text import text
from postureapp.platforms.inotify import FileEvents, Watch

SETTLED_MS = 500  # programs that look which devices there are open each one for a moment
IN_USE = frozenset({Busy.MICROPHONE})
DEVICES = "pcmC*D*c"


class AlsaMicrophoneBusySource(QObject):
    """Whether a recording device of the sound cards is open.

    Raises (`start`): EnvironmentProblem where files can't be watched.
    """

    name = "microphone"

    def __init__(self, devices: Path = Path("/dev/snd"), cards: Path = Path("/proc/asound")) -> None:
        super().__init__()
        self._devices, self._cards = devices, cards
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
            for device in self._devices.glob(DEVICES):
                self._files.watch(device, Watch.OPENED | Watch.CLOSED)

    def _on_file(self, path: Path, name: str) -> None:
        if path == self._devices:
            if not Path(name).match(DEVICES):
                return
            self._watch_devices()
        self._settled.start(SETTLED_MS)

    def _look(self) -> None:
        statuses = self._cards.glob("card*/pcm*c/sub*/status")
        kinds = IN_USE if any(_is_open(status) for status in statuses) else frozenset()
        if kinds != self._told and self._listener is not None:
            self._told = kinds
            self._listener(kinds)


def _is_open(status: Path) -> bool:
    try:
        told = status.read_text(encoding="ascii", errors="replace")
    except OSError:  # unplugged meanwhile
        return False
    owner = re.search(r"^owner_pid\s*:\s*(\d+)", told, re.MULTILINE)
    return not told.startswith("closed") and (owner is None or int(owner[1]) != os.getpid())
