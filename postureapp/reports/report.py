"""What a report holds, as values: which days, which parts of them, and the figures of each part.

Pure reading of entries and of the days of the diary. It judges nothing: what the rules say is handed in as it stands.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from enum import StrEnum
from typing import TypeVar

from postureapp.core.day import Day, Kept
from postureapp.core.history import Measure, value_of
from postureapp.core.pain_diary import Earlier, Feel, Hinders, KeptEntry, PainDay, Spot, days_of
from postureapp.core.persistence import Judgement, Thresholds, Week
from postureapp.reports.report_moves import MoveRow, Session, move_rows, sessions_of

DAYS_ONE_BY_ONE = 16  # so many bars are still read one by one
_WEEKS_ONE_BY_ONE = 26
_WEEK = timedelta(days=7)
_DAY = timedelta(days=1)
_Word = TypeVar("_Word", bound=StrEnum)


class Part(StrEnum):
    """A part that the person may put in or leave out."""

    PAIN = "pain"
    RULES = "rules"
    BODY = "body"
    FEELS = "feels"
    SITTING = "sitting"
    PHONE = "phone"
    MOVES = "moves"
    NOTES = "notes"


USUAL = frozenset(Part) - {Part.NOTES}  # a note was written for oneself: it goes along only where it is ticked


@dataclass(frozen=True, slots=True)
class Asked:
    """What the person chose: from the first to the last day, and which parts."""

    first: date
    last: date
    parts: frozenset[Part] = USUAL

    @property
    def length(self) -> int:
        """In days."""
        return (self.last - self.first).days + 1


@dataclass(frozen=True, slots=True)
class Bar:
    """A piece of time with a figure; None where nothing was recorded. `days` is how many days it was made of."""

    first: date
    last: date
    value: float | None
    days: int


@dataclass(frozen=True, slots=True)
class Note:
    """A note, as the person wrote it."""

    at: datetime
    words: str


@dataclass(frozen=True, slots=True)
class Sources:
    """What a report is made from. `facts` are those of the diary, `days` the days as they tell them.

    `names` gives the name of a move by its id.
    """

    entries: Sequence[KeptEntry]
    days: Sequence[Day] = ()
    facts: Sequence[Kept] = ()
    judgement: Judgement | None = None
    thresholds: Thresholds = Thresholds()
    clinic: str = ""
    names: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Report:
    """The figures of a report. What was not asked for is empty."""

    asked: Asked
    made_on: date
    clinic: str
    entries: tuple[KeptEntry, ...]
    days: tuple[PainDay, ...]
    weeks: tuple[Week, ...]
    judgement: Judgement | None
    thresholds: Thresholds
    sitting: tuple[Bar, ...]
    phone: tuple[Bar, ...]
    sessions: tuple[Session, ...]
    moves: tuple[MoveRow, ...]
    names: Mapping[str, str]

    @property
    def is_empty(self) -> bool:
        """Whether there is nothing at all to tell of these days."""
        return not (self.entries or self.moves or _is_known(self.sitting) or _is_known(self.phone))

    def has(self, part: Part) -> bool:
        """Whether a part was asked for."""
        return part in self.asked.parts

    @property
    def notes(self) -> tuple[Note, ...]:
        """The notes, the latest first; none unless they were asked for."""
        if not self.has(Part.NOTES):
            return ()
        return tuple(Note(each.at, each.entry.note) for each in reversed(self.entries) if each.entry.note.strip())

    @property
    def spots(self) -> Mapping[Spot, int]:
        """How many entries name each spot, the most frequent first."""
        return _counted(each.entry.where for each in self.entries)

    @property
    def feels(self) -> Mapping[Feel, int]:
        """How many entries tell that it felt so."""
        return _counted(each.entry.feels for each in self.entries)

    @property
    def earlier(self) -> Mapping[Earlier, int]:
        """How many entries tell what came before."""
        return _counted(each.entry.earlier for each in self.entries)

    @property
    def mean(self) -> float | None:
        """The mean of the days' values."""
        return mean_of(self.days)

    @property
    def worst(self) -> PainDay | None:
        """The latest of the worst days."""
        return max(self.days, key=lambda day: (day.worst, day.day), default=None)

    @property
    def pain_days(self) -> int:
        """Days with a worst that makes a pain day."""
        return sum(day.worst >= self.thresholds.pain_day for day in self.days)

    def hindered(self, by: Hinders) -> int:
        """Days on which the pain kept from this."""
        return sum(by in day.hinders for day in self.days)

    def name_of(self, move: str) -> str:
        """The name of a move; its id where it is not known any more."""
        return self.names.get(move, move)


def report_of(asked: Asked, sources: Sources, made_on: date) -> Report:
    """The report of these days."""
    wanted = asked.parts
    entries = tuple(_only(each, wanted) for each in sources.entries if asked.first <= each.day <= asked.last)
    pain_days = days_of(entries)
    facts = [kept for kept in sources.facts if asked.first <= kept.at.date() <= asked.last]
    sessions = sessions_of(facts) if Part.MOVES in wanted else ()
    days = [day for day in sources.days if asked.first <= day.on <= asked.last]
    return Report(
        asked,
        made_on,
        sources.clinic,
        entries,
        pain_days,
        weeks_of(pain_days, asked, sources.thresholds),
        sources.judgement if Part.RULES in wanted else None,
        sources.thresholds,
        bars(Measure.LONGEST, days, asked) if Part.SITTING in wanted else (),
        bars(Measure.PHONE, days, asked) if Part.PHONE in wanted else (),
        sessions,
        move_rows(sessions, facts, entries, sources.thresholds) if Part.MOVES in wanted else (),
        sources.names,
    )


def _only(kept: KeptEntry, wanted: Collection[Part]) -> KeptEntry:
    """An entry without what was left out of the report: it is in no file of it."""
    entry = kept.entry
    if Part.BODY not in wanted:
        entry = replace(entry, where=())
    if Part.FEELS not in wanted:
        entry = replace(entry, feels=(), earlier=())
    if Part.MOVES not in wanted:
        entry = replace(entry, before=None, moves=(), charged="")
    return replace(kept, entry=entry if Part.NOTES in wanted else replace(entry, note=""))


# --- pain -------------------------------------------------------------------------------------------------------------


def mean_of(days: Iterable[PainDay]) -> float | None:
    """The mean of the days that have a value."""
    values = [day.value for day in days if day.value is not None]
    return sum(values) / len(values) if values else None


def weeks_of(days: Sequence[PainDay], asked: Asked, thresholds: Thresholds) -> tuple[Week, ...]:
    """The whole weeks of the report, counted back from its last day; a mean only where there are days enough."""
    found: list[Week] = []
    last = asked.last
    while last - _WEEK + _DAY >= asked.first:
        first = last - _WEEK + _DAY
        within = [day for day in days if first <= day.day <= last]
        enough = len(within) >= thresholds.enough_days
        found.append(
            Week(
                first,
                last,
                len(within),
                sum(day.worst >= thresholds.pain_day for day in within),
                mean_of(within) if enough else None,
                sum(bool(day.hinders) for day in within),
            )
        )
        last = first - _DAY
    return tuple(reversed(found))


def _counted(words: Iterable[Sequence[_Word]]) -> Mapping[_Word, int]:
    return dict(Counter(word for said in words for word in said).most_common())


# --- the days of the diary --------------------------------------------------------------------------------------------


def pieces(asked: Asked) -> tuple[tuple[date, date], ...]:
    """The time in pieces that can be read side by side: days, weeks counted back from the last day, or months."""
    first, last = asked.first, asked.last
    if asked.length <= DAYS_ONE_BY_ONE:
        return tuple((first + n * _DAY, first + n * _DAY) for n in range(asked.length))
    if asked.length <= _WEEKS_ONE_BY_ONE * 7:
        ends = [last - n * _WEEK for n in range((asked.length + 6) // 7)]
        return tuple((max(end - _WEEK + _DAY, first), end) for end in reversed(ends))
    found = []
    while first <= last:
        following = (first.replace(day=1) + timedelta(days=32)).replace(day=1)
        found.append((first, min(following - _DAY, last)))
        first = following
    return tuple(found)


def bars(measure: Measure, days: Sequence[Day], asked: Asked) -> tuple[Bar, ...]:
    """A measure over the pieces: the longest of each for a spell, else the mean of its days. Seconds."""
    known = [(day.on, value) for day in days if (value := value_of(measure, day)) is not None]
    found = []
    for first, last in pieces(asked):
        values = [value for on, value in known if first <= on <= last]
        together: Callable[[Sequence[float]], float] = max if measure is Measure.LONGEST else _mean
        found.append(Bar(first, last, together(values) if values else None, len(values)))
    return tuple(found)


def _mean(values: Sequence[float]) -> float:
    return sum(values) / len(values)


def _is_known(found: Sequence[Bar]) -> bool:
    return any(bar.value is not None for bar in found)
