"""Gathers the licences of everything that is shipped into `resources/licences`.

`python -m postureapp.devtools.licences` reads what is installed and opens no connection. Versions are those of
`constraints.txt`. A part that is not installed on this system keeps what stands there already.
"""

from __future__ import annotations

import json
import re
import sys
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass, replace
from importlib.metadata import Distribution, PackageNotFoundError, distribution
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
FOLDER = ROOT / "resources" / "licences"
_HOMES = ("homepage", "source", "source code", "repository", "documentation")
_QT = ("LGPL-3.0.txt", "GPL-3.0.txt")  # the first is a supplement to the second
_SPDX = {"LGPL-3.0-only OR GPL-2.0-only OR GPL-3.0-only": "LGPL-3.0-only"}  # the one that is used


@dataclass(frozen=True, slots=True)
class Part:
    """A part that is shipped, as the list has it."""

    name: str
    version: str
    licence: str
    home: str
    files: tuple[str, ...]


# What has no package of its own, or brings no licence file with it. The words stand in the repository.
_GIVEN = (
    Part("Python", "", "PSF-2.0", "https://www.python.org", ("Python.txt",)),
    Part("Qt", "pyside6-essentials", "LGPL-3.0-only", "https://www.qt.io", _QT),
    Part("tzdata", "tzdata", "Apache-2.0", "https://github.com/python/tzdata", ("Apache-2.0.txt",)),
)
_FILES = {"pyside6-essentials": _QT, "shiboken6": _QT}


def normal(name: str) -> str:
    """The form in which names of packages are compared."""
    return re.sub(r"[-_.]+", "-", name).lower()


def shipped() -> list[str]:
    """The packages that the app needs on some system, and those that these need, by their compared names."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    found: list[str] = []
    wanted = [normal(_name(line)) for line in project["dependencies"]]
    while wanted:
        name = wanted.pop()
        if name not in found:
            found.append(name)
            wanted.extend(_needs(name))
    return sorted(found)


def pins() -> dict[str, str]:
    """The version of each pinned package."""
    lines = (ROOT / "constraints.txt").read_text(encoding="utf-8").splitlines()
    pairs = (line.split()[0].partition("==") for line in lines if "==" in line and not line.startswith(" "))
    return {normal(name): version for name, _equals, version in pairs}


def parts() -> list[Part]:
    """Every part, with the files of its licence; those of installed packages are written."""
    versions = pins()
    found = [replace(each, version=versions.get(each.version, each.version)) for each in _GIVEN]
    given = {normal(each.name) for each in _GIVEN}
    for name in shipped():
        if name not in given:
            made = distribution(name)
            files = _FILES.get(name) or _copy_licences(made)
            found.append(Part(made.metadata["Name"], versions[name], _licence(made), _home(made), files))
    return sorted(found, key=lambda part: part.name.lower())


def written(found: list[Part]) -> str:
    """The list as TOML."""
    lines = ["# Made by postureapp.devtools.licences; an empty version is that of the Python that runs.", ""]
    for part in found:
        keys = ("name", "version", "licence", "home", "files")
        lines += ["[[part]]", *(f"{key} = {json.dumps(getattr(part, key))}" for key in keys), ""]
    return "\n".join(lines)


def main() -> int:
    """Write the list and the files, and say where."""
    try:
        found = parts()
    except PackageNotFoundError as missing:
        print(f"{missing.name} is not installed here and nothing is given for it.")
        return 1
    (FOLDER / "licences.toml").write_text(written(found), encoding="utf-8")
    print(f"{len(found)} parts in {FOLDER}")
    return 0


def _name(requirement: str) -> str:
    found = re.match(r"[\w.-]+", requirement)
    return found[0] if found else ""


def _needs(name: str) -> Iterator[str]:
    """What a package needs on any system, extras left out. What is not installed here needs nothing more."""
    try:
        lines = distribution(name).requires or []
    except PackageNotFoundError:
        return
    for line in lines:
        if "extra ==" not in line and not re.search(r"python_version\s*<", line):
            yield normal(_name(line))


# What a package says in its licence file only.
_READ = {"segno": "BSD-3-Clause"}


def _licence(made: Distribution) -> str:
    said = made.metadata.json
    words = str(said.get("license_expression") or said.get("license") or _READ.get(made.metadata["Name"], ""))
    return _SPDX.get(words, words)


def _home(made: Distribution) -> str:
    lines = (line.partition(",") for line in made.metadata.get_all("Project-URL") or [])
    addresses = {label.strip().lower(): address.strip() for label, _comma, address in lines}
    first = next((addresses[label] for label in _HOMES if label in addresses), "")
    return first or str(made.metadata.json.get("home_page") or "")


def _copy_licences(made: Distribution) -> tuple[str, ...]:
    """The licence files of an installed package, under the name of the package."""
    pattern = re.compile(r"\.dist-info/(.*/)?(LICEN[CS]E|COPYING)[^/]*$", re.IGNORECASE)
    found = [each for each in made.files or [] if pattern.search(each.as_posix())]
    names = []
    for count, each in enumerate(found):
        name = f"{made.metadata['Name']}{f'-{count + 1}' if count else ''}.txt"
        lines = Path(str(each.locate())).read_text(encoding="utf-8").splitlines()
        (FOLDER / name).write_text("\n".join(line.rstrip() for line in lines).strip() + "\n", encoding="utf-8")
        names.append(name)
    return tuple(names)


if __name__ == "__main__":
    sys.exit(main())
