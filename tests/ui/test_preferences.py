"""The settings while the app runs: followed when the file is saved elsewhere, changed one at a time."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from postureapp.core.errors import PostureError
from postureapp.core.policy import Source
from postureapp.core.settings import Settings
from postureapp.runtime.preferences import Preferences
from postureapp.storage.settings_file import SettingsFile


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "settings.toml"


@pytest.fixture
def told() -> list[PostureError]:
    return []


@pytest.fixture
def preferences(qtbot: QtBot, path: Path, told: list[PostureError]) -> Iterator[Preferences]:
    made = Preferences(SettingsFile(path), told.append)
    yield made
    made.deleteLater()


def test_a_value_is_kept_and_known_to_be_the_persons(preferences: Preferences) -> None:
    assert preferences.effective().source("reminders.stretch_min") is Source.DEFAULT
    assert preferences.set_value("reminders.stretch_min", 45).stretch_min == 45
    found = preferences.effective()
    assert found.settings.stretch_min == 45
    assert found.source("reminders.stretch_min") is Source.PERSON
    assert preferences.set_value("reminders.stretch_min", None) == Settings()
    assert preferences.effective().source("reminders.stretch_min") is Source.DEFAULT


def test_a_value_that_does_not_fit_changes_nothing(preferences: Preferences, path: Path) -> None:
    before = path.read_bytes()
    with pytest.raises(ValueError, match="must be from 10 to 120"):
        preferences.set_value("reminders.stretch_min", 5)
    assert path.read_bytes() == before
    assert preferences.settings == Settings()


def test_a_file_saved_elsewhere_holds_at_once(qtbot: QtBot, preferences: Preferences, path: Path) -> None:
    seen: list[Settings] = []
    preferences.changed = seen.append
    preferences.watch()
    path.write_text("[reminders]\nstretch_min = 20\n")
    qtbot.waitUntil(lambda: bool(seen), timeout=4000)
    assert [settings.stretch_min for settings in seen] == [20]
    renamed = path.with_name("new")
    renamed.write_text("[reminders]\nstretch_min = 25\n")
    renamed.replace(path)  # as many editors save
    qtbot.waitUntil(lambda: len(seen) == 2, timeout=4000)
    path.write_text("[reminders]\nstretch_min = 40\n")
    qtbot.waitUntil(lambda: len(seen) == 3, timeout=4000)
    assert preferences.settings.stretch_min == 40


def test_a_file_that_is_broken_for_a_while_is_told_and_the_old_settings_hold(
    qtbot: QtBot, preferences: Preferences, path: Path, told: list[PostureError]
) -> None:
    mended: list[str] = []
    preferences.mended = mended.append
    preferences.set_value("reminders.stretch_min", 45)
    preferences.watch()
    path.write_text("[reminders\n")
    qtbot.waitUntil(lambda: bool(told), timeout=4000)
    assert "settings of before hold" in str(told[0])
    assert preferences.settings.stretch_min == 45
    assert preferences.effective().settings.stretch_min == 45
    path.write_text("[reminders]\nstretch_min = 3\n")
    qtbot.waitUntil(lambda: bool(mended) and len(told) == 2, timeout=4000)
    assert "must be from 10 to 120" in str(told[1])
    assert preferences.settings == Settings()


def test_followed_no_more_a_file_that_goes_away_is_not_missed(
    qtbot: QtBot, preferences: Preferences, path: Path, told: list[PostureError]
) -> None:
    seen: list[Settings] = []
    preferences.changed = seen.append
    preferences.watch()
    preferences.stop()
    path.unlink()
    path.write_text("[reminders]\nstretch_min = 20\n")
    qtbot.wait(400)
    assert (seen, told) == ([], [])
    preferences.stop()
