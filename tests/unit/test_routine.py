"""What a move is made of, and how long its parts take."""

from __future__ import annotations

from dataclasses import replace

import pytest

from postureapp.core.moves import Dose, Motion, Move, Sides, Stance, View
from postureapp.core.routine import PhaseKind, Side, phases, reps_planned


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
        (PhaseKind.CHANGE, Side.LEFT),
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
    assert sum(phase.seconds for phase in found) <= 57.0
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


def test_without_a_budget_it_is_the_low_end_of_the_dose() -> None:
    found = phases(move("a"), half=False, budget_s=None)
    assert sum(phase.kind is PhaseKind.HOLD for phase in found) == 4
    assert reps_planned(found) == 4
    rests = [phase for phase in found if phase.kind is PhaseKind.REST]
    assert len(rests) == 2
    assert all("once more" in str(phase.caption) for phase in rests)


def test_a_seated_move_begins_at_once_and_the_next_is_named() -> None:
    (ready, *_rest) = phases(move("a"), half=False)
    assert (ready.kind, str(ready.caption)) == (PhaseKind.GET_READY, "Get ready")
    (ready, *_rest) = phases(move("b"), half=False, after=move("a"))
    assert (ready.kind, str(ready.caption)) == (PhaseKind.GET_READY, "Next: b")


def test_another_position_leaves_time_to_get_into_it_and_says_what_is_needed() -> None:
    wall = move("wall", motion=Motion(start={}, stance=Stance.STANDING), equipment=("a wall", "a towel"))
    (first, ready, *_rest) = phases(wall, half=False, after=move("a"))
    assert (first.kind, str(first.caption)) == (PhaseKind.NEXT, "Next: wall")
    assert str(first.detail).startswith("Stand up. You need a wall, a towel")
    assert first.seconds >= 10.0
    assert ready.kind is PhaseKind.GET_READY
    assert phases(wall, half=False, after=wall)[0].kind is PhaseKind.GET_READY
    (back, *_rest) = phases(move("b"), half=False, after=wall)
    assert (back.kind, str(back.detail)) == (PhaseKind.NEXT, "Sit down on your chair")


def test_what_comes_in_place_of_another_says_so_first_and_leaves_time_to_hear_it() -> None:
    (first, ready, *_rest) = phases(move("a"), half=False, instead_of=move("b"))
    assert (first.kind, str(first.caption)) == (PhaseKind.NEXT, "Instead: a")
    assert str(first.detail) == "It comes in place of “b”, which is off for you"
    assert ready.kind is PhaseKind.GET_READY
    wall = move("wall", motion=Motion(start={}, stance=Stance.STANDING), equipment=("a wall",))
    (first, *_rest) = phases(wall, half=False, after=move("a"), instead_of=move("b"))
    assert str(first.caption) == "Instead: wall"
    assert str(first.detail) == "It comes in place of “b”, which is off for you. Stand up. You need a wall"


def test_getting_up_counts_as_no_repetition() -> None:
    wall = move("wall", motion=Motion(start={}, stance=Stance.STANDING))
    assert reps_planned(phases(wall, half=False)) == reps_planned(phases(move("a"), half=False))
