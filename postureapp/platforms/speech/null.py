"""The speaker where there is none: it says nothing, and it always works. The captions carry the same words."""

from __future__ import annotations


class NullSpeaker:
    """Silent."""

    name = "null"

    def say(self, words: str, language: str) -> None:
        """Nothing is said."""

    def hush(self) -> None:
        """Nothing ends."""

    def stop(self) -> None:
        """Nothing is held."""
