"""What is said during a move, and when: so that nobody must look at the screen with the head turned.

Each phase has its own cues, timed so that one is said before the next is due; what has no room is left out. Nothing is
spoken here, and nothing may be said that is not also to be read: the captions carry the same words.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from postureapp.core.moves import Move
from postureapp.core.routine import Phase, PhaseKind, Side
from postureapp.core.text import Text, spoken_s, text

COUNTED_HOLD_S = 5.0  # a shorter hold is over before it is counted
LONG_HOLD_S = 10.0
_COUNTED_S = 3.0
_BRACKETS = re.compile(r"\s*\([^()]*\)")


class Tone(StrEnum):
    """A short, soft sound for what comes now."""

    READY = "ready"
    START = "start"
    HOLD = "hold"
    COUNT = "count"
    RELEASE = "release"
    CHANGE = "change"
    DONE = "done"


@dataclass(frozen=True, slots=True)
class Cue:
    """Words and a tone, `at_s` seconds from the start of a phase. Without words only the tone sounds."""

    at_s: float
    words: Text
    tone: Tone | None = None


DONE = Cue(0.0, text("Done"), Tone.DONE)
_HOLD = text("Hold")
_BREATHE = text("Keep breathing")
_COUNT = (text("Three"), text("Two"), text("One"))
_SIDES = {Side.RIGHT: text("right side"), Side.LEFT: text("left side")}


def cues(phase: Phase, move: Move | None, *, next_move: bool = False) -> tuple[Cue, ...]:
    """The cues of a phase of a move, in order (None: a scene without a move).

    `next_move`: another move came before, so that getting ready is announced as the next one.
    """
    match phase.kind:
        case PhaseKind.NEXT:
            whole = text("{what}. {how}.", what=phase.caption, how=phase.detail) if phase.detail else phase.caption
            return _fitted(phase, _opening(phase, Tone.CHANGE, [whole, phase.caption]))
        case PhaseKind.GET_READY:
            return _of_getting_ready(phase, move, next_move)
        case PhaseKind.MOVE_IN:
            if move is None:
                return (Cue(0.0, phase.caption, Tone.START),)  # nothing is said in the hold that follows
            return _fitted(phase, _opening(phase, Tone.START, _each_time(phase, move.cues.move_in)))
        case PhaseKind.HOLD:
            return _of_hold(phase, move)
        case PhaseKind.RELEASE:
            own = move.cues.release if move is not None else ""
            return _fitted(phase, _opening(phase, Tone.RELEASE, [text(own), phase.caption, text("Let go")]))
        case PhaseKind.CYCLE:
            own = move.cues.cycle if move is not None else ""
            return _fitted(phase, _opening(phase, Tone.START, _each_time(phase, own)))
        case PhaseKind.CHANGE:
            return _fitted(phase, _opening(phase, Tone.CHANGE, [phase.caption]))
        case PhaseKind.REST:
            return _fitted(phase, _opening(phase, None, [phase.caption]))


def _of_getting_ready(phase: Phase, move: Move | None, next_move: bool) -> tuple[Cue, ...]:
    """The name of the move first, as fully as it leaves room for the countdown; the name before the countdown."""
    if move is None:
        return _fitted(phase, _opening(phase, Tone.READY, [phase.caption]))
    named = _named(phase, move, next_move)
    room = replace(phase, seconds=phase.seconds - _COUNTED_S)
    opening = _opening(room, Tone.READY, named)
    if not opening[0].words:
        opening = _opening(phase, Tone.READY, [*named, text("Get ready")])
    return _fitted(phase, opening, _countdown(phase.seconds))


def _named(phase: Phase, move: Move, next_move: bool) -> list[Text]:
    """From the fullest to the shortest."""
    name = Text(move.name)
    whole = text("Next: {move}", move=name) if next_move else text("Get ready: {move}", move=name)
    if phase.side not in _SIDES:
        return [whole, name]
    side = _SIDES[phase.side]
    return [text("{move}, {side}", move=each, side=side) for each in (whole, name)] + [name]


def _each_time(phase: Phase, own: str) -> list[Text]:
    """How it is done the first time, then which time it is."""
    if phase.rep > 1:
        last = [text("Last one")] if phase.rep == phase.reps else []
        return [*last, text("{n} of {count}", n=phase.rep, count=phase.reps)]
    return [text(own), phase.caption]


def _of_hold(phase: Phase, move: Move | None) -> tuple[Cue, ...]:
    if move is None:
        return ()  # its caption was said on the way in
    own = move.cues.hold if phase.rep == 1 else ""
    count = _countdown(phase.seconds) if phase.seconds >= COUNTED_HOLD_S else ()
    halfway = Cue(phase.seconds / 2, _BREATHE) if phase.seconds >= LONG_HOLD_S else None
    room_s = phase.seconds - (len(count) if count else 0)
    opening = _opening(replace(phase, seconds=room_s), Tone.HOLD, [text(own), _HOLD])
    return _fitted(phase, opening, count, [halfway] if halfway else [])


def _countdown(seconds: float) -> tuple[Cue, ...]:
    """One word for each of the last three seconds."""
    return tuple(Cue(seconds - left, word, Tone.COUNT) for left, word in zip((3, 2, 1), _COUNT, strict=True))


def _opening(phase: Phase, tone: Tone | None, options: Iterable[Text]) -> list[Cue]:
    """The first of the wordings that can be said within the phase; the tone alone where none can."""
    aloud = (_aloud(words) for words in options if words)
    fitting = (words for words in aloud if spoken_s(words) <= phase.seconds)
    return [Cue(0.0, next(fitting, Text("")), tone)]


def _aloud(words: Text) -> Text:
    """What is in brackets is for reading."""
    whole = str(words)
    spoken = _BRACKETS.sub("", whole)
    return words if spoken == whole else text(spoken)  # translated already: as a template it stays as it is


def _fitted(phase: Phase, *groups: Sequence[Cue]) -> tuple[Cue, ...]:
    """The cues in order of time; a group that would talk into an earlier one, or past the phase, is left out whole."""
    kept: list[Cue] = []
    for group in groups:
        together = sorted([*kept, *group], key=lambda cue: cue.at_s)
        ends = [*(cue.at_s for cue in together[1:]), phase.seconds]
        has_room = (0 <= cue.at_s <= end - spoken_s(cue.words) for cue, end in zip(together, ends, strict=True))
        if all(has_room):
            kept = together
    return tuple(cue for cue in kept if cue.words or cue.tone)
