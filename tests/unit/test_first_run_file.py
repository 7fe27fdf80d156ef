"""How far the welcome has come: kept across restarts and crashes, never in the way of a start."""

from __future__ import annotations

from pathlib import Path

import pytest

from postureapp.core.errors import EnvironmentProblem
from postureapp.storage.first_run import FILE, FirstRunFile, Progress, Step


@pytest.fixture
def file(tmp_path: Path) -> FirstRunFile:
    return FirstRunFile(tmp_path / FILE)


def test_a_new_profile_is_welcomed_and_an_older_one_is_not(file: FirstRunFile) -> None:
    assert file.load(is_new=True) == Progress()
    assert file.load(is_new=True).shows_by_itself
    assert not file.load(is_new=False).shows_by_itself


@pytest.mark.parametrize("step", list(Step))
def test_it_goes_on_where_it_was_left(file: FirstRunFile, step: Step) -> None:
    file.save(Progress().at(step))
    kept = file.load(is_new=False)
    assert kept.step is step
    assert kept.is_done is (step is Step.DONE)
    assert kept.shows_by_itself is (step is not Step.DONE)


def test_after_two_closings_it_does_not_come_by_itself(file: FirstRunFile) -> None:
    once = Progress(Step.HOURS).closed()
    assert once.shows_by_itself
    twice = once.closed()
    file.save(twice)
    assert file.load(is_new=False) == Progress(Step.HOURS, closings=2)
    assert not twice.shows_by_itself


def test_once_done_it_stays_done(file: FirstRunFile) -> None:
    done = Progress().at(Step.DONE)
    assert done.closed() == done
    assert done.at(Step.CAUSES).is_done


@pytest.mark.parametrize("content", [b"", b"{", b"[]", b'{"step": 3}', b'{"step":"hours"}', b"\xff\xfe", b"[" * 5000])
def test_what_cannot_be_read_is_set_aside_and_asked_again(file: FirstRunFile, content: bytes) -> None:
    file.path.write_bytes(content)
    assert file.load(is_new=False) == Progress()
    (aside,) = file.path.parent.iterdir()
    assert aside.name.startswith(f"{FILE}.broken-")
    assert aside.read_bytes() == content


def test_a_step_of_a_newer_version_is_the_first(file: FirstRunFile) -> None:
    file.path.write_bytes(b'{"step":"of-tomorrow","done":false,"closings":1,"more":true}')
    assert file.load(is_new=False) == Progress(closings=1)


def test_a_folder_that_is_missing_is_told(tmp_path: Path) -> None:
    with pytest.raises(EnvironmentProblem):
        FirstRunFile(tmp_path / "gone" / FILE).save(Progress())


def test_nothing_but_the_progress_is_in_it(file: FirstRunFile) -> None:
    file.save(Progress(Step.SAFETY, closings=1))
    assert file.path.read_text() == '{"step":"safety","done":false,"closings":1}\n'
