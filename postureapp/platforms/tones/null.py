"""The tone player where there is none: silent, and it always works."""

from __future__ import annotations

from postureapp.core.cues import Tone


class NullTonePlayer:
    """Silent."""

    name = "null"

    def play(self, tone: Tone) -> None:
        """Nothing is played."""

    def stop(self) -> None:
        """Nothing is held."""
