"""The head: face, ears, hair. A calm, friendly face with no age and little detail."""

from __future__ import annotations

from collections.abc import Callable
from math import hypot

from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPen

from postureapp.core.body import Body
from postureapp.core.vec import Vec3, add, apply, dot, unit
from postureapp.figure.camera import Camera
from postureapp.figure.palette import FigurePalette
from postureapp.figure.shapes import cap, ellipsoid, limb, together

_SKULL: Vec3 = (9.0, 11.0, 10.0)
_HAIR: Vec3 = (9.8, 12.0, 11.0)
_HAIR_FROM = unit((0.0, 0.72, -0.69))
Fill = Callable[..., None]


def paint_head(painter: QPainter, camera: Camera, body: Body, palette: FigurePalette, fill: Fill) -> None:
    """Paint the head where the body carries it."""
    centre, turn = body.points["head"], body.turns["head"]

    def at(x: float, y: float, z: float) -> Vec3:
        return add(centre, apply(turn, (x, y, z)))

    def bun(grown_cm: float) -> QPainterPath:
        return limb(camera, at(0.0, 5.6, -11.6), 4.4 + grown_cm, at(0.0, 6.0, -11.8), 4.4 + grown_cm)

    seen_from_behind = dot(apply(turn, (0.0, 0.0, -1.0)), camera.toward)
    if seen_from_behind < 0:
        fill(painter, bun(0.0), palette.hair)

    def outline(grown_cm: float) -> QPainterPath:
        skull = ellipsoid(camera, centre, turn, (_SKULL[0] + grown_cm, _SKULL[1] + grown_cm, _SKULL[2] + grown_cm))
        jaw = limb(camera, at(0.0, -3.6, 2.4), 7.2 + grown_cm, at(0.0, -7.0, 4.4), 4.9 + grown_cm)
        return together(skull, jaw)

    nose = limb(camera, at(0.0, 0.6, 9.2), 0.9, at(0.0, -1.6, 10.5), 1.3)
    ears = {sign: limb(camera, at(sign * 8.9, 0.6, -0.6), 2.0, at(sign * 8.6, -1.9, -0.2), 1.5) for sign in (1.0, -1.0)}
    fill(painter, together(outline(0.0), nose, *ears.values()), palette.skin, outline, palette.shade)
    hair = cap(camera, centre, turn, _HAIR, _HAIR_FROM, 0.0)
    if hair is not None:
        fill(painter, hair, palette.hair)
    for sign, ear in ears.items():
        if dot(apply(turn, (sign, 0.0, 0.1)), camera.toward) > 0.2:
            fill(painter, ear, QColor(palette.skin).darker(107).name())
    if seen_from_behind >= 0:
        fill(painter, bun(0.0), QColor(palette.hair).lighter(112).name(), bun, palette.shade)
    _face(painter, camera, body, palette, at)


def _face(
    painter: QPainter, camera: Camera, body: Body, palette: FigurePalette, at: Callable[[float, float, float], Vec3]
) -> None:
    turn, ink = body.turns["head"], QColor(palette.face)
    painter.setPen(Qt.PenStyle.NoPen)
    for sign in (1.0, -1.0):
        facing = dot(apply(turn, unit((sign * 0.42, 0.02, 0.9))), camera.toward)
        if facing < 0.12:
            continue
        x, y = camera.flat(at(sign * 3.7, 0.4, 9.0))
        painter.setBrush(ink)
        painter.drawEllipse(QPointF(x, y), 0.95 * min(facing + 0.25, 1.0), 1.15)
        cheek = QColor(palette.glow)
        cheek.setAlphaF(0.14 * facing)
        painter.setBrush(cheek)
        painter.drawEllipse(QPointF(*camera.flat(at(sign * 5.2, -2.9, 7.9))), 1.9 * facing, 1.3)
        _stroke(
            painter, camera, [at(sign * 2.4, 3.0, 9.3), at(sign * 3.8, 3.6, 8.9), at(sign * 5.2, 3.0, 8.1)], palette
        )
    if dot(apply(turn, (0.0, -0.1, 1.0)), camera.toward) > 0.15:
        _stroke(painter, camera, [at(-2.3, -4.7, 9.1), at(0.0, -5.9, 9.5), at(2.3, -4.7, 9.1)], palette)
        nose = [at(0.5, 0.0, 9.9), at(1.2, -2.1, 10.1), at(-0.4, -2.4, 10.4)]
        _stroke(painter, camera, nose, palette, 0.28)


def _stroke(
    painter: QPainter, camera: Camera, points: list[Vec3], palette: FigurePalette, strength: float = 0.8
) -> None:
    a, b, c = (QPointF(*camera.flat(point)) for point in points)
    if hypot(c.x() - a.x(), c.y() - a.y()) < 0.5:
        return
    path = QPainterPath(a)
    path.quadTo(b, c)
    ink = QColor(palette.face)
    ink.setAlphaF(strength)
    painter.strokePath(path, QPen(ink, 0.62, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap))
