"""How often a figure that moves is shown anew: so often that it looks smooth, no oftener than the processor can bear.

A frame costs several times as much on a slow machine as on a fast one. What all of them cost together must stay the
same small share of one core everywhere; so the pace follows what the last frames cost. It runs no timer of its own.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from math import ceil

SHARE = 0.29  # of one core; what is asked of the whole window is 0.35
SLOWEST_MS = 60  # beyond that a movement no longer looks like one
_STEP_MS = 5
_WEIGHT = 0.15  # of the newest frame in the average: a single dear one changes nothing


class Pace:
    """The time from one frame to the next. `spent_s` tells the processor time of the whole app."""

    def __init__(self, quickest_ms: int, spent_s: Callable[[], float] = time.process_time) -> None:
        self._quickest_ms, self._spent_s = quickest_ms, spent_s
        self._before_s = spent_s()
        self._frame_ms = quickest_ms * SHARE

    def start(self) -> None:
        """Begin with the next frame: what was spent since the last one, on other things, does not count."""
        self._before_s = self._spent_s()

    def count_frame(self) -> None:
        """A frame was shown, or is about to be: all that was spent since the last one is its cost."""
        now_s = self._spent_s()
        self._frame_ms += _WEIGHT * ((now_s - self._before_s) * 1000.0 - self._frame_ms)
        self._before_s = now_s

    @property
    def interval_ms(self) -> int:
        """How long to wait for the next frame, in whole steps, so that a timer is seldom set anew."""
        wanted = _STEP_MS * ceil(self._frame_ms / SHARE / _STEP_MS)
        return min(max(wanted, self._quickest_ms), SLOWEST_MS)
