"""Where nothing is known that starts a program at login: says so when it is asked for."""

from __future__ import annotations

from postureapp.core.errors import EnvironmentProblem
from postureapp.core.text import text


class NullAutostart:
    """The Autostart port on a system without one."""

    def is_on(self) -> bool:
        """Never."""
        return False

    def is_broken(self) -> bool:
        """Never."""
        return False

    def switch(self, on: bool) -> None:
        """Off is kept; on can't be.

        Raises: EnvironmentProblem.
        """
        if on:
            raise EnvironmentProblem(
                text("PostureApp can't be started at login here."),
                hint=text("Add it to what your desktop starts by itself."),
            )
