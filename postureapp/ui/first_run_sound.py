"""The page of the welcome on sound and start: voice and tones, start at login, and a plan where one can be opened.

Nothing is ticked beforehand. What is said of calls is what holds on this machine.
"""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from postureapp.core.text import _
from postureapp.ui import theme
from postureapp.ui.accessible import announce
from postureapp.ui.controls import Tick, box, button, label, row, set_margins
from postureapp.ui.first_run_answers import FirstRunWires
from postureapp.ui.first_run_figure import beside
from postureapp.ui.first_run_pages import Page, tell
from postureapp.ui.first_run_signs import Sign
from postureapp.ui.scenes import cue_scene
from postureapp.ui.theme import Theme, Type
from postureapp.ui.voice_sample import VoiceWires, sample


class SoundPage(Page):
    """Voice, tones, start at login, and a plan of the clinic where one can be opened."""

    def __init__(self, wires: FirstRunWires, look: Theme) -> None:
        super().__init__(wires)
        self._sound = VoiceWires(wires.speak, wires.notices_calls)
        self.voice = self._tick(_("Speak the cues of a stretch"), "sound.voice")
        self.hear = button(_("Hear it"), self._hear)
        self._heard = label("", Type.SMALL, tone="warm")
        self._heard.hide()
        self.tones = self._tick(_("Soft tones"), "sound.tones")
        self.login = self._tick(_("Start at login"), "app.start_at_login")
        self._problem = label("", Type.SMALL, tone="danger")
        self._problem.hide()
        offers: list[QWidget] = [
            _offer(
                "voice",
                look,
                self.voice,
                _small(_("So that you can follow a stretch without looking.")),
                _small(self._sound.in_calls()),
                _led(self.hear),
                self._heard,
            ),
            _offer("tones", look, self.tones, _small(_("At the start and the end of each hold."))),
            _offer("login", look, self.login, _small(_("The icon comes with your desktop. Nothing else opens."))),
            self._problem,
        ]
        if wires.open_plan is not None:
            self.plan = button(_("I have a plan from my clinic…"), wires.open_plan)
            offers.append(_led(self.plan))
        said = label(sample(), Type.LARGE, tone="soft")
        said.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        shown = beside(cue_scene(), look, offers, below=said)
        less = _("Where your system asks for less movement, pictures fade instead of moving.")
        self.lay(label(_("Sound and start"), Type.TITLE), shown, _small(less), grows=shown)
        self.refresh()

    def refresh(self) -> None:
        settings = self.wires.settings()
        self.voice.setChecked(settings.voice)
        self.tones.setChecked(settings.tones)
        self.login.setChecked(settings.start_at_login)

    def _tick(self, words: str, key: str) -> Tick:
        made = Tick(words)
        made.clicked.connect(lambda on: self._keep(key, on))
        return made

    def _keep(self, key: str, on: bool) -> None:
        tell(self._problem, self.answers.choose(key, on))
        self.refresh()

    def _hear(self) -> None:
        unheard = self._sound.try_it()
        tell(self._heard, unheard)
        announce(self._heard, unheard)


def _small(words: str) -> QWidget:
    return label(words, Type.SMALL, tone="soft")


def _led(pressed: QWidget) -> QWidget:
    """A button that is as wide as its words."""
    made = QWidget()
    laid = row(pressed, None)
    laid.setContentsMargins(0, 0, 0, 0)
    made.setLayout(laid)
    return made


def _offer(sign: str, look: Theme, *contents: QWidget) -> QWidget:
    """A panel with a sign before it."""
    whole = QWidget()
    laid = QHBoxLayout(whole)
    laid.setContentsMargins(0, 0, 0, 0)
    laid.setSpacing(theme.M)
    laid.addWidget(Sign(sign, look), 0, Qt.AlignmentFlag.AlignTop)
    said = QVBoxLayout()
    said.setSpacing(theme.XS)
    for n, each in enumerate(contents):
        line = row(each)
        set_margins(line, Tick.words_begin if n else 0, 0, 0, 0)  # below the words of the box, not below the box
        said.addLayout(line)
    laid.addLayout(said, 1)
    return box("card", whole)
