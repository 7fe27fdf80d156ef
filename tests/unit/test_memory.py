"""Giving memory back: what only refers to itself has gone, whatever the C library can do."""

from __future__ import annotations

import sys
import weakref

import pytest

from postureapp.runtime.memory import give_back


class Knot:
    def __init__(self) -> None:
        self.itself = self


@pytest.mark.parametrize("system", ["linux", "win32", "darwin"])
def test_what_refers_only_to_itself_has_gone(monkeypatch: pytest.MonkeyPatch, system: str) -> None:
    monkeypatch.setattr(sys, "platform", system)
    knot = weakref.ref(Knot())
    give_back()
    assert knot() is None


def test_a_c_library_without_trimming_is_no_trouble(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "platform", "linux")
    monkeypatch.setattr("ctypes.CDLL", lambda _name: object())
    give_back()
