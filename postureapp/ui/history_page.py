"""Weeks, months and years in plots: the second page of the home window.

It shows figures beside those of the time before, and judges none of them. It reads the diary when it is first seen and
when another time is asked for, and does nothing in between.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date, datetime, time, timedelta
from functools import partial
from pathlib import Path
from typing import Protocol

from PySide6.QtCore import QLocale, Qt
from PySide6.QtGui import QResizeEvent, QShowEvent
from PySide6.QtWidgets import QButtonGroup, QFileDialog, QGridLayout, QPushButton, QVBoxLayout, QWidget

from postureapp.core import history, history_words
from postureapp.core.day import Day, Kept, of_days
from postureapp.core.errors import EnvironmentProblem
from postureapp.core.events import Moment
from postureapp.core.history import DURATIONS, Bar, Measure, Period, Range, Series
from postureapp.core.status import Status
from postureapp.core.text import _, text
from postureapp.core.timeline import Running
from postureapp.reports.history_csv import file_name, history_csv
from postureapp.ui import theme
from postureapp.ui.accessible import announce
from postureapp.ui.chart import Plot, Point, round_lines
from postureapp.ui.chart_card import ChartCard
from postureapp.ui.controls import Toggle, bar_in_margin, button, label, row, scrolling
from postureapp.ui.dialog_over import open_over
from postureapp.ui.save_dialog import save_dialog
from postureapp.ui.theme import Theme, Type

_TWO_COLUMNS = 760
_FARTHEST = 520  # times back: weeks of ten years, and no month before the calendar begins
_AT_ONCE = timedelta(days=30)
_MINUTES = tuple(60.0 * minutes for minutes in (5, 10, 15, 20, 30, 60, 120, 180, 240))
_COUNTS = (1.0, 2.0, 5.0, 10.0, 20.0, 50.0)
_PAIN = (0.0, 5.0, 10.0)

ReadDays = Callable[[Sequence[Kept], date, date, datetime, Running | None], Sequence[Day]]


class HistoryWires(Protocol):
    """What the page needs of the world; the wires of the home window have it.

    `facts` gives the diary between two moments, `export` writes bytes to the file of this path.
    Both raise EnvironmentProblem.
    """

    @property
    def status(self) -> Callable[[], Status]: ...

    @property
    def facts(self) -> Callable[[datetime, datetime], list[Kept]]: ...

    @property
    def now(self) -> Callable[[], Moment]: ...

    @property
    def export(self) -> Callable[[bytes, str], None]: ...


class HistoryPage(QWidget):
    """The plots of a week, of three months or of a year. `cards` are those on the page now."""

    def __init__(
        self, look: Theme, wires: HistoryWires, *, read: ReadDays = of_days, week_begins: int | None = None
    ) -> None:
        super().__init__()
        self._look, self._wires, self._read = look, wires, read
        self._week_begins = QLocale().firstDayOfWeek().value - 1 if week_begins is None else week_begins
        self._range, self._back = Range.WEEK, 0
        self._shown: Period | None = None
        self.cards: list[ChartCard] = []
        self.dialog: QFileDialog | None = None
        self.setProperty("ground", "paper")
        self._make_switches()
        self.when = label("", Type.BODY, bold=True)
        self.sentence = label("", Type.LARGE)
        self.told = label("", Type.BODY, tone="accent")
        self.told.hide()
        self._grid = QGridLayout()
        self._grid.setSpacing(theme.M)
        self._lay_out()

    def _make_switches(self) -> None:
        self._group = QButtonGroup(self)
        self.ranges: dict[Range, QPushButton] = {}
        for each in Range:
            made = button(str(history_words.RANGES[each]), partial(self.show_range, each), kind=Toggle)
            made.setAutoExclusive(True)
            made.setChecked(each is self._range)
            self._group.addButton(made)
            self.ranges[each] = made
        self.earlier = button(_("Earlier"), partial(self.go, 1))
        self.later = button(_("Later"), partial(self.go, -1))

    def _lay_out(self) -> None:
        inside = QWidget()
        laid = QVBoxLayout(inside)
        laid.setSpacing(theme.M)
        laid.addWidget(self.sentence)
        laid.addLayout(self._grid)
        laid.addStretch(1)
        self.area = scrolling(inside)
        bar_in_margin(self.area, laid, (theme.L, theme.S, theme.L, theme.L))
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, theme.S, 0, 0)
        whole.setSpacing(theme.S)
        self.when.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        above = row(*self.ranges.values(), self.when, self.earlier, self.later)
        above.setContentsMargins(theme.L, 0, theme.L, 0)
        whole.addLayout(above)
        told = QVBoxLayout()  # above what scrolls: it is seen without leading away from the plot
        told.setContentsMargins(theme.L, 0, theme.L, 0)
        told.addWidget(self.told)
        whole.addLayout(told)
        whole.addWidget(self.area, 1)

    # --- which time ---------------------------------------------------------------------------------------------------

    def show_range(self, range_: Range) -> None:
        """Show the week, the three months or the year of today."""
        self._range, self._back = range_, 0
        self.ranges[range_].setChecked(True)
        self._load()

    def go(self, by: int) -> None:
        """Show the time before (1) or after (-1)."""
        self._back = min(max(self._back + by, 0), _FARTHEST)
        self._load()

    def refresh(self) -> None:
        """Show a new day once it has begun; nothing to do otherwise."""
        if self._shown is not None and self.isVisible() and self._shown.today != self._wires.now().local.date():
            self._load()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._load()

    # --- what is shown ------------------------------------------------------------------------------------------------

    def _load(self) -> None:
        now = self._wires.now().local
        shown = self._shown = history.period(self._range, now.date(), self._back, self._week_begins)
        self.told.hide()
        self.when.setText(str(history_words.title(shown)))
        if not shown.back and self.later.hasFocus():
            self.earlier.setFocus()
        self.later.setEnabled(shown.back > 0)
        try:
            days = self._days((history.before(shown) or shown).first, shown.last, now)
        except EnvironmentProblem as problem:
            self.sentence.hide()
            self._show_cards(())
            self._tell(str(problem), "danger")
            return
        self._fill(shown, days)

    def _days(self, first: date, last: date, now: datetime) -> Sequence[Day]:
        """The days of a time, read a month at a time: the facts of a year take 10 MiB, and most of it would be kept."""
        last = min(last, now.date())
        days: list[Day] = []
        while first <= last:
            upto = min(first + _AT_ONCE, last)
            days += self._read_days(first, upto, now)
            first = upto + timedelta(days=1)
        return days

    def _read_days(self, first: date, last: date, now: datetime) -> Sequence[Day]:
        """The diary is read from the day before, for what goes on past midnight."""
        since = datetime.combine(first - timedelta(days=1), time.min, now.tzinfo)
        until = datetime.combine(last + timedelta(days=2), time.min, now.tzinfo)
        running = self._wires.status().running if last >= now.date() else None
        return self._read(self._wires.facts(since, until), first, last, now, running)

    def _fill(self, shown: Period, days: Sequence[Day]) -> None:
        before = history.before(shown)
        earlier = history.series(days, before, Measure.LONGEST) if before is not None else None
        words = str(history_words.sentence(history.series(days, shown, Measure.LONGEST), earlier))
        self.sentence.setText(words)
        self.sentence.show()
        self._show_cards([history.series(days, shown, each) for each in history.measures(days)])
        self._announce(f"{self.when.text()}. {words}")

    def _show_cards(self, all_series: Sequence[Series]) -> None:
        turned = {card.plot.title for card in self.cards if card.shows_table}
        for card in self.cards:
            self._grid.removeWidget(card)
            card.hide()
            card.deleteLater()
        self.cards = []
        for each in all_series:
            card = ChartCard(self._look, plot_of(each), by_days=each.period.by_days)
            card.save_asked.connect(partial(self._ask_where, each))
            if card.plot.title in turned:
                card.turn_over()
            self.cards.append(card)
        self._place_cards()

    def _place_cards(self) -> None:
        columns = 2 if self.width() >= _TWO_COLUMNS else 1
        for n, card in enumerate(self.cards):
            self._grid.addWidget(card, n // columns, n % columns)
        for column in range(2):
            self._grid.setColumnStretch(column, 1 if column < columns else 0)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._place_cards()

    # --- saving -------------------------------------------------------------------------------------------------------

    def _ask_where(self, series: Series) -> None:
        title = str(text("Save as CSV: {title}", title=history_words.TITLES[series.measure]))
        asks = save_dialog(self, title, _("Tables (*.csv)"), file_name(series), partial(self.save_as, series))
        open_over(self, asks)

    def save_as(self, series: Series, path: str) -> None:
        """Write a plot's figures to a file and say how it went."""
        try:
            self._wires.export(history_csv(series), path)
        except EnvironmentProblem as problem:
            self._tell(str(problem), "danger")
        else:
            self._tell(str(text("Saved: {file}", file=Path(path).name)), "accent")

    def _tell(self, words: str, tone: str) -> None:
        self.told.setText(words)
        self.told.setProperty("tone", tone)
        self.told.style().polish(self.told)
        self.told.show()
        self._announce(words)

    def _announce(self, words: str) -> None:
        if self.isVisible():
            announce(self, words)


def plot_of(series: Series) -> Plot:
    """A series as its chart shows it."""
    measure, shown = series.measure, series.period
    lines, known = _lines(series), series.value is not None
    return Plot(
        title=str(history_words.TITLES[measure]),
        said=str(history_words.summary(series)),
        points=tuple(_point(bar, measure, shown) for bar in series.bars),
        lines=tuple((value, str(history_words.axis(measure, value, lines[-1])) if known else "") for value in lines),
        as_dots=measure is Measure.PAIN,
        hint=_("The left and right arrow keys go through it."),
    )


def _point(bar: Bar, measure: Measure, shown: Period) -> Point:
    known = history_words.figure(bar, measure, shown) if bar.value is None else history_words.amount(measure, bar.value)
    return Point(
        label=str(history_words.short_name(bar, shown)),
        name=str(history_words.name(bar, shown)),
        amount=str(known),
        words=str(history_words.in_words(bar, measure, shown)),
        value=bar.value,
        when=bar.when,
        days=bar.days,
    )


def _lines(series: Series) -> tuple[float, ...]:
    if series.measure is Measure.PAIN:
        return _PAIN
    highest = max((bar.value for bar in series.bars if bar.value is not None), default=0.0)
    return round_lines(highest, _MINUTES if series.measure in DURATIONS else _COUNTS)
