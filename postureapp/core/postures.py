"""How a person sits, holds a phone, carries, lifts and lies: pairs of a posture that strains and one that spares.

For the pictures beside nudges and causes. They are poses and things, no words and no rules; `core.body` builds them.
Source of what spares: the ergonomic advice that the causes and tips cite.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

from postureapp.core.moves import Motion, Stance, View
from postureapp.core.pose import Pose
from postureapp.core.props import PropKind


@dataclass(frozen=True, slots=True)
class Posture:
    """A pose with what carries the body and the things it needs, and from where it is best seen."""

    pose: Pose
    stance: Stance = Stance.SEATED
    props: tuple[PropKind, ...] = ()
    view: View = View.SIDE

    @property
    def motion(self) -> Motion:
        """The posture as a motion that stands still."""
        return Motion(start=self.pose, end=self.pose, stance=self.stance, props=self.props)


@dataclass(frozen=True, slots=True)
class Pair:
    """The posture that strains, the one that spares, and how long the way between them takes."""

    strains: Posture
    spares: Posture
    move_in_s: float = field(default=2.0)

    @property
    def motion(self) -> Motion:
        """From the one to the other, among the things of the one that spares, which stay where they are."""
        still = {name: number for name, number in self.spares.pose.items() if name in _THINGS}
        start = {name: number for name, number in self.strains.pose.items() if name not in _THINGS} | still
        spares = self.spares
        return Motion(start=start, end=spares.pose, move_in_s=self.move_in_s, stance=spares.stance, props=spares.props)


_THINGS = frozenset({"screen_cm"})
_DESK = (PropKind.DESK, PropKind.SCREEN)

# By the cause they belong to.
PAIRS: Mapping[str, Pair] = MappingProxyType(
    {
        # The screen low, the seat not used, feet drawn back: slumped, the head forward. Upright, the eyes at its top.
        "desk": Pair(
            Posture(
                {
                    "hip.hinge": -14.0,
                    "spine.lower": 20.0,
                    "spine.upper": 32.0,
                    "neck.flex": 4.0,
                    "neck.glide": -4.0,
                    "scap.prot": 0.7,
                    "scap.elev": 0.3,
                    "reach.keys": 1.0,
                    "knee": 32.0,
                    "sit_cm": 6.0,
                    "screen_cm": -22.0,
                },
                props=_DESK,
            ),
            Posture({"reach.keys": 1.0, "spine.upper": -1.0}, props=_DESK),
        ),
        # Low in the lap with the head hanging; before the face with the forearms on the desk.
        "phone": Pair(
            Posture(
                {
                    "hip.hinge": -8.0,
                    "spine.lower": 10.0,
                    "spine.upper": 30.0,
                    "neck.flex": 40.0,
                    "neck.glide": -2.0,
                    "scap.prot": 0.5,
                    "reach.lap": 1.0,
                    "sit_cm": 6.0,
                },
                props=(PropKind.PHONE,),
            ),
            Posture(
                {"reach.phone": 1.0, "spine.upper": 1.0, "neck.flex": 6.0, "sit_cm": 6.0},
                props=(PropKind.DESK, PropKind.PHONE),
            ),
        ),
        "standing": Pair(
            Posture(
                {
                    "hip.hinge": -8.0,
                    "spine.upper": 26.0,
                    "neck.glide": -3.5,
                    "scap.prot": 0.6,
                    "sh.flex": 6.0,
                    "elbow": 12.0,
                },
                Stance.STANDING,
            ),
            Posture({"elbow": 6.0}, Stance.STANDING),
        ),
        # On one shoulder it is hitched up and the trunk bends away; on both the load is even.
        "backpack": Pair(
            Posture(
                {
                    "bag.R": 1.0,
                    "scap.elev.R": 0.8,
                    "scap.elev.L": -0.3,
                    "spine.side": -12.0,
                    "neck.side": -4.0,
                    "neck.glide": -2.0,
                    "spine.upper": 10.0,
                    "elbow.R": 142.0,
                    "sh.flex.R": -6.0,
                    "sh.rot.R": -14.0,
                    "grip.R": 1.0,
                },
                Stance.STANDING,
                (PropKind.BACKPACK,),
                View.BACK,
            ),
            Posture({"bag": 1.0, "elbow": 8.0, "spine.upper": 2.0}, Stance.STANDING, (PropKind.BACKPACK,), View.BACK),
        ),
        # From a round back with straight knees; from the hips and knees with a straight back, the load near.
        "lifting": Pair(
            Posture(
                {
                    "hip.hinge": 66.0,
                    "spine.lower": 30.0,
                    "spine.upper": 34.0,
                    "knee": 6.0,
                    "scap.prot": 0.8,
                    "reach.box": 1.0,
                },
                Stance.STANDING,
                (PropKind.BOX,),
            ),
            Posture(
                {"hip.hinge": 52.0, "knee": 112.0, "hip.abd": 5.0, "neck.flex": -10.0, "reach.box": 1.0},
                Stance.STANDING,
                (PropKind.BOX,),
            ),
        ),
        # On the side, the head hanging; a pillow that fills the gap between shoulder and head.
        "sleep": Pair(
            Posture(
                {"under.L": 1.0, "reach.palms": 1.0, "scap.prot": 1.0, "spine.side": 5.0, "neck.side": 28.0},
                Stance.SIDE_LYING,
                (PropKind.MAT,),
                View.TOP,
            ),
            Posture(
                {"under.L": 1.0, "reach.palms": 1.0, "scap.prot": 1.0, "spine.side": 5.0, "neck.side": -10.0},
                Stance.SIDE_LYING,
                (PropKind.MAT, PropKind.PILLOW),
                View.TOP,
            ),
        ),
    }
)

# What strains by each cause, for the cards a person chooses from.
OF_CAUSES: Mapping[str, Posture] = MappingProxyType(
    {name: pair.strains for name, pair in PAIRS.items() if name != "standing"}
    | {
        # The hands close together on the desk, the head over them.
        "repetitive": Posture(
            {"reach.keys": 1.0, "spine.upper": 16.0, "neck.flex": 16.0, "scap.prot": 0.5, "scap.elev": 0.4},
            props=(PropKind.DESK,),
            view=View.FRONT,
        ),
        # On guard, as before a tackle: knees soft, fists up, the shoulders drawn round.
        "sports": Posture(
            {
                "sh.flex": 72.0,
                "elbow": 86.0,
                "grip": 1.0,
                "scap.prot": 0.8,
                "scap.elev": 0.3,
                "spine.upper": 12.0,
                "neck.flex": 10.0,
                "hip.hinge": 16.0,
                "knee": 34.0,
                "step_cm": 24.0,
                "spine.rot": 14.0,
                "neck.rot": -12.0,
            },
            Stance.STANDING,
        ),
    }
)
