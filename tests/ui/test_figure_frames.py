"""A figure frame by frame: what rests is not painted again, looks as if it were, and is sharp on every screen."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, QRectF, Qt
from PySide6.QtGui import QImage, QPainter, QPainterPath
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from postureapp.core.moves import Move
from postureapp.core.settings import Theme as Wish
from postureapp.figure.camera import camera_for
from postureapp.figure.order import Part
from postureapp.figure.outline import curve, ring, round_through, smooth, straightened
from postureapp.figure.paint import bounds_for, paint
from postureapp.figure.palette import LIGHT
from postureapp.figure.resting import Picture, Resting
from postureapp.storage.content import load_moves
from postureapp.ui.figure_view import FigureView
from postureapp.ui.scenes import move_scenes
from postureapp.ui.theme import Theme

SIDE = 240
MOVES = load_moves()[0]


class CountingRest(Resting):
    """Tells how many parts were laid down and not painted."""

    laid = 0

    def picture(self, part: Part, make: object) -> Picture | None:
        found = super().picture(part, make)  # type: ignore[arg-type]
        self.laid += found is not None
        return found


def frame(move: Move, phase: float, resting: Resting | None, ratio: float = 1.0) -> QImage:
    scene = move_scenes([(move, False)])[0]
    motion, camera = scene.motion, camera_for(scene.view)
    bounds = bounds_for(scene.key_poses(), camera, stance=motion.stance, props=motion.props)
    image = QImage(round(SIDE * ratio), round(SIDE * ratio), QImage.Format.Format_ARGB32_Premultiplied)
    image.setDevicePixelRatio(ratio)
    image.fill(Qt.GlobalColor.white)
    with QPainter(image) as painter:
        paint(
            painter,
            QRectF(3, 5, SIDE - 6, SIDE - 10),
            scene.pose(phase, False),
            stance=motion.stance,
            props=motion.props,
            camera=camera,
            palette=LIGHT,
            lit_muscles=scene.muscles,
            effort=phase,
            bounds=bounds,
            resting=resting,
        )
    return image


def largest_difference(one: QImage, other: QImage) -> int:
    left = one.copy()
    with QPainter(left) as painter:
        painter.setCompositionMode(QPainter.CompositionMode.CompositionMode_Difference)
        painter.drawImage(0, 0, other)
    plain = left.convertToFormat(QImage.Format.Format_RGB888)
    return max(bytes(plain.constBits()))


@pytest.mark.parametrize("ratio", [1.0, 1.25, 2.0])
@pytest.mark.parametrize("name", ["seated-turn", "doorway", "wall-pushup", "band-row", "child-pose"])
def test_what_rests_looks_as_if_it_were_painted(name: str, ratio: float, qtbot: QtBot) -> None:
    move = next(move for move in MOVES if move.id == name)
    resting = CountingRest()
    for phase in (0.2, 0.4, 0.6, 0.8):
        kept = frame(move, phase, resting, ratio)
    assert resting.laid > 0
    assert largest_difference(kept, frame(move, 0.8, None, ratio)) <= 4


def test_a_picture_is_made_when_a_part_is_seen_again_and_goes_when_it_is_not() -> None:
    made: list[Part] = []

    def make(part: Part) -> Picture:
        made.append(part)
        return Picture(QPoint(), QImage())

    chair = Part("chair", (0.0, 0.0, 1.0, 1.0), (), lambda _x, _y: None, lambda _brush: None, body=False)
    arm = Part("upper arm L", (0.0, 0.0, 1.0, 1.0), (), lambda _x, _y: None, lambda _brush: None)
    resting, kept = Resting(), []
    for shown in ("small", "small", "small", "large", "large"):
        resting.begin(shown)
        assert resting.picture(arm, make) is None
        kept.append(resting.picture(chair, make))
    assert [picture is not None for picture in kept] == [False, True, True, False, True]
    assert kept[1] is kept[2]
    assert made == [chair, chair]
    resting.begin("large")
    resting.begin("large")  # a frame without it
    assert resting.picture(chair, make) is None
    resting.forget()
    resting.begin("large")
    assert resting.picture(chair, make) is None


def test_a_view_is_sharp_on_a_paper_with_twice_the_pixels(qtbot: QtBot) -> None:
    """The figure's own layer has as many pixels as the paper, also where a widget is rendered on an image."""
    view = FigureView(Theme(Wish.LIGHT))
    qtbot.addWidget(view)
    view.resize(SIDE, SIDE)
    scene = move_scenes([(MOVES[0], False)])[0]
    view.stage(scene.key_poses(), motion=scene.motion, view=scene.view, muscles=())
    image = QImage(2 * SIDE, 2 * SIDE, QImage.Format.Format_RGB32)
    image.setDevicePixelRatio(2.0)
    view.render(image, QPoint(0, 0), renderFlags=QWidget.RenderFlag.DrawChildren)
    middle = range(SIDE // 4, 3 * SIDE // 4)
    squares = [{image.pixel(2 * x + i, 2 * y + j) for i in (0, 1) for j in (0, 1)} for x in middle for y in middle]
    assert sum(len(colours) > 1 for colours in squares) > 0.1 * len(squares)


def test_curves_come_in_few_straight_lines_that_keep_to_them() -> None:
    """Qt would cut each curve into hundreds of lines, because a unit of these paths, a centimetre, has many pixels."""
    corners = [(0.0, 0.0), (9.0, 1.0), (10.0, 8.0), (1.0, 7.0)]
    for path in (smooth(corners), round_through(corners), ring(corners[:2], corners[2:]), curve(corners)):
        kinds = {path.elementAt(n).type for n in range(path.elementCount())}
        assert kinds == {QPainterPath.ElementType.MoveToElement, QPainterPath.ElementType.LineToElement}
        assert path.elementCount() < 60
    round_one = QPainterPath()
    round_one.addEllipse(-5.0, -5.0, 10.0, 10.0)
    outline = straightened(round_one).toFillPolygon()
    middles = [0.5 * (outline.at(n) + outline.at(n + 1)) for n in range(outline.size() - 1)]
    assert max(abs(5.0 - (point.x() ** 2 + point.y() ** 2) ** 0.5) for point in middles) < 0.03
