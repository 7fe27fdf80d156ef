"""When pain lasts, worsens or is severe: fixed rules over weekly means, each with its arithmetic. Never a diagnosis.

Source: the clinic's clinical reference, "Persistence". The thresholds are the clinic's to change, within bounds; the
warning signs are not among them.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from postureapp.core.events import PainSeen
from postureapp.core.pain_diary import KeptEntry, PainDay
from postureapp.core.provoked import rises

_NEAR = 1e-9  # points: a mean of thirds may come out a hair below the whole number that it is
_WEEK_DAYS = 7
_MOST_WEEKS = 53  # of those told: a year
# Who flies west over the date line can have an entry of a day that is still to come where they are now.
AHEAD = timedelta(days=2)


class Rule(StrEnum):
    """A rule of the table."""

    PERSISTS = "persists"
    LONG = "long"
    CHRONIC = "chronic"
    WORSENING = "worsening"
    SEVERE = "severe"
    PROVOKED = "provoked"


@dataclass(frozen=True, slots=True)
class Thresholds:
    """The figures of the rules: points of 0-10, days, weeks. Those of the first group a clinic may change."""

    mean: float = 3.0
    days: int = 3
    weeks: int = 3
    long_weeks: int = 4
    chronic_weeks: int = 12
    worse_points: float = 2.0
    severe: int = 8
    # Not the clinic's:
    long_mean: float = 3.0
    fall_points: float = 2.0
    fall_percent: float = 30.0
    worse_percent: float = 30.0
    severe_days: int = 3
    provoked_points: int = 2
    provoked_h: int = 24
    enough_days: int = 4
    pain_day: int = 3
    episode_gap_days: int = 14
    baseline_days: int = 7


# Between what a clinic may move its own: least and most.
BOUNDS: Mapping[str, tuple[float, float]] = {
    "mean": (1, 5),
    "days": (1, 5),
    "weeks": (1, 4),
    "long_weeks": (2, 6),
    "chronic_weeks": (6, 16),
    "worse_points": (1, 3),
    "severe": (6, 9),
}


@dataclass(frozen=True, slots=True)
class Week:
    """Seven days. `mean` is that of the days' values, None without enough days with entries.

    `rough_mean` is that of however few days; None where no day has a value. `hindered_days`: work or sleep was lost.
    """

    first: date
    last: date
    entry_days: int
    pain_days: int
    mean: float | None
    hindered_days: int = 0
    rough_mean: float | None = None


@dataclass(frozen=True, slots=True)
class Episode:
    """The present episode: its first pain day, and the mean of its first days with entries."""

    began: date
    baseline: float | None


@dataclass(frozen=True, slots=True)
class Verdict:
    """A rule that holds, with the figures it was found by. `weeks` from the latest back; `moves` with PROVOKED only.

    `day` is the latest that it rests on: that of a severe score, of the last work or sleep lost, of the last entry of a
    worse week, of the entry that showed that what a move provoked had lasted. `worst` is the severe score, 0 otherwise.
    """

    rule: Rule
    weeks: tuple[Week, ...] = ()
    episode: Episode | None = None
    thresholds: Thresholds = Thresholds()
    worst: int = 0
    day: date | None = None
    moves: tuple[str, ...] = ()
    before: int | None = None
    after: int | None = None

    @property
    def line(self) -> float | None:
        """Where the rule's line is in a plot of weekly means, 0 to 10; None for a rule that has none there."""
        of = self.thresholds
        if self.rule is Rule.WORSENING:
            earlier = self.weeks[1].mean or 0.0
            return max(earlier + of.worse_points, earlier * (1 + of.worse_percent / 100))
        return {Rule.PERSISTS: of.mean, Rule.LONG: of.long_mean}.get(self.rule)


@dataclass(frozen=True, slots=True)
class Judgement:
    """What the rules say on a day. `enough`: this week has entries enough for a verdict of the weeks.

    `weeks`, from the latest back, are a year at most, and this week at least.

    `verdicts` in the order of their weight: severe, worsening, provoked, chronic, long, persists.
    """

    today: date
    weeks: tuple[Week, ...] = ()
    episode: Episode | None = None
    verdicts: tuple[Verdict, ...] = ()
    enough: bool = False
    thresholds: Thresholds = Thresholds()


def judge(
    days: Sequence[PainDay],
    entries: Sequence[KeptEntry],
    today: date,
    thresholds: Thresholds = Thresholds(),
) -> Judgement:
    """What the rules say on this day of the person's zone.

    `entries` are for what a move provoked. A week is the seven days that end today; those before it end seven days
    earlier each. One without enough days with entries has no mean, and then nothing is said of what persists, is long
    or chronic; worse, severe and provoked are said whatever there is. Source: the clinic's clinical reference, "How
    they are computed".
    """
    known = _known(days, today)
    case = _Case(today, known, _weeks(known, today, thresholds), _episode(known, today, thresholds), thresholds)
    this_week = case.week(0)
    enough = this_week.mean is not None
    found = [*_severe(case), *_worsening(case), *_provoked(case, entries)]
    if enough:
        found += [*_chronic(case), *_long(case), *_persists(case)]
    told = min(max(case.weeks, default=0) + 1, _MOST_WEEKS)
    return Judgement(
        today, tuple(case.week(back) for back in range(told)), case.episode, tuple(found), enough, thresholds
    )


def seen_of(days: Sequence[PainDay], today: date, thresholds: Thresholds) -> PainSeen:
    """What the session is to know: whether an episode is open today, and the last day with an entry."""
    known = _known(days, today)
    return PainSeen(_episode(known, today, thresholds) is not None, known[-1].day if known else None)


@dataclass(frozen=True, slots=True)
class _Case:
    """What the rules look at. `weeks` are those with entries: this week is 0, the one before it 1."""

    today: date
    days: Sequence[PainDay]
    weeks: Mapping[int, Week]
    episode: Episode | None
    thresholds: Thresholds

    def week(self, back: int) -> Week:
        """A week, with entries or without."""
        return self.weeks.get(back) or _week((), self.today, back, self.thresholds)

    def verdict(self, rule: Rule, weeks: tuple[Week, ...]) -> Verdict:
        """A verdict on weeks of the episode."""
        return Verdict(rule, weeks, self.episode, self.thresholds)


# --- days, weeks, the episode -----------------------------------------------------------------------------------------


def _known(days: Sequence[PainDay], today: date) -> list[PainDay]:
    """The days in order, without those that a wrong clock put into the future."""
    return sorted((each for each in days if each.day <= today + AHEAD), key=lambda each: each.day)


def _weeks(days: Sequence[PainDay], today: date, thresholds: Thresholds) -> dict[int, Week]:
    by_week: dict[int, list[PainDay]] = {}
    for each in days:
        if each.day <= today:
            by_week.setdefault((today - each.day).days // _WEEK_DAYS, []).append(each)
    return {back: _week(found, today, back, thresholds) for back, found in by_week.items()}


def _week(days: Sequence[PainDay], today: date, back: int, thresholds: Thresholds) -> Week:
    last = today - timedelta(days=back * _WEEK_DAYS)
    rough_mean = _mean(days)
    return Week(
        first=last - timedelta(days=_WEEK_DAYS - 1),
        last=last,
        entry_days=len(days),
        pain_days=sum(each.worst >= thresholds.pain_day for each in days),
        mean=rough_mean if len(days) >= thresholds.enough_days else None,
        hindered_days=sum(bool(each.hinders) for each in days),
        rough_mean=rough_mean,
    )


def _mean(days: Sequence[PainDay]) -> float | None:
    values = [each.value for each in days if each.value is not None]
    return sum(values) / len(values) if values else None


def _episode(days: Sequence[PainDay], today: date, thresholds: Thresholds) -> Episode | None:
    """The episode that is open today; `days` in order.

    It begins with the first pain day that has so many whole days without one before it, and is over after so many.
    Days without an entry are days without pain.
    """
    pain_days = [each.day for each in days if each.worst >= thresholds.pain_day]
    gap = timedelta(days=thresholds.episode_gap_days)
    if not pain_days or today - pain_days[-1] > gap:
        return None
    began = pain_days[-1]
    for earlier in reversed(pain_days):
        if began - earlier > gap:
            break
        began = earlier
    first = [each for each in days if each.day >= began][: thresholds.baseline_days]
    return Episode(began, _mean(first))


# --- the rules --------------------------------------------------------------------------------------------------------


def _at_least(value: float, limit: float) -> bool:
    return value >= limit - _NEAR


def _has_fallen(mean: float, case: _Case) -> bool:
    """Whether a weekly mean is clearly below the baseline. Without one no fall can be shown."""
    baseline = case.episode.baseline if case.episode else None
    if baseline is None or baseline <= 0:
        return False
    fall, of = baseline - mean, case.thresholds
    return _at_least(fall, of.fall_points) or _at_least(100 * fall / baseline, of.fall_percent)


def _persists(case: _Case) -> Iterator[Verdict]:
    """Rule 1: so many weeks in a row at or above the mean, with pain days enough in each, and no clear fall."""
    of = case.thresholds
    weeks = tuple(case.week(back) for back in range(of.weeks))
    high = all(week.mean is not None and _at_least(week.mean, of.mean) and week.pain_days >= of.days for week in weeks)
    if high and weeks[0].mean is not None and not _has_fallen(weeks[0].mean, case):
        yield case.verdict(Rule.PERSISTS, weeks)


def _long(case: _Case) -> Iterator[Verdict]:
    """Rule 2: an episode of so many weeks, this week's mean at or above the limit, and no clear fall."""
    week, of = case.week(0), case.thresholds
    if case.episode is None or week.mean is None or not _at_least(week.mean, of.long_mean):
        return
    is_old = case.today - case.episode.began >= timedelta(weeks=of.long_weeks)
    if is_old and not _has_fallen(week.mean, case):
        yield case.verdict(Rule.LONG, (week,))


def _chronic(case: _Case) -> Iterator[Verdict]:
    """Rule 3: an episode of more than so many weeks."""
    if case.episode and case.today - case.episode.began > timedelta(weeks=case.thresholds.chronic_weeks):
        yield case.verdict(Rule.CHRONIC, (case.week(0),))


def _worsening(case: _Case) -> Iterator[Verdict]:
    """Rule 4: this week's mean, of however few days, beside that of the last earlier week with entries enough."""
    week, of = case.week(0), case.thresholds
    earlier = next(
        (case.weeks[back] for back in sorted(case.weeks) if back and case.weeks[back].mean is not None), None
    )
    if earlier is None or earlier.mean is None or week.rough_mean is None:
        return
    rise = week.rough_mean - earlier.mean
    if _at_least(rise, of.worse_points) and _at_least(100 * rise, of.worse_percent * earlier.mean):
        day = max(each.day for each in case.days if week.first <= each.day <= week.last)
        yield Verdict(Rule.WORSENING, (week, earlier), case.episode, of, day=day)


def _severe(case: _Case) -> Iterator[Verdict]:
    """Rule 5: a severe score in this week, and work or sleep lost on so many days of it; one verdict for each."""
    week, of = case.week(0), case.thresholds
    days = [each for each in case.days if each.day >= week.first]
    severe = [each for each in days if each.worst >= of.severe]
    if severe:
        yield Verdict(Rule.SEVERE, (week,), case.episode, of, worst=severe[-1].worst, day=severe[-1].day)
    if week.hindered_days >= of.severe_days:
        last = [each.day for each in days if each.hinders and each.day <= case.today][-1]
        yield Verdict(Rule.SEVERE, (week,), case.episode, of, day=last)


def _provoked(case: _Case, entries: Sequence[KeptEntry]) -> Iterator[Verdict]:
    """Rule 6: the moves that were shown in this week to have raised pain for so long; the greatest rise is told."""
    week, of = case.week(0), case.thresholds
    most_h = of.episode_gap_days * 24
    found = [
        each
        for each in rises(entries, week.first, of.provoked_points, of.provoked_h, most_h)
        if each.day <= week.last + AHEAD
    ]
    if found:
        top = max(found, key=lambda each: (each.after - each.before, each.day, each.move))
        moves = tuple(dict.fromkeys(each.move for each in found))
        day = max(each.day for each in found)
        yield Verdict(
            Rule.PROVOKED, (week,), case.episode, of, day=day, moves=moves, before=top.before, after=top.after
        )
