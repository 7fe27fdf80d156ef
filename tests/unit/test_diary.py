"""The diary keeps what happened, whatever happens to the file, the disk or the process."""

import json
import os
import signal
import sqlite3
import stat
import subprocess
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from postureapp.core.errors import Bug, EnvironmentProblem
from postureapp.core.events import Clocks, Fact, FactKind, Moment, Size
from postureapp.core.text import ntext, text
from postureapp.storage import diary as diary_module
from postureapp.storage import migrations
from postureapp.storage.diary import MemoryDiary, SqliteDiary, fact_data, open_diary, text_data, text_of

EDMONTON = ZoneInfo("America/Edmonton")
NOON = datetime(2026, 3, 9, 18, 0, tzinfo=UTC)


def at(minutes: float = 0, zone: ZoneInfo = EDMONTON) -> Moment:
    return Moment(NOON + timedelta(minutes=minutes), zone, minutes * 60)


FACT = Fact(
    FactKind.SHOWN,
    Clocks(1800.04, 3600.26, 0.0),
    "desk",
    Size.STRETCH,
    text("{due} {moment}", due=ntext("{n} minute.", "{n} minutes.", 30), moment=text("In a pause.")),
    length_s=12.34,
)


class Told(list[EnvironmentProblem]):
    """What was told, as one text."""

    def __str__(self) -> str:
        return " | ".join(str(problem) for problem in self)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "diary.sqlite3"


@pytest.fixture
def told() -> Told:
    return Told()


def kinds_in(path: Path) -> list[str]:
    connection = sqlite3.connect(path)
    try:
        return [kind for (kind,) in connection.execute("SELECT kind FROM events ORDER BY id")]
    finally:
        connection.close()


# --- what is kept -----------------------------------------------------------------------------------------------------


def test_a_fact_comes_back_as_it_was(path: Path, told: Told) -> None:
    diary = open_diary(path, told.append)
    diary.append(at(), FACT)
    diary.append(at(1), Fact(FactKind.FELT), {"score": 4})
    diary.close()
    diary = open_diary(path, told.append)
    first, second = diary.entries()
    assert (first.id, first.kind, first.at_utc, first.offset_s) == (1, "shown", "2026-03-09T18:00:00.000+00:00", -21600)
    assert first.data == {
        "cause": "desk",
        "size": "stretch",
        "why": {
            "text": "{due} {moment}",
            "args": {
                "due": {"text": "{n} minute.", "plural": "{n} minutes.", "count": 30, "args": {"n": 30}},
                "moment": {"text": "In a pause."},
            },
        },
        "length_s": 12.3,
        "posture_s": 1800.0,
        "spell_s": 3600.3,
        "phone_s": 0.0,
    }
    assert str(text_of(first.data["why"])) == "30 minutes. In a pause."
    assert second.data["score"] == 4
    assert not told
    diary.close()


def test_words_survive_the_way_there_and_back() -> None:
    assert text_of(json.loads(json.dumps(text_data(FACT.why)))) == FACT.why
    assert "why" not in fact_data(Fact(FactKind.END))


def test_entries_by_moment_and_by_kind(path: Path, told: Told) -> None:
    diary = open_diary(path, told.append)
    for minutes, kind in enumerate([FactKind.STARTED, FactKind.BREAK, FactKind.SHOWN, FactKind.BREAK]):
        diary.append(at(minutes), Fact(kind))
    assert [entry.kind for entry in diary.entries()] == ["started", "break", "shown", "break"]
    assert [entry.id for entry in diary.entries(kinds=["break"])] == [2, 4]
    assert [entry.id for entry in diary.entries("2026-03-09T18:02:00+00:00")] == [3, 4]
    assert [entry.id for entry in diary.entries("2026-03-09T12:02:00-06:00", ["break"])] == [4]
    assert [entry.id for entry in diary.entries("2026-03-09T18:02:00.001Z")] == [4]
    assert diary.entries("2027-01-01T00:00:00+00:00") == []
    until = {"until_utc": "2026-03-09T12:02:00-06:00"}
    assert [entry.id for entry in diary.entries(**until)] == [1, 2]
    assert [entry.id for entry in diary.entries("2026-03-09T18:01:00Z", **until)] == [2]
    assert [entry.id for entry in diary.entries("2026-03-09T18:00:00Z", ["started"], **until)] == [1]
    with pytest.raises(ValueError, match="Invalid isoformat"):
        diary.entries("yesterday")
    diary.close()


def test_a_clock_that_was_set_back_does_not_change_the_order(path: Path, told: Told) -> None:
    diary = open_diary(path, told.append)
    diary.append(at(60), Fact(FactKind.STARTED))
    diary.append(at(0), Fact(FactKind.STOPPED))
    assert [entry.kind for entry in diary.entries()] == ["started", "stopped"]
    diary.close()


@pytest.mark.parametrize("bounds", [("2026-03-09", ""), ("", "2026-03-09"), ("2026-03-09", "2026-03-10")])
def test_a_few_of_very_many_are_found_by_the_index(path: Path, told: Told, bounds: tuple[str, str]) -> None:
    diary = open_diary(path, told.append)
    query, values = diary_module._query(bounds[0], ["shown"], bounds[1])
    with sqlite3.connect(path) as connection:
        plan = " ".join(str(row) for row in connection.execute(f"EXPLAIN QUERY PLAN {query}", values))
    assert "USING INDEX events_at_utc" in plan
    connection.close()
    diary.close()


def test_an_entry_whose_data_was_damaged_still_tells_when_it_was(path: Path, told: Told) -> None:
    diary = open_diary(path, told.append)
    for minutes in range(3):
        diary.append(at(minutes), Fact(FactKind.BREAK))
    with sqlite3.connect(path) as connection:
        connection.execute("UPDATE events SET data = '{' WHERE id = 1")
        connection.execute("UPDATE events SET data = '[1]' WHERE id = 2")
    connection.close()
    assert [entry.data for entry in diary.entries()][:2] == [{}, {}]
    assert diary.entries()[2].data
    diary.close()


def test_the_zone_of_the_day_is_kept(path: Path, told: Told) -> None:
    diary = open_diary(path, told.append)
    diary.append(at(zone=ZoneInfo("Europe/Berlin")), Fact(FactKind.STARTED))
    diary.append(Moment(datetime(2026, 7, 1, tzinfo=UTC), ZoneInfo("Europe/Berlin"), 0), Fact(FactKind.STARTED))
    assert [entry.offset_s for entry in diary.entries()] == [3600, 7200]
    diary.close()


def test_a_score_belongs_to_what_was_felt_only(path: Path, told: Told) -> None:
    diary = open_diary(path, told.append)
    with pytest.raises(Bug):
        diary.append(at(), Fact(FactKind.SHOWN), {"score": 4})
    assert diary.entries() == []
    diary.close()


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such modes")
def test_the_files_are_for_their_owner_only(path: Path, told: Told) -> None:
    diary = open_diary(path, told.append)
    diary.append(at(), FACT)
    files = [*path.parent.iterdir()]
    assert path.with_name(path.name + "-wal") in files
    assert {stat.S_IMODE(file.stat().st_mode) for file in files} == {0o600}
    diary.close()


def test_a_diary_in_memory_does_the_same(tmp_path: Path) -> None:
    diary = MemoryDiary()
    diary.append(at(), FACT)
    assert [entry.kind for entry in diary.entries(kinds=["shown"])] == ["shown"]
    diary.close()


WRITER = """
import sys
from pathlib import Path
from datetime import UTC, datetime
from postureapp.core.events import Fact, FactKind, Moment
from postureapp.storage.diary import open_diary
diary = open_diary(Path(sys.argv[1]), print)
for _ in range(20):
    diary.append(Moment(datetime.now(UTC), UTC, 0.0), Fact(FactKind.BREAK))
    print("kept", flush=True)
sys.stdin.read()
"""


@pytest.mark.skipif(sys.platform == "win32", reason="needs SIGKILL")
def test_kill_9_loses_nothing_that_was_kept(path: Path, told: Told) -> None:
    command = [sys.executable, "-c", WRITER, str(path)]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as writer:
        assert writer.stdout is not None
        for _ in range(20):
            assert writer.stdout.readline() == "kept\n"
        os.kill(writer.pid, signal.SIGKILL)
        writer.wait()
    diary = open_diary(path, told.append)
    assert len(diary.entries()) == 20
    assert not told
    diary.close()


def test_every_entry_waits_for_the_disk(path: Path, told: Told) -> None:
    diary = SqliteDiary(path, told.append)
    assert diary._connection.execute("PRAGMA journal_mode").fetchone() == ("wal",)
    assert diary._connection.execute("PRAGMA synchronous").fetchone() == (2,)
    diary.close()


# --- what goes wrong --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("damage", [b"no database at all", b"SQLite format 3\0" + b"\xff" * 5000, b"\0" * 4096])
def test_a_broken_file_is_set_aside_and_a_new_diary_begun(path: Path, told: Told, damage: bytes) -> None:
    path.write_bytes(damage)
    diary = open_diary(path, told.append)
    diary.append(at(), FACT)
    assert len(diary.entries()) == 1
    diary.close()
    assert kinds_in(path) == ["shown"]
    kept = [
        each for each in path.parent.iterdir() if ".broken-" in each.name and not each.name.endswith(("wal", "shm"))
    ]
    assert [each.read_bytes() for each in kept] == [damage]
    assert len(told) == 1
    assert str(path) in str(told)
    assert kept[0].name in str(told)


def test_a_file_that_breaks_while_it_is_in_use_is_set_aside(path: Path, told: Told) -> None:
    diary = open_diary(path, told.append)
    for minutes in range(400):
        diary.append(at(minutes), FACT)
    diary.close()
    content = bytearray(path.read_bytes())
    content[4096 : len(content)] = b"\xee" * (len(content) - 4096)
    path.write_bytes(content)
    diary = open_diary(path, told.append)
    assert diary.entries() == []
    diary.append(at(), FACT)
    assert len(diary.entries()) == 1
    diary.close()
    assert len(told) == 1
    assert "set aside" in str(told)
    assert kinds_in(path) == ["shown"]


def test_a_file_that_another_program_has_set_aside_meanwhile_is_left_to_it(path: Path, told: Told) -> None:
    diary = SqliteDiary(path, told.append)
    diary.append(at(), FACT)
    path.write_bytes(b"no database at all" * 400)
    path.rename(path.with_name("aside"))  # as an import does that finds it broken
    SqliteDiary(path, told.append).close()
    diary.append(at(), FACT)
    assert len(diary.entries()) == 1
    diary.close()
    assert kinds_in(path) == ["shown"]
    assert not told, "the new one is sound: nothing is set aside twice"


def test_a_broken_file_that_is_gone_makes_room_for_a_new_one(path: Path, told: Told) -> None:
    diary = SqliteDiary(path, told.append)
    path.write_bytes(b"no database at all" * 400)
    path.unlink()
    diary.append(at(), FACT)
    diary.append(at(), FACT)
    assert len(diary.entries()) == 2
    diary.close()


def test_another_program_s_database_is_set_aside_whole(path: Path, told: Told) -> None:
    connection = sqlite3.connect(path)
    connection.execute("CREATE TABLE bookmarks (address TEXT)")
    connection.commit()
    connection.close()
    before = path.read_bytes()
    open_diary(path, told.append).close()
    assert "not a diary of this app" in str(told)
    kept = next(each for each in path.parent.iterdir() if ".broken-" in each.name)
    assert kept.read_bytes() == before


def test_a_newer_diary_is_refused_in_words_and_not_touched(path: Path, told: Told) -> None:
    open_diary(path, told.append).close()
    connection = sqlite3.connect(path)
    connection.execute(f"PRAGMA user_version = {len(migrations.STEPS) + 1}")
    connection.close()
    before = {each.name: each.read_bytes() for each in path.parent.iterdir()}
    diary = open_diary(path, told.append)
    assert isinstance(diary, MemoryDiary)
    diary.append(at(), FACT)
    assert len(diary.entries()) == 1
    diary.close()
    assert {each.name: each.read_bytes() for each in path.parent.iterdir()} == before
    assert "newer version" in str(told)
    assert len(told) == 1


def test_a_locked_diary_is_a_sentence(path: Path, told: Told, monkeypatch) -> None:
    monkeypatch.setattr(diary_module, "_WAIT_S", 0.0)
    diary = open_diary(path, told.append)
    other = sqlite3.connect(path, isolation_level=None)
    other.execute("BEGIN EXCLUSIVE")
    with pytest.raises(EnvironmentProblem, match="locked by another program"):
        diary.append(at(), FACT)
    other.execute("ROLLBACK")
    other.close()
    diary.append(at(), FACT)
    assert len(diary.entries()) == 1
    diary.close()


def test_a_full_disk_is_a_sentence_and_what_was_kept_stays(path: Path, told: Told) -> None:
    diary = SqliteDiary(path, told.append)
    diary.append(at(), FACT)
    pages = diary._connection.execute("PRAGMA page_count").fetchone()[0]
    diary._connection.execute(f"PRAGMA max_page_count = {pages}")
    with pytest.raises(EnvironmentProblem, match="The disk is full"):
        diary.append(at(), FACT, {"note": "x" * 9000})
    assert len(diary.entries()) == 1
    diary.close()
    assert not told


def test_a_folder_that_is_not_there_leaves_a_diary_in_memory(tmp_path: Path, told: Told) -> None:
    diary = open_diary(tmp_path / "nowhere" / "diary.sqlite3", told.append)
    diary.append(at(), FACT)
    assert isinstance(diary, MemoryDiary)
    assert len(told) == 1


def test_a_read_only_file_leaves_a_diary_in_memory(path: Path, told: Told, monkeypatch) -> None:
    open_diary(path, told.append).close()

    def read_only(_path: Path) -> sqlite3.Connection:
        connection = sqlite3.connect(f"{path.as_uri()}?mode=ro", uri=True)
        connection.execute("CREATE TABLE more (x)")
        return connection

    monkeypatch.setattr(diary_module, "_connect", read_only)
    assert isinstance(open_diary(path, told.append), MemoryDiary)
    assert "can't be written to" in str(told)


def test_an_error_never_has_the_score_in_it(path: Path, told: Told) -> None:
    diary = SqliteDiary(path, told.append)
    diary._connection.execute("DROP TABLE events")
    with pytest.raises(EnvironmentProblem) as refused:
        diary.append(at(), Fact(FactKind.FELT), {"score": 9})
    assert "9" not in str(refused.value).replace(str(path), "")
    diary.close()


# --- from one version to the next -------------------------------------------------------------------------------------


def test_a_step_is_made_once_with_a_copy_before_it(path: Path, told: Told) -> None:
    diary = open_diary(path, told.append)
    diary.append(at(), FACT)
    diary.close()
    steps = (*migrations.STEPS, ("ALTER TABLE events ADD COLUMN more TEXT",))
    connection = sqlite3.connect(path, isolation_level=None)
    migrations.migrate(connection, path, steps)
    migrations.migrate(connection, path, steps)
    assert migrations.version_of(connection) == 2
    assert connection.execute("SELECT kind, more FROM events").fetchall() == [("shown", None)]
    connection.close()
    copy = path.with_name(f"{path.name}.before-v2")
    assert kinds_in(copy) == ["shown"]
    if sys.platform != "win32":
        assert stat.S_IMODE(copy.stat().st_mode) == 0o600


def test_a_step_that_fails_changes_nothing(path: Path, told: Told) -> None:
    diary = open_diary(path, told.append)
    diary.append(at(), FACT)
    diary.close()
    steps = (*migrations.STEPS, ("ALTER TABLE events ADD COLUMN more TEXT", "ALTER TABLE nothing ADD COLUMN x"))
    connection = sqlite3.connect(path, isolation_level=None)
    with pytest.raises(sqlite3.OperationalError):
        migrations.migrate(connection, path, steps)
    assert migrations.version_of(connection) == 1
    assert "more" not in [row[1] for row in connection.execute("PRAGMA table_info(events)")]
    connection.close()
    assert kinds_in(path) == ["shown"]


def test_what_was_told_of_pain_is_never_said_to_be_kept_where_it_would_be_lost() -> None:
    why = EnvironmentProblem("The diary can't be used.")
    diary = MemoryDiary(why)
    diary.append(at(), Fact(FactKind.STARTED))
    for kind, data in ((FactKind.PAIN, {"score": 4}), (FactKind.BOOKED, {"on": "2026-12-01"})):
        with pytest.raises(EnvironmentProblem, match="can't be used"):
            diary.append(at(), Fact(kind), data)
    assert len(diary.entries()) == 1
    diary.close()
