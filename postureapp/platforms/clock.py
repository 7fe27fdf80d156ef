"""The clocks of this machine: the wall clock in the person's zone, and one that nobody can set.

Sitting is measured on the latter. Reading a clock never raises and never waits, however odd the zone is set up.
"""

from __future__ import annotations

import sys
import time
import warnings
from datetime import UTC, datetime, tzinfo
from functools import cache

import tzlocal

from postureapp.core.events import Moment

JITTER_S = 0.05  # two clocks are read one after the other; suspends are longer than this


class SystemClock:
    """Both clocks, and the zone the person is in."""

    def __init__(self) -> None:
        self._asleep_s = 0.0

    def now(self) -> Moment:
        """This moment."""
        awake_s = time.monotonic()
        return Moment(datetime.now(UTC), local_zone(), awake_s, self._asleep_so_far_s())

    def _asleep_so_far_s(self) -> float:
        if sys.platform == "linux":
            asleep_s = time.clock_gettime(time.CLOCK_BOOTTIME) - time.clock_gettime(time.CLOCK_MONOTONIC)
            if asleep_s >= self._asleep_s + JITTER_S:
                self._asleep_s = asleep_s
        return self._asleep_s


def local_zone() -> tzinfo:
    """The zone of this machine; where its name can't be made out, the present offset from UTC."""
    return _named_zone() or datetime.now(UTC).astimezone().tzinfo or UTC


def reload_zone() -> tzinfo:
    """The zone, read anew: to be called when it changed."""
    if hasattr(time, "tzset"):
        time.tzset()
    _named_zone.cache_clear()
    return local_zone()


@cache
def _named_zone() -> tzinfo | None:
    # tzlocal's own cache would go on telling the old zone where the new one can't be made out.
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # it warns where settings disagree, and answers all the same
            return tzlocal.reload_localzone()
    except (LookupError, ValueError, OSError):
        return None
