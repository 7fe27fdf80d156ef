"""Parts of a real desktop for tests: a virtual screen, a window manager, keys and mouse, and private buses.

Each part is a process of its own, out of the way of the person's desktop, and it is ended with the test. What is not
installed skips the test and says which package has it.
"""

from __future__ import annotations

import contextlib
import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest

PACKAGES = {"Xvfb": "xvfb", "pactl": "pulseaudio-utils", "dbus-daemon": "dbus", "dunstctl": "dunst"}
ROOT = Path(__file__).resolve().parents[2]


def need(program: str) -> None:
    """Skip the test where a program is missing."""
    if shutil.which(program) is None:
        pytest.skip(f"{program} is missing (package {PACKAGES.get(program, program)})")


@contextlib.contextmanager
def running(
    command: list[str], env: Mapping[str, str], pass_fds: tuple[int, ...] = (), log: Path | None = None
) -> Iterator[subprocess.Popen]:
    """A process that is ended, with what it started, when the block is left. What it says is added to `log`."""
    with log.open("ab") if log else contextlib.nullcontext(subprocess.DEVNULL) as said:
        process = subprocess.Popen(
            command,
            env=dict(env),
            pass_fds=pass_fds,
            start_new_session=True,
            stdin=subprocess.DEVNULL,
            stdout=said,
            stderr=said,
        )
    try:
        yield process
    finally:
        for number in (signal.SIGTERM, signal.SIGKILL):
            with contextlib.suppress(ProcessLookupError):
                os.killpg(process.pid, number)
            with contextlib.suppress(subprocess.TimeoutExpired):
                process.wait(3)


@contextlib.contextmanager
def telling(
    command: list[str], env: Mapping[str, str], log: Path | None = None
) -> Iterator[tuple[subprocess.Popen, str]]:
    """A server that writes one line to the descriptor `{fd}` once it is ready: the process and the line."""
    need(command[0])
    read_end, write_end = os.pipe()
    with contextlib.ExitStack() as stack:
        try:
            command = [part.format(fd=write_end) for part in command]
            process = stack.enter_context(running(command, env, (write_end,), log))
        finally:
            os.close(write_end)
        with os.fdopen(read_end) as lines:
            told = lines.readline().strip()
        assert told, f"{command[0]} did not start"
        yield process, told


@contextlib.contextmanager
def screen(size: str = "800x600", log: Path | None = None) -> Iterator[tuple[subprocess.Popen, str]]:
    """A virtual X screen: its process and its display."""
    command = ["Xvfb", "-displayfd", "{fd}", "-screen", "0", f"{size}x24", "-nolisten", "tcp", "-noreset"]
    with telling(command, os.environ, log) as (process, number):
        yield process, f":{number}"


@contextlib.contextmanager
def private_bus() -> Iterator[tuple[subprocess.Popen, str]]:
    """A message bus with no service on it: its process and its address."""
    command = ["dbus-daemon", "--session", "--nofork", "--nopidfile", "--print-address={fd}"]
    with telling(command, os.environ) as (process, address):
        yield process, address


def xdotool(display: str, *arguments: str) -> None:
    """Press keys and move the mouse for real."""
    need("xdotool")
    subprocess.run(["xdotool", *arguments], env={**os.environ, "DISPLAY": display}, check=True, timeout=20)


@contextlib.contextmanager
def window(display: str, title: str, **options: str) -> Iterator[subprocess.Popen]:
    """A small window of another program; `state="fullscreen"` fills the screen (see `window_program`)."""
    env = {**os.environ, "DISPLAY": display, "QT_QPA_PLATFORM": "xcb", "PYTHONPATH": str(ROOT)}
    arguments = [f"{name}={value}" for name, value in options.items()]
    command = [sys.executable, "-m", "tests.helpers.window_program", title, *arguments]
    with running(command, env) as process:
        yield process
