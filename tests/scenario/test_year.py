"""A year at a desk, by chance but always the same: nothing lost, nothing doubled, nothing while busy or off hours.

The laws of `tests.helpers.laws` look at every step; what they can't see in a step is counted here at the end.
"""

import random
import time
from datetime import UTC, date, datetime, timedelta
from itertools import islice
from zoneinfo import ZoneInfo

import pytest

from postureapp.core.events import Answer, FactKind, GapAnswer, Reminder
from postureapp.core.settings import Settings
from postureapp.core.traces import SpanKind
from tests.helpers.days import Day, Happened

WORKING_DAYS = 260
SETTINGS = {
    "causes": ["desk", "phone", "backpack", "sleep", "sports"],
    "working_hours": {day: ["08:00-12:00", "13:00-18:00"] for day in ("mon", "tue", "wed", "thu", "fri")},
    "phone_hours": ["12:15-12:45"],
    "tips": {"sports_days": ["tue", "thu"]},
}
ANSWERS = ["start"] * 5 + ["skip"] * 2 + ["done"] * 2 + ["snooze 5", "snooze 10"] + ["ignore"] * 4
CARD_ANSWERS = ["break", "break", "phone", "meeting", "none"]
MORNING, AFTERNOON = (8 * 60, 12 * 60), (13 * 60, 17 * 60 + 30)


class Year:
    """Somebody's year: days with work and meetings, lunches, locks, films, and nights asleep."""

    def __init__(self, tz: str, seed: int) -> None:
        self.chance = random.Random(seed)
        self.day = Day("2026-01-05 07:50", tz, settings=SETTINGS)
        self.day.played.answer_of = self._answer
        self.day.played.card_answer_of = lambda _gap_s: GapAnswer(self.chance.choice(CARD_ANSWERS))
        self.zone = ZoneInfo(tz)
        self.days_worked = 0

    def live(self, working_days: int) -> None:
        """Live through so many days of work."""
        today = date(2026, 1, 5)
        while self.days_worked < working_days:
            self._sleep_until(today, self.chance.randint(7 * 60 + 30, 8 * 60 + 40))
            if today.weekday() < 5:
                self._work_until(today, MORNING[1] + self.chance.randint(0, 20))
                self._lunch(today)
                self._work_until(today, AFTERNOON[1] + self.chance.randint(-30, 60))
                self.days_worked += 1
            elif self.chance.random() < 0.3:
                self.day.active("40m")
            today += timedelta(days=1)
        self.day.end()

    def _answer(self, _reminder: Reminder) -> tuple[Answer, float]:
        word, _, minutes = self.chance.choice(ANSWERS).partition(" ")
        return Answer(word), 60.0 * float(minutes or 5)

    def _until_s(self, today: date, minute: int) -> float:
        at = datetime.combine(today, datetime.min.time(), self.zone) + timedelta(minutes=minute)
        return at.timestamp() - self.day.now().utc.timestamp()

    def _sleep_until(self, today: date, minute: int) -> None:
        left_s = self._until_s(today, minute)
        if left_s > 0:
            kind = SpanKind.SUSPEND if self.chance.random() < 0.7 else SpanKind.LOCK
            self.day.span(kind, f"{left_s:.0f}s")

    def _work_until(self, today: date, minute: int) -> None:
        while (left_s := self._until_s(today, minute)) > 60:
            kind, low_min, high_min = self.chance.choice(
                [
                    (SpanKind.ACTIVE, 10, 70),
                    (SpanKind.ACTIVE, 10, 70),
                    (SpanKind.ACTIVE, 1, 30),
                    (SpanKind.TYPING, 1, 12),
                    (SpanKind.IDLE, 1, 12),
                    (SpanKind.CALL, 5, 60),
                    (SpanKind.LOCK, 1, 15),
                    (SpanKind.DND, 5, 30),
                    (SpanKind.FULLSCREEN, 2, 30),
                    (SpanKind.SUSPEND, 1, 20),
                ]
            )
            length_s = min(left_s, self.chance.uniform(low_min, high_min) * 60)
            self.day.span(kind, f"{length_s:.1f}s")
        self.day.active("1m")

    def _lunch(self, today: date) -> None:
        left_s = max(60.0, self._until_s(today, 13 * 60 + self.chance.randint(-5, 10)))
        kind = self.chance.choice([SpanKind.LOCK, SpanKind.IDLE, SpanKind.IDLE, SpanKind.SUSPEND, SpanKind.VIDEO])
        self.day.span(kind, f"{left_s:.0f}s")


def _lost(log: list[Happened], settings: Settings, zone: ZoneInfo) -> list[Happened]:
    """What was due and neither shown, nor cleared by a break or a stretch, nor over with the hours, nor become more."""
    outcomes = {FactKind.SHOWN, FactKind.BREAK, FactKind.POSTURE_CHANGE, FactKind.DUE}
    lost = []
    for number, entry in enumerate(log):
        if entry.what.kind != FactKind.DUE:
            continue
        after = next((later for later in islice(log, number + 1, None) if later.what.kind in outcomes), log[-1])
        if after.what.kind in outcomes - {FactKind.DUE}:
            continue
        became_more = after.what.kind == FactKind.DUE and after.what != entry.what
        over = settings.working_hours.next_change(entry.at.astimezone(UTC), zone)
        too_late = entry.what.size == "tip" and after.at - entry.at >= timedelta(hours=1)
        if not (became_more or too_late or (over is not None and over <= after.at)):
            lost.append(entry)
    return lost


def test_the_count_of_what_is_lost_finds_it() -> None:
    day = Day("2026-03-09 08:30", answer="skip")
    day.active("3h")
    zone, settings = ZoneInfo("America/Edmonton"), day.state.world.settings
    assert not _lost(day.played.log, settings, zone)
    stretches = [entry for entry in day.played.log if entry.what.size == "stretch"]
    kept = [entry for entry in stretches if (entry.what.kind, entry.t_s) != ("shown", 5400.0)]
    assert [entry.t_s for entry in _lost(kept, settings, zone)] == [5400.0]


@pytest.mark.parametrize(("tz", "seed"), [("America/Edmonton", 1), ("Europe/Berlin", 2)])
def test_a_year_loses_nothing_and_doubles_nothing(tz: str, seed: int) -> None:
    year = Year(tz, seed)
    began_s = time.process_time()
    year.live(WORKING_DAYS)
    took_s = time.process_time() - began_s
    log, played = year.day.played.log, year.day.played
    assert year.days_worked >= 250
    assert not _lost(log, played.state.world.settings, ZoneInfo(tz))
    assert played.laws is not None
    assert played.laws.most_owed_s <= 6 * 60
    shown = [entry for entry in log if entry.what.kind == "shown"]
    assert 5 * WORKING_DAYS < len(shown) < 20 * WORKING_DAYS, len(shown)
    kinds = {entry.what.kind for entry in log}
    assert {"shown", "withdrawn", "answered", "break", "card_shown", "card_answered", "posture_change"} <= kinds
    assert {entry.what.cause for entry in shown} >= {"desk", "phone", "backpack", "sports"}
    tips: dict[date, int] = {}
    for entry in shown:
        if entry.what.size == "tip" and entry.what.kind == "shown":
            tips[entry.at.date()] = tips.get(entry.at.date(), 0) + 1
    assert len(tips) > 40
    summer = {entry.at.utcoffset() for entry in log}
    assert len(summer) == 2, "the year has summer time in it"
    assert took_s < 10.0, f"a year took {took_s:.1f} s"
