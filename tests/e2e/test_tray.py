"""The tray icon and its menu, by mouse and keyboard."""

from __future__ import annotations

from pathlib import Path

import pytest

from postureapp.core.safety import SafetyState
from postureapp.storage.safety_file import FileSafetyStore
from tests.helpers.running_app import App, own_windows
from tests.helpers.virtual_desktop import Desktop, eventually

HURT = "My upper back hurts"


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


def choose(desktop: Desktop, *rows: int) -> None:
    """Go down to the nth entry that can be chosen, in the menu and then in its submenu, and press Enter."""
    for level, row in enumerate(rows):
        if level:
            desktop.key("Right")
        downs = row if not level else row - 1  # a submenu opens with its first entry chosen
        desktop.key(*["Down"] * downs) if downs else None
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
    choose(desktop, 1)
    eventually(lambda: own_windows(desktop), 5, "the stretch window is open")
    desktop.screenshot(tmp_path / "stretch.png")
    desktop.key("Escape")
    eventually(lambda: not own_windows(desktop), 5, "Escape ends it")
    assert started.kinds() == ["started"], "a stretch that was stopped at once is no change of posture"


def test_my_upper_back_hurts_by_the_mouse(desktop: Desktop, started: App, tmp_path: Path) -> None:
    menu = open_menu(desktop)
    _left, _top, _width, height = desktop.geometry(menu)
    desktop.click_window(menu, 0.5, (height - 78) / height)
    eventually(lambda: HURT in own_windows(desktop), 5, "the clinic's card is open")
    desktop.screenshot(tmp_path / "booking.png")
    desktop.key("Escape")
    eventually(lambda: not own_windows(desktop), 5, "Escape closes it")


def test_pause_for_half_an_hour_and_resume(desktop: Desktop, started: App) -> None:
    open_menu(desktop)
    choose(desktop, 4, 1)
    eventually(lambda: started.status()["paused_until"], 3, "it pauses")
    open_menu(desktop, 0.8)
    choose(desktop, 4)
    eventually(lambda: started.status()["paused_until"] is None, 3, "it goes on")
    assert started.kinds() == ["started", "paused", "resumed"]


def test_the_phone_is_switched_on_and_quit_quits(desktop: Desktop, started: App) -> None:
    open_menu(desktop)
    choose(desktop, 2)
    eventually(lambda: started.status()["phone_on"], 3, "phone time is counted")
    open_menu(desktop, 0.8)
    desktop.key("Up", "Return")
    assert started.wait_ended() == 0
    assert started.kinds() == ["started", "phone_on", "stopped"]


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
