"""Where the stretch window stands: small in the corner of the screen where the person is, or large in its middle.

The small one stays above other windows, for it is there to be followed while they are in use; it is small, can be moved
and takes no key. The large one is a window like any other. Neither ever covers a panel.
"""

from __future__ import annotations

from PySide6.QtCore import QPoint, QRect, QSize, Qt
from PySide6.QtGui import QCursor, QGuiApplication
from PySide6.QtWidgets import QWidget

from postureapp.core.settings import PlayerSize
from postureapp.ui.card_place import step_aside
from postureapp.ui.controls import grown
from postureapp.ui.player_layouts import LARGE, LEAST_FOR_LARGE, SMALL

_MARGIN, _TITLE_BAR = 12, 34


def choose_size(window: QWidget, wanted: PlayerSize) -> PlayerSize:
    """The size that is wanted; the small one where the screen has no room for the large."""
    room = _room(window).size()
    fits = room.width() - 2 * _MARGIN >= LEAST_FOR_LARGE.width()
    fits = fits and room.height() - _TITLE_BAR - _MARGIN >= LEAST_FOR_LARGE.height()
    return wanted if fits else PlayerSize.SMALL


def give_place(window: QWidget, page: QWidget, size: PlayerSize) -> None:
    """Give the window its flags, its size and its place. It has to be shown anew where it was on the screen."""
    small = size is PlayerSize.SMALL
    on_top = bool(window.windowFlags() & Qt.WindowType.WindowStaysOnTopHint)
    if small != on_top:
        window.setWindowFlag(Qt.WindowType.WindowStaysOnTopHint, small)
    room = _room(window)
    most = QSize(room.width() - 2 * _MARGIN, room.height() - _TITLE_BAR - 2 * _MARGIN)
    window.setMinimumSize((SMALL if small else LEAST_FOR_LARGE).boundedTo(page.minimumSizeHint()).boundedTo(most))
    window.resize((grown(SMALL) if small else LARGE).expandedTo(page.minimumSizeHint()).boundedTo(most))
    if small:
        _into_corner(window, room)
    else:
        middle = room.center() - QPoint(window.width() // 2, window.height() // 2)
        window.move(middle)


def make_room(window: QWidget, page: QWidget, size: PlayerSize) -> None:
    """The words of a move may need more height than the small window has, as they do in large letters."""
    layout = page.layout()
    needed = layout.minimumHeightForWidth(window.width()) if layout is not None else 0
    if size is PlayerSize.SMALL and needed > window.height():
        room = _room(window)
        window.resize(window.width(), min(needed, room.height() - _TITLE_BAR - 2 * _MARGIN))
        _into_corner(window, room)


def grow(window: QWidget, page: QWidget, size: PlayerSize) -> None:
    """A last page may need more room than the small window had."""
    if size is PlayerSize.SMALL:
        room = _room(window)
        most = QSize(room.width() - 2 * _MARGIN, room.height() - _TITLE_BAR - 2 * _MARGIN)
        window.resize(window.size().expandedTo(page.minimumSizeHint()).expandedTo(QSize(520, 420)).boundedTo(most))
        _into_corner(window, room)
        step_aside(window)


def _into_corner(window: QWidget, room: QRect) -> None:
    left = room.right() - window.width() - _MARGIN
    window.move(left, room.bottom() - window.height() - _TITLE_BAR - _MARGIN)


def _room(window: QWidget) -> QRect:
    """The screen where the window is, before that the one with the pointer, without its panels."""
    screen = window.screen() if window.isVisible() else QGuiApplication.screenAt(QCursor.pos())
    return (screen or QGuiApplication.primaryScreen()).availableGeometry()
