"""Paints the figure: a person in a pose, from any side, at any size, with what the pose needs round it.

Crisp at any size: everything is drawn as paths for the size that is asked for. It reads a pose and decides nothing.
"""

from __future__ import annotations

from collections.abc import Sequence
from math import ceil, floor

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QImage, QPainter

from postureapp.core.body import Body, build
from postureapp.core.moves import Stance
from postureapp.core.pose import Pose
from postureapp.core.props import PropKind
from postureapp.core.vec import Vec3, add, apply, mul
from postureapp.figure.brush import Brush
from postureapp.figure.camera import Bounds, Camera, bounds_of
from postureapp.figure.figure import Figure
from postureapp.figure.kept import built
from postureapp.figure.look import FigureLook, dress
from postureapp.figure.order import Part, far_to_near, overlap
from postureapp.figure.palette import FigurePalette
from postureapp.figure.props import extent, prop_parts
from postureapp.figure.shadow import paint_shadow

_LAYER = QImage.Format.Format_ARGB32_Premultiplied
PLAIN_LOOK = FigureLook()


def bounds_for(
    poses: Sequence[Pose],
    camera: Camera,
    *,
    stance: Stance,
    props: Sequence[PropKind] = (),
    margin_cm: float = 9.0,
) -> Bounds:
    """The part of the paper in which all these poses stay, so that the picture stands still while the figure moves."""
    return bounds_of(camera, extent_of(poses, stance=stance, props=props), margin_cm)


def extent_of(poses: Sequence[Pose], *, stance: Stance, props: Sequence[PropKind] = ()) -> list[Vec3]:
    """The outermost points of these poses and of what stands round them."""
    points: list[Vec3] = []
    for pose in poses:
        points.extend(_reach(build(pose, stance, props)))
    return points


# How far the widest build reaches to the front and the back of each part's middle.
_REACH_CM = {"pelvis": 13.0, "waist": 12.5, "ribs": 12.0, "chest": 9.5, "head": 10.5}


def _reach(body: Body) -> list[Vec3]:
    found = list(body.points.values())
    found.append(add(body.points["crown"], apply(body.turns["head"], (0.0, 2.5, 0.0))))
    for side in ("L", "R"):
        wrist, palm = body.points[f"wrist.{side}"], body.points[f"hand.{side}"]
        found.append(tuple(w + 2.1 * (p - w) for w, p in zip(wrist, palm, strict=True)))  # type: ignore[arg-type]
    for name, reach in _REACH_CM.items():
        front = body.turns[name][2]
        found += [add(body.points[name], mul(front, far)) for far in (-reach, reach)]
    found.extend(extent(body.props))
    return found


def paint(
    painter: QPainter,
    rect: QRectF,
    pose: Pose,
    *,
    stance: Stance,
    props: Sequence[PropKind] = (),
    camera: Camera,
    palette: FigurePalette,
    look: FigureLook = PLAIN_LOOK,
    lit_muscles: Sequence[str] = (),
    effort: float = 0.0,
    bounds: Bounds | None = None,
    upper_body: bool = False,
) -> None:
    """Paint a pose into a rectangle.

    `effort` (0 to 1) is how brightly the muscles are lit. `upper_body`: without legs and without what stands round it.
    """
    body = built(pose, stance, props)
    shown = bounds or bounds_of(camera, _reach(body))
    scale = min(rect.width() / (shown.right - shown.left), rect.height() / (shown.bottom - shown.top))
    left = rect.center().x() - (shown.left + shown.right) / 2.0 * scale
    top = rect.center().y() - (shown.top + shown.bottom) / 2.0 * scale
    figure = Figure(camera, body, look, lit_muscles, effort)
    things = () if upper_body else prop_parts(camera, body.props, palette)
    parts = far_to_near([*things, *figure.parts(legs=not upper_body)])
    size = min(rect.width(), rect.height())
    on_mat = any(prop.kind is PropKind.MAT for prop in body.props) and not upper_body

    def draw(on: QPainter, x: float, y: float) -> None:
        on.setRenderHint(QPainter.RenderHint.Antialiasing)
        on.translate(x, y)
        on.scale(scale, scale)
        brush = Brush(on, palette, dress(palette, look), scale, size)
        drawn: list[Part] = []
        for part in parts:
            if part.veil:
                # A wall before the person is seen through.
                on.setOpacity(0.25 if any(overlap(part, other) for other in drawn) else 1.0)
            if part.shaded > 0.0 and part.casts:
                brush.cast(part.casts, part.shaded)
            part.draw(brush)
            if part.veil:
                on.setOpacity(1.0)
            elif part.name in ("trunk", "head"):
                drawn.append(part)
            elif on_mat and part.name.startswith(PropKind.MAT):
                on.setCompositionMode(QPainter.CompositionMode.CompositionMode_SourceAtop)
                paint_shadow(on, camera, body, palette)
                on.setCompositionMode(QPainter.CompositionMode.CompositionMode_SourceOver)

    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.translate(left, top)
    painter.scale(scale, scale)
    if not upper_body and not on_mat:
        paint_shadow(painter, camera, body, palette)
    painter.restore()
    if palette.line.value != "none" and painter.opacity() > 0.99:
        painter.save()
        draw(painter, left, top)
        painter.restore()
        return
    # A layer of its own, so that a shade falls only on the figure and never on the paper round it, and so that the
    # figure can be faded as one. As many pixels as will be seen, whatever scales the paper; no larger than the figure.
    ratio = painter.device().devicePixelRatioF() * max(abs(painter.worldTransform().m11()), 0.1)
    area = _area(parts, rect, left, top, scale)
    layer = QImage(QSize(ceil(area.width() * ratio), ceil(area.height() * ratio)), _LAYER)
    layer.setDevicePixelRatio(ratio)
    layer.fill(Qt.GlobalColor.transparent)
    on_layer = QPainter(layer)
    draw(on_layer, left - area.x(), top - area.y())
    on_layer.end()
    painter.drawImage(area.topLeft(), layer)


def _area(parts: Sequence[Part], rect: QRectF, left: float, top: float, scale: float) -> QRectF:
    """Where on the paper the figure is, in whole units."""
    boxes = [part.box for part in parts]
    spare = 4.0
    x1 = left + (min(box[0] for box in boxes) - spare) * scale
    y1 = top + (min(box[1] for box in boxes) - spare) * scale
    x2 = left + (max(box[2] for box in boxes) + spare) * scale
    y2 = top + (max(box[3] for box in boxes) + spare) * scale
    whole = QRectF(floor(x1), floor(y1), ceil(x2) - floor(x1), ceil(y2) - floor(y1))
    return whole.intersected(rect) if whole.intersects(rect) else rect
