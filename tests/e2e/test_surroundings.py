"""Machines that lack something and files that are broken: the app starts, or ends, with a sentence, no traceback."""

from __future__ import annotations

import contextlib
import os
import shutil
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.helpers.desktop import ROOT
from tests.helpers.running_app import App, own_windows
from tests.helpers.virtual_desktop import Desktop, eventually

NOT_POSSIBLE = 4
BROKEN = b"\x00\xff{[ this is nothing"


def assert_in_words(said: str) -> None:
    """No traceback, no C++ and no Python: sentences."""
    for sign in ("Traceback", 'File "', "Error:", "CRITICAL", "core dumped", "qt.qpa"):
        assert sign not in said, said


def set_aside(path: Path) -> list[Path]:
    """The files beside this one that once were it."""
    return [other for other in path.parent.glob(f"{path.stem}*broken*") if other != path]


# --- what the machine lacks -------------------------------------------------------------------------------------------


@pytest.mark.parametrize("display", ["", ":97"], ids=["no display", "a display that does not answer"])
def test_without_a_display_it_ends_with_a_sentence(app: App, display: str) -> None:
    app.prepare()
    app.env["DISPLAY"] = display
    tried = app.command()
    assert tried.returncode == NOT_POSSIBLE
    assert tried.stdout == ""
    assert "display" in tried.stderr
    assert len(tried.stderr) < 300
    assert_in_words(tried.stderr)
    assert app.kinds() == []


def test_without_a_bus_it_follows_activity_and_says_what_is_missing(app: App) -> None:
    app.prepare()
    app.env |= {
        "DBUS_SESSION_BUS_ADDRESS": "unix:path=/nonexistent",
        "DBUS_SYSTEM_BUS_ADDRESS": "unix:path=/nonexistent",
    }
    app.start()
    status = app.status()
    assert status["capabilities"]["activity"]["chosen"] == "x11"
    assert status["capabilities"]["notify"]["chosen"] in ("plyer", "card")
    assert "bus" in str(status["capabilities"]["notify"]["rejected"]["freedesktop"])
    assert app.quit() == 0
    assert_in_words(app.said())


def test_without_a_tray_a_second_start_opens_home(make_desktop: Callable[..., Desktop], tmp_path: Path) -> None:
    desktop = make_desktop(tray=False, notifications=False)
    app = App(desktop.env, tmp_path / "home")
    app.prepare()
    try:
        app.start()
        assert app.status()["doing"] == "active"
        assert not desktop.windows(of_class="postureapp")
        second = app.command()
        assert second.returncode == 0
        assert second.stderr == ""
        (home,) = eventually(lambda: own_windows(desktop), 5, "the home window is open").values()
        desktop.screenshot(tmp_path / "home.png")
        assert desktop.geometry(home)[2] > 100
        assert app.quit() == 0
        assert_in_words(app.said())
    finally:
        app.close()


def test_a_tray_that_comes_later_gets_the_icon(make_desktop: Callable[..., Desktop], tmp_path: Path) -> None:
    desktop = make_desktop(tray=False, notifications=False)
    app = App(desktop.env, tmp_path / "home")
    app.prepare()
    try:
        app.start()
        desktop.start_tray()
        eventually(lambda: desktop.windows(of_class="postureapp"), 5, "the icon is in the tray")
        assert app.quit() == 0
        assert_in_words(app.said())
    finally:
        app.close()


# --- where it can't write ---------------------------------------------------------------------------------------------


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A disk of 256 KiB; it can be made read-only with `mount`."""
    if os.geteuid() != 0 or not shutil.which("mount"):
        pytest.skip("mounting a small disk needs root")
    folder = tmp_path / "disk"
    folder.mkdir()
    mounted = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", "size=256k,mode=0700", "tmpfs", folder],
        capture_output=True,
        text=True,
        check=False,
    )
    if mounted.returncode:
        pytest.skip(f"no disk can be mounted here: {mounted.stderr.strip()}")
    yield folder
    subprocess.run(["umount", "--lazy", folder], check=True)


def starts_or_ends_in_words(app: App) -> str:
    """Start it; where it runs, it answers and quits. Gives what it said."""
    app.start(wait=False)
    assert app.process is not None
    ended = lambda: app.process is not None and app.process.poll() is not None  # noqa: E731
    eventually(lambda: ended() or app.command("status").returncode == 0, 15, "it ends, or it answers")
    told = ""
    if ended():
        assert app.process.returncode == NOT_POSSIBLE, app.said()
        assert app.said().strip(), "it says why"
    else:
        told = "\n".join(app.status()["problems"])
        assert told, "it says what is missing"
        assert app.command("quit").returncode == 0
        app.wait_ended()
    assert_in_words(app.said() + told)
    return app.said() + told


def test_a_home_that_can_only_be_read(desktop: Desktop, small_disk: Path, tmp_path: Path) -> None:
    app = App(desktop.env, small_disk / "home", tmp_path)
    subprocess.run(["mount", "-o", "remount,ro", small_disk], check=True)
    try:
        said = starts_or_ends_in_words(app)
    finally:
        app.close()
    assert str(small_disk) in said
    assert "read-only" in said.lower() or "can't be written" in said.lower(), said


def test_a_disk_that_is_full_from_the_start(desktop: Desktop, small_disk: Path, tmp_path: Path) -> None:
    app = App(desktop.env, small_disk / "home", tmp_path)
    app.prepare()
    fill(small_disk)
    try:
        said = starts_or_ends_in_words(app)
    finally:
        app.close()
    assert "full" in said, said


def test_a_disk_that_fills_while_it_runs_and_is_cleared_again(
    desktop: Desktop, small_disk: Path, tmp_path: Path
) -> None:
    app = App(desktop.env, small_disk / "home", tmp_path)
    app.prepare()
    try:
        app.start()
        fill(small_disk)
        before = app.diary()
        for _ in range(8):
            assert app.command("phone", "on").returncode == 0
            assert app.command("phone", "off").returncode == 0
            if app.status()["problems"]:
                break
        (told,) = {problem.split(":")[0] for problem in app.status()["problems"]}
        assert "full" in told, told
        (small_disk / "filling").unlink()
        kept = len(app.diary())
        assert app.command("pause").returncode == 0
        assert len(app.diary()) > kept, "what comes after is kept again"
        assert app.diary()[: len(before)] == before
        assert app.quit() == 0
        assert app.check_diary() == "ok"
        assert_in_words(app.said())
    finally:
        app.close()


def fill(disk: Path) -> None:
    """Leave no byte on a disk."""
    with (disk / "filling").open("wb", buffering=0) as file, contextlib.suppress(OSError):
        while True:
            file.write(b"x" * 512)


# --- files that are broken --------------------------------------------------------------------------------------------


def test_broken_settings_are_set_aside_and_the_defaults_hold(app: App) -> None:
    app.prepare()
    app.places.settings.write_bytes(b"working_hours = [\n" + BROKEN)
    app.start()
    (told,) = app.status()["problems"]
    assert f"{app.places.settings}, line 2:" in told, told
    (kept,) = set_aside(app.places.settings)
    assert kept.read_bytes().endswith(BROKEN)
    assert kept.name in told
    assert "working_hours" in app.places.settings.read_text(), "a file with the defaults is in its place"
    assert app.quit() == 0
    assert_in_words(app.said() + told)


def test_a_setting_that_does_not_fit_is_told_with_its_line(app: App) -> None:
    app.prepare(settings='working_hours = ["00:00-24:00"]\n[reminders]\nstretch_min = 3\n')
    app.start()
    (told,) = app.status()["problems"]
    assert f"{app.places.settings}, line 3:" in told
    assert "stretch_min" in told
    assert app.status()["next"]["in_s"] > 25 * 60, "the default holds"
    assert not set_aside(app.places.settings)
    assert_in_words(app.said() + told)


def test_a_broken_diary_is_set_aside_and_a_new_one_begun(app: App) -> None:
    app.prepare()
    app.places.diary.write_bytes(BROKEN * 500)
    app.start()
    (told,) = app.status()["problems"]
    (kept,) = set_aside(app.places.diary)
    assert kept.read_bytes() == BROKEN * 500
    assert kept.name in told
    assert app.quit() == 0
    assert app.kinds() == ["started", "stopped"]
    assert app.check_diary() == "ok"
    assert_in_words(app.said() + told)


@pytest.mark.parametrize("content", [BROKEN, b"", b'{"version": 1}'], ids=["rubbish", "empty", "no answers"])
def test_broken_safety_answers_mean_unknown_and_no_stretch(desktop: Desktop, app: App, content: bytes) -> None:
    app.prepare()
    for path in app.places.data.glob("safety.json*"):
        path.write_bytes(content)
    app.start()
    status = app.status()
    assert status["stretches"] == "unanswered"
    assert status["next"]["size"] == "nudge", "posture cues only"
    assert status["problems"]
    assert app.command("stretch").returncode == 0
    (title,) = eventually(lambda: own_windows(desktop), 5, "the safety questions come first")
    assert "question" in title.lower() or "before" in title.lower(), title
    assert app.quit() == 0
    assert not app.diary("move_done")
    assert_in_words(app.said() + "".join(status["problems"]))


def test_one_broken_safety_file_is_mended_from_its_copy(app: App) -> None:
    app.prepare()
    app.places.safety.write_bytes(BROKEN)
    app.start()
    status = app.status()
    assert status["stretches"] == "on"
    (told,) = status["problems"]
    assert "copy" in told
    assert app.quit() == 0


@pytest.mark.parametrize(
    "name",
    [
        "causes.toml",
        "clinic.toml",
        "safety.toml",
        "regions.toml",
        "pain_rules.toml",
        "muscles.toml",
        "moves/chin-tuck.toml",
    ],
)
def test_a_broken_content_file_is_told_and_the_app_is_up(desktop: Desktop, app: App, tmp_path: Path, name: str) -> None:
    app.prepare()
    resources = shutil.copytree(ROOT / "resources", tmp_path / "resources")
    (resources / "content" / name).write_bytes(b"\nid = 5\n" + BROKEN)
    app.start(POSTUREAPP_RESOURCES=str(resources))
    status = app.status()
    told = [problem for problem in status["problems"] if Path(name).name in problem]
    assert told, status["problems"]
    assert len(told) == 1
    if name == "safety.toml":
        assert status["stretches"] == "unanswered", "without rules no stretch is safe"
    assert app.command("stretch").returncode == 0
    assert app.command("book").returncode == 0
    eventually(lambda: len(own_windows(desktop)) >= 2, 5, "its windows open")
    assert app.quit() == 0
    assert_in_words(app.said() + "".join(told))


def test_a_broken_session_is_begun_anew(app: App) -> None:
    app.prepare()
    app.places.session.write_bytes(BROKEN)
    app.start()
    assert app.status()["posture_s"] < 60
    assert app.quit() == 0
    assert_in_words(app.said())
