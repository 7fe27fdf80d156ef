"""What the stretch window costs: a frame, its share of a core while it moves and while hidden, and the memory it keeps.

Real processes on virtual desktops: the window by itself for its share of a core, the whole app for its memory.
"""

from __future__ import annotations

import contextlib
import statistics
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass

from tests.benchmarks.frames import SCALE, SIDE, measure_frames
from tests.benchmarks.judging import Aim, Part
from tests.benchmarks.measures import Cost, Memory, cost_over, read_memory
from tests.benchmarks.player_program import HIDDEN, MOVING
from tests.helpers import desktop as parts
from tests.helpers.running_app import App, own_windows
from tests.helpers.virtual_desktop import Desktop, eventually

MOST_FRAME_MS = 10.0
MOST_SHARE = 35.0
MOST_BETWEEN_MS = 65.0  # fewer than fifteen frames a second no longer look like a movement
MOST_HIDDEN_MS = 10.0  # a minute; what one tick of the kernel's clock already makes
MOST_KEPT_MIB = 5.0
SETTLE_S, MOVING_S, HIDDEN_S = 3.0, 12.0, 10.0
OPENS, OPEN_S = 10, 0.8  # the figure moves for a moment
WINDOWS = {"stretch": "the stretch window", "moves": "the browser of moves"}
MINUTE_MS = 60_000.0
SCREEN = (2800, 2000)
PROGRAM = "tests.benchmarks.player_program"


@dataclass(frozen=True, slots=True)
class Kept:
    """Memory of the app before a window was ever opened, after it was closed once, and after the last time."""

    before: Memory
    after_one: Memory
    after_all: Memory


def share_of(state: str, seconds: float) -> tuple[Cost, list[int]]:
    """What a minute of the stretch window costs in a state, and its frames in each second if it moves."""
    with Desktop(tray=False, notifications=False, size=SCREEN) as desktop:
        desktop.env["QT_SCALE_FACTOR"] = f"{SCALE:g}"
        command = [sys.executable, "-m", PROGRAM, state]
        with parts.running(command, desktop.env, log=desktop.folder / "program.log") as process:
            eventually(lambda: desktop.windows(of_class="player_program"), 15, "the window is there")
            time.sleep(SETTLE_S)
            log = desktop.folder / "program.log"
            assert process.poll() is None, log.read_text()
            cost = cost_over(process.pid, seconds)
            return cost, [int(line) for line in log.read_text().split()[-int(seconds) :]]


def memory_kept() -> tuple[Memory, dict[str, Kept]]:
    """The memory of the whole app at rest, and before and after each window was opened and closed, by its command.

    A window is opened by a person, who has seen the menu: what any window needs (fonts, the painter) is in use by then.
    """
    with _app_at_rest() as (desktop, app):
        at_rest = _settled(app)
        (tray,) = desktop.windows(of_class="trayer")
        desktop.click_window(tray, 0.5, 0.3, button=3)  # its menu
        eventually(lambda: len(desktop.windows(of_class="postureapp")) > 1, 10, "the menu is open")
        desktop.key("Escape")
        return at_rest, {command: _kept_by(command, desktop, app) for command in WINDOWS}


def _kept_by(command: str, desktop: Desktop, app: App) -> Kept:
    found = [_settled(app)]
    for number in range(OPENS):
        assert app.command(command).returncode == 0
        try:
            (window,) = eventually(lambda: list(own_windows(desktop).values()), 10, f"{command}: a window is open")
        except AssertionError as missing:
            raise AssertionError(f"{missing}\n{app.said()}") from None
        time.sleep(OPEN_S)
        desktop.xdotool("windowfocus", "--sync", window, "key", "Escape")
        eventually(lambda: not own_windows(desktop), 10, "it is closed")
        if number in (0, OPENS - 1):
            found.append(_settled(app))
    return Kept(*found)


@contextlib.contextmanager
def _app_at_rest() -> Iterator[tuple[Desktop, App]]:
    with Desktop() as desktop:
        app = App(desktop.env, desktop.folder / "app")
        app.prepare()
        try:
            app.start()
            time.sleep(SETTLE_S)
            yield desktop, app
        finally:
            app.close()


def _settled(app: App) -> Memory:
    time.sleep(SETTLE_S)
    assert app.process is not None
    return read_memory(app.process.pid)


def frame_part() -> Part:
    """A frame of the figure."""
    found = measure_frames()
    rows = [
        [f"a frame of the figure, {SIDE} × {SIDE} at scale {SCALE:g}, median ms", f"{found.median_ms:.1f}"],
        ["its 95th percentile, ms", f"{found.p95_ms:.1f}"],
        [f"the dearest move ({found.dearest}), median ms", f"{found.dearest_ms:.1f}"],
        ["share of pose and joints in a frame, %", f"{found.kinematics_share * 100:.0f}"],
        ["the same strokes recorded and played again by Qt alone, median ms", f"{found.replay_ms:.1f}"],
    ]
    return Part(rows, [Aim("a frame of the figure, median ms", found.median_ms, MOST_FRAME_MS)])


def player_part() -> Part:
    """The stretch window while it moves, and while it is hidden."""
    (moving, frames), (hidden, _) = share_of(MOVING, MOVING_S), share_of(HIDDEN, HIDDEN_S)
    share = moving.cpu_ms / MINUTE_MS * 100.0
    between_ms = 1000.0 / max(statistics.median(frames), 1)
    rows = [
        [f"stretch window moving all the time, figure {SIDE} × {SIDE} at scale {SCALE:g}, % of a core", f"{share:.0f}"],
        ["its frames a second", f"{statistics.median(frames):.0f}"],
        ["stretch window hidden, processor ms a minute", f"{hidden.cpu_ms:.0f}"],
        ["stretch window hidden, wake-ups a minute", f"{hidden.wakeups:.0f}"],
    ]
    aims = [
        Aim("share of a core while the stretch window moves, %", share, MOST_SHARE),
        Aim("ms between its frames", between_ms, MOST_BETWEEN_MS),
        Aim("processor ms a minute while it is hidden", hidden.cpu_ms, MOST_HIDDEN_MS),
    ]
    return Part(rows, aims)


def memory_part() -> Part:
    """What the app keeps of the memory of windows that were closed."""
    at_rest, kept = memory_kept()
    rows, aims = [["memory (PSS) before any window or menu was open, MiB", f"{at_rest.pss:.1f}"]], []
    for command, each in kept.items():
        name = WINDOWS[command]
        own = each.after_all.anonymous - each.before.anonymous
        rows += [
            [f"before {name} was ever open, MiB", f"{each.before.pss:.1f}"],
            ["after it was opened and closed once, MiB", f"{each.after_one.pss:.1f}"],
            [f"after {OPENS} times, MiB", f"{each.after_all.pss:.1f}"],
            ["of what was kept: own memory, MiB", f"{own:.1f}"],
        ]
        kept_mib = each.after_all.pss - each.before.pss
        aims.append(Aim(f"memory kept after {OPENS} times {name}, MiB", kept_mib, MOST_KEPT_MIB))
    return Part(rows, aims)
