"""Where the figure is seen from, and how a point in space becomes a point on paper."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from math import cos, radians, sin

from postureapp.core.moves import View
from postureapp.core.vec import Vec3, cross

FAR_CM = 620.0
_MIDDLE: Vec3 = (0.0, 70.0, 8.0)
PITCH_LIMITS_DEG = (-15.0, 80.0)


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

    @cached_property
    def _axes(self) -> tuple[float, ...]:
        return (*self.right, *self.up, *self.toward)

    def turned(self, way: Vec3) -> Vec3:
        """A direction as the eye sees it: to the right, up, towards the eye."""
        x, y, z = way
        a, b, c, d, e, f, g, h, i = self._axes
        return (x * a + y * b + z * c, x * d + y * e + z * f, x * g + y * h + z * i)

    def seen(self, point: Vec3) -> Vec3:
        """A point on paper in cm (to the right, and down) and how near the eye it is (greater is nearer)."""
        x, y, z = point[0], point[1] - _MIDDLE[1], point[2] - _MIDDLE[2]
        a, b, c, d, e, f, g, h, i = self._axes
        near = x * g + y * h + z * i
        scale = FAR_CM / (FAR_CM - near)
        return ((x * a + y * b + z * c) * scale, -(x * d + y * e + z * f) * scale, near)

    def all_seen(self, points: Iterable[Vec3]) -> list[Vec3]:
        """The same as `seen` for many points, with less ado for each."""
        a, b, c, d, e, f, g, h, i = self._axes
        _, middle_y, middle_z = _MIDDLE
        found = []
        for x, high, ahead in points:
            y, z = high - middle_y, ahead - middle_z
            near = x * g + y * h + z * i
            scale = FAR_CM / (FAR_CM - near)
            found.append(((x * a + y * b + z * c) * scale, -(x * d + y * e + z * f) * scale, near))
        return found

    def flat(self, point: Vec3) -> tuple[float, float]:
        """The point on paper, in cm: to the right, and down."""
        x, y, _ = self.seen(point)
        return (x, y)

    def depth(self, point: Vec3) -> float:
        """How near the eye: greater is nearer."""
        return self.seen(point)[2]


_YAW = {View.FRONT: -16.0, View.BACK: 164.0, View.SIDE: -68.0, View.REAR_SIDE: -108.0, View.TOP: -20.0}


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
