"""The settings in the real program: every page changed by hand, taking effect at once, kept over a restart."""

from __future__ import annotations

import re
from pathlib import Path

from PySide6.QtGui import QImage

from postureapp.core.hours import parse_range
from postureapp.core.moves import Place
from postureapp.core.settings import CheckIn, PlayerSize, Settings, Theme
from postureapp.storage.settings_file import read_only
from tests.helpers.running_app import App, own_windows
from tests.helpers.virtual_desktop import Desktop, eventually

PATIENCE_S = 5.0
PAST_UNDO = ("Tab",)  # which stands before a setting that the person has set
FIRST = ("Tab", "Tab")  # from the list of pages past the button of the file to the first setting of the page
PAGE_TOP, PAGE_HEIGHT = 80, 36  # where the middle of the first page is in the list, and how far it is to the next


def kept(app: App) -> Settings:
    """What the settings file holds."""
    return read_only(app.places.settings)[0]


def open_settings(desktop: Desktop, app: App) -> str:
    told = app.command("settings")
    assert (told.returncode, told.stderr) == (0, "")
    is_there = lambda: own_windows(desktop).get("Settings") == desktop.active_window()  # noqa: E731
    eventually(is_there, PATIENCE_S, "it has the keyboard")
    return desktop.active_window()


def next_page(desktop: Desktop) -> None:
    """From wherever the keyboard is to the page after this one."""
    desktop.key("ctrl+f", "Down", "Down")


def is_dark(desktop: Desktop, window: str, picture: Path) -> bool:
    left, top, width, height = desktop.geometry(window)
    shot = QImage(str(desktop.screenshot(picture)))
    return shot.pixelColor(left + width - 30, top + height - 30).lightness() < 80


def test_every_page_is_changed_and_survives_a_restart(desktop: Desktop, app: App, tmp_path: Path) -> None:
    app.prepare()
    app.start()
    before = kept(app)
    assert (before.working_hours, before.start_at_login) != (Settings().working_hours, True)
    open_settings(desktop, app)
    desktop.screenshot(tmp_path / "reminders.png")

    desktop.key(*FIRST, "space")
    eventually(lambda: kept(app).causes == ("phone",), PATIENCE_S, "reminders: what applies")
    next_page(desktop)
    desktop.key(*FIRST, *PAST_UNDO, "space", "ctrl+a")
    desktop.xdotool("type", "--delay", "20", "7-11, 22:00-02:00")
    desktop.key("Return")
    monday = (parse_range("07:00-11:00"), parse_range("22:00-02:00"))
    days = (monday, *before.working_hours.days[1:])
    eventually(lambda: kept(app).working_hours.days == days, PATIENCE_S, "hours: those of Monday")
    desktop.screenshot(tmp_path / "hours.png")
    next_page(desktop)
    desktop.key(*FIRST, "ctrl+a", "2", "5", "Return")
    eventually(lambda: kept(app).phone_relief_min == 25, PATIENCE_S, "phone: a number")
    next_page(desktop)
    desktop.key(*FIRST, "space")
    eventually(lambda: "fullscreen" not in kept(app).held_by, PATIENCE_S, "busy: what reminders wait for")
    next_page(desktop)
    desktop.key(*FIRST, "Right")
    eventually(lambda: kept(app).place is Place.HOME, PATIENCE_S, "moves: the place")
    next_page(desktop)
    desktop.key(*FIRST, "Right")
    eventually(lambda: kept(app).check_in is CheckIn.DAILY, PATIENCE_S, "pain diary: when it is asked for")
    next_page(desktop)
    desktop.key(*FIRST, "space")
    eventually(lambda: kept(app).voice, PATIENCE_S, "sound: the voice")
    window = own_windows(desktop)["Settings"]
    desktop.xdotool("mousemove", "--window", window, "80", str(PAGE_TOP + 7 * PAGE_HEIGHT), "click", "1")
    desktop.key(*FIRST, "Left")
    eventually(lambda: kept(app).player_size is PlayerSize.SMALL, PATIENCE_S, "appearance: the size of the window")
    next_page(desktop)
    desktop.key(*FIRST, "space")
    eventually(lambda: kept(app).start_at_login, PATIENCE_S, "the app: start at login")
    changed = kept(app)

    assert app.quit() == 0
    assert app.said() == ""
    app.start()
    window = open_settings(desktop, app)
    assert kept(app) == changed
    desktop.screenshot(tmp_path / "again.png")
    next_page(desktop)
    next_page(desktop)
    desktop.key(*FIRST, *PAST_UNDO, "Up")
    eventually(lambda: kept(app).phone_relief_min == 30, PATIENCE_S, "the window went on from the number that was kept")
    assert own_windows(desktop) == {"Settings": window}
    desktop.key("Escape")
    eventually(lambda: not own_windows(desktop), PATIENCE_S, "it is closed")
    assert app.quit() == 0
    assert app.said() == ""


def test_a_search_a_theme_that_turns_at_once_and_the_way_back(desktop: Desktop, app: App, tmp_path: Path) -> None:
    app.prepare()
    app.start()
    window = open_settings(desktop, app)
    assert not is_dark(desktop, window, tmp_path / "light.png")
    desktop.key("ctrl+f")
    desktop.xdotool("type", "--delay", "20", "theme")
    desktop.key("Return", "Right", "Right")
    eventually(lambda: kept(app).theme is Theme.DARK, PATIENCE_S, "dark was chosen among what was found")
    eventually(lambda: is_dark(desktop, window, tmp_path / "dark.png"), PATIENCE_S, "the open window is dark at once")
    desktop.key("shift+Tab", "space")
    eventually(lambda: kept(app).theme is Theme.SYSTEM, PATIENCE_S, "the way back takes one's own value away")
    assert not re.search(r"^theme", app.places.settings.read_text(), re.MULTILINE)
    eventually(lambda: not is_dark(desktop, window, tmp_path / "back.png"), PATIENCE_S, "and it is light again")
    assert app.quit() == 0
    assert app.said() == ""


def test_what_does_not_fit_is_refused_and_an_edited_file_shows(desktop: Desktop, app: App, tmp_path: Path) -> None:
    app.prepare()
    app.start()
    open_settings(desktop, app)
    desktop.key("ctrl+f")
    desktop.xdotool("type", "--delay", "20", "change posture")
    desktop.key("Return", "ctrl+a", "5", "0", "0", "Return")
    desktop.screenshot(tmp_path / "refused.png")
    assert kept(app).stretch_min == 30
    source = app.places.settings.read_text()
    app.places.settings.write_text(source.replace("stretch_min = 30", "stretch_min = 45"))
    eventually(lambda: app.status()["next"]["in_s"] > 35 * 60, PATIENCE_S, "the edited file holds")
    desktop.key("Up")
    eventually(lambda: kept(app).stretch_min == 50, PATIENCE_S, "the window went on from the edited value")
    desktop.screenshot(tmp_path / "edited.png")
    assert app.quit() == 0
    assert app.said() == ""
