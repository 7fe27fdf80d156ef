"""Forgetting a time of the diary: its bytes are gone from the file, the journal and the copies, and nothing else is."""

from __future__ import annotations

import sqlite3
from datetime import UTC, date, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from postureapp.core.errors import EnvironmentProblem
from postureapp.core.events import Fact, FactKind, Moment
from postureapp.core.pain_diary import removal_of, standing
from postureapp.core.safety import SafetyState
from postureapp.storage.diary import SqliteDiary, stamp
from postureapp.storage.folders import Folders, under
from postureapp.storage.forget import Range, count, days, forget
from postureapp.storage.safety_file import FileSafetyStore

EDMONTON = ZoneInfo("America/Edmonton")


def fail(problem: object) -> None:
    raise AssertionError(problem)


def moment(day: int, hour: int = 12) -> Moment:
    return Moment(datetime(2026, 11, day, hour, tzinfo=UTC), EDMONTON, 100.0)


@pytest.fixture
def places(tmp_path: Path) -> Folders:
    found = under(tmp_path / "home")
    found.make()
    return found


@pytest.fixture
def diary(places: Folders) -> SqliteDiary:
    """Open, as it is while the app runs, with a word for each of three days."""
    found = SqliteDiary(places.diary, fail)
    for day in (1, 2, 3):
        for n in range(30):
            found.append(moment(day), Fact(FactKind.PAIN), {"score": 4, "note": f"marker-{day}-{n} " + "x" * 300})
    return found


def bytes_of(places: Folders) -> bytes:
    return b"".join(path.read_bytes() for path in places.diary.parent.iterdir() if path.is_file())


def test_a_day_is_gone_from_the_file_and_its_journal_while_the_app_has_it_open(
    places: Folders, diary: SqliteDiary
) -> None:
    assert b"marker-2-" in bytes_of(places)
    gone = forget(places.diary, days(date(2026, 11, 2), date(2026, 11, 2), EDMONTON))
    assert gone == 30
    assert b"marker-2-" not in bytes_of(places)
    assert b"marker-1-29 " in bytes_of(places)
    assert b"marker-3-0 " in bytes_of(places)
    diary.append(moment(4), Fact(FactKind.PAIN), {"score": 1})  # the app goes on with it
    assert len(diary.entries()) == 61
    diary.close()


def test_a_day_is_that_of_the_person(places: Folders, diary: SqliteDiary) -> None:
    diary.append(moment(5, 3), Fact(FactKind.PAIN), {"score": 2})  # the evening of the fourth in Edmonton
    fourth = days(date(2026, 11, 4), date(2026, 11, 4), EDMONTON)
    assert count(places.diary, fourth) == 1
    assert count(places.diary, days(date(2026, 11, 5), None, EDMONTON)) == 0
    assert count(places.diary, days(None, date(2026, 11, 1), EDMONTON)) == 30
    diary.close()


def test_all_of_it_goes_with_every_copy_and_the_safety_answers_stay(places: Folders, diary: SqliteDiary) -> None:
    answers = SafetyState(red_flags=("chest-pain",))
    store = FileSafetyStore(places.safety, fail)
    store.save(answers)
    diary.close()
    before = places.diary.with_name(f"{places.diary.name}.before-v2")
    aside = places.diary.with_name(f"{places.diary.name}.broken-20261101")
    for copy in (before, aside):
        copy.write_bytes(places.diary.read_bytes())
    assert forget(places.diary, Range()) == 90
    assert b"marker" not in bytes_of(places)
    assert not before.exists()
    assert not aside.exists()
    assert store.load() == answers
    assert SqliteDiary(places.diary, fail).entries() == []


def test_where_another_program_reads_it_the_traces_that_are_left_are_told(places: Folders, diary: SqliteDiary) -> None:
    reader = sqlite3.connect(places.diary, isolation_level=None)
    reader.execute("BEGIN")
    reader.execute("SELECT count(*) FROM events").fetchone()
    with pytest.raises(EnvironmentProblem, match=r"locked|traces of them are left"):
        forget(places.diary, Range())
    reader.close()
    diary.close()
    forget(places.diary, Range())
    assert b"marker" not in bytes_of(places)


def test_a_file_that_is_no_diary_is_left_as_it_is(places: Folders) -> None:
    places.diary.write_bytes(b"something else")
    with pytest.raises(EnvironmentProblem, match="could not be read"):
        forget(places.diary, Range())
    assert places.diary.read_bytes() == b"something else"


def test_without_a_diary_there_is_nothing_to_forget(places: Folders) -> None:
    assert forget(places.diary, Range()) == 0
    assert count(places.diary, Range()) == 0


def chain(places: Folders) -> SqliteDiary:
    """An entry of the evening of the first, corrected on the second, and another that is taken back then."""
    found = SqliteDiary(places.diary, fail)
    found.append(moment(1, 23), Fact(FactKind.PAIN), {"score": 4, "note": "marker-evening"})
    found.append(moment(1, 23), Fact(FactKind.PAIN), {"score": 9, "note": "marker-mistake"})
    found.append(moment(2, 10), Fact(FactKind.PAIN), {"score": 3, "note": "marker-morning", "replaces": 1})
    found.append(moment(2, 11), Fact(FactKind.PAIN), removal_of(2))
    return found


def test_a_correction_of_the_next_day_goes_with_what_it_corrects(places: Folders) -> None:
    diary = chain(places)
    first = Range(until_utc=stamp(moment(2, 0).utc))
    assert count(places.diary, first) == 4
    assert forget(places.diary, first) == 4
    assert b"marker" not in bytes_of(places)
    diary.close()


def test_what_was_taken_back_does_not_count_again_when_the_next_day_is_forgotten(places: Folders) -> None:
    diary = chain(places)
    assert forget(places.diary, Range(stamp(moment(2, 0).utc))) == 0
    rows = [(row.id, moment(1).utc, FactKind(row.kind), row.data) for row in diary.entries()]
    assert [kept.entry.score for kept in standing(rows)] == [3]
    diary.close()
