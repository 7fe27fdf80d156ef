"""Today as a band: a painted line of the day that tells each part in words, to the mouse and to the arrow keys.

It shows a frame that was worked out elsewhere, has no clock and no timer, and never judges what it shows.
"""

from __future__ import annotations

from PySide6.QtCore import QEvent, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QAccessible,
    QColor,
    QFocusEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
)
from PySide6.QtWidgets import QSizePolicy, QWidget

from postureapp.core.text import _
from postureapp.ui import theme
from postureapp.ui.accessible import announce, tell_as
from postureapp.ui.day_paint import paint_band
from postureapp.ui.day_places import Places, height_of
from postureapp.ui.home_frame import Coming, Frame, Part
from postureapp.ui.theme import Theme, Type


class DayBand(QWidget):
    """The band. `pointed` gives the words of the part that is pointed at, or nothing."""

    pointed = Signal(str)

    def __init__(self, look: Theme) -> None:
        super().__init__()
        self._look = look
        self._frame: Frame | None = None
        self._lit: Part | None = None
        self._summary = ""
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(_("The day as a band"))
        tell_as(self, QAccessible.Role.Chart)
        self.setFont(theme.font(Type.SMALL))
        look.changed.connect(self.update)

    @property
    def lit(self) -> Part | None:
        """The part that is pointed at."""
        return self._lit

    @property
    def frame(self) -> Frame | None:
        """What is shown."""
        return self._frame

    def show_frame(self, frame: Frame) -> None:
        """Show a day; what was pointed at stays so, as far as it is still there."""
        if frame == self._frame:
            return
        lit = self._lit
        self._frame = frame
        if lit is not None:
            same = (part for part in frame.parts if (part.start, part.is_mark) == (lit.start, lit.is_mark))
            self._point(next(same, None), aloud=False)
        self.update()

    def summarise(self, words: str) -> None:
        """What a screen reader says of the whole, and how to go on from there."""
        self._summary = words
        if self._lit is None:
            self._describe(words)

    def _describe(self, words: str) -> None:
        keys = _("The arrow keys tell each part; the table has them all.")
        self.setAccessibleDescription(f"{words} {keys}")

    # --- pointing -----------------------------------------------------------------------------------------------------

    def _point(self, part: Part | None, *, aloud: bool = True) -> None:
        if part == self._lit:
            return
        self._lit = part
        words = str(part.words) if part is not None else ""
        self._describe(words or self._summary)
        self.pointed.emit(words)
        if aloud and self.hasFocus():
            announce(self, words)
        self.update()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        parts = self._frame.parts if self._frame is not None else ()
        step = {Qt.Key.Key_Right: 1, Qt.Key.Key_Left: -1}.get(Qt.Key(event.key()), 0)
        if self._mirrored:
            step = -step
        edge = {Qt.Key.Key_Home: 0, Qt.Key.Key_End: len(parts) - 1}.get(Qt.Key(event.key()))
        if not parts or (not step and edge is None):
            super().keyPressEvent(event)
            return
        if edge is None:
            edge = self._next(parts, step)
        self._point(parts[edge])

    def _next(self, parts: tuple[Part, ...], step: int) -> int:
        """The place of the part to go to; from nowhere, that of now."""
        if self._lit in parts:
            return min(max(parts.index(self._lit) + step, 0), len(parts) - 1)
        if self._frame is not None and self._frame.now is None:
            return 0
        been = [n for n, part in enumerate(parts) if part.kind is not Coming.COMING]
        return been[-1] if been else 0

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self._point(None)
        self.update()

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.update()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        places = self.places
        self._point(places.part_at(event.position()) if places is not None else None, aloud=False)

    def leaveEvent(self, event: QEvent) -> None:
        self._point(None, aloud=False)

    # --- places and painting ------------------------------------------------------------------------------------------

    @property
    def _mirrored(self) -> bool:
        return self.layoutDirection() == Qt.LayoutDirection.RightToLeft

    @property
    def places(self) -> Places | None:
        """Where everything is; nothing before a day was shown."""
        return Places(self._frame, self.width(), self._mirrored) if self._frame is not None else None

    def sizeHint(self) -> QSize:
        return QSize(700, height_of(self.font()))

    def minimumSizeHint(self) -> QSize:
        return QSize(240, self.sizeHint().height())

    def paintEvent(self, event: QPaintEvent) -> None:
        places = self.places
        if places is None:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        paint_band(painter, places, self._look.tokens, self._lit)
        if self.hasFocus():
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(QColor(self._look.tokens.accent), self._look.tokens.focus))
            frame = QRectF(self.rect()).adjusted(1, 1, -1, -1)
            painter.drawRoundedRect(frame, theme.RADIUS_S, theme.RADIUS_S)
