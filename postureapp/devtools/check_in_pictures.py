"""The check-in for the contact sheets and for the tests of windows: new, filled in, refused, corrected.

All that is shown is made up; nothing is kept.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import datetime
from zoneinfo import ZoneInfo

from PySide6.QtWidgets import QWidget

from postureapp.core.events import FactKind
from postureapp.core.pain_diary import Earlier, Feel, Hinders, KeptEntry, PainEntry, Spot
from postureapp.ui.check_in import CheckIn
from postureapp.ui.theme import Theme

_AT = datetime(2026, 3, 3, 14, 36, tzinfo=ZoneInfo("America/Edmonton"))
TOLD = PainEntry(
    4,
    where=(Spot.BLADE_LEFT, Spot.BETWEEN_BLADES),
    feels=(Feel.TIGHTNESS, Feel.STIFFNESS),
    earlier=(Earlier.DESK,),
    hinders=(Hinders.SLEEP,),
    note="Since the long call this morning.",
)


def check_in_windows() -> Iterator[tuple[str, Callable[[Theme], QWidget]]]:
    """The check-in in its states."""
    yield "check-in", lambda look: CheckIn(look, lambda _entry: True)
    yield "check-in-told", _told
    yield "check-in-refused", lambda look: _told(look, refused=True)
    yield "check-in-corrects", _corrects
    yield "check-in-take-back", lambda look: _corrects(look, asked=True)


def _told(look: Theme, *, refused: bool = False) -> QWidget:
    window = CheckIn(look, lambda _entry: not refused)
    window.now.choose(4)
    window.was_worse.click()
    window.worst.choose(6)
    window.map.choose(TOLD.where)
    window.feels.choose((*TOLD.feels, Feel.TINGLING))
    window.earlier.choose(TOLD.earlier)
    window.look_again()
    if refused:
        window.save()
    return window


def _corrects(look: Theme, *, asked: bool = False) -> QWidget:
    old = KeptEntry(7, _AT, FactKind.PAIN, TOLD, _AT)
    window = CheckIn(look, lambda _entry: True, corrects=old, take_back=lambda: True, moment=f"{_AT:%H:%M}")
    if asked:
        window.ask_to_take_back()
    return window
