"""Pain diaries for tests, told back from a day: `week(0, 4, 4, None, 3, 3, 3, 5)` is the week that ends on it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, datetime, time, timedelta, timezone

from postureapp.core.booking import Told, Visit, notices_due
from postureapp.core.events import FactKind
from postureapp.core.pain_diary import Hinders, KeptEntry, PainEntry, When, days_of
from postureapp.core.persistence import Judgement, Rule, Thresholds, Verdict, judge

TODAY = date(2026, 3, 31)
DEFAULT = Thresholds()
Entries = tuple[KeptEntry, ...]


def entry(
    back: int,
    score: int,
    when: When = When.NOW,
    *,
    hinders: Sequence[Hinders] = (),
    before: int | None = None,
    moves: Sequence[str] = (),
    charged: str = "",
    at_h: float = 12.0,
    zone_h: int = 0,
    today: date = TODAY,
) -> KeptEntry:
    """An entry so many days back, at an hour of the clock of a zone."""
    midnight = datetime.combine(today - timedelta(days=back), time(), timezone(timedelta(hours=zone_h)))
    at = midnight + timedelta(hours=at_h)
    said = PainEntry(score, when, hinders=tuple(hinders), before=before, moves=tuple(moves), charged=charged)
    return KeptEntry(int(at.timestamp()), at, FactKind.PAIN, said, at)


def week(back: int, *scores: int | Sequence[int] | None) -> Entries:
    """The week that ends so many weeks back, its oldest day first: a score, several of a day, or None for no entry."""
    assert len(scores) == 7
    found = []
    for place, told in enumerate(scores):
        of_day: Iterable[int] = () if told is None else (told,) if isinstance(told, int) else told
        found += [entry(back * 7 + 6 - place, score, at_h=8 + n) for n, score in enumerate(of_day)]
    return tuple(found)


def daily(score: int, first: int, last: int = 0) -> Entries:
    """A score on each day from so many days back to so many days back."""
    return tuple(entry(back, score) for back in range(first, last - 1, -1))


def judged(entries: Iterable[KeptEntry], thresholds: Thresholds = DEFAULT, today: date = TODAY) -> Judgement:
    """What the rules say of these entries."""
    kept = sorted(entries, key=lambda each: (each.at, each.id))
    return judge(days_of(kept), kept, today, thresholds)


def rules(entries: Iterable[KeptEntry], thresholds: Thresholds = DEFAULT, today: date = TODAY) -> list[Rule]:
    """The rules that hold, in their order."""
    return [verdict.rule for verdict in judged(entries, thresholds, today).verdicts]


def notice_due(judgement: Judgement, told: Sequence[Told], visit: Visit | None, now: datetime) -> Verdict | None:
    """The weightiest verdict that is to be shown now, if any."""
    return next(iter(notices_due(judgement, told, visit, now)), None)
