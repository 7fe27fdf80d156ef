"""What every activity source keeps, on the fake and on a real X display with real keys and a real pointer."""

from __future__ import annotations

import logging
import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from postureapp.core.events import InputResumed, TypingPaused, WentIdle
from postureapp.platforms import activity, xcb
from postureapp.platforms.activity.null import NullActivitySource
from postureapp.platforms.activity.x11 import X11ActivitySource
from postureapp.ports import ActivityEvent, ActivitySource
from tests.helpers import desktop
from tests.helpers.fakes import FakeActivitySource
from tests.helpers.waiting import run_for, until

IDLE_AFTER_S = 1.2
PAUSE_S = 0.6


class Desk:
    """A person at a source: presses keys, rests, and hears what the source tells."""

    def __init__(self, source: ActivitySource, press: Callable[[], None], rest: Callable[[float], None]) -> None:
        self.source, self.press, self.rest = source, press, rest
        self.told: list[ActivityEvent] = []
        press()
        source.start(self.told.append, IDLE_AFTER_S)

    def kinds(self) -> list[type]:
        """The kinds of the events so far."""
        return [type(event) for event in self.told]


@pytest.fixture(params=["fake", "x11"])
def desk(request: pytest.FixtureRequest) -> Iterator[Desk]:
    """The same person at each source."""
    if request.param == "fake":
        fake = FakeActivitySource()
        yield Desk(fake, fake.press, fake.advance)
        fake.stop()
        return
    display = request.getfixturevalue("x_display")
    source = X11ActivitySource(display)
    yield Desk(source, lambda: desktop.xdotool(display, "key", "a"), run_for)
    source.stop()


def test_idling_is_told_after_its_time_with_its_length(desk: Desk) -> None:
    desk.rest(IDLE_AFTER_S / 2)
    assert desk.told == []
    desk.rest(IDLE_AFTER_S)
    assert desk.kinds() == [WentIdle]
    assert IDLE_AFTER_S <= desk.told[0].idle_s <= IDLE_AFTER_S * 2


def test_idling_is_told_once_and_so_is_the_return(desk: Desk) -> None:
    desk.rest(IDLE_AFTER_S * 2.5)
    assert desk.kinds() == [WentIdle]
    desk.press()
    desk.rest(0.2)
    desk.press()
    desk.rest(0.2)
    assert desk.kinds() == [WentIdle, InputResumed]


def test_idling_again_after_a_return_is_told_again(desk: Desk) -> None:
    for _ in range(2):
        desk.rest(IDLE_AFTER_S * 1.4)
        desk.press()
        desk.rest(0.2)
    assert desk.kinds() == [WentIdle, InputResumed] * 2


def test_typing_on_tells_nothing(desk: Desk) -> None:
    for _ in range(6):
        desk.rest(IDLE_AFTER_S / 3)
        desk.press()
    assert desk.told == []


def test_a_watched_pause_is_told_once(desk: Desk) -> None:
    desk.source.watch_pause(PAUSE_S)
    desk.rest(PAUSE_S * 1.6)
    assert desk.kinds() == [TypingPaused]
    assert PAUSE_S <= desk.told[0].idle_s < IDLE_AFTER_S
    desk.press()
    desk.rest(PAUSE_S * 1.6)
    assert desk.kinds() == [TypingPaused]


def test_a_pause_is_not_told_while_typing_goes_on(desk: Desk) -> None:
    desk.source.watch_pause(PAUSE_S)
    for _ in range(8):
        desk.rest(PAUSE_S / 4)
        desk.press()
    assert desk.told == []


def test_a_pause_that_is_one_already_is_told_soon(desk: Desk) -> None:
    desk.rest(PAUSE_S * 1.5)
    desk.source.watch_pause(PAUSE_S)
    assert desk.told == [], "never from within the call"
    desk.rest(0.1)
    assert desk.kinds() == [TypingPaused]
    assert desk.told[0].idle_s >= PAUSE_S * 1.4


def test_a_pause_is_told_while_idle_too_and_the_return_after_it(desk: Desk) -> None:
    desk.rest(IDLE_AFTER_S * 1.5)
    desk.source.watch_pause(PAUSE_S)
    desk.rest(0.2)
    desk.press()
    desk.rest(0.2)
    assert desk.kinds() == [WentIdle, TypingPaused, InputResumed]


def test_no_pause_is_told_after_the_watch_was_ended(desk: Desk) -> None:
    desk.source.watch_pause(PAUSE_S)
    desk.source.watch_pause(None)
    desk.rest(PAUSE_S * 1.6)
    assert desk.told == []


def test_a_new_watch_replaces_the_old(desk: Desk) -> None:
    desk.source.watch_pause(PAUSE_S / 2)
    desk.source.watch_pause(PAUSE_S)
    desk.rest(PAUSE_S * 0.75)
    assert desk.told == []
    desk.rest(PAUSE_S)
    assert TypingPaused in desk.kinds()


def test_idle_s_grows_and_falls_back_with_input(desk: Desk) -> None:
    desk.rest(0.5)
    assert 0.45 <= desk.source.idle_s() <= 1.0
    desk.press()
    assert desk.source.idle_s() < 0.3


def test_nothing_is_told_after_stop_which_may_come_twice(desk: Desk) -> None:
    desk.source.watch_pause(PAUSE_S)
    desk.source.stop()
    desk.source.stop()
    desk.rest(IDLE_AFTER_S * 1.5)
    assert desk.told == []


def test_a_stopped_source_starts_again(desk: Desk) -> None:
    desk.source.stop()
    desk.press()
    desk.source.start(desk.told.append, IDLE_AFTER_S)
    desk.rest(IDLE_AFTER_S * 1.5)
    assert desk.kinds() == [WentIdle]


# --- X11 only ---------------------------------------------------------------------------------------------------------


@pytest.fixture
def x11(x_display: str) -> Iterator[X11ActivitySource]:
    source = X11ActivitySource(x_display)
    yield source
    source.stop()


@pytest.mark.parametrize("watched_s", [None, 1.5])
def test_a_moving_pointer_never_wakes_us(x11: X11ActivitySource, x_display: str, watched_s: float | None) -> None:
    told: list[ActivityEvent] = []
    moves = [word for n in range(300) for word in ("mousemove", str(100 + n % 200), "200", "sleep", "0.01")]
    desktop.xdotool(x_display, "key", "a")
    x11.start(told.append, 1.5)
    x11.watch_pause(watched_s)
    with desktop.running(["xdotool", *moves], {**os.environ, "DISPLAY": x_display}) as mover:
        until(lambda: mover.poll() is not None, within_s=20, what="the pointer has moved for three seconds")
        assert mover.returncode == 0
    assert (x11.wakeups, told) == (0, [])
    until(lambda: told, what="but a pause after it is noticed")


def test_nobody_there_never_wakes_us(x11: X11ActivitySource) -> None:
    told: list[ActivityEvent] = []
    x11.start(told.append, 0.3)
    until(lambda: told)
    before = x11.wakeups
    run_for(1.5)
    assert x11.wakeups == before == 1


def test_a_thousand_watches_leave_one_alarm_and_no_descriptor(x11: X11ActivitySource, x_display: str) -> None:
    told: list[ActivityEvent] = []
    events: list[xcb.XEvent] = []
    desktop.xdotool(x_display, "key", "a")
    x11.start(told.append, 60)
    descriptors = len(list(Path("/proc/self/fd").iterdir()))
    for n in range(1000):
        x11.watch_pause(None if n % 3 == 2 else 1.0 + n / 10_000)
    connection = x11._connection
    connection.listen(lambda event: (events.append(event), x11._on_event(event)), lambda: None)
    desktop.xdotool(x_display, "key", "a")
    until(lambda: told)
    run_for(0.5)
    assert len(events) == 1, "each alarm left behind would have gone off"
    assert [type(event) for event in told] == [TypingPaused]
    assert len(list(Path("/proc/self/fd").iterdir())) == descriptors


def test_no_return_is_missed_in_many_rounds(x11: X11ActivitySource, x_display: str) -> None:
    told: list[ActivityEvent] = []
    desktop.xdotool(x_display, "key", "a")
    x11.start(told.append, 0.1)
    for n in range(20):
        until(lambda n=n: len(told) == 2 * n + 1, what="idle")
        x11.watch_pause(0.05 if n % 2 else None)
        x11.idle_s()
        run_for(0.01 * n)
        told[:] = [event for event in told if not isinstance(event, TypingPaused)]
        x11.watch_pause(None)
        desktop.xdotool(x_display, "key", "a") if n % 3 else desktop.xdotool(x_display, "mousemove_relative", "1", "1")
        until(lambda n=n: len(told) >= 2 * n + 2, what="back")
    assert [type(event) for event in told][:40] == [WentIdle, InputResumed] * 20


def test_the_counter_of_one_device_is_not_taken(x_display: str) -> None:
    connection = xcb.XConnection(x_display)
    chosen = connection.idle_counter()
    counters = dict(xcb._counters(connection._reply(connection._sync, "xcb_sync_list_system_counters")))
    connection.close()
    assert [name for name in counters if name.startswith(b"DEVICEIDLETIME")], "there is something to mistake it for"
    assert chosen == counters[b"IDLETIME"]


def test_a_display_that_dies_is_one_sentence_and_no_spin(caplog: pytest.LogCaptureFixture) -> None:
    told: list[ActivityEvent] = []
    with desktop.screen() as (server, display):
        source = X11ActivitySource(display)
        source.start(told.append, 60)
        source.watch_pause(60)
        with caplog.at_level(logging.WARNING):
            server.kill()
            until(lambda: caplog.records)
            before = source.wakeups
            run_for(0.5)
    assert [record.getMessage() for record in caplog.records] == [
        "The X display went away: keyboard and mouse activity is no longer followed."
    ]
    assert source.wakeups == before
    source.watch_pause(1)
    source.watch_pause(None)
    assert source.idle_s() == 0.0
    source.stop()
    assert told == []


# --- which one is chosen ----------------------------------------------------------------------------------------------


def test_x11_is_chosen_where_there_is_a_display(x_display: str) -> None:
    source, choice = activity.select({"DISPLAY": x_display})
    assert (choice.chosen, choice.rejected, str(choice.note)) == ("x11", (), "")
    source.stop()


@pytest.mark.parametrize(
    ("environ", "reason"),
    [
        ({}, "There is no X display."),
        ({"DISPLAY": ":4711"}, "The X display :4711 can't be opened."),
        ({"DISPLAY": ":0", "WAYLAND_DISPLAY": "wayland-0", "XDG_SESSION_TYPE": "wayland"}, "This is a Wayland session"),
    ],
)
def test_without_an_x_session_the_reason_and_the_way_out_are_told(environ: dict[str, str], reason: str) -> None:
    source, choice = activity.select(environ)
    assert isinstance(source, NullActivitySource)
    assert choice.rejected[0][0] == "x11"
    assert str(choice.rejected[0][1]).startswith(reason)
    assert "Lock the screen when you leave" in str(choice.note)
    source.start(lambda event: pytest.fail(str(event)), 0.01)
    source.watch_pause(0.01)
    assert source.idle_s() == 0
    source.stop()
    source.stop()


def test_choosing_loads_no_backend_where_there_is_none() -> None:
    code = (
        "import sys; from postureapp.platforms import activity; activity.select({}); "
        "sys.exit('postureapp.platforms.xcb' in sys.modules)"
    )
    assert subprocess.run([sys.executable, "-c", code], cwd=desktop.ROOT, check=False).returncode == 0
