"""What the hands of a pose are on their way to: the goals of the arms.

A goal is one of `core.places` with how far a hand has gone to it, and how the hand lies there. It moves no joint.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from math import sqrt

from postureapp.core.moves import Stance
from postureapp.core.places import DETOURS, PLACES, Around
from postureapp.core.pose import REACHES, Pose, value
from postureapp.core.room import FRAME_FACE_CM
from postureapp.core.sizes import (
    FOREARM_ROUND_CM,
    SIDES,
    UPPER_ARM_CM,
)
from postureapp.core.vec import Turn, Vec3, cross, dot, mul, sub, unit


@dataclass(frozen=True, slots=True)
class Goal:
    """Where a palm goes: how far it has gone (0 to 1), the place, the hand's turn there, the elbow's way, the grip.

    `round` is how far the hand goes out of the straight way, half-way there, so that it passes round the body.
    """

    name: str
    share: float
    at: Vec3
    hand: Turn
    pole: Vec3
    grip: float = 0.1
    round: Vec3 = (0.0, 0.0, 0.0)


def goals_for(
    pose: Pose, stance: Stance, side: str, points: Mapping[str, Vec3], turns: Mapping[str, Turn]
) -> list[Goal]:
    """What a hand reaches for; a seated or kneeling arm with nothing to do rests on its thigh."""
    around = Around(pose, stance, side, points, turns)
    found = []
    for name in REACHES:
        share = value(pose, f"reach.{name}", side)
        if share > 0 and name in PLACES:
            # Palms part at once: the arm that opens goes its own round way.
            share = share**4 if name == "palms" else share
            found.append(_goal(name, share, around))
    if stance in (Stance.SEATED, Stance.KNEELING):
        taken = sum(goal.share for goal in found) + value(pose, "reach.frame", side)
        rest = _resting(pose, side) - taken
        if rest > 0:
            found.append(_goal("rest", rest, around))
    return found


def _resting(pose: Pose, side: str) -> float:
    busy = sum(abs(value(pose, name, side)) for name in ("sh.flex", "sh.abd", "sh.hadd", "elbow"))
    return max(1.0 - busy / 24.0, 0.0)


def _goal(name: str, share: float, around: Around) -> Goal:
    at, normal, fingers, pole, grip = PLACES[name](around)
    way_round = DETOURS.get(name)
    detour = (0.0, 0.0, 0.0) if way_round is None or share >= 1.0 else way_round(around)
    return Goal(name, share, at, _lying(around.sign, normal, fingers), unit(pole), grip, detour)


def _lying(sign: float, normal: Vec3, fingers: Vec3) -> Turn:
    """A hand whose palm lies on a surface that faces along `normal`, its fingers pointing along it."""
    x = mul(unit(normal), sign)
    y = mul(fingers, -1.0)
    y = unit(sub(y, mul(x, dot(x, y))))
    return (x, y, cross(x, y))


def frame_goal(side: str, shoulder: Vec3) -> tuple[Vec3, Vec3, Turn]:
    """On the door frame: the elbow's place, which way the forearm runs, and the hand's turn.

    The elbow lies on the frame's face a little below the shoulder; how far out follows from the arm's length.
    """
    sign = SIDES[side]
    deep = FRAME_FACE_CM - FOREARM_ROUND_CM - shoulder[2]
    down = -4.0
    out = sqrt(max(UPPER_ARM_CM**2 - deep * deep - down * down, 4.0))
    elbow = (shoulder[0] + sign * out, shoulder[1] + down, shoulder[2] + deep)
    return elbow, (0.0, 1.0, 0.0), _lying(sign, (0.0, 0.0, -1.0), (0.0, 1.0, 0.0))
