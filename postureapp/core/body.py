"""A pose as points in space: the jointed figure put together, with the things it touches.

The forward kinematics of trunk and legs, arms that are led to what they hold, and things that stay where they stand.
Every bone keeps its length in every pose: where a hand cannot reach, the arm is stretched towards it. It never draws.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from math import sqrt

from postureapp.core.arms import build_arm
from postureapp.core.legs import build_legs
from postureapp.core.moves import Stance
from postureapp.core.pose import Pose, value
from postureapp.core.props import Prop, PropKind
from postureapp.core.room import desk_edge_cm, desk_top_cm, furnish
from postureapp.core.sizes import FOREARM_CM, SIDES, UPPER_ARM_CM
from postureapp.core.spine import build_trunk, moved
from postureapp.core.vec import Turn, Vec3


@dataclass(frozen=True, slots=True)
class Body:
    """A pose in space.

    `points`: pelvis, waist, ribs, chest (root of the neck), neck, head, crown, nose; for each side (`.L`, `.R`) hip,
    knee, ankle, heel, toe, shoulder, blade, elbow, wrist, palm (its skin's middle), hand (the finger tips).
    `turns`: pelvis, waist, ribs, chest, neck, head; for each side blade, upper_arm, forearm (turned half-way to the
    hand), hinge (the forearm before it turns), hand, thigh, shank, foot.
    A turn's columns are x (left), y (up), z (front) of the part as it is in the neutral stance: a limb runs along its
    own -y; a hand's +z is its thumb's side and its palm faces the body (-x on the left, +x on the right); a foot's -y
    is down to the sole and +z to the toes. `grips`: how far each hand is closed, 0 to 1.
    """

    points: Mapping[str, Vec3]
    turns: Mapping[str, Turn]
    pose: Pose
    stance: Stance
    props: tuple[Prop, ...] = ()
    grips: Mapping[str, float] = field(default_factory=dict)


def build(pose: Pose, stance: Stance, props: Sequence[PropKind] = ()) -> Body:
    """The whole body in a pose, and the things it needs, placed so that it touches them."""
    points: dict[str, Vec3] = {}
    turns: dict[str, Turn] = {}
    build_trunk(pose, stance, points, turns)
    build_legs(pose, stance, points, turns)
    if stance is Stance.STANDING and max(value(pose, "reach.desk", side) for side in SIDES) > 0:
        moved(points, (0.0, 0.0, _step_from_desk(pose, points)))
    # An arm that holds the other one comes after it.
    order = sorted(SIDES, key=lambda side: value(pose, "reach.elbow", side))
    grips = {side: build_arm(pose, stance, side, points, turns) for side in order}
    return Body(points, turns, pose, stance, furnish(pose, stance, props, points, turns), grips)


def _step_from_desk(pose: Pose, points: Mapping[str, Vec3]) -> float:
    """How far the person stands from the desk: it stays where it is, and the arms on it are as straight as asked."""
    root, bend = points["chest"], value(pose, "elbow", "L")
    long = (UPPER_ARM_CM + FOREARM_CM) * (0.938 - 0.002 * bend)
    drop = root[1] - 4.0 - desk_top_cm(Stance.STANDING) - 3.0
    ahead = sqrt(max(long * long - drop * drop, 36.0))
    share = min(max(value(pose, "reach.desk", side) for side in SIDES), 1.0)
    return (desk_edge_cm(Stance.STANDING) + 5.0 - ahead - root[2]) * share
