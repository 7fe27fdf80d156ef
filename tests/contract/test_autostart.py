"""Starting at login: every backend is off at first, is on when switched on, and leaves nothing behind."""

from __future__ import annotations

import contextlib
import plistlib
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from postureapp.core.errors import EnvironmentProblem
from postureapp.platforms import autostart
from postureapp.platforms.autostart.command import own_command
from postureapp.platforms.autostart.macos import MacosAutostart
from postureapp.platforms.autostart.null import NullAutostart
from postureapp.platforms.autostart.windows import WindowsAutostart
from postureapp.platforms.autostart.xdg import XdgAutostart
from postureapp.ports import Autostart

COMMAND = ("/opt/Posture App/100%/python", "-m", "postureapp", '--say="$HOME"')


class Registry:
    """As much of winreg as is used, in a dictionary."""

    HKEY_CURRENT_USER, KEY_SET_VALUE, REG_SZ = "HKCU", 2, 1

    def __init__(self) -> None:
        self.values: dict[str, str] = {}
        self.approved: dict[str, bytes] = {}
        self.is_locked = False

    @contextlib.contextmanager
    def OpenKey(self, hive: str, path: str) -> Iterator[str]:
        assert hive == self.HKEY_CURRENT_USER
        yield path

    @contextlib.contextmanager
    def CreateKeyEx(self, hive: str, path: str, _zero: int, access: int) -> Iterator[str]:
        assert (hive, access) == (self.HKEY_CURRENT_USER, self.KEY_SET_VALUE)
        if self.is_locked:
            raise PermissionError(13, "Access is denied")
        yield path

    def QueryValueEx(self, key: str, name: str) -> tuple[str | bytes, int]:
        found = self.approved if "StartupApproved" in key else self.values
        if name not in found:
            raise FileNotFoundError(2, "no such value")
        return found[name], self.REG_SZ

    def SetValueEx(self, _key: str, name: str, _zero: int, kind: int, value: str) -> None:
        assert kind == self.REG_SZ
        self.values[name] = value

    def DeleteValue(self, _key: str, name: str) -> None:
        if name not in self.values:
            raise FileNotFoundError(2, "no such value")
        del self.values[name]


BACKENDS: dict[str, Callable[[Path], Any]] = {
    "xdg": lambda folder: XdgAutostart(folder / "autostart", COMMAND),
    "macos": lambda folder: MacosAutostart(folder / "agents", COMMAND),
    "windows": lambda _folder: WindowsAutostart(COMMAND, Registry()),
}


@pytest.fixture(params=sorted(BACKENDS))
def backend(request: pytest.FixtureRequest, tmp_path: Path) -> Autostart:
    made: Autostart = BACKENDS[request.param](tmp_path)
    return made


def test_it_is_off_until_switched_on_and_off_again_after(backend: Autostart) -> None:
    assert not backend.is_on()
    backend.switch(False)
    assert not backend.is_on()
    for _ in range(2):
        backend.switch(True)
        assert backend.is_on()
    for _ in range(2):
        backend.switch(False)
        assert not backend.is_on()


def test_nothing_is_left_of_it(tmp_path: Path) -> None:
    for name in ("xdg", "macos"):
        backend = BACKENDS[name](tmp_path)
        backend.switch(True)
        assert len([path for path in tmp_path.rglob("*") if path.is_file()]) == 1
        backend.switch(False)
        assert [path for path in tmp_path.rglob("*") if path.is_file()] == []


def test_a_folder_that_is_no_folder_is_told_in_a_sentence(tmp_path: Path) -> None:
    (tmp_path / "autostart").write_text("in the way")
    (tmp_path / "agents").write_text("in the way")
    for name in ("xdg", "macos"):
        with pytest.raises(EnvironmentProblem, match="could not be changed"):
            BACKENDS[name](tmp_path).switch(True)


def test_a_registry_that_refuses_is_told_in_a_sentence() -> None:
    registry = Registry()
    registry.is_locked = True
    with pytest.raises(EnvironmentProblem, match="Access is denied"):
        WindowsAutostart(COMMAND, registry).switch(True)


def test_where_there_is_none_it_says_so() -> None:
    backend = NullAutostart()
    backend.switch(False)
    assert not backend.is_on()
    with pytest.raises(EnvironmentProblem, match="can't be started at login"):
        backend.switch(True)


# --- what is written --------------------------------------------------------------------------------------------------


def test_the_linux_entry_is_read_by_the_desktop_as_it_was_meant(tmp_path: Path) -> None:
    """GLib itself starts the entry: the program gets its words whole."""
    gio = shutil.which("gio")
    if gio is None:
        pytest.skip("there is no gio here")
    said = tmp_path / "said"
    program = tmp_path / "a program, $real"
    program.write_text(f'#!/bin/sh\nprintf "%s|" "$@" > "{said}"\n')
    program.chmod(0o755)
    XdgAutostart(tmp_path, (str(program), "-m", 'two "words"', "back\\slash", "$HOME", "`x`", "100%")).switch(True)
    subprocess.run([gio, "launch", str(tmp_path / "postureapp.desktop")], check=True, timeout=20)
    for _ in range(200):
        if said.exists() and said.read_text().count("|") == 6:
            break
        subprocess.run(["sleep", "0.02"], check=True)
    assert said.read_text() == '-m|two "words"|back\\slash|$HOME|`x`|100%|'


def test_an_entry_the_desktop_switched_off_counts_as_off(tmp_path: Path) -> None:
    backend = XdgAutostart(tmp_path, COMMAND)
    backend.switch(True)
    entry = tmp_path / "postureapp.desktop"
    entry.write_text(entry.read_text().replace("enabled=true", "enabled=false"))
    assert not backend.is_on()


@pytest.mark.parametrize("name", sorted(BACKENDS))
def test_an_entry_whose_program_has_gone_is_broken(name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    program = tmp_path / "a program, 100% $real"
    monkeypatch.setattr(f"{__name__}.COMMAND", (str(program), "-m", "postureapp"))
    backend = BACKENDS[name](tmp_path)
    assert not backend.is_broken(), "there is none"
    backend.switch(True)
    assert backend.is_broken()
    program.write_text("#!/bin/sh\n")
    program.chmod(0o755)
    assert not backend.is_broken()


def test_the_variables_of_a_moved_profile_are_no_program(tmp_path: Path) -> None:
    program = tmp_path / "python"
    backend = XdgAutostart(tmp_path, ("/usr/bin/env", "POSTUREAPP_HOME=/else where", str(program), "-m", "postureapp"))
    backend.switch(True)
    assert backend.is_broken()
    program.write_text("#!/bin/sh\n")
    program.chmod(0o755)
    assert not backend.is_broken()


@pytest.mark.parametrize("damaged", ["", "Exec=", "[Desktop Entry]\nName=PostureApp\n", 'Exec="open'])
def test_an_entry_that_can_not_be_read_is_left_alone(damaged: str, tmp_path: Path) -> None:
    (tmp_path / "postureapp.desktop").write_text(damaged)
    (tmp_path / "org.postureapp.PostureApp.plist").write_text(damaged)
    assert not MacosAutostart(tmp_path, COMMAND).is_broken()
    assert XdgAutostart(tmp_path, COMMAND).is_broken() == damaged.endswith("open")


@pytest.mark.skipif(sys.platform != "linux", reason="the entries of Linux desktops")
def test_a_moved_profile_has_an_entry_of_its_own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path))
    usual, moved = autostart.select()[0], autostart.select({"POSTUREAPP_HOME": "/moved"})[0]
    usual.switch(True)
    assert not moved.is_on()
    moved.switch(True)
    assert len([*(tmp_path / "autostart").iterdir()]) == 2
    moved.switch(False)
    assert usual.is_on(), "that of another profile is not its own"
    assert own_command({"POSTUREAPP_HOME": "/moved"})[:2] == ("/usr/bin/env", "POSTUREAPP_HOME=/moved")


def test_what_the_task_manager_switched_off_counts_as_off() -> None:
    registry = Registry()
    backend = WindowsAutostart(COMMAND, registry)
    backend.switch(True)
    registry.approved["PostureApp"] = bytes([2, *[0] * 11])
    assert backend.is_on()
    registry.approved["PostureApp"] = bytes([3, *[0] * 11])
    assert not backend.is_on()


def test_the_launch_agent_is_a_property_list(tmp_path: Path) -> None:
    MacosAutostart(tmp_path, COMMAND).switch(True)
    (file,) = tmp_path.iterdir()
    agent = plistlib.loads(file.read_bytes())
    assert agent["ProgramArguments"] == list(COMMAND)
    assert agent["RunAtLoad"] is True
    assert file.stem == agent["Label"]


def test_the_registry_gets_one_command_line() -> None:
    registry = Registry()
    WindowsAutostart(("C:\\Program Files\\PostureApp\\PostureApp.exe",), registry).switch(True)
    assert registry.values == {"PostureApp": '"C:\\Program Files\\PostureApp\\PostureApp.exe"'}


def test_what_is_started_is_this_very_program(monkeypatch: pytest.MonkeyPatch) -> None:
    import sys

    assert own_command() == (sys.executable, "-m", "postureapp")
    monkeypatch.setattr(sys, "frozen", True, raising=False)
    assert own_command() == (sys.executable,)


def test_the_folder_of_entries_follows_the_desktop(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path))
    assert autostart.xdg.folder() == tmp_path / "autostart"
    monkeypatch.setenv("XDG_CONFIG_HOME", "not/absolute")
    assert autostart.xdg.folder() == Path.home() / ".config" / "autostart"
