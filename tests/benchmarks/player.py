"""What the stretch window costs: a frame, and its share of a core while it moves and while it is hidden.

A real process on a virtual desktop, with that window alone.
"""

from __future__ import annotations

import statistics
import sys
import time

from tests.benchmarks.frames import SCALE, SIDE, measure_frames
from tests.benchmarks.judging import Aim, Part
from tests.benchmarks.measures import Cost, cost_over
from tests.benchmarks.player_program import HIDDEN, MOVING
from tests.helpers import desktop as parts
from tests.helpers.virtual_desktop import Desktop, eventually

MOST_FRAME_MS = 10.0
MOST_SHARE = 35.0
MOST_BETWEEN_MS = 65.0  # fewer than fifteen frames a second no longer look like a movement
MOST_HIDDEN_MS = 10.0  # a minute; what one tick of the kernel's clock already makes
SETTLE_S, MOVING_S, HIDDEN_S = 3.0, 12.0, 10.0
MINUTE_MS = 60_000.0
SCREEN = (2800, 2000)
PROGRAM = "tests.benchmarks.player_program"


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
