"""The page for who adds a move: it names every key there is, and its example is a move that loads."""

from __future__ import annotations

import re
import shutil
import tomllib
from pathlib import Path
from typing import get_args

import pytest

from postureapp.core.moves import Place
from postureapp.core.selection import AT_HAND
from postureapp.storage import content, records
from postureapp.storage.folders import RESOURCES_VARIABLE, resources

PAGE = Path(__file__).resolve().parents[2] / "docs" / "clinic" / "adding-a-move.md"
SOURCE = PAGE.read_text(encoding="utf-8")
(EXAMPLE,) = re.findall(r"```toml\n(.*?)```", SOURCE, re.DOTALL)


@pytest.mark.parametrize(
    ("table", "record"),
    [
        ("", records.MoveRecord),
        ("dose", records.DoseRecord),
        ("cues", records.CuesRecord),
        ("motion", records.MotionRecord),
    ],
)
def test_every_key_is_named(table: str, record: type) -> None:
    whole = tomllib.loads(EXAMPLE)
    named = set(whole[table] if table else whole)
    commented = set(re.findall(r"^# (\w+) = ", EXAMPLE, re.MULTILINE)) if table == "motion" else set()
    assert named | commented == set(record.__struct_fields__)


def test_the_example_is_a_move_that_loads(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    shutil.copytree(resources() / "content", tmp_path / "content")
    monkeypatch.setenv(RESOURCES_VARIABLE, str(tmp_path))
    (tmp_path / "content" / "moves" / "shrug-drop.toml").write_text(EXAMPLE)
    moves, problems = content.load_moves()
    assert problems == ()
    assert any(move.id == "shrug-drop" and move.steps[0].startswith("Lift both") for move in moves)


def test_what_is_at_hand_is_named() -> None:
    plain = " ".join(SOURCE.split())
    for thing in AT_HAND[Place.HOME]:
        assert thing in plain


def test_every_word_of_a_choice_is_named() -> None:
    for record, key in ((records.MoveRecord, "view"), (records.DoseRecord, "sides"), (records.MotionRecord, "stance")):
        choice = record.__annotations__[key]
        kind = getattr(records, choice) if isinstance(choice, str) else (get_args(choice) or (choice,))[0]
        for word in kind:
            assert word.value in SOURCE, word
