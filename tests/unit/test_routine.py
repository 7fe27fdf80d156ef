"""What a stretch is made of, and which moves are chosen."""

from __future__ import annotations

from dataclasses import replace

import pytest

from postureapp.core.moves import Dose, Motion, Move, Sides, View
from postureapp.core.routine import PhaseKind, Side, choose, length_s, phases


def move(name: str, **changes: object) -> Move:
    plain = Move(
        id=name,
        name=name,
        muscles=(name,),
        causes=("desk",),
        position="seated",
        places=("office",),
        view=View.FRONT,
        steps=("one", "two"),
        dose=Dose((15.0, 30.0), (2, 4), Sides.EACH, "a source"),
        tags=(),
        motion=Motion(start={}, end={"neck.side": -30.0}, move_in_s=2.0),
        review_status="draft",
    )
    return replace(plain, **changes)  # type: ignore[arg-type]


def test_a_hold_on_each_side_is_moved_into_held_and_let_go() -> None:
    found = phases(move("a"), half=False)
    assert [(phase.kind, phase.side) for phase in found] == [
        (PhaseKind.GET_READY, Side.RIGHT),
        (PhaseKind.MOVE_IN, Side.RIGHT),
        (PhaseKind.HOLD, Side.RIGHT),
        (PhaseKind.RELEASE, Side.RIGHT),
        (PhaseKind.REST, Side.LEFT),
        (PhaseKind.MOVE_IN, Side.LEFT),
        (PhaseKind.HOLD, Side.LEFT),
        (PhaseKind.RELEASE, Side.LEFT),
    ]
    assert [phase.mirrored for phase in found if phase.kind is PhaseKind.HOLD] == [False, True]
    assert found[2].seconds == 15.0  # the low end of the dose


def test_half_halves_the_hold() -> None:
    holds = [phase.seconds for phase in phases(move("a"), half=True) if phase.kind is PhaseKind.HOLD]
    assert set(holds) == {7.5}


@pytest.mark.parametrize("hold_s", [0.0, 2.0, 5.0, 6.0, 10.0, 15.0, 20.0])
@pytest.mark.parametrize("sides", list(Sides))
@pytest.mark.parametrize("half", [False, True])
def test_a_move_stays_near_its_budget_and_is_done_at_least_once(hold_s: float, sides: Sides, half: bool) -> None:
    dose = Dose((hold_s, hold_s * 2), (8, 12), sides, "a source")
    found = phases(move("a", dose=dose), half)
    assert sum(phase.seconds for phase in found) <= 56.0
    assert any(phase.kind is PhaseKind.MOVE_IN for phase in found)
    assert all(phase.seconds > 0 for phase in found)


def test_more_than_the_low_end_is_never_asked() -> None:
    dose = Dose((1.0, 1.0), (3, 12), Sides.BOTH, "a source")
    holds = [phase for phase in phases(move("a", dose=dose), half=False) if phase.kind is PhaseKind.HOLD]
    assert len(holds) == 3
    assert [(phase.rep, phase.reps) for phase in holds] == [(1, 3), (2, 3), (3, 3)]


def test_a_cycle_goes_round_each_way() -> None:
    rolls = move(
        "rolls",
        motion=Motion(start={}, cycle=({"scap.elev": 1.0}, {}), period_s=4.0),
        dose=Dose((0.0, 0.0), (2, 4), Sides.EACH_DIRECTION, "a source"),
    )
    found = [phase for phase in phases(rolls, half=False) if phase.kind is PhaseKind.CYCLE]
    assert [phase.side for phase in found] == [Side.FIRST, Side.FIRST, Side.OTHER, Side.OTHER]
    assert {phase.seconds for phase in found} == {4.0}


def test_what_was_not_done_lately_comes_first() -> None:
    moves = [move("a"), move("b"), move("c")]
    assert [m.id for m in choose(moves, "desk", ["b", "a"], 1, 5)] == ["c"]
    assert [m.id for m in choose(moves, "desk", ["c", "b", "a"], 1, 5)] == ["c"]


def test_the_cause_decides_and_home_moves_stay_at_home() -> None:
    moves = [move("a"), move("b", causes=("phone",)), move("c", causes=("phone",), places=("home",))]
    assert [m.id for m in choose(moves, "phone", [], 3, 5)] == ["b"]


def test_a_cause_without_moves_of_its_own_gets_others() -> None:
    assert [m.id for m in choose([move("a")], "sports", [], 1, 5)] == ["a"]


def test_one_move_always_fits_and_more_only_within_the_time() -> None:
    moves = [move("a"), move("b"), move("c")]
    assert len(choose(moves, "desk", [], 3, 0.1)) == 1
    assert len(choose(moves, "desk", [], 3, 1.6)) == 2
    assert length_s(move("a"), half=False) == pytest.approx(43.5, abs=1.0)


def test_different_muscles_before_the_same_again() -> None:
    moves = [move("a", muscles=("x",)), move("b", muscles=("x",)), move("c", muscles=("y",))]
    assert [m.id for m in choose(moves, "desk", [], 2, 9)] == ["a", "c"]


def test_nobody_stands_up_and_sits_down_again() -> None:
    moves = [move("a", position="standing"), move("b")]
    assert [m.id for m in choose(moves, "desk", [], 2, 9)] == ["b", "a"]


def test_nothing_to_choose_from_is_nothing() -> None:
    assert choose([], "desk", [], 2, 9) == []
