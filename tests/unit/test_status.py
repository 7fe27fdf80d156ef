"""What is told of the session as it stands."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from postureapp.core.events import Busy, Moment
from postureapp.core.settings import Settings
from postureapp.core.state import Presence, State, World
from postureapp.core.status import status

NOW = Moment(datetime(2026, 3, 9, 9, 0, tzinfo=UTC), UTC, 100.0)


@pytest.mark.parametrize("held_by", [(), ("microphone",), ("microphone", "fullscreen")])
def test_busy_is_what_reminders_wait_for_by_the_persons_choice(held_by: tuple[str, ...]) -> None:
    world = replace(World(), settings=replace(Settings(), held_by=held_by))
    presence = Presence(busy=frozenset({Busy.FULLSCREEN, Busy.MICROPHONE}))
    told = status(State(world=world, presence=presence), NOW)
    assert told.busy == tuple(sorted(held_by))
    assert told.is_busy is bool(held_by)
