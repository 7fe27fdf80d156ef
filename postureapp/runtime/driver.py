"""Runs the core: events in, effects carried out, the next deadline set, the session kept.

It decides nothing. One event is worked off at a time, in the order they came, also when carrying out one effect brings
the next event. A capability that fails is said once, in words, and the app goes on.
"""

from __future__ import annotations

import logging
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import Any

from postureapp.core import activity, events, meetings, restart, session
from postureapp.core.errors import PostureError
from postureapp.core.events import Answer, Effect, Event, Fact, FactKind, Moment
from postureapp.core.state import IDLE_AFTER_S, State, World
from postureapp.core.status import Status, status
from postureapp.ports import (
    ActivitySource,
    BusySource,
    Clock,
    Diary,
    Notifier,
    PowerSource,
    Screen,
    SessionStore,
    SettingsStore,
    Timer,
)

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Ports:
    """What the driver works with."""

    clock: Clock
    activity: ActivitySource
    busy: BusySource
    power: PowerSource
    notifier: Notifier
    diary: Diary
    settings: SettingsStore
    session: SessionStore
    screen: Screen
    timer: Timer


class Driver:
    """Takes events to the core and effects to the world.

    Thread: the Qt thread only.
    """

    def __init__(self, ports: Ports, world: World) -> None:
        self._ports = ports
        self._waiting: deque[Event] = deque()
        self._at_work = False
        self._has_ended = False
        self._told: set[str] = set()
        self._world = world
        self.state: State = session.begin(world, ports.clock.now())

    def start(self) -> None:
        """Take up the kept session, begin to listen, and look at what is due."""
        self._take_up()
        self._listen()
        self.handle(events.TimerFired())

    def stop(self, *, keep: bool = True) -> None:
        """Close the day's facts, keep the session, and let go of everything. The state is kept as before the stop.

        Without `keep` nothing is written any more. What comes afterwards is not heard; a second call does nothing.
        """
        if self._has_ended:
            return
        self._ports.timer.stop()
        if self.state.shown is not None:
            self._ports.notifier.withdraw(self.state.shown.id)
        if keep:
            self._close_the_day()
        self._has_ended = True
        for part in (self._ports.activity, self._ports.busy, self._ports.power, self._ports.notifier):
            part.stop()
        self._ports.diary.close()

    def _close_the_day(self) -> None:
        now = self._ports.clock.now()
        meeting = meetings.fact_now(self.state, now)
        if meeting is not None:
            self._try("Record", lambda: self._ports.diary.append(now, meeting))
        self._record(FactKind.STOPPED)
        self._save()

    def handle(self, event: Event) -> None:
        """Give the core an event: now, or after the one at work."""
        if self._has_ended:
            return
        self._waiting.append(event)
        if self._at_work:
            return
        self._at_work = True
        try:
            while self._waiting:
                self._step(self._waiting.popleft())
        finally:
            self._at_work = False
            self._save()
            self._look_ahead()  # whatever went wrong, there is a next time

    def status(self) -> Status:
        """The session as it stands now."""
        return status(self.state, self._ports.clock.now())

    # --- in -----------------------------------------------------------------------------------------------------------

    def _take_up(self) -> None:
        now = self._ports.clock.now()
        kept = self._ports.session.load()
        if kept is not None:
            self.state, effects = restart.take_up(*kept, self._world, now)
            for effect in effects:
                self._try(type(effect).__name__, partial(self._carry_out, effect, now))
        self._record(FactKind.STARTED, data=restart.told(self.state, kept[1] if kept is not None else None, now))

    def _listen(self) -> None:
        ports = self._ports
        self._try("activity", lambda: ports.activity.start(self.handle, IDLE_AFTER_S))
        self._try("busy", lambda: ports.busy.start(lambda kinds: self.handle(events.BusyChanged(kinds))))
        self._try("power", lambda: ports.power.start(self._power))

    def _power(self, event: events.Event) -> None:
        self.handle(event)
        if isinstance(event, events.Resumed | events.ClockChanged):
            self._ports.timer.rearm()

    def _timer(self) -> None:
        self.handle(events.TimerFired(self._ports.activity.idle_s()))

    def _answered(self, reminder_id: int, answer: Answer, snooze_s: float) -> None:
        self.handle(events.ReminderAnswered(reminder_id, answer, snooze_s))

    # --- out ----------------------------------------------------------------------------------------------------------

    def _step(self, event: Event) -> None:
        now = self._ports.clock.now()
        self.state, effects = session.step(self.state, event, now)
        log.debug("%s: %s", type(event).__name__, ", ".join(type(effect).__name__ for effect in effects) or "nothing")
        if isinstance(event, events.StretchEnded):
            for move in event.moves:
                self._record(FactKind.MOVE_DONE, cause=event.cause, data={"move": move})
            if event.outcomes:
                self._record(FactKind.SESSION, cause=event.cause, data=_session_data(event))
        for effect in effects:
            if not self._try(type(effect).__name__, partial(self._carry_out, effect, now)):
                self._waiting.extend(_instead(effect, self.state))

    def _carry_out(self, effect: Effect, now: Moment) -> None:
        ports = self._ports
        match effect:
            case events.ShowReminder(reminder):
                ports.notifier.show(reminder, self._answered)
            case events.WithdrawReminder(reminder_id):
                ports.notifier.withdraw(reminder_id)
            case events.ShowReturnCard(gap_s):
                ports.screen.show_return_card(gap_s)
            case events.CloseReturnCard():
                ports.screen.close_return_card()
            case events.AskRemindLess():
                ports.screen.ask_remind_less()
            case events.AskSafety():
                ports.screen.ask_safety()
            case events.OpenStretch(size, cause, moves):
                ports.screen.open_stretch(size, cause, moves)
            case events.OpenCheckIn():
                ports.screen.open_check_in()
            case events.CloseStretch(why):
                ports.screen.close_stretch(why)
            case events.WatchTypingPause(pause_s):
                ports.activity.watch_pause(pause_s)
            case events.ChangeSetting(key, value):
                self.handle(events.SettingsChanged(ports.settings.set_value(key, value)))
            case events.Record(fact):
                ports.diary.append(now, fact)

    def _record(self, kind: FactKind, cause: str = "", data: dict[str, Any] | None = None) -> bool:
        if self._has_ended:
            return False
        now = self._ports.clock.now()
        fact = Fact(kind, clocks=activity.clocks_at(self.state, now), cause=cause)
        return self._try("Record", lambda: self._ports.diary.append(now, fact, data))

    def keep(self, kind: FactKind, data: dict[str, Any], cause: str = "") -> bool:
        """Keep what the person said: it is on the disk where this is true; where not, it is told why, each time."""
        self._told = {told for told in self._told if not told.startswith("Record ")}
        return self._record(kind, cause=cause, data=data)

    def _save(self) -> None:
        if self._has_ended:
            return
        self._try("session", lambda: self._ports.session.save(self.state, self._ports.clock.now()))

    def _look_ahead(self) -> None:
        if self._has_ended:
            return
        now = self._ports.clock.now()
        times_s = [session.deadline_s(self.state, now)]
        self._try("refresh", lambda: times_s.append(self._ports.screen.refresh(self.state, now)))
        self._ports.timer.set_deadline(
            min((time_s for time_s in times_s if time_s is not None), default=None), self._timer
        )

    def _try(self, what: str, act: Callable[[], None]) -> bool:
        """Do it, and tell whether that went well; a failure is said once for each kind, and never stops the rest."""
        try:
            act()
            return True
        except PostureError as problem:
            if f"{what} {problem}" not in self._told:
                self._told.add(f"{what} {problem}")
                self._ports.screen.report(problem)
        except Exception:
            if what not in self._told:
                self._told.add(what)
                log.exception("%s failed", what)
        return False


def _session_data(ended: events.StretchEnded) -> dict[str, object]:
    """What is prescribed, what was planned of it, and what was done."""
    moves = [
        {
            "move": each.move,
            "prescribed": each.prescribed,
            "reps": each.reps,
            "reps_done": each.reps_done,
            "end": each.end.value,
        }
        for each in ended.outcomes
    ]
    return {"moves": moves, "length_s": round(ended.length_s, 1)}


def _instead(effect: Effect, state: State) -> tuple[Event, ...]:
    """What the core is told where a window it waits for could not be opened."""
    if isinstance(effect, events.ShowReminder):
        return (events.ReminderFailed(effect.reminder.id),)
    if isinstance(effect, events.OpenStretch):
        return (events.StretchEnded(effect.size, effect.cause, done=False),)
    return (events.SafetyChanged(state.world.safety),) if isinstance(effect, events.AskSafety) else ()
