"""Speaks the cues and plays their tones, as the person has set it.

It is silent while a microphone is known to be in use and while the screen is locked, a new cue takes the place of the
old, and what it uses is let go once nothing was said for a while. Captions are not its business: they carry the same
words whatever can be heard.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Protocol

from PySide6.QtCore import QObject, QTimer

from postureapp.core.cues import Cue
from postureapp.core.settings import Settings
from postureapp.core.text import text
from postureapp.ports import Choice, Speaker, TonePlayer

WORDS_AFTER_TONE_MS = 180  # a tone has died away by then
_SILENCE = "null"  # the name of the speaker that says nothing
LET_GO_AFTER_MS = 40_000  # longer than any hold is silent
HEARD_IN_CALLS = text("Calls go unnoticed here, so voice and tones are heard in them: pause a stretch before a call.")


class ChosenSpeaker(Speaker, Protocol):
    """A speaker that knows what it was chosen from, and never raises."""

    @property
    def choice(self) -> Choice:
        """Which is in use now, and why the others are not."""
        ...


class ChosenTonePlayer(TonePlayer, Protocol):
    """The same for tones."""

    @property
    def choice(self) -> Choice:
        """Which is in use now, and why the others are not."""
        ...


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What is asked of the rest of the app at each cue."""

    settings: Callable[[], Settings]
    must_be_silent: Callable[[], bool]
    language: Callable[[], str]


class Sounder(QObject):
    """Takes cues. The speaker and the tone player are selected when they are first needed.

    Thread: the Qt thread.
    """

    def __init__(
        self,
        surroundings: Surroundings,
        select_speaker: Callable[[], ChosenSpeaker],
        select_tones: Callable[[], ChosenTonePlayer],
    ) -> None:
        super().__init__()
        self._around = surroundings
        self._select_speaker, self._select_tones = select_speaker, select_tones
        self._speaker: ChosenSpeaker | None = None
        self._tones: ChosenTonePlayer | None = None
        self._words = ""
        self._after_tone = self._timer(WORDS_AFTER_TONE_MS, self._say)
        self._unused = self._timer(LET_GO_AFTER_MS, self.stop)

    def take(self, cue: Cue) -> None:
        """Say a cue, and play its tone, in place of the one before."""
        if self._around.must_be_silent():
            self.hush()
            return
        settings = self._around.settings()
        has_tone = settings.tones and cue.tone is not None
        self._words = str(cue.words) if settings.voice else ""
        self._after_tone.stop()
        if has_tone or not self._words:
            self._hush_words()
        if has_tone and cue.tone is not None:
            self._tone_player().play(cue.tone)
        if self._words and has_tone:
            self._after_tone.start()
        elif self._words:
            self._say()
        if has_tone or self._words:
            self._unused.start()

    def try_voice(self, words: str) -> str:
        """Say words though the voice may be off; gives why nothing is heard, or nothing."""
        if self._around.must_be_silent():
            return str(text("Nothing is said now: a microphone is in use, or the screen is locked."))
        self.hush()
        self._words = words
        self._say()
        self._unused.start()
        choice = self._chosen_speaker().choice
        return str(choice.note) if choice.chosen == _SILENCE else ""

    def hush(self) -> None:
        """Be silent at once: a pause, the end, a call."""
        self._after_tone.stop()
        self._words = ""
        self._hush_words()
        if self._tones is not None:
            self._tones.stop()

    def stop(self) -> None:
        """Be silent, and let go of what speaks and plays. May be called twice; the next cue begins anew."""
        self._after_tone.stop()
        self._unused.stop()
        for part in (self._speaker, self._tones):
            if part is not None:
                part.stop()

    def choices(self, notices_calls: bool) -> dict[str, Choice]:
        """What speaks and what plays, or would. Nothing is started for it.

        `notices_calls`: whether it is known here when a microphone is in use; where it is not, the voice says so.
        """
        speech = self._chosen_speaker().choice
        if not notices_calls and not speech.note:
            speech = replace(speech, note=text("{speaker}. {note}", speaker=speech.chosen, note=HEARD_IN_CALLS))
        return {"speech": speech, "tones": self._tone_player().choice}

    def _say(self) -> None:
        self._chosen_speaker().say(self._words, self._around.language())

    def _hush_words(self) -> None:
        if self._speaker is not None:
            self._speaker.hush()

    def _chosen_speaker(self) -> ChosenSpeaker:
        self._speaker = self._speaker or self._select_speaker()
        return self._speaker

    def _tone_player(self) -> ChosenTonePlayer:
        self._tones = self._tones or self._select_tones()
        return self._tones

    def _timer(self, after_ms: int, then: Callable[[], None]) -> QTimer:
        timer = QTimer(self)
        timer.setSingleShot(True)
        timer.setInterval(after_ms)
        timer.timeout.connect(then)
        return timer
