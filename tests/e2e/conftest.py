"""What the end-to-end tests stand on: a virtual desktop and an app in folders of its own.

When a test fails, what the app and the desktop said and a picture of the screen go with the report.
"""

from __future__ import annotations

import contextlib
import sqlite3
from collections.abc import Callable, Generator, Iterator
from pathlib import Path

import pytest

from tests.helpers.running_app import App
from tests.helpers.virtual_desktop import Desktop

HERE = Path(__file__).parent


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Everything here is end-to-end."""
    for item in items:
        if item.path.is_relative_to(HERE):
            item.add_marker(pytest.mark.e2e)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(
    item: pytest.Item, call: pytest.CallInfo[None]
) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """Attach what the app and the desktop said to a failure."""
    report = yield
    if report.failed:
        for value in {id(value): value for value in getattr(item, "funcargs", {}).values()}.values():
            if isinstance(value, App):
                for run in sorted(value.log.parent.glob("*-said-*.txt")):
                    report.sections.append((f"the app said ({run.name})", run.read_text(errors="replace")))
                with contextlib.suppress(sqlite3.Error):
                    report.sections.append(("diary", "\n".join(map(str, value.diary()))))
            elif isinstance(value, Desktop):
                report.sections.append(("desktop", value.logs()))
                picture = item.funcargs["tmp_path"] / "failed.png"  # type: ignore[attr-defined]
                with contextlib.suppress(AssertionError, OSError):
                    report.sections.append(("screen", str(value.screenshot(picture))))
    return report


@pytest.fixture(scope="session")
def shared_desktop() -> Iterator[Desktop]:
    """A desktop with all its parts, for all tests that leave it as it was."""
    with Desktop() as whole:
        yield whole


@pytest.fixture
def desktop(shared_desktop: Desktop, tmp_path: Path) -> Desktop:
    """A desktop with all its parts, the mouse out of the way and no notification on it."""
    shared_desktop.xdotool("mousemove", "300", "600")
    shared_desktop.close_notifications()
    return shared_desktop


@pytest.fixture
def make_desktop() -> Iterator[Callable[..., Desktop]]:
    """Makes desktops that lack something."""
    made: list[Desktop] = []

    def make(**parts: bool) -> Desktop:
        made.append(Desktop(**parts).__enter__())
        return made[-1]

    yield make
    for each in made:
        each.__exit__()


@pytest.fixture
def app(desktop: Desktop, tmp_path: Path) -> Iterator[App]:
    """An app on the shared desktop, not started yet."""
    given = App(desktop.env, tmp_path / "home")
    yield given
    given.close()
