"""Wakes the core at its next deadline: APScheduler's jobs and triggers on one Qt timer that is ours.

The only file that imports APScheduler: import this file after the tray icon is up.
It must never hold more than one timer, never call back before control is with the event loop again, and never judge
lateness: that is the core's.

APScheduler's own QtScheduler is not used: it can't cancel its timers under PySide6, so that each reschedule leaves one
more that fires for ever.
"""

from __future__ import annotations

import logging
import math
import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from PySide6.QtCore import QObject, Qt, QTimer

from postureapp.runtime.lean_imports import without_unused_parts

with without_unused_parts():
    from apscheduler.executors.debug import DebugExecutor
    from apscheduler.schedulers.base import STATE_STOPPED, BaseScheduler
    from apscheduler.triggers.date import DateTrigger

NEAR_S = 10.0  # from here on the timer is precise
MARGIN_S = 2.0  # how much before that a rough timer wakes: it keeps whole seconds
LONGEST_WAIT_S = 7 * 24 * 3600.0  # a QTimer holds 24.8 days
TOLERANCE_S = 0.2  # two clocks may differ by this much before a job is moved
_JOB = "deadline"


class QtTimerScheduler(BaseScheduler):  # type: ignore[misc, unused-ignore]
    """APScheduler on one QTimer. Jobs run on the Qt thread, inside the scheduler's lock: they may only take notes."""

    def __init__(self, parent: QObject, ran: Callable[[], None]) -> None:
        """`ran` is called after each round of jobs, outside of every lock."""
        self._timer = QTimer(parent)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self._round)
        self._ran = ran
        super().__init__(
            timezone=UTC,
            executors={"default": DebugExecutor()},
            job_defaults={"misfire_grace_time": None, "coalesce": True, "max_instances": 1},
        )

    def wakeup(self) -> None:
        """Look at the jobs in the next turn of the event loop."""
        self._start_timer(0.0)

    def shutdown(self, wait: bool = True) -> None:
        """Stop for good; the timer is gone."""
        super().shutdown(wait)
        self._stop_timer()
        self._timer.deleteLater()

    def _start_timer(self, wait_s: float | None) -> None:
        self._stop_timer()
        if wait_s is None or self.state == STATE_STOPPED:
            return
        wait_s = min(max(wait_s, 0.0), LONGEST_WAIT_S)
        near = wait_s <= NEAR_S
        # Precise timers keep the processor from sleeping deeply, and Qt's coarse ones may be 5 % late.
        self._timer.setTimerType(Qt.TimerType.PreciseTimer if near else Qt.TimerType.VeryCoarseTimer)
        self._timer.start(math.ceil((wait_s if near else wait_s - MARGIN_S) * 1000))

    def _stop_timer(self) -> None:
        self._timer.stop()

    def _round(self) -> None:
        self._start_timer(self._process_jobs())
        self._ran()


@dataclass(frozen=True, eq=False, slots=True)
class _Due:
    """What is called, and when on the elapsed clock."""

    callback: Callable[[], None]
    at_s: float


class Schedule(QObject):
    """The one deadline the app has, in elapsed time.

    Units: with `speed` N an app's second lasts 1/N of a real one.
    Thread: the Qt thread. Callbacks come from the event loop, once, and never after `stop`.
    """

    def __init__(
        self, speed: float = 1.0, *, elapsed_s: Callable[[], float] | None = None, parent: QObject | None = None
    ) -> None:
        """`elapsed_s` is a real clock that neither jumps nor stands still during suspend (default: the system's)."""
        super().__init__(parent)
        logging.getLogger("apscheduler").setLevel(logging.WARNING)  # it tells of each job added, at INFO
        self._speed = speed
        self._elapsed_s = elapsed_s or boot_time_s
        self._due: _Due | None = None
        self._reached: _Due | None = None
        self._scheduler: QtTimerScheduler | None = QtTimerScheduler(self, self._call_back)
        self._scheduler.start()

    def set_deadline(self, after_s: float | None, callback: Callable[[], None]) -> None:
        """Call back after this much elapsed time, in place of the deadline set before; None: not at all."""
        self._set(None if after_s is None else _Due(callback, self._elapsed_s() + after_s / self._speed))

    def rearm(self) -> None:
        """Reckon again how long it is to the deadline: after a resume, and after the wall clock was set."""
        if self._due is not None:
            self._set(self._due)

    def stop(self) -> None:
        """End; nothing is called back any more. May be called twice."""
        self._due = self._reached = None
        if self._scheduler:
            self._scheduler.shutdown(wait=False)
            self._scheduler = None

    def _set(self, due: _Due | None) -> None:
        if self._scheduler is None:
            return
        before, self._due = self._due, due
        if due is None:
            if before is not None and self._scheduler.get_job(_JOB):
                self._scheduler.remove_job(_JOB)
            return
        run_at = datetime.now(UTC) + timedelta(seconds=min(self._wait_s(due), LONGEST_WAIT_S))
        self._scheduler.add_job(
            self._reach, DateTrigger(run_at, UTC), args=(due,), id=_JOB, name=_JOB, replace_existing=True
        )

    def _wait_s(self, due: _Due) -> float:
        """Real seconds until then; negative when it is past."""
        return due.at_s - self._elapsed_s()

    def _reach(self, due: _Due) -> None:
        self._reached = due

    def _call_back(self) -> None:
        due, self._reached = self._reached, None
        if due is not None and due is self._due:  # else it was replaced, or taken back
            if self._wait_s(due) > 0:  # a wait that was cut to its limit, or a clock that was set meanwhile
                self._set(due)
            else:
                self._due = None
                due.callback()
        self._mend()

    def _mend(self) -> None:
        """Put right what moved under the job: APScheduler goes by the wall clock, and that may have been set back."""
        due, job = self._due, self._scheduler.get_job(_JOB) if self._scheduler else None
        if due is not None and job is not None:
            late_s = (job.next_run_time - datetime.now(UTC)).total_seconds() - self._wait_s(due)
            if late_s > TOLERANCE_S:
                self._set(due)


def boot_time_s() -> float:
    """Seconds on the system's clock that counts suspend too.

    Source: clock_gettime(2), CLOCK_BOOTTIME; on macOS CLOCK_MONOTONIC counts sleep (unlike Python's monotonic), and so
    does Python's monotonic on Windows.
    """
    for name in ("CLOCK_BOOTTIME", "CLOCK_MONOTONIC"):
        if hasattr(time, name):
            return time.clock_gettime(getattr(time, name))
    return time.monotonic()
