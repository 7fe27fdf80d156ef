"""The composition root: the only file that names concrete classes, and the order in which they come up.

The tray icon first, for that is what a person waits for; then what takes longer (the scheduler, the buses, the diary).
"""

from __future__ import annotations

import logging
import shutil
import tempfile
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from postureapp.core import events
from postureapp.core.errors import EnvironmentProblem, PostureError
from postureapp.core.hours import WEEKDAYS
from postureapp.core.moves import Place
from postureapp.core.safety import SafetyState
from postureapp.core.settings import Settings, Value
from postureapp.core.state import World
from postureapp.core.text import text
from postureapp.ports import ActivitySource, BusySource, Choice, Clock, Diary, Notifier, PowerSource
from postureapp.storage import atomic, content, folders, locale, settings_file
from postureapp.storage.diary import open_diary
from postureapp.storage.folders import Folders
from postureapp.storage.safety_file import FileSafetyStore
from postureapp.storage.settings_file import SettingsFile

if TYPE_CHECKING:
    from PySide6.QtWidgets import QApplication

    from postureapp.core.cues import Cue
    from postureapp.platforms.dbus import Buses
    from postureapp.runtime.commands import Commands
    from postureapp.runtime.driver import Driver
    from postureapp.runtime.sounder import Sounder
    from postureapp.ui.tray import TrayStatus

log = logging.getLogger("postureapp")

TRAY_PATIENCE_MS = 30_000
TRAY_WATCHER = "org.kde.StatusNotifierWatcher"
NO_TRAY = text("There is no tray here, so PostureApp has no icon. Start it again to open its menu.")
RELOAD_AFTER_MS = 300
MOST_PATIENCE = 15.0  # in compressed time a reminder stays for four seconds at least


@dataclass(frozen=True, slots=True)
class Options:
    """What the command line asked for."""

    temp_profile: bool = False
    speed: float = 1.0
    debug: bool = False


def run(options: Options, say: Callable[[str], None]) -> int:
    """Start the app and stay until it quits; gives the exit code. `say` is for whoever started it.

    Raises: EnvironmentProblem where it can't start at all.
    """
    from postureapp.platforms import display
    from postureapp.runtime.lean_imports import skip_source_scan

    skip_source_scan()
    display.check()
    with_profile = _temporary_profile() if options.temp_profile else None
    try:
        if with_profile:
            _make_trial(folders.under(with_profile))
        return _run(options, folders.under(with_profile) if with_profile else folders.of_this_person(), say)
    finally:
        if with_profile:
            shutil.rmtree(with_profile, ignore_errors=True)


def _run(options: Options, places: Folders, say: Callable[[str], None]) -> int:
    from PySide6.QtCore import QTimer
    from PySide6.QtWidgets import QApplication

    from postureapp.runtime import process
    from postureapp.runtime.control import ControlServer

    places.make()
    application = QApplication(["postureapp"])
    application.setApplicationName("PostureApp")
    application.setDesktopFileName("postureapp")
    application.setQuitOnLastWindowClosed(False)
    application.setStyle("Fusion")
    running: list[App] = []

    def answer(words: list[str]) -> tuple[int, str]:
        return running[0].answer(words)

    control = ControlServer(answer, folders.profile())  # before anything of the person's is read or written
    if not control.start():
        say(_greet_the_other())
        return 0
    process.start_log(places.state / "postureapp.log", options.debug)
    app = App(options, places, application)
    running.append(app)
    app.show_tray()
    arm = QTimer()
    arm.setSingleShot(True)
    arm.timeout.connect(app.arm)
    arm.start(0)
    process.quit_on_signals(application)
    try:
        return application.exec()
    finally:
        app.close()
        control.close()


def _greet_the_other() -> str:
    """Ask the one that runs to show its menu: where there is no tray, that is the way to it."""
    from postureapp.runtime import control

    answer = control.send(["menu"], profile=folders.profile(), patience_ms=2000)
    return answer[1] if answer else str(text("PostureApp is already running."))


class App:
    """All parts of the running app, and what ties them together."""

    def __init__(self, options: Options, places: Folders, application: QApplication) -> None:
        from postureapp.platforms.clock import SystemClock
        from postureapp.platforms.links import select as select_opener
        from postureapp.ui.screen import QtScreen
        from postureapp.ui.shelf import Shelf
        from postureapp.ui.theme import Theme

        self._options, self._places, self._application = options, places, application
        self._problems: list[PostureError] = []
        self._choices: dict[str, Choice] = {}
        self._driver: Driver | None = None
        self._commands: Commands | None = None
        self._buses: Buses | None = None
        self._sounder: Sounder | None = None
        self._settings_file = SettingsFile(places.settings)
        self._settings = self._read_settings()
        self._language = locale.load(self._settings.language)
        self._clock: Clock = SystemClock()
        if options.speed != 1.0:
            from postureapp.devtools.compressed_time import FastClock

            self._clock = FastClock(self._clock, options.speed)
        self._safety = FileSafetyStore(places.safety, self._tell)
        self._diary: Diary = open_diary(places.diary, self._tell)
        self._world = self._read_world()
        clinic, clinic_problems = content.load_clinic()
        self._tell_all(clinic_problems)
        self._opener, self._choices["links"] = select_opener(lambda _address, problem: self._tell(problem))
        self._look = Theme(self._settings.theme)
        self._look.choose_figure(self._settings.figure_body, self._settings.figure_skin)
        shelf = Shelf(self._clock, self._diary, self._safety, self._opener, clinic, self._look, options.speed)
        self._screen = QtScreen(shelf, self._tray_status)
        self._screen.on_cue, self._screen.on_hush = self._take_cue, self._hush
        self._connect_tray()

    # --- what is read -------------------------------------------------------------------------------------------------

    def _read_settings(self) -> Settings:
        settings, problems = self._settings_file.load()
        self._tell_all(problems)
        return settings

    def _read_world(self) -> World:
        causes, cause_problems = content.load_causes()
        moves, move_problems = content.load_moves()
        rules, rule_problems = content.load_safety()
        for problems in (cause_problems, move_problems, rule_problems):
            self._tell_all(problems)
        return World(self._settings, causes, moves, rules, self._safety.load(), min(self._options.speed, MOST_PATIENCE))

    def _tell_all(self, problems: Iterable[object]) -> None:
        for problem in problems:
            self._tell(EnvironmentProblem(str(problem)))

    def _tell(self, problem: PostureError) -> None:
        """Say a problem now, or once there is a screen to say it on."""
        if self._driver is not None:
            self._screen.report(problem)
        else:
            self._problems.append(problem)

    # --- coming up ----------------------------------------------------------------------------------------------------

    def show_tray(self) -> None:
        """The icon is what a person waits for."""
        self._screen.tray.show()

    def arm(self) -> None:
        """Everything else, once the event loop runs."""
        from postureapp.platforms.dbus import Buses
        from postureapp.runtime.commands import Commands, Doors
        from postureapp.runtime.driver import Driver, Ports
        from postureapp.runtime.schedule import Schedule
        from postureapp.storage.session_store import SessionStore

        self._buses = buses = Buses()
        activity, busy, power, notifier = self._select(buses)
        clock = self._clock
        ports = Ports(
            clock,
            activity,
            busy,
            power,
            notifier,
            self._diary,
            self,
            SessionStore(self._places.session),
            self._screen,
            Schedule(lambda: clock.now().utc, self._options.speed),
        )
        self._driver = driver = Driver(ports, self._world)
        self._screen.connect_to(driver.handle, driver.record_felt, driver.record_hurt, lambda: driver.state.world)
        doors = Doors(self._screen.open_booking, self._screen.open_moves, self._open_menu, self._application.quit)
        self._commands = Commands(driver, clock, doors, self._capabilities, lambda: self._screen.problems)
        driver.start()
        for problem in self._problems:
            self._screen.report(problem)
        self._watch_settings()
        self._watch_tray(buses)

    def _select(self, buses: Buses) -> tuple[ActivitySource, BusySource, PowerSource, Notifier]:
        from postureapp.platforms import activity, busy, notify, power
        from postureapp.ui.card_notifier import CardNotifier

        source, self._choices["activity"] = activity.select()
        if self._options.speed != 1.0:
            from postureapp.devtools.compressed_time import FastActivitySource

            source = FastActivitySource(source, self._options.speed)
        moments, self._choices["busy"] = busy.select(buses=buses)
        machine, self._choices["power"] = power.select(buses=buses)
        self._notifier, _choice = notify.select(CardNotifier(self._look), buses)
        return source, moments, machine, self._notifier

    # --- the tray -----------------------------------------------------------------------------------------------------

    def _tray_status(self) -> TrayStatus:
        from postureapp.ui.screen import tray_status
        from postureapp.ui.tray import TrayStatus

        if self._driver is None:
            return TrayStatus(text("Starting"), at_home=self._settings.place is Place.HOME)
        return tray_status(self._driver.state, self._clock.now())

    def _connect_tray(self) -> None:
        from postureapp.runtime.commands import until_tomorrow

        tray, send = self._screen.tray, self._send
        tray.stretch_asked.connect(lambda: send(events.StretchAsked()))
        tray.moves_asked.connect(self._open_moves)
        tray.phone_toggled.connect(lambda on: send(events.PhoneToggled(on)))
        tray.standing_toggled.connect(lambda on: send(events.StandingToggled(on)))
        places = (Place.OFFICE.value, Place.HOME.value)
        tray.home_toggled.connect(lambda on: send(events.SettingChosen("moves.place", places[on])))
        tray.pause_asked.connect(
            lambda minutes: send(events.PauseAsked(self._clock.now().utc + timedelta(minutes=minutes)))
        )
        tray.pause_until_tomorrow_asked.connect(lambda: send(events.PauseAsked(until_tomorrow(self._clock))))
        tray.resume_asked.connect(lambda: send(events.UnpauseAsked()))
        tray.hurt_told.connect(self._screen.open_booking)
        tray.safety_asked.connect(self._screen.ask_safety)
        tray.settings_asked.connect(self._open_settings)
        tray.quit_asked.connect(self._application.quit)
        tray.activated.connect(self._clicked)

    def _send(self, event: events.Event) -> None:
        if self._driver is not None:
            self._driver.handle(event)

    def _capabilities(self) -> dict[str, Choice]:
        """What was chosen of each capability; the notifier's choice may change while the app runs."""
        sounds = self._sound().choices("microphone" not in dict(self._choices["busy"].rejected))
        return {**self._choices, "notify": self._notifier.choice, **sounds}

    def _open_moves(self) -> None:
        if self._driver is not None:
            self._screen.open_moves()

    def _clicked(self) -> None:
        """A click on the icon: the reminder that could show no buttons of its own, else the menu."""
        if self._driver is None or not self._notifier.open_card():
            self._open_menu()

    def _open_menu(self) -> None:
        from PySide6.QtGui import QCursor

        self._screen.tray.menu.popup(QCursor.pos())

    def _open_settings(self) -> None:
        try:
            self._opener.open_file(self._places.settings)
        except PostureError as problem:
            self._screen.report(problem)

    def _watch_tray(self, buses: Buses) -> None:
        """An icon made before the panel's tray never registers there: make it anew when the tray comes."""
        from PySide6.QtCore import QTimer

        try:
            session = buses.session()
        except EnvironmentProblem:
            pass  # no bus: the tray, if any, is of the X11 kind, which Qt waits for by itself
        else:
            session.watch_name(TRAY_WATCHER, self._tray_came_or_went)
        self._patience = QTimer()
        self._patience.setSingleShot(True)
        self._patience.timeout.connect(self._look_for_tray)
        self._patience.start(TRAY_PATIENCE_MS)

    def _tray_came_or_went(self, owner: str) -> None:
        if owner:
            self._screen.tray.recreate()

    def _look_for_tray(self) -> None:
        from PySide6.QtWidgets import QSystemTrayIcon

        # Asking Qt starts a D-Bus thread of its own, so the icon itself is looked at first.
        if not (self._screen.tray.is_seen or QSystemTrayIcon.isSystemTrayAvailable()):
            self._choices["tray"] = Choice("none", note=NO_TRAY)
            log.warning("%s", NO_TRAY)

    # --- sound --------------------------------------------------------------------------------------------------------

    def _sound(self) -> Sounder:
        """What speaks and plays; at rest nothing of it is loaded."""
        if self._sounder is None:
            from postureapp.platforms import speech, tones
            from postureapp.runtime.sounder import Sounder, Surroundings

            around = Surroundings(lambda: self._settings, self._must_be_silent, lambda: self._language)
            folder = self._places.state / "tones"
            self._sounder = Sounder(around, lambda: speech.select(self._tell), lambda: tones.select(folder, self._tell))
        return self._sounder

    def _take_cue(self, cue: Cue) -> None:
        if self._settings.voice or self._settings.tones:
            self._sound().take(cue)

    def _hush(self) -> None:
        if self._sounder is not None:
            self._sounder.hush()

    def _must_be_silent(self) -> bool:
        return self._driver is None or self._driver.state.presence.must_be_silent

    # --- while it runs ------------------------------------------------------------------------------------------------

    def _watch_settings(self) -> None:
        """A saved settings file holds at once; a moment is waited for editors that write it in steps."""
        from PySide6.QtCore import QFileSystemWatcher, QTimer

        self._reload = QTimer()
        self._reload.setSingleShot(True)
        self._reload.setInterval(RELOAD_AFTER_MS)
        self._reload.timeout.connect(self._reload_settings)
        self._watcher = QFileSystemWatcher([str(self._places.settings), str(self._places.config)])
        self._watcher.fileChanged.connect(lambda _path: self._reload.start())
        self._watcher.directoryChanged.connect(lambda _path: self._reload.start())

    def _reload_settings(self) -> None:
        path = str(self._places.settings)
        if path not in self._watcher.files() and self._places.settings.exists():
            self._watcher.addPath(path)  # an editor that renames a new file into place ends the watch on the old one
        try:
            settings, problems = settings_file.read_only(self._places.settings)
        except EnvironmentProblem as problem:
            hint = text("Until it is put right, the settings of before hold.")  # the person may be in the middle of it
            self._screen.report(EnvironmentProblem(str(problem), hint=hint))
            return
        self._screen.forget(str(self._places.settings))
        self._tell_all(problems)
        if settings != self._settings:
            self.use_settings(settings)
            self._send(events.SettingsChanged(settings))

    def use_settings(self, settings: Settings) -> None:
        """Take over what does not concern the session: theme and language of windows to come."""
        self._settings = settings
        self._look.choose(settings.theme)
        self._look.choose_figure(settings.figure_body, settings.figure_skin)
        self._language = locale.load(settings.language)

    def set_value(self, key: str, value: Value) -> Settings:
        """The SettingsStore port: keep a value in the person's file; gives all settings as they are then."""
        self._settings_file.set_value(key, value)
        self.use_settings(settings_file.read_only(self._places.settings)[0])
        return self._settings

    def answer(self, words: list[str]) -> tuple[int, str]:
        """Exit code and text for a command from the command line."""
        if self._commands is None:
            return 1, str(text("PostureApp is starting; try again in a moment."))
        return self._commands.answer(words)

    def close(self) -> None:
        """Put everything away, in the order that loses nothing."""
        self._screen.close_all()
        if self._sounder is not None:
            self._sounder.stop()
        if self._driver is not None:
            self._driver.stop()
        if self._buses is not None:
            self._buses.close()


# --- the process ------------------------------------------------------------------------------------------------------


def _temporary_profile() -> Path:
    try:
        return Path(tempfile.mkdtemp(prefix="postureapp-"))
    except OSError as error:
        raise EnvironmentProblem(
            text("No throw-away folder could be made: {reason}.", reason=error.strerror or "")
        ) from error


def _make_trial(places: Folders) -> None:
    """A throw-away profile is for trying things out: at any hour, and with the safety questions answered."""
    places.make()
    hours = ["[working_hours]", *(f'{day} = ["00:00-24:00"]' for day in WEEKDAYS)]
    atomic.write(places.settings, ("\n".join(hours) + "\n").encode())
    FileSafetyStore(places.safety, lambda _problem: None).save(SafetyState(answered=True))
