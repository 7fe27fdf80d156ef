"""What was done of what a session asked for: the figures that the diary keeps of it.

Plain bookkeeping. A move that was done stays done, also when the person goes back to it and leaves it half-way.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any

from postureapp.core.events import MoveEnd, MoveOutcome


@dataclass(frozen=True, slots=True)
class Adherence:
    """The planned moves in order, each with what has become of it; nothing done at first."""

    outcomes: tuple[MoveOutcome, ...]

    @classmethod
    def of(cls, planned: Iterable[tuple[str, int, int]]) -> Adherence:
        """A session with these moves, each with the repetitions prescribed and those planned (all sides together)."""
        return cls(tuple(MoveOutcome(move, whole, reps, 0, MoveEnd.ENDED) for move, whole, reps in planned))

    @property
    def done(self) -> tuple[str, ...]:
        """The moves that were done to their end, in order."""
        return tuple(dict.fromkeys(each.move for each in self.outcomes if each.end is MoveEnd.DONE))

    def left(self, move: str, reps_done: int, end: MoveEnd) -> Adherence:
        """The session after a move was left this way."""

        def judged(each: MoveOutcome) -> MoveOutcome:
            if each.move != move:
                return each
            kept = each.end if each.end is MoveEnd.DONE else end
            return replace(each, reps_done=max(each.reps_done, min(reps_done, each.reps)), end=kept)

        return replace(self, outcomes=tuple(judged(each) for each in self.outcomes))


def had_its_turn(data: Mapping[str, Any]) -> list[str]:
    """The moves that had their turn, in the data of a diary entry, so that others come before them again.

    The move that was done, or those of a session that the person passed over or that hurt. Source: our own choice; a
    move that was only ended, or that the gate stopped, comes again soon.
    """
    if "move" in data:
        return [data["move"]]
    return [each["move"] for each in data["moves"] if each["end"] in (MoveEnd.SKIPPED, MoveEnd.HURT)]
