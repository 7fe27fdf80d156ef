"""The sentences of reminders and of the timeline: what came, why, and what held it back."""

from __future__ import annotations

from postureapp.core import date_words
from postureapp.core.causes import FALLBACK
from postureapp.core.events import Answer, Busy, Moment, Size
from postureapp.core.safety import allowed_moves, gate
from postureapp.core.state import Arm, Due, Hold, Pending, State, World
from postureapp.core.text import Text, listed, ntext, text

CHECK_IN = (text("Time for your check-in"), text("Two clicks are enough. What you tell stays on this computer."))
NOT_ANSWERED = text("Not answered within a minute.")
STOOD = text("A stand break was done.")
ANSWERS_CHANGED = text("Your safety answers changed. Start the stretch again.")
# Safety words.
NO_MOVE_LEFT = text("Stretches are off: no move fits what you answered to the safety questions.")
ALL_SWITCHED_OFF = text("No stretch is left for this place that you have not switched off.")
_DONE = {
    Size.STRETCH: text("A stretch was done."),
    Size.NUDGE: text("The posture cue was followed."),
}
_MEETING = frozenset({Busy.MICROPHONE, Busy.CAMERA})


def _minutes(state: State, arm: Arm) -> int:
    clocks, since_s = state.clocks, state.presence.standing_since_s
    seconds = {
        Arm.SPELL: clocks.spell_s,
        Arm.PHONE: clocks.phone_s,
        Arm.STANDING: state.at_s - since_s if since_s is not None else 0.0,
    }.get(arm, clocks.posture_s)
    return int((seconds + 0.5) // 60)


def reminder(state: State, pending: Pending, number: int) -> tuple[Text, Text]:
    """Title and body of a reminder, the `number`th of the session; bodies take turns."""
    due = pending.due
    if due.arm is Arm.CHECK_IN:
        return CHECK_IN
    cause = state.world.causes.by_id.get(due.cause) or FALLBACK.by_id["desk"]
    title, body = cause.say(due.size, _minutes(state, due.arm), number)
    return title, _after_busy(pending, body)


def _after_busy(pending: Pending, body: Text) -> Text:
    minutes = int((pending.sat_through_s + 0.5) // 60)
    if minutes < 2:
        return body
    if pending.sat_through & _MEETING:
        return text("You sat through a {minutes} min meeting. {body}", minutes=minutes, body=body)
    if Busy.VIDEO in pending.sat_through:
        return text("You sat through a {minutes} min video. {body}", minutes=minutes, body=body)
    if pending.sat_through & {Busy.FULLSCREEN, Busy.PRESENTING}:
        return text("You sat through {minutes} min of full screen. {body}", minutes=minutes, body=body)
    return body


def due(state: State, what: Due) -> Text:
    """Why a reminder is due."""
    minutes = _minutes(state, what.arm)
    if what.arm is Arm.SPELL:
        return ntext("{n} minute since the last real break.", "{n} minutes since the last real break.", minutes)
    if what.arm is Arm.POSTURE:
        return ntext(
            "Sitting for {n} minute without a change of posture.",
            "Sitting for {n} minutes without a change of posture.",
            minutes,
        )
    if what.arm is Arm.PHONE:
        return ntext("{n} minute of phone time.", "{n} minutes of phone time.", minutes)
    if what.arm is Arm.STANDING:
        return ntext("Standing for {n} minute.", "Standing for {n} minutes.", minutes)
    if what.arm is Arm.REPETITION:
        return text("Input ran on for most of half an hour without a real pause.")
    if what.arm is Arm.CHECK_IN:
        return text("It is the hour you chose for it.")
    return text("It is the hour for this tip.")


def shown(state: State, pending: Pending, pause_seen: bool) -> Text:
    """Why it is shown now."""
    if pending.snoozed:
        moment = text("The snooze is over.")
    elif state.presence.on_phone and state.presence.idle_since_s is not None:
        moment = text("You are on your phone.")
    elif pending.sat_through:
        moment = text("A minute after you were busy ({reasons}).", reasons=busy_words(pending.sat_through))
    elif pause_seen:
        moment = text("In a pause in typing.")
    elif state.presence.idle_since_s is not None:
        moment = text("The keyboard is at rest.")
    else:
        moment = text("There was no pause in typing for five minutes.")
    return text("{due} {moment}", due=due(state, pending.due), moment=moment)


_BUSY = {
    Busy.FULLSCREEN: text("full screen"),
    Busy.VIDEO: text("a video"),
    Busy.PRESENTING: text("a presentation"),
    Busy.DO_NOT_DISTURB: text("do not disturb"),
    Busy.CAMERA: text("camera in use"),
    Busy.MICROPHONE: text("microphone in use"),
}
_HELD = {
    Hold.QUIET: text("Quiet hours."),
    Hold.SNOOZED: text("Snoozed."),
    Hold.STRETCHING: text("The stretch window is open."),
    Hold.QUESTIONS: text("The safety questions are open."),
    Hold.CARD: text("The question about the last gap is open."),
    Hold.AFTER_BUSY: text("Busy until less than a minute ago."),
    Hold.AFTER_WAKE: text("Woken or unlocked less than two minutes ago."),
    Hold.AWAY: text("Nobody is at the keyboard."),
    Hold.TOO_SOON: text("The last reminder was less than ten minutes ago."),
    Hold.TYPING: text("Waiting for a pause in typing."),
}


def busy_words(kinds: frozenset[Busy]) -> Text:
    """The reasons of being busy, in words, always in the same order."""
    return listed(_BUSY[kind] for kind in Busy if kind in kinds)


def held(state: State, hold: Hold, now: Moment) -> Text:
    """What holds a reminder back."""
    if hold is Hold.BUSY:
        return text("Busy: {reasons}.", reasons=busy_words(state.held_by))
    if hold is Hold.PAUSED and state.paused_until_utc is not None:
        until = state.paused_until_utc.astimezone(now.zone)
        return text("Paused until {time}.", time=date_words.clock(until))
    return _HELD.get(hold, Text(""))


def taken_back(state: State, what: Due) -> Text:
    """Why a reminder left the screen unanswered."""
    if state.held_by:
        return text("Busy: {reasons}.", reasons=busy_words(state.held_by))
    if state.presence.locked or state.presence.suspended:
        return text("The screen was locked.")
    if state.presence.gap is not None:
        return _HELD[Hold.AWAY]
    if what.size is Size.STRETCH and not state.world.may_stretch:
        return text("Stretches are off now.")
    return text("Taken back: paused, quiet hours, or working hours are over.")


def answered(said: Answer, snooze_s: float) -> Text:
    """An answer in words."""
    if said is Answer.SNOOZE:
        return ntext("Snoozed for {n} minute.", "Snoozed for {n} minutes.", round(snooze_s / 60))
    return {
        Answer.START: text("Started."),
        Answer.SKIP: text("Skipped."),
        Answer.DONE: text("Done already."),
    }[said]


def why_no_stretch(world: World) -> Text:
    """Why no stretch comes by itself; "" where one may."""
    if world.may_stretch:
        return Text("")
    if allowed_moves(world.moves, world.safety, world.rules):
        return ALL_SWITCHED_OFF
    return gate(world.safety, world.rules).why or NO_MOVE_LEFT


def done(size: Size) -> Text:
    """What was done."""
    return _DONE.get(size, STOOD)
