"""Keeps the session under way, so that the app takes it up again after being closed or killed.

It is written after each event, which is rare; it is not forced to the disk, for a kill does not lose what the system
has taken, and a power cut is a break.
"""

from __future__ import annotations

from dataclasses import dataclass, fields
from datetime import datetime
from pathlib import Path
from typing import Any

from postureapp.core.events import Moment
from postureapp.core.state import State
from postureapp.storage import session_file

_VERSION = 1
_BOOT = Path("/proc/sys/kernel/random/boot_id")


@dataclass(frozen=True, slots=True)
class _Kept:
    version: int
    at_utc: datetime
    boot: str
    state: State


class SessionStore:
    """The file of the session. What can't be read is set aside and counts as no session."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._boot = _boot_id()

    def load(self) -> tuple[State, datetime, bool] | None:
        """The session, when it was kept, and whether the machine ran on since."""
        kept = session_file.load(self._path, _Kept)
        if kept is None or kept.version != _VERSION:
            return None
        return kept.state, kept.at_utc, bool(self._boot) and kept.boot == self._boot

    def save(self, state: State, now: Moment) -> None:
        """Keep it; what the session was given (settings, content, safety) is not its own and is left out.

        Raises: EnvironmentProblem.
        """
        own: dict[str, Any] = {f.name: getattr(state, f.name) for f in fields(State) if f.name != "world"}
        kept = {"version": _VERSION, "at_utc": now.utc, "boot": self._boot, "state": own}
        session_file.save(self._path, kept)


def _boot_id() -> str:
    """What tells this run of the machine from others; "" where the system has no such thing."""
    try:
        return _BOOT.read_text(encoding="ascii").strip()
    except OSError:
        return ""
