"""One running PostureApp per person, and the way its commands reach it.

The first start holds a lock that the system itself lets go when the process dies, and listens on a local socket; every
other start talks to it: one line of JSON there, one line back. The asking side loads no Qt, so that a command answers
at once. It must never listen to another user, never be ended by what someone sends, and have no timer at rest.
"""

from __future__ import annotations

import json
import os
import socket
import sys
import time
from collections.abc import Callable
from typing import IO, TYPE_CHECKING, Any

from postureapp.core.errors import EnvironmentProblem, PostureError
from postureapp.core.text import _, text
from postureapp.runtime.instance import address, is_ours, take_lock

if TYPE_CHECKING:
    from PySide6.QtNetwork import QLocalServer, QLocalSocket

VERSION = 1
LONGEST_LINE = 64 * 1024
LONGEST_CALL_MS = 5000
MOST_CALLERS = 32
ASK_AGAIN_S = 0.02
FAILED, BAD_CALL = 1, 2

Handler = Callable[[list[str]], tuple[int, str]]


# --- asking: no Qt here -----------------------------------------------------------------------------------------------


def send(
    args: list[str], timeout_ms: int = 3000, profile: str = "default", *, patience_ms: int = 0
) -> tuple[int, str] | None:
    """Ask the running app; exit code and text of its answer, or None where none runs.

    `patience_ms`: ask again for this long where none listens yet (another start has won, but only just).

    Raises: EnvironmentProblem where one runs and does not answer in time, or there is no place to meet it.
    """
    line = json.dumps({"v": VERSION, "args": args}).encode() + b"\n"
    where = address(profile).server
    ask = _ask_pipe if sys.platform == "win32" else _ask_socket
    until_s = time.monotonic() + patience_ms / 1000
    while (answer := ask(where, line, timeout_ms)) is None:
        if time.monotonic() >= until_s:
            return None
        time.sleep(ASK_AGAIN_S)
    try:
        told = json.loads(answer)
        return int(told["code"]), str(told["out"])
    except (ValueError, TypeError, KeyError, RecursionError) as error:
        raise _no_answer() from error


def _ask_socket(path: str, line: bytes, timeout_ms: int) -> bytes | None:
    with socket.socket(socket.AF_UNIX, socket.SOCK_STREAM) as caller:
        caller.settimeout(timeout_ms / 1000)
        try:
            caller.connect(path)
        except (FileNotFoundError, ConnectionRefusedError):
            return None
        except OSError as error:
            raise _no_answer() from error
        answer = bytearray()
        try:
            if not is_ours(caller):
                return None
            caller.sendall(line)
            while not answer.endswith(b"\n"):
                part = caller.recv(65536)
                if not part:
                    break
                answer += part
        except OSError as error:
            raise _no_answer() from error
        return bytes(answer)


def _ask_pipe(name: str, line: bytes, timeout_ms: int) -> bytes | None:
    from PySide6.QtNetwork import QLocalSocket

    caller = QLocalSocket()
    caller.connectToServer(name)
    if not caller.waitForConnected(timeout_ms):
        return None
    caller.write(line)
    answer = b""
    while not answer.endswith(b"\n") and caller.waitForReadyRead(timeout_ms):
        answer += caller.readAll().data()
    caller.disconnectFromServer()
    return answer


def _no_answer() -> EnvironmentProblem:
    return EnvironmentProblem(
        text("PostureApp is running but does not answer."),
        hint=text("End it, and try again."),
    )


# --- answering --------------------------------------------------------------------------------------------------------


class ControlServer:
    """Answers the commands of this person. There is at most one per profile, whatever starts at the same moment.

    Thread: the Qt thread; `handler` gets the words of a command there and returns its exit code and text.
    """

    def __init__(self, handler: Handler, profile: str = "default") -> None:
        self._handler = handler
        self._profile = profile
        self._lock: IO[bytes] | None = None
        self._server: QLocalServer | None = None
        self._callers: set[_Caller] = set()

    def start(self) -> bool:
        """Become the one that runs; False where another already does.

        Raises: EnvironmentProblem where neither can be found out, or nobody can listen.
        """
        from PySide6.QtNetwork import QLocalServer  # before the lock, so that who holds it listens at once

        where = address(self._profile)
        self._lock = take_lock(where.lock)
        if self._lock is None:
            return False
        QLocalServer.removeServer(where.server)  # left by one that was killed: we hold the lock, so nobody listens
        self._server = QLocalServer()
        self._server.setSocketOptions(QLocalServer.SocketOption.UserAccessOption)
        self._server.setMaxPendingConnections(MOST_CALLERS)
        self._server.newConnection.connect(self._accept)
        if not self._server.listen(where.server):
            reason = self._server.errorString()
            self.close()
            raise EnvironmentProblem(text("PostureApp can't listen for its commands: {reason}", reason=reason))
        return True

    def close(self) -> None:
        """Stop listening, and let another start. May be called twice."""
        for caller in list(self._callers):
            caller.end()
        if self._server:
            self._server.close()
            self._server.deleteLater()
            self._server = None
        if self._lock:
            self._lock.close()
            self._lock = None

    def _accept(self) -> None:
        while self._server and self._server.hasPendingConnections():
            peer = self._server.nextPendingConnection()
            if len(self._callers) >= MOST_CALLERS or not _peer_is_ours(peer):
                peer.abort()
                peer.deleteLater()
                continue
            caller = _Caller(peer, self._answer, self._callers.discard)
            self._callers.add(caller)
            caller.read()

    def _answer(self, line: bytes) -> tuple[int, str]:
        """Exit code and text for one line. What the handler does not know how to say is ours: it is raised."""
        try:
            words = parse(line)
        except ValueError as refused:
            return BAD_CALL, str(refused)
        try:
            return self._handler(words)
        except PostureError as problem:
            return FAILED, str(problem)


class _Caller:
    """One connection: a line in, a line out, and not for long."""

    def __init__(
        self,
        peer: QLocalSocket,
        answer: Callable[[bytes], tuple[int, str]],
        ended: Callable[[_Caller], None],
    ) -> None:
        from PySide6.QtCore import QTimer

        self._peer, self._answer, self._ended = peer, answer, ended
        self._line = bytearray()
        self._answered = False
        self._limit = QTimer(peer)
        self._limit.setSingleShot(True)
        self._limit.timeout.connect(self._too_slow)
        self._limit.start(LONGEST_CALL_MS)
        peer.readyRead.connect(self.read)
        peer.disconnected.connect(self.end)

    def read(self) -> None:
        """Take what has come; answer at the end of the line."""
        if self._answered:
            self._peer.readAll()  # what comes after the line is drained, or closing would lose our answer
            return
        self._line += self._peer.readAll().data()
        line, end, _rest = self._line.partition(b"\n")
        if len(line) > LONGEST_LINE:
            self._reply(BAD_CALL, _("The command is too long."), hang_up=False)
        elif end:
            code, out = FAILED, _("PostureApp met an error of its own; its log has the details.")
            self._answered = True
            try:
                code, out = self._answer(bytes(line))
            finally:
                self._reply(code, out)

    def end(self) -> None:
        """Let go, answered or not."""
        self._limit.stop()
        self._ended(self)
        self._peer.abort()
        self._peer.deleteLater()

    def _too_slow(self) -> None:
        if not self._answered:
            self._reply(BAD_CALL, _("The command did not come to its end."))
        self.end()

    def _reply(self, code: int, out: str, *, hang_up: bool = True) -> None:
        self._answered = True
        if not self._peer.isOpen():
            return  # the command ended us
        self._peer.write(json.dumps({"code": code, "out": out}).encode() + b"\n")
        self._peer.flush()  # the command may have been to quit
        if hang_up:
            self._peer.disconnectFromServer()  # once all is written


def parse(line: bytes) -> list[str]:
    """The words of a command from the line that was sent.

    Raises: ValueError with a sentence that says what is wrong.
    """
    try:
        call: Any = json.loads(line)
    except (ValueError, RecursionError):
        raise ValueError(_("This is not a command of PostureApp.")) from None
    if not isinstance(call, dict) or call.get("v") != VERSION:
        raise ValueError(_("The running PostureApp is of another version. Quit it and start it again."))
    args = call.get("args")
    if not isinstance(args, list) or not all(isinstance(word, str) for word in args):
        raise ValueError(_("A command is a list of words."))
    return args


def _peer_is_ours(peer: QLocalSocket) -> bool:
    if sys.platform == "win32":
        return True  # UserAccessOption sets the pipe's rights
    with socket.socket(fileno=os.dup(int(peer.socketDescriptor()))) as same:
        return is_ours(same)
