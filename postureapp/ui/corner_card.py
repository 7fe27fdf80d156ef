"""A small card at the corner of the screen: the ground of the reminder, the return card and the one question.

It takes no focus and no key, stands where `card_place` finds room, and closes only when it is told to.
"""

from __future__ import annotations

from PySide6.QtCore import QRect, QRectF, QSize, Qt
from PySide6.QtGui import (
    QAccessible,
    QColor,
    QGuiApplication,
    QPainter,
    QPainterPath,
    QPaintEvent,
    QPen,
    QRegion,
    QResizeEvent,
    QShowEvent,
)
from PySide6.QtWidgets import QAbstractButton, QHBoxLayout, QLayout, QVBoxLayout, QWidget

from postureapp.core.moves import Stance
from postureapp.core.postures import Posture
from postureapp.ui import theme
from postureapp.ui.accessible import announce, tell_as
from postureapp.ui.card_place import PlacedCard
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


class CornerCard(PlacedCard):
    """A card with a title, a sentence, perhaps a small figure, and buttons below."""

    def __init__(self, look: Theme, title: str, body: str = "") -> None:
        super().__init__(_FLAGS)
        self.setAttribute(Qt.WidgetAttribute.WA_ShowWithoutActivating)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        # Without a compositor (a bare X11) what is clear would be black: there the corners are cut instead.
        self._clear = QGuiApplication.platformName() not in ("xcb", "vnc", "linuxfb")
        self.setAttribute(Qt.WidgetAttribute.WA_TranslucentBackground, self._clear)
        self._look = look
        self.buttons: list[QAbstractButton] = []
        look.dress(self)
        tell_as(self, QAccessible.Role.Notification)
        self._told = f"{title} {body}".strip()
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

    def add_row(self, *buttons: QAbstractButton, columns: int = 0) -> None:
        """A row of buttons, in line with those of a row of more `columns`."""
        self.buttons.extend(buttons)
        laid = QHBoxLayout()
        laid.setSpacing(theme.S)
        for made in buttons:
            made.setFocusPolicy(Qt.FocusPolicy.NoFocus)
            laid.addWidget(made, 1)
        for _free in range(columns - len(buttons)):
            laid.addWidget(QWidget(), 1)
        self._whole.addLayout(laid)

    def fit_room(self, room: QRect) -> None:
        width = min(max(_WIDTH, self.minimumSizeHint().width()), room.width() - 2 * _MARGIN)
        height = self._whole.totalHeightForWidth(width)
        self.resize(width, min(height, room.height() - 2 * _MARGIN))

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        announce(self, self._told)  # it takes no focus: nothing else would tell of it

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
        painter.setPen(QPen(QColor(t.edge if t.dark else t.line), t.stroke))
        painter.setBrush(QColor(t.card))
        inset = t.stroke / 2.0
        frame = QRectF(self.rect()).adjusted(inset, inset, -inset, -inset)
        painter.drawRoundedRect(frame, theme.RADIUS_M, theme.RADIUS_M)
