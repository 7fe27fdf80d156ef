"""Each rule of the pain diary just below, at and above its figures, with days missing, corrected and travelled over."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta, timezone

import pytest

from postureapp.core.events import FactKind, PainSeen
from postureapp.core.pain_diary import Hinders, PainDay, When, data_of, days_of, removal_of, standing
from postureapp.core.persistence import Judgement, Rule, Thresholds, Verdict, judge, seen_of
from tests.helpers.pain import DEFAULT, TODAY, Entries, daily, entry, judged, rules, week

THREES = (3,) * 7


def verdict(entries: Entries, rule: Rule, thresholds: Thresholds = DEFAULT) -> Verdict:
    return next(each for each in judged(entries, thresholds).verdicts if each.rule is rule)


# --- weeks ------------------------------------------------------------------------------------------------------------


def test_an_empty_diary_says_nothing() -> None:
    found = judge((), (), TODAY)
    assert (found.verdicts, found.enough, found.episode) == ((), False, None)
    assert [(each.first, each.last, each.mean) for each in found.weeks] == [(date(2026, 3, 25), TODAY, None)]


def test_a_week_ends_today_and_the_one_before_it_seven_days_earlier() -> None:
    found = judged((*week(0, *THREES), *week(1, *THREES), entry(14, 9)))
    assert [(each.last - each.first).days for each in found.weeks] == [6, 6, 6]
    assert [each.last for each in found.weeks] == [TODAY, TODAY - timedelta(days=7), TODAY - timedelta(days=14)]
    assert [each.entry_days for each in found.weeks] == [7, 7, 1]
    assert [each.mean for each in found.weeks] == [3.0, 3.0, None]
    assert [each.rough_mean for each in found.weeks] == [3.0, 3.0, 9.0]


def test_a_weeks_mean_is_that_of_its_days_not_of_its_entries() -> None:
    found = judged(week(0, None, None, None, (9, 9, 9, 9, 9), 1, 1, 1))
    assert found.weeks[0].mean == 3.0  # of 9, 1, 1, 1


def test_the_worst_of_a_day_makes_a_pain_day_and_no_mean() -> None:
    found = judged([*daily(1, 3), *(entry(back, 5, When.WORST, at_h=20) for back in range(4))])
    assert (found.weeks[0].mean, found.weeks[0].pain_days) == (1.0, 4)


@pytest.mark.parametrize(("worst", "is_pain_day"), [(2, 0), (3, 1), (4, 1)])
def test_a_pain_day(worst: int, is_pain_day: int) -> None:
    assert judged([entry(0, worst)]).weeks[0].pain_days == is_pain_day


@pytest.mark.parametrize(("days", "enough"), [(3, False), (4, True), (5, True)])
def test_a_week_needs_four_days_with_entries(days: int, enough: bool) -> None:
    found = judged([*daily(4, 40, 7), *daily(4, days - 1)])
    assert found.enough is enough
    assert bool(found.verdicts) is enough


def test_four_days_of_which_none_tells_of_the_moment_are_not_enough() -> None:
    found = judged([*daily(5, 40, 7), *(entry(back, 5, When.WORST) for back in range(4))])
    assert not found.enough
    assert found.weeks[0].entry_days == 4


def test_years_of_entries_are_told_as_a_year_of_weeks() -> None:
    assert len(judged(daily(1, 800)).weeks) == 53


# --- episodes ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("free_days", "began"), [(13, 30), (14, 15), (15, 14)])
def test_an_episode_begins_after_fourteen_days_without_a_pain_day(free_days: int, began: int) -> None:
    """The later pain is on the day `began` back where 14 days or more are free, else the episode is the earlier one."""
    later = 30 - free_days - 1
    found = judged([entry(30, 4), *daily(2, 29, later + 1), *daily(4, later)]).episode
    assert found is not None
    assert found.began == TODAY - timedelta(days=began)


@pytest.mark.parametrize(("back", "is_open"), [(13, True), (14, True), (15, False)])
def test_an_episode_is_open_until_fourteen_days_are_over(back: int, is_open: bool) -> None:
    """A pain day today would belong to it up to there."""
    days = days_of([entry(back, 3)])
    assert seen_of(days, TODAY, Thresholds()) == PainSeen(is_open, TODAY - timedelta(days=back))
    assert (judge(days, (), TODAY).episode is not None) is is_open


def test_days_without_an_entry_are_days_without_pain() -> None:
    assert judged([entry(20, 4), entry(5, 4)]).episode == judged([entry(5, 4)]).episode


def test_the_baseline_is_the_mean_of_the_first_seven_days_with_entries() -> None:
    told = [entry(50, 9), *(entry(30 - 2 * n, score) for n, score in enumerate((3, 4, 5, 6, 5, 4, 1, 9, 9)))]
    found = judged(told).episode
    assert found is not None
    assert (found.began, found.baseline) == (TODAY - timedelta(days=30), 4.0)


def test_nothing_is_known_of_an_empty_diary() -> None:
    assert seen_of((), TODAY, Thresholds()) == PainSeen()


def test_a_day_that_a_wrong_clock_put_into_the_future_is_passed_over() -> None:
    odd = entry(-400, 9)
    assert seen_of(days_of([odd]), TODAY, Thresholds()) == PainSeen()
    assert judged([*daily(2, 6), odd]) == judged(daily(2, 6))


# Weeks whose exact means and differences are whole, and whose sums of thirds come out a hair below them.
A_THREE = (None, None, None, 3, (3, 4, 4), (2, 3, 3), (2, 3, 3))
TWO_LESS = (6, (5, 6, 6), 6, (5, 5, 6), (5, 6, 6), (6, 6, 7), 5)
TWO_MORE = (8, 7, (7, 7, 8), (8, 8, 9), (7, 8, 8), 8, (7, 8, 8))
A_THIRD_MORE_THAN_THREE = (4, 4, 4, 4, 4, 5, 5)  # three is thirty percent less


def test_the_weeks_of_the_edges_come_out_below_them() -> None:
    """Else the rules at these edges would hold without any care for it."""
    two = judged((*week(1, *TWO_LESS), *week(0, *TWO_MORE))).weeks
    three = judged(week(0, *A_THREE)).weeks[0].mean
    fall = judged(week(0, *A_THIRD_MORE_THAN_THREE)).weeks[0].mean
    assert three is not None
    assert fall is not None
    assert two[0].mean is not None
    assert two[1].mean is not None
    assert three < 3
    assert two[0].mean - two[1].mean < 2
    assert 100 * (fall - 3) / fall < 30


# --- rule 1: persists -------------------------------------------------------------------------------------------------

PERSISTS = {
    "three weeks at the mean": ((*week(2, *THREES), *week(1, *THREES), *week(0, *THREES)), True),
    "three weeks above it": (daily(4, 20), True),
    "two weeks only": (daily(4, 13), False),
    "a third week a day too short": (daily(4, 17, 0)[1:], False),
    "a mean just below": ((*week(2, *THREES), *week(1, *THREES), *week(0, 3, 3, 3, 3, 3, 3, (3, 3, 2))), False),
    "the earliest week just below": ((*week(2, 3, 3, 3, 3, 3, 3, 2), *week(1, *THREES), *week(0, *THREES)), False),
    "a mean of thirds that is the limit": (
        (*daily(3, 20, 7), *week(0, None, (3, 3, 2), (3, 3, 4), (3, 3, 2), (3, 3, 4), (2, 2, 3), (4, 4, 3))),
        True,
    ),
    "a mean that is the limit, a hair below it": ((*daily(3, 20, 7), *week(0, *A_THREE)), True),
    "down by two points, a hair less": ((*week(2, *TWO_MORE), *daily(7, 13, 7), *week(0, *TWO_LESS)), False),
    "down by thirty percent, a hair less": (
        (*week(2, *A_THIRD_MORE_THAN_THREE), *daily(4, 13, 7), *daily(3, 6)),
        False,
    ),
    "three pain days and one of none": (
        (*daily(4, 20, 7), *week(0, None, None, None, 4, 4, 4, 2)),
        True,
    ),
    "two pain days only": ((*daily(5, 20, 7), *week(0, None, None, None, 10, 10, 1, 1)), False),
    "two pain days in a week before": (
        (*daily(5, 20, 14), *week(1, None, None, None, 2, 2, 5, 5), *daily(5, 6)),
        False,
    ),
    "a week of three days between": ((*daily(4, 20, 14), *daily(4, 9, 7), *daily(4, 6)), False),
    "four days in each": (
        tuple(each for back in range(3) for each in week(back, 4, None, 4, None, 4, None, 4)),
        True,
    ),
    "down by two points": ((*daily(8, 20, 14), *daily(7, 13, 7), *daily(6, 6)), False),
    "down by just less than two points and thirty percent": (
        (*daily(7, 20, 14), *daily(6, 13, 7), *week(0, 5, 5, 5, 5, 5, 5, (5, 5, 5, 5, 6))),
        True,
    ),
    "down by thirty percent and less than two points": ((*daily(5, 20, 7), *week(0, 3, 3, 3, 4, 4, 4, (3, 4))), False),
    "down by a hair less than thirty percent": ((*daily(5, 20, 7), *week(0, 3, 3, 3, 4, 4, 4, 4)), True),
    "up": ((*daily(3, 20, 7), *daily(4, 6)), True),
}


@pytest.mark.parametrize(("entries", "holds"), PERSISTS.values(), ids=PERSISTS)
def test_persists(entries: Entries, holds: bool) -> None:
    assert (Rule.PERSISTS in rules(entries)) is holds


def test_persists_has_its_weeks_from_the_latest_back() -> None:
    found = verdict((*week(2, *[5] * 7), *week(1, *[4] * 7), *week(0, *[4] * 6, 5)), Rule.PERSISTS)
    assert [each.mean for each in found.weeks] == [pytest.approx(29 / 7), 4.0, 5.0]
    assert found.episode is not None
    assert (found.episode.began, found.episode.baseline) == (TODAY - timedelta(days=20), 5.0)
    assert found.line == 3.0


def test_without_a_number_in_the_first_week_no_fall_can_be_shown() -> None:
    first = [entry(back, 9, When.WORST) for back in range(40, 33, -1)]
    found = judged([*first, *daily(3, 33)])
    assert found.episode is not None
    assert found.episode.baseline is None
    assert {Rule.PERSISTS, Rule.LONG} <= {each.rule for each in found.verdicts}


def test_a_first_week_of_zero_is_no_fall() -> None:
    first = [*daily(0, 40, 34), entry(40, 5, When.WORST, at_h=20)]
    found = judged([*first, *daily(3, 33)])
    assert found.episode is not None
    assert found.episode.baseline == 0.0
    assert Rule.PERSISTS in {each.rule for each in found.verdicts}


# --- rule 2: long -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("back", "holds"), [(27, False), (28, True), (29, True)])
def test_long_is_four_weeks(back: int, holds: bool) -> None:
    assert (Rule.LONG in rules(daily(3, back))) is holds


LONG = {
    "this week at the mean": (week(0, *THREES), True),
    "this week just below": (week(0, 3, 3, 3, 3, 3, 3, 2), False),
    "only this week has enough": (week(0, None, None, None, 3, 3, 3, 3), True),
    "this week has not": (week(0, None, None, None, None, 3, 3, 3), False),
}


@pytest.mark.parametrize(("latest", "holds"), LONG.values(), ids=LONG)
def test_long_looks_at_this_week(latest: Entries, holds: bool) -> None:
    since = (*daily(3, 30, 24), entry(20, 3), entry(10, 3))
    assert (Rule.LONG in rules((*since, *latest))) is holds


@pytest.mark.parametrize(
    ("first", "latest", "holds"),
    [(5, 3, False), (5, 4, True), (4, 3, True), (6, 4, False), (7, 5, False), (9, 7, False), (10, 9, True)],
)
def test_long_and_a_fall(first: int, latest: int, holds: bool) -> None:
    """From 5 to 3 is two points; from 4 to 3 is 25 percent; from 6 to 4 is two points and a third."""
    assert (Rule.LONG in rules((*daily(first, 34, 7), *daily(latest, 6)))) is holds


def test_a_clinics_lower_mean_is_of_the_first_rule_only() -> None:
    found = rules(daily(2, 40), Thresholds(mean=1.0, days=1))
    assert found == []  # a worst of 2 is no pain day
    told = [*daily(2, 40), *(entry(back, 3, When.WORST, at_h=20) for back in range(41))]
    assert rules(told, Thresholds(mean=2.0)) == [Rule.PERSISTS]


# --- rule 3: chronic --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("back", "holds"), [(83, False), (84, False), (85, True)])
def test_chronic_is_more_than_twelve_weeks(back: int, holds: bool) -> None:
    assert (Rule.CHRONIC in rules(daily(3, back))) is holds


def test_chronic_also_where_it_is_mild_now() -> None:
    assert rules((*daily(6, 100, 10), *daily(1, 9))) == [Rule.CHRONIC]


@pytest.mark.parametrize(("days", "holds"), [(0, False), (3, False), (4, True)])
def test_chronic_needs_entries_enough_in_this_week(days: int, holds: bool) -> None:
    assert rules((*daily(3, 100, 7), *daily(1, 6, 7 - days))) == [Rule.CHRONIC] * holds


def test_an_episode_that_is_over_is_not_chronic() -> None:
    assert rules((*daily(6, 200, 15), *daily(1, 14))) == []


def test_fourteen_free_days_begin_it_anew() -> None:
    assert Rule.CHRONIC not in rules((*daily(4, 200, 40), *daily(4, 25)))
    assert Rule.CHRONIC in rules((*daily(4, 200, 39), *daily(4, 25)))


# --- rule 4: worsening ------------------------------------------------------------------------------------------------

WORSENING = {
    "two points, a hair less": ((*week(1, *TWO_LESS), *week(0, *TWO_MORE)), True),
    "two points": ((*daily(4, 13, 7), *daily(6, 6)), True),
    "a little less": ((*daily(4, 13, 7), *week(0, 6, 6, 6, 6, 6, 6, (6, 5))), False),
    "two points and less than thirty percent": ((*daily(7, 13, 7), *daily(9, 6)), False),
    "three points of ten, as much as thirty percent": ((*daily(7, 13, 7), *daily(10, 6)), True),
    "more than thirty percent and less than two points": ((*daily(2, 13, 7), *daily(3, 6)), False),
    "from nothing": ((*daily(0, 13, 7), *daily(2, 6)), True),
    "from nothing, a little less": ((*daily(0, 13, 7), *week(0, 2, 2, 2, 2, 2, 2, 1)), False),
    "the last week with enough is further back": ((*daily(2, 41, 35), *daily(6, 13, 11), *daily(4, 6)), True),
    "the later one with enough counts": ((*daily(2, 41, 35), *daily(4, 13, 7), *daily(5, 6)), False),
    "no week before it has enough": ((*daily(2, 9, 7), *daily(6, 6)), False),
    "this week has one entry": ((*daily(2, 13, 7), entry(0, 6)), True),
    "this week has none": (daily(2, 13, 7), False),
    "this week has a worst only": ((*daily(2, 13, 7), entry(0, 6, When.WORST)), False),
}


@pytest.mark.parametrize(("entries", "holds"), WORSENING.values(), ids=WORSENING)
def test_worsening(entries: Entries, holds: bool) -> None:
    assert (Rule.WORSENING in rules(entries)) is holds


def test_worsening_names_both_weeks_and_the_day_of_its_last_entry() -> None:
    found = verdict((*daily(2, 41, 35), *daily(6, 6, 2)), Rule.WORSENING)
    assert [(each.last, each.rough_mean) for each in found.weeks] == [(TODAY, 6.0), (TODAY - timedelta(days=35), 2.0)]
    assert found.day == TODAY - timedelta(days=2)
    assert found.line == 4.0


# --- rule 5: severe ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("score", "holds"), [(7, False), (8, True), (9, True), (10, True)])
@pytest.mark.parametrize("when", When)
def test_one_entry_is_enough_for_severe(score: int, when: When, holds: bool) -> None:
    found = judged([entry(0, score, when)])
    assert [each.rule for each in found.verdicts] == [Rule.SEVERE] * holds
    assert not found.enough
    if holds:
        assert (found.verdicts[0].worst, found.verdicts[0].day) == (score, TODAY)


@pytest.mark.parametrize(("back", "holds"), [(0, True), (6, True), (7, False)])
def test_severe_is_of_this_week(back: int, holds: bool) -> None:
    assert (Rule.SEVERE in rules([entry(back, 8)])) is holds


def test_severe_tells_the_latest_of_its_days() -> None:
    found = verdict((entry(4, 10), entry(2, 8), entry(1, 3)), Rule.SEVERE)
    assert (found.worst, found.day) == (8, TODAY - timedelta(days=2))


@pytest.mark.parametrize(("days", "holds"), [(2, False), (3, True), (4, True)])
def test_work_or_sleep_lost(days: int, holds: bool) -> None:
    """Either of them on a day; the days need not follow each other, and the pain may be slight."""
    kinds = (Hinders.WORK, Hinders.SLEEP)
    told = [entry(6 - 2 * n, 1, hinders=(kinds[n % 2],)) for n in range(days)]
    assert rules(told) == [Rule.SEVERE] * holds


def test_work_and_sleep_lost_on_a_day_are_one_day() -> None:
    told = [entry(back, 1, hinders=(Hinders.WORK, Hinders.SLEEP)) for back in (0, 1)]
    assert rules(told) == []


def test_a_severe_day_and_days_lost_are_two_verdicts() -> None:
    told = [*(entry(back, 4, hinders=(Hinders.WORK,)) for back in (1, 2, 3)), entry(5, 9)]
    found = [(each.rule, each.worst, each.day) for each in judged(told).verdicts]
    assert found == [
        (Rule.SEVERE, 9, TODAY - timedelta(days=5)),
        (Rule.SEVERE, 0, TODAY - timedelta(days=1)),
    ]


# --- rule 6: provoked -------------------------------------------------------------------------------------------------


def after(before: int, score: int, *moves: str, back: int = 2, at_h: float = 10.0, charged: str = "") -> Entries:
    return (entry(back, score, before=before, moves=moves, charged=charged, at_h=at_h),)


PROVOKED = {
    "two points for more than a day": ((*after(2, 4, "neck-turn"), entry(1, 4, at_h=10.1)), True),
    "exactly a day, and nothing later": ((*after(2, 4, "neck-turn"), entry(1, 4, at_h=10.0)), False),
    "exactly a day, and later too": ((*after(2, 4, "neck-turn"), entry(1, 4, at_h=10.0), entry(0, 4)), True),
    "less than a day": ((*after(2, 4, "neck-turn"), entry(1, 4, at_h=9.9)), False),
    "one point": ((*after(2, 3, "neck-turn"), entry(0, 5)), False),
    "still two points more, though less than at first": ((*after(2, 9, "neck-turn"), entry(0, 4)), True),
    "lower between": ((*after(2, 4, "neck-turn"), entry(1, 3, at_h=9), entry(0, 6)), False),
    "as high between": ((*after(2, 4, "neck-turn"), entry(1, 4, at_h=9), entry(0, 6)), True),
    "lower at the first later one": ((*after(2, 4, "neck-turn"), entry(1, 3), entry(0, 6)), False),
    "lower after that": ((*after(2, 4, "neck-turn"), entry(1, 4), entry(0, 0)), True),
    "the worst of a day says nothing of the moment": (
        (*after(2, 4, "neck-turn"), entry(1, 9, When.WORST)),
        False,
    ),
    "lower before another session": (
        (*after(2, 4, "neck-turn"), *after(2, 5, "one", "two", back=1), entry(0, 6)),
        False,
    ),
    "as high before another session": ((*after(2, 4, "neck-turn"), *after(4, 4, "one", "two", back=0)), True),
    "lower after another session": (
        (*after(2, 4, "neck-turn"), entry(1, 1, before=4, moves=("one", "two"), at_h=9), entry(0, 6)),
        False,
    ),
    "lower after another session, a day later": (
        (*after(2, 4, "neck-turn"), entry(1, 1, before=4, moves=("one", "two"), at_h=10), entry(0, 6)),
        False,
    ),
    "lower after another session, later than that": (
        (*after(2, 4, "neck-turn"), entry(1, 1, before=4, moves=("one", "two"), at_h=11)),
        True,
    ),
    "nearly two weeks of silence": ((*after(2, 4, "neck-turn", back=13), entry(0, 4)), True),
    "shown in a zone that is a day ahead": ((*after(2, 4, "neck-turn", back=1), entry(-1, 4)), True),
    "two moves, and none pointed at": ((*after(2, 4, "neck-turn", "chin-tuck"), entry(0, 4)), False),
    "no move": ((*after(2, 4), entry(0, 4)), False),
    "not asked before": ((entry(2, 6, moves=("neck-turn",)), entry(0, 6)), False),
    "two weeks of silence": ((*after(2, 4, "neck-turn", back=15), entry(0, 4)), False),
    "shown more than a week ago": ((*after(2, 4, "neck-turn", back=10), entry(8, 4), entry(0, 4)), False),
}


@pytest.mark.parametrize(("entries", "holds"), PROVOKED.values(), ids=PROVOKED)
def test_provoked(entries: Entries, holds: bool) -> None:
    assert (Rule.PROVOKED in rules(entries)) is holds


def test_a_rise_is_charged_to_the_move_that_is_pointed_at() -> None:
    told = (*after(2, 5, "neck-turn", "chin-tuck", charged="chin-tuck"), entry(1, 4))
    found = verdict(told, Rule.PROVOKED)
    assert (found.moves, found.before, found.after) == (("chin-tuck",), 2, 5)
    assert found.day == TODAY - timedelta(days=1)


def test_two_moves_of_a_week_are_one_verdict_with_the_greater_rise() -> None:
    told = (*after(1, 3, "neck-turn", back=6), entry(4, 4), *after(1, 6, "chin-tuck", back=3), entry(1, 6))
    found = verdict(told, Rule.PROVOKED)
    assert (found.moves, found.before, found.after) == (("neck-turn", "chin-tuck"), 1, 6)


def test_a_day_is_24_hours_whatever_the_zone() -> None:
    """Ten o'clock to half past ten of the next day is 24.5 hours at home, and 18.5 after a flight six zones east."""
    at_home = (*after(2, 5, "neck-turn"), entry(1, 5, at_h=10.5))
    flown = (*after(2, 5, "neck-turn"), entry(1, 5, at_h=10.5, zone_h=6))
    assert Rule.PROVOKED in rules(at_home)
    assert Rule.PROVOKED not in rules(flown)


# --- corrections and travel -------------------------------------------------------------------------------------------


def _kept(*rows: tuple[int, datetime, dict[str, object]]) -> Judgement:
    found = standing((number, at, FactKind.PAIN, data) for number, at, data in rows)
    return judge(days_of(found), found, TODAY)


def test_a_corrected_score_counts_for_its_day_and_the_first_one_no_more() -> None:
    noon = datetime(2026, 3, 30, 12, tzinfo=UTC)
    wrong = (1, noon, data_of(entry(1, 9).entry))
    assert [each.rule for each in _kept(wrong).verdicts] == [Rule.SEVERE]
    right = (2, noon + timedelta(hours=20), data_of(entry(1, 2).entry, replaces=1))
    assert _kept(wrong, right).verdicts == ()
    back = (2, noon + timedelta(hours=20), removal_of(1))
    assert _kept(wrong, back).verdicts == ()
    up = (3, noon + timedelta(hours=21), data_of(entry(1, 8).entry, replaces=2))
    assert [each.day for each in _kept(wrong, right, up).verdicts] == [TODAY - timedelta(days=1)]


def test_a_correction_moves_the_beginning_of_the_episode() -> None:
    rows = [(n, each.at, data_of(each.entry)) for n, each in enumerate(daily(3, 28), 1)]
    assert Rule.LONG in {each.rule for each in _kept(*rows).verdicts}
    fixed = (99, rows[0][1] + timedelta(hours=3), data_of(entry(28, 2).entry, replaces=1))
    assert Rule.LONG not in {each.rule for each in _kept(*rows, fixed).verdicts}


def test_an_entry_is_of_the_day_where_it_was_made() -> None:
    """One moment: the evening of a day in Calgary is the next morning in Auckland."""
    moment = datetime(2026, 3, 25, 5, tzinfo=UTC)  # seven days before today there, six here
    at_home = moment.astimezone(timezone(timedelta(hours=-7)))
    away = moment.astimezone(timezone(timedelta(hours=13)))
    assert (at_home.date(), away.date()) == (date(2026, 3, 24), date(2026, 3, 25))
    for at, counted in ((at_home, 0), (away, 1)):
        found = standing([(1, at, FactKind.PAIN, {"score": 9})])
        assert len(judge(days_of(found), found, TODAY).verdicts) == counted


def test_who_flies_over_the_date_line_is_not_told_later_of_a_severe_day() -> None:
    """Noted on the morning of the day after today, and home again on the evening before it."""
    found = judged([entry(-1, 9)])
    assert [(each.rule, each.day) for each in found.verdicts] == [(Rule.SEVERE, TODAY + timedelta(days=1))]
    assert [each.entry_days for each in found.weeks] == [0]
    assert seen_of(days_of([entry(-1, 9)]), TODAY, Thresholds()) == PainSeen(True, TODAY + timedelta(days=1))
    assert judged([entry(-3, 9)]).verdicts == ()


def test_three_weeks_told_over_two_zones() -> None:
    """Who flies east skips a calendar day at most; each week still has its days."""
    told = [*daily(4, 20, 11), *(entry(back, 4, zone_h=9) for back in range(9, -1, -1))]
    assert Rule.PERSISTS in rules(told)


# --- all together -----------------------------------------------------------------------------------------------------


def test_the_weightiest_is_first() -> None:
    told = [*daily(4, 100, 7), *daily(7, 6), entry(0, 9, at_h=20)]
    told += [*after(5, 7, "neck-turn", back=2, at_h=11), entry(1, 7, at_h=18)]
    order = [Rule.SEVERE, Rule.WORSENING, Rule.PROVOKED, Rule.CHRONIC, Rule.LONG, Rule.PERSISTS]
    assert rules(told) == order


def test_a_year_without_pain_says_nothing() -> None:
    assert rules(daily(0, 365)) == []
    assert judged(daily(0, 365)).enough


@pytest.mark.parametrize(
    ("thresholds", "score", "back", "rule", "holds"),
    [
        (Thresholds(mean=5.0), 4, 20, Rule.PERSISTS, False),
        (Thresholds(mean=5.0), 5, 20, Rule.PERSISTS, True),
        (Thresholds(weeks=1), 3, 6, Rule.PERSISTS, True),
        (Thresholds(weeks=4), 3, 20, Rule.PERSISTS, False),
        (Thresholds(weeks=4), 3, 27, Rule.PERSISTS, True),
        (Thresholds(long_weeks=2), 3, 13, Rule.LONG, False),
        (Thresholds(long_weeks=2), 3, 14, Rule.LONG, True),
        (Thresholds(long_weeks=6), 3, 41, Rule.LONG, False),
        (Thresholds(long_weeks=6), 3, 42, Rule.LONG, True),
        (Thresholds(chronic_weeks=6), 3, 42, Rule.CHRONIC, False),
        (Thresholds(chronic_weeks=6), 3, 43, Rule.CHRONIC, True),
        (Thresholds(chronic_weeks=16), 3, 112, Rule.CHRONIC, False),
        (Thresholds(chronic_weeks=16), 3, 113, Rule.CHRONIC, True),
        (Thresholds(severe=6), 6, 0, Rule.SEVERE, True),
        (Thresholds(severe=9), 8, 0, Rule.SEVERE, False),
    ],
)
def test_a_clinics_own_thresholds(thresholds: Thresholds, score: int, back: int, rule: Rule, holds: bool) -> None:
    assert (rule in rules(daily(score, back), thresholds)) is holds


@pytest.mark.parametrize(("points", "to", "holds"), [(1.0, 4, True), (1.5, 4, False), (1.5, 5, True), (3.0, 5, False)])
def test_a_clinics_own_worsening(points: float, to: int, holds: bool) -> None:
    found = rules((*daily(3, 13, 7), *daily(to, 6)), Thresholds(worse_points=points))
    assert (Rule.WORSENING in found) is holds


def test_days_are_looked_at_in_any_order() -> None:
    days: tuple[PainDay, ...] = days_of(daily(4, 30))
    assert judge(days[::-1], (), TODAY) == judge(days, (), TODAY)
