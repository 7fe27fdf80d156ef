"""Poses and the body they make: limits, mirror images, blends, and bones that keep their length."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from math import acos, degrees, dist

import pytest
from hypothesis import given
from hypothesis import strategies as st

from postureapp.core.body import build
from postureapp.core.moves import Easing, Motion, Stance
from postureapp.core.pose import CHANNEL_LIMITS, Pose, blend, check, ease, expand, mirror, pose_at, value
from postureapp.core.sizes import FOREARM_CM, SHANK_CM, THIGH_CM, UPPER_ARM_CM
from postureapp.core.vec import Vec3, dot, sub, unit


def skeleton(pose: Pose, stance: Stance) -> Mapping[str, Vec3]:
    """Where every joint is, in cm; the floor is y = 0."""
    return build(pose, stance).points


def angle_deg(a: Vec3, b: Vec3, c: Vec3) -> float:
    """The angle at b between a and c."""
    return degrees(acos(min(max(dot(unit(sub(a, b)), unit(sub(c, b))), -1.0), 1.0)))


@st.composite
def poses(draw: st.DrawFn) -> dict[str, float]:
    names = draw(st.lists(st.sampled_from(sorted(CHANNEL_LIMITS)), max_size=8, unique=True))
    return {name: draw(st.floats(*CHANNEL_LIMITS[name], allow_nan=False)) for name in names}


def test_a_pose_beyond_a_joint_and_an_unknown_joint_are_told() -> None:
    wrong = check({"neck.flex": 90, "tail": 1, "elbow": 30})
    assert len(wrong) == 2
    assert str(wrong[0]) == "neck.flex must be from -45 to 60, not 90"
    assert str(wrong[1]) == 'there is no joint channel "tail"'


@given(poses())
def test_every_pose_within_limits_is_fine_and_so_is_its_mirror_image(pose: dict[str, float]) -> None:
    assert check(pose) == []
    mirrored = {name: number for name, number in mirror(pose).items() if name != "step_cm"}
    assert check(mirrored) == []
    assert mirror(mirror(pose)) == pose


@given(poses(), st.sampled_from(Stance))
def test_no_pose_changes_the_length_of_a_bone(pose: dict[str, float], stance: Stance) -> None:
    points = skeleton(pose, stance)
    for side in "LR":
        assert dist(points[f"shoulder.{side}"], points[f"elbow.{side}"]) == pytest.approx(UPPER_ARM_CM, abs=0.01)
        assert dist(points[f"elbow.{side}"], points[f"wrist.{side}"]) == pytest.approx(FOREARM_CM, abs=0.01)
        assert dist(points[f"hip.{side}"], points[f"knee.{side}"]) == pytest.approx(THIGH_CM, abs=0.05)
        assert dist(points[f"knee.{side}"], points[f"ankle.{side}"]) == pytest.approx(SHANK_CM, abs=0.05)
    assert dist(points["chest"], points["neck"]) == pytest.approx(7.4, abs=0.05)
    assert dist(points["neck"], points["head"]) == pytest.approx(10.49, abs=0.05)


@given(poses(), st.sampled_from(Stance))
def test_the_mirror_image_of_a_pose_is_the_mirror_image_of_the_body(pose: dict[str, float], stance: Stance) -> None:
    # One arm that holds the other is laid after it, so two that hold each other are no mirror image; and a body lies on
    # its left when nothing is said.
    pose = {name: number for name, number in pose.items() if not name.startswith(("reach.elbow", "under"))}
    pose["under.R"] = 1.0
    one, other = skeleton(pose, stance), skeleton(mirror(pose), stance)
    for name, (x, y, z) in one.items():
        swapped = name[:-1] + {"L": "R", "R": "L"}[name[-1]] if name[-2:] in (".L", ".R") else name
        assert other[swapped] == pytest.approx((-x, y, z), abs=1e-6)


def test_channels_move_the_body_the_way_they_are_named() -> None:
    rest = skeleton({}, stance=Stance.SEATED)
    assert skeleton({"neck.flex": 40}, stance=Stance.SEATED)["nose"][1] < rest["nose"][1]  # chin down
    assert skeleton({"neck.rot": 40}, stance=Stance.SEATED)["nose"][0] < -3  # to the figure's right
    assert skeleton({"neck.side": 30}, stance=Stance.SEATED)["crown"][0] < -3
    assert skeleton({"neck.glide": 3}, stance=Stance.SEATED)["head"][2] == pytest.approx(rest["head"][2] - 3, abs=0.1)
    assert skeleton({"spine.upper": 30}, stance=Stance.SEATED)["chest"][2] > rest["chest"][2] + 3
    assert skeleton({"scap.elev.R": 1}, stance=Stance.SEATED)["shoulder.R"][1] > rest["shoulder.R"][1] + 4
    assert skeleton({"scap.elev.R": 1}, stance=Stance.SEATED)["shoulder.L"] == rest["shoulder.L"]
    stood = skeleton({}, stance=Stance.STANDING)
    assert skeleton({"sh.abd.L": 90}, stance=Stance.STANDING)["hand.L"][0] > stood["hand.L"][0] + 30
    assert skeleton({"sh.flex": 90}, stance=Stance.STANDING)["hand.R"][2] > 45
    assert skeleton({"sh.abd": 175}, stance=Stance.STANDING)["hand.R"][1] > stood["crown"][1]
    across = skeleton({"sh.flex.R": 85, "sh.hadd.R": 60}, stance=Stance.STANDING)["hand.R"]
    assert across[0] > 10  # past the middle, to the figure's left


def test_an_elbow_bends_by_its_angle() -> None:
    points = skeleton({"elbow": 90, "sh.flex": 1}, stance=Stance.STANDING)
    bent = 180 - angle_deg(points["shoulder.L"], points["elbow.L"], points["wrist.L"])
    assert bent == pytest.approx(92.5, abs=4)


@pytest.mark.parametrize(
    ("reach", "near", "within_cm"),
    [("reach.knee", "knee", 14), ("reach.seat", "hip", 17), ("reach.head", "head", 16)],
)
def test_a_hand_gets_to_what_it_holds(reach: str, near: str, within_cm: float) -> None:
    points = skeleton({f"{reach}.R": 1}, stance=Stance.SEATED)
    target = points["head"] if near == "head" else points[f"{near}.R"]
    assert dist(points["wrist.R"], target) < within_cm


def test_feet_stay_on_the_floor() -> None:
    for pose in ({}, {"hip.hinge": 60}, {"knee": 30}, {"step_cm": 25}):
        points = skeleton(pose, stance=Stance.STANDING)
        assert min(points["heel.L"][1], points["heel.R"][1]) == pytest.approx(3.2, abs=0.5)


def test_easing_starts_and_ends_still() -> None:
    assert ease(0) == 0
    assert ease(1) == 1
    assert ease(0.01) < 0.001
    assert ease(-3) == 0
    assert ease(7) == 1


@pytest.mark.parametrize("easing", list(Easing))
def test_every_easing_goes_all_the_way_and_never_back(easing: Easing) -> None:
    way = [ease(n / 50, easing) for n in range(51)]
    assert (way[0], way[-1]) == (0.0, 1.0)
    assert way == sorted(way)
    assert ease(-3, easing) == 0
    assert ease(7, easing) == 1


def test_a_soft_end_arrives_slowly_and_a_soft_start_sets_off_slowly() -> None:
    assert ease(0.5, Easing.STEADY) == pytest.approx(0.5)
    assert ease(0.5, Easing.SOFT_END) > 0.75
    assert ease(0.5, Easing.SOFT_START) < 0.25
    last_tenth = {easing: 1.0 - ease(0.9, easing) for easing in Easing}
    assert last_tenth[Easing.SOFT_END] < last_tenth[Easing.SMOOTH] < last_tenth[Easing.SOFT_START]
    assert last_tenth[Easing.SOFT_START] < last_tenth[Easing.STEADY]


def test_a_motion_goes_as_its_easing_says() -> None:
    motion = Motion(start={}, end={"neck.rot": 50.0})
    shares = {easing: pose_at(replace(motion, easing=easing), 0.25)["neck.rot"] / 50.0 for easing in Easing}
    assert shares == pytest.approx({easing: ease(0.25, easing) for easing in Easing})
    assert len(set(shares.values())) == len(Easing)


def test_a_cycle_rests_in_its_poses_unless_it_is_steady() -> None:
    cycle = tuple({"body.lean": lean} for lean in (20.0, 10.0, 0.0, 10.0))
    speeds = {}
    for easing in (Easing.SMOOTH, Easing.STEADY):
        motion = Motion(start={}, cycle=cycle, easing=easing)
        speeds[easing] = abs(pose_at(motion, 0.505)["body.lean"] - pose_at(motion, 0.495)["body.lean"])
        assert pose_at(motion, 0.5)["body.lean"] == pytest.approx(10.0)
    assert speeds[Easing.SMOOTH] < 0.01
    assert speeds[Easing.STEADY] > 0.3


def test_a_blend_begins_and_ends_with_its_poses_and_knows_sides() -> None:
    a, b = {"elbow": 20.0}, {"elbow.R": 80.0, "neck.rot": 10.0}
    assert blend(a, b, 0) == {"elbow.L": 20.0, "elbow.R": 20.0, "neck.rot": 0.0}
    assert blend(a, b, 1) == {"elbow.L": 0.0, "elbow.R": 80.0, "neck.rot": 10.0}


def test_one_side_overrides_both() -> None:
    pose = {"elbow": 20.0, "elbow.R": 80.0}
    assert value(pose, "elbow", "L") == 20.0
    assert value(pose, "elbow", "R") == 80.0
    assert expand(pose) == {"elbow.L": 20.0, "elbow.R": 80.0}


def test_half_a_move_goes_half_way() -> None:
    motion = Motion(start={"neck.rot": 10.0}, end={"neck.rot": 50.0})
    assert pose_at(motion, 1.0)["neck.rot"] == 50.0
    assert pose_at(motion, 1.0, half=True)["neck.rot"] == 30.0
    assert pose_at(motion, 1.0, other_side=True)["neck.rot"] == -50.0


@pytest.mark.parametrize("easing", list(Easing))
def test_a_cycle_passes_its_key_poses_and_closes(easing: Easing) -> None:
    keys = ({"scap.elev": 1.0}, {"scap.retract": 1.0}, {"scap.elev": -0.5})
    motion = Motion(start={}, cycle=keys, easing=easing)
    assert pose_at(motion, 1 / 3)["scap.elev.L"] == pytest.approx(1.0, abs=1e-6)
    assert pose_at(motion, 2 / 3)["scap.retract.L"] == pytest.approx(1.0, abs=1e-6)
    start, end = pose_at(motion, 0.0), pose_at(motion, 0.9999)
    for name in start:
        assert start[name] == pytest.approx(end[name], abs=1e-3)
