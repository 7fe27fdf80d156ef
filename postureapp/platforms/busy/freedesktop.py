"""Do-not-disturb, and programs that keep the screen awake, over the session bus and the system bus.

Each service is optional: what is not there is not asked, and nothing is started by asking. Only what a service tells
of itself is read, never what a notification says.
"""

from __future__ import annotations

import logging
from collections.abc import Callable
from typing import Any

from postureapp.core.errors import EnvironmentProblem
from postureapp.core.events import Busy
from postureapp.platforms.dbus import PROPERTIES, Bus, Buses, BusSignal, Reply, Subscription

log = logging.getLogger(__name__)

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
        self._buses = buses
        self._listener: Callable[[frozenset[Busy]], None] | None = None
        self._subscriptions: list[Subscription] = []
        self._reasons: set[tuple[str, Busy]] = set()
        self._told: frozenset[Busy] = frozenset()

    def start(self, listener: Callable[[frozenset[Busy]], None]) -> None:
        """Begin to tell the listener; the first answers come a moment later."""
        self.stop()
        self._listener = listener
        missing = []
        for find, follow in ((self._buses.session, self._follow_session), (self._buses.system, self._follow_system)):
            try:
                bus = find()
            except EnvironmentProblem as problem:
                missing.append(problem)
            else:
                bus.on_lost(self._on_lost)
                follow(bus)
        if len(missing) == 2:
            self.stop()
            raise missing[0]

    def stop(self) -> None:
        """End. The buses stay open: they belong to whoever gave them. May be called twice."""
        self._listener = None
        for subscription in self._subscriptions:
            subscription.cancel()
        self._subscriptions.clear()
        self._reasons.clear()
        self._told = frozenset()

    # --- the session: notifications that are held back, and idle inhibitors -------------------------------------------

    def _follow_session(self, bus: Bus) -> None:
        self._subscriptions += [
            bus.match(
                self._quiet_changed,
                sender=NOTIFICATIONS,
                path=NOTIFICATIONS_PATH,
                interface=PROPERTIES,
                member="PropertiesChanged",
            ),
            bus.watch_name(NOTIFICATIONS, lambda owner: self._ask_quiet(bus, owner)),
            bus.watch_name(GNOME_SESSION, lambda owner: self._ask_gnome(bus, owner)),
        ]
        for member in ("InhibitorAdded", "InhibitorRemoved"):
            self._subscriptions.append(
                bus.match(
                    lambda signal: self._ask_gnome(bus, signal.sender),
                    sender=GNOME_SESSION,
                    path=GNOME_SESSION_PATH,
                    interface=GNOME_SESSION,
                    member=member,
                )
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

    def _follow_system(self, bus: Bus) -> None:
        self._subscriptions += [
            bus.match(
                lambda signal: self._logind_changed(bus, signal),
                sender=LOGIND,
                path=LOGIND_PATH,
                interface=PROPERTIES,
                member="PropertiesChanged",
                arg0=LOGIND_MANAGER,
            ),
            bus.watch_name(LOGIND, lambda owner: self._ask_logind(bus, owner)),
        ]

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

    def _on_lost(self) -> None:
        if self._listener is not None:
            log.warning("Do-not-disturb and running videos are no longer noticed.")
            for origin, kind in list(self._reasons):
                self._set(origin, kind, False)
