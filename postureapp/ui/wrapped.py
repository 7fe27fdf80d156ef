"""Words painted over several lines, rightly also from right to left. It paints what it is given and changes no word.

WORKAROUND: Qt 6.11: where `QPainter.drawText` breaks a text from right to left, each line but the last stands too far
left by the width of the space at its end, and a letter may be cut off there. `QTextLayout` sets the lines rightly. It
may go when the first line of such a text ends where the second does.
"""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRect, QRectF, Qt
from PySide6.QtGui import QFontMetricsF, QGuiApplication, QPainter, QTextLayout, QTextOption
from PySide6.QtWidgets import QLabel, QStyle


def unbroken(words: str, part: str) -> str:
    """The same words, of which this part stays in one line: `1 min 35 s`."""
    return words.replace(part, part.replace(" ", "\u00a0"))


def draw_wrapped(painter: QPainter, room: QRect | QRectF, flags: int, words: str) -> None:
    """Paint words with the painter's pen and font, as `QPainter.drawText` does with these flags.

    `AlignLeft` and `AlignRight` are the sides of the screen; without them words begin where reading does.
    """
    if QGuiApplication.layoutDirection() is not Qt.LayoutDirection.RightToLeft:
        painter.drawText(room, flags, words)
        return
    within = QRectF(room)
    lines = QTextLayout(words.replace("\n", "\u2028"), painter.font())
    option, sides = QTextOption(), Qt.AlignmentFlag
    side = next((each for each in (sides.AlignHCenter, sides.AlignLeft) if flags & int(each)), sides.AlignRight)
    option.setAlignment(side | sides.AlignAbsolute)
    option.setTextDirection(Qt.LayoutDirection.RightToLeft)
    lines.setTextOption(option)
    height = _set(lines, within.width(), QFontMetricsF(painter.font()).leading())
    top = within.top()
    if flags & int(sides.AlignVCenter):
        top += (within.height() - height) / 2
    lines.draw(painter, QPointF(within.left(), top))


def _set(lines: QTextLayout, width: float, leading: float) -> float:
    """Break the text into lines of a width; gives the height of them all."""
    height = -leading
    lines.beginLayout()
    while (line := lines.createLine()).isValid():
        height += leading
        line.setLineWidth(width)
        line.setPosition(QPointF(0.0, height))
        height += line.height()
    lines.endLayout()
    return height


def paint_label(made: QLabel, words: str) -> bool:
    """Paint the words of a label that wraps, from right to left; False where the label can do it itself."""
    mirrored = QGuiApplication.layoutDirection() is Qt.LayoutDirection.RightToLeft
    if not mirrored or not made.wordWrap() or made.textFormat() is not Qt.TextFormat.PlainText:
        return False
    with QPainter(made) as painter:
        painter.setFont(made.font())
        painter.setPen(made.palette().color(made.foregroundRole()))
        side = QStyle.visualAlignment(made.layoutDirection(), made.alignment())
        draw_wrapped(painter, made.contentsRect(), int(side), words)
    return True
