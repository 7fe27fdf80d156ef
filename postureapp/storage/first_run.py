"""How far the welcome has come: a tiny file, so that it goes on where it was left, and is not shown again and again.

It is a convenience: what can't be read is set aside and asked again. It never keeps the app from starting, and no
answer of the person's is in it.
"""

from __future__ import annotations

import os
from dataclasses import dataclass, replace
from enum import StrEnum
from pathlib import Path

import msgspec

from postureapp.storage import atomic, session_file

FILE = "first-run.json"
_MOST_CLOSINGS = 2


class Step(StrEnum):
    """The pages of the welcome, in order."""

    WELCOME = "welcome"
    CAUSES = "causes"
    HOURS = "hours"
    STRENGTH = "strength"
    SAFETY = "safety"
    SOUND = "sound"
    DONE = "done"


@dataclass(frozen=True, slots=True)
class Progress:
    """The page it stopped at, whether it was gone through, and how often the person closed it before that."""

    step: Step = Step.WELCOME
    is_done: bool = False
    closings: int = 0

    @property
    def shows_by_itself(self) -> bool:
        """Whether it comes when the app starts: not any more once it is done or was closed twice."""
        return not self.is_done and self.closings < _MOST_CLOSINGS

    def at(self, step: Step) -> Progress:
        """The same at another page; the last one is the end."""
        return replace(self, step=step, is_done=self.is_done or step is Step.DONE)

    def closed(self) -> Progress:
        """The same after the person has closed it."""
        return self if self.is_done else replace(self, closings=self.closings + 1)


class _File(msgspec.Struct, frozen=True):
    """The whole file. A step that this version does not know is the first one."""

    step: str
    done: bool
    closings: int


@dataclass(frozen=True, slots=True)
class FirstRunFile:
    """The file in the folder of what may be lost."""

    path: Path

    def load(self, *, is_new: bool) -> Progress:
        """How far it has come. `is_new`: there was nothing of the person's yet when the app started.

        Without a file a profile that is not new counts as done: it is from before there was a welcome.
        """
        if not os.path.lexists(self.path):
            return Progress(is_done=not is_new)
        found = session_file.load(self.path, _File)
        if found is None:
            return Progress()
        steps = {step.value: step for step in Step}
        return Progress(steps.get(found.step, Step.WELCOME), found.done, max(found.closings, 0))

    def save(self, progress: Progress) -> None:
        """Keep how far it has come.

        Raises: EnvironmentProblem.
        """
        kept = _File(progress.step.value, progress.is_done, progress.closings)
        atomic.write(self.path, msgspec.json.encode(kept) + b"\n", durable=False)
