"""Several busy sources as one: they complement each other, and one that fails leaves the others working."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from postureapp.core.events import Busy
from postureapp.platforms.union import start_parts
from postureapp.ports import BusySource


class UnionBusySource:
    """All reasons that any of its parts sees.

    Raises (`start`): EnvironmentProblem where no part works.
    """

    def __init__(self, parts: Sequence[BusySource]) -> None:
        self.name = "+".join(part.name for part in parts)
        self._parts = tuple(parts)
        self._listener: Callable[[frozenset[Busy]], None] | None = None
        self._seen: dict[int, frozenset[Busy]] = {}
        self._told: frozenset[Busy] = frozenset()

    def start(self, listener: Callable[[frozenset[Busy]], None]) -> None:
        """Begin to tell the listener."""
        self._listener, self._told = listener, frozenset()
        self._seen.clear()
        heard = ((part, self._hear(index)) for index, part in enumerate(self._parts))
        start_parts(heard, "Not everything that makes a person busy is noticed")

    def programs(self) -> dict[Busy, tuple[str, ...]]:
        """Those that any of its parts knows."""
        found: dict[Busy, tuple[str, ...]] = {}
        for part in self._parts:
            for kind, names in part.programs().items():
                found[kind] = tuple(dict.fromkeys((*found.get(kind, ()), *names)))
        return found

    def stop(self) -> None:
        """End. May be called twice."""
        self._listener = None
        for part in self._parts:
            part.stop()

    def _hear(self, index: int) -> Callable[[frozenset[Busy]], None]:
        def hear(kinds: frozenset[Busy]) -> None:
            self._seen[index] = kinds
            together = frozenset[Busy]().union(*self._seen.values())
            if together != self._told and self._listener is not None:
                self._told = together
                self._listener(together)

        return hear
