"""Paints the figure: parts from far to near, softly shaded, with the muscles at work gently lit.

Crisp at any size: everything is drawn as paths for the size that is asked for. It reads a pose and decides nothing.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from math import ceil

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QImage, QLinearGradient, QPainter, QPainterPath, QPen, QRadialGradient

from postureapp.core.body import SIDES, Body, build
from postureapp.core.pose import Pose, value
from postureapp.core.vec import Vec3, add, apply, dot, lerp, mul, sub, unit
from postureapp.figure import trunk
from postureapp.figure.camera import Bounds, Camera, bounds_of
from postureapp.figure.furniture import furniture, reach_of
from postureapp.figure.glow import Glow
from postureapp.figure.head import paint_head
from postureapp.figure.palette import FigurePalette
from postureapp.figure.shapes import limb, outline, together

Part = tuple[float, Callable[[QPainter], None]]
# A shape, grown all round by so many centimetres. Filling it is far cheaper than stroking an outline.
Grown = Callable[[float], QPainterPath]
_LAYER = QImage.Format.Format_ARGB32_Premultiplied


def bounds_for(poses: Sequence[Pose], seated: bool, camera: Camera, margin_cm: float = 9.0) -> Bounds:
    """The part of the paper in which all these poses stay, so that the picture stands still while the figure moves."""
    points: list[Vec3] = []
    for pose in poses:
        body = build(pose, seated)
        points.extend(body.points.values())
        points.append(add(body.points["crown"], (0.0, 3.0, 0.0)))
        points.extend(reach_of(body))
    points.extend([(-30.0, 0.0, 0.0), (30.0, 0.0, 0.0)])
    return bounds_of(camera, points, margin_cm)


def paint(
    painter: QPainter,
    rect: QRectF,
    pose: Pose,
    *,
    seated: bool,
    camera: Camera,
    palette: FigurePalette,
    lit_muscles: Sequence[str] = (),
    effort: float = 0.0,
    bounds: Bounds | None = None,
) -> None:
    """Paint a pose into a rectangle. `effort` (0 to 1) is how brightly the muscles are lit."""
    shown = bounds or bounds_for([pose], seated, camera)
    scale = min(rect.width() / (shown.right - shown.left), rect.height() / (shown.bottom - shown.top))
    # As many pixels as will be seen, whatever scales the paper.
    ratio = painter.device().devicePixelRatioF() * max(abs(painter.worldTransform().m11()), 0.1)
    left = rect.center().x() - (shown.left + shown.right) / 2.0 * scale
    top = rect.center().y() + (shown.bottom - shown.top) / 2.0 * scale - shown.bottom * scale
    body = build(pose, seated)
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.translate(left, top)
    painter.scale(scale, scale)
    _shadow(painter, camera, body, palette)
    painter.restore()
    # A layer of its own, so that a shade falls only on the figure and never on the paper round it.
    layer = QImage(QSize(ceil(rect.width() * ratio), ceil(rect.height() * ratio)), _LAYER)
    layer.setDevicePixelRatio(ratio)
    layer.fill(Qt.GlobalColor.transparent)
    on_layer = QPainter(layer)
    on_layer.setRenderHint(QPainter.RenderHint.Antialiasing)
    on_layer.translate(left - rect.x(), top - rect.y())
    on_layer.scale(scale, scale)
    drawing = Drawing(camera, body, palette, Glow(camera, body, palette.glow, tuple(lit_muscles), effort))
    for _, draw in sorted(drawing.parts(), key=lambda part: part[0]):
        draw(on_layer)
    on_layer.end()
    painter.drawImage(rect.topLeft(), layer)


def _shadow(painter: QPainter, camera: Camera, body: Body, palette: FigurePalette) -> None:
    feet = [body.points[f"{name}.{side}"] for name in ("heel", "toe") for side in SIDES]
    middle = mul((sum(p[0] for p in feet), 0.0, sum(p[2] for p in feet)), 0.25)
    if body.seated:
        middle = lerp(middle, (0.0, 0.0, 2.0), 0.6)
    x, y = camera.flat(middle)
    gradient = QRadialGradient(QPointF(0, 0), 1.0)
    dark, clear = QColor(palette.floor), QColor(palette.floor)
    dark.setAlphaF(0.30)
    clear.setAlphaF(0.0)
    gradient.setColorAt(0.0, dark)
    gradient.setColorAt(1.0, clear)
    painter.save()
    painter.translate(x, y)
    painter.scale(44.0 if body.seated else 36.0, 9.0)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(gradient)
    painter.drawEllipse(QPointF(0, 0), 1.0, 1.0)
    painter.restore()


def fill(painter: QPainter, path: QPainterPath, colour: str, halo: Grown | None = None, shade: str = "") -> None:
    """Fill a part, lit from above left; `halo`, grown by some cm, throws a soft shade on what lies behind."""
    if halo is not None and shade:
        painter.save()
        # Only on what is painted already: the paper round the figure stays clean.
        painter.setCompositionMode(QPainter.CompositionMode.CompositionMode_SourceAtop)
        dark = QColor(shade)
        for grown_cm, strength in ((1.7, 0.08), (0.7, 0.14)):
            dark.setAlphaF(strength)
            painter.fillPath(halo(grown_cm), dark)
        painter.restore()
    box = path.boundingRect()
    gradient = QLinearGradient(QPointF(box.left(), box.top()), QPointF(box.right(), box.top() + 0.25 * box.width()))
    base = QColor(colour)
    gradient.setColorAt(0.0, base.lighter(105))
    gradient.setColorAt(0.45, base)
    gradient.setColorAt(1.0, base.darker(110))
    painter.fillPath(path, gradient)


@dataclass(frozen=True, slots=True)
class Drawing:
    """One figure about to be painted: its parts with their depths."""

    camera: Camera
    body: Body
    palette: FigurePalette
    glow: Glow

    def parts(self) -> list[Part]:
        """All parts, each with how near it is (greater is nearer)."""
        found = list(furniture(self.camera, self.body, self.palette))
        depth, point = self.camera.depth, self.body.points
        hips = depth(point["pelvis"])
        found.append((hips - 0.5, self._hips))
        found.append((hips + 0.5, self._shirt))
        chest, head = depth(point["chest"]), depth(point["head"])
        found.append((max(head, hips, chest - 14.0) + 1.0, self._neck_and_head))
        for side in SIDES:
            found.extend(self._leg_parts(side))
            found.extend(self._arm_parts(side))
        return found

    def _leg_parts(self, side: str) -> list[Part]:
        camera, point, colour = self.camera, self.body.points, self.palette.trousers
        hip, knee, ankle = point[f"hip.{side}"], point[f"knee.{side}"], point[f"ankle.{side}"]
        cuff = lerp(knee, ankle, 0.93)
        thigh = limb(camera, hip, 8.8, knee, 6.4)
        straight = hip[1] - knee[1] > 0.8 * (knee[1] - ankle[1])
        thigh_end = lerp(hip, knee, 0.7 if straight else 1.0)

        def thigh_halo(grown_cm: float) -> QPainterPath:
            return limb(camera, lerp(hip, knee, 0.35), 7.8 + grown_cm, thigh_end, 6.3 + grown_cm)

        shank = limb(camera, knee, 6.3, cuff, 4.5)

        def shank_halo(grown_cm: float) -> QPainterPath:
            return limb(camera, lerp(knee, ankle, 0.3), 5.8 + grown_cm, cuff, 4.5 + grown_cm)

        shade = self.palette.shade
        # A leg comes out from under the shirt; of the two the nearer covers the other.
        hips_depth = camera.depth(point["pelvis"])
        thigh_depth = min(camera.depth(lerp(hip, knee, 0.5)), hips_depth - 0.4) + 0.001 * camera.depth(knee)
        shank_depth = max(camera.depth(lerp(knee, ankle, 0.4)), thigh_depth - 6.0)
        if straight:
            shank_depth = thigh_depth - 0.1
        return [
            (thigh_depth, lambda p: fill(p, thigh, colour, thigh_halo, shade)),
            (shank_depth, lambda p: fill(p, shank, colour, shank_halo, shade)),
            (shank_depth - 0.2, lambda p: self._foot(p, side)),
        ]

    def _foot(self, painter: QPainter, side: str) -> None:
        camera, point = self.camera, self.body.points
        ankle, heel, toe = point[f"ankle.{side}"], point[f"heel.{side}"], point[f"toe.{side}"]
        skin = limb(camera, lerp(point[f"knee.{side}"], ankle, 0.9), 3.4, add(ankle, (0.0, -2.0, 0.0)), 3.6)
        fill(painter, skin, self.palette.skin)
        instep = lerp(ankle, toe, 0.15)
        sole = add(instep, (0.0, -3.0, 0.0))

        def shoe(grown_cm: float) -> QPainterPath:
            round_heel, round_toe = 3.3 + grown_cm, 2.7 + grown_cm
            return together(
                limb(camera, heel, round_heel, toe, round_toe),
                limb(camera, sole, 3.4 + grown_cm, toe, round_toe),
                limb(camera, sole, 3.4 + grown_cm, heel, round_heel),
            )

        fill(painter, shoe(0.0), self.palette.shoes, shoe, self.palette.shade)

    def _arm_parts(self, side: str) -> list[Part]:
        camera, point = self.camera, self.body.points
        shoulder, elbow = point[f"shoulder.{side}"], point[f"elbow.{side}"]
        wrist, hand = point[f"wrist.{side}"], point[f"hand.{side}"]
        depth = camera.depth
        hips = depth(point["pelvis"])
        upper_depth = 0.35 * depth(shoulder) + 0.65 * depth(elbow) - (depth(point["chest"]) - hips)
        lower_depth = 0.3 * depth(elbow) + 0.7 * depth(hand) + 5.0
        sleeve_end = lerp(shoulder, elbow, 0.62)
        upper = limb(camera, shoulder, 5.2, elbow, 3.9)
        sleeve = limb(camera, shoulder, 6.1, sleeve_end, 5.1)
        lower = limb(camera, elbow, 3.9, wrist, 2.9)
        knuckles = lerp(wrist, hand, 0.55)

        def palm(grown_cm: float) -> QPainterPath:
            wide = 3.5 + grown_cm
            return together(
                limb(camera, wrist, 2.8 + grown_cm, knuckles, wide), limb(camera, knuckles, wide, hand, 2.6 + grown_cm)
            )

        def upper_halo(grown_cm: float) -> QPainterPath:
            return limb(camera, lerp(shoulder, elbow, 0.45), 5.2 + grown_cm, elbow, 3.9 + grown_cm)

        def lower_halo(grown_cm: float) -> QPainterPath:
            fore = limb(camera, lerp(elbow, wrist, 0.3), 3.5 + grown_cm, wrist, 2.9 + grown_cm)
            return together(fore, palm(grown_cm))

        thumb = self._thumb(side)
        skin, top, shade = self.palette.skin, self.palette.top, self.palette.shade

        def draw_upper(painter: QPainter) -> None:
            fill(painter, upper, skin, upper_halo, shade)
            fill(painter, sleeve, top)
            self.glow.on_shoulder(painter, side, sleeve)

        def draw_lower(painter: QPainter) -> None:
            fill(painter, together(lower, palm(0.0), thumb), skin, lower_halo, shade)
            if value(self.body.pose, "reach.phone", side) > 0.5:
                self._phone(painter, side)

        return [(upper_depth, draw_upper), (lower_depth, draw_lower)]

    def _thumb(self, side: str) -> QPainterPath:
        point, camera = self.body.points, self.camera
        wrist, hand, elbow = point[f"wrist.{side}"], point[f"hand.{side}"], point[f"elbow.{side}"]
        inward = apply(self.body.turns["chest"], (-SIDES[side], 0.35, 0.3))
        along = unit(sub(hand, wrist))
        aside = unit(sub(inward, mul(along, dot(inward, along))), unit(sub(elbow, wrist)))
        root = lerp(wrist, hand, 0.25)
        tip = add(lerp(wrist, hand, 0.75), mul(aside, 3.8))
        return limb(camera, root, 1.9, tip, 1.3)

    def _phone(self, painter: QPainter, side: str) -> None:
        point, camera = self.body.points, self.camera
        hand = point[f"hand.{side}"]
        turn = self.body.turns["chest"]
        low = add(hand, apply(turn, (0.0, -3.0, 2.2)))
        high = add(hand, apply(turn, (0.0, 9.0, 4.2)))
        wide = apply(turn, (3.3, 0.0, 0.0))
        corners = [add(low, wide), sub(low, wide), sub(high, wide), add(high, wide)]
        path = outline([camera.flat(corner) for corner in corners])
        painter.strokePath(
            path,
            QPen(
                QColor(self.palette.shade),
                1.6,
                Qt.PenStyle.SolidLine,
                Qt.PenCapStyle.RoundCap,
                Qt.PenJoinStyle.RoundJoin,
            ),
        )
        painter.fillPath(path, QColor(self.palette.shade).lighter(150))

    def _hips(self, painter: QPainter) -> None:
        fill(painter, trunk.trunk_path(self.camera, self.body, trunk.HIPS), self.palette.trousers)

    def _shirt(self, painter: QPainter) -> None:
        camera, body = self.camera, self.body
        chest, turn = body.points["chest"], body.turns["chest"]
        yokes = []
        for side, sign in SIDES.items():
            shoulder = body.points[f"shoulder.{side}"]
            yokes.append(limb(camera, add(chest, apply(turn, (sign * 5.0, -5.5, 0.0))), 6.6, shoulder, 6.1))
            root = add(chest, apply(turn, (sign * 3.2, 2.4, -0.8)))
            yokes.append(limb(camera, root, 3.4, add(shoulder, apply(turn, (-sign * 1.5, 1.4, 0.0))), 4.6))
        main = trunk.trunk_path(camera, body, trunk.SHIRT)
        path = together(main, *yokes)

        def hem(grown_cm: float) -> QPainterPath:
            wider = [replace(section, half_depth_cm=section.half_depth_cm + grown_cm) for section in trunk.SHIRT]
            return trunk.trunk_path(camera, body, wider)

        fill(painter, path, self.palette.top, hem, self.palette.shade)
        painter.save()
        painter.setClipPath(path)
        self._creases(painter)
        self.glow.on_trunk(painter)
        painter.restore()

    def _creases(self, painter: QPainter) -> None:
        """The spine's furrow and the blades' edges: seen from behind, they show how the blades slide."""
        lines = [trunk.spine_line(self.camera, self.body)]
        lines += [trunk.blade_outline(self.camera, self.body, side) for side in SIDES]
        for points, facing in lines:
            if facing < 0.15:
                continue
            path = QPainterPath(QPointF(*points[0]))
            for a, b in zip(points[1:], [*points[2:], points[-1]], strict=True):
                path.quadTo(QPointF(*a), QPointF((a[0] + b[0]) / 2, (a[1] + b[1]) / 2))
            colour = QColor(self.palette.shade)
            for width, strength in ((2.8, 0.06), (1.3, 0.09)):
                colour.setAlphaF(strength * min(facing * 1.3, 1.0))
                painter.strokePath(path, QPen(colour, width, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap))

    def _neck_and_head(self, painter: QPainter) -> None:
        camera, body, palette = self.camera, self.body, self.palette
        root = add(body.points["chest"], apply(body.turns["chest"], (0.0, -0.5, 0.8)))
        base = body.points["neck"]
        neck = limb(camera, root, 5.0, add(base, apply(body.turns["neck"], (0.0, 2.0, 0.4))), 4.7)
        fill(painter, neck, QColor(palette.skin).darker(106).name())
        self.glow.on_neck(painter, neck, root, base)
        paint_head(painter, camera, body, palette, fill)
