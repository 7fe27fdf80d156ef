"""Hours of a day, or of a week of days, as bars from midnight to midnight. They are looked at; words say the same."""

from __future__ import annotations

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from postureapp.core.hours import Range, WeekHours
from postureapp.ui import theme
from postureapp.ui.theme import Theme, Type

_DAY_MIN = 24 * 60


class HoursBars(QWidget):
    """A day, or a week of days, as bars from midnight to midnight."""

    def __init__(self, look: Theme) -> None:
        super().__init__()
        self._look = look
        self.hours, self._days = WeekHours(), range(7)

    def show_hours(self, hours: WeekHours, days: range = range(7)) -> None:
        """Draw these days."""
        self.hours, self._days = hours, days
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if self.layoutDirection() == Qt.LayoutDirection.RightToLeft:
            painter.translate(self.width(), 0)
            painter.scale(-1, 1)
        line = self.height() / len(self._days)
        for n, day in enumerate(self._days):
            thick = min(line * 0.62, 10.0)
            self._paint_day(painter, QRectF(0, n * line + (line - thick) / 2, self.width(), thick), day)

    def _paint_day(self, painter: QPainter, track: QRectF, day: int) -> None:
        t, radius = self._look.tokens, track.height() / 2
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(t.sunk))
        painter.drawRoundedRect(track, radius, radius)
        before = [Range(r.start_min - _DAY_MIN, r.end_min - _DAY_MIN) for r in self.hours.days[day - 1]]
        painter.setBrush(QColor(t.accent if self.isEnabled() else t.edge))
        for each in (*before, *self.hours.days[day]):
            left, right = max(each.start_min, 0), min(each.end_min, _DAY_MIN)
            if right > left:
                scale = track.width() / _DAY_MIN
                painter.drawRoundedRect(
                    QRectF(track.left() + left * scale, track.top(), (right - left) * scale, track.height()),
                    radius,
                    radius,
                )


class HoursAxis(QWidget):
    """The hours below the bars."""

    def __init__(self, look: Theme) -> None:
        super().__init__()
        self._look = look
        self.setFont(theme.font(Type.SMALL))
        self.setFixedHeight(QFontMetrics(self.font()).height())
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setPen(QColor(self._look.tokens.soft))
        metrics, mirrored = QFontMetrics(self.font()), self.layoutDirection() == Qt.LayoutDirection.RightToLeft
        is_narrow = self.width() < 5 * metrics.horizontalAdvance("000")
        for hour in (0, 12, 24) if is_narrow else (0, 6, 12, 18, 24):
            words = str(hour)
            width = metrics.horizontalAdvance(words)
            share = 1 - hour / 24 if mirrored else hour / 24
            x = min(max(self.width() * share - width / 2, 0), self.width() - width)
            painter.drawText(round(x), metrics.ascent(), words)
