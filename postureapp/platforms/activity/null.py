"""The activity source where there is none: it stays silent and always works.

It must not invent anything: no pause and no idling is ever told, so that a reminder waits its longest and then comes.
"""

from __future__ import annotations

from collections.abc import Callable

from postureapp.ports import ActivityEvent


class NullActivitySource:
    """Tells nothing."""

    name = "null"

    def start(self, listener: Callable[[ActivityEvent], None], idle_after_s: float) -> None:
        """Nothing begins."""

    def watch_pause(self, pause_s: float | None) -> None:
        """No pause will be told."""

    def idle_s(self) -> float:
        """0: it can't be known."""
        return 0.0

    def stop(self) -> None:
        """Nothing ends."""
