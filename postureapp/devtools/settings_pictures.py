"""The settings for the contact sheets and for the tests of windows: every page, a search, values of all origins."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from postureapp.core.events import Moment
from postureapp.core.hours import WeekHours, every_day, on_weekdays, parse_range
from postureapp.core.policy import Effective, Source
from postureapp.core.safety import SafetyState
from postureapp.core.settings import Page, Settings, Style
from postureapp.core.state import World
from postureapp.core.text import text
from postureapp.devtools.home_pictures import NOW
from postureapp.storage.content import load_causes, load_moves, load_safety
from postureapp.storage.folders import Folders
from postureapp.ui.about_page import AboutPage, AboutWires, sources_of
from postureapp.ui.data_page import DataPage, DataWires
from postureapp.ui.erase_card import Done
from postureapp.ui.hours_editor import HoursEditor
from postureapp.ui.settings_pages import SettingsPage
from postureapp.ui.settings_window import EXTRA, SettingsWindow, SettingsWires
from postureapp.ui.settings_words import PAGES, busy_words
from postureapp.ui.theme import Theme

NOON = datetime(2026, 3, 4, 12, 0, tzinfo=UTC)
SETTINGS = replace(
    Settings(),
    causes=("desk", "phone", "backpack"),
    stretch_min=25,
    style=Style.STRETCH,
    working_hours=WeekHours(
        (*on_weekdays("08:00-12:00", "13:00-17:00").days[:4], (parse_range("22:00-06:00"),), (), ())
    ),
    tip_hours=every_day("07:00-22:00"),
    sports_days=("tue", "sat"),
    favourites=("shoulder-roll", "chin-tuck"),
    switched_off=("band-row",),
    start_at_login=True,
)
SOURCES = {
    "causes": Source.PERSON,
    "reminders.stretch_min": Source.PERSON,
    "reminders.stand_min": Source.CLINIC,
    "working_hours": Source.PERSON,
    "tips.hours": Source.ORGANISATION,
    "moves.favourites": Source.PERSON,
    "moves.off": Source.PERSON,
    "app.start_at_login": Source.ORGANISATION,
}


def settings_windows() -> Iterator[tuple[str, Callable[[Theme], QWidget]]]:
    """The settings in all that they can show."""
    world = World(SETTINGS, load_causes()[0], load_moves()[0], load_safety()[0], SafetyState(answered=True))
    data, about = data_wires(), AboutWires(lambda: "PostureApp\n", lambda: sources_of(world), "PySide6")
    effective = Effective(SETTINGS, SOURCES, frozenset({"app.start_at_login"}))

    def wires(busy: tuple[str, ...] = ()) -> SettingsWires:
        return SettingsWires(
            effective=lambda: effective,
            choose=lambda _key, _value: "",
            world=lambda: world,
            busy=lambda: busy,
            now=lambda: Moment(NOON, UTC, 0.0, 0.0),
            open=lambda _what: None,
            data=data,
            about=about,
        )

    def opened(name: str, *, busy: tuple[str, ...] = (), searched: str = "") -> Callable[[Theme], QWidget]:
        def make(look: Theme) -> QWidget:
            window = SettingsWindow(look, wires(busy))
            window.show_page(name)
            if searched:
                window.sidebar.search.setText(searched)
            return window

        return make

    def unfolded(look: Theme) -> QWidget:
        window = SettingsWindow(look, wires())
        window.show_page(Page.HOURS)
        page = window.pages[Page.HOURS]
        assert isinstance(page, SettingsPage)
        editor = page.fields[0].control
        assert isinstance(editor, HoursEditor)
        editor.unfold.click()
        editor.lines[1].edit.setText("8-12, 25:00-26:00")
        editor.lines[1].edit.editingFinished.emit()
        return window

    def shown(name: str, act: Callable[[QWidget], None]) -> Callable[[Theme], QWidget]:
        """A page in a later state, scrolled to where that is."""

        def make(look: Theme) -> QWidget:
            window = SettingsWindow(look, wires())
            window.show_page(name)
            unseen = Qt.WidgetAttribute.WA_DontShowOnScreen
            window.setAttribute(unseen)
            window.show()  # only what is shown scrolls to what the act brings
            act(window.pages[name])
            window.hide()
            window.setAttribute(unseen, False)
            return window

        return make

    for page in PAGES:
        yield f"settings-{page}", opened(page)
    for name, _words, _make in EXTRA:
        yield f"settings-{name}", opened(name)
    yield "settings-data-forget", shown("data", _forget)
    yield "settings-data-taken-in", shown("data", _take_in)
    yield "settings-data-asks", shown("data", _ask)
    yield "settings-data-word", shown("data", _ask_for_word)
    yield "settings-about-copied", shown("about", _copy)
    yield "erased", lambda look: Done(look, ())
    stuck = str(text("Not permitted: {file} could not be used.", file=data.places.diary.name))
    yield "erased-not-all", lambda look: Done(look, (stuck,))
    yield "settings-busy-now", opened(Page.BUSY, busy=busy_words(("microphone",)))
    yield "settings-hours-open", unfolded
    yield "settings-found", opened(Page.LOOK, searched="figure")
    yield "settings-nothing", opened(Page.LOOK, searched="qqq")


def data_wires() -> DataWires:
    """The page of somebody whose folders are empty; nothing is written."""
    home = Path("home", "you")
    local = home / ".local"
    places = Folders(home / ".config" / "postureapp", local / "share" / "postureapp", local / "state" / "postureapp")
    return DataWires(
        places,
        export=lambda _path: iter((0.4,)),
        today=NOW.date,
        count=lambda _first, _last: 12,
        forget=lambda _first, _last: 12,
        take_in=lambda _path: (84, 3),
    )


def _forget(page: QWidget) -> None:
    """The question whether some days are to be forgotten."""
    assert isinstance(page, DataPage)
    page.forget.ask.click()


def _take_in(page: QWidget) -> None:
    """An export that was taken in."""
    assert isinstance(page, DataPage)
    page.bring_back.take(Path("export.zip"))


def _ask(page: QWidget) -> None:
    assert isinstance(page, DataPage)
    page.erase.ask.click()


def _ask_for_word(page: QWidget) -> None:
    assert isinstance(page, DataPage)
    _ask(page)
    page.erase.go_on.click()


def _copy(page: QWidget) -> None:
    assert isinstance(page, AboutPage)
    page.show_it.click()
