"""The tables of a report: the moves, and the notes as far as there is room for them.

What does not fit is cut with a sentence that says how much is missing; nothing is made smaller than can be read.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QRectF

from postureapp.core import date_words
from postureapp.core.text import Text, ntext, text
from postureapp.reports.paper import (
    BODY,
    FAINT,
    INK,
    SMALL,
    SOFT,
    WARM,
    Sheet,
    height_of,
    line_height,
    shortened,
    width_of,
)
from postureapp.reports.report import Note, Report
from postureapp.reports.report_blocks import RIGHT, head_height, paint_heading
from postureapp.reports.report_moves import MoveRow

_ROW = 470.0


@dataclass(frozen=True, slots=True)
class Moves:
    """The moves: how often prescribed, how often done, how often one hurt."""

    report: Report
    most: int = 10

    @property
    def _rows(self) -> Sequence[MoveRow]:
        """Those that hurt are never cut off."""
        rows = self.report.moves
        if len(rows) <= self.most:
            return rows
        kept = sorted(rows, key=lambda row: (not row.hurt, -row.planned))[: self.most]
        return [row for row in rows if row in kept]

    @property
    def _more(self) -> str:
        more = len(self.report.moves) - len(self._rows)
        return str(ntext("… and {n} more move", "… and {n} more moves", more)) if more else ""

    @property
    def _whole(self) -> str:
        asked = sum(session.prescribed for session in self.report.sessions)
        done = sum(session.done for session in self.report.sessions)
        if not asked:
            return ""
        stretches = ntext("{n} stretch", "{n} stretches", len(self.report.sessions))
        said = text(
            "{stretches}; {done} of {asked} prescribed repetitions done ({percent} %)",
            stretches=stretches,
            done=done,
            asked=asked,
            percent=round(100.0 * done / asked),
        )
        return str(said)

    def height(self, width: float) -> float:
        lines = 1 + max(len(self._rows), 1) + bool(self._more)
        return head_height() + (line_height(SMALL) * 1.25 if self._whole else 0.0) + lines * 430.0

    def paint(self, sheet: Sheet, room: QRectF) -> None:
        y = paint_heading(sheet, room, str(text("Moves")))
        if not self.report.moves:
            nothing = str(text("No stretch was played in this time."))
            sheet.text(QRectF(room.left(), y, room.width(), _ROW), nothing, BODY, colour=SOFT)
            return
        if self._whole:
            sheet.text(QRectF(room.left(), y, room.width(), 500.0), self._whole, SMALL, colour=SOFT)
            y += line_height(SMALL) * 1.25
        columns = self._columns(room)
        for (x, wide), (words, _figure) in zip(columns[1:], _COLUMNS, strict=True):
            sheet.text(QRectF(x, y, wide, 400.0), str(words), SMALL, colour=SOFT, align=RIGHT)
        y += 430.0
        for row in self._rows:
            sheet.line(room.left(), y - 40.0, room.right(), y - 40.0, FAINT)
            name = shortened(self.report.name_of(row.move), columns[0][1])
            sheet.text(QRectF(columns[0][0], y, columns[0][1], 430.0), name)
            for (x, wide), (_words, figure) in zip(columns[1:], _COLUMNS, strict=True):
                is_hurt = figure is _hurt and row.hurt > 0
                at = QRectF(x, y, wide, 430.0)
                sheet.text(at, figure(row), bold=is_hurt, colour=WARM if is_hurt else INK, align=RIGHT)
            y += 430.0
        sheet.text(QRectF(room.left(), y, room.width(), 400.0), self._more, SMALL, colour=SOFT)

    def _columns(self, room: QRectF) -> list[tuple[float, float]]:
        """Where each column begins and how wide it is: the name, then the figures."""
        figures = [
            max(width_of(str(words), SMALL), *(width_of(figure(row), bold=True) for row in self._rows)) + 700.0
            for words, figure in _COLUMNS
        ]
        name = room.width() - sum(figures)
        found, x = [(room.left(), name - 150.0)], room.left() + name
        for wide in figures:
            found.append((x, wide))
            x += wide
        return found


def _hurt(row: MoveRow) -> str:
    return str(row.hurt) if row.hurt else "–"


_COLUMNS: tuple[tuple[Text, Callable[[MoveRow], str]], ...] = (
    (text("Planned"), lambda row: str(row.planned)),
    (text("Done"), lambda row: str(row.done)),
    (text("Repetitions"), lambda row: f"{row.done_reps} / {row.prescribed_reps}" if row.prescribed_reps else "–"),
    (text("Hurt or raised pain"), _hurt),
)


@dataclass(frozen=True, slots=True)
class Notes:
    """The notes, the latest first, as many as there is room for."""

    notes: tuple[Note, ...]
    room_for: float = math.inf

    _DATE = 2300.0

    def within(self, height: float) -> Notes:
        """The same in so much room."""
        return Notes(self.notes, height)

    def least(self, width: float) -> float:
        """The room that a few of them need."""
        few = self.notes[:3]
        return head_height() + sum(self._high(note, width) for note in few) + line_height(SMALL) * 1.3

    def _high(self, note: Note, width: float) -> float:
        return max(height_of(_one_line(note.words), width - self._DATE), line_height(BODY)) + 110.0

    def _shown(self, width: float) -> tuple[list[Note], int]:
        room, found = self.room_for - head_height(), list[Note]()
        for n, note in enumerate(self.notes):
            high = self._high(note, width)
            tail = line_height(SMALL) * 1.3 if n + 1 < len(self.notes) else 0.0
            if high + tail > room:
                break
            room -= high
            found.append(note)
        return found, len(self.notes) - len(found)

    def height(self, width: float) -> float:
        shown, more = self._shown(width)
        high = sum(self._high(note, width) for note in shown) + (line_height(SMALL) * 1.3 if more else 0.0)
        return head_height() + high

    def paint(self, sheet: Sheet, room: QRectF) -> None:
        y = paint_heading(sheet, room, str(text("Notes")))
        shown, more = self._shown(room.width())
        for note in shown:
            date = str(date_words.full_date(note.at.date()))
            sheet.text(QRectF(room.left(), y, self._DATE, 430.0), date, SMALL, colour=SOFT)
            at = QRectF(room.left() + self._DATE, y, room.width() - self._DATE, 6000.0)
            sheet.text(at, _one_line(note.words), wrap=True, own_direction=True)
            y += self._high(note, room.width())
        if more:
            words = str(ntext("… {n} more in the CSV", "… {n} more in the CSV", more))
            sheet.text(QRectF(room.left(), y, room.width(), 400.0), words, SMALL, colour=SOFT)


def _one_line(words: str) -> str:
    return " ".join(words.split())
