"""Speech by plyer, where nothing better is there: no language, no rate, and no way to interrupt of its own.

plyer waits for the program it starts; here that program runs along instead, and can be ended. It must never be the last
one asked: where its programs are missing it raises.
"""

from __future__ import annotations

import sys
from collections.abc import Mapping
from importlib import import_module
from typing import Any

from postureapp.core.errors import EnvironmentProblem
from postureapp.core.text import Text, text
from postureapp.platforms.fallback import Failed
from postureapp.platforms.program import Program
from postureapp.platforms.speech.commands import patience_s


class PlyerSpeaker:
    """plyer's text to speech, guarded.

    Raises: EnvironmentProblem where plyer can't be loaded or finds nothing to speak with.
    """

    name = "plyer"

    def __init__(self, failed: Failed, environ: Mapping[str, str] | None = None) -> None:
        self._failed = failed
        self._running = Program(self._ended, environ)
        self._words = ""
        self._backend = _load(self)

    def say(self, words: str, language: str) -> None:
        """Say it, in whatever voice plyer's program has.

        Raises: EnvironmentProblem where plyer refuses.
        """
        self._words = words.lstrip("-")  # plyer gives the words as an argument: they must not look like an option
        try:
            self._backend.speak(message=self._words)
        except (NotImplementedError, OSError, ValueError, TypeError, AttributeError) as error:
            raise _problem(error) from error

    def call(self, command: list[str]) -> None:
        """What plyer finds in place of `subprocess.call`: the program runs along, and nobody waits for it."""
        self._running.run(command, patience_s(self._words))

    def hush(self) -> None:
        """Be silent."""
        self._running.end()

    stop = hush

    def _ended(self, problem: Text) -> None:
        if problem:
            self._failed(EnvironmentProblem(problem))


def _load(runner: PlyerSpeaker) -> Any:
    """plyer's back end for this system, with its programs run by `runner`; its own front door prints tracebacks."""
    system = {"win32": "win", "darwin": "macosx"}.get(sys.platform, "linux")
    try:
        module = import_module(f"plyer.platforms.{system}.tts")
        # WORKAROUND: plyer 2.1.0, plyer/platforms/*/tts.py waits for its program with `subprocess.call` and ignores the
        # exit code. May go when plyer can be interrupted.
        module.subprocess = runner  # type: ignore[attr-defined]
        backend = module.instance()
    except (ImportError, OSError, AttributeError, NotImplementedError, RuntimeError, ValueError, TypeError) as error:
        raise _problem(error) from error
    if type(backend).__module__.startswith("plyer.facades"):  # what it gives when it found nothing
        raise EnvironmentProblem(text("plyer finds nothing to speak with here."))
    return backend


def _problem(error: Exception) -> EnvironmentProblem:
    reason = (str(error).strip().splitlines() or [type(error).__name__])[0].rstrip(".")
    return EnvironmentProblem(text("plyer can't be used here: {reason}.", reason=reason))
