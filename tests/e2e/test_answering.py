"""A reminder on a card that takes no keyboard is answered by the keyboard: in the home window, and by command."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.helpers.running_app import App, own_windows
from tests.helpers.virtual_desktop import Desktop, eventually

FAST = ("--speed", "60")
TODAY = "PostureApp: today"
NOT_NOW = 1


def card(desktop: Desktop) -> str:
    """The window of the reminder's card; "" where none is."""
    return next((window for title, window in own_windows(desktop).items() if title.startswith("You have")), "")


def said(app: App) -> list[str]:
    """The answers that were kept."""
    return [data["answer"] for _number, _kind, data in app.diary("answered")]


def remind(desktop: Desktop) -> None:
    """Type until a card is there."""
    with desktop.typing():
        eventually(lambda: card(desktop), 40, "the card is on the screen")


def test_our_own_card_is_answered_by_keys_alone(make_desktop: Callable[..., Desktop], tmp_path: Path) -> None:
    desktop = make_desktop(notifications=False)
    app = App(desktop.env, tmp_path / "home")
    app.prepare(stretch_min=10)
    try:
        app.start(*FAST)
        nothing = app.command("answer", "skip")
        assert (nothing.returncode, nothing.stdout) == (NOT_NOW, "")
        assert nothing.stderr == "Nothing waits for an answer.\n"

        with desktop.window("Editor"):
            remind(desktop)
            editor = desktop.active_window()
            assert app.status()["answers"] == ["start", "snooze", "done", "skip"]
            skipped = app.command("answer", "skip")
            assert (skipped.returncode, skipped.stderr) == (0, "")
            eventually(lambda: not card(desktop), 5, "the card is gone")
            assert desktop.active_window() == editor, "and the keyboard stayed where it was"
            assert said(app) == ["skip"]
            remind(desktop)

        assert app.command("home").returncode == 0
        home = eventually(lambda: own_windows(desktop).get(TODAY), 5, "the home window is open")
        eventually(lambda: desktop.active_window() == home, 5, "and has the keyboard")
        desktop.screenshot(tmp_path / "waiting.png")
        desktop.key("Tab", "Return")  # from Start to Snooze
        eventually(lambda: said(app) == ["skip", "snooze"], 5, "the answer is in the diary")
        eventually(lambda: not card(desktop), 5, "the card is gone")

        remind(desktop)  # typed into the home window, where that does nothing
        desktop.key("Tab", "Tab", "Return")  # from the tabs by “More” to Start
        eventually(lambda: said(app) == ["skip", "snooze", "start"], 5, "it is started")
        eventually(lambda: app.status()["doing"] == "stretching", 5, "and the stretch window is open")
        assert app.quit() == 0
        assert app.said() == ""
    finally:
        app.close()


@pytest.mark.parametrize("key", ["Menu", "shift+F10"])
def test_the_menu_key_opens_the_menu_of_the_home_window(desktop: Desktop, app: App, tmp_path: Path, key: str) -> None:
    app.prepare()
    app.start()
    assert app.command("home").returncode == 0
    home = eventually(lambda: own_windows(desktop).get(TODAY), 5, "the home window is open")
    eventually(lambda: desktop.active_window() == home, 5, "and has the keyboard")
    desktop.key(key)
    desktop.screenshot(tmp_path / "menu.png")
    desktop.key("Return")
    eventually(lambda: "Moves" in own_windows(desktop), 5, "its first entry opens the moves")
    assert app.quit() == 0
    assert app.said() == ""
