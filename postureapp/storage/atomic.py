"""Files that are either wholly the old ones or wholly the new ones, whatever happens in between.

Foreign errors of the disk become sentences here. A broken file is set aside, never deleted and never overwritten.
"""

from __future__ import annotations

import contextlib
import errno
import os
import sys
from datetime import UTC, datetime
from pathlib import Path

from postureapp.core.errors import EnvironmentProblem
from postureapp.core.text import text


def write(path: Path, content: bytes, *, durable: bool = True) -> None:
    """Write a file in one step, readable for its owner only; a link is followed.

    `durable` waits until the bytes are on the disk; without it a power cut may leave the old file, a kill may not.

    Raises: EnvironmentProblem (full, read-only or missing disk).
    """
    target = Path(os.path.realpath(path))
    try:
        _write(target, content, durable)
    except OSError as error:
        raise problem_of(error, path) from error


def _write(target: Path, content: bytes, durable: bool) -> None:
    fresh = target.with_name(f".{target.name}.new")
    descriptor = os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_TRUNC | getattr(os, "O_BINARY", 0), 0o600)
    try:
        with os.fdopen(descriptor, "wb") as file:
            file.write(content)
            file.flush()
            if durable:
                os.fsync(file.fileno())
        fresh.replace(target)
    finally:
        with contextlib.suppress(OSError):
            fresh.unlink()
    if durable:
        sync_folder(target.parent)


def sync_folder(folder: Path) -> None:
    """Make a rename in this folder last, where the system knows how (Windows does it by itself)."""
    if sys.platform == "win32":
        return
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    except OSError as error:
        if error.errno not in (errno.EINVAL, errno.ENOTSUP):  # some network folders can't
            raise
    finally:
        os.close(descriptor)


def set_aside(path: Path) -> Path:
    """Rename a broken file to `name.broken-YYYYMMDD-HHMMSS` beside it and give its new place.

    Raises: EnvironmentProblem.
    """
    stamp = datetime.now(UTC).astimezone().strftime("%Y%m%d-%H%M%S")
    name, count = path.with_name(f"{path.name}.broken-{stamp}"), 1
    while os.path.lexists(name):
        count += 1
        name = path.with_name(f"{path.name}.broken-{stamp}-{count}")
    try:
        path.rename(name)
    except OSError as error:
        raise problem_of(error, path) from error
    return name


def problem_of(error: OSError, path: Path) -> EnvironmentProblem:
    """The error of a disk, in words."""
    file, reason = str(path), error.strerror or str(error)
    number = error.errno
    if number in (errno.ENOSPC, errno.EDQUOT):
        return EnvironmentProblem(
            text("The disk is full: {file} could not be written.", file=file), hint=text("Free some space.")
        )
    if number == errno.EROFS:
        return EnvironmentProblem(
            text("The disk is read-only: {file} could not be written.", file=file),
            hint=text("Without it, this lasts only until the app ends."),
        )
    if number in (errno.EACCES, errno.EPERM):
        return EnvironmentProblem(
            text("Not permitted: {file} could not be used.", file=file),
            hint=text("Check who owns it and what it permits."),
        )
    if number == errno.EEXIST:
        return EnvironmentProblem(text("There is a file where the folder {file} should be.", file=file))
    if number in (errno.ENOENT, errno.ENOTDIR):
        return EnvironmentProblem(text("{file} is not there.", file=file))
    return EnvironmentProblem(text("{file} could not be used: {reason}.", file=file, reason=reason))
