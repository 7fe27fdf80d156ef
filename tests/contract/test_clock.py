"""The clocks: neither an odd zone nor a suspend makes them jump, fail or run backwards."""

from __future__ import annotations

import sys
import time
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from itertools import pairwise

import pytest

from postureapp.platforms import clock
from postureapp.platforms.clock import SystemClock
from tests.helpers.fakes import FakeClock

linux_only = pytest.mark.skipif(sys.platform != "linux", reason="only Linux tells the time spent suspended")


@pytest.fixture
def zone(monkeypatch: pytest.MonkeyPatch) -> Iterator[pytest.MonkeyPatch]:
    """TZ may be set; it is as before after the test."""
    yield monkeypatch
    monkeypatch.undo()
    clock.reload_zone()


@pytest.mark.parametrize("make", [SystemClock, FakeClock])
def test_a_moment_is_aware_and_later_ones_are_later(make: type) -> None:
    source = make()
    moments = [source.now() for _ in range(50)]
    assert all(moment.utc.utcoffset() == timedelta() for moment in moments)
    assert all(moment.local.utcoffset() is not None for moment in moments)
    for earlier, later in pairwise(moments):
        assert later.awake_s >= earlier.awake_s
        assert later.asleep_s >= earlier.asleep_s


def test_the_clocks_are_those_of_the_machine() -> None:
    now = SystemClock().now()
    assert abs(now.utc - datetime.now(UTC)) < timedelta(seconds=5)
    assert abs(now.awake_s - time.monotonic()) < 5


@linux_only
def test_jitter_is_no_sleep_and_sleep_only_grows(monkeypatch: pytest.MonkeyPatch) -> None:
    ahead_s = iter([100.0, 100.001, 99.99, 100.04, 160.0, 159.99, 100.0])
    told = {time.CLOCK_MONOTONIC: lambda: 5.0, time.CLOCK_BOOTTIME: lambda: 5.0 + next(ahead_s)}
    monkeypatch.setattr(clock.time, "clock_gettime", lambda which: told[which]())
    source = SystemClock()
    assert [source.now().asleep_s for _ in range(7)] == [100.0] * 4 + [160.0] * 3


@pytest.mark.parametrize("odd", ["nonsense", "PST8PDT,M3.2.0,M11.1.0", "<+0330>-3:30", "../../etc/passwd", ":", "/etc"])
def test_an_odd_zone_is_no_trouble(zone: pytest.MonkeyPatch, odd: str) -> None:
    zone.setenv("TZ", odd)
    clock.reload_zone()
    moment = SystemClock().now()
    assert moment.local.utcoffset() == datetime.now(UTC).astimezone().utcoffset()


def test_a_zone_that_changed_is_seen_after_reload(zone: pytest.MonkeyPatch) -> None:
    source = SystemClock()
    for name in ("America/Edmonton", "Asia/Kolkata"):
        zone.setenv("TZ", name)
        clock.reload_zone()
        assert str(source.now().zone) == name


def test_reading_the_clock_is_cheap() -> None:
    source = SystemClock()
    began_s = time.process_time()
    for _ in range(1000):
        source.now()
    assert time.process_time() - began_s < 0.5
