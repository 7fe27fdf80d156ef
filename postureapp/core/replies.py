"""What waits for an answer of the person, and what can be answered: the same in all places that offer it.

Our own cards, the home window, the tray's menu and the command line take it from here. It only reads the state; an
answer goes in as an event, as from anywhere else.
"""

from __future__ import annotations

from dataclasses import dataclass

from postureapp.core import words
from postureapp.core.events import Answer, Event, GapAnswer, GapAnswered, Reminder, ReminderAnswered, Size
from postureapp.core.state import Card, State
from postureapp.core.text import Text, ntext, text


@dataclass(frozen=True, slots=True)
class Reply:
    """An answer: what stands on its button, and the event that it is.

    `names` are what it is called on the command line; `said` is for a screen reader where the words are too short.
    """

    names: tuple[str, ...]
    words: Text
    event: Event
    said: Text = Text("")


@dataclass(frozen=True, slots=True)
class Waiting:
    """What waits, in words, and its answers; `is_main`: the first of them is what most people want.

    `key` is the same for as long as it is the same that waits.
    """

    key: str
    title: Text
    body: Text
    replies: tuple[Reply, ...]
    is_main: bool = True


def waiting(state: State) -> tuple[Waiting, ...]:
    """What waits now, the most urgent first."""
    found: list[Waiting] = []
    if state.shown is not None:
        pending = state.shown.pending
        title, body = words.reminder(state, pending, state.shown.id)
        reminder = Reminder(state.shown.id, pending.due.cause, pending.due.size, title, body)
        found.append(Waiting(f"reminder {reminder.id}", title, body, reminder_replies(reminder)))
    if state.card is not None:
        found.append(_gap(state.card))
    return tuple(found)


def reminder_replies(reminder: Reminder) -> tuple[Reply, ...]:
    """The answers to a reminder."""

    def reply(names: tuple[str, ...], label: Text, answer: Answer) -> Reply:
        return Reply(names, label, ReminderAnswered(reminder.id, answer, 0.0))

    if reminder.size is Size.TIP:
        return (reply(("done", "skip"), text("OK"), Answer.DONE),)
    start = text("Show me") if reminder.size is Size.NUDGE else text("Start")
    done = reply(("done",), text("Already did"), Answer.DONE)
    return (
        reply(("start",), start, Answer.START),
        *(_snooze(reminder.id, minutes, is_first=not n) for n, minutes in enumerate(reminder.snooze_min[:2])),
        *(() if reminder.size is Size.CHECK_IN else (done,)),
        reply(("skip",), text("Skip") if reminder.size is not Size.CHECK_IN else text("Not today"), Answer.SKIP),
    )


def _snooze(reminder_id: int, minutes: int, *, is_first: bool) -> Reply:
    said = text("Snooze for {minutes} minutes", minutes=minutes)
    event = ReminderAnswered(reminder_id, Answer.SNOOZE, minutes * 60.0)
    return Reply(("snooze",) if is_first else (), ntext("Snooze {n} min", "Snooze {n} min", minutes), event, said)


# --- the card after an idle gap ---------------------------------------------------------------------------------------

WELCOME_BACK = text("Welcome back.")
GAP_ANSWERS = {
    GapAnswer.BREAK: text("Took a break"),
    GapAnswer.PHONE: text("On my phone"),
    GapAnswer.MEETING: text("Meeting or reading"),
}


def _gap(card: Card) -> Waiting:
    replies = tuple(Reply((answer.value,), label, GapAnswered(answer)) for answer, label in GAP_ANSWERS.items())
    return Waiting(f"gap {card.returned_s}", WELCOME_BACK, gap_words(card.gap_s), replies, is_main=False)


def gap_words(gap_s: float) -> Text:
    """How long the person was away."""
    return ntext(
        "You were away from the keyboard for {n} minute.",
        "You were away from the keyboard for {n} minutes.",
        max(round(gap_s / 60.0), 1),
    )
