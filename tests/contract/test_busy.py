"""What every busy source keeps, on the fake and on each real one: windows, buses, sound and camera."""

from __future__ import annotations

import contextlib
import logging
import os
import signal
import stat
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from jeepney import DBusAddress, new_method_call
from jeepney.io.blocking import open_dbus_connection
from PySide6.QtCore import QTimer

from postureapp.core.errors import EnvironmentProblem
from postureapp.core.events import Busy
from postureapp.platforms import busy
from postureapp.platforms.busy.camera import CameraBusySource
from postureapp.platforms.busy.freedesktop import FreedesktopBusySource
from postureapp.platforms.busy.microphone import PulseMicrophoneBusySource, parse_monitors, parse_recordings
from postureapp.platforms.busy.microphone_alsa import AlsaMicrophoneBusySource
from postureapp.platforms.busy.null import NullBusySource
from postureapp.platforms.busy.union import UnionBusySource
from postureapp.platforms.busy.x11 import X11BusySource
from postureapp.platforms.dbus import Buses
from postureapp.ports import BusySource
from tests.helpers import desktop
from tests.helpers.bus_service import BusService
from tests.helpers.fakes import FakeBusySource
from tests.helpers.waiting import run_for, until

NOTIFICATIONS_PATH = "/org/freedesktop/Notifications"
NONE: frozenset[Busy] = frozenset()


class Scene:
    """A source, and how a person becomes busy and free again before its eyes."""

    def __init__(self, kind: Busy, source: BusySource, begin: Callable[[], object], end: Callable[[], object]) -> None:
        self.kind, self.source, self.begin, self.end = kind, source, begin, end
        self.told: list[frozenset[Busy]] = []

    def start(self) -> None:
        """Start the source and let it look around."""
        self.source.start(self.told.append)
        run_for(0.6)


@contextlib.contextmanager
def fake_scene(_request: pytest.FixtureRequest) -> Iterator[Scene]:
    source = FakeBusySource()
    yield Scene(Busy.VIDEO, source, lambda: source.become(Busy.VIDEO), source.become)


@contextlib.contextmanager
def x11_scene(request: pytest.FixtureRequest) -> Iterator[Scene]:
    display = request.getfixturevalue("managed_display")
    with contextlib.ExitStack() as stack:

        def begin() -> None:
            stack.enter_context(desktop.window(display, "film", state="fullscreen"))
            wait_for_window(display, "film")

        yield Scene(Busy.FULLSCREEN, X11BusySource(display), begin, stack.close)


@contextlib.contextmanager
def dunst_scene(request: pytest.FixtureRequest) -> Iterator[Scene]:
    desktop.need("dunst")
    display, environ = request.getfixturevalue("x_display"), request.getfixturevalue("bus_environ")
    with desktop.running(["dunst"], {**os.environ, **environ, "DISPLAY": display}):
        bus = open_dbus_connection(environ["DBUS_SESSION_BUS_ADDRESS"])
        dunst = DBusAddress(NOTIFICATIONS_PATH, "org.freedesktop.Notifications", "org.freedesktop.DBus.Properties")

        def pause(on: bool) -> None:
            body = ("org.dunstproject.cmd0", "paused", ("b", on))
            bus.send_and_get_reply(new_method_call(dunst, "Set", "ssv", body), timeout=5)

        def is_there() -> bool:
            get = new_method_call(dunst, "Get", "ss", ("org.dunstproject.cmd0", "paused"))
            return bus.send_and_get_reply(get, timeout=5).body == (("b", False),)

        until(is_there, what="dunst is up")
        buses = Buses(environ)
        yield Scene(Busy.DO_NOT_DISTURB, FreedesktopBusySource(buses), lambda: pause(True), lambda: pause(False))
        buses.close()
        bus.close()


@contextlib.contextmanager
def kde_scene(request: pytest.FixtureRequest) -> Iterator[Scene]:
    name, prop = "org.freedesktop.Notifications", "Inhibited"
    with bus_scene(request, name) as (service, source):
        service.properties[name, prop] = ("b", False)
        yield Scene(
            Busy.DO_NOT_DISTURB,
            source,
            lambda: service.change(NOTIFICATIONS_PATH, name, prop, ("b", True)),
            lambda: service.change(NOTIFICATIONS_PATH, name, prop, ("b", False)),
        )


@contextlib.contextmanager
def logind_scene(request: pytest.FixtureRequest, invalidate: bool = False) -> Iterator[Scene]:
    path, manager, prop = "/org/freedesktop/login1", "org.freedesktop.login1.Manager", "BlockInhibited"
    with bus_scene(request, "org.freedesktop.login1") as (service, source):
        service.properties[manager, prop] = ("s", "handle-power-key")
        yield Scene(
            Busy.VIDEO,
            source,
            lambda: service.change(path, manager, prop, ("s", "handle-power-key:idle"), invalidate),
            lambda: service.change(path, manager, prop, ("s", "handle-power-key"), invalidate),
        )


def logind_that_only_says_that_it_changed_scene(
    request: pytest.FixtureRequest,
) -> contextlib.AbstractContextManager[Scene]:
    return logind_scene(request, invalidate=True)


@contextlib.contextmanager
def gnome_scene(request: pytest.FixtureRequest) -> Iterator[Scene]:
    path, name = "/org/gnome/SessionManager", "org.gnome.SessionManager"
    with bus_scene(request, name) as (service, source):
        inhibitors: set[int] = set()
        service.methods[name, "IsInhibited"] = lambda flags: ("b", (flags in inhibitors,))

        def begin() -> None:
            inhibitors.add(8)
            service.emit(path, name, "InhibitorAdded", "o", ("/org/gnome/SessionManager/Inhibitor1",))

        def end() -> None:
            inhibitors.clear()
            service.emit(path, name, "InhibitorRemoved", "o", ("/org/gnome/SessionManager/Inhibitor1",))

        yield Scene(Busy.VIDEO, source, begin, end)


@contextlib.contextmanager
def bus_scene(request: pytest.FixtureRequest, name: str) -> Iterator[tuple[BusService, BusySource]]:
    environ = request.getfixturevalue("bus_environ")
    buses = Buses(environ)
    with BusService(environ["DBUS_SESSION_BUS_ADDRESS"], name) as service:
        yield service, FreedesktopBusySource(buses)
    buses.close()


@contextlib.contextmanager
def pulse_scene(request: pytest.FixtureRequest) -> Iterator[Scene]:
    server = FakeSoundServer(request.getfixturevalue("tmp_path"))
    yield Scene(Busy.MICROPHONE, server.source(), lambda: server.record(CALL), lambda: server.record(""))


@contextlib.contextmanager
def alsa_scene(request: pytest.FixtureRequest) -> Iterator[Scene]:
    tmp_path = request.getfixturevalue("tmp_path")
    devices, status = tmp_path / "snd", tmp_path / "asound/card0/pcm0c/sub0/status"
    devices.mkdir()
    device = devices / "pcmC0D0c"
    device.touch()
    status.parent.mkdir(parents=True)
    status.write_text("closed\n")
    opened = []

    def begin() -> None:
        opened.append(device.open())
        status.write_text("state: RUNNING\nowner_pid   : 1\ntrigger_time: 1.0\n")

    def end() -> None:
        status.write_text("closed\n")
        opened.pop().close()

    yield Scene(Busy.MICROPHONE, AlsaMicrophoneBusySource(devices, tmp_path / "asound"), begin, end)


@contextlib.contextmanager
def camera_scene(request: pytest.FixtureRequest) -> Iterator[Scene]:
    devices = request.getfixturevalue("tmp_path")
    device = devices / "video0"
    device.touch()
    with contextlib.ExitStack() as stack:
        yield Scene(Busy.CAMERA, CameraBusySource(devices), lambda: stack.enter_context(holding(device)), stack.close)


SCENES = [
    fake_scene,
    x11_scene,
    dunst_scene,
    kde_scene,
    logind_scene,
    logind_that_only_says_that_it_changed_scene,
    gnome_scene,
    pulse_scene,
    alsa_scene,
    camera_scene,
]


@pytest.fixture(params=SCENES, ids=lambda scene: scene.__name__.removesuffix("_scene"))
def scene(request: pytest.FixtureRequest) -> Iterator[Scene]:
    """The same story before each source."""
    with request.param(request) as made:
        yield made
        made.source.stop()


def test_becoming_busy_and_free_is_told_once_each(scene: Scene) -> None:
    scene.start()
    assert scene.told == []
    scene.begin()
    until(lambda: scene.told == [{scene.kind}], what=f"{scene.told} is busy")
    scene.end()
    until(lambda: scene.told == [{scene.kind}, NONE], what=f"{scene.told} is free")


def test_being_busy_already_is_told_after_the_start(scene: Scene) -> None:
    scene.begin()
    scene.start()
    until(lambda: scene.told == [{scene.kind}], what=f"{scene.told}")
    scene.end()
    until(lambda: scene.told == [{scene.kind}, NONE])


def test_nothing_is_told_after_stop_which_may_come_twice(scene: Scene) -> None:
    scene.start()
    scene.source.stop()
    scene.source.stop()
    scene.begin()
    run_for(0.8)
    assert scene.told == []


def test_a_stopped_source_starts_again(scene: Scene) -> None:
    scene.start()
    scene.source.stop()
    scene.start()
    scene.begin()
    until(lambda: scene.told == [{scene.kind}], what=f"{scene.told}")


# --- windows ----------------------------------------------------------------------------------------------------------


@pytest.fixture
def x11(managed_display: str) -> Iterator[tuple[str, X11BusySource, list[frozenset[Busy]]]]:
    source, told = X11BusySource(managed_display), []
    source.start(told.append)
    yield managed_display, source, told
    source.stop()


def test_a_window_that_goes_fullscreen_while_active_is_noticed(x11) -> None:
    display, _source, told = x11
    with desktop.window(display, "slides") as program:
        wait_for_window(display, "slides")
        run_for(0.4)
        assert told == []
        program.send_signal(signal.SIGUSR1)
        until(lambda: told == [{Busy.FULLSCREEN}])
        program.send_signal(signal.SIGUSR1)
        until(lambda: told == [{Busy.FULLSCREEN}, NONE])


def test_another_window_in_front_of_a_fullscreen_one_is_free(x11) -> None:
    display, _source, told = x11
    with desktop.window(display, "film", state="fullscreen"):
        until(lambda: told == [{Busy.FULLSCREEN}])
        with desktop.window(display, "letter"):
            until(lambda: told == [{Busy.FULLSCREEN}, NONE])
        until(lambda: told == [{Busy.FULLSCREEN}, NONE, {Busy.FULLSCREEN}])


def test_our_own_windows_and_the_desktop_do_not_count(x11) -> None:
    desktop.need("xprop")
    display, _source, told = x11
    with desktop.window(display, "wallpaper", state="fullscreen", kind="desktop"):
        wait_for_window(display, "wallpaper")
        run_for(0.6)
        assert told == []
    with desktop.window(display, "stretch") as program:
        wait_for_window(display, "stretch")
        own = ["xprop", "-name", "stretch", "-f", "_NET_WM_PID", "32c", "-set", "_NET_WM_PID", str(os.getpid())]
        subprocess.run(own, env={**os.environ, "DISPLAY": display}, check=True, timeout=5)
        program.send_signal(signal.SIGUSR1)
        run_for(1.0)
        assert told == []


def test_titles_that_tick_and_a_moving_pointer_never_wake_us(x11) -> None:
    display, source, _told = x11
    with desktop.window(display, "clock", title_each_ms="30"):
        wait_for_window(display, "clock")
        run_for(0.6)
        before = source.wakeups
        moves = [word for n in range(100) for word in ("mousemove", str(100 + n), "200", "sleep", "0.01")]
        with desktop.running(["xdotool", *moves], {**os.environ, "DISPLAY": display}) as mover:
            until(lambda: mover.poll() is not None, within_s=20)
        assert source.wakeups == before


def test_a_display_that_dies_is_one_sentence_and_free(caplog: pytest.LogCaptureFixture) -> None:
    desktop.need("openbox")
    told: list[frozenset[Busy]] = []
    with contextlib.ExitStack() as stack:
        server, display = stack.enter_context(desktop.screen())
        stack.enter_context(desktop.running(["openbox"], {**os.environ, "DISPLAY": display}))
        stack.enter_context(desktop.window(display, "film", state="fullscreen"))
        source = X11BusySource(display)
        source.start(told.append)
        until(lambda: told == [{Busy.FULLSCREEN}], within_s=10)
        with caplog.at_level(logging.WARNING):
            server.kill()
            until(lambda: told == [{Busy.FULLSCREEN}, NONE])
    source.stop()
    assert [record.getMessage() for record in caplog.records] == [
        "The X display went away: fullscreen windows are no longer noticed."
    ]


def wait_for_window(display: str, title: str) -> None:
    """Until a window of this title is on the screen."""
    desktop.xdotool(display, "search", "--sync", "--onlyvisible", "--name", f"^{title}")


# --- buses ------------------------------------------------------------------------------------------------------------


def test_a_notification_service_that_goes_away_takes_its_quiet_along(bus_environ: dict[str, str]) -> None:
    told: list[frozenset[Busy]] = []
    buses = Buses(bus_environ)
    source = FreedesktopBusySource(buses)
    source.start(told.append)
    with BusService(bus_environ["DBUS_SESSION_BUS_ADDRESS"]) as service:
        service.properties["org.freedesktop.Notifications", "Inhibited"] = ("b", True)
        service.own("org.freedesktop.Notifications")
        until(lambda: told == [{Busy.DO_NOT_DISTURB}], what="a service that comes later is asked")
    until(lambda: told == [{Busy.DO_NOT_DISTURB}, NONE])
    source.stop()
    buses.close()


def test_an_impostor_is_not_listened_to(bus_environ: dict[str, str]) -> None:
    told: list[frozenset[Busy]] = []
    buses = Buses(bus_environ)
    source = FreedesktopBusySource(buses)
    address, name = bus_environ["DBUS_SESSION_BUS_ADDRESS"], "org.freedesktop.Notifications"
    with BusService(address, name) as service, BusService(address) as impostor:
        service.properties[name, "Inhibited"] = ("b", False)
        source.start(told.append)
        run_for(0.2)
        impostor.change(NOTIFICATIONS_PATH, name, "Inhibited", ("b", True))
        run_for(0.3)
        assert told == []
    source.stop()
    buses.close()


def test_a_bus_that_dies_is_free(monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture) -> None:
    monkeypatch.setattr("postureapp.platforms.dbus_following.AGAIN_AFTER_S", (0.05, 0.05))
    told: list[frozenset[Busy]] = []
    with desktop.private_bus() as (daemon, address):
        buses = Buses({"DBUS_SESSION_BUS_ADDRESS": address, "DBUS_SYSTEM_BUS_ADDRESS": "unix:path=/nonexistent"})
        service = BusService(address, "org.freedesktop.Notifications")
        service.properties["org.freedesktop.Notifications", "Inhibited"] = ("b", True)
        source = FreedesktopBusySource(buses)
        source.start(told.append)
        until(lambda: told == [{Busy.DO_NOT_DISTURB}])
        daemon.kill()
        until(lambda: told == [{Busy.DO_NOT_DISTURB}, NONE])
    said = caplog.records
    until(lambda: "no longer noticed" in said[-1].getMessage(), what="gives up in words")
    service.stop()
    source.stop()


def test_a_lost_bus_takes_only_its_own_reasons_and_is_heard_again(
    bus_environ: dict[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("postureapp.platforms.dbus_following.AGAIN_AFTER_S", (0.05,))
    told: list[frozenset[Busy]] = []
    address, quiet, idle = bus_environ["DBUS_SESSION_BUS_ADDRESS"], "org.freedesktop.Notifications", "BlockInhibited"
    buses = Buses(bus_environ)
    with BusService(address, quiet, "org.freedesktop.login1") as service:
        service.properties[quiet, "Inhibited"] = ("b", True)
        service.properties["org.freedesktop.login1.Manager", idle] = ("s", "idle")
        source = FreedesktopBusySource(buses)
        source.start(told.append)
        until(lambda: told[-1:] == [{Busy.DO_NOT_DISTURB, Busy.VIDEO}])
        lost = buses.session()
        lost._reader.setEnabled(False)
        lost._socket.shutdown(2)
        lost._lose(OSError("test"))
        until(lambda: told[-1] == {Busy.VIDEO}, what="what the other bus told stays")
        until(lambda: told[-1] == {Busy.DO_NOT_DISTURB, Busy.VIDEO}, what="the bus that came back is asked")
        service.change(NOTIFICATIONS_PATH, quiet, "Inhibited", ("b", False))
        until(lambda: told[-1] == {Busy.VIDEO}, what="and listened to")
        source.stop()
    buses.close()


# --- sound ------------------------------------------------------------------------------------------------------------

CALL = """\
Source Output #45
\tDriver: PipeWire
\tOwner Module: n/a
\tClient: 44
\tSource: 43
\tSample Specification: s16le 1ch 44100Hz
\tCorked: no
\tMute: no
\tResample method: PipeWire
\tProperties:
\t\tapplication.name = "a call \\"with\\" quotes"
\t\tapplication.process.id = "1"
"""
NO_CALL = {
    "corked": CALL.replace("Corked: no", "Corked: yes"),
    "monitor of a loudspeaker": CALL.replace("Source: 43", "Source: 42"),
    "meter": CALL.replace("method: PipeWire", "method: peaks"),
    "meter of PipeWire": CALL + '\t\tmedia.name = "Peak detect"\n',
    "module": CALL.replace("Client: 44", "Client: n/a"),
    "our own": CALL.replace('process.id = "1"', f'process.id = "{os.getpid()}"'),
}
SOURCES = "42\tspeaker.monitor\tPipeWire\ts16le\tIDLE\n43\tmicrophone\tPipeWire\ts16le\tRUNNING\n"
FAKE_PACTL = """\
#!{python}
import pathlib, sys, time
folder = pathlib.Path(__file__).parent
(folder / "calls").open("a").write(" ".join(sys.argv[1:]) + "\\n")
what = sys.argv[1:]
if (folder / "dead").exists():
    sys.exit(1)
elif what == ["subscribe"]:
    for line in open(folder / "news"):
        print(line, end="", flush=True)
elif what == ["list", "source-outputs"]:
    if (folder / "hold").exists():
        (folder / "hold").read_text()
    print((folder / "recordings").read_text(), end="")
elif what == ["list", "short", "sources"]:
    print((folder / "sources").read_text(), end="")
"""


class FakeSoundServer:
    """A pactl that tells what the test writes."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        os.mkfifo(folder / "news")
        self.news = os.open(folder / "news", os.O_RDWR)
        (folder / "sources").write_text(SOURCES)
        (folder / "recordings").write_text("")
        self.pactl = folder / "pactl"
        self.pactl.write_text(FAKE_PACTL.format(python=sys.executable))
        self.pactl.chmod(self.pactl.stat().st_mode | stat.S_IXUSR)

    def source(self) -> PulseMicrophoneBusySource:
        return PulseMicrophoneBusySource(str(self.pactl), os.environ)

    def record(self, recordings: str) -> None:
        (self.folder / "recordings").write_text(recordings)
        self.tell("source-output")

    def tell(self, facility: str) -> None:
        os.write(self.news, f"Event 'change' on {facility} #45\n".encode())

    def calls(self) -> list[str]:
        calls = self.folder / "calls"
        return calls.read_text().splitlines() if calls.exists() else []


@pytest.mark.parametrize("recording", NO_CALL.values(), ids=NO_CALL)
def test_what_is_no_call_is_not_taken_for_one(tmp_path: Path, recording: str) -> None:
    server, told = FakeSoundServer(tmp_path), []
    source = server.source()
    source.start(told.append)
    server.record(recording)
    until(lambda: server.calls().count("list source-outputs") >= 1)
    run_for(0.8)
    assert told == []
    source.stop()


def test_other_news_of_the_sound_server_list_nothing(tmp_path: Path) -> None:
    server = FakeSoundServer(tmp_path)
    source = server.source()
    source.start(lambda kinds: None)
    until(lambda: "list source-outputs" in server.calls())
    for facility in ("sink-input", "client", "sink", "source"):
        server.tell(facility)
    run_for(0.8)
    assert server.calls().count("list source-outputs") == 1
    source.stop()


def test_a_sound_server_that_ends_is_free_and_asked_again_a_few_times(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr("postureapp.platforms.busy.microphone.RESTART_S", (0.05, 0.05))
    server, told = FakeSoundServer(tmp_path), []
    server.record(CALL)
    source = server.source()
    source.start(told.append)
    until(lambda: told == [{Busy.MICROPHONE}])
    (tmp_path / "dead").touch()
    source._news.kill()
    until(lambda: told == [{Busy.MICROPHONE}, NONE])
    until(lambda: caplog.records, what="gives up")
    run_for(0.3)
    assert server.calls().count("subscribe") == 3
    assert "does not answer" in caplog.records[0].getMessage()
    source.stop()


def test_news_while_it_lists_are_one_more_listing_when_that_is_done(tmp_path: Path) -> None:
    server, told = FakeSoundServer(tmp_path), []
    os.mkfifo(tmp_path / "hold")
    source = server.source()
    source.start(told.append)
    until(lambda: "list source-outputs" in server.calls())
    fired = count_of(source._settled)
    for _ in range(3):
        server.record(CALL)
        run_for(0.4)
    run_for(0.8)
    assert fired() <= 3, "it waits for the listing without looking at it again and again"
    assert server.calls().count("list source-outputs") == 1
    (tmp_path / "hold").rename(tmp_path / "free")
    (tmp_path / "free").write_text("")
    until(lambda: told == [{Busy.MICROPHONE}])
    run_for(0.5)
    assert server.calls().count("list source-outputs") == 2
    source.stop()


def test_a_listing_that_hangs_is_ended_and_holds_no_reminder_back(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr("postureapp.platforms.busy.microphone.LISTED_WITHIN_MS", 1000)
    monkeypatch.setattr("postureapp.platforms.busy.microphone.RESTART_S", (0.05,))
    server, told = FakeSoundServer(tmp_path), []
    server.record(CALL)
    source = server.source()
    source.start(told.append)
    until(lambda: told == [{Busy.MICROPHONE}])
    os.mkfifo(tmp_path / "hold")
    server.record("")
    until(lambda: told == [{Busy.MICROPHONE}, NONE], what="nobody knows of a call any more")
    until(lambda: caplog.records, what="asked anew, and given up in words")
    assert server.calls().count("subscribe") == 2
    assert (source._news, source._listing) == (None, None)
    source.stop()


SOURCE_OF_ITS_OWN = """
import os, sys
from PySide6.QtCore import QCoreApplication
from postureapp.platforms.busy.microphone import PulseMicrophoneBusySource
app = QCoreApplication([])
source = PulseMicrophoneBusySource(sys.argv[1], os.environ)
source.start(print)
app.exec()
"""


def test_pactl_does_not_outlive_an_app_that_is_killed(tmp_path: Path) -> None:
    desktop.need("setpriv")
    server = FakeSoundServer(tmp_path)
    command = [sys.executable, "-c", SOURCE_OF_ITS_OWN, str(server.pactl)]
    with desktop.running(command, {**os.environ, "PYTHONPATH": str(desktop.ROOT)}) as program:
        until(lambda: "subscribe" in server.calls(), within_s=15)
        (child,) = Path(f"/proc/{program.pid}/task/{program.pid}/children").read_text().split()[:1]
        assert is_running(child)
        program.kill()
        until(lambda: not is_running(child), what="pactl ends with it")


def is_running(process_id: str) -> bool:
    try:
        return Path(f"/proc/{process_id}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return False


def count_of(timer: QTimer) -> Callable[[], int]:
    """How often a timer has fired since."""
    firings: list[None] = []
    timer.timeout.connect(lambda: firings.append(None))
    return lambda: len(firings)


def test_a_pactl_that_can_not_be_run_is_a_sentence(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr("postureapp.platforms.busy.microphone.RESTART_S", ())
    source = PulseMicrophoneBusySource("/nonexistent/pactl", os.environ)
    source.start(lambda kinds: None)
    until(lambda: caplog.records)
    assert len(caplog.records) == 1
    source.stop()


def test_the_program_that_records_is_named_while_it_does(tmp_path: Path) -> None:
    server = FakeSoundServer(tmp_path)
    source = UnionBusySource([server.source(), NullBusySource()])
    seen: list[frozenset[Busy]] = []
    source.start(seen.append)
    assert source.programs() == {}
    server.record(
        CALL + "\n" + CALL.replace("Source: 43", "Source: 42").replace("a call", "a meter of the loudspeaker")
    )
    until(lambda: seen)
    assert source.programs() == {Busy.MICROPHONE: ('a call "with" quotes',)}
    server.record("")
    until(lambda: len(seen) == 2)
    assert source.programs() == {}
    source.stop()


def test_listings_of_odd_shape_are_no_recordings() -> None:
    assert parse_recordings("") == []
    assert parse_recordings("Connection failure\n") == []
    assert parse_monitors("42\n\n7\tx.monitor\n") == {"7"}
    assert [found.source for found in parse_recordings(CALL + "\n" + CALL.replace("43", "9"))] == ["43", "9"]


def test_a_real_recording_is_noticed(tmp_path: Path) -> None:
    for program in ("pulseaudio", "pactl", "parec"):
        desktop.need(program)
    environ = {**os.environ, "XDG_RUNTIME_DIR": str(tmp_path), "HOME": str(tmp_path)}
    modules = ["module-null-sink sink_name=speaker", f"module-native-protocol-unix socket={tmp_path}/pulse/native"]
    modules.append("module-virtual-source source_name=microphone master=speaker.monitor")
    server = ["pulseaudio", "-n", "--daemonize=no", "--exit-idle-time=-1", "--use-pid-file=no"]
    tmp_path.chmod(0o700)
    with desktop.running([*server, *(word for module in modules for word in ("-L", module))], environ):
        until((tmp_path / "pulse/native").exists, what="the sound server listens")
        source, choice = busy.select(environ | {"DISPLAY": ""})
        assert "microphone" in choice.chosen
        told: list[frozenset[Busy]] = []
        source.start(told.append)
        with desktop.running(["parec", "-d", "speaker.monitor"], environ):
            run_for(1.5)
            assert told == [], "what the loudspeakers play is no call"
        with desktop.running(["parec", "-d", "microphone"], environ):
            until(lambda: told == [{Busy.MICROPHONE}])
        until(lambda: told == [{Busy.MICROPHONE}, NONE])
        source.stop()


# --- camera -----------------------------------------------------------------------------------------------------------


def test_a_camera_that_is_plugged_in_later_is_noticed(tmp_path: Path) -> None:
    told: list[frozenset[Busy]] = []
    source = CameraBusySource(tmp_path)
    source.start(told.append)
    (tmp_path / "audio0").touch()
    (tmp_path / "video3").touch()
    run_for(0.1)
    with holding(tmp_path / "video3"):
        until(lambda: told == [{Busy.CAMERA}])
    until(lambda: told == [{Busy.CAMERA}, NONE])
    source.stop()


def test_a_camera_that_is_only_looked_at_is_not_in_use(tmp_path: Path) -> None:
    told: list[frozenset[Busy]] = []
    (tmp_path / "video0").touch()
    source = CameraBusySource(tmp_path)
    source.start(told.append)
    subprocess.run(["cat", str(tmp_path / "video0")], check=True)
    run_for(1.0)
    assert told == []
    source.stop()


@pytest.mark.parametrize("source", [CameraBusySource, AlsaMicrophoneBusySource])
def test_a_missing_folder_is_a_sentence(tmp_path: Path, source: type) -> None:
    with pytest.raises(EnvironmentProblem, match="can't be watched"):
        source(tmp_path / "nowhere").start(lambda kinds: None)


@contextlib.contextmanager
def holding(path: Path) -> Iterator[None]:
    """Another process holds this file open."""
    with desktop.running(["tail", "-f", str(path)], os.environ):
        yield


# --- all together -----------------------------------------------------------------------------------------------------


def test_reasons_are_united(tmp_path: Path) -> None:
    told: list[frozenset[Busy]] = []
    one, other = FakeBusySource(Busy.VIDEO), FakeBusySource()
    source = UnionBusySource([one, other])
    source.start(told.append)
    other.become(Busy.CAMERA)
    other.become(Busy.CAMERA, Busy.VIDEO)
    one.become()
    other.become()
    assert told == [{Busy.VIDEO}, {Busy.VIDEO, Busy.CAMERA}, NONE]
    source.stop()


def test_a_part_that_fails_leaves_the_others(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    told: list[frozenset[Busy]] = []
    source = UnionBusySource([CameraBusySource(tmp_path / "nowhere"), FakeBusySource(Busy.VIDEO)])
    source.start(told.append)
    assert told == [{Busy.VIDEO}]
    assert len(caplog.records) == 1
    source.stop()
    with pytest.raises(EnvironmentProblem):
        UnionBusySource([CameraBusySource(tmp_path / "nowhere")]).start(told.append)


def test_without_desktop_the_reasons_and_the_way_out_are_told() -> None:
    nothing = {"PATH": "", "DBUS_SYSTEM_BUS_ADDRESS": "unix:path=/nonexistent"}
    source, choice = busy.select(nothing)
    assert choice.chosen == source.name == "camera"
    assert {name for name, _why in choice.rejected} >= {"x11", "freedesktop"}
    assert all(str(why) for _name, why in choice.rejected)
    assert "Pause PostureApp" in str(choice.note)


def test_under_wayland_x11_is_left_alone() -> None:
    wayland = {"DISPLAY": ":0", "WAYLAND_DISPLAY": "wayland-0", "XDG_SESSION_TYPE": "wayland"}
    _source, choice = busy.select(wayland)
    assert str(dict(choice.rejected)["x11"]).startswith("This is a Wayland session")


def test_null_is_never_busy() -> None:
    source = NullBusySource()
    source.start(lambda kinds: pytest.fail(str(kinds)))
    source.stop()
    source.stop()
