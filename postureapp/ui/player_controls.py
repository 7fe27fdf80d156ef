"""The controls of the stretch window: what they ask for, their keys, and buttons that bear a drawn sign.

Each has a name for a screen reader and a tip with its key. A key does the same in the small and in the large window,
and no key is taken while another window is in use.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from functools import partial

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QKeySequence, QPainter, QPainterPath, QPaintEvent, QPen, QPolygonF, QShortcut
from PySide6.QtWidgets import QPushButton, QWidget

from postureapp.core.text import _, text
from postureapp.ui import theme
from postureapp.ui.checkable import Checkable
from postureapp.ui.controls import button
from postureapp.ui.figure_view import TURNS_DEG, FigureView
from postureapp.ui.theme import Theme


@dataclass(frozen=True, slots=True)
class Acts:
    """What the controls ask for."""

    pause: Callable[[], object]
    back: Callable[[], object]
    skip: Callable[[], object]
    end: Callable[[], object]
    hurts: Callable[[], object]
    voice: Callable[[], object]
    tones: Callable[[], object]
    resize: Callable[[], object]


class Sign(StrEnum):
    """What is drawn on a button."""

    BACK = "back"
    PAUSE = "pause"
    PLAY = "play"
    SKIP = "skip"
    VOICE = "voice"
    TONES = "tones"
    LARGER = "larger"
    SMALLER = "smaller"


_POINTING = frozenset({Sign.BACK, Sign.PLAY, Sign.SKIP})  # to where reading goes on, or came from


class SignButton(Checkable, QPushButton):
    """A small square button with a drawn sign; one that is off is crossed out, so that colour alone tells nothing."""

    def __init__(self, sign: Sign, look: Theme, clicked: Callable[[], object], *, on: bool | None = None) -> None:
        super().__init__()
        self._sign, self._look = sign, look
        self.setProperty("role", "sign")
        self.setFixedSize(38, 34)
        self.setAutoDefault(True)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setCheckable(on is not None)
        self.setChecked(bool(on))
        self.clicked.connect(lambda _checked=False: clicked())

    def name(self, words: str, key: str, tip: str = "") -> None:
        """What a screen reader says, and the tip with the key."""
        self.setAccessibleName(words)
        self.setAccessibleDescription(key)
        self.setToolTip(str(text("{action} ({key})", action=tip or words, key=key)))

    def show_sign(self, sign: Sign) -> None:
        """Show another sign."""
        if sign is not self._sign:
            self._sign = sign
            self.update()

    def sizeHint(self) -> QSize:
        return QSize(38, 34)

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        t = self._look.tokens
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.translate(self.width() / 2.0, self.height() / 2.0)
        if self._sign in _POINTING and self.layoutDirection() == Qt.LayoutDirection.RightToLeft:
            painter.scale(-1.0, 1.0)
        is_off = self.isCheckable() and not self.isChecked()
        colour = QColor(t.soft if is_off else t.accent if self.isChecked() else t.ink)
        paint_sign(painter, self._sign, colour)
        if is_off:
            painter.setPen(QPen(colour, 1.8, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap))
            painter.drawLine(QPointF(-8.5, 8.5), QPointF(8.5, -8.5))


def paint_sign(painter: QPainter, sign: Sign, colour: QColor) -> None:
    """Draw a sign about the origin, in a square of 18 pixels."""
    painter.setPen(QPen(colour, 1.8, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap, Qt.PenJoinStyle.RoundJoin))
    painter.setBrush(colour)
    match sign:
        case Sign.PLAY:
            painter.drawPolygon(_triangle(-4.0, 7.0))
        case Sign.PAUSE:
            painter.setPen(Qt.PenStyle.NoPen)
            for left in (-6.0, 1.5):
                painter.drawRoundedRect(QRectF(left, -7.0, 4.5, 14.0), 1.2, 1.2)
        case Sign.SKIP:
            painter.drawPolygon(_triangle(-6.5, 5.0))
            painter.drawLine(QPointF(7.0, -6.5), QPointF(7.0, 6.5))
        case Sign.BACK:
            painter.drawPolygon(_triangle(6.5, -5.0))
            painter.drawLine(QPointF(-7.0, -6.5), QPointF(-7.0, 6.5))
        case Sign.VOICE:
            _paint_voice(painter)
        case Sign.TONES:
            _paint_note(painter)
        case Sign.LARGER | Sign.SMALLER:
            _paint_size(painter, sign is Sign.LARGER)


def _triangle(left: float, right: float) -> QPolygonF:
    return QPolygonF([QPointF(left, -6.5), QPointF(left, 6.5), QPointF(right, 0.0)])


def _paint_voice(painter: QPainter) -> None:
    """A speaker with waves."""
    points = ((-8.0, -2.6), (-4.6, -2.6), (-0.6, -6.2), (-0.6, 6.2), (-4.6, 2.6), (-8.0, 2.6))
    painter.drawPolygon(QPolygonF([QPointF(x, y) for x, y in points]))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    for radius in (4.0, 7.5):
        painter.drawArc(QRectF(0.4 - radius, -radius, 2 * radius, 2 * radius), -45 * 16, 90 * 16)


def _paint_note(painter: QPainter) -> None:
    """Two notes under a beam."""
    for x in (-5.0, 4.6):
        painter.drawEllipse(QPointF(x, 5.0), 2.3, 1.9)
        painter.drawLine(QPointF(x + 2.3, 4.6), QPointF(x + 2.3, -6.4))
    painter.drawLine(QPointF(-2.7, -6.4), QPointF(6.9, -6.4))


def _paint_size(painter: QPainter, larger: bool) -> None:
    """A frame, and in its corner the small window that it becomes or grows from."""
    path = QPainterPath()
    path.addRoundedRect(QRectF(-8.0, -7.0, 16.0, 14.0), 2.0, 2.0)
    colour = painter.brush()
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawPath(path)
    painter.setBrush(colour)
    if larger:
        painter.drawRect(QRectF(-5.0, -4.0, 10.0, 8.0))
    else:
        painter.drawRect(QRectF(1.0, 1.0, 4.0, 3.0))


def hurts_button(acts: Acts) -> QPushButton:
    """Always in sight, and calm."""
    made = button(_("This hurts"), acts.hurts, "warm", described=_("H"))
    made.setToolTip(_("Stop at once because it hurts (H)"))
    return made


def end_button(acts: Acts) -> QPushButton:
    """Ends the stretch."""
    made = button(_("End"), acts.end, "quiet", described=_("Escape"))
    made.setToolTip(_("End the stretch (Esc)"))
    return made


def take_keys(page: QWidget, figure: FigureView, acts: Acts) -> None:
    """The keys, as long as the page is on the screen and its window is in use. None of them moves the focus.

    Space is not among them: it presses the button that has the focus, and pauses elsewhere (see the page).
    """
    for arrow, by_deg in TURNS_DEG.items():
        keys = QKeySequence(Qt.KeyboardModifier.ShiftModifier | arrow)
        QShortcut(keys, page).activated.connect(partial(figure.turn_by, *by_deg))
    for key in (Qt.Key.Key_Up, Qt.Key.Key_Down):
        QShortcut(QKeySequence(key), page)  # on a button Qt would go on to the next one
    for key, act in (
        (Qt.Key.Key_Right, acts.skip),
        (Qt.Key.Key_Left, acts.back),
        (Qt.Key.Key_H, acts.hurts),
        (Qt.Key.Key_V, acts.voice),
        (Qt.Key.Key_T, acts.tones),
        (Qt.Key.Key_S, acts.resize),
        (Qt.Key.Key_Home, figure.turn_back),
    ):
        QShortcut(QKeySequence(key), page).activated.connect(act)


def sound_words(on: bool, *, voice: bool) -> str:
    """What the tip of a sound's switch says."""
    if voice:
        return _("Spoken cues: on") if on else _("Spoken cues: off")
    return _("Soft tones: on") if on else _("Soft tones: off")


SPACING = theme.XS + 2
