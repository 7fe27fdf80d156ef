"""The head: skull, jaw, ears and a calm, friendly face that is right from every side."""

from __future__ import annotations

from math import sqrt

from PySide6.QtCore import Qt
from PySide6.QtGui import QBrush, QColor, QPainterPath, QTransform

from postureapp.core.body import Body
from postureapp.core.vec import Vec3, add, apply, dot, mul, unit
from postureapp.figure.brush import Brush
from postureapp.figure.camera import Camera
from postureapp.figure.ellipsoid import Ellipsoid
from postureapp.figure.hair import HairCut
from postureapp.figure.look import Girth, Hair, mixed, toned
from postureapp.figure.memo import memo
from postureapp.figure.outline import curve, hull, smooth, within
from postureapp.figure.surface import CIRCLE, triangle

_SKULL, _SKULL_AT = (7.7, 9.2, 9.5), (0.0, 2.2, -0.6)
_JAW, _JAW_AT = (6.1, 7.0, 6.6), (0.0, -3.9, 2.0)
_CHIN, _CHIN_AT = (3.0, 2.4, 2.6), (0.0, -8.7, 5.0)
_EAR, _EAR_AT = (0.95, 2.5, 1.6), (7.35, -0.5, -0.9)


class Head:
    """A head as it is seen."""

    def __init__(self, camera: Camera, body: Body, girth: Girth, hair: Hair) -> None:
        self.camera, self.turn = camera, body.turns["head"]
        self.centre = body.points["head"]
        # Where the eye is, in the head's own axes.
        self._eye = tuple(dot(axis, camera.toward) for axis in self.turn)
        wide = self.wide = girth.face
        self.skull = self.ball(_SKULL_AT, (_SKULL[0] * wide, *_SKULL[1:]))
        self.jaw = self.ball(_JAW_AT, (_JAW[0] * wide, *_JAW[1:]))
        self.chin = self.ball(_CHIN_AT, (_CHIN[0] * wide, *_CHIN[1:]))
        self.ears = {sign: self.ball((sign * _EAR_AT[0] * wide, _EAR_AT[1], _EAR_AT[2]), _EAR) for sign in (1.0, -1.0)}
        self.hair = HairCut(camera, self.skull, self.turn, self.at, hair)
        self.face = smooth_hull([self.jaw, self.chin])

    def at(self, x: float, y: float, z: float) -> Vec3:
        """A place in the head's own axes."""
        return within(self.centre, self.turn, x, y, z)

    def ball(self, at: Vec3, radii: Vec3) -> Ellipsoid:
        """An ellipsoid at a place in the head's own axes."""
        return Ellipsoid(self.camera, self.at(*at), self.turn, radii)

    def facing(self, way: Vec3) -> float:
        """How squarely what points that way in the head's axes faces the eye."""
        x, y, z = self._eye
        return way[0] * x + way[1] * y + way[2] * z

    def outline(self, grown_cm: float = 0.0) -> QPainterPath:
        """Skull and jaw."""
        path = self.skull.outline(grown_cm)
        path.setFillRule(Qt.FillRule.WindingFill)
        path.addPath(self.face)
        return path


def smooth_hull(balls: list[Ellipsoid]) -> QPainterPath:
    """One smooth shape round some balls."""
    points = hull([point for ball in balls for point in ball.rim(12)])
    path = smooth(points[::-1] if _area(points) < 0 else points)
    path.setFillRule(Qt.FillRule.WindingFill)
    return path


def _area(points: list[tuple[float, float]]) -> float:
    return sum(ax * by - bx * ay for (ax, ay), (bx, by) in zip(points, [*points[1:], points[0]], strict=True))


def paint_head(brush: Brush, head: Head) -> None:
    """Paint a head: what lies behind it first, then skull and face, then the hair before it."""
    skin = brush.dress.skin
    head.hair.paint_behind(brush)
    for sign, ear in head.ears.items():
        if head.facing((sign, 0.0, -0.1)) <= 0.12:
            brush.shape(ear.outline(), skin if brush.lined else toned(skin, 0.3).name())
    nose = _nose(head)
    if brush.lined:
        brush.edge_round([head.outline(), nose])
    paint = head.skull.gradient(skin, wider=1.12) if not brush.lined else QBrush(QColor(skin))
    for piece in (head.skull.outline(), head.face):
        brush.painter.fillPath(piece, paint)
    _paint_nose(brush, head, nose, paint)
    if brush.fine:
        _paint_face(brush, head)
    head.hair.paint_before(brush)
    for sign, ear in head.ears.items():
        if head.facing((sign, 0.0, -0.1)) > 0.12:
            _paint_ear(brush, head, ear, sign)
    head.hair.paint_over(brush)


def _nose(head: Head) -> QPainterPath:
    balls = [
        head.ball((0.0, 0.6, 8.0), (0.7, 0.9, 0.7)),
        head.ball((0.0, -2.6, 9.6), (1.15, 0.95, 1.0)),
        head.ball((0.0, -3.0, 8.2), (1.45, 0.8, 0.9)),
    ]
    return smooth_hull(balls)


def _paint_nose(brush: Brush, head: Head, nose: QPainterPath, paint: QBrush) -> None:
    ahead = head.facing((0.0, 0.0, 1.0))
    if ahead < -0.35:
        return
    if not brush.lined or ahead < 0.75:
        brush.painter.fillPath(nose, paint)
    if not brush.fine or ahead < 0.0:
        return
    aside = head.facing((1.0, 0.0, 0.0))
    if not brush.lined:
        brush.tint(_spot(head, (0.0, -1.9, 10.0), 0.7, 1.0), "#fff6e8", 0.30)
    if abs(aside) > 0.25:
        # The far side of the bridge, which hides a part of the cheek.
        sign = -1.0 if aside > 0 else 1.0
        bridge = [(sign * 0.9, 1.6, 8.4), (sign * 0.6, -0.4, 9.0), (sign * 0.9, -2.3, 10.3)]
        _stroke(brush, head, bridge, 0.30, 0.5 * min(abs(aside) * 1.5, 1.0))
    under = [(-1.5, -3.0, 8.6), (-0.9, -3.75, 9.2), (0.0, -3.5, 10.1), (0.9, -3.75, 9.2), (1.5, -3.0, 8.6)]
    _stroke(brush, head, under, 0.34, 0.55)


def _paint_ear(brush: Brush, head: Head, ear: Ellipsoid, sign: float) -> None:
    skin = brush.dress.skin
    brush.shape(ear.outline(), skin if brush.lined else toned(skin, 0.66).name())
    if brush.finest:
        x = sign * (_EAR_AT[0] * head.wide + 0.9)
        points = [(x, 0.7, 0.1), (x, 0.9, -1.4), (x, -0.6, -1.9), (x, -2.2, -1.0)]
        brush.line(curve([head.camera.flat(head.at(*p)) for p in points]), brush.dress.face, 0.32, 0.35)


@memo(128)
def _surface(x: float, y: float, wide: float) -> tuple[Vec3, Vec3]:
    """A place on the face in the head's own axes, and where its skin faces."""
    best: tuple[float, Vec3] = (-9.0, (0.0, 0.0, 1.0))
    for at, (rx, ry, rz) in ((_SKULL_AT, _SKULL), (_JAW_AT, _JAW)):
        u, v = x / rx, (y - at[1]) / ry
        rest = 1.0 - u * u - v * v
        if rest > 0.0:
            w = sqrt(rest)
            z = at[2] + rz * w
            if z > best[0]:
                best = (z, unit((u / rx, v / ry, w / rz)))
    return (x * wide, y, best[0]), best[1]


def _on_face(head: Head, x: float, y: float) -> tuple[Vec3, float]:
    """A place on the face, and how squarely it faces the eye."""
    place, normal = _surface(x, y, head.wide)
    return place, head.facing(normal)


def _paint_face(brush: Brush, head: Head) -> None:
    ink = brush.dress.face
    painter = brush.painter
    for sign in (1.0, -1.0):
        at, facing = _on_face(head, sign * 3.05, 0.1)
        if facing < 0.1:
            continue
        cheek, cheek_facing = _on_face(head, sign * 4.3, -3.6)
        if cheek_facing > 0.1 and not brush.lined:
            red = QColor(mixed(brush.dress.skin, "#e0503a", 0.5))
            red.setAlphaF(0.26 * cheek_facing)
            painter.fillPath(_spot(head, cheek, 1.75, 1.25), red)
        if not brush.lined:
            painter.fillPath(_spot(head, at, 1.22, 1.0), QColor(mixed("#ffffff", brush.dress.skin, 0.18)))
        painter.fillPath(_spot(head, add(at, (0.0, -0.05, 0.1)), 0.82, 1.02), QColor(ink))
        if not brush.lined:
            painter.fillPath(_spot(head, add(at, (-0.28, 0.36, 0.15)), 0.25, 0.28), QColor("#ffffff"))
            lid = [
                _lifted(head, sign * (3.05 + dx), 0.1 + dy, 0.12)
                for dx, dy in ((-1.35, 0.35), (-0.5, 1.12), (0.6, 1.12), (1.5, 0.2))
            ]
            _stroke(brush, head, lid, 0.36, 0.85)
        brow = [_lifted(head, sign * x, y, 0.1) for x, y in ((1.6, 2.9), (2.7, 3.35), (3.9, 3.15), (4.9, 2.35))]
        _stroke(brush, head, brow, 0.62, 0.8, brush.dress.hair)
    mouth = [
        _lifted(head, x, y, 0.1)
        for x, y in ((-2.5, -5.75), (-1.6, -6.35), (-0.5, -6.65), (0.5, -6.65), (1.6, -6.35), (2.5, -5.75))
    ]
    _stroke(brush, head, mouth, 0.46, 0.85, mixed(ink, "#b04a3c", 0.45))
    lip = [_lifted(head, x, y, 0.1) for x, y in ((-0.9, -7.7), (0.0, -7.9), (0.9, -7.7))]
    _stroke(brush, head, lip, 0.5, 0.18)


def _lifted(head: Head, x: float, y: float, by: float) -> Vec3:
    (px, py, pz), _ = _surface(x, y, head.wide)
    return (px, py, pz + by)


def _spot(head: Head, at: Vec3, wide: float, high: float) -> QPainterPath:
    """A small round mark that lies on the face."""
    x, z = at[0], max(at[2], 1.0)
    size = sqrt(x * x * 0.8 + z * z)
    across = apply(head.turn, (z / size, 0.0, -0.9 * x / size))
    up = head.turn[1]
    one, two = head.camera.turned(mul(across, wide)), head.camera.turned(mul(up, high))
    a, b, c = triangle(((one[0], -one[1]), (two[0], -two[1])))
    px, py = head.camera.flat(head.at(*at))
    return QTransform(a, b, 0.0, c, px, py).map(CIRCLE)


def _stroke(brush: Brush, head: Head, points: list[Vec3], wide: float, strength: float, colour: str = "") -> None:
    """A line on the face, as far as it is on the near side."""
    seen = []
    for x, y, z in points:
        if head.facing(unit((x * 1.1, (y + 1.5) * 0.25, max(z, 0.5)))) > 0.06:
            seen.append(head.camera.flat(head.at(x, y, z)))
    if len(seen) > 1:
        brush.line(curve(seen), colour or brush.dress.face, wide, strength)
