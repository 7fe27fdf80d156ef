"""The top of a report: whose it is, of which days, what it is not, and the whole time in a few figures."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QRectF

from postureapp.core import date_words
from postureapp.core.pain_diary import Hinders
from postureapp.core.text import ntext, text
from postureapp.reports.paper import (
    ACCENT,
    BODY,
    HEADING,
    LINE,
    SMALL,
    SOFT,
    TITLE,
    Sheet,
    height_of,
    line_height,
    shortened,
    width_of,
    with_english,
)
from postureapp.reports.report import Report
from postureapp.reports.report_blocks import RIGHT

_TITLES = (TITLE, 17.0, 15.0, 13.0)  # as large as a language has room for


@dataclass(frozen=True, slots=True)
class Header:
    """Whose report it is, of which days, and what it is not."""

    report: Report

    def height(self, width: float) -> float:
        return 400.0 + line_height(TITLE) + 120.0 + height_of(self._about, width, SMALL) + 220.0

    @property
    def _about(self) -> str:
        # Safety words.
        said = text(
            "What the patient noted, and what PostureApp counted on their computer. Nothing was measured on the body, "
            "nothing was judged by a clinician, and nothing was sent."
        )
        return with_english(str(said))

    def paint(self, sheet: Sheet, room: QRectF) -> None:
        report = self.report
        dates = str(date_words.dates(report.asked.first, report.asked.last))
        made = str(text("Made on {date}", date=date_words.full_date(report.made_on)))
        sheet.text(room, report.clinic, BODY, bold=True, colour=ACCENT)
        sheet.text(room, made, BODY, colour=SOFT, align=RIGHT)
        y = room.top() + 400.0
        right = width_of(dates, HEADING, bold=True) + 100.0
        wide = room.width() - right
        size = next((each for each in _TITLES if width_of(title_words(), each, bold=True) <= wide), _TITLES[-1])
        at = QRectF(room.left(), y + (line_height(TITLE) - line_height(size)) * 0.80, wide, 900.0)
        sheet.text(at, shortened(title_words(), wide, size, bold=True), size, bold=True)
        on_line = y + line_height(TITLE) * 0.80 - line_height(HEADING) * 0.80
        sheet.text(QRectF(room.left(), on_line, room.width(), 500.0), dates, HEADING, bold=True, align=RIGHT)
        y += line_height(TITLE) + 120.0
        sheet.text(QRectF(room.left(), y, room.width(), 2000.0), self._about, SMALL, colour=SOFT, wrap=True)
        sheet.line(room.left(), room.bottom(), room.right(), room.bottom(), ACCENT, 40.0)


def title_words() -> str:
    """The title of the report, on the page and in the file's description."""
    return str(text("Report brought by the patient"))


@dataclass(frozen=True, slots=True)
class Figures:
    """The whole time in a few figures, in a row."""

    report: Report

    def height(self, width: float) -> float:
        return 780.0 + max((height_of(words, self._wide(width), SMALL) for _n, words in self._cells), default=0.0)

    def _wide(self, width: float) -> float:
        count = max(len(self._cells), 1)
        return (width - 200.0 * (count - 1)) / count

    @property
    def _cells(self) -> list[tuple[str, str]]:
        report, worst = self.report, self.report.worst
        if worst is None:
            return []
        mean, asked = report.mean, report.asked
        same_year = asked.first.year == asked.last.year
        on = date_words.day_and_month(worst.day) if same_year else date_words.full_date(worst.day)
        on_days = ntext("entries, on {n} day", "entries, on {n} days", len(report.days))
        limit = report.thresholds.pain_day
        found: list[tuple[object, object]] = [
            (len(report.entries), on_days),
            ("–" if mean is None else date_words.decimal(mean), text("pain 0 to 10, mean of the days")),
            (worst.worst, text("the worst, on {date}", date=on)),
            (report.pain_days, text("pain days (worst {n} or more)", n=limit)),
            (report.hindered(Hinders.WORK), text("days it kept from work")),
            (report.hindered(Hinders.SLEEP), text("days it kept from sleep")),
        ]
        return [(str(figure), str(words)) for figure, words in found]

    def paint(self, sheet: Sheet, room: QRectF) -> None:
        cells, wide = self._cells, self._wide(room.width())
        for n, (figure, words) in enumerate(cells):
            x = room.left() + n * (wide + 200.0)
            if n:
                sheet.line(x - 130.0, room.top() + 60.0, x - 130.0, room.bottom(), LINE)
            sheet.text(QRectF(x, room.top(), wide, 800.0), figure, 16.0, bold=True, colour=ACCENT)
            sheet.text(QRectF(x, room.top() + 730.0, wide, 2000.0), words, SMALL, colour=SOFT, wrap=True)
