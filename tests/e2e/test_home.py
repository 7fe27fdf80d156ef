"""The home window in the real program: opened by command, raised by a second start, used by the keyboard alone."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from tests.helpers import screen_reader
from tests.helpers.running_app import App, own_windows
from tests.helpers.virtual_desktop import Desktop, eventually

TODAY, WEEKS = "PostureApp: today", "PostureApp: week and months"


def active_title(desktop: Desktop) -> str:
    """The title of the window that has the keyboard, where it is one of ours."""
    active = desktop.active_window()
    return next((title for title, window in own_windows(desktop).items() if window == active), "")


def open_home(desktop: Desktop, app: App) -> None:
    """Start the app and open its home window by command."""
    app.prepare()
    app.start()
    assert app.command("home").returncode == 0
    eventually(lambda: active_title(desktop) == TODAY, 5, "the home window has the keyboard")


def last(app: App) -> str:
    """The kind of the last fact."""
    return app.kinds()[-1]


def test_every_button_does_what_it_says_by_the_keyboard_alone(desktop: Desktop, app: App, tmp_path: Path) -> None:
    open_home(desktop, app)
    desktop.key("Tab", "space")
    eventually(lambda: last(app) == "phone_on", 5, "I'm on my phone")
    desktop.screenshot(tmp_path / "phone.png")
    desktop.key("space")
    eventually(lambda: last(app) == "phone_off", 5, "and no longer")
    desktop.key("Tab", "space")
    eventually(lambda: "standing_on" in app.kinds(), 5, "I'm standing")
    desktop.key("space")
    eventually(lambda: "standing_off" in app.kinds(), 5, "and no longer")
    desktop.key("Tab", "Return")
    desktop.screenshot(tmp_path / "pause.png")
    desktop.key("Return")
    eventually(lambda: last(app) == "paused", 5, "a pause from the menu")
    assert app.status()["paused_until"]
    desktop.key("Return")
    eventually(lambda: last(app) == "resumed", 5, "the same button resumes")
    desktop.key("Return", "Up", "Return")  # the last of the menu
    eventually(lambda: last(app) == "paused", 5, "until tomorrow")
    assert "T05:00:00" in app.status()["paused_until"]
    desktop.key("Return")
    eventually(lambda: last(app) == "resumed", 5, "resumed")
    desktop.key("shift+Tab", "shift+Tab", "shift+Tab", "Return")
    eventually(lambda: active_title(desktop) not in ("", TODAY), 10, "Stretch now opens the player")
    assert "stretch" in str(app.status()["doing"])
    assert app.quit() == 0
    assert app.said() == ""


def test_my_upper_back_hurts_asks_for_warning_signs(desktop: Desktop, app: App) -> None:
    open_home(desktop, app)
    desktop.key("Tab", "Tab", "Tab", "Tab", "Return")
    eventually(
        lambda: active_title(desktop) == "My upper back hurts", 5, "it leads to the booking card by its questions"
    )
    assert app.quit() == 0
    assert app.said() == ""


def test_a_second_start_raises_it_and_escape_closes_it(desktop: Desktop, app: App) -> None:
    open_home(desktop, app)
    home = desktop.active_window()
    assert app.command("moves").returncode == 0
    eventually(lambda: active_title(desktop) == "Moves", 5, "another window is in front")
    assert app.command().returncode == 0
    eventually(lambda: desktop.active_window() == home, 5, "the same window is in front again")
    desktop.key("Escape")
    eventually(lambda: TODAY not in own_windows(desktop), 5, "it is closed")
    assert app.command().returncode == 0
    eventually(lambda: active_title(desktop) == TODAY, 5, "and comes anew")
    assert app.quit() == 0
    assert app.said() == ""


def test_the_weeks_come_by_key(desktop: Desktop, app: App, tmp_path: Path) -> None:
    open_home(desktop, app)
    desktop.key("shift+Tab", "shift+Tab", "Right")
    eventually(lambda: active_title(desktop) == WEEKS, 5, "the weeks are shown")
    desktop.screenshot(tmp_path / "weeks.png")
    assert app.quit() == 0
    assert app.said() == ""


def test_a_screen_reader_has_every_control_and_is_told_each_part_of_the_day(
    make_desktop: Callable[..., Desktop], tmp_path: Path
) -> None:
    desktop = make_desktop()
    app = App(desktop.env, tmp_path / "home")
    app.prepare()
    try:
        with screen_reader.listening(desktop) as reader:
            app.start(**screen_reader.ENV)
            app.command("phone", "on")
            app.command("phone", "off")
            assert app.command("home").returncode == 0
            eventually(lambda: active_title(desktop) == TODAY, 5, "the home window has the keyboard")
            controls = {node.name: node for node in reader.tree() if node.showing and node.name}
            for name in ("Stretch now", "I'm on my phone", "I'm standing", "Pause", "My upper back hurts", "More"):
                assert "button" in controls[name].role or "check" in controls[name].role, controls[name]
            assert controls["Today"].role == "page tab"
            assert "fills by itself" in controls["The day as a band"].description
            assert "arrow keys" in controls["The day as a band"].description
            assert controls["Sitting clock"].description.endswith("of sitting")
            assert not any("cell" in node.role for node in controls.values()), "the table is not there yet"
            desktop.key("Tab", "Tab", "Tab", "Tab", "Tab", "Tab", "Home")
            (told,) = reader.announced(5)
            assert "less than a minute" in told
            assert app.quit() == 0
    finally:
        app.close()


def test_without_a_tray_it_is_the_full_control(make_desktop: Callable[..., Desktop], tmp_path: Path) -> None:
    desktop = make_desktop(tray=False)
    app = App(desktop.env, tmp_path / "home")
    try:
        open_home(desktop, app)
        desktop.key("shift+Tab")
        desktop.key("Return", "Up", "Return")  # the last of the menu
        assert app.wait_ended() == 0
        assert app.said() == ""
    finally:
        app.close()
