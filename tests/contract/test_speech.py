"""What every speaker keeps, on the fake and on each real one; and what goes wrong never leaves a process or a silence
without a word."""

from __future__ import annotations

import contextlib
import logging
import os
import shutil
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from postureapp.core.errors import EnvironmentProblem
from postureapp.platforms import speech
from postureapp.platforms.speech import commands, ssip
from postureapp.platforms.speech.commands import EspeakSpeaker, SaySpeaker, parse_voices
from postureapp.platforms.speech.null import NullSpeaker
from postureapp.platforms.speech.plyer_adapter import PlyerSpeaker
from postureapp.platforms.speech.sapi import ASYNC, IS_XML, PURGE, RELEASE, SET_RATE, SPEAK, SapiSpeaker, in_language
from postureapp.platforms.speech.ssip import SpeechDispatcherSpeaker, socket_path
from postureapp.ports import Speaker
from tests.helpers import desktop
from tests.helpers.fakes import FakeSpeaker
from tests.helpers.sound import Loudspeaker, RecordedVoice, SpeechService, processes_with
from tests.helpers.waiting import becomes, run_for, until

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="its programs are shell scripts")

LONG_S = 30.0


class Scene:
    """A speaker, what it was given to say so far, and whether it holds anything now."""

    def __init__(self, speaker: Speaker, spoken: Callable[[], list[str]], holds: Callable[[], object]) -> None:
        self.speaker, self.spoken, self.holds = speaker, spoken, holds


@contextlib.contextmanager
def fake_scene(_folder: Path) -> Iterator[Scene]:
    speaker = FakeSpeaker()
    yield Scene(speaker, lambda: [words for words, _language in speaker.said], lambda: speaker.speaking)


@contextlib.contextmanager
def espeak_scene(folder: Path) -> Iterator[Scene]:
    voice = RecordedVoice(folder / "bin", speaks_s=LONG_S)
    speaker = EspeakSpeaker(str(voice.program), fail)
    yield Scene(speaker, voice.words, voice.running)


@contextlib.contextmanager
def say_scene(folder: Path) -> Iterator[Scene]:
    voice = RecordedVoice(folder / "bin", "say", speaks_s=LONG_S)
    speaker = SaySpeaker(str(voice.program), fail)
    yield Scene(speaker, voice.words, voice.running)


@contextlib.contextmanager
def plyer_scene(folder: Path) -> Iterator[Scene]:
    voice = RecordedVoice(folder / "bin", "espeak", speaks_s=LONG_S)
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("PATH", f"{voice.folder}:{os.environ['PATH']}")
        yield Scene(PlyerSpeaker(fail), voice.words, voice.running)


@contextlib.contextmanager
def ssip_scene(folder: Path) -> Iterator[Scene]:
    environ = {"XDG_RUNTIME_DIR": str(folder), "PATH": os.environ["PATH"]}
    service = SpeechService(socket_path(environ))
    yield Scene(SpeechDispatcherSpeaker("none", fail, environ), service.spoken, lambda: service._talk is not None)
    service.close()


@contextlib.contextmanager
def sapi_scene(_folder: Path) -> Iterator[Scene]:
    table = Table()
    yield Scene(SapiSpeaker(fail, lambda: table.call), table.spoken, lambda: table.is_held)


SCENES = [fake_scene, espeak_scene, say_scene, plyer_scene, ssip_scene, sapi_scene]


def fail(problem: EnvironmentProblem) -> None:
    raise AssertionError(str(problem))


@pytest.fixture(params=SCENES, ids=lambda scene: scene.__name__.removesuffix("_scene"))
def scene(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Scene]:
    with request.param(tmp_path) as made:
        yield made
        made.speaker.stop()


class Table:
    """The functions of a Windows voice."""

    def __init__(self) -> None:
        self.calls: list[tuple[int, tuple[object, ...]]] = []
        self.result = 0

    def call(self, place: int, *arguments: object) -> int:
        self.calls.append((place, tuple(getattr(each, "value", each) for each in arguments)))
        return self.result

    def spoken(self) -> list[str]:
        return [in_plain(str(given[0])) for place, given in self.calls if place == SPEAK and given[0] is not None]

    @property
    def is_held(self) -> bool:
        return not any(place == RELEASE for place, _given in self.calls)


def in_plain(xml: str) -> str:
    return xml.removesuffix("</lang>").partition('409">')[2]


# --- what every speaker keeps -----------------------------------------------------------------------------------------


def test_it_says_the_words(scene: Scene) -> None:
    scene.speaker.say("Get ready: neck turn, right side", "en")
    until(lambda: scene.spoken() == ["Get ready: neck turn, right side"])


def test_words_are_handed_over_as_they_are(scene: Scene) -> None:
    odd = "Now: $(touch x) `id` \"quoted\" 'single' ; é – 3"
    scene.speaker.say(odd, "en")
    until(lambda: scene.spoken() == [odd])


def test_new_words_take_the_place_of_the_old(scene: Scene) -> None:
    scene.speaker.say("Three", "en")
    until(lambda: scene.spoken() == ["Three"])
    before = scene.holds()
    scene.speaker.say("Two", "en")
    until(lambda: scene.spoken() == ["Three", "Two"])
    if isinstance(before, list):
        assert set(scene.holds()).isdisjoint(before), "the old voice is gone"  # type: ignore[call-overload]


def test_hushed_and_stopped_nothing_is_left(scene: Scene) -> None:
    scene.speaker.hush()
    scene.speaker.say("Hold", "en")
    until(scene.spoken)
    assert scene.holds()
    scene.speaker.hush()
    scene.speaker.stop()
    scene.speaker.stop()
    until(lambda: not scene.holds(), 2)


def test_it_speaks_again_after_a_stop(scene: Scene, request: pytest.FixtureRequest) -> None:
    if isinstance(scene.speaker, SapiSpeaker):
        pytest.skip("it is made anew instead")
    scene.speaker.say("Three", "en")
    until(scene.spoken)
    scene.speaker.stop()
    scene.speaker.say("Two", "en")
    until(lambda: scene.spoken() == ["Three", "Two"])


def test_nothing_of_the_words_is_logged(scene: Scene, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    scene.speaker.say("Let go slowly", "en")
    until(scene.spoken)
    scene.speaker.stop()
    assert "Let go" not in caplog.text


def test_the_null_speaker_is_silent() -> None:
    speaker = NullSpeaker()
    speaker.say("Hold", "en")
    speaker.hush()
    speaker.stop()


# --- programs ---------------------------------------------------------------------------------------------------------


class Told:
    """What was told of failures."""

    def __init__(self) -> None:
        self.problems: list[str] = []

    def __call__(self, problem: EnvironmentProblem) -> None:
        self.problems.append(str(problem))


def test_the_voice_follows_the_language(tmp_path: Path) -> None:
    voice = RecordedVoice(tmp_path)
    speaker = EspeakSpeaker(str(voice.program), fail)
    for language in ("en", "fr_CA"):
        speaker.say("Hold", language)
        until(lambda language=language: len(voice.voices()) == (1 if language == "en" else 2))
    assert voice.voices() == ["en", "fr-ca"]
    speaker.stop()


def test_say_takes_a_plain_voice_of_the_language_once_it_knows_them(tmp_path: Path) -> None:
    voice = RecordedVoice(tmp_path, "say")
    speaker = SaySpeaker(str(voice.program), fail)
    speaker.say("Hold", "en")
    until(lambda: speaker._voices is not None and voice.words())
    speaker.say("One", "en")
    until(lambda: len(voice.words()) == 2)
    assert voice.voices() == ["", "Samantha"]
    speaker.stop()


def test_listed_voices_are_read_by_language() -> None:
    listing = "Bad News            en_US    # Hi\nSamantha    en_US    # Hi\nEddy (French (CA)) fr-CA # Salut\nodd\n\n"
    assert parse_voices(listing) == {"en": "Samantha", "fr": "Eddy (French (CA))"}


@pytest.mark.parametrize(("code", "sentence"), [(3, "ended with code 3"), (-9, "ended unexpectedly")])
def test_a_voice_that_fails_is_told_of(tmp_path: Path, code: int, sentence: str) -> None:
    voice, told = RecordedVoice(tmp_path, code=max(code, 0)), Told()
    if code < 0:
        voice.program.write_text("#!/bin/sh\nkill -9 $$\n")
    speaker = EspeakSpeaker(str(voice.program), told)
    speaker.say("Hold", "en")
    until(lambda: told.problems)
    assert sentence in told.problems[0]


def test_a_program_that_is_not_there_is_told_of(tmp_path: Path) -> None:
    told = Told()
    speaker = EspeakSpeaker(str(tmp_path / "nothing"), told, {"PATH": str(tmp_path)})
    speaker.say("Hold", "en")
    until(lambda: told.problems)
    assert "nothing could not be started" in told.problems[0]


def test_a_voice_that_hangs_is_ended_and_told_of(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(commands, "SLACK_S", 0.1)
    voice, told = RecordedVoice(tmp_path, speaks_s=LONG_S), Told()
    speaker = EspeakSpeaker(str(voice.program), told)
    speaker.say("", "en")
    until(lambda: told.problems)
    assert "did not end in time" in told.problems[0]
    assert not voice.running()


def test_plyer_without_its_programs_is_a_problem_at_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(EnvironmentProblem, match="plyer finds nothing"):
        PlyerSpeaker(fail)


def test_plyer_is_never_given_words_that_look_like_an_option(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    voice = RecordedVoice(tmp_path, "espeak")
    monkeypatch.setenv("PATH", f"{tmp_path}:{os.environ['PATH']}")
    speaker = PlyerSpeaker(fail)
    speaker.say("--version", "en")
    until(lambda: voice.words() == ["version"])
    speaker.stop()


# --- speech-dispatcher ------------------------------------------------------------------------------------------------


@pytest.fixture
def ssip_environ(tmp_path: Path) -> dict[str, str]:
    return {"XDG_RUNTIME_DIR": str(tmp_path), "PATH": os.environ["PATH"], "USER": "a:b"}


def test_the_service_is_told_who_speaks_and_in_which_language(ssip_environ: dict[str, str]) -> None:
    service = SpeechService(socket_path(ssip_environ))
    speaker = SpeechDispatcherSpeaker("none", fail, ssip_environ)
    speaker.say(".hidden", "fr_CA")
    until(lambda: "." in service.heard)
    assert service.heard[0] == "SET SELF CLIENT_NAME a_b:postureapp:main"
    assert service.heard[-5:] == ["CANCEL SELF", "SET SELF LANGUAGE fr-CA", "SPEAK", "..hidden", "."]
    speaker.hush()
    until(lambda: service.heard[-1] == "CANCEL SELF")
    speaker.say("   ", "en")
    speaker.stop()
    until(lambda: service.heard[-1] == "QUIT")
    service.close()


@pytest.mark.parametrize(
    ("answers", "sentence"),
    [
        ({"LIST OUTPUT_MODULES": "250-dummy\r\n250 OK"}, "has no voice installed"),
        ({"LIST OUTPUT_MODULES": "250 OK"}, "has no voice installed"),
        ({"SPEAK": "305 ERR"}, "answered 305"),
        ({"CANCEL SELF": "odd"}, "answered odd"),
        ({"SPEAK": ""}, "does not answer"),
    ],
)
def test_a_service_that_will_not_speak_is_told_of(
    ssip_environ: dict[str, str], answers: dict[str, str], sentence: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(ssip, "ANSWERS_WITHIN_MS", 300)
    service, told = SpeechService(socket_path(ssip_environ), answers), Told()
    speaker = SpeechDispatcherSpeaker("none", told, ssip_environ)
    speaker.say("Hold", "en")
    until(lambda: told.problems)
    assert sentence in told.problems[0]
    until(lambda: service._talk is None)
    service.close()


def test_a_service_that_ends_while_it_is_idle_is_met_anew(ssip_environ: dict[str, str]) -> None:
    service = SpeechService(socket_path(ssip_environ))
    speaker = SpeechDispatcherSpeaker("none", fail, ssip_environ)
    speaker.say("Three", "en")
    until(lambda: "." in service.heard)
    run_for(0.1)
    service.hang_up()
    until(lambda: service._talk is None)
    run_for(0.1)
    speaker.say("Two", "en")
    until(lambda: service.spoken() == ["Three", "Two"])
    speaker.stop()
    service.close()


def test_a_service_that_ends_while_it_is_asked_is_told_of(ssip_environ: dict[str, str]) -> None:
    service, told = SpeechService(socket_path(ssip_environ), {"SPEAK": ""}), Told()
    speaker = SpeechDispatcherSpeaker("none", told, ssip_environ)
    speaker.say("Three", "en")
    until(lambda: service.heard[-1:] == ["SPEAK"])
    service.hang_up()
    until(lambda: told.problems)
    assert "speech-dispatcher ended" in told.problems[0]
    service.close()


@pytest.mark.parametrize("script", ["exit 1", "exec /bin/sleep 30", "exit 0"])
def test_a_service_that_does_not_start_is_told_of(
    ssip_environ: dict[str, str], tmp_path: Path, script: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(ssip, "STARTS_WITHIN_MS", 300)
    program, told = tmp_path / "speech-dispatcher.sh", Told()
    program.write_text(f"#!/bin/sh\n{script}\n")
    program.chmod(0o755)
    speaker = SpeechDispatcherSpeaker(str(program), told, ssip_environ)
    speaker.say("Hold", "en")
    until(lambda: told.problems)
    assert len(told.problems) == 1
    speaker.stop()


def test_the_socket_is_where_the_service_says() -> None:
    assert socket_path({"SPEECHD_ADDRESS": "unix_socket:/a/b"}) == Path("/a/b")
    assert socket_path({"HOME": "/h"}) == Path("/h/.cache/speech-dispatcher/speechd.sock")


# --- Windows ----------------------------------------------------------------------------------------------------------


def test_windows_is_told_the_language_and_cuts_off_what_it_says() -> None:
    table = Table()
    speaker = SapiSpeaker(fail, lambda: table.call)
    speaker.say("Cat & cow <slowly>", "fr_CA")
    speaker.hush()
    speaker.stop()
    assert table.calls[0][0] == SET_RATE
    assert table.calls[1] == (
        SPEAK,
        ('<lang langid="C0C">Cat &amp; cow &lt;slowly&gt;</lang>', ASYNC | PURGE | IS_XML, None),
    )
    assert table.calls[2] == (SPEAK, (None, ASYNC | PURGE, None))
    assert table.calls[-1] == (RELEASE, ())
    assert in_language("Hold", "xx") == "Hold"


def test_windows_that_refuses_is_a_problem() -> None:
    table = Table()
    speaker = SapiSpeaker(fail, lambda: table.call)
    table.result = -2147221164
    with pytest.raises(EnvironmentProblem, match="0x80040154"):
        speaker.say("Hold", "en")


@pytest.mark.skipif(sys.platform == "win32", reason="there it has a voice")
def test_elsewhere_there_is_no_voice_of_windows() -> None:
    with pytest.raises(EnvironmentProblem, match="not Windows"):
        SapiSpeaker(fail)


# --- one out of several -----------------------------------------------------------------------------------------------


linux_only = pytest.mark.skipif(sys.platform != "linux", reason="the programs of a Linux desktop")


def only(folder: Path) -> dict[str, str]:
    """An environment with the programs of this folder only."""
    return {"PATH": str(folder), "XDG_RUNTIME_DIR": str(folder), "HOME": str(folder)}


@linux_only
def test_without_any_voice_it_is_silent_and_says_why(tmp_path: Path) -> None:
    chain = speech.select(fail, only(tmp_path))
    chain.say("Hold", "en")
    assert chain.name == "null"
    assert [name for name, _why in chain.choice.rejected] == ["speech-dispatcher", "espeak-ng", "plyer"]
    assert all(str(why) for _name, why in chain.choice.rejected)
    assert "captions" in str(chain.choice.note)
    chain.hush()
    chain.stop()


@linux_only
def test_selecting_starts_nothing(tmp_path: Path) -> None:
    voice = RecordedVoice(tmp_path)
    chain = speech.select(fail, only(tmp_path))
    assert chain.choice.chosen == "espeak-ng"
    chain.hush()
    chain.stop()
    run_for(0.1)
    assert not voice.running()
    assert chain.present is None


@linux_only
def test_a_service_that_fails_leaves_the_words_to_espeak(tmp_path: Path) -> None:
    service = RecordedVoice(tmp_path, "speech-dispatcher", code=1)
    voice = RecordedVoice(tmp_path)
    chain = speech.select(fail, only(tmp_path))
    assert chain.choice.chosen == "speech-dispatcher"
    chain.say("Hold", "en")
    until(lambda: voice.words() == ["Hold"])
    assert chain.choice.chosen == "espeak-ng"
    assert "ended with code 1" in str(dict(chain.choice.rejected)["speech-dispatcher"])
    chain.stop()
    assert not service.running()


@linux_only
def test_what_was_hushed_is_not_said_by_the_next(tmp_path: Path) -> None:
    RecordedVoice(tmp_path, "speech-dispatcher", code=1)
    voice = RecordedVoice(tmp_path)
    chain = speech.select(fail, only(tmp_path))
    chain.say("Hold", "en")
    chain.hush()
    assert not becomes(voice.words, 0.5)
    chain.stop()


@linux_only
def test_when_all_have_failed_it_is_said_once_and_tried_anew_the_next_time(tmp_path: Path) -> None:
    voice, told = RecordedVoice(tmp_path, code=4), Told()
    chain = speech.select(told, only(tmp_path))
    for _time in range(2):
        chain.say("Hold", "en")
        until(lambda: chain.name == "null")
        chain.say("One", "en")
        chain.stop()
    assert len(voice.words()) == 2
    assert len(told.problems) == 1
    assert "captions show them" in told.problems[0]
    assert "code 4" in told.problems[0]


# --- the real ones ----------------------------------------------------------------------------------------------------


def need_real(program: str) -> None:
    """The programs that dev.py installs must be there where it installs any."""
    if shutil.which(program) is None:
        if shutil.which("dpkg-query"):
            pytest.fail(f"{program} is missing: `python3 dev.py test` installs it")
        pytest.skip(f"{program} is missing")


@linux_only
def test_espeak_is_heard_and_falls_silent_when_hushed(tmp_path: Path) -> None:
    need_real("espeak-ng")
    tmp_path.chmod(0o700)
    with Loudspeaker(tmp_path).on() as loud:
        speaker = EspeakSpeaker(str(shutil.which("espeak-ng")), fail, loud.environ)
        speaker.say("Get ready: neck turn, right side", "en")
        until(lambda: loud.heard_s() > 1.0, 10, "the words are heard")
        run_for(2.5)
        whole_s = loud.heard_s()
        assert 1.0 < whole_s < 4.0
        speaker.say("Get ready: neck turn, right side", "en")
        until(lambda: loud.heard_s() > whole_s + 0.3, 10)
        speaker.hush()
        run_for(2.5)
        assert loud.heard_s() < 2 * whole_s - 0.3, "it was cut off"


@linux_only
def test_speech_dispatcher_is_started_heard_and_ends_with_us(tmp_path: Path) -> None:
    need_real("speech-dispatcher")
    tmp_path.chmod(0o700)
    with Loudspeaker(tmp_path).on() as loud:
        speaker = SpeechDispatcherSpeaker(str(shutil.which("speech-dispatcher")), fail, loud.environ)
        speaker.say("Get ready: neck turn, right side", "en")
        until(lambda: loud.heard_s() > 1.0, 15, "the words are heard")
        assert processes_with(f"--socket-path {tmp_path}")
        speaker.stop()
        assert not processes_with(f"--socket-path {tmp_path}")
        assert not [*tmp_path.glob("postureapp-*")]
        run_for(0.3)
        silent_s = loud.heard_s()
        run_for(0.7)
        assert loud.heard_s() == silent_s


@linux_only
def test_the_service_of_the_session_is_used_and_left_as_it_is(tmp_path: Path) -> None:
    need_real("speech-dispatcher")
    tmp_path.chmod(0o700)
    with Loudspeaker(tmp_path).on() as loud:
        shared = socket_path(loud.environ)
        shared.parent.mkdir()
        command = [str(shutil.which("speech-dispatcher")), "--run-single", "--timeout", "0"]
        with desktop.running(command, loud.environ) as service:
            until(shared.exists, 10, "the service listens")
            run_for(0.2)
            speaker = SpeechDispatcherSpeaker(command[0], fail, loud.environ)
            speaker.say("Get ready: neck turn, right side", "en")
            until(lambda: loud.heard_s() > 0.5, 15, "the words are heard")
            assert not processes_with("--socket-path")
            speaker.stop()
            run_for(0.3)
            assert service.poll() is None


@linux_only
def test_a_service_without_a_sound_device_hangs_and_is_ended(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What speech-dispatcher 0.11.4 does: it takes the first words, and answers nothing after them."""
    need_real("speech-dispatcher")
    monkeypatch.setattr(ssip, "ANSWERS_WITHIN_MS", 2000)
    tmp_path.chmod(0o700)
    told, environ = Told(), Loudspeaker(tmp_path).environ  # the loudspeaker is off
    speaker = SpeechDispatcherSpeaker(str(shutil.which("speech-dispatcher")), told, environ)
    speaker.say("Three", "en")
    until(lambda: processes_with(f"--socket-path {tmp_path}"))
    run_for(1.5)
    for words in ("Two", "One"):
        speaker.say(words, "en")
        run_for(0.3)
    until(lambda: told.problems, 10)
    assert not processes_with(f"--socket-path {tmp_path}")
