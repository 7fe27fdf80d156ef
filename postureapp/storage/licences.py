"""The licences of everything that is shipped, as they were gathered when the app was built. It judges nothing.

`postureapp.devtools.licences` makes the files.
"""

from __future__ import annotations

import platform
import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from postureapp.core.errors import EnvironmentProblem
from postureapp.core.text import text
from postureapp.storage.folders import resources

FOLDER = "licences"
LIST = "licences.toml"


@dataclass(frozen=True, slots=True)
class Licence:
    """A part that is shipped: its version, its licence by SPDX name, its home page, and the files with the words."""

    name: str
    version: str
    licence: str
    home: str
    files: tuple[str, ...]

    def words(self) -> str:
        """The licence, word for word.

        Raises: EnvironmentProblem where the shipped files are not there.
        """
        return "\n\n".join(_read(name).strip() for name in self.files) + "\n"


def load_licences() -> tuple[Licence, ...]:
    """Every part, in the order of their names. Python's version is that of the one that runs.

    Raises: EnvironmentProblem where the shipped files are not there.
    """
    return tuple(_part(each) for each in tomllib.loads(_read(LIST))["part"])


def _part(found: dict[str, Any]) -> Licence:
    version = found["version"] or platform.python_version()
    return Licence(found["name"], version, found["licence"], found["home"], tuple(found["files"]))


def _read(name: str) -> str:
    path = Path(resources()) / FOLDER / name
    try:
        return path.read_text(encoding="utf-8")
    except OSError as error:
        raise EnvironmentProblem(
            text("The shipped file {file} can't be read.", file=str(path)), hint=text("Install PostureApp again.")
        ) from error
