"""The one question, asked once and quietly: whether to remind less often."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from postureapp.core.text import _
from postureapp.ui.controls import button
from postureapp.ui.corner_card import CornerCard
from postureapp.ui.theme import Theme


class RemindLessCard(CornerCard):
    """Asks whether to remind less often."""

    def __init__(self, answered: Callable[[bool], None], look: Theme) -> None:
        words = _("The last few reminders came at the wrong moment, it seems. You can change this at any time.")
        super().__init__(look, _("Remind you less often?"), words)
        self._answered = answered
        self.add_row(
            button(_("Yes, less often"), partial(self._answer, True), "primary"),
            button(_("Keep as it is"), partial(self._answer, False)),
        )

    def _answer(self, less: bool) -> None:
        self.close()
        self._answered(less)
