"""Do-not-disturb, and programs that keep the screen awake, over the session bus and the system bus.

Each service is optional: what is not there is not asked, and nothing is started by asking. Only what a service tells
of itself is read, never what a notification says.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from postureapp.core.events import Busy
from postureapp.platforms.dbus import PROPERTIES, Bus, Buses, BusKind, BusSignal, Reply, Subscription
from postureapp.platforms.dbus_following import BusFollowing

NOTIFICATIONS = "org.freedesktop.Notifications"
NOTIFICATIONS_PATH = "/org/freedesktop/Notifications"
# Source: KDE's notification service; dunst 1.6 and later (dunstctl uses the same)
QUIET_PROPERTIES = ((NOTIFICATIONS, "Inhibited"), ("org.dunstproject.cmd0", "paused"))
LOGIND = "org.freedesktop.login1"
LOGIND_PATH = "/org/freedesktop/login1"
LOGIND_MANAGER = "org.freedesktop.login1.Manager"
GNOME_SESSION = "org.gnome.SessionManager"
GNOME_SESSION_PATH = "/org/gnome/SessionManager"
GNOME_INHIBIT_IDLE = 8  # GsmInhibitorFlag; Cinnamon and MATE have the same


class FreedesktopBusySource:
    """What desktops following freedesktop.org say about being disturbed.

    Raises (`start`): EnvironmentProblem where there is neither bus.
    """

    name = "freedesktop"

    def __init__(self, buses: Buses) -> None:
        self._listener: Callable[[frozenset[Busy]], None] | None = None
        self._following = BusFollowing(
            buses,
            {BusKind.SESSION: self._follow_session, BusKind.SYSTEM: self._follow_system},
            self._on_lost,
            unnoticed="do-not-disturb and running videos are",
        )
        self._reasons: set[tuple[str, Busy]] = set()
        self._told: frozenset[Busy] = frozenset()

    def start(self, listener: Callable[[frozenset[Busy]], None]) -> None:
        """Begin to tell the listener; the first answers come a moment later."""
        self.stop()
        self._listener = listener
        self._following.start()

    def programs(self) -> dict[Busy, tuple[str, ...]]:
        """Not known here."""
        return {}

    def stop(self) -> None:
        """End. The buses stay open: they belong to whoever gave them. May be called twice."""
        self._listener = None
        self._following.stop()
        self._reasons.clear()
        self._told = frozenset()

    # --- the session: notifications that are held back, and idle inhibitors -------------------------------------------

    def _follow_session(self, bus: Bus) -> Iterator[Subscription]:
        yield bus.match(
            self._quiet_changed,
            sender=NOTIFICATIONS,
            path=NOTIFICATIONS_PATH,
            interface=PROPERTIES,
            member="PropertiesChanged",
        )
        yield bus.watch_name(NOTIFICATIONS, lambda owner: self._ask_quiet(bus, owner))
        yield bus.watch_name(GNOME_SESSION, lambda owner: self._ask_gnome(bus, owner))
        for member in ("InhibitorAdded", "InhibitorRemoved"):
            yield bus.match(
                lambda signal: self._ask_gnome(bus, signal.sender),
                sender=GNOME_SESSION,
                path=GNOME_SESSION_PATH,
                interface=GNOME_SESSION,
                member=member,
            )

    def _ask_quiet(self, bus: Bus, owner: str) -> None:
        for interface, name in QUIET_PROPERTIES:
            self._set(interface, Busy.DO_NOT_DISTURB, False)
            if owner:
                bus.get_property(owner, NOTIFICATIONS_PATH, interface, name, self._setter(interface))

    def _setter(self, interface: str) -> Callable[[Any], None]:
        return lambda value: self._set(interface, Busy.DO_NOT_DISTURB, value is True)

    def _quiet_changed(self, signal: BusSignal) -> None:
        for interface, name in QUIET_PROPERTIES:
            if signal.body[0] == interface and name in signal.body[1]:
                self._set(interface, Busy.DO_NOT_DISTURB, signal.body[1][name][1] is True)

    def _ask_gnome(self, bus: Bus, owner: str) -> None:
        def on_reply(reply: Reply) -> None:
            self._set(GNOME_SESSION, Busy.VIDEO, not reply.error and reply.body[:1] == (True,))

        if owner:
            body = (GNOME_INHIBIT_IDLE,)
            bus.call(owner, GNOME_SESSION_PATH, GNOME_SESSION, "IsInhibited", "u", body, on_reply, autostart=False)
        else:
            self._set(GNOME_SESSION, Busy.VIDEO, False)

    # --- the system: idle inhibitors of logind ------------------------------------------------------------------------

    def _follow_system(self, bus: Bus) -> Iterator[Subscription]:
        yield bus.match(
            lambda signal: self._logind_changed(bus, signal),
            sender=LOGIND,
            path=LOGIND_PATH,
            interface=PROPERTIES,
            member="PropertiesChanged",
            arg0=LOGIND_MANAGER,
        )
        yield bus.watch_name(LOGIND, lambda owner: self._ask_logind(bus, owner))

    def _ask_logind(self, bus: Bus, owner: str) -> None:
        if owner:
            bus.get_property(owner, LOGIND_PATH, LOGIND_MANAGER, "BlockInhibited", self._logind_blocks)
        else:
            self._logind_blocks(None)

    def _logind_changed(self, bus: Bus, signal: BusSignal) -> None:
        _interface, changed, invalidated = signal.body
        if "BlockInhibited" in changed:
            self._logind_blocks(changed["BlockInhibited"][1])
        elif "BlockInhibited" in invalidated:
            self._ask_logind(bus, signal.sender)

    def _logind_blocks(self, what: Any) -> None:
        self._set(LOGIND, Busy.VIDEO, isinstance(what, str) and "idle" in what.split(":"))

    # --- all of it together -------------------------------------------------------------------------------------------

    def _set(self, origin: str, kind: Busy, on: bool) -> None:
        if on:
            self._reasons.add((origin, kind))
        else:
            self._reasons.discard((origin, kind))
        kinds = frozenset(kind for _origin, kind in self._reasons)
        if kinds != self._told and self._listener is not None:
            self._told = kinds
            self._listener(kinds)

    def _on_lost(self, lost: BusKind) -> None:
        for origin, kind in list(self._reasons):
            if (origin == LOGIND) == (lost is BusKind.SYSTEM):
                self._set(origin, kind, False)
