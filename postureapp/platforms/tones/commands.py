"""Tones played by a program of the desktop: pw-play, paplay, aplay, afplay. One that hangs is ended and told of."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

from postureapp.core.cues import Tone
from postureapp.core.errors import EnvironmentProblem
from postureapp.core.text import Text
from postureapp.platforms.fallback import Failed
from postureapp.platforms.program import Program
from postureapp.platforms.tones.sounds import sound_file

WITHIN_S = 3.0


class CommandTonePlayer:
    """Plays a tone by a command that takes a sound file."""

    def __init__(
        self,
        name: str,
        command: Sequence[str],
        folder: Path,
        failed: Failed,
        environ: Mapping[str, str] | None = None,
    ) -> None:
        self.name = name
        self._command, self._folder, self._failed = tuple(command), folder, failed
        self._running = Program(self._ended, environ)

    def play(self, tone: Tone) -> None:
        """Play it.

        Raises: EnvironmentProblem where the sound can't be written.
        """
        self._running.run([*self._command, str(sound_file(self._folder, tone))], WITHIN_S)

    def stop(self) -> None:
        """Be silent."""
        self._running.end()

    def _ended(self, problem: Text) -> None:
        if problem:
            self._failed(EnvironmentProblem(problem))
