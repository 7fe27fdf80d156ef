"""The blocks of a report: how one is laid below another or beside it, with headings and sentences.

A block knows how high it is at a width, and draws itself. None of them reads or judges anything.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

from PySide6.QtCore import QRectF, Qt

from postureapp.reports.paper import (
    BODY,
    HEADING,
    Sheet,
    height_of,
    line_height,
    shortened,
)

GAP = 520.0  # between blocks, and between columns
_UNDER_HEADING = 130.0
RIGHT = Qt.AlignmentFlag.AlignRight
MIDDLE = Qt.AlignmentFlag.AlignVCenter


class Block(Protocol):
    """Something on a sheet."""

    def height(self, width: float) -> float:
        """What it needs at this width."""
        ...

    def paint(self, sheet: Sheet, room: QRectF) -> None:
        """Draw it."""
        ...


@dataclass(frozen=True, slots=True)
class Words:
    """A heading with sentences below it, each with a title of its own or none."""

    heading: str
    lines: tuple[tuple[str, str], ...]

    def height(self, width: float) -> float:
        return head_height() + sum(self._line_height(line, width) for line in self.lines)

    def _line_height(self, line: tuple[str, str], width: float) -> float:
        title, words = line
        high = (height_of(title, width, BODY, bold=True) + 30.0) if title else 0.0
        return high + (height_of(words, width, BODY) if words else 0.0) + 110.0

    def paint(self, sheet: Sheet, room: QRectF) -> None:
        y = paint_heading(sheet, room, self.heading)
        for line in self.lines:
            title, words = line
            at = QRectF(room.left(), y, room.width(), 5000.0)
            if title:
                sheet.text(at, title, BODY, bold=True, wrap=True)
                at = at.translated(0.0, height_of(title, room.width(), BODY, bold=True) + 30.0)
            if words:
                sheet.text(at, words, BODY, wrap=True)
            y += self._line_height(line, room.width())


@dataclass(frozen=True, slots=True)
class Stacked:
    """Blocks below each other, as one."""

    blocks: tuple[Block, ...]

    def height(self, width: float) -> float:
        return sum(block.height(width) for block in self.blocks) + GAP * 0.8 * (len(self.blocks) - 1)

    def paint(self, sheet: Sheet, room: QRectF) -> None:
        y = room.top()
        for block in self.blocks:
            high = block.height(room.width())
            block.paint(sheet, QRectF(room.left(), y, room.width(), high))
            y += high + GAP * 0.8


@dataclass(frozen=True, slots=True)
class Beside:
    """Blocks beside each other, all as wide."""

    blocks: tuple[Block, ...]

    def _wide(self, width: float) -> float:
        return (width - 2.0 * GAP * (len(self.blocks) - 1)) / len(self.blocks)

    def height(self, width: float) -> float:
        return max(block.height(self._wide(width)) for block in self.blocks)

    def paint(self, sheet: Sheet, room: QRectF) -> None:
        wide = self._wide(room.width())
        for n, block in enumerate(self.blocks):
            block.paint(sheet, QRectF(room.left() + n * (wide + 2.0 * GAP), room.top(), wide, room.height()))


def head_height() -> float:
    return line_height(HEADING) + _UNDER_HEADING


def paint_heading(sheet: Sheet, room: QRectF, words: str) -> float:
    """The heading of a block; gives where it goes on below."""
    sheet.text(room, shortened(words, room.width(), HEADING, bold=True), HEADING, bold=True)
    return room.top() + head_height()
