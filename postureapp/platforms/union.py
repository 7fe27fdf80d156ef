"""Several sources of one kind as one: starting them so that one that fails leaves the others working."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterable
from typing import Protocol, TypeVar

from postureapp.core.errors import EnvironmentProblem

log = logging.getLogger(__name__)

Told = TypeVar("Told")
Told_co = TypeVar("Told_co", covariant=True)


class Part(Protocol[Told_co]):
    """What busy and power sources have in common."""

    @property
    def name(self) -> str:
        """What it is called in `status`."""
        ...

    def start(self, listener: Callable[[Told_co], None], /) -> None:
        """Begin. Raises: EnvironmentProblem."""
        ...


def start_parts(parts: Iterable[tuple[Part[Told], Callable[[Told], None]]], unnoticed: str) -> None:
    """Start each part with its listener. `unnoticed` says, for the log, what may go unnoticed without a part.

    Raises: EnvironmentProblem where no part works.
    """
    problems, working = [], 0
    for part, listener in parts:
        try:
            part.start(listener)
        except EnvironmentProblem as problem:
            log.warning("%s (%s): %s", unnoticed, part.name, problem)
            problems.append(problem)
        else:
            working += 1
    if problems and not working:
        raise problems[0]
