"""Starting with the person's desktop: one entry of the system's own kind, written and taken away when it is asked for.

It never starts anything itself and touches no entry but its own. An app whose files were moved by a variable of the
environment has an entry of its own, which sets that variable: that of the person's usual app is another's.
"""

from __future__ import annotations

import hashlib
import sys
from collections.abc import Mapping
from pathlib import Path

from postureapp.core.text import text
from postureapp.platforms.autostart import xdg
from postureapp.platforms.autostart.command import own_command
from postureapp.platforms.autostart.null import NullAutostart
from postureapp.ports import Autostart, Choice

_NONE = text("This system has no known way to start a program at login.")


def select(moved: Mapping[str, str] | None = None) -> tuple[Autostart, Choice]:
    """What this system has for it. `moved`: the variables by which this app's files are elsewhere than usual."""
    command = own_command(moved)
    key = hashlib.sha256(repr(sorted(moved.items())).encode()).hexdigest()[:8] if moved else ""
    if sys.platform == "win32" and not moved:  # its entries set no variables
        from postureapp.platforms.autostart.windows import WindowsAutostart

        return WindowsAutostart(), Choice("windows")
    if sys.platform == "darwin":
        from postureapp.platforms.autostart.macos import MacosAutostart

        return MacosAutostart(Path.home() / "Library" / "LaunchAgents", command, key), Choice("macos")
    if sys.platform == "linux":
        return xdg.XdgAutostart(xdg.folder(), command, f"postureapp-{key}" if key else "postureapp"), Choice("xdg")
    return NullAutostart(), Choice("none", note=_NONE)
