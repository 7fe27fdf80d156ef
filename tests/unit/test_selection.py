"""Which moves make up a stretch, in plain examples; the promises for any library are in tests/property."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

import pytest

from postureapp.core import words
from postureapp.core.moves import Dose, Motion, Move, Place, Sides, Stance, View
from postureapp.core.safety import Condition, SafetyRules, SafetyState
from postureapp.core.selection import budget_s, choose, together_s, usable
from postureapp.core.settings import Settings, toggled
from postureapp.core.state import World

LONG = Settings(stretch_length_min=5)
AT_HOME = replace(LONG, place=Place.HOME)
BAND = "a resistance band"


def move(name: str, *, stance: Stance = Stance.SEATED, **changes: object) -> Move:
    plain = Move(
        id=name,
        name=name,
        muscles=(name,),
        causes=("desk",),
        position="seated",
        places=("office", "home"),
        view=View.FRONT,
        steps=("one", "two"),
        dose=Dose((15.0, 30.0), (2, 4), Sides.EACH, "a source"),
        tags=(),
        motion=Motion(start={}, end={"neck.side": -30.0}, move_in_s=2.0, stance=stance),
        review_status="draft",
    )
    return replace(plain, **changes)  # type: ignore[arg-type]


def ids(chosen: list[Move]) -> list[str]:
    return [each.id for each in chosen]


A, B, C, D = (move(name) for name in "abcd")
ONE = Settings(stretch_length_min=1)


def test_what_was_not_done_lately_comes_first() -> None:
    assert ids(choose([A, B, C], "desk", ["b", "a"], ONE)) == ["c"]
    assert ids(choose([A, B, C], "desk", ["c", "b", "a"], ONE)) == ["c"]
    assert ids(choose([A, B, C], "desk", ["a", "c", "b", "a"], ONE)) == ["c"]


def test_the_cause_decides() -> None:
    assert ids(choose([A, move("b", causes=("phone",))], "phone", [], LONG)) == ["b"]


def test_a_cause_without_moves_of_its_own_gets_others() -> None:
    assert ids(choose([A], "sports", [], LONG)) == ["a"]


def test_a_favourite_comes_sooner_and_also_for_another_cause_but_not_always() -> None:
    liked = replace(ONE, favourites=("d",))
    other = move("d", causes=("sleep",))
    past: list[str] = []
    for _round in range(8):
        past += ids(choose([A, B, C, other], "desk", past, liked))
    assert past[0] == "d"
    assert past.count("d") == 3
    assert set(past) == {"a", "b", "c", "d"}
    assert all(one != two for one, two in pairwise(past))


def test_two_favourites_take_turns() -> None:
    liked = replace(ONE, favourites=("c", "d"))
    past: list[str] = []
    for _round in range(4):
        past += ids(choose([A, B, C, D], "desk", past, liked))
    assert past[:2] == ["c", "d"]


def test_what_is_switched_off_never_comes() -> None:
    assert ids(choose([A, B], "desk", ["b"], replace(LONG, switched_off=("a", "of-a-newer-library")))) == ["b"]
    assert choose([A], "desk", [], replace(LONG, switched_off=("a",), favourites=("a",))) == []


def test_floor_moves_come_at_home_only() -> None:
    floor = move("f", places=("home",), stance=Stance.KNEELING, equipment=("a mat or a carpet",))
    liked = replace(LONG, favourites=("f",))
    assert ids(choose([A, floor], "desk", ["f"], LONG)) == ["a"]
    assert ids(choose([A, floor], "desk", ["a"], liked)) == ["a"]
    assert ids(choose([A, floor], "desk", [], AT_HOME)) == ["a", "f"]


def test_what_is_needed_must_be_at_hand_or_the_move_a_favourite() -> None:
    desk = move("d", equipment=("a steady desk",))
    chair = move("c", equipment=("a firm chair without wheels",))
    band = move("b", equipment=(BAND,))
    assert ids(list(usable([desk, chair, band], LONG))) == ["d"]
    assert ids(list(usable([desk, chair, band], AT_HOME))) == ["d", "c"]
    assert ids(list(usable([desk, chair, band], replace(LONG, favourites=("b",))))) == ["d", "b"]


def test_one_move_always_fits_and_more_only_within_the_time() -> None:
    slow = move("s", dose=Dose((60.0, 60.0), (1, 1), Sides.EACH, "a source"))
    assert together_s([slow]) > 60.0
    assert ids(choose([slow], "desk", [], ONE)) == ["s"]
    for minutes in (1, 2, 3, 4, 5):
        chosen = choose([A, B, C, D], "desk", [], Settings(stretch_length_min=minutes))
        assert len(chosen) == min(minutes, 3)
        assert together_s(chosen, budget_s=budget_s(Settings(stretch_length_min=minutes))) <= minutes * 60


def test_a_long_stretch_gives_each_move_more_of_its_dose() -> None:
    chosen = choose([A, B, C, D], "desk", [], LONG)
    whole_s = together_s(chosen, budget_s=600.0)
    assert together_s(chosen) < 0.75 * whole_s
    assert together_s(chosen, budget_s=budget_s(LONG)) == whole_s


def test_a_short_move_does_not_fill_up_every_stretch() -> None:
    short = move("z", dose=Dose((3.0, 5.0), (2, 3), Sides.BOTH, "a source"))
    library = [*(move(name) for name in "abcdefghi"), short]
    past: list[str] = []
    for _round in range(9):
        past += ids(choose(library, "desk", past, Settings(stretch_length_min=1)))
    assert set("abcdefghi") <= set(past)
    assert past.count("z") <= 3


def test_different_muscles_before_the_same_again() -> None:
    moves = [move("a", muscles=("x",)), move("b", muscles=("x",)), move("c", muscles=("y",))]
    assert ids(choose(moves, "desk", [], Settings(stretch_length_min=2))) == ["a", "c"]


def test_nobody_gets_up_and_down_again() -> None:
    moves = [
        move("a", stance=Stance.KNEELING),
        move("b", stance=Stance.STANDING),
        move("c"),
    ]
    assert ids(choose(moves, "desk", [], AT_HOME)) == ["c", "b", "a"]


def test_nothing_to_choose_from_is_nothing() -> None:
    assert choose([], "desk", [], LONG) == []


@pytest.mark.parametrize("word", ["a", "of-a-newer-library"])
def test_a_list_is_toggled_one_word_at_a_time(word: str) -> None:
    assert toggled(("x",), word) == ("x", word)
    assert toggled(("x", word, "y"), word) == ("x", "y")


# --- what the session makes of it -------------------------------------------------------------------------------------

RULES = SafetyRules(conditions=(Condition("vertigo", "Vertigo", "O", {"NS": "X"}, "a source"),))
WORLD = World(moves=(A, B), rules=RULES, safety=SafetyState(answered=True))


def test_a_stretch_may_come_while_one_move_is_left() -> None:
    assert WORLD.may_stretch
    assert str(words.why_no_stretch(WORLD)) == ""
    assert replace(WORLD, settings=Settings(switched_off=("a",))).may_stretch


def test_without_a_move_that_may_come_it_is_said_why() -> None:
    off = replace(WORLD, settings=Settings(switched_off=("a", "b")))
    assert not off.may_stretch
    assert words.why_no_stretch(off) is words.ALL_SWITCHED_OFF
    only_floor = replace(WORLD, moves=(move("f", places=("home",), stance=Stance.SUPINE),))
    assert words.why_no_stretch(only_floor) is words.ALL_SWITCHED_OFF
    assert replace(only_floor, settings=Settings(place=Place.HOME)).may_stretch
    unfit = replace(
        WORLD,
        moves=(move("n", tags=("NS",)),),
        safety=SafetyState(answered=True, conditions=("vertigo",)),
        settings=Settings(switched_off=("n",)),
    )
    assert words.why_no_stretch(unfit) is words.NO_MOVE_LEFT, "what safety says comes first"
    unasked = replace(off, safety=SafetyState())
    assert "safety questions are answered" in str(words.why_no_stretch(unasked))


def test_a_move_asked_for_by_name_is_shown_also_when_it_is_switched_off_but_never_against_safety() -> None:
    off = replace(WORLD, settings=Settings(switched_off=("a", "b")))
    assert off.may_do(("a",))
    assert not off.may_do(())
    assert not off.may_do(("gone",))
    assert not replace(off, safety=SafetyState()).may_do(("a",))
