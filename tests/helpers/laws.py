"""What must hold of a session at every step, whatever happens: watched beside the core, from its events and effects.

A law trusts as little of the core's own state as it can: what is on the screen, whether the person is busy and when the
screen was unlocked are followed here from the events and effects themselves.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from postureapp.core import events
from postureapp.core.events import Answer, Busy, Effect, Event, Moment, Reminder, Size
from postureapp.core.settings import CheckIn, Settings
from postureapp.core.state import State

SLACK_S = 0.01
LOST_AFTER_S = 6 * 60.0
BETWEEN_S = 10 * 60.0
QUIET_S = 2 * 60.0
SIT_LIMIT_S = 60.0


@dataclass
class Laws:
    """Follows one session. `check` after each step raises AssertionError when a law is broken."""

    begin: Moment
    on_screen: Reminder | None = None
    shown_at_s: float = 0.0
    last_shown_s: float | None = None
    snoozed_until_s: float | None = None
    busy: frozenset[Busy] = frozenset()
    free_since_s: float = -1e9
    shut: set[str] = field(default_factory=set)
    awake_since_s: float = -1e9
    card: bool = False
    cards: dict[str, int] = field(default_factory=dict)
    tips: dict[str, int] = field(default_factory=dict)
    times_asked_less: int = 0
    owed_since_s: float | None = None
    most_owed_s: float = 0.0
    asleep_s: float = 0.0
    stretching: bool = False

    def __post_init__(self) -> None:
        self.asleep_s = self.begin.asleep_s

    def check(self, before: State, event: Event, now: Moment, after: State, effects: tuple[Effect, ...]) -> None:
        """Look at one step."""
        self._follow(event, now, after.world.settings)
        self.stretching = before.stretching is not None
        self._clocks(before, after, now)
        for effect in effects:
            self._effect(effect, after, event, now)
        self._screen(after, now, event)
        self._nothing_lost(after, now, event)

    # --- the world as the events tell it ------------------------------------------------------------------------------

    def _follow(self, event: Event, now: Moment, settings: Settings) -> None:
        slept = now.asleep_s - self.asleep_s >= 1.0
        self.asleep_s = now.asleep_s
        match event:
            case events.BusyChanged(kinds):
                was_held = _held(self.busy, settings)
                self.busy = kinds
                if was_held and not _held(kinds, settings):
                    self.free_since_s = now.elapsed_s
            case events.Locked():
                self.shut.add("lock")
            case events.Unlocked():
                self.shut.discard("lock")
                self.awake_since_s = now.elapsed_s
            case events.Suspending():
                self.shut.add("suspend")
            case events.Resumed():
                self.shut.discard("suspend")
                self.awake_since_s = now.elapsed_s
        if slept:
            self.awake_since_s = now.elapsed_s

    # --- the laws -----------------------------------------------------------------------------------------------------

    def _clocks(self, before: State, after: State, now: Moment) -> None:
        passed_s = max(0.0, now.elapsed_s - before.at_s)
        for name in ("posture_s", "spell_s"):
            was, is_ = getattr(before.clocks, name), getattr(after.clocks, name)
            assert is_ >= 0.0, f"{name} is {is_}"
            assert is_ - was <= passed_s + SLACK_S, f"{name} grew by {is_ - was} in {passed_s} s"
        most_s = now.awake_s - self.begin.awake_s
        assert 0.0 <= after.clocks.phone_s <= most_s + SLACK_S, f"{after.clocks.phone_s} s of phone in {most_s} s"
        assert 0.0 <= after.armed.posture_s <= after.clocks.posture_s + SLACK_S
        assert 0.0 <= after.armed.spell_s <= after.clocks.spell_s + SLACK_S
        assert 0.0 <= after.armed.phone_s <= after.clocks.phone_s + SLACK_S

    def _effect(self, effect: Effect, after: State, event: Event, now: Moment) -> None:
        match effect:
            case events.ShowReminder(reminder):
                self._show(reminder, after, event, now)
            case events.WithdrawReminder(number):
                assert number == getattr(self.on_screen, "id", None), "withdrew what is not shown"
                snoozed = isinstance(event, events.ReminderAnswered) and event.answer is Answer.SNOOZE
                self.snoozed_until_s = now.elapsed_s + event.snooze_s if snoozed else None  # type: ignore[union-attr]
                self.on_screen = None
            case events.ShowReturnCard(gap_s):
                self._ask(gap_s, after, now)
            case events.CloseReturnCard():
                self.card = False
            case events.AskRemindLess():
                self.times_asked_less += 1
                assert self.times_asked_less == 1, "asked twice whether to remind less"
                assert not self._is_disturbed(after), "asked at a bad moment"
            case events.OpenStretch(size=Size.STRETCH, moves=moves):
                # One that runs is brought up also where the person has since switched off all moves.
                named = tuple(move.id for move in after.world.moves) if self.stretching else moves
                assert after.world.may_do(named), "a stretch opened though none may be"

    def _show(self, reminder: Reminder, after: State, event: Event, now: Moment) -> None:
        assert self.on_screen is None, "two reminders at once"
        assert not isinstance(event, events.Stopping), "a reminder while the app quits"
        assert not self._is_busy(after), "a reminder while busy"
        assert not after.world.settings.quiet_hours.contains(now.local), "a reminder in quiet hours"
        assert not self.shut, f"a reminder behind {self.shut}"
        assert not self.card, "a reminder over the return card"
        assert after.presence.gap is None, "a reminder to an empty chair"
        assert (after.stretching or after.wanted) is None, "a reminder over a stretch"
        assert now.elapsed_s >= self.awake_since_s + QUIET_S - SLACK_S, "a reminder right after waking"
        assert now.elapsed_s >= self.free_since_s + 60.0 - SLACK_S, "a reminder right after being busy"
        if self.snoozed_until_s is not None:
            assert now.elapsed_s >= self.snoozed_until_s - SLACK_S, "a snoozed reminder came early"
        elif self.last_shown_s is not None:
            apart_s = now.elapsed_s - self.last_shown_s
            assert apart_s >= BETWEEN_S - SLACK_S, f"two reminders {apart_s} s apart"
        if reminder.size is Size.TIP:
            today = now.local.date().isoformat()
            self.tips[today] = self.tips.get(today, 0) + 1
        if reminder.size is Size.CHECK_IN:
            assert not self.busy, "a check-in where others may see the screen"
            assert after.world.settings.check_in is not CheckIn.NEVER, "a check-in to who wants none"
            assert after.world.pain.last_day != now.local.date(), "a check-in on a day that has an entry"
        assert str(reminder.title), "a reminder without words"
        self.on_screen, self.shown_at_s, self.last_shown_s = reminder, now.elapsed_s, now.elapsed_s
        self.snoozed_until_s = None

    def _is_busy(self, state: State) -> bool:
        return bool(_held(self.busy, state.world.settings))

    def _is_disturbed(self, state: State) -> bool:
        return self._is_busy(state) or bool(self.shut)

    def _ask(self, gap_s: float, after: State, now: Moment) -> None:
        today = now.local.date().isoformat()
        self.cards[today] = self.cards.get(today, 0) + 1
        self.card = True
        assert 120.0 - SLACK_S <= gap_s <= 1800.0 + SLACK_S, f"asked about a gap of {gap_s} s"
        assert not self._is_disturbed(after), "asked while busy or shut"
        assert now.elapsed_s >= self.awake_since_s + QUIET_S - SLACK_S, "asked right after waking"
        assert after.world.settings.working_hours.contains(now.local), "asked off hours"
        assert not after.world.settings.quiet_hours.contains(now.local), "asked in quiet hours"

    def _screen(self, after: State, now: Moment, event: Event) -> None:
        shown = after.shown
        assert (shown is None) == (self.on_screen is None), "the state and the screen differ"
        assert (after.card is None) == (not self.card), "the state and the card on the screen differ"
        if self.on_screen is None or isinstance(event, events.Stopping):
            return
        settings = after.world.settings
        assert not self._is_disturbed(after), "a reminder stays up while busy or shut"
        assert after.paused_until_utc is None or now.utc >= after.paused_until_utc, "a reminder stays up while paused"
        hours = settings.tip_hours if self.on_screen.size is Size.TIP else settings.working_hours
        if self.on_screen.size is Size.CHECK_IN:  # it has an hour of its own, and nobody else may look on
            assert not self.busy, "a check-in stays up where others may see the screen"
        else:
            assert hours.contains(now.local), "a reminder stays up off hours"
        assert not settings.quiet_hours.contains(now.local), "a reminder stays up in quiet hours"
        assert self.on_screen.size is not Size.STRETCH or after.world.may_stretch, "a stretch shown, the gate closed"
        assert now.elapsed_s < self.shown_at_s + SIT_LIMIT_S, "a reminder stays up for more than a minute"

    def _nothing_lost(self, after: State, now: Moment, event: Event) -> None:
        """Whatever is due and unhindered for six minutes has been shown."""
        if self.owed_since_s is not None:
            waited_s = now.awake_s - self.owed_since_s
            self.most_owed_s = max(self.most_owed_s, waited_s)
            assert waited_s <= LOST_AFTER_S, f"due and unhindered for {waited_s} s, and not shown"
        owed = self._is_owed(after, now) and not self._is_hindered(after, now)
        if isinstance(event, events.Stopping) or not owed:
            self.owed_since_s = None
        elif self.owed_since_s is None:
            self.owed_since_s = now.awake_s

    def _is_owed(self, state: State, now: Moment) -> bool:
        settings, clocks, armed = state.world.settings, state.clocks, state.armed
        if not settings.working_hours.contains(now.local):
            return False
        often = state.factor
        if "phone" in settings.causes and clocks.phone_s - armed.phone_s > settings.phone_relief_min * 60 * often:
            return True
        if "desk" not in settings.causes or state.presence.standing_since_s is not None:
            return False
        patience_s = 60.0 + settings.stretch_min * 60 * often + SLACK_S
        if often > 1.0 and self.last_shown_s is not None and now.elapsed_s <= self.last_shown_s + patience_s:
            return False
        return (
            clocks.posture_s - armed.posture_s > settings.stretch_min * 60 * often
            or clocks.spell_s - armed.spell_s > settings.stand_min * 60 * often
        )

    def _is_hindered(self, state: State, now: Moment) -> bool:
        recent = self.last_shown_s is not None and now.elapsed_s < self.last_shown_s + BETWEEN_S
        return (
            self.on_screen is not None
            or self.card
            or self._is_disturbed(state)
            or state.world.settings.quiet_hours.contains(now.local)
            or now.elapsed_s < self.free_since_s + 60.0
            or now.elapsed_s < self.awake_since_s + QUIET_S
            or (recent if self.snoozed_until_s is None else now.elapsed_s < self.snoozed_until_s)
            or state.presence.gap is not None
            or state.stretching is not None
            or state.wanted is not None
            or (state.paused_until_utc is not None and now.utc < state.paused_until_utc)
        )


def _held(kinds: frozenset[Busy], settings: Settings) -> frozenset[Busy]:
    """What of these a person wants to be left alone in."""
    return frozenset(kind for kind in kinds if kind.value in settings.held_by)
