"""The debug page: what whoever looks into a problem has to know of this machine and this app, as plain text.

Whoever copies it hands it on, so nothing of the person is in it: no line of the diary, no pain, no safety answer, no
move, no value of a setting that is the person's own, no name in a path. Its words are English, for those who read it.
"""

from __future__ import annotations

import os
import platform
import sys
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from postureapp import __version__
from postureapp.core.policy import Effective, Source
from postureapp.core.setting_values import as_written
from postureapp.core.settings import Declaration, Owner, Value, declarations
from postureapp.ports import Choice
from postureapp.storage import folders
from postureapp.storage.folders import Folders
from postureapp.storage.inventory import holdings

_VARIABLES = (
    "XDG_CURRENT_DESKTOP",
    "DESKTOP_SESSION",
    "XDG_SESSION_TYPE",
    "LANG",
    "QT_QPA_PLATFORM",
    "QT_SCALE_FACTOR",
)
_LIBRARIES = ("PySide6_Essentials", "APScheduler", "jeepney", "msgspec", "platformdirs", "plyer", "tzlocal")
_LONGEST = 200


@dataclass(frozen=True, slots=True)
class Seen:
    """What is known: the folders and settings, and, of the app that runs, what was chosen, its problems, its screens.

    `capabilities` is None where no app runs.
    """

    places: Folders
    effective: Effective
    capabilities: Mapping[str, Choice] | None = None
    problems: Sequence[str] = ()
    screens: Sequence[str] = ()
    platform: str = ""
    environ: Mapping[str, str] = field(default_factory=lambda: os.environ)


def debug_page(seen: Seen) -> str:
    """The page."""
    parts = {
        "": _versions(seen),
        "Desktop": _desktop(seen),
        "Capabilities": _capabilities(seen.capabilities),
        "Settings that differ from the default": _settings(seen.effective),
        "Problems": _problems(seen.problems),
        "Files": _files(seen.places),
    }
    lines: list[str] = []
    for title, part in parts.items():
        if title:
            lines += ["", title]
        lines += [f"  {line}" if title else line for line in part]
    return _without_names("\n".join(lines)) + "\n"


def _versions(seen: Seen) -> Iterator[str]:
    yield f"PostureApp {__version__}" + (", packaged" if getattr(sys, "frozen", False) else "")
    yield f"Python {platform.python_version()} on {platform.platform()}"
    found = []
    for name in _LIBRARIES:
        try:
            found.append(f"{name} {version(name)}")
        except PackageNotFoundError:
            continue  # packaged without it, or not needed on this system
    yield ", ".join(found)
    yield "Running: " + ("no" if seen.capabilities is None else "yes")


def _desktop(seen: Seen) -> Iterator[str]:
    for name in _VARIABLES:
        if seen.environ.get(name):
            yield f"{name} = {seen.environ[name][:_LONGEST]}"
    for name in ("WAYLAND_DISPLAY", "DISPLAY", "DBUS_SESSION_BUS_ADDRESS", "FLATPAK_ID", "SNAP"):
        yield f"{name}: {'set' if seen.environ.get(name) else 'not set'}"
    if seen.platform:
        yield f"Qt platform: {seen.platform}"
    yield from (f"Screen: {screen}" for screen in seen.screens)


def _capabilities(found: Mapping[str, Choice] | None) -> Iterator[str]:
    if found is None:
        yield "not known: the app does not run"
        return
    for name, choice in found.items():
        yield f"{name}: {choice.chosen}" + (f" ({choice.note})" if choice.note else "")
        for other, why in choice.rejected:
            yield f"  not {other}: {why}"


def _settings(effective: Effective) -> Iterator[str]:
    differing = [
        (declaration, getattr(effective.settings, name))
        for name, declaration, default in declarations()
        if getattr(effective.settings, name) != default
    ]
    for declaration, value in differing:
        source = effective.source(declaration.key)
        locked = ", locked" if declaration.key in effective.locked else ""
        yield f"{declaration.key} = {_value(declaration, value, source)} ({source.value}{locked})"
    if not differing:
        yield "none"


def _value(declaration: Declaration, value: Value, source: Source) -> str:
    """A value; what is nobody's but the person's own is only told to be changed."""
    if _is_own(declaration) and source is not Source.ORGANISATION:
        return "changed"
    return str(as_written(value))[:_LONGEST]


def _is_own(declaration: Declaration) -> bool:
    """Working hours may be recommended to a person, but when they work is the rhythm of their days."""
    return declaration.owner is Owner.PERSON or declaration.key == "working_hours"


def _problems(told: Sequence[str]) -> Iterator[str]:
    own = [declaration.key for _name, declaration, _default in declarations() if _is_own(declaration)]
    for problem in told:
        key = next((key for key in own if key in problem), "")
        yield f"a problem with {key}" if key else problem.replace("\n", " ")
    if not told:
        yield "none"


def _files(places: Folders) -> Iterator[str]:
    for name, folder in (("config", places.config), ("data", places.data), ("state", places.state)):
        yield f"{name}: {folder}" + ("" if folder.is_dir() else " (not there)")
    for holding in holdings(places):
        files = holding.files()
        more = f" in {len(files)} files" if len(files) != 1 else ""
        yield f"{holding.path.name}: {holding.size()} bytes{more}"
    yield f"shipped: {folders.resources()}"


def _without_names(page: str) -> str:
    """The person's name is in the path of their home folder."""
    home = str(Path.home())
    for path in (os.path.realpath(home), home):  # where the home folder is a link, either may stand there
        page = page.replace(path, "~") if len(path) > 1 else page
    return page
