"""A microphone in use, where there is a sound card and no sound server.

When a recording device was opened or closed, /proc/asound says whether one is in use.
"""

from __future__ import annotations

import os
import re
from functools import partial
from pathlib import Path

from postureapp.core.events import Busy
from postureapp.platforms.busy.devices import DeviceBusySource

DEVICES = "pcmC*D*c"


class AlsaMicrophoneBusySource(DeviceBusySource):
    """Whether a recording device of the sound cards is open."""

    name = "microphone"

    def __init__(self, devices: Path = Path("/dev/snd"), cards: Path = Path("/proc/asound")) -> None:
        super().__init__(devices, DEVICES, Busy.MICROPHONE, partial(_is_any_open, cards))


def _is_any_open(cards: Path) -> bool:
    return any(_is_open(status) for status in cards.glob("card*/pcm*c/sub*/status"))


def _is_open(status: Path) -> bool:
    try:
        told = status.read_text(encoding="ascii", errors="replace")
    except OSError:  # unplugged meanwhile
        return False
    owner = re.search(r"^owner_pid\s*:\s*(\d+)", told, re.MULTILINE)
    return not told.startswith("closed") and (owner is None or int(owner[1]) != os.getpid())
