"""A day at the computer as a value: what goes on in which span, and what happens at which moment.

To be replayed through the session in place of a real day. Nothing here reads a file.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, tzinfo
from enum import StrEnum
from zoneinfo import ZoneInfo

from postureapp.core.events import Answer, GapAnswer
from postureapp.core.safety import SafetyState


class SpanKind(StrEnum):
    """What goes on at the computer during a span."""

    ACTIVE = "active"
    TYPING = "typing"
    IDLE = "idle"
    LOCK = "lock"
    SUSPEND = "suspend"
    CALL = "call"
    VIDEO = "video"
    FULLSCREEN = "fullscreen"
    DND = "dnd"


class EventKind(StrEnum):
    """What happens at a moment of the trace."""

    CLOCK_CHANGE = "clock_change"
    ZONE_CHANGE = "zone_change"
    PHONE = "phone"
    STANDING = "standing"


@dataclass(frozen=True, slots=True)
class Span:
    """A stretch of time of one kind, from `start_s` to `end_s` of elapsed time."""

    kind: SpanKind
    start_s: float
    end_s: float


@dataclass(frozen=True, slots=True)
class TraceEvent:
    """Something at a moment: the clock set by `by_s`, another zone, the phone or standing switched."""

    at_s: float
    kind: EventKind
    by_s: float = 0.0
    zone: ZoneInfo | None = None
    on: bool = True


@dataclass(frozen=True, slots=True)
class Trace:
    """A whole trace."""

    start: datetime
    zone: tzinfo
    spans: tuple[Span, ...]
    events: tuple[TraceEvent, ...] = ()
    answer: Answer = Answer.START
    gap_answer: GapAnswer = GapAnswer.NONE
    safety: SafetyState | None = None

    @property
    def end_s(self) -> float:
        """How long the trace lasts, in seconds."""
        return self.spans[-1].end_s if self.spans else 0.0
