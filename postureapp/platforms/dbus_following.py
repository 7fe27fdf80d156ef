"""Listening on a bus, and again after the bus went away and came back.

What was heard on a lost bus is given up at once. It never waits for a bus: it tries a few times, and then it says so.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterable, Mapping
from functools import partial

from postureapp.core.errors import EnvironmentProblem
from postureapp.platforms.dbus import Bus, Buses, BusKind, Subscription
from postureapp.platforms.restarts import Restarts

log = logging.getLogger(__name__)

AGAIN_AFTER_S = (2, 10, 60)

Follow = Callable[[Bus], Iterable[Subscription]]


class BusFollowing:
    """Follows each bus of `follow`. After a loss `lost` gets its kind, and then `follow` the bus that came back.

    `unnoticed` says, for the log, what goes unnoticed without it. The buses stay open: they belong to whoever gave
    them.
    """

    def __init__(
        self, buses: Buses, follow: Mapping[BusKind, Follow], lost: Callable[[BusKind], None], unnoticed: str
    ) -> None:
        self._buses = buses
        self._follow = dict(follow)
        self._lost = lost
        self._unnoticed = unnoticed
        self._followed: dict[BusKind, Bus] = {}
        self._subscriptions: dict[BusKind, list[Subscription]] = {}
        self._restarts = {kind: Restarts(partial(self._again, kind)) for kind in self._follow}

    def start(self) -> None:
        """Follow the buses that are there.

        Raises: EnvironmentProblem where there is none.
        """
        problems = []
        for kind in self._follow:
            try:
                self._begin(kind, self._buses.get(kind))
            except EnvironmentProblem as problem:
                problems.append(problem)
        if len(problems) == len(self._follow):
            raise problems[0]

    def stop(self) -> None:
        """End. May be called twice."""
        for restarts in self._restarts.values():
            restarts.stop()
        self._followed.clear()
        for kind in list(self._subscriptions):
            self._cancel(kind)

    def _begin(self, kind: BusKind, bus: Bus) -> None:
        self._followed[kind] = bus
        self._restarts[kind].begun()
        bus.on_lost(partial(self._on_lost, kind, bus))
        self._subscriptions[kind] = list(self._follow[kind](bus))

    def _on_lost(self, kind: BusKind, bus: Bus) -> None:
        if self._followed.get(kind) is bus:  # else it was stopped, or started anew, meanwhile
            del self._followed[kind]
            self._cancel(kind)
            self._lost(kind)
            self._later(kind)

    def _again(self, kind: BusKind) -> None:
        try:
            bus = self._buses.again(kind)
        except EnvironmentProblem:
            self._later(kind)
        else:
            log.info("The D-Bus %s bus is back.", kind.value)
            self._begin(kind, bus)

    def _later(self, kind: BusKind) -> None:
        if not self._restarts[kind].ended(AGAIN_AFTER_S):
            log.warning("The D-Bus %s bus does not come back: %s no longer noticed.", kind.value, self._unnoticed)

    def _cancel(self, kind: BusKind) -> None:
        for subscription in self._subscriptions.pop(kind, ()):
            subscription.cancel()
