"""The whole app but its platforms in one process: the real driver, screen, diary and safety file, with a person.

It can be ended and started again over the same files. What it shows is read from the windows themselves.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import TypeVar

from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtWidgets import QAbstractButton, QApplication, QLabel, QWidget

from postureapp.core import events
from postureapp.core.clinic import Clinic
from postureapp.core.errors import EnvironmentProblem
from postureapp.core.events import Moment, Size
from postureapp.core.safety import Gate, gate
from postureapp.core.settings import Settings, Value
from postureapp.core.state import State, World
from postureapp.core.text import text
from postureapp.runtime.driver import Driver, Ports
from postureapp.storage.diary import open_diary
from postureapp.storage.safety_file import FileSafetyStore
from postureapp.ui.check_in import CheckIn
from postureapp.ui.safety_dialog import SafetyDialog
from postureapp.ui.screen import QtScreen
from postureapp.ui.shelf import Shelf
from postureapp.ui.stretch_window import StretchWindow
from postureapp.ui.theme import Theme
from postureapp.ui.tray import TrayStatus
from postureapp.ui.triage_window import TriageWindow
from tests.helpers.days import settings_of, shipped
from tests.helpers.fakes import FakeActivitySource, FakeBusySource, FakeClock, FakeNotifier, FakeOpener, FakePowerSource

NUMBER, ADDRESS = "403-814-0404", "https://clinic.example/book"
CLINIC = Clinic("Osteo Health", NUMBER, ADDRESS)
START = datetime(2026, 3, 9, 14, 30, tzinfo=UTC)
ALWAYS = {key: ["00:00-24:00"] for key in ("mon", "tue", "wed", "thu", "fri", "sat", "sun")}
Kind = TypeVar("Kind", bound=QWidget)


class KeptTimer:
    """The next deadline, to be let come by hand."""

    def __init__(self) -> None:
        self.after_s: float | None = None
        self.callback = lambda: None

    def set_deadline(self, after_s: float | None, callback: object) -> None:
        self.after_s, self.callback = after_s, callback  # type: ignore[assignment]

    def rearm(self) -> None:
        """Nothing to do: time is moved by hand."""

    def stop(self) -> None:
        self.after_s = None


class KeptSession:
    """What a restart takes up."""

    def __init__(self) -> None:
        self.kept: tuple[State, datetime, bool] | None = None

    def load(self) -> tuple[State, datetime, bool] | None:
        return self.kept

    def save(self, state: State, now: Moment) -> None:
        self.kept = (replace(state, world=World()), now.utc, True)


class KeptSettings:
    """The two settings that the flows about pain choose themselves."""

    def __init__(self) -> None:
        self.now = settings_of({"working_hours": ALWAYS, "phone": {"return_card": "never"}})

    def set_value(self, key: str, value: Value) -> Settings:
        name = {"moves.off": "switched_off", "appearance.player": "player_size"}.get(key)
        if name is not None:
            self.now = replace(self.now, **{name: value})  # type: ignore[arg-type]
        return self.now


def settle() -> None:
    """Let Qt deliver what is due, and delete what was closed."""
    for _turn in range(2):
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
        QCoreApplication.processEvents()


class CareStage:
    """A person with the app, in a folder of its own."""

    def __init__(self, folder: Path, look: Theme) -> None:
        self.folder, self._look = folder, look
        folder.mkdir(parents=True, exist_ok=True)
        self.diary_path, self.safety_path = folder / "diary.sqlite", folder / "safety.json"
        self.clock, self.settings, self.session = FakeClock(START), KeptSettings(), KeptSession()
        self.opener = FakeOpener()
        self.problems: list[EnvironmentProblem] = []
        self.start()

    # --- its life -----------------------------------------------------------------------------------------------------

    def start(self) -> None:
        """Start the app, with what is kept."""
        self.diary = open_diary(self.diary_path, self.problems.append)
        self.safety = FileSafetyStore(self.safety_path, self.problems.append)
        self.activity, self.busy, self.notifier = FakeActivitySource(), FakeBusySource(), FakeNotifier()
        self.timer = KeptTimer()
        shelf = Shelf(self.clock, self.diary, self.safety, self.opener, CLINIC, self._look)
        self.screen = QtScreen(shelf, lambda: TrayStatus(text("Next")))
        ports = Ports(
            self.clock,
            self.activity,
            self.busy,
            FakePowerSource(),
            self.notifier,
            self.diary,
            self.settings,
            self.session,
            self.screen,
            self.timer,
        )
        world = replace(shipped(), safety=self.safety.load(), settings=self.settings.now)
        self.driver = Driver(ports, world)
        self.screen.connect_to(self.driver.handle, self.driver.keep, lambda: self.driver.state.world)
        self.driver.start()
        self.screen.desk.look_again()
        settle()

    def end(self) -> None:
        """End the app as quitting does."""
        self.screen.close_all()
        self.driver.stop()
        self.screen.tray.menu.deleteLater()
        self.screen.deleteLater()
        settle()

    def restart(self) -> None:
        """End it and start it again."""
        self.end()
        self.start()

    # --- time ---------------------------------------------------------------------------------------------------------

    def sit(self, minutes: float) -> None:
        """Type on for so long, or until a reminder is there, with a pause whenever one is looked for."""
        left_s = minutes * 60
        for _turn in range(200):
            if left_s <= 0 or self.notifier.showing is not None:
                return
            step_s = min(left_s, self.timer.after_s or left_s)
            self.clock.advance(step_s)
            left_s -= step_s
            if step_s == self.timer.after_s:
                self.timer.callback()
            if self.activity.pause_s is not None:
                self.activity.pause_s = None
                self.activity.tell(events.TypingPaused(3.0))

    def days_pass(self, days: float) -> None:
        """The machine sleeps for days."""
        self.driver.handle(events.Suspending())
        self.clock.sleep(days * 86400)
        self.driver.handle(events.Resumed())

    # --- what it shows ------------------------------------------------------------------------------------------------

    @property
    def gate(self) -> Gate:
        """What the gate says now."""
        world = self.driver.state.world
        return gate(world.safety, world.rules)

    @staticmethod
    def windows() -> Iterator[QWidget]:
        """The windows of the app that can be seen."""
        return (each for each in QApplication.topLevelWidgets() if each.isVisible())

    def one(self, kind: type[Kind]) -> Kind | None:
        """The window of a kind, if it is open."""
        settle()
        return next((each for each in self.windows() if isinstance(each, kind)), None)

    def words(self) -> str:
        """All that can be read in the windows that are open, and on the card that waits to be seen."""
        notice = self.screen._windows.notice
        waits = [notice] if notice is not None and notice.stands else []
        return " | ".join(words_in(each) for each in {*self.windows(), *waits})

    @property
    def offers_booking(self) -> bool:
        """Whether the clinic's number, its booking page or the advice to book can be had."""
        shown = self.words()
        return any(each in shown for each in (NUMBER, "Book online", "I have booked a visit", "book a visit with"))

    @property
    def plays_a_move(self) -> bool:
        """Whether a stretch runs."""
        window = self.screen._windows.stretch
        if not isinstance(window, StretchWindow) or not window.isVisible():
            return False
        session = window._session
        return not session.is_over and session.scene is not None and session.scene.move is not None

    @property
    def reminds_of_a_stretch(self) -> bool:
        """Whether a reminder to stretch is on the screen."""
        showing = self.notifier.showing
        return showing is not None and showing.size is Size.STRETCH

    # --- what the person does -----------------------------------------------------------------------------------------

    def say_no(self) -> None:
        """None of the warning signs."""
        triage = self.one(TriageWindow)
        assert triage is not None
        triage.emergency.none.setChecked(True)
        triage.soon.none.setChecked(True)
        triage.go_on()
        settle()

    def tick(self, flag: str) -> None:
        """One of the warning signs."""
        triage = self.one(TriageWindow)
        assert triage is not None
        lists = (triage.emergency, triage.soon)
        mine = next(each for each in lists if flag in each.ticks)
        mine.ticks[flag].setChecked(True)
        other = next(each for each in lists if each is not mine)
        other.none.setChecked(True)
        triage.go_on()
        settle()

    def questions(self) -> SafetyDialog | None:
        """The safety questions, asked for, where nothing else is asked first."""
        self.screen.ask_safety()
        return self.one(SafetyDialog)

    def check_in(self) -> CheckIn | None:
        """The window for an entry, asked for."""
        self.screen.desk.check_in()
        return self.one(CheckIn)


def answer_whole(dialog: SafetyDialog) -> None:
    """None of the signs (those that hold were looked at), no pain, no injury, no condition."""
    if not dialog.questions.shows_advice:
        dialog.where.choose_first()
        dialog.emergency.none.setChecked(True)
        dialog.soon.none.setChecked(True)
        dialog.go_on()
    else:
        dialog.questions.go_on_after_advice()
    dialog.pain.choose(False)
    dialog.injury.choose(False)
    if not dialog.questions.can_go_on:
        dialog.injury_looked_at.choose(True)
    dialog.go_on()
    dialog.conditions.none.setChecked(True)
    dialog.go_on()
    dialog.close()
    settle()


def words_in(window: QWidget) -> str:
    """What can be read in a window."""
    told = [*window.findChildren(QLabel), *window.findChildren(QAbstractButton)]
    return " | ".join(each.text() for each in told if each.text() and each.isVisibleTo(window))
