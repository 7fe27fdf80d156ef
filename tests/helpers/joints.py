"""The angles of a body's joints as they are in space, after hands and feet have been led, and how far they may go.

Used to check the shipped poses; it never moves anything. The sources are those of `core.limits`.
"""

from __future__ import annotations

from collections.abc import Mapping
from math import atan2, degrees, hypot
from types import MappingProxyType

from postureapp.core.body import Body
from postureapp.core.limits import ELBOW_DEG, FOREARM_DEG, WRIST_DEV_DEG, WRIST_FLEX_DEG, Range, hand_angles, lift_deg
from postureapp.core.sizes import SIDES
from postureapp.core.vec import Turn, Vec3, about, apply, cross, dot, mul, within

JOINT_LIMITS: Mapping[str, Range] = MappingProxyType(
    {
        "elbow": ELBOW_DEG,
        "forearm": FOREARM_DEG,
        "wrist": WRIST_FLEX_DEG,
        "wrist.dev": WRIST_DEV_DEG,
        "knee": (0.0, 155.0),
        "hip flexion": (-30.0, 130.0),  # folded over the thigh the pelvis tips a little further
        "shoulder lift": (0.0, 182.0),
        "shoulder behind": (0.0, 62.0),
        "shoulder across": (-48.0, 135.0),
        "shoulder turn": (-90.0, 104.0),
    }
)


def joint_angles(body: Body) -> dict[str, float]:
    """The angles of arms and legs as they are in space (degrees), by joint and side."""
    found: dict[str, float] = {}
    for side in SIDES:
        turns = body.turns
        upper, hinge = turns[f"upper_arm.{side}"], turns[f"hinge.{side}"]
        found[f"elbow.{side}"] = _bend_deg(upper, hinge)
        for name, angle in zip(
            ("forearm", "wrist", "wrist.dev"), hand_angles(hinge, turns[f"hand.{side}"], side), strict=True
        ):
            found[f"{name}.{side}"] = angle
        found[f"knee.{side}"] = -_bend_deg(turns[f"thigh.{side}"], turns[f"shank.{side}"])
        found[f"hip flexion.{side}"] = _hip_deg(turns["pelvis"], turns[f"thigh.{side}"])
        for name, angle in _shoulder_angles(turns["chest"], upper, side).items():
            found[f"{name}.{side}"] = angle
    return found


def beyond(body: Body, tolerance_deg: float = 0.5) -> list[str]:
    """Which joints of a body are bent further than a person can bend them, a sentence each."""
    wrong = []
    for name, angle in joint_angles(body).items():
        low, high = JOINT_LIMITS[name[:-2]]
        if not low - tolerance_deg <= angle <= high + tolerance_deg:
            wrong.append(f"{name} is at {angle:.0f}, from {low:g} to {high:g} is possible")
    return wrong


def _bend_deg(upper: Turn, lower: Turn) -> float:
    """How far a hinge is bent, + towards the front of the upper bone."""
    way = within(upper, mul(lower[1], -1.0))
    return degrees(atan2(way[2], -way[1]))


def _hip_deg(pelvis: Turn, thigh: Turn) -> float:
    way = within(pelvis, mul(thigh[1], -1.0))
    return degrees(atan2(way[2], hypot(way[0], way[1]) * (1.0 if way[1] < 0 else -1.0)))


def _shoulder_angles(chest: Turn, upper: Turn, side: str) -> dict[str, float]:
    """Lift, how far behind the body, how far across it, and how far turned about itself (+ outwards)."""
    sign = SIDES[side]
    way = within(chest, mul(upper[1], -1.0))
    out, ahead = sign * way[0], way[2]
    lift = lift_deg(way)
    level = hypot(out, ahead)
    across = degrees(atan2(ahead, out)) if level > 0.35 else 0.0
    behind = degrees(atan2(-ahead, -way[1])) if ahead < 0 and lift < 75.0 else 0.0
    found = {"shoulder lift": lift, "shoulder behind": behind, "shoulder across": 0.0}
    if lift > 60.0 and lift < 130.0:
        found["shoulder across"] = across
    # An arm that hangs has its elbow's crease in front, one that is lifted aside points its forearm ahead: both are 0.
    share = min(max(lift - 30.0, 0.0) / 60.0, 1.0)
    found["shoulder turn"] = _twist_deg(chest, upper, way, sign) + share * _plane_deg(out, ahead)
    return found


def _plane_deg(out: float, ahead: float) -> float:
    """In which plane the arm is lifted: 0 to the side, 90 to the front; none while it hangs."""
    return degrees(atan2(ahead, out)) if hypot(out, ahead) > 0.15 else 0.0


def _twist_deg(chest: Turn, upper: Turn, way: Vec3, sign: float) -> float:
    """The turn of the upper arm about itself, against a lift straight from the side of the body."""
    axis = cross((0.0, -1.0, 0.0), way)
    size = hypot(*axis)
    z: Vec3 = (0.0, 0.0, 1.0)
    if size > 1e-6:
        z = apply(about(mul(axis, 1.0 / size), lift_deg(way)), z)
    own = within(chest, upper[2])
    return sign * degrees(atan2(dot(cross(z, own), mul(way, -1.0)), dot(z, own)))
