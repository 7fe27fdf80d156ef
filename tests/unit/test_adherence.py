"""What the diary keeps of a session: every planned move, and how much of it was done."""

from __future__ import annotations

import pytest

from postureapp.core.adherence import Adherence, had_its_turn
from postureapp.core.events import MoveEnd, MoveOutcome

PLANNED = Adherence.of([("neck-side", 4, 4), ("chin-tuck", 8, 5)])


def test_nothing_is_done_at_first() -> None:
    assert PLANNED.done == ()
    assert PLANNED.outcomes[1] == MoveOutcome("chin-tuck", 8, 5, 0, MoveEnd.ENDED)


def test_a_move_done_to_its_end_counts_with_its_repetitions() -> None:
    found = PLANNED.left("neck-side", 4, MoveEnd.DONE)
    assert found.done == ("neck-side",)
    assert found.outcomes[0] == MoveOutcome("neck-side", 4, 4, 4, MoveEnd.DONE)


def test_what_was_done_stays_done_when_it_is_left_half_way_the_second_time() -> None:
    found = PLANNED.left("neck-side", 4, MoveEnd.DONE).left("neck-side", 1, MoveEnd.SKIPPED)
    assert found.outcomes[0] == MoveOutcome("neck-side", 4, 4, 4, MoveEnd.DONE)


def test_the_last_reason_stands_for_a_move_that_was_not_done() -> None:
    found = PLANNED.left("chin-tuck", 2, MoveEnd.SKIPPED).left("chin-tuck", 1, MoveEnd.HURT)
    assert found.outcomes[1] == MoveOutcome("chin-tuck", 8, 5, 2, MoveEnd.HURT)


def test_never_more_than_was_planned() -> None:
    assert PLANNED.left("neck-side", 9, MoveEnd.DONE).outcomes[0].reps_done == 4


@pytest.mark.parametrize(
    ("data", "moves"),
    [
        ({"move": "neck-side"}, ["neck-side"]),
        ({"moves": [{"move": "neck-side", "end": "done"}]}, []),  # a done one has an entry of its own
        ({"moves": [{"move": "neck-side", "end": "skipped"}]}, ["neck-side"]),
        ({"moves": [{"move": "neck-side", "end": "hurt"}]}, ["neck-side"]),
        ({"moves": [{"move": "neck-side", "end": "ended"}]}, []),
        ({"moves": [{"move": "neck-side", "end": "stopped"}]}, []),
        ({"moves": []}, []),
    ],
)
def test_which_moves_had_their_turn(data: dict[str, object], moves: list[str]) -> None:
    assert had_its_turn(data) == moves
