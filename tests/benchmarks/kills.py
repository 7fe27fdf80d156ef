"""Whether an entry that was shown as kept is ever lost: the process that keeps them is killed at 500 random moments."""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

from tests.benchmarks.judging import Aim, Part
from tests.helpers.killing import kill_while_writing

KILLS = 500


def kills_part() -> Part:
    """The kills as a part of the benchmarks."""
    with tempfile.TemporaryDirectory() as folder:
        wrong = kill_while_writing(Path(folder) / "diary.sqlite3", KILLS)
    for sentence in wrong:
        print(sentence, file=sys.stderr)
    words = f"entries lost or diaries broken in {KILLS} kills while entries are kept"
    return Part([[words, str(len(wrong))]], [Aim(words, float(len(wrong)), 0.0)])
