"""The command line against the running app, as a person or a script uses it."""

from __future__ import annotations

import json
import subprocess

from tests.helpers.desktop import ROOT
from tests.helpers.running_app import COMMAND, App, own_windows
from tests.helpers.virtual_desktop import Desktop, eventually

NOT_RUNNING = 3
BAD_CALL = 2


def test_every_command_says_that_nothing_runs(app: App) -> None:
    for words in (
        ["status"],
        ["status", "--json"],
        ["pause"],
        ["resume"],
        ["stretch"],
        ["moves"],
        ["phone", "on"],
        ["place", "home"],
        ["book"],
        ["report"],
        ["quit"],
    ):
        answer = app.command(*words)
        assert answer.returncode == NOT_RUNNING, words
        assert answer.stdout == ""
        assert answer.stderr.count("\n") == 1, answer.stderr
        assert "not running" in answer.stderr


def test_the_running_app_does_what_it_is_told(desktop: Desktop, app: App) -> None:
    app.prepare()
    app.start()
    first = app.command("status")
    assert first.returncode == 0
    assert first.stdout.startswith("Next: a stretch in "), first.stdout
    assert first.stderr == ""

    paused = app.command("pause", "45m")
    assert (paused.returncode, paused.stderr) == (0, "")
    assert paused.stdout.startswith("Paused until "), paused.stdout
    assert app.status()["paused_until"]
    assert app.command("resume").returncode == 0
    assert app.status()["paused_until"] is None
    for wrong in ("soon", "-5m", "1s", "400h"):
        refused = app.command("pause", f"--{wrong}" if wrong.startswith("-") else wrong)
        assert refused.returncode == BAD_CALL, wrong
        assert "Traceback" not in refused.stderr

    assert app.command("phone", "on").returncode == 0
    assert app.status()["phone_on"]
    assert app.command("phone", "off").returncode == 0
    assert not app.status()["phone_on"]
    assert app.command("phone", "perhaps").returncode == BAD_CALL

    assert app.command("stretch").returncode == 0
    eventually(lambda: len(own_windows(desktop)) == 1, 5, "the stretch window is open")
    assert app.command("stretch").returncode == 0
    assert len(own_windows(desktop)) == 1, "there is one stretch window only"
    assert app.command("book").returncode == 0
    eventually(lambda: "My upper back hurts" in own_windows(desktop), 5, "the clinic's card is open")

    assert app.quit() == 0
    assert app.said() == ""
    assert app.kinds() == ["started", "paused", "resumed", "phone_on", "phone_off", "session", "stopped"]
    assert app.command("status").returncode == NOT_RUNNING


def test_a_second_start_says_that_it_runs_already_and_opens_the_home_window(desktop: Desktop, app: App) -> None:
    app.prepare()
    app.start()
    second = app.command()
    assert second.returncode == 0
    assert second.stdout.count("\n") == 1
    assert "already running" in second.stdout
    assert second.stderr == ""
    (home,) = eventually(lambda: own_windows(desktop), 5, "the home window of the first is open").values()
    desktop.xdotool("windowfocus", "--sync", home)
    desktop.key("Escape")
    assert app.quit() == 0
    assert app.kinds() == ["started", "stopped"], "the second left no trace in the diary"


def test_ten_starts_at_once_leave_one(app: App) -> None:
    app.prepare()
    starts = [
        subprocess.Popen(
            COMMAND, env=app.env, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE, stdin=subprocess.DEVNULL
        )
        for _ in range(10)
    ]
    try:
        eventually(lambda: sum(start.poll() is None for start in starts) == 1, 30, "one is left")
        (running,) = [start for start in starts if start.poll() is None]
        eventually(lambda: app.command("status").returncode == 0, 5, "and it answers")
        assert app.command("quit").returncode == 0
        assert running.wait(10) == 0
        for start in starts:
            out, err = start.communicate(timeout=5)
            assert start.returncode == 0, err
            assert err == b""
            assert (b"already running" in out) == (start is not running), out
        assert app.kinds() == ["started", "stopped"]
        assert app.check_diary() == "ok"
    finally:
        for start in starts:
            start.kill()
            start.wait(5)


def test_a_throw_away_profile_touches_nothing_of_the_person(desktop: Desktop, app: App) -> None:
    app.prepare()
    before = sorted(path for path in app.home.rglob("*") if path.is_file())
    app.start("--temp-profile", wait=False)
    eventually(lambda: desktop.windows(of_class="postureapp"), 10, "its tray icon is there")
    app.process.terminate()  # type: ignore[union-attr]
    assert app.wait_ended() == 0
    assert app.said() == ""
    assert sorted(path for path in app.home.rglob("*") if path.is_file()) == before


def test_the_self_test_passes(app: App) -> None:
    tried = app.command("self-test", "--json")
    assert tried.returncode == 0, tried.stdout + tried.stderr
    assert json.loads(tried.stdout)
    assert "Traceback" not in tried.stderr


def test_the_version_needs_no_running_app(app: App) -> None:
    told = app.command("--version")
    assert told.returncode == 0
    assert told.stdout.startswith("PostureApp ")
