"""What the contract tests stand on: a virtual screen, and private buses in place of the person's own."""

from __future__ import annotations

import os
from collections.abc import Iterator

import pytest
from PySide6.QtCore import QCoreApplication

from tests.helpers import desktop

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")


@pytest.fixture(autouse=True)
def _event_loop(qapp: QCoreApplication) -> None:
    """Sources live on the Qt thread."""


@pytest.fixture(scope="module")
def x_display() -> Iterator[str]:
    """A virtual screen without a window manager."""
    with desktop.screen() as (_process, display):
        yield display


@pytest.fixture(scope="module")
def managed_display() -> Iterator[str]:
    """A virtual screen with a window manager."""
    desktop.need("openbox")
    with desktop.screen() as (_process, display), desktop.running(["openbox"], {**os.environ, "DISPLAY": display}):
        yield display


@pytest.fixture
def bus_address() -> Iterator[str]:
    """A bus with no service on it."""
    with desktop.private_bus() as (_process, address):
        yield address


@pytest.fixture
def bus_environ(bus_address: str) -> dict[str, str]:
    """An environment in which that bus is both the session's and the system's."""
    return {"DBUS_SESSION_BUS_ADDRESS": bus_address, "DBUS_SYSTEM_BUS_ADDRESS": bus_address}
