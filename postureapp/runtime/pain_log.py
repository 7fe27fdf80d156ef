"""The pain diary at work: keeps entries and what was done about them, reads them back, and has them judged.

It decides nothing: what counts is `core.pain_diary`'s, what follows `core.persistence`'s. Nothing of it reaches a log.
"""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from datetime import UTC, date, datetime, timedelta, timezone
from typing import Any

from postureapp.core.booking import Told, Visit, told_of, visit_data, visit_of
from postureapp.core.errors import EnvironmentProblem
from postureapp.core.events import FactKind, PainSeen
from postureapp.core.pain_diary import (
    ENTRY_KINDS,
    KeptEntry,
    PainDay,
    PainEntry,
    data_of,
    days_of,
    removal_of,
    standing,
)
from postureapp.core.persistence import Judgement, Rule, Thresholds, judge, seen_of
from postureapp.ports import Clock, Diary, DiaryEntry

_KINDS = tuple(kind.value for kind in ENTRY_KINDS)
RECENT = timedelta(days=16)  # reaches back over the days without pain after which an episode is over


class PainLog:
    """Entries of pain, visits and notices. Thread: the Qt thread.

    `keep` writes a fact and tells whether it is on the disk, `changed` is told what the session is to know. `changes`
    is another number after each change of what is read here.
    """

    def __init__(
        self,
        clock: Clock,
        diary: Diary,
        keep: Callable[[FactKind, dict[str, Any], str], bool],
        thresholds: Thresholds,
        changed: Callable[[PainSeen], object],
    ) -> None:
        self._clock, self._diary, self._keep = clock, diary, keep
        self.thresholds = thresholds
        self._changed = changed
        self.changes = 0

    @property
    def today(self) -> date:
        """The day where the person is."""
        return self._clock.now().local.date()

    # --- in -----------------------------------------------------------------------------------------------------------

    def add(
        self, entry: PainEntry, kind: FactKind = FactKind.PAIN, replaces: int | None = None, cause: str = ""
    ) -> bool:
        """Keep an entry, or a correction of one; True when it is on the disk. `cause`: of the stretch it is about."""
        return self._told(self._keep(kind, data_of(entry, replaces), cause))

    def take_back(self, number: int) -> bool:
        """Keep that an entry no longer counts."""
        return self._told(self._keep(FactKind.PAIN, removal_of(number), ""))

    def book(self, visit: Visit) -> bool:
        """Keep that a visit was booked, or how it went."""
        self.changes += 1
        return self._keep(FactKind.BOOKED if visit.went is None else FactKind.VISIT, visit_data(visit), "")

    def note_told(self, rule: Rule) -> bool:
        """Keep that a notice was shown."""
        self.changes += 1
        return self._keep(FactKind.NOTICE, {"rule": rule.value}, "")

    def note_report(self, last: date) -> bool:
        """Keep that a report was saved, and its last day."""
        return self._keep(FactKind.REPORT, {"last": last.isoformat()}, "")

    def _told(self, kept: bool) -> bool:
        if kept:
            with suppress(EnvironmentProblem):  # it is kept all the same; who reads it next is told why not
                self.tell()
        return kept

    def tell(self) -> None:
        """Tell the session what it is to know of the diary."""
        self.changes += 1
        since = self._clock.now().utc - RECENT
        self._changed(seen_of(days_of(self.entries(since)), self.today, self.thresholds))

    # --- out ----------------------------------------------------------------------------------------------------------

    def entries(self, since: datetime | None = None) -> tuple[KeptEntry, ...]:
        """The entries that count, from a moment (aware) on.

        Raises: EnvironmentProblem.
        """
        rows = self._diary.entries(since.astimezone(UTC).isoformat() if since else "", _KINDS)
        placed = ((row.id, _at(row), FactKind(row.kind), row.data) for row in rows)
        return standing((number, at, kind, data) for number, at, kind, data in placed if at is not None)

    def days(self) -> tuple[PainDay, ...]:
        """All days with entries.

        Raises: EnvironmentProblem.
        """
        return days_of(self.entries())

    def judgement(self, more: PainEntry | None = None, replaces: int | None = None) -> Judgement:
        """What the rules say today; `more`: as if this had been told now, or in the place of the entry it `replaces`.

        Raises: EnvironmentProblem.
        """
        entries = self.entries()
        if more is not None:
            now = self._clock.now().local
            old = next((each for each in entries if each.id == replaces), None)
            others = (each for each in entries if each is not old)
            entries = (*others, KeptEntry(0, old.at if old is not None else now, FactKind.PAIN, more, now))
        return judge(days_of(entries), entries, self.today, self.thresholds)

    def visit(self) -> Visit | None:
        """The last visit that was booked, with how it went if that was told.

        Raises: EnvironmentProblem.
        """
        rows = self._diary.entries(kinds=(FactKind.BOOKED.value, FactKind.VISIT.value))
        rows.sort(key=lambda row: row.at_utc)  # those of an export were kept later than they are of
        return visit_of([(FactKind(row.kind), row.data) for row in rows])

    def told(self) -> tuple[Told, ...]:
        """The notices that were shown, with their days.

        Raises: EnvironmentProblem.
        """
        rows = self._diary.entries(kinds=(FactKind.NOTICE.value,))
        return tuple(told for row in rows if (at := _at(row)) is not None and (told := told_of(at.date(), row.data)))

    def last_report(self) -> date | None:
        """The last day of the report that was saved last; None where there was none.

        Raises: EnvironmentProblem.
        """
        rows = self._diary.entries(kinds=(FactKind.REPORT.value,))
        rows.sort(key=lambda row: row.at_utc)
        days = [day for row in rows if (day := _day(row.data.get("last"))) is not None]
        return min(days[-1], self.today) if days else None


def _day(found: object) -> date | None:
    try:
        return date.fromisoformat(found) if isinstance(found, str) else None
    except ValueError:
        return None


def _at(row: DiaryEntry) -> datetime | None:
    """When it was kept, on the clock of where; None where that was damaged."""
    try:
        return datetime.fromisoformat(row.at_utc).astimezone(timezone(timedelta(seconds=row.offset_s)))
    except (ValueError, TypeError, OverflowError):
        return None
