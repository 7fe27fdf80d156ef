"""Taking an export in: what is new comes into the diary, what is known stays once, and a wrong file changes nothing."""

from __future__ import annotations

import json
import zipfile
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from postureapp.core.errors import EnvironmentProblem
from postureapp.core.events import Fact, FactKind, Moment, Size
from postureapp.core.pain_diary import PainEntry, data_of
from postureapp.core.safety import SafetyState
from postureapp.core.text import text
from postureapp.storage.diary import SqliteDiary
from postureapp.storage.diary_import import Taken, take_in
from postureapp.storage.export import export
from postureapp.storage.folders import Folders, under
from postureapp.storage.safety_file import FileSafetyStore

AT = NOW = datetime(2026, 3, 2, 17, 5, tzinfo=UTC)


def fail(problem: object) -> None:
    raise AssertionError(problem)


def person(tmp_path: Path, name: str) -> Folders:
    found = under(tmp_path / name)
    found.make()
    return found


def write(places: Folders, *facts: tuple[FactKind, dict[str, Any]], after: timedelta = timedelta()) -> None:
    diary = SqliteDiary(places.diary, fail)
    for n, (kind, data) in enumerate(facts):
        at = Moment(AT + after + timedelta(minutes=n), UTC, 100.0)
        diary.append(at, Fact(kind, cause="desk", size=Size.STRETCH, why=text("Busy: {reasons}.", reasons="x")), data)
    diary.close()


def said(places: Folders) -> list[tuple[str, str, Any]]:
    diary = SqliteDiary(places.diary, fail)
    rows = [(row.at_utc, row.kind, {**row.data, "why": None}) for row in diary.entries()]
    diary.close()
    return rows


def test_an_export_comes_back_into_an_empty_diary_and_a_second_time_changes_nothing(tmp_path: Path) -> None:
    old, new = person(tmp_path, "old"), person(tmp_path, "new")
    write(old, (FactKind.PAIN, {"score": 4, "note": "Überkopf {arm}"}), (FactKind.MOVE_DONE, {"move": "neck-side"}))
    export(old, tmp_path / "mine.zip", NOW)
    assert take_in(tmp_path / "mine.zip", new.diary) == Taken(2, 0)
    assert said(new) == said(old)
    assert take_in(tmp_path / "mine.zip", new.diary) == Taken(0, 2)
    assert said(new) == said(old)


def test_into_a_diary_with_entries_only_what_is_new_comes_and_corrections_find_what_they_correct(
    tmp_path: Path,
) -> None:
    old, new = person(tmp_path, "old"), person(tmp_path, "new")
    write(new, *[(FactKind.STARTED, {})] * 7, after=timedelta(days=30))
    write(old, (FactKind.PAIN, {"score": 9}), (FactKind.PAIN, data_of(PainEntry(3), replaces=1)))
    export(old, tmp_path / "mine.zip", NOW)
    assert take_in(tmp_path / "mine.zip", new.diary) == Taken(2, 0)
    diary = SqliteDiary(new.diary, fail)
    first, correction = diary.entries(kinds=("pain",))
    assert correction.data["replaces"] == first.id != 1
    diary.close()
    assert take_in(tmp_path / "mine.zip", new.diary) == Taken(0, 2)


def test_a_folder_and_the_file_itself_do_as_well(tmp_path: Path) -> None:
    old = person(tmp_path, "old")
    write(old, (FactKind.PAIN, {"score": 4}))
    export(old, tmp_path / "mine.zip", NOW)
    with zipfile.ZipFile(tmp_path / "mine.zip") as whole:
        whole.extractall(tmp_path / "unpacked")
    for n, source in enumerate((tmp_path / "unpacked", tmp_path / "unpacked" / "diary.json")):
        assert take_in(source, person(tmp_path, f"new{n}").diary) == Taken(1, 0)


def test_an_export_with_other_safety_answers_never_opens_the_gate(tmp_path: Path) -> None:
    old, new = person(tmp_path, "old"), person(tmp_path, "new")
    FileSafetyStore(old.safety, fail).save(SafetyState(answered=True))
    closed = SafetyState(answered=True, red_flags=("chest-pain",))
    FileSafetyStore(new.safety, fail).save(closed)
    write(old, (FactKind.PAIN, {"score": 0}))
    export(old, tmp_path / "mine.zip", NOW)
    take_in(tmp_path / "mine.zip", new.diary)
    assert FileSafetyStore(new.safety, fail).load() == closed


def _rows(change: Callable[[list[dict[str, Any]]], object]) -> bytes:
    rows = [
        {
            "number": n,
            "at_local": AT.isoformat(),
            "at_utc": AT.isoformat(),
            "kind": "pain",
            "why": "",
            "data": {"score": 4},
        }
        for n in (1, 2)
    ]
    change(rows)
    return json.dumps(rows).encode()


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"", "it is no export"),
        (b"PK\x03\x04 half a zip", "it is no export"),
        (b'{"a": 1}', "it is no export"),
        (b"[" * 5000, "it is no export"),
        (_rows(lambda rows: rows[1].update(at_utc="soon")), "entry 2 of it has no moment"),
        (_rows(lambda rows: rows[0].update(at_utc="2026-03-02T10:00:00")), "entry 1 of it has no moment"),
        (_rows(lambda rows: rows[0].update(kind="")), "entry 1 of it has no moment or no kind"),
        (_rows(lambda rows: rows[0].update(data=[])), "it is no export"),
        (_rows(lambda rows: rows[1].pop("number")), "it is no export"),
    ],
)
def test_a_wrong_file_is_told_in_a_sentence_and_changes_nothing(tmp_path: Path, content: bytes, reason: str) -> None:
    new = person(tmp_path, "new")
    write(new, (FactKind.PAIN, {"score": 4}))
    before = said(new)
    source = tmp_path / "wrong.json"
    source.write_bytes(content)
    with pytest.raises(EnvironmentProblem, match=reason) as told:
        take_in(source, new.diary)
    assert "\n" not in str(told.value)
    assert said(new) == before


def test_a_zip_without_a_diary_and_a_file_that_is_not_there_are_told(tmp_path: Path) -> None:
    new = person(tmp_path, "new")
    with zipfile.ZipFile(tmp_path / "other.zip", "w") as whole:
        whole.writestr("holiday.txt", "sea")
    with pytest.raises(EnvironmentProblem, match="it is no export"):
        take_in(tmp_path / "other.zip", new.diary)
    with pytest.raises(EnvironmentProblem, match=r"nowhere\.zip"):
        take_in(tmp_path / "nowhere.zip", new.diary)


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.lists(st.tuples(st.sampled_from([FactKind.PAIN, FactKind.NOTICE]), st.integers(0, 10)), max_size=8), st.data()
)
def test_any_diary_goes_round(
    tmp_path_factory: pytest.TempPathFactory, facts: list[tuple[FactKind, int]], data: st.DataObject
) -> None:
    folder = tmp_path_factory.mktemp("round")
    old, new = person(folder, "old"), person(folder, "new")
    known = data.draw(st.integers(0, len(facts)))
    entries = [(kind, {"score": n} if kind is FactKind.PAIN else {"rule": str(n)}) for kind, n in facts]
    write(old, *entries)
    write(new, *entries[:known])
    export(old, folder / "mine.zip", NOW)
    assert take_in(folder / "mine.zip", new.diary) == Taken(len(facts) - known, known)
    assert said(new) == said(old)


def test_a_broken_diary_is_left_as_it_is(tmp_path: Path) -> None:
    here, there = person(tmp_path, "here"), person(tmp_path, "there")
    write(there, (FactKind.PAIN, data_of(PainEntry(3))))
    export(there, tmp_path / "export.zip", NOW)
    here.diary.write_bytes(b"no diary at all" * 400)
    with pytest.raises(EnvironmentProblem, match="could not be read"):
        take_in(tmp_path / "export.zip", here.diary)
    assert [path.name for path in here.diary.parent.glob(f"{here.diary.name}*")] == [here.diary.name]


def test_a_correction_of_no_number_corrects_none(tmp_path: Path) -> None:
    here = person(tmp_path, "here")
    row = {"number": 1, "at_local": NOW.isoformat(), "at_utc": NOW.isoformat(), "kind": "pain"}
    source = tmp_path / "diary.json"
    source.write_text(json.dumps([row | {"data": {"score": 3, "replaces": [1]}}]))
    assert take_in(source, here.diary) == Taken(1, 0)
