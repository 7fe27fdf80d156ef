"""Where each muscle lies on the surface of the body: corners along its origin, then along its insertion. Data only.

Places: `back(height, angle)` on the trunk, in cm above the waist (the neck's root is at 31) and degrees from straight
behind (0) to straight in front (180); `blade` the same, carried along by the shoulder blade; `collar(x, y, z)` from the
shoulder joint in the chest's axes (x outwards); `neck(share, angle)` from its root to the skull; `arm(share, angle)` on
the upper arm. Source: any atlas of anatomy; simplified for drawing.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class On(StrEnum):
    """What carries a place."""

    TRUNK = "trunk"
    BLADE = "blade"
    SHOULDER = "shoulder"
    NECK = "neck"
    ARM = "arm"


Spot = tuple[On, float, float, float]


@dataclass(frozen=True, slots=True)
class Patch:
    """A muscle, or a part of one, on one side of the body; `on` is the part of the figure that shows it."""

    on: On
    origin: tuple[Spot, ...]
    insertion: tuple[Spot, ...]

    @property
    def reaches_shoulder(self) -> bool:
        """Whether it goes from the trunk to the shoulder joint."""
        spots = (*self.origin, *self.insertion)
        return self.on is On.TRUNK and any(on is On.SHOULDER and x > -3.0 for on, x, _, _ in spots)


def back(height: float, angle: float) -> Spot:
    """On the trunk."""
    return (On.TRUNK, height, angle, 0.0)


def blade(height: float, angle: float) -> Spot:
    """On the trunk, sliding with the blade."""
    return (On.BLADE, height, angle, 0.0)


def collar(x: float, y: float, z: float) -> Spot:
    """Near the shoulder joint."""
    return (On.SHOULDER, x, y, z)


def neck(share: float, angle: float) -> Spot:
    """On the neck."""
    return (On.NECK, share, angle, 0.0)


def arm(share: float, angle: float) -> Spot:
    """On the upper arm."""
    return (On.ARM, share, angle, 0.0)


_TIP = collar(0.5, 5.0, -2.4)
_UPPER = (
    Patch(
        On.TRUNK,
        (back(31.5, 30.0), back(27.5, 3.0)),
        (blade(25.8, 40.0), collar(-3.0, 3.6, -5.6), _TIP, collar(-6.0, 6.8, -2.0)),
    ),
    # Its rim above the collar bone, which is seen from the front.
    Patch(
        On.TRUNK,
        (collar(-11.0, 8.4, 0.6), collar(-5.5, 6.0, 0.6), collar(-0.5, 4.6, 0.6)),
        (collar(-1.0, 3.4, 2.2), collar(-5.5, 4.2, 3.2), collar(-10.0, 5.6, 4.0)),
    ),
    Patch(On.NECK, (neck(0.95, 22.0), neck(0.0, 8.0)), (neck(0.0, 70.0), neck(0.35, 68.0), neck(0.95, 44.0))),
)
_MIDDLE = (
    Patch(
        On.TRUNK,
        (back(28.0, 3.0), back(20.5, 3.0)),
        (blade(22.3, 40.0), collar(-2.0, 0.4, -6.2), collar(0.0, 3.8, -4.2), collar(-5.0, 4.2, -5.6)),
    ),
)
_LOWER = (Patch(On.TRUNK, (back(21.5, 3.0), back(4.0, 2.0)), (blade(18.0, 30.0), blade(22.0, 38.0))),)
_RHOMBOIDS = (Patch(On.TRUNK, (back(27.0, 4.0), back(18.5, 4.0)), (blade(12.5, 28.0), blade(22.5, 25.0))),)
_LATISSIMUS = (
    Patch(
        On.TRUNK,
        (back(10.5, 4.0), back(0.0, 4.0), back(-9.0, 12.0), back(-8.0, 30.0)),
        (back(3.0, 70.0), back(12.0, 88.0), back(18.5, 86.0), back(14.0, 56.0)),
    ),
)
_EXTENSORS = (Patch(On.TRUNK, (back(27.0, 3.5), back(3.0, 3.5)), (back(3.0, 19.0), back(27.0, 15.0))),)
_ROTATORS = (
    Patch(On.TRUNK, (back(27.0, 3.0), back(19.5, 3.0)), (back(17.0, 15.0), back(24.0, 14.0))),
    Patch(On.TRUNK, (back(18.5, 3.0), back(11.0, 3.0)), (back(8.5, 16.0), back(15.5, 15.0))),
    Patch(On.TRUNK, (back(10.0, 3.0), back(3.5, 3.0)), (back(1.0, 17.0), back(7.0, 16.0))),
)
_PECTORALS = (
    Patch(
        On.TRUNK,
        (back(25.8, 172.0), back(20.0, 175.0), back(14.5, 173.0), back(12.5, 158.0)),
        (back(14.5, 132.0), back(18.5, 116.0), collar(0.6, -1.5, 4.6), collar(-1.5, 2.6, 4.6), back(26.5, 150.0)),
    ),
)
_SERRATUS = tuple(
    Patch(On.TRUNK, (back(h + 2.2, 98.0), back(h + 0.2, 100.0)), (back(h - 2.2, 130.0), back(h - 0.2, 132.0)))
    for h in (14.0, 10.5, 7.0, 3.5)
)
_SIDE = (
    Patch(
        On.TRUNK,
        (back(9.0, 78.0), back(9.0, 100.0), back(8.0, 122.0)),
        (back(-9.0, 126.0), back(-9.5, 100.0), back(-9.0, 74.0)),
    ),
)
_LEVATOR = (
    Patch(On.NECK, (neck(1.0, 60.0), neck(1.0, 92.0)), (neck(0.0, 78.0), neck(0.0, 38.0))),
    Patch(On.TRUNK, (back(32.0, 62.0), back(31.3, 26.0)), (blade(22.8, 25.0), blade(25.0, 42.0))),
)
_DEEP_FLEXORS = (Patch(On.NECK, (neck(1.0, 178.0), neck(0.08, 178.0)), (neck(0.08, 150.0), neck(1.0, 140.0))),)
_NECK_ROTATORS = (Patch(On.NECK, (neck(1.0, 70.0), neck(1.0, 100.0)), (neck(0.05, 168.0), neck(0.05, 146.0))),)
_REAR_DELTOID = (Patch(On.ARM, (arm(-0.10, 20.0), arm(0.05, -25.0)), (arm(0.45, 60.0), arm(0.12, 82.0))),)
_FRONT_DELTOID = (Patch(On.ARM, (arm(-0.10, 160.0), arm(0.05, 200.0)), (arm(0.45, 120.0), arm(0.12, 98.0))),)

PATCHES: dict[str, tuple[Patch, ...]] = {
    "upper trapezius": _UPPER,
    "middle trapezius": _MIDDLE,
    "lower trapezius": _LOWER,
    "lower and middle trapezius": _LOWER + _MIDDLE,
    "rhomboids": _RHOMBOIDS,
    "latissimus dorsi": _LATISSIMUS,
    "thoracic extensors": _EXTENSORS,
    "thoracic rotators": _ROTATORS,
    "pectorals": _PECTORALS,
    "serratus anterior": _SERRATUS,
    "side trunk": _SIDE,
    "levator scapulae": _LEVATOR,
    "deep neck flexors": _DEEP_FLEXORS,
    "neck rotators": _NECK_ROTATORS,
    "rear deltoid": _REAR_DELTOID,
    "front deltoid": _FRONT_DELTOID,
}
