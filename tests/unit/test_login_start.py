"""Starting at login: a change of the setting is carried out, and at a start what the system has is believed."""

from __future__ import annotations

import pytest

from postureapp.core.errors import EnvironmentProblem
from postureapp.runtime.login_start import agree, carry


class FakeAutostart:
    """An entry that the person, and another version of the app, can change. `keeps_off`: the system's own switch."""

    def __init__(self, *, on: bool = False, broken: bool = False, keeps_off: bool = False) -> None:
        self.on, self.broken, self.keeps_off = on, broken, keeps_off
        self.switched: list[bool] = []

    def is_on(self) -> bool:
        return self.on

    def is_broken(self) -> bool:
        return self.broken

    def switch(self, on: bool) -> None:
        self.switched.append(on)
        self.on, self.broken = on and not self.keeps_off, False


def test_what_agrees_is_left_alone() -> None:
    for on in (True, False):
        entry = FakeAutostart(on=on)
        assert agree(on, False, entry) is on
        carry(on, entry)
        assert entry.switched == []


def test_what_the_person_took_away_outside_is_respected() -> None:
    entry = FakeAutostart(on=False)
    assert agree(True, False, entry) is False
    assert entry.switched == []


def test_what_the_person_switched_on_outside_is_respected() -> None:
    entry = FakeAutostart(on=True)
    assert agree(False, False, entry) is True
    assert entry.switched == []


def test_an_entry_that_leads_nowhere_is_written_again_where_it_is_wanted() -> None:
    entry = FakeAutostart(on=True, broken=True)
    assert agree(True, False, entry) is True
    assert entry.switched == [True]
    other = FakeAutostart(on=True, broken=True)
    assert agree(False, False, other) is False
    assert other.switched == []


@pytest.mark.parametrize("wanted", [True, False])
def test_what_the_organisation_has_fixed_is_carried_out(wanted: bool) -> None:
    entry = FakeAutostart(on=not wanted)
    assert agree(wanted, True, entry) is wanted
    assert entry.on is wanted


def test_a_system_that_keeps_it_off_is_told() -> None:
    entry = FakeAutostart(keeps_off=True)
    with pytest.raises(EnvironmentProblem, match="switched off in the settings of your system"):
        carry(True, entry)
    carry(False, entry)
    assert entry.switched == [True], "it is off as it is"
