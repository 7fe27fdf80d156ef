"""Taking everything along and deleting everything: from the window by keyboard, and from the command line."""

from __future__ import annotations

import json
import sys
import zipfile
from pathlib import Path

from tests.helpers.running_app import PATIENCE_S, App, own_windows
from tests.helpers.unclaimed import unclaimed
from tests.helpers.virtual_desktop import Desktop, eventually


def files(app: App) -> list[str]:
    return sorted(str(path.relative_to(app.home)) for path in app.home.rglob("*"))


def open_settings(desktop: Desktop, app: App) -> None:
    assert app.command("settings").returncode == 0
    eventually(lambda: "Settings" in own_windows(desktop), PATIENCE_S, "the settings are open")


def entries(app: App) -> Path:
    return Path(app.env.get("XDG_CONFIG_HOME") or Path(app.env["HOME"]) / ".config") / "autostart"


def autostart_of(app: App) -> list[Path]:
    """The entry of this profile: the desktop has those of others too, and the usual one is called like the app."""
    found = entries(app).glob("postureapp-*.desktop")
    return [each for each in found if f"POSTUREAPP_HOME={app.home}" in each.read_text()]


def test_export_and_delete_everything_by_keyboard(desktop: Desktop, app: App, tmp_path: Path) -> None:
    app.prepare()
    app.start()
    open_settings(desktop, app)
    assert unclaimed(app.places) == [], "every file of the app's is in the inventory"
    desktop.key("End", "Up")  # the list of pages: from the last to "Your data"
    desktop.screenshot(tmp_path / "data.png")
    desktop.key("Tab", "Tab", "Tab", "Tab", "Tab", "space")  # past "Open the settings file" and the three folders
    eventually(lambda: "Export everything" in own_windows(desktop), PATIENCE_S, "it asks where to")
    target = tmp_path / "mine.zip"
    desktop.key("ctrl+a")
    desktop.xdotool("type", "--delay", "20", str(target))
    desktop.key("Return")
    eventually(target.exists, PATIENCE_S, "the zip is there")
    with zipfile.ZipFile(target) as whole:
        assert whole.testzip() is None
        assert "started" in [entry["kind"] for entry in json.loads(whole.read("diary.json"))]
        assert {"README.txt", "diary.csv", "settings.toml", "safety.json"} <= {*whole.namelist()}
    eventually(lambda: "Export everything" not in own_windows(desktop), PATIENCE_S, "the dialog has closed")
    desktop.screenshot(tmp_path / "exported.png")
    desktop.key("Tab", "Tab", "Tab", "Tab", "Tab", "space")  # past taking an export in and forgetting a time
    desktop.key("Tab", "space")  # past "Keep everything"
    desktop.xdotool("type", "--delay", "20", "delete")
    desktop.screenshot(tmp_path / "asked.png")
    assert app.places.diary.exists(), "nothing goes before the word is confirmed"
    desktop.key("Return")
    eventually(lambda: "Delete everything" in own_windows(desktop), PATIENCE_S, "it says that all is gone")
    desktop.screenshot(tmp_path / "gone.png")
    assert files(app) == []
    desktop.key("Return")
    assert app.wait_ended() == 0
    assert files(app) == [], "nor was anything written at the end"
    assert app.said() == ""


def test_delete_everything_from_the_command_line_while_it_runs_and_begin_anew(desktop: Desktop, app: App) -> None:
    app.prepare("[app]\nstart_at_login = false\n")
    app.start()
    app.places.settings.write_text("[app]\nstart_at_login = true\n")
    eventually(lambda: len(autostart_of(app)) == 1, PATIENCE_S, "it starts at login")
    usual = entries(app) / "postureapp.desktop"
    usual.write_text("[Desktop Entry]\nExec=postureapp\n")
    refused = app.command("erase")
    assert refused.returncode == 2
    assert "--yes" in refused.stderr
    assert app.places.diary.exists()
    done = app.command("erase", "--yes")
    assert (done.returncode, done.stderr) == (0, "")
    assert "Everything was deleted" in done.stdout
    assert app.wait_ended() == 0
    assert files(app) == []
    assert autostart_of(app) == []
    assert usual.exists(), "that of the usual profile is not this one's"
    usual.unlink()
    assert app.said() == ""
    app.start()
    assert app.status()["stretches"] == "unanswered", "the safety answers went too: nothing is known"
    assert "started" in app.kinds()
    eventually(lambda: own_windows(desktop), PATIENCE_S, "the welcome comes, as at a first start")
    assert app.quit() == 0


def test_without_a_running_app_the_commands_work_on_the_files(desktop: Desktop, app: App, tmp_path: Path) -> None:
    app.prepare()
    app.start()
    app.kill()
    debug = app.command("debug")
    assert debug.returncode == 0
    assert "Running: no" in debug.stdout
    target = tmp_path / "mine.zip"
    assert app.command("export", str(target)).returncode == 0
    with zipfile.ZipFile(target) as whole:
        assert json.loads(whole.read("diary.json"))[0]["kind"] == "started"
    again = app.command("export", str(target))
    assert again.returncode != 0
    assert "already" in again.stderr
    done = app.command("erase", "--yes")
    assert (done.returncode, done.stderr) == (0, "")
    assert files(app) == []


def test_beside_a_running_app_export_and_debug_disturb_nothing(desktop: Desktop, app: App, tmp_path: Path) -> None:
    app.prepare()
    app.start()
    assert app.command("export", str(tmp_path / "mine.zip")).returncode == 0
    debug = app.command("debug")
    assert debug.returncode == 0
    assert "Running: yes" in debug.stdout
    assert "activity: " in debug.stdout
    assert app.check_diary() == "ok"
    assert app.quit() == 0
    assert app.said() == ""


def test_starting_at_login_agrees_with_what_the_system_has(desktop: Desktop, app: App) -> None:
    app.prepare("[app]\nstart_at_login = false\n")
    app.start()
    app.places.settings.write_text("[app]\nstart_at_login = true\n")
    eventually(lambda: len(autostart_of(app)) == 1, PATIENCE_S, "it starts at login")
    assert app.quit() == 0
    (entry,) = autostart_of(app)
    whole = entry.read_text()
    entry.write_text(whole.replace(sys.executable, "/nowhere/python"))
    app.start()
    eventually(lambda: entry.read_text() == whole, PATIENCE_S, "what named a program that is gone is written again")
    assert app.quit() == 0
    entry.unlink()
    app.start()
    eventually(lambda: "start_at_login = false" in app.places.settings.read_text(), PATIENCE_S, "the setting follows")
    assert autostart_of(app) == [], "what the person took away stays away"
    assert "not started at login any more" in " ".join(app.status()["problems"])
    assert app.quit() == 0
