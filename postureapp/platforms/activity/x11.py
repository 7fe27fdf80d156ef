"""Keyboard and mouse activity on X11, by alarms on the server's idle counter.

The server counts; we are woken when input has paused long enough, and with the first input after that. While a person
types, or while nobody is there, this process sleeps: no alarm that could go off again and again is ever left armed.
"""

from __future__ import annotations

import logging
from collections.abc import Callable

from postureapp.core.errors import EnvironmentProblem
from postureapp.core.events import InputResumed, TypingPaused, WentIdle
from postureapp.core.text import text
from postureapp.platforms.xcb import AlarmFired, Test, XConnection, XEvent
from postureapp.ports import ActivityEvent

log = logging.getLogger(__name__)


class X11ActivitySource:
    """Input on an X display as a whole (`None`: the one that DISPLAY names).

    Raises: EnvironmentProblem where there is no display, no idle counter, or the display is a Wayland session's.
    """

    name = "x11"

    def __init__(self, display: str | None = None) -> None:
        self._display = display
        self._listener: Callable[[ActivityEvent], None] | None = None
        self._idle_after_ms = 0
        self._pause_ms: int | None = None
        self._idle_alarm = self._back_alarm = self._pause_alarm = 0
        self._connection = self._connect()

    @property
    def wakeups(self) -> int:
        """How often the display has woken us."""
        return self._connection.wakeups

    def start(self, listener: Callable[[ActivityEvent], None], idle_after_s: float) -> None:
        """Begin to tell the listener."""
        self._disarm_all()
        if not self._connection.is_open:
            self._connection = self._connect()
        self._connection.listen(self._on_event, self._on_lost)
        self._listener = listener
        self._idle_after_ms = max(1, round(idle_after_s * 1000))
        self._wait_for_idle()
        if self._pause_ms is not None:
            self._wait_for_pause(self._pause_ms)

    def watch_pause(self, pause_s: float | None) -> None:
        """Tell once of a pause of this length (soon, if it is one already); None: don't."""
        self._pause_alarm = self._disarm(self._pause_alarm)
        self._pause_ms = None if pause_s is None else max(1, round(pause_s * 1000))
        if self._pause_ms is not None and self._listener is not None:
            self._wait_for_pause(self._pause_ms)

    def idle_s(self) -> float:
        """Seconds since the last input; 0 when the display is gone."""
        return (self._connection.counter_ms(self._counter) or 0) / 1000

    def stop(self) -> None:
        """End, and close the connection. May be called twice."""
        self._disarm_all()
        self._listener = self._pause_ms = None
        self._connection.close()

    def _connect(self) -> XConnection:
        connection = XConnection(self._display)
        try:
            if connection.has_extension("XWAYLAND"):
                raise EnvironmentProblem(text("The X display belongs to a Wayland session, which hides input from it."))
            self._counter = connection.idle_counter()
        except EnvironmentProblem:
            connection.close()
            raise
        return connection

    # --- alarms: one for idling or for the return from it, and one for a pause ----------------------------------------

    def _wait_for_idle(self) -> None:
        self._idle_alarm = self._connection.arm(self._counter, Test.AT_LEAST, self._idle_after_ms)

    def _wait_for_return(self) -> None:
        self._back_alarm = self._connection.arm(self._counter, Test.AT_MOST, self._idle_after_ms - 1)

    def _wait_for_pause(self, pause_ms: int) -> None:
        self._pause_alarm = self._connection.arm(self._counter, Test.AT_LEAST, pause_ms)

    def _disarm(self, alarm: int) -> int:
        self._connection.disarm(alarm)
        return 0

    def _disarm_all(self) -> None:
        self._idle_alarm = self._disarm(self._idle_alarm)
        self._back_alarm = self._disarm(self._back_alarm)
        self._pause_alarm = self._disarm(self._pause_alarm)

    # --- what the display tells ---------------------------------------------------------------------------------------

    def _on_event(self, event: XEvent) -> None:
        if not isinstance(event, AlarmFired):
            return
        if event.alarm == self._pause_alarm:
            self._pause_came()
        elif event.alarm == self._idle_alarm:
            self._idle_alarm = self._disarm(self._idle_alarm)
            self._wait_for_return()
            # Input that came between the alarm and now is told next, by the alarm just armed.
            self._tell(WentIdle(max(event.counter_ms / 1000, self.idle_s())))
        elif event.alarm == self._back_alarm:
            self._back_alarm = self._disarm(self._back_alarm)
            self._wait_for_idle()
            self._tell(InputResumed())

    def _pause_came(self) -> None:
        self._pause_alarm = self._disarm(self._pause_alarm)
        pause_ms, idle_s = self._pause_ms, self.idle_s()
        if pause_ms is None:
            return
        if idle_s * 1000 < pause_ms:  # typing went on before we got to hear of the pause
            self._wait_for_pause(pause_ms)
            return
        self._pause_ms = None
        self._tell(TypingPaused(idle_s))

    def _tell(self, event: ActivityEvent) -> None:
        if self._listener is not None:
            self._listener(event)

    def _on_lost(self) -> None:
        self._idle_alarm = self._back_alarm = self._pause_alarm = 0
        log.warning("The X display went away: keyboard and mouse activity is no longer followed.")
