"""What belongs to the process as a whole: its log, its last words, and the signals that end it.

Nothing that a person told may get into the log: of an error of ours it says where and what kind, and its words only
where those can't have a value in them.
"""

from __future__ import annotations

import logging
import signal
import socket
import sys
import traceback
from collections.abc import Iterator
from pathlib import Path
from types import TracebackType

from PySide6.QtCore import QCoreApplication, QSocketNotifier

log = logging.getLogger("postureapp")

_ExcInfo = tuple[type[BaseException], BaseException, TracebackType | None] | tuple[None, None, None]

LOG_LIMIT = 512 * 1024
# Their words name types, attributes and files. Those of others (a key, a value) may be what a person told.
_PLAIN = (AttributeError, NameError, ImportError, TypeError, NotImplementedError, RuntimeError, MemoryError, OSError)


class _WithoutValues(logging.Formatter):
    """Writes errors with where they came from, without the values that were at work."""

    def formatException(self, ei: _ExcInfo) -> str:
        return "\n".join(line for error in _chain(ei[1]) for line in _lines(error))


def _chain(error: BaseException | None) -> Iterator[BaseException]:
    """The errors that led to one, the first of them first."""
    if error is not None:
        yield from _chain(error.__cause__ or (None if error.__suppress_context__ else error.__context__))
        yield error


def _lines(error: BaseException) -> Iterator[str]:
    kind = type(error)
    words = f": {error}" if isinstance(error, _PLAIN) else ""
    yield "Traceback (most recent call last):"
    yield "".join(traceback.format_tb(error.__traceback__)).rstrip()
    yield f"{kind.__module__}.{kind.__qualname__}{words}"


def start_log(path: Path, debug: bool) -> None:
    """Log to a file that can't grow for ever, and to the terminal. Nothing of the diary is ever logged."""
    handlers: list[logging.Handler] = [logging.StreamHandler()]
    try:
        too_long = path.exists() and path.stat().st_size > LOG_LIMIT
        path.touch(mode=0o600)
        handlers.append(logging.FileHandler(path, mode="w" if too_long else "a", encoding="utf-8", delay=True))
    except OSError:
        pass  # no log is no reason not to start
    level = logging.DEBUG if debug else logging.WARNING
    logging.raiseExceptions = False  # a full disk is said in words; the log must not add a traceback for each line
    for handler in handlers:
        handler.setFormatter(_WithoutValues("%(asctime)s %(levelname)s %(name)s: %(message)s"))
    logging.basicConfig(level=level, handlers=handlers)
    sys.excepthook = _log_crash
    sys.unraisablehook = lambda told: _log_crash(told.exc_type, told.exc_value or told.exc_type(), told.exc_traceback)


def end_log_file() -> None:
    """Write to the log's file no more; the terminal still hears."""
    whole = logging.getLogger()
    for handler in [each for each in whole.handlers if isinstance(each, logging.FileHandler)]:
        whole.removeHandler(handler)
        handler.close()


def _log_crash(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
    if issubclass(kind, KeyboardInterrupt):
        sys.__excepthook__(kind, error, trace)
        return
    log.critical("An error of ours", exc_info=(kind, error, trace))


def quit_on_signals(application: QCoreApplication) -> None:
    """Let SIGTERM and Ctrl-C end the event loop; a socket wakes it, so that nothing needs to look."""
    heard, said = socket.socketpair()
    heard.setblocking(False)
    said.setblocking(False)
    signal.set_wakeup_fd(said.fileno(), warn_on_full_buffer=False)
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda _number, _frame: application.quit())
    notifier = QSocketNotifier(heard.fileno(), QSocketNotifier.Type.Read, application)
    notifier.activated.connect(lambda: heard.recv(64))
    _KEPT.extend((heard, said, notifier))


_KEPT: list[object] = []  # what must live as long as the process
