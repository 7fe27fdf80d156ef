"""The muscles at work, gently lit where they can be seen: on the back, the chest, the shoulders and the neck."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPen

from postureapp.core.body import SIDES, Body
from postureapp.core.vec import Vec3, add, apply, dot, lerp, mul, unit
from postureapp.figure import trunk
from postureapp.figure.camera import Camera
from postureapp.figure.shapes import limb, outline, round_path

_NECK: dict[str, tuple[Vec3, ...]] = {
    "deep neck flexors": ((0.0, 0.0, 1.0),),
    "levator scapulae": ((0.9, 0.0, -0.4), (-0.9, 0.0, -0.4)),
    "neck rotators": ((0.98, 0.0, 0.1), (-0.98, 0.0, 0.1)),
    "upper trapezius": ((0.5, 0.0, -0.9), (-0.5, 0.0, -0.9)),
}
_SHOULDER = (("rear deltoid", -1.0), ("front deltoid", 1.0))


@dataclass(frozen=True, slots=True)
class Glow:
    """The light on one figure. `effort` (0 to 1) is how bright it is."""

    camera: Camera
    body: Body
    colour: str
    lit: tuple[str, ...]
    effort: float

    def on_trunk(self, painter: QPainter) -> None:
        """Light the muscles of back and chest that face the eye."""
        if self.effort <= 0.01:
            return
        for name in self.lit:
            for patch in trunk.MUSCLE_PATCHES.get(name, ()):
                for side in SIDES:
                    points, facing = trunk.patch_outline(self.camera, self.body, patch, side)
                    if facing > 0.08:
                        self._shine(painter, outline(round_path(points)), min(facing * 1.6, 1.0))

    def on_shoulder(self, painter: QPainter, side: str, sleeve: QPainterPath) -> None:
        """Light the deltoid within its sleeve."""
        turn, shoulder = self.body.turns["chest"], self.body.points[f"shoulder.{side}"]
        elbow = self.body.points[f"elbow.{side}"]
        for name, front in _SHOULDER:
            facing = dot(apply(turn, (SIDES[side] * 0.35, 0.1, front)), self.camera.toward)
            if name not in self.lit or self.effort <= 0.01 or facing < 0.1:
                continue
            painter.save()
            painter.setClipPath(sleeve)
            top = add(shoulder, apply(turn, (0.0, 2.0, front * 3.0)))
            self._shine(painter, limb(self.camera, top, 3.6, lerp(shoulder, elbow, 0.42), 1.8), min(facing * 1.4, 1.0))
            painter.restore()

    def on_neck(self, painter: QPainter, neck: QPainterPath, root: Vec3, base: Vec3) -> None:
        """Light the muscles of the neck between its root and the base of the head."""
        if self.effort <= 0.01:
            return
        turn = self.body.turns["neck"]
        painter.save()
        painter.setClipPath(neck)
        for way in (way for name in self.lit for way in _NECK.get(name, ())):
            facing = dot(apply(turn, unit(way)), self.camera.toward)
            if facing > 0.05:
                out = mul(apply(turn, way), 3.9)
                path = limb(self.camera, add(root, out), 2.0, add(base, out), 1.3)
                self._shine(painter, path, min(facing * 1.5, 1.0))
        painter.restore()

    def _shine(self, painter: QPainter, path: QPainterPath, strength: float) -> None:
        colour = QColor(self.colour)
        for width, share in ((4.0, 0.11), (1.8, 0.16)):
            colour.setAlphaF(share * strength * self.effort)
            pen = QPen(colour, width, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap, Qt.PenJoinStyle.RoundJoin)
            painter.strokePath(path, pen)
        colour.setAlphaF(0.44 * strength * self.effort)
        painter.fillPath(path, colour)
