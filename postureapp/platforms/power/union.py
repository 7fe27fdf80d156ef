"""Several power sources as one: one that fails leaves the others working."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from postureapp.platforms.union import start_parts
from postureapp.ports import PowerEvent, PowerSource


class UnionPowerSource:
    """Everything that any of its parts tells.

    Raises (`start`): EnvironmentProblem where no part works.
    """

    def __init__(self, parts: Sequence[PowerSource]) -> None:
        self.name = "+".join(part.name for part in parts)
        self._parts = tuple(parts)

    def start(self, listener: Callable[[PowerEvent], None]) -> None:
        """Begin to tell the listener."""
        start_parts(((part, listener) for part in self._parts), "Not all of lock, suspend and clock changes is noticed")

    def stop(self) -> None:
        """End. May be called twice."""
        for part in self._parts:
            part.stop()
