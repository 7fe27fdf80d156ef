"""A throw-away profile for trying things out: at any hour, and with the safety questions answered.

It is gone when the trial is over, and never touches the person's own files.
"""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from postureapp.core.errors import EnvironmentProblem
from postureapp.core.hours import WEEKDAYS
from postureapp.core.safety import SafetyState
from postureapp.core.text import text
from postureapp.storage import atomic, first_run, folders
from postureapp.storage.first_run import FirstRunFile, Progress
from postureapp.storage.folders import Folders
from postureapp.storage.safety_file import FileSafetyStore


@contextmanager
def trial() -> Iterator[Folders]:
    """The folders of such a profile, for as long as the trial lasts.

    Raises: EnvironmentProblem.
    """
    profile = _temporary_folder()
    try:
        places = folders.under(profile)
        _fill(places)
        yield places
    finally:
        shutil.rmtree(profile, ignore_errors=True)


def _temporary_folder() -> Path:
    try:
        return Path(tempfile.mkdtemp(prefix="postureapp-"))
    except OSError as error:
        raise EnvironmentProblem(
            text("No throw-away folder could be made: {reason}.", reason=error.strerror or "")
        ) from error


def _fill(places: Folders) -> None:
    places.make()
    hours = ["[working_hours]", *(f'{day} = ["00:00-24:00"]' for day in WEEKDAYS)]
    atomic.write(places.settings, ("\n".join(hours) + "\n").encode())
    FileSafetyStore(places.safety, lambda _problem: None).save(SafetyState(answered=True))
    FirstRunFile(places.state / first_run.FILE).save(Progress(is_done=True))
