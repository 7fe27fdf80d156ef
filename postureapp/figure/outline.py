"""Outlines on paper: convex hulls, polygons and smooth closed curves; and places in the axes of a part."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QPainterPath, QPolygonF, QTransform

from postureapp.core.vec import Turn, Vec3

Flat = tuple[float, float]
# How many units a centimetre has while curves become short straight lines. These keep within 0.03 cm, a quarter of a
# pixel in the largest player.
FINE = 8.0
FINER, _BACK = QTransform.fromScale(FINE, FINE), QTransform.fromScale(1.0 / FINE, 1.0 / FINE)


def within(at: Vec3, turn: Turn, x: float, y: float, z: float) -> Vec3:
    """A place given in the axes of a part, from that part's point; written out, because it is asked for so often."""
    (ax, ay, az), (bx, by, bz), (cx, cy, cz) = turn
    return (
        at[0] + x * ax + y * bx + z * cx,
        at[1] + x * ay + y * by + z * cy,
        at[2] + x * az + y * bz + z * cz,
    )


def hull(points: Iterable[Flat]) -> list[Flat]:
    """The convex hull (Andrew's monotone chain)."""
    ordered = sorted(set(points))

    def half(run: Sequence[Flat]) -> list[Flat]:
        kept: list[Flat] = []
        count = 0
        for point in run:
            x, y = point
            while count > 1:
                bx, by = kept[-1]
                ax, ay = kept[-2]
                if (bx - ax) * (y - ay) > (by - ay) * (x - ax):
                    break
                kept.pop()
                count -= 1
            kept.append(point)
            count += 1
        kept.pop()
        return kept

    return half(ordered) + half(ordered[::-1])


def polygon(points: Sequence[Flat]) -> QPainterPath:
    """A closed shape with straight edges."""
    path = QPainterPath()
    path.addPolygon(QPolygonF([QPointF(x, y) for x, y in points]))
    path.closeSubpath()
    return path


def straightened(path: QPainterPath) -> QPainterPath:
    """The same shape of one piece in short straight lines.

    WORKAROUND: Qt 6.11, QBezier::addToPolygon in qbezier.cpp (no report known). The painter would cut a curve into
    lines a tenth of a pixel long where a unit of the path has many pixels, as a centimetre has here: it measures how
    flat a piece is in another way as soon as it is shorter than one unit. May go when it cuts curves in pixels.
    """
    found = QPainterPath()
    found.setFillRule(path.fillRule())
    found.addPolygon(_BACK.map(path.toFillPolygon(FINER)))
    return found


def straightened_lines(path: QPainterPath) -> QPainterPath:
    """The same for lines that stay open."""
    found = QPainterPath()
    for line in path.toSubpathPolygons(FINER):
        found.addPolygon(_BACK.map(line))
    return found


def smooth(points: Sequence[Flat]) -> QPainterPath:
    """A closed shape with round corners: through the middles of its edges."""
    path = QPainterPath()
    (lx, ly), (px, py) = points[-1], points[0]
    path.moveTo(0.5 * (lx + px), 0.5 * (ly + py))
    for x, y in (*points[1:], points[0]):
        path.quadTo(px, py, 0.5 * (px + x), 0.5 * (py + y))
        px, py = x, y
    path.closeSubpath()
    return straightened(path)


def round_through(points: Sequence[Flat]) -> QPainterPath:
    """A closed shape that goes through all its corners in one soft line (Catmull-Rom)."""
    path = QPainterPath()
    path.moveTo(*points[0])
    count = len(points)
    for n in range(count):
        (ax, ay), (bx, by), (cx, cy), (dx, dy) = (points[(n + k) % count] for k in (-1, 0, 1, 2))
        path.cubicTo(bx + (cx - ax) / 6.0, by + (cy - ay) / 6.0, cx - (dx - bx) / 6.0, cy - (dy - by) / 6.0, cx, cy)
    path.closeSubpath()
    return straightened(path)


def curve(points: Sequence[Flat]) -> QPainterPath:
    """An open smooth line from the first to the last point."""
    path = QPainterPath()
    add_curve(path, points)
    return straightened_lines(path)


def add_curve(path: QPainterPath, points: Sequence[Flat]) -> None:
    """One more open smooth line."""
    path.moveTo(*points[0])
    px, py = points[1]
    for x, y in points[2:]:
        path.quadTo(px, py, 0.5 * (px + x), 0.5 * (py + y))
        px, py = x, y
    path.lineTo(px, py)


def ring(left: Sequence[Flat], right: Sequence[Flat]) -> QPainterPath:
    """A smooth closed path up one side and down the other; its corners stay sharp at the ends."""
    path = QPainterPath()
    path.setFillRule(Qt.FillRule.WindingFill)
    path.moveTo(*left[0])
    quad, line = path.quadTo, path.lineTo
    for side in (left, right[::-1]):
        line(*side[0])
        px, py = side[1] if len(side) > 1 else side[0]
        for x, y in side[2:]:
            quad(px, py, 0.5 * (px + x), 0.5 * (py + y))
            px, py = x, y
        line(px, py)
    path.closeSubpath()
    return straightened(path)


def rounded(points: Sequence[Flat], radius: float) -> QPainterPath:
    """A closed shape whose corners are rounded by so much at most."""
    path = QPainterPath()
    count = len(points)
    for n in range(count):
        (ax, ay), (bx, by), (cx, cy) = points[n - 1], points[n], points[(n + 1) % count]
        into = min(radius / max(((ax - bx) ** 2 + (ay - by) ** 2) ** 0.5, 1e-6), 0.5)
        out = min(radius / max(((cx - bx) ** 2 + (cy - by) ** 2) ** 0.5, 1e-6), 0.5)
        start = (bx + (ax - bx) * into, by + (ay - by) * into)
        (path.moveTo if n == 0 else path.lineTo)(*start)
        path.quadTo(bx, by, bx + (cx - bx) * out, by + (cy - by) * out)
    path.closeSubpath()
    return straightened(path)
