"""Where the person's files live, and where the shipped ones are.

Nothing here writes into a folder but to make it, and none is made readable for others.
"""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path

from postureapp.core.errors import EnvironmentProblem
from postureapp.core.text import text
from postureapp.storage.atomic import problem_of

APP = "postureapp"
HOME_VARIABLE = "POSTUREAPP_HOME"
RESOURCES_VARIABLE = "POSTUREAPP_RESOURCES"
_PACKAGE = Path(__file__).resolve().parents[1]


@dataclass(frozen=True, slots=True)
class Folders:
    """Folders of one person: settings, diary and safety answers, and what may be lost."""

    config: Path
    data: Path
    state: Path

    @property
    def settings(self) -> Path:
        """The settings file."""
        return self.config / "settings.toml"

    @property
    def diary(self) -> Path:
        """The diary."""
        return self.data / "diary.sqlite3"

    @property
    def safety(self) -> Path:
        """The safety answers."""
        return self.data / "safety.json"

    @property
    def session(self) -> Path:
        """The session under way, so that an unclean end loses nothing."""
        return self.state / "session.json"

    def make(self) -> None:
        """Make the folders that are missing, for this person only.

        Raises: EnvironmentProblem (read-only or missing home, a file in the way).
        """
        for folder in (self.config, self.data, self.state):
            _make(folder)


def under(home: Path) -> Folders:
    """All three folders under one: a throw-away profile, or a moved one."""
    return Folders(home / "config", home / "data", home / "state")


def of_this_person() -> Folders:
    """The folders the system gives, or those under `POSTUREAPP_HOME` where that is set."""
    home = moved().get(HOME_VARIABLE)
    if home:
        return under(Path(home))
    from platformdirs import PlatformDirs

    found = PlatformDirs(APP, appauthor=False)
    return Folders(found.user_config_path, found.user_data_path, found.user_state_path)


def moved() -> dict[str, str]:
    """The variable by which this person's folders are elsewhere than the system has them; none where they are not."""
    home = os.environ.get(HOME_VARIABLE)
    return {HOME_VARIABLE: str(Path(home).absolute())} if home else {}


def profile() -> str:
    """The name under which the app of these folders is met: one app runs for each set of folders."""
    return moved().get(HOME_VARIABLE, "default")


def resources() -> Path:
    """The shipped files: packed into the package, or beside it in a checkout."""
    override = os.environ.get(RESOURCES_VARIABLE)
    if override:
        return Path(override)
    packed = _PACKAGE / "_resources"
    return packed if packed.is_dir() else _PACKAGE.parent / "resources"


def _make(folder: Path) -> None:
    try:
        _make_private(folder)
        if not os.access(folder, os.W_OK | os.X_OK):
            raise EnvironmentProblem(
                text("The folder {folder} can't be written to.", folder=str(folder)),
                hint=text("Check who owns it and what it permits."),
            )
    except OSError as error:
        raise problem_of(error, folder) from error


def _make_private(folder: Path) -> None:
    """Make a folder and those above it; each one made is open to its owner only."""
    missing = [folder]
    while not missing[-1].parent.exists() and missing[-1].parent != missing[-1]:
        missing.append(missing[-1].parent)
    for each in reversed(missing):
        each.mkdir(mode=0o700, exist_ok=True)
