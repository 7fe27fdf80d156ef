"""The debug page tells of the machine and the app, and never of the person."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from postureapp.core.events import Fact, FactKind
from postureapp.core.hours import every_day
from postureapp.core.policy import Effective, Source
from postureapp.core.safety import SafetyState
from postureapp.core.settings import Owner, Settings, declarations
from postureapp.core.text import text
from postureapp.devtools.debug_page import Seen, debug_page
from postureapp.ports import Choice
from postureapp.storage.diary import SqliteDiary
from postureapp.storage.folders import Folders, under
from postureapp.storage.safety_file import FileSafetyStore
from tests.unit.test_export import AT, fail

SECRETS = ("slipped_disc", "band-row", "shoulder-roll", "Marzipan", "13:37", "12:21", "backpack", "score")


@pytest.fixture
def places(tmp_path: Path) -> Folders:
    found = under(tmp_path / "home")
    found.make()
    FileSafetyStore(found.safety, fail).save(
        replace(SafetyState(), answered=True, conditions=("slipped_disc",), region="Marzipan")
    )
    diary = SqliteDiary(found.diary, fail)
    diary.append(AT, Fact(FactKind.HURT, why=text("Marzipan")), {"move": "band-row", "score": 9})
    diary.close()
    (found.state / "session.json").write_text("Marzipan")
    (found.state / "postureapp.log").write_text("Marzipan")
    return found


def seen(places: Folders) -> Seen:
    settings = replace(
        Settings(),
        stretch_min=45,
        switched_off=("band-row",),
        favourites=("shoulder-roll",),
        causes=("backpack",),
        quiet_hours=every_day("13:37-14:00"),
        working_hours=every_day("12:21-20:00"),
    )
    sources = {"reminders.stretch_min": Source.PERSON, "moves.off": Source.PERSON}
    return Seen(
        places,
        Effective(settings, sources),
        {"activity": Choice("x11", (("wayland", text("no compositor")),), text("a note"))},
        ("settings.toml line 3: “moves.off” has “band-row”, which is not known", "The disk is full."),
        ("1280 x 720 at 1.5",),
        "xcb",
        {"XDG_CURRENT_DESKTOP": "Weston", "DISPLAY": ":1"},
    )


def test_it_tells_what_was_chosen_and_why_not_others(places: Folders) -> None:
    page = debug_page(seen(places))
    for words in (
        "PostureApp ",
        "Python ",
        "PySide6_Essentials ",
        "activity: x11 (a note)",
        "not wayland: no compositor",
        "XDG_CURRENT_DESKTOP = Weston",
        "DISPLAY: set",
        "WAYLAND_DISPLAY: not set",
        "Qt platform: xcb",
        "Screen: 1280 x 720 at 1.5",
        "reminders.stretch_min = 45 (person)",
        "moves.off = changed",
        "working_hours = changed",
        "a problem with moves.off",
        "The disk is full.",
        "diary.sqlite3: ",
    ):
        assert words in page, words


def test_nothing_of_the_person_is_in_it(places: Folders) -> None:
    page = debug_page(seen(places))
    assert [secret for secret in SECRETS if secret in page] == []


def test_what_health_and_habits_are_told_by_is_the_persons_own() -> None:
    own = {each.key for _name, each, _default in declarations() if each.owner is Owner.PERSON}
    assert {"moves.off", "moves.favourites", "causes", "quiet_hours", "phone_hours", "tips.sports_days"} <= own


def test_the_name_of_the_person_is_not_in_its_paths(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Path, "home", lambda: tmp_path / "maria")
    page = debug_page(Seen(under(tmp_path / "maria" / "profile"), Effective()))
    assert "maria" not in page
    assert "~" in page
    assert "not known: the app does not run" in page


def test_nor_where_the_home_folder_is_a_link(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "disk" / "maria").mkdir(parents=True)
    (tmp_path / "home").symlink_to(tmp_path / "disk", target_is_directory=True)
    monkeypatch.setattr(Path, "home", lambda: tmp_path / "home" / "maria")
    for way in ("home", "disk"):
        assert "maria" not in debug_page(Seen(under(tmp_path / way / "maria"), Effective()))
