"""Lock, suspend, and changes of the clock or the zone: which sources this system has, all of them as one.

A source only listens: it never locks, never holds up a suspend and never sets a clock.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Mapping
from typing import TYPE_CHECKING

from postureapp.core.text import text
from postureapp.platforms.power.null import NullPowerSource
from postureapp.ports import Choice, PowerSource

if TYPE_CHECKING:
    from postureapp.platforms.dbus import Buses


def select(environ: Mapping[str, str] | None = None, buses: Buses | None = None) -> tuple[PowerSource, Choice]:
    """All sources that this system has, as one, and why the others are not in it.

    `buses` are those that other capabilities use as well; without, it connects by itself.
    """
    if sys.platform != "linux":
        null = NullPowerSource()
        elsewhere = text("This is not a Linux desktop.")
        note = text("Locking and suspending can't be noticed here; time without input still ends a spell of sitting.")
        return null, Choice(null.name, (("logind", elsewhere), ("clock", elsewhere)), note)
    from postureapp.platforms.dbus import Buses
    from postureapp.platforms.power.clock_changes import ClockChangesPowerSource
    from postureapp.platforms.power.logind import LogindPowerSource
    from postureapp.platforms.power.union import UnionPowerSource

    environ = os.environ if environ is None else environ
    clock = ClockChangesPowerSource()
    buses = Buses(environ) if buses is None else buses
    missing = buses.missing()
    if len(missing) == 2:
        note = text("Locking the screen can't be noticed here. Pause PostureApp when you leave.")
        return clock, Choice(clock.name, tuple(("logind", why) for _bus, why in missing), note)
    union = UnionPowerSource([LogindPowerSource(buses, environ), clock])
    return union, Choice(union.name, missing)
