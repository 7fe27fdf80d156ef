"""The power source where there is none: it stays silent and always works."""

from __future__ import annotations

from collections.abc import Callable

from postureapp.ports import PowerEvent


class NullPowerSource:
    """Tells nothing."""

    name = "null"

    def start(self, listener: Callable[[PowerEvent], None]) -> None:
        """Nothing begins."""

    def stop(self) -> None:
        """Nothing ends."""
