"""Every shipped move as a body: hands on target, joints in range, nothing through anything, feet and seat in place.

What a person sees the figure do is measured here: where the head, the shoulders and the hands go.
"""

from __future__ import annotations

from itertools import pairwise
from math import dist, hypot

import pytest

from postureapp.core.body import Body, build
from postureapp.core.limits import check
from postureapp.core.moves import Motion, Move, Sides, Stance
from postureapp.core.pose import pose_at
from postureapp.core.postures import PAIRS, Posture
from postureapp.core.props import PropKind
from postureapp.core.room import PILLOW_TOP_CM, TOWEL_CM
from postureapp.core.sizes import BACK_CM, HEAD_ROUND_CM, KNEE_ROUND_CM, MAT_TOP_CM, SEAT_HIP_CM, SIDES
from postureapp.core.vec import Vec3, add, apply, lerp, sub, within
from postureapp.storage.content import load_moves
from tests.helpers.clearance import overlaps
from tests.helpers.contact import contacts
from tests.helpers.joints import beyond, joint_angles

MOVES = {move.id: move for move in load_moves()[0]}
PHASES = (0.0, 0.25, 0.5, 0.75, 1.0)
# Flesh gives way: a back on a backrest, a hand that holds an arm.
SOFT_CM = 2.0
EVERY_MOVE = pytest.mark.parametrize("move", MOVES.values(), ids=MOVES)
HELD = (PropKind.BAND, PropKind.PHONE, PropKind.BACKPACK)
POSTURES = {f"{cause} {n}": each for cause, pair in PAIRS.items() for n, each in enumerate((pair.strains, pair.spares))}


def at(motion: Motion, phase: float, *, other: bool = False, half: bool = False) -> Body:
    """The body at a phase of a motion."""
    return build(pose_at(motion, phase, other_side=other, half=half), motion.stance, motion.props)


def named(move_id: str, phase: float) -> Body:
    """A shipped move at a phase."""
    return at(MOVES[move_id].motion, phase)


def both_sides(move: Move) -> list[Body]:
    """The move through all its phases, on both sides."""
    return [at(move.motion, phase, other=other) for phase in PHASES for other in (False, True)]


@EVERY_MOVE
def test_hands_are_where_the_move_says(move: Move) -> None:
    halves = [at(move.motion, phase, half=True) for phase in (0.0, 1.0)]
    for body in both_sides(move) + halves:
        for contact in contacts(body):
            assert contact.gap_cm <= 2.0, f"{contact.name} {contact.side}"


@EVERY_MOVE
def test_joints_stay_in_range_all_the_way(move: Move) -> None:
    for step in range(21):
        for other in (False, True):
            assert check(pose_at(move.motion, step / 20, other_side=other)) == []
            assert beyond(at(move.motion, step / 20, other=other)) == []
            assert beyond(at(move.motion, step / 20, other=other, half=True)) == []


@EVERY_MOVE
def test_nothing_passes_through_the_body_or_its_chair(move: Move) -> None:
    halves = [at(move.motion, phase, half=True) for phase in PHASES]
    assert all(overlaps(body, SOFT_CM) == () for body in both_sides(move))
    assert all(overlaps(body, SOFT_CM + 0.5) == () for body in halves)


@EVERY_MOVE
def test_things_stand_still(move: Move) -> None:
    for other in (False, True):
        bodies = [at(move.motion, phase, other=other) for phase in PHASES]
        standing = [[prop for prop in body.props if prop.kind not in HELD] for body in bodies]
        assert all(props == standing[0] for props in standing[1:])
        assert set(move.motion.props) <= {prop.kind for prop in bodies[0].props}


@EVERY_MOVE
def test_the_body_is_carried(move: Move) -> None:
    for body in both_sides(move):
        point = body.points
        for side in SIDES:
            if body.stance in (Stance.SEATED, Stance.STANDING, Stance.SUPINE):
                floor = MAT_TOP_CM if body.stance is Stance.SUPINE else 0.0
                assert point[f"heel.{side}"][1] - 3.2 == pytest.approx(floor, abs=1.0)
                assert point[f"toe.{side}"][1] - 2.6 == pytest.approx(floor, abs=1.0)
            if body.stance is Stance.KNEELING:
                assert point[f"knee.{side}"][1] - KNEE_ROUND_CM == pytest.approx(MAT_TOP_CM, abs=1.0)
                assert point[f"toe.{side}"][1] - 2.6 == pytest.approx(MAT_TOP_CM, abs=1.0)
        if body.stance is Stance.SEATED:
            assert point["pelvis"][1] == SEAT_HIP_CM
        if body.stance in PILLOW_TOP_CM:
            round_cm = HEAD_ROUND_CM if body.stance is Stance.SUPINE else HEAD_ROUND_CM - 0.7
            assert point["head"][1] - round_cm == pytest.approx(PILLOW_TOP_CM[body.stance], abs=1.5)


@EVERY_MOVE
def test_a_seated_or_kneeling_body_keeps_its_feet_still(move: Move) -> None:
    if move.motion.stance is Stance.STANDING:
        return
    feet = [[body.points[f"ankle.{side}"] for side in SIDES] for body in (at(move.motion, phase) for phase in PHASES)]
    for later in feet[1:]:
        assert max(dist(a, b) for a, b in zip(feet[0], later, strict=True)) < 1.5


@EVERY_MOVE
def test_the_way_is_smooth_and_short_enough_to_follow(move: Move) -> None:
    steps = 60
    bodies = [at(move.motion, n / steps * 0.99999) for n in range(steps + 1)]
    for name in ("hand.L", "hand.R", "elbow.L", "elbow.R", "head", "shoulder.R"):
        moved = [sub(b.points[name], a.points[name]) for a, b in pairwise(bodies)]
        assert max(hypot(*each) for each in moved) < 9.0, f"{name} jumps"
        jerk = [hypot(*sub(b, a)) for a, b in pairwise(moved)]
        assert max(jerk) < 3.0, f"{name} turns on the spot"
    if move.motion.cycle:
        assert max(dist(bodies[0].points[name], bodies[-1].points[name]) for name in bodies[0].points) < 0.1
        first, last = (sub(bodies[n + 1].points["chest"], bodies[n].points["chest"]) for n in (0, steps - 1))
        assert hypot(*sub(first, last)) < 0.5, "the round has a kink where it closes"


@EVERY_MOVE
def test_sides_of_a_move_fit_its_dose(move: Move) -> None:
    assert move.motion.mirrored is (move.dose.sides is Sides.EACH)


@pytest.mark.parametrize("posture", POSTURES.values(), ids=POSTURES)
def test_postures_are_bodies_too(posture: Posture) -> None:
    body = build(posture.pose, posture.stance, posture.props)
    assert check(posture.pose) == []
    assert beyond(body) == []
    assert all(contact.gap_cm <= 2.0 for contact in contacts(body))
    assert overlaps(body, 2.5) == ()
    assert {*posture.props} <= {prop.kind for prop in body.props}


@pytest.mark.parametrize("cause", PAIRS)
def test_the_way_from_the_one_to_the_other_is_a_way_for_a_body(cause: str) -> None:
    for phase in PHASES:
        body = at(PAIRS[cause].motion, phase)
        assert check(body.pose) == []
        assert beyond(body) == []
        assert overlaps(body, 2.5) == ()


def test_the_pairs_differ_in_what_counts() -> None:
    slumped, upright = (
        build(each.pose, each.stance, each.props) for each in (PAIRS["desk"].strains, PAIRS["desk"].spares)
    )
    screens = [next(prop for prop in body.props if prop.kind is PropKind.SCREEN) for body in (slumped, upright)]
    eyes = upright.points["nose"][1] + 2.0
    assert screens[1].at[1] + screens[1].size[1] / 2 == pytest.approx(eyes, abs=4.0)
    assert screens[0].at[1] < screens[1].at[1] - 15
    assert slumped.points["head"][2] > upright.points["head"][2] + 12
    low, high = (build(each.pose, each.stance, each.props) for each in (PAIRS["phone"].strains, PAIRS["phone"].spares))
    phones = [next(prop for prop in body.props if prop.kind is PropKind.PHONE) for body in (low, high)]
    assert phones[1].at[1] > phones[0].at[1] + 20
    assert high.points["head"][1] - 15 < phones[1].at[1]
    motion = PAIRS["desk"].motion
    assert at(motion, 0.0).props == at(motion, 1.0).props
    back = [build(each.pose, each.stance) for each in (PAIRS["lifting"].strains, PAIRS["lifting"].spares)]
    assert joint_angles(back[1])["knee.L"] > joint_angles(back[0])["knee.L"] + 60


# --- what each move must show -----------------------------------------------------------------------------------------


def went(move_id: str, name: str) -> Vec3:
    """How far a point goes from start to end of a move."""
    return sub(named(move_id, 1.0).points[name], named(move_id, 0.0).points[name])


def test_a_shrug_brings_the_shoulders_to_the_ears() -> None:
    assert went("shrug-drop", "shoulder.L")[1] > 7
    assert went("shrug-drop", "head") == (0.0, 0.0, 0.0)


def test_a_chin_tuck_slides_the_head_back_and_does_not_tip_it() -> None:
    start, end = named("chin-tuck", 0.0), named("chin-tuck", 1.0)
    assert went("chin-tuck", "head")[2] < -6
    assert abs(went("chin-tuck", "head")[1]) < 3
    assert abs(start.turns["head"][2][1] - end.turns["head"][2][1]) < 0.2


def test_shoulder_blades_squeeze_back_and_down() -> None:
    back = went("blade-squeeze", "shoulder.R")
    assert back[2] < -3.5
    assert went("blade-squeeze", "blade.R")[0] > 2  # towards the spine
    start = named("blade-squeeze", 0.0)
    assert start.points["head"][1] - start.points["shoulder.R"][1] > 20


def test_shoulders_roll_in_a_circle() -> None:
    motion = MOVES["shoulder-roll"].motion
    path = []
    for n in range(24):
        body = at(motion, n / 24)
        _, y, z = within(body.turns["chest"], sub(body.points["shoulder.L"], body.points["chest"]))
        path.append((y, z))
    middle = tuple(sum(each) / len(path) for each in zip(*path, strict=True))
    radii = [dist(each, middle) for each in path]
    assert min(radii) > 3.0
    assert max(radii) < 1.25 * min(radii)
    up, back, down = path[6], path[12], path[18]  # from the front: up, back, down
    assert up[0] > down[0] + 6
    assert back[1] < path[0][1] - 6


def test_a_head_goes_the_way_of_the_words() -> None:
    assert went("neck-turn", "nose")[0] < -6  # right
    assert went("neck-side", "crown")[0] > 9  # left
    assert went("levator", "nose")[0] > 4
    assert went("levator", "nose")[1] < -3
    assert went("side-reach", "crown")[0] > 18


def test_the_trunk_moves_and_the_hips_stay() -> None:
    for move_id in ("seated-turn", "side-reach", "rhomboid-reach", "chair-extension", "seated-cat"):
        motion = MOVES[move_id].motion
        assert len({at(motion, phase).points["pelvis"] for phase in PHASES}) == 1
        assert len({at(motion, phase).points["knee.L"] for phase in PHASES}) == 1
    assert named("seated-turn", 1.0).turns["chest"][2][0] < -0.5
    assert abs(named("side-reach", 1.0).turns["chest"][2][0]) < 0.01  # without twisting
    assert went("rhomboid-reach", "palm.R")[2] > 12
    assert went("chair-extension", "chest")[2] < -4
    assert went("side-reach", "hand.R")[1] > 60


def test_cat_and_cow_are_each_others_opposite() -> None:
    round_back, arched = named("seated-cat", 0.5), named("seated-cat", 0.0)
    assert round_back.turns["chest"][2][1] < -0.4
    assert arched.turns["chest"][2][1] > -0.1
    for body, behind in ((round_back, True), (arched, False)):
        straight = lerp(body.points["pelvis"], body.points["chest"], 0.66)
        assert (within(body.turns["ribs"], sub(body.points["ribs"], straight))[2] < -2.5) is behind


def test_arms_make_a_w() -> None:
    start, end = named("w-pull", 0.0), named("w-pull", 1.0)
    assert start.points["hand.L"][1] > start.points["crown"][1] + 10
    for side in SIDES:
        elbow, hand = end.points[f"elbow.{side}"], end.points[f"wrist.{side}"]
        assert elbow[1] < end.points[f"shoulder.{side}"][1] - 8
        assert hand[1] > elbow[1] + 18
        for body in (start, end):
            assert apply(body.turns[f"hand.{side}"], (-SIDES[side], 0.0, 0.0))[2] > 0.7  # palms forward


def test_the_row_pulls_to_the_sides_and_the_band_grows() -> None:
    start, end = named("band-row", 0.0), named("band-row", 1.0)
    assert joint_angles(start)["elbow.L"] < 20
    assert joint_angles(end)["elbow.L"] == pytest.approx(90, abs=8)
    bands = [next(prop for prop in body.props if prop.kind is PropKind.BAND).path for body in (start, end)]
    assert dist(*bands[1][:2]) > dist(*bands[0][:2]) + 20


def test_the_wall_is_pushed() -> None:
    motion = MOVES["wall-pushup"].motion
    far, near, plus = at(motion, 0.0), at(motion, 0.25), at(motion, 0.75)
    assert near.points["chest"][2] > far.points["chest"][2] + 20
    assert joint_angles(near)["elbow.R"] > 80
    assert joint_angles(plus)["elbow.R"] < 25
    apart = [sub(body.points["shoulder.R"], body.points["chest"])[2] for body in (far, plus)]
    assert apart[1] > apart[0] + 3


def test_the_hinge_is_flat_and_the_arms_long() -> None:
    end = named("desk-hinge", 1.0)
    assert end.turns["chest"][1][2] > 0.85
    assert joint_angles(end)["elbow.L"] < 35
    assert end.points["ankle.L"][2] < named("desk-hinge", 0.0).points["ankle.L"][2] - 25


def test_the_doorway_opens_the_chest() -> None:
    start, end = named("doorway", 0.0), named("doorway", 1.0)
    assert joint_angles(end)["shoulder across.R"] < joint_angles(start)["shoulder across.R"] - 20
    assert end.points["elbow.R"][1] < end.points["shoulder.R"][1]
    assert end.points["ankle.R"][2] > end.points["ankle.L"][2] + 20
    assert [contact.name for contact in contacts(end) if contact.side == "R"] == ["frame", "frame"]


def test_crossed_arms_cross() -> None:
    hug, turn = named("self-hug", 1.0), named("seated-turn", 0.0)
    for body in (hug, turn):
        for side, sign in SIDES.items():
            assert body.points[f"palm.{side}"][0] * sign < -5
    other = at(MOVES["self-hug"].motion, 1.0, other=True)
    assert hug.points["elbow.R"][1] > hug.points["elbow.L"][1] + 3  # the right arm on top
    assert other.points["elbow.L"][1] > other.points["elbow.R"][1] + 3
    cross = named("cross-body", 1.0)
    assert cross.points["elbow.R"][0] > 0
    assert cross.points["elbow.R"][1] < cross.points["shoulder.R"][1] + 1


def test_hands_meet_behind_and_the_chest_lifts() -> None:
    end = named("chair-chest", 1.0)
    assert dist(end.points["palm.L"], end.points["palm.R"]) < 3
    assert end.points["palm.L"][2] < end.points["pelvis"][2] - 15
    assert abs(end.turns["head"][2][1]) < 0.12  # the chin level


def test_the_book_opens_and_the_knees_stay_together() -> None:
    start, end = named("open-book", 0.0), named("open-book", 1.0)
    assert dist(start.points["palm.L"], start.points["palm.R"]) < 1
    assert end.points["hand.R"][2] < -60
    assert end.points["palm.L"] == pytest.approx(start.points["palm.L"], abs=1.5)
    assert dist(end.points["knee.L"], end.points["knee.R"]) < 2.2 * KNEE_ROUND_CM
    assert end.turns["chest"][2][1] > 0.6
    low = start.points["shoulder.L"][1]
    assert low == pytest.approx(MAT_TOP_CM + 4.4, abs=1.5)
    mirrored = at(MOVES["open-book"].motion, 0.0, other=True)
    assert mirrored.points["head"][0] < 0 < start.points["head"][0]


def test_a_back_lies_on_mat_and_towel() -> None:
    for phase in PHASES:
        body = named("towel-roll", phase)
        seat = add(body.points["pelvis"], apply(body.turns["pelvis"], (0.0, 0.0, -BACK_CM)))
        assert seat[1] == pytest.approx(MAT_TOP_CM, abs=1.0)
        blades = add(body.points["chest"], apply(body.turns["chest"], (0.0, -8.5, -BACK_CM)))
        assert blades[1] == pytest.approx(MAT_TOP_CM + TOWEL_CM, abs=1.0)
    end = named("towel-roll", 1.0)
    for side in SIDES:
        assert apply(end.turns[f"hand.{side}"], (-SIDES[side], 0.0, 0.0))[1] > 0.9  # palms up
        assert end.points[f"elbow.{side}"][1] > MAT_TOP_CM + 3


def test_a_child_rests_its_head() -> None:
    end = named("child-pose", 1.0)
    assert end.points["head"][1] - HEAD_ROUND_CM == pytest.approx(MAT_TOP_CM, abs=1.5)
    assert end.points["pelvis"][1] < 28
    assert end.points["palm.L"][2] > end.points["head"][2] + 25
