"""The busy source where there is none: nothing is ever held back for it, and it always works."""

from __future__ import annotations

from collections.abc import Callable

from postureapp.core.events import Busy


class NullBusySource:
    """Never busy."""

    name = "null"

    def start(self, listener: Callable[[frozenset[Busy]], None]) -> None:
        """Nothing begins."""

    def programs(self) -> dict[Busy, tuple[str, ...]]:
        """Not known here."""
        return {}

    def stop(self) -> None:
        """Nothing ends."""
