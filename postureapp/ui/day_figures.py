"""The figures of the day in the home window: the longest unbroken spell, breaks, moves, the phone.

Plain numbers beside those of the day before; nothing in them praises, blames or runs on.
"""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QFrame, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from postureapp.core.day import Day
from postureapp.core.text import _, text
from postureapp.ui import theme
from postureapp.ui.controls import label
from postureapp.ui.home_words import in_hours, moves_words, yesterday_words
from postureapp.ui.theme import Theme, Type

MOST_DOTS = 12


class DayFigures(QWidget):
    """A row of figures."""

    def __init__(self, look: Theme) -> None:
        super().__init__()
        self.longest = _Figure(_("Longest unbroken spell"), _Bars(look))
        self.breaks = _Figure(_("Breaks"))
        self.moves = _Figure(_("Moves"), _Dots(look))
        self.phone = _Figure(_("On the phone"))
        laid = QHBoxLayout(self)
        laid.setContentsMargins(0, 0, 0, 0)
        laid.setSpacing(theme.M)
        for figure, share in ((self.longest, 4), (self.breaks, 3), (self.moves, 3), (self.phone, 3)):
            laid.addWidget(figure, share)

    def show_days(self, today: Day, yesterday: Day) -> None:
        """Show the figures of today, beside those of yesterday."""
        self.longest.show_figure(str(in_hours(today.longest_s)), str(yesterday_words(yesterday)))
        sitting = text("{length} of sitting", length=in_hours(today.sitting_s))
        self.breaks.show_figure(str(today.breaks), str(sitting))
        done, of_what = moves_words(today)
        self.moves.show_figure(str(done), str(of_what))
        before = text("Yesterday: {length}", length=in_hours(yesterday.phone_s))
        self.phone.show_figure(str(in_hours(today.phone_s)), str(before) if yesterday.spans else _("So far today"))
        bars, dots = self.longest.picture, self.moves.picture
        if isinstance(bars, _Bars):
            bars.show_lengths(today.longest_s, yesterday.longest_s if yesterday.spans else 0.0)
        if isinstance(dots, _Dots):
            dots.show_count(today.moves_done, today.moves_planned)


class _Figure(QFrame):
    """One figure: its name, the number, and a line below it."""

    def __init__(self, name: str, picture: QWidget | None = None) -> None:
        super().__init__()
        self.setProperty("box", "card")
        self.picture = picture
        self._number = label("", Type.TITLE)
        self._below = label("", Type.SMALL, tone="soft")
        laid = QVBoxLayout(self)
        laid.setContentsMargins(theme.M + 2, theme.M, theme.M + 2, theme.M)
        laid.setSpacing(theme.XXS)
        laid.addWidget(label(name, Type.SMALL, tone="soft"))
        laid.addWidget(self._number)
        if picture is not None:
            laid.addWidget(picture)
        laid.addWidget(self._below)
        laid.addStretch(1)
        self._name = name
        self.setAccessibleName(name)

    def show_figure(self, number: str, below: str) -> None:
        """Show a number, and the line below it."""
        self._number.setText(number)
        self._below.setText(below)
        self.setAccessibleDescription(f"{number}. {below}")


class _Picture(QWidget):
    """A small picture across the figure; all that it tells stands in words beside it."""

    def __init__(self, look: Theme, height: int) -> None:
        super().__init__()
        self._look = look
        self._high = height
        self.setFixedHeight(height)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        look.changed.connect(self.update)

    def sizeHint(self) -> QSize:
        return QSize(60, self._high)

    def begin(self) -> QPainter:
        """A painter that begins where the words do, also from right to left."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if self.layoutDirection() == Qt.LayoutDirection.RightToLeft:
            painter.translate(self.width(), 0)
            painter.scale(-1, 1)
        return painter


class _Bars(_Picture):
    """Today's longest spell over yesterday's, on one scale."""

    def __init__(self, look: Theme) -> None:
        super().__init__(look, 18)
        self._lengths = (0.0, 0.0)

    def show_lengths(self, today_s: float, yesterday_s: float) -> None:
        """Show both."""
        if (today_s, yesterday_s) != self._lengths:
            self._lengths = (today_s, yesterday_s)
            self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter, t = self.begin(), self._look.tokens
        whole = max(*self._lengths, 3600.0)
        for top, seconds, colour in ((2.0, self._lengths[0], t.accent), (10.0, self._lengths[1], t.edge)):
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(t.sunk))
            painter.drawRoundedRect(QRectF(0, top, self.width(), 5.0), 2.5, 2.5)
            if seconds >= 60:
                painter.setBrush(QColor(colour))
                painter.drawRoundedRect(QRectF(0, top, max(self.width() * seconds / whole, 5.0), 5.0), 2.5, 2.5)


class _Dots(_Picture):
    """A dot for each planned move: full where it was done, a ring where not."""

    def __init__(self, look: Theme) -> None:
        super().__init__(look, 14)
        self._count = (0, 0)
        self.hide()

    def show_count(self, done: int, planned: int) -> None:
        """Show how many of how many."""
        if (done, planned) != self._count:
            self._count = (done, planned)
            self.setVisible(0 < planned <= MOST_DOTS)
            self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter, t = self.begin(), self._look.tokens
        done, planned = self._count
        step = min(13.0, (self.width() - 10.0) / max(planned - 1, 1))
        for n in range(planned):
            painter.setPen(QPen(QColor(t.accent), 1.5))
            painter.setBrush(QColor(t.accent) if n < done else Qt.BrushStyle.NoBrush)
            painter.drawEllipse(QRectF(1.0 + n * step, 2.5, 8.0, 8.0))
