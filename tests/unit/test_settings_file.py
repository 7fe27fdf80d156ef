"""The settings file of a person: written with care, read with patience, changed without touching what they wrote."""

import errno
import os
import re
import stat
import sys
import tomllib
from dataclasses import replace
from pathlib import Path

import pytest

from postureapp.core import text as words
from postureapp.core.errors import EnvironmentProblem
from postureapp.core.hours import WeekHours, every_day, on_weekdays
from postureapp.core.settings import Settings, Theme, declarations, toggled
from postureapp.storage import atomic
from postureapp.storage.locale import PseudoTranslations
from postureapp.storage.settings_file import SettingsFile, check, default_source, read_only


@pytest.fixture
def file(tmp_path: Path) -> SettingsFile:
    return SettingsFile(tmp_path / "settings.toml")


def test_a_missing_file_is_written_with_every_setting_as_a_comment(file: SettingsFile) -> None:
    assert file.load() == (Settings(), ())
    source = file.path.read_text(encoding="utf-8")
    assert source == default_source()
    for _, declaration, _ in declarations():
        assert str(declaration.label) in source
    assert "# 10 to 120 min\n#stretch_min = 30\n" in source
    if sys.platform != "win32":
        assert stat.S_IMODE(file.path.stat().st_mode) == 0o600
    assert file.load() == (Settings(), ())


def test_taking_the_comments_away_gives_the_defaults() -> None:
    source = "\n".join(
        line.removeprefix("#") if line.startswith("#") and not line.startswith("# ") else line
        for line in default_source().splitlines()
    )
    assert check(source) == Settings()
    assert len(str(tomllib.loads(source))) > 500


def test_values_are_read_and_what_is_wrong_is_told_with_its_line(file: SettingsFile) -> None:
    file.path.write_text('[appearance]\ntheme = "dark"\n\n[reminders]\nstretch_min = 45\nstand_min = 3\n')
    settings, problems = file.load()
    assert (settings.theme, settings.stretch_min, settings.stand_min) == (Theme.DARK, 45, 60)
    assert problems == (f"{file.path}, line 6: reminders.stand_min must be from 20 to 240, not 3.",)


def test_a_wrong_range_is_told_with_the_line_it_is_in(file: SettingsFile) -> None:
    file.path.write_text('[working_hours]\nmon = ["08:00-12:00"]\ntue = ["8-12"]\n')
    assert file.load()[1] == (f'{file.path}, line 3: "8-12" is not a range of hours such as "08:00-18:00".',)


def test_a_setting_that_is_not_there_is_told(file: SettingsFile) -> None:
    file.path.write_text("[reminders]\nstrech_min = 45\n")
    assert file.load()[1] == (f'{file.path}, line 2: there is no setting "reminders.strech_min".',)


@pytest.mark.parametrize("damage", [b"[reminders\nx=1\n", b"\xff\xfe", b"a = 1\na = 2\n", b"\x00"])
def test_a_broken_file_is_set_aside_and_the_app_is_up_with_defaults(file: SettingsFile, damage: bytes) -> None:
    file.path.write_bytes(damage)
    settings, problems = file.load()
    assert settings == Settings()
    assert len(problems) == 1
    assert f"{file.path}, line" in problems[0]
    kept = [path for path in file.path.parent.iterdir() if ".broken-" in path.name]
    assert [path.read_bytes() for path in kept] == [damage]
    assert kept[0].name in problems[0]
    assert file.path.read_text(encoding="utf-8") == default_source()
    assert file.load() == (Settings(), ())


def test_a_file_the_person_is_editing_is_left_alone(file: SettingsFile) -> None:
    file.path.write_text("[reminders")
    with pytest.raises(EnvironmentProblem, match="line 1"):
        read_only(file.path)
    assert [path.name for path in file.path.parent.iterdir()] == [file.path.name]
    assert file.path.read_text() == "[reminders"


def test_a_folder_in_its_place_is_told_and_nothing_raises(file: SettingsFile) -> None:
    file.path.mkdir()
    settings, problems = file.load()
    assert settings == Settings()
    assert len(problems) == 1


def test_a_home_that_is_not_there_is_told(tmp_path: Path) -> None:
    settings, problems = SettingsFile(tmp_path / "nowhere" / "settings.toml").load()
    assert settings == Settings()
    assert len(problems) == 1


def test_the_app_changes_one_value_and_the_person_s_words_stay(file: SettingsFile) -> None:
    file.path.write_text("# my notes\n[reminders]\nstretch_min = 45  # best for me\n\n# the end\n")
    file.set_value("reminders.stretch_min", 60)
    assert file.path.read_text() == "# my notes\n[reminders]\nstretch_min = 60  # best for me\n\n# the end\n"
    file.set_value("appearance.theme", "dark")
    file.set_value("causes", ["desk", "sleep"])
    file.set_value("tips.hours", every_day("08:00-20:00"))
    settings, problems = file.load()
    assert not problems
    assert (settings.stretch_min, settings.theme, settings.causes) == (60, Theme.DARK, ("desk", "sleep"))
    assert "# my notes" in file.path.read_text()


def test_lists_of_moves_are_written_as_lists_and_an_unknown_move_is_kept(file: SettingsFile) -> None:
    file.load()
    file.set_value("moves.favourites", ("neck-side",))
    assert '\nfavourites = ["neck-side"]\n' in file.path.read_text()
    file.path.write_text(
        file.path.read_text().replace('["neck-side"]', '[\n  "of-a-newer-library", # mine\n  "doorway",\n]')
    )
    settings, problems = file.load()
    assert not problems
    assert settings.favourites == ("of-a-newer-library", "doorway")
    file.set_value("moves.favourites", toggled(settings.favourites, "doorway"))
    file.set_value("moves.off", toggled(settings.switched_off, "doorway"))
    settings, problems = file.load()
    assert not problems
    assert (settings.favourites, settings.switched_off) == (("of-a-newer-library",), ("doorway",))
    file.set_value("moves.off", ())
    assert file.load()[0].switched_off == ()


@pytest.mark.parametrize("value", ["doorway", ("doorway", 3), 7, True])
def test_a_list_takes_words_only(file: SettingsFile, value: object) -> None:
    with pytest.raises(ValueError, match="a list of words"):
        file.set_value("moves.off", value)


def test_a_change_takes_the_comment_sign_away_in_the_fresh_file(file: SettingsFile) -> None:
    file.load()
    for key, value in [("reminders.stretch_min", 45), ("appearance.reduced_motion", True), ("causes", ["phone"])]:
        file.set_value(key, value)
    before, after = default_source().splitlines(), file.path.read_text().splitlines()
    assert len(before) == len(after)
    assert sum(a != b for a, b in zip(before, after, strict=True)) == 3


def test_a_change_without_a_file_writes_one(file: SettingsFile) -> None:
    file.set_value("reminders.stretch_min", 45)
    assert file.load()[0].stretch_min == 45


@pytest.mark.parametrize(
    ("key", "value", "why"),
    [
        ("reminders.stretch_min", 5, "must be from 10 to 120"),
        ("reminders.nothing", 5, "there is no setting"),
        ("appearance.theme", "pink", "it may be system, light, dark"),
    ],
)
def test_a_value_that_does_not_fit_is_refused(file: SettingsFile, key: str, value, why: str) -> None:
    file.path.write_text("# mine\n")
    with pytest.raises(ValueError, match=why):
        file.set_value(key, value)
    assert file.path.read_text() == "# mine\n"


def test_a_refusal_is_told_in_the_language_of_the_person(file: SettingsFile, monkeypatch) -> None:
    monkeypatch.setattr(words._Language, "translations", PseudoTranslations())
    with pytest.raises(
        ValueError, match=re.escape(str(words.text('there is no setting "{key}"', key="a.b")))
    ) as refused:
        file.set_value("a.b", 5)
    assert "there is no" not in str(refused.value)


def test_what_can_t_be_changed_safely_is_said(file: SettingsFile) -> None:
    file.path.write_text("reminders = { stretch_min = 45 }\n")
    with pytest.raises(EnvironmentProblem, match="by hand"):
        file.set_value("reminders.stretch_min", 60)
    assert file.path.read_text() == "reminders = { stretch_min = 45 }\n"


def test_a_broken_file_is_never_changed(file: SettingsFile) -> None:
    file.path.write_text("[reminders")
    with pytest.raises(EnvironmentProblem, match="line 1"):
        file.set_value("reminders.stretch_min", 60)
    assert file.path.read_text() == "[reminders"


@pytest.mark.skipif(sys.platform == "win32", reason="links need a right of their own on Windows")
def test_a_linked_settings_file_stays_a_link(tmp_path: Path) -> None:
    (tmp_path / "dotfiles").mkdir()
    real = tmp_path / "dotfiles" / "posture.toml"
    real.write_text("# mine\n")
    (tmp_path / "settings.toml").symlink_to(real)
    SettingsFile(tmp_path / "settings.toml").set_value("reminders.stretch_min", 45)
    assert (tmp_path / "settings.toml").is_symlink()
    assert "stretch_min = 45" in real.read_text()


def test_any_file_can_be_read_and_stays_as_it_is(tmp_path: Path) -> None:
    path = tmp_path / "mine.toml"
    path.write_text("[reminders]\nstretch_min = 45\nstand_min = 1\n")
    settings, problems = read_only(path)
    assert settings.stretch_min == 45
    assert problems[0].startswith(f"{path}, line 3: ")
    path.write_text("[reminders")
    with pytest.raises(EnvironmentProblem, match="line 1"):
        read_only(path)
    assert path.read_text() == "[reminders"
    with pytest.raises(EnvironmentProblem, match="there is no such file"):
        read_only(tmp_path / "other.toml")


# --- writing in one step ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("number", "words"),
    [
        (errno.ENOSPC, "The disk is full"),
        (errno.EROFS, "The disk is read-only"),
        (errno.EACCES, "Not permitted"),
        (errno.EIO, "could not be used"),
    ],
)
def test_a_disk_that_fails_is_a_sentence_and_the_old_file_stays(tmp_path: Path, monkeypatch, number, words) -> None:
    path = tmp_path / "x"
    atomic.write(path, b"old")

    def fail(_descriptor: int) -> None:
        raise OSError(number, os.strerror(number))

    monkeypatch.setattr(atomic.os, "fsync", fail)
    with pytest.raises(EnvironmentProblem, match=words) as refused:
        atomic.write(path, b"new")
    assert str(path) in str(refused.value)
    assert path.read_bytes() == b"old"
    assert [each.name for each in tmp_path.iterdir()] == ["x"]


def test_what_is_set_aside_overwrites_nothing(tmp_path: Path) -> None:
    names = set()
    for content in (b"1", b"2", b"3"):
        (tmp_path / "x").write_bytes(content)
        names.add(atomic.set_aside(tmp_path / "x"))
    assert sorted(name.read_bytes() for name in names) == [b"1", b"2", b"3"]
    with pytest.raises(EnvironmentProblem, match="is not there"):
        atomic.set_aside(tmp_path / "x")


SPLIT = on_weekdays("08:00-12:00", "13:00-17:00")


@pytest.mark.parametrize("key", ["working_hours", "quiet_hours", "phone_hours", "tips.hours"])
@pytest.mark.parametrize("hours", [SPLIT, WeekHours(), every_day("22:00-06:00")])
def test_hours_are_kept_and_read_back_as_they_are(file: SettingsFile, key: str, hours: WeekHours) -> None:
    file.load()
    name = next(name for name, declaration, _default in declarations() if declaration.key == key)
    file.set_value(key, hours)
    settings, problems = file.load()
    assert problems == ()
    assert getattr(settings, name) == hours
    file.set_value(key, None)
    assert file.load() == (Settings(), ())


def test_every_setting_that_is_taken_back_leaves_the_file_as_it_was_made(file: SettingsFile) -> None:
    file.load()
    for _name, declaration, default in declarations():
        if declaration.key != "tips.hours":  # one list for all days: a table for each comes at the end of the file
            file.set_value(declaration.key, default)
            file.set_value(declaration.key, None)
    assert file.path.read_text(encoding="utf-8") == default_source()


def test_taking_back_keeps_what_the_person_wrote_beside_it(file: SettingsFile) -> None:
    file.path.write_text('# mine\nworking_hours = ["09:00-17:00"]  # all days\n[reminders]\nstretch_min = 45 # slow\n')
    file.set_value("working_hours", SPLIT)
    file.set_value("reminders.stretch_min", None)
    source = file.path.read_text(encoding="utf-8")
    assert '# mine\n#working_hours = ["08:00-18:00"]  # all days\n' in source
    assert "#stretch_min = 30 # slow\n" in source
    assert file.load() == (replace(Settings(), working_hours=SPLIT), ())


def test_taking_back_what_was_never_set_changes_nothing(file: SettingsFile) -> None:
    file.path.write_text("# nothing here\n")
    file.set_value("reminders.stretch_min", None)
    file.set_value("phone_hours", None)
    assert file.path.read_text(encoding="utf-8") == "# nothing here\n"
