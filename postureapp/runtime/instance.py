"""Where the one running app of a person is met: a private folder, a socket in it, and the lock beside it.

The app and those who call it reckon the same address from the same surroundings. No Qt here: commands must be quick. It
must never use a folder that another user could have laid out.
"""

from __future__ import annotations

import getpass
import hashlib
import os
import re
import socket
import stat
import struct
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import IO

from postureapp.core.errors import EnvironmentProblem
from postureapp.core.text import _, text

LONGEST_PATH = 100  # sockaddr_un holds 104 bytes on macOS, 108 on Linux


@dataclass(frozen=True, slots=True)
class Address:
    """Where a profile's running app is met: a socket (on Windows the name of a pipe) and the lock beside it."""

    server: str
    lock: Path


def address(profile: str = "default") -> Address:
    """The address of a profile, the same for the app and for those who call it.

    Raises: EnvironmentProblem where no private folder can be had.
    """
    key = profile if re.fullmatch(r"[A-Za-z0-9_-]{1,24}", profile) else _short(profile)
    problem: EnvironmentProblem | None = None
    for folder in _folders():
        try:
            _make_private(folder)
        except EnvironmentProblem as refused:
            problem = problem or refused
            continue
        if sys.platform == "win32":
            return Address(f"postureapp-{_short(getpass.getuser())}-{key}", folder / f"{key}.lock")
        server = folder / f"{key}.sock"
        if len(os.fsencode(server)) <= LONGEST_PATH:
            return Address(str(server), folder / f"{key}.lock")
        key = _short(str(server))
    raise problem or EnvironmentProblem(text("PostureApp found no folder of yours to see whether it runs already."))


def take_lock(path: Path) -> IO[bytes] | None:
    """The open lock file, or None where another process holds it. The system frees it when its holder dies.

    Raises: EnvironmentProblem where the file can't be locked at all.
    """
    try:
        lock = path.open("ab")
    except OSError as error:
        raise _no_lock(path, error) from error
    try:
        _lock_now(lock)
    except (BlockingIOError, PermissionError):
        lock.close()
        return None
    except OSError as error:
        lock.close()
        raise _no_lock(path, error) from error
    return lock


def is_ours(peer: socket.socket) -> bool:
    """Whether the other end is of this user, where the system tells it; the folder is private in any case."""
    credentials = getattr(socket, "SO_PEERCRED", None)
    if credentials is None:
        return True
    _pid, uid, _gid = struct.unpack("3i", peer.getsockopt(socket.SOL_SOCKET, credentials, struct.calcsize("3i")))
    return bool(uid == os.getuid())


def _folders() -> Iterator[Path]:
    """Folders in order of preference: the session's own, a place in the cache, one under /tmp."""
    if sys.platform == "win32":
        yield _cache()
        return
    for base in (os.environ.get("XDG_RUNTIME_DIR", ""), f"/run/user/{os.getuid()}"):
        if base.startswith("/") and _belongs_to_us(base):
            yield Path(base) / "postureapp"
            break
    # Home folders may be shared by several machines, each with a running app of its own.
    yield _cache() / f"run-{_short(socket.gethostname())}"
    yield Path(f"/tmp/postureapp-{os.getuid()}")


def _cache() -> Path:
    import platformdirs

    return Path(platformdirs.user_cache_dir("postureapp", appauthor=False))


def _belongs_to_us(folder: str) -> bool:
    try:
        return Path(folder).stat().st_uid == os.getuid() and os.access(folder, os.W_OK | os.X_OK)
    except OSError:
        return False


def _make_private(folder: Path) -> None:
    """See that the folder is there and ours alone. Raises: EnvironmentProblem where it can't be."""
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        if sys.platform == "win32":
            return
        found = folder.lstat()
        if not stat.S_ISDIR(found.st_mode) or found.st_uid != os.getuid():
            reason = _("it belongs to someone else")
        else:
            if stat.S_IMODE(found.st_mode) != 0o700:
                folder.chmod(0o700)
            if os.access(folder, os.W_OK | os.X_OK):
                return
            reason = _("it can't be written")
    except OSError as error:
        reason = error.strerror or str(error)
    raise EnvironmentProblem(
        text(
            "PostureApp can't use the folder {folder} to see whether it runs already: {reason}.",
            folder=str(folder),
            reason=reason,
        )
    )


def _lock_now(lock: IO[bytes]) -> None:
    if sys.platform == "win32":
        import msvcrt

        msvcrt.locking(lock.fileno(), msvcrt.LK_NBLCK, 1)
    else:
        import fcntl

        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)


def _no_lock(path: Path, error: OSError) -> EnvironmentProblem:
    reason = error.strerror or str(error)
    return EnvironmentProblem(text("PostureApp can't lock {path}: {reason}.", path=str(path), reason=reason))


def _short(name: str) -> str:
    return hashlib.sha256(os.fsencode(name)).hexdigest()[:16]
