"""Poses as numbers: the joint channels, their limits, and how one pose becomes another.

A pose maps a channel to a number, so that a move is data. This module never draws and never knows a clock: a phase
between 0 and 1 comes in, a pose goes out. `core.body` turns a pose into points in space.

Degrees, 0 is the neutral stance (seated or standing). `spine.upper`: + rounds forward, - arches back. `spine.rot`,
`spine.side`, `neck.rot`, `neck.side`: + to the figure's right. `neck.flex`: + chin down; `neck.glide`: cm backwards.
`sh.flex`, `sh.abd`: 0 arm by the side, 180 straight up; `sh.hadd`: + across the chest; `sh.rot`: + turns the upper arm
outwards. `elbow`, `knee`: 0 straight. `scap.*`: -1 to 1. `hip`: flexion beyond the base; `hip.hinge`: the trunk leans
from the hips with a straight spine; `body.lean`: the whole body leans forward from the ankles. `reach.*`: 0 to 1, how
far a hand has gone to what it holds (the arm bends as it must): the seat's edge beside the hip, the knee, the back of
the head, the other shoulder, the other upper arm above the elbow, the other hand in front of the chest, the other hand
behind the back, a desk or a wall in front of the body; `reach.phone` holds a phone before the face. `step_cm`: + the
right foot forward, - the left. Channels of arms, legs and shoulder blades count for both sides, or for one with the
ending `.L` or `.R`.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from types import MappingProxyType

from postureapp.core.moves import Motion

Pose = Mapping[str, float]

_MIDDLE: dict[str, tuple[float, float]] = {
    "spine.lower": (-25.0, 45.0),
    "spine.upper": (-25.0, 45.0),
    "spine.rot": (-50.0, 50.0),
    "spine.side": (-40.0, 40.0),
    "neck.flex": (-45.0, 60.0),
    "neck.rot": (-80.0, 80.0),
    "neck.side": (-45.0, 45.0),
    "neck.glide": (-5.0, 5.0),
    "hip.hinge": (-15.0, 110.0),
    "body.lean": (-15.0, 45.0),
    "step_cm": (-60.0, 60.0),
}
_SIDED: dict[str, tuple[float, float]] = {
    "scap.retract": (-1.0, 1.0),
    "scap.elev": (-1.0, 1.0),
    "scap.prot": (-1.0, 1.0),
    "sh.flex": (-60.0, 180.0),
    "sh.abd": (-45.0, 180.0),
    "sh.hadd": (-70.0, 130.0),
    "sh.rot": (-90.0, 90.0),
    "elbow": (0.0, 150.0),
    "wrist": (-80.0, 80.0),
    "hip": (-30.0, 135.0),
    "hip.abd": (-15.0, 60.0),
    "knee": (-95.0, 155.0),
    "ankle": (-50.0, 40.0),
    "reach.seat": (0.0, 1.0),
    "reach.knee": (0.0, 1.0),
    "reach.head": (0.0, 1.0),
    "reach.shoulder": (0.0, 1.0),
    "reach.elbow": (0.0, 1.0),
    "reach.clasp": (0.0, 1.0),
    "reach.behind": (0.0, 1.0),
    "reach.desk": (0.0, 1.0),
    "reach.wall": (0.0, 1.0),
    "reach.phone": (0.0, 1.0),
}
SIDED_CHANNELS = frozenset(_SIDED)

# Units: degrees; cm for `neck.glide` and `step_cm`; -1..1 for `scap.*`; 0..1 for `reach.*`.
CHANNEL_LIMITS: Mapping[str, tuple[float, float]] = MappingProxyType(
    _MIDDLE | {f"{name}{side}": limits for name, limits in _SIDED.items() for side in ("", ".L", ".R")}
)

_FLIPPED = frozenset({"spine.rot", "spine.side", "neck.rot", "neck.side", "step_cm"})
_ALIKE: Sequence[str] = (".L", ".R")


def check(pose: Pose) -> list[str]:
    """What is wrong with a pose, a sentence each; none when it can be drawn."""
    wrong = []
    for name, value in pose.items():
        if name not in CHANNEL_LIMITS:
            wrong.append(f'there is no joint channel "{name}"')
            continue
        low, high = CHANNEL_LIMITS[name]
        if not low <= value <= high:
            wrong.append(f"{name} must be from {low:g} to {high:g}, not {value:g}")
    return wrong


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


def ease(t: float) -> float:
    """Slow at both ends, as a body moves. `t` outside 0..1 is taken as the nearer end."""
    t = min(max(t, 0.0), 1.0)
    return t * t * t * (t * (t * 6.0 - 15.0) + 10.0)


def blend(a: Pose, b: Pose, t: float) -> dict[str, float]:
    """The pose on the way from `a` (t = 0) to `b` (t = 1), eased. A channel that is missing is neutral."""
    start, end, share = expand(a), expand(b), ease(t)
    return {
        name: start.get(name, 0.0) + (end.get(name, 0.0) - start.get(name, 0.0)) * share
        for name in sorted(start.keys() | end.keys())
    }


def scaled(pose: Pose, share: float) -> dict[str, float]:
    """The pose at a share of its range."""
    return {name: number * share for name, number in pose.items()}


def pose_at(motion: Motion, phase: float, *, other_side: bool = False, half: bool = False) -> dict[str, float]:
    """The pose of a motion: `phase` 0 is its start, 1 its end; a cycle is run through once from 0 to 1.

    `half` stops half-way between start and end (the range of a modified move). `other_side` mirrors it.
    """
    pose = _cycle_at(motion, phase % 1.0) if motion.cycle else blend(motion.start, motion.end, phase)
    if half:
        start = expand(motion.start)
        pose = {name: (start.get(name, 0.0) + number) / 2.0 for name, number in pose.items()}
    return mirror(pose) if other_side else pose


def _cycle_at(motion: Motion, phase: float) -> dict[str, float]:
    """Round the key poses of a cycle; what a key pose leaves open keeps the start's value."""
    keys = [dict(expand(motion.start)) | expand(key) for key in motion.cycle]
    if len(keys) == 1:
        keys.insert(0, expand(motion.start))
    place = phase * len(keys)
    index = int(place) % len(keys)
    return blend(keys[index - 1], keys[index], place - int(place))
