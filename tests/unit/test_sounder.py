"""Cues as they are heard: what the person has set, silence in a call, and nothing held once it is quiet."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import pytest
from PySide6.QtCore import QCoreApplication, QTimer

from postureapp.core.cues import Cue, Tone
from postureapp.core.events import Busy
from postureapp.core.settings import Settings
from postureapp.core.state import Presence
from postureapp.core.text import Text, text
from postureapp.ports import Choice
from postureapp.runtime.sounder import HEARD_IN_CALLS, Sounder, Surroundings
from tests.helpers.fakes import FakeSpeaker, FakeTonePlayer

HOLD = Cue(0.0, text("Hold"), Tone.HOLD)
BREATHE = Cue(5.0, text("Keep breathing"))
BOTH = Settings(voice=True, tones=True)


class Room:
    """A sounder and what is heard of it. What it selects is counted."""

    def __init__(self, settings: Settings) -> None:
        self.settings, self.presence, self.language = settings, Presence(), "en"
        self.speaker, self.tones = FakeSpeaker(), FakeTonePlayer()
        self.selected: list[str] = []
        around = Surroundings(lambda: self.settings, lambda: self.presence.must_be_silent, lambda: self.language)
        self.sounder = Sounder(around, self._select_speaker, self._select_tones)

    def _select_speaker(self) -> FakeSpeaker:
        self.selected.append("speech")
        return self.speaker

    def _select_tones(self) -> FakeTonePlayer:
        self.selected.append("tones")
        return self.tones

    @property
    def words(self) -> list[str]:
        return [words for words, _language in self.speaker.said]

    def pass_time(self) -> None:
        """What waits for the end of a tone comes now."""
        waiting = self.sounder._after_tone
        if waiting.isActive():
            waiting.stop()
            waiting.timeout.emit()

    def grow_quiet(self) -> None:
        """Nothing is said for long."""
        assert self.sounder._unused.isActive()
        self.sounder._unused.timeout.emit()


@pytest.fixture
def room(qapp: QCoreApplication) -> Iterator[Room]:
    made = Room(BOTH)
    yield made
    made.sounder.stop()
    assert not any(timer.isActive() for timer in made.sounder.findChildren(QTimer))


def test_the_tone_comes_first_and_the_words_after_it(room: Room) -> None:
    room.sounder.take(HOLD)
    assert room.tones.played == [Tone.HOLD]
    assert room.words == []
    room.pass_time()
    assert room.speaker.said == [("Hold", "en")]


def test_the_voice_can_be_tried_before_it_is_chosen(room: Room) -> None:
    room.settings = Settings(voice=False)
    assert room.sounder.try_voice("Sit tall") == ""
    assert room.words == ["Sit tall"]
    assert room.tones.played == []
    room.grow_quiet()


def test_in_a_call_it_says_why_nothing_is_heard(room: Room) -> None:
    room.presence = replace(room.presence, busy=frozenset({Busy.MICROPHONE}))
    assert "microphone" in room.sounder.try_voice("Sit tall")
    assert room.words == []


def test_where_there_is_no_voice_that_is_said(room: Room) -> None:
    room.speaker.choice = Choice("null", note=text("There is no voice here."))
    assert room.sounder.try_voice("Sit tall") == "There is no voice here."


def test_words_without_a_tone_come_at_once(room: Room) -> None:
    room.sounder.take(BREATHE)
    assert room.words == ["Keep breathing"]
    assert room.tones.played == []


@pytest.mark.parametrize(
    ("voice", "tones", "heard"),
    [(False, False, []), (True, False, ["speech"]), (False, True, ["tones"]), (True, True, ["tones", "speech"])],
)
def test_only_what_is_switched_on_is_heard_or_even_looked_for(
    room: Room, voice: bool, tones: bool, heard: list[str]
) -> None:
    room.settings = Settings(voice=voice, tones=tones)
    room.sounder.take(HOLD)
    room.pass_time()
    assert room.selected == heard
    assert bool(room.words) is voice
    assert bool(room.tones.played) is tones


def test_a_new_cue_takes_the_place_of_the_old(room: Room) -> None:
    room.sounder.take(HOLD)
    room.sounder.take(BREATHE)
    room.pass_time()
    assert room.words == ["Keep breathing"]
    room.sounder.take(HOLD)
    assert not room.speaker.speaking, "the tone is not covered by the old words"
    room.pass_time()
    assert room.words == ["Keep breathing", "Hold"]


def test_a_tone_alone_ends_the_words_before(room: Room) -> None:
    room.sounder.take(BREATHE)
    room.sounder.take(Cue(0.0, Text(""), Tone.HOLD))
    assert not room.speaker.speaking
    room.pass_time()
    assert room.words == ["Keep breathing"]


@pytest.mark.parametrize(
    "presence",
    [
        Presence(busy=frozenset({Busy.MICROPHONE, Busy.CAMERA})),
        Presence(locked=True),
        Presence(suspended=True),
    ],
)
def test_in_a_call_and_behind_a_lock_it_is_silent(room: Room, presence: Presence) -> None:
    room.sounder.take(BREATHE)
    room.presence = presence
    room.sounder.take(HOLD)
    room.pass_time()
    assert room.words == ["Keep breathing"]
    assert room.tones.played == []
    assert not room.speaker.speaking, "what was being said is cut off"
    room.presence = Presence()
    room.sounder.take(HOLD)
    room.pass_time()
    assert room.words == ["Keep breathing", "Hold"]


def test_a_video_call_without_our_microphone_is_no_reason_for_silence() -> None:
    assert not Presence(busy=frozenset({Busy.VIDEO, Busy.FULLSCREEN})).must_be_silent


def test_hushed_what_was_to_come_does_not_come(room: Room) -> None:
    room.sounder.take(HOLD)
    room.sounder.hush()
    room.pass_time()
    assert room.words == []
    assert not room.speaker.speaking


def test_the_language_of_the_moment_is_spoken(room: Room) -> None:
    room.sounder.take(BREATHE)
    room.language = "fr_CA"
    room.sounder.take(BREATHE)
    assert [language for _words, language in room.speaker.said] == ["en", "fr_CA"]


def test_after_a_while_of_silence_everything_is_let_go_and_comes_again_when_needed(room: Room) -> None:
    room.sounder.take(HOLD)
    room.pass_time()
    room.grow_quiet()
    assert (room.speaker.stops, room.tones.stops) == (1, 1)
    room.sounder.take(HOLD)
    room.pass_time()
    assert room.words == ["Hold", "Hold"]
    assert room.selected == ["tones", "speech"], "each is selected once"


def test_asking_what_would_be_heard_starts_nothing(room: Room) -> None:
    found = room.sounder.choices(notices_calls=True)
    assert {name: choice.chosen for name, choice in found.items()} == {"speech": "fake", "tones": "fake"}
    assert not found["speech"].note
    assert room.words == []
    assert room.tones.played == []


def test_where_calls_go_unnoticed_the_voice_says_so_unless_there_is_none(room: Room) -> None:
    assert str(room.sounder.choices(notices_calls=False)["speech"].note) == f"fake. {HEARD_IN_CALLS}"
    room.speaker.choice = Choice("none", note=text("No voice."))
    assert str(room.sounder.choices(notices_calls=False)["speech"].note) == "No voice."


def test_both_switched_off_nothing_is_waited_for(room: Room) -> None:
    room.settings = replace(BOTH, voice=False, tones=False)
    room.sounder.take(HOLD)
    assert not any(timer.isActive() for timer in room.sounder.findChildren(QTimer))
