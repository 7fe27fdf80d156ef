"""Soft things round the figure: the band, the rolled towel, pillows and bags, as swept surfaces."""

from __future__ import annotations

from math import hypot

from PySide6.QtGui import QPainterPath

from postureapp.core.props import Prop
from postureapp.core.vec import Vec3, add, cross, dot, lerp, mul, sub, unit
from postureapp.figure.brush import Brush
from postureapp.figure.camera import Camera
from postureapp.figure.look import mixed
from postureapp.figure.order import Part, swept_part
from postureapp.figure.outline import curve
from postureapp.figure.palette import FigurePalette
from postureapp.figure.surface import Section, Sweep


def band(camera: Camera, prop: Prop, palette: FigurePalette, name: str) -> Part:
    """A band that is stretched along its path."""
    sections: list[Section] = []
    for a, b in zip(prop.path, prop.path[1:], strict=False):
        side, front = _square_to(unit(sub(b, a)))
        sections += [Section(lerp(a, b, n / 6.0), side, front, 0.75, 0.75, 0.75) for n in range(6)]
    if prop.path:
        sections.append(Section(prop.path[-1], *_square_to(unit(sub(prop.path[-1], prop.path[-2]))), 0.75, 0.75, 0.75))
    run = (Sweep(camera, sections), 0, len(sections))
    colour = mixed(palette.glow, palette.cloth, 0.55) if palette.plain is None else palette.cloth
    return swept_part(name, [run], lambda brush: brush.swept([run], colour, closed=True), body=False)


def _long_axis(prop: Prop) -> int:
    return max(range(3), key=lambda n: prop.size[n])


def roll(camera: Camera, prop: Prop, palette: FigurePalette, name: str) -> Part:
    """A rolled towel: round, with the spiral of its layers at the ends."""
    axis = _long_axis(prop)
    along, (one, two) = prop.turn[axis], [n for n in range(3) if n != axis]
    a, b = 0.5 * prop.size[one], 0.5 * prop.size[two]
    sections = []
    for t, r in ((-0.5, 0.93), (-0.46, 1.0), (-0.2, 1.0), (0.0, 1.0), (0.2, 1.0), (0.46, 1.0), (0.5, 0.93)):
        at = add(prop.at, mul(along, t * prop.size[axis]))
        sections.append(Section(at, prop.turn[one], prop.turn[two], a * r, b * r, b * r))
    sweep = Sweep(camera, sections)
    # Warm, so that it stands out from the mat.
    colour = mixed(palette.furniture, "#fff3df", 0.45) if palette.plain is None else palette.cloth
    sign = 1.0 if dot(along, camera.toward) > 0 else -1.0
    end = add(prop.at, mul(along, sign * 0.5 * prop.size[axis]))
    rings = QPainterPath()
    if abs(dot(along, camera.toward)) > 0.15:
        for share in (0.93, 0.62, 0.32):
            points = []
            for u, v in ((1, 0), (0.7, 0.7), (0, 1), (-0.7, 0.7), (-1, 0), (-0.7, -0.7), (0, -1), (0.7, -0.7), (1, 0)):
                way = add(mul(prop.turn[one], u * a * share), mul(prop.turn[two], v * b * share))
                points.append(camera.flat(add(end, way)))
            rings.moveTo(*points[0])
            for x, y in points[1:]:
                rings.lineTo(x, y)

    def draw(brush: Brush) -> None:
        brush.swept([(sweep, 0, 7)], colour, closed=True)
        for n in (1, 5):  # a woven stripe near each end
            (ax, ay), left, right = sweep.across[n], 0.95 * sweep.left[n], 0.95 * sweep.right[n]
            x, y = (sweep.x[n] * 3.0 + sweep.x[3]) / 4.0, (sweep.y[n] * 3.0 + sweep.y[3]) / 4.0
            stripe = curve([(x + ax * left, y + ay * left), (x, y), (x - ax * right, y - ay * right)])
            brush.line(stripe, mixed(palette.glow, palette.furniture, 0.45), 1.6, 0.8)
        brush.line(rings, brush.palette.shade, 0.35, 0.28)

    return swept_part(name, [(sweep, 0, 7)], draw, body=False)


def soft(camera: Camera, prop: Prop, colour: str, name: str) -> Part:
    """Something soft and full: a pillow, a bag."""
    axis = _long_axis(prop)
    along, (one, two) = prop.turn[axis], [n for n in range(3) if n != axis]
    sections = []
    for t, r in ((-0.5, 0.55), (-0.45, 0.78), (-0.3, 0.95), (0.0, 1.0), (0.3, 0.95), (0.45, 0.78), (0.5, 0.55)):
        at = add(prop.at, mul(along, t * prop.size[axis]))
        a, b = 0.5 * prop.size[one] * r, 0.5 * prop.size[two] * r
        sections.append(Section(at, prop.turn[one], prop.turn[two], a, b, b))
    run = (Sweep(camera, sections), 0, 7)
    return swept_part(name, [run], lambda brush: brush.swept([run], colour, closed=True, deep=0.7), body=False)


def _square_to(way: Vec3) -> tuple[Vec3, Vec3]:
    side = unit((way[2], 0.0, -way[0])) if hypot(way[0], way[2]) > 0.3 else (1.0, 0.0, 0.0)
    side = unit(sub(side, mul(way, dot(side, way))))
    return side, cross(side, way)
