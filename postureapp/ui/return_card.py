"""The card after an idle gap: what was it? Unanswered it is closed by whoever showed it."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from postureapp.core.events import GapAnswer
from postureapp.core.text import _, ntext
from postureapp.ui.controls import button
from postureapp.ui.corner_card import CornerCard
from postureapp.ui.theme import Theme


class ReturnCard(CornerCard):
    """Asks what a gap of `gap_s` seconds was."""

    def __init__(self, gap_s: float, answered: Callable[[GapAnswer], None], look: Theme) -> None:
        minutes = max(round(gap_s / 60.0), 1)
        body = ntext(
            "You were away from the keyboard for {n} minute.",
            "You were away from the keyboard for {n} minutes.",
            minutes,
        )
        super().__init__(look, _("Welcome back."), str(body))
        self._answered: Callable[[GapAnswer], None] | None = answered
        self.add_row(
            button(_("Took a break"), partial(self._answer, GapAnswer.BREAK)),
            button(_("On my phone"), partial(self._answer, GapAnswer.PHONE)),
        )
        self.add_row(button(_("Meeting or reading"), partial(self._answer, GapAnswer.MEETING)))

    def _answer(self, answer: GapAnswer) -> None:
        answered, self._answered = self._answered, None
        self.close()
        if answered is not None:
            answered(answer)
