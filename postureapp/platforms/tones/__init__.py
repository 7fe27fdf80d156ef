"""Tones: short, soft sounds made by ourselves and played by what the desktop has; silence last.

Selecting looks for programs and starts none.
"""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Mapping
from functools import partial
from pathlib import Path

from postureapp.core.cues import Tone
from postureapp.core.text import Text, text
from postureapp.platforms.fallback import Candidate, Failed, Fallback
from postureapp.platforms.tones.null import NullTonePlayer
from postureapp.ports import TonePlayer

SILENT = text("Tones can't be played here.")
# The desktop's own players, with what each needs before the file.
LINUX = {"pw-play": ("--latency=60ms",), "paplay": ("--latency-msec=60",), "aplay": ("-q",)}
MACOS: dict[str, tuple[str, ...]] = {"afplay": ()}


class TonePlayerChain(Fallback[TonePlayer]):
    """The TonePlayer port over all players of a system. It never raises: its last one is silence."""

    def play(self, tone: Tone) -> None:
        """Play it with the best that works."""
        self.use(lambda player: player.play(tone))


def select(folder: Path, told: Failed, environ: Mapping[str, str] | None = None) -> TonePlayerChain:
    """The players of this system in order. The sounds are kept in `folder`; `told` gets, once, why there is silence."""
    environ = os.environ if environ is None else environ
    last: Candidate[TonePlayer] = Candidate(NullTonePlayer.name, Text(""), lambda _failed: NullTonePlayer())
    return TonePlayerChain([*_of_this_system(folder, environ), last], told, SILENT)


def _of_this_system(folder: Path, environ: Mapping[str, str]) -> list[Candidate[TonePlayer]]:
    if sys.platform == "win32":
        return [Candidate("winsound", Text(""), partial(_windows, folder))]
    found: list[Candidate[TonePlayer]] = []
    for name, options in (MACOS if sys.platform == "darwin" else LINUX).items():
        program = shutil.which(name, path=environ.get("PATH"))
        missing = Text("") if program else text("The program {program} is missing.", program=name)
        found.append(Candidate(name, missing, partial(_command, name, (program or "", *options), folder, environ)))
    return found


def _command(
    name: str, command: tuple[str, ...], folder: Path, environ: Mapping[str, str], failed: Failed
) -> TonePlayer:
    from postureapp.platforms.tones.commands import CommandTonePlayer

    return CommandTonePlayer(name, command, folder, failed, environ)


def _windows(folder: Path, _failed: Failed) -> TonePlayer:
    from postureapp.platforms.tones.windows import WindowsTonePlayer

    return WindowsTonePlayer(folder)
