"""Writing and removing the one file that an autostart entry is."""

from __future__ import annotations

import contextlib
import os
from pathlib import Path

from postureapp.core.errors import EnvironmentProblem
from postureapp.core.text import text


def write(path: Path, whole: bytes) -> None:
    """Write it in one step.

    Raises: EnvironmentProblem.
    """
    temporary = path.with_name(f".{path.name}.{os.getpid()}")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        temporary.write_bytes(whole)
        temporary.replace(path)
    except OSError as error:
        with contextlib.suppress(OSError):
            temporary.unlink(missing_ok=True)
        raise _problem(path, error) from error


def remove(path: Path) -> None:
    """Take it away, if it is there.

    Raises: EnvironmentProblem.
    """
    try:
        path.unlink(missing_ok=True)
    except OSError as error:
        raise _problem(path, error) from error


def _problem(path: Path, error: OSError) -> EnvironmentProblem:
    reason = error.strerror or str(error)
    return EnvironmentProblem(
        text("What starts PostureApp at login could not be changed: {file}: {reason}.", file=str(path), reason=reason),
        hint=text("Check who owns it and what it permits."),
    )
