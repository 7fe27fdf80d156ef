"""A sheet of paper to draw a report on: its size, its few colours and sizes of text, and the side it is read from.

The same drawing goes to a file and to the picture of it on the screen. Lengths are hundredths of a millimetre, so fine
that letters stand where the font has them. It knows nothing of what is drawn.
"""

from __future__ import annotations

from collections.abc import Sequence
from enum import Enum

from PySide6.QtCore import QLineF, QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPageSize, QPainter, QPainterPath, QPen, QPolygonF

from postureapp.core.text import beside

DOTS_PER_INCH = 2540  # one hundredth of a millimetre each
_PER_POINT = DOTS_PER_INCH / 72.0

INK, SOFT, LINE, FAINT = "#22201d", "#5c564c", "#cfc8bb", "#ece7dd"
ACCENT, ACCENT_SOFT = "#2c6757", "#a9c6bb"
WARM, WARM_SOFT, WARM_FAINT = "#99441f", "#f3cdb8", "#fbeee5"
WHITE = "#ffffff"

# Sizes of text, in points.
SMALL, BODY, HEADING, TITLE = 7.5, 9.0, 10.5, 19.0

_LEFT_TO_RIGHT, _AS_BEFORE = "\u202a", "\u202c"  # so that a full stop stands where its sentence ends
_LETTER_LANDS = frozenset(("US", "CA", "MX", "PH", "CL", "CO", "CR", "GT", "NI", "PA", "PR", "SV", "VE", "DO", "BZ"))


class Paper(Enum):
    """A size of paper: across and down, in hundredths of a millimetre."""

    A4 = (21_000.0, 29_700.0)
    LETTER = (21_590.0, 27_940.0)

    @property
    def across(self) -> float:
        """Its width."""
        return self.value[0]

    @property
    def down(self) -> float:
        """Its height."""
        return self.value[1]

    @property
    def page_size(self) -> QPageSize:
        """As Qt names it."""
        return QPageSize(QPageSize.PageSizeId.A4 if self is Paper.A4 else QPageSize.PageSizeId.Letter)


def usual_paper(country: str) -> Paper:
    """What printers hold in a country, by its two letters.

    Source: Unicode CLDR, "paperSize".
    """
    return Paper.LETTER if country in _LETTER_LANDS else Paper.A4


class Sheet:
    """A page being drawn. What has a place is told from the side where reading begins; `mirrored`: from the right."""

    def __init__(self, painter: QPainter, paper: Paper, *, mirrored: bool) -> None:
        self.painter, self.paper, self.mirrored = painter, paper, mirrored
        painter.setRenderHints(QPainter.RenderHint.Antialiasing | QPainter.RenderHint.TextAntialiasing)
        side = Qt.LayoutDirection.RightToLeft if mirrored else Qt.LayoutDirection.LeftToRight
        painter.setLayoutDirection(side)

    # --- places -------------------------------------------------------------------------------------------------------

    def x(self, x: float) -> float:
        """Where something is that lies so far from the side where reading begins."""
        return self.paper.across - x if self.mirrored else x

    def rect(self, room: QRectF) -> QRectF:
        """Where a rectangle is."""
        return QRectF(self.x(room.right()), room.top(), room.width(), room.height()) if self.mirrored else QRectF(room)

    # --- what is drawn ------------------------------------------------------------------------------------------------

    def text(
        self,
        room: QRectF,
        words: str,
        points: float = BODY,
        *,
        bold: bool = False,
        colour: str = INK,
        align: Qt.AlignmentFlag = Qt.AlignmentFlag.AlignLeft,
        wrap: bool = False,
        own_direction: bool = False,
    ) -> None:
        """Words in a rectangle, from its top. `own_direction`: as a person wrote them, in whatever language."""
        self.painter.setFont(letters(points, bold=bold))
        self.painter.setPen(QColor(colour))
        flags = Qt.AlignmentFlag(align).value
        if not flags & Qt.AlignmentFlag.AlignVertical_Mask.value:
            flags |= Qt.AlignmentFlag.AlignTop.value
        if wrap:
            flags |= (
                Qt.TextFlag.TextWordWrap.value | Qt.TextFlag.TextWrapAnywhere.value
                if _unbroken(words)
                else (Qt.TextFlag.TextWordWrap.value)
            )
        if own_direction and words.isascii() and self.mirrored:
            flags |= Qt.TextFlag.TextForceLeftToRight.value
        self.painter.drawText(self.rect(room), flags | Qt.TextFlag.TextDontClip.value, words)

    def fill(self, room: QRectF, colour: str, radius: float = 0.0) -> None:
        """A filled rectangle."""
        self.painter.setPen(Qt.PenStyle.NoPen)
        self.painter.setBrush(QColor(colour))
        if radius:
            self.painter.drawRoundedRect(self.rect(room), radius, radius)
        else:
            self.painter.drawRect(self.rect(room))

    def line(self, x1: float, y1: float, x2: float, y2: float, colour: str = LINE, width: float = 15.0) -> None:
        """A line."""
        self.painter.setPen(QPen(QColor(colour), width, Qt.PenStyle.SolidLine, Qt.PenCapStyle.FlatCap))
        self.painter.drawLine(QLineF(self.x(x1), y1, self.x(x2), y2))

    def path(self, points: Sequence[tuple[float, float]], colour: str, width: float) -> None:
        """A line through points."""
        cap, join = Qt.PenCapStyle.FlatCap, Qt.PenJoinStyle.MiterJoin
        self.painter.setPen(QPen(QColor(colour), width, Qt.PenStyle.SolidLine, cap, join))
        self.painter.setBrush(Qt.BrushStyle.NoBrush)
        self.painter.drawPolyline(QPolygonF([QPointF(self.x(x), y) for x, y in points]))

    def dot(self, x: float, y: float, radius: float, colour: str) -> None:
        """A filled disc."""
        path = QPainterPath()
        path.addEllipse(QPointF(self.x(x), y), radius, radius)
        self.painter.fillPath(path, QColor(colour))


def letters(points: float, *, bold: bool = False) -> QFont:
    """The app's font in a size of the report; its pixels are those of the sheet."""
    found = QFont()
    found.setPixelSize(round(points * _PER_POINT))
    found.setWeight(QFont.Weight.DemiBold if bold else QFont.Weight.Normal)
    found.setHintingPreference(QFont.HintingPreference.PreferNoHinting)
    return found


def line_height(points: float) -> float:
    """How high a line of text is."""
    return QFontMetricsF(letters(points)).height()


def width_of(words: str, points: float = BODY, *, bold: bool = False) -> float:
    """How wide words are in one line."""
    return QFontMetricsF(letters(points, bold=bold)).horizontalAdvance(words)


def height_of(words: str, width: float, points: float = BODY, *, bold: bool = False) -> float:
    """How high words are, broken into lines of this width."""
    flags = Qt.TextFlag.TextWordWrap.value
    if _unbroken(words):
        flags |= Qt.TextFlag.TextWrapAnywhere.value
    found = QFontMetricsF(letters(points, bold=bold)).boundingRect(QRectF(0.0, 0.0, width, 1e6), flags, words)
    return found.height()


def shortened(words: str, width: float, points: float = BODY, *, bold: bool = False) -> str:
    """Words that fit into one line of this width, with three dots where they had to be cut."""
    metrics = QFontMetricsF(letters(points, bold=bold))
    return metrics.elidedText(words, Qt.TextElideMode.ElideRight, width)


def with_english(words: str) -> str:
    """Safety words that the clinic has not read yet in this language have the English below them."""
    english = beside(words)
    return f"{words}\n{_LEFT_TO_RIGHT}{english}{_AS_BEFORE}" if english else words


def _unbroken(words: str) -> bool:
    """Whether there is a word that no line holds, such as a long address."""
    return any(len(word) > 40 for word in words.split())
