"""The programs that are measured, each started as a person would and alone on a virtual desktop of its own."""

from __future__ import annotations

import shutil
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from tests.helpers import desktop as parts
from tests.helpers.running_app import App
from tests.helpers.virtual_desktop import Desktop, eventually


@dataclass(frozen=True, slots=True)
class Program:
    """A program: what it is called, how it is started, and what its windows on the screen are called."""

    name: str
    command: tuple[str, ...]
    window_class: str
    package: str = ""

    @property
    def is_here(self) -> bool:
        """Whether it is installed."""
        return shutil.which(self.command[0]) is not None


APP = Program("PostureApp", (sys.executable, "-m", "postureapp"), "postureapp")
BARE = Program("bare tray", (sys.executable, "-m", "tests.benchmarks.bare_tray"), "bare_tray")
PEERS = (
    Program("Workrave", ("workrave",), "workrave", "workrave"),
    Program("Safe Eyes", ("safeeyes",), "safeeyes", "safeeyes"),
)


@contextmanager
def started(program: Program) -> Iterator[tuple[Desktop, int, float]]:
    """Run it on a desktop of its own: the desktop, its session, and the seconds from start to icon.

    The app is at work, whatever the hour, with its questions answered: the state in which it is all day.
    """
    with Desktop() as desktop:
        desktop.xdotool("mousemove", "640", "400")
        env = desktop.env
        if program is APP:
            app = App(env, desktop.folder / "app")
            app.prepare()
            env = app.env
        elif program in PEERS:  # Safe Eyes does not start without a system bus
            env = {**env, "DBUS_SYSTEM_BUS_ADDRESS": desktop.bus_address}
        began_s = time.monotonic()
        with parts.running(list(program.command), env, log=desktop.folder / "program.log") as process:
            icon_s = _seconds_to_icon(desktop, program, began_s)
            yield desktop, process.pid, icon_s


def _seconds_to_icon(desktop: Desktop, program: Program, began_s: float) -> float:
    """How long it took until something of it was on the screen; 0 where nothing comes."""
    try:
        eventually(lambda: desktop.windows(of_class=program.window_class), 15, "its icon")
    except AssertionError:
        return 0.0
    return time.monotonic() - began_s


def missing_programs() -> list[str]:
    """The Debian packages that are missing to make a desktop."""
    wanted = {"Xvfb": "xvfb", "dbus-daemon": "dbus"}
    wanted |= {name: name for name in ("openbox", "trayer", "dunst", "xdotool")} | {"xprop": "x11-utils"}
    return [package for program, package in wanted.items() if shutil.which(program) is None]


def said(desktop: Desktop) -> str:
    """What the program on a desktop wrote."""
    path: Path = desktop.folder / "program.log"
    return path.read_text(errors="replace") if path.exists() else ""
