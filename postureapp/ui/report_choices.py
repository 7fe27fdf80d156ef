"""Which days a report is of, what goes into it, and on which paper: the choices beside its picture.

They tell that something was chosen; they read nothing and save nothing.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from enum import Enum

from PySide6.QtCore import QLocale, Signal
from PySide6.QtWidgets import QButtonGroup, QGridLayout, QVBoxLayout, QWidget

from postureapp.core import date_words
from postureapp.core.text import Text, _, ntext, text
from postureapp.reports.paper import Paper, usual_paper
from postureapp.reports.report import USUAL, Asked, Part
from postureapp.reports.report_words import PARTS
from postureapp.ui import theme
from postureapp.ui.choice import Choice
from postureapp.ui.controls import Pick, Tick, label, row
from postureapp.ui.date_box import DateBox
from postureapp.ui.theme import Type

_LONGEST = timedelta(days=3660)  # what is older than ten years is nowhere offered


class Days(Enum):
    """A range of days that ends today; the value is its weeks."""

    TWO_WEEKS = 2
    FOUR_WEEKS = 4
    TWELVE_WEEKS = 12
    SINCE_REPORT = 0
    FROM_TO = -1

    def words(self, since: date | None) -> Text:
        """What stands beside it."""
        if self is Days.FROM_TO:
            return text("From one day to another")
        if self is Days.SINCE_REPORT:
            return text("Since the last report, {date}", date=date_words.full_date(since)) if since else Text("")
        return ntext("The last {n} week", "The last {n} weeks", self.value)


class ReportChoices(QWidget):
    """The choices. `changed` tells that the report is another now; `country` says which paper is usual there."""

    changed = Signal()

    def __init__(self, today: date, since: date | None, country: str = "") -> None:
        super().__init__()
        self._today, self._since, self._country = today, since, country
        self._group = QButtonGroup(self)
        self.days: dict[Days, Pick] = {}
        for each in Days:
            if each is Days.SINCE_REPORT and since is None:
                continue
            self.days[each] = made = Pick(str(each.words(since)))
            self._group.addButton(made)
            made.toggled.connect(self._chosen)
        oldest, usual = today - _LONGEST, today - timedelta(weeks=4) + timedelta(days=1)
        self.first = DateBox(_("First day"), oldest, today, usual)
        self.last = DateBox(_("Last day"), oldest, today, today)
        self.dates = QWidget()
        dates = QGridLayout(self.dates)
        dates.setContentsMargins(theme.XL, 0, 0, theme.XS)
        for line, box in enumerate((self.first, self.last)):
            dates.addWidget(label(box.accessibleName(), Type.SMALL, tone="soft"), line, 0)
            dates.addWidget(box, line, 1)
        self.parts: dict[Part, Tick] = {each: Tick(str(words)) for each, words in PARTS.items()}
        for part, tick in self.parts.items():
            tick.setChecked(part in USUAL)
            tick.toggled.connect(lambda _on: self.changed.emit())
        self.paper = self._make_paper()
        self.days[Days.FOUR_WEEKS].setChecked(True)
        self.first.dateChanged.connect(self._move_last)
        self.last.dateChanged.connect(self._move_first)
        self._lay_out()

    def _make_paper(self) -> Choice:
        made = Choice()
        made.setAccessibleName(_("Paper"))
        for words in (_("A4 paper"), _("Letter paper")):
            made.addItem(words)
        country = self._country or QLocale.territoryToCode(QLocale.system().territory())
        made.setCurrentIndex((Paper.A4, Paper.LETTER).index(usual_paper(country)))
        made.currentIndexChanged.connect(lambda _n: self.changed.emit())
        return made

    def _lay_out(self) -> None:
        laid = QVBoxLayout(self)
        laid.setContentsMargins(0, 0, theme.S, 0)
        laid.setSpacing(theme.XXS)
        laid.addWidget(label(_("Which days"), Type.LARGE, bold=True))
        for pick in self.days.values():
            laid.addWidget(pick)
        laid.addWidget(self.dates)
        laid.addSpacing(theme.L)
        laid.addWidget(label(_("What goes in"), Type.LARGE, bold=True))
        for tick in self.parts.values():
            laid.addWidget(tick)
        laid.addSpacing(theme.L)
        laid.addLayout(row(self.paper, None))
        laid.addStretch(1)

    # --- what is chosen -----------------------------------------------------------------------------------------------

    @property
    def chosen_days(self) -> Days:
        """Which range is chosen."""
        return next((each for each, pick in self.days.items() if pick.isChecked()), Days.FOUR_WEEKS)

    @property
    def asked(self) -> Asked:
        """The days and the parts."""
        parts = frozenset(part for part, tick in self.parts.items() if tick.isChecked())
        chosen = self.chosen_days
        if chosen is Days.FROM_TO:
            return Asked(self.first.day, self.last.day, parts)
        first = self._today - timedelta(weeks=chosen.value) + timedelta(days=1)
        if chosen is Days.SINCE_REPORT and self._since is not None:
            first = min(self._since, self._today)
        return Asked(first, self._today, parts)

    @property
    def chosen_paper(self) -> Paper:
        """The paper."""
        return (Paper.A4, Paper.LETTER)[self.paper.currentIndex()]

    def _chosen(self, on: bool) -> None:
        if not on:
            return
        asked = self.asked
        self.dates.setVisible(self.chosen_days is Days.FROM_TO)
        if self.chosen_days is not Days.FROM_TO:  # what is then changed is what was seen last
            self.first.show_day(asked.first)
            self.last.show_day(asked.last)
        self.changed.emit()

    def _move_last(self) -> None:
        if self.last.day < self.first.day:
            self.last.show_day(self.first.day)
        self.changed.emit()

    def _move_first(self) -> None:
        if self.first.day > self.last.day:
            self.first.show_day(self.last.day)
        self.changed.emit()


def said_of(parts: Sequence[Part]) -> str:
    """Parts in a line."""
    return " · ".join(str(PARTS[part]) for part in parts)
