"""Today and yesterday as the diary tells them, read anew only as far as something was added.

It reads little: two days and the evening before them, and after that what is new. It writes nothing.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta

from postureapp.core.day import Day, Kept, of_days
from postureapp.core.events import Moment
from postureapp.core.hours import wall_to_utc
from postureapp.core.status import Status

Facts = Callable[[datetime, datetime], list[Kept]]
BEFORE = timedelta(hours=12)  # what was begun on the evening before reaches into the first day
AHEAD = timedelta(days=1)


class HomeDays:
    """Today and yesterday. `facts` gives the facts from a moment to another."""

    def __init__(self, facts: Facts) -> None:
        self._facts = facts
        self._kept: list[Kept] = []
        self._on: date | None = None

    def look(self, now: Moment, status: Status) -> tuple[Day, Day]:
        """Today and yesterday, as they stand now; today reaches to now by what the status tells.

        Raises: EnvironmentProblem, where the diary can't be read.
        """
        today = now.local.date()
        if not self._take_new(today, now):
            self._kept = self._facts(_midnight(today - timedelta(days=1), now) - BEFORE, now.utc + AHEAD)
            self._on = today
        before = today - timedelta(days=1)
        yesterday, so_far = of_days(self._kept, before, today, now.local, status.running)
        return so_far, yesterday

    def _take_new(self, today: date, now: Moment) -> bool:
        """Add what came since; False where all is to be read: another day, a clock set back, facts deleted."""
        if self._on != today or not self._kept or self._kept[-1].at > now.utc:
            return False
        last = self._kept[-1].at
        new = self._facts(last, now.utc + AHEAD)
        known = [kept for kept in self._kept if kept.at >= last]
        if new[: len(known)] != known:
            return False
        self._kept.extend(new[len(known) :])
        return True


def _midnight(day: date, now: Moment) -> datetime:
    return wall_to_utc(day, 0, now.zone).astimezone(UTC)
