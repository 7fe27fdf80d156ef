"""Our own reminder at the corner of the screen: shown where no notification service is.

It takes no focus and never closes by itself as an answer: what was ignored is withdrawn by whoever asked.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtWidgets import QPushButton

from postureapp.core.events import Answer, Reminder, Size
from postureapp.core.moves import Stance, View
from postureapp.core.postures import PAIRS, Posture
from postureapp.core.text import _, text
from postureapp.ui.controls import button
from postureapp.ui.corner_card import CornerCard
from postureapp.ui.theme import Theme

Answered = Callable[[int, Answer, float], None]
_FIGURES = {
    Size.STRETCH: Posture(
        {"sh.abd.R": 158.0, "elbow.R": 12.0, "spine.side": -14.0, "reach.seat.L": 1.0}, view=View.FRONT
    ),
    Size.STAND: Posture({"sh.flex.L": 16.0, "sh.flex.R": -12.0, "elbow": 14.0}, Stance.STANDING, view=View.FRONT),
    Size.NUDGE: Posture({}),
}


def posture_for(reminder: Reminder) -> Posture | None:
    """What the small figure shows: of a tip and of the phone the posture that spares, else what is asked for."""
    pair = PAIRS.get(reminder.cause)
    if pair is not None and (reminder.size is Size.TIP or (reminder.size, reminder.cause) == (Size.NUDGE, "phone")):
        return pair.spares
    return _FIGURES.get(reminder.size)


class ReminderCard(CornerCard):
    """One reminder with its answers."""

    def __init__(self, reminder: Reminder, answered: Answered, look: Theme) -> None:
        super().__init__(look, str(reminder.title), str(reminder.body))
        self.reminder_id = reminder.id
        self._answered = answered
        posture = posture_for(reminder)
        if posture is not None:
            self.add_figure(posture)
        if reminder.size is Size.TIP:
            self.add_row(self._button(_("OK"), Answer.DONE, "primary"))
            return
        start = _("Show me") if reminder.size is Size.NUDGE else _("Start")
        first = (self._button(start, Answer.START, "primary"), *self._snoozes(reminder.snooze_min))
        self.add_row(*first)
        if reminder.size is Size.CHECK_IN:
            self.add_row(self._button(_("Not today"), Answer.SKIP, "quiet"), columns=len(first))
            return
        done, skip = self._button(_("Already did"), Answer.DONE, "quiet"), self._button(_("Skip"), Answer.SKIP, "quiet")
        self.add_row(done, skip, columns=len(first))

    def _snoozes(self, lengths_min: tuple[int, ...]) -> list[QPushButton]:
        found: list[QPushButton] = []
        for minutes in lengths_min[:2]:
            words = _("Snooze {minutes} min") if not found else _("{minutes} min")
            said = str(text("Snooze for {minutes} minutes", minutes=minutes))
            made = button(
                words.format(minutes=minutes),
                partial(self._answered, self.reminder_id, Answer.SNOOZE, minutes * 60.0),
                name=said,
            )
            made.setToolTip(said)
            found.append(made)
        return found

    def _button(self, words: str, answer: Answer, role: str) -> QPushButton:
        return button(words, partial(self._answered, self.reminder_id, answer, 0.0), role)
