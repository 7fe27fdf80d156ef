"""Today and yesterday are read once, and after that only what is new, unless something says that all has changed."""

from __future__ import annotations

from datetime import datetime, timedelta

from postureapp.core.day import Kept
from postureapp.core.events import Clocks, FactKind
from postureapp.core.status import Doing, Status
from postureapp.devtools.home_pictures import at, moment
from postureapp.ui.home_days import HomeDays

STATUS = Status(Doing.ACTIVE, Clocks(), 0.0)


class Diary:
    """Facts, and which of them were asked for."""

    def __init__(self, *facts: Kept) -> None:
        self.facts = list(facts)
        self.asked: list[tuple[datetime, datetime]] = []
        self.days = HomeDays(self.read)

    def read(self, since: datetime, until: datetime) -> list[Kept]:
        self.asked.append((since, until))
        return [kept for kept in self.facts if since <= kept.at <= until]

    def breaks(self, now: datetime) -> int:
        return self.days.look(moment(now), STATUS)[0].breaks


def taken(hour: int, minute: int) -> Kept:
    """A real break that ended then."""
    return Kept(at(hour, minute), FactKind.BREAK, {"length_s": 600.0, "sat_s": 1200.0})


def test_only_two_days_and_the_evening_before_are_read() -> None:
    diary = Diary(taken(9, 0))
    assert diary.breaks(at(12)) == 1
    ((since, until),) = diary.asked
    assert since == at(0, 0, 2) - timedelta(hours=12)
    assert until > at(12)


def test_after_that_only_what_is_new() -> None:
    diary = Diary(taken(9, 0), taken(10, 0))
    diary.breaks(at(10, 30))
    diary.facts.append(taken(11, 0))
    assert diary.breaks(at(11, 30)) == 3
    assert diary.asked[-1][0] == at(10, 0), "from the last that was known"
    assert diary.breaks(at(11, 31)) == 3
    assert diary.asked[-1][0] == at(11, 0)


def test_two_facts_of_one_moment_are_both_there_once() -> None:
    diary = Diary(taken(9, 0), Kept(at(10), FactKind.PAUSED))
    diary.breaks(at(10, 1))
    diary.facts.append(Kept(at(10), FactKind.RESUMED))
    diary.breaks(at(10, 2))
    diary.facts.append(taken(11, 0))
    assert diary.breaks(at(11, 2)) == 2


def test_what_was_deleted_is_gone() -> None:
    diary = Diary(taken(9, 0), taken(10, 0))
    assert diary.breaks(at(11)) == 2
    diary.facts.clear()
    assert diary.breaks(at(11, 1)) == 0


def test_a_new_day_is_read_anew() -> None:
    diary = Diary(taken(9, 0))
    diary.breaks(at(23, 59))
    today, yesterday = diary.days.look(moment(at(0, 1, 4)), STATUS)
    assert (today.breaks, yesterday.breaks) == (0, 1)
    assert diary.asked[-1][0] == at(0, 0, 3) - timedelta(hours=12)


def test_a_clock_that_was_set_back_has_all_read_anew() -> None:
    diary = Diary(taken(9, 0), taken(10, 0))
    diary.breaks(at(11))
    diary.facts.append(taken(9, 30))
    diary.breaks(at(9, 40))
    assert diary.asked[-1][0] == at(0, 0, 2) - timedelta(hours=12)
