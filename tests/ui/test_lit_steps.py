"""The step that is lit while a move is played is the one that the figure shows."""

from __future__ import annotations

import pytest

from postureapp.core.routine import PhaseKind, Side
from postureapp.storage.content import load_moves
from postureapp.ui.player_layouts import step_at
from postureapp.ui.scenes import move_scenes

MOVES = {move.id: move for move in load_moves()[0]}
# Counted from 1: to move into it, to hold it, to let go.
HELD = {
    "band-row": (2, 3, 4),
    "blade-squeeze": (2, 4, 4),
    "chair-chest": (2, 4, 4),
    "chair-extension": (3, 4, 5),
    "child-pose": (2, 4, 4),
    "chin-tuck": (2, 4, 4),
    "cross-body": (2, 4, 4),
    "desk-hinge": (2, 4, 4),
    "doorway": (2, 4, 4),
    "levator": (2, 4, 4),
    "neck-side": (2, 4, 4),
    "neck-turn": (2, 3, 4),
    "open-book": (3, 3, 4),
    "rhomboid-reach": (2, 4, 4),
    "seated-turn": (2, 3, 4),
    "self-hug": (2, 4, 4),
    "shrug-drop": (1, 2, 3),
    "side-reach": (2, 4, 4),
    "towel-roll": (2, 3, 4),
    "w-pull": (2, 4, 4),
}
CYCLES = {"seated-cat": 4, "shoulder-roll": 2, "wall-pushup": 2}


def lit(move: str) -> dict[tuple[PhaseKind, Side], int]:
    """The step of each kind of phase, counted from 1."""
    (scene,) = move_scenes([(MOVES[move], False)])
    return {(phase.kind, phase.side): step_at(phase, scene) + 1 for phase in scene.phases}


def test_every_move_is_looked_at() -> None:
    assert set(MOVES) == {*HELD, *CYCLES}


@pytest.mark.parametrize("move", HELD)
def test_the_step_of_a_move_that_is_held(move: str) -> None:
    kinds = (PhaseKind.MOVE_IN, PhaseKind.HOLD, PhaseKind.RELEASE)
    found = lit(move)
    assert {(kind, step) for (kind, _side), step in found.items() if kind in kinds} == set(
        zip(kinds, HELD[move], strict=True)
    )
    assert {step for (kind, _side), step in found.items() if kind is PhaseKind.GET_READY} == {1}


@pytest.mark.parametrize("move", CYCLES)
def test_the_step_of_a_move_that_goes_round(move: str) -> None:
    found = lit(move)
    first = next(step for (kind, side), step in found.items() if kind is PhaseKind.CYCLE and side is not Side.OTHER)
    assert first == CYCLES[move]


def test_the_other_way_has_the_step_after_it() -> None:
    found = lit("shoulder-roll")
    assert found[PhaseKind.CYCLE, Side.OTHER] == found[PhaseKind.CHANGE, Side.OTHER] == 3
