"""The words of the plots: their titles, what each bar says, and one plain sentence above them all.

They tell what was, beside what was before it: no praise, no blame, and nothing about health.
"""

from __future__ import annotations

from postureapp.core import date_words
from postureapp.core.history import DURATIONS, Bar, Measure, Period, Range, Series, When
from postureapp.core.text import Text, ntext, text

TITLES = {
    Measure.LONGEST: text("Longest unbroken spell"),
    Measure.SITTING: text("Sitting"),
    Measure.BREAKS: text("Breaks taken"),
    Measure.PHONE: text("On the phone"),
    Measure.MOVES: text("Moves done"),
    Measure.PAIN: text("Pain, as you noted it"),
}
COLUMNS = {
    Measure.LONGEST: text("Longest unbroken spell (min)"),
    Measure.SITTING: text("Sitting per day (min)"),
    Measure.BREAKS: text("Breaks taken per day"),
    Measure.PHONE: text("On the phone per day (min)"),
    Measure.MOVES: text("Moves done per day"),
    Measure.PAIN: text("Pain, mean of entries (0 to 10)"),
}
RANGES = {Range.WEEK: text("Week"), Range.QUARTER: text("3 months"), Range.YEAR: text("Year")}
FIRST_DAY, LAST_DAY, DAYS = text("First day"), text("Last day"), text("Days recorded")
NOTHING = text("Nothing is recorded in this time.")


def amount(measure: Measure, value: float) -> Text | str:
    """A figure with its unit."""
    if measure in DURATIONS:
        return date_words.duration(value)
    if measure is Measure.PAIN:
        return text("{n} of 10", n=date_words.decimal(value))
    return date_words.decimal(value)


def axis(measure: Measure, value: float, top: float) -> Text | str:
    """A figure beside a line of the plot, in hours throughout where there are many."""
    if not value:
        return "0"
    if measure in DURATIONS:
        return date_words.hours_only(round(value / 3600)) if top >= 2 * 3600 else date_words.duration(value)
    return date_words.decimal(value)


def name(bar: Bar, shown: Period) -> Text:
    """The day, week or month of a bar."""
    if shown.by_days:
        day = date_words.full_day(bar.first)
        return text("Today, {date}", date=day) if bar.when is When.NOW else day
    if shown.range is Range.YEAR:
        return date_words.month_and_year(bar.first)
    return date_words.days(bar.first, bar.last)


def short_name(bar: Bar, shown: Period) -> Text:
    """What stands below a bar."""
    if shown.by_days:
        return date_words.weekday(bar.first)
    return date_words.month(bar.first) if shown.range is Range.YEAR else date_words.day_and_month(bar.first)


def figure(bar: Bar, measure: Measure, shown: Period) -> Text | str:
    """What is known of a bar."""
    if bar.value is None:
        return text("still to come") if bar.when is When.AHEAD else text("nothing recorded")
    said = amount(measure, bar.value)
    if shown.by_days:
        return text("{amount} so far", amount=said) if bar.when is When.NOW and measure is not Measure.PAIN else said
    return _over(measure, said, bar.days)


def in_words(bar: Bar, measure: Measure, shown: Period) -> Text:
    """A bar in a line: when, and how much."""
    return text("{when}: {figure}", when=name(bar, shown), figure=figure(bar, measure, shown))


def summary(of: Series) -> Text:
    """The whole period in a line."""
    if of.value is None:
        return NOTHING
    return _over(of.measure, amount(of.measure, of.value), of.days)


def _over(measure: Measure, said: Text | str, days: int) -> Text:
    if measure is Measure.LONGEST:
        return ntext("{amount}, on {n} day recorded", "{amount}, the longest of {n} days", days, amount=said)
    if measure is Measure.PAIN:
        return ntext("{amount}, on {n} day", "{amount}, the mean of {n} days", days, amount=said)
    return ntext("{amount} on {n} day recorded", "{amount} a day, the mean of {n} days", days, amount=said)


def title(shown: Period) -> Text:
    """The period, with its year."""
    if shown.range is Range.YEAR:
        return date_words.months(shown.first, shown.last)
    if shown.first.year != shown.last.year:
        return date_words.dates(shown.first, shown.last)
    return date_words.days_of_year(shown.first, shown.last)


def sentence(now: Series, earlier: Series | None) -> Text:
    """The longest spell of a period, beside that of the period before it where there is one."""
    if now.value is None:
        return NOTHING
    range_ = now.period.range
    opening: tuple[Text, ...] = _NOW if range_ is Range.WEEK and now.period.back == 0 else _OPENINGS[range_]
    spell = ("spell", amount(now.measure, now.value))
    if earlier is None or earlier.value is None:
        return Text(opening[0].template, args=(spell,))
    return Text(opening[1].template, args=(spell, ("before", amount(now.measure, earlier.value))))


_NOW = (
    text("This week your longest spell was {spell}."),
    text("This week your longest spell was {spell}; the week before, {before}."),
)
_OPENINGS: dict[Range, tuple[Text, ...]] = {
    Range.WEEK: (
        text("In this week your longest spell was {spell}."),
        text("In this week your longest spell was {spell}; the week before, {before}."),
    ),
    Range.QUARTER: (
        text("In these 3 months your longest spell was {spell}."),
        text("In these 3 months your longest spell was {spell}; in the 3 months before, {before}."),
    ),
    Range.YEAR: (text("In these 12 months your longest spell was {spell}."),),
}
