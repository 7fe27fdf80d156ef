"""`postureapp erase --yes` while the app runs: it waits until that has ended, and says so where it does not."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import IO

import pytest

from postureapp import cli
from postureapp.core.errors import EnvironmentProblem
from postureapp.runtime import control, instance
from postureapp.storage import folders

Answer = tuple[int, str] | None


class Running:
    """An app that holds its lock: what it answers each time it is asked, and after how many looks it has ended."""

    def __init__(self, answers: list[Answer | EnvironmentProblem], ends_after: int) -> None:
        lock = instance.take_lock(instance.address(folders.profile()).lock)
        assert lock is not None
        self.lock: IO[bytes] = lock
        self.answers, self.ends_after = answers, ends_after
        self.asked: list[list[str]] = []
        self.as_it_ends: Callable[[], object] = lambda: None
        self.elapsed_s = 0.0

    def send(self, words: list[str], *_given: object, **_named: object) -> Answer:
        self.asked.append(words)
        answer = self.answers.pop(0) if len(self.answers) > 1 else self.answers[0]
        if isinstance(answer, EnvironmentProblem):
            raise answer
        return answer

    def sleep(self, seconds: float) -> None:
        self.elapsed_s += seconds
        self.ends_after -= 1
        if self.ends_after == 0:
            self.as_it_ends()
            self.lock.close()


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[..., Running]:
    monkeypatch.setenv("POSTUREAPP_HOME", str(tmp_path / "home"))
    monkeypatch.setenv("XDG_RUNTIME_DIR", str(tmp_path))
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    folders.of_this_person().make()

    def make(answers: list[Answer | EnvironmentProblem], ends_after: int) -> Running:
        made = Running(answers, ends_after)
        monkeypatch.setattr(control, "send", made.send)
        monkeypatch.setattr(cli.time, "sleep", made.sleep)
        monkeypatch.setattr(cli.time, "monotonic", lambda: made.elapsed_s)
        return made

    return make


def test_it_waits_until_the_app_has_ended_and_deletes_what_it_wrote_meanwhile(
    run: Callable[..., Running], capsys: pytest.CaptureFixture[str]
) -> None:
    running = run([(0, "told")], ends_after=200)
    log = folders.of_this_person().state / "postureapp.log"
    running.as_it_ends = lambda: log.write_text("written as it ended")
    assert cli.main(["erase", "--yes"]) == 0
    assert running.asked == [["erase", "--yes"]], "asked once"
    assert not log.exists()
    assert "Everything was deleted" in capsys.readouterr().out


@pytest.mark.parametrize("first", [None, (cli.NOT_RUNNING, "starting"), EnvironmentProblem("does not answer")])
def test_an_app_that_is_starting_or_ending_is_asked_again(
    first: Answer | EnvironmentProblem, run: Callable[..., Running]
) -> None:
    running = run([first, first, (0, "told")], ends_after=10)
    assert cli.main(["erase", "--yes"]) == 0
    assert len(running.asked) == 3


def test_an_app_that_does_not_end_is_told(run: Callable[..., Running], capsys: pytest.CaptureFixture[str]) -> None:
    running = run([(0, "told")], ends_after=-1)
    assert cli.main(["erase", "--yes"]) == cli.NOT_POSSIBLE
    told = capsys.readouterr()
    assert told.out == "", "nothing says that all is gone"
    assert "has not ended within 30 seconds" in told.err
    assert "End it, and give the command again." in told.err
    assert running.elapsed_s >= cli.ENDS_WITHIN_S
    running.lock.close()
