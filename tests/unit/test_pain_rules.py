"""The figures of the pain rules: those of the clinical reference, and a clinic's own only within their bounds."""

from __future__ import annotations

import re
import shutil
import tomllib
from dataclasses import asdict, replace
from pathlib import Path

import msgspec
import pytest

from postureapp.core.persistence import BOUNDS, Rule, Thresholds
from postureapp.storage import content, records
from postureapp.storage.folders import RESOURCES_VARIABLE, resources

SHIPPED = resources()
TO_REVIEW = "clinical caution, for the clinic to review"
DEFAULT = Thresholds()


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A copy of the content that may be damaged."""
    shutil.copytree(SHIPPED / "content", tmp_path / "content")
    monkeypatch.setenv(RESOURCES_VARIABLE, str(tmp_path))
    return tmp_path / "content"


def change(path: Path, old: str, new: str) -> None:
    words = path.read_text(encoding="utf-8")
    assert words.count(old) == 1, old
    path.write_text(words.replace(old, new), encoding="utf-8")


def own(folder: Path, table: str) -> tuple[Thresholds, list[str]]:
    """The thresholds with those of a clinic, and what is told of them."""
    path = folder / "clinic.toml"
    path.write_text(f"{path.read_text(encoding='utf-8')}\n[thresholds]\n{table}\n", encoding="utf-8")
    thresholds, problems = content.load_pain_rules()
    assert all(str(path) in str(each) and each.line for each in problems)
    return thresholds, [str(each.reason) for each in problems]


# --- what is shipped --------------------------------------------------------------------------------------------------


def test_the_figures_are_those_of_the_clinical_reference() -> None:
    """Its table "Persistence" and "How they are computed": a change must be made in both, on purpose."""
    thresholds, problems = content.load_pain_rules()
    assert problems == ()
    assert asdict(thresholds) == {
        "mean": 3.0,
        "days": 3,
        "weeks": 3,
        "fall_points": 2.0,
        "fall_percent": 30.0,
        "long_weeks": 4,
        "long_mean": 3.0,
        "chronic_weeks": 12,
        "worse_points": 2.0,
        "worse_percent": 30.0,
        "severe": 8,
        "severe_days": 3,
        "provoked_points": 2,
        "provoked_h": 24,
        "pain_day": 3,
        "enough_days": 4,
        "episode_gap_days": 14,
        "baseline_days": 7,
    }


def test_the_apps_own_figures_are_the_shipped_ones() -> None:
    assert content.load_pain_rules()[0] == DEFAULT
    assert all(
        type(value) is type(getattr(DEFAULT, name)) for name, value in asdict(content.load_pain_rules()[0]).items()
    )


def test_the_bounds_are_those_of_the_clinical_reference() -> None:
    assert BOUNDS == {
        "mean": (1, 5),
        "days": (1, 5),
        "weeks": (1, 4),
        "long_weeks": (2, 6),
        "chronic_weeks": (6, 16),
        "worse_points": (1, 3),
        "severe": (6, 9),
    }
    table = tomllib.loads((SHIPPED / "content/pain_rules.toml").read_text(encoding="utf-8"))
    file = msgspec.convert(table, records.PainRulesFile)
    figures = {name: figure for rule in file.rule for name, figure in rule.figures.items()}
    found = {name: (each.least, each.most) for name, each in figures.items() if each.least is not None}
    assert found == BOUNDS


def test_each_rule_has_its_source() -> None:
    table = tomllib.loads((SHIPPED / "content/pain_rules.toml").read_text(encoding="utf-8"))
    assert [each["id"] for each in table["rule"]] == [each.value for each in Rule]
    known = re.compile(rf"Farrar 2001|Kovacs 2008|Blanpied 2017|NHS|Mayo Clinic|{TO_REVIEW}")
    assert all(known.search(each["source"]) for each in [*table["rule"], table["counted"]])


# --- a file that is wrong ---------------------------------------------------------------------------------------------

WRONG = [
    ("severe = { value = 8,", "severe = { value = 10,", "rule[4].figures.severe must be 9 or less"),
    (
        "severe = { value = 8, least = 6,",
        "severe = { value = 6, least = 7,",
        "rule[4].figures.severe must be 7 or more",
    ),
    (
        "weeks = { value = 3, least = 1, most = 4 }",
        "weeks = { value = 3, most = 9 }",
        "rule[0].figures.weeks must be 4 or less",
    ),
    ("mean = { value = 3, least = 1,", "mean = { value = 3, least = 0.5,", "rule[0].figures.mean must be 1 or more"),
    ("pain_day = { value = 3 }", "pain_day = { value = 0 }", "counted.figures.pain_day must be 1 or more"),
    ("pain_day = { value = 3 }", "pain_day = { value = 2.5 }", "counted.figures.pain_day must be a whole number"),
    ("pain_day = { value = 3 }", "pain_day = { value = nan }", "counted.figures.pain_day must be a whole number"),
    (
        "fall_percent = { value = 30 }",
        "fall_percent = { value = nan }",
        "rule[0].figures.fall_percent must be 100 or less",
    ),
    ("pain_day = { value = 3 }", 'pain_day = { value = "3" }', "counted.figures.pain_day must be a whole number"),
    (
        "pain_day = { value = 3 }",
        "pain_day = { value = 3, most = 9 }",
        "counted.figures.pain_day is not for a clinic to change",
    ),
    ("pain_day = { value = 3 }", "red_flag = { value = 3 }", 'there is no key "counted.figures.red_flag"'),
    ("pain_day = { value = 3 }", "", 'the key "pain_day" is missing'),
    ("long_mean = { value = 3 }", "pain_day = { value = 3 }", '"pain_day" is there twice'),
    ('id = "long"', 'id = "severe"', '"severe" is there twice'),
    ('id = "long"', 'id = "red-flag"', 'rule[1].id has "red-flag", which is not known'),
    ("[counted]\n", "[counted]\nodd = 1\n", 'there is no key "counted.odd"'),
]


@pytest.mark.parametrize(("old", "new", "reason"), WRONG, ids=[f"{n}" for n in range(len(WRONG))])
def test_a_wrong_file_is_one_sentence_and_the_apps_own_figures_hold(
    folder: Path, old: str, new: str, reason: str
) -> None:
    change(folder / "pain_rules.toml", old, new)
    thresholds, problems = content.load_pain_rules()
    assert thresholds == DEFAULT
    assert len(problems) == 1
    assert str(folder / "pain_rules.toml") in str(problems[0])
    assert reason in str(problems[0])


@pytest.mark.parametrize("damage", [b"", b"\xff\xfe\x00", b"[[[[", None], ids=["empty", "bytes", "brackets", "gone"])
def test_rubbish_is_told_and_the_clinics_own_figures_still_count(folder: Path, damage: bytes | None) -> None:
    path = folder / "pain_rules.toml"
    path.unlink() if damage is None else path.write_bytes(damage)
    assert len(content.load_pain_rules()[1]) == 1
    clinic = folder / "clinic.toml"
    clinic.write_text(f"{clinic.read_text(encoding='utf-8')}\n[thresholds]\nsevere = 7\n", encoding="utf-8")
    thresholds, problems = content.load_pain_rules()
    assert thresholds == replace(DEFAULT, severe=7)
    assert len(problems) == 1


def test_narrower_bounds_of_the_file_hold_for_the_clinic(folder: Path) -> None:
    change(folder / "pain_rules.toml", "severe = { value = 8, least = 6,", "severe = { value = 8, least = 7,")
    assert own(folder, "severe = 6") == (DEFAULT, ["thresholds.severe must be 7 or more"])


# --- a clinic's own ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("name", "bounds"), BOUNDS.items(), ids=BOUNDS)
def test_a_clinics_own_within_the_bounds(folder: Path, name: str, bounds: tuple[float, float]) -> None:
    original = (folder / "clinic.toml").read_text(encoding="utf-8")
    for value in bounds:
        assert own(folder, f"{name} = {value}") == (replace(DEFAULT, **{name: value}), [])
        (folder / "clinic.toml").write_text(original, encoding="utf-8")
    least, most = bounds
    for value, told in ((least - 1, f"{least} or more"), (most + 1, f"{most} or less")):
        assert own(folder, f"{name} = {value}") == (DEFAULT, [f"thresholds.{name} must be {told}"])
        (folder / "clinic.toml").write_text(original, encoding="utf-8")


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ("mean = 0.999", "thresholds.mean must be 1 or more"),
        ("mean = 5.001", "thresholds.mean must be 5 or less"),
        ("mean = nan", "thresholds.mean must be 5 or less"),
        ("mean = inf", "thresholds.mean must be 5 or less"),
        (f"severe = {10**30}", "thresholds.severe must be 9 or less"),
        ("mean = true", "thresholds.mean must be a number"),
        ('mean = "3"', "thresholds.mean must be a number"),
        ("severe = 7.5", "thresholds.severe must be a whole number"),
        ("severe = nan", "thresholds.severe must be a whole number"),
        ("severe = inf", "thresholds.severe must be a whole number"),
        ("severe = [8]", "thresholds.severe must be a whole number"),
        ("pain_day = 5", "thresholds.pain_day is not for a clinic to change"),
        ("enough_days = 1", "thresholds.enough_days is not for a clinic to change"),
        ("provoked_points = 9", "thresholds.provoked_points is not for a clinic to change"),
        ("red_flags = false", 'there is no key "thresholds.red_flags"'),
        ("triage = []", 'there is no key "thresholds.triage"'),
    ],
)
def test_one_that_does_not_fit_is_one_sentence_and_the_default_holds(folder: Path, line: str, told: str) -> None:
    assert own(folder, line) == (DEFAULT, [told])


def test_the_others_hold_beside_a_wrong_one(folder: Path) -> None:
    thresholds, told = own(folder, "severe = 5\nmean = 2.5\nweeks = 2.0\nodd = 1")
    assert thresholds == replace(DEFAULT, mean=2.5, weeks=2)
    assert type(thresholds.weeks) is int
    assert len(told) == 2


def test_wrong_thresholds_do_not_cost_the_clinics_profile(folder: Path) -> None:
    before = content.load_clinic()
    own(folder, "severe = 'much'")
    assert content.load_clinic() == before


def test_thresholds_that_are_no_table(folder: Path) -> None:
    change(folder / "clinic.toml", 'name = "Osteo Health"', 'name = "Osteo Health"\nthresholds = 3')
    thresholds, problems = content.load_pain_rules()
    assert (thresholds, [str(each.reason) for each in problems]) == (DEFAULT, ["thresholds must be a table"])


def test_a_clinics_file_that_cannot_be_read_is_told_with_its_profile(folder: Path) -> None:
    (folder / "clinic.toml").write_text("[[[", encoding="utf-8")
    assert content.load_pain_rules() == (DEFAULT, ())
    assert len(content.load_clinic()[1]) == 1
