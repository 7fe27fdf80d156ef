"""The trunk from the pelvis to the crown: what carries the body, the curve of the spine, the neck and the head.

It places and turns the parts of the trunk; it knows nothing of arms, legs or things in the room.
"""

from __future__ import annotations

from math import cos, radians, sin, sqrt

from postureapp.core.moves import Stance
from postureapp.core.pose import Pose, value
from postureapp.core.sizes import (
    ANKLE_CM,
    CROWN_CM,
    HEAD,
    KNEE_ROUND_CM,
    LUMBAR,
    MAT_TOP_CM,
    NECK,
    SEAT_HIP_CM,
    SHANK_CM,
    THIGH_CM,
    THORAX_HIGH,
    THORAX_LOW,
)
from postureapp.core.vec import STILL, Turn, Vec3, about_x, about_y, about_z, add, apply, chain

KNEEL_KNEE_CM = MAT_TOP_CM + KNEE_ROUND_CM - 0.4
_LYING_HIP_CM = MAT_TOP_CM + 10.2
_SIDE_HIP_CM = MAT_TOP_CM + 15.6
_NECK_LONG_CM = sqrt(NECK[0] ** 2 + NECK[1] ** 2)
# How much of each movement of the spine happens at the waist, the lower and the upper ribs. Source: segmental ranges of
# White & Panjabi, Clinical Biomechanics of the Spine: the lumbar spine bends, the thoracic spine turns.
_LOWER, _UPPER = (0.6, 0.4, 0.0), (0.12, 0.4, 0.48)
_SIDE, _ROT = (0.35, 0.4, 0.25), (0.14, 0.43, 0.43)


def underside(pose: Pose) -> float:
    """Which side lies below in a side-lying stance: 1 the left, -1 the right."""
    return -1.0 if value(pose, "under", "R") > value(pose, "under", "L") else 1.0


def base_turn(pose: Pose, stance: Stance) -> Turn:
    """How the stance turns the whole body, before any joint moves."""
    if stance is Stance.SUPINE:
        return about_x(-90.0)
    if stance is Stance.SIDE_LYING:
        return about_z(-90.0 * underside(pose))
    return STILL


def build_trunk(pose: Pose, stance: Stance, points: dict[str, Vec3], turns: dict[str, Turn]) -> None:
    """Place and turn pelvis, waist, ribs, chest, neck and head."""
    tilt = value(pose, "body.lean") + value(pose, "hip.hinge")
    turns["pelvis"] = chain(base_turn(pose, stance), about_x(tilt)) if tilt else base_turn(pose, stance)
    points["pelvis"] = _pelvis(pose, stance)
    low, upper = value(pose, "spine.lower"), value(pose, "spine.upper")
    side, rot = value(pose, "spine.side"), value(pose, "spine.rot")
    parts = (("waist", "pelvis", LUMBAR), ("ribs", "waist", THORAX_LOW), ("chest", "ribs", THORAX_HIGH))
    for n, (name, below, (front, up)) in enumerate(parts):
        bend = _LOWER[n] * low + _UPPER[n] * upper
        turns[name] = _bent(turns[below], rot * _ROT[n], side * _SIDE[n], bend)
        points[name] = add(points[below], apply(turns[name], (0.0, up, front)))
    _head(pose, points, turns)


def _bent(turn: Turn, rot: float, side: float, bend: float) -> Turn:
    """A joint of the spine: turned about its length, tipped to a side, bent forward. Joints at rest cost nothing."""
    if rot:
        turn = chain(turn, about_y(-rot))
    if side:
        turn = chain(turn, about_z(side))
    return chain(turn, about_x(bend)) if bend else turn


def _pelvis(pose: Pose, stance: Stance) -> Vec3:
    """Where the middle of the hips is: on the seat, on the mat, or over feet that stay where they are."""
    if stance is Stance.SEATED:
        return (0.0, SEAT_HIP_CM, value(pose, "sit_cm"))
    if stance is Stance.SUPINE:
        return (0.0, _LYING_HIP_CM, 0.0)
    if stance is Stance.SIDE_LYING:
        return (0.0, _SIDE_HIP_CM, 0.0)
    if stance is Stance.KNEELING:
        bent = radians(180.0 - max(value(pose, "knee", "L"), value(pose, "knee", "R"), 60.0))
        level = THIGH_CM * cos(bent)
        apart = THIGH_CM * sin(radians(max(value(pose, "hip.abd", "L"), value(pose, "hip.abd", "R"))))
        back = sqrt(max(level * level - apart * apart, 0.0))
        return (0.0, KNEEL_KNEE_CM + sqrt(THIGH_CM**2 - apart * apart - back * back), -back)
    return _standing_pelvis(pose)


def _standing_pelvis(pose: Pose) -> Vec3:
    lean, hinge = value(pose, "body.lean"), value(pose, "hip.hinge")
    knee = min(max(value(pose, "knee", "L"), value(pose, "knee", "R"), 0.0), 150.0)
    leg = sqrt(THIGH_CM**2 + SHANK_CM**2 + 2.0 * THIGH_CM * SHANK_CM * cos(radians(knee))) - 0.3
    step = abs(value(pose, "step_cm"))
    # The hips go back as the trunk goes forward and as the knees bend, so that the weight stays over the feet.
    back = 0.19 * max(hinge, 0.0) + 0.05 * knee
    tilt = radians(lean)
    height = sqrt(max(leg * leg - (step / 2.0) ** 2 - back * back, 100.0))
    return (0.0, ANKLE_CM + height * cos(tilt), height * sin(tilt) - back + step / 2.0)


def _head(pose: Pose, points: dict[str, Vec3], turns: dict[str, Turn]) -> None:
    """The neck takes part of each movement, the head the rest, so that the chin leads and the nape stays long."""
    flex, side, rot = value(pose, "neck.flex"), value(pose, "neck.side"), value(pose, "neck.rot")
    # The eyes stay level when the upper back rounds or arches a little; a hinge from the hips takes the head along.
    level = -0.45 * value(pose, "spine.upper")
    chest = turns["chest"]
    neck = chain(chest, about_y(-0.4 * rot), about_z(0.5 * side), about_x(0.5 * flex + 0.5 * level))
    head = chain(chest, about_y(-rot), about_z(0.95 * side), about_x(flex + level))
    # A glide tips the neck and leaves the head as it is turned: it slides straight back.
    ahead = min(max(NECK[0] - value(pose, "neck.glide"), -0.9 * _NECK_LONG_CM), 0.9 * _NECK_LONG_CM)
    base = add(points["chest"], apply(neck, (0.0, sqrt(_NECK_LONG_CM**2 - ahead * ahead), ahead)))
    turns["neck"], turns["head"] = neck, head
    points["neck"] = base
    points["head"] = add(base, apply(head, (0.0, HEAD[1], HEAD[0])))
    points["crown"] = add(points["head"], apply(head, (0.0, CROWN_CM, 0.0)))
    points["nose"] = add(points["head"], apply(head, (0.0, -1.5, 10.0)))


def moved(points: dict[str, Vec3], by: Vec3) -> None:
    """Shift every point, in place: the whole body steps to another spot."""
    for name, point in points.items():
        points[name] = add(point, by)
