"""Taking a session up again after the app was closed, or killed, or the machine started anew.

The clocks go on if the app was away for less than a break; the time itself counts as sitting, for nobody saw a break.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from postureapp.core import activity, session
from postureapp.core.events import Clocks, Effect, Moment
from postureapp.core.state import Hold, Pending, Repetition, State, Turn, World

UNSEEN_S = 4 * 60.0  # the last thing that was kept may be this old while the app still ran


def take_up(
    saved: State, saved_utc: datetime, same_boot: bool, world: World, now: Moment
) -> tuple[State, list[Effect]]:
    """The saved session as of now, and the break that lies between, if it was one."""
    away_s = now.elapsed_s - saved.at_s if same_boot else (now.utc - saved_utc).total_seconds()
    away_s = max(0.0, away_s)
    moved_s = now.elapsed_s - away_s - saved.at_s  # between the clock of the saved session and ours
    kept = replace(
        session.begin(world, now),
        learned=saved.learned,
        cards_on=saved.cards_on,
        tips=saved.tips,
        asked_on=saved.asked_on,
        paused_until_utc=saved.paused_until_utc,
        ignored_run=saved.ignored_run,
        wants_less=saved.wants_less,
        asked_less=saved.asked_less,
        asked_safety=saved.asked_safety,
        next_id=saved.next_id,
        last_shown_s=saved.last_shown_s + moved_s if saved.last_shown_s is not None else None,
    )
    turn = Turn(kept, now)
    gap = saved.presence.gap
    if gap is not None or away_s >= world.settings.natural_break_min * 60 + UNSEEN_S:
        length_s = away_s + (saved.at_s - gap.start_s if gap is not None else 0.0)
        turn.set_presence(sat_s=saved.presence.sat_s if gap is not None else saved.clocks.spell_s)
        activity.judge_unasked(turn, length_s, hard=gap is not None and gap.hard)
        if turn.effects:
            return turn.state, turn.effects
    slept = saved.presence.locked or saved.presence.suspended
    standing_since_s = saved.presence.standing_since_s
    sat_s = 0.0 if slept or standing_since_s is not None else away_s
    turn.set(
        clocks=Clocks(saved.clocks.posture_s + sat_s, saved.clocks.spell_s + sat_s, saved.clocks.phone_s),
        toggle_s=saved.toggle_s,
        armed=saved.armed,
        pending=_pending(saved),
        snoozed_until_s=saved.snoozed_until_s + moved_s,
        standing_armed_s=saved.standing_armed_s + moved_s,
        standing_counted=saved.standing_counted,
        repetition=_moved(saved.repetition, moved_s),
    )
    turn.set_presence(
        phone_on=saved.presence.phone_on,
        standing_since_s=standing_since_s + moved_s if standing_since_s is not None else None,
    )
    return turn.state, turn.effects


def told(state: State, kept_utc: datetime | None, now: Moment) -> dict[str, object]:
    """What the diary keeps of a start besides the clocks: for how long nobody had looked, and what goes on from before.

    `state` is the session taken up, `kept_utc` when it was kept (None: there was none).
    """
    whole: dict[str, object] = {
        "away_s": round(max(0.0, (now.utc - kept_utc).total_seconds()), 1) if kept_utc is not None else 0.0,
        "phone_on": state.presence.phone_on,
        "standing": state.presence.standing_since_s is not None,
    }
    return {name: value for name, value in whole.items() if value}


def _pending(saved: State) -> Pending | None:
    """What was on the screen when the app went away comes again."""
    pending = saved.shown.pending if saved.shown is not None else saved.pending
    return replace(pending, hold=Hold.NONE, wait_from_s=None) if pending is not None else None


def _moved(repetition: Repetition, by_s: float) -> Repetition:
    return Repetition(
        repetition.since_s + by_s,
        tuple((start_s + by_s, end_s + by_s) for start_s, end_s in repetition.pauses),
        repetition.last_s + by_s if repetition.last_s is not None else None,
    )
