"""What all windows show and use, in one value. It holds them and reads the diary, no more."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta, timezone
from functools import lru_cache

from postureapp.core.clinic import Clinic
from postureapp.core.day import Kept
from postureapp.core.events import FactKind
from postureapp.core.persistence import Thresholds
from postureapp.ports import Clock, Diary, DiaryEntry, Opener, SafetyStore
from postureapp.ui.theme import Theme


@dataclass(frozen=True, slots=True)
class Shelf:
    """What the windows show and use."""

    clock: Clock
    diary: Diary
    safety: SafetyStore
    opener: Opener
    clinic: Clinic
    look: Theme
    speed: float = 1.0
    thresholds: Thresholds = Thresholds()

    def facts(self, since: datetime, until: datetime) -> list[Kept]:
        """The facts of the diary from a moment to another (aware), on the clocks of where they were written.

        Raises: EnvironmentProblem.
        """
        entries = self.diary.entries(since.astimezone(UTC).isoformat(), until_utc=until.astimezone(UTC).isoformat())
        return [kept for entry in entries if entry.kind in _KINDS and (kept := _kept(entry)) is not None]


_KINDS = {kind.value: kind for kind in FactKind}  # a diary of a newer version may have others


@lru_cache(maxsize=64)
def _zone(offset_s: int) -> timezone:
    return timezone(timedelta(seconds=offset_s))


def _kept(entry: DiaryEntry) -> Kept | None:
    """A fact of the diary; None where its moment was damaged."""
    try:
        at = datetime.fromisoformat(entry.at_utc).astimezone(_zone(entry.offset_s))
    except (ValueError, TypeError, OverflowError):
        return None
    return Kept(at, _KINDS[entry.kind], entry.data, entry.id)
