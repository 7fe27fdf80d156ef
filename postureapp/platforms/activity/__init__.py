"""Keyboard and mouse activity: which source this session has.

A source tells that input paused and came back, never what was typed or where the pointer is.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Mapping

from postureapp.core.errors import EnvironmentProblem
from postureapp.core.text import Text, text
from postureapp.platforms.activity.null import NullActivitySource
from postureapp.platforms.sentences import in_words
from postureapp.ports import ActivitySource, Choice


def select(environ: Mapping[str, str] | None = None) -> tuple[ActivitySource, Choice]:
    """The best source of this session, and why the others are not."""
    environ = os.environ if environ is None else environ
    found = _x11(environ)
    if not isinstance(found, Text):
        return found, Choice(found.name)
    null = NullActivitySource()
    note = text(
        "Keyboard and mouse can't be followed here, so all the time in which the screen is not locked counts as "
        "sitting. Lock the screen when you leave, or pause PostureApp; an X11 session does it by itself."
    )
    return null, Choice(null.name, (("x11", found),), note)


def _x11(environ: Mapping[str, str]) -> ActivitySource | Text:
    if sys.platform != "linux":
        return text("This is not a desktop with X11.")
    if environ.get("WAYLAND_DISPLAY") and environ.get("XDG_SESSION_TYPE") != "x11":
        return text("This is a Wayland session: its X11 side sees the input to X11 windows only.")
    if not environ.get("DISPLAY"):
        return text("There is no X display.")
    from postureapp.platforms.activity.x11 import X11ActivitySource

    try:
        return X11ActivitySource(environ["DISPLAY"])
    except EnvironmentProblem as problem:
        return in_words(problem)
