"""The last of the notifiers: reminders as cards of our own, which work where no other does.

The card itself is imported when the first one is shown, for most people never need it.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtWidgets import QWidget

from postureapp.core.events import Answer, Reminder
from postureapp.ui.theme import Theme

Answered = Callable[[int, Answer, float], None]


class CardNotifier:
    """Shows reminders as cards of our own.

    `seen` is told, with its id, that a reminder waits behind what is read in peace (False), or can be seen after all.
    """

    name = "card"
    has_actions = True

    def __init__(self, look: Theme, seen: Callable[[int, bool], None] = lambda _reminder_id, _seen: None) -> None:
        self._look, self._seen = look, seen
        self._card: QWidget | None = None
        self._reminder_id: int | None = None

    def show(self, reminder: Reminder, answered: Answered) -> None:
        """Show it, in place of any other of ours."""
        from postureapp.ui.reminder_card import ReminderCard

        self.stop()
        card = ReminderCard(reminder, partial(self._answered, answered), self._look)
        card.destroyed.connect(partial(self._forget, reminder.id))
        card.seen.connect(partial(self._seen, reminder.id))
        self._card, self._reminder_id = card, reminder.id
        card.show()

    def withdraw(self, reminder_id: int) -> None:
        """Take it away if it still stands."""
        if self._reminder_id == reminder_id:
            self.stop()

    def _forget(self, reminder_id: int, *_destroyed: object) -> None:
        if self._reminder_id == reminder_id:
            self._card = self._reminder_id = None

    def stop(self) -> None:
        """Take away whatever stands."""
        card, self._card, self._reminder_id = self._card, None, None
        if card is not None:
            card.close()

    def _answered(self, answered: Answered, reminder_id: int, answer: Answer, snooze_s: float) -> None:
        self.withdraw(reminder_id)
        answered(reminder_id, answer, snooze_s)
