"""Finding moves, and what is said about them."""

from __future__ import annotations

from dataclasses import replace

import pytest

from postureapp.core.causes import Causes
from postureapp.core.library import Filter, Position, matching, positions, whole_s
from postureapp.core.move_words import (
    card_line,
    dose_words,
    length_spoken,
    length_words,
    muscle_words,
    place_words,
    position_words,
    spoken_card,
    verdict_mark,
    verdict_words,
)
from postureapp.core.moves import Dose, Motion, Move, Place, Sides, Stance, View
from postureapp.core.safety import Clearance, Condition, MoveVerdict, SafetyRules, SafetyState, Verdict, judge
from postureapp.core.text import text
from postureapp.storage.content import load_causes, load_moves

MOVES = load_moves()[0]
CAUSES = load_causes()[0]
BY_ID = {move.id: move for move in MOVES}


def ids(wanted: Filter, favourites: tuple[str, ...] = ()) -> set[str]:
    return {move.id for move in matching(MOVES, wanted, favourites, CAUSES)}


def a_move(**more: object) -> Move:
    made = Move(
        id="a",
        name="A move",
        muscles=("rhomboids",),
        causes=("desk",),
        position="seated or standing",
        places=(Place.OFFICE, Place.HOME),
        view=View.FRONT,
        steps=("Breathe.",),
        dose=Dose((5.0, 10.0), (2, 3), Sides.BOTH, "somewhere"),
        tags=("SR",),
        motion=Motion(start={}, end={}),
        review_status="draft",
    )
    return replace(made, **more)  # type: ignore[arg-type]


def test_an_empty_filter_lets_everything_through_by_name() -> None:
    found = matching(MOVES, Filter(), (), CAUSES)
    assert len(found) == len(MOVES) == 23
    names = [move.name for move in found]
    assert names == sorted(names, key=lambda name: name.casefold().replace("-", " "))


def test_each_part_of_a_filter_lets_through_what_fits_and_nothing_else() -> None:
    assert ids(Filter(muscle="pectorals")) == {move.id for move in MOVES if "pectorals" in move.muscles}
    assert ids(Filter(cause="phone")) == {move.id for move in MOVES if "phone" in move.causes}
    assert ids(Filter(position=Position.FLOOR)) == {"child-pose", "open-book", "towel-roll"}
    assert ids(Filter(place=Place.OFFICE)).isdisjoint(ids(Filter(position=Position.FLOOR)))
    assert ids(Filter(favourites_only=True)) == set()
    assert ids(Filter(favourites_only=True), ("levator", "gone")) == {"levator"}
    short, longer = ids(Filter(within_min=1)), ids(Filter(within_min=2))
    assert short < longer
    assert all(whole_s(BY_ID[each]) <= 60 for each in short)
    assert "neck-side" not in short, "two sides of two holds take longer than a minute"


def test_the_parts_of_a_filter_hold_together() -> None:
    wanted = Filter(muscle="pectorals", position=Position.STANDING, place=Place.OFFICE)
    assert ids(wanted) == {"desk-hinge", "doorway", "wall-pushup", "w-pull"}
    assert ids(replace(wanted, within_min=1)) == {"desk-hinge", "wall-pushup"}


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("chin tuck", {"chin-tuck"}),
        ("TUCK chin", {"chin-tuck"}),
        ("child's", {"child-pose"}),
        ("doorw", {"doorway"}),
        ("  Dóorway ", {"doorway"}),
        ("band resist", {"band-row"}),
        ("nothing like it", set()),
        ("oorway", set()),
    ],
)
def test_a_search_forgives_how_it_is_typed_but_wants_every_word(words: str, found: set[str]) -> None:
    assert ids(Filter(words=words)) == found


def test_a_search_finds_causes_and_muscles_too() -> None:
    assert ids(Filter(cause="phone")) <= ids(Filter(words="phone"))
    assert ids(Filter(muscle="levator scapulae")) <= ids(Filter(words="levator"))


def test_a_move_of_the_neck_is_found_by_that_word_whatever_its_muscles_are_called() -> None:
    assert {"levator", "neck-side", "neck-turn", "chin-tuck"} <= ids(Filter(words="neck"))


def test_an_unknown_cause_is_no_trouble() -> None:
    assert matching([a_move(causes=("of tomorrow",))], Filter(words="move"), (), Causes({}))


@pytest.mark.parametrize(
    ("stance", "also", "found", "words"),
    [
        (Stance.SEATED, (), {Position.SEATED}, "seated"),
        (Stance.SEATED, (Stance.STANDING,), {Position.SEATED, Position.STANDING}, "seated or standing"),
        (Stance.STANDING, (Stance.SEATED,), {Position.SEATED, Position.STANDING}, "seated or standing"),
        (Stance.STANDING, (), {Position.STANDING}, "standing"),
        (Stance.KNEELING, (), {Position.FLOOR}, "on the floor"),
        (Stance.SUPINE, (), {Position.FLOOR}, "on the floor"),
    ],
)
def test_positions(stance: Stance, also: tuple[Stance, ...], found: set[Position], words: str) -> None:
    move = a_move(position="in any words, such as seated", also=also, motion=Motion(start={}, end={}, stance=stance))
    assert positions(move) == found
    assert str(position_words(move)) == words


@pytest.mark.parametrize("move", MOVES, ids=lambda move: move.id)
def test_the_positions_of_a_shipped_move_are_those_of_its_words(move: Move) -> None:
    words = {Position.SEATED: "seated", Position.STANDING: "standing", Position.FLOOR: "floor"}
    assert {each for each, word in words.items() if word in move.position.split("(")[0]} == positions(move)


def test_the_length_is_that_of_the_whole_dose_without_getting_ready() -> None:
    move = a_move()  # twice into it, five seconds, and out of it
    assert whole_s(move) == 20  # 2 * (1.5 + 5 + 1.5) = 16, in steps of five
    assert whole_s(move, half=True) == 15
    assert whole_s(a_move(equipment=("a wall",))) == 20


def test_lengths_are_read_and_spoken() -> None:
    assert [str(length_words(s)) for s in (40, 60, 95)] == ["40 s", "1 min", "1 min 35 s"]
    spoken = ["40 seconds", "1 minute", "1 minute 35 seconds", "2 minutes"]
    assert [str(length_spoken(s)) for s in (40, 60, 95, 120)] == spoken


def test_a_card_says_all_that_it_shows() -> None:
    move = BY_ID["shoulder-roll"]
    assert str(card_line(move)) == "neck to shoulder · 20 s · seated or standing"
    said = spoken_card(move, [text("favourite"), text("half range")])
    assert str(said) == "Shoulder rolls, neck to shoulder, seated or standing, 20 seconds, favourite, half range"


def test_a_muscle_is_said_in_plain_words_with_its_name_behind() -> None:
    assert [str(each) for each in muscle_words(BY_ID["levator"])] == ["side of the neck (levator scapulae)"]
    assert [str(each) for each in muscle_words(a_move(muscles=("soleus",)))] == ["soleus"], "without plain words"


def test_where_it_can_be_done() -> None:
    assert str(place_words(a_move())) == "At the office and at home"
    assert str(place_words(a_move(places=("home",)))) == "At home"


@pytest.mark.parametrize(
    ("dose", "words"),
    [
        (Dose((15, 30), (2, 4), Sides.EACH, ""), "Hold for 15 to 30 seconds. 2 to 4 times on each side."),
        (Dose((6, 6), (8, 12), Sides.BOTH, ""), "Hold for 6 seconds. 8 to 12 times."),
        (Dose((1, 1), (1, 1), Sides.BOTH, ""), "Hold for 1 second. 1 time."),
        (
            Dose((0, 0), (2, 4), Sides.EACH_DIRECTION, ""),
            "Keep moving slowly; there is no hold. 2 to 4 times in each direction.",
        ),
        (Dose((5, 5), (2, 2), Sides.EACH_ARM_ON_TOP, ""), "Hold for 5 seconds. 2 times with each arm on top."),
    ],
)
def test_a_dose_in_words(dose: Dose, words: str) -> None:
    assert " ".join(str(each) for each in dose_words(dose)[:2]) == words


def test_the_rest_is_said_where_there_is_one() -> None:
    assert str(dose_words(Dose((15, 30), (2, 4), Sides.EACH, "", 3.0))[2]) == "Rest for 3 seconds between."
    assert len(dose_words(Dose((15, 30), (1, 1), Sides.EACH, "", 3.0))) == 2
    assert len(dose_words(Dose((5, 5), (2, 4), Sides.EACH, "", 3.0))) == 2


def test_a_verdict_is_said_with_its_reason() -> None:
    rules = SafetyRules(conditions=(Condition("bones", "Thin bones", "O", {"SR": "M"}, ""),))
    found = judge(a_move(), SafetyState(answered=True, conditions=("bones",)), rules)
    assert str(verdict_words(found, rules)).endswith("You answered: Thin bones.")
    assert "half the range" in str(verdict_words(found, rules))
    assert "Ask your clinician" in str(verdict_words(MoveVerdict(Verdict.ASK, "bones"), rules))
    assert str(verdict_words(MoveVerdict(Verdict.OFF, "bones"), rules)).startswith("Off for you.")
    cleared = MoveVerdict(Verdict.OK, "bones", "", Clearance("neck-side", "A. Clinician", "2026-11-02"))
    assert str(verdict_words(cleared, rules)).startswith("A. Clinician cleared this move for you on Nov 2, 2026.")
    assert not verdict_words(MoveVerdict(Verdict.OK), rules)


def test_what_limits_a_move_has_a_mark_and_nothing_else_has() -> None:
    assert [str(verdict_mark(MoveVerdict(each))) for each in Verdict] == [
        "",
        "half range",
        "ask your clinician",
        "off for you",
    ]


def test_every_shipped_move_can_be_told() -> None:
    for move in MOVES:
        assert positions(move), move.id
        assert str(place_words(move)), move.id
        assert 5 <= whole_s(move) <= 180, move.id
        assert all(str(each) for each in dose_words(move.dose)), move.id


def test_a_move_whose_name_has_the_words_comes_first() -> None:
    assert matching(MOVES, Filter(words="w pull"), (), CAUSES)[0].id == "w-pull"
    assert matching(MOVES, Filter(words="desk lat"), (), CAUSES)[0].id == "desk-hinge"
