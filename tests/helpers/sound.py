"""Sound in tests: a voice that writes down its words, a loudspeaker that is a file, and a speech service by script."""

from __future__ import annotations

import contextlib
import os
import socket
import subprocess
import threading
from array import array
from collections.abc import Iterator
from pathlib import Path

from tests.helpers import desktop

RATE_HZ = 44_100
LOUD = 500  # of 32767: above the noise of a resampler


class RecordedVoice:
    """A program in place of espeak-ng (or another) that writes down what it is to say, and in which language.

    `speaks_s`: how long it then goes on; `code`: how it ends. Put `folder` first on the PATH of what is tested.
    """

    def __init__(self, folder: Path, name: str = "espeak-ng", *, speaks_s: float = 0.0, code: int = 0) -> None:
        self.folder = folder
        self.program = folder / name
        self._said, self._pids = folder / f"{name}.said", folder / f"{name}.pids"
        folder.mkdir(parents=True, exist_ok=True)
        self.program.write_text(
            "#!/bin/sh\n"
            f'echo $$ >>"{self._pids}"\n'
            'voice=""; words=""\n'
            'for each in "$@"; do case "$last" in -v) voice="$each";; esac; last="$each"; words="$each"; done\n'
            f'case "$words" in "?") echo "Albert  en_US  # Hi"; echo "Samantha  en_US  # Hi"; exit 0;; esac\n'
            'case "$#:$words" in 1:*) ;; *) words=$(/bin/cat);; esac\n'
            f'printf "%s\\t%s\\n" "$voice" "$words" >>"{self._said}"\n'
            f"{'exec /bin/sleep ' + str(speaks_s) if speaks_s else f'exit {code}'}\n"
        )
        self.program.chmod(0o755)

    def words(self) -> list[str]:
        """What was said, in order."""
        return [words for _voice, words in self._lines()]

    def voices(self) -> list[str]:
        """In which voice each was said."""
        return [voice for voice, _words in self._lines()]

    def running(self) -> list[int]:
        """Those of its processes that still run, or were not waited for."""
        started = self._pids.read_text().split() if self._pids.exists() else []
        return [int(pid) for pid in started if _exists(int(pid))]

    def _lines(self) -> list[tuple[str, str]]:
        lines = self._said.read_text().splitlines() if self._said.exists() else []
        pairs = (line.partition("\t") for line in lines)
        return [(voice, words) for voice, _tab, words in pairs]


def _exists(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    return True


class Loudspeaker:
    """A sound server whose loudspeaker is a file."""

    def __init__(self, folder: Path) -> None:
        self._file = folder / "heard.raw"
        self.environ = {**os.environ, "XDG_RUNTIME_DIR": str(folder), "HOME": str(folder), "PIPEWIRE_REMOTE": "none"}
        self.environ["PULSE_SERVER"] = f"unix:{folder}/pulse/native"
        for name in ("XDG_CONFIG_HOME", "XDG_CACHE_HOME", "SPEECHD_ADDRESS", "DISPLAY"):
            self.environ.pop(name, None)

    def heard_s(self) -> float:
        """For how long something was to be heard, in pieces of a hundredth of a second."""
        found = array("h")
        raw = self._file.read_bytes() if self._file.exists() else b""
        found.frombytes(raw[: len(raw) // 2 * 2])
        piece = RATE_HZ // 100
        return sum(max(map(abs, found[n : n + piece])) > LOUD for n in range(0, len(found), piece)) / 100.0

    @contextlib.contextmanager
    def on(self) -> Iterator[Loudspeaker]:
        """While it is on."""
        for program in ("pulseaudio", "parec"):
            desktop.need(program)
        native = Path(self.environ["XDG_RUNTIME_DIR"]) / "pulse/native"
        modules = ["module-null-sink sink_name=speaker", f"module-native-protocol-unix socket={native}"]
        server = ["pulseaudio", "-n", "--daemonize=no", "--exit-idle-time=-1", "--use-pid-file=no"]
        command = [*server, *(word for module in modules for word in ("-L", module))]
        with desktop.running(command, self.environ):
            from tests.helpers.waiting import until

            until(native.exists, what="the sound server listens")
            record = ["parec", "-d", "speaker.monitor", "--format=s16le", f"--rate={RATE_HZ}", "--channels=1"]
            record.append("--latency-msec=20")  # else an idle loudspeaker of this kind begins up to two seconds late
            with desktop.running([*record, str(self._file)], self.environ):
                until(self._file.exists, what="the recording runs")
                yield self


class SpeechService:
    """A speech-dispatcher by script: it answers each command with what `answers` has for it, else with "yes"."""

    def __init__(self, path: Path, answers: dict[str, str] | None = None) -> None:
        self.heard: list[str] = []
        self._answers = {"LIST OUTPUT_MODULES": "250-voice\r\n250 OK", "SPEAK": "230 OK", **(answers or {})}
        path.parent.mkdir(parents=True, exist_ok=True)
        self._server = socket.socket(socket.AF_UNIX)
        self._server.bind(str(path))
        self._server.listen()
        self._talk: socket.socket | None = None
        self._thread = threading.Thread(target=self._serve, daemon=True)
        self._thread.start()

    def spoken(self) -> list[str]:
        """The words it was given."""
        return [line for before, line in zip(self.heard, self.heard[1:], strict=False) if before == "SPEAK"]

    def hang_up(self) -> None:
        """End the conversation."""
        talk = self._talk
        if talk is not None:
            with contextlib.suppress(OSError):  # it may just have ended
                talk.shutdown(socket.SHUT_RDWR)

    def close(self) -> None:
        """End."""
        self.hang_up()
        with contextlib.suppress(OSError):
            self._server.shutdown(socket.SHUT_RDWR)
        self._server.close()
        self._thread.join(5)

    def _serve(self) -> None:
        while True:
            try:
                self._talk, _address = self._server.accept()
            except OSError:
                return
            with self._talk, self._talk.makefile("rb") as lines:
                with contextlib.suppress(OSError):
                    self._converse(self._talk, lines)
                self._talk = None

    def _converse(self, talk: socket.socket, lines: object) -> None:
        in_data = False
        for raw in lines:  # type: ignore[attr-defined]
            line = raw.decode().rstrip("\r\n")
            self.heard.append(line)
            if in_data and line != ".":
                continue
            answer = "225 OK" if in_data else self._answers.get(line, "200 OK")
            in_data = line == "SPEAK"
            if answer:
                with contextlib.suppress(BrokenPipeError):  # who leaves does not wait for the last answers
                    talk.sendall(f"{answer}\r\n".encode())


def processes_with(words: str) -> list[str]:
    """The command lines of running processes in which these words are."""
    listing = ["ps", "-e", "-ww", "-o", "args"]
    lines = subprocess.run(listing, capture_output=True, text=True, check=True).stdout.splitlines()
    return [line for line in lines if words in line]
