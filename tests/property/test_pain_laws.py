"""The laws of the pain rules, for any diary: what they say is what the clinical reference says, counted exactly.

The other way of counting here goes over every day with fractions, from the reference's own words, and shares no line
with the code that it is held against.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, time, timedelta
from fractions import Fraction

from hypothesis import given, settings
from hypothesis import strategies as st

from postureapp.core.booking import SILENCED, Told, Visit
from postureapp.core.pain_diary import Hinders, KeptEntry, When, days_of
from postureapp.core.persistence import BOUNDS, Rule, Thresholds, judge, seen_of
from tests.helpers.pain import TODAY, entry, judged, notice_due

DAYS = 120
SCORES = st.integers(0, 10)
ENTRY = st.builds(
    entry,
    st.integers(0, DAYS),
    SCORES,
    st.sampled_from([When.NOW, When.NOW, When.NOW, When.WORST]),
    hinders=st.sampled_from([(), (), (), (Hinders.WORK,), (Hinders.SLEEP, Hinders.WORK)]),
    before=st.none() | SCORES,
    moves=st.sampled_from([(), ("neck-turn",), ("neck-turn", "chin-tuck")]),
    charged=st.sampled_from(["", "", "chin-tuck"]),
    at_h=st.integers(0, 23),
)


@st.composite
def steady(draw: st.DrawFn) -> list[KeptEntry]:
    """A diary that is kept nearly daily, around a level that changes by the week: where the rules have their edges."""
    found = []
    for back in range(draw(st.integers(0, 17))):
        level = draw(st.integers(0, 8))
        for day in range(7):
            for n in range(draw(st.sampled_from([0, 1, 1, 1, 2, 3]))):
                score = level + draw(st.integers(0, 2))
                found.append(entry(back * 7 + day, score, at_h=8 + n))
    return found


DIARY = st.lists(ENTRY, max_size=40) | steady()
THRESHOLDS = st.builds(
    Thresholds,
    mean=st.sampled_from([1.0, 2.5, 3.0, 3.5, 5.0]),
    days=st.integers(1, 5),
    weeks=st.integers(1, 4),
    long_weeks=st.integers(2, 6),
    chronic_weeks=st.integers(6, 16),
    worse_points=st.sampled_from([1.0, 1.5, 2.0, 3.0]),
    severe=st.integers(6, 9),
)


# --- the reference, counted another way -------------------------------------------------------------------------------


class Reference:
    """The clinical reference's "How they are computed", day by day, in fractions."""

    def __init__(self, entries: list[KeptEntry], of: Thresholds) -> None:
        self.of = of
        self.by_day: dict[int, list[KeptEntry]] = {}  # by how many days back
        for each in entries:
            self.by_day.setdefault((TODAY - each.day).days, []).append(each)

    def mean(self, days: list[int]) -> Fraction | None:
        values = []
        for day in days:
            now = [each.entry.score for each in self.by_day.get(day, []) if each.entry.when is When.NOW]
            if now:
                values.append(Fraction(sum(now), len(now)))
        return sum(values, Fraction()) / len(values) if values else None

    def worst(self, day: int) -> int:
        return max((each.entry.score for each in self.by_day.get(day, [])), default=0)

    def week(self, back: int) -> list[int]:
        return [day for day in range(back * 7, back * 7 + 7) if day in self.by_day]

    def weekly_mean(self, back: int) -> Fraction | None:
        return self.mean(self.week(back)) if len(self.week(back)) >= 4 else None

    def began(self) -> int | None:
        """How many days back the present episode began."""
        if all(self.worst(day) < 3 for day in range(15)):
            return None
        found = None
        for day in range(DAYS + 20):
            if self.worst(day) >= 3:
                found = day
                if all(self.worst(earlier) < 3 for earlier in range(day + 1, day + 15)):
                    return found
        return found

    def has_fallen(self) -> bool:
        began, mean = self.began(), self.weekly_mean(0)
        assert began is not None
        assert mean is not None
        first = sorted((day for day in self.by_day if day <= began), reverse=True)[:7]
        baseline = self.mean(first)
        if not baseline:
            return False
        return baseline - mean >= 2 or (baseline - mean) / baseline >= Fraction(30, 100)

    def rules(self) -> set[Rule]:
        of, began, mean = self.of, self.began(), self.weekly_mean(0)
        found = set()
        if mean is not None and began is not None:
            weeks = [(self.weekly_mean(back), self.week(back)) for back in range(of.weeks)]
            if (
                all(
                    each is not None
                    and each >= Fraction(of.mean)
                    and sum(self.worst(day) >= 3 for day in days) >= of.days
                    for each, days in weeks
                )
                and not self.has_fallen()
            ):
                found.add(Rule.PERSISTS)
            if began >= 7 * of.long_weeks and mean >= 3 and not self.has_fallen():
                found.add(Rule.LONG)
            if began > 7 * of.chronic_weeks:
                found.add(Rule.CHRONIC)
        earlier = next((each for back in range(1, 20) if (each := self.weekly_mean(back)) is not None), None)
        rough = self.mean(self.week(0))
        if earlier is not None and rough is not None:
            rise = rough - earlier
            if rise >= Fraction(of.worse_points) and rise >= earlier * Fraction(30, 100):
                found.add(Rule.WORSENING)
        lost = [day for day in range(7) if any(each.entry.hinders for each in self.by_day.get(day, []))]
        if any(self.worst(day) >= of.severe for day in range(7)) or len(lost) >= 3:
            found.add(Rule.SEVERE)
        return found


@given(entries=DIARY, of=THRESHOLDS)
@settings(max_examples=150, deadline=None)
def test_the_rules_are_the_reference_counted_exactly(entries: list[KeptEntry], of: Thresholds) -> None:
    found = {verdict.rule for verdict in judged(entries, of).verdicts}
    assert found - {Rule.PROVOKED} == Reference(entries, of).rules()


# --- laws -------------------------------------------------------------------------------------------------------------


@given(entries=DIARY, data=st.data())
@settings(deadline=None)
def test_the_order_of_entries_does_not_matter(entries: list[KeptEntry], data: st.DataObject) -> None:
    mixed = data.draw(st.permutations(entries))
    unique = {(each.at, each.id, each.entry) for each in entries}
    if len({each.id for each in entries}) < len(unique):
        return  # two at one moment that were kept as one: no diary has that
    days = days_of(entries)
    assert judge(days, entries, TODAY) == judge(days[::-1], mixed, TODAY)


@given(entries=DIARY)
@settings(deadline=None)
def test_more_days_without_pain_before_it_make_no_verdict(entries: list[KeptEntry]) -> None:
    """A first week of nothing can be compared with, and so can only show that this one is higher."""
    more = [*entries, *(entry(back, 0, at_h=5) for back in range(DAYS + 30, DAYS + 15, -1))]
    before = {each.rule for each in judged(entries).verdicts}
    assert {each.rule for each in judged(more).verdicts} <= before | {Rule.WORSENING}


@given(st.sets(st.integers(0, DAYS)))
def test_nothing_but_zeros_says_nothing(days: set[int]) -> None:
    assert judged([entry(back, 0) for back in days]).verdicts == ()


@given(entries=DIARY, times=st.integers(1, 3))
@settings(deadline=None)
def test_an_entry_told_twice_or_thrice_changes_no_verdict_of_days(entries: list[KeptEntry], times: int) -> None:
    more = [replace(each, id=each.id + n) for each in entries for n in range(times)]
    found, again = judged(entries), judged(more)
    assert [each.rule for each in again.verdicts if each.rule is not Rule.PROVOKED] == [
        each.rule for each in found.verdicts if each.rule is not Rule.PROVOKED
    ]
    assert [(each.entry_days, each.pain_days) for each in again.weeks] == [
        (each.entry_days, each.pain_days) for each in found.weeks
    ]


@given(entries=DIARY, by=st.integers(-400, 400))
@settings(deadline=None)
def test_the_calendar_does_not_matter(entries: list[KeptEntry], by: int) -> None:
    moved = timedelta(days=by)
    later = [replace(each, at=each.at + moved, kept_at=each.kept_at + moved) for each in entries]
    here, there = judged(entries), judged(later, today=TODAY + moved)
    assert [each.rule for each in there.verdicts] == [each.rule for each in here.verdicts]
    assert [each.mean for each in there.weeks] == [each.mean for each in here.weeks]


@given(entries=DIARY, of=THRESHOLDS, data=st.data())
@settings(deadline=None)
def test_a_stricter_threshold_never_makes_a_verdict(
    entries: list[KeptEntry], of: Thresholds, data: st.DataObject
) -> None:
    name = data.draw(st.sampled_from(sorted(BOUNDS)))
    stricter = replace(of, **{name: getattr(of, name) + data.draw(st.integers(0, 3))})
    found = {each.rule for each in judged(entries, stricter).verdicts}
    assert found <= {each.rule for each in judged(entries, of).verdicts}


@given(entries=DIARY, of=THRESHOLDS)
@settings(deadline=None)
def test_each_verdict_carries_what_it_was_found_by(entries: list[KeptEntry], of: Thresholds) -> None:
    found = judged(entries, of)
    assert found.weeks
    assert found.enough is (found.weeks[0].mean is not None)
    order = [Rule.SEVERE, Rule.WORSENING, Rule.PROVOKED, Rule.CHRONIC, Rule.LONG, Rule.PERSISTS]
    assert [each.rule for each in found.verdicts] == sorted((each.rule for each in found.verdicts), key=order.index)
    for verdict in found.verdicts:
        assert verdict.thresholds == of
        assert verdict.weeks[0] == found.weeks[0]
        assert (verdict.day is None) is (verdict.rule in SILENCED)
        assert bool(verdict.moves) is (verdict.rule is Rule.PROVOKED)
        assert found.enough or verdict.rule not in SILENCED


@given(entries=DIARY)
@settings(deadline=None)
def test_the_session_knows_of_the_episode_that_is_judged(entries: list[KeptEntry]) -> None:
    seen, days = seen_of(days_of(entries), TODAY, Thresholds()), days_of(entries)
    assert seen.in_episode is (judged(entries).episode is not None)
    assert seen.last_day == (days[-1].day if days else None)
    recent = days_of([each for each in entries if each.day > TODAY - timedelta(days=16)])
    assert seen_of(recent, TODAY, Thresholds()).in_episode is seen.in_episode


@given(entries=DIARY, booked=st.integers(-3, 10), told=st.lists(st.tuples(st.sampled_from(Rule), st.integers(0, 20))))
@settings(deadline=None)
def test_only_what_may_be_silenced_is_silenced(
    entries: list[KeptEntry], booked: int, told: list[tuple[Rule, int]]
) -> None:
    """Whatever was booked and told: a severe, worse or provoked day of today that was not told today is told."""
    found = judged(entries)
    notices = [Told(rule, TODAY - timedelta(days=back)) for rule, back in told]
    visit = Visit(TODAY + timedelta(days=booked)) if booked else None
    now = datetime.combine(TODAY, time(12)).astimezone()
    due = notice_due(found, notices, visit, now)
    loud = [each for each in found.verdicts if each.rule not in SILENCED]
    untold = [
        each for each in loud if each.day is not None and Told(each.rule, TODAY) not in notices and each.day >= TODAY
    ]
    assert due is not None or not untold
    if due is not None and due.rule in SILENCED:
        assert booked <= 0
        assert not any(rule in SILENCED and back < 7 for rule, back in told)
