"""Where the figure is seen from, and how a point in space becomes a point on paper."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from math import cos, radians, sin

from postureapp.core.moves import View
from postureapp.core.vec import Vec3, cross, dot, sub

_FAR_CM = 620.0
_MIDDLE: Vec3 = (0.0, 70.0, 8.0)


@dataclass(frozen=True)
class Camera:
    """A look from `yaw_deg` round the figure (0 from the front, -90 from its right) and from `pitch_deg` above."""

    yaw_deg: float = 0.0
    pitch_deg: float = 8.0

    @cached_property
    def right(self) -> Vec3:
        """To the right on paper."""
        yaw = radians(self.yaw_deg)
        return (cos(yaw), 0.0, -sin(yaw))

    @cached_property
    def toward(self) -> Vec3:
        """Towards the eye."""
        yaw, pitch = radians(self.yaw_deg), radians(self.pitch_deg)
        return (sin(yaw) * cos(pitch), sin(pitch), cos(yaw) * cos(pitch))

    @cached_property
    def up(self) -> Vec3:
        """Up on paper."""
        return cross(self.toward, self.right)

    def depth(self, point: Vec3) -> float:
        """How near the eye: greater is nearer."""
        return dot(sub(point, _MIDDLE), self.toward)

    def scale(self, point: Vec3) -> float:
        """How large things look there, by a mild perspective."""
        return _FAR_CM / (_FAR_CM - self.depth(point))

    def flat(self, point: Vec3) -> tuple[float, float]:
        """The point on paper, in cm: to the right, and down."""
        away, near = sub(point, _MIDDLE), self.scale(point)
        return (dot(away, self.right) * near, -dot(away, self.up) * near)


_YAW = {View.FRONT: -16.0, View.BACK: 164.0, View.SIDE: -68.0, View.TOP: -20.0}


def camera_for(view: View) -> Camera:
    """The view a move asks for: never quite square on, so that depth can be read."""
    return Camera(_YAW[view], 55.0 if view is View.TOP else 9.0)


@dataclass(frozen=True, slots=True)
class Bounds:
    """What part of the paper is shown, in cm."""

    left: float
    top: float
    right: float
    bottom: float


def bounds_of(camera: Camera, points: Iterable[Vec3], margin_cm: float = 9.0) -> Bounds:
    """The part of the paper that holds all these points."""
    flat = [camera.flat(point) for point in points]
    return Bounds(
        min(x for x, _ in flat) - margin_cm,
        min(y for _, y in flat) - margin_cm,
        max(x for x, _ in flat) + margin_cm,
        max(y for _, y in flat) + margin_cm,
    )
