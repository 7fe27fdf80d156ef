"""A pose as points in space: the forward kinematics of the jointed figure, and hands that reach what they hold.

It knows lengths of bones and how joints turn; it never draws. Every bone keeps its length in every pose: where a hand
cannot reach, the arm is stretched towards it and the hand stays with the arm.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from math import acos, cos, degrees, hypot, radians, sin, sqrt

from postureapp.core.pose import Pose, value
from postureapp.core.vec import (
    STILL,
    Turn,
    Vec3,
    X,
    about,
    about_x,
    about_y,
    about_z,
    add,
    apply,
    chain,
    cross,
    dot,
    length,
    lerp,
    mul,
    sub,
    unit,
)

# Centimetres, for a person of about 168 cm. Source: proportions of an adult, rounded for drawing.
UPPER_ARM_CM, FOREARM_CM, HAND_CM = 27.5, 24.0, 8.0
THIGH_CM, SHANK_CM = 40.0, 39.0
ANKLE_CM = 7.5
HIP_HALF_CM, SHOULDER_HALF_CM = 9.0, 16.5
SEAT_HIP_CM = 51.0
DESK_CM = 76.0
_STANDING_HIP_CM = ANKLE_CM + THIGH_CM + SHANK_CM - 0.2
# Each vertebral part from its own lower end: (to the front, up).
_LUMBAR, _THORAX_LOW, _THORAX_HIGH, _NECK, _HEAD = (1.0, 17.0), (-2.0, 15.5), (-0.5, 15.5), (2.4, 7.0), (1.4, 10.4)
SIDES = {"L": 1.0, "R": -1.0}
_REACHES = ("seat", "knee", "head", "shoulder", "elbow", "clasp", "behind", "desk", "wall", "phone")


@dataclass(frozen=True, slots=True)
class Body:
    """The points of a pose (cm), and how pelvis, waist, ribs, chest and head are turned."""

    points: Mapping[str, Vec3]
    turns: Mapping[str, Turn]
    seated: bool
    pose: Pose


def skeleton(pose: Pose, seated: bool) -> Mapping[str, Vec3]:
    """Where every joint is, in cm; the floor is y = 0."""
    return build(pose, seated).points


def build(pose: Pose, seated: bool) -> Body:
    """The whole body in a pose."""
    points: dict[str, Vec3] = {}
    turns: dict[str, Turn] = {}
    _trunk(pose, seated, points, turns)
    _legs(pose, seated, points, turns["pelvis"])
    # An arm that holds the other one comes after it.
    order = sorted(SIDES, key=lambda side: value(pose, "reach.elbow", side))
    for side in order:
        _arm(pose, seated, side, points, turns)
    if not seated and max(value(pose, "reach.desk", side) for side in SIDES) > 0:
        points = _beside_the_desk(pose, points)
    return Body(points, turns, seated, pose)


def _trunk(pose: Pose, seated: bool, points: dict[str, Vec3], turns: dict[str, Turn]) -> None:
    lean, hinge = value(pose, "body.lean"), value(pose, "hip.hinge")
    turns["pelvis"] = about_x(lean + hinge)
    points["pelvis"] = _pelvis(pose, seated)
    low, upper = value(pose, "spine.lower"), value(pose, "spine.upper")
    side, rot = value(pose, "spine.side"), value(pose, "spine.rot")
    parts = (
        ("waist", "pelvis", _LUMBAR, low, 0.35 * side, 0.2 * rot),
        ("ribs", "waist", _THORAX_LOW, 0.4 * upper, 0.4 * side, 0.4 * rot),
        ("chest", "ribs", _THORAX_HIGH, 0.6 * upper, 0.25 * side, 0.4 * rot),
    )
    for name, below, (front, up), bend, tip, turn in parts:
        turns[name] = chain(turns[below], about_y(-turn), about_z(tip), about_x(bend))
        points[name] = add(points[below], apply(turns[name], (0.0, up, front)))
    _head(pose, points, turns)


def _pelvis(pose: Pose, seated: bool) -> Vec3:
    """Where the middle of the hips is: on the seat, or over feet that stay where they are."""
    if seated:
        return (0.0, SEAT_HIP_CM, 0.0)
    lean, hinge = value(pose, "body.lean"), value(pose, "hip.hinge")
    knee = max(value(pose, "knee", side) for side in SIDES)
    leg = (THIGH_CM + SHANK_CM) * cos(radians(min(max(knee, 0.0), 150.0) / 2.0)) - 0.2
    step = abs(value(pose, "step_cm"))
    back = 0.19 * max(hinge, 0.0)
    tilt = radians(lean)
    height = sqrt(max(leg * leg - (step / 2.0) ** 2 - back * back, 100.0))
    return (0.0, ANKLE_CM + height * cos(tilt), height * sin(tilt) - back + step / 2.0)


def _head(pose: Pose, points: dict[str, Vec3], turns: dict[str, Turn]) -> None:
    """The neck takes part of each movement, the head the rest, so that the chin leads and the nape stays long."""
    flex, side, rot = value(pose, "neck.flex"), value(pose, "neck.side"), value(pose, "neck.rot")
    glide = value(pose, "neck.glide")
    # The eyes stay level when the upper back rounds or arches a little; a hinge from the hips takes the head along.
    level = -0.45 * value(pose, "spine.upper")
    neck = chain(turns["chest"], about_y(-0.4 * rot), about_z(0.5 * side), about_x(0.5 * flex + 0.5 * level))
    head = chain(turns["chest"], about_y(-rot), about_z(0.95 * side), about_x(flex + level))
    base = add(points["chest"], apply(neck, (0.0, _NECK[1], _NECK[0])))
    base = add(base, apply(turns["chest"], (0.0, 0.12 * glide, -glide)))
    turns["neck"], turns["head"] = neck, head
    points["neck"] = base
    points["head"] = add(base, apply(head, (0.0, _HEAD[1], _HEAD[0])))
    points["crown"] = add(points["head"], apply(head, (0.0, 11.5, 0.0)))
    points["nose"] = add(points["head"], apply(head, (0.0, -1.5, 10.0)))


def _legs(pose: Pose, seated: bool, points: dict[str, Vec3], pelvis: Turn) -> None:
    step = value(pose, "step_cm")
    for side, sign in SIDES.items():
        hip = add(points["pelvis"], apply(pelvis, (sign * HIP_HALF_CM, 0.0, 0.0)))
        points[f"hip.{side}"] = hip
        bend, out = value(pose, "hip", side), value(pose, "hip.abd", side)
        if seated or bend:
            knee, ankle = _free_leg(hip, pose, side, 90.0 if seated else 0.0)
        else:
            forward = max(step, 0.0) if side == "R" else max(-step, 0.0)
            ankle = (sign * (HIP_HALF_CM - 0.5 + out * 0.6), ANKLE_CM, forward)
            knee, ankle = _two_bones(hip, ankle, THIGH_CM, SHANK_CM, (sign * 0.12, 0.0, 1.0))
        points[f"knee.{side}"], points[f"ankle.{side}"] = knee, ankle
        lift = ankle[1] - ANKLE_CM
        points[f"heel.{side}"] = add(ankle, (0.0, -ANKLE_CM + 3.2, -3.5))
        points[f"toe.{side}"] = add(ankle, (sign * 2.2, -ANKLE_CM + 2.6 - min(lift, 0.0), 13.0))


def _free_leg(hip: Vec3, pose: Pose, side: str, base_deg: float) -> tuple[Vec3, Vec3]:
    """A leg by its own angles. Seated, the thighs are level, a little apart, and the feet flat on the floor."""
    sign = SIDES[side]
    thigh = chain(
        about_y(sign * (5.0 + value(pose, "hip.abd", side)) if base_deg else 0.0),
        about_x(-(base_deg + value(pose, "hip", side))),
    )
    shank = chain(thigh, about_x(base_deg + value(pose, "knee", side)))
    knee = add(hip, apply(thigh, (0.0, -THIGH_CM, 0.0)))
    if base_deg and not value(pose, "hip", side) and not value(pose, "knee", side):
        drop = hip[1] - ANKLE_CM - SHANK_CM
        knee = add(hip, apply(thigh, (0.0, -sqrt(THIGH_CM**2 - drop**2), 0.0)))
        knee = (knee[0], ANKLE_CM + SHANK_CM, knee[2])
        return knee, (knee[0], ANKLE_CM, knee[2])
    return knee, add(knee, apply(shank, (0.0, -SHANK_CM, 0.0)))


def _arm(pose: Pose, seated: bool, side: str, points: dict[str, Vec3], turns: dict[str, Turn]) -> None:
    sign, chest = SIDES[side], turns["chest"]
    shoulder = add(points["chest"], apply(chest, shoulder_offset(pose, side)))
    upper = chain(chest, _upper_arm(pose, side))
    elbow_turn = chain(upper, about_x(-(7.0 + 0.95 * value(pose, "elbow", side))))
    elbow = add(shoulder, apply(upper, (0.0, -UPPER_ARM_CM, 0.0)))
    wrist = add(elbow, apply(elbow_turn, (0.0, -FOREARM_CM, 0.0)))
    points[f"shoulder.{side}"] = shoulder
    goals = _goals(pose, seated, side, points, turns)
    if goals:
        elbow, wrist = _reaching(shoulder, elbow, wrist, goals)
    points[f"elbow.{side}"], points[f"wrist.{side}"] = elbow, wrist
    along = unit(sub(wrist, elbow))
    pointing = _pointing(pose, side, along, chest, goals)
    points[f"hand.{side}"] = add(wrist, mul(pointing, HAND_CM))
    turns[f"upper_arm.{side}"] = upper
    points[f"blade.{side}"] = add(points["chest"], apply(chest, (sign * 8.0, -14.0, -9.0)))


def shoulder_offset(pose: Pose, side: str) -> Vec3:
    """The shoulder joint from the root of the neck, in the chest's own axes: the blade slides and carries it along."""
    sign = SIDES[side]
    back, up = value(pose, "scap.retract", side), value(pose, "scap.elev", side)
    front = value(pose, "scap.prot", side)
    # An arm that is lifted overhead takes the blade along.
    lifted = min(max(hypot(value(pose, "sh.flex", side), value(pose, "sh.abd", side)) - 60.0, 0.0) / 120.0, 1.0)
    out = SHOULDER_HALF_CM - 1.6 * max(back, 0.0) - 1.6 * max(front, 0.0) - 3.0 * lifted
    rise = -6.0 + (5.2 if up > 0 else 2.6) * up + 3.5 * lifted
    return (sign * out, rise, -0.5 - 3.6 * back + 4.6 * front)


def _upper_arm(pose: Pose, side: str) -> Turn:
    """How the upper arm is turned: lifted by flexion and abduction together, brought across, turned about itself."""
    sign = SIDES[side]
    flex, abd = value(pose, "sh.flex", side), value(pose, "sh.abd", side) + 6.0
    lifted = hypot(flex, abd)
    # The axis lies level, square to where the arm goes.
    ahead, aside = flex / lifted if lifted else 0.0, sign * abd / lifted if lifted else 0.0
    lift = about((-ahead, 0.0, aside), min(lifted, 180.0)) if lifted else STILL
    across = about_y(-sign * value(pose, "sh.hadd", side))
    return chain(across, lift, about_y(sign * value(pose, "sh.rot", side)))


Goal = tuple[float, Vec3, Vec3]


def _goals(pose: Pose, seated: bool, side: str, points: dict[str, Vec3], turns: dict[str, Turn]) -> list[Goal]:
    """What the hand reaches for: how far it has gone (0..1), the wrist's place there, and where the elbow points."""
    found = [
        (share, *_place(name, side, points, turns))
        for name in _REACHES
        if (share := value(pose, f"reach.{name}", side)) > 0
    ]
    rest = _resting(pose, side) - sum(share for share, _, _ in found) if seated else 0.0
    if rest > 0:
        found.append((rest, *_place("rest", side, points, turns)))
    return found


def _resting(pose: Pose, side: str) -> float:
    """How much a seated arm that has nothing to do rests on the thigh."""
    busy = sum(abs(value(pose, name, side)) for name in ("sh.flex", "sh.abd", "sh.hadd", "elbow"))
    return max(1.0 - busy / 24.0, 0.0)


def _place(name: str, side: str, points: dict[str, Vec3], turns: dict[str, Turn]) -> tuple[Vec3, Vec3]:
    """Where the wrist goes for one reach, and where the elbow points then."""
    sign, other = SIDES[side], "R" if side == "L" else "L"
    chest, root = turns["chest"], points["chest"]

    def by_chest(x: float, y: float, z: float) -> Vec3:
        return add(root, apply(chest, (sign * x, y, z)))

    def turned(x: float, y: float, z: float) -> Vec3:
        return apply(chest, (sign * x, y, z))

    hip, knee = points[f"hip.{side}"], points[f"knee.{side}"]
    match name:
        case "seat":
            return (sign * 23.0, hip[1] - 0.5, hip[2] - 3.0), turned(0.45, 0.0, -1.0)
        case "knee":
            return add(lerp(hip, knee, 0.86), (sign * 0.5, 8.6, 0.0)), turned(0.6, -0.3, -0.8)
        case "rest":
            return add(lerp(hip, knee, 0.56), (sign * 1.0, 9.8, 0.0)), turned(0.55, -0.5, -0.9)
        case "head":
            head = turns["head"]
            return add(points["head"], apply(head, (sign * 8.5, 0.5, -9.5))), turned(1.0, 0.15, 0.12)
        case "shoulder":
            return by_chest(-7.5, -9.5, 12.5), turned(0.25, -1.0, 0.9)
        case "elbow":
            far = points.get(f"elbow.{other}", points.get(f"shoulder.{other}", root))
            near = points.get(f"shoulder.{other}", root)
            return add(lerp(near, far, 0.86), turned(0.0, -5.0, 5.0)), turned(0.55, -1.0, 0.25)
        case "clasp":
            return by_chest(3.4, -8.0, 45.0), turned(0.75, -0.65, 0.0)
        case "behind":
            return by_chest(3.6, -46.0, -24.0), turned(0.7, 0.0, -0.8)
        case "phone":
            return by_chest(4.0, -8.0, 27.0), turned(0.55, -1.0, 0.1)
        case "wall":
            return (sign * 17.0, root[1] - 8.0, _WALL_CM), turned(0.8, -0.6, 0.0)
        case _:  # the desk
            shoulder = points[f"shoulder.{side}"]
            arm = (UPPER_ARM_CM + FOREARM_CM) * 0.985
            drop = max(shoulder[1] - DESK_CM - 3.0, 0.0)
            ahead = sqrt(max(arm * arm - drop * drop, 25.0))
            return (sign * 14.0, shoulder[1] - drop, shoulder[2] + ahead), turned(0.7, -0.7, 0.0)


_WALL_CM = 59.0


def _reaching(shoulder: Vec3, elbow: Vec3, wrist: Vec3, goals: list[Goal]) -> tuple[Vec3, Vec3]:
    """The arm on its way to its goals: the wrist between its free place and theirs, the elbow where it must be."""
    whole = sum(share for share, _, _ in goals)
    shrink = 1.0 / whole if whole > 1.0 else 1.0
    target, pole = wrist, sub(elbow, lerp(shoulder, wrist, 0.5))
    for share, place, points_to in goals:
        target = add(target, mul(sub(place, wrist), share * shrink))
        pole = add(pole, mul(sub(mul(unit(points_to), 20.0), sub(elbow, lerp(shoulder, wrist, 0.5))), share * shrink))
    return _two_bones(shoulder, target, UPPER_ARM_CM, FOREARM_CM, pole)


def _two_bones(root: Vec3, target: Vec3, first: float, second: float, pole: Vec3) -> tuple[Vec3, Vec3]:
    """The middle and the end of two bones that reach for a target, the middle joint bending towards the pole."""
    way = sub(target, root)
    far = min(max(length(way), abs(first - second) + 0.5), first + second - 0.05)
    along = unit(way, (0.0, -1.0, 0.0))
    aside = unit(sub(pole, mul(along, dot(pole, along))), unit(cross(along, X)))
    angle = acos(min(max((first * first + far * far - second * second) / (2.0 * first * far), -1.0), 1.0))
    middle = add(root, add(mul(along, first * cos(angle)), mul(aside, first * sin(angle))))
    return middle, add(root, mul(along, far))


def _pointing(pose: Pose, side: str, along: Vec3, chest: Turn, goals: list[Goal]) -> Vec3:
    """Where the hand points: on with the forearm, unless it lies on what it holds."""
    sign = SIDES[side]
    lies: dict[str, Vec3] = {
        "rest": (-sign * 0.25, -0.22, 1.0),
        "knee": (-sign * 0.1, -0.5, 1.0),
        "seat": (-sign * 0.1, -1.0, 0.35),
        "desk": (0.0, 0.0, 1.0),
        "wall": (0.0, 1.0, 0.12),
        "shoulder": apply(chest, (-sign * 0.75, 0.75, -0.55)),
        "head": apply(chest, (-sign * 0.95, 0.3, 0.0)),
        "phone": apply(chest, (-sign * 0.35, 1.0, 0.25)),
        "clasp": apply(chest, (-sign * 0.7, 0.0, 0.7)),
    }
    pointing = along
    shares = {name: value(pose, f"reach.{name}", side) for name in _REACHES}
    if goals and not any(shares.values()):
        shares["rest"] = _resting(pose, side)
    for name, share in shares.items():
        if share > 0 and name in lies:
            pointing = lerp(pointing, unit(lies[name]), min(share, 1.0))
    pointing = unit(pointing, along)
    wrist_deg = value(pose, "wrist", side)
    return apply(about(unit(cross(along, (0.0, 0.0, 1.0)), X), wrist_deg), pointing) if wrist_deg else pointing


def _beside_the_desk(pose: Pose, points: dict[str, Vec3]) -> dict[str, Vec3]:
    """The desk stands still and the person steps back from it."""
    share = max(value(pose, "reach.desk", side) for side in SIDES)
    hand = max(points["wrist.L"][2], points["wrist.R"][2])
    shift = (62.0 - hand) * min(share, 1.0)
    return {name: add(point, (0.0, 0.0, shift)) for name, point in points.items()}


def angle_deg(a: Vec3, b: Vec3, c: Vec3) -> float:
    """The angle at b between a and c."""
    return degrees(acos(min(max(dot(unit(sub(a, b)), unit(sub(c, b))), -1.0), 1.0)))
