"""One connection to the X server, by ctypes over libxcb: atoms, properties, and alarms on the idle counter.

Why not Qt's own connection: it hands out no XSync alarms, and what we select on it would change what Qt selects. Events
come by a QSocketNotifier. Nothing here polls, and the end of the display is one callback, never a spin or a traceback.
"""

from __future__ import annotations

import ctypes
import struct
from collections import deque
from collections.abc import Callable
from ctypes import POINTER, c_char, c_char_p, c_int, c_uint, c_uint8, c_uint16, c_uint32, c_void_p
from dataclasses import dataclass
from enum import IntEnum, IntFlag
from typing import Any

from PySide6.QtCore import QObject, QSocketNotifier, QTimer

from postureapp.core.errors import EnvironmentProblem
from postureapp.core.text import text

IDLE_COUNTER = b"IDLETIME"
SYNC_VERSION = (3, 1)
MAX_ITEMS = 64  # longest list in a property that we read

# Source: X11/X.h, X11/extensions/syncproto.h
_CW_EVENT_MASK = 1 << 11
_STRUCTURE_NOTIFY = (17, 18, 19, 22)  # destroyed, unmapped, mapped, configured
_PROPERTY_NOTIFY = 28
_ALARM_NOTIFY = 1  # after the first event of SYNC
_ALARM_ALL = 0b111111  # counter, value type, value, test, delta, events
_ALARM_EVENTS = 0b100000
_ALARM_DESTROYED = 2


class Select(IntFlag):
    """What to hear of a window."""

    NOTHING = 0
    STRUCTURE = 1 << 17
    PROPERTIES = 1 << 22


class Test(IntEnum):
    """When an alarm goes off: at once if it is so already, and only once."""

    AT_LEAST = 2
    AT_MOST = 3


@dataclass(frozen=True, slots=True)
class AlarmFired:
    """An alarm went off when its counter stood at `counter_ms`."""

    alarm: int
    counter_ms: int


@dataclass(frozen=True, slots=True)
class PropertyChanged:
    """A property of a window was set or deleted."""

    window: int
    atom: int


@dataclass(frozen=True, slots=True)
class WindowChanged:
    """A window was moved, resized, shown, hidden or destroyed."""

    window: int


XEvent = AlarmFired | PropertyChanged | WindowChanged


class _Cookie(ctypes.Structure):
    _fields_ = [("sequence", c_uint)]


class _Iterator(ctypes.Structure):
    _fields_ = [("data", c_void_p), ("rem", c_int), ("index", c_int)]


_C = c_void_p  # xcb_connection_t *
_REQUESTS: dict[str, tuple[Any, list[Any]]] = {
    "xcb_connect": (_C, [c_char_p, POINTER(c_int)]),
    "xcb_disconnect": (None, [_C]),
    "xcb_connection_has_error": (c_int, [_C]),
    "xcb_get_file_descriptor": (c_int, [_C]),
    "xcb_flush": (c_int, [_C]),
    "xcb_generate_id": (c_uint32, [_C]),
    "xcb_poll_for_event": (c_void_p, [_C]),
    "xcb_poll_for_queued_event": (c_void_p, [_C]),
    "xcb_get_setup": (c_void_p, [_C]),
    "xcb_setup_roots_iterator": (_Iterator, [c_void_p]),
    "xcb_get_extension_data": (c_void_p, [_C, c_void_p]),
    "xcb_change_window_attributes": (_Cookie, [_C, c_uint32, c_uint32, c_void_p]),
    "xcb_intern_atom": (_Cookie, [_C, c_uint8, c_uint16, c_char_p]),
    "xcb_intern_atom_reply": (c_void_p, [_C, _Cookie, c_void_p]),
    "xcb_query_extension": (_Cookie, [_C, c_uint16, c_char_p]),
    "xcb_query_extension_reply": (c_void_p, [_C, _Cookie, c_void_p]),
    "xcb_get_property": (_Cookie, [_C, c_uint8, c_uint32, c_uint32, c_uint32, c_uint32, c_uint32]),
    "xcb_get_property_reply": (c_void_p, [_C, _Cookie, c_void_p]),
}
_SYNC_REQUESTS: dict[str, tuple[Any, list[Any]]] = {
    "xcb_sync_initialize": (_Cookie, [_C, c_uint8, c_uint8]),
    "xcb_sync_initialize_reply": (c_void_p, [_C, _Cookie, c_void_p]),
    "xcb_sync_list_system_counters": (_Cookie, [_C]),
    "xcb_sync_list_system_counters_reply": (c_void_p, [_C, _Cookie, c_void_p]),
    "xcb_sync_query_counter": (_Cookie, [_C, c_uint32]),
    "xcb_sync_query_counter_reply": (c_void_p, [_C, _Cookie, c_void_p]),
    "xcb_sync_create_alarm": (_Cookie, [_C, c_uint32, c_uint32, c_void_p]),
    "xcb_sync_change_alarm": (_Cookie, [_C, c_uint32, c_uint32, c_void_p]),
    "xcb_sync_destroy_alarm": (_Cookie, [_C, c_uint32]),
}


class XConnection(QObject):
    """A connection of our own to an X display (`None`: the one that DISPLAY names).

    Raises: EnvironmentProblem where there is no display, or libxcb is missing.
    """

    def __init__(self, display: str | None = None) -> None:
        super().__init__()
        self.wakeups = 0
        self._xcb, self._sync, self._free = _libraries()
        self._c: int | None = self._xcb.xcb_connect(display.encode() if display else None, None)
        if self._xcb.xcb_connection_has_error(self._c):
            self._disconnect()
            raise _no_display(display)
        screen = self._xcb.xcb_setup_roots_iterator(self._xcb.xcb_get_setup(self._c)).data
        self.root = int(c_uint32.from_address(screen).value)
        self._atoms: dict[str, int] = {}
        self._events: deque[XEvent] = deque()
        self._on_event: Callable[[XEvent], None] | None = None
        self._on_lost: Callable[[], None] | None = None
        self._sync_first_event = -1
        self._notifier = QSocketNotifier(self._xcb.xcb_get_file_descriptor(self._c), QSocketNotifier.Type.Read, self)
        self._notifier.activated.connect(self._read)
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.timeout.connect(self._deliver)

    def listen(self, on_event: Callable[[XEvent], None], on_lost: Callable[[], None]) -> None:
        """Hand events to `on_event`, and the end of the display, once, to `on_lost`."""
        self._on_event, self._on_lost = on_event, on_lost

    @property
    def is_open(self) -> bool:
        """Whether the display is still there."""
        return self._c is not None

    def close(self) -> None:
        """Disconnect; nothing calls back after this. May be called twice."""
        self._on_event = self._on_lost = None
        self._soon.stop()
        self._events.clear()
        self._disconnect()

    # --- windows ------------------------------------------------------------------------------------------------------

    def atom(self, name: str) -> int:
        """The number of a name on this display."""
        if name not in self._atoms:
            raw = self._reply(self._xcb, "xcb_intern_atom", 0, len(name), name.encode())
            self._atoms[name] = struct.unpack_from("I", raw, 8)[0] if raw else 0
        return self._atoms[name]

    def numbers(self, window: int, name: str) -> tuple[int, ...]:
        """A property that is a list of windows, atoms or numbers; empty where there is none."""
        raw = self._reply(self._xcb, "xcb_get_property", 0, window, self.atom(name), 0, 0, MAX_ITEMS)
        if raw is None or raw[1] != 32:
            return ()
        return struct.unpack_from(f"{struct.unpack_from('I', raw, 16)[0]}I", raw, 32)

    def select(self, window: int, what: Select) -> None:
        """Hear this of a window, in place of what we heard before. A window that is gone is no error."""
        mask = (c_uint32 * 1)(int(what))
        if self._c is not None:
            self._xcb.xcb_change_window_attributes(self._c, window, _CW_EVENT_MASK, mask)
            self._xcb.xcb_flush(self._c)

    def has_extension(self, name: str) -> bool:
        """Whether the server has an extension of this name."""
        raw = self._reply(self._xcb, "xcb_query_extension", len(name), name.encode())
        return bool(raw and raw[8])

    # --- the idle counter ---------------------------------------------------------------------------------------------

    def idle_counter(self) -> int:
        """The server's own idle counter (of all devices together, not of one).

        Raises: EnvironmentProblem where the server has none.
        """
        found = self._xcb.xcb_get_extension_data(self._c, ctypes.addressof(c_char.in_dll(self._sync, "xcb_sync_id")))
        if found and ctypes.string_at(found, 12)[8]:
            self._sync_first_event = ctypes.string_at(found, 12)[10]
            self._reply(self._sync, "xcb_sync_initialize", *SYNC_VERSION)
            raw = self._reply(self._sync, "xcb_sync_list_system_counters")
            for name, counter in _counters(raw or b""):
                if name == IDLE_COUNTER:
                    return counter
        raise EnvironmentProblem(text("This X server does not count how long there was no input."))

    def counter_ms(self, counter: int) -> int | None:
        """Where a counter stands; None when the display is gone."""
        raw = self._reply(self._sync, "xcb_sync_query_counter", counter)
        return None if raw is None else _int64(raw, 8)

    def arm(self, counter: int, test: Test, value_ms: int) -> int:
        """An alarm that goes off once; it is to be disarmed all the same. Returns its number (0: no display)."""
        # The server compares a new alarm with the value it looked at last, which may be old: make it look.
        if self.counter_ms(counter) is None or self._c is None:
            return 0
        alarm = int(self._xcb.xcb_generate_id(self._c))
        values = (c_uint32 * 8)(counter, 0, value_ms >> 32, value_ms & 0xFFFFFFFF, int(test), 0, 0, 1)
        self._sync.xcb_sync_create_alarm(self._c, alarm, _ALARM_ALL, values)
        self._xcb.xcb_flush(self._c)
        return alarm

    def disarm(self, alarm: int) -> None:
        """Destroy an alarm, without the event that tells of it and would wake us for nothing."""
        if self._c is not None and alarm:
            self._sync.xcb_sync_change_alarm(self._c, alarm, _ALARM_EVENTS, (c_uint32 * 1)(0))
            self._sync.xcb_sync_destroy_alarm(self._c, alarm)
            self._xcb.xcb_flush(self._c)

    # --- the stream ---------------------------------------------------------------------------------------------------

    def _reply(self, library: ctypes.CDLL, request: str, *arguments: Any) -> bytes | None:
        """Send a request and wait for its answer: a local round trip, well under a millisecond."""
        if self._c is None:
            return None
        cookie = getattr(library, request)(self._c, *arguments)
        found = getattr(library, f"{request}_reply")(self._c, cookie, None)
        # Events that came along are in libxcb's queue now, and the socket will not tell of them again.
        self._collect(self._xcb.xcb_poll_for_queued_event)
        if self._events:
            self._soon.start(0)
        if not found:
            return None
        raw = ctypes.string_at(found, 32 + 4 * c_uint32.from_address(found + 4).value)
        self._free(found)
        return raw

    def _read(self) -> None:
        self.wakeups += 1
        if self._c is None:
            return
        self._collect(self._xcb.xcb_poll_for_event)
        lost = bool(self._xcb.xcb_connection_has_error(self._c))
        if lost:
            self._disconnect()
        self._deliver()
        if lost and self._on_lost is not None:
            self._on_lost()

    def _collect(self, poll: Callable[[int], int | None]) -> None:
        while self._c is not None and (found := poll(self._c)):
            event = self._parsed(ctypes.string_at(found, 32))
            self._free(found)
            if event is not None:
                self._events.append(event)

    def _parsed(self, raw: bytes) -> XEvent | None:
        kind = raw[0] & 0x7F
        if kind == _PROPERTY_NOTIFY:
            return PropertyChanged(*struct.unpack_from("II", raw, 4))
        if kind in _STRUCTURE_NOTIFY:
            return WindowChanged(struct.unpack_from("I", raw, 4)[0])
        if kind == self._sync_first_event + _ALARM_NOTIFY and raw[28] != _ALARM_DESTROYED:
            return AlarmFired(struct.unpack_from("I", raw, 4)[0], _int64(raw, 8))
        return None

    def _deliver(self) -> None:
        while self._events and self._on_event is not None:
            self._on_event(self._events.popleft())

    def _disconnect(self) -> None:
        if self._c is not None:
            if hasattr(self, "_notifier"):
                self._notifier.setEnabled(False)
            self._xcb.xcb_disconnect(self._c)
            self._c = None


def _libraries() -> tuple[ctypes.CDLL, ctypes.CDLL, Callable[[int], None]]:
    try:
        xcb, sync, libc = ctypes.CDLL("libxcb.so.1"), ctypes.CDLL("libxcb-sync.so.1"), ctypes.CDLL(None)
    except OSError as error:
        raise EnvironmentProblem(
            text("A library for X11 is missing: {reason}.", reason=str(error)),
            hint=text("On Debian and Ubuntu it is in the packages libxcb1 and libxcb-sync1."),
        ) from error
    for library, requests in ((xcb, _REQUESTS), (sync, _SYNC_REQUESTS)):
        for name, (result, arguments) in requests.items():
            function = getattr(library, name)
            function.restype, function.argtypes = result, arguments
    libc.free.restype, libc.free.argtypes = None, [c_void_p]
    return xcb, sync, libc.free


def _counters(raw: bytes) -> list[tuple[bytes, int]]:
    """Names and numbers of the system counters in a ListSystemCounters answer."""
    found = []
    at = 32
    for _ in range(struct.unpack_from("I", raw, 8)[0] if raw else 0):
        counter, _resolution, length = struct.unpack_from("<IqH", raw, at)
        found.append((raw[at + 14 : at + 14 + length], counter))
        at += (14 + length + 3) & ~3
    return found


def _int64(raw: bytes, at: int) -> int:
    high, low = struct.unpack_from("iI", raw, at)
    return int(high << 32 | low)


def _no_display(display: str | None) -> EnvironmentProblem:
    if display:
        return EnvironmentProblem(text("The X display {display} can't be opened.", display=display))
    return EnvironmentProblem(text("There is no X display."))


def can_open(display: str | None = None) -> bool:
    """Whether an X display answers (Qt would end the whole process where it does not)."""
    try:
        xcb, _sync, _free = _libraries()
    except EnvironmentProblem:
        return False
    connection = xcb.xcb_connect(display.encode() if display else None, None)
    failed = bool(xcb.xcb_connection_has_error(connection))
    xcb.xcb_disconnect(connection)
    return not failed
