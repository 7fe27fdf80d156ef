"""A small card at the corner of the screen: the ground of the reminder, the return card and the one question.

It takes no focus and no key, stands where the pointer's screen has room, and closes only when it is told to.
"""

from __future__ import annotations

from PySide6.QtCore import QPoint, QRect, QRectF, QSize, Qt
from PySide6.QtGui import (
    QColor,
    QCursor,
    QGuiApplication,
    QPainter,
    QPainterPath,
    QPaintEvent,
    QPen,
    QRegion,
    QResizeEvent,
    QShowEvent,
)
from PySide6.QtWidgets import QApplication, QHBoxLayout, QLayout, QVBoxLayout, QWidget

from postureapp.core.moves import Stance
from postureapp.core.postures import Posture
from postureapp.ui import theme
from postureapp.ui.controls import label
from postureapp.ui.figure_view import FigureView
from postureapp.ui.theme import Theme, Type

_WIDTH, _MARGIN = 408, 14
_FLAGS = (
    Qt.WindowType.Tool
    | Qt.WindowType.FramelessWindowHint
    | Qt.WindowType.WindowStaysOnTopHint
    | Qt.WindowType.WindowDoesNotAcceptFocus
)


class CornerCard(QWidget):
    """A card with a title, a sentence, perhaps a small figure, and buttons below."""

    def __init__(self, look: Theme, title: str, body: str = "") -> None:
        super().__init__(None, _FLAGS)
        self.setAttribute(Qt.WidgetAttribute.WA_ShowWithoutActivating)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        # Without a compositor (a bare X11) what is clear would be black: there the corners are cut instead.
        self._clear = QGuiApplication.platformName() not in ("xcb", "vnc", "linuxfb")
        self.setAttribute(Qt.WidgetAttribute.WA_TranslucentBackground, self._clear)
        self._look = look
        look.dress(self)
        self.setWindowTitle(title)
        self.setAccessibleName(title)
        self.setAccessibleDescription(body)
        self._whole = QVBoxLayout(self)
        self._whole.setSizeConstraint(QLayout.SizeConstraint.SetNoConstraint)
        self._whole.setContentsMargins(theme.L, theme.L - 2, theme.L, theme.L - 4)
        self._whole.setSpacing(theme.M)
        self._top = QHBoxLayout()
        self._top.setSpacing(theme.M)
        words = QVBoxLayout()
        words.setSpacing(theme.XS)
        words.addWidget(label(title, Type.LARGE, bold=True))
        if body:
            words.addWidget(label(body, Type.BODY, tone="soft"))
        words.addStretch(1)
        self._top.addLayout(words, 1)
        self._whole.addLayout(self._top)

    def add_figure(self, posture: Posture) -> None:
        """A small figure beside the words."""
        figure = FigureView(self._look, QSize(74, 84))
        lies = posture.stance not in (Stance.SEATED, Stance.STANDING)
        figure.setFixedSize(132 if lies else 84, 98)
        figure.stage([posture.pose], motion=posture.motion, view=posture.view, muscles=())
        self._top.insertWidget(0, figure, 0, Qt.AlignmentFlag.AlignTop)

    def add_row(self, *buttons: QWidget) -> None:
        """A row of buttons."""
        laid = QHBoxLayout()
        laid.setSpacing(theme.S)
        for made in buttons:
            made.setFocusPolicy(Qt.FocusPolicy.NoFocus)
            laid.addWidget(made, 1)
        self._whole.addLayout(laid)

    def showEvent(self, event: QShowEvent) -> None:
        self._place()
        super().showEvent(event)

    def _place(self) -> None:
        """Stand at the bottom right of the screen where the pointer is; above what of ours stays on top there."""
        screen = QGuiApplication.screenAt(QCursor.pos()) or QGuiApplication.primaryScreen()
        room = screen.availableGeometry()
        width = min(max(_WIDTH, self.minimumSizeHint().width()), room.width() - 2 * _MARGIN)
        height = self._whole.totalHeightForWidth(width)
        self.resize(width, min(height, room.height() - 2 * _MARGIN))
        corner = QPoint(room.right() - self.width() - _MARGIN, room.bottom() - self.height() - _MARGIN)
        spot = QRect(corner, self.size())
        for taken in sorted(_on_top(self), key=QRect.bottom, reverse=True):
            if taken.intersects(spot):
                spot.moveBottom(taken.top() - _MARGIN)
        self.move(spot.topLeft() if spot.top() >= room.top() else corner)

    def resizeEvent(self, event: QResizeEvent) -> None:
        if not self._clear:
            path = QPainterPath()
            path.addRoundedRect(QRectF(self.rect()), theme.RADIUS_M, theme.RADIUS_M)
            self.setMask(QRegion(path.toFillPolygon().toPolygon()))
        super().resizeEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        t = self._look.tokens
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(QColor(t.edge if t.dark else t.line), 1))
        painter.setBrush(QColor(t.card))
        frame = QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5)
        painter.drawRoundedRect(frame, theme.RADIUS_M, theme.RADIUS_M)


def _on_top(card: QWidget) -> list[QRect]:
    """Where other windows of ours are that stay on top: a card would be under them, or they under it."""
    flag = Qt.WindowType.WindowStaysOnTopHint
    others = (each for each in QApplication.topLevelWidgets() if each is not card and each.isVisible())
    return [each.frameGeometry() for each in others if each.windowFlags() & flag]
