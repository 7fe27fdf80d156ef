"""The weeks and the year of the home window, for the contact sheets and for the tests of windows.

The days are read from made-up facts, by the code that reads those of the diary.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import datetime, time, timedelta

from PySide6.QtWidgets import QWidget

from postureapp.core.day import Kept
from postureapp.core.events import FactKind
from postureapp.core.history import Range
from postureapp.core.state import World
from postureapp.devtools.home_pictures import NOW, ZONE, moment, sitting
from postureapp.ui.history_page import HistoryPage
from postureapp.ui.home_window import WEEKS, HomeWindow, HomeWires
from postureapp.ui.theme import Theme

_SPELLS_MIN = (35, 58, 27, 44, 71, 30, 52, 24, 40, 63, 33, 47, 29)


def facts(since: datetime, until: datetime) -> list[Kept]:
    """What a diary could hold: working days with breaks, phone time, moves and pain, and now and then none at all."""
    found: list[Kept] = []
    days = ((since.date() + timedelta(days=n)) for n in range((until.date() - since.date()).days + 1))
    for on in days:
        n = on.toordinal()
        if on.weekday() >= 5 or n % 11 == 5:
            continue
        at = datetime.combine(on, time(8, 30), ZONE)
        found.append(Kept(at, FactKind.STARTED, {"spell_s": 0.0}))
        for turn in range(6 + n % 3):
            spell_s = 60.0 * _SPELLS_MIN[(n * 5 + turn) % len(_SPELLS_MIN)]
            away_s = 60.0 * (6 + (n + turn) % 5)
            at += timedelta(seconds=spell_s + away_s)
            found.append(Kept(at, FactKind.BREAK, {"length_s": away_s, "spell_s": 0.0, "sat_s": spell_s}))
            if turn % 3 == 1:
                found.append(Kept(at, FactKind.PHONE_ON, {"spell_s": 0.0}))
                at += timedelta(minutes=5 + n % 9)
                found.append(Kept(at, FactKind.PHONE_OFF, {"spell_s": 60.0 * (5 + n % 9)}))
            if (n + turn) % 3:
                found.append(Kept(at, FactKind.MOVE_DONE, {"move": "chin-tuck"}))
        if n % 3 == 0:
            found.append(Kept(at, FactKind.FELT, {"score": 2 + n % 4}))
        found.append(Kept(at + timedelta(minutes=1), FactKind.STOPPED, {"spell_s": 60.0}))
    return [kept for kept in found if since <= kept.at < min(until, NOW)]


def history_windows() -> Iterator[tuple[str, Callable[[Theme], QWidget]]]:
    """The second page of the home window: with a week, with a year, and with nothing in the diary."""

    def weeks(range_: Range, *, is_empty: bool = False) -> Callable[[Theme], QWidget]:
        def make(look: Theme) -> QWidget:
            nothing = lambda *_what: None  # noqa: E731
            read = (lambda *_range: []) if is_empty else facts
            wires = HomeWires(sitting, World, read, moment, nothing, nothing, nothing)
            window = HomeWindow(look, wires)
            window.tabs.setCurrentIndex(WEEKS)
            for page in window.findChildren(HistoryPage):
                page.show_range(range_)
            return window

        return make

    yield "home-week", weeks(Range.WEEK)
    yield "home-year", weeks(Range.YEAR)
    yield "home-week-empty", weeks(Range.WEEK, is_empty=True)
