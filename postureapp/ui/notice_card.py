"""A small card that says one thing: what went wrong and what to do, or advice. It takes no keyboard.

It closes by itself only where whoever shows it says so.
"""

from __future__ import annotations

from postureapp.core.text import _
from postureapp.ui.controls import button
from postureapp.ui.corner_card import CornerCard
from postureapp.ui.theme import Theme


class NoticeCard(CornerCard):
    """Says it in words."""

    def __init__(self, words: str, look: Theme) -> None:
        super().__init__(look, _("PostureApp"), words)
        self.add_row(button(_("OK"), self.close, "primary"))
