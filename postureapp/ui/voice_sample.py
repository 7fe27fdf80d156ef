"""A sentence of a stretch to hear before the voice is switched on, and what is said of calls.

It asks for words to be said and shows why nothing was heard; whether anything may be said is not decided here.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtWidgets import QFrame, QHBoxLayout, QSizePolicy, QVBoxLayout

from postureapp.core.text import _
from postureapp.runtime.sounder import HEARD_IN_CALLS
from postureapp.ui import theme
from postureapp.ui.accessible import announce
from postureapp.ui.controls import button, label, set_margins
from postureapp.ui.theme import Type


@dataclass(frozen=True, slots=True)
class VoiceWires:
    """`speak` says words aloud and gives "" or why nothing is heard; `notices_calls`: is a microphone's use known?"""

    speak: Callable[[str], str] = lambda _words: ""
    notices_calls: Callable[[], bool] = lambda: True

    def try_it(self) -> str:
        """Say the sentence; gives "" or why nothing is heard."""
        return self.speak(sample())

    def in_calls(self) -> str:
        """What becomes of the voice in a call, here."""
        return _("Silent while the microphone is in use.") if self.notices_calls() else str(HEARD_IN_CALLS)


def sample() -> str:
    """The sentence."""
    return _("Sit tall, and let your shoulders drop. Keep breathing.")


class VoiceSample(QFrame):
    """The sample on a card of its own, with the words that are said."""

    def __init__(self, wires: VoiceWires) -> None:
        super().__init__()
        self._wires = wires
        self.setProperty("box", "card")
        self.hear = button(_("Hear it"), self._hear)
        self.hear.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        self.heard = label("", Type.SMALL, tone="warm")
        self.heard.hide()
        said = QVBoxLayout()
        said.setSpacing(theme.XXS)
        for each in (label(sample()), label(wires.in_calls(), Type.SMALL, tone="soft"), self.heard):
            said.addWidget(each)
        laid = QHBoxLayout(self)
        set_margins(laid, theme.L, theme.M, theme.L, theme.M)
        laid.setSpacing(theme.M)
        laid.addLayout(said, 1)
        laid.addWidget(self.hear)

    def _hear(self) -> None:
        unheard = self._wires.try_it()
        self.heard.setText(unheard)
        self.heard.setVisible(bool(unheard))
        announce(self.heard, unheard)
