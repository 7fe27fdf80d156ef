"""Pictures of what stands still while the rest of a figure moves: a chair, a door frame, legs at rest.

Such a part is painted once and laid down again in each frame, in its own place in depth. They belong to one view and
go with it; a part that moves is never kept.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QPoint
from PySide6.QtGui import QImage

from postureapp.figure.order import Part


@dataclass(frozen=True, slots=True)
class Picture:
    """A part as it was painted, and where it lies on the paper, in whole pixels."""

    at: QPoint
    image: QImage


class Resting:
    """The pictures of one view."""

    def __init__(self) -> None:
        self._shown: object = None
        self._last: dict[Part, Picture | None] = {}
        self._now: dict[Part, Picture | None] = {}

    def begin(self, shown: object) -> None:
        """A frame begins; pictures that were not used in the last one, or were `shown` another way, go."""
        self._last = self._now if shown == self._shown else {}
        self._shown, self._now = shown, {}

    def picture(self, part: Part, make: Callable[[Part], Picture]) -> Picture | None:
        """The picture of a part that was there in the last frame too; None when it is seen for the first time."""
        if not part.still and part.body:
            return None
        found = self._now[part] = (self._last[part] or make(part)) if part in self._last else None
        return found

    def forget(self) -> None:
        """Nobody looks: let them go."""
        self._last, self._now = {}, {}
