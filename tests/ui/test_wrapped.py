"""Words over several lines from right to left, and what is laid out so that nothing covers or leaves anything."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from itertools import pairwise

import pytest
from PySide6.QtCore import QPointF, QRect, QSize, Qt
from PySide6.QtGui import QFont, QImage, QPainter
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from postureapp.core.events import Size
from postureapp.core.text import Text
from postureapp.devtools.home_pictures import at
from postureapp.ui.day_places import APART, EDGE, Places
from postureapp.ui.flow_layout import FlowLayout
from postureapp.ui.home_frame import Frame, Part
from postureapp.ui.wrapped import draw_wrapped, unbroken

ARABIC = "يبدو أن التذكيرات الأخيرة جاءت في وقت غير مناسب. يمكن تغيير هذا في أي وقت."
WIDE, HIGH = 300, 90


@pytest.fixture
def from_right(qapp: QApplication) -> Iterator[None]:
    qapp.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
    yield
    qapp.setLayoutDirection(Qt.LayoutDirection.LeftToRight)


def _ink(picture: QImage, top: int, bottom: int) -> list[int]:
    """The columns with ink between two heights."""
    return [
        x for x in range(picture.width()) if any(picture.pixelColor(x, y).lightness() < 128 for y in range(top, bottom))
    ]


@pytest.mark.usefixtures("from_right")
def test_every_line_from_right_to_left_begins_at_the_right_edge() -> None:
    picture = QImage(WIDE + 40, HIGH, QImage.Format.Format_RGB32)
    picture.fill(Qt.GlobalColor.white)
    painter = QPainter(picture)
    font = QFont(painter.font())
    font.setPixelSize(16)
    painter.setFont(font)
    line = painter.fontMetrics().height()
    draw_wrapped(painter, QRect(20, 0, WIDE, HIGH), int(Qt.TextFlag.TextWordWrap), ARABIC)
    painter.end()
    first, second = _ink(picture, 0, line), _ink(picture, line + 3, 2 * line)
    assert first
    assert second
    assert abs(first[-1] - second[-1]) <= 3
    assert first[-1] >= 20 + WIDE - 4


def test_a_length_stays_in_one_line() -> None:
    assert unbroken("chest · 1 min 35 s · seated", "1 min 35 s") == "chest · 1\u00a0min\u00a035\u00a0s · seated"


@pytest.mark.parametrize("mirrored", [False, True])
def test_no_mark_of_a_day_covers_another(mirrored: bool) -> None:
    start = at(9)
    marks = tuple(
        Part(start + timedelta(minutes=n), start + timedelta(minutes=n), Size.STRETCH, Text("")) for n in (0, 2, 3, 120)
    )
    frame = Frame(low=at(8), high=at(18), parts=marks, work=(), now=None)
    places = Places(frame, 700.0, mirrored)
    found = sorted(places.mark_x(part) for part in marks)
    assert all(b - a >= APART - 0.01 for a, b in pairwise(found))
    lone = marks[-1]
    assert places.mark_x(lone) == pytest.approx(places.x(lone.start))
    assert min(found) >= EDGE
    assert [places.part_at(QPointF(places.mark_x(part), 3.0)) for part in marks] == list(marks)


class _Box(QWidget):
    def __init__(self) -> None:
        super().__init__()
        self.setMinimumSize(60, 20)

    def sizeHint(self) -> QSize:
        return QSize(120, 20)


def test_what_shrinks_stays_in_one_line_as_long_as_it_can(qtbot: QtBot) -> None:
    whole = QWidget()
    qtbot.addWidget(whole)
    flow = FlowLayout(6, shrinks=True)
    whole.setLayout(flow)
    for _n in range(3):
        flow.addWidget(_Box())
    assert flow.heightForWidth(600) == flow.heightForWidth(200)
    assert flow.heightForWidth(180) > flow.heightForWidth(200)
