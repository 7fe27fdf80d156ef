"""The sentences of the home window: what comes next and why, what a part of the day was.

They tell and never judge: no praise, no blame, nothing that runs on from day to day.
"""

from __future__ import annotations

from datetime import datetime

from postureapp.core import date_words, words
from postureapp.core.causes import TriggerKind
from postureapp.core.day import Band, Day, Outcome, Reminded, Span
from postureapp.core.events import Busy, Moment, Size
from postureapp.core.state import World
from postureapp.core.status import Doing, Status, Stretches
from postureapp.core.text import Text, ntext, text

BANDS = {
    Band.SITTING: text("Sitting"),
    Band.STANDING: text("Standing"),
    Band.PHONE: text("On the phone"),
    Band.MEETING: text("Meeting or video"),
    Band.BREAK: text("Break"),
}
OUTCOMES = {
    Outcome.DONE: text("Done"),
    Outcome.SNOOZED: text("Snoozed"),
    Outcome.SKIPPED: text("Skipped"),
    Outcome.IGNORED: text("Not answered"),
    Outcome.OPEN: text("Still open"),
}
SIZES = {
    Size.NUDGE: text("Posture cue"),
    Size.STRETCH: text("Stretch"),
    Size.STAND: text("Stand or walk"),
    Size.TIP: text("Tip"),
    Size.CHECK_IN: text("Check-in"),
}

FIRST_DAY = text(
    "As you work it fills by itself: how long you sat, your breaks, the phone, meetings, and what became of each "
    "reminder. It stays on this computer."
)


def headline(status: Status, now: Moment) -> Text:
    """What comes next, in a line."""
    if status.paused_until is not None:
        return text("Paused until {time}", time=_until(status, now))
    return status.next_words


def why(status: Status, world: World, now: Moment) -> Text:
    """Why that comes, or when something comes again."""
    if status.paused_until is not None:
        return text("Nothing is shown until then.")
    if status.doing is Doing.STRETCHING:
        return Text("")
    if status.next_size is not None:
        return _because(status, world)
    if status.doing is Doing.OFF_HOURS:
        change = world.settings.working_hours.next_change(now.utc, now.zone)
        if change is None:
            return text("You have set no working hours.")
        return text("Reminders of sitting begin again {when}.", when=_coming(change.astimezone(now.zone), now.local))
    if status.doing is Doing.AWAY or {"desk", "phone"} & set(world.settings.causes):
        return Text("")
    return text("Choose in the settings what applies to you.")


def cause_name(status: Status, world: World) -> Text:
    """The name of the cause that what comes next is for, if there is one."""
    cause = world.causes.by_id.get(status.next_cause)
    return text(cause.name) if cause is not None and status.paused_until is None else Text("")


def aside(status: Status) -> Text:
    """What else is to be known now: that something keeps reminders waiting, or that stretches are off."""
    if status.is_busy and not status.is_due and status.paused_until is None:
        kinds = frozenset(Busy(kind) for kind in status.busy)
        return text("Now: {what}.", what=words.busy_words(kinds))
    return Text("")


def stretches_off(status: Status) -> Text:
    """That stretches are off, and what would bring them; nothing where they are on."""
    if status.stretches is Stretches.ON:
        return Text("")
    if status.stretches is Stretches.UNANSWERED:
        return text("Stretches come once you have answered a few safety questions. Until then: posture cues only.")
    return text("Stretches are off, as you answered the safety questions or chose in the moves. Posture cues come.")


def _coming(at: datetime, now: datetime) -> Text:
    """A moment of the coming days, both on the same clock."""
    days = (at.date() - now.date()).days
    if days <= 0:
        return text("at {time}", time=date_words.clock(at))
    if days == 1:
        return text("tomorrow at {time}", time=date_words.clock(at))
    return text("on {weekday} at {time}", weekday=date_words.weekday(at), time=date_words.clock(at))


def _until(status: Status, now: Moment) -> Text:
    until = status.paused_until
    if until is None:
        return Text("")
    if until.date() == now.local.date():
        return date_words.clock(until)
    return date_words.weekday_and_clock(until)


def paused_until(status: Status, now: Moment) -> Text:
    """Until when it is paused, short."""
    return text("until {time}", time=_until(status, now)) if status.paused_until is not None else Text("")


def _because(status: Status, world: World) -> Text:
    cause = world.causes.by_id.get(status.next_cause)
    if cause is None or status.next_size is None:
        return Text("")
    kind, clocks = cause.trigger.kind, status.clocks
    if kind is TriggerKind.STANDING:
        return text("Because you are standing.") if status.next_size is not Size.STAND else Text("")
    if kind not in (TriggerKind.SITTING, TriggerKind.PHONE):
        return Text("")
    seconds = clocks.phone_s if kind is TriggerKind.PHONE else clocks.posture_s
    if kind is TriggerKind.SITTING and status.next_size is Size.STAND:
        seconds = clocks.spell_s
    minutes = int((seconds + 0.5) // 60)
    if kind is TriggerKind.PHONE:
        if minutes < 1:
            return Text("")
        return ntext("Because of {n} minute on your phone.", "Because of {n} minutes on your phone.", minutes)
    if minutes < 1:
        return text("The sitting clock has just begun.")
    if status.next_size is Size.STAND:
        return ntext(
            "Because your last real break was {n} minute ago.",
            "Because your last real break was {n} minutes ago.",
            minutes,
        )
    return ntext(
        "Because you have been sitting for {n} minute.", "Because you have been sitting for {n} minutes.", minutes
    )


def in_hours(seconds: float) -> Text:
    """A length of time, from an hour on with its hours: so that two of them beside each other are of one kind."""
    return date_words.duration(seconds, minutes_below=60)


# --- the day ----------------------------------------------------------------------------------------------------------


def span_length(span: Span) -> Text:
    """How long a part of the day was."""
    seconds = span.end.timestamp() - span.start.timestamp()
    return text("less than a minute") if seconds < 30 else in_hours(seconds)


def reminder_words(reminder: Reminded, world: World) -> Text:
    """A reminder: what it asked for, what became of it, for which cause."""
    cause = world.causes.by_id.get(reminder.cause)
    told = {"what": SIZES[reminder.size], "outcome": OUTCOMES[reminder.outcome]}
    if cause is None:
        return text("{what}. {outcome}.", **told)
    return text("{what} ({cause}). {outcome}.", **told, cause=text(cause.name))


def day_in_short(day: Day) -> Text:
    """The day so far in a line."""
    return text(
        "So far: {sitting} of sitting, {breaks}.",
        sitting=in_hours(day.sitting_s),
        breaks=ntext("{n} break", "{n} breaks", day.breaks),
    )


def yesterday_words(yesterday: Day) -> Text:
    """The longest unbroken spell of the day before."""
    if not yesterday.spans:
        return text("Nothing was kept yesterday.")
    return text("Yesterday: {length}", length=in_hours(yesterday.longest_s))


def moves_words(day: Day) -> tuple[Text, Text]:
    """Moves done, short, and what that is of."""
    if not day.moves_planned:
        done = ntext("{n} move", "{n} moves", day.moves_done)
        return done, text("None was planned yet.") if not day.moves_done else text("Done today")
    done = text("{done} of {planned}", done=day.moves_done, planned=day.moves_planned)
    return done, text("Done of those planned")
