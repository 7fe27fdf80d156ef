"""The wall clock being set, and the time zone being changed, on Linux.

The kernel ends a timer that can't come due as soon as somebody sets the clock (recent kernels: after a suspend too);
the zone is a file in /etc. Both are silent until then.
"""

from __future__ import annotations

import ctypes
import errno
import os
import time
from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QObject, QSocketNotifier, QTimer

from postureapp.core.errors import EnvironmentProblem
from postureapp.core.events import ClockChanged
from postureapp.core.text import text
from postureapp.platforms.clock import reload_zone
from postureapp.platforms.inotify import FileEvents, Watch
from postureapp.ports import PowerEvent

SETTLED_MS = 500  # the link and its name in text are replaced one after the other
ZONE_FILES = frozenset({"localtime", "timezone", "TZ"})
# The numbers are those of linux/timerfd.h
_ABSTIME_CANCEL_ON_SET = 0b11
_NEVER_S = 2**62


class _Timespec(ctypes.Structure):
    _fields_ = [("seconds", ctypes.c_long), ("nanoseconds", ctypes.c_long)]


class _Itimerspec(ctypes.Structure):
    _fields_ = [("interval", _Timespec), ("value", _Timespec)]


class ClockChangesPowerSource(QObject):
    """Tells of a wall clock that was set and of another zone; `zone_folder` is where the zone's file is.

    Raises (`start`): EnvironmentProblem where neither can be noticed.
    """

    name = "clock"

    def __init__(self, zone_folder: Path = Path("/etc")) -> None:
        super().__init__()
        self.wakeups = 0
        self._zone_folder = zone_folder
        self._libc = ctypes.CDLL(None, use_errno=True)
        self._listener: Callable[[PowerEvent], None] | None = None
        self._timer: int | None = None
        self._files: FileEvents | None = None
        self._settled = QTimer(self)
        self._settled.setSingleShot(True)
        self._settled.timeout.connect(self._zone_changed)

    def start(self, listener: Callable[[PowerEvent], None]) -> None:
        """Begin to tell the listener."""
        self.stop()
        self._listener = listener
        self._files = FileEvents(self._on_file)
        watched = self._files.watch(
            self._zone_folder, Watch.MOVED_TO | Watch.CREATED | Watch.DELETED | Watch.CLOSED_WRITE
        )
        if not self._wait() and not watched:
            self.stop()
            raise EnvironmentProblem(text("Changes of the clock can't be noticed on this system."))

    def stop(self) -> None:
        """End. May be called twice."""
        self._listener = None
        self._settled.stop()
        if self._files is not None:
            self._files.close()
            self._files = None
        if self._timer is not None:
            self._notifier.setEnabled(False)
            os.close(self._timer)
            self._timer = None

    # --- the clock ----------------------------------------------------------------------------------------------------

    def _wait(self) -> bool:
        timer = int(self._libc.timerfd_create(time.CLOCK_REALTIME, os.O_NONBLOCK | os.O_CLOEXEC))
        if timer < 0:
            return False
        self._timer = timer
        self._notifier = QSocketNotifier(timer, QSocketNotifier.Type.Read, self)
        self._notifier.activated.connect(self._clock_set)
        return self._arm(timer)

    def _arm(self, timer: int) -> bool:
        never = _Itimerspec(_Timespec(0, 0), _Timespec(_NEVER_S, 0))
        return bool(self._libc.timerfd_settime(timer, _ABSTIME_CANCEL_ON_SET, ctypes.byref(never), None) == 0)

    def _clock_set(self) -> None:
        self.wakeups += 1
        if self._timer is None:
            return
        try:
            os.read(self._timer, 8)
        except BlockingIOError:
            return
        except OSError as error:
            if error.errno != errno.ECANCELED:
                raise
        self._arm(self._timer)
        self._tell()

    # --- the zone -----------------------------------------------------------------------------------------------------

    def _on_file(self, _folder: Path, name: str) -> None:
        if name in ZONE_FILES:
            self._settled.start(SETTLED_MS)

    def _zone_changed(self) -> None:
        reload_zone()
        self._tell()

    def _tell(self) -> None:
        if self._listener is not None:
            self._listener(ClockChanged())
