"""Shoes: an upper that follows the foot, and a sole below it."""

from __future__ import annotations

from dataclasses import dataclass
from math import hypot

from PySide6.QtGui import QPainterPath

from postureapp.core.body import Body
from postureapp.core.sizes import SIDES
from postureapp.core.vec import Vec3, add, dot, mul, sub, unit
from postureapp.figure.brush import Brush
from postureapp.figure.camera import Camera
from postureapp.figure.look import mixed
from postureapp.figure.outline import hull, polygon, straightened_lines, within
from postureapp.figure.surface import Section, Sweep

# From the ankle to the toes, the sole's half width, how far it lies inwards (cm).
_SOLE = (
    (-6.4, 2.0, 0.0),
    (-5.2, 3.2, 0.0),
    (3.0, 3.4, 0.1),
    (9.0, 4.5, 0.3),
    (13.0, 4.4, 0.7),
    (16.4, 3.1, 1.0),
    (17.7, 1.5, 1.1),
)
# From the ankle to the toes, half width, lowest and highest above the sole, inwards.
_UPPER = (
    (-6.3, 1.6, 1.4, 5.0, 0.0),
    (-5.2, 3.0, 1.0, 8.0, 0.0),
    (-2.0, 3.5, 1.0, 9.0, 0.0),
    (1.6, 3.6, 1.0, 8.8, 0.0),
    (5.0, 3.7, 1.0, 7.2, 0.1),
    (9.0, 4.3, 1.0, 5.6, 0.3),
    (13.0, 4.3, 1.0, 4.5, 0.7),
    (16.2, 3.0, 1.0, 3.6, 1.0),
    (17.4, 1.2, 1.2, 2.8, 1.1),
)
_THICK_CM = 1.7
_ANKLE_CM = 7.5


@dataclass(frozen=True, slots=True)
class Shoe:
    """A shoe as it is seen."""

    upper: Sweep
    sole: QPainterPath
    laces: QPainterPath | None
    sock: QPainterPath
    from_below: bool

    def sweeps(self) -> tuple[Sweep, ...]:
        """All of it, for telling what lies in front."""
        return (self.upper,)


def shoe(camera: Camera, body: Body, side: str) -> Shoe:
    """One shoe where the leg carries it."""
    turn, ankle = body.turns[f"foot.{side}"], body.points[f"ankle.{side}"]
    inward = mul(turn[0], -SIDES[side])
    up, ahead = turn[1], turn[2]
    axes = (inward, up, ahead)

    def at(far: float, wide: float, high: float) -> Vec3:
        return within(ankle, axes, wide, high - _ANKLE_CM, far)

    rim = []
    for far, wide, over in _SOLE:
        for sign in (-1.0, 1.0):
            rim += [camera.flat(at(far, over + sign * wide, high)) for high in (0.0, _THICK_CM)]
    sections = [
        Section(at(far, over, 0.5 * (low + high)), inward, up, wide, 0.5 * (high - low), 0.5 * (high - low))
        for far, wide, low, high, over in _UPPER
    ]
    laces = None
    if 0.9 * dot(up, camera.toward) + 0.45 * dot(ahead, camera.toward) > 0.08:
        laces = QPainterPath()
        for far, high in ((5.6, 6.9), (7.2, 6.25), (8.8, 5.7)):
            x, y = camera.flat(at(far, -1.7, high - 0.35))
            laces.moveTo(x, y)
            x, y = camera.flat(at(far, 0.1, high + 0.25))
            u, v = camera.flat(at(far, 1.9, high - 0.35))
            laces.quadTo(x, y, u, v)
        laces = straightened_lines(laces)
    shank = unit(sub(body.points[f"knee.{side}"], ankle))
    (x1, y1), (x2, y2) = camera.flat(add(ankle, mul(shank, -2.5))), camera.flat(add(ankle, mul(shank, 6.5)))
    dx, dy = x2 - x1, y2 - y1
    size = hypot(dx, dy) or 1.0
    ax, ay = -3.3 * dy / size, 3.3 * dx / size
    sock = polygon([(x1 + ax, y1 + ay), (x2 + ax, y2 + ay), (x2 - ax, y2 - ay), (x1 - ax, y1 - ay)])
    return Shoe(Sweep(camera, sections), polygon(hull(rim)), laces, sock, dot(up, camera.toward) < -0.05)


def paint_shoe(brush: Brush, shown: Shoe) -> None:
    """Paint a shoe and the sock above it."""
    brush.shape(shown.sock, mixed(brush.palette.sole, brush.palette.shade, 0.0 if brush.lined else 0.10))
    if not shown.from_below:
        brush.shape(shown.sole, brush.palette.sole)
    brush.swept([(shown.upper, 0, 9)], brush.dress.shoes, closed=True)
    if shown.from_below:
        brush.shape(shown.sole, mixed(brush.palette.sole, brush.palette.shade, 0.0 if brush.lined else 0.10))
    if shown.laces is not None and brush.finest:
        brush.line(shown.laces, brush.palette.sole, 0.5, 0.75)
