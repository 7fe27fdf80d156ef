"""What the command line makes of the diary: `pain`, `forget`, `import` and `export` into a folder."""

from __future__ import annotations

import json
import zipfile
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from postureapp import cli
from postureapp.core.events import Fact, FactKind, Moment
from postureapp.core.safety import SafetyState
from postureapp.runtime import control
from postureapp.storage import folders
from postureapp.storage.diary import SqliteDiary
from postureapp.storage.folders import Folders
from postureapp.storage.safety_file import FileSafetyStore

NOON = datetime(2026, 3, 9, 12, tzinfo=UTC)


@pytest.fixture
def sent(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> list[list[str]]:
    """What the running app was told."""
    monkeypatch.setenv("POSTUREAPP_HOME", str(tmp_path / "home"))
    monkeypatch.setenv("XDG_RUNTIME_DIR", str(tmp_path))
    monkeypatch.setenv("TZ", "UTC")
    found: list[list[str]] = []

    def send(words: list[str], *_given: object, **_named: object) -> tuple[int, str]:
        found.append(words)
        return 0, "Kept in your diary, on this computer."

    monkeypatch.setattr(control, "send", send)
    return found


@pytest.fixture
def places(sent: list[list[str]]) -> Folders:
    """A person with an entry on each of three days and an open emergency."""
    made = folders.of_this_person()
    made.make()
    diary = SqliteDiary(made.diary, lambda problem: pytest.fail(str(problem)))
    for back in (2, 1, 0):
        diary.append(Moment(NOON - timedelta(days=back), UTC, 0.0), Fact(FactKind.PAIN), {"score": 4 + back})
    diary.close()
    FileSafetyStore(made.safety, print).save(SafetyState(answered=True, red_flags=("chest-pain",)))
    return made


def scores(places: Folders) -> list[int]:
    diary = SqliteDiary(places.diary, lambda problem: pytest.fail(str(problem)))
    found = [row.data["score"] for row in diary.entries()]
    diary.close()
    return found


# --- pain -------------------------------------------------------------------------------------------------------------


def test_pain_goes_to_the_running_app_with_all_that_was_said_of_it(sent: list[list[str]]) -> None:
    words = "pain 4 --where between-blades --where mid-back --feels tightness --earlier desk --hinders work --worst"
    assert cli.main([*words.split(), "--note", "after lunch"]) == 0
    ((command, told),) = sent
    assert command == "pain"
    assert json.loads(told) == {
        "score": 4,
        "when": "worst",
        "where": ["between-blades", "mid-back"],
        "feels": ["tightness"],
        "earlier": ["desk"],
        "hinders": ["work"],
        "note": "after lunch",
    }


def test_pain_without_a_number_asks_for_the_window(sent: list[list[str]]) -> None:
    assert cli.main(["pain"]) == 0
    assert sent == [["pain"]]


@pytest.mark.parametrize(
    "words",
    [
        ["pain", "11"],
        ["pain", "-1"],
        ["pain", "4.5"],
        ["pain", "four"],
        ["pain", "4", "--where", "knee"],
        ["pain", "4", "--note", "x" * 501],
    ],
)
def test_what_is_no_pain_is_refused_before_anything_is_sent(sent: list[list[str]], words: list[str]) -> None:
    with pytest.raises(SystemExit) as refused:
        cli.main(words)
    assert refused.value.code == 2
    assert not sent


# --- forget -----------------------------------------------------------------------------------------------------------


def test_forgetting_is_asked_for_twice(
    places: Folders, sent: list[list[str]], capsys: pytest.CaptureFixture[str]
) -> None:
    assert cli.main(["forget", "--from", "2026-03-08"]) == 2
    assert "Nothing was deleted. 2 entries would be; add --yes" in capsys.readouterr().err
    assert scores(places) == [6, 5, 4]
    assert not sent
    assert cli.main(["forget", "--from", "2026-03-08", "--yes"]) == 0
    assert capsys.readouterr().out == "2 entries were deleted for good.\n"
    assert scores(places) == [6]
    assert sent == [["diary-changed"]], "the running app looks again"


@pytest.mark.parametrize(
    ("words", "left"),
    [
        (["--all"], []),
        (["--to", "2026-03-07"], [5, 4]),
        (["--from", "2026-03-08", "--to", "2026-03-08"], [6, 4]),
    ],
)
def test_all_of_it_or_a_time(places: Folders, words: list[str], left: list[int]) -> None:
    assert cli.main(["forget", *words, "--yes"]) == 0
    assert scores(places) == left


@pytest.mark.parametrize("words", [[], ["--all", "--from", "2026-03-08"]])
def test_which_time_has_to_be_said(places: Folders, words: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["forget", *words, "--yes"]) == 2
    assert "Say which time" in capsys.readouterr().err
    assert len(scores(places)) == 3


def test_forgetting_never_touches_the_safety_answers(places: Folders) -> None:
    before = places.safety.read_bytes()
    assert cli.main(["forget", "--all", "--yes"]) == 0
    assert places.safety.read_bytes() == before


# --- export and import ------------------------------------------------------------------------------------------------


def test_an_export_into_a_folder_has_the_date_in_its_name_and_comes_back(
    places: Folders, sent: list[list[str]], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    target = tmp_path / "out"
    target.mkdir()
    assert cli.main(["export", str(target)]) == 0
    (made,) = target.iterdir()
    assert made.name == f"postureapp-data-{datetime.now().astimezone():%Y-%m-%d}.zip"
    with zipfile.ZipFile(made) as whole:
        assert whole.testzip() is None
    assert cli.main(["forget", "--all", "--yes"]) == 0
    safety = places.safety.read_bytes()
    FileSafetyStore(places.safety, print).save(SafetyState(answered=True, red_flags=("fever",)))
    capsys.readouterr()
    sent.clear()
    assert cli.main(["import", str(made)]) == 0
    assert capsys.readouterr().out == "3 entries are new in your diary. 0 were in it already.\n"
    assert scores(places) == [6, 5, 4]
    assert sent == [["diary-changed"]]
    assert places.safety.read_bytes() != safety, "answers never come from a file"
    assert FileSafetyStore(places.safety, print).load().red_flags == ("fever",)
    assert cli.main(["import", str(made)]) == 0
    assert "0 entries are new in your diary. 3 were in it already." in capsys.readouterr().out


def test_a_file_that_is_none_changes_nothing_and_is_told(
    places: Folders, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    wrong = tmp_path / "holiday.zip"
    wrong.write_bytes(b"no zip at all")
    assert cli.main(["import", str(wrong)]) != 0
    assert "holiday.zip" in capsys.readouterr().err
    assert scores(places) == [6, 5, 4]
