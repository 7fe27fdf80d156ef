"""Where files live: this person's folders, a moved or throw-away profile, and a home that can't be used."""

import stat
import sys
from pathlib import Path

import pytest

from postureapp.core.errors import EnvironmentProblem
from postureapp.storage import folders


def test_a_moved_profile_has_all_under_one_folder(tmp_path: Path, monkeypatch) -> None:
    monkeypatch.setenv(folders.HOME_VARIABLE, str(tmp_path / "profile"))
    found = folders.of_this_person()
    assert found == folders.under(tmp_path / "profile")
    assert folders.profile() == str(tmp_path / "profile")
    assert len({found.settings, found.diary, found.safety, found.session}) == 4
    found.make()
    found.make()
    for folder in (found.config, found.data, found.state):
        assert folder.is_dir()
        if sys.platform != "win32":
            assert stat.S_IMODE(folder.stat().st_mode) == 0o700


@pytest.mark.skipif(sys.platform != "linux", reason="each system has its own folders")
def test_the_system_s_folders(tmp_path: Path, monkeypatch) -> None:
    monkeypatch.delenv(folders.HOME_VARIABLE, raising=False)
    assert folders.profile() == "default"
    for name in ("XDG_CONFIG_HOME", "XDG_DATA_HOME", "XDG_STATE_HOME"):
        monkeypatch.setenv(name, str(tmp_path / name))
    found = folders.of_this_person()
    assert found.config == tmp_path / "XDG_CONFIG_HOME" / "postureapp"
    assert found.data == tmp_path / "XDG_DATA_HOME" / "postureapp"
    assert found.state == tmp_path / "XDG_STATE_HOME" / "postureapp"


def test_a_file_in_the_way_is_a_sentence(tmp_path: Path) -> None:
    (tmp_path / "home").write_text("")
    with pytest.raises(EnvironmentProblem, match="home"):
        folders.under(tmp_path / "home").make()
    (tmp_path / "other").mkdir()
    (tmp_path / "other" / "config").write_text("")
    with pytest.raises(EnvironmentProblem, match="There is a file where the folder"):
        folders.under(tmp_path / "other").make()


def test_a_folder_that_can_t_be_written_is_a_sentence(tmp_path: Path, monkeypatch) -> None:
    monkeypatch.setattr(folders.os, "access", lambda *_: False)
    with pytest.raises(EnvironmentProblem, match="can't be written to"):
        folders.under(tmp_path).make()


@pytest.mark.skipif(not Path("/proc/self").is_dir(), reason="needs a file system that nobody can write")
def test_a_home_that_can_t_be_made_is_a_sentence() -> None:
    with pytest.raises(EnvironmentProblem, match="/proc/nowhere"):
        folders.under(Path("/proc/nowhere")).make()


def test_resources_are_there() -> None:
    assert (folders.resources() / "content" / "causes.toml").is_file()
