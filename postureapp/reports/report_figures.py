"""The drawn parts of a report: pain over time, the body map, what was ticked, and lengths of time as bars."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor

from postureapp.core import date_words
from postureapp.core.pain_diary import Spot
from postureapp.core.pain_words import EARLIER, FEELS, SPOTS
from postureapp.core.text import Text, text
from postureapp.figure import body_map
from postureapp.figure.palette import PRINT
from postureapp.reports.pain_plot import PainPlot, gap_words, stride_of
from postureapp.reports.paper import (
    ACCENT,
    ACCENT_SOFT,
    BODY,
    INK,
    LINE,
    SMALL,
    SOFT,
    WHITE,
    Sheet,
    height_of,
    letters,
    line_height,
    shortened,
    width_of,
)
from postureapp.reports.report import DAYS_ONE_BY_ONE, Bar, Report
from postureapp.reports.report_blocks import MIDDLE, RIGHT, Stacked, head_height, paint_heading

_ROW = 470.0
_HALF_HOUR_S = 1800.0
_HEADROOM = 1.1  # of a plot above its highest bar
_SCREEN_DOT = 26.0  # a pixel of a screen, on paper
_WITH_HEAD = 1.2  # the map ends below the head: by so much it would be higher


@dataclass(frozen=True, slots=True)
class OverTime:
    """Pain over time."""

    report: Report
    plot_height: float = 5600.0

    def height(self, width: float) -> float:
        return head_height() + self.plot_height + line_height(SMALL) * 1.3

    def paint(self, sheet: Sheet, room: QRectF) -> None:
        y = paint_heading(sheet, room, str(text("Pain over time, 0 to 10")))
        PainPlot(self.report).paint(sheet, QRectF(room.left(), y, room.width(), self.plot_height))
        foot = QRectF(room.left(), y + self.plot_height + 40.0, room.width(), 600.0)
        sheet.text(foot, gap_words(self.report), SMALL, colour=SOFT)


@dataclass(frozen=True, slots=True)
class BodyMap:
    """Where it hurt, by how often."""

    report: Report
    map_height: float = 5600.0

    def height(self, width: float) -> float:
        return head_height() + self.map_height + 100.0 + height_of(self._most, width, SMALL)

    @property
    def _most(self) -> str:
        spots = self.report.spots
        if not spots:
            return str(text("No place was marked on the body map."))
        named = [f"{SPOTS[spot]} ({count})" for spot, count in [*spots.items()][:3]]
        return str(text("Most often: {places}.", places=" · ".join(named)))

    def paint(self, sheet: Sheet, room: QRectF) -> None:
        y = paint_heading(sheet, room, str(text("Where: entries for each place")))
        at = sheet.rect(QRectF(room.left(), y, room.width(), self.map_height))
        paint_map(sheet, at, self.report.spots)
        words = QRectF(room.left(), y + self.map_height + 100.0, room.width(), 1500.0)
        sheet.text(words, self._most, SMALL, colour=SOFT, wrap=True)


def paint_map(sheet: Sheet, room: QRectF, spots: Mapping[Spot, int]) -> None:
    """The body map, each place as strong as often it was named, with the number on it; never mirrored."""
    most = max(spots.values(), default=1)
    shades = {spot: 0.15 + 0.85 * count / most for spot, count in spots.items()}
    painter = sheet.painter
    painter.save()
    painter.setLayoutDirection(Qt.LayoutDirection.LeftToRight)
    painter.setClipRect(room)
    whole = QRectF(room.left(), room.bottom() - room.height() * _WITH_HEAD, room.width(), room.height() * _WITH_HEAD)
    painter.translate(whole.topLeft())
    painter.scale(_SCREEN_DOT, _SCREEN_DOT)  # the map is drawn for screens: in their pixels
    at = QRectF(QPointF(), whole.size() / _SCREEN_DOT)
    body_map.paint(painter, at, shades, palette=PRINT)
    painter.restore()
    painter.save()
    painter.setLayoutDirection(Qt.LayoutDirection.LeftToRight)
    painter.setFont(letters(SMALL))
    painter.setPen(QColor(SOFT))
    top = Qt.AlignmentFlag.AlignTop
    painter.drawText(room, int(top | Qt.AlignmentFlag.AlignLeft), str(text("Left")))
    painter.drawText(room, int(top | Qt.AlignmentFlag.AlignRight), str(text("Right")))
    painter.setFont(letters(SMALL, bold=True))
    for spot, path in body_map.spot_paths(whole).items():
        if count := spots.get(spot, 0):
            place = path.boundingRect()
            words = str(count)
            wide = width_of(words, SMALL, bold=True) + 130.0
            badge = QRectF(place.center().x() - wide / 2.0, place.center().y() - 165.0, wide, 330.0)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(WHITE))
            painter.drawRoundedRect(badge, 150.0, 150.0)
            painter.setPen(QColor(INK))
            painter.drawText(badge, Qt.AlignmentFlag.AlignCenter, words)
    painter.restore()


@dataclass(frozen=True, slots=True)
class Counts:
    """How often each of some words was said."""

    heading: str
    rows: tuple[tuple[str, int], ...]
    nothing: str

    def height(self, width: float) -> float:
        return head_height() + max(len(self.rows), 1) * _ROW

    def paint(self, sheet: Sheet, room: QRectF) -> None:
        y = paint_heading(sheet, room, self.heading)
        if not self.rows:
            sheet.text(QRectF(room.left(), y, room.width(), _ROW), self.nothing, BODY, colour=SOFT)
            return
        most = max(count for _words, count in self.rows)
        number = width_of(str(most), bold=True) + 160.0
        wide = min(max(width_of(words) for words, _count in self.rows) + 200.0, room.width() * 0.6)
        across = room.width() - wide - number
        for n, (words, count) in enumerate(self.rows):
            at = QRectF(room.left(), y + n * _ROW, wide - 100.0, _ROW)
            sheet.text(at, shortened(words, wide - 100.0), BODY, align=Qt.AlignmentFlag.AlignLeft | MIDDLE)
            bar = QRectF(room.left() + wide, at.center().y() - 110.0, max(across * count / most, 60.0), 220.0)
            sheet.fill(bar, ACCENT_SOFT, 40.0)
            beside = QRectF(bar.right() + 120.0, at.top(), number, _ROW)
            sheet.text(beside, str(count), BODY, bold=True, align=Qt.AlignmentFlag.AlignLeft | MIDDLE)


@dataclass(frozen=True, slots=True)
class Bars:
    """A length of time over days, weeks or months."""

    heading: str
    about: str
    bars: tuple[Bar, ...]
    plot_height: float = 3300.0

    def height(self, width: float) -> float:
        return head_height() + height_of(self.about, width, SMALL) + self.plot_height

    def paint(self, sheet: Sheet, room: QRectF) -> None:
        y = paint_heading(sheet, room, self.heading)
        sheet.text(QRectF(room.left(), y, room.width(), 900.0), self.about, SMALL, colour=SOFT, wrap=True)
        y += height_of(self.about, room.width(), SMALL)
        values = [bar.value for bar in self.bars if bar.value is not None]
        if not values:
            nothing = str(text("Nothing is recorded in this time."))
            sheet.text(QRectF(room.left(), y + 200.0, room.width(), _ROW), nothing, BODY, colour=SOFT)
            return
        top = _round_top(max(values) * _HEADROOM)
        named = {part: str(date_words.duration(top * part)) if part else "0" for part in (0.0, 0.5, 1.0)}
        axis = max(width_of(words, SMALL) for words in named.values()) + 130.0
        plot = QRectF(room.left() + axis, y + 420.0, room.width() - axis, self.plot_height - 900.0)
        for part, words in named.items():
            at = plot.bottom() - plot.height() * part
            sheet.line(plot.left(), at, plot.right(), at, LINE, 12.0)
            beside = QRectF(room.left(), at - 200.0, axis - 130.0, 400.0)
            sheet.text(beside, words, SMALL, colour=SOFT, align=RIGHT | MIDDLE)
        self._paint_bars(sheet, plot, top)

    def _paint_bars(self, sheet: Sheet, plot: QRectF, top: float) -> None:
        step = plot.width() / len(self.bars)
        widest = max(width_of(str(_bar_words(bar, self.bars)), SMALL) for bar in self.bars)
        stride = stride_of(widest + max(widest - step, 0.0) / 2.0, step)  # the first one begins with the plot
        most = max((bar.value or 0.0, n) for n, bar in enumerate(self.bars))[1]
        for n, bar in enumerate(self.bars):
            x = plot.left() + n * step
            if bar.value is not None:
                high = plot.height() * bar.value / top
                wide = min(step * 0.66, 900.0)
                shape = QRectF(x + (step - wide) / 2.0, plot.bottom() - high, wide, high)
                sheet.fill(shape, ACCENT if n == most else ACCENT_SOFT)
                if n == most:
                    self._paint_most(sheet, plot, shape, bar.value)
            words = str(_bar_words(bar, self.bars))
            needs = width_of(words, SMALL)
            left = max(x + step / 2.0 - needs / 2.0, plot.left())
            if n % stride == 0 and left + needs <= plot.right() + 250.0:
                sheet.text(QRectF(left, plot.bottom() + 70.0, needs + 10.0, 400.0), words, SMALL, colour=SOFT)

    def _paint_most(self, sheet: Sheet, plot: QRectF, shape: QRectF, value: float) -> None:
        """The highest has its figure on it."""
        words = str(date_words.duration(value))
        wide = width_of(words, SMALL, bold=True) + 20.0
        left = min(max(shape.center().x() - wide / 2.0, plot.left()), plot.right() - wide)
        sheet.text(QRectF(left, shape.top() - 370.0, wide, 400.0), words, SMALL, bold=True, colour=ACCENT)


def counts_of(report: Report) -> Stacked:
    """How it felt, and what came before."""
    nothing = str(text("Nothing was ticked."))
    feels = tuple((str(FEELS[feel]), count) for feel, count in report.feels.items())
    earlier = tuple((str(EARLIER[each]), count) for each, count in report.earlier.items())
    return Stacked(
        (
            Counts(str(text("How it felt: entries")), feels, nothing),
            Counts(str(text("What came before: entries")), earlier, nothing),
        )
    )


def _round_top(seconds: float) -> float:
    """The top of an axis: whole half hours, or ten minutes where it is short."""
    step = _HALF_HOUR_S if seconds > 2400.0 else 600.0
    return max(math.ceil(seconds / step), 1) * step


def _bar_words(bar: Bar, bars: Sequence[Bar]) -> Text:
    longest = max((each.last - each.first).days for each in bars) + 1
    if longest > 7:
        return date_words.month_and_year(bar.first) if len(bars) > 12 else date_words.month(bar.first)
    if len(bars) <= DAYS_ONE_BY_ONE and longest == 1:
        return date_words.day_and_month(bar.first)
    return date_words.day_and_month(bar.last - timedelta(days=6) if bar.first != bars[0].first else bar.first)
