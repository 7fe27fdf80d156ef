"""How far each joint goes: the limits of every channel, and the angles of a hand that is led to what it holds.

A pose beyond a limit is refused when content is loaded, and told in a sentence. It never changes a pose.

Sources, in degrees. American Academy of Orthopaedic Surgeons, Joint Motion: Method of Measuring and Recording, as
tabled in Norkin and White, Measurement of Joint Motion: shoulder flexion 180, extension 60, abduction 180, horizontal
abduction 45, horizontal adduction 135, rotation in 70 and out 90; elbow 0 to 150; forearm 80 each way; wrist flexion
80, extension 70, towards the thumb 20, towards the little finger 30; hip flexion 120, extension 30, abduction 45,
adduction 30; knee 0 to 135; ankle up 20, down 50; spine forward 80, back 25, to a side 35, turned 45. Boone and Azen
1979: the shoulder turned out 104. Neck: Youdas 1992, young adults: forward 60, back 80, to a side 45, turned 75. What
goes beyond these is passive and is said where it stands: a hand that is leaned upon, a knee that is knelt on, a hip
folded over the thigh.
"""

from __future__ import annotations

from collections.abc import Mapping
from math import atan2, degrees, hypot
from types import MappingProxyType

from postureapp.core.sizes import SIDES
from postureapp.core.text import Text, text
from postureapp.core.vec import Turn, Vec3, within

Range = tuple[float, float]
# What a hand can hold or lie on: see `core.places`.
REACHES = (
    "seat", "knee", "rest", "head", "shoulder", "blade", "elbow", "clasp", "behind", "desk", "keys", "wall", "frame",
    "floor", "palms", "phone", "lap", "band", "box",
)  # fmt: skip
# A hand that is leaned upon is bent back beyond 70 by the weight.
WRIST_FLEX_DEG: Range = (-86.0, 80.0)
WRIST_DEV_DEG: Range = (-30.0, 20.0)
FOREARM_DEG: Range = (-85.0, 85.0)
ELBOW_DEG: Range = (0.0, 150.0)

_MIDDLE: dict[str, Range] = {
    "spine.lower": (-25.0, 45.0),
    "spine.upper": (-25.0, 45.0),
    "spine.rot": (-45.0, 45.0),
    "spine.side": (-35.0, 35.0),
    "neck.flex": (-45.0, 60.0),
    "neck.rot": (-75.0, 75.0),
    "neck.side": (-45.0, 45.0),
    "neck.glide": (-5.0, 5.0),
    "hip.hinge": (-20.0, 110.0),
    "body.lean": (-15.0, 30.0),
    "step_cm": (-60.0, 60.0),
    "sit_cm": (-5.0, 20.0),
    "screen_cm": (-40.0, 10.0),
}
_SIDED: dict[str, Range] = {
    "scap.retract": (-1.0, 1.0),
    "scap.elev": (-1.0, 1.0),
    "scap.prot": (-1.0, 1.0),
    "sh.flex": (-60.0, 180.0),
    "sh.abd": (-45.0, 180.0),
    # From the front of a lifted arm: 90 to the side and 45 beyond it, or 135 across.
    "sh.hadd": (-135.0, 135.0),
    "sh.rot": (-90.0, 90.0),
    "elbow": ELBOW_DEG,
    "forearm": FOREARM_DEG,
    "wrist": WRIST_FLEX_DEG,
    "wrist.dev": WRIST_DEV_DEG,
    "grip": (0.0, 1.0),
    "hip": (-30.0, 120.0),
    "hip.abd": (-30.0, 45.0),
    # Negative: a seated foot stretched out. Kneeling, the weight bends the knee beyond 135.
    "knee": (-90.0, 155.0),
    "ankle": (-50.0, 20.0),
    "over": (0.0, 1.0),
    "under": (0.0, 1.0),
    "bag": (0.0, 1.0),
    **{f"reach.{name}": (0.0, 1.0) for name in REACHES},
}
SIDED_CHANNELS = frozenset(_SIDED)

# Units: degrees; cm for `neck.glide` and what ends in `_cm`; -1..1 for `scap.*`; 0..1 for `reach.*`, `grip`, `over`.
CHANNEL_LIMITS: Mapping[str, Range] = MappingProxyType(
    _MIDDLE | {f"{name}{side}": limits for name, limits in _SIDED.items() for side in ("", ".L", ".R")}
)


def check(pose: Mapping[str, float]) -> list[Text]:
    """What is wrong with a pose, a sentence each; none when it can be drawn."""
    wrong = []
    for name, value in pose.items():
        if name not in CHANNEL_LIMITS:
            wrong.append(text('there is no joint channel "{name}"', name=name))
            continue
        low, high = CHANNEL_LIMITS[name]
        if not low <= value <= high:
            numbers = {"low": f"{low:g}", "high": f"{high:g}", "value": f"{value:g}"}
            wrong.append(text("{name} must be from {low} to {high}, not {value}", name=name, **numbers))
    return wrong


def hand_angles(hinge: Turn, hand: Turn, side: str) -> tuple[float, float, float]:
    """How a hand is turned against its forearm: turned out, flexed, towards the thumb (degrees)."""
    sign = SIDES[side]
    x, y, z = within(hinge, hand[0]), within(hinge, hand[1]), within(hinge, hand[2])
    flex = -sign * degrees(atan2(x[1], hypot(x[0], x[2])))
    turned, dev = sign * degrees(atan2(-x[2], x[0])), -degrees(atan2(-z[1], y[1]))
    if abs(turned) + abs(dev) > 180.0:  # the same hand, bent past a right angle instead of turned round
        turned, dev = _opposite(turned), _opposite(dev)
        flex = (180.0 if flex > 0 else -180.0) - flex
    return turned, flex, dev


def lift_deg(way: Vec3) -> float:
    """How far an upper arm is lifted, by its direction in the chest's axes: 0 by the side, 180 straight up."""
    return degrees(atan2(hypot(way[0], way[2]), -way[1]))


def _opposite(angle: float) -> float:
    return angle - 180.0 if angle > 0 else angle + 180.0
