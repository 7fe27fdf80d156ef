"""Starting at login on Windows: a value under the person's Run key.

Source: Microsoft Learn, "Run and RunOnce Registry Keys". What the person switched off in the task manager stays off:
that is kept under another key, which is not touched.
"""

from __future__ import annotations

import contextlib
import subprocess
import sys
from collections.abc import Sequence
from typing import Any

from postureapp.core.errors import EnvironmentProblem
from postureapp.core.text import text
from postureapp.platforms.autostart.command import own_command

_KEY = r"Software\Microsoft\Windows\CurrentVersion\Run"
_NAME = "PostureApp"


def _winreg() -> Any:
    """The registry, typed as anything, so that this file can be checked on every system."""
    import winreg

    return winreg


class WindowsAutostart:
    """The Autostart port on Windows. `registry` stands in for the module in tests."""

    def __init__(self, command: Sequence[str] = (), registry: Any = None) -> None:
        self._command = tuple(command) or _without_console(own_command())
        self._registry = registry or _winreg()

    def is_on(self) -> bool:
        """Whether the value is there."""
        reg = self._registry
        try:
            with reg.OpenKey(reg.HKEY_CURRENT_USER, _KEY) as key:
                return bool(reg.QueryValueEx(key, _NAME)[0])
        except OSError:
            return False

    def switch(self, on: bool) -> None:
        """Write the value, or take it away.

        Raises: EnvironmentProblem.
        """
        reg = self._registry
        try:
            with reg.CreateKeyEx(reg.HKEY_CURRENT_USER, _KEY, 0, reg.KEY_SET_VALUE) as key:
                if on:
                    reg.SetValueEx(key, _NAME, 0, reg.REG_SZ, subprocess.list2cmdline(self._command))
                else:
                    with contextlib.suppress(FileNotFoundError):  # it is off already
                        reg.DeleteValue(key, _NAME)
        except OSError as error:
            reason = error.strerror or str(error)
            raise EnvironmentProblem(
                text("What starts PostureApp at login could not be changed: {reason}.", reason=reason)
            ) from error


def _without_console(command: tuple[str, ...]) -> tuple[str, ...]:
    """The same with the interpreter that opens no console window."""
    program, *rest = command
    if sys.platform == "win32" and program.lower().endswith("python.exe"):
        program = f"{program[: -len('python.exe')]}pythonw.exe"
    return (program, *rest)
