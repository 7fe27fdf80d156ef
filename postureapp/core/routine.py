"""What is done in a move, part by part, and how long each part takes.

Plain arithmetic on a dose: no clock, no chance. It takes the low end of a dose and cuts repetitions, never the way a
move is done, so that a stretch stays short enough to be done at a desk.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from postureapp.core.moves import Dose, Move, Sides, Stance
from postureapp.core.text import Text, spoken_s, text

GET_READY_S = 6.0  # the name of the move, and three seconds that are counted
NEXT_READY_S = 6.0  # after another move, which is named
GET_INTO_POSITION_S = 12.0  # to stand up, to lie down, to fetch a band
CHANGE_SIDES_S = 2.5
MOVE_BUDGET_S = 45.0  # without getting ready
_LONG_HOLD_S = 10.0


class PhaseKind(StrEnum):
    """What the person does during a phase."""

    NEXT = "next"
    GET_READY = "get-ready"
    MOVE_IN = "move-in"
    HOLD = "hold"
    RELEASE = "release"
    REST = "rest"
    CHANGE = "change"
    CYCLE = "cycle"


class Side(StrEnum):
    """Which side is at work. Steps are written for the right; the left is the mirror image."""

    NONE = ""
    RIGHT = "right"
    LEFT = "left"
    FIRST = "first"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class Phase:
    """A part of a move. `seconds` is its length, `caption` says what to do, `rep` of `reps` counts from 1.

    `detail` says what position is taken and what is needed, where that has to be got first, and in place of what it is.
    """

    kind: PhaseKind
    side: Side
    seconds: float
    caption: Text
    rep: int = 1
    reps: int = 1
    detail: Text = Text("")

    @property
    def mirrored(self) -> bool:
        """Whether the mirror image is shown (a cycle: run the other way)."""
        return self.side in (Side.LEFT, Side.OTHER)


def phases(
    move: Move,
    half: bool,
    budget_s: float | None = MOVE_BUDGET_S,
    *,
    after: Move | None = None,
    instead_of: Move | None = None,
) -> tuple[Phase, ...]:
    """A move as its phases. `half` halves the hold (and the player the range); `after` is the move before it.

    `instead_of` was asked for and is off: that is said first. Without a budget (None) it is the whole of the dose, at
    its low end.
    """
    sides = _sides(move.dose)
    reps = _reps(move, half, budget_s, len(sides))
    found = [*_before(move, after, instead_of, sides[0], reps), _get_ready(move, after, sides[0], reps)]
    for n, side in enumerate(sides):
        if n:
            found.append(Phase(PhaseKind.CHANGE, side, CHANGE_SIDES_S, _change(move.dose), 1, reps))
        found.extend(_one_side(move, half, side, reps))
    return tuple(found)


def reps_planned(found: Iterable[Phase]) -> int:
    """How many repetitions these phases are, all sides together."""
    return sum(ends_rep(phase) for phase in found)


def reps_prescribed(move: Move) -> int:
    """How many repetitions the whole dose is, at its low end, all sides together."""
    return reps_planned(phases(move, half=False, budget_s=None))


def ends_rep(phase: Phase) -> bool:
    """Whether a repetition is done when this phase is over."""
    return phase.kind in (PhaseKind.RELEASE, PhaseKind.CYCLE)


def _get_ready(move: Move, after: Move | None, side: Side, reps: int) -> Phase:
    if after is None:
        return Phase(PhaseKind.GET_READY, side, GET_READY_S, text("Get ready"), 1, reps)
    caption = text("Next: {move}", move=Text(move.name))
    return Phase(PhaseKind.GET_READY, side, NEXT_READY_S, caption, 1, reps)


def _before(move: Move, after: Move | None, instead_of: Move | None, side: Side, reps: int) -> list[Phase]:
    """Time to hear that it comes in place of another move, and to get into position."""
    name, how = Text(move.name), _position(move, after)
    if instead_of is not None:
        why = text("It comes in place of “{move}”, which is off for you", move=Text(instead_of.name))
        how = text("{why}. {how}", why=why, how=how) if how else why
        caption = text("Instead: {move}", move=name)
    else:
        caption = text("Next: {move}", move=name) if after is not None else text("First: {move}", move=name)
    return [Phase(PhaseKind.NEXT, side, GET_INTO_POSITION_S, caption, 1, reps, how)] if how else []


def _position(move: Move, after: Move | None) -> Text:
    """To stand up, to lie down, or to fetch what is needed; nothing for a seated move after another."""
    stood = after.motion.stance if after is not None else Stance.SEATED
    had = after.equipment if after is not None else ()
    if move.motion.stance is stood and not set(move.equipment) - set(had):
        return Text("")
    if not move.equipment:
        return _POSITIONS[move.motion.stance]
    things = _listed(move.equipment)
    return text("{position}. You need {things}", position=_POSITIONS[move.motion.stance], things=things)


def _listed(things: Sequence[str]) -> Text:
    first, *rest = things
    return text("{thing}, {others}", thing=text(first), others=_listed(rest)) if rest else text(first)


_POSITIONS = {
    Stance.SEATED: text("Sit down on your chair"),
    Stance.STANDING: text("Stand up"),
    Stance.KNEELING: text("Kneel on the floor"),
    Stance.SIDE_LYING: text("Lie down on your side"),
    Stance.SUPINE: text("Lie down on your back"),
}


def _sides(dose: Dose) -> tuple[Side, ...]:
    match dose.sides:
        case Sides.EACH:
            return (Side.RIGHT, Side.LEFT)
        case Sides.EACH_DIRECTION | Sides.EACH_ARM_ON_TOP:
            return (Side.FIRST, Side.OTHER)
        case _:
            return (Side.NONE,)


def _hold_s(move: Move, half: bool) -> float:
    return move.dose.hold_s[0] * (0.5 if half else 1.0)


def _rep_s(move: Move, half: bool) -> float:
    if move.motion.cycle:
        return move.motion.period_s
    hold_s = _hold_s(move, half)
    rest_s = move.dose.rest_s if hold_s >= _LONG_HOLD_S else 0.0
    return 2.0 * move.motion.move_in_s + hold_s + rest_s


def _reps(move: Move, half: bool, budget_s: float | None, sides: int) -> int:
    """The low end of the dose, or as many as the time allows; never none."""
    if budget_s is None:
        return max(move.dose.reps[0], 1)
    spare_s = budget_s - CHANGE_SIDES_S * (sides - 1)
    fit = int(spare_s / sides / max(_rep_s(move, half), 0.5))
    return max(min(move.dose.reps[0], fit), 1)


def _one_side(move: Move, half: bool, side: Side, reps: int) -> list[Phase]:
    found: list[Phase] = []
    for rep in range(1, reps + 1):
        if move.motion.cycle:
            found.append(Phase(PhaseKind.CYCLE, side, move.motion.period_s, text("Move slowly"), rep, reps))
            continue
        hold_s = _hold_s(move, half)
        move_in_s, release_s = (_paced(move, words, rep) for words in (move.cues.move_in, move.cues.release))
        found.append(Phase(PhaseKind.MOVE_IN, side, move_in_s, text("Move into it"), rep, reps))
        if hold_s:
            found.append(Phase(PhaseKind.HOLD, side, hold_s, text("Hold, and keep breathing"), rep, reps))
        found.append(Phase(PhaseKind.RELEASE, side, release_s, text("Let go slowly"), rep, reps))
        if rep < reps and hold_s >= _LONG_HOLD_S:
            found.append(Phase(PhaseKind.REST, side, move.dose.rest_s, text("Rest, then once more"), rep, reps))
    return found


def _paced(move: Move, words: str, rep: int) -> float:
    """The first time slowly enough for what is said meanwhile."""
    return max(move.motion.move_in_s, spoken_s(text(words)) if rep == 1 else 0.0)


def _change(dose: Dose) -> Text:
    if dose.sides is Sides.EACH_DIRECTION:
        return text("Other way")
    if dose.sides is Sides.EACH_ARM_ON_TOP:
        return text("Other arm on top")
    return text("Other side")
