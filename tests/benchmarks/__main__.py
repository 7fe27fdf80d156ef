"""What the app costs at rest, measured beside a bare PySide6 tray program and, where installed, Workrave and Safe Eyes.

`python dev.py bench`. Every program is alone on a virtual desktop of its own: first its start and its memory, one
program at a time; then its wake-ups and its processor time, with the pointer still, with the pointer moving all the
time, and with somebody typing all the time. Then what a year takes, what the stretch window costs, and how fast the
home window opens. The exit code is 1 when an aim is missed.
"""

from __future__ import annotations

import argparse
import contextlib
import platform
import statistics
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from tests.benchmarks.home import home_part
from tests.benchmarks.judging import Aim, Part
from tests.benchmarks.kept import memory_part
from tests.benchmarks.kills import kills_part
from tests.benchmarks.measures import Cost, Memory, cost_over, read_memory
from tests.benchmarks.player import frame_part, player_part
from tests.benchmarks.programs import APP, BARE, PEERS, Program, missing_programs, said, started
from tests.benchmarks.year import year_part
from tests.helpers.virtual_desktop import KEYS, Desktop

MOST_WAKEUPS = 6.0
MOST_MEMORY = 1.5
STARTS = 5
MEMORY_SETTLE_S = 20.0
PAGE = Path(__file__).resolve().parents[2] / "docs" / "benchmarks.md"
PACE_S = 0.05  # between two movements of the pointer, and two keys

SMALL_PARTS: dict[str, Callable[[], Part]] = {
    "year": year_part,
    "frame": frame_part,
    "player": player_part,
    "memory": memory_part,
    "home": home_part,
    "kills": kills_part,
}
AT_REST = "rest"
REST, POINTER, TYPING = "pointer still", "pointer moving", "typing"


@dataclass(frozen=True, slots=True)
class Measured:
    """All that was measured of a program."""

    program: Program
    start_s: float
    memory: Memory
    costs: dict[str, Cost]


# --- measuring --------------------------------------------------------------------------------------------------------


def measure_memory(program: Program, settle_s: float) -> Memory:
    """Memory after the program has settled."""
    with started(program) as (desktop, session, _icon_s):
        time.sleep(settle_s)
        found = read_memory(session)
        if not found.pss:
            print(f"{program.name} did not run:\n{said(desktop)}", file=sys.stderr)
        return found


def measure_start(program: Program) -> float:
    """The median time from start to icon, of several starts; the first of them is not counted."""
    times_s = []
    for _ in range(STARTS + 1):
        with started(program) as (_desktop, _session, icon_s):
            times_s.append(icon_s)
    return statistics.median(times_s[1:])


def measure_costs(program: Program, settle_s: float, seconds: float) -> dict[str, Cost]:
    """What a minute costs while nothing happens, while the pointer moves, and while somebody types."""
    costs = {}
    with started(program) as (desktop, session, _icon_s):
        time.sleep(settle_s)
        for name, doing in ((REST, None), (POINTER, move_pointer), (TYPING, type_keys)):
            with busy(desktop, doing):
                costs[name] = cost_over(session, seconds)
    return costs


@contextlib.contextmanager
def busy(desktop: Desktop, doing: Callable[[Desktop, threading.Event], None] | None) -> Iterator[None]:
    """Somebody does this, all the time, until the block is left."""
    enough = threading.Event()
    person = threading.Thread(target=doing, args=(desktop, enough), daemon=True) if doing else None
    if person:
        person.start()
        time.sleep(2)  # going from rest to work is no part of either
    try:
        yield
    finally:
        enough.set()
        if person:
            person.join(10)


def move_pointer(desktop: Desktop, enough: threading.Event) -> None:
    """Move the pointer about the middle of the screen."""
    places = [(400 + 20 * n, 300 + 10 * (n % 7)) for n in range(20)]
    words = [word for x, y in places for word in ("mousemove", str(x), str(y), "sleep", str(PACE_S))]
    while not enough.is_set():
        desktop.xdotool(*words)


def type_keys(desktop: Desktop, enough: threading.Event) -> None:
    """Type without a pause."""
    words = [word for key in KEYS for word in ("key", key, "sleep", str(PACE_S))]
    while not enough.is_set():
        desktop.xdotool(*words)


def measure(programs: Sequence[Program], settle_s: float, seconds: float) -> list[Measured]:
    """Measure all of them: memory and starts one after the other, wake-ups at the same time."""
    memories, starts = {}, {}
    for program in programs:
        say(f"{program.name}: memory after {MEMORY_SETTLE_S:g} s at rest, then {STARTS} starts")
        memories[program.name] = measure_memory(program, MEMORY_SETTLE_S)
        starts[program.name] = measure_start(program) if program in (APP, BARE) else 0.0
    say(f"all: wake-ups, three times {seconds:g} s")
    with ThreadPoolExecutor(len(programs)) as pool:
        costs = list(pool.map(lambda program: measure_costs(program, settle_s, seconds), programs))
    return [
        Measured(program, starts[program.name], memories[program.name], cost)
        for program, cost in zip(programs, costs, strict=True)
    ]


# --- telling ----------------------------------------------------------------------------------------------------------


def say(sentence: str) -> None:
    """Tell what is being done."""
    print(f"... {sentence}", file=sys.stderr, flush=True)


def table(found: Sequence[Measured]) -> list[list[str]]:
    """The figures, a row for each and a column for each program."""
    rows = [["", *(each.program.name for each in found)]]
    states = (REST, POINTER, TYPING)
    rows += [[f"wake-ups a minute, {name}", *(f"{each.costs[name].wakeups:.1f}" for each in found)] for name in states]
    rows += [
        [f"processor ms a minute, {name}", *(f"{each.costs[name].cpu_ms:.0f}" for each in found)] for name in states
    ]
    rows.append(["memory at rest (PSS), MiB", *(f"{each.memory.pss:.1f}" for each in found)])
    rows.append(["of it private, MiB", *(f"{each.memory.private:.1f}" for each in found)])
    rows.append(["start to tray icon, s", *(f"{each.start_s:.2f}" if each.start_s else "" for each in found)])
    return rows


def aims(found: Sequence[Measured]) -> list[Aim]:
    """The aims and how they were met; the app and the bare program come first in `found`."""
    app, bare = found[:2]
    wakeups = [Aim(f"wake-ups a minute, {name}", cost.wakeups, MOST_WAKEUPS) for name, cost in app.costs.items()]
    ratio = app.memory.pss / bare.memory.pss
    return [*wakeups, Aim("memory against the bare tray program", ratio, MOST_MEMORY)]


def as_text(rows: Sequence[Sequence[str]]) -> str:
    """A table for the terminal."""
    widths = [max(len(row[column]) for row in rows) for column in range(len(rows[0]))]
    return "\n".join(
        "  ".join(
            cell.ljust(width) if not n else cell.rjust(width)
            for n, (cell, width) in enumerate(zip(row, widths, strict=True))
        )
        for row in rows
    )


def as_page(tables: Sequence[Sequence[Sequence[str]]], judged: Sequence[Aim], seconds: float) -> str:
    """The page for docs/: the figures and how they came about."""
    lines = [
        "# Benchmarks",
        "",
        "Written by `python3 dev.py bench --page`; the figures are of one run on one machine.",
        "",
    ]
    lines += [
        f"- {datetime.now(UTC):%Y-%m-%d}, {machine()}",
        f"- each state of wake-ups measured for {seconds:g} s",
        "",
    ]
    for head, *others in tables:
        lines += [f"| {' | '.join(head)} |", f"|---|{'---:|' * (len(head) - 1)}"]
        lines += [*(f"| {' | '.join(row)} |" for row in others), ""]
    lines += ["| aim | measured | at most | |", "|---|---:|---:|---|"]
    lines += [f"| {aim.words} | {aim.measured:.2f} | {aim.most:g} | {verdict(aim)} |" for aim in judged]
    lines += [
        "",
        "A wake-up is a voluntary context switch of any thread of the program. PSS counts what several programs share",
        "in equal parts; pages of the files of Qt count whole. Every program runs alone on a virtual desktop (Xvfb,",
        "openbox, trayer, dunst) of its own. Frames are timed by the processor, over all moves. The share of a core is",
        "that of a window whose figure moves without a rest; in a real stretch it mostly holds still. Windows are",
        "opened when the menu has been open; what was kept is of the resident memory, which other programs can't move.",
        "What stays is the code of the windows; own memory is what is no page of a file.",
        "",
    ]
    return "\n".join(lines)


def verdict(aim: Aim) -> str:
    """Met or missed."""
    return "met" if aim.is_met else "MISSED"


def machine() -> str:
    """What it was measured on."""
    release = platform.freedesktop_os_release().get("PRETTY_NAME", platform.system())
    qt = subprocess.run(
        [sys.executable, "-c", "import PySide6; print(PySide6.__version__)"], capture_output=True, text=True, check=True
    ).stdout.strip()
    return f"{release}, Python {platform.python_version()}, PySide6 {qt}"


def parse(arguments: Sequence[str] | None = None) -> argparse.Namespace:
    """The command line."""
    parser = argparse.ArgumentParser(prog="dev.py bench", description=__doc__.splitlines()[0] if __doc__ else "")
    parts = (AT_REST, *SMALL_PARTS)
    parser.add_argument("--only", action="append", choices=parts, help="this part; may be given more than once")
    parser.add_argument("--seconds", type=float, default=30.0, help="how long each state is measured (30)")
    parser.add_argument("--settle", type=float, default=45.0, help="how long a program settles before (45)")
    parser.add_argument("--with-peers", action="store_true", help="insist on Workrave and Safe Eyes being there")
    parser.add_argument("--without-peers", action="store_true", help="leave Workrave and Safe Eyes out")
    parser.add_argument("--threads", action="store_true", help="tell which thread woke up how often")
    parser.add_argument("--page", action="store_true", help="write docs/benchmarks.md")
    given = parser.parse_args(arguments)
    if given.only and given.page:
        parser.error("the page needs all parts: leave --only or --page out")
    given.parts = given.only or parts
    return given


def main() -> int:
    """Measure, tell, and judge."""
    given = parse()
    absent = [program.package for program in PEERS if not program.is_here]
    lacking = missing_programs() + (absent if given.with_peers else [])
    if lacking:
        print(f"These packages are missing. Please run: sudo apt-get install {' '.join(lacking)}", file=sys.stderr)
        return 2
    tables: list[list[list[str]]] = []
    judged: list[Aim] = []
    if AT_REST in given.parts:
        peers = [] if given.without_peers else [program for program in PEERS if program.is_here]
        found = measure([APP, BARE, *peers], given.settle, given.seconds)
        tables.append(table(found))
        judged += aims(found)
        if given.threads:
            tell_threads(found)
    small = [measured_part(name) for name in SMALL_PARTS if name in given.parts]
    if small:
        tables.append([["", APP.name], *(row for part in small for row in part.rows)])
        judged += [aim for part in small for aim in part.aims]
    print("\n\n".join(as_text(rows) for rows in tables), end="\n\n")
    for aim in judged:
        print(f"{verdict(aim):7} {aim.words}: {aim.measured:.2f}, at most {aim.most:g}")
    if given.page:
        PAGE.write_text(as_page(tables, judged, given.seconds), encoding="utf-8")
    return 0 if all(aim.is_met for aim in judged) else 1


def measured_part(name: str) -> Part:
    """Measure one of the small parts."""
    say(name)
    return SMALL_PARTS[name]()


def tell_threads(found: Sequence[Measured]) -> None:
    """Tell which thread woke up how often."""
    for each in found:
        for name, cost in each.costs.items():
            threads = ", ".join(f"{thread} {count:.1f}" for thread, count in sorted(cost.by_thread.items()))
            print(f"{each.program.name}, {name}: {threads or 'no thread woke up'}")
    print()


if __name__ == "__main__":
    sys.exit(main())
