"""Starting at login on macOS: a launch agent of the person.

Source: launchd.plist(5). Takes effect at the next login; nothing is started now.
"""

from __future__ import annotations

import plistlib
from collections.abc import Sequence
from pathlib import Path

from postureapp.platforms.autostart.command import own_command
from postureapp.platforms.autostart.file import remove, write

_LABEL = "org.postureapp.PostureApp"


class MacosAutostart:
    """The Autostart port on macOS. `where` is the folder of launch agents."""

    def __init__(self, where: Path, command: Sequence[str] = ()) -> None:
        self._file = where / f"{_LABEL}.plist"
        self._command = tuple(command) or own_command()

    def is_on(self) -> bool:
        """Whether the agent is there."""
        return self._file.is_file()

    def switch(self, on: bool) -> None:
        """Write the agent, or take it away.

        Raises: EnvironmentProblem.
        """
        if not on:
            remove(self._file)
            return
        agent = {
            "Label": _LABEL,
            "ProgramArguments": list(self._command),
            "RunAtLoad": True,
            "LimitLoadToSessionType": "Aqua",
            "ProcessType": "Interactive",
        }
        write(self._file, plistlib.dumps(agent))
