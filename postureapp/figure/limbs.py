"""Arms and legs: one smooth sweep over both bones, cut in two so that each half finds its own place in depth."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import hypot

from postureapp.core.body import Body
from postureapp.core.vec import Vec3, add, dot, length, lerp, mul, sub
from postureapp.figure.camera import Camera
from postureapp.figure.light import Light
from postureapp.figure.look import Girth
from postureapp.figure.surface import Section, Sweep

# (share of the bone, half width, half depth, how far the middle lies to the front), in cm.
Profile = Sequence[tuple[float, float, float, float]]
_UPPER_ARM: Profile = (
    (-0.10, 3.4, 4.6, 0.0),
    (0.02, 5.2, 5.4, 0.0),
    (0.16, 5.3, 5.6, 0.0),
    (0.34, 4.8, 5.1, 0.1),
    (0.55, 4.2, 4.6, 0.2),
    (0.76, 3.9, 4.2, 0.0),
)
_FOREARM: Profile = (
    (0.28, 4.1, 3.9, 0.0),
    (0.42, 3.85, 3.55, 0.0),
    (0.56, 3.4, 3.1, 0.0),
    (0.76, 2.85, 2.5, 0.0),
    (0.92, 2.7, 2.1, 0.0),
    (1.03, 2.8, 2.0, 0.0),
)
_THIGH: Profile = (
    (0.03, 7.5, 8.8, -0.4),
    (0.14, 8.2, 9.2, -0.2),
    (0.30, 8.3, 8.7, 0.2),
    (0.50, 7.6, 7.9, 0.5),
    (0.70, 6.9, 7.0, 0.5),
    (0.84, 6.4, 6.5, 0.3),
)
_SHANK: Profile = (
    (0.22, 6.1, 6.35, -0.8),
    (0.35, 6.1, 6.5, -1.2),
    (0.50, 5.7, 6.0, -1.1),
    (0.70, 5.2, 5.4, -0.6),
    (0.88, 4.9, 5.1, -0.2),
    (0.955, 4.9, 5.1, 0.0),
)
_ELBOW, _KNEE = (3.85, 4.0), (6.2, 6.4)
_ROUND_ELBOW_CM, _ROUND_KNEE_CM = 4.6, 6.0


@dataclass(frozen=True, slots=True)
class Limb:
    """A limb as it is seen: `sweep` from root to end; its first half ends at `joint`, and both overlap there."""

    sweep: Sweep
    joint: int

    @property
    def first(self) -> tuple[int, int]:
        """The sections of the upper half."""
        return 0, self.joint + 3

    @property
    def second(self) -> tuple[int, int]:
        """The sections of the lower half."""
        return self.joint - 1, len(self.sweep)

    def lights(self) -> tuple[Light, Light]:
        """The light on both halves: one and the same where the limb is straight on paper."""
        sweep, (a, b), (c, d) = self.sweep, self.first, self.second
        upper, lower, whole = sweep.light_across(a, b), sweep.light_across(c, d), sweep.light_across(a, d)
        one = (sweep.x[self.joint] - sweep.x[0], sweep.y[self.joint] - sweep.y[0])
        two = (sweep.x[-1] - sweep.x[self.joint], sweep.y[-1] - sweep.y[self.joint])
        sizes = hypot(*one) * hypot(*two)
        straight = (one[0] * two[0] + one[1] * two[1]) / sizes if sizes > 20.0 else 0.0
        share = min(max((straight - 0.72) / 0.22, 0.0), 1.0)
        return upper.towards(whole, share), lower.towards(whole, share)


def arm(camera: Camera, body: Body, side: str, girth: Girth) -> Limb:
    """An arm from the shoulder to the wrist."""
    points = tuple(body.points[f"{name}.{side}"] for name in ("shoulder", "elbow", "wrist"))
    turns = (body.turns[f"upper_arm.{side}"], body.turns[f"forearm.{side}"])
    return _limb(camera, points, turns, (_UPPER_ARM, _FOREARM), _ELBOW, _ROUND_ELBOW_CM, girth.arms)


def leg(camera: Camera, body: Body, side: str, girth: Girth) -> Limb:
    """A leg from the hip to the ankle, in its trousers."""
    points = tuple(body.points[f"{name}.{side}"] for name in ("hip", "knee", "ankle"))
    turns = (body.turns[f"thigh.{side}"], body.turns[f"shank.{side}"])
    # A thigh that is lifted comes out from under the shirt, and is narrower at its root.
    lifted = lift(body, side)
    thin = (1.0 - 0.42 * lifted, 1.0 - 0.16 * lifted)
    root = tuple((s, w * k, d * k, a) for (s, w, d, a), k in zip(_THIGH, (*thin, 1.0, 1.0, 1.0, 1.0), strict=True))
    return _limb(camera, points, turns, (root, _SHANK), _KNEE, _ROUND_KNEE_CM, girth.legs)


# Round the shoulder joint like a ball, of which the slope of the shoulder is the tangent.
_SLEEVE: Profile = (
    (-0.172, 0.7, 0.7, 0.0),
    (-0.155, 2.2, 2.3, 0.0),
    (-0.11, 3.8, 3.9, 0.0),
    (-0.05, 4.65, 4.8, 0.0),
    (0.03, 5.05, 5.3, 0.0),
    (0.16, 5.5, 5.8, 0.0),
    (0.36, 5.5, 5.9, 0.0),
    (0.58, 5.3, 5.7, 0.1),
)


def sleeve(camera: Camera, body: Body, side: str, girth: Girth) -> Sweep:
    """The sleeve round the upper half of the upper arm."""
    root, elbow = body.points[f"shoulder.{side}"], body.points[f"elbow.{side}"]
    turn = body.turns[f"upper_arm.{side}"]
    g = girth.arms
    return Sweep(
        camera,
        [
            Section(lerp(root, elbow, share), turn[0], turn[2], width * g, depth * g, depth * g)
            for share, width, depth, _ in _SLEEVE
        ],
    )


def lift(body: Body, side: str) -> float:
    """How far a thigh is lifted to the front of the hips: 0 hanging, 1 square to the trunk."""
    return min(max(-dot(body.turns[f"thigh.{side}"][1], body.turns["pelvis"][2]) * 1.3, 0.0), 1.0)


def _limb(
    camera: Camera,
    points: Sequence[Vec3],
    turns: Sequence[tuple[Vec3, Vec3, Vec3]],
    profiles: Sequence[Profile],
    joint: tuple[float, float],
    round_cm: float,
    girth: float,
) -> Limb:
    root, middle, end = points
    sections = []
    for share, width, depth, ahead in profiles[0]:
        at = _ahead(lerp(root, middle, share), turns[0], ahead)
        sections.append(Section(at, turns[0][0], turns[0][2], width * girth, depth * girth, depth * girth))
    first, second = length(sub(middle, root)), length(sub(end, middle))
    before = lerp(middle, root, round_cm / first)
    after = lerp(middle, end, round_cm / second)
    across, front = _between(turns[0][0], turns[1][0]), _between(turns[0][2], turns[1][2])
    for t in (0.0, 0.5, 1.0):
        # A quadratic curve round the joint, pulled out a little so that elbow and knee keep their point.
        at = add(add(mul(before, (1 - t) ** 2), mul(middle, 2 * t * (1 - t))), mul(after, t * t))
        at = lerp(at, middle, 0.35 * (1.0 - abs(2 * t - 1)))
        sections.append(Section(at, across, front, joint[0] * girth, joint[1] * girth, joint[1] * girth))
    for share, width, depth, ahead in profiles[1]:
        at = _ahead(lerp(middle, end, share), turns[1], ahead)
        sections.append(Section(at, turns[1][0], turns[1][2], width * girth, depth * girth, depth * girth))
    return Limb(Sweep(camera, sections), len(profiles[0]) + 1)


def _ahead(at: Vec3, turn: tuple[Vec3, Vec3, Vec3], ahead_cm: float) -> Vec3:
    return add(at, mul(turn[2], ahead_cm)) if ahead_cm else at


def _between(a: Vec3, b: Vec3) -> Vec3:
    middle = lerp(a, b, 0.5)
    size = length(middle)
    return mul(middle, 1.0 / size) if size > 0.3 else a
