"""Round shapes on paper: limbs, sections of the trunk, the head. All outlines run the same way round, so that shapes
laid over each other fill as one.
"""

from __future__ import annotations

from collections.abc import Sequence
from math import acos, atan2, cos, hypot, pi, sin, sqrt

from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QPainterPath, QPolygonF

from postureapp.core.vec import Turn, Vec3, add, cross, dot, mul, unit
from postureapp.figure.camera import Camera

Flat = tuple[float, float]
_ROUND = 14


def outline(points: Sequence[Flat]) -> QPainterPath:
    """A closed shape, always turned the same way."""
    area = sum(a[0] * b[1] - b[0] * a[1] for a, b in zip(points, [*points[1:], points[0]], strict=True))
    ordered = points if area >= 0 else list(reversed(points))
    path = QPainterPath()
    path.setFillRule(Qt.FillRule.WindingFill)
    path.addPolygon(QPolygonF([QPointF(x, y) for x, y in ordered]))
    path.closeSubpath()
    return path


def together(*paths: QPainterPath) -> QPainterPath:
    """Shapes that fill as one."""
    whole = QPainterPath()
    whole.setFillRule(Qt.FillRule.WindingFill)
    for path in paths:
        whole.addPath(path)
    return whole


def taper(a: Flat, a_radius: float, b: Flat, b_radius: float) -> QPainterPath:
    """A limb: two circles and the straight sides that touch both."""
    dx, dy = b[0] - a[0], b[1] - a[1]
    far = hypot(dx, dy)
    if far <= abs(a_radius - b_radius) + 1e-6:
        centre, radius = (a, a_radius) if a_radius >= b_radius else (b, b_radius)
        return outline([_on(centre, radius, 2 * pi * n / (2 * _ROUND)) for n in range(2 * _ROUND)])
    facing = atan2(dy, dx)
    touch = acos((a_radius - b_radius) / far)
    around_b = [_on(b, b_radius, facing - touch + 2 * touch * n / _ROUND) for n in range(_ROUND + 1)]
    wide = 2 * (pi - touch)
    around_a = [_on(a, a_radius, facing + touch + wide * n / _ROUND) for n in range(_ROUND + 1)]
    return outline([*around_b, *around_a])


def _on(centre: Flat, radius: float, angle: float) -> Flat:
    return (centre[0] + radius * cos(angle), centre[1] + radius * sin(angle))


def limb(camera: Camera, a: Vec3, a_radius: float, b: Vec3, b_radius: float) -> QPainterPath:
    """A limb between two points in space."""
    return taper(camera.flat(a), a_radius * camera.scale(a), camera.flat(b), b_radius * camera.scale(b))


def round_path(points: Sequence[Flat]) -> list[Flat]:
    """A closed curve through all points (Catmull-Rom)."""
    count, smooth = len(points), []
    for n in range(count):
        p0, p1, p2, p3 = (points[(n + k) % count] for k in (-1, 0, 1, 2))
        for step in range(6):
            t = step / 6.0
            smooth.append((_curve(p0[0], p1[0], p2[0], p3[0], t), _curve(p0[1], p1[1], p2[1], p3[1], t)))
    return smooth


def _curve(a: float, b: float, c: float, d: float, t: float) -> float:
    return 0.5 * (2 * b + (c - a) * t + (2 * a - 5 * b + 4 * c - d) * t * t + (3 * b - a - 3 * c + d) * t * t * t)


def ellipsoid(camera: Camera, centre: Vec3, turn: Turn, radii: Vec3, count: int = 40) -> QPainterPath:
    """The outline of an ellipsoid, however it is turned."""
    points = []
    for n in range(count):
        angle = 2 * pi * n / count
        way = add(mul(camera.right, cos(angle)), mul(camera.up, sin(angle)))
        points.append(camera.flat(add(centre, _support(way, turn, radii))))
    return outline(points)


def _support(way: Vec3, turn: Turn, radii: Vec3) -> Vec3:
    """The point of an ellipsoid that is farthest that way, from its centre."""
    parts = [radii[n] * dot(way, turn[n]) for n in range(3)]
    size = sqrt(sum(part * part for part in parts)) or 1.0
    found = (0.0, 0.0, 0.0)
    for n in range(3):
        found = add(found, mul(turn[n], radii[n] * parts[n] / size))
    return found


def cap(camera: Camera, centre: Vec3, turn: Turn, radii: Vec3, axis: Vec3, edge: float) -> QPainterPath | None:
    """The visible part of a cap on an ellipsoid: all that lies beyond the plane `edge` along `axis`; None if hidden.

    `axis` (a unit vector) and `edge` (0 to 1) are in the ellipsoid's own axes, in which it is a ball of radius 1.
    """
    eye = unit(
        (
            dot(camera.toward, turn[0]) / radii[0],
            dot(camera.toward, turn[1]) / radii[1],
            dot(camera.toward, turn[2]) / radii[2],
        )
    )
    facing = dot(axis, eye)
    level = add(axis, mul(eye, -facing))
    e1 = unit(level, unit(cross(eye, (0.3, 1.0, 0.2))))
    e2 = cross(eye, e1)
    aside = sqrt(max(1.0 - facing * facing, 0.0))
    rim = _rim(axis, edge)
    seen = [dot(q, eye) >= 0 for q in rim]
    if aside <= edge:
        ball = rim if facing > 0 else []
    else:
        spread = acos(min(edge / aside, 1.0))
        steps = 24
        edge_on = [
            add(mul(e1, cos(angle)), mul(e2, sin(angle)))
            for angle in (-spread + 2 * spread * n / steps for n in range(steps + 1))
        ]
        ball = edge_on + _seen_arc(rim, seen, edge_on[-1])
    if len(ball) < 3:
        return None

    def placed(q: Vec3) -> Flat:
        offset = add(add(mul(turn[0], q[0] * radii[0]), mul(turn[1], q[1] * radii[1])), mul(turn[2], q[2] * radii[2]))
        return camera.flat(add(centre, offset))

    return outline([placed(q) for q in ball])


def _rim(axis: Vec3, edge: float) -> list[Vec3]:
    """The circle in which a plane cuts the ball."""
    side = unit(cross(axis, (0.0, 1.0, 0.0)), (1.0, 0.0, 0.0))
    other, radius = cross(axis, side), sqrt(1.0 - edge * edge)
    count = 48
    return [
        add(
            mul(axis, edge),
            add(mul(side, radius * cos(2 * pi * n / count)), mul(other, radius * sin(2 * pi * n / count))),
        )
        for n in range(count)
    ]


def _seen_arc(rim: list[Vec3], seen: list[bool], start_near: Vec3) -> list[Vec3]:
    """The part of the rim on the near side, beginning next to a point."""
    count = len(rim)
    begin = next((n for n in range(count) if seen[n] and not seen[n - 1]), None)
    if begin is None:
        return list(rim) if all(seen) else []
    arc = []
    for n in range(count):
        if not seen[(begin + n) % count]:
            break
        arc.append(rim[(begin + n) % count])
    return arc if dot(arc[0], start_near) >= dot(arc[-1], start_near) else arc[::-1]
