"""Weeks, months and years put together from days: what is in them, what is not known, and what is said of them."""

from __future__ import annotations

import itertools
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from postureapp.core import history, history_words
from postureapp.core.day import Band, Day, Span
from postureapp.core.history import Measure, Range, Series, When

TODAY = date(2025, 3, 6)  # a Thursday
WEEK = history.period(Range.WEEK, TODAY)


def day(on: date, longest_min: float = 30.0, **more: float) -> Day:
    return Day(on, longest_s=longest_min * 60, **more)  # type: ignore[arg-type]


def values(series: Series) -> list[float | None]:
    return [bar.value for bar in series.bars]


# --- the pieces of a period -------------------------------------------------------------------------------------------


def test_a_week_has_its_seven_days() -> None:
    assert (WEEK.first, WEEK.last) == (date(2025, 3, 3), date(2025, 3, 9))
    assert len(WEEK.pieces) == 7


def test_a_week_begins_where_the_country_has_it() -> None:
    assert history.period(Range.WEEK, TODAY, week_begins=6).first == date(2025, 3, 2)
    assert history.period(Range.WEEK, date(2025, 3, 2), week_begins=6).first == date(2025, 3, 2)


def test_a_year_has_twelve_months_and_ends_in_this_one() -> None:
    year = history.period(Range.YEAR, date(2024, 2, 29))
    assert year.pieces[0] == (date(2023, 3, 1), date(2023, 3, 31))
    assert year.pieces[-1] == (date(2024, 2, 1), date(2024, 2, 29))


@given(
    st.sampled_from(Range), st.dates(date(2000, 1, 1), date(2100, 1, 1)), st.integers(0, 60), st.sampled_from((0, 5, 6))
)
def test_periods_follow_each_other_without_a_gap(range_: Range, today: date, back: int, begins: int) -> None:
    shown = history.period(range_, today, back, begins)
    earlier = history.period(range_, today, back + 1, begins)
    pieces = (*earlier.pieces, *shown.pieces)
    for (_, last), (first, _) in itertools.pairwise(pieces):
        assert first - last == timedelta(days=1)
    assert back or shown.first <= today <= shown.last
    assert history.before(shown) in (earlier, None)


# --- the figures ------------------------------------------------------------------------------------------------------


def test_a_day_without_records_is_not_a_day_without_sitting() -> None:
    found = history.series([Day(date(2025, 3, 3)), day(date(2025, 3, 4), sitting_s=0.0)], WEEK, Measure.SITTING)
    assert values(found)[:2] == [None, 0.0]
    assert found.days == 1


def test_days_to_come_are_told_from_days_not_recorded() -> None:
    found = history.series([], WEEK, Measure.BREAKS)
    assert [bar.when for bar in found.bars] == [When.OVER] * 3 + [When.NOW] + [When.AHEAD] * 3
    assert found.value is None


def test_weeks_have_the_longest_of_the_longest_and_the_mean_of_all_else() -> None:
    days = [
        day(date(2025, 3, 3), 20, sitting_s=3600.0, breaks=2),
        day(date(2025, 3, 4), 50, sitting_s=7200.0, breaks=5),
        Day(date(2025, 3, 5)),
    ]
    months = history.period(Range.QUARTER, TODAY)
    for measure, wanted in ((Measure.LONGEST, 3000.0), (Measure.SITTING, 5400.0), (Measure.BREAKS, 3.5)):
        found = history.series(days, months, measure)
        assert found.bars[-1].value == wanted
        assert found.bars[-1].days == 2
        assert found.bars[-2].value is None
        assert (found.value, found.days) == (wanted, 2)


def test_the_days_round_a_period_are_left_out() -> None:
    found = history.series(
        [day(date(2025, 3, 2), 90), day(TODAY, 20), day(date(2025, 3, 10), 90)], WEEK, Measure.LONGEST
    )
    assert found.value == 1200.0


def test_pain_counts_only_where_it_was_noted_and_does_not_make_a_day_recorded() -> None:
    days = [Day(date(2025, 3, 3), pain=4.0), day(date(2025, 3, 4)), Day(date(2025, 3, 5), pain=0.0)]
    assert values(history.series(days, WEEK, Measure.PAIN))[:3] == [4.0, None, 0.0]
    assert values(history.series(days, WEEK, Measure.SITTING))[:3] == [None, 0.0, None]


def test_pain_is_plotted_once_there_is_any() -> None:
    assert Measure.PAIN not in history.measures([day(TODAY)])
    assert Measure.PAIN in history.measures([Day(TODAY, pain=0.0)])


def test_time_that_was_only_stood_is_recorded() -> None:
    at = datetime(2025, 3, 3, 9, tzinfo=UTC)
    assert history.was_recorded(Day(at.date(), spans=(Span(at, at + timedelta(hours=1), Band.STANDING),)))


# --- the words --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("range_", "back", "wanted"),
    [
        (Range.WEEK, 0, "This week your longest spell was 52 min; the week before, 71 min."),
        (Range.WEEK, 1, "In this week your longest spell was 52 min; the week before, 71 min."),
        (Range.QUARTER, 0, "In these 3 months your longest spell was 52 min; in the 3 months before, 71 min."),
        (Range.YEAR, 2, "In these 12 months your longest spell was 52 min."),
    ],
)
def test_the_sentence_sets_a_time_beside_the_one_before(range_: Range, back: int, wanted: str) -> None:
    shown = history.period(range_, TODAY, back)
    earlier = history.before(shown)
    days = [day(shown.first, 52)] + ([day(earlier.first, 71)] if earlier else [])
    before = history.series(days, earlier, Measure.LONGEST) if earlier else None
    assert str(history_words.sentence(history.series(days, shown, Measure.LONGEST), before)) == wanted


def test_the_sentence_of_a_first_week_and_of_an_empty_one() -> None:
    nothing = history.series([], WEEK, Measure.LONGEST)
    some = history.series([day(TODAY, 130)], WEEK, Measure.LONGEST)
    assert str(history_words.sentence(some, nothing)) == "This week your longest spell was 2 h 10 min."
    assert str(history_words.sentence(nothing, some)) == "Nothing is recorded in this time."


def test_each_bar_says_when_how_much_and_of_how_many_days() -> None:
    week = history.series([day(date(2025, 3, 4), 52), day(TODAY, 5)], WEEK, Measure.LONGEST)
    assert [str(history_words.in_words(bar, Measure.LONGEST, WEEK)) for bar in week.bars[:5]] == [
        "Mon, Mar 3: nothing recorded",
        "Tue, Mar 4: 52 min",
        "Wed, Mar 5: nothing recorded",
        "Today, Thu, Mar 6: 5 min so far",
        "Fri, Mar 7: still to come",
    ]
    months = history.period(Range.QUARTER, TODAY)
    phone = history.series([day(date(2025, 3, 4), phone_s=600.0), day(TODAY, phone_s=1800.0)], months, Measure.PHONE)
    last = history_words.in_words(phone.bars[-1], Measure.PHONE, months)
    assert str(last) == "Mar 3 – Mar 9: 20 min a day, the mean of 2 days"
    year = history.period(Range.YEAR, TODAY)
    breaks = history.series([day(TODAY, breaks=4)], year, Measure.BREAKS)
    assert str(history_words.in_words(breaks.bars[-1], Measure.BREAKS, year)) == "Mar 2025: 4 on 1 day recorded"


def test_a_period_over_the_turn_of_the_year_has_both_years() -> None:
    assert str(history_words.title(history.period(Range.QUARTER, TODAY))) == "Dec 9, 2024 – Mar 9, 2025"
    assert str(history_words.title(WEEK)) == "Mar 3 – Mar 9, 2025"


def test_nothing_is_praised_blamed_or_called_a_risk() -> None:
    days = [day(WEEK.first + timedelta(days=n), 10 + 20 * n, breaks=n, pain=n) for n in range(-7, 7)]
    earlier = history.before(WEEK)
    assert earlier is not None
    said = [str(history_words.sentence(*(history.series(days, at, Measure.LONGEST) for at in (WEEK, earlier))))]
    for measure in Measure:
        found = history.series(days, WEEK, measure)
        said += [
            str(history_words.summary(found)),
            *(str(history_words.in_words(b, measure, WEEK)) for b in found.bars),
        ]
    for word in ("streak", "row", "well", "great", "bad", "good", "risk", "goal", "only", "fail", "better", "worse"):
        assert not [each for each in said if word in each.lower().split()], word
