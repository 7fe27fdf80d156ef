"""What the app keeps of the memory of windows that were closed: of one window, and of all of them.

The whole app on a virtual desktop, as a person uses it: windows are opened by commands and from the menu of the tray,
looked through by keyboard, and closed; then the app has time to tidy up.
"""

from __future__ import annotations

import compileall
import contextlib
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

from postureapp.storage.first_run import FILE, FirstRunFile, Progress
from tests.benchmarks.judging import Aim, Part
from tests.benchmarks.measures import Memory, read_memory
from tests.helpers.desktop import ROOT
from tests.helpers.running_app import App, own_windows
from tests.helpers.ten_years import write_ten_years
from tests.helpers.virtual_desktop import Desktop, eventually

MOST_OF_ONE_MIB = 5.0
MOST_OF_ALL_MIB = 8.0
SETTLE_S = 3.0
OPEN_S = 0.8  # the figure moves for a moment
PAGE_S = 0.25  # a page is drawn
TIDY_S = 1.0  # nobody opens the next window before the app has tidied up after the last
OPENS, ROUNDS = 10, 3
WORKDAYS = 260  # a year of diary, so that weeks and months have something to show
ENDED = timedelta(days=35)  # since then no pain is noted, or stretches would begin with a question about it
MENU_HEIGHTS = (0.3, 0.8)  # two clicks at one place would be a double click


@dataclass(frozen=True, slots=True)
class Visit:
    """A window: what it is called here, how it is opened, and what is pressed to see the rest of it.

    `command` opens it; without one, it is the entry of the tray's menu that stands `up` from the end.
    """

    name: str
    command: str = ""
    up: int = 0
    keys: tuple[str, ...] = ()


TO_WEEKS, TO_THE_YEAR = ("shift+Tab", "shift+Tab", "Right"), ("Tab", "Tab", "Right", "Right")
STRETCH = Visit("the stretch window", "stretch")
MOVES = Visit("the browser of moves", "moves")
HOME = Visit("home, with weeks and months", "home", keys=(*TO_WEEKS, *TO_THE_YEAR))
SETTINGS = Visit("the settings, every page", "settings", keys=("End", *["Up"] * 11))
FIRST_RUN = Visit("the first run", up=3, keys=("Return",))  # it goes on where it was left
SAFETY = Visit("the safety questions", up=4)
ALL = (HOME, SETTINGS, FIRST_RUN, SAFETY, MOVES, STRETCH)


@dataclass(frozen=True, slots=True)
class Kept:
    """Memory of the app before a window was ever opened, after it was closed once, and after the last time."""

    before: Memory
    after_one: Memory
    after_all: Memory


class Person:
    """Opens, looks through and closes windows of an app that runs."""

    def __init__(self, desktop: Desktop, app: App) -> None:
        self._desktop, self._app = desktop, app
        self._clicks = 0

    def look_at(self, visit: Visit) -> None:
        """Open a window, see all of it, close it, and let the app tidy up."""
        if visit.command:
            assert self._app.command(visit.command).returncode == 0
        else:
            self.open_menu()
            self._desktop.key(*["Up"] * visit.up, "Return")
        window = self._until(self._stands, f"{visit.name} is open")
        time.sleep(OPEN_S)
        self._desktop.xdotool("windowfocus", "--sync", window)
        for key in visit.keys:
            self._desktop.key(key)
            time.sleep(PAGE_S)
        self._desktop.key("Escape")
        self._until(lambda: not own_windows(self._desktop), f"{visit.name} is closed")
        time.sleep(TIDY_S)

    def _stands(self) -> str:
        """The one window there is."""
        found = list(own_windows(self._desktop).values())
        return found[0] if len(found) == 1 else ""

    def open_menu(self) -> None:
        """Open the menu of the tray."""
        (tray,) = self._desktop.windows(of_class="trayer")
        closed = len(self._desktop.windows(of_class="postureapp"))
        self._desktop.click_window(tray, 0.5, MENU_HEIGHTS[self._clicks % 2], button=3)
        self._clicks += 1
        self._until(lambda: len(self._desktop.windows(of_class="postureapp")) > closed, "the menu is open")

    def _until(self, is_so: Callable[[], object], what: str) -> str:
        try:
            return str(eventually(is_so, 10, what))
        except AssertionError as missing:
            raise AssertionError(f"{missing}\n{self._app.said()}") from None

    def memory(self) -> Memory:
        """Memory once it has settled."""
        time.sleep(SETTLE_S)
        assert self._app.process is not None
        return read_memory(self._app.process.pid)


@contextlib.contextmanager
def person_at(*, year: bool = False) -> Iterator[tuple[Memory, Person]]:
    """The app at rest with its memory, and a person who has seen the menu, which needs what any window needs.

    `year`: with a diary of a year, and a first run that waits in the menu.
    """
    compileall.compile_dir(ROOT / "postureapp", quiet=1)  # as it is installed: to compile takes memory of its own
    with Desktop() as desktop:
        app = App(desktop.env, desktop.folder / "app")
        app.prepare()
        if year:
            FirstRunFile(app.places.state / FILE).save(Progress(closings=2))
            write_ten_years(app.places.diary, datetime.now().astimezone().date() - ENDED, WORKDAYS)
        try:
            app.start()
            person = Person(desktop, app)
            at_rest = person.memory()
            person.open_menu()
            desktop.key("Escape")
            yield at_rest, person
        finally:
            app.close()


def kept_by(visit: Visit, person: Person) -> Kept:
    """Memory before and after a window was opened and closed, once and several times."""
    found = [person.memory()]
    for number in range(OPENS):
        person.look_at(visit)
        if number in (0, OPENS - 1):
            found.append(person.memory())
    return Kept(*found)


def kept_by_all() -> tuple[Memory, dict[str, Memory], Memory]:
    """Memory before any window, after each was closed for the first time, and after all were closed several times."""
    with person_at(year=True) as (_at_rest, person):
        before, each = person.memory(), {}
        for number in range(ROUNDS):
            for visit in ALL:
                person.look_at(visit)
                if not number:
                    each[visit.name] = person.memory()
        return before, each, person.memory()


def kept_mib(before: Memory, after: Memory) -> float:
    """What was kept, of the resident memory.

    That counts shared pages whole: what other programs do meanwhile does not move it, and PSS has grown by no more.
    """
    return after.resident - before.resident


def memory_part() -> Part:
    """What the app keeps of the memory of windows that were closed."""
    with person_at() as (at_rest, person):
        found = {visit.name: kept_by(visit, person) for visit in (STRETCH, MOVES)}
    rows = [["memory (PSS) before any window or menu was open, MiB", f"{at_rest.pss:.1f}"]]
    aims = []
    for name, each in found.items():
        rows += [
            [f"before {name} was ever open (PSS), MiB", f"{each.before.pss:.1f}"],
            ["kept after it was opened and closed once, MiB", f"{kept_mib(each.before, each.after_one):.1f}"],
            *_kept_rows(f"after {OPENS} times", each.before, each.after_all),
        ]
        kept = kept_mib(each.before, each.after_all)
        aims.append(Aim(f"memory kept after {OPENS} times {name}, MiB", kept, MOST_OF_ONE_MIB))
    before, firsts, after = kept_by_all()
    for name, memory in firsts.items():
        rows.append([f"kept after {name} as well, MiB", f"{kept_mib(before, memory):.1f}"])
    rows += _kept_rows(f"after all of them {ROUNDS} times", before, after)
    words = f"memory kept after every window was opened and closed {ROUNDS} times, MiB"
    return Part(rows, [*aims, Aim(words, kept_mib(before, after), MOST_OF_ALL_MIB)])


def _kept_rows(when: str, before: Memory, after: Memory) -> list[list[str]]:
    own = after.anonymous - before.anonymous
    return [
        [f"kept {when}, MiB", f"{kept_mib(before, after):.1f}"],
        ["of it own memory (no page of a file), MiB", f"{own:.1f}"],
    ]
