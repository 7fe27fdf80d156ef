"""The neck, and the collar of the shirt round its root."""

from __future__ import annotations

from dataclasses import dataclass
from math import cos, pi, sin

from PySide6.QtGui import QPainterPath

from postureapp.core.body import Body
from postureapp.core.sizes import SIDES
from postureapp.core.vec import add, apply, cross, dot, lerp, mul, unit
from postureapp.figure.brush import Brush
from postureapp.figure.camera import Camera
from postureapp.figure.light import Light
from postureapp.figure.look import Girth, mixed, toned
from postureapp.figure.outline import Flat, polygon, within
from postureapp.figure.surface import Section, Sweep
from postureapp.figure.torso import lifted_cm


@dataclass(frozen=True, slots=True)
class Neck:
    """A neck as it is seen: its sweep, and the collar's ring before and behind it."""

    sweep: Sweep
    opening: QPainterPath
    near: QPainterPath
    far: QPainterPath
    open: bool


def neck(camera: Camera, body: Body, girth: Girth) -> Neck:
    """The neck between chest and head."""
    chest, turn, root = body.turns["chest"], body.turns["neck"], body.points["chest"]
    top, g = body.points["neck"], girth.neck
    low = unit(add(chest[2], mul(chest[1], -0.42)))
    ring_at = add(root, apply(chest, (0.0, -0.6, 0.3)))
    head = body.turns["head"]
    sections = [
        Section(add(root, apply(chest, (0.0, 0.0, 0.2))), chest[0], low, 5.75 * g, 4.9 * g, 4.9 * g),
        Section(add(root, apply(chest, (0.0, 1.6, 0.2))), chest[0], low, 5.35 * g, 5.0 * g, 5.1 * g),
        Section(lerp(root, top, 0.55), turn[0], turn[2], 4.9 * g, 5.0 * g, 5.2 * g),
        Section(top, turn[0], turn[2], 4.75 * g, 5.1 * g, 5.2 * g),
        Section(add(top, apply(head, (0.0, 2.2, 0.6))), head[0], head[2], 4.7 * g, 5.0 * g, 4.9 * g),
        Section(add(top, apply(head, (0.0, 4.6, 1.6))), head[0], head[2], 4.4 * g, 4.2 * g, 3.6 * g),
    ]
    rise = {side: 0.3 * lifted_cm(body, side) for side in SIDES}
    ring: list[tuple[Flat, float]] = []
    count = 24
    for n in range(count):
        a = 2.0 * pi * n / count
        aside = sin(a)
        up = rise["L" if aside > 0.0 else "R"] * aside * aside
        place = within(ring_at, (chest[0], chest[1], low), aside * 6.75 * g, up, cos(a) * 6.0 * g)
        x, y, near = camera.seen(place)
        ring.append(((x, y), near))
    middle = camera.depth(ring_at)
    return Neck(
        Sweep(camera, sections),
        polygon([flat for flat, _ in ring]),
        _half(ring, [near >= middle - 0.3 for _, near in ring]),
        _half(ring, [near <= middle + 0.3 for _, near in ring]),
        dot(cross(low, chest[0]), camera.toward) > 0.0,
    )


def _half(ring: list[tuple[Flat, float]], wanted: list[bool]) -> QPainterPath:
    path, count = QPainterPath(), len(ring)
    start = next((n for n in range(count) if wanted[n] and not wanted[n - 1]), None)
    if start is None:
        return path
    path.moveTo(*ring[start][0])
    for n in range(start + 1, start + count):
        if not wanted[n % count]:
            break
        path.lineTo(*ring[n % count][0])
    return path


def paint_opening(brush: Brush, shown: Neck) -> None:
    """Paint what the shirt leaves open round the neck, and the collar behind it."""
    if shown.open:
        skin = brush.dress.skin
        brush.shape(shown.opening, skin if brush.lined else toned(skin, 0.45).name(), line=False)
        _collar(brush, shown.far)


def paint_neck(brush: Brush, shown: Neck) -> None:
    """Paint the neck."""
    brush.swept([(shown.sweep, 0, len(shown.sweep))], brush.dress.skin)


def paint_collar(brush: Brush, shown: Neck, light: Light) -> None:
    """Paint the near half of the collar; seen from outside, the shirt below it covers the root of the neck."""
    if not shown.open:
        brush.lit_shape(shown.opening, brush.dress.top, light, 0.85)
    _collar(brush, shown.near)


def _collar(brush: Brush, path: QPainterPath) -> None:
    if brush.lined:
        brush.edge(path)
        return
    brush.line(path, mixed(brush.dress.top, brush.palette.shade, 0.20), 1.5)
    brush.line(path, mixed(brush.dress.top, brush.palette.shade, 0.08), 0.95)
