"""The body that a pose makes: frames the painter can rely on, joints in range, contacts, and solid things."""

from __future__ import annotations

from itertools import pairwise
from math import dist
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from postureapp.core.body import Body, build
from postureapp.core.limits import CHANNEL_LIMITS, REACHES
from postureapp.core.moves import Stance
from postureapp.core.props import Prop, PropKind
from postureapp.core.sizes import HAND_CM, SEAT_TOP_CM, SIDES
from postureapp.core.vec import Turn, Vec3, cross, dot, length, mul, sub, unit
from tests.helpers.clearance import overlaps, rod_distance
from tests.helpers.contact import contacts
from tests.helpers.joints import JOINT_LIMITS, beyond, joint_angles

MIDDLE_PARTS = ("pelvis", "waist", "ribs", "chest", "neck", "head")
SIDE_PARTS = ("blade", "upper_arm", "forearm", "hand", "thigh", "shank", "foot")
BONES = (
    ("upper_arm", "shoulder", "elbow"),
    ("forearm", "elbow", "wrist"),
    ("hand", "wrist", "hand"),
    ("thigh", "hip", "knee"),
    ("shank", "knee", "ankle"),
)


@st.composite
def poses(draw: st.DrawFn) -> dict[str, float]:
    names = draw(st.lists(st.sampled_from(sorted(CHANNEL_LIMITS)), max_size=8, unique=True))
    return {name: draw(st.floats(*CHANNEL_LIMITS[name], allow_nan=False)) for name in names}


def palm_faces(body: Body, side: str) -> Vec3:
    """Which way a palm faces."""
    return mul(body.turns[f"hand.{side}"][0], -SIDES[side])


def is_turn(turn: Turn) -> bool:
    x, y, z = turn
    return length(sub(cross(x, y), z)) < 1e-6 and abs(length(x) - 1) < 1e-6 and abs(dot(x, y)) < 1e-6


@given(poses(), st.sampled_from(Stance))
def test_every_part_has_a_true_frame_and_a_bone_runs_along_its_own_down(pose: dict[str, float], stance: Stance) -> None:
    body = build(pose, stance)
    parts = [*MIDDLE_PARTS, *(f"{part}.{side}" for part in SIDE_PARTS for side in SIDES)]
    assert all(is_turn(body.turns[part]) for part in parts)
    for part, upper, lower in BONES:
        for side in SIDES:
            along = unit(sub(body.points[f"{lower}.{side}"], body.points[f"{upper}.{side}"]))
            assert dot(along, body.turns[f"{part}.{side}"][1]) == pytest.approx(-1.0, abs=1e-6)


@given(poses(), st.sampled_from(Stance))
def test_an_elbow_is_a_hinge_and_a_wrist_never_turns_too_far(pose: dict[str, float], stance: Stance) -> None:
    angles = joint_angles(build(pose, stance))
    for side in SIDES:
        for joint in ("elbow", "forearm", "wrist", "wrist.dev"):
            low, high = JOINT_LIMITS[joint]
            limit = high if joint != "elbow" else 180.0  # where nothing can be reached an arm folds up
            assert low - 0.01 <= angles[f"{joint}.{side}"] <= limit + 0.01


def test_the_frames_of_a_standing_body_are_as_the_painter_expects() -> None:
    body = build({}, Stance.STANDING)
    for side, sign in SIDES.items():
        for part in ("upper_arm", "forearm", "hand", "thigh", "shank", "foot"):
            x, y, z = body.turns[f"{part}.{side}"]
            assert x[0] > 0.9, part  # to the figure's left, on both sides
            assert y[1] > 0.9, part
            assert z[2] > 0.9, part  # a hand's thumb, a foot's toes
        assert palm_faces(body, side)[0] * sign < -0.9
        assert dist(body.points[f"wrist.{side}"], body.points[f"hand.{side}"]) == pytest.approx(HAND_CM)
        assert body.points[f"toe.{side}"][2] > body.points[f"heel.{side}"][2] + 12


def test_a_forearm_turns_the_palm() -> None:
    out = build({"forearm": 80.0}, Stance.STANDING)
    assert palm_faces(out, "L")[2] > 0.9
    assert palm_faces(out, "R")[2] > 0.9
    bent = build({"wrist.L": 60.0}, Stance.STANDING)
    assert bent.points["hand.L"][0] < bent.points["wrist.L"][0] - 8  # towards the palm, and so to the body


SPECIAL = ("elbow", "frame", "floor", "band", "box")


@pytest.mark.parametrize("reach", [reach for reach in REACHES if reach not in SPECIAL])
def test_a_hand_arrives_where_it_is_sent(reach: str) -> None:
    lying, standing = ("palms",), ("wall", "desk")
    stance = Stance.SIDE_LYING if reach in lying else Stance.STANDING if reach in standing else Stance.SEATED
    more = {"wall": {"body.lean": 12.0}, "clasp": {"scap.prot": 0.6}, "blade": {"scap.prot": 0.6}}.get(reach, {})
    body = build({f"reach.{reach}": 1.0, **more}, stance)
    found = [contact for contact in contacts(body) if contact.name == reach]
    assert {contact.side for contact in found} == {"L", "R"}
    assert max(contact.gap_cm for contact in found) < 2.0
    assert beyond(body) == []


def test_a_hand_that_can_not_reach_is_told() -> None:
    away = build({"reach.seat.R": 1.0, "hip.hinge": 0.0, "spine.side": -35.0, "scap.elev.R": 1.0}, Stance.SEATED)
    assert max(contact.gap_cm for contact in contacts(away)) > 2.0


def test_a_hand_on_a_thing_lies_with_its_palm_on_it() -> None:
    assert palm_faces(build({"reach.rest": 1.0}, Stance.SEATED), "L")[1] < -0.9
    assert palm_faces(build({"reach.desk": 1.0, "hip.hinge": 40.0}, Stance.STANDING), "R")[1] < -0.9
    assert palm_faces(build({"reach.wall": 1.0, "body.lean": 12.0}, Stance.STANDING), "R")[2] > 0.9
    on_the_back_of_the_head = build({"reach.head": 1.0}, Stance.SEATED)
    assert palm_faces(on_the_back_of_the_head, "L")[2] > 0.5
    together = build({"reach.palms": 1.0}, Stance.SIDE_LYING)
    assert dot(palm_faces(together, "L"), palm_faces(together, "R")) < -0.9


def test_an_arm_beside_a_seated_body_with_nothing_to_do_rests_on_the_thigh() -> None:
    body = build({}, Stance.SEATED)
    assert [contact.name for contact in contacts(body)] == ["rest", "rest"]
    assert body.points["palm.L"][1] > SEAT_TOP_CM


def test_a_joint_beyond_its_limit_is_told() -> None:
    body = build({"sh.abd.R": 90.0, "sh.rot.R": 90.0, "sh.hadd.R": -80.0}, Stance.STANDING)
    assert any(sentence.startswith("shoulder across.R") for sentence in beyond(body))
    assert beyond(build({}, Stance.STANDING)) == []


def test_angles_are_measured_as_they_are_set() -> None:
    angles = joint_angles(
        build({"sh.abd.R": 84.0, "sh.rot.R": 60.0, "elbow.R": 80.0, "wrist.R": 30.0}, Stance.STANDING)
    )
    assert angles["shoulder lift.R"] == pytest.approx(90.0, abs=0.5)
    assert angles["shoulder turn.R"] == pytest.approx(60.0, abs=1.0)
    assert angles["elbow.R"] == pytest.approx(83.3, abs=0.5)
    assert angles["wrist.R"] == pytest.approx(30.0, abs=0.5)
    forward = joint_angles(build({"sh.flex.L": 90.0, "elbow.L": 60.0}, Stance.STANDING))
    assert forward["shoulder across.L"] == pytest.approx(90.0, abs=8.0)


def test_a_hand_put_through_the_body_is_found() -> None:
    through = build({"sh.flex.R": 20.0, "sh.hadd.R": 100.0, "elbow.R": 90.0}, Stance.STANDING)
    assert overlaps(through, 2.0)
    assert overlaps(build({}, Stance.STANDING), 0.5) == ()
    in_the_seat = build({"hip.hinge": 100.0, "sh.flex": 0.0, "elbow": 10.0, "sh.abd": 3.0}, Stance.SEATED)
    assert any(found.other == "chair" or found.other.startswith("thigh") for found in overlaps(in_the_seat, 1.0))


def test_the_clinics_page_has_every_channel_with_its_limits() -> None:
    page = (Path(__file__).parents[2] / "docs" / "clinic" / "poses.md").read_text(encoding="utf-8")
    for name, (low, high) in CHANNEL_LIMITS.items():
        if not name.endswith((".L", ".R")):
            lines = [line for line in page.splitlines() if line.startswith("|") and f"`{name}`" in line.split("|")[1]]
            assert len(lines) == 1, name
            assert name.startswith("reach.") or f"{low:g}, {high:g}" in lines[0], name
    assert all(f"`{kind.value}`" in page or kind is PropKind.CHAIR for kind in PropKind)


def test_the_distance_of_two_rods() -> None:
    assert rod_distance((0, 0, 0), (2, 0, 0), (1, 1, -1), (1, 1, 1)) == pytest.approx(1.0)
    assert rod_distance((0, 0, 0), (1, 0, 0), (3, 0, 0), (5, 0, 0)) == pytest.approx(2.0)
    assert rod_distance((0, 0, 0), (1, 0, 0), (0, 3, 0), (1, 3, 0)) == pytest.approx(3.0)


@pytest.mark.parametrize("kind", PropKind)
def test_what_a_motion_asks_for_is_there(kind: PropKind) -> None:
    body = build({}, Stance.STANDING, (kind,))
    chair = kind in (PropKind.CHAIR, PropKind.CHAIR_BACK)  # these come with a seated stance
    assert (kind in [prop.kind for prop in body.props]) is not chair
    assert all(prop.size != (0.0, 0.0, 0.0) or prop.path for prop in body.props)


def test_a_seated_body_has_its_chair_and_a_taller_back_where_one_is_asked_for() -> None:
    low, tall = build({}, Stance.SEATED).props, build({}, Stance.SEATED, (PropKind.CHAIR_BACK,)).props
    assert [prop.kind for prop in low] == [prop.kind for prop in tall] == [PropKind.CHAIR, PropKind.CHAIR_BACK]
    assert top_of(tall[1]) > top_of(low[1]) + 5
    assert low[0].at[1] + low[0].size[1] / 2 == SEAT_TOP_CM


def top_of(prop: Prop) -> float:
    """How high a thing reaches that stands upright."""
    return prop.at[1] + prop.size[1] / 2


def test_the_blade_follows_the_arm_and_the_shoulder_goes_up() -> None:
    down, up = build({}, Stance.STANDING), build({"sh.abd": 170.0}, Stance.STANDING)
    assert up.turns["blade.L"][0][1] > 0.5  # turned upwards
    assert up.turns["blade.R"][0][1] < -0.5
    assert up.points["shoulder.L"][1] > down.points["shoulder.L"][1] + 3


def test_the_spine_bends_in_a_curve_and_turns_in_the_chest() -> None:
    round_back = build({"spine.upper": 40.0, "spine.lower": 20.0}, Stance.SEATED).turns
    tilts = [round_back[part][2][1] for part in ("pelvis", "waist", "ribs", "chest")]
    steps = [before - after for before, after in pairwise(tilts)]
    assert min(steps) > 0.1
    turned = build({"spine.rot": 40.0}, Stance.SEATED).turns
    assert abs(turned["waist"][2][0]) < 0.15 < abs(turned["ribs"][2][0]) < abs(turned["chest"][2][0])
