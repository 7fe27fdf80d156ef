"""Repetitive work: input that ran for most of half an hour without a pause worth the name.

Only pauses of half a minute and more are known (and count); shorter ones are part of the work.
"""

from __future__ import annotations

from dataclasses import replace

from postureapp.core.causes import Trigger
from postureapp.core.events import Moment
from postureapp.core.state import Repetition, State, Turn


def _trigger(state: State) -> Trigger | None:
    cause = state.world.causes.by_id.get("repetitive")
    return cause.trigger if cause else None


def eta_s(state: State, now: Moment) -> float:
    """Seconds until a micro-pause is due if input runs on; infinite while it does not run.

    Never too late: pauses that leave the window make it sooner by looking again when this has passed.
    """
    trigger, followed = _trigger(state), state.repetition
    if trigger is None or state.presence.idle_since_s is not None or state.presence.locked:
        return float("inf")
    window_from_s = max(now.elapsed_s - trigger.window_min * 60, followed.since_s)
    paused_s = sum(max(0.0, end_s - max(start_s, window_from_s)) for start_s, end_s in followed.pauses)
    active_s = now.elapsed_s - window_from_s - paused_s
    last_s = followed.last_s
    rest_s = last_s + trigger.every_min * 60 * state.factor - now.elapsed_s if last_s is not None else 0.0
    return max(trigger.active_min * 60 - active_s, rest_s)


def note_pause(turn: Turn, start_s: float) -> None:
    """Input came back after a pause that began at `start_s`."""
    trigger = _trigger(turn.state)
    if trigger is None or turn.now_s - start_s < trigger.pause_s:
        return
    edge_s = turn.now_s - trigger.window_min * 60
    kept = tuple(pause for pause in turn.state.repetition.pauses if pause[1] > edge_s and pause[0] < start_s)
    turn.set(repetition=replace(turn.state.repetition, pauses=(*kept, (start_s, turn.now_s))))


def restarted(now: Moment) -> Repetition:
    """Begin again after a micro-pause was offered."""
    return Repetition(now.elapsed_s, (), now.elapsed_s)
