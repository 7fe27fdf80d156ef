"""The report as a PDF of one or two pages, and the same pages as a picture before they are saved.

The words stay words: they can be searched, copied and read aloud. It is made in memory and goes wherever the caller
writes it; nothing is sent.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QMarginsF, QRectF, QSize, Qt
from PySide6.QtGui import QImage, QPageLayout, QPainter, QPdfWriter

from postureapp.core import date_words
from postureapp.core.text import text
from postureapp.reports.paper import (
    DOTS_PER_INCH,
    LINE,
    SMALL,
    SOFT,
    WHITE,
    Paper,
    Sheet,
    height_of,
    width_of,
    with_english,
)
from postureapp.reports.report import Part, Report
from postureapp.reports.report_blocks import GAP, Beside, Block, Words
from postureapp.reports.report_figures import Bars, BodyMap, OverTime, counts_of
from postureapp.reports.report_head import Figures, Header, title_words
from postureapp.reports.report_tables import Moves, Notes

_MARGIN, _ABOVE_FOOT = 1500.0, 350.0
_MOST_PAGES = 2


@dataclass(frozen=True, slots=True)
class Placed:
    """A block and where it is."""

    block: Block
    room: QRectF


@dataclass(frozen=True, slots=True)
class Pages:
    """A report laid out on paper."""

    report: Report
    paper: Paper
    mirrored: bool
    pages: tuple[tuple[Placed, ...], ...]

    def paint(self, painter: QPainter, number: int) -> None:
        """Draw a page, the first being 0; the painter is at the corner of the sheet, in hundredths of a millimetre."""
        sheet = Sheet(painter, self.paper, mirrored=self.mirrored)
        for placed in self.pages[number]:
            placed.block.paint(sheet, placed.room)
        self._paint_foot(sheet, number)

    def _paint_foot(self, sheet: Sheet, number: int) -> None:
        wide = self.paper.across - 2.0 * _MARGIN
        where = _page_words(number + 1, len(self.pages))
        words, beside = _foot_words(), wide - _page_wide()
        y = self.paper.down - _MARGIN - height_of(words, beside, SMALL)
        sheet.line(_MARGIN, y - 130.0, _MARGIN + wide, y - 130.0, LINE)
        sheet.text(QRectF(_MARGIN, y, beside, 2000.0), words, SMALL, colour=SOFT, wrap=True)
        room = QRectF(_MARGIN, y, wide, 400.0)
        sheet.text(room, where, SMALL, colour=SOFT, align=Qt.AlignmentFlag.AlignRight)

    def picture(self, number: int, wide: int, ratio: float = 1.0) -> QImage:
        """A page as a picture, so many logical pixels wide."""
        size = QSize(round(wide * ratio), round(wide * ratio * self.paper.down / self.paper.across))
        shot = QImage(size, QImage.Format.Format_RGB32)
        shot.setDevicePixelRatio(ratio)
        shot.fill(WHITE)
        painter = QPainter(shot)
        painter.scale(wide / self.paper.across, wide / self.paper.across)
        self.paint(painter, number)
        painter.end()
        return shot

    def pdf(self) -> bytes:
        """The pages as a file."""
        content = QByteArray()
        buffer = QBuffer(content)
        buffer.open(QIODevice.OpenModeFlag.WriteOnly)
        writer = QPdfWriter(buffer)
        writer.setResolution(DOTS_PER_INCH)
        writer.setPageLayout(QPageLayout(self.paper.page_size, QPageLayout.Orientation.Portrait, QMarginsF()))
        dates = date_words.dates(self.report.asked.first, self.report.asked.last)
        writer.setTitle(str(text("{title}, {dates}", title=title_words(), dates=dates)))
        writer.setCreator("PostureApp")
        painter = QPainter(writer)
        for number in range(len(self.pages)):
            if number:
                writer.newPage()
            self.paint(painter, number)
        painter.end()
        buffer.close()
        return bytes(content.data())


def lay_out(report: Report, paper: Paper, *, mirrored: bool = False, rules: Sequence[tuple[str, str]] = ()) -> Pages:
    """Put the parts that were asked for on one page, or on two; `rules`: title and sentence of each that holds.

    A part that no longer fits on the first page goes to the second, and a smaller one may come before it. Of the notes
    there are as many as the room that is left holds.
    """
    wide = paper.across - 2.0 * _MARGIN
    bottom = paper.down - _MARGIN - _ABOVE_FOOT - height_of(_foot_words(), wide - _page_wide(), SMALL)
    pages: list[list[Placed]] = [[]]
    ends = [_MARGIN]  # of what is on each page so far
    for block in _blocks(report, rules):
        least = block.least(wide) if isinstance(block, Notes) else block.height(wide)
        fitting = [n for n, end in enumerate(ends) if end + least <= bottom]
        if not fitting and len(pages) < _MOST_PAGES:
            pages.append([])
            ends.append(_MARGIN)
        page = fitting[0] if fitting else len(pages) - 1
        placed: Block = block.within(bottom - ends[page]) if isinstance(block, Notes) else block
        high = placed.height(wide)
        pages[page].append(Placed(placed, QRectF(_MARGIN, ends[page], wide, high)))
        ends[page] += high + GAP
    return Pages(report, paper, mirrored, tuple(tuple(page) for page in pages))


def _page_words(number: int, whole: int) -> str:
    return str(text("Page {n} of {whole}", n=number, whole=whole))


def _page_wide() -> float:
    """What of the foot the number of the page takes."""
    return width_of(_page_words(_MOST_PAGES, _MOST_PAGES), SMALL) + 300.0


def _foot_words() -> str:
    # Safety words.
    said = text("General movement reminders from your clinic. Not a diagnosis and not a substitute for medical care.")
    return with_english(str(said))


def _blocks(report: Report, rules: Sequence[tuple[str, str]]) -> list[Block]:
    found: list[Block] = [Header(report)]
    if report.entries:
        found.append(Figures(report))
    elif {Part.PAIN, Part.BODY, Part.FEELS} & report.asked.parts:
        found.append(Words("", (("", str(text("No pain was noted in this time."))),)))
    if report.entries and report.has(Part.PAIN):
        found.append(OverTime(report))
    if rules and report.judgement is not None:
        day = date_words.full_date(report.judgement.today)
        found.append(Words(str(text("What the clinic’s rules say on {date}", date=day)), tuple(rules)))
    if report.entries:
        _add(
            found,
            [BodyMap(report)] if report.has(Part.BODY) else [],
            [counts_of(report)] if report.has(Part.FEELS) else [],
        )
    _add(found, _sitting(report), _phone(report))
    if report.has(Part.MOVES):
        found.append(Moves(report))
    if report.notes:
        found.append(Notes(report.notes))
    return found


def _add(found: list[Block], first: Sequence[Block], second: Sequence[Block]) -> None:
    beside = (*first, *second)
    if beside:
        found.append(Beside(beside))


def _sitting(report: Report) -> list[Block]:
    if not report.has(Part.SITTING):
        return []
    about = text("The longest time at the desk without a real break, in each day, week or month.")
    return [Bars(str(text("Longest spells of sitting")), str(about), report.sitting)]


def _phone(report: Report) -> list[Block]:
    if not report.has(Part.PHONE):
        return []
    about = text("Time on the phone that was told or counted, a day; means of weeks or months.")
    return [Bars(str(text("Time on the phone")), str(about), report.phone)]
