"""Where the things in the room stand for a stance: chair, desk, wall, door frame, band, mat. They never move.

A place follows from the stance and from measures, not from a hand, so that a thing stays still while the body moves;
only what a hand holds goes with the hand. It draws nothing.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from math import atan2, degrees

from postureapp.core.moves import Stance
from postureapp.core.pose import Pose, value
from postureapp.core.props import Prop, PropKind
from postureapp.core.sizes import MAT_TOP_CM, SEAT_HALF_CM, SEAT_TOP_CM, SEATED_DESK_CM, SIDES, STANDING_DESK_CM
from postureapp.core.spine import underside
from postureapp.core.vec import STILL, Turn, Vec3, about_x, about_z, add, apply, chain, mul

WALL_FACE_CM = 66.0
FRAME_FACE_CM = 8.5
FRAME_HALF_CM = (40.0, 56.0)  # the near and the far edge of each post, from the middle of the doorway
BAND_ANCHOR: Vec3 = (0.0, 98.0, 104.0)
TOWEL_CM = 5.0
PILLOW_TOP_CM = {Stance.SUPINE: MAT_TOP_CM + 9.0, Stance.SIDE_LYING: MAT_TOP_CM + 9.0}
_SCREEN_MIDDLE_CM = 105.0
BOX_AT: Vec3 = (0.0, 14.0, 36.0)
BOX_SIZE: Vec3 = (34.0, 28.0, 28.0)
_SEAT: Vec3 = (2.0 * SEAT_HALF_CM, 3.6, 40.0)


def desk_top_cm(stance: Stance) -> float:
    """How high the desk's top is."""
    return SEATED_DESK_CM if stance is Stance.SEATED else STANDING_DESK_CM


def desk_edge_cm(stance: Stance) -> float:
    """How far in front of the origin the desk's near edge is."""
    return 22.0 if stance is Stance.SEATED else 40.0


def furnish(
    pose: Pose,
    stance: Stance,
    kinds: Sequence[PropKind],
    points: Mapping[str, Vec3],
    turns: Mapping[str, Turn],
) -> tuple[Prop, ...]:
    """The things a stance and a motion ask for."""
    found: list[Prop] = []
    if stance is Stance.SEATED:
        found += _chair(tall=PropKind.CHAIR_BACK in kinds)
    for kind in kinds:
        found += _thing(kind, pose, stance, points, turns)
    return tuple(found)


def _thing(
    kind: PropKind, pose: Pose, stance: Stance, points: Mapping[str, Vec3], turns: Mapping[str, Turn]
) -> list[Prop]:
    match kind:
        case PropKind.DESK:
            return [_desk(stance)]
        case PropKind.SCREEN:
            return [_screen(pose, stance)]
        case PropKind.WALL:
            return [Prop(kind, (0.0, 95.0, WALL_FACE_CM + 2.0), (84.0, 190.0, 4.0))]
        case PropKind.DOOR_FRAME:
            return _door_frame()
        case PropKind.BAND:
            return _band(points)
        case PropKind.PHONE:
            return [_phone(pose, points, turns)]
        case PropKind.BACKPACK:
            return [_backpack(pose, points, turns)]
        case PropKind.BOX:
            return [Prop(kind, BOX_AT, BOX_SIZE)]
        case PropKind.MAT | PropKind.TOWEL | PropKind.PILLOW:
            return _soft(kind, pose, stance)
        case _:
            return []


def _chair(*, tall: bool) -> list[Prop]:
    """A plain chair; `tall`: its back reaches up to the shoulder blades."""
    seat = Prop(PropKind.CHAIR, (0.0, SEAT_TOP_CM - _SEAT[1] / 2.0, 5.0), _SEAT)
    if tall:
        return [seat, Prop(PropKind.CHAIR_BACK, (0.0, 69.0, -14.2), (35.0, 27.0, 2.4))]
    return [seat, Prop(PropKind.CHAIR_BACK, (0.0, 65.0, -17.6), (33.0, 14.0, 2.4), about_x(-6.0))]


def _desk(stance: Stance) -> Prop:
    top, edge, deep = desk_top_cm(stance), desk_edge_cm(stance), 58.0
    return Prop(PropKind.DESK, (0.0, top - 1.25, edge + deep / 2.0), (96.0, 2.5, deep))


def _screen(pose: Pose, stance: Stance) -> Prop:
    """The top of a screen that stands right is at eye height, an arm's length away; `screen_cm` lowers it."""
    low = value(pose, "screen_cm")
    size: Vec3 = (50.0, 29.0, 2.0)
    if low < -14.0:  # a laptop's: on the desk, tipped back
        size = (33.0, 21.0, 1.2)
    above = 0.0 if stance is Stance.SEATED else 36.0
    middle = (0.0, _SCREEN_MIDDLE_CM + above + low, desk_edge_cm(stance) + 42.0)
    return Prop(PropKind.SCREEN, middle, size, about_x(14.0) if low < -14.0 else STILL)


def _door_frame() -> list[Prop]:
    """The two posts of a doorway."""
    near, far = FRAME_HALF_CM
    size: Vec3 = (far - near, 182.0, 11.0)
    middle = (near + far) / 2.0
    return [
        Prop(PropKind.DOOR_FRAME, (sign * middle, 91.0, FRAME_FACE_CM + size[2] / 2.0), size) for sign in SIDES.values()
    ]


def _band(points: Mapping[str, Vec3]) -> list[Prop]:
    """From one hand round a post, at waist height, to the other hand."""
    x, _, z = BAND_ANCHOR
    post = Prop(PropKind.DOOR_FRAME, (x, 64.0, z + 3.4), (6.0, 128.0, 6.0))
    return [post, Prop(PropKind.BAND, BAND_ANCHOR, path=(points["palm.L"], BAND_ANCHOR, points["palm.R"]))]


def _backpack(pose: Pose, points: Mapping[str, Vec3], turns: Mapping[str, Turn]) -> Prop:
    """On the back, or hanging from one shoulder: `bag` says which shoulders carry it."""
    aside = 8.0 * (value(pose, "bag", "L") - value(pose, "bag", "R"))
    turn = chain(turns["ribs"], about_z(0.8 * aside))
    down = 18.0 + 0.8 * abs(aside)
    middle = add(points["chest"], apply(turns["ribs"], (aside, -down, -16.5)))
    return Prop(PropKind.BACKPACK, middle, (27.0, 38.0, 13.0), turn)


def _phone(pose: Pose, points: Mapping[str, Vec3], turns: Mapping[str, Turn]) -> Prop:
    """Held in the right hand, or between both; its screen faces the eyes."""
    holding = [side for side in SIDES if value(pose, "reach.phone", side) + value(pose, "reach.lap", side) > 0.4]
    hands = [points[f"palm.{side}"] for side in holding] or [points["palm.R"]]
    middle = mul(add(hands[0], hands[-1]), 0.5)
    eyes = add(points["head"], apply(turns["head"], (0.0, 0.5, 8.0)))
    tilt = degrees(atan2(eyes[1] - middle[1], max(middle[2] - eyes[2], 1.0)))
    turn = about_x(tilt)
    return Prop(PropKind.PHONE, add(middle, apply(turn, (0.0, 4.0, 0.6))), (7.2, 14.8, 0.9), turn)


def _soft(kind: PropKind, pose: Pose, stance: Stance) -> list[Prop]:
    """What lies on the floor. The head's way from the hips follows from the stance."""
    way = underside(pose)
    if kind is PropKind.MAT:
        middle: Vec3 = (0.0, MAT_TOP_CM / 2.0, 0.0)
        if stance is Stance.SIDE_LYING:
            return [Prop(kind, add(middle, (way * 14.0, 0.0, 18.0)), (172.0, MAT_TOP_CM, 92.0))]
        if stance is Stance.SUPINE:
            return [Prop(kind, add(middle, (0.0, 0.0, -12.0)), (70.0, MAT_TOP_CM, 172.0))]
        return [Prop(kind, add(middle, (0.0, 0.0, 6.0)), (64.0, MAT_TOP_CM, 150.0))]
    if kind is PropKind.TOWEL:
        return [Prop(kind, (0.0, MAT_TOP_CM + TOWEL_CM / 2.0, -37.5), (62.0, TOWEL_CM, TOWEL_CM))]
    high = PILLOW_TOP_CM.get(stance, MAT_TOP_CM + 6.0) - MAT_TOP_CM
    if stance is Stance.SIDE_LYING:
        return [Prop(kind, (way * 68.0, MAT_TOP_CM + high / 2.0, 2.0), (28.0, high, 42.0))]
    return [Prop(kind, (0.0, MAT_TOP_CM + high / 2.0, -67.0), (44.0, high, 27.0))]
