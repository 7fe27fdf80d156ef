"""Starting at login on Linux desktops: an entry in the person's autostart folder.

Source: Desktop Application Autostart Specification; Desktop Entry Specification, "The Exec key".
"""

from __future__ import annotations

import os
from collections.abc import Sequence
from pathlib import Path

from postureapp.platforms.autostart.command import own_command
from postureapp.platforms.autostart.file import remove, write

_NAME = "postureapp.desktop"
_RESERVED = set(" \t\n\"'\\><~|&;$*?#()`")


def folder() -> Path:
    """The person's autostart folder."""
    config = os.environ.get("XDG_CONFIG_HOME", "")
    return (Path(config) if config.startswith("/") else Path.home() / ".config") / "autostart"


class XdgAutostart:
    """The Autostart port on Linux."""

    def __init__(self, where: Path, command: Sequence[str] = ()) -> None:
        self._file = where / _NAME
        self._command = tuple(command) or own_command()

    def is_on(self) -> bool:
        """Whether the entry is there and not switched off by the desktop's own settings."""
        try:
            lines = self._file.read_text(encoding="utf-8").split("\n")
        except (OSError, UnicodeDecodeError):
            return False
        return "Hidden=true" not in lines and "X-GNOME-Autostart-enabled=false" not in lines

    def switch(self, on: bool) -> None:
        """Write the entry, or take it away.

        Raises: EnvironmentProblem.
        """
        if on:
            write(self._file, self._entry().encode())
        else:
            remove(self._file)

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


def _quoted(word: str) -> str:
    """A word of an Exec line: quoted where it must be, with the escapes of both the line and the value."""
    word = word.replace("%", "%%")
    if not set(word) & _RESERVED:
        return word
    for sign in '\\"`$':
        word = word.replace(sign, f"\\{sign}")
    return '"' + word.replace("\\", "\\\\") + '"'
