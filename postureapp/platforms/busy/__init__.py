"""Moments not to interrupt: which sources this session has, all of them as one.

A source tells that a call, a video or a presentation runs, never whose or which.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Mapping
from typing import TYPE_CHECKING

from postureapp.core.errors import EnvironmentProblem
from postureapp.core.text import Text, text
from postureapp.platforms.busy.null import NullBusySource
from postureapp.platforms.sentences import in_words, together
from postureapp.ports import BusySource, Choice

if TYPE_CHECKING:
    from postureapp.platforms.dbus import Buses


def select(environ: Mapping[str, str] | None = None, buses: Buses | None = None) -> tuple[BusySource, Choice]:
    """All sources that this session has, as one, and why the others are not in it.

    `buses` are those that other capabilities use as well; without, it connects by itself.
    """
    environ = os.environ if environ is None else environ
    parts: list[BusySource] = []
    rejected: list[tuple[str, Text]] = []
    for name, found in _tried(environ, buses).items():
        if isinstance(found, Text):
            rejected.append((name, found))
        else:
            parts.append(found)
    if not parts:
        null = NullBusySource()
        note = text(
            "Calls, videos and presentations can't be noticed here, so a reminder may come in the middle of one. "
            "Pause PostureApp before you start."
        )
        return null, Choice(null.name, tuple(rejected), note)
    from postureapp.platforms.busy.union import UnionBusySource

    union = UnionBusySource(parts)
    return union, Choice(union.name, tuple(rejected), _note(tuple(name for name, _why in rejected)))


def _tried(environ: Mapping[str, str], buses: Buses | None) -> dict[str, BusySource | Text]:
    if sys.platform != "linux":
        elsewhere = text("This is not a Linux desktop.")
        return dict.fromkeys(("x11", "freedesktop", "microphone", "camera"), elsewhere)
    from postureapp.platforms.busy.camera import CameraBusySource
    from postureapp.platforms.busy.microphone import select_microphone

    return {
        "x11": _x11(environ),
        "freedesktop": _freedesktop(environ, buses),
        "microphone": select_microphone(environ),
        "camera": CameraBusySource(),
    }


def _x11(environ: Mapping[str, str]) -> BusySource | Text:
    if environ.get("WAYLAND_DISPLAY") and environ.get("XDG_SESSION_TYPE") != "x11":
        return text("This is a Wayland session: programs are not told which window is in front.")
    if not environ.get("DISPLAY"):
        return text("There is no X display.")
    from postureapp.platforms.busy.x11 import X11BusySource

    try:
        return X11BusySource(environ["DISPLAY"])
    except EnvironmentProblem as problem:
        return in_words(problem)


def _freedesktop(environ: Mapping[str, str], buses: Buses | None) -> BusySource | Text:
    from postureapp.platforms.busy.freedesktop import FreedesktopBusySource
    from postureapp.platforms.dbus import Buses

    buses = Buses(environ) if buses is None else buses
    missing = buses.missing()
    if len(missing) == 2:
        return together(*(why for _bus, why in missing))
    return FreedesktopBusySource(buses)


def _note(missing: tuple[str, ...]) -> Text:
    """What goes unnoticed without the sources that matter most."""
    if "x11" in missing:
        return text("Windows that fill the screen go unnoticed here. Pause PostureApp before you present.")
    if "microphone" in missing:
        return text("Calls go unnoticed here unless the camera is on. Pause PostureApp before you start one.")
    return Text("")
