"""A day to be typed, or picked from a calendar. What is no day of the range can't be chosen."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import QDate, QEvent, QPointF, Qt
from PySide6.QtGui import QColor, QKeyEvent, QPainter, QPaintEvent, QPen, QTextCharFormat, QWheelEvent
from PySide6.QtWidgets import QAbstractButton, QCalendarWidget, QDateEdit, QWidget

from postureapp.core.text import _
from postureapp.ui import theme
from postureapp.ui.theme import Type

_TABS = (Qt.Key.Key_Tab, Qt.Key.Key_Backtab)


class DateBox(QDateEdit):
    """A day between two others, written year first, so that it is read in every language alike."""

    def __init__(self, name: str, first: date, last: date, shown: date) -> None:
        super().__init__()
        self._went_on = False  # by the last digit, from year to month or from month to day
        self.setLayoutDirection(Qt.LayoutDirection.LeftToRight)  # before the format, which it would turn round
        self.setDisplayFormat("yyyy-MM-dd")
        self.setFont(theme.font(Type.BODY))
        self.setAccessibleName(name)
        self.setDateRange(_day(first), _day(last))
        self.setDate(_day(shown))
        self.setCalendarPopup(True)
        self.setKeyboardTracking(False)
        calendar = self.calendarWidget()
        calendar.setVerticalHeaderFormat(QCalendarWidget.VerticalHeaderFormat.NoVerticalHeader)
        calendar.setAccessibleName(name)
        for made in calendar.findChildren(QAbstractButton):  # of a table's corner, and the arrows, which are pictures
            made.setAccessibleName(
                {"qt_calendar_prevmonth": _("Earlier"), "qt_calendar_nextmonth": _("Later")}.get(
                    made.objectName(), made.text() or name
                )
            )
        for day in (Qt.DayOfWeek.Saturday, Qt.DayOfWeek.Sunday):
            calendar.setWeekdayTextFormat(day, QTextCharFormat())  # not in red
        self.setMinimumWidth(self.fontMetrics().horizontalAdvance("0000-00-00") + theme.XL * 2)

    @property
    def day(self) -> date:
        """The day that is chosen."""
        found = self.date()
        return date(found.year(), found.month(), found.day())

    def show_day(self, day: date) -> None:
        """Show a day without telling of it."""
        was = self.blockSignals(True)
        self.setDate(_day(day))
        self.blockSignals(was)

    def event(self, event: QEvent) -> bool:
        """Tab leads on to the next control; a hyphen, or Ctrl and an arrow, from year to month to day."""
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress and event.key() in _TABS:
            return QWidget.focusNextPrevChild(self, event.key() == Qt.Key.Key_Tab)  # Qt's would stay for the parts
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """A hyphen that is typed after the last digit of a year or month is not one too many."""
        if event.text() == "-" and self._went_on:
            self._went_on = False
            return
        before = self.currentSection()
        super().keyPressEvent(event)
        self._went_on = event.text().isdecimal() and self.currentSection() != before

    def wheelEvent(self, event: QWheelEvent) -> None:
        event.ignore()  # the wheel scrolls the page

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        t = theme.tokens_of(self.window())
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(QColor(t.ink if self.isEnabled() else t.soft), 1.6))
        x, y = self.width() - 15.0, self.height() / 2.0 + 0.5
        painter.drawPolyline([QPointF(x - 4.0, y - 2.0), QPointF(x, y + 2.0), QPointF(x + 4.0, y - 2.0)])


def _day(day: date) -> QDate:
    return QDate(day.year, day.month, day.day)
