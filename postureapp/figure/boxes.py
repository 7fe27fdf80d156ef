"""Boxes in space: their faces as they are seen, softly lit, and how near they are at a place on paper."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtGui import QColor

from postureapp.core.vec import Turn, Vec3, add, dot, mul, sub
from postureapp.figure.brush import Brush
from postureapp.figure.camera import Camera
from postureapp.figure.light import LIGHT
from postureapp.figure.look import mixed
from postureapp.figure.order import Part
from postureapp.figure.outline import Flat, hull, polygon, rounded, within
from postureapp.figure.surface import Place

FacePainter = Callable[[Brush, Sequence[Flat], int, float], None]


@dataclass(frozen=True, slots=True)
class Box:
    """A box of full `size` round its middle, turned."""

    at: Vec3
    size: Vec3
    turn: Turn

    def place(self, x: float, y: float, z: float) -> Vec3:
        """A place in it: from -1 to 1 along each of its axes."""
        a, b, c = self.size
        return within(self.at, self.turn, 0.5 * x * a, 0.5 * y * b, 0.5 * z * c)

    def corners(self) -> list[Vec3]:
        """Its eight corners."""
        ends = (-1.0, 1.0)
        return [self.place(x, y, z) for x in ends for y in ends for z in ends]


# The corners of the face on each axis, as one who faces it sees them: upper left and right, lower right and left.
_FACES = {
    0: ((1, -1), (1, 1), (-1, 1), (-1, -1)),
    1: ((-1, -1), (-1, 1), (1, 1), (1, -1)),
    2: ((-1, 1), (1, 1), (1, -1), (-1, -1)),
}


def _on_face(axis: int, sign: float, u: float, v: float) -> tuple[float, float, float]:
    if axis == 0:
        return (sign, u, v)
    return (u, sign, v) if axis == 1 else (u, v, sign)


def box_part(
    camera: Camera,
    box: Box,
    name: str,
    colour: str,
    round_cm: float,
    face_painter: FacePainter | None = None,
    *,
    ground: bool = False,
    inner: bool = False,
) -> Part:
    """A box as a part of the picture. `ground`: no lines round its inner edges; `inner`: it has no place of its own."""
    outer = hull([camera.flat(corner) for corner in box.corners()])
    xs, ys = [x for x, _ in outer], [y for _, y in outer]
    faces: list[tuple[float, int, float, list[Flat]]] = []
    places: list[Place] = []
    for axis in range(3):
        middle = dot(box.turn[axis], _eye_from(camera, box.at))
        half = 0.5 * box.size[axis]
        if abs(middle) < 1e-6:
            continue
        sign = 1.0 if middle > 0 else -1.0
        if abs(middle) <= half:
            continue
        points = [camera.flat(box.place(*_on_face(axis, sign, u, v))) for u, v in _FACES[axis]]
        faces.append((_light(camera, box.turn[axis], sign), axis, sign, points))
        if not inner:
            places += _grid(camera, box, axis, sign)
    silhouette = rounded(outer, round_cm)
    paths = [rounded(points, 0.35 * round_cm) for _, _, _, points in faces]
    # The largest face is what the whole outline is filled with; the others are painted on it.
    largest = max(range(len(faces)), key=lambda n: _area(faces[n][3]), default=-1)

    def draw(brush: Brush) -> None:
        painter = brush.painter
        toned = [mixed(colour, brush.palette.shade, 0.24 * (1.0 - light)) for light, _, _, _ in faces]
        brush.shape(silhouette, colour if brush.lined or largest < 0 else toned[largest])
        for n, (_, axis, sign, points) in enumerate(faces):
            if brush.lined and not ground:
                brush.edge(polygon(points))
            elif not brush.lined and n != largest:
                painter.fillPath(paths[n], QColor(toned[n]))
            if face_painter is not None:
                face_painter(brush, points, axis, sign)

    def front(x: float, y: float) -> float | None:
        return _ray(camera, box, x, y)

    return Part(name, (min(xs), min(ys), max(xs), max(ys)), places, front, draw, body=False)


def _area(points: Sequence[Flat]) -> float:
    pairs = zip(points, [*points[1:], points[0]], strict=True)
    return abs(sum(ax * by - bx * ay for (ax, ay), (bx, by) in pairs))


def _eye_from(camera: Camera, at: Vec3) -> Vec3:
    return sub(add((0.0, 70.0, 8.0), mul(camera.toward, 620.0)), at)


def _light(camera: Camera, axis: Vec3, sign: float) -> float:
    x, y, z = camera.turned(axis)
    return min(max(0.25 + 0.9 * sign * (x * LIGHT[0] + y * LIGHT[1] + z * LIGHT[2]), 0.0), 1.0)


def _grid(camera: Camera, box: Box, axis: int, sign: float) -> list[Place]:
    one, two = (n for n in range(3) if n != axis)
    counts = [min(max(round(box.size[n] / 11.0), 1), 4) for n in (one, two)]
    found = []
    for i in range(counts[0]):
        for j in range(counts[1]):
            u, v = 2.0 * (i + 0.5) / counts[0] - 1.0, 2.0 * (j + 0.5) / counts[1] - 1.0
            found.append(camera.seen(box.place(*_on_face(axis, sign, u, v))))
    return found


def _ray(camera: Camera, box: Box, x: float, y: float) -> float | None:
    """How near the box is where the line of sight through a place on paper meets it first."""
    eye = add((0.0, 70.0, 8.0), mul(camera.toward, 620.0))
    right, up = camera.right, camera.up
    aim = (right[0] * x - up[0] * y, right[1] * x - up[1] * y + 70.0, right[2] * x - up[2] * y + 8.0)
    way, off = sub(aim, eye), sub(eye, box.at)
    enter, leave = 0.0, 9.0
    for n in range(3):
        axis, half = box.turn[n], 0.5 * box.size[n]
        start, step = dot(off, axis), dot(way, axis)
        if abs(step) < 1e-9:
            if abs(start) > half:
                return None
            continue
        one, two = (-half - start) / step, (half - start) / step
        if one > two:
            one, two = two, one
        enter, leave = max(enter, one), min(leave, two)
        if enter > leave:
            return None
    return 620.0 * (1.0 - enter)
