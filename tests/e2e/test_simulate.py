"""`postureapp simulate`: a day from a file, replayed by the real core. It needs no display and no home."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.helpers.desktop import ROOT
from tests.helpers.running_app import COMMAND

Simulate = Callable[..., "subprocess.CompletedProcess[str]"]
CLOCKS = ("posture_s", "spell_s", "phone_s")
DAY = """start = 2026-03-09T08:00:00-06:00
tz = "America/Edmonton"
[[span]]
kind = "active"
for = "3h"
[[span]]
kind = "idle"
for = "30m"
[[span]]
kind = "typing"
for = "1h40m"
[[span]]
kind = "call"
for = "50m"
[[span]]
kind = "active"
for = "4h"
[answers]
default = "start"
"""


@pytest.fixture
def simulate(tmp_path: Path) -> Simulate:
    """Replay a trace that is given as words, with other options of the command."""

    def run(trace: str, *options: str) -> subprocess.CompletedProcess[str]:
        (tmp_path / "trace.toml").write_text(trace)
        # Neither a home nor a display: the command must need neither.
        env = {"PATH": "/usr/bin:/bin", "PYTHONPATH": str(ROOT), "POSTUREAPP_HOME": "/nonexistent"}
        command = [*COMMAND, "simulate", str(tmp_path / "trace.toml"), *options]
        return subprocess.run(command, env=env, capture_output=True, text=True, timeout=60, check=False)

    return run


def test_a_day_of_ten_hours_as_lines_of_json(simulate: Simulate) -> None:
    done = simulate(DAY, "--json")
    assert (done.returncode, done.stderr) == (0, "")
    lines = [json.loads(line) for line in done.stdout.splitlines()]
    keys = {"at", "t_s", "kind", "cause", "size", "why", "answer", *CLOCKS}
    assert all(set(line) == keys for line in lines)
    assert [line["t_s"] for line in lines] == sorted(line["t_s"] for line in lines)
    first, last = lines[0], lines[-1]
    assert (first["kind"], first["at"], first["t_s"]) == ("due", "2026-03-09T08:30:00-06:00", 1800)
    assert (last["kind"], last["at"], last["t_s"]) == ("end", "2026-03-09T18:00:00-06:00", 36000)
    in_call_s = range(5 * 3600 + 600, 6 * 3600)
    assert not [line for line in lines if line["kind"] == "shown" and line["t_s"] in in_call_s]
    (after,) = [line for line in lines if line["kind"] == "shown" and line["t_s"] == in_call_s.stop + 60]
    assert "minute after" in after["why"]
    assert {"due", "held", "shown", "answered", "break", "posture_change", "end"} <= {line["kind"] for line in lines}


def test_the_same_day_in_words(simulate: Simulate) -> None:
    done = simulate(DAY)
    assert (done.returncode, done.stderr) == (0, "")
    assert "Sitting for 30 minutes without a change of posture." in done.stdout
    assert len(done.stdout.splitlines()) >= len(simulate(DAY, "--json").stdout.splitlines())


def test_settings_from_a_file(simulate: Simulate, tmp_path: Path) -> None:
    settings = tmp_path / "settings.toml"
    settings.write_text("[reminders]\nstretch_min = 20\n")
    done = simulate(DAY, "--json", "--settings", str(settings))
    assert done.returncode == 0
    assert json.loads(done.stdout.splitlines()[0])["t_s"] == 1200
    assert settings.read_text() == "[reminders]\nstretch_min = 20\n"


@pytest.mark.parametrize(
    ("wrong", "right", "line", "reason"),
    [
        ('"cal"', '"call"', 13, "cal"),
        ('"4 h parsecs"', '"4h"', 17, "parsecs"),
        ('"America/Nowhere"', '"America/Edmonton"', 2, "America/Nowhere"),
        ("[[spam]]", "[[span]]", 3, "spam"),
        ('for = "3h', 'for = "3h"', 5, "TOML"),
    ],
    ids=["kind", "length", "zone", "table", "TOML"],
)
def test_a_bad_trace_is_refused_with_file_line_and_reason(
    simulate: Simulate, tmp_path: Path, wrong: str, right: str, line: int, reason: str
) -> None:
    done = simulate(DAY.replace(right, wrong, 1))
    assert done.returncode == 2
    assert done.stdout == ""
    assert done.stderr.startswith(f"{tmp_path / 'trace.toml'}:{line}: "), done.stderr
    assert reason in done.stderr
    assert done.stderr.count("\n") == 1
    assert "Traceback" not in done.stderr


def test_a_trace_that_is_not_there(simulate: Simulate) -> None:
    command = [*COMMAND, "simulate", "/nonexistent.toml"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=60, check=False)
    assert done.returncode == 2
    assert done.stderr.startswith("/nonexistent.toml: ")
    assert done.stderr.count("\n") == 1


def test_bad_settings_are_refused(simulate: Simulate, tmp_path: Path) -> None:
    settings = tmp_path / "settings.toml"
    settings.write_text("[reminders\n")
    done = simulate(DAY, "--settings", str(settings))
    assert done.returncode == 2
    assert str(settings) in done.stderr
    assert "Traceback" not in done.stderr
    assert settings.exists(), "a file that was given by hand is not set aside"


def test_a_reader_that_goes_away_is_no_error(simulate: Simulate, tmp_path: Path) -> None:
    (tmp_path / "trace.toml").write_text(DAY.replace('"4h"', '"400h"'))  # more than a pipe holds
    command = [*COMMAND, "simulate", str(tmp_path / "trace.toml"), "--json"]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as writer:
        assert writer.stdout is not None
        assert writer.stderr is not None
        assert writer.stdout.readline()
        writer.stdout.close()
        assert writer.stderr.read() == b""
    assert writer.returncode == 1
