"""Suspend, and the lock of the session, over D-Bus: logind, and the screen savers of the desktops.

It only listens: it holds up no suspend and asks nobody to lock. What is not there is not asked, and nothing is started
by asking.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Mapping
from typing import Any

from postureapp.core.events import Resumed, Suspending
from postureapp.platforms.dbus import PROPERTIES, Bus, Buses, BusKind, BusSignal, Reply, Subscription
from postureapp.platforms.dbus_following import BusFollowing
from postureapp.platforms.power.lock_state import CONFIRM_WITHIN_S, LockState
from postureapp.ports import PowerEvent

LOGIND = "org.freedesktop.login1"
MANAGER_PATH = "/org/freedesktop/login1"
MANAGER = "org.freedesktop.login1.Manager"
SESSION = "org.freedesktop.login1.Session"
USER = "org.freedesktop.login1.User"
USER_SELF_PATH = "/org/freedesktop/login1/user/self"
SESSION_AUTO_PATH = "/org/freedesktop/login1/session/auto"
SCREEN_SAVERS = {
    "org.freedesktop.ScreenSaver": "/org/freedesktop/ScreenSaver",
    "org.gnome.ScreenSaver": "/org/gnome/ScreenSaver",
    "org.cinnamon.ScreenSaver": "/org/cinnamon/ScreenSaver",
    "org.mate.ScreenSaver": "/org/mate/ScreenSaver",
    "org.xfce.ScreenSaver": "/org/xfce/ScreenSaver",
}


class LogindPowerSource:
    """Suspend from logind, and one combined lock of logind and the screen savers.

    Raises (`start`): EnvironmentProblem where there is neither bus.
    """

    name = "logind"

    def __init__(
        self, buses: Buses, environ: Mapping[str, str] | None = None, confirm_within_s: float = CONFIRM_WITHIN_S
    ) -> None:
        self._environ = os.environ if environ is None else environ
        self._listener: Callable[[PowerEvent], None] | None = None
        self._following = BusFollowing(
            buses,
            {BusKind.SYSTEM: self._follow_system, BusKind.SESSION: self._follow_session},
            self._on_lost,
            unnoticed="locking or suspending may be",
        )
        self._session_subscriptions: list[Subscription] = []
        self._was_active = False
        self._is_suspending = False
        self._lock = LockState(self._tell, confirm_within_s)

    def start(self, listener: Callable[[PowerEvent], None]) -> None:
        """Begin to tell the listener; a lock that stands already is told a moment later."""
        self.stop()
        self._listener = listener
        self._following.start()

    def stop(self) -> None:
        """End. The buses stay open: they belong to whoever gave them. May be called twice."""
        self._listener = None
        self._is_suspending = False
        self._lock.reset()
        self._following.stop()
        for subscription in self._session_subscriptions:
            subscription.cancel()
        self._session_subscriptions.clear()

    # --- logind -------------------------------------------------------------------------------------------------------

    def _follow_system(self, bus: Bus) -> Iterator[Subscription]:
        yield bus.match(self._sleep, sender=LOGIND, path=MANAGER_PATH, interface=MANAGER, member="PrepareForSleep")
        yield bus.watch_name(LOGIND, lambda owner: self._find_session(bus, owner))

    def _sleep(self, signal: BusSignal) -> None:
        self._is_suspending = bool(signal.body[0])
        self._tell(Suspending() if self._is_suspending else Resumed())

    def _find_session(self, bus: Bus, owner: str) -> None:
        """Which of logind's sessions is ours: by its name, else by our process, else the one we look at."""
        if not owner:
            self._release_system()
            return

        def by_process(reply: Reply) -> None:
            if reply.error:
                bus.get_property(owner, USER_SELF_PATH, USER, "Display", by_display)
            else:
                self._watch_session(bus, reply.body[0])

        def by_display(value: Any) -> None:
            self._watch_session(bus, value[1] if value and value[0] else SESSION_AUTO_PATH)

        def by_name(reply: Reply) -> None:
            if reply.error:
                body = (os.getpid(),)
                bus.call(LOGIND, MANAGER_PATH, MANAGER, "GetSessionByPID", "u", body, by_process, autostart=False)
            else:
                self._watch_session(bus, reply.body[0])

        name = self._environ.get("XDG_SESSION_ID", "")
        bus.call(LOGIND, MANAGER_PATH, MANAGER, "GetSession", "s", (name,), by_name, autostart=False)

    def _watch_session(self, bus: Bus, path: str) -> None:
        if self._listener is None:
            return
        self._unlock_session()
        self._session_subscriptions = [
            bus.match(lambda _: self._lock.lock_asked(), sender=LOGIND, path=path, interface=SESSION, member="Lock"),
            bus.match(lambda _: self._unlock(), sender=LOGIND, path=path, interface=SESSION, member="Unlock"),
            bus.match(
                lambda signal: self._session_changed(bus, path, signal),
                sender=LOGIND,
                path=path,
                interface=PROPERTIES,
                member="PropertiesChanged",
                arg0=SESSION,
            ),
        ]
        self._ask_session(bus, path, "LockedHint")
        self._ask_session(bus, path, "Active")

    def _ask_session(self, bus: Bus, path: str, name: str) -> None:
        bus.get_property(LOGIND, path, SESSION, name, lambda value: self._session_says(name, value))

    def _session_changed(self, bus: Bus, path: str, signal: BusSignal) -> None:
        _interface, changed, invalidated = signal.body
        for name in ("LockedHint", "Active"):
            if name in changed:
                self._session_says(name, changed[name][1])
            elif name in invalidated:
                self._ask_session(bus, path, name)

    def _session_says(self, name: str, value: Any) -> None:
        if self._listener is None or not isinstance(value, bool):
            return
        if name == "LockedHint":
            self._lock.says(name, value)
        elif value or self._was_active:  # a session that never was in front is left over from an older login
            self._was_active = True
            self._lock.says(name, not value)

    def _unlock(self) -> None:
        self._lock.unlock_asked()
        self._lock.says("LockedHint", False)

    def _unlock_session(self) -> None:
        for subscription in self._session_subscriptions:
            subscription.cancel()
        self._session_subscriptions.clear()
        self._was_active = False
        for origin in ("LockedHint", "Active"):
            self._lock.says(origin, False)

    def _release_system(self) -> None:
        """Nobody will tell of the end any more: what logind began counts as over."""
        if self._is_suspending:
            self._is_suspending = False
            self._tell(Resumed())
        self._unlock_session()
        self._lock.unlock_asked()

    # --- screen savers ------------------------------------------------------------------------------------------------

    def _follow_session(self, bus: Bus) -> Iterator[Subscription]:
        for name, path in SCREEN_SAVERS.items():
            yield from self._follow_screen_saver(bus, name, path)

    def _follow_screen_saver(self, bus: Bus, name: str, path: str) -> Iterator[Subscription]:
        def says(body: tuple[Any, ...]) -> None:
            if self._listener is not None and body and isinstance(body[0], bool):
                self._lock.says(name, body[0])

        def owned(owner: str) -> None:
            if owner:
                bus.call(owner, path, name, "GetActive", on_reply=lambda reply: says(reply.body), autostart=False)
            else:
                says((False,))

        yield bus.match(lambda signal: says(signal.body), sender=name, interface=name, member="ActiveChanged")
        yield bus.watch_name(name, owned)

    # --- all of it together -------------------------------------------------------------------------------------------

    def _tell(self, event: PowerEvent) -> None:
        if self._listener is not None:
            self._listener(event)

    def _on_lost(self, lost: BusKind) -> None:
        if lost is BusKind.SYSTEM:
            self._release_system()
        else:
            for name in SCREEN_SAVERS:
                self._lock.says(name, False)
