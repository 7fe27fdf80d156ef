"""What the figure sits on, leans on and holds: a plain chair, a desk, a wall."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QPainter, QPen

from postureapp.core.body import DESK_CM, SEAT_HIP_CM, SIDES, Body
from postureapp.core.pose import value
from postureapp.core.vec import Vec3
from postureapp.figure.camera import Camera
from postureapp.figure.palette import FigurePalette
from postureapp.figure.shapes import limb, outline

Part = tuple[float, Callable[[QPainter], None]]
_SEAT_TOP_CM = SEAT_HIP_CM - 8.6
_DESK_HALF_CM, _DESK_DEEP_CM = 34.0, 44.0
_WALL_HALF_CM, _WALL_HIGH_CM = 32.0, 158.0


def furniture(camera: Camera, body: Body, palette: FigurePalette) -> Iterator[Part]:
    """The parts of what stands round the figure, each with its depth."""
    if body.seated:
        yield from _chair(camera, palette)
    if (front := _desk_front(body)) is not None:
        yield _box(
            camera,
            (-_DESK_HALF_CM, DESK_CM - 3.5, front),
            (_DESK_HALF_CM, DESK_CM - 1.0, front + _DESK_DEEP_CM),
            palette.furniture,
        )
        for x in (-30.0, 30.0):
            back = front + _DESK_DEEP_CM - 6.0
            yield _post(camera, (x, DESK_CM - 4.0, back), (x, 0.0, back), palette.furniture)
    if (face := _wall_face(body)) is not None:
        low, high = (-_WALL_HALF_CM, 0.0, face), (_WALL_HALF_CM, _WALL_HIGH_CM, face + 4.0)
        yield _box(camera, low, high, palette.furniture)


def reach_of(body: Body) -> list[Vec3]:
    """The outermost points of what stands round the figure, so that the picture holds it."""
    found: list[Vec3] = []
    if (front := _desk_front(body)) is not None:
        found += [(x, y, front + _DESK_DEEP_CM) for x in (-_DESK_HALF_CM, _DESK_HALF_CM) for y in (0.0, DESK_CM)]
    if (face := _wall_face(body)) is not None:
        found += [(x, y, face + 4.0) for x in (-_WALL_HALF_CM, _WALL_HALF_CM) for y in (0.0, _WALL_HIGH_CM)]
    return found


def _desk_front(body: Body) -> float | None:
    """Where the desk's near edge is; None where no hand lies on one."""
    held = max(value(body.pose, "reach.desk", side) for side in SIDES) > 0.05
    return body.points["wrist.L"][2] - 4.0 if held else None


def _wall_face(body: Body) -> float | None:
    """Where the wall's face is; None where no hand is on one."""
    held = max(value(body.pose, "reach.wall", side) for side in SIDES) > 0.05
    return max(body.points[f"hand.{side}"][2] for side in SIDES) + 2.6 if held else None


def _chair(camera: Camera, palette: FigurePalette) -> Iterator[Part]:
    wood = QColor(palette.furniture).darker(112).name()
    for x in (-17.0, 17.0):
        yield _post(camera, (x, _SEAT_TOP_CM - 3.0, 21.0), (x * 1.12, 1.6, 24.0), wood)
        yield _post(camera, (x, _SEAT_TOP_CM - 3.0, -13.0), (x * 1.12, 1.6, -18.0), wood)
        yield _post(camera, (x * 0.8, _SEAT_TOP_CM - 2.0, -14.0), (x * 0.8, 67.0, -18.0), wood)
    seat = _box(camera, (-20.0, _SEAT_TOP_CM - 3.6, -15.0), (20.0, _SEAT_TOP_CM, 25.0), palette.furniture, 4.0)
    yield (seat[0] - 40.0, seat[1])
    yield _box(camera, (-15.5, 58.0, -19.0), (15.5, 67.5, -17.0), palette.furniture, 4.0)


def _post(camera: Camera, top: Vec3, foot: Vec3, colour: str) -> Part:
    path = limb(camera, top, 1.9, foot, 1.4)
    depth = (camera.depth(top) + camera.depth(foot)) / 2.0
    return depth - 8.0, lambda painter: painter.fillPath(path, QColor(colour))


def _box(camera: Camera, low: Vec3, high: Vec3, colour: str, rounding: float = 1.5) -> Part:
    corners = [(x, y, z) for x in (low[0], high[0]) for y in (low[1], high[1]) for z in (low[2], high[2])]
    path = outline(_hull([camera.flat(corner) for corner in corners]))
    top = outline(
        [
            camera.flat(corner)
            for corner in ((low[0], high[1], low[2]), (high[0], high[1], low[2]), high, (low[0], high[1], high[2]))
        ]
    )
    middle = ((low[0] + high[0]) / 2, (low[1] + high[1]) / 2, (low[2] + high[2]) / 2)

    def draw(painter: QPainter) -> None:
        under, over = QColor(colour).darker(114), QColor(colour)
        painter.setPen(QPen(under, rounding, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap, Qt.PenJoinStyle.RoundJoin))
        painter.setBrush(under)
        painter.drawPath(path)
        painter.setPen(
            QPen(over, rounding * 0.6, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap, Qt.PenJoinStyle.RoundJoin)
        )
        painter.setBrush(over)
        painter.drawPath(top)
        painter.setPen(Qt.PenStyle.NoPen)

    return camera.depth(middle), draw


def _hull(points: list[tuple[float, float]]) -> list[tuple[float, float]]:
    """The convex hull (Andrew's monotone chain)."""
    ordered = sorted(set(points))

    def half(run: list[tuple[float, float]]) -> list[tuple[float, float]]:
        kept: list[tuple[float, float]] = []
        for point in run:
            while len(kept) > 1 and _turns_right(kept[-2], kept[-1], point):
                kept.pop()
            kept.append(point)
        return kept[:-1]

    return half(ordered) + half(ordered[::-1])


def _turns_right(a: tuple[float, float], b: tuple[float, float], c: tuple[float, float]) -> bool:
    return (b[0] - a[0]) * (c[1] - a[1]) - (b[1] - a[1]) * (c[0] - a[0]) <= 0
