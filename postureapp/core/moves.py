"""A move as data: what it is for, how it is done, how much of it, and how it looks.

Poses are degrees from a neutral stance, by joint channel (`neck.flex`, `sh.abd.R`, ...); `core.pose` turns them into
points. Adding a move touches no code: it is a file in `resources/content/moves/`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum


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
    TOP = "top"


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

    A pose maps a joint channel to degrees (centimetres where the channel ends in `_cm` or is `neck.glide`).
    """

    start: Mapping[str, float]
    end: Mapping[str, float] = field(default_factory=dict)
    cycle: tuple[Mapping[str, float], ...] = ()
    period_s: float = 4.0
    move_in_s: float = 1.5
    mirrored: bool = False


@dataclass(frozen=True, slots=True)
class Move:
    """One stretch or mobility move."""

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
