"""The composition root: the only file that names concrete classes, and the order in which they come up.

The tray icon first, for that is what a person waits for; then what takes longer (the scheduler, the buses, the diary).
"""

from __future__ import annotations

import logging
import os
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import TYPE_CHECKING

from postureapp.core import events
from postureapp.core.errors import EnvironmentProblem, PostureError
from postureapp.core.moves import Place
from postureapp.core.settings import Settings, Value
from postureapp.core.state import World
from postureapp.core.text import text
from postureapp.ports import ActivitySource, BusySource, Choice, Clock, Diary, Notifier, PowerSource
from postureapp.storage import content, first_run, folders, locale
from postureapp.storage.diary import open_diary
from postureapp.storage.first_run import FirstRunFile, Progress
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
    from postureapp.ui.doors import Doors as WindowDoors
    from postureapp.ui.doors import Welcome
    from postureapp.ui.tray import TrayStatus

log = logging.getLogger("postureapp")

NO_TRAY = text("There is no tray here, so PostureApp has no icon. Start it again to open its window.")
_NOT_YET = 3  # as the command line has it where none runs
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
    if not options.temp_profile:
        return _run(options, folders.of_this_person(), say)
    from postureapp.devtools.trial import trial

    with trial() as places:
        return _run(options, places, say)


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
        if app.is_erased:  # whatever was written since
            from postureapp.storage.erase import erase

            erase(places)
        control.close()


def _greet_the_other() -> str:
    """Ask the one that runs to show its home window: where there is no tray, that is the way to it."""
    from postureapp.runtime import control

    answer = control.send(["home"], profile=folders.profile(), patience_ms=2000)
    if answer is None or answer[0] != 0:
        return str(text("PostureApp is already running."))
    return str(text("PostureApp is already running; its window is open."))


class App:
    """All parts of the running app, and what ties them together."""

    def __init__(self, options: Options, places: Folders, application: QApplication) -> None:
        from postureapp.platforms.clock import SystemClock
        from postureapp.platforms.links import select as select_opener
        from postureapp.runtime.preferences import Preferences
        from postureapp.ui.language import QtLanguage
        from postureapp.ui.screen import QtScreen
        from postureapp.ui.shelf import Shelf
        from postureapp.ui.theme import Theme
        from postureapp.ui.tray_watch import TrayWatch

        self._options, self._places, self._application = options, places, application
        self._problems: list[PostureError] = []
        self._choices: dict[str, Choice] = {}
        self._driver: Driver | None = None
        self._commands: Commands | None = None
        self._buses: Buses | None = None
        self._sounder: Sounder | None = None
        self.is_erased = False
        self._first_run = FirstRunFile(places.state / first_run.FILE)
        self._is_new = not os.path.lexists(places.settings)
        self._preferences = Preferences(SettingsFile(places.settings), self._tell)
        self._settings = self._preferences.settings
        self._qt_language = QtLanguage(application)
        self._speak(self._settings.language)
        self._clock: Clock = SystemClock()
        if options.speed != 1.0:
            from postureapp.devtools.compressed_time import FastClock

            self._clock = FastClock(self._clock, options.speed)
        self._safety = FileSafetyStore(places.safety, self._tell)
        self._diary: Diary = open_diary(places.diary, self._tell)
        self._world = self._read_world()
        clinic, clinic_problems = content.load_clinic()
        thresholds, rule_problems = content.load_pain_rules()
        self._tell_all(dict.fromkeys((*clinic_problems, *rule_problems)))
        self._opener, self._choices["links"] = select_opener(lambda _address, problem: self._tell(problem))
        self._look = Theme(self._settings.theme)
        self._look.choose_figure(self._settings.figure_body, self._settings.figure_skin)
        given = self._clock, self._diary, self._safety, self._opener, clinic, self._look
        shelf = Shelf(*given, options.speed, thresholds)
        self._screen = QtScreen(shelf, self._tray_status)
        self._screen.on_cue, self._screen.on_hush = self._take_cue, self._hush
        self._tray_watch = TrayWatch(self._screen.tray, self._miss_tray)
        self._connect_tray()

    # --- what is read -------------------------------------------------------------------------------------------------

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

        self._buses = buses = Buses()
        activity, busy, power, notifier = self._select(buses)
        self._driver = driver = self._make_driver(activity, busy, power, notifier)
        self._screen.connect_to(driver.handle, driver.keep, lambda: driver.state.world)
        ways = self._open_ways(busy)
        self._commands = self._make_commands(driver)
        driver.start()
        self._screen.desk.look_again()
        for problem in self._problems:
            self._screen.report(problem)
        self._preferences.changed, self._preferences.mended = self._settings_changed, self._screen.forget
        self._preferences.watch()
        self._tray_watch.begin(buses)
        if not self._options.temp_profile:
            self._agree_on_login()
        if ways.welcome.progress().shows_by_itself:
            ways.open_first_run()

    def _make_driver(
        self, activity: ActivitySource, busy: BusySource, power: PowerSource, notifier: Notifier
    ) -> Driver:
        from postureapp.runtime.driver import Driver, Ports
        from postureapp.runtime.schedule import Schedule
        from postureapp.storage.session_store import SessionStore

        session, timer = SessionStore(self._places.session), Schedule(self._options.speed)
        ports = Ports(self._clock, activity, busy, power, notifier, self._diary, self, session, self._screen, timer)
        return Driver(ports, self._world)

    def _open_ways(self, busy: BusySource) -> WindowDoors:
        """Give the windows that are asked for by name what they need of the app."""
        from postureapp.ui.doors import Keeping

        ways = self._screen.doors
        ways.effective, ways.settings_file = self._preferences.effective, self._open_settings_file
        ways.welcome, ways.busy_programs = self._welcome(), busy.programs
        ways.keeping = Keeping(
            self._places, self._opener.open_file, self._erase, self._debug_page, self._screen.desk.look_again
        )
        return ways

    def _make_commands(self, driver: Driver) -> Commands:
        from postureapp.runtime.commands import Commands, Ways

        screen = self._screen
        ways = Ways(screen.doors.open, self._erase, self._debug_page, screen.desk.tell, screen.desk.look_again)
        return Commands(driver, self._clock, ways, self._capabilities, lambda: screen.problems)

    def _welcome(self) -> Welcome:
        """What the first run works with. That it is due is kept at once: the next start finds a settings file."""
        from postureapp.ui.doors import Welcome

        kept = [self._first_run.load(is_new=self._is_new)]

        def keep(progress: Progress) -> None:
            kept[:] = [progress]
            try:
                self._first_run.save(progress)
            except PostureError as problem:
                self._screen.report(problem)

        if kept[0].shows_by_itself:
            keep(kept[0])

        def speak(words: str) -> str:
            return self._sound().try_voice(words)

        return Welcome(lambda: kept[0], keep, speak, self._tray_watch.is_there, self._notices_calls)

    def _select(self, buses: Buses) -> tuple[ActivitySource, BusySource, PowerSource, Notifier]:
        from postureapp.platforms import activity, busy, notify, power
        from postureapp.ui.card_notifier import CardNotifier

        source, self._choices["activity"] = activity.select()
        if self._options.speed != 1.0:
            from postureapp.devtools.compressed_time import FastActivitySource

            source = FastActivitySource(source, self._options.speed)
        moments, self._choices["busy"] = busy.select(buses=buses)
        machine, self._choices["power"] = power.select(buses=buses)
        self._notifier, _choice = notify.select(CardNotifier(self._look, self._reminder_seen), buses)
        return source, moments, machine, self._notifier

    # --- the tray -----------------------------------------------------------------------------------------------------

    def _tray_status(self) -> TrayStatus:
        from postureapp.ui.tray import TrayStatus
        from postureapp.ui.tray_status import tray_status

        if self._driver is None:
            return TrayStatus(text("Starting"), at_home=self._settings.place is Place.HOME)
        waits = not self._screen.doors.welcome.progress().is_done
        return replace(tray_status(self._driver.state, self._clock.now()), welcome_waits=waits)

    def _connect_tray(self) -> None:
        from postureapp.runtime.commands import until_tomorrow

        tray, send = self._screen.tray, self._send
        tray.replied.connect(send)
        tray.home_asked.connect(lambda: self._open("home"))
        tray.stretch_asked.connect(lambda: send(events.StretchAsked()))
        tray.moves_asked.connect(lambda: self._open("moves"))
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
        tray.check_in_asked.connect(lambda: self._open("check-in"))
        tray.safety_asked.connect(self._screen.ask_safety)
        tray.welcome_asked.connect(lambda: self._open("welcome"))
        tray.settings_asked.connect(lambda: self._open("settings"))
        tray.quit_asked.connect(self._application.quit)
        tray.activated.connect(self._clicked)

    def _reminder_seen(self, reminder_id: int, seen: bool) -> None:
        self._send(events.ReminderSeen(reminder_id, seen))

    def _send(self, event: events.Event) -> None:
        if self._driver is not None:
            self._driver.handle(event)

    def _capabilities(self) -> dict[str, Choice]:
        """What was chosen of each capability; the notifier's choice may change while the app runs."""
        sounds = self._sound().choices(self._notices_calls())
        return {**self._choices, "notify": self._notifier.choice, **sounds}

    def _notices_calls(self) -> bool:
        """Whether it is known here when a microphone is in use."""
        return "microphone" not in dict(self._choices["busy"].rejected)

    def _open(self, what: str) -> None:
        if self._driver is not None:
            self._screen.doors.open(what)

    def _clicked(self) -> None:
        """A click on the icon: the reminder that could show no buttons of its own, else the home window."""
        if self._driver is None or not self._notifier.open_card():
            self._open("home")

    def _open_settings_file(self) -> None:
        try:
            self._opener.open_file(self._places.settings)
        except PostureError as problem:
            self._screen.report(problem)

    def _miss_tray(self) -> None:
        self._choices["tray"] = Choice("none", note=NO_TRAY)
        self._screen.doors.say_once(NO_TRAY)
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

    def _settings_changed(self, settings: Settings) -> None:
        """The file was saved elsewhere."""
        self._use_settings(settings)
        self._send(events.SettingsChanged(settings))

    def _use_settings(self, settings: Settings) -> None:
        """Take over what does not concern the session: look and language of windows to come, starting at login."""
        before, self._settings = self._settings, settings
        self._look.choose(settings.theme)
        self._look.choose_figure(settings.figure_body, settings.figure_skin)
        if settings.language != before.language:
            self._speak(settings.language)
            self._screen.tray.retranslate()
        if settings.start_at_login != before.start_at_login and not self._options.temp_profile:
            self._carry_to_login(settings.start_at_login)

    def _speak(self, language: str) -> None:
        """Put a language in force: of our sentences, of the voice and of Qt."""
        from postureapp.ui.language import system_languages

        self._language = locale.load(language, system_languages())
        self._qt_language.use(self._language, right_to_left=locale.is_right_to_left(self._language))

    def _carry_to_login(self, on: bool) -> None:
        from postureapp.platforms import autostart
        from postureapp.runtime import login_start

        entry, self._choices["autostart"] = autostart.select(folders.moved())
        try:
            login_start.carry(on, entry)
        except PostureError as problem:
            self._screen.report(problem)

    def _agree_on_login(self) -> None:
        """At a start the system may have been told otherwise: the setting follows it."""
        from postureapp.platforms import autostart
        from postureapp.runtime import login_start

        entry, self._choices["autostart"] = autostart.select(folders.moved())
        wanted, key = self._settings.start_at_login, "app.start_at_login"
        try:
            found = login_start.agree(wanted, key in self._preferences.effective().locked, entry)
        except PostureError as problem:
            self._screen.report(problem)
            return
        if found != wanted:
            self._send(events.SettingChosen(key, found))
            if wanted:
                self._screen.report(login_start.taken_away())

    def set_value(self, key: str, value: Value | None) -> Settings:
        """The SettingsStore port: keep a value, and take it over; gives all settings as they are then."""
        self._use_settings(self._preferences.set_value(key, value))
        return self._settings

    def answer(self, words: list[str]) -> tuple[int, str]:
        """Exit code and text for a command from the command line."""
        if self._commands is None:
            return _NOT_YET, str(text("PostureApp is starting; try again in a moment."))
        if self.is_erased and words != ["quit"]:
            return 1, str(text("PostureApp is just ending: everything was deleted."))
        return self._commands.answer(words)

    def _erase(self) -> tuple[str, ...]:
        """Stop all writing, then delete everything; gives what could not be. The app is to end after it."""
        from postureapp.platforms import autostart
        from postureapp.runtime import process
        from postureapp.storage.erase import erase

        self.is_erased = True
        self._screen.tray.hide()
        self._hush()
        self._preferences.stop()
        if self._driver is not None:
            self._driver.stop(keep=False)
        process.end_log_file()
        left = [*erase(self._places)]
        if not self._options.temp_profile:
            try:
                autostart.select(folders.moved())[0].switch(False)
            except PostureError as problem:
                left.append(str(problem))
        return tuple(left)

    def _debug_page(self) -> str:
        from PySide6.QtGui import QGuiApplication

        from postureapp.devtools.debug_page import Seen, debug_page

        screens = [
            f"{screen.size().width()} x {screen.size().height()} at {screen.devicePixelRatio():g}"
            for screen in QGuiApplication.screens()
        ]
        return debug_page(
            Seen(
                self._places,
                self._preferences.effective(),
                self._capabilities(),
                self._screen.problems,
                screens,
                QGuiApplication.platformName(),
            )
        )

    def close(self) -> None:
        """Put everything away, in the order that loses nothing."""
        self._screen.close_all()
        if self._sounder is not None:
            self._sounder.stop()
        if self._driver is not None:
            self._driver.stop()
        if self._buses is not None:
            self._buses.close()
