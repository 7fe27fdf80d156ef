"""The export: one zip with everything, whole or not at all, whatever is in the diary and wherever it goes."""

from __future__ import annotations

import csv
import errno
import io
import json
import os
import stat
import sys
import tracemalloc
import zipfile
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from postureapp.core.errors import EnvironmentProblem
from postureapp.core.events import Answer, Clocks, Fact, FactKind, Moment, Size
from postureapp.core.safety import SafetyState
from postureapp.core.text import text
from postureapp.storage import export, export_words
from postureapp.storage.diary import SqliteDiary
from postureapp.storage.export_words import COLUMNS, FILES, KINDS
from postureapp.storage.folders import Folders, under
from postureapp.storage.inventory import holdings
from postureapp.storage.safety_file import FileSafetyStore
from postureapp.storage.settings_file import SettingsFile

AT = Moment(datetime(2026, 3, 2, 17, 5, tzinfo=UTC), UTC, 100.0)
NOW = datetime(2026, 3, 4, 14, 5, 30, tzinfo=UTC)


def fail(problem: object) -> None:
    raise AssertionError(problem)


@pytest.fixture
def places(tmp_path: Path) -> Folders:
    """Folders of somebody who has used the app."""
    found = under(tmp_path / "home")
    found.make()
    SettingsFile(found.settings).load()
    SettingsFile(found.settings).set_value("reminders.stretch_min", 40)
    FileSafetyStore(found.safety, fail).save(SafetyState(answered=True, conditions=("slipped_disc",)))
    diary = SqliteDiary(found.diary, fail)
    held = text("Busy: {reasons}.", reasons=text("microphone in use"))
    diary.append(AT, Fact(FactKind.HELD, Clocks(1800.0), "desk", Size.STRETCH, why=held))
    diary.append(AT, Fact(FactKind.ANSWERED, cause="desk", size=Size.STRETCH, answer=Answer.SKIP.value))
    diary.append(AT, Fact(FactKind.HURT), {"move": "neck-side", "score": 7})
    diary.append(AT, Fact(FactKind.SESSION), {"moves": [{"move": "neck-side", "end": "done"}]})
    diary.close()
    (found.state / "postureapp.log").write_text("a line\n")
    (found.state / "session.json").write_text("{}")
    return found


def opened(path: Path) -> dict[str, bytes]:
    with zipfile.ZipFile(path) as whole:
        assert whole.testzip() is None
        return {name: whole.read(name) for name in whole.namelist()}


def table(found: dict[str, bytes]) -> list[dict[str, str]]:
    return [*csv.DictReader(io.StringIO(found["diary.csv"].decode("utf-8-sig"), newline=""))]


@pytest.mark.parametrize(("year", "told"), [(2026, (2026, 3, 4, 14, 5, 30)), (1970, (1980, 1, 1, 0, 0, 0))])
def test_all_in_it_has_the_date_of_the_export_by_the_persons_clock(
    places: Folders, tmp_path: Path, year: int, told: tuple[int, ...]
) -> None:
    export.export(places, tmp_path / "mine.zip", NOW.replace(year=year))
    with zipfile.ZipFile(tmp_path / "mine.zip") as whole:
        assert len(whole.infolist()) > 5
        assert {entry.date_time for entry in whole.infolist()} == {told}
        assert {entry.compress_type for entry in whole.infolist()} == {zipfile.ZIP_DEFLATED}
        assert {entry.external_attr >> 16 for entry in whole.infolist()} == {0o600}


def test_everything_is_in_it(places: Folders, tmp_path: Path) -> None:
    export.export(places, tmp_path / "mine.zip", NOW)
    found = opened(tmp_path / "mine.zip")
    rows = table(found)
    assert [row["kind"] for row in rows] == ["held", "answered", "hurt", "session"]
    assert rows[0]["why"] == "Busy: microphone in use."
    assert rows[0]["posture_s"] == "1800.0"
    assert rows[1]["answer"] == "skip"
    assert (rows[2]["move"], rows[2]["score"]) == ("neck-side", "7")
    assert json.loads(rows[3]["more"]) == {"moves": [{"move": "neck-side", "end": "done"}]}
    assert rows[0]["at_local"] == "2026-03-02T17:05:00+00:00"
    entries: list[dict[str, Any]] = json.loads(found["diary.json"])
    assert [entry["number"] for entry in entries] == [1, 2, 3, 4]
    assert entries[2]["data"]["score"] == 7
    assert found["settings.toml"] == places.settings.read_bytes()
    assert json.loads(found["safety.json"])["safety"]["conditions"] == ["slipped_disc"]
    assert found["postureapp.log"] == b"a line\n"
    assert "other/safety.json.copy" in found


def test_the_readme_explains_each_file_column_and_kind(places: Folders, tmp_path: Path) -> None:
    export.export(places, tmp_path / "mine.zip", NOW)
    found = opened(tmp_path / "mine.zip")
    words = found.pop("README.txt").decode()
    for name in {name.partition("/")[0] for name in found}:
        assert str(FILES[name]) in words
    for row in table(found):
        for name in row:
            assert str(COLUMNS[name]) in words
    assert {*KINDS} == {*FactKind}
    assert all(f"  {kind.value} " in words for kind in FactKind)


def test_every_holding_is_explained() -> None:
    for holding in holdings(under(Path("anywhere"))):
        assert holding.is_folder or holding.path.name in export_words.FILES or holding.path.name == "diary.sqlite3"


def test_while_the_app_is_writing_it_has_what_was_there_when_it_began(places: Folders, tmp_path: Path) -> None:
    diary = SqliteDiary(places.diary, fail)
    diary.append(AT, Fact(FactKind.STARTED))
    steps = export.exporting(places, tmp_path / "mine.zip", NOW)
    while next(steps) < 1.0:
        pass
    diary.append(AT, Fact(FactKind.STOPPED))
    for _done in steps:
        pass
    assert [row["kind"] for row in table(opened(tmp_path / "mine.zip"))][-1] == "started"
    diary.append(AT, Fact(FactKind.STOPPED))
    diary.close()


def test_after_a_kill_the_journal_counts(places: Folders, tmp_path: Path) -> None:
    diary = SqliteDiary(places.diary, fail)
    diary.append(AT, Fact(FactKind.STARTED))
    killed = under(tmp_path / "killed")
    killed.make()
    for ending in ("", "-wal"):  # as a killed process leaves them
        source = places.diary.with_name(places.diary.name + ending)
        killed.diary.with_name(source.name).write_bytes(source.read_bytes())
    diary.close()
    export.export(killed, tmp_path / "mine.zip", NOW)
    assert [row["kind"] for row in table(opened(tmp_path / "mine.zip"))][-1] == "started"


def test_nothing_is_changed_by_it(places: Folders, tmp_path: Path) -> None:
    before = {path: path.read_bytes() for path in sorted(places.data.parent.rglob("*")) if path.is_file()}
    export.export(places, tmp_path / "mine.zip", NOW)
    assert before == {path: path.read_bytes() for path in sorted(places.data.parent.rglob("*")) if path.is_file()}


def test_a_person_without_anything_gets_an_empty_diary(tmp_path: Path) -> None:
    export.export(under(tmp_path / "nobody"), tmp_path / "mine.zip", NOW)
    found = opened(tmp_path / "mine.zip")
    assert {*found} == {"README.txt", "diary.csv", "diary.json"}
    assert json.loads(found["diary.json"]) == []
    assert table(found) == []


def test_damaged_entries_go_in_as_they_are(places: Folders, tmp_path: Path) -> None:
    diary = SqliteDiary(places.diary, fail)
    for at, data in (("long ago", "{"), ("2026-03-02", '{"why": {"text": "{gone}", "args": {"x": 1}}}'), ("", "[1]")):
        diary._connection.execute(
            "INSERT INTO events (at_utc, offset_s, kind, data) VALUES (?, 0, '=2+2', ?)", (at, data)
        )
    diary.close()
    export.export(places, tmp_path / "mine.zip", NOW)
    rows = table(opened(tmp_path / "mine.zip"))[-3:]
    assert [row["kind"] for row in rows] == ["'=2+2"] * 3, "no formula"
    assert json.loads(rows[0]["more"]) == {"damaged": "{"}
    assert "{gone}" in rows[1]["why"]


@pytest.mark.skipif(sys.platform == "win32", reason="rights of files are others there")
@pytest.mark.skipif(sys.platform == "win32", reason="links need rights there")
def test_what_is_no_file_is_left_out(places: Folders, tmp_path: Path) -> None:
    (places.data / "diary.sqlite3 copies").mkdir()
    (places.config / "settings.toml.link").symlink_to(tmp_path / "nowhere")
    target = tmp_path / "mine.zip"
    export.export(places, target, NOW)
    assert "settings.toml" in opened(target)


def test_what_goes_meanwhile_is_left_out(places: Folders, tmp_path: Path) -> None:
    (places.state / "postureapp.log.1").write_text("old")
    target = tmp_path / "mine.zip"
    steps = export.exporting(places, target, NOW)
    for _done in steps:
        (places.state / "postureapp.log").unlink(missing_ok=True)
        (places.state / "postureapp.log.1").unlink(missing_ok=True)
    assert "diary.csv" in opened(target)
    assert "postureapp.log" not in opened(target)


def test_only_its_owner_can_read_it(places: Folders, tmp_path: Path) -> None:
    export.export(places, tmp_path / "mine.zip", NOW)
    assert stat.S_IMODE((tmp_path / "mine.zip").stat().st_mode) == 0o600


def test_a_file_that_is_there_is_replaced_only_where_that_was_said(places: Folders, tmp_path: Path) -> None:
    target = tmp_path / "mine.zip"
    target.write_bytes(b"old")
    with pytest.raises(EnvironmentProblem, match="already"):
        export.export(places, target, NOW)
    assert target.read_bytes() == b"old"
    export.export(places, target, NOW, replace=True)
    assert opened(target)


@pytest.mark.parametrize("name", ["data/diary.sqlite3", "config/settings.toml", "data/safety.json.copy"])
def test_the_apps_own_files_are_never_written_over(places: Folders, name: str) -> None:
    target = places.data.parent / name
    before = target.read_bytes()
    with pytest.raises(EnvironmentProblem, match="itself uses"):
        export.export(places, target, NOW, replace=True)
    assert target.read_bytes() == before


def test_a_full_disk_is_said_and_leaves_nothing(
    places: Folders, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_any: object) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    (tmp_path / "mine.zip").write_bytes(b"old")
    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(EnvironmentProblem, match="disk is full"):
        export.export(places, tmp_path / "mine.zip", NOW, replace=True)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["home", "mine.zip"]
    assert (tmp_path / "mine.zip").read_bytes() == b"old"


def test_a_folder_that_is_not_there_is_said(places: Folders, tmp_path: Path) -> None:
    with pytest.raises(EnvironmentProblem, match="not there"):
        export.export(places, tmp_path / "nowhere" / "mine.zip", NOW)
    with pytest.raises(EnvironmentProblem, match="is a folder"):
        export.export(places, tmp_path, NOW)


def test_a_diary_that_is_none_is_said(places: Folders, tmp_path: Path) -> None:
    places.diary.write_bytes(b"no diary at all, but long enough to be looked at" * 40)
    with pytest.raises(EnvironmentProblem, match="could not be read"):
        export.export(places, tmp_path / "mine.zip", NOW)
    assert [path.name for path in tmp_path.iterdir()] == ["home"]


def test_given_up_half_way_it_leaves_nothing(places: Folders, tmp_path: Path) -> None:
    _fill(places.diary, 2000)
    steps = export.exporting(places, tmp_path / "mine.zip", NOW)
    assert 0.0 < next(steps) < 1.0
    steps.close()  # type: ignore[attr-defined]
    assert [path.name for path in tmp_path.iterdir()] == ["home"]


def test_many_rows_take_no_more_memory_than_few(places: Folders, tmp_path: Path) -> None:
    peaks = []
    for rows in (1000, 15_000):
        _fill(places.diary, rows)
        tracemalloc.start()
        export.export(places, tmp_path / f"{rows}.zip", NOW)
        peaks.append(tracemalloc.get_traced_memory()[1])
        tracemalloc.stop()
    assert peaks[1] < peaks[0] + 500_000, peaks
    assert len(table(opened(tmp_path / "15000.zip"))) > 15_000


def _fill(path: Path, rows: int) -> None:
    diary = SqliteDiary(path, fail)
    diary._connection.execute("BEGIN")
    for number in range(rows):
        data = json.dumps({"cause": "desk", "posture_s": number, "note": "x" * 80})
        diary._connection.execute(
            "INSERT INTO events (at_utc, offset_s, kind, data) VALUES ('2026-03-02T17:05:00+00:00', 0, 'break', ?)",
            (data,),
        )
    diary._connection.execute("COMMIT")
    diary.close()


def test_the_name_beside_the_target_is_not_left(places: Folders, tmp_path: Path) -> None:
    export.export(places, tmp_path / "mine.zip", NOW)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["home", "mine.zip"]
