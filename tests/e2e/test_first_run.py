"""The welcome in the real program: on a fresh profile by keyboard only to the first stretch, skipped, and resumed."""

from __future__ import annotations

import json
from pathlib import Path

from postureapp.storage.first_run import FILE
from postureapp.storage.safety_file import FileSafetyStore
from postureapp.storage.settings_file import read_only
from tests.helpers.running_app import App, own_windows
from tests.helpers.virtual_desktop import Desktop, eventually

WELCOME = "Welcome to PostureApp"
FIRST_MOVE = "Shoulder rolls"


def progress(app: App) -> dict[str, object]:
    """How far the welcome has come."""
    path = app.places.state / FILE
    found: dict[str, object] = json.loads(path.read_text()) if path.exists() else {}
    return found


def come_to(desktop: Desktop, app: App, step: str) -> None:
    """Press Enter until that page stands."""
    for _turn in range(7):
        if progress(app).get("step") == step:
            return
        before = progress(app)
        desktop.key("Return")
        eventually(lambda before=before: progress(app) != before, 5, "the next page stands")
    raise AssertionError(f"{step} does not come")


def welcomed(desktop: Desktop, app: App) -> None:
    """Start the app, and wait for the welcome to have the keyboard."""
    app.start()
    eventually(lambda: own_windows(desktop).get(WELCOME) == desktop.active_window(), 10, "the welcome has the keyboard")


def test_by_the_keyboard_from_nothing_to_the_first_stretch(desktop: Desktop, app: App, tmp_path: Path) -> None:
    welcomed(desktop, app)
    come_to(desktop, app, "causes")
    desktop.key("Tab", "Tab", "Tab", "space")  # the third card
    eventually(lambda: "sleep" in read_only(app.places.settings)[0].causes, 5, "a cause is kept at once")
    come_to(desktop, app, "strength")
    desktop.key("Tab", "Left")
    eventually(lambda: read_only(app.places.settings)[0].stretch_min == 20, 5, "so is the strength")
    desktop.key("Return")
    eventually(lambda: progress(app)["step"] == "safety", 5, "the questions stand")
    desktop.screenshot(tmp_path / "signs.png")
    desktop.key("Down")  # the first region
    desktop.key(*["Tab"] * 12, "space")  # past eleven emergencies to "None of these"
    desktop.key(*["Tab"] * 12, "space", "Return")  # the same for the others
    desktop.screenshot(tmp_path / "today.png")
    desktop.key("Right", "space", "Tab", "Right", "space", "Return")  # no pain, no knock
    desktop.screenshot(tmp_path / "conditions.png")
    desktop.key(*["Tab"] * 11, "space", "Return")
    eventually(lambda: app.status()["stretches"] == "on", 5, "the answers open the gate")
    desktop.key("Return")
    eventually(lambda: progress(app)["step"] == "sound", 5, "the next page stands")
    desktop.key("Return")
    eventually(lambda: progress(app)["done"], 5, "the last page stands")
    desktop.screenshot(tmp_path / "end.png")
    desktop.key("Return")
    eventually(lambda: FIRST_MOVE in own_windows(desktop), 10, "a real move plays")
    assert WELCOME not in own_windows(desktop)
    desktop.screenshot(tmp_path / "first-stretch.png")
    assert app.quit() == 0
    assert app.said() == ""


def test_skipped_it_means_no_stretches_and_does_not_come_back(desktop: Desktop, app: App, tmp_path: Path) -> None:
    welcomed(desktop, app)
    desktop.key("shift+Tab", "Return")
    eventually(lambda: progress(app)["done"], 5, "all is skipped")
    desktop.screenshot(tmp_path / "skipped.png")
    desktop.key("Return")
    eventually(lambda: WELCOME not in own_windows(desktop), 5, "it is closed")
    assert app.status()["stretches"] == "unanswered"
    assert not FileSafetyStore(app.places.safety, print).load().answered
    assert app.quit() == 0
    app.start()
    assert WELCOME not in own_windows(desktop)
    assert app.quit() == 0
    assert app.said() == ""


def test_closed_or_killed_it_goes_on_where_it_was(desktop: Desktop, app: App) -> None:
    welcomed(desktop, app)
    come_to(desktop, app, "hours")
    app.kill()
    welcomed(desktop, app)
    assert progress(app) == {"step": "hours", "done": False, "closings": 0}
    come_to(desktop, app, "strength")
    desktop.key("Escape")
    eventually(lambda: WELCOME not in own_windows(desktop), 5, "Escape closes it")
    assert app.quit() == 0
    welcomed(desktop, app)
    assert progress(app) == {"step": "strength", "done": False, "closings": 1}
    desktop.key("Escape")
    eventually(lambda: WELCOME not in own_windows(desktop), 5, "Escape closes it again")
    assert app.quit() == 0
    app.start()
    assert WELCOME not in own_windows(desktop), "after two closings it waits to be asked for"
    assert app.quit() == 0


def test_an_older_profile_is_not_welcomed(desktop: Desktop, app: App) -> None:
    app.prepare()
    (app.places.state / FILE).unlink()
    app.start()
    assert not own_windows(desktop)
    assert app.quit() == 0
