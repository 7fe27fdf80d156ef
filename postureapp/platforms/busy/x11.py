"""A fullscreen window in front, on X11.

It hears when another window becomes the active one, and when that one changes its size, as going fullscreen does, or
goes away. It does not ask for the properties of windows: a clock in a title would wake us each second.
"""

from __future__ import annotations

import logging
import os
from collections.abc import Callable

from PySide6.QtCore import QObject, QTimer

from postureapp.core.errors import EnvironmentProblem
from postureapp.core.events import Busy
from postureapp.core.text import text
from postureapp.platforms.xcb import PropertyChanged, Select, WindowChanged, XConnection, XEvent

log = logging.getLogger(__name__)

SETTLED_MS = 200  # window managers resize first and set the state after, or the other way round
FULLSCREEN = frozenset({Busy.FULLSCREEN})


class X11BusySource(QObject):
    """Whether the active window of an X display (`None`: the one that DISPLAY names) fills the screen.

    Raises: EnvironmentProblem where there is no display, or it is a Wayland session's.
    """

    name = "x11"

    def __init__(self, display: str | None = None) -> None:
        super().__init__()
        self._display = display
        self._listener: Callable[[frozenset[Busy]], None] | None = None
        self._told: frozenset[Busy] = frozenset()
        self._active = 0
        self._settled = QTimer(self)
        self._settled.setSingleShot(True)
        self._settled.timeout.connect(self._look)
        self._connection = self._connect()

    @property
    def wakeups(self) -> int:
        """How often the display has woken us."""
        return self._connection.wakeups

    def start(self, listener: Callable[[frozenset[Busy]], None]) -> None:
        """Begin to tell the listener."""
        if not self._connection.is_open:
            self._connection = self._connect()
        self._listener, self._told = listener, frozenset()
        self._connection.listen(self._on_event, self._on_lost)
        self._connection.select(self._connection.root, Select.PROPERTIES)
        self._look()

    def programs(self) -> dict[Busy, tuple[str, ...]]:
        """Not known here."""
        return {}

    def stop(self) -> None:
        """End, and close the connection. May be called twice."""
        self._listener = None
        self._settled.stop()
        self._active = 0
        self._connection.close()

    def _connect(self) -> XConnection:
        connection = XConnection(self._display)
        if connection.has_extension("XWAYLAND"):
            connection.close()
            raise EnvironmentProblem(text("The X display belongs to a Wayland session, which hides windows from it."))
        return connection

    def _on_event(self, event: XEvent) -> None:
        if isinstance(event, PropertyChanged):
            changed = event.atom == self._connection.atom("_NET_ACTIVE_WINDOW")
        else:
            changed = isinstance(event, WindowChanged) and event.window == self._active
        if changed:
            self._settled.start(SETTLED_MS)  # anew with each event: a window being dragged is looked at once

    def _look(self) -> None:
        active = next(iter(self._connection.numbers(self._connection.root, "_NET_ACTIVE_WINDOW")), 0)
        if self._active != active:
            self._select(self._active, Select.NOTHING)
        self._active = active
        self._select(active, Select.STRUCTURE)  # each time: a new window may have the number of one that is gone
        self._tell(FULLSCREEN if active and self._is_fullscreen(active) else frozenset())

    def _select(self, window: int, what: Select) -> None:
        if window not in (0, self._connection.root):
            self._connection.select(window, what)

    def _is_fullscreen(self, window: int) -> bool:
        atom, numbers = self._connection.atom, self._connection.numbers
        states = numbers(window, "_NET_WM_STATE")
        return (
            atom("_NET_WM_STATE_FULLSCREEN") in states
            and atom("_NET_WM_STATE_HIDDEN") not in states
            and os.getpid() not in numbers(window, "_NET_WM_PID")
            and atom("_NET_WM_WINDOW_TYPE_DESKTOP") not in numbers(window, "_NET_WM_WINDOW_TYPE")
        )

    def _tell(self, kinds: frozenset[Busy]) -> None:
        if kinds != self._told and self._listener is not None:
            self._told = kinds
            self._listener(kinds)

    def _on_lost(self) -> None:
        self._settled.stop()
        log.warning("The X display went away: fullscreen windows are no longer noticed.")
        self._tell(frozenset())
