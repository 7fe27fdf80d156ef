"""Hours of a week: what they are in a line and a small picture, and, unfolded, a line for each day to type them in.

What is typed is read by the core; what it refuses stays where it was typed, with the reason, and the old hours hold.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from functools import partial
from itertools import groupby, pairwise
from typing import Any

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QFocusEvent, QFontMetrics, QGuiApplication
from PySide6.QtWidgets import QGridLayout, QLineEdit, QSizePolicy, QVBoxLayout, QWidget

from postureapp.core.hours import Range, WeekHours, parse_range
from postureapp.core.text import Text, _, text
from postureapp.ui import theme
from postureapp.ui.accessible import announce
from postureapp.ui.checkable import CheckableButton
from postureapp.ui.controls import button, label, row
from postureapp.ui.flow_layout import FlowLayout
from postureapp.ui.hours_bars import HoursAxis, HoursBars
from postureapp.ui.settings_controls import Control
from postureapp.ui.settings_words import day_name
from postureapp.ui.theme import Theme, Type

_LEFT_TO_RIGHT, _END = "\u2066", "\u2069"  # keep a range in its order among words that run the other way
_A_RANGE = "00:00-00:00 "  # always seen whole; most often there is room for more
_HOUR_ONLY = re.compile(r"(?<![\d:.])(\d{1,2})(?![\d:.])")


def read_ranges(words: str) -> tuple[Range, ...]:
    """Ranges from "08:00-12:00, 13:00-17:00"; "8-12" will do. None where nothing is typed.

    Raises: ValueError with a sentence that says what is wrong.
    """
    parts = [part for part in re.split(r"[,;،、]", words) if part.strip()]
    found = [parse_range(_HOUR_ONLY.sub(r"\1:00", part.strip().replace(".", ":"))) for part in parts]
    return tuple(sorted(found, key=lambda each: each.start_min))


def written(ranges: Sequence[Range]) -> str:
    """Ranges as they are typed."""
    return ", ".join(str(each) for each in ranges)


def summary(hours: WeekHours) -> str:
    """Hours in a few words, a line for days that have the same."""
    runs = [[day for day, _ranges in run] for _same, run in groupby(enumerate(hours.days), key=lambda each: each[1])]
    if not any(hours.days):
        return _("No hours")
    return "\n".join(
        str(text("{days}: {hours}", days=_days(run), hours=_hours(hours.days[run[0]])))
        for run in runs
        if hours.days[run[0]]
    )


def _days(run: Sequence[int]) -> Text:
    if len(run) == 7:
        return text("Every day")
    first, last = day_name(run[0], short=True), day_name(run[-1], short=True)
    if len(run) == 1:
        return text("{day}", day=first)
    return text("{first} – {last}", first=first, last=last)


def _hours(ranges: Sequence[Range]) -> str:
    words = ", ".join(str(each).replace("-", "–") for each in ranges)
    mirrored = QGuiApplication.layoutDirection() == Qt.LayoutDirection.RightToLeft
    return f"{_LEFT_TO_RIGHT}{words}{_END}" if mirrored else words


class _Typed(QLineEdit):
    """The hours of a day, typed."""

    entered = Signal()

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.entered.emit()


class DayLine:
    """A day in the editor: its name, its hours to type, its bar, and what is wrong with them."""

    def __init__(self, day: int, look: Theme, typed: Callable[[], None], entered: Callable[[], None]) -> None:
        self.day = day
        self.name = label(day_name(day))
        self.edit = _Typed()
        self.edit.setFont(theme.font(Type.BODY))
        self.edit.setPlaceholderText(_("None"))
        self.edit.setMaxLength(120)
        self.edit.setLayoutDirection(Qt.LayoutDirection.LeftToRight)  # as hours are written everywhere
        self.edit.setMinimumWidth(QFontMetrics(self.edit.font()).horizontalAdvance(_A_RANGE) + 26)
        self.edit.editingFinished.connect(typed)
        self.edit.entered.connect(entered)
        self.bar = HoursBars(look)
        self.bar.setMinimumWidth(60)
        self.problem = label("", Type.SMALL, tone="danger")
        self.problem.hide()
        self.shown = ""

    def show_ranges(self, hours: WeekHours) -> None:
        """Show the hours of the day; what is being typed stays."""
        was, self.shown = self.shown, written(hours.days[self.day])
        self.bar.show_hours(hours, range(self.day, self.day + 1))
        if self.edit.text() == was:
            self.edit.setText(self.shown)
            self.edit.setCursorPosition(0)  # where there is no room for all, the first hours are seen
            self.say("")

    def drop(self) -> None:
        """Back to the hours that hold."""
        self.edit.setText(self.shown)
        self.say("")

    def say(self, problem: str) -> None:
        """Say below the line what is wrong, or nothing."""
        self.problem.setText(problem)
        self.problem.setVisible(bool(problem))
        self.edit.setAccessibleDescription(problem)


class HoursEditor(Control):
    """Hours of a week. Unfolded only when they are to be changed."""

    wide = keeps_typing = True

    def __init__(self, look: Theme) -> None:
        super().__init__()
        self._look, self._name, self._at = look, "", 0
        self.hours = WeekHours()
        self.lines: list[DayLine] = []
        self._chart = HoursBars(look)
        self._chart.setFixedSize(QSize(104, 56))
        self._summary = label("")
        self.unfold = button(_("Change…"), self._turn, kind=CheckableButton)
        self._whole = QVBoxLayout(self)
        self._whole.setContentsMargins(0, 0, 0, 0)
        self._whole.setSpacing(theme.M)
        top = row(self._chart, self._summary, self.unfold, spacing=theme.L)
        top.setStretch(1, 1)
        self._whole.addLayout(top)
        self._inside: QWidget | None = None
        self.setFocusProxy(self.unfold)

    # --- the control --------------------------------------------------------------------------------------------------

    def show_value(self, value: Any) -> None:
        self.hours = value
        self._chart.show_hours(value)
        self._summary.setText(summary(value))
        for line in self.lines:
            line.show_ranges(value)

    def call(self, name: str, described: str) -> None:
        super().call(name, described)
        self._name = name
        self._call_parts(described)

    def _call_parts(self, described: str = "") -> None:
        ways = text("Change: {setting}", setting=self._name), text("Done: {setting}", setting=self._name)
        self.unfold.setAccessibleName(str(ways[self._is_open]))
        self.unfold.setAccessibleDescription(self._summary.text().replace("\n", ", ") or described)
        for line in self.lines:
            name = text("{setting}: {choice}", setting=self._name, choice=line.name.text())
            line.edit.setAccessibleName(str(name))

    @property
    def is_typing(self) -> bool:
        return any(line.edit.text() != line.shown for line in self.lines)

    def abandon(self) -> None:
        for line in self.lines:
            line.drop()

    # --- unfolded -----------------------------------------------------------------------------------------------------

    @property
    def _is_open(self) -> bool:
        return self._inside is not None and not self._inside.isHidden()

    def _turn(self) -> None:
        if self._inside is None:
            self._inside = self._make_inside()
            self._whole.addWidget(self._inside)
            self._inside.show()  # at once, so that a line can take the keyboard
            self._order_focus()
        else:
            self._inside.setVisible(self._inside.isHidden())
        self.unfold.setChecked(self._is_open)
        self._chart.setVisible(not self._is_open)  # the bars of the days tell the same
        self.unfold.setText(_("Done") if self._is_open else _("Change…"))
        self._call_parts()
        if self._is_open:
            self.lines[0].edit.setFocus(Qt.FocusReason.OtherFocusReason)

    def _order_focus(self) -> None:
        """Its parts are made after all that stands below it; the keyboard goes through them as they are read."""
        chain = [self.unfold, *(line.edit for line in self.lines), self.to_weekdays, self.to_all]
        for before, after in pairwise(chain):
            QWidget.setTabOrder(before, after)

    def _make_inside(self) -> QWidget:
        inside = QWidget()
        grid = QGridLayout(inside)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(theme.M)
        grid.setVerticalSpacing(theme.XS + 2)
        grid.setColumnStretch(1, 5)
        grid.setColumnStretch(2, 2)
        told = _("A day may have several ranges, or none. 22:00-06:00 runs over midnight.")
        grid.addWidget(label(told, Type.SMALL, tone="soft"), 0, 0, 1, 3)
        for day in range(7):
            line = DayLine(day, self._look, partial(self._typed, day), partial(self._entered, day))
            line.name.setWordWrap(False)
            line.name.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Preferred)
            line.name.setBuddy(line.edit)
            line.show_ranges(self.hours)
            self.lines.append(line)
            at = 1 + 2 * day
            for column, widget in enumerate((line.name, line.edit, line.bar)):
                grid.addWidget(widget, at, column)
            grid.addWidget(line.problem, at + 1, 1, 1, 2)
        grid.addWidget(HoursAxis(self._look), 15, 2)
        grid.addWidget(self._copiers(), 16, 0, 1, 3)
        return inside

    def _copiers(self) -> QWidget:
        self._copied = label("", Type.SMALL, tone="soft")
        self._copied.setWordWrap(False)
        self._copied.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Preferred)
        self.to_weekdays = button(_("All weekdays"), partial(self._copy, range(5)))
        self.to_all = button(_("Every day"), partial(self._copy, range(7)))
        buttons, made = QWidget(), QWidget()
        flow = FlowLayout(theme.S)
        buttons.setLayout(flow)
        for each in (self.to_weekdays, self.to_all):
            flow.addWidget(each)
        beside = row(self._copied, buttons)
        beside.setContentsMargins(0, 0, 0, 0)
        beside.setStretch(1, 1)
        made.setLayout(beside)
        self._entered(0)
        return made

    def _entered(self, day: int) -> None:
        """The day that has the keyboard is the one that can be copied."""
        self._at = day
        self._copied.setText(str(text("Copy {day} to", day=day_name(day))))
        self.to_weekdays.setAccessibleName(str(text("Copy {day} to all weekdays", day=day_name(day))))
        self.to_all.setAccessibleName(str(text("Copy {day} to every day", day=day_name(day))))
        self._copied.updateGeometry()

    def _typed(self, day: int) -> None:
        line = self.lines[day]
        if line.edit.text() == line.shown:
            line.say("")
            return
        try:
            ranges = read_ranges(line.edit.text())
        except ValueError as refused:
            if line.problem.text() != str(refused):
                line.say(str(refused))
                announce(line.edit, str(refused))
            return
        line.shown = written(ranges)
        line.edit.setText(line.shown)
        line.say("")
        self._choose({day: ranges})

    def _copy(self, days: range) -> None:
        for day in days:
            self.lines[day].drop()
        self._choose(dict.fromkeys(days, self.hours.days[self._at]))

    def _choose(self, changed: dict[int, tuple[Range, ...]]) -> None:
        days = tuple(changed.get(day, ranges) for day, ranges in enumerate(self.hours.days))
        if days != self.hours.days:
            self.chosen.emit(WeekHours(days))
