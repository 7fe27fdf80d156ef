"""The bus: calls, signals and owners of names come as callbacks, and every way of being absent is one sentence."""

from __future__ import annotations

import logging
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from postureapp.core import text as words
from postureapp.core.errors import EnvironmentProblem
from postureapp.platforms import dbus
from postureapp.platforms.dbus import Bus, Buses, BusKind, BusSignal, Reply
from postureapp.storage.locale import PseudoTranslations
from tests.helpers import desktop
from tests.helpers.bus_service import BusService
from tests.helpers.waiting import run_for, until

NAME, PATH, INTERFACE = "org.example.Chair", "/org/example/Chair", "org.example.Chair"


@pytest.fixture
def bus(bus_environ: dict[str, str]) -> Iterator[Bus]:
    opened = Bus(BusKind.SESSION, bus_environ)
    yield opened
    opened.close()
    opened.close()


@pytest.fixture
def chair(bus_address: str) -> Iterator[BusService]:
    with BusService(bus_address, NAME) as service:
        service.methods[INTERFACE, "Echo"] = lambda *body: ("ut", body)
        service.methods[INTERFACE, "Long"] = lambda body: ("s", (body,))
        yield service


# --- calls ------------------------------------------------------------------------------------------------------------


def test_an_answer_comes_later_with_unsigned_numbers(bus: Bus, chair: BusService) -> None:
    replies: list[Reply] = []
    bus.call(NAME, PATH, INTERFACE, "Echo", "ut", (2**32 - 1, 2**64 - 1), replies.append)
    assert replies == [], "never from within the call"
    until(lambda: replies)
    assert replies == [Reply((2**32 - 1, 2**64 - 1))]


def test_an_error_is_an_answer_too(bus: Bus, chair: BusService) -> None:
    replies: list[Reply] = []
    bus.call(NAME, PATH, INTERFACE, "Fly", on_reply=replies.append)
    bus.call("org.example.Nobody", PATH, INTERFACE, "Fly", on_reply=replies.append)
    until(lambda: len(replies) == 2)
    assert {reply.error for reply in replies} == {
        "org.freedesktop.DBus.Error.UnknownMethod",
        "org.freedesktop.DBus.Error.ServiceUnknown",
    }
    assert "no Fly" in {reply.message for reply in replies}


def test_long_messages_pass_both_ways(bus: Bus, chair: BusService) -> None:
    words, replies = "sit up " * 500_000, []
    bus.call(NAME, PATH, INTERFACE, "Long", "s", (words,), replies.append)
    until(lambda: replies, within_s=20)
    assert replies[0].body == (words,)


def test_a_call_without_answer_ends_in_time(bus: Bus, chair: BusService) -> None:
    replies: list[Reply] = []
    with BusService(chair_address(bus)) as deaf:
        deaf.methods[INTERFACE, "Wait"] = lambda: wait(0.6)
        bus.call(deaf.unique_name, PATH, INTERFACE, "Wait", on_reply=replies.append, timeout_s=0.2)
        until(lambda: replies)
        assert replies == [Reply(error=dbus.NO_REPLY)]
        run_for(0.7)
        assert len(replies) == 1, "the late answer is dropped"


def test_a_property_is_the_bare_value_or_none(bus: Bus, chair: BusService) -> None:
    values: list[object] = []
    chair.properties[INTERFACE, "Height"] = ("d", 0.48)
    bus.get_property(NAME, PATH, INTERFACE, "Height", values.append)
    bus.get_property(NAME, PATH, INTERFACE, "Colour", values.append)
    until(lambda: len(values) == 2)
    assert values == [0.48, None]


def test_who_calls_us_gets_an_answer(bus: Bus, chair: BusService) -> None:
    chair.call(bus.unique_name, PATH, INTERFACE, "Sit")
    until(lambda: ("", dbus.UNKNOWN_METHOD) in [call[:2] for call in chair.calls])


# --- signals ----------------------------------------------------------------------------------------------------------


def test_only_the_signals_asked_for_come(bus: Bus, chair: BusService) -> None:
    heard: list[BusSignal] = []
    match = bus.match(heard.append, sender=NAME, path=PATH, interface=INTERFACE, member="Moved", arg0="up")
    run_for(0.1)
    chair.emit(PATH, INTERFACE, "Moved", "s", ("down",))
    chair.emit("/elsewhere", INTERFACE, "Moved", "s", ("up",))
    chair.emit(PATH, INTERFACE, "Turned", "s", ("up",))
    chair.emit(PATH, INTERFACE, "Moved", "s", ("up",))
    until(lambda: heard)
    assert [(signal.path, signal.member, signal.body) for signal in heard] == [(PATH, "Moved", ("up",))]
    assert heard[0].sender == chair.unique_name
    match.cancel()
    match.cancel()
    chair.emit(PATH, INTERFACE, "Moved", "s", ("up",))
    run_for(0.2)
    assert len(heard) == 1


def test_a_signal_of_an_impostor_is_dropped(bus: Bus, chair: BusService) -> None:
    heard: list[str] = []
    bus.match(lambda signal: heard.append("owner only"), sender=NAME, member="Moved")
    bus.match(lambda signal: heard.append("anybody"), member="Moved")
    run_for(0.1)
    with BusService(chair_address(bus)) as impostor:
        impostor.emit(PATH, INTERFACE, "Moved")
        until(lambda: heard)
        chair.emit(PATH, INTERFACE, "Moved")
        until(lambda: len(heard) == 3)
    assert heard == ["anybody", "owner only", "anybody"]


def test_owners_of_a_name_are_told_once_each(bus: Bus) -> None:
    owners: list[str] = []
    watch = bus.watch_name(NAME, owners.append)
    until(lambda: owners == [""])
    with BusService(chair_address(bus), NAME) as service:
        until(lambda: owners == ["", service.unique_name])
    until(lambda: owners == ["", service.unique_name, ""])
    watch.cancel()
    with BusService(chair_address(bus), NAME):
        run_for(0.2)
    assert len(owners) == 3


def test_a_watch_of_a_name_that_is_owned_tells_it(bus: Bus, chair: BusService) -> None:
    for _ in range(2):
        owners: list[str] = []
        bus.watch_name(NAME, owners.append)
        until(lambda owners=owners: owners == [chair.unique_name])


def test_what_was_on_the_bus_is_known_at_once(chair: BusService, bus_environ: dict[str, str]) -> None:
    bus = Bus(BusKind.SYSTEM, bus_environ)
    assert bus.offers(NAME)
    assert not bus.offers("org.example.Nobody")
    bus.close()


def test_nothing_is_heard_and_nothing_wakes_us_at_rest(bus: Bus, chair: BusService) -> None:
    bus.match(lambda signal: None, sender=NAME, interface=INTERFACE)
    run_for(0.2)
    before = bus.wakeups
    with BusService(chair_address(bus), "org.example.Other") as other:
        for _ in range(10):
            other.emit(PATH, INTERFACE, "Moved")
        run_for(0.5)
    assert bus.wakeups == before


# --- no bus -----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "environ",
    [
        {},
        {"DBUS_SESSION_BUS_ADDRESS": "unix:path=/nonexistent"},
        {"DBUS_SESSION_BUS_ADDRESS": "tcp:host=localhost,port=1"},
        {"DBUS_SESSION_BUS_ADDRESS": "nonsense"},
        {"XDG_RUNTIME_DIR": "/nonexistent"},
    ],
)
def test_a_missing_session_bus_is_a_sentence_with_a_hint(environ: dict[str, str]) -> None:
    with pytest.raises(EnvironmentProblem) as caught:
        Bus(BusKind.SESSION, environ)
    assert str(caught.value).startswith("The D-Bus session bus can't be reached: ")
    assert "dbus-run-session" in str(caught.value)


def test_a_bus_that_never_answers_is_given_up_in_time(tmp_path: Path) -> None:
    with socket.socket(socket.AF_UNIX) as server:
        server.bind(str(tmp_path / "bus"))
        server.listen()
        began_s = time.monotonic()
        with pytest.raises(EnvironmentProblem):
            Bus(BusKind.SESSION, {"DBUS_SESSION_BUS_ADDRESS": f"unix:path={tmp_path}/bus"}, connect_timeout_s=0.3)
        assert 0.2 < time.monotonic() - began_s < 1.5


def test_the_usual_place_is_found_without_an_address(tmp_path: Path, bus_address: str) -> None:
    path = bus_address.split("path=")[1].split(",", maxsplit=1)[0]
    (tmp_path / "bus").symlink_to(path)
    bus = Bus(BusKind.SESSION, {"XDG_RUNTIME_DIR": str(tmp_path)})
    assert bus.unique_name.startswith(":")
    bus.close()


def test_a_bus_that_dies_tells_everyone_once(caplog: pytest.LogCaptureFixture) -> None:
    told: list[object] = []
    with desktop.private_bus() as (daemon, address):
        bus = Bus(BusKind.SESSION, {"DBUS_SESSION_BUS_ADDRESS": address})
        with BusService(address, NAME) as service:
            service.methods[INTERFACE, "Wait"] = lambda: wait(1.0)
            bus.on_lost(lambda: told.append("lost"))
            bus.call(NAME, PATH, INTERFACE, "Wait", on_reply=told.append)
            run_for(0.1)
            with caplog.at_level(logging.WARNING):
                daemon.kill()
                until(lambda: len(told) == 2)
    assert told == [Reply(error=dbus.DISCONNECTED), "lost"]
    assert not bus.is_open
    wakeups = bus.wakeups
    bus.call(NAME, PATH, INTERFACE, "Sit", on_reply=told.append)
    bus.match(told.append, member="Moved").cancel()
    bus.watch_name(NAME, told.append).cancel()
    run_for(0.2)
    assert told[2:] == [Reply(error=dbus.DISCONNECTED)]
    assert bus.wakeups == wakeups
    assert len([record for record in caplog.records if "was lost" in record.getMessage()]) == 1


def test_a_closed_bus_calls_nobody_back(bus: Bus, chair: BusService) -> None:
    told: list[object] = []
    bus.on_lost(lambda: told.append("lost"))
    bus.call(NAME, PATH, INTERFACE, "Echo", "ut", (1, 2), told.append, timeout_s=0.1)
    bus.watch_name(NAME, told.append)
    bus.close()
    run_for(0.4)
    assert told == []


# --- both buses -------------------------------------------------------------------------------------------------------


def test_capabilities_share_one_connection(bus_environ: dict[str, str]) -> None:
    buses = Buses(bus_environ)
    assert buses.session() is buses.session()
    assert buses.session() is not buses.system()
    assert buses.missing() == ()
    buses.close()


def test_missing_buses_are_named(bus_address: str) -> None:
    buses = Buses({"DBUS_SYSTEM_BUS_ADDRESS": bus_address})
    assert [name for name, _why in buses.missing()] == ["session bus"]
    buses.close()


def test_a_bus_that_was_lost_is_connected_anew(bus_environ: dict[str, str]) -> None:
    buses = Buses(bus_environ)
    first = buses.session()
    first._lose(OSError("test"))
    assert buses.session() is not first
    assert buses.session().is_open
    buses.close()


def test_a_bus_that_could_not_be_reached_is_tried_again_only_when_asked_to(tmp_path: Path, bus_address: str) -> None:
    buses = Buses({"DBUS_SESSION_BUS_ADDRESS": f"unix:path={tmp_path}/bus"})
    with pytest.raises(EnvironmentProblem):
        buses.session()
    (tmp_path / "bus").symlink_to(bus_address.split("path=")[1].split(",", maxsplit=1)[0])
    with pytest.raises(EnvironmentProblem):
        buses.session()
    bus = buses.again(BusKind.SESSION)
    assert bus.is_open
    assert buses.session() is bus
    buses.close()


def test_why_a_bus_is_missing_is_told_in_the_language_of_the_moment(monkeypatch: pytest.MonkeyPatch) -> None:
    buses = Buses({"DBUS_SYSTEM_BUS_ADDRESS": "unix:path=/nonexistent"})
    (_session, why), _system = buses.missing()
    assert str(why).startswith("The D-Bus session bus can't be reached: DBUS_SESSION_BUS_ADDRESS is not set. Start ")
    monkeypatch.setattr(words._Language, "translations", PseudoTranslations())
    assert "is not set" not in str(why)
    assert "can't be reached" not in str(why)
    assert "Start" not in str(why)


def test_connecting_loads_no_asyncio() -> None:
    code = "import sys; import postureapp.platforms.dbus; sys.exit('asyncio' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], cwd=desktop.ROOT, check=False).returncode == 0


def wait(seconds: float) -> tuple[str, tuple[()]]:
    """A method that takes its time, in the thread of the service."""
    threading.Event().wait(seconds)
    return "", ()


def chair_address(bus: Bus) -> str:
    """The address of the bus that we are on."""
    assert bus._socket is not None
    return f"unix:path={bus._socket.getpeername()}"
