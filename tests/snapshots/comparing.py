"""Two pictures compared as an eye would: what antialiasing does to an edge passes, a limb that has moved does not.

Both are halved before they are compared, so that an edge which another version of Qt rounds differently by part of a
pixel counts for little. What remains of it, and what a small movement makes, was measured; see `test_comparing`.
"""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QColor, QImage, QPainter

MOST_MEAN = 0.4  # of 255, over all pixels and colours
MOST_STRONG = 6  # pixels of the halved picture
STRONG = 32  # of 255: a difference that is seen
_STRONG_TABLE = bytes(1 if level >= STRONG else 0 for level in range(256))
_FORMAT = QImage.Format.Format_RGB888


@dataclass(frozen=True, slots=True)
class Difference:
    """How two pictures differ: on average (0 to 255), and in how many halved pixels so that it is seen."""

    mean: float
    strong: int

    @property
    def passes(self) -> bool:
        """Whether it is no more than antialiasing makes."""
        return self.mean <= MOST_MEAN and self.strong <= MOST_STRONG


def difference_picture(a: QImage, b: QImage) -> QImage:
    """What is left of one picture when the other is taken from it: black where they are alike."""
    made = a.convertToFormat(QImage.Format.Format_RGB32)
    made.setDevicePixelRatio(1.0)
    painter = QPainter(made)
    painter.setCompositionMode(QPainter.CompositionMode.CompositionMode_Difference)
    painter.drawImage(0, 0, b)
    painter.end()
    return made


def compare(a: QImage, b: QImage) -> Difference:
    """How two pictures of one size differ."""
    assert a.size() == b.size(), f"sizes {a.size()} and {b.size()}"
    left = difference_picture(_halved(a), _halved(b)).convertToFormat(_FORMAT)
    wide = left.width() * 3
    rows = [bytes(left.constScanLine(y))[:wide] for y in range(left.height())]
    mean = sum(map(sum, rows)) / (wide * left.height())
    strong = 0
    for row in rows:
        marks = row.translate(_STRONG_TABLE)
        strong += sum(1 for x in range(0, wide, 3) if 1 in marks[x : x + 3])
    return Difference(mean, strong)


def _halved(image: QImage) -> QImage:
    size = QSize(image.width() // 2, image.height() // 2)
    return image.scaled(size, Qt.AspectRatioMode.IgnoreAspectRatio, Qt.TransformationMode.SmoothTransformation)


def one_above_the_other(images: list[QImage]) -> QImage:
    """Pictures of one width in one, with a white line between."""
    gap = 6
    high = sum(image.height() + gap for image in images)
    made = QImage(max(image.width() for image in images), high - gap, QImage.Format.Format_RGB32)
    made.fill(QColor("white"))
    painter = QPainter(made)
    y = 0
    for image in images:
        painter.drawImage(0, y, image)
        y += image.height() + gap
    painter.end()
    return made
