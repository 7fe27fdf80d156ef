"""Hair in three cuts: short, with a bun, and curly; each as a cap on the skull with what grows beyond it."""

from __future__ import annotations

from collections.abc import Callable
from math import cos, pi, sin

from PySide6.QtGui import QBrush, QColor, QPainterPath, QTransform

from postureapp.core.vec import Turn, Vec3, apply, dot, unit
from postureapp.figure.brush import Brush
from postureapp.figure.camera import Camera
from postureapp.figure.ellipsoid import Ellipsoid
from postureapp.figure.light import LIGHT_ON_PAPER
from postureapp.figure.look import Hair, toned
from postureapp.figure.outline import smooth
from postureapp.figure.surface import CIRCLE

_AXIS = unit((0.0, 0.80, -0.60))
_EDGE = {Hair.SHORT: -0.13, Hair.BUN: -0.12, Hair.CURLY: -0.05}
_GROWN = {Hair.SHORT: (0.55, 1.1, 0.8), Hair.BUN: (0.45, 0.6, 0.7), Hair.CURLY: (0.9, 1.2, 1.0)}


def _curls() -> tuple[Vec3, ...]:
    """Where the curls grow, as directions on the skull: over the top, round the sides and the back."""
    found = []
    for height, count, start, end in (
        (0.97, 3, 0.0, 2.0),
        (0.78, 8, 0.1, 2.1),
        (0.50, 11, 0.0, 2.0),
        (0.15, 9, 0.30, 1.70),
        (-0.22, 8, 0.36, 1.64),
        (-0.52, 6, 0.46, 1.54),
    ):
        for n in range(count):
            # From the front (0) round to the front again (2).
            angle = pi * (start + (end - start) * (n + 0.5) / count)
            flat = (1.0 - height * height) ** 0.5
            found.append((sin(angle) * flat, height, cos(angle) * flat))
    return tuple(found)


_CURLS = _curls()


# The hair over the forehead, as seen from the front: to the left of the body, and up, from the middle of the head.
_FRINGES = {
    Hair.SHORT: (
        (-7.2, 6.0),
        (-5.0, 9.0),
        (0.0, 10.4),
        (5.0, 9.0),
        (7.3, 6.0),
        (7.9, 2.2),
        (7.6, 0.4),
        (7.0, 2.6),
        (6.2, 4.2),
        (4.6, 5.6),
        (2.0, 6.2),
        (-1.0, 5.7),
        (-3.6, 4.6),
        (-5.6, 4.4),
        (-6.7, 2.6),
        (-7.4, 0.4),
        (-7.8, 2.2),
    ),
    Hair.BUN: (
        (-7.3, 5.6),
        (-5.0, 8.6),
        (0.0, 10.2),
        (5.0, 8.6),
        (7.3, 5.6),
        (8.0, 1.6),
        (7.4, 0.8),
        (6.6, 3.2),
        (5.2, 5.0),
        (3.0, 6.4),
        (0.6, 7.8),
        (0.0, 8.2),
        (-0.6, 7.8),
        (-3.0, 6.4),
        (-5.2, 5.0),
        (-6.6, 3.2),
        (-7.4, 0.8),
        (-8.0, 1.6),
    ),
}


class HairCut:
    """The hair of one head as it is seen."""

    def __init__(
        self, camera: Camera, skull: Ellipsoid, turn: Turn, at: Callable[[float, float, float], Vec3], kind: Hair
    ) -> None:
        self.kind = kind
        grown = _GROWN[kind]
        radii = tuple(r + g for r, g in zip(skull.radii, grown, strict=True))
        self.volume = Ellipsoid(camera, skull.centre, turn, radii)  # type: ignore[arg-type]
        self.cap = self.volume.cap(_AXIS, _EDGE[kind])
        self.behind_nearer = dot(turn[2], camera.toward) < 0.0
        self.bun: Ellipsoid | None = None
        self.curls: list[tuple[float, float, float]] = []
        self.spots: list[tuple[float, float, float]] = []
        if kind is Hair.BUN:
            self.bun = Ellipsoid(camera, at(0.0, 6.0, -11.4), turn, (4.3, 4.1, 3.6))
        if kind is Hair.CURLY:
            self._grow(camera)
        self.fringe = self._fringe(camera, turn, kind)

    def _fringe(self, camera: Camera, turn: Turn, kind: Hair) -> QPainterPath | None:
        """The hair over the forehead, where that is seen."""
        points, seen = [], 0
        for x, y in _FRINGES.get(kind, ()):
            rx, ry, _ = self.volume.radii
            u, v = x / rx, (y - 2.2) / ry
            w = max(1.0 - u * u - v * v, 0.0) ** 0.5
            normal = apply(turn, unit((u / rx, v / ry, w / self.volume.radii[2])))
            place = camera.flat(self.volume.on((u, v, w)))
            hidden = dot(normal, camera.toward) < 0.0
            if hidden and y < 5.0:
                continue
            points.append(self.volume.to_rim(*place) if hidden else place)
            seen += not hidden
        return smooth(points) if seen > 2 else None

    def _grow(self, camera: Camera) -> None:
        for n, q in enumerate(_CURLS):
            place = self.volume.on(q)
            x, y, near = camera.seen(place)
            facing = (near - self.volume.near) / max(self.volume.deep, 1.0)
            size = 2.5 + 0.9 * ((n * 7) % 5) / 4.0
            (self.curls if facing > 0.02 else self.spots).append((x, y, size))

    def paint_behind(self, brush: Brush) -> None:
        """What lies behind the head."""
        hair = brush.dress.hair
        if self.bun is not None and not self.behind_nearer:
            _round(brush, self.bun, hair)
        if self.spots:
            colour = hair if brush.lined else toned(hair, 0.1, 1.2).name()
            for x, y, size in self.spots:
                brush.shape(_disc(x, y, size), colour)

    def paint_before(self, brush: Brush) -> None:
        """The cap on the skull, under the ears."""
        hair = brush.dress.hair
        paint = QBrush(QColor(hair)) if brush.lined else self.volume.gradient(hair, 1.3)
        if self.cap is not None:
            brush.shape(self.cap, paint)
        if self.fringe is not None:
            brush.shape(self.fringe, paint)
            if brush.lined and self.cap is not None:
                # The line of the fringe ends where it meets the cap.
                brush.shape(self.cap, paint, line=False)

    def paint_over(self, brush: Brush) -> None:
        """What lies before everything else of the head."""
        hair = brush.dress.hair
        if self.bun is not None and self.behind_nearer:
            brush.cast_shape(self.bun.outline(), 0.22, (0.3, 0.7))
            _round(brush, self.bun, hair)
        if not self.curls:
            return
        lx, ly = LIGHT_ON_PAPER
        steps = ((1.0, 0.0, 0.25),) if brush.lined else ((1.0, 0.0, 0.25), (0.70, 0.2, 0.74), (0.34, 0.4, 0.88))
        for share, shift, light in steps:
            colour = hair if brush.lined else toned(hair, light, 0.95).name()
            for x, y, size in self.curls:
                brush.shape(_disc(x + lx * size * shift, y + ly * size * shift, size * share), colour)


def _disc(x: float, y: float, radius: float) -> QPainterPath:
    return QTransform(radius, 0.0, 0.0, radius, x, y).map(CIRCLE)


def _round(brush: Brush, ball: Ellipsoid, colour: str) -> None:
    brush.shape(ball.outline(), QBrush(QColor(colour)) if brush.lined else ball.gradient(colour, 1.3))
