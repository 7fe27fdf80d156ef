"""Opens the windows that a person asks for by name, each once: home, settings, the first run, the moves.

Each is imported when it is first opened, for at rest none is needed. It hands values to and fro and decides nothing.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from postureapp.core import events
from postureapp.core.errors import PostureError
from postureapp.core.events import Busy, Event
from postureapp.core.policy import Effective
from postureapp.core.replies import Waiting
from postureapp.core.safety import SafetyState
from postureapp.core.setting_values import as_written, read_value
from postureapp.core.settings import Value, declarations
from postureapp.core.state import World
from postureapp.core.status import Status
from postureapp.core.text import Text, _
from postureapp.storage import atomic
from postureapp.storage.first_run import Progress
from postureapp.storage.folders import Folders
from postureapp.ui.card_place import read_in_peace
from postureapp.ui.open_windows import OpenWindows, close, raised
from postureapp.ui.shelf import Shelf

if TYPE_CHECKING:
    from postureapp.ui.about_page import AboutWires
    from postureapp.ui.back_wires import BackWires
    from postureapp.ui.data_page import DataWires
    from postureapp.ui.diary_ways import DiaryWays
    from postureapp.ui.pain_desk import PainDesk
    from postureapp.ui.waiting import Shown


@dataclass(frozen=True, slots=True)
class Asked:
    """What the windows ask of the screen and the session."""

    handle: Callable[[Event], None]
    world: Callable[[], World]
    status: Callable[[], Status]
    safety: Callable[[], None]
    book: Callable[[], None]
    check_in: Callable[[], None]
    quit: Callable[[], None]
    answer_safety: Callable[[SafetyState], str]
    waiting: Callable[[], Sequence[Waiting]] = tuple
    report: Callable[[Callable[[Path], str]], None] = lambda _open_folder: None


@dataclass(frozen=True, slots=True)
class Welcome:
    """What the first run asks of the app: where it was left, a voice to try (and why it is silent), the tray.

    `notices_calls`: whether it is known here when a microphone is in use.
    """

    progress: Callable[[], Progress] = Progress
    keep: Callable[[Progress], None] = lambda _progress: None
    speak: Callable[[str], str] = lambda _words: ""
    tray_is_there: Callable[[], bool] = lambda: True
    notices_calls: Callable[[], bool] = lambda: True


@dataclass(frozen=True, slots=True)
class Keeping:
    """What the app does with the person's files when it is asked to. `erase` gives what could not be deleted."""

    places: Folders
    open_folder: Callable[[Path], None]
    erase: Callable[[], tuple[str, ...]]
    debug: Callable[[], str]
    diary_changed: Callable[[], None] = lambda: None


class Doors:
    """Opens windows. Thread: the Qt thread.

    `effective`, `busy_programs` and `settings_file` are the app's, set when it comes up. `note` is what the home window
    is still to say. `desk` is that of the pain diary.
    """

    def __init__(self, shelf: Shelf, windows: OpenWindows, asked: Asked) -> None:
        self._shelf, self._windows, self._asked = shelf, windows, asked
        self.effective: Callable[[], Effective] = lambda: Effective(asked.world().settings)
        self.busy_programs: Callable[[], Mapping[Busy, tuple[str, ...]]] = dict
        self.settings_file: Callable[[], None] = lambda: None
        self.note = Text("")
        self.welcome = Welcome()
        self.keeping: Keeping | None = None
        self.desk: PainDesk | None = None
        self._diary: DiaryWays | None = None

    def open(self, what: str) -> None:
        """Open what a window names, or "quit".

        "home", "settings", "moves", "safety", "book", "check-in", "pain", "report", "welcome", "file".
        """
        ways: dict[str, Callable[[], None]] = {
            "home": self.open_home,
            "settings": self.open_settings,
            "moves": self.open_moves,
            "safety": self._asked.safety,
            "book": self._asked.book,
            "check-in": self._asked.check_in,
            "pain": self.open_back,
            "report": lambda: self._asked.report(self._open_folder),
            "welcome": self.open_first_run,
            "file": self.settings_file,
            "quit": self._asked.quit,
        }
        ways[what]()

    def _busy_now(self) -> tuple[str, ...]:
        from postureapp.ui.settings_words import busy_words

        return busy_words(
            self._asked.status().busy, {kind.value: names for kind, names in self.busy_programs().items()}
        )

    def say_once(self, note: Text) -> None:
        """Have the home window say this: now, or when it is opened next."""
        if self._windows.home is not None:
            self._windows.home.say(note)
        else:
            self.note = note

    def open_home(self) -> None:
        """Show today, what comes next, and the weeks."""
        from postureapp.ui.home_window import HomeWindow, HomeWires

        home = self._windows.home
        if home is not None and raised(home):
            home.waiting.take_keyboard()
            return
        shelf, asked = self._shelf, self._asked
        wires = HomeWires(
            status=asked.status,
            world=asked.world,
            facts=shelf.facts,
            now=shelf.clock.now,
            handle=asked.handle,
            open=self.open,
            export=lambda content, path: atomic.write(Path(path), content),
            note=self.note,
            offers_welcome=not self.welcome.progress().is_done,
            waiting=self._waiting,
            back=self._back_wires if self.desk is not None else None,
        )
        self.note = Text("")
        window = HomeWindow(shelf.look, wires)
        self._windows.keep("home", window)
        window.show()

    def _waiting(self) -> list[Shown]:
        from postureapp.ui.waiting import shown

        cards = (self._windows.question_card, self._windows.notice)
        found = shown(self._asked.waiting(), [card for card in cards if card is not None], self._asked.handle)
        return [*found, *self._diary_ways.waits()] if self.desk is not None else found

    def open_back(self) -> None:
        """Show what the pain diary holds: the home window on "My back"."""
        self.open_home()
        if self._windows.home is not None:
            self._windows.home.show_back()

    @property
    def _diary_ways(self) -> DiaryWays:
        from postureapp.ui.diary_ways import DiaryWays

        assert self.desk is not None
        if self._diary is None:
            self._diary = DiaryWays(self._shelf, self._asked.world, self.desk, self.open, self._look_again)
        return self._diary

    def _back_wires(self) -> BackWires:
        return self._diary_ways.wires(lambda content, path: atomic.write(Path(path), content))

    def _look_again(self) -> None:
        if self._windows.home is not None:
            self._windows.home.refresh()

    def open_settings(self) -> None:
        """Show the settings."""
        from postureapp.ui.settings_window import SettingsWindow, SettingsWires
        from postureapp.ui.voice_sample import VoiceWires

        if raised(self._windows.settings):
            return
        shelf, asked = self._shelf, self._asked
        wires = SettingsWires(
            effective=self.effective,
            choose=self.choose,
            world=asked.world,
            busy=self._busy_now,
            now=shelf.clock.now,
            open=self.open,
            data=self._data_wires(),
            about=self._about_wires(),
            voice=VoiceWires(self.welcome.speak, self.welcome.notices_calls),
        )
        window = SettingsWindow(shelf.look, wires)
        self._windows.keep("settings", window)
        window.show()

    def _open_folder(self, folder: Path) -> str:
        """Open a folder; gives "" or why not."""
        try:
            if self.keeping is not None:
                self.keeping.open_folder(folder)
        except PostureError as problem:
            return str(problem)
        return ""

    def _data_wires(self) -> DataWires | None:
        from postureapp.ui.your_data import data_wires

        keeping = self.keeping
        if keeping is None:
            return None
        return data_wires(
            keeping.places,
            self._shelf,
            open_folder=self._open_folder,
            erase=keeping.erase,
            leave=self._asked.quit,
            changed=keeping.diary_changed,
        )

    def _about_wires(self) -> AboutWires | None:
        import PySide6

        from postureapp.ui.about_page import AboutWires, sources_of

        if self.keeping is None:
            return None
        folder = str(Path(PySide6.__file__).parent)
        return AboutWires(self.keeping.debug, lambda: sources_of(self._asked.world()), folder)

    def open_first_run(self) -> None:
        """Show the welcome, where it was left. Its questions take the place of those in a window of their own."""
        from postureapp.ui.first_run import FirstRun
        from postureapp.ui.first_run_answers import FirstRunWires

        windows, asked, welcome = self._windows, self._asked, self.welcome
        close(windows.questions)
        if raised(windows.questions) or raised(windows.first_run):
            return  # a warning sign was ticked in the questions: what that means comes first
        wires = FirstRunWires(
            settings=lambda: asked.world().settings,
            choose=self.choose,
            world=asked.world,
            save_safety=asked.answer_safety,
            handle=asked.handle,
            keep=self._keep_progress,
            speak=welcome.speak,
            tray_is_there=welcome.tray_is_there,
            progress=welcome.progress(),
            notices_calls=welcome.notices_calls,
        )
        window = FirstRun(self._shelf.look, wires)
        windows.keep("first_run", window)
        read_in_peace(window)

    def _keep_progress(self, progress: Progress) -> None:
        if not self._windows.is_closing:  # that the app ends is no closing by the person
            self.welcome.keep(progress)

    def open_moves(self) -> None:
        """Show the browser of moves."""
        from postureapp.ui.moves_window import MovesWindow

        if raised(self._windows.moves):
            return
        window = MovesWindow(
            self._asked.world,
            self._shelf.look,
            on_play=lambda move_id: self._asked.handle(events.StretchAsked((move_id,))),
            on_choose=self.choose,
            on_ask_safety=self._asked.safety,
            approval=self._shelf.clinic.approval,
        )
        self._windows.keep("moves", window)
        window.show()

    def choose(self, key: str, value: Value | None) -> str:
        """Keep a value of a setting, or none of the person's own; gives "", or the sentence that refuses it."""
        name, declaration, default = next(each for each in declarations() if each[1].key == key)
        try:
            if value is not None:
                read_value(declaration, default, as_written(value))
        except ValueError as refused:
            return str(refused)
        self._asked.handle(events.SettingChosen(key, value))
        kept = value is None or getattr(self._asked.world().settings, name) == value
        return "" if kept else _("That could not be kept; the card on your screen says why.")
