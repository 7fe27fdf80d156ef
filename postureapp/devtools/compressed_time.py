"""Compressed time: the clock runs N times as fast, and pauses in typing are shortened to match.

For trying a day in minutes (`--speed N`). Everything else of the app is the real thing.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

from postureapp.core.events import Moment, TypingPaused, WentIdle
from postureapp.ports import ActivityEvent, ActivitySource, Clock


class FastClock:
    """A clock that runs `speed` times as fast as another, from when it was made."""

    def __init__(self, clock: Clock, speed: float) -> None:
        self._clock, self._speed = clock, speed
        self._start = clock.now()

    def now(self) -> Moment:
        """This moment, in compressed time. A change of the real wall clock is passed on as it is."""
        real, start, more = self._clock.now(), self._start, self._speed - 1.0
        ran_s = (real.elapsed_s - start.elapsed_s) * more
        return Moment(
            real.utc + timedelta(seconds=ran_s),
            real.zone,
            real.awake_s + (real.awake_s - start.awake_s) * more,
            real.asleep_s + (real.asleep_s - start.asleep_s) * more,
        )


class FastActivitySource:
    """An activity source whose thresholds are `speed` times as short."""

    def __init__(self, source: ActivitySource, speed: float) -> None:
        self._source, self._speed = source, speed
        self.name = source.name

    def start(self, listener: Callable[[ActivityEvent], None], idle_after_s: float) -> None:
        """Begin, with all lengths of time translated."""

        def translate(event: ActivityEvent) -> None:
            match event:
                case WentIdle(idle_s):
                    listener(WentIdle(idle_s * self._speed))
                case TypingPaused(idle_s):
                    listener(TypingPaused(idle_s * self._speed))
                case _:
                    listener(event)

        self._source.start(translate, idle_after_s / self._speed)

    def watch_pause(self, pause_s: float | None) -> None:
        """Watch for a pause of that much compressed time."""
        self._source.watch_pause(pause_s / self._speed if pause_s is not None else None)

    def idle_s(self) -> float:
        """Seconds of compressed time since the last input."""
        return self._source.idle_s() * self._speed

    def stop(self) -> None:
        """End."""
        self._source.stop()
