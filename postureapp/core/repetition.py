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
    """Seconds until a micro-pause is due if input runs on; infinite while it does not run."""
    trigger, followed = _trigger(state), state.repetition
    if trigger is None or state.presence.idle_since_s is not None or state.presence.locked:
        return float("inf")
    due_at_s = _enough_at_s(trigger, followed)
    if followed.last_s is not None:
        due_at_s = max(due_at_s, followed.last_s + trigger.every_min * 60 * state.factor)
    return due_at_s - now.elapsed_s


def _enough_at_s(trigger: Trigger, followed: Repetition) -> float:
    """When the window will hold input enough, or has: told exactly, so that nobody has to look again and again."""
    window_s, active_s = trigger.window_min * 60.0, trigger.active_min * 60.0
    pauses = [(max(start_s, followed.since_s), end_s) for start_s, end_s in followed.pauses if end_s > followed.since_s]
    paused_s = sum(end_s - start_s for start_s, end_s in pauses)
    if active_s + paused_s <= window_s:
        return followed.since_s + active_s + paused_s
    spare_s = window_s - active_s  # the window must have left behind all pauses but so much of the latest
    for start_s, end_s in reversed(pauses):
        if end_s - start_s >= spare_s:
            return end_s - spare_s + window_s
        spare_s -= end_s - start_s
    return followed.since_s + window_s


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
