"""The home window for the contact sheets and for the tests of windows: a full day, a first one, paused, held, off."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from PySide6.QtWidgets import QWidget

from postureapp.core import daily, words
from postureapp.core.day import Band, Day, Outcome, Reminded, Span
from postureapp.core.events import Busy, Clocks, Moment, Reminder, Size
from postureapp.core.replies import Waiting, reminder_replies, waiting
from postureapp.core.state import Card, State, World
from postureapp.core.status import Doing, Status, Stretches
from postureapp.core.text import Text, ntext, text
from postureapp.storage.content import load_causes
from postureapp.ui.back_wires import BackWires
from postureapp.ui.home_window import HomeWindow, HomeWires
from postureapp.ui.theme import Theme
from postureapp.ui.waiting import shown

ZONE = ZoneInfo("America/Edmonton")
NOW = datetime(2026, 3, 3, 14, 36, tzinfo=ZONE)
SILENT = Text("")
NOTE = text("There is no tray here, so PostureApp has no icon. Start it again to open its window.")


def at(hour: int, minute: int = 0, day: int = 3) -> datetime:
    """A moment of the sample days."""
    return datetime(2026, 3, day, hour, minute, tzinfo=ZONE)


def moment(local: datetime = NOW) -> Moment:
    """A moment by both clocks."""
    return Moment(local.astimezone(UTC), ZONE, 40_000.0)


def full_day() -> Day:
    """A day with all that there can be in one."""
    times = (
        (at(8, 12), at(8, 50), Band.SITTING),
        (at(8, 50), at(8, 57), Band.BREAK),
        (at(8, 57), at(9, 30), Band.SITTING),
        (at(9, 30), at(10, 22), Band.MEETING),
        (at(10, 22), at(10, 29), Band.BREAK),
        (at(10, 29), at(11, 5), Band.SITTING),
        (at(11, 5), at(11, 40), Band.STANDING),
        (at(11, 40), at(12, 8), Band.SITTING),
        (at(12, 8), at(12, 36), Band.PHONE),
        (at(12, 36), at(12, 58), Band.BREAK),
        (at(12, 58), at(13, 44), Band.SITTING),
        (at(13, 44), at(13, 51), Band.BREAK),
        (at(13, 51), at(14, 5), Band.SITTING),
        (at(14, 5), at(14, 18), Band.PHONE),
        (at(14, 18), NOW, Band.SITTING),
    )
    reminders = (
        Reminded(at(8, 43), Size.STRETCH, "desk", Outcome.DONE),
        Reminded(at(9, 28), Size.STRETCH, "desk", Outcome.SKIPPED),
        Reminded(at(10, 23), Size.STAND, "desk", Outcome.DONE),
        Reminded(at(11, 0), Size.STRETCH, "desk", Outcome.SNOOZED),
        Reminded(at(11, 39), Size.STAND, "standing", Outcome.DONE),
        Reminded(at(12, 30), Size.NUDGE, "phone", Outcome.IGNORED),
        Reminded(at(13, 29), Size.STRETCH, "desk", Outcome.DONE),
        Reminded(at(14, 17), Size.NUDGE, "phone", Outcome.DONE),
    )
    spans = tuple(Span(*each) for each in times)
    return Day(NOW.date(), spans, reminders, 88 * 60, 4.1 * 3600, 41 * 60, 4, 6, 8)


def yesterday() -> Day:
    """The day before it."""
    spans = (Span(at(8, 5, 2), at(12, 0, 2), Band.SITTING), Span(at(12, 0, 2), at(12, 40, 2), Band.BREAK))
    return Day((NOW - timedelta(days=1)).date(), spans, (), 104 * 60, 6.4 * 3600, 35 * 60, 5, 9, 12)


def sitting() -> Status:
    """The usual status: the next stretch is some minutes off."""
    return Status(Doing.ACTIVE, Clocks(18 * 60, 45 * 60, 41 * 60), 0.6, Size.STRETCH, "desk", 12 * 60)


def a_reminder() -> Waiting:
    """A reminder that stands elsewhere."""
    sat = ntext("You have been sitting for {n} minute.", "You have been sitting for {n} minutes.", 32)
    reminder = Reminder(1, "desk", Size.STRETCH, sat, text("Roll your shoulders?"))
    return Waiting("", reminder.title, reminder.body, reminder_replies(reminder))


def a_check_in() -> Reminder:
    """The question of the day how the back is."""
    return Reminder(2, daily.CAUSE, Size.CHECK_IN, *words.CHECK_IN)


def _back() -> BackWires:
    """A made-up pain diary."""
    from postureapp.devtools.back_pictures import made_up

    return made_up()


def _gap() -> Waiting:
    """The question after an idle gap."""
    return waiting(State(card=Card(420.0, 0.0)))[0]


def home_windows() -> Iterator[tuple[str, Callable[[Theme], QWidget]]]:
    """The home window in all that it can show."""
    world = World(causes=load_causes()[0])
    empty, empty_before = Day(NOW.date()), Day((NOW - timedelta(days=1)).date())

    def home(
        status: Status,
        days: tuple[Day, Day] = (full_day(), yesterday()),
        now: datetime = NOW,
        note: Text = SILENT,
        waits: Waiting | None = None,
    ) -> Callable[[Theme], QWidget]:
        def make(look: Theme) -> QWidget:
            nothing = lambda *_what: None  # noqa: E731
            wires = HomeWires(
                lambda: status,
                lambda: world,
                lambda *_range: [],
                lambda: moment(now),
                nothing,
                nothing,
                note=note,
                waiting=lambda: shown((waits,) if waits else (), (), nothing),
                back=_back,
            )
            return HomeWindow(look, wires, lambda *_of: days)

        return make

    busy = frozenset({Busy.MICROPHONE, Busy.CAMERA})
    held = replace(
        sitting(),
        is_due=True,
        is_busy=True,
        busy=tuple(sorted(busy)),
        held=text("Busy: {reasons}.", reasons=text("microphone in use")),
        next_in_s=0.0,
        clocks=Clocks(52 * 60, 52 * 60, 0),
    )
    first = Status(Doing.ACTIVE, Clocks(60, 60, 0), 0.03, Size.STRETCH, "desk", 29 * 60, stretches=Stretches.UNANSWERED)
    yield "home", home(sitting())
    yield "home-first", home(first, (empty, empty_before), at(9, 1), NOTE)
    yield "home-held", home(held)
    paused = replace(sitting(), paused_until=at(15, 6), next_size=None, next_in_s=None)
    yield "home-paused", home(paused)
    on_phone = replace(sitting(), doing=Doing.PHONE, phone_on=True, next_cause="phone", next_in_s=240, standing=True)
    yield "home-phone", home(on_phone)
    off = Status(Doing.OFF_HOURS, Clocks(), 0.0)
    evening = replace(full_day(), spans=full_day().spans[:-1])
    yield "home-evening", home(off, (evening, yesterday()), at(20, 30))
    due = replace(sitting(), is_due=True, is_shown=True, next_in_s=0.0, clocks=Clocks(32 * 60, 45 * 60, 0))
    yield "home-reminder", home(due, waits=a_reminder())
    check_in = a_check_in()
    asked = Waiting("", check_in.title, check_in.body, reminder_replies(check_in))
    yield "home-check-in", home(sitting(), waits=asked)
    yield "home-question", home(replace(sitting(), clocks=Clocks(9 * 60, 9 * 60, 0)), waits=_gap())
    yield "home-away", home(Status(Doing.AWAY, Clocks(), 0.0))
