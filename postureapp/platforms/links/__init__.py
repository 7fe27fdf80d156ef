"""Opening a booking page or a phone number outside the app.

The app itself opens no connection: it hands the address to the system, and only when the person asked for it.
"""

from __future__ import annotations

from collections.abc import Callable

from postureapp.core.errors import EnvironmentProblem
from postureapp.platforms.links.desktop import DesktopOpener
from postureapp.ports import Choice


def select(failed: Callable[[str, EnvironmentProblem], None] | None = None) -> tuple[DesktopOpener, Choice]:
    """The opener of this system. `failed` gets the address and the reason where the system answers "no" only later."""
    opener = DesktopOpener(failed)
    return opener, Choice(opener.name, note=opener.note())
