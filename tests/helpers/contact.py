"""How near each hand is to what it holds or lies on, to check that it lands where a move says. It moves nothing."""

from __future__ import annotations

from dataclasses import dataclass
from math import dist

from postureapp.core.body import Body
from postureapp.core.holds import goals_for
from postureapp.core.pose import value
from postureapp.core.room import FRAME_FACE_CM
from postureapp.core.sizes import FOREARM_ROUND_CM, SIDES
from postureapp.core.vec import Vec3


@dataclass(frozen=True, slots=True)
class Contact:
    """A hand that holds or lies on something: where it should be, where it is, and how far off (cm)."""

    side: str
    name: str
    target: Vec3
    hand: Vec3

    @property
    def gap_cm(self) -> float:
        """How far the hand is from its target."""
        return dist(self.target, self.hand)


def contacts(body: Body) -> tuple[Contact, ...]:
    """Every hand that has arrived at what it holds (a reach of 1, or an arm at rest on the thigh)."""
    found: list[Contact] = []
    for side in SIDES:
        goals = goals_for(body.pose, body.stance, side, body.points, body.turns)
        palm = body.points[f"palm.{side}"]
        found += [Contact(side, goal.name, goal.at, palm) for goal in goals if goal.share > 0.999]
        if value(body.pose, "reach.frame", side) > 0.999:
            found += _frame_contacts(body, side)
    return tuple(found)


def _frame_contacts(body: Body, side: str) -> list[Contact]:
    found = []
    for name, round_cm in ((f"elbow.{side}", FOREARM_ROUND_CM), (f"wrist.{side}", FOREARM_ROUND_CM)):
        x, y, z = body.points[name]
        found.append(Contact(side, "frame", (x, y, FRAME_FACE_CM), (x, y, z + round_cm)))
    return found
