"""The figure: there, in one piece, in the picture, and lit where it works."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QRectF
from PySide6.QtGui import QColor, QImage, QPainter

from postureapp.core.pose import Pose
from postureapp.figure.camera import Camera, camera_for
from postureapp.figure.paint import bounds_for, paint
from postureapp.figure.palette import LIGHT
from postureapp.figure.trunk import MUSCLE_PATCHES
from postureapp.storage.content import load_moves, load_muscles
from postureapp.ui.scenes import move_scenes

WIDE, HIGH = 200, 240
OFFICE = [move for move in load_moves()[0] if "office" in move.places]


def painted(pose: Pose, seated: bool, camera: Camera, **more: object) -> QImage:
    image = QImage(WIDE, HIGH, QImage.Format.Format_ARGB32_Premultiplied)
    image.fill(0)
    painter = QPainter(image)
    paint(painter, QRectF(0, 0, WIDE, HIGH), pose, seated=seated, camera=camera, palette=LIGHT, **more)  # type: ignore[arg-type]
    painter.end()
    return image


def solid(image: QImage) -> set[tuple[int, int]]:
    return {(x, y) for y in range(HIGH) for x in range(WIDE) if image.pixelColor(x, y).alpha() > 200}


def largest_piece(points: set[tuple[int, int]]) -> int:
    left, largest = set(points), 0
    while left:
        front, size = [left.pop()], 1
        while front:
            x, y = front.pop()
            for near in ((x + 1, y), (x - 1, y), (x, y + 1), (x, y - 1)):
                if near in left:
                    left.remove(near)
                    front.append(near)
                    size += 1
        largest = max(largest, size)
    return largest


@pytest.mark.parametrize("yaw_deg", [0, -45, -90, -135, 180, 90])
@pytest.mark.parametrize("seated", [True, False])
def test_it_is_in_one_piece_from_every_side(yaw_deg: float, seated: bool) -> None:
    points = solid(painted({}, seated, Camera(yaw_deg)))
    assert len(points) > 2500
    assert largest_piece(points) > 0.985 * len(points)


@pytest.mark.parametrize("move", OFFICE, ids=lambda move: move.id)
def test_every_move_stays_in_one_piece_and_in_the_picture(move: object) -> None:
    scene = move_scenes([(move, False)])[0]  # type: ignore[list-item]
    camera = camera_for(scene.view)
    bounds = bounds_for(scene.key_poses(), scene.seated, camera)
    for phase in (0.0, 0.5, 1.0):
        points = solid(painted(scene.pose(phase, False), scene.seated, camera, bounds=bounds))
        beside = scene.move.id in ("desk-hinge", "wall-pushup")  # a desk and a wall stand by themselves
        assert largest_piece(points) > (0.5 if beside else 0.97) * len(points)
        assert min(x for x, _ in points) > 0
        assert max(x for x, _ in points) < WIDE - 1
        assert min(y for _, y in points) > 0


@pytest.mark.parametrize("move", OFFICE, ids=lambda move: move.id)
def test_every_move_can_be_seen_to_move(move: object) -> None:
    scene = move_scenes([(move, False)])[0]  # type: ignore[list-item]
    camera = camera_for(scene.view)
    bounds = bounds_for(scene.key_poses(), scene.seated, camera)
    start, end = (
        painted(scene.pose(phase, False), scene.seated, camera, bounds=bounds)
        for phase in (0.0, 0.25 if scene.motion.cycle else 1.0)
    )
    assert start != end


def reddish(image: QImage) -> int:
    def is_lit(colour: QColor) -> bool:
        return colour.alpha() > 200 and colour.red() - colour.blue() > 70 and colour.red() - colour.green() > 45

    return sum(is_lit(image.pixelColor(x, y)) for y in range(HIGH // 2) for x in range(WIDE))


@pytest.mark.parametrize("muscle", ["middle trapezius", "rhomboids", "latissimus dorsi", "upper trapezius"])
def test_a_muscle_of_the_back_is_lit_on_the_back_only(muscle: str) -> None:
    back, front = Camera(180), Camera(0)
    dark = reddish(painted({}, False, back))
    assert reddish(painted({}, False, back, lit_muscles=(muscle,), effort=1.0)) > dark + 40
    unlit, lit = (painted({}, False, front, lit_muscles=names, effort=1.0) for names in ((), (muscle,)))
    assert reddish(lit) <= reddish(unlit) + 12


def test_muscles_that_content_may_name_can_be_lit() -> None:
    on_arm_or_neck = {"rear deltoid", "front deltoid", "deep neck flexors", "levator scapulae", "neck rotators"}
    assert set(load_muscles()[0]) <= set(MUSCLE_PATCHES) | on_arm_or_neck


def test_it_is_as_sharp_at_twice_the_size() -> None:
    image = QImage(WIDE * 2, HIGH * 2, QImage.Format.Format_ARGB32_Premultiplied)
    image.setDevicePixelRatio(2.0)
    image.fill(0)
    painter = QPainter(image)
    paint(painter, QRectF(0, 0, WIDE, HIGH), {}, seated=True, camera=Camera(0), palette=LIGHT)
    painter.end()
    sharp = edge_pixels(image)
    small = painted({}, True, Camera(0))
    blurred = edge_pixels(small.scaled(WIDE * 2, HIGH * 2))
    assert sharp < 0.85 * blurred


def edge_pixels(image: QImage) -> int:
    return sum(40 < image.pixelColor(x, y).alpha() < 215 for y in range(image.height()) for x in range(image.width()))
