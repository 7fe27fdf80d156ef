"""Who may import which outer library: what import-linter can't say, as it sees outer packages only whole."""

import ast
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.arch.repository import ROOT, matching, module_name, syntax

WIDGET_ROOMS = ("app", "devtools", "ui")
PAINTING_ROOMS = (*WIDGET_ROOMS, "figure", "reports")

ALLOWED = {
    "PySide6": (*PAINTING_ROOMS, "cli", "runtime", "platforms"),
    "PySide6.QtGui": PAINTING_ROOMS,
    "PySide6.QtSvg": PAINTING_ROOMS,
    "PySide6.QtPrintSupport": PAINTING_ROOMS,
    "PySide6.QtWidgets": WIDGET_ROOMS,
    "PySide6.QtSvgWidgets": WIDGET_ROOMS,
    "apscheduler": ("runtime.schedule",),
    "plyer": ("platforms",),
    "jeepney": ("platforms",),
}

LOADED_BY_CORE = """
import importlib, pkgutil, sys
import postureapp.core, postureapp.ports
for module in pkgutil.walk_packages(postureapp.core.__path__, "postureapp.core."):
    importlib.import_module(module.name)
print(*sorted(sys.modules))
"""
NOT_FOR_CORE = {
    "PySide6",
    "apscheduler",
    "jeepney",
    "numpy",
    "platformdirs",
    "plyer",
    "shiboken6",
    "sqlite3",
    "asyncio",
}


def imports(path: Path) -> Iterator[tuple[int, str]]:
    """Line and full name of everything a file imports, lazy imports included."""
    for node in ast.walk(syntax(path)):
        if isinstance(node, ast.Import):
            yield from ((node.lineno, name.name) for name in node.names)
        elif isinstance(node, ast.ImportFrom):
            yield from ((node.lineno, f"{node.module}.{name.name}") for name in node.names)


def within(name: str, packages: tuple[str, ...]) -> bool:
    """Whether a dotted name is one of the packages or lies in one."""
    return any(name == package or name.startswith(package + ".") for package in packages)


@pytest.mark.parametrize("library", ALLOWED)
def test_library_is_imported_only_where_it_belongs(library: str) -> None:
    rooms = tuple(f"postureapp.{room}" for room in ALLOWED[library])
    found = [
        f"{path}:{line}: {name}"
        for path in matching("postureapp/*.py")
        if not within(module_name(path), rooms)
        for line, name in imports(path)
        if within(name, (library,))
    ]
    assert not found, f"{library} belongs in {', '.join(ALLOWED[library])} only:\n" + "\n".join(found)


def test_importing_core_loads_nothing_of_the_outer_world() -> None:
    command = [sys.executable, "-c", LOADED_BY_CORE]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    loaded = done.stdout.split()
    assert "postureapp.core" in loaded
    unwanted = NOT_FOR_CORE.intersection(name.partition(".")[0] for name in loaded)
    assert not unwanted
