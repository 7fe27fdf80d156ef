"""Tips by the wall clock: the backpack at the end of work, sleep in the evening, sport and lifting on their days.

At most one a day. Where several would come on one day they take turns, the one whose turn is longest ago first.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from postureapp.core.causes import Cause, TriggerKind
from postureapp.core.events import Moment
from postureapp.core.hours import WEEKDAYS, WeekHours, wall_to_utc
from postureapp.core.state import State, Tips

GOOD_FOR = timedelta(hours=1)
DAY_MIN = 24 * 60


@dataclass(frozen=True, slots=True)
class Tip:
    """A tip and its moment (aware, UTC)."""

    at_utc: datetime
    cause: str


def next_tip(state: State, now: Moment) -> Tip | None:
    """Today's tip if it is still to come or not older than an hour; else the next of the coming week."""
    today = now.local.date()
    for ahead in range(8):
        tip = _tip_of(state, now, today + timedelta(days=ahead))
        if tip is not None:
            return tip
    return None


def _tip_of(state: State, now: Moment, day: date) -> Tip | None:
    if state.tips.shown_on == day.isoformat():
        return None
    turns = dict(state.tips.turns)
    of_day = []
    for name in state.world.settings.causes:
        cause = state.world.causes.by_id.get(name)
        minute = _minute_of(state, cause, day) if cause else None
        if minute is None:
            continue
        at_utc = wall_to_utc(day, minute, now.zone)
        if state.world.settings.tip_hours.contains(at_utc.astimezone(now.zone)):
            of_day.append((turns.get(name, ""), at_utc, name))
    of_day.sort()
    first = _days_missed(state, day) % len(of_day) if of_day else 0
    in_turn = of_day[first:] + of_day[:first]
    return next((Tip(at_utc, name) for _, at_utc, name in in_turn if _is_good(state, now, at_utc)), None)


def _days_missed(state: State, day: date) -> int:
    """How many turns passed since the last tip: one for whose hour nobody is there must not keep back the others."""
    if not state.tips.shown_on:
        return 0
    return max(0, (day - date.fromisoformat(state.tips.shown_on)).days - 1)


def _is_good(state: State, now: Moment, at_utc: datetime) -> bool:
    """Still to come, or late by less than an hour and within the hours of tips."""
    if at_utc > now.utc:
        return True
    return now.utc - at_utc < GOOD_FOR and state.world.settings.tip_hours.contains(now.local)


def _minute_of(state: State, cause: Cause, day: date) -> int | None:
    """The minute after midnight at which this cause's tip comes on that day; None: not that day."""
    settings, trigger = state.world.settings, cause.trigger
    if trigger.kind is TriggerKind.WORK_END:
        return _work_end(settings.working_hours, day)
    if trigger.kind is TriggerKind.TIME_OF_DAY:
        return trigger.at_min
    if trigger.kind is TriggerKind.NAMED_DAYS:
        days = settings.sports_days if cause.id == "sports" else settings.lifting_days
        return trigger.at_min if WEEKDAYS[day.weekday()] in days else None
    return None


def _work_end(hours: WeekHours, day: date) -> int | None:
    """The minute of that day at which work ends: its own last range, or the night that began the day before."""
    own = hours.end_of(day)
    if own is not None and own <= DAY_MIN:
        return own
    night = hours.end_of(day - timedelta(days=1))
    return night - DAY_MIN if night is not None and night > DAY_MIN else None


def mark_shown(state: State, now: Moment, cause: str) -> Tips:
    """Remember that this cause had its turn today."""
    today = now.local.date().isoformat()
    others = tuple(turn for turn in state.tips.turns if turn[0] != cause)
    return Tips(today, (*others, (cause, today)))
