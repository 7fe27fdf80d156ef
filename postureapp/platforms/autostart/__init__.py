"""Starting with the person's desktop: one entry of the system's own kind, written and taken away when it is asked for.

It never starts anything itself and touches no entry but its own.
"""

from __future__ import annotations

import sys
from pathlib import Path

from postureapp.core.text import text
from postureapp.platforms.autostart import xdg
from postureapp.platforms.autostart.null import NullAutostart
from postureapp.ports import Autostart, Choice

_NONE = text("This system has no known way to start a program at login.")


def select() -> tuple[Autostart, Choice]:
    """What this system has for it."""
    if sys.platform == "win32":
        from postureapp.platforms.autostart.windows import WindowsAutostart

        return WindowsAutostart(), Choice("windows")
    if sys.platform == "darwin":
        from postureapp.platforms.autostart.macos import MacosAutostart

        return MacosAutostart(Path.home() / "Library" / "LaunchAgents"), Choice("macos")
    if sys.platform == "linux":
        return xdg.XdgAutostart(xdg.folder()), Choice("xdg")
    return NullAutostart(), Choice("none", note=_NONE)
