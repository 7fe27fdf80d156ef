"""Kills a process while it keeps entries, again and again on the same diary, and looks at what is left each time."""

from __future__ import annotations

import random
import sqlite3
import subprocess
import sys
import time
from contextlib import closing
from pathlib import Path

from postureapp.storage.diary import SqliteDiary

ROOT = Path(__file__).resolve().parents[2]


def kill_while_writing(diary: Path, times: int, seed: int = 0) -> list[str]:
    """Kill the writer so many times at random moments; gives a sentence for whatever was lost or broken."""
    chance, wrong, kept = random.Random(seed), list[str](), 0
    for turn in range(1, times + 1):
        shown = _once(diary, kept, chance.uniform(0.0, 0.05))
        kept, told = _look(diary, shown)
        wrong += [f"kill {turn}: {each}" for each in told]
    return wrong


def _once(diary: Path, begin: int, after_s: float) -> int:
    """Let it write, kill it so long after its first entry, and give the last number that it said was kept."""
    with subprocess.Popen(
        [sys.executable, "-m", "tests.helpers.entry_writer", str(diary), str(begin)], cwd=ROOT, stdout=subprocess.PIPE
    ) as writer:
        assert writer.stdout is not None
        first = writer.stdout.readline()
        time.sleep(after_s)
        writer.kill()
        said = [first, *writer.stdout.read().splitlines(keepends=True)]
    whole = [int(line) for line in said if line.endswith(b"\n")]
    return whole[-1] if whole else begin - 1


def _look(diary: Path, shown: int) -> tuple[int, list[str]]:
    """How many entries the diary has, and what is wrong with it."""
    wrong = list[str]()
    SqliteDiary(diary, lambda problem: wrong.append(str(problem))).close()
    with closing(sqlite3.connect(diary)) as connection:
        (sound,) = connection.execute("PRAGMA integrity_check").fetchone()
        if sound != "ok":
            wrong.append(f"the diary is broken: {sound}")
        notes = connection.execute("SELECT json_extract(data, '$.note') FROM events ORDER BY id")
        kept = [int(note.split()[0]) for (note,) in notes]
    if kept != [*range(len(kept))]:
        wrong.append("an entry is missing, or there twice")
    if len(kept) <= shown:
        wrong.append(f"{shown + 1 - len(kept)} entries that were shown as kept are lost")
    return len(kept), wrong
