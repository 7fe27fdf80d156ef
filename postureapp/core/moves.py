"""A move as data: what it is for, how it is done, how much of it, and how it looks.

Poses are degrees from a neutral stance, by joint channel (`neck.flex`, `sh.abd.R`, ...); `core.pose` turns them into
points. Adding a move touches no code: it is a file in `resources/content/moves/`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from postureapp.core.props import PropKind


class Sides(StrEnum):
    """How the two sides of the body share a dose."""

    BOTH = "both"
    EACH = "each"
    EACH_DIRECTION = "each direction"
    EACH_ARM_ON_TOP = "each arm on top"


class View(StrEnum):
    """From where the move is best seen."""

    FRONT = "front"
    BACK = "back"
    SIDE = "side"
    REAR_SIDE = "rear side"  # the side, a little from behind: what stands before the body hides nothing of it
    TOP = "top"


class Stance(StrEnum):
    """What carries the body, before any joint moves."""

    SEATED = "seated"
    STANDING = "standing"
    KNEELING = "kneeling"
    SIDE_LYING = "side-lying"
    SUPINE = "supine"


class Easing(StrEnum):
    """How a move keeps its pace on the way. `core.pose` has the curves."""

    SMOOTH = "smooth"  # slow at both ends; a cycle comes to rest in each of its poses
    STEADY = "steady"  # always as fast; a cycle flows through its poses without a stop
    SOFT_START = "soft start"  # a long slow beginning, then brisk: what is lifted with care drops when it is let go
    SOFT_END = "soft end"  # a long slow arrival: a stretch that is felt for, and left slowly


class Place(StrEnum):
    """Where a move can be done."""

    OFFICE = "office"
    HOME = "home"


@dataclass(frozen=True, slots=True)
class Dose:
    """How much: a hold in seconds and repetitions, each as (least, most), and its source."""

    hold_s: tuple[float, float]
    reps: tuple[int, int]
    sides: Sides
    source: str
    rest_s: float = 3.0


@dataclass(frozen=True, slots=True)
class Motion:
    """How the figure moves: from `start` to `end` and back, or round a `cycle` of poses.

    A pose maps a joint channel to degrees (centimetres where the channel ends in `_cm` or is `neck.glide`). `props` are
    the things it needs besides the chair of a seated stance (a chair back: one up to the shoulder blades).
    `mirrored`: it is written for one side at work; the other side's turn is its mirror image. The way back is the way
    there run backwards, so that a soft start lands softly and a soft end sets off slowly.
    """

    start: Mapping[str, float]
    end: Mapping[str, float] = field(default_factory=dict)
    cycle: tuple[Mapping[str, float], ...] = ()
    period_s: float = 4.0
    move_in_s: float = 1.5
    mirrored: bool = False
    stance: Stance = Stance.SEATED
    props: tuple[PropKind, ...] = ()
    easing: Easing = Easing.SMOOTH


@dataclass(frozen=True, slots=True)
class Cues:
    """What the voice says when the move's own words serve better than the general ones; empty: the general ones."""

    move_in: str = ""
    hold: str = ""
    release: str = ""
    cycle: str = ""


@dataclass(frozen=True, slots=True)
class Move:
    """One stretch or mobility move. `position` is in words; `also`: what else can carry it besides the figure's stance.

    `substitute`: the id of the move that comes in its place where this one is off; "" for none. `muscles` by name, the
    one it is for first; `plain`: the same in plain words.
    """

    id: str
    name: str
    muscles: tuple[str, ...]
    causes: tuple[str, ...]
    position: str
    places: tuple[str, ...]
    view: View
    steps: tuple[str, ...]
    dose: Dose
    tags: tuple[str, ...]
    motion: Motion
    review_status: str
    conditions: Mapping[str, str] = field(default_factory=dict)
    substitute: str = ""
    note: str = ""
    equipment: tuple[str, ...] = ()
    cautions: tuple[str, ...] = ()
    cues: Cues = field(default_factory=Cues)
    sources: tuple[str, ...] = ()
    also: tuple[Stance, ...] = ()
    plain: tuple[str, ...] = ()

    @property
    def plain_muscles(self) -> tuple[str, ...]:
        """The muscles in plain words; by name where there are none."""
        return self.plain or self.muscles
