"""What belongs to the process as a whole: its log, its last words, and the signals that end it."""

from __future__ import annotations

import logging
import signal
import socket
import sys
from pathlib import Path
from types import TracebackType

from PySide6.QtCore import QCoreApplication, QSocketNotifier

log = logging.getLogger("postureapp")

LOG_LIMIT = 512 * 1024


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
    logging.basicConfig(level=level, format="%(asctime)s %(levelname)s %(name)s: %(message)s", handlers=handlers)
    sys.excepthook = _log_crash


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
