"""The session: `step(state, event, now) -> (state, effects)`.

The one way in. A step is pure: it reads no clock, opens no file and knows no window, so that a working day, or a year,
can be replayed in a test.
"""

from __future__ import annotations

import math
from dataclasses import replace
from datetime import datetime

from postureapp.core import activity, events, meetings, reminders, repetition, words
from postureapp.core.events import (
    Busy,
    ChangeSetting,
    CloseStretch,
    Effect,
    Event,
    FactKind,
    GapAnswer,
    Moment,
    OpenStretch,
    Size,
)
from postureapp.core.reminders import find_hold, prospects
from postureapp.core.safety import gate
from postureapp.core.state import (
    AFTER_WAKE_S,
    BETWEEN_REMINDERS_S,
    EPSILON_S,
    IDLE_AFTER_S,
    MEDIA,
    PHONE_FORGOTTEN_S,
    QUESTIONS_FOR_S,
    STAND_BREAK_S,
    STRETCH_FOR_S,
    TYPING_PAUSE_S,
    Arm,
    Hold,
    Presence,
    Repetition,
    State,
    Stretching,
    Turn,
    World,
)

SHORTEST_SLEEP_S = 1.0


def begin(world: World, now: Moment) -> State:
    """A session that starts now, with all clocks at zero."""
    return State(
        world=world,
        at_s=now.elapsed_s,
        asleep_s=now.asleep_s,
        presence=Presence(present_until_s=now.elapsed_s, quiet_until_s=now.elapsed_s),
        repetition=Repetition(now.elapsed_s),
    )


def step(state: State, event: Event, now: Moment) -> tuple[State, tuple[Effect, ...]]:
    """One event: the new state, and what is to be done about it, in order."""
    turn = Turn(state, now)
    slept_s = activity.advance(turn)
    if slept_s >= SHORTEST_SLEEP_S and not turn.state.presence.suspended:
        activity.slept_unseen(turn, slept_s)
        turn.set_presence(quiet_until_s=now.elapsed_s + AFTER_WAKE_S)
    _apply(turn, event)
    activity.settle(turn)
    activity.expire_card(turn)
    activity.count_standing(turn)
    if not isinstance(event, events.Stopping):
        reminders.attend(turn)
    return turn.state, tuple(turn.effects)


def _apply(turn: Turn, event: Event) -> None:
    match event:
        case events.WentIdle(idle_s):
            _went_idle(turn, idle_s)
        case events.TypingPaused(idle_s) | events.TimerFired(idle_s):
            if isinstance(event, events.TypingPaused):
                turn.set(watching_pause=False)  # the watch tells once
            turn.pause_seen = TYPING_PAUSE_S - EPSILON_S <= idle_s < IDLE_AFTER_S
            if idle_s >= IDLE_AFTER_S:
                _went_idle(turn, idle_s)
        case events.InputResumed():
            _input_resumed(turn)
        case events.Locked():
            turn.set_presence(locked=True)
        case events.Unlocked():
            turn.set_presence(locked=False, idle_since_s=None, quiet_until_s=turn.now_s + AFTER_WAKE_S)  # by hand
        case events.Suspending():
            turn.set_presence(suspended=True)
        case events.Resumed():
            turn.set_presence(suspended=False, quiet_until_s=turn.now_s + AFTER_WAKE_S)
        case events.BusyChanged(kinds):
            _busy_changed(turn, kinds)
        case _:
            _apply_command(turn, event)


def _apply_command(turn: Turn, event: Event) -> None:
    match event:
        case events.ReminderAnswered(number, said, snooze_s):
            reminders.answer(turn, number, said, snooze_s)
        case events.ReminderFailed(number):
            reminders.take_back(turn, number)
        case events.ReminderSeen(number, seen):
            reminders.see(turn, number, seen)
        case events.GapAnswered(said):
            activity.answer_card(turn, said)
        case events.RemindLessAnswered(less):
            reminders.remind_less(turn, less)
        case events.PhoneToggled(on):
            _toggle_phone(turn, on)
        case events.StandingToggled(on):
            activity.toggle_standing(turn, on)
        case events.PauseAsked(until):
            turn.set(paused_until_utc=until)
            turn.record(FactKind.PAUSED)
        case events.UnpauseAsked():
            turn.set(paused_until_utc=None)
            turn.record(FactKind.RESUMED)
        case events.StretchAsked(moves):
            reminders.ask_stretch(turn, moves)
        case events.StretchEnded(size, cause, done):
            _stretch_ended(turn, size, cause, done)
        case events.SafetyChanged(safety):
            _safety_changed(turn, replace(turn.state.world, safety=safety))
        case events.SettingsChanged(settings):
            turn.set(world=replace(turn.state.world, settings=settings))
        case events.PainDiaryChanged(seen):
            turn.set(world=replace(turn.state.world, pain=seen))
        case events.SettingChosen(key, value):
            turn.emit(ChangeSetting(key, value))
        case events.Stopping():
            _stop(turn)
        case _:  # a change of the wall clock: what is due is looked at below
            pass


def _went_idle(turn: Turn, idle_s: float) -> None:
    if turn.state.presence.idle_since_s is None:
        turn.set_presence(idle_since_s=turn.now_s - idle_s)


def _input_resumed(turn: Turn) -> None:
    since_s = turn.state.presence.idle_since_s
    if since_s is not None and turn.state.presence.gap is None:
        repetition.note_pause(turn, since_s)
    turn.set_presence(idle_since_s=None, suspended=False)  # who types is awake, whoever forgot to say so


def _busy_changed(turn: Turn, kinds: frozenset[Busy]) -> None:
    presence = turn.state.presence
    plays, played = bool(kinds & MEDIA), bool(presence.busy & MEDIA)
    if plays and not played:
        turn.set_presence(media_since_s=turn.now_s)
    elif played and not plays:
        turn.set_presence(media_s=turn.now_s - presence.media_since_s)
    held_by = turn.state.held_by
    turn.set_presence(busy=kinds)
    meetings.follow(turn, kinds)
    if held_by and not turn.state.held_by:
        turn.set_presence(busy_ended_s=turn.now_s)


def _toggle_phone(turn: Turn, on: bool) -> None:
    if on == turn.state.presence.phone_on:
        return
    turn.set_presence(phone_on=on)
    turn.set(toggle_s=0.0, armed=replace(turn.state.armed, toggle_s=0.0))
    turn.record(FactKind.PHONE_ON if on else FactKind.PHONE_OFF)


def _stretch_ended(turn: Turn, size: Size, cause: str, done: bool) -> None:
    turn.set(stretching=None, wanted=None)
    gap = turn.state.presence.gap
    if done and gap is not None and not gap.hard and not gap.told:
        # No key was needed: until now the person was at the stretch, and is not asked where they were.
        turn.set_presence(gap=replace(gap, start_s=turn.now_s), present_until_s=turn.now_s)
    if done:
        reminders.finish(turn, size, cause)


def _safety_changed(turn: Turn, world: World) -> None:
    changed = world.safety != turn.state.world.safety
    turn.set(world=world)
    wanted, running = turn.state.wanted, turn.state.stretching
    if wanted is not None:
        turn.set(wanted=None)
        if gate(world.safety, world.rules).hides_booking:
            return  # medical care comes first: nothing else takes the attention
        size = Size.STRETCH if world.may_do(wanted.moves) else Size.NUDGE
        turn.set(stretching=Stretching(size, wanted.cause, turn.now_s, wanted.moves))
        turn.emit(OpenStretch(size, wanted.cause, wanted.moves))
    elif changed and (not world.may_stretch or (running is not None and running.size is Size.STRETCH)):
        turn.emit(CloseStretch(words.why_no_stretch(world) or words.ANSWERS_CHANGED))


def _stop(turn: Turn) -> None:
    """Close what is open, so that the day's facts are whole: a gap nobody will be asked about counts as such."""
    activity.answer_card(turn, GapAnswer.NONE)
    meetings.follow(turn, frozenset())
    gap = turn.state.presence.gap
    if gap is not None:
        turn.set_presence(gap=None, idle_since_s=None, locked=False, suspended=False)
        activity.judge_unasked(turn, turn.now_s - gap.start_s, gap.hard)


# --- when to look again -----------------------------------------------------------------------------------------------


def deadline_s(state: State, now: Moment) -> float | None:
    """Seconds until the session must be stepped again though nothing happens; None: not before the next event."""
    times_s = [*_screen_times(state, now), *_hour_times(state, now)]
    if state.shown is None and state.presence.gap is None:
        times_s.extend(_reminder_times(state, now))
    soonest_s = min((time_s for time_s in times_s if 0.0 < time_s < math.inf), default=None)
    return max(soonest_s, EPSILON_S) if soonest_s is not None else None  # a crumb of rounding is no time to wait


def _screen_times(state: State, now: Moment) -> list[float]:
    times_s: list[float] = []
    if state.shown is not None and not state.shown.is_hidden:
        times_s.append(state.shown.at_s + state.world.shown_for_s - now.elapsed_s)
    if state.card is not None:
        times_s.append(state.card.returned_s + state.world.card_for_s - now.elapsed_s)
    for window, lasts_s in ((state.stretching, STRETCH_FOR_S), (state.wanted, QUESTIONS_FOR_S)):
        if window is not None:
            times_s.append(window.since_s + lasts_s - now.elapsed_s)
    presence = state.presence
    if presence.phone_on and presence.idle_since_s is not None:
        times_s.append(presence.idle_since_s + PHONE_FORGOTTEN_S - now.elapsed_s)
    standing_since_s = presence.standing_since_s
    if standing_since_s is not None and not state.standing_counted and presence.gap is None:
        times_s.append(standing_since_s + STAND_BREAK_S - now.elapsed_s)
    return times_s


def _hour_times(state: State, now: Moment) -> list[float]:
    """When hours begin or end, or a pause is over."""
    settings, presence = state.world.settings, state.presence
    moments: list[datetime | None] = [settings.working_hours.next_change(now.utc, now.zone), state.paused_until_utc]
    if state.shown is not None:
        moments.append(settings.quiet_hours.next_change(now.utc, now.zone))
    if presence.idle_since_s is not None:
        moments.append(settings.phone_hours.next_change(now.utc, now.zone))
    if state.shown is not None and state.shown.pending.due.arm is Arm.TIP:
        moments.append(settings.tip_hours.next_change(now.utc, now.zone))
    return [(moment - now.utc).total_seconds() for moment in moments if moment is not None]


def _reminder_times(state: State, now: Moment) -> list[float]:
    times_s = [eta_s for eta_s, _, _ in prospects(state, now) if eta_s > EPSILON_S]  # less is due, and pending
    if state.pending is not None:
        hold, left_s = find_hold(Turn(state, now), state.pending)
        times_s.append(left_s if hold is not Hold.NONE else 0.0)
    if state.wants_less and state.last_shown_s is not None:
        times_s.append(state.last_shown_s + BETWEEN_REMINDERS_S - now.elapsed_s)
    return times_s
