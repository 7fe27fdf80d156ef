"""Starting at login on Windows: a value under the person's Run key.

Source: Microsoft Learn, "Run and RunOnce Registry Keys". What the person switched off in the task manager stays off:
that is kept under another key, which is read and not touched.
"""

from __future__ import annotations

import contextlib
import subprocess
import sys
from collections.abc import Sequence
from typing import Any

from postureapp.core.errors import EnvironmentProblem
from postureapp.core.text import text
from postureapp.platforms.autostart.command import leads_nowhere, own_command

_KEY = r"Software\Microsoft\Windows\CurrentVersion\Run"
_APPROVED = r"Software\Microsoft\Windows\CurrentVersion\Explorer\StartupApproved\Run"
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
        """Whether the value is there, and not switched off in the task manager."""
        approved = self._value(_APPROVED)
        switched_off = isinstance(approved, bytes) and bool(approved) and bool(approved[0] & 1)  # 2, 6: on; 3, 7: off
        return bool(self._value(_KEY)) and not switched_off

    def is_broken(self) -> bool:
        """Whether the program that the value names is not there."""
        line = self._value(_KEY)
        if not isinstance(line, str):
            return False
        program = line[1:].partition('"')[0] if line.startswith('"') else line.partition(" ")[0]
        return leads_nowhere([program] if program else [])

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

    def _value(self, path: str) -> object:
        reg = self._registry
        try:
            with reg.OpenKey(reg.HKEY_CURRENT_USER, path) as key:
                return reg.QueryValueEx(key, _NAME)[0]
        except OSError:
            return None


def _without_console(command: tuple[str, ...]) -> tuple[str, ...]:
    """The same with the interpreter that opens no console window."""
    program, *rest = command
    if sys.platform == "win32" and program.lower().endswith("python.exe"):
        program = f"{program[: -len('python.exe')]}pythonw.exe"
    return (program, *rest)
