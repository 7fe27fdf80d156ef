"""Where a card stands among our other windows: beside those that stay on top, and never over what must be read.

What is asked or told about a person's health is read in peace: a card that would cover it waits until the person is
done with it. A card is never moved otherwise, and none is lost: what waits comes.
"""

from __future__ import annotations

from weakref import WeakSet

from PySide6.QtCore import QPoint, QRect, Qt, QTimer, Signal
from PySide6.QtGui import QCursor, QGuiApplication, QShowEvent
from PySide6.QtWidgets import QWidget
from shiboken6 import isValid

_MARGIN = 14
_IN_PEACE = "read in peace"
_WINDOWS: WeakSet[QWidget] = WeakSet()  # all that matter here: cards, and windows that have told of themselves


def read_in_peace(window: QWidget) -> None:
    """Show a window that nothing of ours may cover while it is read."""
    window.setProperty(_IN_PEACE, True)
    _WINDOWS.add(window)
    window.show()
    step_aside(window)


def step_aside(newcomer: QWidget) -> None:
    """Let the cards make room for a window of ours that has just come or grown, or stay above it."""
    _WINDOWS.add(newcomer)
    for card in _ours():
        if isinstance(card, PlacedCard) and card.isVisible():
            card.make_room(newcomer)


class PlacedCard(QWidget):
    """A card that finds its place by itself. What it says is its own.

    `seen` tells that it waits and can't be seen (False), or that it can be seen after all.
    """

    seen = Signal(bool)

    def __init__(self, flags: Qt.WindowType) -> None:
        super().__init__(None, flags)
        _WINDOWS.add(self)
        self._waits = False
        self._again = QTimer(self)  # when the windows have changed, and not while they do
        self._again.setSingleShot(True)
        self._again.setInterval(0)
        self._again.timeout.connect(self._come)
        self._until: QTimer | None = None

    @property
    def stands(self) -> bool:
        """Whether it can be seen, or waits for that."""
        return self.isVisible() or self._waits

    def close_after(self, after_ms: int) -> None:
        """Close by itself, so long after it could be seen."""
        self._until = QTimer(self)
        self._until.setSingleShot(True)
        self._until.setInterval(after_ms)
        self._until.timeout.connect(self.close)
        if self.isVisible():
            self._until.start()

    def show(self) -> None:
        """Come up; where that would cover what is read in peace, later."""
        self.fit_room(self._room())
        spot = self._spot()
        over = [each for each in _in_peace() if each.isActiveWindow() and each.frameGeometry().intersects(spot)]
        if over:
            self._wait_for(over[0])
        else:
            super().show()

    def make_room(self, newcomer: QWidget) -> None:
        """Go out of the way of a window that has just come; where there is no other place, above it or later."""
        if self.frameGeometry().intersects(newcomer.frameGeometry()):
            self.move(self._spot().topLeft())
            if newcomer in _in_peace() and self.frameGeometry().intersects(newcomer.frameGeometry()):
                if self._until is not None:
                    self._until.stop()  # it counts from when it can be seen again
                self.hide()
                self._wait_for(newcomer)
                return
        self.raise_()

    def fit_room(self, room: QRect) -> None:
        """Take the size that it needs, within so much room."""
        raise NotImplementedError

    def showEvent(self, event: QShowEvent) -> None:
        self.fit_room(self._room())
        self.move(self._spot().topLeft())
        if self._until is not None:
            self._until.start()
        super().showEvent(event)

    # --- inside -------------------------------------------------------------------------------------------------------

    def _wait_for(self, window: QWidget) -> None:
        if not self._waits:
            self._waits = True
            self.seen.emit(False)
            app = QGuiApplication.instance()
            assert isinstance(app, QGuiApplication)
            app.focusWindowChanged.connect(self._look_again)
        window.destroyed.connect(self._look_again)

    def _look_again(self, _changed: object = None) -> None:
        if self._waits:
            self._again.start()

    def _come(self) -> None:
        app = QGuiApplication.instance()
        assert isinstance(app, QGuiApplication)
        app.focusWindowChanged.disconnect(self._look_again)
        self._waits = False
        self.show()
        if self.isVisible():
            self.seen.emit(True)

    def _room(self) -> QRect:
        """The screen where it is, before that the one with the pointer, without its panels."""
        screen = self.screen() if self.isVisible() else QGuiApplication.screenAt(QCursor.pos())
        return (screen or QGuiApplication.primaryScreen()).availableGeometry()

    def _spot(self) -> QRect:
        """At the bottom right; above what of ours is there, else in another corner, else there all the same."""
        room, taken = self._room(), [each.frameGeometry() for each in (*_on_top(self), *_in_peace())]
        inner = room.adjusted(_MARGIN, _MARGIN, -_MARGIN, -_MARGIN)
        corners = []
        for left in (inner.right() - self.width(), inner.left()):
            corners += [QRect(QPoint(left, top), self.size()) for top in (inner.bottom() - self.height(), inner.top())]
        above = QRect(corners[0])
        for each in sorted(taken, key=QRect.bottom, reverse=True):
            if each.intersects(above):
                above.moveBottom(each.top() - _MARGIN)
        free = (
            spot
            for spot in (above, *corners)
            if room.contains(spot) and not any(each.intersects(spot) for each in taken)
        )
        return next(free, corners[0])


def _ours() -> list[QWidget]:
    """The windows that are alive. Qt's own list has more in it, and to get it loads every class of widget for good."""
    return [each for each in _WINDOWS if isValid(each)]


def _on_top(card: QWidget) -> list[QWidget]:
    """The other windows of ours that stay on top: a card would be under them, or they under it."""
    flag = Qt.WindowType.WindowStaysOnTopHint
    others = (each for each in _ours() if each is not card and _is_seen(each))
    return [each for each in others if each.windowFlags() & flag]


def _in_peace() -> list[QWidget]:
    return [each for each in _ours() if each.property(_IN_PEACE) and _is_seen(each)]


def _is_seen(window: QWidget) -> bool:
    return window.isVisible() and not window.isMinimized()
