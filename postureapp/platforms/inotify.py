"""Files being opened, closed, made or replaced, as events from the kernel.

Why not QFileSystemWatcher: it can't tell of opening and closing. Nothing here polls, and a path that can't be watched
is not an error: it is left out.
"""

from __future__ import annotations

import ctypes
import os
import struct
from collections.abc import Callable
from enum import IntFlag
from pathlib import Path

from PySide6.QtCore import QObject, QSocketNotifier

from postureapp.core.errors import EnvironmentProblem
from postureapp.core.text import text

READ_BYTES = 16384
_HEADER = struct.Struct("iIII")
_IGNORED = 0x8000  # the kernel ended this watch: the path is gone


class Watch(IntFlag):
    """What to hear of a path. Source: linux/inotify.h"""

    CLOSED_WRITE = 0x008
    CLOSED = 0x018
    OPENED = 0x020
    MOVED_TO = 0x080
    CREATED = 0x100
    DELETED = 0x200


class FileEvents(QObject):
    """Watches on paths. `on_event` gets the watched path and, for a folder, the name inside it.

    Raises: EnvironmentProblem where the kernel has no more watches to give.
    """

    def __init__(self, on_event: Callable[[Path, str], None]) -> None:
        super().__init__()
        self.wakeups = 0
        self._on_event = on_event
        self._libc = ctypes.CDLL(None, use_errno=True)
        self._paths: dict[int, Path] = {}
        self._fd: int | None = self._libc.inotify_init1(os.O_NONBLOCK | os.O_CLOEXEC)
        if self._fd is None or self._fd < 0:
            self._fd = None
            raise EnvironmentProblem(
                text("Files can't be watched: {reason}.", reason=os.strerror(ctypes.get_errno())),
                hint=text("The limit fs.inotify.max_user_instances of this machine may have been reached."),
            )
        self._notifier = QSocketNotifier(self._fd, QSocketNotifier.Type.Read, self)
        self._notifier.activated.connect(self._read)

    def watch(self, path: Path, what: Watch) -> bool:
        """Watch a path (again: with the new events). Whether it could be."""
        if self._fd is None:
            return False
        number = self._libc.inotify_add_watch(self._fd, os.fsencode(path), int(what))
        if number < 0:
            return False
        self._paths[number] = path
        return True

    def watched(self) -> frozenset[Path]:
        """The paths that are watched now."""
        return frozenset(self._paths.values())

    def close(self) -> None:
        """End all watches. May be called twice."""
        if self._fd is not None:
            self._notifier.setEnabled(False)
            os.close(self._fd)
            self._fd = None
            self._paths.clear()

    def _read(self) -> None:
        self.wakeups += 1
        if self._fd is None:
            return
        try:
            raw = os.read(self._fd, READ_BYTES)
        except BlockingIOError:
            return
        at = 0
        while at + _HEADER.size <= len(raw) and self._fd is not None:
            number, mask, _cookie, length = _HEADER.unpack_from(raw, at)
            at += _HEADER.size + length
            name = raw[at - length : at].rstrip(b"\0")
            path = self._paths.pop(number, None) if mask & _IGNORED else self._paths.get(number)
            if path is not None:
                self._on_event(path, os.fsdecode(name))
