"""Poses as numbers: the joint channels, and how one pose becomes another.

A pose maps a channel to a number, so that a move is data. This module never draws and never knows a clock: a phase
between 0 and 1 comes in, a pose goes out. `core.body` turns a pose into points in space; `core.limits` says how far
each channel goes.

Degrees, 0 is the neutral stance. `spine.upper`: + rounds forward, - arches back. `spine.rot`, `spine.side`,
`neck.rot`, `neck.side`: + to the figure's right. `neck.flex`: + chin down; `neck.glide`: cm backwards. `sh.flex`,
`sh.abd`: 0 arm by the side, 180 straight up; `sh.hadd`: + across the chest; `sh.rot`: + turns the upper arm outwards.
`elbow`: 0 straight. `forearm`: + palm forward; `wrist`: + towards the palm; `wrist.dev`: + towards the thumb; `grip`:
1 a closed hand. `scap.*`: -1 to 1. `hip.hinge`: the trunk leans from the hips with a straight spine; `body.lean`: the
whole body leans forward from the ankles. `hip`, `hip.abd`, `knee`, `ankle`: seated, what a leg does beyond sitting;
kneeling and lying, the joint's own angle (0: what the stance has). `sit_cm`: how far forward on the seat; `step_cm`:
+ the right foot forward, - the left; `screen_cm`: how much too high a screen stands.

`reach.*`: 0 to 1, how far a hand has gone to what it holds or lies on; arm, wrist and hand follow (`core.places` has
the places): the `seat`'s edge beside the hip, the `knee`, `rest` on the thigh, the back of the `head`, the front of
the other `shoulder`, the other `blade` (a hug), the other upper arm above the `elbow`, the other hand in front
(`clasp`) or `behind`, palm to palm in front (`palms`), a `desk`, its `keys`, a `wall`, a door `frame` with the whole
forearm, the `floor`, a `phone` before the face or low above the `lap`, the end of a `band`, the sides of a `box`.
`over`: the arm that lies on top of the other. `under`: the side a lying body lies on; the left when neither says so.
`bag`: a backpack's strap on this shoulder.

Channels of arms, legs and shoulder blades count for both sides, or for one with the ending `.L` or `.R`.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from postureapp.core.limits import CHANNEL_LIMITS, REACHES, SIDED_CHANNELS, check
from postureapp.core.moves import Easing, Motion

Pose = Mapping[str, float]

_FLIPPED = frozenset({"spine.rot", "spine.side", "neck.rot", "neck.side", "step_cm"})
_HOLDS = frozenset({*(f"reach.{name}" for name in REACHES), "over", "under", "grip", "bag"})
_ALIKE: Sequence[str] = (".L", ".R")
_SOFTNESS = 1.7  # how much longer the soft end of a way takes


def value(pose: Pose, channel: str, side: str = "") -> float:
    """A channel's value; for a side ("L", "R") its own value, else that of both sides, else 0."""
    if side:
        own = pose.get(f"{channel}.{side}")
        if own is not None:
            return own
    return pose.get(channel, 0.0)


def expand(pose: Pose) -> dict[str, float]:
    """The pose with channels of both sides written out for each side, so that poses can be blended."""
    whole: dict[str, float] = {}
    for name, number in pose.items():
        if name in SIDED_CHANNELS:
            for side in _ALIKE:
                whole.setdefault(f"{name}{side}", pose.get(f"{name}{side}", number))
        else:
            whole[name] = number
    return whole


def mirror(pose: Pose) -> dict[str, float]:
    """The same pose for the other side of the body."""
    mirrored = {}
    for name, number in pose.items():
        if name.endswith(".L"):
            mirrored[f"{name[:-2]}.R"] = number
        elif name.endswith(".R"):
            mirrored[f"{name[:-2]}.L"] = number
        else:
            mirrored[name] = -number if name in _FLIPPED else number
    return mirrored


def ease(t: float, easing: Easing = Easing.SMOOTH) -> float:
    """How much of the way is gone when `t` of the time is. `t` outside 0..1 is taken as the nearer end.

    All but the steady one begin and end at rest, as a body does.
    """
    t = min(max(t, 0.0), 1.0)
    match easing:
        case Easing.STEADY:
            return t
        case Easing.SOFT_START:
            t = t**_SOFTNESS
        case Easing.SOFT_END:
            t = 1.0 - (1.0 - t) ** _SOFTNESS
    return t * t * t * (t * (t * 6.0 - 15.0) + 10.0)


def blend(a: Pose, b: Pose, t: float, easing: Easing = Easing.SMOOTH) -> dict[str, float]:
    """The pose on the way from `a` (t = 0) to `b` (t = 1), eased. A channel that is missing is neutral."""
    start, end, share = expand(a), expand(b), ease(t, easing)
    return {
        name: start.get(name, 0.0) + (end.get(name, 0.0) - start.get(name, 0.0)) * share
        for name in sorted(start.keys() | end.keys())
    }


def scaled(pose: Pose, share: float) -> dict[str, float]:
    """The pose at a share of its range."""
    return {name: number * share for name, number in pose.items()}


def pose_at(motion: Motion, phase: float, *, other_side: bool = False, half: bool = False) -> dict[str, float]:
    """The pose of a motion: `phase` 0 is its start, 1 its end; a cycle is run through once from 0 to 1.

    `half` stops half-way between start and end (the range of a modified move); hands still hold what they hold.
    `other_side` mirrors it.
    """
    pose = _cycle_at(motion, phase % 1.0) if motion.cycle else blend(motion.start, motion.end, phase, motion.easing)
    if half:
        start = expand(motion.start)
        pose = {
            name: number if _is_kept(name, pose) else (start.get(name, 0.0) + number) / 2.0
            for name, number in pose.items()
        }
    return mirror(pose) if other_side else pose


def _is_kept(channel: str, pose: Pose) -> bool:
    """Whether half a move leaves a channel whole: what a hand holds and how the body lies is no range of a joint.

    An arm that the other hand draws across is lifted whole and drawn half. Hands that go to the floor go only as far as
    the trunk takes them.
    """
    name, _, side = channel.rpartition(".") if channel[-2:] in _ALIKE else (channel, "", "")
    if name in ("sh.flex", "elbow") and side:
        return pose.get(f"reach.elbow.{'R' if side == 'L' else 'L'}", 0.0) > 0
    return name in _HOLDS and name != "reach.floor"


def _cycle_at(motion: Motion, phase: float) -> dict[str, float]:
    """Round the key poses of a cycle; what a key pose leaves open keeps the start's value.

    A steady one goes on a closed curve through them, any other from one to the next, as its easing says.
    """
    keys = [dict(expand(motion.start)) | expand(key) for key in motion.cycle]
    if len(keys) == 1:
        keys.insert(0, expand(motion.start))
    place = phase * len(keys)
    n, t = int(place) % len(keys), place - int(place)
    before, start, end, after = (keys[(n + step) % len(keys)] for step in (-2, -1, 0, 1))
    if motion.easing is not Easing.STEADY:
        return blend(start, end, t, motion.easing)
    return {
        name: _on_curve(before.get(name, 0.0), start.get(name, 0.0), end.get(name, 0.0), after.get(name, 0.0), t)
        for name in sorted(before.keys() | start.keys() | end.keys() | after.keys())
    }


def _on_curve(before: float, start: float, end: float, after: float, t: float) -> float:
    """Between start (0) and end (1), no kink at either (Catmull and Rom), never far beyond them: a limit holds."""
    if start == end == before == after:
        return start
    into, out = (end - before) / 2.0, (after - start) / 2.0
    t2, t3 = t * t, t * t * t
    found = (2 * t3 - 3 * t2 + 1) * start + (t3 - 2 * t2 + t) * into + (3 * t2 - 2 * t3) * end + (t3 - t2) * out
    return min(max(found, min(before, start, end, after)), max(before, start, end, after))


__all__ = [
    "CHANNEL_LIMITS",
    "REACHES",
    "SIDED_CHANNELS",
    "Pose",
    "blend",
    "check",
    "ease",
    "expand",
    "mirror",
    "pose_at",
    "scaled",
    "value",
]
