"""The soft shadow on the floor under the figure and its chair, wherever the body is."""

from __future__ import annotations

from math import sqrt

from PySide6.QtCore import QPointF
from PySide6.QtGui import QBrush, QColor, QPainter, QRadialGradient, QTransform

from postureapp.core.body import Body
from postureapp.core.props import PropKind
from postureapp.core.vec import Vec3
from postureapp.figure.camera import Camera
from postureapp.figure.memo import memo
from postureapp.figure.palette import FigurePalette, LineStyle
from postureapp.figure.surface import CIRCLE, triangle

_KEY_POINTS = ("head", "chest", "pelvis")


def paint_shadow(painter: QPainter, camera: Camera, body: Body, palette: FigurePalette) -> None:
    """Paint it: the nearer a part is to the floor, the more it counts."""
    if palette.line is LineStyle.PRINT or camera.pitch_deg < 0.5:
        return
    found = [(point, 1.0) for name, point in body.points.items() if "." in name or name in _KEY_POINTS]
    for prop in body.props:
        if prop.kind is PropKind.CHAIR:
            x, _, z = prop.at
            found += [((x + sx * 16.0, 0.0, z + sz * 16.0), 0.8) for sx in (-1.0, 1.0) for sz in (-1.0, 1.0)]
    weighed = [(x, z, share / (1.0 + (max(y, 0.0) / 18.0) ** 2)) for (x, y, z), share in found]
    whole = sum(w for _, _, w in weighed)
    mx, mz = sum(x * w for x, _, w in weighed) / whole, sum(z * w for _, z, w in weighed) / whole
    xx = sum((x - mx) ** 2 * w for x, _, w in weighed) / whole + 90.0
    zz = sum((z - mz) ** 2 * w for _, z, w in weighed) / whole + 90.0
    xz = sum((x - mx) * (z - mz) * w for x, z, w in weighed) / whole
    a = sqrt(xx)
    # Who lies on the floor has a shadow close round the body.
    wide = 1.6 if any(prop.kind is PropKind.MAT for prop in body.props) else 1.95
    one: Vec3 = (wide * a, 0.0, wide * xz / a)
    two: Vec3 = (0.0, 0.0, wide * sqrt(max(zz - xz * xz / xx, 1.0)))
    flat = [camera.turned(one), camera.turned(two)]
    x, y = camera.flat((mx, 0.0, mz))
    la, lb, lc = triangle([(flat[0][0], -flat[0][1]), (flat[1][0], -flat[1][1])])
    painter.save()
    painter.setTransform(QTransform(la, lb, 0.0, lc, x, y), True)
    painter.fillPath(CIRCLE, _soft(palette))
    painter.restore()


@memo(4)
def _soft(palette: FigurePalette) -> QBrush:
    gradient = QRadialGradient(QPointF(0.0, 0.0), 1.0)
    for at, strength in ((0.0, 0.36), (0.45, 0.24), (0.75, 0.08), (1.0, 0.0)):
        colour = QColor(palette.floor)
        colour.setAlphaF(strength)
        gradient.setColorAt(at, colour)
    return QBrush(gradient)
