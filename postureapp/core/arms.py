"""The arms: the shoulder blade carries the shoulder, the joints turn the arm, a hand that holds something is led to it.

Two-bone inverse kinematics: bones keep their length; the hand is laid on what it holds as far as a wrist can turn.
"""

from __future__ import annotations

from math import asin, atan2, degrees, hypot

from postureapp.core.holds import Goal, frame_goal, goals_for
from postureapp.core.legs import two_bones
from postureapp.core.limits import FOREARM_DEG, WRIST_DEV_DEG, WRIST_FLEX_DEG, hand_angles, lift_deg
from postureapp.core.moves import Stance
from postureapp.core.pose import Pose, value
from postureapp.core.sizes import FOREARM_CM, HAND_CM, PALM_CM, PALM_HALF_CM, SHOULDER_HALF_CM, SIDES, UPPER_ARM_CM
from postureapp.core.vec import (
    STILL,
    Turn,
    Vec3,
    about,
    about_x,
    about_y,
    about_z,
    add,
    apply,
    between,
    chain,
    cross,
    dot,
    lerp,
    limb_turn,
    mul,
    sub,
    unit,
    within,
)

_CARRY_DEG = 6.0  # an arm at rest hangs a little aside, its elbow a little bent
_SLACK_DEG = 7.0


def build_arm(pose: Pose, stance: Stance, side: str, points: dict[str, Vec3], turns: dict[str, Turn]) -> float:
    """Place and turn blade, upper arm, forearm and hand of a side; how far its hand is closed (0 to 1)."""
    upper_turn = _upper_arm(pose, side)
    free_lift = lift_deg(apply(upper_turn, (0.0, -1.0, 0.0)))
    _shoulder(pose, side, free_lift, points, turns)
    goals = goals_for(pose, stance, side, points, turns)
    arm = _free_arm(pose, side, chain(turns["chest"], upper_turn), points[f"shoulder.{side}"])
    if goals:
        share = min(sum(goal.share for goal in goals), 1.0)
        first = _reaching(points[f"shoulder.{side}"], arm, _free_angles(pose, side), goals, side)
        way = within(turns["chest"], sub(first[0], points[f"shoulder.{side}"]))
        _shoulder(pose, side, free_lift + (lift_deg(way) - free_lift) * share, points, turns)
        arm = _free_arm(pose, side, chain(turns["chest"], upper_turn), points[f"shoulder.{side}"])
        arm = _reaching(points[f"shoulder.{side}"], arm, _free_angles(pose, side), goals, side)
    on_frame = value(pose, "reach.frame", side)
    if on_frame > 0:
        arm = _on_frame(side, points[f"shoulder.{side}"], arm, on_frame)
    return _keep(pose, side, arm, goals, points, turns)


# How far the forearm is turned out, the wrist bent to the palm, and to the thumb.
Angles = tuple[float, float, float]
# Elbow, wrist, the turns of upper arm, forearm (its hinge) and hand.
Arm = tuple[Vec3, Vec3, Turn, Turn, Turn]


def _shoulder(pose: Pose, side: str, lift: float, points: dict[str, Vec3], turns: dict[str, Turn]) -> None:
    """The blade slides on the ribs and carries the shoulder; an arm that is lifted takes the blade along.

    Source: scapulohumeral rhythm, about one degree of the blade to two of the arm after the first 30 (Inman 1944).
    """
    sign, chest = SIDES[side], turns["chest"]
    back, up = value(pose, "scap.retract", side), value(pose, "scap.elev", side)
    front = value(pose, "scap.prot", side)
    swing = min(max(lift - 30.0, 0.0) / 3.0, 50.0)
    lifted = swing / 50.0
    out = SHOULDER_HALF_CM - 1.4 * max(back, 0.0) - 1.6 * max(front, 0.0) - 3.2 * lifted - 1.4 * max(up, 0.0)
    rise = -6.0 + (5.3 + 2.7 * up) * up + 3.8 * lifted
    offset = (sign * out, rise, -0.5 - 3.8 * back + 5.2 * front + 0.6 * max(up, 0.0))
    points[f"shoulder.{side}"] = add(points["chest"], apply(chest, offset))
    slide = (
        sign * (8.0 - 2.6 * back + 2.4 * front + 1.6 * lifted),
        -14.0 + 3.2 * up + 1.2 * lifted,
        -9.0 + 1.2 * front,
    )
    points[f"blade.{side}"] = add(points["chest"], apply(chest, slide))
    yaw = -sign * (18.0 * front - 14.0 * back)
    turns[f"blade.{side}"] = chain(chest, about_y(yaw), about_z(sign * swing)) if yaw or swing else chest


def _upper_arm(pose: Pose, side: str) -> Turn:
    """How the upper arm is turned: lifted by flexion and abduction together, brought across, turned about itself."""
    sign = SIDES[side]
    flex, abd = value(pose, "sh.flex", side), value(pose, "sh.abd", side) + _CARRY_DEG
    lifted = hypot(flex, abd)
    # The axis lies level, square to where the arm goes.
    ahead, aside = flex / lifted if lifted else 0.0, sign * abd / lifted if lifted else 0.0
    turn = about((-ahead, 0.0, aside), min(lifted, 180.0)) if lifted else STILL
    if across := value(pose, "sh.hadd", side):
        turn = chain(about_y(-sign * across), turn)
    rot = value(pose, "sh.rot", side)
    return chain(turn, about_y(sign * rot)) if rot else turn


def _free_arm(pose: Pose, side: str, upper: Turn, shoulder: Vec3) -> Arm:
    """The arm by its own angles."""
    bend = _SLACK_DEG + (1.0 - _SLACK_DEG / 150.0) * value(pose, "elbow", side)
    hinge = chain(upper, about_x(-bend))
    elbow = add(shoulder, mul(upper[1], -UPPER_ARM_CM))
    wrist = add(elbow, mul(hinge[1], -FOREARM_CM))
    return elbow, wrist, upper, hinge, _hand(hinge, side, *_free_angles(pose, side))


def _free_angles(pose: Pose, side: str) -> Angles:
    return value(pose, "forearm", side), value(pose, "wrist", side), value(pose, "wrist.dev", side)


def _hand(hinge: Turn, side: str, turned: float, flex: float, dev: float) -> Turn:
    """A hand from its forearm: + palm forward, + towards the palm, + towards the thumb."""
    sign, hand = SIDES[side], hinge
    if turned:
        hand = chain(hand, about_y(sign * turned))
    if flex:
        hand = chain(hand, about_z(-sign * flex))
    return chain(hand, about_x(-dev)) if dev else hand


def _possible(hinge: Turn, hand: Turn, side: str) -> Angles:
    """The angles of forearm and wrist that come nearest to a hand: its fingers point where they should.

    Near a right angle of the wrist the palm alone does not say how far the forearm is turned; there the fingers say it
    too. Far beyond a limit an angle fades out, because a turn right round has no side to stop at: nothing may jump.
    """
    sign = SIDES[side]
    palm, down = within(hinge, hand[0]), within(hinge, mul(hand[1], -1.0))
    bent = min(max((abs(palm[1]) - 0.8) / 0.18, 0.0), 1.0)
    share = palm[1] * bent * bent * (3.0 - 2.0 * bent)
    turned = sign * degrees(atan2(-palm[2] - share * down[2], palm[0] + share * down[0]))
    x, y, z = within(about_y(sign * turned), down)
    dev = degrees(asin(min(max(z, -1.0), 1.0)))
    flex = -sign * degrees(atan2(x, -y)) * min((90.0 - abs(dev)) / 40.0, 1.0)
    low, high = WRIST_DEV_DEG
    return _held(turned, FOREARM_DEG), _held(flex, WRIST_FLEX_DEG), min(max(dev, low), high)


def _held(angle: float, limits: tuple[float, float]) -> float:
    kept = min(max(angle, limits[0]), limits[1])
    return kept * min((180.0 - abs(angle)) / 50.0, 1.0)


def palm_offset(side: str) -> Vec3:
    """The middle of the palm's skin, in the hand's own axes."""
    return (-SIDES[side] * PALM_HALF_CM, -PALM_CM, 0.0)


def _arrived(shoulder: Vec3, goal: Goal, side: str, front: Vec3) -> tuple[Arm, Angles]:
    """The arm that has come to a goal: first with the hand as it should lie, then with the hand as it can."""
    hand = goal.hand
    for _ in range(4):
        target = sub(goal.at, apply(hand, palm_offset(side)))
        elbow, wrist = two_bones(shoulder, target, UPPER_ARM_CM, FOREARM_CM, goal.pole)
        upper, hinge = _turned(shoulder, elbow, wrist, front)
        angles = _possible(hinge, goal.hand, side)
        can = _hand(hinge, side, *angles)
        if dot(can[0], hand[0]) + dot(can[1], hand[1]) > 1.9999:
            break
        hand = can
    return (elbow, wrist, upper, hinge, can), angles


def _reaching(shoulder: Vec3, arm: Arm, free: Angles, goals: list[Goal], side: str) -> Arm:
    """The arm on its way to its goals: wrist, elbow and hand between where they are free and where they arrive."""
    front = arm[2][2]
    whole = max(sum(goal.share for goal in goals), 1.0)
    shares = [goal.share / whole for goal in goals]
    ends = [_arrived(shoulder, goal, side, front) for goal in goals]
    if len(goals) == 1 and shares[0] >= 1.0:
        return ends[0][0]
    rest = 1.0 - sum(shares)
    out = sub(arm[0], lerp(shoulder, arm[1], 0.5))
    target, pole = mul(arm[1], rest), mul(out, rest)
    turned, flex, dev = (angle * rest for angle in free)
    for goal, share, (end, angles) in zip(goals, shares, ends, strict=True):
        target = add(target, add(mul(end[1], share), mul(goal.round, 4.0 * share * (1.0 - share))))
        pole = add(pole, mul(goal.pole, 20.0 * share))
        turned, flex, dev = turned + share * angles[0], flex + share * angles[1], dev + share * angles[2]
    elbow, wrist = two_bones(shoulder, target, UPPER_ARM_CM, FOREARM_CM, pole)
    upper, hinge = _turned(shoulder, elbow, wrist, front)
    return elbow, wrist, upper, hinge, _hand(hinge, side, turned, flex, dev)


def _turned(shoulder: Vec3, elbow: Vec3, wrist: Vec3, straight: Vec3) -> tuple[Turn, Turn]:
    """The frames of both bones: the elbow is a hinge, so both share one plane."""
    out = sub(elbow, lerp(shoulder, wrist, 0.5))
    front = mul(out, -1.0) if hypot(*out) > 0.4 else straight
    upper = limb_turn(sub(elbow, shoulder), front)
    y = unit(sub(elbow, wrist))
    return upper, limb_turn(mul(y, -1.0), cross(upper[0], y))


def _on_frame(side: str, shoulder: Vec3, arm: Arm, share: float) -> Arm:
    """The forearm upright on the door frame, elbow and wrist both on it."""
    elbow_at, wrist_way, hand_at = frame_goal(side, shoulder)
    upper_way = unit(lerp(unit(sub(arm[0], shoulder)), unit(sub(elbow_at, shoulder)), share))
    elbow = add(shoulder, mul(upper_way, UPPER_ARM_CM))
    wrist = add(elbow, mul(unit(lerp(unit(sub(arm[1], arm[0])), wrist_way, share)), FOREARM_CM))
    upper, hinge = _turned(shoulder, elbow, wrist, arm[2][2])
    return elbow, wrist, upper, hinge, _hand(hinge, side, *_possible(hinge, between(arm[4], hand_at, share), side))


def _keep(pose: Pose, side: str, arm: Arm, goals: list[Goal], points: dict[str, Vec3], turns: dict[str, Turn]) -> float:
    elbow, wrist, upper, hinge, hand = arm
    points[f"elbow.{side}"], points[f"wrist.{side}"] = elbow, wrist
    points[f"hand.{side}"] = add(wrist, mul(hand[1], -HAND_CM))
    points[f"palm.{side}"] = add(wrist, apply(hand, palm_offset(side)))
    turned = hand_angles(hinge, hand, side)[0]
    turns[f"upper_arm.{side}"] = upper
    turns[f"forearm.{side}"] = chain(hinge, about_y(SIDES[side] * 0.5 * turned))
    turns[f"hinge.{side}"] = hinge
    turns[f"hand.{side}"] = hand
    held = sum(goal.share * goal.grip for goal in goals)
    rest = max(1.0 - sum(goal.share for goal in goals), 0.0)
    return min(max(value(pose, "grip", side), held + 0.3 * rest), 1.0)
