"""One answer to "is the screen locked?" from all who say something about it.

Desktops say it in different places, some in several and some only half. It must never stay locked for ever because
somebody asked for a lock that nobody carried out.
"""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, QTimer

from postureapp.core.events import Locked, Unlocked

ASKED = "asked"  # somebody asked for a lock; only a locker can tell whether it came
CONFIRM_WITHIN_S = 60.0


class LockState(QObject):
    """Combines what each origin says; tells only when the answer changes.

    A lock that was asked for and that no origin confirms within `confirm_within_s` is taken as over.
    """

    def __init__(self, tell: Callable[[Locked | Unlocked], None], confirm_within_s: float = CONFIRM_WITHIN_S) -> None:
        super().__init__()
        self._tell = tell
        self._origins: set[str] = set()
        self._is_locked = False
        self._unconfirmed = QTimer(self)
        self._unconfirmed.setSingleShot(True)
        self._unconfirmed.setInterval(round(confirm_within_s * 1000))
        self._unconfirmed.timeout.connect(self.unlock_asked)

    def lock_asked(self) -> None:
        """Somebody asked for a lock: it counts at once."""
        if not self._origins:
            self._unconfirmed.start()
            self._origins.add(ASKED)
            self._update()

    def unlock_asked(self) -> None:
        """The lock that was asked for is over."""
        self._unconfirmed.stop()
        self._origins.discard(ASKED)
        self._update()

    def says(self, origin: str, locked: bool) -> None:
        """An origin that can tell says what is. It ends the waiting for a lock that was asked for."""
        if locked:
            self._origins.add(origin)
            self._origins.discard(ASKED)
            self._unconfirmed.stop()
        elif origin in self._origins:
            self._origins.discard(origin)
        self._update()

    def reset(self) -> None:
        """Forget everything, and tell nobody."""
        self._unconfirmed.stop()
        self._origins.clear()
        self._is_locked = False

    def _update(self) -> None:
        if bool(self._origins) != self._is_locked:
            self._is_locked = bool(self._origins)
            self._tell(Locked() if self._is_locked else Unlocked())
