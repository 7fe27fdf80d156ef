"""The browser of moves in the real program: by the keyboard from the command line to a move that plays."""

from __future__ import annotations

from pathlib import Path

from postureapp.storage.settings_file import read_only
from tests.helpers.running_app import App, own_windows
from tests.helpers.virtual_desktop import Desktop, eventually


def active_title(desktop: Desktop) -> str:
    """The title of the window that has the keyboard, where it is one of ours."""
    active = desktop.active_window()
    return next((title for title, window in own_windows(desktop).items() if window == active), "")


def test_from_the_command_line_to_a_favourite_and_a_move_that_plays(desktop: Desktop, app: App, tmp_path: Path) -> None:
    app.prepare()
    app.start()
    told = app.command("moves")
    assert (told.returncode, told.stdout, told.stderr) == (0, "The moves are open.\n", "")
    eventually(lambda: active_title(desktop) == "Moves", 5, "the browser has the keyboard")
    desktop.xdotool("type", "--delay", "20", "doorw")
    desktop.key("Down", "f")
    eventually(lambda: read_only(app.places.settings)[0].favourites == ("doorway",), 5, "the favourite is kept")
    desktop.screenshot(tmp_path / "grid.png")
    desktop.key("Return")
    eventually(lambda: active_title(desktop) == "Doorway chest stretch", 5, "the page is open")
    desktop.screenshot(tmp_path / "page.png")
    page = desktop.active_window()
    desktop.key("Return")
    eventually(lambda: desktop.active_window() not in ("", page), 5, "the player has opened and has the keyboard")
    eventually(lambda: len(desktop.windows("Doorway chest stretch")) == 2, 5, "it plays that move")
    desktop.screenshot(tmp_path / "player.png")
    assert app.command("moves").returncode == 0
    eventually(lambda: desktop.active_window() == page, 5, "asked for again, the same window comes to the front")
    desktop.key("Escape")
    eventually(lambda: active_title(desktop) == "Moves", 5, "Escape leads back to all moves")
    desktop.key("Escape")
    eventually(lambda: "Moves" not in own_windows(desktop), 5, "and closes the browser")
    assert app.quit() == 0
    assert app.said() == ""


def test_moves_can_be_read_though_stretches_are_off(desktop: Desktop, app: App, tmp_path: Path) -> None:
    app.prepare(safety=False)
    app.start()
    assert app.command("moves").returncode == 0
    eventually(lambda: active_title(desktop) == "Moves", 5, "the browser has the keyboard")
    desktop.key("Down", "Return")
    eventually(lambda: active_title(desktop) == "Band row (optional strength)", 5, "a move can be read")
    desktop.screenshot(tmp_path / "closed.png")
    desktop.key("Return")  # the way back has the keyboard, for it can't be done now
    eventually(lambda: active_title(desktop) == "Moves", 5, "nothing plays")
    desktop.key("Escape")
    eventually(lambda: not own_windows(desktop), 5, "it is closed")
    assert app.quit() == 0
    assert app.said() == ""
