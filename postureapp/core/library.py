"""Finding moves: by muscle, cause, position, length, place, what the person likes, and by words.

It orders and filters what it is given and knows no gate: reading about a move is always allowed.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from enum import StrEnum

from postureapp.core.causes import FALLBACK, Causes
from postureapp.core.moves import Move, Place, Stance
from postureapp.core.routine import PhaseKind, phases
from postureapp.core.text import _

_OF_THE_NECK = frozenset({"NM", "NS", "NR", "NF"})  # tags of the clinical tables
_BEFORE = (PhaseKind.NEXT, PhaseKind.GET_READY)


class Position(StrEnum):
    """Positions of the body, as coarse as a person looks for them."""

    SEATED = "seated"
    STANDING = "standing"
    FLOOR = "floor"


_POSITIONS = {Stance.SEATED: Position.SEATED, Stance.STANDING: Position.STANDING}


@dataclass(frozen=True, slots=True)
class Filter:
    """What is looked for; what is left empty lets everything through. `within_min` is minutes for the whole move."""

    muscle: str = ""
    cause: str = ""
    position: Position | None = None
    within_min: int = 0
    place: Place | None = None
    favourites_only: bool = False
    words: str = ""


def matching(
    moves: Iterable[Move], wanted: Filter, favourites: Collection[str] = (), causes: Causes = FALLBACK
) -> tuple[Move, ...]:
    """The moves that fit every part of the filter, by their names in the language of now.

    Those whose name has all the words come first.
    """
    words = _plain(wanted.words).split()
    found = [move for move in moves if _fits(move, wanted, favourites) and _has_words(move, words, causes)]
    return tuple(sorted(found, key=lambda move: (not _begin(_(move.name), words), _plain(_(move.name)), move.id)))


def positions(move: Move) -> frozenset[Position]:
    """The positions a move can be done in: the figure's own, and the others that its file names."""
    return frozenset(_POSITIONS.get(stance, Position.FLOOR) for stance in (move.motion.stance, *move.also))


def whole_s(move: Move, half: bool = False) -> int:
    """How long the whole dose takes at its low end, without getting ready, in steps of five seconds.

    `half` halves the hold.
    """
    found = sum(phase.seconds for phase in phases(move, half, None) if phase.kind not in _BEFORE)
    return max(-int(-found // 5) * 5, 5)


def _fits(move: Move, wanted: Filter, favourites: Collection[str]) -> bool:
    return (
        (not wanted.muscle or wanted.muscle in move.muscles)
        and (not wanted.cause or wanted.cause in move.causes)
        and (wanted.position is None or wanted.position in positions(move))
        and (not wanted.within_min or whole_s(move) <= wanted.within_min * 60)
        and (wanted.place is None or wanted.place in move.places)
        and (not wanted.favourites_only or move.id in favourites)
    )


def _has_words(move: Move, words: Collection[str], causes: Causes) -> bool:
    """Whether each of the words, or its beginning, stands somewhere in what is said about a move."""
    names = [causes.by_id[cause].name for cause in move.causes if cause in causes.by_id]
    own = (move.name, *move.muscles, *move.plain, *names, move.position, *move.equipment, *move.steps)
    said = [_(each) for each in own]
    if not _OF_THE_NECK.isdisjoint(move.tags):
        said.append(_("neck"))  # which the names of its muscles may say in Latin only
    return _begin(" ".join(said), words)


def _begin(said: str, words: Collection[str]) -> bool:
    """Whether with each of these words a word of what is said begins."""
    return all(f" {word}" in f" {_plain(said)}" for word in words)


def _plain(words: str) -> str:
    """Small letters without accents or signs, so that a search forgives how it is typed."""
    letters = unicodedata.normalize("NFKD", words.casefold())
    spaced = (sign if sign.isalnum() else " " for sign in letters if not unicodedata.combining(sign))
    return " ".join("".join(spaced).split())
