"""Tones played by Windows itself, without a program of its own."""

from __future__ import annotations

import sys
from pathlib import Path

from postureapp.core.cues import Tone
from postureapp.core.errors import EnvironmentProblem
from postureapp.core.text import text
from postureapp.platforms.tones.sounds import sound_file


class WindowsTonePlayer:
    """winsound. Windows plays one sound at a time, the latest."""

    name = "winsound"

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def play(self, tone: Tone) -> None:
        """Play it.

        Raises: EnvironmentProblem where Windows refuses, or the sound can't be written.
        """
        self._hand_over(str(sound_file(self._folder, tone)))

    def stop(self) -> None:
        """Be silent."""
        self._hand_over(None)

    def _hand_over(self, path: str | None) -> None:
        if sys.platform != "win32":
            raise EnvironmentProblem(text("This is not Windows."))
        import winsound

        flags = winsound.SND_FILENAME | winsound.SND_ASYNC | winsound.SND_NODEFAULT
        try:
            winsound.PlaySound(path, flags if path else winsound.SND_PURGE)
        except RuntimeError as error:
            raise EnvironmentProblem(text("Windows could not play a tone.")) from error
