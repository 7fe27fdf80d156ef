"""Deleting everything: no file of the app's is left, no file of anyone else's is touched, and the gate is closed."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import pytest

from postureapp.core.events import Fact, FactKind
from postureapp.core.safety import SafetyState, gate
from postureapp.storage import first_run, inventory
from postureapp.storage.content import load_safety
from postureapp.storage.diary import SqliteDiary
from postureapp.storage.erase import erase
from postureapp.storage.first_run import FirstRunFile, Progress
from postureapp.storage.folders import Folders, under
from postureapp.storage.safety_file import FileSafetyStore
from postureapp.storage.settings_file import SettingsFile
from tests.helpers.unclaimed import unclaimed
from tests.unit.test_export import AT, fail

BESIDE = (  # what stands beside the files after migrations, broken files, kills and editors
    "data/diary.sqlite3-wal",
    "data/diary.sqlite3-shm",
    "data/diary.sqlite3.before-v2",
    "data/diary.sqlite3.before-v2.new",
    "data/diary.sqlite3.broken-20260302-100000",
    "data/diary.sqlite3.broken-20260302-100000-wal",
    "data/safety.json.broken-20260302-100000",
    "data/.safety.json.new",
    "config/settings.toml.broken-20260302-100000-2",
    "config/settings.toml~",
    "config/.settings.toml.new",
    "state/session.json.broken-20260302-100000",
    "state/postureapp.log.1",
    "state/tones/start.wav",
)


@pytest.fixture
def places(tmp_path: Path) -> Folders:
    """Folders of somebody who has used the app for long."""
    found = under(tmp_path / "home")
    found.make()
    SettingsFile(found.settings).load()
    FileSafetyStore(found.safety, fail).save(SafetyState(answered=True))
    FirstRunFile(found.state / first_run.FILE).save(Progress(is_done=True))
    diary = SqliteDiary(found.diary, fail)
    diary.append(AT, Fact(FactKind.STARTED))
    diary.close()
    (found.state / inventory.TONES).mkdir()
    for name in (*BESIDE, "state/session.json", "state/postureapp.log"):
        (tmp_path / "home" / name).write_text("kept")
    return found


def files(folder: Path) -> list[str]:
    return sorted(str(path.relative_to(folder)) for path in folder.rglob("*"))


def test_all_of_it_goes(places: Folders) -> None:
    assert unclaimed(places) == []
    assert len([path for path in places.data.parent.rglob("*") if path.is_file()]) >= len(BESIDE) + 7
    assert erase(places) == ()
    assert files(places.data.parent) == []
    assert erase(places) == (), "a second time does no harm"


def test_afterwards_the_gate_is_closed(places: Folders) -> None:
    erase(places)
    safety = FileSafetyStore(places.safety, fail).load()
    assert safety == SafetyState()
    assert not gate(safety, load_safety()[0]).is_open


def test_what_others_put_there_stays(places: Folders) -> None:
    (places.data / "letter.txt").write_text("mine")
    (places.config / "diary.sqlite3").write_text("in the wrong folder")
    assert erase(places) == ()
    assert files(places.data.parent) == ["config", "config/diary.sqlite3", "data", "data/letter.txt"]


@pytest.mark.skipif(sys.platform == "win32", reason="links need rights there")
def test_where_a_file_is_a_link_what_it_leads_to_goes_too(places: Folders, tmp_path: Path) -> None:
    drive = tmp_path / "drive"
    drive.mkdir()
    for path, name in ((places.settings, "my.toml"), (places.diary, "days.sqlite3")):
        path.rename(drive / name)
        path.symlink_to(drive / name)
    (drive / "days.sqlite3-wal").write_text("kept")
    (drive / "other").write_text("mine")
    (places.state / "session.json").unlink()
    (places.state / "session.json").symlink_to(drive / "nothing")
    assert erase(places) == ()
    assert files(drive) == ["other"]
    assert files(places.data.parent) == []


@pytest.mark.skipif(sys.platform == "win32", reason="links need rights there")
def test_a_link_of_somebody_elses_goes_without_what_it_leads_to(places: Folders, tmp_path: Path) -> None:
    theirs = tmp_path / "notes.txt"
    theirs.write_text("mine")
    (places.config / "settings.toml.link").symlink_to(theirs)
    (places.state / inventory.TONES / "song.wav").symlink_to(theirs)
    assert erase(places) == ()
    assert files(places.data.parent) == []
    assert theirs.read_text() == "mine"


def test_a_folder_with_the_name_of_a_file_is_somebody_elses(places: Folders) -> None:
    (places.data / "diary.sqlite3 copies").mkdir()
    assert erase(places) == ()
    assert files(places.data.parent) == ["data", "data/diary.sqlite3 copies"]


@pytest.mark.skipif(sys.platform == "win32", reason="rights of files are others there")
def test_what_cant_be_deleted_is_told_and_the_rest_goes(places: Folders, monkeypatch: pytest.MonkeyPatch) -> None:
    real = Path.unlink

    def stuck(path: Path, missing_ok: bool = False) -> None:
        if path.name == "safety.json":
            raise PermissionError(13, os.strerror(13))
        real(path, missing_ok=missing_ok)

    monkeypatch.setattr(Path, "unlink", stuck)
    gone = erase(places)
    assert len(gone) == 1
    assert "safety.json" in gone[0]
    assert files(places.data.parent) == ["data", "data/safety.json"]


def test_folders_that_are_not_there_are_no_trouble(tmp_path: Path) -> None:
    assert erase(under(tmp_path / "nowhere")) == ()
    assert list(tmp_path.iterdir()) == []
