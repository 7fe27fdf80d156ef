"""Keeps the setting "start at login" and what the system has for it in agreement, and never fights the person.

While the app runs, a change of the setting is carried to the system at once. At a start it is the other way round: the
person may have used the system's own settings meanwhile, so what the system has is what holds, and the setting follows.
Two things are written then all the same: an entry that is wanted and names a program that is not there any more (the
app was moved or replaced), and what the organisation has fixed. It starts nothing itself.
"""

from __future__ import annotations

from postureapp.core.errors import EnvironmentProblem
from postureapp.core.text import text
from postureapp.ports import Autostart


def agree(wanted: bool, locked: bool, entry: Autostart) -> bool:
    """What the setting is to be, at a start; `locked`: the organisation has fixed it.

    Raises: EnvironmentProblem (an entry could not be written).
    """
    if locked:
        carry(wanted, entry)
        return wanted
    there = entry.is_on()
    if there and entry.is_broken():
        if wanted:
            entry.switch(True)
        return wanted
    return there


def carry(wanted: bool, entry: Autostart) -> None:
    """Have the system do what the setting says.

    Raises: EnvironmentProblem (an entry could not be written, or the system keeps it off).
    """
    if entry.is_on() == wanted and not (wanted and entry.is_broken()):
        return
    entry.switch(wanted)
    if wanted and not entry.is_on():
        raise EnvironmentProblem(
            text("PostureApp is not started at login: it is switched off in the settings of your system."),
            hint=text("Switch it on there."),
        )


def taken_away() -> EnvironmentProblem:
    """What to say once where the setting was on and the system has no entry, or has it switched off."""
    return EnvironmentProblem(
        text("PostureApp is not started at login any more: that was removed or switched off outside of it."),
        hint=text("If you want it, switch it on again in Settings."),
    )
