"""What a rule looked at as a small chart, with the rule drawn in as a line. It works nothing out."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta

from postureapp.core import date_words
from postureapp.core.history import When
from postureapp.core.pain_diary import PainDay
from postureapp.core.pain_words import arithmetic
from postureapp.core.persistence import Judgement, Rule, Thresholds, Verdict, Week
from postureapp.core.text import Text, _, ntext, text
from postureapp.ui.chart import Plot, Point

LINES = ((0.0, "0"), (5.0, "5"), (10.0, "10"))
_FEWEST, _MOST = 4, 13  # weeks
_DAYS = frozenset({Rule.SEVERE, Rule.PROVOKED})


def verdict_plot(verdict: Verdict, judgement: Judgement, days: Sequence[PainDay]) -> Plot:
    """What the verdict is about: the days of this week, or the weeks."""
    points = week_points(judgement, days) if shows_days(verdict) else weekly_points(judgement)
    line = rule_line(verdict)
    return Plot(
        title=_("Pain, 0 to 10, and the rule"),
        said=str(arithmetic(verdict)),
        points=points,
        lines=LINES,
        as_dots=True,
        hint=_("The left and right arrow keys go through it."),
        marks=((line, str(date_words.decimal(line))),) if line is not None else (),
    )


def rule_line(verdict: Verdict) -> float | None:
    """Where the rule is in the chart of a verdict; None where it goes by time alone."""
    of = verdict.thresholds
    if verdict.rule is Rule.SEVERE:
        return float(of.severe)
    if verdict.rule is Rule.PROVOKED:
        return float((verdict.before or 0) + of.provoked_points)
    return verdict.line


def shows_days(verdict: Verdict) -> bool:
    """Whether the chart of a verdict shows the days of this week, not weeks."""
    return verdict.rule in _DAYS


def weeks_plot(judgement: Judgement) -> Plot:
    """The weeks up to today, with the mean from which the rules look at them, and from where a day counts as severe."""
    return Plot(
        title=_("Weekly means of pain, 0 to 10"),
        said="",
        points=weekly_points(judgement),
        lines=LINES,
        as_dots=True,
        hint=_("The left and right arrow keys go through it."),
        marks=_marks(judgement.thresholds),
    )


def _marks(of: Thresholds) -> tuple[tuple[float, str], ...]:
    return tuple((float(each), str(date_words.decimal(each))) for each in (of.mean, of.severe))


def weekly_points(judgement: Judgement) -> tuple[Point, ...]:
    """A point for each of the last weeks, the oldest first; without enough entries it is not known."""
    count = min(max(len(judgement.weeks), _FEWEST), _MOST)
    known = dict(enumerate(judgement.weeks))
    empty = [
        Week(judgement.today - timedelta(days=7 * back + 6), judgement.today - timedelta(days=7 * back), 0, 0, None)
        for back in range(count)
    ]
    return tuple(_week(known.get(back, empty[back])) for back in range(count - 1, -1, -1))


def _week(week: Week) -> Point:
    name = str(date_words.days(week.first, week.last))
    if week.mean is None:
        amount: Text | str = ntext("{n} day with entries: too few", "{n} days with entries: too few", week.entry_days)
    else:
        mean = date_words.decimal(week.mean)
        amount = ntext("mean {mean}, {n} pain day", "mean {mean}, {n} pain days", week.pain_days, mean=mean)
    words = str(text("{when}: {figure}", when=name, figure=amount))
    label = str(date_words.day_and_month(week.first))
    return Point(label, name, str(amount), words, week.mean, When.OVER, week.entry_days)


def week_points(judgement: Judgement, days: Sequence[PainDay]) -> tuple[Point, ...]:
    """The worst of each of the last seven days."""
    by_day = {each.day: each for each in days}
    found = []
    for back in range(6, -1, -1):
        day = judgement.today - timedelta(days=back)
        kept = by_day.get(day)
        amount: Text | str = text("no entry") if kept is None else text("worst {n} of 10", n=kept.worst)
        name = str(date_words.full_day(day))
        found.append(
            Point(
                str(date_words.weekday(day)),
                name,
                str(amount),
                str(text("{when}: {figure}", when=name, figure=amount)),
                float(kept.worst) if kept is not None else None,
                When.NOW if not back else When.OVER,
            )
        )
    return tuple(found)
