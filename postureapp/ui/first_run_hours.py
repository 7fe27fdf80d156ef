"""Hours in their simple form, for the welcome: some days of the week, and one time from and to.

Several ranges a day are for the settings. What does not make hours is not told, and the reason is said.
"""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QSizePolicy, QVBoxLayout, QWidget

from postureapp.core.hours import Range, WeekHours
from postureapp.core.text import Text, _, text
from postureapp.ui import theme
from postureapp.ui.choice import Choice
from postureapp.ui.controls import Toggle, button, label
from postureapp.ui.flow_layout import FlowLayout
from postureapp.ui.settings_words import day_name
from postureapp.ui.theme import Type

_DAY_MIN, _STEP_MIN = 24 * 60, 30


class SimpleHours(QWidget):
    """Days and a range; `chosen` gives the hours. Without `days` they are the same every day."""

    chosen = Signal(object)

    def __init__(self, name: str, *, days: bool = True) -> None:
        super().__init__()
        self.days: list[QPushButton] = []
        self._start = _times(text("{setting}: {choice}", setting=name, choice=text("From")), 0, _DAY_MIN - _STEP_MIN)
        self._end = _times(text("{setting}: {choice}", setting=name, choice=text("To")), _STEP_MIN, _DAY_MIN)
        self._problem = label("", Type.SMALL, tone="danger")
        self._note = label(_("It runs over midnight, into the next day."), Type.SMALL, tone="soft")
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(theme.S)
        if days:
            whole.addWidget(self._make_days())
        whole.addLayout(self._make_range())
        for made in (self._note, self._problem):
            made.hide()
            whole.addWidget(made)
        for box in (self._start, self._end):
            box.activated.connect(lambda _index: self._tell())

    def _make_days(self) -> QWidget:
        made = QWidget()
        flow = FlowLayout(theme.S)
        made.setLayout(flow)
        for day in range(7):
            chip = button(day_name(day, short=True), self._tell, name=day_name(day), kind=Toggle)
            self.days.append(chip)
            flow.addWidget(chip)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        made.setSizePolicy(policy)
        return made

    def _make_range(self) -> QHBoxLayout:
        line = QHBoxLayout()
        line.setSpacing(theme.S)
        for words, box in ((_("From"), self._start), (_("To"), self._end)):
            named = QLabel(words)
            named.setFont(theme.font(Type.BODY))
            line.addWidget(named)
            line.addWidget(box)
            line.addSpacing(theme.M)
        line.addStretch(1)
        return line

    def show_hours(self, hours: WeekHours) -> None:
        """Show hours as far as this simple form can: of several ranges of a day, from the first to the last."""
        for day, chip in enumerate(self.days):
            chip.setChecked(bool(hours.days[day]))
        used = next((ranges for ranges in hours.days if ranges), ())
        if used:
            _show(self._start, min(each.start_min for each in used))
            _show(self._end, max(each.end_min for each in used))
        self._look()

    def hours(self) -> WeekHours | None:
        """What is chosen; None where that makes no hours."""
        start_min, end_min = self._start.currentData(), self._end.currentData()
        days = [chip.isChecked() for chip in self.days] or [True] * 7
        if start_min == end_min or not any(days):
            return None
        between = Range(start_min, end_min if end_min > start_min else end_min + _DAY_MIN)
        return WeekHours(tuple((between,) if on else () for on in days))

    def say(self, problem: str) -> None:
        """Say what is wrong, or nothing."""
        self._problem.setText(problem)
        self._problem.setVisible(bool(problem))

    def _tell(self) -> None:
        self._look()
        hours = self.hours()
        if hours is not None:
            self.chosen.emit(hours)

    def _look(self) -> None:
        start_min, end_min = self._start.currentData(), self._end.currentData()
        self._note.setVisible(start_min > end_min)
        if self.days and not any(chip.isChecked() for chip in self.days):
            self.say(_("Choose at least one day. Until then the hours of before hold."))
        elif start_min == end_min:
            self.say(_("It begins and ends at the same time. Until that is changed the hours of before hold."))
        else:
            self.say("")


def _times(name: Text, first_min: int, last_min: int) -> Choice:
    made = Choice()
    made.setFont(theme.font(Type.BODY))
    made.setAccessibleName(str(name))
    made.setMaxVisibleItems(12)
    made.setLayoutDirection(Qt.LayoutDirection.LeftToRight)  # digits with a colon, in every language
    for minute in range(first_min, last_min + 1, _STEP_MIN):
        made.addItem(_clock(minute), minute)
    return made


def _show(box: Choice, minute: int) -> None:
    """Choose a time; one that is not among those offered joins them."""
    minute = minute if minute <= _DAY_MIN else minute % _DAY_MIN
    if box.findData(minute) < 0:
        after = sum(box.itemData(n) < minute for n in range(box.count()))
        box.insertItem(after, _clock(minute), minute)
    box.setCurrentIndex(box.findData(minute))


def _clock(minute: int) -> str:
    return f"{minute // 60:02}:{minute % 60:02}"
