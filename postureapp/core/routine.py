"""Which moves make up a stretch, and how long each part of a move takes.

Plain arithmetic on a dose: no clock, no chance. It takes the low end of a dose and cuts repetitions, never the way a
move is done, so that a stretch stays short enough to be done at a desk.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from postureapp.core.moves import Dose, Move, Sides
from postureapp.core.text import Text, text

GET_READY_S = 3.0
CHANGE_SIDES_S = 2.5
_MOVE_BUDGET_S = 45.0
_LONG_HOLD_S = 10.0
OFFICE = "office"
_RESISTED = "R"


class PhaseKind(StrEnum):
    """What the person does during a phase."""

    GET_READY = "get-ready"
    MOVE_IN = "move-in"
    HOLD = "hold"
    RELEASE = "release"
    REST = "rest"
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
    """A part of a move. `seconds` is its length, `caption` says what to do, `rep` of `reps` counts from 1."""

    kind: PhaseKind
    side: Side
    seconds: float
    caption: Text
    rep: int = 1
    reps: int = 1

    @property
    def mirrored(self) -> bool:
        """Whether the mirror image is shown (a cycle: run the other way)."""
        return self.side in (Side.LEFT, Side.OTHER)


def phases(move: Move, half: bool, budget_s: float = _MOVE_BUDGET_S) -> tuple[Phase, ...]:
    """A move as its phases. `half` halves the hold (and the player the range)."""
    sides = _sides(move.dose)
    reps = _reps(move, half, budget_s, len(sides))
    found = [Phase(PhaseKind.GET_READY, sides[0], GET_READY_S, text("Get ready"), 1, reps)]
    for n, side in enumerate(sides):
        if n:
            found.append(Phase(PhaseKind.REST, side, CHANGE_SIDES_S, _change(move.dose), 1, reps))
        found.extend(_one_side(move, half, side, reps))
    return tuple(found)


def length_s(move: Move, half: bool) -> float:
    """How long a move takes, all told."""
    return sum(phase.seconds for phase in phases(move, half))


def is_seated(move: Move) -> bool:
    """Whether the figure shows it on a chair."""
    return move.position.startswith("seated")


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


def _reps(move: Move, half: bool, budget_s: float, sides: int) -> int:
    """The low end of the dose, or as many as the time allows; never none."""
    spare_s = budget_s - GET_READY_S - CHANGE_SIDES_S * (sides - 1)
    fit = int(spare_s / sides / max(_rep_s(move, half), 0.5))
    return max(min(move.dose.reps[0], fit), 1)


def _one_side(move: Move, half: bool, side: Side, reps: int) -> list[Phase]:
    found: list[Phase] = []
    for rep in range(1, reps + 1):
        if move.motion.cycle:
            found.append(Phase(PhaseKind.CYCLE, side, move.motion.period_s, text("Move slowly"), rep, reps))
            continue
        hold_s, move_s = _hold_s(move, half), move.motion.move_in_s
        found.append(Phase(PhaseKind.MOVE_IN, side, move_s, text("Move into it"), rep, reps))
        if hold_s:
            found.append(Phase(PhaseKind.HOLD, side, hold_s, text("Hold, and keep breathing"), rep, reps))
        found.append(Phase(PhaseKind.RELEASE, side, move_s, text("Let go slowly"), rep, reps))
        if rep < reps and hold_s >= _LONG_HOLD_S:
            found.append(Phase(PhaseKind.REST, side, move.dose.rest_s, text("Rest"), rep, reps))
    return found


def _change(dose: Dose) -> Text:
    if dose.sides is Sides.EACH_DIRECTION:
        return text("Now the other way")
    if dose.sides is Sides.EACH_ARM_ON_TOP:
        return text("Now the other arm on top")
    return text("Change sides")


def choose(moves: Iterable[Move], cause: str, recent: Sequence[str], n: int, minutes: float) -> list[Move]:
    """One to three moves for a cause, those first that were not done lately; the same call gives the same answer.

    `recent`: ids of moves done, the latest last. `minutes`: how long all may take together (one move always fits).
    Only moves for the office, and only those handed in: what the person must not do is filtered before.
    """
    office = [move for move in moves if OFFICE in move.places]
    fitting = [move for move in office if cause in move.causes] or office
    last = {move_id: place for place, move_id in enumerate(recent)}
    fitting.sort(key=lambda move: (_RESISTED in move.tags, last.get(move.id, -1), move.id))
    chosen: list[Move] = []
    left_s = minutes * 60.0
    for move in _varied(fitting):
        needs_s = length_s(move, half=False)
        if len(chosen) < max(min(n, 3), 1) and (not chosen or needs_s <= left_s):
            chosen.append(move)
            left_s -= needs_s
    # Seated moves first: nobody stands up and sits down again within a minute.
    return sorted(chosen, key=lambda move: not is_seated(move))


def _varied(moves: Sequence[Move]) -> list[Move]:
    """The same order, but a move whose first muscle has come already waits until the others have come."""
    first: list[Move] = []
    later: list[Move] = []
    seen: set[str] = set()
    for move in moves:
        muscle = move.muscles[0] if move.muscles else move.id
        (later if muscle in seen else first).append(move)
        seen.add(muscle)
    return first + later
