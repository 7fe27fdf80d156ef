"""The tray icon and its menu, by mouse and keyboard."""

from __future__ import annotations

from pathlib import Path

import pytest

from postureapp.core.safety import SafetyState
from postureapp.storage.safety_file import FileSafetyStore
from postureapp.storage.settings_file import SettingsFile
from tests.helpers.running_app import App, own_windows
from tests.helpers.virtual_desktop import Desktop, eventually

HURT = "My upper back hurts"
AT_HOME = "At home: floor moves too"
# What can be chosen, from the top; while it is paused, "Resume" stands in the place of "Pause".
ENTRIES = ("Home", "Stretch now", "Moves…", "I'm on my phone", "I'm standing", AT_HOME, "Pause")


@pytest.fixture
def started(app: App) -> App:
    """The app, running."""
    app.prepare()
    app.start()
    return app


def menus(desktop: Desktop) -> list[str]:
    """The menus of the app that are open."""
    return [window for window in desktop.windows(of_class="postureapp") if desktop.geometry(window)[2] > 100]


def open_menu(desktop: Desktop, y: float = 0.3) -> str:
    """Click on the tray icon with the right button; gives the window of the menu.

    The next click in the same test is made at another height, or it would be the second half of a double click.
    """
    (tray,) = eventually(lambda: desktop.windows(of_class="trayer"), 5, "the tray has the icon")
    eventually(lambda: not menus(desktop), 3, "no menu is open any more")
    desktop.click_window(tray, 0.5, y, button=3)
    return str(eventually(lambda: menus(desktop), 5, "the menu is open")[0])


def choose(desktop: Desktop, entry: str, row: int = 0) -> None:
    """Go down to an entry of the menu, then to the nth of its submenu (if any), and press Enter."""
    desktop.key(*["Down"] * (ENTRIES.index(entry) + 1))
    if row:
        desktop.key("Right")  # a submenu opens with its first entry chosen
        desktop.key(*["Down"] * (row - 1)) if row > 1 else None
    desktop.key("Return")


def test_the_icon_is_in_the_tray_and_its_menu_opens(desktop: Desktop, started: App, tmp_path: Path) -> None:
    menu = open_menu(desktop)
    left, top, width, height = desktop.geometry(menu)
    assert left + width > 1000
    assert top + height > 600, "it opens at the icon"
    assert desktop.screenshot(tmp_path / "menu.png").stat().st_size > 1000
    desktop.key("Escape")
    eventually(lambda: menu not in desktop.windows(of_class="postureapp"), 3, "Escape closes it")


def test_stretch_now_by_the_keyboard(desktop: Desktop, started: App, tmp_path: Path) -> None:
    open_menu(desktop)
    choose(desktop, "Stretch now")
    eventually(lambda: own_windows(desktop), 5, "the stretch window is open")
    desktop.screenshot(tmp_path / "stretch.png")
    desktop.key("Escape")
    eventually(lambda: not own_windows(desktop), 5, "Escape ends it")
    assert started.kinds() == ["started", "session"], "a stretch that was stopped at once is no change of posture"


def test_my_upper_back_hurts_by_the_mouse(desktop: Desktop, started: App, tmp_path: Path) -> None:
    menu = open_menu(desktop)
    _left, _top, _width, height = desktop.geometry(menu)
    desktop.click_window(menu, 0.5, (height - 103) / height)
    eventually(lambda: HURT in own_windows(desktop), 5, "the clinic's card is open")
    desktop.screenshot(tmp_path / "booking.png")
    desktop.key("Escape")
    eventually(lambda: not own_windows(desktop), 5, "Escape closes it")


def test_pause_for_half_an_hour_and_resume(desktop: Desktop, started: App) -> None:
    open_menu(desktop)
    choose(desktop, "Pause", 1)
    eventually(lambda: started.status()["paused_until"], 3, "it pauses")
    open_menu(desktop, 0.8)
    choose(desktop, "Pause")
    eventually(lambda: started.status()["paused_until"] is None, 3, "it goes on")
    assert started.kinds() == ["started", "paused", "resumed"]


def test_the_phone_is_switched_on_and_quit_quits(desktop: Desktop, started: App) -> None:
    open_menu(desktop)
    choose(desktop, "I'm on my phone")
    eventually(lambda: started.status()["phone_on"], 3, "phone time is counted")
    open_menu(desktop, 0.8)
    desktop.key("Up", "Return")
    assert started.wait_ended() == 0
    assert started.kinds() == ["started", "phone_on", "stopped"]


def test_the_place_is_kept_and_shown_after_a_restart(desktop: Desktop, app: App, tmp_path: Path) -> None:
    def place() -> str:
        return SettingsFile(app.places.settings).load()[0].place.value

    app.prepare()
    app.start()
    open_menu(desktop)
    choose(desktop, AT_HOME)
    eventually(lambda: place() == "home", 3, "it is in the settings file")
    assert app.command("quit").returncode == 0
    app.wait_ended()
    app.start()
    menu = open_menu(desktop, 0.8)
    desktop.screenshot(tmp_path / "at-home.png")
    choose(desktop, AT_HOME)  # switched on, it is switched off
    eventually(lambda: place() == "office", 3, "it was shown as on")
    assert menu
    assert app.command("place", "home").returncode == 0
    assert place() == "home"
    assert app.command("place", "moon").returncode == 2


def test_medical_care_comes_before_the_clinic_after_a_red_flag(desktop: Desktop, app: App, tmp_path: Path) -> None:
    app.prepare(safety=False)
    flagged = SafetyState(answered=True, answered_utc="2026-01-01", red_flags=("unknown-flag",))
    FileSafetyStore(app.places.safety, print).save(flagged)
    app.start()
    assert app.status()["stretches"] == "off"
    assert app.command("book").returncode == 0
    eventually(lambda: HURT in own_windows(desktop), 5, "the card is open")
    desktop.screenshot(tmp_path / "medical-care.png")
    assert app.command("stretch").returncode == 0
    eventually(lambda: "Safety questions" in own_windows(desktop), 5, "medical care comes first here too")
    assert len(own_windows(desktop)) == 2, "and no exercise opens"
