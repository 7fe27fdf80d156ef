"""Hands: a palm, four fingers that lie together, and a thumb; relaxed, flat or closed round what they hold."""

from __future__ import annotations

from dataclasses import dataclass
from math import cos, radians, sin

from PySide6.QtGui import QPainter, QPainterPath

from postureapp.core.body import Body
from postureapp.core.sizes import SIDES
from postureapp.core.vec import Vec3, add, dot, length, lerp, mul, sub
from postureapp.figure.brush import Brush
from postureapp.figure.camera import Camera
from postureapp.figure.outline import within
from postureapp.figure.surface import Section, Sweep

# Along the hand from the wrist, across towards the thumb, length, half width (cm), from the index to the little finger.
_FINGERS = ((8.3, 2.75, 6.9, 0.98), (8.7, 0.95, 7.6, 1.02), (8.4, -0.85, 7.0, 0.98), (7.7, -2.5, 5.4, 0.86))
# Along, half width, half thickness, across.
_PALM = (
    (-0.6, 2.75, 2.0, 0.0),
    (1.6, 3.1, 1.95, 0.1),
    (4.2, 3.8, 1.75, 0.2),
    (7.0, 3.9, 1.45, 0.15),
    (8.9, 3.6, 1.15, 0.1),
)
# How far knuckle, middle and end joint bend (degrees) in a flat, a relaxed and a closed hand.
_FLAT, _RELAXED, _CLOSED = (2.0, 3.0, 2.0), (18.0, 24.0, 13.0), (70.0, 88.0, 45.0)
_RELAXED_GRIP = 0.25
# The end of a finger that lies on the back of the other hand: along that hand, out of it, half width.
_LACED = ((9.3, 0.5, 0.9), (8.3, 1.5, 0.95), (6.9, 1.95, 0.92), (5.6, 1.9, 0.82), (5.1, 1.8, 0.4))
_CLASPED_CM = 5.0


@dataclass(frozen=True, slots=True)
class Hand:
    """A hand as it is seen: its palm, fingers and thumb; `face`: how much its back or palm faces the eye.

    `laced`: the other hand's finger tips on its back, where both hands are clasped.
    """

    palm: Sweep
    fingers: tuple[Sweep, ...]
    thumb: Sweep
    face: float
    thumb_nearer: bool
    laced: tuple[Sweep, ...] = ()

    def sweeps(self) -> tuple[Sweep, ...]:
        """All of it, for telling what lies in front."""
        return (self.palm, self.fingers[1])


def hand(camera: Camera, body: Body, side: str) -> Hand:
    """One hand where the arm carries it."""
    turn = body.turns[f"hand.{side}"]
    along, across = mul(turn[1], -1.0), turn[2]
    inward = mul(turn[0], -SIDES[side])  # where the palm faces
    wrist = body.points[f"wrist.{side}"]
    axes = (inward, along, across)
    bend = _bend(body, side)

    def at(far: float, wide: float, out: float = 0.0) -> Vec3:
        return within(wrist, axes, out, far, wide)

    palm = [Section(at(far, over), across, inward, wide, thick, thick) for far, wide, thick, over in _PALM]
    fingers = []
    for n, (far, over, long, thick) in enumerate(_FINGERS):
        spread = mul(across, 0.05 * (1.5 - n))
        fingers.append(
            Sweep(
                camera,
                _finger(at(far - 0.8, over), add(along, spread), inward, across, long + 0.8, thick, bend),
                rooted=True,
            )
        )
    curl = min(bend[1] / 60.0, 1.0)
    root, knuckle = at(1.8, 2.2, 0.5), at(4.6 - 0.6 * curl, 4.6 - 1.4 * curl, 1.0 + 1.2 * curl)
    tip = at(8.0 - 2.2 * curl, 5.3 - 3.2 * curl, 1.3 + 2.2 * curl)
    thumb = Sweep(
        camera,
        [
            Section(at_, across, inward, r, r, r)
            for at_, r in (
                (root, 1.7),
                (lerp(root, knuckle, 0.55), 1.65),
                (knuckle, 1.35),
                (lerp(knuckle, tip, 0.6), 1.15),
                (tip, 0.95),
                (add(tip, mul(sub(tip, knuckle), 0.14)), 0.5),
            )
        ],
    )
    face = dot(inward, camera.toward)
    laced: tuple[Sweep, ...] = ()
    if face < 0.1 and _clasped(body):
        laced = tuple(
            Sweep(camera, [Section(at(far, over, -out), across, inward, r, r, r) for far, out, r in _LACED])
            for over in (1.85, 0.05, -1.6, -2.95)
        )
    nearer = camera.depth(tip) > camera.depth(at(6.0, 0.5))
    return Hand(Sweep(camera, palm), tuple(fingers), thumb, face, nearer, laced)


def _clasped(body: Body) -> bool:
    """Whether the hands hold each other, palm to palm."""
    near = length(sub(body.points["palm.L"], body.points["palm.R"])) < _CLASPED_CM
    return near and all(body.grips.get(side, 0.0) > 0.6 for side in SIDES)


def _finger(
    root: Vec3, along: Vec3, inward: Vec3, across: Vec3, long: float, thick: float, bend: tuple[float, ...]
) -> list[Section]:
    places, angle = [root], 0.0
    for share, turn in zip((0.46, 0.30, 0.24), bend, strict=True):
        angle += radians(turn)
        way = add(mul(along, cos(angle)), mul(inward, sin(angle)))
        places.append(add(places[-1], mul(way, long * share)))
    last = sub(places[3], places[2])
    places.append(add(places[3], mul(last, 0.18)))
    widths = (1.05, 1.0, 0.95, 0.82, 0.4)
    return [Section(at, across, inward, thick * w, thick * w, thick * w) for at, w in zip(places, widths, strict=True)]


def _bend(body: Body, side: str) -> tuple[float, float, float]:
    """How far the fingers' joints bend: from flat over relaxed to closed."""
    grip = body.grips.get(side, _RELAXED_GRIP)
    if grip < _RELAXED_GRIP:
        start, end, share = _FLAT, _RELAXED, grip / _RELAXED_GRIP
    else:
        start, end, share = _RELAXED, _CLOSED, (grip - _RELAXED_GRIP) / (1.0 - _RELAXED_GRIP)
    one, two, three = (a + (b - a) * share for a, b in zip(start, end, strict=True))
    return one, two, three


def paint_hand(brush: Brush, shown: Hand) -> None:
    """Paint a hand: the thumb before or behind, fine lines between the fingers where their row is seen."""
    skin = brush.dress.skin
    if not shown.thumb_nearer:
        brush.swept([(shown.thumb, 0, 6)], skin, closed=True)
    order = sorted(shown.fingers, key=lambda finger: finger.near[2])
    if brush.lined:
        for finger in order:
            brush.swept([(finger, 0, 5)], skin, closed=True)
        brush.swept([(shown.palm, 0, 5)], skin)
    else:
        runs = [*((finger, 0, 5) for finger in order), (shown.palm, 0, 5)]
        brush.swept(runs, skin, light=shown.palm.light_across(0, 5))
        if brush.finest and abs(shown.face) > 0.25:
            gaps = QPainterPath()
            for one, two in zip(shown.fingers, shown.fingers[1:], strict=False):
                for n in (1, 2, 3):
                    x, y = 0.5 * (one.x[n] + two.x[n]), 0.5 * (one.y[n] + two.y[n])
                    (gaps.moveTo if n == 1 else gaps.lineTo)(x, y)
            brush.line(gaps, brush.dress.face, 0.22, 0.32)
    for finger in shown.laced:
        if brush.lined:
            brush.swept([(finger, 0, 5)], skin, closed=True)
            continue
        brush.painter.setCompositionMode(QPainter.CompositionMode.CompositionMode_SourceAtop)
        for side in finger.sides(1, 5):
            brush.line(side, brush.dress.face, 0.45, 0.26)
        brush.painter.setCompositionMode(QPainter.CompositionMode.CompositionMode_SourceOver)
        brush.swept([(finger, 0, 5)], skin)
    if shown.thumb_nearer:
        if not brush.lined and brush.finest:
            for side in shown.thumb.sides(1, 5):
                brush.line(side, brush.dress.face, 0.35, 0.28)
        brush.swept([(shown.thumb, 0, 6)], skin, closed=True)
