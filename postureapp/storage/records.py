"""The shipped content as it is written in its files: which keys there are, and of which type.

A key that is not named here is a mistake in the file and is told as one.
"""

from __future__ import annotations

from datetime import date
from typing import Annotated, Any

from msgspec import Meta, Struct

from postureapp.core.causes import TriggerKind
from postureapp.core.events import Size
from postureapp.core.moves import Easing, Place, Sides, Stance, View
from postureapp.core.persistence import Rule
from postureapp.core.props import PropKind
from postureapp.core.safety import Level

Words = Annotated[str, Meta(pattern=r"\S")]  # something besides blanks
Cue = Annotated[str, Meta(max_length=60)]
Name = Annotated[str, Meta(pattern=r"^[A-Za-z0-9_-]+$")]
MoveId = Annotated[str, Meta(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$")]
Amount = Annotated[float, Meta(ge=0, le=600)]
Count = Annotated[int, Meta(ge=1, le=100)]
Minutes = Annotated[int, Meta(ge=1, le=240)]
Pose = dict[str, float]


class TriggerRecord(Struct, frozen=True, forbid_unknown_fields=True):
    """When a cause speaks up."""

    kind: TriggerKind
    at: str = ""
    active_min: Minutes = 25
    window_min: Minutes = 30
    pause_s: Amount = 30.0
    every_min: Minutes = 30


class WordsRecord(Struct, frozen=True, forbid_unknown_fields=True):
    """The words of one size."""

    title: Words
    bodies: Annotated[tuple[Words, ...], Meta(min_length=1)]
    title_plural: str = ""


class CauseRecord(Struct, frozen=True, forbid_unknown_fields=True):
    """One cause."""

    id: Name
    name: Words
    source: Words
    trigger: TriggerRecord
    sentence: str = ""
    words: dict[Size, WordsRecord] = {}


class CausesFile(Struct, frozen=True, forbid_unknown_fields=True):
    """causes.toml."""

    cause: Annotated[tuple[CauseRecord, ...], Meta(min_length=1)]


class ConditionRecord(Struct, frozen=True, forbid_unknown_fields=True):
    """A row of the condition table."""

    id: Name
    name: Words
    source: Words
    default: str
    rules: dict[str, str]


class RedFlagRecord(Struct, frozen=True, forbid_unknown_fields=True):
    """A question of the triage list."""

    id: Name
    level: Level
    question: Words
    source: Words


class RegionRecord(Struct, frozen=True, forbid_unknown_fields=True):
    """Whom to call in a region."""

    id: Name
    name: Words
    emergency: Words
    source: Words
    health_line: str = ""


class SafetyFile(Struct, frozen=True, forbid_unknown_fields=True):
    """safety.toml."""

    tags: Annotated[tuple[Name, ...], Meta(min_length=1)]
    condition: Annotated[tuple[ConditionRecord, ...], Meta(min_length=1)]
    red_flag: Annotated[tuple[RedFlagRecord, ...], Meta(min_length=1)]


class RegionsFile(Struct, frozen=True, forbid_unknown_fields=True):
    """regions.toml."""

    region: Annotated[tuple[RegionRecord, ...], Meta(min_length=1)]


class TreatmentRecord(Struct, frozen=True, forbid_unknown_fields=True):
    """A treatment the clinic offers."""

    name: Words
    words: Words


class LibraryRecord(Struct, frozen=True, forbid_unknown_fields=True):
    """Who at the clinic approved the library of moves, and on which day."""

    approved_by: Words
    approved_on: date


class ClinicFile(Struct, frozen=True, forbid_unknown_fields=True):
    """clinic.toml."""

    name: Words
    phone: Words
    source: Words
    booking_address: str = ""
    treatment: tuple[TreatmentRecord, ...] = ()
    library: LibraryRecord | None = None
    thresholds: Any = None  # looked at with the pain rules: a wrong one is no reason to lose the profile


class FigureRecord(Struct, frozen=True, forbid_unknown_fields=True):
    """A figure of a pain rule; `least` and `most` where a clinic may change it. What they are is looked at later."""

    value: Any
    least: Any = None
    most: Any = None


class CountedRecord(Struct, frozen=True, forbid_unknown_fields=True):
    """How the days and weeks of the diary are counted."""

    source: Words
    figures: dict[str, FigureRecord]


class RuleRecord(Struct, frozen=True, forbid_unknown_fields=True):
    """A pain rule."""

    id: Rule
    source: Words
    figures: dict[str, FigureRecord]


class PainRulesFile(Struct, frozen=True, forbid_unknown_fields=True):
    """pain_rules.toml."""

    rule: Annotated[tuple[RuleRecord, ...], Meta(min_length=1)]
    counted: CountedRecord


class MusclesFile(Struct, frozen=True, forbid_unknown_fields=True):
    """muscles.toml."""

    muscles: Annotated[dict[Words, Words], Meta(min_length=1)]
    source: Words


class DoseRecord(Struct, frozen=True, forbid_unknown_fields=True):
    """How much of a move."""

    hold_s: tuple[Amount, Amount]
    reps: tuple[Count, Count]
    sides: Sides
    source: Words
    rest_s: Amount = 3.0


class MotionRecord(Struct, frozen=True, forbid_unknown_fields=True):
    """How the figure moves."""

    start: Pose
    end: Pose = {}
    cycle: tuple[Pose, ...] = ()
    period_s: Annotated[float, Meta(gt=0, le=60)] = 4.0
    move_in_s: Annotated[float, Meta(gt=0, le=30)] = 1.5
    mirrored: bool = False
    stance: Stance = Stance.SEATED
    props: tuple[PropKind, ...] = ()
    easing: Easing = Easing.SMOOTH


class CuesRecord(Struct, frozen=True, forbid_unknown_fields=True):
    """What the voice says in place of the general words."""

    move_in: Cue = ""
    hold: Cue = ""
    release: Cue = ""
    cycle: Cue = ""


class MoveRecord(Struct, frozen=True, forbid_unknown_fields=True):
    """A file of moves/."""

    id: MoveId
    name: Words
    muscles: Annotated[tuple[str, ...], Meta(min_length=1)]
    causes: Annotated[tuple[str, ...], Meta(min_length=1)]
    position: Words
    places: Annotated[tuple[Place, ...], Meta(min_length=1)]
    view: View
    steps: Annotated[tuple[Words, ...], Meta(min_length=2)]
    tags: Annotated[tuple[str, ...], Meta(min_length=1)]
    review_status: Words
    dose: DoseRecord
    motion: MotionRecord
    conditions: dict[str, str]
    sources: Annotated[tuple[Words, ...], Meta(min_length=1)]
    substitute: str = ""
    note: str = ""
    equipment: tuple[Words, ...] = ()
    also: tuple[Stance, ...] = ()
    cautions: tuple[Words, ...] = ()
    cues: CuesRecord = CuesRecord()
