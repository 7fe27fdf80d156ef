"""Starting at login on macOS: a launch agent of the person.

Source: launchd.plist(5). Takes effect at the next login; nothing is started now.
"""

from __future__ import annotations

import plistlib
import xml.parsers.expat
from collections.abc import Sequence
from pathlib import Path

from postureapp.platforms.autostart.command import leads_nowhere, own_command
from postureapp.platforms.autostart.file import remove, write

_LABEL = "org.postureapp.PostureApp"


class MacosAutostart:
    """The Autostart port on macOS. `where` is the folder of launch agents, `name` what comes after our own in it."""

    def __init__(self, where: Path, command: Sequence[str] = (), name: str = "") -> None:
        self._label = f"{_LABEL}.{name}" if name else _LABEL
        self._file = where / f"{self._label}.plist"
        self._command = tuple(command) or own_command()

    def is_on(self) -> bool:
        """Whether the agent is there."""
        return self._file.is_file()

    def is_broken(self) -> bool:
        """Whether the program that the agent names is not there."""
        try:
            agent = plistlib.loads(self._file.read_bytes())
        except (OSError, ValueError, plistlib.InvalidFileException, xml.parsers.expat.ExpatError):
            return False
        words = agent.get("ProgramArguments") if isinstance(agent, dict) else None
        return leads_nowhere([str(word) for word in words]) if isinstance(words, list) else False

    def switch(self, on: bool) -> None:
        """Write the agent, or take it away.

        Raises: EnvironmentProblem.
        """
        if not on:
            remove(self._file)
            return
        agent = {
            "Label": self._label,
            "ProgramArguments": list(self._command),
            "RunAtLoad": True,
            "LimitLoadToSessionType": "Aqua",
            "ProcessType": "Interactive",
        }
        write(self._file, plistlib.dumps(agent))
