"""Speech by a program that reads words and says them: espeak-ng, and macOS's own `say`.

The words go to its standard input, so that they are in no list of processes. A voice that hangs is ended and told of.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

from postureapp.core.errors import EnvironmentProblem
from postureapp.core.text import Text, spoken_s
from postureapp.platforms.fallback import Failed
from postureapp.platforms.program import Program

WORDS_PER_MINUTE = 160  # calm: these voices speak about 175 by themselves
SLACK_S = 3.0  # for the program and the sound server to come up
LIST_WITHIN_S = 5.0
# macOS lists its joke voices among the others; these are its plain ones.
PLAIN_VOICES = frozenset({"Alice", "Amélie", "Anna", "Joana", "Mónica", "Samantha", "Thomas", "Xander"})


def patience_s(words: str) -> float:
    """How long the words may take to say before the program counts as hanging."""
    return 2.0 * spoken_s(words) + SLACK_S


class EspeakSpeaker:
    """espeak-ng, or espeak: small, offline, and quick enough for a countdown."""

    name = "espeak-ng"

    def __init__(self, program: str, failed: Failed, environ: Mapping[str, str] | None = None) -> None:
        self._program = program
        self._running = Program(_telling(failed), environ)

    def say(self, words: str, language: str) -> None:
        """Say it."""
        voice = language.replace("_", "-").lower() or "en"
        command = [self._program, "-v", voice, "-s", str(WORDS_PER_MINUTE), "-b", "1", "--stdin"]
        self._running.run(command, patience_s(words), words)

    def hush(self) -> None:
        """Be silent."""
        self._running.end()

    stop = hush


class SaySpeaker:
    """`say` of macOS."""

    name = "say"

    def __init__(self, program: str, failed: Failed, environ: Mapping[str, str] | None = None) -> None:
        self._program = program
        self._running = Program(_telling(failed), environ)
        self._listing = Program(self._listed, environ)
        self._voices: dict[str, str] | None = None

    def say(self, words: str, language: str) -> None:
        """Say it. Until the voices are listed, in the person's own voice."""
        if self._voices is None and not self._listing.is_running:
            self._listing.run([self._program, "-v", "?"], LIST_WITHIN_S, keep_output=True)
        voice = (self._voices or {}).get(language.partition("_")[0])
        chosen = ["-v", voice] if voice else []
        self._running.run([self._program, *chosen, "-r", str(WORDS_PER_MINUTE)], patience_s(words), words)

    def hush(self) -> None:
        """Be silent."""
        self._running.end()

    def stop(self) -> None:
        """Be silent, and end the listing."""
        self._running.end()
        self._listing.end()

    def _listed(self, _problem: Text) -> None:
        self._voices = parse_voices(self._listing.output)


def parse_voices(listing: str) -> dict[str, str]:
    """A voice for each language in what `say -v ?` prints: "Amélie    fr_CA    # Bonjour"."""
    found: dict[str, str] = {}
    for line in listing.splitlines():
        name, _space, place = line.partition("#")[0].strip().rpartition(" ")
        code = place.replace("-", "_").partition("_")[0]
        if name and (code not in found or name.strip() in PLAIN_VOICES):
            found[code] = name.strip()
    return found


def _telling(failed: Failed) -> Callable[[Text], None]:
    def ended(problem: Text) -> None:
        if problem:
            failed(EnvironmentProblem(problem))

    return ended
