"""A day as the diary tells it: what was sat, stood and rested, and what became of the reminders."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime, time, timedelta, timezone
from itertools import pairwise
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import settings as run_with
from hypothesis import strategies as st

from postureapp.core.day import Band, Day, Kept, Outcome, Span, of_day, of_days
from postureapp.core.events import Busy, BusyChanged, FactKind, Size
from postureapp.core.status import status
from postureapp.core.timeline import Running
from postureapp.ports import DiaryEntry
from postureapp.storage.diary import SqliteDiary
from tests.helpers import days, ten_years

MST = timezone(timedelta(hours=-7))
MONDAY = date(2026, 3, 9)
NIGHT = datetime(2026, 3, 10, 23, 59, tzinfo=MST)


def told(day: days.Day, n: int = 0) -> Day:
    """The day a replayed day began on, or the n-th after it, with the session as it stands now."""
    on, now = day.start.date() + timedelta(days=n), day.now()
    return of_day(day.played.facts, on, now.local, status(day.state, now).running)


def band(day: Day) -> list[str]:
    """The band in words, to the minute."""
    return [f"{span.start:%H:%M} {span.end:%H:%M} {span.band.value}" for span in map(_rounded, day.spans)]


def _rounded(span: Span) -> Span:
    half = timedelta(seconds=30)
    return Span(span.start + half, span.end + half, span.band)


def kept(at: str, kind: FactKind, spell_s: float | None = None, **data: Any) -> Kept:
    """A fact on Monday in the clock of the clinic, or with its date."""
    moment = datetime.fromisoformat(at if "-" in at else f"{MONDAY} {at}").replace(tzinfo=MST)
    return Kept(moment, kind, data if spell_s is None else {"spell_s": spell_s} | data)


def whole(*facts: Kept, on: date = MONDAY, now: datetime = NIGHT) -> Day:
    return of_day(facts, on, now)


# --- the band ---------------------------------------------------------------------------------------------------------


def test_a_plain_day_is_sitting_and_breaks() -> None:
    day = days.Day("2026-03-09 08:30", answer="skip", card="break")
    day.active("50m")
    day.lock("20m")
    day.active("40m")
    day.idle("10m")
    day.active("15m")
    found = told(day)
    assert band(found) == [
        "08:30 09:20 sitting",
        "09:20 09:40 break",
        "09:40 10:20 sitting",
        "10:20 10:30 break",
        "10:30 10:45 sitting",
    ]
    assert found.breaks == 2
    assert found.sitting_s == pytest.approx(105 * 60, abs=5)
    assert found.longest_s == pytest.approx(50 * 60, abs=5)


def test_the_phone_and_standing_have_their_own_bands() -> None:
    day = days.Day("2026-03-09 09:00", answer="skip")
    day.active("10m")
    day.phone(on=True)
    day.wait("8m")
    day.phone(on=False)
    day.active("5m")
    day.standing(on=True)
    day.active("12m")
    day.standing(on=False)
    day.active("3m")
    found = told(day)
    assert band(found) == [
        "09:00 09:10 sitting",
        "09:10 09:18 phone",
        "09:18 09:23 sitting",
        "09:23 09:35 standing",
        "09:35 09:38 sitting",
    ]
    assert found.phone_s == pytest.approx(8 * 60)
    assert found.sitting_s == pytest.approx(26 * 60, abs=5)
    assert found.breaks == 1, "five minutes of standing are a real break"
    assert found.longest_s == pytest.approx(23 * 60, abs=5)


def test_a_meeting_is_seen_once_it_is_over_and_while_it_lasts() -> None:
    day = days.Day("2026-03-09 09:00")
    day.active("10m")
    day.call("25m")
    running = told(day)
    assert band(running) == ["09:00 09:10 sitting", "09:10 09:35 meeting"]
    day.active("5m")
    assert band(told(day)) == ["09:00 09:10 sitting", "09:10 09:35 meeting", "09:35 09:40 sitting"]
    assert told(day).sitting_s == pytest.approx(40 * 60, abs=5), "a meeting is sat through as well"


def test_a_short_use_of_the_microphone_is_no_meeting_and_one_that_changes_is_one() -> None:
    day = days.Day("2026-03-09 09:00")
    day.active("1m")
    day.tell(BusyChanged(frozenset({Busy.MICROPHONE})))
    day.wait("90s")
    day.tell(BusyChanged(frozenset()))
    assert not [fact for fact in day.played.facts if fact.kind is FactKind.MEETING]
    day.tell(BusyChanged(frozenset({Busy.MICROPHONE})))
    day.wait("90s")
    day.tell(BusyChanged(frozenset({Busy.CAMERA})))
    day.wait("90s")
    day.end()
    (meeting,) = [fact for fact in day.played.facts if fact.kind is FactKind.MEETING]
    assert meeting.data["length_s"] == 180.0


@pytest.mark.parametrize(("answer", "expected"), [("phone", "phone"), ("meeting", "meeting"), ("break", "break")])
def test_what_the_person_says_of_a_gap_is_drawn(answer: str, expected: str) -> None:
    day = days.Day("2026-03-09 09:00", card=answer)
    day.active("10m")
    day.idle("8m")
    day.active("10m")
    assert band(told(day)) == ["09:00 09:10 sitting", f"09:10 09:18 {expected}", "09:18 09:28 sitting"]


def test_an_answer_that_is_assumed_is_drawn_too() -> None:
    day = days.Day("2026-03-09 09:00", card="meeting", answer="skip")
    for _ in range(2):
        for _ in range(3):
            day.active("5m")
            day.idle("8m")
        day.lock("23h21m")
    day.active("5m")
    day.idle("8m")
    day.active("5m")
    assert not day.state.card
    assert told(day, 2).spans[-2].band is Band.MEETING


def test_a_gap_too_short_for_a_break_that_was_one_is_drawn_and_not_counted() -> None:
    day = days.Day("2026-03-09 09:00", card="break")
    day.active("10m")
    day.idle("3m")
    day.active("10m")
    assert band(told(day)) == ["09:00 09:10 sitting", "09:10 09:13 break", "09:13 09:23 sitting"]
    assert told(day).breaks == 0


def test_a_short_lock_or_sleep_leaves_a_hole_where_it_was() -> None:
    day = days.Day("2026-03-09 09:00")
    day.active("6m")
    day.lock("3m")
    day.active("6m")
    day.suspend("4m")
    day.active("6m")
    assert band(told(day)) == ["09:00 09:06 sitting", "09:09 09:15 sitting", "09:19 09:25 sitting"]
    assert told(day).longest_s == pytest.approx(18 * 60, abs=1)


def test_whoever_stands_at_a_locked_screen_is_not_drawn_there() -> None:
    day = days.Day("2026-03-09 09:00")
    day.standing(on=True)
    day.active("3m")
    day.lock("3m")
    day.active("3m")
    day.lock("60m")
    day.active("2m")
    assert band(told(day)) == [
        "09:00 09:03 standing",
        "09:06 09:09 standing",
        "09:09 10:09 break",
        "10:09 10:11 sitting",
    ]


def test_a_stand_that_was_offered_is_a_break_and_not_sitting() -> None:
    day = days.Day("2026-03-09 09:00", settings={"reminders": {"stretch_min": 20, "stand_min": 30}}, answers=["skip"])
    day.active("50m")
    assert [shown.outcome for shown in told(day).reminders] == [Outcome.SKIPPED, Outcome.DONE]
    found = told(day)
    (rest,) = [span for span in found.spans if span.band is Band.BREAK]
    assert (rest.end - rest.start).total_seconds() == pytest.approx(300)
    assert found.breaks == 1
    assert found.sitting_s == pytest.approx(45 * 60, abs=5)
    assert found.longest_s == pytest.approx((rest.start - found.spans[0].start).total_seconds(), abs=1)


def test_the_rest_of_a_break_that_was_told_before_is_a_break() -> None:
    day = days.Day("2026-03-09 09:00", settings={"reminders": {"stretch_min": 20, "stand_min": 30}}, answers=["skip"])
    day.active("31m")
    start = next(shown for shown in told(day).reminders if shown.size is Size.STAND)
    assert start.outcome is Outcome.DONE
    day.idle("29m")
    day.active("10m")
    found = told(day)
    assert found.breaks == 1
    assert found.spans[-2].band is Band.BREAK
    assert band(found)[-1] == "10:00 10:10 sitting"


# --- nights, crashes, clocks ------------------------------------------------------------------------------------------


def test_a_spell_over_midnight_is_shared_between_the_days() -> None:
    day = days.Day("2026-03-09 22:00", answer="skip")
    day.active("150m")
    first, second = told(day), told(day, 1)
    assert band(first) == ["22:00 00:00 sitting"]
    assert band(second) == ["00:00 00:30 sitting"]
    assert (first.longest_s, second.longest_s) == pytest.approx((7200, 1800), abs=1)
    assert second.spans[0].start.date() == second.on


def test_a_night_asleep_is_no_break() -> None:
    day = days.Day("2026-03-09 16:00", answer="skip")
    day.active("50m")
    day.suspend("16h")
    day.active("20m")
    assert band(told(day)) == ["16:00 16:50 sitting"]
    assert band(told(day, 1)) == ["08:50 09:10 sitting"]
    assert told(day, 1).breaks == told(day).breaks == 0


def test_whoever_stands_all_day_does_not_stand_all_night() -> None:
    day = days.Day("2026-03-09 16:00", answer="skip")
    day.standing(on=True)
    day.active("20m")
    day.lock("16h")
    day.active("20m")
    assert band(told(day)) == ["16:00 16:20 standing"]
    assert band(told(day, 1)) == ["08:20 08:40 sitting"]


def test_while_the_app_did_not_run_there_is_nothing() -> None:
    day = days.Day("2026-03-09 09:00", answer="skip")
    day.active("40m")
    day.keep()
    day.die_and_start_again("30m")
    day.active("10m")
    day.keep()
    day.die_and_start_again("2m")
    day.active("10m")
    assert band(told(day)) == ["09:00 09:40 sitting", "10:10 10:20 sitting", "10:22 10:32 sitting"]
    assert told(day).breaks == 0


def test_the_phone_and_standing_go_on_after_a_quick_start() -> None:
    day = days.Day("2026-03-09 09:00", answer="skip")
    day.standing(on=True)
    day.active("20m")
    day.phone(on=True)
    day.wait("5m")
    day.keep()
    day.die_and_start_again("2s")
    day.wait("5m")
    day.phone(on=False)
    day.active("5m")
    found = told(day)
    assert band(found) == ["09:00 09:20 standing", "09:20 09:25 phone", "09:25 09:30 phone", "09:30 09:35 standing"]
    assert found.sitting_s == 0.0


def test_quit_and_started_again_shows_the_hole() -> None:
    facts = [
        kept("09:00", FactKind.STARTED, 0.0),
        kept("09:30", FactKind.STOPPED, 1800.0),
        kept("12:00", FactKind.BREAK, 0.0, length_s=9000.0, sat_s=1800.0),
        kept("12:00:00.2", FactKind.STARTED, 0.0, away_s=9000.0),
        kept("12:40", FactKind.STOPPED, 2400.0),
    ]
    found = whole(*facts)
    assert band(found) == ["09:00 09:30 sitting", "12:00 12:40 sitting"]
    assert (found.breaks, found.longest_s) == (0, 2400.0)
    assert found.sitting_s == pytest.approx(4200, abs=1)


def test_whoever_had_gone_before_the_machine_was_switched_off_was_on_a_break_until_then() -> None:
    facts = [
        kept("09:00", FactKind.STARTED, 0.0),
        kept("09:40", FactKind.STOPPED, 1800.0),
        kept("10:10", FactKind.BREAK, 0.0, length_s=2400.0, sat_s=1800.0),
        kept("10:10", FactKind.STARTED, 0.0, away_s=1800.0),
    ]
    assert band(whole(*facts)) == ["09:00 09:30 sitting", "09:30 09:40 break"]


def test_a_session_that_was_lost_makes_nothing_up() -> None:
    facts = [kept("09:00", FactKind.STARTED, 0.0), kept("09:30", FactKind.DUE, 1800.0)]
    facts += [kept("15:00", FactKind.STARTED, 0.0), kept("15:20", FactKind.DUE, 1200.0)]
    found = whole(*facts)
    assert band(found) == ["09:00 09:30 sitting", "15:00 15:20 sitting"]
    assert found.longest_s == 1800.0


def test_a_clock_that_is_set_loses_no_time_and_doubles_none() -> None:
    day = days.Day("2026-03-09 09:00", answer="skip")
    day.active("35m")
    day.set_clock("2h")
    day.active("30m")
    day.set_clock("-3h")
    day.active("20m")
    found = told(day)
    assert found.sitting_s == pytest.approx(85 * 60, abs=5)
    assert all(one.end <= other.start for one, other in pairwise(found.spans))


def test_another_zone_moves_the_day_and_not_the_time_that_was_sat() -> None:
    day = days.Day("2026-03-09 13:00", answer="skip")
    day.active("31m")
    day.travel("Europe/Berlin")
    day.active("30m")
    assert band(told(day)) == ["13:00 21:01 sitting"]
    assert told(day).sitting_s == pytest.approx(61 * 60)


@pytest.mark.parametrize(("start", "night_h"), [("2026-03-07 20:00", 7), ("2026-10-31 20:00", 9)])
def test_a_night_in_which_the_clocks_change(start: str, night_h: int) -> None:
    day = days.Day(start, answer="skip")
    day.active("60m")
    day.suspend(f"{night_h}h")
    day.active("30m")
    assert band(told(day)) == ["20:00 21:00 sitting"]
    assert band(told(day, 1)) == ["05:00 05:30 sitting"]


def test_a_day_on_which_the_clocks_change_has_all_its_hours() -> None:
    day = days.Day("2026-03-07 23:00", answer="skip")
    day.active("5h")
    first, second = told(day), told(day, 1)
    assert (first.sitting_s, second.sitting_s) == pytest.approx((3600, 4 * 3600), abs=5)
    assert f"{second.spans[-1].end:%H:%M}" == "05:00"


# --- what is asked for ------------------------------------------------------------------------------------------------


def test_facts_of_the_future_are_left_out() -> None:
    facts = [kept("09:00", FactKind.STARTED, 0.0), kept("12:00", FactKind.PHONE_ON, 10800.0)]
    facts.append(kept("10:00", FactKind.DUE, 3600.0))
    found = whole(*facts, now=datetime(2026, 3, 9, 11, tzinfo=MST))
    assert band(found) == ["09:00 10:00 sitting"]
    assert found.longest_s == 3600.0


def test_without_the_evening_before_the_clocks_tell_since_when() -> None:
    found = whole(kept("00:30", FactKind.DUE, 3600.0), kept("00:50", FactKind.STOPPED, 4800.0))
    assert band(found) == ["00:00 00:50 sitting"]
    assert found.longest_s == 3000.0


def test_each_day_has_its_own() -> None:
    day = days.Day("2026-03-09 09:00", answer="skip")
    for _ in range(3):
        day.active("30m")
        day.lock("23h30m")
    day.active("1m")
    now = day.now().local
    found = of_days(day.played.facts, MONDAY - timedelta(days=1), MONDAY + timedelta(days=3), now)
    assert [each.on for each in found] == [MONDAY + timedelta(days=n) for n in range(-1, 4)]
    assert [round(each.sitting_s / 60) for each in found] == [0, 30, 30, 30, 0]
    assert of_days(day.played.facts, MONDAY, MONDAY - timedelta(days=1), now) == ()


def test_a_day_without_facts_is_empty() -> None:
    assert of_day([], MONDAY, NIGHT) == Day(MONDAY)
    running = of_day([], MONDAY, datetime(2026, 3, 9, 9, 20, tzinfo=MST), Running(1200))
    assert band(running) == ["09:00 09:20 sitting"]


# --- reminders, moves, pain -------------------------------------------------------------------------------------------


def test_what_became_of_the_reminders() -> None:
    settings = {"reminders": {"stretch_min": 20, "stand_min": 120}}
    answers = ["start", "snooze 10", "done", "skip", "ignore"]
    day = days.Day("2026-03-09 09:00", settings=settings, answers=answers)
    day.active("105m")
    outcomes = [(shown.size, shown.outcome) for shown in told(day).reminders]
    assert [outcome for _size, outcome in outcomes] == [
        Outcome.DONE,
        Outcome.SNOOZED,
        Outcome.DONE,
        Outcome.SKIPPED,
        Outcome.IGNORED,
    ]


def test_a_reminder_on_the_screen_is_open_and_later_it_is_not_for_ever() -> None:
    facts = [kept("09:00", FactKind.STARTED, 0.0), kept("09:30", FactKind.SHOWN, 1800.0, size="stretch", cause="desk")]
    at = facts[-1].at
    (shown,) = whole(*facts, now=at + timedelta(seconds=30)).reminders
    assert (shown.at, shown.size, shown.cause, shown.outcome) == (at, Size.STRETCH, "desk", Outcome.OPEN)
    assert whole(*facts).reminders == ()


def test_a_reminder_that_was_taken_back_counts_once_it_comes_again() -> None:
    day = days.Day("2026-03-09 09:00", answers=["ignore", "start"])
    day.active("30m")
    day.wait("20s")
    day.call("10m")
    day.active("5m")
    (shown,) = told(day).reminders
    assert shown.outcome is Outcome.DONE
    assert f"{shown.at:%H:%M}" == "09:41"


def test_whoever_goes_when_reminded_has_done_it() -> None:
    day = days.Day("2026-03-09 09:00", answer="ignore")
    day.active("30m")
    day.idle("12m")
    day.active("2m")
    found = told(day)
    assert [shown.outcome for shown in found.reminders] == [Outcome.DONE]
    assert found.breaks == 1


def test_moves_done_of_those_planned_and_the_mean_of_pain() -> None:
    ends = [{"move": "a", "end": "done"}, {"move": "b", "end": "skipped"}, {"move": "c", "end": "done"}]
    found = whole(
        kept("09:00", FactKind.MOVE_DONE, 0.0, move="a"),
        kept("09:00", FactKind.MOVE_DONE, 0.0, move="c"),
        kept("09:00", FactKind.SESSION, 0.0, moves=ends),
        kept("10:00", FactKind.MOVE_DONE, 0.0, move="a"),
        kept("11:00", FactKind.FELT, 0.0, score=2),
        kept("12:00", FactKind.HURT, 0.0, score=5, move="b"),
        kept("13:00", FactKind.HURT, 0.0, move="b"),
    )
    assert (found.moves_done, found.moves_planned, found.pain) == (3, 4, 2.0)
    assert whole().pain is None


def noted(number: int, clock: str, kind: FactKind = FactKind.PAIN, **data: object) -> Kept:
    """A fact of pain with its number in the diary."""
    fact = kept(clock, kind, 0.0, **data)
    return Kept(fact.at, fact.kind, fact.data, number)


def test_pain_is_the_mean_of_the_moments_of_all_that_ask_for_it() -> None:
    found = whole(
        noted(1, "09:00", score=4),
        noted(2, "10:00", FactKind.FELT, score=1, before=6),
        noted(3, "11:00", score=9, when="worst"),
        noted(4, "12:00", FactKind.HURT, score=8, move="b"),
    )
    assert found.pain == 2.5
    assert whole(noted(3, "11:00", score=9, when="worst")).pain is None, "only the worst was told"


def test_pain_is_as_it_was_corrected_and_what_was_taken_back_does_not_count() -> None:
    told = (noted(1, "09:00", score=4), noted(2, "10:00", score=8), noted(3, "11:00", score=6, replaces=1))
    assert whole(*told).pain == 7.0
    assert whole(*told, noted(4, "11:30", score=2, replaces=3)).pain == 5.0, "a correction of a correction"
    assert whole(*told, noted(4, "11:30", replaces=2, taken_back=True)).pain == 6.0
    assert whole(noted(1, "09:00", score=4), noted(2, "10:00", replaces=1, taken_back=True)).pain is None


def test_what_is_corrected_on_the_day_after_counts_on_the_day_it_tells_of() -> None:
    first, last = noted(1, "22:00", score=8), noted(2, "08:00", score=3, replaces=1)
    last = Kept(last.at + timedelta(days=1), last.kind, last.data, last.id)
    days = of_days((first, last), first.at.date(), last.at.date(), last.at + timedelta(hours=1))
    assert [day.pain for day in days] == [3.0, None]


# --- damage -----------------------------------------------------------------------------------------------------------

VALUES: st.SearchStrategy[Any] = st.sampled_from(
    [None, "", "x", -5.0, 0.0, 12.5, 1800.0, 1e300, float("nan"), float("inf"), True, [], {}, ["a"], [{"end": []}]]
)
NAMES = ["spell_s", "length_s", "sat_s", "size", "cause", "answer", "score", "moves", "away_s", "phone_on", "standing"]
DAMAGED = st.lists(
    st.tuples(
        st.sampled_from(list(FactKind)), st.integers(-200_000, 200_000), st.dictionaries(st.sampled_from(NAMES), VALUES)
    ),
    max_size=12,
)


@given(DAMAGED)
@run_with(max_examples=300, deadline=None)
def test_nothing_damaged_raises_or_makes_a_day_longer(rows: list[tuple[FactKind, int, dict[str, Any]]]) -> None:
    noon = datetime(2026, 3, 9, 12, tzinfo=MST)
    facts = [Kept(noon + timedelta(seconds=at_s), kind, data) for kind, at_s, data in rows]
    for day in of_days(facts, MONDAY - timedelta(days=2), MONDAY + timedelta(days=2), noon, Running(300, 0, 60)):
        _is_sound(day, noon)


def _is_sound(day: Day, now: datetime) -> None:
    assert all(span.start < span.end <= now + timedelta(seconds=3) for span in day.spans)
    assert all(one.end <= other.start for one, other in pairwise(day.spans))
    assert 0 <= day.sitting_s <= 86400
    assert 0 <= day.longest_s <= 86400


# --- against the session ----------------------------------------------------------------------------------------------

DOINGS: dict[str, Callable[[days.Day, str], None]] = {
    "active": days.Day.active,
    "typing": days.Day.typing,
    "lock": days.Day.lock,
    "suspend": days.Day.suspend,
    "call": days.Day.call,
    "video": days.Day.video,
    "idle": days.Day.idle,
}
PLANS = st.lists(st.tuples(st.sampled_from(sorted(DOINGS)), st.integers(1, 70)), min_size=1, max_size=14)


@given(PLANS, st.sampled_from(["none", "phone", "meeting"]), st.sampled_from(["skip", "ignore", "snooze"]))
@run_with(max_examples=60, deadline=None)
def test_the_band_tells_what_the_clocks_of_the_session_tell(
    plan: list[tuple[str, int]], card: str, answer: str
) -> None:
    day = days.Day("2026-03-09 08:30", card=card, answer=answer)
    lived = []
    for doing, minutes in plan:
        began = day.now().utc
        DOINGS[doing](day, f"{minutes}m")
        lived.append((doing, began, day.now().utc))
    day.wait("0s")
    now = day.now()
    running = status(day.state, now).running
    found = of_days(day.played.facts, MONDAY, now.local.date(), now.local, running)
    sat_s = sum(float(fact.data.get("sat_s", 0.0)) for fact in day.played.facts if fact.kind is FactKind.BREAK)
    assert sum(each.sitting_s for each in found) == pytest.approx(sat_s + running.spell_s, abs=3 + len(plan))
    spans = [span for each in found for span in each.spans]
    for doing, began, ended in lived:
        seen = _seen_at(spans, began + (ended - began) / 2)
        if doing in ("active", "typing", "call", "video"):
            assert seen in (Band.SITTING, Band.MEETING, Band.PHONE), (doing, began, spans)
        elif doing in ("lock", "suspend") and ended - began >= timedelta(minutes=2):
            assert seen in (None, Band.BREAK), (doing, began, spans)
    for each in found:
        _is_sound(each, now.local)


def _seen_at(spans: list[Span], at: datetime) -> Band | None:
    return next((span.band for span in spans if span.start <= at < span.end), None)


# --- ten years --------------------------------------------------------------------------------------------------------


def _fail(problem: object) -> None:
    raise AssertionError(str(problem))


def _as_kept(entry: DiaryEntry) -> Kept:
    at = datetime.fromisoformat(entry.at_utc).astimezone(timezone(timedelta(seconds=entry.offset_s)))
    return Kept(at, FactKind(entry.kind), entry.data)


def test_a_year_of_ten_is_right_in_its_sums(tmp_path: Path) -> None:
    told_sums = ten_years.write_ten_years(tmp_path / "diary.sqlite3", ten_years.LAST)
    diary = SqliteDiary(tmp_path / "diary.sqlite3", _fail)
    assert 105_000 < diary.entries("2026-03-06T00:00:00+00:00")[-1].id < 115_000
    first, last = date(2025, 1, 1), date(2025, 12, 31)
    zone = ZoneInfo(ten_years.ZONE)
    since, until = datetime.combine(first, time(), zone), datetime.combine(last + timedelta(days=1), time(), zone)
    facts = [_as_kept(entry) for entry in diary.entries(since.isoformat(), until_utc=until.isoformat())]
    diary.close()
    found = {day.on: day for day in of_days(facts, first, last, datetime(2026, 3, 9, tzinfo=UTC))}
    assert len(found) == 365
    for on, day in found.items():
        sums = told_sums.get(on, ten_years.Sums(0.0, 0, 0, None))
        assert day.sitting_s == pytest.approx(sums.sat_s, abs=20), on
        assert (day.breaks, day.moves_done, day.moves_planned) == (sums.breaks, sums.moves, sums.moves), on
        assert day.pain == sums.pain, on
