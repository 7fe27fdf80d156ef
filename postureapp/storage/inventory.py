"""What the app keeps on this computer: every kind of file, in words, and where it is.

The page "Your data", the export and the deletion all go by this one list, so that none of them can forget a file. It
reads names and sizes only, never what is in a file.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from postureapp.core.text import Text, text
from postureapp.storage import first_run
from postureapp.storage.folders import Folders

LOG = "postureapp.log"
TONES = "tones"


@dataclass(frozen=True, slots=True)
class Holding:
    """A kind of thing that is kept: its name, what is in it, and its file (or folder of files).

    Files that begin with the same name belong to it: journals, copies, what was set aside, what was half written.
    """

    name: Text
    what: Text
    path: Path
    is_folder: bool = False

    def files(self) -> list[Path]:
        """Its files that are there, in order; links themselves, not what they lead to."""
        near = _entries(self.path) if self.is_folder else _entries(self.path.parent)
        files = (each for each in near if each.is_symlink() or each.is_file())
        return sorted(each for each in files if self.is_folder or self._has(each.name))

    def size(self) -> int:
        """How much room its files take, in bytes."""
        return sum(size_of(each) for each in self.files())

    def _has(self, name: str) -> bool:
        return name.removeprefix(".").startswith(self.path.name)


def holdings(places: Folders) -> tuple[Holding, ...]:
    """Everything that is kept in these folders."""
    return (
        Holding(
            text("Diary"),
            text(
                "When you sat, took breaks, were on the phone or in a meeting; the reminders and what became of them; "
                "the moves you did; your pain diary, visits, and what you were shown of it."
            ),
            places.diary,
        ),
        Holding(
            text("Safety answers"),
            text("What you answered to the safety questions, so that no stretch comes that is not for you."),
            places.safety,
        ),
        Holding(text("Settings"), text("What you chose in the settings, and your working hours."), places.settings),
        Holding(
            text("The session"),
            text("How the clocks stand right now, so that a restart loses nothing."),
            places.session,
        ),
        Holding(text("The welcome"), text("Whether you have been through it."), places.state / first_run.FILE),
        Holding(
            text("The log"),
            text("What went wrong with the program, and when. Nothing of the diary is in it."),
            places.state / LOG,
        ),
        Holding(
            text("Tones"),
            text("The sounds of a stretch, made here; nothing of yours is in them."),
            places.state / TONES,
            is_folder=True,
        ),
    )


def size_of(path: Path) -> int:
    """The size of a file in bytes, 0 where it can't be told."""
    try:
        return path.stat().st_size
    except OSError:
        return 0


def _entries(folder: Path) -> Iterator[Path]:
    try:
        yield from [*folder.iterdir()]
    except OSError:
        return
