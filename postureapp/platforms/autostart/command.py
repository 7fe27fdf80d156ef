"""The command that starts this very program again, also where it was built into one of its own."""

from __future__ import annotations

import sys


def own_command() -> tuple[str, ...]:
    """Program and arguments."""
    if getattr(sys, "frozen", False):
        return (sys.executable,)
    return (sys.executable, "-m", "postureapp")
