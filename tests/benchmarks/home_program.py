"""The home window in a process of its own, opened several times: how long until it is painted.

`python -m tests.benchmarks.home_program DIARY`. What the app has loaded at rest is loaded before; the first time is
that of somebody who opens the window for the first time since the start. Prints the milliseconds of each time, and at
the end those of reading a year for its charts, as JSON.
"""

from __future__ import annotations

import json
import sys
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any, cast
from zoneinfo import ZoneInfo

from PySide6.QtCore import QEvent, QEventLoop, QObject
from PySide6.QtWidgets import QApplication, QWidget

from postureapp.core import session
from postureapp.core.day import of_days
from postureapp.core.events import Moment
from postureapp.core.settings import Theme as Wish
from postureapp.core.state import World
from postureapp.core.status import status
from postureapp.storage import content
from postureapp.storage.diary import SqliteDiary
from postureapp.ui import screen, tray
from postureapp.ui.shelf import Shelf
from postureapp.ui.theme import Theme
from tests.helpers.fakes import FakeClock
from tests.helpers.ten_years import LAST, ZONE

TIMES = 6
AT_REST = (screen, tray)


class Painted(QObject):
    """Tells once a window has been painted."""

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self.is_painted = False
        window.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Look at what the window gets."""
        self.is_painted = self.is_painted or event.type() is QEvent.Type.Paint
        return super().eventFilter(watched, event)


def open_ms(shelf: Shelf, now: Moment, world: World) -> float:
    """Open it as the app does, wait until it is painted, and close it again."""
    state = session.begin(world, now)
    began_s = time.perf_counter()
    from postureapp.ui.home_window import HomeWindow, HomeWires

    wires = HomeWires(
        status=lambda: status(state, now),
        world=lambda: world,
        facts=shelf.facts,
        now=lambda: now,
        handle=lambda _event: None,
        open=lambda _what: None,
    )
    window = HomeWindow(shelf.look, wires)
    painted = Painted(window)
    window.show()
    while not painted.is_painted:
        QApplication.processEvents(QEventLoop.ProcessEventsFlag.WaitForMoreEvents)
    took_ms = (time.perf_counter() - began_s) * 1000
    window.close()
    window.deleteLater()
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
    QApplication.processEvents()
    return took_ms


def year_ms(shelf: Shelf, now: Moment) -> float:
    """Processor time to read what the charts of a year are drawn from, as their page does when it is first opened."""
    began_s = time.process_time()
    facts = shelf.facts(now.local - timedelta(days=367), now.local + timedelta(days=2))
    of_days(facts, now.local.date() - timedelta(days=366), now.local.date(), now.local)
    return (time.process_time() - began_s) * 1000


def main() -> int:
    """Open it, and tell."""
    application = QApplication(["home_program"])
    application.setStyle("Fusion")
    application.setQuitOnLastWindowClosed(False)
    diary = SqliteDiary(Path(sys.argv[1]), lambda problem: sys.exit(str(problem)))
    afternoon = datetime(LAST.year, LAST.month, LAST.day, 16, tzinfo=ZoneInfo(ZONE))
    clock = FakeClock(afternoon.astimezone(UTC), ZoneInfo(ZONE))
    unused = cast(Any, None)
    shelf = Shelf(clock, diary, unused, unused, unused, Theme(Wish.LIGHT))
    world = World(causes=content.load_causes()[0], moves=content.load_moves()[0], rules=content.load_safety()[0])
    times_ms = [open_ms(shelf, clock.now(), world) for _ in range(TIMES)]
    print(json.dumps([*times_ms, year_ms(shelf, clock.now())]))
    diary.close()
    return 0


if __name__ == "__main__":
    sys.exit(main())
