"""The voice of the running program, written down word by word by a program in place of espeak-ng."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from postureapp.core.cues import DONE, cues
from postureapp.core.moves import Move
from postureapp.core.routine import phases
from postureapp.storage import content
from tests.helpers.running_app import ALWAYS_AT_WORK, App, own_windows
from tests.helpers.sound import RecordedVoice
from tests.helpers.virtual_desktop import Desktop, eventually

SPEED = 2
SETTINGS = ALWAYS_AT_WORK + "[sound]\nvoice = {voice}\ntones = {tones}\n"


@pytest.fixture
def voice(app: App, tmp_path: Path) -> Iterator[RecordedVoice]:
    """A voice on the PATH of the app, before the real one; the desktop's own service does not start."""
    folder = tmp_path / "bin"
    RecordedVoice(folder, "speech-dispatcher", code=1)
    for player in ("pw-play", "paplay", "aplay"):
        RecordedVoice(folder, player)
    app.env = {**app.env, "PATH": f"{folder}{os.pathsep}{app.env['PATH']}"}
    return RecordedVoice(folder)


def words_of(moves: list[Move]) -> list[str]:
    """All that is said while these moves are done, and at the end."""
    found, before = [], None
    for move in moves:
        for phase in phases(move, half=False, after=before):
            found += [str(cue.words) for cue in cues(phase, move, next_move=before is not None)]
        before = move
    return [*filter(None, found), str(DONE.words)]


def test_a_stretch_is_spoken_from_get_ready_to_done(desktop: Desktop, app: App, voice: RecordedVoice) -> None:
    app.prepare(SETTINGS.format(voice="true", tones="false"))
    app.start("--speed", str(SPEED))
    assert app.status()["capabilities"]["speech"]["chosen"] == "speech-dispatcher"
    assert app.command("stretch").returncode == 0
    eventually(lambda: own_windows(desktop), 10, "the stretch window opens")
    eventually(lambda: app.diary("posture_change"), 60, "the stretch comes to its end by itself")
    by_id = {move.id: move for move in content.load_moves()[0]}
    done = [by_id[data["move"]] for _number, _kind, data in app.diary("move_done")]
    assert done
    eventually(lambda: str(DONE.words) in voice.words(), 5, "the end is said")
    assert voice.words() == words_of(done)
    speech = app.status()["capabilities"]["speech"]
    assert speech["chosen"] == "espeak-ng"
    assert "ended with code 1" in speech["rejected"]["speech-dispatcher"]
    assert app.status()["problems"] == []
    assert app.quit() == 0
    assert not voice.running()
    assert app.said() == ""


def test_with_the_voice_off_nothing_speaks(desktop: Desktop, app: App, voice: RecordedVoice) -> None:
    tones = RecordedVoice(voice.folder, "pw-play")
    app.prepare(SETTINGS.format(voice="false", tones="true"))
    app.start("--speed", str(SPEED))
    assert app.command("stretch").returncode == 0
    # The words of a cue come after its tone: those of the first would have been said long before the fourth tone.
    eventually(lambda: len(tones.words()) >= 4, 20, "four tones are played")
    assert voice.words() == []


def test_killed_or_closed_while_it_speaks_no_voice_is_left(desktop: Desktop, app: App, voice: RecordedVoice) -> None:
    endless = RecordedVoice(voice.folder, speaks_s=60)
    app.prepare(SETTINGS.format(voice="true", tones="false"))
    app.start()
    app.command("stretch")
    eventually(endless.running, 10, "it speaks")
    (window,) = own_windows(desktop).values()
    desktop.xdotool("windowactivate", "--sync", window)
    desktop.key("Escape")
    eventually(lambda: not endless.running(), 5, "it is hushed when the window closes")
    app.command("stretch")
    eventually(endless.running, 10, "it speaks again")
    app.kill()
    eventually(lambda: not endless.running(), 5, "it ends with the app")
