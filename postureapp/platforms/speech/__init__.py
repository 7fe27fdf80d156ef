"""The voice: which speakers this system has, the best first, and silence last.

Words are spoken on this computer only and are in no log. Selecting looks for programs and starts none.
"""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Mapping
from functools import partial

from postureapp.core.text import Text, text
from postureapp.platforms.fallback import Candidate, Failed, Fallback
from postureapp.platforms.speech.null import NullSpeaker
from postureapp.ports import Speaker

SILENT = text("The cues can't be spoken here; the captions show them.")


class SpeakerChain(Fallback[Speaker]):
    """The Speaker port over all speakers of a system. It never raises: its last one is silence."""

    def say(self, words: str, language: str) -> None:
        """Say it with the best that works."""
        self.use(lambda speaker: speaker.say(words, language))

    def hush(self) -> None:
        """Be silent."""
        self.forget()
        if self.present is not None:
            self.present.hush()


def select(told: Failed, environ: Mapping[str, str] | None = None) -> SpeakerChain:
    """The speakers of this system in order. `told` gets, once, why there is only silence left."""
    environ = os.environ if environ is None else environ
    own = {"win32": _windows, "darwin": _macos}.get(sys.platform, _linux)
    last: Candidate[Speaker] = Candidate(NullSpeaker.name, Text(""), lambda _failed: NullSpeaker())
    plyer: Candidate[Speaker] = Candidate("plyer", _plyer_missing(environ), partial(_plyer, environ))
    return SpeakerChain([*own(environ), plyer, last], told, SILENT)


def _linux(environ: Mapping[str, str]) -> list[Candidate[Speaker]]:
    path = environ.get("PATH")
    service = shutil.which("speech-dispatcher", path=path)
    voice = shutil.which("espeak-ng", path=path) or shutil.which("espeak", path=path)
    return [
        Candidate("speech-dispatcher", _missing("speech-dispatcher", service), partial(_ssip, service or "", environ)),
        Candidate("espeak-ng", _missing("espeak-ng", voice), partial(_espeak, voice or "", environ)),
    ]


def _macos(environ: Mapping[str, str]) -> list[Candidate[Speaker]]:
    program = shutil.which("say", path=environ.get("PATH"))
    return [Candidate("say", _missing("say", program), partial(_say, program or "", environ))]


def _windows(_environ: Mapping[str, str]) -> list[Candidate[Speaker]]:
    return [Candidate("sapi", Text(""), _sapi)]


def _missing(program: str, found: str | None) -> Text:
    return Text("") if found else text("The program {program} is missing.", program=program)


def _plyer_missing(environ: Mapping[str, str]) -> Text:
    """Whether plyer can have something to speak with: its programs are looked for here, for loading it takes time."""
    wanted = {"win32": ("espeak.exe",), "darwin": ("say", "espeak")}.get(sys.platform, ("espeak", "flite"))
    if any(shutil.which(each, path=environ.get("PATH")) for each in wanted):
        return Text("")
    return text("plyer finds nothing to speak with here.")


def _ssip(program: str, environ: Mapping[str, str], failed: Failed) -> Speaker:
    from postureapp.platforms.speech.ssip import SpeechDispatcherSpeaker

    return SpeechDispatcherSpeaker(program, failed, environ)


def _espeak(program: str, environ: Mapping[str, str], failed: Failed) -> Speaker:
    from postureapp.platforms.speech.commands import EspeakSpeaker

    return EspeakSpeaker(program, failed, environ)


def _say(program: str, environ: Mapping[str, str], failed: Failed) -> Speaker:
    from postureapp.platforms.speech.commands import SaySpeaker

    return SaySpeaker(program, failed, environ)


def _sapi(failed: Failed) -> Speaker:
    from postureapp.platforms.speech.sapi import SapiSpeaker

    return SapiSpeaker(failed)


def _plyer(environ: Mapping[str, str], failed: Failed) -> Speaker:
    from postureapp.platforms.speech.plyer_adapter import PlyerSpeaker

    return PlyerSpeaker(failed, environ)
