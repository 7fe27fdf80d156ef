"""Which reminder is due, what holds it back, when it is shown, and what an answer does.

A due reminder waits for a good moment and is never lost: it goes only by an answer, or because a break made it
needless. Nothing here ever shows two at once, or more often because it was ignored.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from postureapp.core import activity, daily, repetition, tips, words
from postureapp.core.events import (
    Answer,
    AskRemindLess,
    AskSafety,
    ChangeSetting,
    FactKind,
    Moment,
    OpenCheckIn,
    OpenStretch,
    Reminder,
    ShowReminder,
    Size,
    WatchTypingPause,
    WithdrawReminder,
)
from postureapp.core.safety import Reason, gate
from postureapp.core.settings import Style
from postureapp.core.state import (
    AFTER_BUSY_S,
    BETWEEN_REMINDERS_S,
    EPSILON_S,
    IGNORED_UNTIL_LESS,
    MEDIA,
    QUESTIONS_FOR_S,
    STAND_BREAK_S,
    STANDING_ADVICE_S,
    STRETCH_FOR_S,
    TYPING_PAUSE_S,
    TYPING_WAIT_S,
    Arm,
    Due,
    Hold,
    Pending,
    Shown,
    State,
    Stretching,
    Turn,
)

# What goes by the wall clock, apart from sitting: it is no answer to a stretch, and ignoring it makes nothing rarer.
_SIZES = {Arm.TIP: Size.TIP, Arm.CHECK_IN: Size.CHECK_IN}
_LESS_OFTEN_MIN = ((20, 30), (30, 45), (45, 60), (60, 90))


# --- what is due ------------------------------------------------------------------------------------------------------


def prospects(state: State, now: Moment) -> Iterator[tuple[float, Arm, str]]:
    """What will be due in how many seconds (0 or less: now) if things stay as they are; the most important first."""
    settings, clocks, armed, presence = state.world.settings, state.clocks, state.armed, state.presence
    factor = state.factor
    if settings.working_hours.contains(now.local):
        standing = presence.standing_since_s is not None
        if standing:
            yield state.standing_armed_s + STANDING_ADVICE_S * factor - now.elapsed_s, Arm.STANDING, "standing"
        patience_s = _patience_s(state, now)
        if "desk" in settings.causes and not standing:
            spell_s = settings.stand_min * 60 * factor - (clocks.spell_s - armed.spell_s)
            yield max(spell_s, patience_s), Arm.SPELL, "desk"
        if "phone" in settings.causes:
            yield _phone_eta(state), Arm.PHONE, "phone"
        if "desk" in settings.causes and not standing:
            posture_s = settings.stretch_min * 60 * factor - (clocks.posture_s - armed.posture_s)
            yield max(posture_s, patience_s), Arm.POSTURE, "desk"
        if "repetitive" in settings.causes:
            yield repetition.eta_s(state, now), Arm.REPETITION, "repetitive"
    tip = tips.next_tip(state, now)
    if tip is not None:
        yield (tip.at_utc - now.utc).total_seconds(), Arm.TIP, tip.cause
    offer_utc = daily.next_offer_utc(state, now)
    if offer_utc is not None:
        yield (offer_utc - now.utc).total_seconds(), Arm.CHECK_IN, daily.CAUSE


def _patience_s(state: State, now: Moment) -> float:
    """Once reminders are being ignored, a stand does not come soon after an ignored stretch either."""
    if state.factor == 1.0 or state.last_shown_s is None:
        return -1.0
    return (
        state.last_shown_s
        + state.world.shown_for_s
        + state.world.settings.stretch_min * 60 * state.factor
        - now.elapsed_s
    )


def _phone_eta(state: State) -> float:
    settings, factor = state.world.settings, state.factor
    eta_s = settings.phone_relief_min * 60 * factor - (state.clocks.phone_s - state.armed.phone_s)
    if state.presence.phone_on:
        eta_s = min(eta_s, settings.phone_toggle_min * 60 * factor - (state.toggle_s - state.armed.toggle_s))
    if eta_s > EPSILON_S and not state.presence.on_phone:
        return float("inf")  # the phone clock stands still
    return eta_s


def find_due(state: State, now: Moment) -> Due | None:
    """The most important reminder that is due now."""
    for eta_s, arm, cause in prospects(state, now):
        if eta_s <= EPSILON_S:
            return Due(arm, cause, size_of(state, arm))
    return None


def size_of(state: State, arm: Arm) -> Size:
    """What the reminder asks for: a stretch only where the gate and the person's choice allow one."""
    if arm in (Arm.SPELL, Arm.STANDING):
        return Size.STAND
    if arm in _SIZES:
        return _SIZES[arm]
    return Size.STRETCH if state.world.settings.style is Style.STRETCH and state.world.may_stretch else Size.NUDGE


# --- what holds it back -----------------------------------------------------------------------------------------------


def find_hold(turn: Turn, pending: Pending) -> tuple[Hold, float]:
    """What holds a due reminder back, and the seconds until that ends by itself (infinite: by an event)."""
    state, now_s, presence = turn.state, turn.now_s, turn.state.presence
    since_busy_s = now_s - presence.busy_ended_s if presence.busy_ended_s is not None else float("inf")
    since_shown_s = now_s - state.last_shown_s if state.last_shown_s is not None else float("inf")
    forever = float("inf")
    holds: tuple[tuple[Hold, bool, float], ...] = (
        (Hold.PAUSED, activity.is_paused(state, turn.now), _pause_left_s(turn)),
        (Hold.QUIET, turn.settings.quiet_hours.contains(turn.now.local), _quiet_left_s(turn)),
        (Hold.STRETCHING, state.stretching is not None, forever),
        (Hold.QUESTIONS, state.wanted is not None, forever),
        (Hold.BUSY, _is_busy(state, pending.due), forever),
        (Hold.AWAY, presence.gap is not None, forever),
        (Hold.CARD, state.card is not None, forever),
        (Hold.SNOOZED, *_left(state.snoozed_until_s - now_s)),
        (Hold.AFTER_WAKE, *_left(presence.quiet_until_s - now_s)),
        (Hold.AFTER_BUSY, *_left(AFTER_BUSY_S - since_busy_s)),
        (Hold.TOO_SOON, *_left(0.0 if pending.snoozed else BETWEEN_REMINDERS_S - since_shown_s)),
    )
    for hold, holds_back, left_s in holds:
        if holds_back:
            return hold, left_s
    if presence.idle_since_s is not None or turn.pause_seen:
        return Hold.NONE, 0.0
    waiting_s = turn.now_s - pending.wait_from_s if pending.wait_from_s is not None else 0.0
    left_s = TYPING_WAIT_S - pending.waited_s - waiting_s
    return (Hold.TYPING, left_s) if left_s > EPSILON_S else (Hold.NONE, 0.0)


def _is_busy(state: State, due: Due) -> bool:
    """Whether something goes on that this waits for; the check-in waits whenever others may see the screen."""
    return bool(state.held_by or (due.arm is Arm.CHECK_IN and state.presence.busy))


def _left(left_s: float) -> tuple[bool, float]:
    return left_s > EPSILON_S, left_s


def _pause_left_s(turn: Turn) -> float:
    until = turn.state.paused_until_utc
    return (until - turn.now.utc).total_seconds() if until else 0.0


def _quiet_left_s(turn: Turn) -> float:
    end = turn.settings.quiet_hours.next_change(turn.now.utc, turn.now.zone)
    return (end - turn.now.utc).total_seconds() if end else float("inf")


# --- the round after each event ---------------------------------------------------------------------------------------


def attend(turn: Turn) -> None:
    """Withdraw what is over, find what is due, and show it if this is a good moment."""
    _forget_windows(turn)
    _attend_shown(turn)
    if turn.state.shown is None:
        _find_pending(turn)
        if turn.state.pending is not None:
            _try_to_show(turn, turn.state.pending)
    pending = turn.state.pending
    _watch(turn, pending is not None and pending.hold is Hold.TYPING)
    _ask_once(turn)


def _forget_windows(turn: Turn) -> None:
    """A window that was left open must not hold back reminders for the rest of the day."""
    stretching, wanted = turn.state.stretching, turn.state.wanted
    if stretching is not None and turn.now_s + EPSILON_S >= stretching.since_s + STRETCH_FOR_S:
        turn.set(stretching=None)
    if wanted is not None and turn.now_s + EPSILON_S >= wanted.since_s + QUESTIONS_FOR_S:
        turn.set(wanted=None)


def _find_pending(turn: Turn) -> None:
    state, pending = turn.state, turn.state.pending
    if state.presence.gap is not None or state.card is not None or state.stretching is not None:
        return  # what is due is found on return, and when it is known what the gap, or the stretch, has cleared
    due = find_due(state, turn.now)
    if due is None:
        turn.set(pending=None)
    elif pending is None:
        turn.set(pending=Pending(due))
        turn.record(FactKind.DUE, cause=due.cause, size=due.size, why=words.due(turn.state, due))
    elif pending.due != due:
        turn.set(pending=replace(pending, due=due))
        turn.record(FactKind.DUE, cause=due.cause, size=due.size, why=words.due(turn.state, due))


def _try_to_show(turn: Turn, pending: Pending) -> None:
    hold, _ = find_hold(turn, pending)
    changed = _wait(turn, pending, hold)
    if hold is Hold.NONE:
        _show(turn, changed)
        return
    turn.set(pending=changed)
    if hold is not pending.hold:
        due = pending.due
        turn.record(FactKind.HELD, cause=due.cause, size=due.size, why=words.held(turn.state, hold, turn.now))


def _wait(turn: Turn, pending: Pending, hold: Hold) -> Pending:
    """Keep count of the wait for a typing pause, and of what the person sat through."""
    if hold is Hold.TYPING and pending.wait_from_s is None:
        pending = replace(pending, wait_from_s=turn.now_s)
    elif hold is not Hold.TYPING and pending.wait_from_s is not None:
        pending = replace(pending, waited_s=pending.waited_s + turn.now_s - pending.wait_from_s, wait_from_s=None)
    presence = turn.state.presence
    if hold is Hold.BUSY:
        pending = replace(pending, sat_through=pending.sat_through | turn.state.held_by)
    if pending.sat_through & MEDIA and not presence.busy & MEDIA:
        pending = replace(pending, sat_through_s=max(pending.sat_through_s, presence.media_s))
    return replace(pending, hold=hold)


def _show(turn: Turn, pending: Pending) -> None:
    due, number = pending.due, turn.state.next_id
    title, body = words.reminder(turn.state, pending, number)
    turn.set(
        shown=Shown(number, pending, turn.now_s),
        pending=None,
        next_id=number + 1,
        last_shown_s=turn.now_s,
        snoozed_until_s=0.0,
    )
    turn.emit(ShowReminder(Reminder(number, due.cause, due.size, title, body)))
    turn.record(FactKind.SHOWN, cause=due.cause, size=due.size, why=words.shown(turn.state, pending, turn.pause_seen))


def _watch(turn: Turn, wanted: bool) -> None:
    if wanted != turn.state.watching_pause:
        turn.set(watching_pause=wanted)
        turn.emit(WatchTypingPause(TYPING_PAUSE_S if wanted else None))


# --- what is shown ----------------------------------------------------------------------------------------------------


def _attend_shown(turn: Turn) -> None:
    shown, presence = turn.state.shown, turn.state.presence
    if shown is None:
        return
    if _must_go(turn, shown.pending.due):
        _take_back(turn, shown)
    elif not shown.is_hidden and turn.now_s + EPSILON_S >= shown.at_s + turn.state.world.shown_for_s:
        if presence.gap is not None:
            _take_back(turn, shown)  # nobody is there: an empty chair ignores nothing
        else:
            _ignore(turn, shown)


def _must_go(turn: Turn, due: Due) -> bool:
    """Whether what is shown may not stay: this is no moment for it any more, or the gate has closed."""
    state, presence = turn.state, turn.state.presence
    return (
        _is_busy(state, due)
        or presence.locked
        or presence.suspended
        or activity.is_paused(state, turn.now)
        or turn.settings.quiet_hours.contains(turn.now.local)
        or not _is_in_hours(turn, due)
        or (due.size is Size.STRETCH and not state.world.may_stretch)
        or _is_needless(state, due)
    )


def _is_in_hours(turn: Turn, due: Due) -> bool:
    if due.arm is Arm.CHECK_IN:
        offer_utc = daily.next_offer_utc(turn.state, turn.now)
        return offer_utc is not None and offer_utc <= turn.now.utc
    hours = turn.settings.tip_hours if due.arm is Arm.TIP else turn.settings.working_hours
    return hours.contains(turn.now.local)


def _is_needless(state: State, due: Due) -> bool:
    """Whether the person did by themselves what is asked for, while it was asked."""
    settings, clocks, armed = state.world.settings, state.clocks, state.armed
    if due.arm is Arm.POSTURE:
        return clocks.posture_s - armed.posture_s + EPSILON_S < settings.stretch_min * 60
    if due.arm is Arm.SPELL:
        return clocks.spell_s - armed.spell_s + EPSILON_S < settings.stand_min * 60
    if due.arm is Arm.PHONE:
        return _phone_eta(state) > EPSILON_S
    return due.arm is Arm.STANDING and state.presence.standing_since_s is None


def _take_back(turn: Turn, shown: Shown) -> None:
    """Take it off the screen and keep it for a better moment: that is not the person's doing."""
    due = shown.pending.due
    turn.set(shown=None, pending=replace(shown.pending, hold=Hold.NONE, snoozed=False))
    turn.emit(WithdrawReminder(shown.id))
    turn.record(FactKind.WITHDRAWN, cause=due.cause, size=due.size, why=words.taken_back(turn.state, due))


def _ignore(turn: Turn, shown: Shown) -> None:
    due = shown.pending.due
    turn.set(shown=None)
    turn.emit(WithdrawReminder(shown.id))
    turn.record(FactKind.WITHDRAWN, cause=due.cause, size=due.size, answer=Answer.IGNORED.value, why=words.NOT_ANSWERED)
    if due.arm not in _SIZES:
        run = turn.state.ignored_run + 1
        turn.set(ignored_run=run)
        if run == IGNORED_UNTIL_LESS and not turn.state.asked_less:
            turn.set(wants_less=True)
    rearm(turn, due)


def _ask_once(turn: Turn) -> None:
    """Ask whether to remind less: once, and only when nothing else is on and nobody is disturbed."""
    state = turn.state
    if state.wants_less and state.pending is None and state.shown is None:
        probe = Pending(Due(Arm.POSTURE, "desk", Size.NUDGE))
        hold, _ = find_hold(turn, probe)
        if hold in (Hold.NONE, Hold.TYPING) and turn.settings.working_hours.contains(turn.now.local):
            turn.set(wants_less=False, asked_less=True)
            turn.emit(AskRemindLess())
            turn.record(FactKind.ASKED_LESS)


def remind_less(turn: Turn, less: bool) -> None:
    """The answer to the one question."""
    if less:
        now_min = turn.settings.stretch_min
        longer = next((after for before, after in _LESS_OFTEN_MIN if now_min <= before), now_min)
        turn.emit(ChangeSetting("reminders.stretch_min", longer))


# --- answers ----------------------------------------------------------------------------------------------------------


def rearm(turn: Turn, due: Due) -> None:
    """Begin a full interval for the clock that was answered, and for those that would ask for less."""
    state, armed, clocks, arm = turn.state, turn.state.armed, turn.state.clocks, due.arm
    if arm is Arm.REPETITION:
        turn.set(repetition=repetition.restarted(turn.now))
        return
    if arm is Arm.STANDING:
        turn.set(standing_armed_s=turn.now_s)
        return
    if arm is Arm.TIP:
        turn.set(tips=tips.mark_shown(state, turn.now, due.cause))
        return
    if arm is Arm.CHECK_IN:
        turn.set(asked_on=turn.now.local.date().isoformat())
        return
    armed = replace(armed, posture_s=clocks.posture_s)
    if arm is Arm.SPELL:
        armed = replace(armed, spell_s=clocks.spell_s)
    if arm is Arm.PHONE:
        armed = replace(armed, phone_s=clocks.phone_s, toggle_s=state.toggle_s)
    turn.set(armed=armed)


def take_back(turn: Turn, reminder_id: int) -> None:
    """The reminder could not be shown: keep it for a better moment."""
    shown = turn.state.shown
    if shown is not None and shown.id == reminder_id:
        _take_back(turn, shown)


def see(turn: Turn, reminder_id: int, seen: bool) -> None:
    """The reminder that is shown can be seen, or not: what nobody can see is not ignored, and has its time later."""
    shown = turn.state.shown
    if shown is not None and shown.id == reminder_id:
        turn.set(shown=replace(shown, at_s=turn.now_s, is_hidden=not seen), last_shown_s=turn.now_s)


def answer(turn: Turn, reminder_id: int, said: Answer, snooze_s: float, moves: tuple[str, ...] = ()) -> None:
    """The person answered the reminder that is shown; an answer to an older one is ignored.

    `moves`: those that it was started with, by name.
    """
    shown = turn.state.shown
    if shown is None or shown.id != reminder_id:
        return
    if said is Answer.IGNORED:
        _ignore(turn, shown)
        return
    due = shown.pending.due
    turn.set(shown=None, ignored_run=0, wants_less=False)
    turn.emit(WithdrawReminder(shown.id))
    turn.record(
        FactKind.ANSWERED, cause=due.cause, size=due.size, answer=said.value, why=words.answered(said, snooze_s)
    )
    if said is Answer.SNOOZE:
        turn.set(snoozed_until_s=turn.now_s + snooze_s, pending=Pending(due, snoozed=True))
        return
    rearm(turn, due)
    if said is Answer.START:
        start_stretch(turn, Size.STRETCH if moves else due.size, due.cause, asked=bool(moves), moves=moves)
    elif said is Answer.DONE:
        finish(turn, due.size, due.cause)


def start_stretch(turn: Turn, size: Size, cause: str, asked: bool = False, moves: tuple[str, ...] = ()) -> None:
    """Open the stretch window, unless the safety questions come first."""
    wanted = Stretching(size, cause, turn.now_s, moves)
    if size in (Size.NUDGE, Size.STRETCH):
        reason = gate(turn.state.world.safety, turn.state.world.rules).reason
        if reason is Reason.UNKNOWN and turn.settings.style is Style.STRETCH and (asked or not turn.state.asked_safety):
            turn.set(wanted=wanted, asked_safety=True)
            turn.emit(AskSafety())
            return
        wanted = replace(wanted, size=size_of(turn.state, Arm.POSTURE))
        if asked and size is Size.STRETCH and turn.state.world.may_do(moves):
            wanted = replace(wanted, size=Size.STRETCH)  # asked for by hand, whatever the reminders are set to
    if size is Size.CHECK_IN:
        turn.emit(OpenCheckIn())
    elif size is not Size.TIP:
        turn.set(stretching=wanted, wanted=None)
        turn.emit(OpenStretch(wanted.size, wanted.cause, wanted.moves))


def ask_stretch(turn: Turn, moves: tuple[str, ...] = ()) -> None:
    """ "Stretch now": the moves asked for, else what is due, else for the sitting."""
    state = turn.state
    if state.stretching is not None:
        running = state.stretching
        turn.emit(OpenStretch(running.size, running.cause, running.moves))  # brings its window up
        return
    if state.wanted is not None:
        turn.emit(AskSafety())
        return
    shown = state.shown
    if shown is not None and not _is_apart(shown.pending.due, moves):
        answer(turn, shown.id, Answer.START, 0.0, moves)
        return
    closed = gate(state.world.safety, state.world.rules)
    if closed.hides_booking or closed.reason is Reason.DIFFERENT:
        turn.emit(AskSafety())  # which says that medical care comes first, or asks again what is different now
        return
    cause = "phone" if _phone_eta(state) <= EPSILON_S else "desk"
    start_stretch(turn, Size.STRETCH, cause, asked=True, moves=moves)


def _is_apart(due: Due, moves: tuple[str, ...]) -> bool:
    """Whether a stretch is no answer to what is due: a tip, the check-in, or, with moves named, a call to stand up."""
    return due.arm in _SIZES or (bool(moves) and due.size is Size.STAND)


def finish(turn: Turn, size: Size, cause: str) -> None:
    """What was asked for has been done."""
    if cause == "standing":
        activity.toggle_standing(turn, False)
    elif size is Size.STAND:
        activity.take_break(turn, STAND_BREAK_S, turn.now_s, words.STOOD, Size.STAND)
    elif size not in _SIZES.values():
        activity.change_posture(turn, cause, size, words.done(size))
