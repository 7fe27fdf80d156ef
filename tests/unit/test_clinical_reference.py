"""Nothing of the clinical reference is lost in the library, and nothing of it is loosened.

`clinical_reference.json` is what the clinic's reference says of the 23 moves and of the conditions. The library may be
stricter than it (an A where it says M), or say more; a change in the other direction must be made in both, on purpose.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from postureapp.core.moves import Move
from postureapp.core.safety import SafetyState, Verdict, judge
from postureapp.storage.content import load_moves, load_safety

REFERENCE: dict[str, Any] = json.loads(Path(__file__).with_name("clinical_reference.json").read_text(encoding="utf-8"))
MOVES = {move.id: move for move in load_moves()[0]}
RULES = load_safety()[0]


def test_every_move_of_the_reference_is_in_the_library() -> None:
    assert set(MOVES) == set(REFERENCE["moves"])


@pytest.mark.parametrize("move", MOVES.values(), ids=lambda move: move.id)
def test_what_a_move_is_and_how_much_of_it(move: Move) -> None:
    said = REFERENCE["moves"][move.id]
    assert (move.name, move.note, move.substitute) == (said["name"], said["note"], said["substitute"])
    assert (*move.muscles, *move.causes) == (*said["muscles"], *said["causes"])
    assert list(move.steps) == said["steps"]
    assert move.places == (("home",) if said["floor"] else ("office", "home"))
    dose = move.dose
    assert (list(dose.hold_s), list(dose.reps)) == (said["hold_s"], said["reps"])
    assert (dose.sides.value, dose.source) == (said["sides"], said["source"])
    assert move.review_status == "draft: not yet approved by the clinic"


@pytest.mark.parametrize("move", MOVES.values(), ids=lambda move: move.id)
def test_no_verdict_on_a_move_is_milder(move: Move) -> None:
    said = REFERENCE["moves"][move.id]
    assert set(said["tags"]) <= set(move.tags)
    for condition, code in said["conditions"].items():
        assert Verdict.from_code(move.conditions[condition]) >= Verdict.from_code(code)
        person = SafetyState(answered=True, conditions=(condition,))
        assert judge(move, person, RULES).verdict >= Verdict.from_code(code)


def test_no_rule_is_milder() -> None:
    table = {condition.id: condition for condition in RULES.conditions}
    for name, rules in REFERENCE["rules"].items():
        for tag in {tag for said in REFERENCE["moves"].values() for tag in said["tags"]}:
            wanted = Verdict.from_code(rules.get(tag, rules["default"]))
            assert Verdict.from_code(table[name].rules.get(tag, table[name].default)) >= wanted, (name, tag)
