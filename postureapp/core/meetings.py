"""Since when somebody speaks, is filmed or presents, and what the diary keeps of it once that is over.

Bookkeeping only: what holds a reminder back is decided elsewhere.
"""

from __future__ import annotations

from postureapp.core.events import Busy, Fact, FactKind, Moment
from postureapp.core.state import EPSILON_S, State, Turn
from postureapp.core.text import text

MEETING = frozenset({Busy.PRESENTING, Busy.CAMERA, Busy.MICROPHONE})
SHORTEST_S = 2 * 60.0  # a shorter use of the microphone or the camera is no meeting

_SEEN = text("The microphone or the camera was in use, or something was presented.")


def follow(turn: Turn, kinds: frozenset[Busy]) -> None:
    """A meeting begins or ends with a change of what is going on."""
    since_s, meets = turn.state.presence.meeting_since_s, bool(kinds & MEETING)
    if meets and since_s is None:
        turn.set_presence(meeting_since_s=turn.now_s)
    elif since_s is not None and not meets:
        length_s = length_now_s(turn.state, turn.now)
        turn.set_presence(meeting_since_s=None)
        if length_s:
            turn.record(FactKind.MEETING, length_s=length_s, why=_SEEN)


def length_now_s(state: State, now: Moment) -> float:
    """Seconds of the meeting under way; 0 where there is none, or none yet worth the name."""
    since_s = state.presence.meeting_since_s
    length_s = now.elapsed_s - since_s if since_s is not None else 0.0
    return length_s if length_s + EPSILON_S >= SHORTEST_S else 0.0


def fact_now(state: State, now: Moment) -> Fact | None:
    """What the diary keeps of the meeting under way where the app ends before it does."""
    length_s = length_now_s(state, now)
    return Fact(FactKind.MEETING, state.clocks, why=_SEEN, length_s=length_s) if length_s else None
