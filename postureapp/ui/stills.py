"""Paints the still pictures of cards, as in the browser of moves, for those only that have come into view."""

from __future__ import annotations

from typing import Protocol

from PySide6.QtCore import QElapsedTimer, QObject, QPoint, QRect, QSize, Qt, QTimer
from PySide6.QtGui import QPixmap, QRegion
from PySide6.QtWidgets import QWidget

from postureapp.ui.figure_view import FigureView
from postureapp.ui.motion_loop import still
from postureapp.ui.scenes import Scene
from postureapp.ui.theme import Theme

_MOMENT_MS = 160
_SETTLED_MS = 150


class Pictured(Protocol):
    """A card that shows a scene as it stands still."""

    scene: Scene

    @property
    def picture_rect(self) -> QRect:
        """Where the picture stands."""
        ...

    @property
    def has_picture(self) -> bool:
        """Whether it has one, of whatever size."""
        ...

    def take_picture(self, picture: QPixmap) -> None:
        """Here it is."""

    def visibleRegion(self) -> QRegion:
        """What can be seen of the card."""
        ...

    def devicePixelRatioF(self) -> float:
        """Pixels to a logical one."""
        ...


class Stills(QObject):
    """Paints moves as they stand still, all with one hidden figure, once the window has had its say.

    Not while a card paints itself: Qt can't render a widget from within the painting of another. Its timer runs only
    while pictures are asked for.
    """

    def __init__(self, look: Theme, owner: QWidget) -> None:
        super().__init__(owner)
        self._view = FigureView(look, QSize(40, 40))
        self._view.setParent(owner)
        self._view.hide()
        self._asked: list[Pictured] = []
        self._turn = QTimer(self)
        self._turn.timeout.connect(self._paint_some)

    def ask(self, card: Pictured) -> None:
        """Paint the picture of a card that has come into view; one of another size waits for the end of resizing."""
        if card not in self._asked:
            self._asked.append(card)
        if not card.has_picture:
            self._turn.start(0)
        elif not self._turn.isActive() or self._turn.interval():
            self._turn.start(_SETTLED_MS)

    def _paint_some(self) -> None:
        """As many as fit into a moment that nobody notices; those without any picture come first."""
        without = [card for card in self._asked if not card.has_picture]
        since = QElapsedTimer()
        since.start()
        for card in without or list(self._asked):
            if since.elapsed() >= _MOMENT_MS:
                break
            self._asked.remove(card)
            if not card.visibleRegion().isEmpty():  # else it has been scrolled away, and asks again when it is back
                card.take_picture(self._paint(card.scene, card.picture_rect.size(), card.devicePixelRatioF()))
        if not self._asked:
            self._turn.stop()
        elif without and all(card.has_picture for card in self._asked):
            self._turn.start(_SETTLED_MS)
        else:
            self._turn.start(0)

    def _paint(self, scene: Scene, size: QSize, ratio: float) -> QPixmap:
        shown = still(scene)
        self._view.resize(size)
        self._view.stage(scene.key_poses(), motion=scene.motion, view=scene.view, muscles=scene.muscles)
        self._view.show_pose(shown.pose, shown.effort)
        picture = QPixmap(size * ratio)
        picture.setDevicePixelRatio(ratio)
        picture.fill(Qt.GlobalColor.transparent)
        self._view.render(picture, QPoint(0, 0), renderFlags=QWidget.RenderFlag.DrawChildren)
        return picture
