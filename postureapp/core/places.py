"""The places a hand can hold or lie on: own thigh and knee, the other arm, the seat, a desk, a wall, the floor.

Each is a point on a surface, which way that surface faces, where the fingers point, where the elbow points, and how far
the hand is closed. Nothing here moves a joint.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from math import cos, radians, sin, sqrt

from postureapp.core.moves import Stance
from postureapp.core.pose import Pose, value
from postureapp.core.room import BOX_AT, BOX_SIZE, WALL_FACE_CM, desk_edge_cm, desk_top_cm
from postureapp.core.sizes import (
    FOREARM_CM,
    KNEE_ROUND_CM,
    MAT_TOP_CM,
    PALM_CM,
    PALM_HALF_CM,
    SEAT_HALF_CM,
    SEAT_TOP_CM,
    SIDES,
    THIGH_ROUND_CM,
    UPPER_ARM_CM,
    UPPER_ARM_ROUND_CM,
)
from postureapp.core.spine import underside
from postureapp.core.vec import Turn, Vec3, add, apply, cross, lerp, mul, sub, unit


@dataclass(frozen=True, slots=True)
class Around:
    """What a goal may look at: the side, and the body as far as it is built."""

    pose: Pose
    stance: Stance
    side: str
    points: Mapping[str, Vec3]
    turns: Mapping[str, Turn]

    @property
    def sign(self) -> float:
        """1 for the left, -1 for the right."""
        return SIDES[self.side]

    @property
    def over(self) -> float:
        """How far this arm lies on top of the other, 0 to 1."""
        return value(self.pose, "over", self.side)

    def by_chest(self, x: float, y: float, z: float) -> Vec3:
        """A place from the root of the neck in the chest's axes, x outwards on this side."""
        return add(self.points["chest"], self.turned(x, y, z))

    def turned(self, x: float, y: float, z: float) -> Vec3:
        """A direction in the chest's axes, x outwards on this side."""
        return apply(self.turns["chest"], (self.sign * x, y, z))

    def out(self, x: float, y: float, z: float) -> Vec3:
        """A direction in the room, x outwards on this side."""
        return (self.sign * x, y, z)


Place = tuple[Vec3, Vec3, Vec3, Vec3, float]


def _rest(a: Around) -> Place:
    """On its own thigh, half-way."""
    hip, knee = a.points[f"hip.{a.side}"], a.points[f"knee.{a.side}"]
    thigh = a.turns[f"thigh.{a.side}"]
    along = unit(sub(knee, hip))
    at = add(lerp(hip, knee, 0.62), add(mul(thigh[2], THIGH_ROUND_CM + 0.4), a.out(0.4, 0.0, 0.0)))
    return at, thigh[2], add(along, a.out(-0.22, 0.0, 0.0)), a.turned(0.62, -0.45, -0.9), 0.2


def _knee(a: Around) -> Place:
    """On its own knee."""
    hip, knee = a.points[f"hip.{a.side}"], a.points[f"knee.{a.side}"]
    thigh = a.turns[f"thigh.{a.side}"]
    at = add(lerp(hip, knee, 0.93), mul(thigh[2], KNEE_ROUND_CM + 0.7))
    return at, thigh[2], add(unit(sub(knee, hip)), a.out(-0.1, -0.25, 0.0)), a.turned(0.75, -0.3, -0.8), 0.3


def _seat(a: Around) -> Place:
    """The side edge of the seat beside the hip: the palm on it, the fingers down."""
    hip = a.points[f"hip.{a.side}"]
    at = (a.sign * SEAT_HALF_CM, SEAT_TOP_CM - 3.6, hip[2] - 1.0)
    return at, a.out(1.0, 0.25, 0.0), (0.0, -1.0, 0.12), a.out(0.5, 0.0, -1.0), 0.75


def _head(a: Around) -> Place:
    """The back of the head, the fingers of both hands meeting."""
    head = a.turns["head"]
    at = add(a.points["head"], apply(head, (a.sign * 4.4, -1.0, -9.6)))
    normal = apply(head, (a.sign * 0.42, -0.05, -0.9))
    return at, normal, apply(head, (-a.sign * 0.9, 0.35, -0.25)), a.turned(1.0, 0.2, 0.22), 0.3


def _shoulder(a: Around) -> Place:
    """The front of the other shoulder, the arms crossed on the chest."""
    over = a.over
    at = a.by_chest(-11.0, -7.5 + 1.5 * over, 9.0 + 1.0 * over)
    return at, a.turned(-0.2, 0.25, 0.95), a.turned(-0.62, 0.78, -0.1), a.turned(0.7, -0.75, 0.25 + 1.1 * over), 0.1


def _blade(a: Around) -> Place:
    """Round the other shoulder, the fingers towards its blade: a hug."""
    over = a.over
    front = value(a.pose, "scap.prot", _other(a.side))
    at = a.by_chest(-17.6 + 1.0 * front, -6.5 + 2.0 * over, 5.0 * front - 3.0)
    return (
        at,
        a.turned(-0.95, 0.1, -0.3),
        a.turned(0.25, 0.25, -0.93),
        a.turned(0.5, -0.8 + 0.8 * over, 1.5 - 0.7 * over),
        0.25,
    )


def _elbow(a: Around) -> Place:
    """The other upper arm above the elbow, from outside, the fingers round it."""
    other = _other(a.side)
    root = a.points.get(f"shoulder.{other}", a.by_chest(-16.0, -6.0, 0.0))
    far = a.points.get(f"elbow.{other}", add(root, a.turned(0.0, -UPPER_ARM_CM, 0.0)))
    along = unit(sub(far, root))
    # Square to the arm: its front where it lies across the chest, its outer side while it hangs.
    normal = unit(mul(cross(along, a.turned(0.0, 0.94, 0.35)), a.sign))
    fingers = add(mul(cross(normal, along), a.sign), mul(along, -0.25))
    at = add(lerp(root, far, 0.84), mul(normal, UPPER_ARM_ROUND_CM - 0.3))
    return at, normal, fingers, a.turned(0.75, -1.0, 0.25), 0.55


def _clasp(a: Around) -> Place:
    """Both hands clasped in front of the chest; how far goes with the blades."""
    far = 38.0 + 14.0 * value(a.pose, "scap.prot", a.side)
    at = add(a.points["chest"], a.out(0.9, -8.0, far))
    return at, a.out(0.9, 0.0, 0.45), a.out(-0.55, 0.05, 0.85), a.turned(0.9, -0.5, 0.0), 0.75


def _behind(a: Around) -> Place:
    """Both hands clasped behind the seat of the body."""
    return (
        a.by_chest(1.0, -49.5, -35.0),
        a.turned(1.0, 0.0, -0.15),
        a.turned(-0.15, -0.7, -0.72),
        a.turned(0.75, 0.1, -0.6),
        0.7,
    )


def _desk(a: Around) -> Place:
    at = (a.sign * 15.0, desk_top_cm(a.stance), desk_edge_cm(a.stance) + 12.0)
    return at, (0.0, 1.0, 0.0), a.out(-0.08, 0.0, 1.0), a.out(0.75, -0.7, 0.0), 0.05


def _keys(a: Around) -> Place:
    """A keyboard near the desk's edge."""
    at = (a.sign * 9.0, desk_top_cm(a.stance) + 2.0, desk_edge_cm(a.stance) + 14.0)
    return at, (0.0, 1.0, -0.1), a.out(-0.12, 0.0, 1.0), a.out(0.5, -0.8, -0.5), 0.3


def _wall(a: Around) -> Place:
    """At chest height, a little wider than the shoulders."""
    return (a.sign * 21.0, 131.0, WALL_FACE_CM), (0.0, 0.0, -1.0), a.out(-0.1, 1.0, 0.0), a.out(0.75, -0.85, 0.0), 0.0


def _floor(a: Around) -> Place:
    """Kneeling: far ahead. Lying: where the arm is, let down on the mat."""
    if a.stance is Stance.SUPINE:
        shoulder = a.points[f"shoulder.{a.side}"]
        lift = radians(value(a.pose, "sh.abd", a.side))
        way = apply(a.turns["pelvis"], (a.sign * sin(lift), -cos(lift), 0.0))
        drop = shoulder[1] - MAT_TOP_CM - 1.5
        far = sqrt(max((0.99 * (UPPER_ARM_CM + FOREARM_CM)) ** 2 - drop * drop, 100.0)) + PALM_CM
        at = (shoulder[0] + far * way[0], MAT_TOP_CM + 2.0 * PALM_HALF_CM, shoulder[2] + far * way[2])
        return at, (0.0, -1.0, 0.0), way, (0.0, -0.2, 1.0), 0.35
    return (a.sign * 15.0, MAT_TOP_CM, 66.0), (0.0, 1.0, 0.0), a.out(-0.06, 0.0, 1.0), a.out(1.0, 0.1, 0.0), 0.05


def _palms(a: Around) -> Place:
    """Palms together in front of the chest, the lower hand on the mat, where they are before the trunk turns."""
    base, low = a.turns["pelvis"], underside(a.pose) if a.stance is Stance.SIDE_LYING else 0.0
    down = low * (a.points["pelvis"][1] - MAT_TOP_CM - 2.0 * PALM_HALF_CM)
    at = add(a.points["pelvis"], apply(base, (down + a.sign * 0.2, 43.0, 51.0)))
    below = 1.0 if a.sign == low else -1.0
    pole = apply(base, (-a.sign * 0.3 * below, -1.0, 0.0))
    return at, apply(base, (a.sign, 0.0, 0.0)), apply(base, (0.0, 0.0, 1.0)), pole, 0.0


def _phone(a: Around) -> Place:
    """A phone before the face."""
    at = a.by_chest(4.2, 1.0, 37.0)
    return at, a.turned(0.85, -0.2, 0.5), a.turned(-0.2, 0.95, 0.2), a.turned(0.4, -1.0, 0.0), 0.55


def _lap(a: Around) -> Place:
    """A phone held low, above the lap."""
    at = add(a.points["pelvis"], a.out(4.2, 22.5, 27.0))
    return at, a.out(0.8, -0.5, 0.3), a.out(-0.3, 0.6, 0.75), a.turned(0.7, -0.6, -0.6), 0.55


def _band(a: Around) -> Place:
    """The end of a band, held straight in front."""
    at = a.by_chest(12.0, -24.0, 44.0)
    return at, a.turned(1.0, 0.0, 0.0), a.turned(0.0, -0.15, 1.0), a.turned(0.3, -1.0, -0.2), 1.0


def _box(a: Around) -> Place:
    """The side of a box on the floor, fingers under it."""
    at = (a.sign * BOX_SIZE[0] / 2.0, 0.8 * BOX_SIZE[1], BOX_AT[2] - 2.0)
    return at, a.out(1.0, 0.0, 0.0), a.out(0.0, -0.85, 0.5), a.out(0.6, 0.2, -0.8), 0.4


PLACES: Mapping[str, Callable[[Around], Place]] = {
    "seat": _seat,
    "knee": _knee,
    "rest": _rest,
    "head": _head,
    "shoulder": _shoulder,
    "blade": _blade,
    "elbow": _elbow,
    "clasp": _clasp,
    "behind": _behind,
    "desk": _desk,
    "keys": _keys,
    "wall": _wall,
    "floor": _floor,
    "palms": _palms,
    "phone": _phone,
    "lap": _lap,
    "band": _band,
    "box": _box,
}


DETOURS: Mapping[str, Callable[[Around], Vec3]] = {
    "rest": lambda _a: (0.0, 3.0, 0.0),
    "behind": lambda a: a.turned(24.0, 3.0, 4.0),
    "blade": lambda a: a.turned(2.0, 2.0 + 12.0 * a.over, 13.0 + 12.0 * a.over),
    "shoulder": lambda a: a.turned(4.0, 2.0, 10.0 + 6.0 * a.over),
    "head": lambda a: a.turned(22.0, 0.0, 14.0),
    "elbow": lambda a: a.turned(7.0, -2.0, 10.0),
    "floor": lambda a: (0.0, -6.0, 14.0) if a.stance is Stance.KNEELING else (0.0, 0.0, 0.0),
}


def _other(side: str) -> str:
    return "R" if side == "L" else "L"
