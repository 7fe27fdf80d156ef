"""What every tone player keeps, on the fake and on each real one; and that the tones are short, soft and there."""

from __future__ import annotations

import contextlib
import io
import shutil
import sys
import wave
from array import array
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from postureapp.core.cues import Tone
from postureapp.core.errors import EnvironmentProblem
from postureapp.platforms import tones
from postureapp.platforms.tones import commands
from postureapp.platforms.tones.commands import CommandTonePlayer
from postureapp.platforms.tones.null import NullTonePlayer
from postureapp.platforms.tones.sounds import RATE_HZ, sound_file, wav
from postureapp.platforms.tones.windows import WindowsTonePlayer
from postureapp.ports import TonePlayer
from postureapp.runtime.sounder import WORDS_AFTER_TONE_MS
from tests.helpers import desktop
from tests.helpers.fakes import FakeTonePlayer
from tests.helpers.sound import Loudspeaker, RecordedVoice
from tests.helpers.waiting import run_for, until

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="its programs are shell scripts")


class Scene:
    """A player, the names of the tones it was given so far, and its processes."""

    def __init__(self, player: TonePlayer, played: Callable[[], list[str]], running: Callable[[], list[int]]) -> None:
        self.player, self.played, self.running = player, played, running


@contextlib.contextmanager
def fake_scene(_folder: Path) -> Iterator[Scene]:
    player = FakeTonePlayer()
    yield Scene(player, lambda: [tone.value for tone in player.played], list)


@contextlib.contextmanager
def command_scene(folder: Path) -> Iterator[Scene]:
    program = RecordedVoice(folder / "bin", "paplay", speaks_s=30)
    player = CommandTonePlayer("paplay", [str(program.program)], folder / "tones", fail)
    yield Scene(player, lambda: [Path(file).stem for file in program.words()], program.running)


def fail(problem: EnvironmentProblem) -> None:
    raise AssertionError(str(problem))


@pytest.fixture(params=[fake_scene, command_scene], ids=["fake", "command"])
def scene(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Scene]:
    with request.param(tmp_path) as made:
        yield made
        made.player.stop()


def test_it_plays_each_tone_in_place_of_the_last(scene: Scene) -> None:
    for number, tone in enumerate(Tone, 1):
        scene.player.play(tone)
        until(lambda number=number: len(scene.played()) == number)
        assert len(scene.running()) <= 1
    assert scene.played() == [tone.value for tone in Tone]


def test_stopped_nothing_is_left_and_it_plays_again(scene: Scene) -> None:
    scene.player.stop()
    scene.player.play(Tone.HOLD)
    until(scene.played)
    scene.player.stop()
    scene.player.stop()
    assert not scene.running()
    scene.player.play(Tone.COUNT)
    until(lambda: scene.played() == ["hold", "count"])


def test_the_null_player_is_silent() -> None:
    player = NullTonePlayer()
    player.play(Tone.DONE)
    player.stop()


# --- the tones --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("tone", Tone)
def test_a_tone_is_short_and_soft_and_dies_away(tone: Tone) -> None:
    with wave.open(io.BytesIO(wav(tone))) as file:
        found = array("h", file.readframes(file.getnframes()))
        seconds = file.getnframes() / file.getframerate()
    assert 0.05 <= seconds <= 0.2
    assert 3000 < max(map(abs, found)) < 10_000, "well below full scale"
    assert abs(found[0]) < 100, "no click at the start"
    assert max(map(abs, found[-20:])) < 400, "no click at the end"


def test_words_come_when_the_tone_has_died_away() -> None:
    assert WORDS_AFTER_TONE_MS <= 200
    longest_s = max((len(wav(tone)) - 44) / 2 / RATE_HZ for tone in Tone)
    assert longest_s * 1000 <= WORDS_AFTER_TONE_MS + 20


def test_all_tones_differ() -> None:
    assert len({wav(tone) for tone in Tone}) == len(Tone)


def test_a_tone_is_written_once_and_again_when_it_is_not_whole(tmp_path: Path) -> None:
    path = sound_file(tmp_path / "new", Tone.HOLD)
    whole = path.read_bytes()
    assert whole == wav(Tone.HOLD)
    before = path.stat().st_mtime_ns
    assert sound_file(tmp_path / "new", Tone.HOLD).stat().st_mtime_ns == before
    path.write_bytes(whole[:100])
    assert sound_file(tmp_path / "new", Tone.HOLD).read_bytes() == whole


def test_a_folder_that_can_not_be_written_is_a_problem(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(EnvironmentProblem, match="can't be written"):
        sound_file(tmp_path / "file", Tone.HOLD)


# --- one out of several -----------------------------------------------------------------------------------------------


linux_only = pytest.mark.skipif(sys.platform != "linux", reason="the programs of a Linux desktop")


def only(folder: Path) -> dict[str, str]:
    return {"PATH": str(folder)}


@linux_only
def test_a_player_that_fails_leaves_the_tone_to_the_next(tmp_path: Path) -> None:
    RecordedVoice(tmp_path, "pw-play", code=1)
    second = RecordedVoice(tmp_path, "aplay")
    chain = tones.select(tmp_path / "tones", fail, only(tmp_path))
    assert chain.choice.chosen == "pw-play"
    chain.play(Tone.CHANGE)
    until(second.words)
    assert chain.choice.chosen == "aplay"
    assert [name for name, _why in chain.choice.rejected] == ["pw-play", "paplay"]
    chain.stop()


@linux_only
def test_without_any_player_it_is_silent_and_says_so(tmp_path: Path) -> None:
    chain = tones.select(tmp_path / "tones", fail, only(tmp_path))
    chain.play(Tone.CHANGE)
    assert chain.choice.chosen == "null"
    assert chain.choice.note
    assert not (tmp_path / "tones").exists()


@linux_only
def test_a_player_that_hangs_is_ended_and_said_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(commands, "WITHIN_S", 0.2)
    program = RecordedVoice(tmp_path, "paplay", speaks_s=30)
    told: list[str] = []
    chain = tones.select(tmp_path / "tones", lambda problem: told.append(str(problem)), only(tmp_path))
    chain.play(Tone.HOLD)
    until(lambda: told)
    chain.play(Tone.HOLD)
    assert len(told) == 1
    assert "did not end in time" in told[0]
    assert not program.running()
    assert chain.name == "null"


@linux_only
def test_a_disk_that_takes_no_tone_is_said(tmp_path: Path) -> None:
    RecordedVoice(tmp_path, "paplay")
    (tmp_path / "tones").write_text("")
    told: list[str] = []
    chain = tones.select(tmp_path / "tones", lambda problem: told.append(str(problem)), only(tmp_path))
    chain.play(Tone.HOLD)
    assert len(told) == 1
    assert "can't be written" in told[0]


@pytest.mark.skipif(sys.platform == "win32", reason="there it plays")
def test_elsewhere_windows_plays_nothing(tmp_path: Path) -> None:
    with pytest.raises(EnvironmentProblem, match="not Windows"):
        WindowsTonePlayer(tmp_path).play(Tone.HOLD)


@linux_only
def test_a_tone_is_heard(tmp_path: Path) -> None:
    desktop.need("paplay")
    tmp_path.chmod(0o700)
    with Loudspeaker(tmp_path).on() as loud:
        told: list[EnvironmentProblem] = []
        command = [str(shutil.which("paplay")), *tones.LINUX["paplay"]]
        player = CommandTonePlayer("paplay", command, tmp_path / "tones", told.append, loud.environ)
        player.play(Tone.READY)
        until(lambda: loud.heard_s() > 0.05 or told, 10, "the tone is heard")
        assert not told
        run_for(0.6)
        assert loud.heard_s() < 0.4
        player.stop()
