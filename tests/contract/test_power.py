"""What every power source keeps, on the fake and on logind, the screen savers and the clock of this kernel."""

from __future__ import annotations

import contextlib
import ctypes
import errno
import os
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from postureapp.core.errors import EnvironmentProblem
from postureapp.core.events import ClockChanged, Locked, Resumed, Suspending, Unlocked
from postureapp.platforms import power
from postureapp.platforms.dbus import Buses
from postureapp.platforms.power.clock_changes import ClockChangesPowerSource
from postureapp.platforms.power.lock_state import LockState
from postureapp.platforms.power.logind import LogindPowerSource
from postureapp.platforms.power.null import NullPowerSource
from postureapp.platforms.power.union import UnionPowerSource
from postureapp.ports import PowerEvent, PowerSource
from tests.helpers import desktop
from tests.helpers.bus_service import BusService
from tests.helpers.fakes import FakePowerSource
from tests.helpers.waiting import run_for, until

LOGIND = "org.freedesktop.login1"
MANAGER_PATH = "/org/freedesktop/login1"
MANAGER = "org.freedesktop.login1.Manager"
SESSION = "org.freedesktop.login1.Session"
SESSION_PATH = "/org/freedesktop/login1/session/c1"
GNOME = "org.gnome.ScreenSaver"
LOCK, UNLOCK = [Locked()], [Locked(), Unlocked()]


class FakeLogind(BusService):
    """logind with one session, "c1", that is in front and not locked."""

    def __init__(self, address: str) -> None:
        super().__init__(address)
        self.session_path = SESSION_PATH
        self.properties[SESSION, "LockedHint"] = ("b", False)
        self.properties[SESSION, "Active"] = ("b", True)
        self.methods[MANAGER, "GetSession"] = lambda name: ("o", ({"c1": SESSION_PATH}[name],))
        self.own(LOGIND)

    def sleep(self, begins: bool) -> None:
        self.emit(MANAGER_PATH, MANAGER, "PrepareForSleep", "b", (begins,))

    def ask(self, member: str) -> None:
        self.emit(self.session_path, SESSION, member)

    def says(self, name: str, value: bool, invalidate: bool = False) -> None:
        self.change(self.session_path, SESSION, name, ("b", value), invalidate)


class Night:
    """A source and what it tells; `lock`, `unlock`, `suspend` and `resume` make it happen."""

    def __init__(self, source: PowerSource, **acts: Callable[[], object]) -> None:
        self.source, self.acts = source, acts
        self.told: list[PowerEvent] = []

    def start(self) -> None:
        self.source.start(self.told.append)
        run_for(0.3)

    def act(self, *names: str) -> None:
        for name in names:
            self.acts[name]()


@contextlib.contextmanager
def fake_night(_request: pytest.FixtureRequest) -> Iterator[Night]:
    fake = FakePowerSource()
    yield Night(
        fake,
        lock=lambda: fake.tell(Locked()),
        unlock=lambda: fake.tell(Unlocked()),
        suspend=lambda: fake.tell(Suspending()),
        resume=lambda: fake.tell(Resumed()),
    )


@contextlib.contextmanager
def logind_night(request: pytest.FixtureRequest) -> Iterator[Night]:
    environ = request.getfixturevalue("bus_environ") | {"XDG_SESSION_ID": "c1"}
    buses = Buses(environ)
    with FakeLogind(environ["DBUS_SYSTEM_BUS_ADDRESS"]) as logind:
        yield Night(
            LogindPowerSource(buses, environ),
            lock=lambda: (logind.ask("Lock"), logind.says("LockedHint", True)),
            unlock=lambda: (logind.ask("Unlock"), logind.says("LockedHint", False)),
            suspend=lambda: logind.sleep(True),
            resume=lambda: logind.sleep(False),
        )
    buses.close()


@pytest.fixture(params=[fake_night, logind_night], ids=["fake", "logind"])
def night(request: pytest.FixtureRequest) -> Iterator[Night]:
    with request.param(request) as made:
        yield made
        made.source.stop()


def test_lock_and_unlock_are_told_once_each(night: Night) -> None:
    night.start()
    night.act("lock", "unlock")
    until(lambda: night.told == UNLOCK, what=f"{night.told}")
    run_for(0.2)
    assert night.told == UNLOCK


def test_suspend_and_resume_are_told_in_order(night: Night) -> None:
    night.start()
    night.act("suspend", "resume")
    until(lambda: night.told == [Suspending(), Resumed()], what=f"{night.told}")


def test_a_night_is_told_as_it_was(night: Night) -> None:
    night.start()
    night.act("lock", "suspend", "resume", "unlock")
    until(lambda: night.told == [Locked(), Suspending(), Resumed(), Unlocked()], what=f"{night.told}")


def test_nothing_is_told_after_stop_which_may_come_twice(night: Night) -> None:
    night.start()
    night.source.stop()
    night.source.stop()
    night.act("lock", "suspend")
    run_for(0.3)
    assert night.told == []


def test_a_stopped_source_starts_again(night: Night) -> None:
    night.start()
    night.source.stop()
    night.start()
    night.act("lock")
    until(lambda: night.told == LOCK, what=f"{night.told}")


# --- logind and the screen savers -------------------------------------------------------------------------------------


class Session:
    """A source on a private bus with a fake logind."""

    def __init__(self, environ: dict[str, str], confirm_within_s: float) -> None:
        self.address = environ["DBUS_SYSTEM_BUS_ADDRESS"]
        self.logind = FakeLogind(self.address)
        self.buses = Buses(environ)
        self.source = LogindPowerSource(self.buses, environ, confirm_within_s)
        self.told: list[PowerEvent] = []

    def start(self) -> None:
        self.source.start(self.told.append)
        run_for(0.2)


@pytest.fixture
def session(bus_environ: dict[str, str]) -> Iterator[Session]:
    made = Session(bus_environ | {"XDG_SESSION_ID": "c1"}, confirm_within_s=0.5)
    yield made
    made.source.stop()
    made.logind.stop()
    made.buses.close()


def test_a_lock_by_the_hint_alone_counts(session: Session) -> None:
    session.start()
    session.logind.says("LockedHint", True)
    until(lambda: session.told == LOCK)
    session.logind.says("LockedHint", False, invalidate=True)
    until(lambda: session.told == UNLOCK)


def test_a_lock_by_request_alone_counts_until_the_request_to_unlock(session: Session) -> None:
    session.start()
    session.logind.ask("Lock")
    until(lambda: session.told == LOCK)
    session.logind.ask("Unlock")
    until(lambda: session.told == UNLOCK)


def test_a_lock_that_nobody_carried_out_does_not_last(session: Session) -> None:
    session.start()
    session.logind.ask("Lock")
    until(lambda: session.told == UNLOCK, what="it was never confirmed")


def test_a_lock_that_was_confirmed_lasts(session: Session) -> None:
    session.start()
    session.logind.ask("Lock")
    session.logind.says("LockedHint", True)
    run_for(0.9)
    assert session.told == LOCK


def test_a_session_that_is_locked_already_is_told(session: Session) -> None:
    session.logind.properties[SESSION, "LockedHint"] = ("b", True)
    session.start()
    until(lambda: session.told == LOCK)


def test_another_person_on_the_screen_counts_as_locked(session: Session) -> None:
    session.start()
    session.logind.says("Active", False)
    until(lambda: session.told == LOCK)
    session.logind.says("Active", True)
    until(lambda: session.told == UNLOCK)


def test_a_session_left_over_from_an_older_login_is_not_locked(session: Session) -> None:
    session.logind.properties[SESSION, "Active"] = ("b", False)
    session.start()
    run_for(0.2)
    assert session.told == []


def test_logind_and_a_screen_saver_make_one_lock(session: Session) -> None:
    with BusService(session.address, GNOME) as saver:
        session.start()
        session.logind.ask("Lock")
        saver.emit("/org/gnome/ScreenSaver", GNOME, "ActiveChanged", "b", (True,))
        session.logind.says("LockedHint", True)
        run_for(0.2)
        session.logind.says("LockedHint", False)
        run_for(0.2)
        assert session.told == LOCK, "the screen saver is still on"
        saver.emit("/org/gnome/ScreenSaver", GNOME, "ActiveChanged", "b", (False,))
        until(lambda: session.told == UNLOCK)


def test_a_screen_saver_that_is_on_already_is_told_and_ends_with_its_service(session: Session) -> None:
    with BusService(session.address, GNOME) as saver:
        saver.methods[GNOME, "GetActive"] = lambda: ("b", (True,))
        session.start()
        until(lambda: session.told == LOCK)
    until(lambda: session.told == UNLOCK, what="a screen saver that crashed locks nothing")


@pytest.mark.parametrize("found_by", ["process", "display", "auto"])
def test_the_session_is_found_without_its_name(session: Session, bus_environ: dict[str, str], found_by: str) -> None:
    logind = session.logind
    if found_by == "process":
        logind.methods[MANAGER, "GetSessionByPID"] = lambda pid: ("o", ({os.getpid(): SESSION_PATH}[pid],))
    elif found_by == "display":
        logind.properties["org.freedesktop.login1.User", "Display"] = ("(so)", ("c1", SESSION_PATH))
    else:
        logind.session_path = "/org/freedesktop/login1/session/auto"
    source = LogindPowerSource(session.buses, bus_environ)
    source.start(session.told.append)
    run_for(0.3)
    logind.says("LockedHint", True)
    until(lambda: session.told == LOCK)
    source.stop()


def test_a_logind_that_comes_back_is_heard_again(session: Session) -> None:
    session.start()
    session.logind.says("LockedHint", True)
    until(lambda: session.told == LOCK)
    session.logind.stop()
    until(lambda: session.told == UNLOCK)
    session.logind = FakeLogind(session.address)
    run_for(0.3)
    session.logind.sleep(True)
    until(lambda: session.told == [*UNLOCK, Suspending()])


def test_without_any_bus_the_source_says_so() -> None:
    nowhere = {"DBUS_SYSTEM_BUS_ADDRESS": "unix:path=/nonexistent"}
    with pytest.raises(EnvironmentProblem, match="system bus can't be reached"):
        LogindPowerSource(Buses(nowhere), nowhere).start(lambda event: None)


def test_a_second_lock_while_locked_tells_nothing() -> None:
    told: list[PowerEvent] = []
    state = LockState(told.append)
    state.says("LockedHint", True)
    state.lock_asked()
    state.says("LockedHint", False)
    state.says("LockedHint", False)
    assert told == UNLOCK


# --- the clock --------------------------------------------------------------------------------------------------------


@pytest.fixture
def clock(tmp_path: Path) -> Iterator[tuple[ClockChangesPowerSource, list[PowerEvent], Path]]:
    source, told = ClockChangesPowerSource(tmp_path), []
    source.start(told.append)
    yield source, told, tmp_path
    source.stop()
    source.stop()


class Timespec(ctypes.Structure):
    _fields_ = [("seconds", ctypes.c_long), ("nanoseconds", ctypes.c_long)]


def set_clock_to_itself() -> None:
    """Set the wall clock of this machine to what it shows, or skip the test where we may not."""
    libc = ctypes.CDLL(None, use_errno=True)
    now = Timespec()
    libc.clock_gettime(time.CLOCK_REALTIME, ctypes.byref(now))
    if libc.clock_settime(time.CLOCK_REALTIME, ctypes.byref(now)) != 0:
        assert ctypes.get_errno() == errno.EPERM
        pytest.skip("setting the clock needs root")


def test_each_setting_of_the_clock_is_told(clock) -> None:
    source, told, _folder = clock
    for n in range(1, 4):
        set_clock_to_itself()
        until(lambda n=n: told == [ClockChanged()] * n)
    assert source.wakeups == 3


def test_an_untouched_clock_never_wakes_us(clock) -> None:
    source, told, _folder = clock
    run_for(1.0)
    assert (source.wakeups, told) == (0, [])


def test_another_zone_is_told_once_and_other_files_are_not(clock) -> None:
    _source, told, folder = clock
    (folder / "passwd").touch()
    run_for(0.8)
    assert told == []
    (folder / "localtime.new").symlink_to("/usr/share/zoneinfo/Europe/Berlin")
    (folder / "localtime.new").rename(folder / "localtime")
    (folder / "timezone").write_text("Europe/Berlin\n")
    until(lambda: told == [ClockChanged()])
    run_for(0.7)
    assert told == [ClockChanged()]


# --- all together -----------------------------------------------------------------------------------------------------


def test_logind_and_the_clock_are_chosen(bus_environ: dict[str, str]) -> None:
    source, choice = power.select(bus_environ)
    assert (choice.chosen, choice.rejected) == ("logind+clock", ())
    told: list[PowerEvent] = []
    with FakeLogind(bus_environ["DBUS_SYSTEM_BUS_ADDRESS"]) as logind:
        source.start(told.append)
        run_for(0.2)
        logind.sleep(True)
        until(lambda: told == [Suspending()])
    source.stop()


def test_without_a_bus_the_clock_is_left_and_the_reason_is_told() -> None:
    source, choice = power.select({"DBUS_SYSTEM_BUS_ADDRESS": "unix:path=/nonexistent"})
    assert choice.chosen == "clock"
    assert "can't be reached" in str(choice.rejected[0][1])
    assert "Pause PostureApp" in str(choice.note)
    source.start(lambda event: None)
    source.stop()


def test_a_part_that_fails_leaves_the_others(caplog: pytest.LogCaptureFixture) -> None:
    told: list[PowerEvent] = []
    nowhere = {"DBUS_SYSTEM_BUS_ADDRESS": "unix:path=/nonexistent"}
    fake = FakePowerSource()
    source = UnionPowerSource([LogindPowerSource(Buses(nowhere), nowhere), fake])
    source.start(told.append)
    fake.tell(Resumed())
    assert told == [Resumed()]
    assert len(caplog.records) == 1
    source.stop()


def test_a_bus_that_dies_is_one_sentence_and_unlocked(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr("postureapp.platforms.dbus_following.AGAIN_AFTER_S", (0.05, 0.05))
    told: list[PowerEvent] = []
    with desktop.private_bus() as (daemon, address):
        environ = {"DBUS_SYSTEM_BUS_ADDRESS": address, "XDG_SESSION_ID": "c1"}
        logind, buses = FakeLogind(address), Buses(environ)
        source = LogindPowerSource(buses, environ)
        source.start(told.append)
        run_for(0.2)
        logind.says("LockedHint", True)
        until(lambda: told == LOCK)
        daemon.kill()
        until(lambda: told == UNLOCK, what="nobody would ever tell of the unlock")
    said = caplog.records
    until(lambda: "no longer noticed" in said[-1].getMessage(), what="gives up in words")
    run_for(0.2)
    assert len([record for record in caplog.records if "no longer noticed" in record.getMessage()]) == 1
    source.stop()
    logind.stop()


def test_a_bus_that_is_lost_during_a_suspend_ends_it_and_is_heard_again(
    session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("postureapp.platforms.dbus_following.AGAIN_AFTER_S", (0.05,))
    session.start()
    session.logind.sleep(True)
    until(lambda: session.told == [Suspending()])
    session.buses.system()._lose(OSError("test"))
    until(lambda: session.told == [Suspending(), Resumed()], what="nobody would ever tell of the end")
    run_for(0.4)
    session.logind.says("LockedHint", True)
    until(lambda: session.told == [Suspending(), Resumed(), *LOCK], what="the bus that came back is followed")


def test_a_lost_session_bus_leaves_the_lock_that_logind_tells(session: Session) -> None:
    session.start()
    session.logind.says("LockedHint", True)
    until(lambda: session.told == LOCK)
    session.buses.session()._lose(OSError("test"))
    run_for(0.3)
    assert session.told == LOCK


def test_a_source_that_was_stopped_follows_no_bus_that_comes_back(
    session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("postureapp.platforms.dbus_following.AGAIN_AFTER_S", (0.05,))
    session.start()
    session.buses.system()._lose(OSError("test"))
    run_for(0.02)
    session.source.stop()
    run_for(0.3)
    session.logind.sleep(True)
    run_for(0.2)
    assert session.told == []


def test_a_logind_that_ends_during_a_suspend_ends_it(session: Session) -> None:
    session.start()
    session.logind.sleep(True)
    until(lambda: session.told == [Suspending()])
    session.logind.stop()
    until(lambda: session.told == [Suspending(), Resumed()])


def test_null_tells_nothing() -> None:
    source = NullPowerSource()
    source.start(lambda event: pytest.fail(str(event)))
    source.stop()
    source.stop()
