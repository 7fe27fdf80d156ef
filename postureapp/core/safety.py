"""The gate that every stretch passes, and the rules it goes by. It fails closed.

Unknown, skipped or unreadable answers mean no stretches: posture cues and standing only. Nothing else in the app can
open the gate. Source: the clinic's clinical reference; each rule of the condition table keeps its own source.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from enum import IntEnum, StrEnum

from postureapp.core.moves import Move
from postureapp.core.text import Text, text


class Verdict(IntEnum):
    """What a condition says to a move; the higher is the stricter."""

    OK = 0
    MODIFY = 1
    ASK = 2
    OFF = 3

    @classmethod
    def from_code(cls, code: str) -> Verdict:
        """The verdict of a letter of the table (O, M, A, X); anything else is taken as A."""
        return {"O": cls.OK, "M": cls.MODIFY, "A": cls.ASK, "X": cls.OFF}.get(code, cls.ASK)


class Level(StrEnum):
    """How urgent a red flag is."""

    EMERGENCY = "emergency"
    DOCTOR_SOON = "doctor-soon"


@dataclass(frozen=True, slots=True)
class RedFlag:
    """An item of the triage list, in plain words."""

    id: str
    level: Level
    question: str
    source: str


@dataclass(frozen=True, slots=True)
class Condition:
    """What a condition says to each tag of a move; `default` for tags it does not name."""

    id: str
    name: str
    default: str
    rules: Mapping[str, str]
    source: str


@dataclass(frozen=True, slots=True)
class Region:
    """Whom to call where the person is. `label` is a sentence's end: "call {emergency}"."""

    id: str
    name: str
    emergency: str
    health_line: str = ""
    source: str = ""


@dataclass(frozen=True, slots=True)
class SafetyRules:
    """The shipped table: conditions, red flags and regions. An empty one lets nothing through but posture cues."""

    conditions: tuple[Condition, ...] = ()
    red_flags: tuple[RedFlag, ...] = ()
    regions: tuple[Region, ...] = ()


@dataclass(frozen=True, slots=True)
class Clearance:
    """A move that a named clinician allowed, on a day (ISO), in a signed plan; without a name or a day it is none."""

    move: str
    clinician: str
    on: str

    @property
    def is_valid(self) -> bool:
        """Whether it says who allowed what, and when."""
        try:
            date.fromisoformat(self.on)
        except ValueError:
            return False
        return bool(self.move and self.clinician.strip())


@dataclass(frozen=True, slots=True)
class SafetyState:
    """The person's own answers. The state without answers is the unknown one.

    `answered`: the short questions were answered to the end. `looked_at`: a clinician has looked at what the red flags
    or the knock were about. `clearances` come from a signed plan and from nowhere else.
    """

    answered: bool = False
    answered_utc: str = ""
    pain_now: bool = False
    assessed: bool = False
    recent_injury: bool = False
    looked_at: bool = False
    something_different: bool = False
    conditions: tuple[str, ...] = ()
    red_flags: tuple[str, ...] = ()
    region: str = ""
    clearances: tuple[Clearance, ...] = ()


class Reason(StrEnum):
    """Why the gate is closed."""

    OPEN = "open"
    UNKNOWN = "unknown"
    EMERGENCY = "emergency"
    DOCTOR_SOON = "doctor-soon"
    INJURY = "injury"
    NOT_ASSESSED = "not-assessed"
    DIFFERENT = "different"


@dataclass(frozen=True, slots=True)
class Gate:
    """What the gate says as a whole: whether any stretch may be shown, and whether booking may be offered."""

    reason: Reason

    @property
    def is_open(self) -> bool:
        """Whether stretches may be shown, each still subject to its own verdict."""
        return self.reason is Reason.OPEN

    @property
    def hides_booking(self) -> bool:
        """Whether medical care comes before booking."""
        return self.reason in (Reason.EMERGENCY, Reason.DOCTOR_SOON, Reason.INJURY)

    @property
    def why(self) -> Text:
        """The reason in words."""
        return _WHY[self.reason]


_WHY = {
    Reason.OPEN: Text(""),
    Reason.UNKNOWN: text("Stretches are off until the short safety questions are answered."),
    Reason.EMERGENCY: text("Stretches are off: what you described needs medical care now."),
    Reason.DOCTOR_SOON: text("Stretches are off until a clinician has looked at what you described."),
    Reason.INJURY: text("Stretches are off until a clinician has looked at the knock or neck injury."),
    Reason.NOT_ASSESSED: text("Stretches are off until a clinician has assessed this pain, or it is gone."),
    Reason.DIFFERENT: text("Stretches are off until the safety questions are answered again."),
}


def gate(safety: SafetyState, rules: SafetyRules) -> Gate:
    """Whether any stretch may be shown to this person.

    A red flag outranks all. A flag that the rules do not know counts as one for the doctor.
    """
    if not safety.looked_at:
        levels = {flag.id: flag.level for flag in rules.red_flags}
        ticked = [levels.get(flag, Level.DOCTOR_SOON) for flag in safety.red_flags]
        if Level.EMERGENCY in ticked:
            return Gate(Reason.EMERGENCY)
        if ticked:
            return Gate(Reason.DOCTOR_SOON)
        if safety.recent_injury:
            return Gate(Reason.INJURY)
    if not safety.answered or not rules.conditions:
        return Gate(Reason.UNKNOWN)
    if safety.something_different:
        return Gate(Reason.DIFFERENT)
    if safety.pain_now and not safety.assessed:
        return Gate(Reason.NOT_ASSESSED)
    return Gate(Reason.OPEN)


@dataclass(frozen=True, slots=True)
class MoveVerdict:
    """What is said to one move, and which condition said it ("" when none did)."""

    verdict: Verdict
    condition: str = ""
    source: str = ""
    clearance: Clearance | None = None

    @property
    def allowed(self) -> bool:
        """Whether the move may be shown (perhaps at half range and half hold)."""
        return self.verdict in (Verdict.OK, Verdict.MODIFY)


def judge(move: Move, safety: SafetyState, rules: SafetyRules) -> MoveVerdict:
    """The strictest verdict of the person's conditions on a move. The gate itself is asked apart.

    Where the move's own file and the table differ, the stricter holds. A condition that the rules do not know is A.
    A clearance overrides A only, never X nor M, and is given for a move, never for a condition.
    """
    worst = MoveVerdict(Verdict.OK)
    clearance = next((each for each in safety.clearances if each.move == move.id and each.is_valid), None)
    known = {condition.id: condition for condition in rules.conditions}
    for name in safety.conditions:
        condition = known.get(name)
        if condition is None:
            found = MoveVerdict(Verdict.ASK, name, "unknown condition: off until the clinic clears it")
        else:
            codes = [condition.rules.get(tag, condition.default) for tag in move.tags] or [condition.default]
            codes.extend(code for key, code in move.conditions.items() if key == name)
            found = MoveVerdict(max(Verdict.from_code(code) for code in codes), name, condition.source)
        if found.verdict is Verdict.ASK and clearance is not None:
            found = replace(found, verdict=Verdict.OK, clearance=clearance)
        if (found.verdict, found.clearance is not None) > (worst.verdict, worst.clearance is not None):
            worst = found
    return worst


def allowed_moves(moves: Iterable[Move], safety: SafetyState, rules: SafetyRules) -> tuple[Move, ...]:
    """The moves that may be shown: none while the gate is closed."""
    if not gate(safety, rules).is_open:
        return ()
    return tuple(move for move in moves if judge(move, safety, rules).allowed)
