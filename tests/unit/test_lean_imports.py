"""What the app at rest must not have loaded, and that the ways to that leave nothing behind. In own processes."""

from __future__ import annotations

import subprocess
import sys

from tests.helpers.desktop import ROOT

SCAN = """
import linecache
from postureapp.runtime.lean_imports import skip_source_scan
skip_source_scan()
import PySide6.QtCore
import postureapp.core.session, calendar
sources = [name for name in linecache.cache if name.endswith(".py")]
assert not sources, sources
"""
SCHEDULE = """
import sys
import postureapp.runtime.schedule
heavy = {"asyncio", "ssl", "multiprocessing", "email", "importlib.metadata", "apscheduler.executors.pool"}
assert not heavy & set(sys.modules), heavy & set(sys.modules)
import asyncio, importlib.metadata
from apscheduler.executors.pool import ThreadPoolExecutor
assert asyncio.run(asyncio.sleep(0, "slept")) == "slept"
assert importlib.metadata.version("APScheduler").startswith("3.")
assert ThreadPoolExecutor(1)
"""
LOADED = """
import asyncio
import postureapp.runtime.schedule
assert asyncio.run(asyncio.sleep(0, "slept")) == "slept"
"""


def run(program: str) -> None:
    """Run a program. What it asserts, it asserts there."""
    done = subprocess.run(
        [sys.executable, "-c", program], cwd=ROOT, capture_output=True, text=True, timeout=60, check=False
    )
    assert done.returncode == 0, done.stderr


def test_no_source_is_kept_for_pyside() -> None:
    run(SCAN)


def test_the_scheduler_loads_nothing_heavy_and_the_real_modules_can_be_had_later() -> None:
    run(SCHEDULE)


def test_what_is_loaded_already_is_left_alone() -> None:
    run(LOADED)
