"""The card after an idle gap: what was it? Unanswered it is closed by whoever showed it."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from postureapp.core.events import GapAnswer
from postureapp.core.replies import GAP_ANSWERS, WELCOME_BACK, gap_words
from postureapp.ui.controls import button
from postureapp.ui.corner_card import CornerCard
from postureapp.ui.theme import Theme


class ReturnCard(CornerCard):
    """Asks what a gap of `gap_s` seconds was."""

    def __init__(self, gap_s: float, answered: Callable[[GapAnswer], None], look: Theme) -> None:
        super().__init__(look, str(WELCOME_BACK), str(gap_words(gap_s)))
        self._answered: Callable[[GapAnswer], None] | None = answered
        offered = [button(str(words), partial(self._answer, answer)) for answer, words in GAP_ANSWERS.items()]
        self.add_row(*offered[:2])
        self.add_row(*offered[2:])

    def _answer(self, answer: GapAnswer) -> None:
        answered, self._answered = self._answered, None
        self.close()
        if answered is not None:
            answered(answer)
