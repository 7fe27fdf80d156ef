"""The trunk's surface: its cross-sections from hips to neck, its outline from any side, and places on its skin."""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass
from math import cos, radians, sin, sqrt

from PySide6.QtGui import QPainterPath

from postureapp.core.body import Body
from postureapp.core.pose import value
from postureapp.core.sizes import SIDES
from postureapp.core.vec import Vec3, add, apply, cross, dot, length, lerp, mul, sub
from postureapp.figure.camera import Camera
from postureapp.figure.look import Girth
from postureapp.figure.memo import memo
from postureapp.figure.outline import curve
from postureapp.figure.surface import Section, Sweep


@dataclass(frozen=True, slots=True, eq=False)
class Slice:
    """A cross-section: the part it belongs to, how far above that part's point (cm), its half width and depths.

    Those of a build are remembered, so that each is equal to itself alone.
    """

    part: str
    above_cm: float
    width: float
    front: float
    back: float


@memo(8)
def hips(girth: Girth) -> tuple[Slice, ...]:
    """The upper part of the trousers, from the crotch to the belt."""
    h = girth.hips
    return (
        Slice("pelvis", -10.5, 8.0 * h, 6.8, 7.6),
        Slice("pelvis", -8.0, 14.0 * h, 8.6 * h, 9.6 * h),
        Slice("pelvis", -4.0, 16.7 * h, 9.6 * h, 11.2 * h),
        Slice("pelvis", 1.0, 16.6 * h, 9.8 * h, 11.2 * h),
        Slice("pelvis", 5.0, 14.4 * h, 9.0 * h, 9.8 * h),
        Slice("pelvis", 8.0, 11.5 * h, 8.0 * h, 8.4 * h),
    )


@memo(64)
def shirt(girth: Girth, hem_cm: float) -> tuple[Slice, ...]:
    """The shirt from its hem, so far above the hips, to the root of the neck."""
    h, w, c, belly = girth.hips, girth.waist, girth.chest, girth.belly_cm
    low = 0.5 * (h + w)
    back = 11.7 * h
    skirt = (
        (-6.0, 17.3 * h, 10.6 * h + 0.2 * belly, back),
        (-1.5, 17.0 * h, 10.6 * h + 0.3 * belly, back),
        (3.5, 16.2 * h, 10.4 * h + 0.6 * belly, 10.9 * h),
    )
    hem = skirt[0] if hem_cm < -3.5 else skirt[1] if hem_cm < 1.0 else skirt[2]
    return (
        Slice("pelvis", hem_cm, hem[1] + 0.1, hem[2], hem[3]),
        *(Slice("pelvis", *row) for row in skirt if row[0] > hem_cm + 0.8),
        Slice("waist", -7.5, 14.8 * low, 10.2 * w + belly, 9.6 * w),
        Slice("waist", -1.5, 13.6 * w, 10.0 * w + belly, 8.8 * w),
        Slice("ribs", -9.5, 13.6 * w, 10.2 * w + 0.6 * belly, 9.0 * w),
        Slice("ribs", -3.0, 14.3 * c, 10.7 * c, 9.8 * c),
        Slice("ribs", 3.0, 14.9 * c, 11.0 * c, 10.4 * c),
        Slice("chest", -8.0, 14.6 * c, 10.6 * c, 10.2 * c),
        Slice("chest", -4.5, 12.6 * c, 8.9 * c, 9.0 * c),
        Slice("chest", -1.5, 9.2 * c, 6.6, 7.2),
        Slice("chest", 1.2, 6.6 * girth.neck, 5.4 * girth.neck, 6.0 * girth.neck),
    )


def sweep_of(camera: Camera, body: Body, slices: tuple[Slice, ...]) -> Sweep:
    """These slices where the body carries them."""
    sections = []
    for part in slices:
        turn = body.turns[part.part]
        at = add(body.points[part.part], mul(turn[1], part.above_cm))
        sections.append(Section(at, turn[0], turn[2], part.width, part.front, part.back))
    return Sweep(camera, sections)


def lifted_cm(body: Body, side: str) -> float:
    """How far a shoulder is lifted from where it hangs."""
    up = dot(sub(body.points[f"shoulder.{side}"], body.points["chest"]), body.turns["chest"][1])
    return max(up + _JOINT_BELOW_NECK_CM, 0.0)


# From the root of the neck to the shoulder joint: (share of the way, half height, half depth) in cm.
_YOKE = ((0.0, 5.7, 6.4), (0.3, 4.75, 6.3), (0.6, 4.4, 5.9), (0.82, 4.35, 5.2), (0.97, 4.15, 4.7))
_JOINT_BELOW_NECK_CM = 6.0


def yoke(camera: Camera, body: Body, girth: Girth) -> tuple[Sweep, Sweep]:
    """The slope from the neck to each shoulder: collar bones before, the trapezius behind.

    It ends in the middle of the shoulder joint, as high there as the sleeve, so that both have one line.
    """
    chest, root, thick = body.turns["chest"], body.points["chest"], girth.arms**0.5
    found = []
    for side, sign in SIDES.items():
        knob = body.points[f"shoulder.{side}"]
        # The trapezius rises along the neck with a shoulder that is lifted.
        lifted = lifted_cm(body, side)
        neck = add(root, apply(chest, (sign * 3.6, -2.8 + 0.62 * lifted, -0.6)))
        way = sub(knob, neck)
        along = mul(way, 1.0 / (length(way) or 1.0))
        # Square to the slope, in the plane of the shoulders.
        front = chest[2]
        up = mul(cross(front, along), sign)
        sections = [
            # Below a lifted shoulder the side of the chest is longer.
            Section(
                add(lerp(neck, knob, t), mul(up, -0.42 * lifted * (1.0 - 0.8 * t))),
                up,
                front,
                high * thick + 0.42 * lifted * (1.0 - 0.8 * t),
                deep * thick,
                deep,
            )
            for t, high, deep in _YOKE
        ]
        found.append(Sweep(camera, sections))
    return found[0], found[1]


# Heights along the spine in cm above the waist: where each part's own point is, up to the root of the neck.
_HEIGHTS = {"pelvis": -17.0, "waist": 0.0, "ribs": 15.6, "chest": 31.1}


class Skin:
    """Places on the trunk's surface: by height along the spine (cm above the waist; the neck is at 31) and angle.

    The angle is in degrees from straight behind (0) round a side (90) to straight in front (180).
    """

    def __init__(self, camera: Camera, body: Body, girth: Girth) -> None:
        self._body, self._camera = body, camera
        self._slices = shirt(girth, -1.5)
        self._heights = [_HEIGHTS[s.part] + s.above_cm for s in self._slices]
        self._carried: dict[int, tuple[Vec3, Vec3, Vec3]] = {}

    def place(self, height_cm: float, angle_deg: float, sign: float) -> tuple[Vec3, Vec3]:
        """A place and where its skin faces. `sign`: 1 on the left side of the body, -1 on the right."""
        heights = self._heights
        n = bisect_left(heights, height_cm, 1, len(heights) - 1)
        a, b, low, high = self._slices[n - 1], self._slices[n], heights[n - 1], heights[n]
        t = min(max((height_cm - low) / (high - low), 0.0), 1.0)
        (at1, side1, ahead1), (at2, side2, ahead2) = self._where(n - 1), self._where(n)
        (x, y, z), (sx, sy, sz), (fx, fy, fz) = lerp(at1, at2, t), lerp(side1, side2, t), lerp(ahead1, ahead2, t)
        angle = radians(angle_deg)
        s, c = sin(angle) * sign, -cos(angle)
        width = a.width + (b.width - a.width) * t
        deep = a.front + (b.front - a.front) * t if c > 0 else a.back + (b.back - a.back) * t
        aside, far, u, v = s * width, c * deep, s / width, c / deep
        place = (x + sx * aside + fx * far, y + sy * aside + fy * far, z + sz * aside + fz * far)
        return place, (sx * u + fx * v, sy * u + fy * v, sz * u + fz * v)

    def _where(self, n: int) -> tuple[Vec3, Vec3, Vec3]:
        """The middle of a cross-section, its side and its front."""
        found = self._carried.get(n)
        if found is None:
            part = self._slices[n]
            turn = self._body.turns[part.part]
            at = add(self._body.points[part.part], mul(turn[1], part.above_cm))
            found = self._carried[n] = at, turn[0], turn[2]
        return found


def crease_lines(camera: Camera, body: Body, skin: Skin) -> list[tuple[QPainterPath, float]]:
    """The furrow of the spine and the edges of the shoulder blades: from behind they show how these slide."""
    found: list[tuple[QPainterPath, float]] = []
    if dot(body.turns["ribs"][2], camera.toward) > 0.45:
        return found
    edge = ((24.5, 34.0), (22.5, 26.0), (18.0, 24.0), (13.5, 28.0), (11.0, 36.0))
    rows = [
        [(h, 0.0, 1.0, False) for h in (24.5, 19.0, 14.0, 9.0, 3.0, -3.0)],
        *([(h, a, sign, True) for h, a in edge] for sign in SIDES.values()),
    ]
    for row in rows:
        points, facing = [], 0.0
        for height, angle, sign, slides in row:
            place, normal = skin.place(height, angle, sign)
            if slides:
                place = add(place, blade_slide(body, "L" if sign > 0 else "R"))
            points.append(camera.flat(place))
            size = sqrt(normal[0] ** 2 + normal[1] ** 2 + normal[2] ** 2)
            facing += sum(a * b for a, b in zip(normal, camera.toward, strict=True)) / size / len(row)
        if facing > 0.15:
            found.append((curve(points), min(facing * 1.3, 1.0)))
    return found


def blade_slide(body: Body, side: str) -> Vec3:
    """How far the shoulder blade has slid from its place at rest."""
    sign = SIDES[side]
    back = value(body.pose, "scap.retract", side) - value(body.pose, "scap.prot", side)
    up = value(body.pose, "scap.elev", side)
    return apply(body.turns["chest"], (-sign * 2.6 * back, 3.0 * up, 0.0))
