"""The things round the figure, drawn where the kinematics have placed them: chair, desk, wall, mat and the rest."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from math import hypot

from PySide6.QtGui import QBrush, QColor, QLinearGradient, QPainterPath

from postureapp.core.props import Prop, PropKind
from postureapp.core.vec import STILL, Vec3, add, apply, lerp
from postureapp.figure.boxes import Box, box_part
from postureapp.figure.brush import Brush
from postureapp.figure.camera import Camera
from postureapp.figure.look import mixed
from postureapp.figure.memo import memo
from postureapp.figure.order import Part
from postureapp.figure.outline import polygon
from postureapp.figure.palette import FigurePalette
from postureapp.figure.soft import band, roll, soft

_LINTEL_CM = 11.0


# What others are fitted to: a backrest to its seat, a screen to its desk, a lintel to its posts.
_STANDING = (PropKind.CHAIR, PropKind.DESK, PropKind.DOOR_FRAME)


def prop_parts(camera: Camera, props: Sequence[Prop], palette: FigurePalette) -> list[Part]:
    """All parts of all things, each to be painted at its own depth; the same ones of what stands still."""
    standing = tuple(prop for prop in props if prop.kind in _STANDING)
    named = ((prop, f"{prop.kind.value} {n}") for n, prop in enumerate(props))
    return [part for prop, name in named for part in _prop_parts(camera, prop, standing, palette, name)]


@memo(16)
def _prop_parts(
    camera: Camera, prop: Prop, standing: tuple[Prop, ...], palette: FigurePalette, name: str
) -> tuple[Part, ...]:
    return tuple(_parts(camera, prop, standing, palette, name))


def _parts(camera: Camera, prop: Prop, standing: Sequence[Prop], palette: FigurePalette, name: str) -> Iterator[Part]:
    match prop.kind:
        case PropKind.CHAIR:
            yield from _chair(camera, prop, palette, name)
        case PropKind.CHAIR_BACK:
            yield from _chair_back(camera, prop, standing, palette, name)
        case PropKind.DESK:
            yield from _desk(camera, prop, palette, name)
        case PropKind.SCREEN:
            yield from _screen(camera, prop, standing, palette, name)
        case PropKind.PHONE:
            yield box_part(camera, Box(prop.at, prop.size, prop.turn), name, palette.screen, 0.7, _phone_face)
        case PropKind.BAND:
            yield band(camera, prop, palette, name)
        case PropKind.TOWEL:
            yield roll(camera, prop, palette, name)
        case PropKind.PILLOW:
            colour = mixed(palette.sole, palette.cloth, 0.2) if palette.plain is None else palette.sole
            yield soft(camera, prop, colour, name)
        case PropKind.WALL:
            wall = box_part(camera, Box(prop.at, prop.size, prop.turn), name, palette.wall, 0.5, ground=True)
            wall.veil = True
            yield wall
        case PropKind.MAT:
            colour = mixed(palette.cloth, palette.floor, 0.15)
            yield box_part(camera, Box(prop.at, prop.size, prop.turn), name, colour, 3.0, ground=True)
        case PropKind.BACKPACK:
            yield soft(camera, prop, palette.metal, name)
        case PropKind.BOX:
            yield box_part(camera, Box(prop.at, prop.size, prop.turn), name, palette.furniture, 1.0, _tape)
        case PropKind.DOOR_FRAME:
            yield box_part(camera, Box(prop.at, prop.size, prop.turn), name, palette.furniture, 0.6)
            lintel = _lintel(prop, standing)
            if lintel is not None:
                yield box_part(camera, lintel, f"{name} lintel", palette.furniture, 0.6)


def _lintel(post: Prop, props: Sequence[Prop]) -> Box | None:
    """What lies over a door's two posts, given for the left one; a post that stands alone has none."""
    other = next((p for p in props if p.kind is PropKind.DOOR_FRAME and p.at[0] < post.at[0] - 20.0), None)
    if other is None:
        return None
    wide, high, deep = post.size
    middle = lerp(post.at, other.at, 0.5)
    at = (middle[0], post.at[1] + 0.5 * (high + _LINTEL_CM), middle[2])
    return Box(at, (post.at[0] - other.at[0] + wide + 3.0, _LINTEL_CM, deep + 1.0), post.turn)


def extent(props: Sequence[Prop]) -> list[Vec3]:
    """The outermost points of all things, for the picture to hold them."""
    found: list[Vec3] = []
    for prop in props:
        lintel = _lintel(prop, props) if prop.kind is PropKind.DOOR_FRAME else None
        found.extend(lintel.corners() if lintel is not None else ())
        found.extend(prop.path)
        if prop.size != (0.0, 0.0, 0.0):
            corners = Box(prop.at, prop.size, prop.turn).corners()
            found.extend(corners)
            if prop.kind in (PropKind.CHAIR, PropKind.DESK):
                found.extend((x, 0.0, z) for x, _, z in corners)
    return found


def _chair(camera: Camera, prop: Prop, palette: FigurePalette, name: str) -> Iterator[Part]:
    wide, high, deep = prop.size
    pad = min(3.0, 0.6 * high)
    wood = mixed(palette.furniture, palette.shade, 0.06)
    board = Box(add(prop.at, apply(prop.turn, (0.0, -0.5 * pad, 0.0))), (wide, high - pad, deep), prop.turn)
    cushion = Box(
        add(prop.at, apply(prop.turn, (0.0, 0.5 * (high - pad), 0.0))), (wide - 0.8, pad, deep - 0.8), prop.turn
    )
    seat = box_part(camera, Box(prop.at, prop.size, prop.turn), name, wood, 3.2)
    lower, upper = (
        box_part(camera, board, name, wood, 2.6, inner=True),
        box_part(camera, cushion, name, palette.cloth, 3.2, inner=True),
    )

    def draw(brush: Brush) -> None:
        if camera.toward[1] >= 0.0:
            lower.draw(brush)
            upper.draw(brush)
        else:
            upper.draw(brush)
            lower.draw(brush)

    seat.draw = draw
    yield seat
    under = prop.at[1] - 0.5 * high
    for sx in (-1.0, 1.0):
        for sz in (-1.0, 1.0):
            top = add(prop.at, apply(prop.turn, (sx * (0.5 * wide - 3.2), -0.5 * high, sz * (0.5 * deep - 3.2))))
            foot = add(
                prop.at, apply(prop.turn, (sx * (0.5 * wide - 1.2), -0.5 * high - under, sz * (0.5 * deep - 0.6)))
            )
            yield _post(camera, top, foot, (1.7, 1.2), wood, f"{name} leg {sx} {sz}")


def _chair_back(camera: Camera, prop: Prop, props: Sequence[Prop], palette: FigurePalette, name: str) -> Iterator[Part]:
    wood = mixed(palette.furniture, palette.shade, 0.06)
    wide, high, _ = prop.size
    yield box_part(camera, Box(prop.at, prop.size, prop.turn), name, palette.furniture, 3.0)
    seat = next((other for other in props if other.kind is PropKind.CHAIR), None)
    if seat is None:
        return
    for sx in (-1.0, 1.0):
        top = add(prop.at, apply(prop.turn, (sx * (0.5 * wide - 3.0), -0.25 * high, 0.0)))
        foot = add(seat.at, apply(seat.turn, (sx * (0.5 * seat.size[0] - 4.5), 0.0, -0.5 * seat.size[2] + 1.6)))
        yield _post(camera, top, foot, (1.3, 1.5), wood, f"{name} post {sx}")


def _desk(camera: Camera, prop: Prop, palette: FigurePalette, name: str) -> Iterator[Part]:
    wide, high, deep = prop.size
    thick = min(high, 3.2)
    top = prop.at[1] + 0.5 * high
    board = Box((prop.at[0], top - 0.5 * thick, prop.at[2]), (wide, thick, deep), prop.turn)
    yield box_part(camera, board, name, palette.furniture, 1.2)
    wood = mixed(palette.furniture, palette.shade, 0.10)
    for sx in (-1.0, 1.0):
        for sz in (-1.0, 1.0):
            x, _, z = apply(prop.turn, (sx * (0.5 * wide - 4.0), 0.0, sz * (0.5 * deep - 4.0)))
            post = (prop.at[0] + x, top - thick, prop.at[2] + z)
            yield _post(camera, post, (post[0], 0.0, post[2]), (1.9, 1.5), wood, f"{name} leg {sx} {sz}")


def _screen(camera: Camera, prop: Prop, props: Sequence[Prop], palette: FigurePalette, name: str) -> Iterator[Part]:
    yield box_part(camera, Box(prop.at, prop.size, prop.turn), name, palette.screen, 1.2, _screen_face)
    low = add(prop.at, apply(prop.turn, (0.0, -0.5 * prop.size[1], 0.5 * prop.size[2])))
    desk = next((other for other in props if other.kind is PropKind.DESK), None)
    foot_y = min(desk.at[1] + 0.5 * desk.size[1], low[1] - 1.0) if desk is not None else low[1] - 11.0
    yield _post(
        camera,
        add(low, (0.0, 5.0, 1.0)),
        (low[0], foot_y + 1.0, low[2] + 1.0),
        (1.6, 1.6),
        palette.metal,
        f"{name} pole",
    )
    stand = Box((low[0], foot_y + 0.7, low[2] + 1.0), (19.0, 1.4, 14.0), STILL)
    yield box_part(camera, stand, f"{name} foot", palette.metal, 1.2)


def _screen_face(brush: Brush, face: Sequence[tuple[float, float]], axis: int, sign: float) -> None:
    """A calm page on the side that a person looks at: the near side of what stands before them."""
    if axis != 2 or sign > 0:
        return
    paper = mixed(brush.palette.screen, "#ffffff", 0.20 if brush.palette.dark else 0.55)
    brush.shape(_inner(face, 0.05, 0.07, 0.95, 0.93), paper)
    for top, right in ((0.26, 0.62), (0.40, 0.80), (0.54, 0.72)):
        brush.shape(_inner(face, 0.14, top, right, top + 0.055), mixed(paper, brush.palette.screen, 0.28), line=False)


def _phone_face(brush: Brush, face: Sequence[tuple[float, float]], axis: int, _sign: float) -> None:
    if axis == 2:
        brush.shape(_inner(face, 0.09, 0.06, 0.91, 0.94), mixed(brush.palette.screen, "#ffffff", 0.4), line=False)


def _tape(brush: Brush, face: Sequence[tuple[float, float]], axis: int, sign: float) -> None:
    """The tape over the lid of a box."""
    if axis == 1 and sign > 0:
        brush.shape(_inner(face, 0.0, 0.44, 1.0, 0.56), mixed(brush.palette.furniture, "#ffffff", 0.25))


def _inner(face: Sequence[tuple[float, float]], left: float, top: float, right: float, bottom: float) -> QPainterPath:
    """A rectangle on a face of four corners: upper left, upper right, lower right, lower left."""
    path = QPainterPath()
    for n, (u, v) in enumerate(((left, top), (right, top), (right, bottom), (left, bottom))):
        (ax, ay), (bx, by), (cx, cy), (dx, dy) = face
        x = (ax * (1 - u) + bx * u) * (1 - v) + (dx * (1 - u) + cx * u) * v
        y = (ay * (1 - u) + by * u) * (1 - v) + (dy * (1 - u) + cy * u) * v
        (path.moveTo if n == 0 else path.lineTo)(x, y)
    path.closeSubpath()
    return path


def _post(camera: Camera, top: Vec3, foot: Vec3, radii: tuple[float, float], colour: str, name: str) -> Part:
    (x1, y1, near1), (x2, y2, near2) = camera.seen(top), camera.seen(foot)
    size = hypot(x2 - x1, y2 - y1) or 1.0
    along, aside = ((x2 - x1) / size, (y2 - y1) / size), (-(y2 - y1) / size, (x2 - x1) / size)
    r1, r2 = radii

    def strip(left: float, right: float) -> QPainterPath:
        return polygon(
            [
                (x1 + aside[0] * r1 * left, y1 + aside[1] * r1 * left),
                (x1 + aside[0] * r1 * right, y1 + aside[1] * r1 * right),
                (x2 + aside[0] * r2 * right, y2 + aside[1] * r2 * right),
                (x2 + aside[0] * r2 * left, y2 + aside[1] * r2 * left),
            ]
        )

    def draw(brush: Brush) -> None:
        if brush.lined:
            brush.shape(strip(-1.0, 1.0), colour)
            return
        mx, my = 0.5 * (x1 + x2), 0.5 * (y1 + y2)
        gradient = QLinearGradient(mx + aside[0] * r1, my + aside[1] * r1, mx - aside[0] * r1, my - aside[1] * r1)
        for at, share in ((0.0, 0.0), (0.45, 0.04), (1.0, 0.24)):
            # `aside` points to the right on paper for a post that stands.
            gradient.setColorAt(1.0 - at, QColor(mixed(colour, brush.palette.shade, share)))
        brush.shape(strip(-1.0, 1.0), QBrush(gradient))

    def front(x: float, y: float) -> float | None:
        far = (x - x1) * along[0] + (y - y1) * along[1]
        if not 0.0 <= far <= size or abs((x - x1) * aside[0] + (y - y1) * aside[1]) > r1:
            return None
        return near1 + (near2 - near1) * far / size

    places = [(x1 + (x2 - x1) * t, y1 + (y2 - y1) * t, near1 + (near2 - near1) * t) for t in _ALONG]
    box = (min(x1, x2) - r1, min(y1, y2), max(x1, x2) + r1, max(y1, y2))
    return Part(name, box, places, front, draw, body=False, thin=True)


_ALONG = (0.03, 0.2, 0.4, 0.6, 0.8, 0.97)
