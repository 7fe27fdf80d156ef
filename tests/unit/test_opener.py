"""The opener hands over https and tel, exactly as given, and nothing else."""

import os
import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from postureapp.core.errors import EnvironmentProblem
from postureapp.platforms import links
from postureapp.platforms.links import desktop
from postureapp.platforms.links.desktop import DesktopOpener, check
from postureapp.platforms.processes import own_environment

posix = pytest.mark.skipif(sys.platform != "linux", reason="xdg-open is Linux's")


def program(folder: Path, script: str) -> dict[str, str]:
    path = folder / "xdg-open"
    path.write_text(f"#!/bin/sh\n{script}\n")
    path.chmod(0o755)
    return {**os.environ, "PATH": f"{folder}:/usr/bin:/bin"}


@pytest.mark.parametrize(
    "address",
    [
        "https://clinic.example/book",
        "HTTPS://clinic.example:8443/a?b=c&d=%20#e",
        "tel:403-814-0404",
        "tel:+14038140404",
        "TEL:(403)814.0404",
        "https://bücher.example/",
        "https://[2001:db8::1]/",
    ],
)
def test_plain_addresses_are_fine(address: str) -> None:
    check(address)


@pytest.mark.parametrize(
    "address",
    [
        "",
        "http://clinic.example",
        "file:///etc/passwd",
        "javascript:alert(1)",
        "mailto:a@b.example",
        "ms-settings:",
        "-https://x.example",
        "--help",
        " https://clinic.example",
        "https:",
        "https:/clinic.example",
        "https://",
        "https:///path",
        "https://user:secret@clinic.example",
        "https://clinic.example@evil.example",
        "https://clinic.example:99999/",
        "https://clinic.example:0/",
        "https://clinic.example/\n--config",
        "https://clinic.example/\x00",
        "https://clinic.example/\u202egpj.exe",
        "https://clinic.example/a b",
        "https://clinic.example\\@evil.example",
        'https://clinic.example/"&calc',
        "https://[::1",
        "https://clinic.example/" + "a" * 2000,
        "tel:",
        "tel:+",
        "tel:*21*0123%23",
        "tel:403;phone-context=x",
        "tel:٤٠٣",
    ],
)
def test_anything_else_is_refused(address: str, tmp_path: Path) -> None:
    told = tmp_path / "told"
    opener = DesktopOpener(environ=program(tmp_path, f"touch {told}"))
    with pytest.raises(ValueError, match=r".") as refused:
        opener.open(address)
    assert str(refused.value)
    assert not told.exists()


@given(st.text(max_size=60))
def test_no_text_but_https_and_tel_passes(address: str) -> None:
    try:
        check(address)
    except ValueError:
        return
    assert address.lower().startswith(("https://", "tel:"))


@posix
def test_the_address_arrives_as_one_word_and_nothing_is_added(tmp_path: Path, qtbot) -> None:
    told, address = tmp_path / "told", "https://clinic.example/book?a=$(id)&b='c'#%41"
    opener = DesktopOpener(environ=program(tmp_path, f'printf "%s|" "$@" >{told}.part; mv {told}.part {told}'))
    opener.open(address)
    qtbot.waitUntil(told.exists)
    assert told.read_text() == address + "|"
    qtbot.waitUntil(lambda: not opener._watches)


@posix
def test_no_opener_is_said_in_words(tmp_path: Path) -> None:
    opener = DesktopOpener(environ={"PATH": str(tmp_path)})
    with pytest.raises(EnvironmentProblem, match=r"403-814-0404"):
        opener.open("tel:403-814-0404")
    with pytest.raises(EnvironmentProblem, match=r"https://clinic.example/"):
        opener.open("https://clinic.example/")
    assert "xdg-open" in str(opener.note())


@posix
def test_an_opener_that_finds_nothing_is_told_later(tmp_path: Path, qtbot) -> None:
    problems: list[tuple[str, str]] = []
    opener = DesktopOpener(lambda a, p: problems.append((a, str(p))), program(tmp_path, "exit 3"))
    opener.open("tel:403-814-0404")
    assert not problems
    qtbot.waitUntil(lambda: bool(problems))
    assert problems[0][0] == "tel:403-814-0404"
    assert "403-814-0404" in problems[0][1]
    assert not opener._watches


@posix
def test_an_opener_that_can_not_be_started_is_said_at_once(tmp_path: Path) -> None:
    environ = program(tmp_path, "")
    (tmp_path / "xdg-open").write_bytes(b"\x7fELF nonsense")
    with pytest.raises(EnvironmentProblem):
        DesktopOpener(environ=environ).open("https://clinic.example/")


def test_libraries_of_a_frozen_build_are_not_handed_on(monkeypatch: pytest.MonkeyPatch) -> None:
    frozen = {"LD_LIBRARY_PATH": "/bundle", "LD_LIBRARY_PATH_ORIG": "/mine", "HOME": "/h"}
    assert own_environment(frozen) == {"LD_LIBRARY_PATH": "/mine", "HOME": "/h"}
    assert own_environment({"LD_LIBRARY_PATH": "/mine"}) == {"LD_LIBRARY_PATH": "/mine"}
    monkeypatch.setattr(sys, "frozen", True, raising=False)
    assert own_environment({"LD_LIBRARY_PATH": "/bundle"}) == {}


def test_windows_asks_the_shell(monkeypatch: pytest.MonkeyPatch) -> None:
    opened: list[str] = []
    monkeypatch.setattr(desktop.sys, "platform", "win32")
    monkeypatch.setattr(desktop.os, "startfile", opened.append, raising=False)
    DesktopOpener().open("tel:403-814-0404")
    assert opened == ["tel:403-814-0404"]

    def refuse(_address: str) -> None:
        raise OSError(1155, "No application is associated")

    monkeypatch.setattr(desktop.os, "startfile", refuse)
    with pytest.raises(EnvironmentProblem):
        DesktopOpener().open("tel:403-814-0404")


def test_selection_says_what_is_chosen() -> None:
    opener, choice = links.select()
    assert choice.chosen == opener.name == "desktop"
