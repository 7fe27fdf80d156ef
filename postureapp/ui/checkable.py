"""What can be checked, so that a screen reader's toggle does what a click does.

Qt lets a screen reader toggle a checkable button and tells that as `toggled` alone, but what is done here is mostly
done on `clicked`. A checkable button therefore tells such a toggle as a click too. It never tells one for what the app
itself shows, nor for a button of a group that goes off because another went on.
"""

from __future__ import annotations

from typing import Any

from PySide6.QtWidgets import QPushButton


class Checkable:
    """What all such buttons share: to be named before the class of Qt. Not a Qt class itself: one base can be."""

    _is_known = False  # whether a click, a group or the app turns it

    def __init__(self: Any, *args: Any) -> None:
        super().__init__(*args)
        self.toggled.connect(self._tell_toggle)

    def setChecked(self: Any, on: bool) -> None:
        """Show it as on or off; this is no click."""
        was, self._is_known = self._is_known, True
        try:
            super().setChecked(on)  # type: ignore[misc]
        finally:
            self._is_known = was

    def nextCheckState(self: Any) -> None:
        """Turn it: by a click, or by its group."""
        was, self._is_known = self._is_known, True
        try:
            super().nextCheckState()  # type: ignore[misc]
        finally:
            self._is_known = was

    def _tell_toggle(self: Any, on: bool) -> None:
        if not self._is_known and (on or not self.autoExclusive()):  # one of a few is turned off by another only
            self.clicked["bool"].emit(on)


class CheckableButton(Checkable, QPushButton):
    """A push button that stays down."""

    def __init__(self, words: str = "") -> None:
        super().__init__(words)
        self.setCheckable(True)
