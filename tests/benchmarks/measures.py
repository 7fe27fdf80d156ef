"""What a running program costs, read from /proc: wake-ups, processor time, memory. Reading disturbs nothing.

A program counts with all processes of its session, so that one that starts others is not seen as cheaper than it is.
"""

from __future__ import annotations

import contextlib
import os
import re
import sys
import time
from dataclasses import dataclass
from pathlib import Path

LOOK_EACH_S = 0.5
_TICK_MS = 1000 / os.sysconf("SC_CLK_TCK")
_SWITCHES = re.compile(r"^voluntary_ctxt_switches:\s+(\d+)", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Counters:
    """What was counted since the program began: by thread, the times it went to sleep and its name; and time used."""

    switches: dict[tuple[int, int], int]
    names: dict[tuple[int, int], str]
    cpu_ms: float
    at_s: float


@dataclass(frozen=True, slots=True)
class Cost:
    """What a minute costs; `by_thread` are the wake-ups of each thread that had any."""

    wakeups: float
    cpu_ms: float
    by_thread: dict[str, float]


@dataclass(frozen=True, slots=True)
class Memory:
    """Memory in MiB. PSS shares what is shared; private is what would be free again if the program ended.

    Anonymous is what is not a page of a file.
    """

    pss: float
    private: float
    resident: float
    anonymous: float


def pids_of(session: int) -> list[int]:
    """The processes of a session."""
    found = []
    for folder in Path("/proc").iterdir():
        if folder.name.isdigit():
            with contextlib.suppress(OSError):
                if os.getsid(int(folder.name)) == session:
                    found.append(int(folder.name))
    return found


def read_counters(session: int) -> Counters:
    """All counters of this moment."""
    switches: dict[tuple[int, int], int] = {}
    names: dict[tuple[int, int], str] = {}
    cpu_ms = 0.0
    for pid in pids_of(session):
        with contextlib.suppress(OSError):
            fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
            cpu_ms += (int(fields[11]) + int(fields[12])) * _TICK_MS
            for task in Path(f"/proc/{pid}/task").iterdir():
                with contextlib.suppress(OSError):
                    found = _SWITCHES.search((task / "status").read_text())
                    key = pid, int(task.name)
                    switches[key] = int(found.group(1)) if found else 0
                    names[key] = (task / "comm").read_text().strip()
    return Counters(switches, names, cpu_ms, time.monotonic())


def cost_over(session: int, seconds: float) -> Cost:
    """What a minute costs, measured for so long. Threads are looked at often, so that those that end count as well."""
    before = after = read_counters(session)
    until_s = before.at_s + seconds
    while after.at_s < until_s:
        time.sleep(min(LOOK_EACH_S, max(0.0, until_s - after.at_s)))
        now = read_counters(session)
        after = Counters(after.switches | now.switches, after.names | now.names, now.cpu_ms, now.at_s)
    return _cost_between(before, after)


def _cost_between(before: Counters, after: Counters) -> Cost:
    minutes = (after.at_s - before.at_s) / 60
    each = {key: count - before.switches.get(key, 0) for key, count in after.switches.items()}
    by_thread: dict[str, float] = {}
    for key, count in each.items():
        if count > 0:
            name = after.names[key]
            by_thread[name] = by_thread.get(name, 0.0) + count / minutes
    return Cost(sum(by_thread.values()), (after.cpu_ms - before.cpu_ms) / minutes, by_thread)


def read_memory(session: int) -> Memory:
    """Memory of all processes of a session.

    Pages of files in the environment that runs us (PySide6 above all) count whole, as they do where the app is used:
    there no other program maps them, whereas here another test may, just now, and halve the figure.
    """
    pss = private = resident = anonymous = 0
    for pid in pids_of(session):
        with contextlib.suppress(OSError):
            own = False
            for line in Path(f"/proc/{pid}/smaps").read_text().splitlines():
                name, _, rest = line.partition(":")
                if name == "Rss":
                    resident += int(rest.split()[0])
                    pss += int(rest.split()[0]) if own else 0
                elif name == "Pss":
                    pss += 0 if own else int(rest.split()[0])
                elif name == "Anonymous":
                    anonymous += int(rest.split()[0])
                elif name in ("Private_Clean", "Private_Dirty"):
                    private += int(rest.split()[0])
                elif "-" in name and " " in name:  # the head of a mapping
                    own = sys.prefix in line
    return Memory(pss / 1024, private / 1024, resident / 1024, anonymous / 1024)
