"""A visit to the clinic that the person booked, and which notice may be shown when. It books nothing.

Source: the clinic's clinical reference, "How they are computed": at most weekly and "booked" silence what persists, is
long or chronic; a warning sign, worsening, severe pain and what a move provoked are never silenced.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from typing import Any

from postureapp.core.events import FactKind
from postureapp.core.persistence import AHEAD, Judgement, Rule, Verdict

SILENCED = frozenset({Rule.PERSISTS, Rule.LONG, Rule.CHRONIC})
BETWEEN_NOTICES = timedelta(days=7)
LASTS = timedelta(hours=2)  # a visit, at most


class Went(StrEnum):
    """How a visit went."""

    BETTER = "better"
    SAME = "same"
    WORSE = "worse"
    MISSED = "missed"


@dataclass(frozen=True, slots=True)
class Visit:
    """A visit on a day at a time, on the clock of the person (naive; the time may be unknown), and how it went."""

    on: date
    at: str = ""  # "14:30"
    went: Went | None = None

    def is_over(self, now: datetime) -> bool:
        """Whether it is over at this moment (aware, local): the day after, or two hours after its time."""
        begins = _time(self.at)
        if now.date() != self.on or begins is None:
            return now.date() > self.on
        return now.replace(tzinfo=None) >= datetime.combine(self.on, begins) + LASTS


@dataclass(frozen=True, slots=True)
class Told:
    """A notice that was shown."""

    rule: Rule
    on: date


def visit_data(visit: Visit) -> dict[str, Any]:
    """A visit as plain values for the diary."""
    whole = {"on": visit.on.isoformat(), "at": visit.at, "went": visit.went.value if visit.went else ""}
    return {name: value for name, value in whole.items() if value}


def visit_of(facts: Sequence[tuple[FactKind, Mapping[str, Any]]]) -> Visit | None:
    """The last visit that was booked, with how it went if that was told of it; None where there is none.

    `facts` in the order in which they were kept.
    """
    found: Visit | None = None
    for kind, data in facts:
        on = _date(data.get("on"))
        if on is None:
            continue
        at = data.get("at")
        told = Visit(on, at if isinstance(at, str) and _time(at) else "", _went(data.get("went")))
        if kind is FactKind.BOOKED:
            found = replace(told, went=None)
        elif kind is FactKind.VISIT and told.went and (found is None or found.on == on):
            found = replace(found or told, went=told.went)
    return found


def told_of(on: date, data: Mapping[str, Any]) -> Told | None:
    """A notice as it was kept; None where its rule is not known."""
    rules = {rule.value: rule for rule in Rule}
    rule = data.get("rule")
    return Told(rules[rule], on) if isinstance(rule, str) and rule in rules else None


def asks_how_it_went(visit: Visit | None, now: datetime) -> bool:
    """Whether the person is to be asked how the visit went (now: aware, local)."""
    return visit is not None and visit.went is None and visit.is_over(now)


def notices_due(judgement: Judgement, told: Sequence[Told], visit: Visit | None, now: datetime) -> tuple[Verdict, ...]:
    """The verdicts that are to be shown now (aware, local), the weightiest first.

    What persists, is long or chronic: one of the three at most every seven days, and none while a visit is to come. The
    others, whatever was booked: once for each `Verdict.day`, so that a severe day, or a worse week without a further
    entry, is not told of twice, and the next day with such an entry is.
    """
    return tuple(each for each in judgement.verdicts if not _is_silenced(each, told, visit, now))


def _is_silenced(verdict: Verdict, told: Sequence[Told], visit: Visit | None, now: datetime) -> bool:
    today = now.date()
    known = [each for each in told if each.on <= today + AHEAD]  # not what a wrong clock put into the future
    if verdict.rule not in SILENCED:
        day = min(verdict.day or today, today)
        return any(each.rule is verdict.rule and each.on >= day for each in known)
    if visit is not None and visit.went is None and not visit.is_over(now):
        return True
    return any(each.rule in SILENCED and today - each.on < BETWEEN_NOTICES for each in known)


def _date(found: object) -> date | None:
    try:
        return date.fromisoformat(found) if isinstance(found, str) else None
    except ValueError:
        return None


def _time(found: str) -> time | None:
    try:
        return time.fromisoformat(found).replace(tzinfo=None)
    except ValueError:
        return None


def _went(found: object) -> Went | None:
    return next((each for each in Went if each.value == found), None)
