"""Things in the room that a pose touches: boxes in space, and lines for what is stretched between two places.

The kinematics place them and let hands, seat and feet land on them; the painter draws what stands here and places
nothing by itself.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from postureapp.core.vec import STILL, Turn, Vec3


class PropKind(StrEnum):
    """What a thing is, and so how it is drawn."""

    CHAIR = "chair"
    CHAIR_BACK = "chair back"
    DESK = "desk"
    SCREEN = "screen"
    WALL = "wall"
    DOOR_FRAME = "door frame"
    PHONE = "phone"
    BAND = "band"
    MAT = "mat"
    TOWEL = "towel"
    PILLOW = "pillow"
    BACKPACK = "backpack"
    BOX = "box"


@dataclass(frozen=True, slots=True)
class Prop:
    """One thing: a box of full `size` (cm; along its own x, y, z) round its middle `at`, turned by `turn`.

    `path` is for what has no box: a band runs along these points. A chair's or a desk's legs go down to the floor.
    """

    kind: PropKind
    at: Vec3
    size: Vec3 = (0.0, 0.0, 0.0)
    turn: Turn = STILL
    path: tuple[Vec3, ...] = ()
