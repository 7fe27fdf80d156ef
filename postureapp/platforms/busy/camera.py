"""A camera in use, on Linux.

When a video device was opened or closed, the person's own processes are looked through for who holds one.
"""

from __future__ import annotations

import os
from functools import partial
from pathlib import Path

from postureapp.core.events import Busy
from postureapp.platforms.busy.devices import DeviceBusySource


class CameraBusySource(DeviceBusySource):
    """Whether a process of this person holds a video device open."""

    name = "camera"

    def __init__(self, devices: Path = Path("/dev"), processes: Path = Path("/proc"), pattern: str = "video*") -> None:
        super().__init__(devices, pattern, Busy.CAMERA, partial(_is_held, devices, pattern, processes))


def _is_held(folder: Path, pattern: str, processes: Path) -> bool:
    devices = {str(device) for device in folder.glob(pattern)}
    if not devices:
        return False
    own = {str(os.getpid()), "self", "thread-self"}
    others = (entry for entry in processes.iterdir() if entry.name.isdigit() and entry.name not in own)
    return any(_holds(process, devices) for process in others)


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
