"""The app as a process of its own, in folders of its own: to start it, to command it, and to read what it kept."""

from __future__ import annotations

import contextlib
import json
import signal
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from postureapp.core.safety import SafetyState
from postureapp.storage.first_run import FILE, FirstRunFile, Progress
from postureapp.storage.folders import Folders, under
from postureapp.storage.safety_file import FileSafetyStore
from tests.helpers.desktop import ROOT
from tests.helpers.virtual_desktop import Desktop, eventually

COMMAND = (sys.executable, "-m", "postureapp")
ALWAYS_AT_WORK = 'working_hours = ["00:00-24:00"]\n'
SETTINGS = ALWAYS_AT_WORK + '[reminders]\nstretch_min = {stretch_min}\n[phone]\nreturn_card = "never"\n'
PATIENCE_S = 20.0


@dataclass
class App:
    """An app that is, or is not, running: its folders and its surroundings. Nothing is started by making one.

    `logs` is the folder for what its runs say; without one it is the folder in which `home` lies.
    """

    env: dict[str, str]
    home: Path
    logs: Path | None = None
    process: subprocess.Popen[bytes] | None = None
    runs: int = 0
    _started: list[subprocess.Popen[bytes]] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.env = {**self.env, "POSTUREAPP_HOME": str(self.home)}

    @property
    def places(self) -> Folders:
        """Where its files are."""
        return under(self.home)

    def prepare(self, settings: str = "", *, stretch_min: int = 30, safety: bool = True) -> None:
        """Lay out its files: a person who is always at work and to whom nothing of the safety questions applies."""
        self.places.make()
        self.places.settings.write_text(settings or SETTINGS.format(stretch_min=stretch_min))
        FirstRunFile(self.places.state / FILE).save(Progress(is_done=True))
        if safety:
            FileSafetyStore(self.places.safety, _fail).save(SafetyState(answered=True, answered_utc="2026-01-01"))

    # --- running ------------------------------------------------------------------------------------------------------

    def start(self, *options: str, wait: bool = True, **env: str) -> None:
        """Start it, and wait until it answers with all its parts up."""
        self.runs += 1
        with self.log.open("wb") as said:
            self.process = subprocess.Popen(
                [*COMMAND, *options],
                env={**self.env, **env},
                cwd=ROOT,
                stdin=subprocess.DEVNULL,
                stdout=said,
                stderr=said,
                start_new_session=True,
            )
        self._started.append(self.process)
        if wait:
            eventually(self._answers, PATIENCE_S, "the app answers")

    def _answers(self) -> bool:
        assert self.process is not None
        assert self.process.poll() is None, f"the app ended with {self.process.returncode}:\n{self.said()}"
        return self.command("status", "--json").returncode == 0

    @property
    def log(self) -> Path:
        """Where what this run says goes to."""
        return (self.logs or self.home.parent) / f"{self.home.name}-said-{self.runs}.txt"

    def said(self) -> str:
        """What the run wrote to stdout and stderr."""
        return self.log.read_text(errors="replace")

    def wait_ended(self, within_s: float = 10.0) -> int:
        """The exit code, once it has ended by itself."""
        assert self.process is not None
        return self.process.wait(within_s)

    def quit(self) -> int:
        """Ask it to quit; gives the exit code of the app itself."""
        assert self.command("quit").returncode == 0
        return self.wait_ended()

    def kill(self) -> None:
        """kill -9."""
        assert self.process is not None
        self.process.send_signal(signal.SIGKILL)
        self.process.wait(5)

    def close(self) -> None:
        """End whatever of it still runs."""
        for process in self._started:
            with contextlib.suppress(ProcessLookupError):
                process.kill()
            process.wait(5)

    # --- what it says and keeps ---------------------------------------------------------------------------------------

    def command(self, *words: str, **env: str) -> subprocess.CompletedProcess[str]:
        """Run a command line."""
        return subprocess.run(
            [*COMMAND, *words],
            env={**self.env, **env},
            cwd=ROOT,
            capture_output=True,
            text=True,
            timeout=60,
            check=False,
        )

    def status(self) -> dict[str, Any]:
        """What `status --json` says."""
        answer = self.command("status", "--json")
        assert answer.returncode == 0, answer.stderr
        found: dict[str, Any] = json.loads(answer.stdout)
        return found

    def diary(self, *kinds: str) -> list[tuple[int, str, dict[str, Any]]]:
        """The facts that were kept: number, kind and data, in order; none where there is no diary."""
        if not self.places.diary.exists():
            return []
        with self._opened_diary() as connection:
            rows = connection.execute("SELECT id, kind, data FROM events ORDER BY id").fetchall()
        return [(number, kind, json.loads(data)) for number, kind, data in rows if not kinds or kind in kinds]

    def kinds(self) -> list[str]:
        """The kinds of the facts that were kept, in order."""
        return [kind for _number, kind, _data in self.diary()]

    def check_diary(self) -> str:
        """What SQLite says of the file: "ok"."""
        with self._opened_diary() as connection:
            (words,) = connection.execute("PRAGMA integrity_check").fetchone()
        return str(words)

    @contextlib.contextmanager
    def _opened_diary(self) -> Iterator[sqlite3.Connection]:
        connection = sqlite3.connect(f"file:{self.places.diary}?mode=ro", uri=True, timeout=5)
        try:
            yield connection
        finally:
            connection.close()


def own_windows(desktop: Desktop) -> dict[str, str]:
    """The windows of the app, by title, without its menu and its tray icon."""
    return {title: window for title, window in desktop.titles("postureapp").items() if title != "PostureApp"}


def _fail(problem: object) -> None:
    raise AssertionError(str(problem))
