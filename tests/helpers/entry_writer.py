"""A process that keeps entries of pain as fast as it can, and says the number of each when it is kept. To be killed.

`python -m tests.helpers.entry_writer DIARY`
"""

from __future__ import annotations

import sys
from datetime import UTC, datetime, timedelta
from itertools import count
from pathlib import Path

from postureapp.core.events import Fact, FactKind, Moment
from postureapp.core.pain_diary import PainEntry, data_of
from postureapp.storage.diary import SqliteDiary


def _fail(problem: object) -> None:
    raise SystemExit(f"the diary was not read: {problem}")


def main() -> None:
    """Keep entries until killed. Each says what is its number among all that were ever shown as kept."""
    diary = SqliteDiary(Path(sys.argv[1]), _fail)
    begin = int(sys.argv[2])
    for n in count(begin):
        at = Moment(datetime(2026, 1, 1, tzinfo=UTC) + timedelta(seconds=n), UTC, float(n))
        diary.append(at, Fact(FactKind.PAIN), data_of(PainEntry(n % 11, note=f"{n} " + "word " * (n % 60))))
        print(n, flush=True)


if __name__ == "__main__":
    main()
