"""The legs: feet that stay on the floor where they stand, and legs that hang, kneel or lie.

Two bones and a foot for each side; it knows the stance and the hips, and nothing above them.
"""

from __future__ import annotations

from math import acos, asin, atan2, cos, degrees, hypot, radians, sin, sqrt

from postureapp.core.moves import Stance
from postureapp.core.pose import Pose, value
from postureapp.core.sizes import (
    ANKLE_CM,
    HIP_HALF_CM,
    KNEE_ROUND_CM,
    MAT_TOP_CM,
    SEAT_HIP_CM,
    SHANK_CM,
    SIDES,
    THIGH_CM,
)
from postureapp.core.spine import KNEEL_KNEE_CM, underside
from postureapp.core.vec import (
    STILL,
    Turn,
    Vec3,
    X,
    about_x,
    about_y,
    add,
    apply,
    chain,
    cross,
    dot,
    length,
    limb_turn,
    mul,
    sub,
    unit,
)

_TOE_OUT_DEG = 8.0
_FLAT = {side: about_y(sign * _TOE_OUT_DEG) for side, sign in SIDES.items()}
_HEEL: Vec3 = (0.0, -4.3, -3.5)
_TOE: Vec3 = (0.0, -4.9, 13.2)
_SUPINE_KNEE_DEG = 92.0


def two_bones(root: Vec3, target: Vec3, first: float, second: float, pole: Vec3) -> tuple[Vec3, Vec3]:
    """The middle and the end of two bones that reach for a target, the middle joint bending towards the pole."""
    way = sub(target, root)
    far = min(max(length(way), abs(first - second) + 0.5), first + second - 0.05)
    along = unit(way, (0.0, -1.0, 0.0))
    aside = unit(sub(pole, mul(along, dot(pole, along))), unit(cross(along, X)))
    angle = acos(min(max((first * first + far * far - second * second) / (2.0 * first * far), -1.0), 1.0))
    middle = add(root, add(mul(along, first * cos(angle)), mul(aside, first * sin(angle))))
    return middle, add(root, mul(along, far))


def build_legs(pose: Pose, stance: Stance, points: dict[str, Vec3], turns: dict[str, Turn]) -> None:
    """Place and turn thighs, shanks and feet."""
    pelvis = turns["pelvis"]
    for side, sign in SIDES.items():
        hip = add(points["pelvis"], apply(pelvis, (sign * HIP_HALF_CM, 0.0, 0.0)))
        match stance:
            case Stance.SEATED:
                knee, ankle, foot = _seated(hip, pose, side)
            case Stance.KNEELING:
                knee, ankle, foot = _kneeling(pose, side)
            case Stance.SUPINE:
                knee, ankle, foot = _supine(hip, pose, side)
            case Stance.SIDE_LYING:
                knee, ankle, foot = _side_lying(hip, pose, side, pelvis)
            case _:
                knee, ankle, foot = _standing(hip, pose, side)
        _keep(side, (hip, knee, ankle), foot, points, turns)


def _keep(side: str, leg: tuple[Vec3, Vec3, Vec3], foot: Turn, points: dict[str, Vec3], turns: dict[str, Turn]) -> None:
    hip, knee, ankle = leg
    points[f"hip.{side}"], points[f"knee.{side}"], points[f"ankle.{side}"] = hip, knee, ankle
    points[f"heel.{side}"] = add(ankle, apply(foot, _HEEL))
    points[f"toe.{side}"] = add(ankle, apply(foot, _TOE))
    # Both bones of a bent leg lie in one plane: its front is where the knee points; a straight leg faces as its foot.
    ahead = sub(knee, mul(add(hip, ankle), 0.5))
    front = ahead if length(ahead) > 3.0 else foot[2]
    turns[f"thigh.{side}"] = limb_turn(sub(knee, hip), front)
    turns[f"shank.{side}"] = limb_turn(sub(ankle, knee), front)
    turns[f"foot.{side}"] = foot


def _seated(hip: Vec3, pose: Pose, side: str) -> tuple[Vec3, Vec3, Turn]:
    """The thighs level and a little apart, the feet flat, unless the pose lifts a leg or draws the foot back."""
    sign, lift, bend = SIDES[side], value(pose, "hip", side), value(pose, "knee", side)
    aside = about_y(sign * (5.0 + value(pose, "hip.abd", side)))
    drop = SEAT_HIP_CM - ANKLE_CM - SHANK_CM
    ahead = sqrt(THIGH_CM**2 - drop**2)
    if not lift:
        knee = add(hip, apply(aside, (0.0, -drop, ahead)))
        if not bend:
            return knee, add(knee, (0.0, -SHANK_CM, 0.0)), _FLAT[side]
    else:
        knee = add(hip, apply(chain(aside, about_x(-(83.5 + lift))), (0.0, -THIGH_CM, 0.0)))
    ankle = add(knee, apply(chain(aside, about_x(bend)), (0.0, -SHANK_CM, 0.0)))
    if lift:
        return knee, ankle, chain(aside, about_x(bend - value(pose, "ankle", side)))
    # The toes stay on the floor: as the heel rises the foot rolls over its ball.
    roll = asin(min(max((ankle[1] - 2.6) / hypot(*_TOE), 0.0), 1.0)) - atan2(-_TOE[1], _TOE[2])
    return knee, ankle, chain(aside, about_x(degrees(roll)))


def _standing(hip: Vec3, pose: Pose, side: str) -> tuple[Vec3, Vec3, Turn]:
    sign, step = SIDES[side], value(pose, "step_cm")
    forward = max(step, 0.0) if side == "R" else max(-step, 0.0)
    ankle = (sign * (HIP_HALF_CM - 0.5 + value(pose, "hip.abd", side) * 0.6), ANKLE_CM, forward)
    knee, ankle = two_bones(hip, ankle, THIGH_CM, SHANK_CM, (sign * 0.12, 0.0, 1.0))
    return knee, ankle, _FLAT[side]


def _kneeling(pose: Pose, side: str) -> tuple[Vec3, Vec3, Turn]:
    """The shin on the mat, the instep down, the sole up; the knees as far apart as asked, the feet together."""
    sign = SIDES[side]
    apart = THIGH_CM * sin(radians(max(value(pose, "hip.abd", "L"), value(pose, "hip.abd", "R"))))
    knee = (sign * (HIP_HALF_CM + apart), KNEEL_KNEE_CM, 0.0)
    ankle_y = MAT_TOP_CM + 7.0
    long = sqrt(SHANK_CM**2 - (ankle_y - KNEEL_KNEE_CM) ** 2 - apart * apart)
    return knee, (sign * HIP_HALF_CM, ankle_y, -long), about_x(141.0)


def _supine(hip: Vec3, pose: Pose, side: str) -> tuple[Vec3, Vec3, Turn]:
    """The knees bent, the feet flat on the mat."""
    sign = SIDES[side]
    bent = radians(180.0 - (value(pose, "knee", side) or _SUPINE_KNEE_DEG))
    far = sqrt(THIGH_CM**2 + SHANK_CM**2 - 2.0 * THIGH_CM * SHANK_CM * cos(bent))
    drop = hip[1] - ANKLE_CM - MAT_TOP_CM
    ankle = (sign * (HIP_HALF_CM + 1.0), ANKLE_CM + MAT_TOP_CM, hip[2] + sqrt(far * far - drop * drop))
    knee, ankle = two_bones(hip, ankle, THIGH_CM, SHANK_CM, (sign * 0.05, 1.0, 0.0))
    return knee, ankle, STILL


def _side_lying(hip: Vec3, pose: Pose, side: str, pelvis: Turn) -> tuple[Vec3, Vec3, Turn]:
    """Hips and knees bent, the upper leg on the lower one, knees together."""
    below = SIDES[side] == underside(pose)
    bend, knee_bend = value(pose, "hip", side) or 62.0, value(pose, "knee", side) or 88.0
    knee_y = MAT_TOP_CM + (KNEE_ROUND_CM if below else 3.0 * KNEE_ROUND_CM - 1.0)
    ankle_y = MAT_TOP_CM + (4.2 if below else 4.2 + 8.2)
    thigh = apply(chain(pelvis, about_x(-bend)), (0.0, -1.0, 0.0))
    knee = _at_height(hip, thigh, THIGH_CM, knee_y)
    shank = apply(chain(pelvis, about_x(knee_bend - bend)), (0.0, -1.0, 0.0))
    ankle = _at_height(knee, shank, SHANK_CM, ankle_y)
    foot = limb_turn(sub(ankle, knee), apply(pelvis, (0.0, -sin(radians(bend)), cos(radians(bend)))))
    return knee, ankle, foot


def _at_height(root: Vec3, way: Vec3, long: float, height: float) -> Vec3:
    """The end of a bone that goes a way and ends at a height."""
    rise = height - root[1]
    level = unit((way[0], 0.0, way[2]))
    return add(root, add(mul(level, sqrt(long * long - rise * rise)), (0.0, rise, 0.0)))
