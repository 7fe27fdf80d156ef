"""The muscles at work, gently lit where they lie on the body, and how well each is seen from a side."""

from __future__ import annotations

from collections.abc import Sequence
from math import cos, radians, sin

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QBrush, QColor, QPainterPath, QPen, QTransform

from postureapp.core.body import Body
from postureapp.core.sizes import SIDES
from postureapp.core.vec import Vec3, add, apply, dot, length, lerp, mul, sub, unit
from postureapp.figure.anatomy import PATCHES, On, Patch, Spot
from postureapp.figure.brush import Brush
from postureapp.figure.camera import Camera
from postureapp.figure.look import Girth
from postureapp.figure.outline import Flat, round_through
from postureapp.figure.palette import LineStyle
from postureapp.figure.surface import Sweep
from postureapp.figure.torso import Skin, blade_slide

_LEAST = 0.02
_HAND_CM = 13.0
_SMALL = ((-0.6, 0.24), (0.7, 0.42))
# The light of a muscle: so far inwards from its edge (cm), so strong; together it grows softly from the edge.
_SOFT = ((-0.9, 0.15), (-0.1, 0.24), (0.9, 0.38))


# A patch on paper: its origin, its insertion, and how strong its light is.
Corners = tuple[list[Flat], list[Flat], float]


class Glow:
    """The light on one figure. `effort` (0 to 1) is how bright it is."""

    def __init__(self, camera: Camera, body: Body, skin: Skin, girth: Girth, lit: Sequence[str], effort: float) -> None:
        self.camera, self.body, self.skin, self.girth = camera, body, skin, girth
        self.lit = tuple(name for name in lit if name in PATCHES)
        self.effort = min(max(effort, 0.0), 1.0)
        self._known: dict[tuple[Patch, str], Corners | None] = {}

    def on_trunk(self, brush: Brush) -> None:
        """Light the muscles of back, chest and sides; the brush is clipped to the trunk."""
        self._light(brush, On.TRUNK)

    def on_neck(self, brush: Brush, neck: Sweep) -> None:
        """Light the muscles of the neck."""
        if self.on(On.NECK):
            brush.painter.save()
            brush.painter.setClipPath(neck.outline())
            self._light(brush, On.NECK)
            brush.painter.restore()

    def on_arm(self, brush: Brush, side: str, sleeve: Sweep) -> None:
        """Light the muscles round the shoulder joint."""
        if self.on(On.ARM):
            brush.painter.save()
            brush.painter.setClipPath(sleeve.outline())
            self._light(brush, On.ARM, (side,))
            brush.painter.restore()

    def on_shoulder(self, brush: Brush, side: str, over: Sequence[Sweep]) -> None:
        """Go on over the root of the sleeve with what reaches from the trunk to the shoulder."""
        if self.effort <= _LEAST:
            return
        lit = [patch for name in self.lit for patch in PATCHES[name] if patch.reaches_shoulder]
        if any(self._corners(patch, side) for patch in lit):
            path = QPainterPath()
            path.setFillRule(Qt.FillRule.WindingFill)
            for sweep in over:
                path.addPath(sweep.outline())
            brush.painter.save()
            brush.painter.setClipPath(path)
            for patch in lit:
                self._patch(brush, patch, side)
            brush.painter.restore()

    def on(self, on: On) -> bool:
        """Whether a muscle on such a part is lit."""
        return self.effort > _LEAST and any(patch.on is on for name in self.lit for patch in PATCHES[name])

    def _light(self, brush: Brush, on: On, sides: Sequence[str] = tuple(SIDES)) -> None:
        if self.effort <= _LEAST:
            return
        for name in self.lit:
            for patch in PATCHES[name]:
                if patch.on is on:
                    for side in sides:
                        self._patch(brush, patch, side)

    def _patch(self, brush: Brush, patch: Patch, side: str) -> None:
        corners = self._corners(patch, side)
        if corners is not None:
            _paint_patch(brush, *corners)

    def _corners(self, patch: Patch, side: str) -> Corners | None:
        """Where a patch lies on paper, and how strong its light is; None where it faces away."""
        key = (patch, side)
        if key not in self._known:
            self._known[key] = self._find(patch, side)
        return self._known[key]

    def _find(self, patch: Patch, side: str) -> Corners | None:
        origin = [self.spot(spot, side) for spot in patch.origin]
        insertion = [self.spot(spot, side) for spot in patch.insertion]
        facing = [dot(normal, self.camera.toward) for _, normal in (*origin, *insertion)]
        if max(facing) < 0.08:
            return None
        strength = min(0.35 + 1.3 * sum(max(f, 0.0) for f in facing) / len(facing), 1.0) * self.effort
        return [self._flat(*found) for found in origin], [self._flat(*found) for found in insertion], strength

    def _flat(self, place: Vec3, normal: Vec3) -> Flat:
        """On paper; what faces away is drawn back to the edge that is seen."""
        away = dot(normal, self.camera.toward)
        x, y = self.camera.flat(place)
        if away >= 0.0:
            return x, y
        # Round the body to its edge: along the normal as it shows on paper.
        nx, ny, _ = self.camera.turned(normal)
        return x - away * nx * 5.0, y + away * ny * 5.0

    def spot(self, spot: Spot, side: str) -> tuple[Vec3, Vec3]:
        """A place and where its skin faces."""
        on, a, b, c = spot
        body, sign = self.body, SIDES[side]
        if on in (On.TRUNK, On.BLADE):
            place, normal = self.skin.place(a, b, sign)
            if on is On.BLADE:
                place = add(place, blade_slide(body, side))
            return place, unit(normal)
        if on is On.SHOULDER:
            chest = body.turns["chest"]
            return add(body.points[f"shoulder.{side}"], apply(chest, (sign * a, b, c))), unit(
                apply(chest, (sign * (a + 3.0) * 0.3, max(b, 0.0), c))
            )
        if on is On.NECK:
            turn, root = body.turns["neck"], add(body.points["chest"], apply(body.turns["chest"], (0.0, 0.6, 0.2)))
            middle = lerp(root, add(body.points["neck"], mul(turn[1], 2.0)), a)
            return _round(middle, turn[0], turn[2], b, sign, 5.3 * self.girth.neck)
        turn = body.turns[f"upper_arm.{side}"]
        middle = lerp(body.points[f"shoulder.{side}"], body.points[f"elbow.{side}"], a)
        return _round(middle, turn[0], turn[2], b, sign, 6.0 * self.girth.arms)


def _round(middle: Vec3, side: Vec3, front: Vec3, angle_deg: float, sign: float, radius: float) -> tuple[Vec3, Vec3]:
    normal = add(mul(side, sin(radians(angle_deg)) * sign), mul(front, -cos(radians(angle_deg))))
    return add(middle, mul(normal, radius)), normal


def _paint_patch(brush: Brush, origin: list[Flat], insertion: list[Flat], strength: float) -> None:
    points = origin + insertion
    path = round_through(points)
    colour = QColor(brush.palette.glow)
    painter = brush.painter
    if brush.palette.line is LineStyle.PRINT:
        painter.fillPath(path, QColor("#d2d2d2"))
        brush.line(_fibres(origin, insertion), brush.palette.ink, 0.3)
        brush.edge(path)
        return
    if brush.lined:
        colour.setAlphaF(0.25 + 0.75 * strength)
        painter.fillPath(path, colour)
        return
    room = path.controlPointRect()
    for inwards_cm, alpha in _SOFT if brush.finest else _SMALL:
        colour.setAlphaF(alpha * strength)
        painter.fillPath(_drawn_in(path, room, inwards_cm), QBrush(colour))
    if brush.finest:
        fibre = QColor(brush.palette.glow).lighter(135)
        fibre.setAlphaF(0.15 * strength)
        painter.strokePath(_fibres(origin, insertion), QPen(fibre, 0.5, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap))


def _drawn_in(path: QPainterPath, room: QRectF, by_cm: float) -> QPainterPath:
    """The same shape, which fills that room, its edge so far inwards; outwards where that is negative."""
    across, down = (max(1.0 - 2.0 * by_cm / max(size, 0.1), 0.45) for size in (room.width(), room.height()))
    middle = room.center()
    return QTransform(across, 0.0, 0.0, down, middle.x() * (1.0 - across), middle.y() * (1.0 - down)).map(path)


def _fibres(origin: list[Flat], insertion: list[Flat]) -> QPainterPath:
    path = QPainterPath()
    back = insertion[::-1]
    for t in (0.25, 0.5, 0.75):
        a, b = _along(origin, t), _along(back, t)
        path.moveTo(a[0] + (b[0] - a[0]) * 0.1, a[1] + (b[1] - a[1]) * 0.1)
        path.lineTo(a[0] + (b[0] - a[0]) * 0.88, a[1] + (b[1] - a[1]) * 0.88)
    return path


def _along(points: list[Flat], t: float) -> Flat:
    place = t * (len(points) - 1)
    n = min(int(place), len(points) - 2)
    (ax, ay), (bx, by), part = points[n], points[n + 1], place - n
    return ax + (bx - ax) * part, ay + (by - ay) * part


def seen(name: str, camera: Camera, body: Body, skin: Skin, girth: Girth) -> float:
    """How well a muscle is seen from there: 0 not at all, 1 square on. One of the two sides is enough."""
    glow = Glow(camera, body, skin, girth, (name,), 1.0)
    palms = [body.points[f"palm.{side}"] for side in SIDES]
    best = 0.0
    for side in SIDES:
        places = [
            glow.spot(spot, side) for patch in PATCHES.get(name, ()) for spot in (*patch.origin, *patch.insertion)
        ]
        facing = [
            # A hand that lies on it hides it.
            0.0 if min(length(sub(place, palm)) for palm in palms) < _HAND_CM else max(dot(normal, camera.toward), 0.0)
            for place, normal in places
        ]
        if facing:
            best = max(best, sum(facing) / len(facing))
    return min(best * 1.25, 1.0)
