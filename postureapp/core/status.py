"""What the session has to say about itself: for the tray, the command line and the debug page.

Nothing of pain or of the safety answers is in it, but whether stretches are on.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from postureapp.core import activity, date_words, meetings, words
from postureapp.core.events import Clocks, Moment, Size
from postureapp.core.reminders import find_hold, prospects, size_of
from postureapp.core.safety import Reason, gate
from postureapp.core.state import LEARNED_AFTER, Arm, Hold, State, Turn, World
from postureapp.core.text import Text, ntext, text
from postureapp.core.timeline import Running


class Doing(StrEnum):
    """What the person is taken to be doing."""

    ACTIVE = "active"
    IDLE = "idle"
    AWAY = "away"
    PHONE = "phone"
    STANDING = "standing"
    STRETCHING = "stretching"
    OFF_HOURS = "off-hours"


class Stretches(StrEnum):
    """Whether stretches are on. Why they are off is the person's own: it is never told here."""

    ON = "on"
    OFF = "off"
    UNANSWERED = "unanswered"


@dataclass(frozen=True, slots=True)
class Status:
    """The session at a moment.

    `progress` is the sitting clock as a fraction of its interval, 0 to 1. `next_in_s` is None where nothing will come
    by itself; `held` says what keeps back a reminder that is due, `busy` what goes on that reminders wait for by the
    person's choice; `running` is for the band of the day.
    """

    doing: Doing
    clocks: Clocks
    progress: float
    next_size: Size | None = None
    next_cause: str = ""
    next_in_s: float | None = None
    held: Text = Text("")
    is_due: bool = False
    is_shown: bool = False
    is_busy: bool = False
    busy: tuple[str, ...] = ()
    paused_until: datetime | None = None
    phone_on: bool = False
    standing: bool = False
    learned: tuple[Text, ...] = ()
    interval_factor: float = 1.0
    stretches: Stretches = Stretches.ON
    running: Running = Running()

    @property
    def next_words(self) -> Text:
        """What comes next and when, in a line."""
        if self.paused_until is not None:
            return text("Paused until {time}", time=date_words.weekday_and_clock(self.paused_until))
        if self.doing is Doing.STRETCHING:
            return text("The stretch window is open")
        if self.is_shown:
            return text("On the screen now: {what}", what=_WHAT[self.next_size or Size.NUDGE])
        if self.next_size is not None and self.held:
            return text("Due: {what}. {why}", what=_WHAT[self.next_size], why=self.held)
        if self.doing is Doing.AWAY:
            return text("On a break; the clocks begin again when you are back")
        if self.next_size is None or self.next_in_s is None:
            return text("Outside working hours") if self.doing is Doing.OFF_HOURS else text("Nothing is planned")
        return text("Next: {what} {when}", what=_WHAT[self.next_size], when=_in_words(self.next_in_s))


_WHAT = {
    Size.NUDGE: text("a posture cue"),
    Size.STRETCH: text("a stretch"),
    Size.STAND: text("stand or walk"),
    Size.TIP: text("a tip"),
    Size.CHECK_IN: text("your check-in"),
}


def _in_words(seconds: float) -> Text:
    minutes = max(1, round(seconds / 60))
    if minutes < 100:
        return ntext("in {n} min", "in {n} min", minutes)
    return ntext("in {n} hour", "in {n} hours", round(minutes / 60))


def status(state: State, now: Moment) -> Status:
    """The session as it stands now (the state itself may be older)."""
    turn = Turn(state, now)
    activity.advance(turn)
    state = turn.state
    world, presence = state.world, state.presence
    paused = state.paused_until_utc if activity.is_paused(state, now) else None
    size, cause, in_s = _next(state, now)
    held = Hold.NONE
    pending = state.pending if state.pending is None or state.pending.due.arm is not Arm.CHECK_IN else None
    if pending is not None:
        held, _ = find_hold(turn, pending)
    interval_s = world.settings.stretch_min * 60 * state.factor
    return Status(
        doing=_doing(state, now),
        clocks=Clocks() if _is_break(state, now) else state.clocks,
        progress=min(1.0, max(0.0, (state.clocks.posture_s - state.armed.posture_s) / interval_s)),
        next_size=size,
        next_cause=cause,
        next_in_s=in_s,
        held=words.held(state, held, now) if pending is not None else Text(""),
        is_due=pending is not None or state.shown is not None,
        is_shown=state.shown is not None,
        is_busy=bool(state.held_by),
        busy=tuple(sorted(state.held_by)),
        paused_until=paused.astimezone(now.zone) if paused else None,
        phone_on=presence.phone_on,
        standing=presence.standing_since_s is not None,
        learned=_learned(state),
        interval_factor=state.factor,
        stretches=_stretches(world),
        running=_running(state, now),
    )


def _running(state: State, now: Moment) -> Running:
    gap, meeting_s = state.presence.gap, meetings.length_now_s(state, now)
    if gap is not None and _is_break(state, now):
        return Running(state.presence.sat_s, now.elapsed_s - gap.start_s, meeting_s)
    return Running(state.clocks.spell_s, 0.0, meeting_s)


def _stretches(world: World) -> Stretches:
    if world.may_stretch:
        return Stretches.ON
    unanswered = gate(world.safety, world.rules).reason is Reason.UNKNOWN
    return Stretches.UNANSWERED if unanswered else Stretches.OFF


def _next(state: State, now: Moment) -> tuple[Size | None, str, float | None]:
    if state.shown is not None:
        due = state.shown.pending.due
        return due.size, due.cause, 0.0
    if state.pending is not None and state.pending.due.arm is not Arm.CHECK_IN:
        return state.pending.due.size, state.pending.due.cause, 0.0
    # That a check-in is to come may tell that it hurts, so it is not told until it is on the screen.
    coming = [
        (eta_s, arm, cause)
        for eta_s, arm, cause in prospects(state, now)
        if eta_s != float("inf") and arm is not Arm.CHECK_IN
    ]
    if not coming or _is_break(state, now):
        return None, "", None
    eta_s, arm, cause = min(coming, key=lambda each: (each[0], list(Arm).index(each[1])))
    return size_of(state, arm), cause, max(0.0, eta_s)


def _is_break(state: State, now: Moment) -> bool:
    gap = state.presence.gap
    return gap is not None and now.elapsed_s - gap.start_s >= state.world.settings.natural_break_min * 60


def _doing(state: State, now: Moment) -> Doing:
    presence = state.presence
    if state.stretching is not None:
        return Doing.STRETCHING
    if presence.locked or presence.suspended or _is_break(state, now):
        return Doing.AWAY
    if not state.world.settings.working_hours.contains(now.local):
        return Doing.OFF_HOURS
    if presence.on_phone:
        return Doing.PHONE
    if presence.standing_since_s is not None:
        return Doing.STANDING
    return Doing.IDLE if presence.gap is not None else Doing.ACTIVE


_LEARNED = {
    "break": text("Taken as a break without asking: {gaps}."),
    "phone": text("Taken as phone time without asking: {gaps}."),
    "meeting": text("Taken as a meeting or reading without asking: {gaps}."),
}


def _learned(state: State) -> tuple[Text, ...]:
    return tuple(
        Text(_LEARNED[known.answer].template, args=(("gaps", activity.bucket_words(known.bucket)),))
        for known in state.learned
        if known.run >= LEARNED_AFTER and known.answer in _LEARNED
    )
