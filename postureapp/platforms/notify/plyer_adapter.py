"""Reminders by plyer, where nothing better is there: no buttons, no withdrawing, and it may fail in many ways.

Every failure of plyer becomes an EnvironmentProblem, at once or told later, so that the next notifier takes over. It
must never be the last one asked, nor hold up the app: plyer waits for programs, so it runs on a thread of its own.
"""

from __future__ import annotations

import subprocess
import sys
import warnings
from collections.abc import Callable
from importlib import import_module
from types import ModuleType
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Qt, Signal

from postureapp.core.errors import EnvironmentProblem
from postureapp.core.events import Answer, Reminder
from postureapp.core.text import Text, text
from postureapp.platforms.notify.markup import escape
from postureapp.platforms.processes import own_environment
from postureapp.platforms.sentences import in_words

if TYPE_CHECKING:
    from concurrent.futures import Future

STANDS_S = 60  # it can't be withdrawn, so it has to go by itself
WINDOWS_STANDS_S = 8  # a thread sleeps as long
LIMIT_S = 5.0

Failed = Callable[[Reminder, EnvironmentProblem], None]
Show = Callable[[str, str], None]


class PlyerNotifier(QObject):
    """plyer's notification, guarded."""

    name = "plyer"
    has_actions = False
    needs_tray_card = True  # a click on the tray icon opens the card to answer

    _ended = Signal(int, str)

    def __init__(self) -> None:
        super().__init__()
        self._show: Show | None = None
        self._problem = Text("")
        self._failed: Failed | None = None
        self._reminder: Reminder | None = None
        self._ended.connect(self._on_end, Qt.ConnectionType.QueuedConnection)

    def problem(self) -> Text:
        """Why it failed the last time it was asked; empty as long as it did not."""
        return self._problem

    def on_failed(self, failed: Failed) -> None:
        """Tell of a reminder that, against what `show` promised, is not on the screen."""
        self._failed = failed

    def show(self, reminder: Reminder, answered: Callable[[int, Answer, float], None]) -> None:
        """Show it. It can't be answered here.

        Raises: EnvironmentProblem where plyer has no way to; what it finds out later is told by `on_failed`.
        """
        if self._problem:
            raise EnvironmentProblem(self._problem)
        try:
            show = self._show = self._show or load()
        except EnvironmentProblem as problem:
            self._problem = in_words(problem)
            raise
        from concurrent.futures import ThreadPoolExecutor

        self._reminder = reminder
        worker = ThreadPoolExecutor(1, "plyer")
        ending = worker.submit(show, str(reminder.title), str(reminder.body))
        worker.shutdown(wait=False)
        ending.add_done_callback(lambda done: self._tell(reminder.id, done))

    def withdraw(self, reminder_id: int) -> None:
        """Forget it; it goes by itself."""
        if self._reminder and self._reminder.id == reminder_id:
            self._reminder = None

    def stop(self) -> None:
        """Forget all. May be called twice."""
        self._reminder = self._failed = None

    def _tell(self, reminder_id: int, done: Future[None]) -> None:
        """On plyer's thread: hand its failure, of whatever type, to the Qt thread."""
        if (error := done.exception()) is not None:
            self._ended.emit(reminder_id, _words(error))

    def _on_end(self, reminder_id: int, reason: str) -> None:
        self._problem = text("plyer could not show a notification: {reason}.", reason=reason)
        reminder, self._reminder = self._reminder, None
        if reminder and reminder.id == reminder_id and self._failed:
            self._failed(reminder, EnvironmentProblem(self._problem))


def load() -> Show:
    """plyer's way of showing a notification on this system.

    plyer's own front door is not used: it prints a traceback where its back end can't be loaded.

    Raises: EnvironmentProblem where it has none that can work.
    """
    system = {"win32": "win", "darwin": "macosx"}.get(sys.platform, "linux")
    try:
        if system == "win":
            return _balloon(import_module("plyer.platforms.win.libs.balloontip"))
        module = import_module(f"plyer.platforms.{system}.notification")
        if system == "linux":
            _check_exit_codes(module)
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # it warns of each way it does not find
            backend = module.instance()
    except (ImportError, OSError, AttributeError, NotImplementedError, RuntimeError, ValueError, TypeError) as error:
        raise EnvironmentProblem(text("plyer can't be used here: {reason}.", reason=_words(error))) from error
    if type(backend).__module__.startswith("plyer.facades"):  # what it gives when it found nothing
        raise EnvironmentProblem(text("plyer finds no way to show notifications here."))
    return lambda title, body: _notify(backend, title, body)


def _notify(backend: Any, title: str, body: str) -> None:
    # WORKAROUND: plyer 2.1.0. Its public notify() drops the hint and the time that notify-send is given, which then
    # stands for ever; this is the method behind it. May go when plyer passes them on.
    backend._notify(  # noqa: SLF001
        title=title,
        message=escape(body),
        app_name="PostureApp",
        timeout=STANDS_S,
        expire_time=str(STANDS_S * 1000),
        hint="int:transient:1",
        category="x-postureapp.reminder",
    )


def _balloon(module: ModuleType) -> Show:
    def show(title: str, body: str) -> None:
        # Windows has room for 63 and 255 characters; plyer's own front door would lose errors on another thread.
        module.balloon_tip(title=title[:63], message=body[:255], app_name="PostureApp", timeout=WINDOWS_STANDS_S)

    return show


class _CheckedSubprocess:
    """What plyer finds in place of the module `subprocess`: a program that fails or hangs is an error."""

    DEVNULL = subprocess.DEVNULL

    @staticmethod
    def run(command: list[str], **_ignored: object) -> None:
        subprocess.run(
            command,
            check=True,
            timeout=LIMIT_S,
            env=own_environment(),
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )

    call = run


def _check_exit_codes(module: ModuleType) -> None:
    # WORKAROUND: plyer 2.1.0, plyer/platforms/linux/notification.py ignores the exit code of notify-send, so that a
    # reminder would be lost without a word. May go when plyer checks it.
    module.subprocess = _CheckedSubprocess  # type: ignore[attr-defined]


def _words(error: BaseException) -> str:
    if isinstance(error, subprocess.CalledProcessError):
        return f"{error.cmd[0]} {error.returncode}"
    return (str(error).strip().splitlines() or [type(error).__name__])[0].rstrip(".")
