"""Pain over time on a sheet of paper: each day, each week's mean, and the bands of the rules behind them.

Where there are too few entries for a mean there is a gap, never a line across it.
"""

from __future__ import annotations

import math
from datetime import date, timedelta

from PySide6.QtCore import QRectF, Qt

from postureapp.core import date_words
from postureapp.core.pain_diary import MOST_PAIN
from postureapp.core.text import ntext, text
from postureapp.reports.paper import (
    ACCENT,
    ACCENT_SOFT,
    INK,
    LINE,
    SMALL,
    SOFT,
    WARM,
    WARM_FAINT,
    WARM_SOFT,
    Sheet,
    line_height,
    width_of,
)
from postureapp.reports.report import DAYS_ONE_BY_ONE, Report

_MOST_DOTS = 130  # days; with more of them a week is one bar
_AXIS, _FOOT = 620.0, 480.0
_DOT, _MEAN = 62.0, 70.0
_LEGEND_GAP, _LEGEND_LINE, _SIGN = 260.0, 1.4, 420.0
_BETWEEN = 220.0  # words below an axis
_STRIDES = (1, 2, 3, 4, 6, 12)


class PainPlot:
    """The plot of a report."""

    def __init__(self, report: Report) -> None:
        self._report = report
        self._first, self._days = report.asked.first, report.asked.length
        self._room = QRectF()

    def paint(self, sheet: Sheet, room: QRectF) -> None:
        """Draw it into this rectangle, with its axes and what the signs mean."""
        legend = line_height(SMALL) * _LEGEND_LINE * len(self._legend_lines(room.width()))
        self._room = room.adjusted(_AXIS, 80.0, 0.0, -(_FOOT + legend))
        self._bands(sheet)
        self._dates(sheet)
        if self._days > _MOST_DOTS:
            self._ranges(sheet)
        self._means(sheet)
        if self._days <= _MOST_DOTS:
            self._single_days(sheet)
        self._legend(sheet, QRectF(room.left(), room.bottom() - legend, room.width(), legend))

    # --- places -------------------------------------------------------------------------------------------------------

    def _x(self, day: date) -> float:
        """Where a day begins."""
        return self._room.left() + self._room.width() * (day - self._first).days / self._days

    def _y(self, score: float) -> float:
        return self._room.bottom() - self._room.height() * score / MOST_PAIN

    # --- what is drawn ------------------------------------------------------------------------------------------------

    def _bands(self, sheet: Sheet) -> None:
        room, limits = self._room, self._report.thresholds
        mean, severe = self._y(limits.mean), self._y(limits.severe)
        sheet.fill(QRectF(room.left(), severe, room.width(), mean - severe), WARM_FAINT)
        sheet.fill(QRectF(room.left(), room.top(), room.width(), severe - room.top()), WARM_SOFT)
        for score in (0.0, 5.0, float(MOST_PAIN)):
            sheet.line(room.left(), self._y(score), room.right(), self._y(score), LINE, 12.0)
        for score in (limits.mean, limits.severe):
            sheet.line(room.left(), self._y(score), room.right(), self._y(score), WARM, 12.0)
        for each in sorted({0.0, 5.0, float(MOST_PAIN), limits.mean, float(limits.severe)}):
            is_rule = each in (limits.mean, limits.severe)
            if not is_rule and min(abs(each - limits.mean), abs(each - limits.severe)) < 0.8:
                continue
            at = QRectF(room.left() - _AXIS, self._y(each) - 200.0, _AXIS - 130.0, 400.0)
            side = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
            colour = WARM if is_rule else SOFT
            sheet.text(at, str(date_words.decimal(each)), SMALL, colour=colour, align=side, bold=is_rule)

    def _dates(self, sheet: Sheet) -> None:
        ticks, by_months = _ticks(self._first, self._days)
        y = self._room.bottom()
        named = [str(_tick_words(day, by_months)) for day in ticks]
        apart = (
            self._room.width() / self._days * ((ticks[-1] - ticks[0]).days / max(len(ticks) - 1, 1) if ticks else 1.0)
        )
        stride = stride_of(max((width_of(words, SMALL) for words in named), default=0.0), apart)
        for n, (day, words) in enumerate(zip(ticks, named, strict=True)):
            x, wide = self._x(day), width_of(words, SMALL)
            if self._days <= DAYS_ONE_BY_ONE:  # the name of a day stands in its middle
                x += (self._room.width() / self._days - wide) / 2.0
            else:
                sheet.line(x, y, x, y + 70.0, SOFT, 12.0)
            if n % stride == 0 and x + wide <= self._room.right() + 40.0:
                sheet.text(QRectF(x, y + 90.0, wide + 10.0, 400.0), words, SMALL, colour=SOFT)

    def _single_days(self, sheet: Sheet) -> None:
        half = self._room.width() / self._days / 2.0
        dot = min(_DOT if self._days > DAYS_ONE_BY_ONE else _DOT * 1.4, half * 1.6)
        for day in self._report.days:
            x = self._x(day.day) + half
            value = day.value if day.value is not None else float(day.worst)
            if day.worst > value:
                sheet.line(x, self._y(value), x, self._y(day.worst), SOFT, 22.0)
                sheet.line(x - dot, self._y(day.worst), x + dot, self._y(day.worst), SOFT, 22.0)
            sheet.dot(x, self._y(value), dot, INK)

    def _ranges(self, sheet: Sheet) -> None:
        """Each week from the lowest day's value to the worst."""
        for week in self._report.weeks:
            within = [day for day in self._report.days if week.first <= day.day <= week.last]
            if not within:
                continue
            least = min(day.value if day.value is not None else float(day.worst) for day in within)
            most = float(max(day.worst for day in within))
            left, right = self._x(week.first), self._x(week.last + timedelta(days=1))
            inset = (right - left) * 0.22
            top, bottom = self._y(most) - 25.0, self._y(least) + 25.0
            sheet.fill(QRectF(left + inset, top, right - left - 2.0 * inset, bottom - top), ACCENT_SOFT)

    def _means(self, sheet: Sheet) -> None:
        steps: list[tuple[float, float]] = []
        for week in (*self._report.weeks, None):
            if week is None or week.mean is None:
                if steps:
                    sheet.path(steps, ACCENT, _MEAN)
                steps = []
                continue
            y = self._y(week.mean)
            steps += [(self._x(week.first), y), (self._x(week.last + timedelta(days=1)), y)]

    def _legend(self, sheet: Sheet, room: QRectF) -> None:
        high = line_height(SMALL) * _LEGEND_LINE
        for n, line in enumerate(self._legend_lines(room.width())):
            x = room.left() + _AXIS
            for sign, words in line:
                at = QRectF(x + _SIGN, room.top() + n * high, width_of(words, SMALL) + 20.0, high)
                _sign(sheet, sign, x, at.center().y())
                sheet.text(at, words, SMALL, colour=SOFT, align=_MIDDLE)
                x += _SIGN + width_of(words, SMALL) + _LEGEND_GAP

    def _legend_lines(self, width: float) -> list[list[tuple[str, str]]]:
        """What each sign means, in as many lines as it takes."""
        lines: list[list[tuple[str, str]]] = [[]]
        x = _AXIS
        for sign, words in self._signs():
            wide = _SIGN + width_of(words, SMALL)
            if lines[-1] and x + wide > width:
                lines.append([])
                x = _AXIS
            lines[-1].append((sign, words))
            x += wide + _LEGEND_GAP
        return lines

    def _signs(self) -> list[tuple[str, str]]:
        found = [("mean", str(text("mean of a week")))]
        if self._days <= _MOST_DOTS:
            found += [("day", str(text("a day’s mean"))), ("worst", str(text("up to the worst of the day")))]
        else:
            found.append(("range", str(text("lowest to worst of a week"))))
        limits = self._report.thresholds
        found.append(("band", str(text("from {n}: rule “lasts”", n=date_words.decimal(limits.mean)))))
        found.append(("severe", str(text("from {n}: rule “severe”", n=limits.severe))))
        return found


_MIDDLE = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter


def gap_words(report: Report) -> str:
    """What a gap in the line means."""
    few = report.thresholds.enough_days
    said = ntext(
        "No line where a week has entries on fewer than {n} day.",
        "No line where a week has entries on fewer than {n} days.",
        few,
    )
    return str(said)


def _sign(sheet: Sheet, sign: str, x: float, y: float) -> None:
    match sign:
        case "mean":
            sheet.path([(x, y), (x + 330.0, y)], ACCENT, _MEAN)
        case "day":
            sheet.dot(x + 200.0, y, _DOT * 1.2, INK)
        case "worst":
            sheet.line(x + 200.0, y - 110.0, x + 200.0, y + 110.0, SOFT, 22.0)
            sheet.line(x + 130.0, y - 110.0, x + 270.0, y - 110.0, SOFT, 22.0)
        case "range":
            sheet.fill(QRectF(x + 130.0, y - 120.0, 140.0, 240.0), ACCENT_SOFT)
        case _:
            sheet.fill(QRectF(x, y - 100.0, 330.0, 200.0), WARM_SOFT if sign == "severe" else WARM_FAINT)
            sheet.line(x, y + 100.0, x + 330.0, y + 100.0, WARM, 14.0)


def stride_of(wide: float, apart: float) -> int:
    """Every how many of what stands so far apart can be named in words of this width."""
    needs = (wide + _BETWEEN) / max(apart, 1.0)
    return next((each for each in _STRIDES if each >= needs), math.ceil(needs))


def _ticks(first: date, days: int) -> tuple[list[date], bool]:
    """The days to be named below, and whether they are beginnings of months."""
    if days <= DAYS_ONE_BY_ONE:
        return [first + timedelta(days=n) for n in range(days)], False
    if days <= 190:
        return [first + timedelta(days=n) for n in range(0, days, 7)], False
    last = first + timedelta(days=days - 1)
    months = []
    month = (first.replace(day=1) + timedelta(days=32)).replace(day=1) if first.day > 1 else first
    while month <= last:
        months.append(month)
        month = (month + timedelta(days=32)).replace(day=1)
    return months, True


def _tick_words(day: date, by_months: bool) -> object:
    return date_words.month_and_year(day) if by_months else date_words.day_and_month(day)
