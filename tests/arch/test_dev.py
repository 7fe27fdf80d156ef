"""The front door: whose argument is whose, which packages are missing, and that no child outlives it."""

import subprocess
import sys

import pytest

import dev


@pytest.mark.parametrize(
    ("typed", "ours", "passed_on"),
    [
        (["run"], None, []),
        (["run", "status"], None, ["status"]),
        (["run", "--", "status", "--json"], None, ["status", "--json"]),
        (["run", "--for", "5", "--debug"], 5.0, ["--debug"]),
        (["run", "--for", "5", "--", "--for", "me"], 5.0, ["--for", "me"]),
    ],
)
def test_run_keeps_its_own_option_and_passes_the_rest_on(typed, ours, passed_on) -> None:
    options, extra = dev.parse(typed)
    assert (options.for_s, extra) == (ours, passed_on)


def test_arguments_of_pytest_reach_pytest() -> None:
    options, extra = dev.parse(["test", "--all", "-x", "-k", "meeting", "tests/scenario"])
    assert options.all
    assert extra == ["-x", "-k", "meeting", "tests/scenario"]


def test_renewing_the_expected_pictures_is_an_option_of_the_sheet() -> None:
    options, extra = dev.parse(["sheet", "--accept", "neck-side"])
    assert options.accept
    assert extra == ["neck-side"]


def test_renamed_package_counts_as_installed(monkeypatch) -> None:
    answer = subprocess.CompletedProcess([], 0, "installed libglib2.0-0t64\nconfig-files xvfb\n")
    monkeypatch.setattr(dev.subprocess, "run", lambda *_args, **_more: answer)
    assert dev.installed_packages() == {"libglib2.0-0t64", "libglib2.0-0"}


def test_without_root_the_exact_command_is_told(monkeypatch) -> None:
    monkeypatch.setattr(dev, "become_root", lambda: None)
    with pytest.raises(dev.Trouble, match="sudo apt-get install -y --no-install-recommends libgl1 xvfb"):
        dev.apt_install(["libgl1", "xvfb"])


def test_child_has_ended_when_the_block_is_left(monkeypatch) -> None:
    monkeypatch.setattr(dev, "GRACE_S", 0.1)
    with pytest.raises(KeyboardInterrupt), dev.child([sys.executable, "-c", "input()"]) as process:
        raise KeyboardInterrupt
    assert process.returncode is not None


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="the virtual desktop is for Linux")
@pytest.mark.parametrize("way", ["DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"])
def test_a_display_of_the_person_is_used(monkeypatch, way) -> None:
    for other in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"):
        monkeypatch.delenv(other, raising=False)
    assert dev.lacks_display()
    monkeypatch.setenv(way, "something")
    assert not dev.lacks_display()
