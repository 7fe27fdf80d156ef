"""Ellipsoids as they are seen: their outline, the lit part of them, and caps cut off by a plane."""

from __future__ import annotations

from math import acos, cos, pi, sin, sqrt

from PySide6.QtGui import QBrush, QPainterPath, QRadialGradient, QTransform

from postureapp.core.vec import Turn, Vec3, add, apply, cross, dot, mul, unit
from postureapp.figure.camera import FAR_CM, Camera
from postureapp.figure.light import LIGHT_ON_PAPER
from postureapp.figure.look import toned
from postureapp.figure.memo import memo
from postureapp.figure.outline import Flat, polygon
from postureapp.figure.surface import CIRCLE, triangle


class Ellipsoid:
    """A ball with three radii, carried by a part of the body."""

    def __init__(self, camera: Camera, centre: Vec3, turn: Turn, radii: Vec3) -> None:
        self.camera, self.centre, self.turn, self.radii = camera, centre, turn, radii
        self.x, self.y, self.near = camera.seen(centre)
        scale = FAR_CM / (FAR_CM - self.near)
        axes = [camera.turned(axis) for axis in turn]
        sized = [r * scale for r in radii]
        self._triangle = triangle([(r * a[0], -r * a[1]) for r, a in zip(sized, axes, strict=True)])
        self.deep = sqrt(sum((r * a[2]) ** 2 for r, a in zip(radii, axes, strict=True)))
        self.reach = 0.5 * (self._triangle[0] + self._triangle[2])

    def outline(self, grown_cm: float = 0.0) -> QPainterPath:
        """All of it."""
        a, b, c = self._triangle
        return QTransform(a + grown_cm, b, 0.0, c + grown_cm, self.x, self.y).map(CIRCLE)

    def gradient(self, colour: str, deep: float = 1.0, wider: float = 1.0) -> QBrush:
        """A colour with the light of a ball on it."""
        lx, ly = LIGHT_ON_PAPER
        reach = self.reach * wider
        x, y = self.x + lx * reach * 0.42, self.y + ly * reach * 0.42
        gradient = QRadialGradient(x, y, reach * 1.42)
        for at, light in ((0.0, 1.0), (0.3, 0.9), (0.55, 0.7), (0.8, 0.4), (1.0, 0.05)):
            gradient.setColorAt(at, toned(colour, light, deep))
        return QBrush(gradient)

    def front(self, x: float, y: float) -> float | None:
        """How near its surface is at a place on paper; None beside it."""
        a, b, c = self._triangle
        u = (x - self.x) / a
        v = (y - self.y - b * u) / c
        rest = 1.0 - u * u - v * v
        return self.near + self.deep * sqrt(rest) if rest > 0.0 else None

    def to_rim(self, x: float, y: float) -> Flat:
        """The place on its outline in the direction of a place on paper."""
        a, b, c = self._triangle
        u = (x - self.x) / a
        v = (y - self.y - b * u) / c
        size = sqrt(u * u + v * v) or 1.0
        u, v = u / size, v / size
        return self.x + a * u, self.y + b * u + c * v

    def rim(self, count: int = 16) -> list[Flat]:
        """Points of its outline."""
        a, b, c = self._triangle
        return [(self.x + a * u, self.y + b * u + c * v) for u, v in _round(count)]

    def on(self, way: Vec3) -> Vec3:
        """The place on it that lies that way from its centre (a unit vector in the ball's own axes)."""
        x, y, z = self.radii
        return add(self.centre, apply(self.turn, (way[0] * x, way[1] * y, way[2] * z)))

    def cap(self, axis: Vec3, edge: float) -> QPainterPath | None:
        """The visible part of what lies beyond the plane `edge` along `axis`; None if hidden.

        Both in the ellipsoid's own axes, in which it is a ball of radius 1.
        """
        camera, turn, radii = self.camera, self.turn, self.radii
        eye = unit(tuple(dot(camera.toward, turn[n]) / radii[n] for n in range(3)))  # type: ignore[arg-type]
        facing = dot(axis, eye)
        e1 = unit(add(axis, mul(eye, -facing)), unit(cross(eye, (0.3, 1.0, 0.2))))
        e2 = cross(eye, e1)
        aside = sqrt(max(1.0 - facing * facing, 0.0))
        rim = _circle(axis, edge)
        if aside <= abs(edge):
            return self._whole(rim, facing, edge)
        spread = acos(edge / aside)
        steps = 20
        ball = []
        for n in range(steps + 1):
            angle = -spread + 2 * spread * n / steps
            ball.append(add(mul(e1, cos(angle)), mul(e2, sin(angle))))
        ball += _seen_arc(rim, eye, ball[-1])
        return polygon([camera.flat(self.on(q)) for q in ball]) if len(ball) > 2 else None

    def _whole(self, rim: list[Vec3], facing: float, edge: float) -> QPainterPath | None:
        """Where the plane doesn't cut the outline: all, nothing, one round piece, or all but one."""
        cut = polygon([self.camera.flat(self.on(q)) for q in rim])
        if edge >= 0:
            return cut if facing > 0 else None
        path = self.outline()
        if facing < 0:
            path.addPath(cut)  # odd-even: a hole
        return path


@memo(8)
def _round(count: int) -> list[Flat]:
    """So many places all round the unit circle."""
    return [(cos(2 * pi * n / count), sin(2 * pi * n / count)) for n in range(count)]


def _circle(axis: Vec3, edge: float) -> list[Vec3]:
    """The circle in which a plane cuts the ball."""
    side = unit(cross(axis, (0.0, 1.0, 0.0)), (1.0, 0.0, 0.0))
    other, radius = cross(axis, side), sqrt(1.0 - edge * edge)
    found = []
    for u, v in _round(40):
        a, b = radius * u, radius * v
        found.append(
            (
                axis[0] * edge + side[0] * a + other[0] * b,
                axis[1] * edge + side[1] * a + other[1] * b,
                axis[2] * edge + side[2] * a + other[2] * b,
            )
        )
    return found


def _seen_arc(rim: list[Vec3], eye: Vec3, start_near: Vec3) -> list[Vec3]:
    """The part of the rim on the near side, beginning next to a point."""
    count = len(rim)
    seen = [dot(q, eye) >= 0 for q in rim]
    begin = next((n for n in range(count) if seen[n] and not seen[n - 1]), None)
    if begin is None:
        return []
    arc = []
    for n in range(count):
        if not seen[(begin + n) % count]:
            break
        arc.append(rim[(begin + n) % count])
    return arc if dot(arc[0], start_near) >= dot(arc[-1], start_near) else arc[::-1]
