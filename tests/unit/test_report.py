"""What a report holds: the days that were asked for and no others, the parts that were ticked, figures that add up."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta, timezone
from itertools import pairwise

import pytest

from postureapp.core.day import Day, Kept
from postureapp.core.events import FactKind
from postureapp.core.history import Measure
from postureapp.core.pain_diary import Earlier, Feel, Hinders, KeptEntry, PainEntry, Spot, When
from postureapp.core.persistence import Thresholds, judge
from postureapp.reports.report import USUAL, Asked, Part, Report, Sources, bars, pieces, report_of
from tests.helpers.pain import TODAY, daily, entry, judged, week

DAY = timedelta(days=1)
ALL = frozenset(Part)


def asked(days: int, parts: frozenset[Part] = ALL) -> Asked:
    return Asked(TODAY - (days - 1) * DAY, TODAY, parts)


def report(*entries: KeptEntry, days: int = 14, parts: frozenset[Part] = ALL, **more: object) -> Report:
    return report_of(asked(days, parts), Sources(entries, **more), TODAY)  # type: ignore[arg-type]


def session(back: int, *moves: tuple[str, int, int, str]) -> Kept:
    rows = [dict(zip(("move", "prescribed", "reps_done", "end"), each, strict=True)) for each in moves]
    at = datetime.combine(TODAY - back * DAY, datetime.min.time(), UTC) + timedelta(hours=9)
    return Kept(at, FactKind.SESSION, {"moves": rows, "length_s": 60.0})


def test_only_the_days_that_were_asked_for_go_in() -> None:
    found = report(*daily(4, 20), days=14)
    assert len(found.entries) == 14
    assert found.days[0].day == TODAY - 13 * DAY


def test_notes_stay_out_unless_they_are_ticked() -> None:
    said = replace(entry(1, 4).entry, note="only for me")
    kept = replace(entry(1, 4), entry=said)
    assert Part.NOTES not in USUAL
    assert report(kept, parts=USUAL).notes == ()
    assert [note.words for note in report(kept).notes] == ["only for me"]


def test_notes_come_latest_first_and_empty_ones_not_at_all() -> None:
    kept = [replace(entry(back, 4), entry=PainEntry(4, note=words)) for back, words in ((3, "a"), (2, "  "), (1, "b"))]
    assert [note.words for note in report(*kept).notes] == ["b", "a"]


def test_weeks_are_those_of_the_rules() -> None:
    entries = [*week(2, *[3] * 7), *week(1, None, None, None, None, 9, 9, 9), *week(0, 4, 4, None, 3, 3, 3, 5)]
    found = report(*entries, days=21)
    told = judged(entries).weeks
    assert [each.mean for each in found.weeks] == [each.mean for each in told[:3][::-1]]
    assert found.weeks[1].mean is None
    assert found.weeks[-1].last == TODAY


@pytest.mark.parametrize(("days", "weeks"), [(6, 0), (7, 1), (13, 1), (14, 2), (730, 104)])
def test_only_whole_weeks_have_a_mean(days: int, weeks: int) -> None:
    assert len(report(days=days).weeks) == weeks


@pytest.mark.parametrize(("entry_days", "has_mean"), [(3, False), (4, True)])
def test_a_week_with_too_few_days_has_no_mean(entry_days: int, has_mean: bool) -> None:
    found = report(*daily(5, entry_days - 1), days=7)
    assert (found.weeks[0].mean is not None) is has_mean


def test_the_clinics_thresholds_count() -> None:
    found = report(*daily(4, 6), days=7, thresholds=Thresholds(pain_day=5))
    assert found.pain_days == 0
    assert report(*daily(4, 6), days=7).pain_days == 7


def test_what_was_ticked_is_counted_by_entries() -> None:
    both = PainEntry(4, where=(Spot.MID_BACK, Spot.NECK_BASE), feels=(Feel.PAIN,), earlier=(Earlier.DESK,))
    kept = [replace(entry(2, 4), entry=both), replace(entry(1, 4), entry=PainEntry(4, where=(Spot.NECK_BASE,)))]
    found = report(*kept)
    assert found.spots == {Spot.NECK_BASE: 2, Spot.MID_BACK: 1}
    assert [*found.spots] == [Spot.NECK_BASE, Spot.MID_BACK]
    assert found.feels == {Feel.PAIN: 1}
    assert found.earlier == {Earlier.DESK: 1}


def test_days_lost_are_counted_once_each() -> None:
    kept = [entry(1, 4, hinders=[Hinders.SLEEP]), entry(1, 5, hinders=[Hinders.SLEEP, Hinders.WORK], at_h=15.0)]
    found = report(*kept)
    assert (found.hindered(Hinders.SLEEP), found.hindered(Hinders.WORK)) == (1, 1)


def test_the_worst_day_is_the_latest_of_the_worst() -> None:
    found = report(entry(5, 7), entry(2, 7, When.WORST), entry(1, 3))
    assert found.worst is not None
    assert found.worst.day == TODAY - 2 * DAY
    assert found.mean == 5.0  # the worst of a day is no moment


def test_an_entry_belongs_to_the_day_where_the_person_was() -> None:
    at = datetime(2026, 3, 31, 23, 30, tzinfo=timezone(timedelta(hours=-7)))  # already April in Greenwich
    found = report(KeptEntry(1, at, FactKind.PAIN, PainEntry(4), at))
    assert len(found.entries) == 1


@pytest.mark.parametrize(
    ("days", "count", "first_length"), [(3, 3, 1), (16, 16, 1), (17, 3, 3), (28, 4, 7), (182, 26, 7), (183, 7, 1)]
)
def test_time_is_cut_into_pieces_that_can_be_read(days: int, count: int, first_length: int) -> None:
    found = pieces(asked(days))
    assert len(found) == count
    assert (found[0][1] - found[0][0]).days + 1 == first_length
    assert found[0][0] == asked(days).first
    assert found[-1][1] == TODAY
    assert all(after[0] == before[1] + DAY for before, after in pairwise(found))


def test_bars_take_the_longest_spell_and_the_mean_of_the_phone() -> None:
    days = [Day(TODAY - n * DAY, longest_s=600.0 * (n + 1), phone_s=60.0 * n, breaks=1) for n in range(7)]
    assert bars(Measure.LONGEST, days, asked(28))[-1].value == 4200.0
    assert bars(Measure.PHONE, days, asked(28))[-1].value == 180.0
    assert bars(Measure.PHONE, days, asked(28))[0].value is None


def test_moves_are_counted_as_planned_done_and_hurt() -> None:
    facts = [
        session(3, ("doorway", 6, 6, "done"), ("chin-tuck", 10, 4, "hurt")),
        session(2, ("doorway", 6, 2, "skipped")),
        Kept(datetime(2026, 3, 28, 9, tzinfo=UTC), FactKind.MOVE_DONE, {"move": "doorway"}),
    ]
    rows = {row.move: row for row in report(facts=facts).moves}
    doorway, tuck = rows["doorway"], rows["chin-tuck"]
    assert (doorway.planned, doorway.done, doorway.prescribed_reps, doorway.done_reps, doorway.hurt) == (2, 1, 12, 8, 0)
    assert (tuck.planned, tuck.done, tuck.hurt) == (1, 0, 1)


def test_a_move_that_hurt_is_not_counted_twice() -> None:
    hurt = replace(entry(3, 6, charged="chin-tuck"), kind=FactKind.HURT)
    found = report(hurt, facts=[session(3, ("chin-tuck", 10, 4, "hurt"))])
    assert found.moves[0].hurt == 1


@pytest.mark.parametrize(("before", "after", "hurt"), [(3, 4, 0), (3, 5, 1)])
def test_pain_that_rose_with_one_move_is_charged_to_it(before: int, after: int, hurt: int) -> None:
    kept = entry(1, after, before=before, moves=["doorway"])
    rows = report(kept, facts=[session(1, ("doorway", 6, 6, "done"))]).moves
    assert rows[0].hurt == hurt


def test_pain_that_rose_with_several_moves_is_charged_to_none_but_the_one_pointed_at() -> None:
    kept = entry(1, 7, before=3, moves=["doorway", "chin-tuck"])
    assert report(kept).moves == ()
    pointed = entry(1, 7, before=3, moves=["doorway", "chin-tuck"], charged="chin-tuck")
    assert [row.move for row in report(pointed).moves] == ["chin-tuck"]


@pytest.mark.parametrize(
    "data", [{}, {"moves": 3}, {"moves": [3]}, {"moves": [{"move": 4}]}, {"moves": [], "length_s": "x"}]
)
def test_a_damaged_session_is_left_out(data: dict[str, object]) -> None:
    kept = Kept(datetime(2026, 3, 30, 9, tzinfo=UTC), FactKind.SESSION, data)
    assert report(facts=[kept]).sessions == ()


def test_what_was_not_asked_for_is_empty() -> None:
    days = [Day(TODAY, longest_s=600.0)]
    found = report(*daily(4, 6), days=14, parts=frozenset(), facts=[session(1, ("doorway", 6, 6, "done"))])
    full = report_of(asked(14, frozenset()), Sources(daily(4, 6), days, judgement=judge((), (), TODAY)), TODAY)
    assert (found.moves, found.sessions, full.sitting, full.phone, full.judgement) == ((), (), (), (), None)


def test_a_report_of_nothing_is_empty_and_one_of_sitting_alone_is_not() -> None:
    assert report().is_empty
    assert not report_of(asked(14), Sources((), [Day(date(2026, 3, 30), longest_s=600.0)]), TODAY).is_empty
