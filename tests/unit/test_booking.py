"""Which notice may be shown when, and what is known of a visit from what was kept of it."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta

import pytest

from postureapp.core.booking import (
    SILENCED,
    Told,
    Visit,
    Went,
    asks_how_it_went,
    told_of,
    visit_data,
    visit_of,
)
from postureapp.core.events import FactKind
from postureapp.core.persistence import Judgement, Rule, Verdict
from tests.helpers.pain import TODAY, notice_due

NOW = datetime.combine(TODAY, time(12), UTC)
DAY = timedelta(days=1)
LOUD = frozenset(Rule) - SILENCED
COMING = Visit(TODAY + 3 * DAY, "14:30")


def due(
    *verdicts: Verdict, told: tuple[Told, ...] = (), visit: Visit | None = None, now: datetime = NOW
) -> Rule | None:
    found = notice_due(Judgement(now.date(), verdicts=verdicts), told, visit, now)
    return found.rule if found else None


def of(rule: Rule, days_ago: int = 0) -> Verdict:
    return Verdict(rule, day=TODAY - days_ago * DAY if rule in LOUD else None)


# --- notices ----------------------------------------------------------------------------------------------------------


def test_nothing_is_due_without_a_verdict() -> None:
    assert due() is None


@pytest.mark.parametrize("rule", Rule)
def test_a_verdict_is_told(rule: Rule) -> None:
    assert due(of(rule)) is rule


def test_the_weightiest_comes_first_and_the_next_one_after_it() -> None:
    verdicts = (of(Rule.SEVERE), of(Rule.WORSENING), of(Rule.LONG), of(Rule.PERSISTS))
    assert due(*verdicts) is Rule.SEVERE
    assert due(*verdicts, told=(Told(Rule.SEVERE, TODAY),)) is Rule.WORSENING
    both = (Told(Rule.SEVERE, TODAY), Told(Rule.WORSENING, TODAY))
    assert due(*verdicts, told=both) is Rule.LONG
    assert due(*verdicts, told=(*both, Told(Rule.LONG, TODAY))) is None


@pytest.mark.parametrize("earlier", sorted(SILENCED))
@pytest.mark.parametrize("rule", sorted(SILENCED))
@pytest.mark.parametrize(("days_ago", "is_due"), [(-1, False), (0, False), (6, False), (7, True), (8, True)])
def test_what_persists_is_long_or_chronic_at_most_weekly(
    rule: Rule, earlier: Rule, days_ago: int, is_due: bool
) -> None:
    """Whichever of the three was told; a notice of tomorrow is one told in a zone that is ahead."""
    assert (due(of(rule), told=(Told(earlier, TODAY - days_ago * DAY),)) is rule) is is_due


@pytest.mark.parametrize("loud", sorted(LOUD))
def test_a_notice_of_another_kind_is_not_counted_for_the_week(loud: Rule) -> None:
    assert due(of(Rule.PERSISTS), told=(Told(loud, TODAY),)) is Rule.PERSISTS


@pytest.mark.parametrize("rule", Rule)
def test_a_booked_visit_silences_only_the_three(rule: Rule) -> None:
    assert (due(of(rule), visit=COMING) is rule) is (rule in LOUD)


@pytest.mark.parametrize("rule", sorted(SILENCED))
def test_after_the_visit_they_are_told_again(rule: Rule) -> None:
    assert due(of(rule), visit=Visit(TODAY - DAY, "14:30")) is rule
    assert due(of(rule), visit=Visit(TODAY - DAY, "14:30", Went.SAME)) is rule


@pytest.mark.parametrize("rule", sorted(SILENCED))
def test_a_visit_that_is_told_to_be_missed_silences_nothing(rule: Rule) -> None:
    assert due(of(rule), visit=Visit(COMING.on, COMING.at, Went.MISSED)) is rule


@pytest.mark.parametrize("rule", sorted(LOUD))
def test_one_day_is_told_once_and_the_next_one_again(rule: Rule) -> None:
    told = (Told(rule, TODAY - 2 * DAY),)
    assert due(of(rule, 3), told=told) is None
    assert due(of(rule, 2), told=told) is None
    assert due(of(rule, 1), told=told) is rule
    assert due(of(rule, 0), told=(*told, Told(rule, TODAY - DAY))) is rule
    assert due(of(rule, 0), told=(Told(rule, TODAY),)) is None


def test_a_day_that_is_still_to_come_here_is_told_once_a_day() -> None:
    """A severe day that was noted in a zone ahead of this one."""
    verdict = of(Rule.SEVERE, -1)
    assert due(verdict, told=(Told(Rule.SEVERE, TODAY),)) is None
    assert due(verdict, told=(Told(Rule.SEVERE, TODAY - DAY),)) is Rule.SEVERE


@pytest.mark.parametrize("rule", Rule)
def test_a_notice_that_a_wrong_clock_put_into_the_future_silences_nothing(rule: Rule) -> None:
    assert due(of(rule), told=(Told(rule, date(2040, 1, 1)),)) is rule


# --- visits -----------------------------------------------------------------------------------------------------------

OVER = [
    ("14:30", TODAY, time(14, 30), False),
    ("14:30", TODAY, time(16, 29), False),
    ("14:30", TODAY, time(16, 30), True),
    ("14:30", TODAY + DAY, time(16, 30), False),
    ("14:30", TODAY - DAY, time(0, 0), True),
    ("23:30", TODAY, time(23, 59), False),
    ("23:30", TODAY - DAY, time(0, 0), True),
    ("", TODAY, time(23, 59), False),
    ("", TODAY - DAY, time(0, 0), True),
    ("noon", TODAY, time(23, 59), False),
]


@pytest.mark.parametrize(("at", "on", "now", "is_over"), OVER)
def test_when_a_visit_is_over(at: str, on: date, now: time, is_over: bool) -> None:
    visit, moment = Visit(on, at), datetime.combine(TODAY, now, UTC)
    assert visit.is_over(moment) is is_over
    assert asks_how_it_went(visit, moment) is is_over
    assert not asks_how_it_went(Visit(on, at, Went.BETTER), moment)


def test_nobody_is_asked_of_a_visit_that_there_was_not() -> None:
    assert not asks_how_it_went(None, NOW)


def booked(visit: Visit) -> tuple[FactKind, dict[str, object]]:
    return FactKind.BOOKED if visit.went is None else FactKind.VISIT, visit_data(visit)


@pytest.mark.parametrize(
    ("kept", "found"),
    [
        ((), None),
        ((COMING,), COMING),
        ((Visit(TODAY),), Visit(TODAY)),
        ((Visit(TODAY), COMING), COMING),
        ((COMING, Visit(COMING.on, COMING.at, Went.BETTER)), Visit(COMING.on, COMING.at, Went.BETTER)),
        ((Visit(TODAY), COMING, Visit(TODAY, "", Went.WORSE)), COMING),
        ((COMING, Visit(COMING.on, "", Went.SAME), COMING), COMING),
        ((Visit(TODAY, "09:00", Went.MISSED),), Visit(TODAY, "09:00", Went.MISSED)),
    ],
    ids=["none", "booked", "no-time", "booked-anew", "went", "went-of-another", "booked-again", "booking-forgotten"],
)
def test_a_visit_is_the_last_that_was_booked(kept: tuple[Visit, ...], found: Visit | None) -> None:
    assert visit_of([booked(each) for each in kept]) == found


@pytest.mark.parametrize(
    "data", [{}, {"on": ""}, {"on": 3}, {"on": "tomorrow"}, {"on": None}, {"went": "better"}], ids=str
)
def test_what_was_damaged_is_passed_over(data: dict[str, object]) -> None:
    assert visit_of([booked(COMING), (FactKind.BOOKED, data), (FactKind.VISIT, data)]) == COMING


@pytest.mark.parametrize("at", [3, None, "late", "25:00", ""])
def test_a_damaged_time_is_an_unknown_one(at: object) -> None:
    assert visit_of([(FactKind.BOOKED, {"on": TODAY.isoformat(), "at": at})]) == Visit(TODAY)


def test_an_unknown_word_for_how_it_went_is_still_to_be_told() -> None:
    odd = (FactKind.VISIT, {"on": COMING.on.isoformat(), "went": "splendid"})
    assert visit_of([booked(COMING), odd]) == COMING


@pytest.mark.parametrize("rule", Rule)
def test_a_notice_is_read_back(rule: Rule) -> None:
    assert told_of(TODAY, {"rule": rule.value}) == Told(rule, TODAY)


@pytest.mark.parametrize("data", [{}, {"rule": "new"}, {"rule": 3}, {"rule": None}, {"rule": ["long"]}], ids=str)
def test_a_notice_of_an_unknown_rule_is_none(data: dict[str, object]) -> None:
    assert told_of(TODAY, data) is None
