"""Paints the figure: a person in a pose, from any side, at any size, with what the pose needs round it.

Crisp at any size: everything is drawn as paths for the size that is asked for. It reads a pose and decides nothing.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil, floor

from PySide6.QtCore import QPoint, QRect, QRectF, Qt
from PySide6.QtGui import QImage, QPainter, QTransform

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
from postureapp.figure.resting import Picture, Resting
from postureapp.figure.shadow import paint_shadow

_LAYER = QImage.Format.Format_ARGB32_Premultiplied
_SPARE_CM = 4.0  # round the box of a part, for lines and what rounds its corners
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


@dataclass(frozen=True, slots=True)
class _Paper:
    """Where the figure's middle lies on the paper, how large a centimetre is there, and a unit of it in pixels."""

    left: float
    top: float
    scale: float
    ratio: float

    def pixels(self, parts: Sequence[Part]) -> QRect:
        """The pixels in which these parts lie, counted from the paper's own corner."""
        size, x, y = self.scale * self.ratio, self.left * self.ratio, self.top * self.ratio
        boxes = [part.box for part in parts]
        left = floor(x + (min(box[0] for box in boxes) - _SPARE_CM) * size)
        top = floor(y + (min(box[1] for box in boxes) - _SPARE_CM) * size)
        right = ceil(x + (max(box[2] for box in boxes) + _SPARE_CM) * size)
        bottom = ceil(y + (max(box[3] for box in boxes) + _SPARE_CM) * size)
        return QRect(left, top, right - left, bottom - top)

    def layer(self, pixels: QRect) -> tuple[QImage, QPainter]:
        """An image of these pixels with nothing on it, and what paints the figure there."""
        size = self.scale * self.ratio
        image = QImage(pixels.size(), _LAYER)
        image.fill(Qt.GlobalColor.transparent)
        painter = QPainter(image)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        x, y = self.left * self.ratio - pixels.x(), self.top * self.ratio - pixels.y()
        painter.setTransform(QTransform(size, 0.0, 0.0, size, x, y))
        return image, painter


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
    resting: Resting | None = None,
) -> None:
    """Paint a pose into a rectangle.

    `effort` (0 to 1) is how brightly the muscles are lit. `upper_body`: without legs and without what stands round it.
    `resting` keeps what stands still from one frame to the next.
    """
    body = built(pose, stance, props)
    shown = bounds or bounds_of(camera, _reach(body))
    scale = min(rect.width() / (shown.right - shown.left), rect.height() / (shown.bottom - shown.top))
    left = rect.center().x() - (shown.left + shown.right) / 2.0 * scale
    top = rect.center().y() - (shown.top + shown.bottom) / 2.0 * scale
    # As many pixels as will be seen, whatever scales the paper.
    paper = _Paper(left, top, scale, max(abs(painter.deviceTransform().m11()), 0.1))
    figure = Figure(camera, body, look, lit_muscles, effort)
    things = () if upper_body else prop_parts(camera, body.props, palette)
    parts = far_to_near([*things, *figure.parts(legs=not upper_body)])
    size = min(rect.width(), rect.height())
    on_mat = any(prop.kind is PropKind.MAT for prop in body.props) and not upper_body
    dressed = dress(palette, look)

    def draw(on: QPainter, corner: QPoint, resting: Resting | None) -> None:
        brush = Brush(on, palette, dressed, scale, size)
        drawn: list[Part] = []
        for part in parts:
            # A wall before the person is seen through.
            through = part.veil and any(overlap(part, other) for other in drawn)
            if part.shaded > 0.0 and part.casts:
                brush.cast(part.casts, part.shaded)
            kept = resting.picture(part, picture) if resting is not None and not through else None
            if kept is not None:
                _lay(on, kept, corner)
            elif through:
                on.setOpacity(0.25)
                part.draw(brush)
                on.setOpacity(1.0)
            else:
                part.draw(brush)
            if part.name in ("trunk", "head"):
                drawn.append(part)
            elif on_mat and part.name.startswith(PropKind.MAT):
                on.setCompositionMode(QPainter.CompositionMode.CompositionMode_SourceAtop)
                paint_shadow(on, camera, body, palette)
                on.setCompositionMode(QPainter.CompositionMode.CompositionMode_SourceOver)

    def picture(part: Part) -> Picture:
        pixels = paper.pixels([part])
        image, on = paper.layer(pixels)
        part.draw(Brush(on, palette, dressed, scale, size))
        on.end()
        return Picture(pixels.topLeft(), image)

    lined = palette.line.value != "none" and painter.opacity() > 0.99
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.translate(left, top)
    painter.scale(scale, scale)
    if not upper_body and not on_mat:
        paint_shadow(painter, camera, body, palette)
    if lined:
        draw(painter, QPoint(), None)
    painter.restore()
    if lined:
        return
    # A layer of its own, so that a shade falls only on the figure and never on the paper round it, and so that the
    # figure can be faded as one; no larger than the figure.
    if resting is not None:
        resting.begin((paper, palette, look))
    whole = QRectF(rect.topLeft() * paper.ratio, rect.size() * paper.ratio).toAlignedRect()
    pixels = paper.pixels(parts)
    pixels = pixels.intersected(whole) if pixels.intersects(whole) else whole
    layer, on_layer = paper.layer(pixels)
    draw(on_layer, pixels.topLeft(), resting)
    on_layer.end()
    layer.setDevicePixelRatio(paper.ratio)
    painter.drawImage(pixels.topLeft().toPointF() / paper.ratio, layer)


def _lay(on: QPainter, kept: Picture, corner: QPoint) -> None:
    """Lay a picture on a layer whose upper left corner lies there."""
    transform = on.transform()
    on.resetTransform()
    on.drawImage(kept.at - corner, kept.image)
    on.setTransform(transform)
