"""Whether there is a display to start on. It only knocks: it opens no window."""

from __future__ import annotations

import os
import socket
import sys
from pathlib import Path

from postureapp.core.errors import EnvironmentProblem
from postureapp.core.text import text


def check() -> None:
    """Qt ends the process where no display answers; say it in words before.

    Raises: EnvironmentProblem.
    """
    if sys.platform != "linux" or os.environ.get("QT_QPA_PLATFORM", "").split(":")[0] in (
        "offscreen",
        "minimal",
        "vnc",
    ):
        return
    hint = text("Start PostureApp within a desktop session.")
    if os.environ.get("WAYLAND_DISPLAY") and _wayland_answers():
        return
    display = os.environ.get("DISPLAY")
    if not display:
        raise EnvironmentProblem(text("PostureApp needs a display, and there is none here."), hint=hint)
    from postureapp.platforms import xcb  # what it needs is there on Linux only

    if not xcb.can_open(display):
        raise EnvironmentProblem(text("The display {display} does not answer.", display=display), hint=hint)


def _wayland_answers() -> bool:
    place = Path(os.environ.get("XDG_RUNTIME_DIR", "/nonexistent")) / os.environ["WAYLAND_DISPLAY"]
    try:
        with socket.socket(socket.AF_UNIX) as knock:
            knock.connect(str(place))
    except OSError:
        return False
    return True
