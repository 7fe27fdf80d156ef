"""The card of the day in the home window: the band, what is pointed at in words, what the signs mean, and a table.

The table has all that the band shows, for whoever does not see it.
"""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QFrame,
    QHeaderView,
    QLabel,
    QSizePolicy,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from postureapp.core import date_words
from postureapp.core.day import Band, Outcome
from postureapp.core.events import Size
from postureapp.core.text import Text, _, text
from postureapp.ui import theme
from postureapp.ui.controls import Toggle, button, label, row
from postureapp.ui.day_band import DayBand
from postureapp.ui.day_paint import HEIGHTS, paint_block, paint_mark
from postureapp.ui.flow_layout import FlowLayout
from postureapp.ui.home_frame import Coming, Frame, Kind, Part
from postureapp.ui.home_words import BANDS, OUTCOMES, SIZES
from postureapp.ui.theme import Theme, Type

ROWS: tuple[tuple[Kind, ...], tuple[Kind, ...]] = (tuple(Band), (*Outcome, Coming.COMING, *Size))
NAMES: dict[Kind, Text] = dict(
    [*BANDS.items(), *OUTCOMES.items(), (Coming.COMING, text("Still to come")), *SIZES.items()]
)
TABLE_HEIGHT, SWATCH, ENTRY = 200, 18.0, 20


class DayCard(QFrame):
    """The day, drawn and in words."""

    def __init__(self, look: Theme) -> None:
        super().__init__()
        self.setProperty("box", "card")
        self._look = look
        self._summary = ""
        self._kinds: tuple[tuple[Kind, ...], tuple[Kind, ...]] = ((), ())
        self.band = DayBand(look)
        self.band.pointed.connect(self._tell)
        self.title = label(_("Your day"), Type.LARGE, bold=True)
        self.said = label("", Type.BODY)
        self.table = _Table()
        self.table.hide()
        rows = _("All parts of the day in rows")
        self.as_table = button(_("As a table"), self._turn, "quiet", described=rows, kind=Toggle)
        self._times, self._marks = QWidget(), QWidget()
        for legend in (self._times, self._marks):
            legend.setLayout(FlowLayout(theme.M))
        laid = QVBoxLayout(self)
        laid.setContentsMargins(theme.L, theme.M, theme.L, theme.M)
        laid.setSpacing(theme.S)
        laid.addLayout(row(self.title, self.as_table))
        laid.addWidget(self.band)
        laid.addWidget(self.table)
        laid.addWidget(self.said)
        laid.addWidget(self._times)
        laid.addWidget(self._marks)

    def show_day(self, frame: Frame, title: str, summary: str) -> None:
        """Show a day under a title; `summary` stands below it while nothing is pointed at."""
        self.title.setText(title)
        self._summary = summary
        before = self.band.frame
        self.band.show_frame(frame)
        self.band.summarise(summary)
        if self.band.lit is None:
            self.said.setText(summary)
        if before is None or before.parts != frame.parts:
            self._show_legend(frame)
            self._fill_table()
            self.as_table.setVisible(any(part.kind is not Coming.COMING for part in frame.parts))

    def _tell(self, words: str) -> None:
        self.said.setText(words or self._summary)

    def _turn(self) -> None:
        """From the band to the table, or back."""
        is_table = self.as_table.isChecked()
        self._fill_table()
        self.table.setVisible(is_table)
        self.band.setVisible(not is_table)
        self._show_rows()

    def _fill_table(self) -> None:
        """The rows are there while the table is seen: a screen reader would find them in a hidden one too."""
        frame = self.band.frame
        self.table.show_parts(frame.parts if frame is not None and self.as_table.isChecked() else ())

    def _show_rows(self) -> None:
        for legend, kinds in ((self._times, self._kinds[0]), (self._marks, self._kinds[1])):
            legend.setVisible(bool(kinds) and not self.as_table.isChecked())

    def _show_legend(self, frame: Frame) -> None:
        """One row for what the times were, one for what became of the reminders."""
        there = {part.kind for part in frame.parts}
        kinds = tuple(tuple(kind for kind in row if kind in there) for row in ROWS)
        if kinds == self._kinds:
            return
        self._kinds = (kinds[0], kinds[1])
        _fill(self._times, [_Entry(kind, self._look) for kind in kinds[0]])
        heading = label(_("Reminders:"), Type.SMALL, tone="soft")
        _fill(self._marks, [_in_a_line(heading), *(_Entry(kind, self._look) for kind in kinds[1])])
        self._show_rows()


def _fill(legend: QWidget, entries: list[QWidget]) -> None:
    """Put entries into a row of the legend, in place of those that are there."""
    flow = legend.layout()
    assert flow is not None
    while (item := flow.takeAt(0)) is not None:
        widget = item.widget()
        if widget is not None:
            widget.hide()
            widget.deleteLater()
    for entry in entries:
        flow.addWidget(entry)
        entry.show()


def _in_a_line(words: QLabel) -> QLabel:
    """Words that do not wrap, as high as an entry of the legend."""
    words.setWordWrap(False)
    words.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
    words.setMinimumHeight(ENTRY)
    return words


class _Entry(QWidget):
    """A sign of the band and its name."""

    def __init__(self, kind: Kind, look: Theme) -> None:
        super().__init__()
        words = _in_a_line(label(str(NAMES[kind]), Type.SMALL, tone="soft"))
        laid = row(_Swatch(kind, look), words, spacing=theme.XS)
        laid.setContentsMargins(0, 0, 0, 0)
        self.setLayout(laid)


class _Swatch(QWidget):
    """A sign of the band, small."""

    def __init__(self, kind: Kind, look: Theme) -> None:
        super().__init__()
        self._kind, self._look = kind, look
        self.setFixedSize(QSize(ENTRY, ENTRY))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if isinstance(self._kind, Band):
            height = max(HEIGHTS[self._kind], 0.3) * SWATCH  # in the middle, beside its name
            room = height / HEIGHTS[self._kind]
            bottom = (self.height() + height) / 2.0
            paint_block(painter, self._kind, QRectF(1.0, bottom - room, 19.0, room), self._look.tokens)
        else:
            paint_mark(painter, self._kind, QPointF(10.0, 10.0), self._look.tokens)


class _Table(QTableWidget):
    """The parts of the day in rows."""

    def __init__(self) -> None:
        super().__init__(0, 4)
        self.setAccessibleName(_("The day as a table"))
        self.setHorizontalHeaderLabels([_("From"), _("To"), _("What it was"), _("How long")])
        self.verticalHeader().hide()
        self.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        self.horizontalHeader().setSectionResizeMode(2, QHeaderView.ResizeMode.Stretch)
        self.horizontalHeader().setDefaultAlignment(Qt.AlignmentFlag.AlignLeading | Qt.AlignmentFlag.AlignVCenter)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setTabKeyNavigation(False)  # Tab leads out of it
        self.setShowGrid(False)
        self.setAlternatingRowColors(True)
        for corner in self.findChildren(QAbstractButton):
            corner.setAccessibleName(_("Select all rows"))
        self.setFixedHeight(TABLE_HEIGHT)
        self.setFont(theme.font(Type.BODY))

    def show_parts(self, parts: tuple[Part, ...]) -> None:
        """Show the parts of a day; the row that was chosen stays so."""
        chosen = self.currentRow()
        self.setRowCount(len(parts))
        for n, part in enumerate(parts):
            end = "" if part.is_mark else str(date_words.clock(part.end))
            for column, words in enumerate((str(date_words.clock(part.start)), end, str(part.what), str(part.length))):
                self.setItem(n, column, QTableWidgetItem(words or "–"))
        if 0 <= chosen < len(parts):
            self.setCurrentCell(chosen, 0)
