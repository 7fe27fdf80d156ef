"""Where the parts of a day are on its band: moments to pixels and back, also from right to left. It paints nothing."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from functools import cached_property

from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QFont, QFontMetricsF

from postureapp.core import date_words
from postureapp.ui import theme
from postureapp.ui.home_frame import Frame, Part
from postureapp.ui.theme import Type

BLOCKS, MARKS = 62.0, 24.0  # the heights of the blocks, and of the row of marks above them
EDGE = 14.0  # so that a mark at either end stays within the ring of the focus
NEAR_MARK, NEAR_BLOCK = 9.0, 3.0
BOTTOM = MARKS + BLOCKS
APART = 15.5  # the middles of marks: none covers another


def height_of(font: QFont) -> int:
    """How high a band is whose hours are in this font."""
    return round(BOTTOM + 14 + QFontMetricsF(font).height())


@dataclass(frozen=True)
class Places:
    """The places on a band that is `width` pixels wide; `mirrored`: from right to left."""

    frame: Frame
    width: float
    mirrored: bool

    def x(self, at: datetime) -> float:
        """Where a moment is, in pixels from the left."""
        low, high = self.frame.low.timestamp(), self.frame.high.timestamp()
        share = (at.timestamp() - low) / max(high - low, 1.0)
        return EDGE + (self.width - 2.0 * EDGE) * (1.0 - share if self.mirrored else share)

    def room(self, start: datetime, end: datetime) -> QRectF:
        """The room of a time, as high as the highest block."""
        left, right = sorted((self.x(start), self.x(end)))
        return QRectF(left, MARKS, right - left, BLOCKS)

    @cached_property
    def _marks(self) -> dict[Part, float]:
        """The places of the marks: their moments, moved apart where two would cover each other."""
        marks = sorted((part for part in self.frame.parts if part.is_mark), key=lambda part: self.x(part.start))
        groups: list[list[float]] = []  # the moments, each less the room that those before it in the group take
        for part in marks:
            group, x = [self.x(part.start)], self.x(part.start)
            while groups and x - _middle(groups[-1]) < APART * (len(groups[-1]) + len(group)) / 2.0:
                group = groups.pop() + group
                x = _middle(group)
            groups.append(group)
        places = [_middle(group) + APART * (n - (len(group) - 1) / 2.0) for group in groups for n in range(len(group))]
        return dict(zip(marks, places, strict=True))

    def mark_x(self, part: Part) -> float:
        """Where the mark of a part is, in pixels from the left."""
        return self._marks.get(part, self.x(part.start))

    def label(self, at: datetime, *, bold: bool = False) -> QRectF:
        """The room for a time of day below the band, never past its ends."""
        metrics = QFontMetricsF(theme.font(Type.SMALL, bold))
        words = date_words.clock(at) if bold else date_words.hour(at)
        wide = metrics.horizontalAdvance(str(words)) + theme.S
        left = min(max(self.x(at) - wide / 2.0, 0.0), self.width - wide)
        return QRectF(left, BOTTOM + 7.0, wide, metrics.height() + 2.0)

    def marked_hours(self) -> tuple[datetime, ...]:
        """The hours that there is room to name."""
        hours = self.frame.hours
        apart = (self.width - 2.0 * EDGE) / max(len(hours) - 1, 1)
        wide = max((self.label(hour).width() for hour in hours), default=1.0)
        every = next((n for n in (1, 2, 3, 4, 6) if apart * n >= wide), 12)
        return hours[::every]

    def part_at(self, at: QPointF) -> Part | None:
        """The part at a place, or close by."""
        wants_mark = at.y() < MARKS
        parts = [part for part in self.frame.parts if part.is_mark is wants_mark]
        near = min(parts, key=lambda part: self._away(part, at.x()), default=None)
        within = NEAR_MARK if wants_mark else NEAR_BLOCK
        return near if near is not None and self._away(near, at.x()) <= within else None

    def _away(self, part: Part, x: float) -> float:
        if part.is_mark:
            return abs(self.mark_x(part) - x)
        left, right = sorted((self.x(part.start), self.x(part.end)))
        return max(left - x, x - right, 0.0)


def _middle(places: list[float]) -> float:
    return sum(places) / len(places)
