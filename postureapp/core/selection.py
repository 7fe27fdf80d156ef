"""Which moves come by themselves, and which of them make up the next stretch.

The same call always gives the same answer: there is no chance in it and no clock. Safety is asked before; what it
leaves out never gets here.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence

from postureapp.core.moves import Move, Place, Stance
from postureapp.core.routine import MOVE_BUDGET_S, NEXT_READY_S, phases
from postureapp.core.settings import Settings

MOST_MOVES = 3
_IN_AN_OFFICE = frozenset({"a steady desk", "a wall", "a door frame"})
_IN_A_HOME = frozenset({"a firm chair without wheels", "a mat or a carpet", "a pillow", "a small towel"})
AT_HAND = {Place.OFFICE: _IN_AN_OFFICE, Place.HOME: _IN_AN_OFFICE | _IN_A_HOME}
EQUIPMENT = _IN_AN_OFFICE | _IN_A_HOME | {"a resistance band"}  # the words in which a move may ask for a thing
_LIKED_COUNTS = 2  # a favourite waits half as long for its turn as another move
_STANCES = list(Stance)


def usable(moves: Iterable[Move], settings: Settings) -> tuple[Move, ...]:
    """The moves that may come by themselves.

    Not one that is switched off, nor one that can't be done where the person is: floor moves come at home only. A move
    that needs what is not found in any such place (a resistance band) comes only as a favourite.
    """
    at_hand = AT_HAND[settings.place]
    return tuple(
        move
        for move in moves
        if move.id not in settings.switched_off
        and settings.place in move.places
        and (at_hand.issuperset(move.equipment) or move.id in settings.favourites)
    )


def choose(
    moves: Iterable[Move], cause: str, recent: Sequence[str], settings: Settings, halved: Collection[str] = ()
) -> list[Move]:
    """One to three moves for a cause, or favourites, those first that wait longest; none where none may come.

    `recent`: ids of moves done, the latest last. `halved`: ids of those shown at half range and half hold. Together
    they last no longer than the person wants a stretch to be; one move always fits.
    """
    fitting = turns(moves, cause, settings)
    waits = _waits(fitting, recent, settings.favourites)
    chosen: list[Move] = []
    for move in _varied(sorted(fitting, key=lambda move: (-waits[move.id], move.id))):
        if chosen and waits[move.id] < len(fitting) // 3:
            continue  # a short move would else fill up what is left of every stretch
        # Seated moves first, the floor last: nobody gets up and down again within a minute.
        longer = sorted([*chosen, move], key=lambda each: _STANCES.index(each.motion.stance))
        fits = together_s(longer, halved, budget_s(settings)) <= settings.stretch_length_min * 60.0
        if not chosen or (fits and len(longer) <= MOST_MOVES):
            chosen = longer
    return chosen


def turns(moves: Iterable[Move], cause: str, settings: Settings) -> list[Move]:
    """The moves that take turns for a cause: its own and the favourites; where it has none of its own, all."""
    may_come = usable(moves, settings)
    if not any(cause in move.causes for move in may_come):
        return list(may_come)
    return [move for move in may_come if cause in move.causes or move.id in settings.favourites]


def budget_s(settings: Settings) -> float:
    """How long one move may take, so that three of them fill a long stretch with more of their doses."""
    return max(settings.stretch_length_min * 60.0 / MOST_MOVES - NEXT_READY_S, MOVE_BUDGET_S)


def together_s(moves: Sequence[Move], halved: Collection[str] = (), budget_s: float = MOVE_BUDGET_S) -> float:
    """How long these moves take one after another, with the time to get from one into the next."""
    before = (None, *moves)
    return sum(
        phase.seconds
        for move, after in zip(moves, before, strict=False)
        for phase in phases(move, move.id in halved, budget_s, after=after)
    )


def _waits(moves: Sequence[Move], recent: Sequence[str], favourites: Collection[str]) -> dict[str, int]:
    """How many moves were done since each was last done, and more for those never done; double for a favourite."""
    last = {move_id: place for place, move_id in enumerate(recent)}
    never = -1 - len(moves)
    return {
        move.id: (len(recent) - 1 - last.get(move.id, never)) * (_LIKED_COUNTS if move.id in favourites else 1)
        for move in moves
    }


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
