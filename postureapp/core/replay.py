"""Replays a day through the session and tells what would have been shown, and why.

The world of the day is made here (keys, pauses, locks, calls, the clock, the person's answers); every decision is the
session's own. What happens at one moment comes in a fixed order: the world, then the clock, then the pause in typing.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta, tzinfo

from postureapp.core import events, session
from postureapp.core.events import Answer, Busy, Event, Fact, FactKind, GapAnswer, Moment, Size
from postureapp.core.safety import SafetyState
from postureapp.core.state import IDLE_AFTER_S, TYPING_PAUSE_S, State, World
from postureapp.core.text import text
from postureapp.core.traces import EventKind, Span, SpanKind, Trace, TraceEvent

NOTHING_APPLIES = SafetyState(answered=True)
KINDS = frozenset(
    {
        FactKind.DUE,
        FactKind.HELD,
        FactKind.SHOWN,
        FactKind.WITHDRAWN,
        FactKind.ANSWERED,
        FactKind.BREAK,
        FactKind.POSTURE_CHANGE,
        FactKind.CARD_SHOWN,
        FactKind.CARD_ANSWERED,
        FactKind.END,
    }
)
LASTS_S = {Size.STRETCH: 45.0, Size.STAND: 300.0, Size.NUDGE: 10.0}  # how long the simulated person takes
_BUSY = {
    SpanKind.CALL: frozenset({Busy.MICROPHONE}),
    SpanKind.VIDEO: frozenset({Busy.VIDEO}),
    SpanKind.FULLSCREEN: frozenset({Busy.FULLSCREEN}),
    SpanKind.DND: frozenset({Busy.DO_NOT_DISTURB}),
}
_INPUT = (SpanKind.ACTIVE, SpanKind.TYPING, SpanKind.DND)
_PAUSES = (SpanKind.ACTIVE, SpanKind.DND)
_MINUTE_S = 60.0
_NEVER = float("inf")


@dataclass(frozen=True, slots=True)
class Line:
    """A line of the timeline: a fact, when it was by the wall clock, and the seconds since the start."""

    at: datetime
    t_s: float
    fact: Fact


@dataclass(slots=True)
class Replay:
    """A trace being replayed."""

    trace: Trace
    state: State
    zone: tzinfo
    t_s: float = 0.0
    slept_s: float = 0.0
    shift_s: float = 0.0
    last_input_s: float = 0.0
    span: Span | None = None
    told_idle: bool = False
    watching: bool = False
    timer_at_s: float = 0.0
    ends: list[tuple[float, Event]] = field(default_factory=list)
    lines: list[Line] = field(default_factory=list)

    def now(self) -> Moment:
        """This moment of the trace."""
        utc = self.trace.start.astimezone(UTC) + timedelta(seconds=self.t_s + self.shift_s)
        return Moment(utc, self.zone, self.t_s - self.slept_s, self.slept_s)

    # --- the keyboard -------------------------------------------------------------------------------------------------

    def idle_s(self) -> float:
        """Seconds since the last key press before this moment."""
        span = self.span
        if span is None or span.kind not in _INPUT or self.t_s <= span.start_s:
            return self.t_s - self.last_input_s
        if span.kind not in _PAUSES:
            return 0.0
        in_minute_s = round((self.t_s - span.start_s) % _MINUTE_S, 6)
        if in_minute_s == 0.0:
            return TYPING_PAUSE_S
        return max(0.0, in_minute_s - (_MINUTE_S - TYPING_PAUSE_S))

    def next_pause_s(self) -> float:
        """When typing will next have paused for three seconds."""
        if self.idle_s() >= TYPING_PAUSE_S:
            return self.t_s
        span = self.span
        if span is None or span.kind not in _INPUT:
            return self.last_input_s + TYPING_PAUSE_S
        if span.kind not in _PAUSES:
            return _NEVER
        minutes = (self.t_s - span.start_s) // _MINUTE_S + 1
        return span.start_s + minutes * _MINUTE_S

    # --- stepping the core --------------------------------------------------------------------------------------------

    def step(self, event: Event) -> None:
        """Give the core an event and live with what it wants."""
        self.state, effects = session.step(self.state, event, self.now())
        deadline_s = session.deadline_s(self.state, self.now())
        self.timer_at_s = self.t_s + deadline_s if deadline_s is not None else _NEVER
        for effect in effects:
            self._carry_out(effect)

    def _carry_out(self, effect: events.Effect) -> None:
        match effect:
            case events.Record(fact) if fact.kind in KINDS:
                self.lines.append(Line(self.now().local, self.t_s, fact))
            case events.ShowReminder(reminder):
                answer = self.trace.answer
                if answer is not Answer.IGNORED and self._is_there():
                    self.ends.append((self.t_s, events.ReminderAnswered(reminder.id, answer)))
            case events.ShowReturnCard():
                if self.trace.gap_answer is not GapAnswer.NONE:
                    self.ends.append((self.t_s, events.GapAnswered(self.trace.gap_answer)))
            case events.OpenStretch(size, cause):
                self.ends.append((self.t_s + LASTS_S[size], events.StretchEnded(size, cause, done=True)))
            case events.AskSafety():
                self.ends.append((self.t_s, events.SafetyChanged(self.state.world.safety)))
            case events.WatchTypingPause(pause_s):
                self.watching = pause_s is not None
            case _:
                pass

    def _is_there(self) -> bool:
        """Whether somebody sees the reminder: at the keys, or on the phone beside them."""
        return self.state.presence.on_phone or (self.span is not None and self.span.kind in _INPUT)

    # --- the world ----------------------------------------------------------------------------------------------------

    def enter(self, span: Span) -> None:
        """The next span begins: what it ends and what it begins, what shuts the screen first."""
        before, self.span = self.span, None
        kind, left = span.kind, before.kind if before else None
        if left is not None and left in _INPUT:
            self.span = before
            self.last_input_s = self.t_s - self.idle_s()
        elif left in (SpanKind.LOCK, SpanKind.SUSPEND):
            self.last_input_s = self.t_s
        self.span = span
        if kind is SpanKind.SUSPEND and left is not SpanKind.SUSPEND:
            self.step(events.Suspending())
        if kind is SpanKind.LOCK and left is not SpanKind.LOCK:
            self.step(events.Locked())
        if left is SpanKind.SUSPEND and kind is not SpanKind.SUSPEND:
            self.step(events.Resumed())
            self.told_idle = False if kind is not SpanKind.LOCK else self.told_idle
        busy = _BUSY.get(kind, frozenset())
        if busy and busy != self.state.presence.busy:
            self.step(events.BusyChanged(busy))
        if left is SpanKind.LOCK and kind is not SpanKind.LOCK:
            self.told_idle = False
            self.step(events.Unlocked())
        if kind in _INPUT and left not in _INPUT:
            self.last_input_s = self.t_s
            self.told_idle = False
            self.step(events.InputResumed())
        if not busy and self.state.presence.busy:
            self.step(events.BusyChanged(busy))

    def sleep_through(self, span: Span) -> None:
        """The machine is suspended: nothing runs until it wakes."""
        self.slept_s += span.end_s - self.t_s
        self.t_s = span.end_s

    def happen(self, event: TraceEvent) -> None:
        """Something the trace says happens at this moment."""
        if event.kind is EventKind.PHONE:
            self.step(events.PhoneToggled(event.on))
        elif event.kind is EventKind.STANDING:
            self.step(events.StandingToggled(event.on))
        else:
            self.shift_s += event.by_s
            self.zone = event.zone or self.zone
            self.step(events.ClockChanged())

    # --- the run ------------------------------------------------------------------------------------------------------

    def run(self) -> list[Line]:
        """The whole trace, to its last moment and what is due then."""
        happenings = list(self.trace.events)
        for span in self.trace.spans:
            self._clear_until(span.start_s, happenings)
            self.enter(span)
            if span.kind is SpanKind.SUSPEND:
                self.sleep_through(span)
        self._clear_until(self.trace.end_s, happenings)
        self._settle_at_end()
        self.step(events.Stopping())
        end = Fact(FactKind.END, self.state.clocks, why=text("The trace ends."))
        self.lines.append(Line(self.now().local, self.t_s, end))
        return self.lines

    def _clear_until(self, until_s: float, happenings: list[TraceEvent]) -> None:
        """Everything before that moment, and of that moment only what the trace itself says happens then."""
        while True:
            at_s, rank, act = self._next(happenings)
            if at_s > until_s or (at_s == until_s and rank > 0):
                self.t_s = max(self.t_s, until_s)
                return
            self.t_s = max(self.t_s, at_s)
            self._act(act, happenings)

    def _settle_at_end(self) -> None:
        last = self.trace.spans[-1]
        if last.kind is SpanKind.SUSPEND:
            self.step(events.Resumed())
        for _ in range(100):
            at_s, _, act = self._next([])
            if at_s > self.t_s:
                return
            self._act(act, [])

    def _next(self, happenings: list[TraceEvent]) -> tuple[float, int, str]:
        """What comes next: when, in which order among what comes at the same moment, and what."""
        idle_at_s = _NEVER
        if not self.told_idle and (self.span is None or self.span.kind not in _INPUT):
            idle_at_s = self.last_input_s + IDLE_AFTER_S
        due = [
            (happenings[0].at_s if happenings else _NEVER, 0, "happen"),
            (min((at_s for at_s, _ in self.ends), default=_NEVER), 1, "end"),
            (idle_at_s, 2, "idle"),
            (self.timer_at_s, 3, "timer"),
            (self.next_pause_s() if self.watching else _NEVER, 4, "pause"),
        ]
        return min((round(at_s, 6), rank, act) for at_s, rank, act in due)

    def _act(self, act: str, happenings: list[TraceEvent]) -> None:
        if act == "happen":
            self.happen(happenings.pop(0))
        elif act == "end":
            soonest = min(self.ends, key=lambda item: item[0])
            self.ends.remove(soonest)
            self.step(soonest[1])
        elif act == "idle":
            self.told_idle = True
            self.step(events.WentIdle(self.idle_s()))
        elif act == "timer":
            self.step(events.TimerFired(self.idle_s()))
        else:
            self.watching = False
            self.step(events.TypingPaused(self.idle_s()))


def replay(trace: Trace, world: World) -> list[Line]:
    """The timeline of a trace. The safety questions count as answered "nothing applies" unless the trace says else."""
    safety = trace.safety if trace.safety is not None else NOTHING_APPLIES
    given = World(world.settings, world.causes, world.moves, world.rules, safety)
    start = Replay(trace, State(), trace.zone)
    start.state = session.begin(given, start.now())
    return start.run()
