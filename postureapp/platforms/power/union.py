"""Several power sources as one: one that fails leaves the others working."""

from __future__ import annotations

import logging
from collections.abc import Callable, Sequence

from postureapp.core.errors import EnvironmentProblem
from postureapp.ports import PowerEvent, PowerSource

log = logging.getLogger(__name__)


class UnionPowerSource:
    """Everything that any of its parts tells.

    Raises (`start`): EnvironmentProblem where no part works.
    """

    def __init__(self, parts: Sequence[PowerSource]) -> None:
        self.name = "+".join(part.name for part in parts)
        self._parts = tuple(parts)

    def start(self, listener: Callable[[PowerEvent], None]) -> None:
        """Begin to tell the listener."""
        problems = []
        for part in self._parts:
            try:
                part.start(listener)
            except EnvironmentProblem as problem:
                log.warning("Not all of lock, suspend and clock changes is noticed (%s): %s", part.name, problem)
                problems.append(problem)
        if problems and len(problems) == len(self._parts):
            raise problems[0]

    def stop(self) -> None:
        """End. May be called twice."""
        for part in self._parts:
            part.stop()
