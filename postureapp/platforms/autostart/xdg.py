"""Starting at login on Linux desktops: an entry in the person's autostart folder.

Source: Desktop Application Autostart Specification; Desktop Entry Specification, "The Exec key".
"""

from __future__ import annotations

import os
import re
from collections.abc import Sequence
from pathlib import Path

from postureapp.platforms.autostart.command import leads_nowhere, own_command
from postureapp.platforms.autostart.file import remove, write

_NAME = "postureapp"
_WORD = re.compile(r'"((?:\\.|[^"\\])*)"|(\S+)')
_RESERVED = set(" \t\n\"'\\><~|&;$*?#()`")


def folder() -> Path:
    """The person's autostart folder."""
    config = os.environ.get("XDG_CONFIG_HOME", "")
    return (Path(config) if config.startswith("/") else Path.home() / ".config") / "autostart"


class XdgAutostart:
    """The Autostart port on Linux. `name` is that of the entry."""

    def __init__(self, where: Path, command: Sequence[str] = (), name: str = _NAME) -> None:
        self._file = where / f"{name}.desktop"
        self._command = tuple(command) or own_command()

    def is_on(self) -> bool:
        """Whether the entry is there and not switched off by the desktop's own settings."""
        lines = self._lines()
        return bool(lines) and "Hidden=true" not in lines and "X-GNOME-Autostart-enabled=false" not in lines

    def is_broken(self) -> bool:
        """Whether the program that the entry names is not there."""
        line = next((each for each in self._lines() if each.startswith("Exec=")), "Exec=")
        return leads_nowhere(_words(line.removeprefix("Exec=")))

    def switch(self, on: bool) -> None:
        """Write the entry, or take it away.

        Raises: EnvironmentProblem.
        """
        if on:
            write(self._file, self._entry().encode())
        else:
            remove(self._file)

    def _lines(self) -> list[str]:
        try:
            return self._file.read_text(encoding="utf-8").split("\n")
        except (OSError, UnicodeDecodeError):
            return []

    def _entry(self) -> str:
        lines = (
            "[Desktop Entry]",
            "Type=Application",
            "Name=PostureApp",
            f"Exec={' '.join(map(_quoted, self._command))}",
            "Icon=postureapp",
            "Terminal=false",
            "X-GNOME-Autostart-enabled=true",
        )
        return "\n".join(lines) + "\n"


def _words(line: str) -> tuple[str, ...]:
    """The words of an Exec line."""
    found = _WORD.findall(line.replace("\\\\", "\\"))
    return tuple(re.sub(r"\\(.)", r"\1", quoted or plain).replace("%%", "%") for quoted, plain in found)


def _quoted(word: str) -> str:
    """A word of an Exec line: quoted where it must be, with the escapes of both the line and the value."""
    word = word.replace("%", "%%")
    if not set(word) & _RESERVED:
        return word
    for sign in '\\"`$':
        word = word.replace(sign, f"\\{sign}")
    return '"' + word.replace("\\", "\\\\") + '"'
