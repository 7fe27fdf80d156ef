"""A chart in its frame: title, the figures looked at in words, the same figures as a table, and a button to save them.

Chart and table have one source, so that neither can say what the other does not.
"""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFontMetrics, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QFrame, QHeaderView, QTableWidget, QTableWidgetItem, QVBoxLayout

from postureapp.core.text import _, text
from postureapp.ui import theme
from postureapp.ui.chart import Chart, Plot
from postureapp.ui.controls import button, label, row
from postureapp.ui.theme import Theme, Type


class ChartCard(QFrame):
    """One chart with all that belongs to it. `save_asked` comes from its button."""

    save_asked = Signal()

    def __init__(self, look: Theme, plot: Plot, *, by_days: bool) -> None:
        super().__init__()
        self.setProperty("box", "card")
        self.by_days = by_days
        self.plot = plot
        self.title = label(plot.title, Type.LARGE, bold=True)
        self.said = label(plot.said, Type.BODY, tone="soft")
        self.said.setAlignment(Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeading)
        self.chart = Chart(look, plot)
        self.chart.pointed.connect(self._say)
        self.table: QTableWidget | None = None
        self.switch = button("", self.turn_over, "quiet")
        self.save = button(
            _("Save as CSV…"), self.save_asked.emit, "quiet", name=str(text("Save as CSV: {title}", title=plot.title))
        )
        self._lay_out()
        self._name_switch()

    def _lay_out(self) -> None:
        whole = QVBoxLayout(self)
        whole.setContentsMargins(theme.L, theme.M, theme.L, theme.S)
        whole.setSpacing(theme.XS)
        whole.addWidget(self.title)
        whole.addWidget(self.said)
        whole.addSpacing(theme.S)
        whole.addStretch(1)  # above the chart, so that charts beside each other stand on one line
        whole.addWidget(self.chart)
        whole.addLayout(row(None, self.switch, self.save, spacing=theme.XS))

    # --- what is said -------------------------------------------------------------------------------------------------

    def _say(self, at: int | None) -> None:
        self.said.setText(self.plot.said if at is None else self.plot.points[at].words)
        self.said.setProperty("tone", "soft" if at is None else "")
        self.said.style().polish(self.said)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._reserve()

    def _reserve(self) -> None:
        """Keep room for the longest words, so that nothing moves while the mouse goes over the chart."""
        metrics, width = QFontMetrics(self.said.font()), self.width() - 2 * theme.L - 2
        said = [self.plot.said, *(point.words for point in self.plot.points)]
        flags = int(Qt.TextFlag.TextWordWrap)
        self.said.setMinimumHeight(max(metrics.boundingRect(0, 0, width, 999, flags, each).height() for each in said))

    # --- the table ----------------------------------------------------------------------------------------------------

    @property
    def shows_table(self) -> bool:
        """Whether the table stands in place of the chart."""
        return self.table is not None and not self.table.isHidden()

    def turn_over(self) -> None:
        """Show the table in place of the chart, or the chart again."""
        to_table = not self.shows_table
        if self.table is None:
            self.table = self._make_table()
            layout = self.layout()
            assert isinstance(layout, QVBoxLayout)
            layout.insertWidget(layout.indexOf(self.chart), self.table)
            self.setTabOrder(self.chart, self.table)
        self.table.setVisible(to_table)
        self.chart.setVisible(not to_table)
        self._name_switch()

    def _name_switch(self) -> None:
        """Say what the button leads to."""
        is_table = self.shows_table
        self.switch.setText(_("Chart") if is_table else _("Table"))
        title = self.plot.title
        self.switch.setAccessibleName(
            str(text("Chart: {title}", title=title) if is_table else text("Table: {title}", title=title))
        )

    def _make_table(self) -> QTableWidget:
        heads = [_("When"), _("How much")] if self.by_days else [_("When"), _("How much"), _("Days recorded")]
        made = QTableWidget(len(self.plot.points), len(heads))
        made.setAccessibleName(self.plot.title)
        made.setHorizontalHeaderLabels(heads)
        made.setFont(theme.font(Type.BODY))
        made.verticalHeader().hide()
        for n, point in enumerate(self.plot.points):
            cells = [point.name, point.amount] if self.by_days else [point.name, point.amount, str(point.days)]
            for column, words in enumerate(cells):
                made.setItem(n, column, _cell(words))
        made.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        made.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        made.setTabKeyNavigation(False)  # Tab leads on; the arrow keys go through the cells
        made.setShowGrid(False)
        made.setAlternatingRowColors(True)
        made.setFrameShape(QFrame.Shape.NoFrame)
        head = made.horizontalHeader()
        head.setDefaultAlignment(Qt.AlignmentFlag.AlignLeading | Qt.AlignmentFlag.AlignVCenter)
        head.setHighlightSections(False)
        head.setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        head.setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        made.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)  # long words wrap
        made.setFixedHeight(self.chart.sizeHint().height())
        made.setCurrentCell(0, 0)
        return made


def _cell(words: str) -> QTableWidgetItem:
    made = QTableWidgetItem(words)
    made.setFlags(Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable)
    return made
