"""Speech by speech-dispatcher, the desktop's own service: with the voice that the person has chosen there.

It speaks SSIP over the socket of the session's service, or of one of our own where none runs. A service without a voice
is refused: it would only say that it has none.
Source: https://htmlpreview.github.io/?https://github.com/brailcom/speechd/blob/master/doc/ssip.html
"""

from __future__ import annotations

import os
from collections import deque
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QObject, QTimer
from PySide6.QtNetwork import QLocalSocket

from postureapp.core.errors import EnvironmentProblem
from postureapp.core.text import Text, text
from postureapp.platforms.fallback import Failed
from postureapp.platforms.sentences import in_words
from postureapp.platforms.speech.service import OwnService

ANSWERS_WITHIN_MS = 4000
STARTS_WITHIN_MS = 8000
AGAIN_MS, MOST_TRIES = 100, 10  # its socket is there a moment before it listens
RATE = -10  # of -100 to 100: calm, and yet the person's own rate for the most part
VOICELESS = frozenset({"dummy"})
GOOD = 300  # codes below are answers, codes above are errors


@dataclass(frozen=True, slots=True)
class _Request:
    """A command, and what follows once the service is ready for it."""

    line: str
    data: str = ""
    check: Callable[[list[str]], Text] | None = None


class SpeechDispatcherSpeaker(QObject):
    """speech-dispatcher over its socket. What fails, fails later: `failed` is told."""

    name = "speech-dispatcher"

    def __init__(self, program: str, failed: Failed, environ: Mapping[str, str] | None = None) -> None:
        super().__init__()
        self._environ = os.environ if environ is None else environ
        self._failed = failed
        self._own = OwnService(program, self._connect, self._fail, self._environ)
        self._opening: deque[_Request] = deque()
        self._waiting: deque[_Request] = deque()
        self._asked: _Request | None = None
        self._lines: list[str] = []
        self._socket = QLocalSocket(self)
        self._socket.connected.connect(self._connected)
        self._socket.readyRead.connect(self._read)
        self._socket.errorOccurred.connect(self._on_error)
        self._overdue = QTimer(self)
        self._overdue.setSingleShot(True)
        self._overdue.timeout.connect(self._silent)
        self._tries = 0
        self._again = QTimer(self)
        self._again.setSingleShot(True)
        self._again.timeout.connect(self._connect)

    # --- the port -----------------------------------------------------------------------------------------------------

    def say(self, words: str, language: str) -> None:
        """Say it as soon as the service is there."""
        if not words.strip():
            self.hush()
            return
        self._waiting.clear()
        data = "\r\n".join(f".{line}" if line.startswith(".") else line for line in words.splitlines())
        self._waiting += [
            _Request("CANCEL SELF"),
            _Request(f"SET SELF LANGUAGE {language.replace('_', '-') or 'en'}"),
            _Request("SPEAK", data),
        ]
        if self._socket.state() is QLocalSocket.LocalSocketState.ConnectedState:
            self._ask_next()
        elif self._socket.state() is QLocalSocket.LocalSocketState.UnconnectedState and not self._own.is_running:
            self._connect()

    def hush(self) -> None:
        """Be silent."""
        self._waiting.clear()
        if self._socket.state() is QLocalSocket.LocalSocketState.ConnectedState:
            self._waiting.append(_Request("CANCEL SELF"))
            self._ask_next()

    def stop(self) -> None:
        """Be silent, and leave the service."""
        self._overdue.stop()
        self._again.stop()
        self._opening.clear()
        self._waiting.clear()
        if self._socket.state() is QLocalSocket.LocalSocketState.ConnectedState:
            self._socket.write(b"CANCEL SELF\r\nQUIT\r\n")  # it goes on speaking for a client that just leaves
            self._socket.flush()
        self._socket.blockSignals(True)
        self._socket.abort()
        self._socket.blockSignals(False)
        self._asked = None
        self._own.stop()

    # --- the service --------------------------------------------------------------------------------------------------

    def _connect(self) -> None:
        self._overdue.start(ANSWERS_WITHIN_MS)
        self._socket.connectToServer(str(self._own.socket or socket_path(self._environ)))

    def _connected(self) -> None:
        name = self._environ.get("USER", "person").replace(":", "_")
        self._opening = deque(
            [
                _Request(f"SET SELF CLIENT_NAME {name}:postureapp:main"),
                _Request("LIST OUTPUT_MODULES", check=_voices_missing),
                _Request(f"SET SELF RATE {RATE}"),
            ]
        )
        self._asked, self._lines = None, []
        self._ask_next()

    def _on_error(self, error: QLocalSocket.LocalSocketError) -> None:
        if error is QLocalSocket.LocalSocketError.PeerClosedError:
            if self._asked is not None or self._waiting:
                self._fail(text("speech-dispatcher ended."))
        elif not self._own.is_running:
            self._start_own()
        elif self._tries < MOST_TRIES:
            self._tries += 1
            self._again.start(AGAIN_MS)
        else:
            self._fail(text("speech-dispatcher can't be reached."))

    def _start_own(self) -> None:
        """No service runs in this session."""
        self._overdue.start(STARTS_WITHIN_MS)
        self._tries = 0
        try:
            self._own.start()
        except EnvironmentProblem as problem:
            self._fail(in_words(problem))

    # --- what is said to it -------------------------------------------------------------------------------------------

    def _ask_next(self) -> None:
        queue = self._opening or self._waiting
        if self._asked is None and queue:
            self._asked = queue.popleft()
            self._write(self._asked.line)
        elif self._asked is None:
            self._overdue.stop()

    def _write(self, line: str) -> None:
        self._overdue.start(ANSWERS_WITHIN_MS)
        self._socket.write(f"{line}\r\n".encode())

    def _read(self) -> None:
        while self._socket.canReadLine():
            line = bytes(self._socket.readLine().data()).decode(errors="replace").rstrip()
            self._lines.append(line)
            if line[3:4] != "-":  # the last line of an answer
                lines, self._lines = self._lines, []
                self._answered(lines)

    def _answered(self, lines: list[str]) -> None:
        asked, code = self._asked, lines[-1][:3]
        if asked is None:
            return
        if not code.isdigit() or int(code) >= GOOD:
            self._fail(text("speech-dispatcher answered {code}.", code=code))
            return
        if asked.check is not None and (problem := asked.check(lines)):
            self._fail(problem)
            return
        self._asked = None
        if asked.data:  # it is ready for the words
            self._asked = _Request("")
            self._write(f"{asked.data}\r\n.")
        else:
            self._ask_next()

    def _silent(self) -> None:
        self._fail(text("speech-dispatcher does not answer."))

    def _fail(self, problem: Text) -> None:
        self.stop()
        self._failed(EnvironmentProblem(problem))


def socket_path(environ: Mapping[str, str]) -> Path:
    """Where the service listens."""
    address = environ.get("SPEECHD_ADDRESS", "")
    if address.startswith("unix_socket:"):
        return Path(address.removeprefix("unix_socket:"))
    home = environ.get("HOME", "/")
    folder = environ.get("XDG_RUNTIME_DIR") or environ.get("XDG_CACHE_HOME") or f"{home}/.cache"
    return Path(folder) / "speech-dispatcher" / "speechd.sock"


def _voices_missing(lines: list[str]) -> Text:
    modules = {line[4:].strip() for line in lines[:-1]}
    return Text("") if modules - VOICELESS else text("speech-dispatcher has no voice installed.")
