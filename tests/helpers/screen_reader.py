"""What a screen reader gets of the app: the tree of controls and the announcements, by AT-SPI over D-Bus.

It speaks the protocol itself, so that a test needs no screen reader and no binding of another language's library.
"""

from __future__ import annotations

import contextlib
import os
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from jeepney import DBusAddress, HeaderFields, MatchRule, MessageType, message_bus, new_method_call
from jeepney.io.blocking import DBusConnection, open_dbus_connection

from tests.helpers import desktop
from tests.helpers.access_laws import Told
from tests.helpers.virtual_desktop import Desktop, eventually

LAUNCHERS = (Path("/usr/libexec/at-spi-bus-launcher"), Path("/usr/lib/at-spi2-core/at-spi-bus-launcher"))
REGISTRY, ROOT = "org.a11y.atspi.Registry", "/org/a11y/atspi/accessible/root"
ACCESSIBLE, PROPERTIES = "org.a11y.atspi.Accessible", "org.freedesktop.DBus.Properties"
SHOWING = 25  # the number of the state, in the protocol
STATES = {"checked": 4, "disabled": -8, "focusable": 11, "showing": SHOWING, "checkable": 41}  # -8: not enabled
LABELLED_BY = 2  # the number of the relation
# The role as it is told, and the words of `access_laws`; what has had two names over time stands twice.
ROLES = {
    "frame": "window",
    "graphic": "image",
    "spin box": "spin button",
    "push button": "button",
    "push button menu": "button",
    "button menu": "button",
    "toggle button": "check box",
    "switch": "check box",
    "text": "entry",
    "page tab": "tab",
    "page tab list": "tab list",
    "list box": "list",
    "table cell": "cell",
    "column header": "header",
    "table column header": "header",
    "row header": "header",
    "table row header": "header",
    "grouping": "group",
    "panel": "group",
}
EVENTS = ("object:announcement", "object:property-change:accessible-name", "object:state-changed:focused")
ENV = {"QT_LINUX_ACCESSIBILITY_ALWAYS_ON": "1"}


@dataclass(frozen=True, slots=True)
class Node:
    """One control as it is told: what it is, its name and description, and whether it is on the screen."""

    role: str
    name: str
    description: str
    showing: bool


class ScreenReader:
    """Listens on the accessibility bus of a virtual desktop. Apps have to be started with `ENV`."""

    def __init__(self, connection: DBusConnection) -> None:
        self._connection = connection
        for event in EVENTS:
            self._call(REGISTRY, "/org/a11y/atspi/registry", REGISTRY, "RegisterEvent", "s", (event,))
        rule = MatchRule(type="signal", interface="org.a11y.atspi.Event.Object")
        connection.send_and_get_reply(message_bus.AddMatch(rule), timeout=5)

    def tree(self) -> list[Node]:
        """Every control of every app, in the order in which they are told."""
        (apps,) = self._call(REGISTRY, ROOT, ACCESSIBLE, "GetChildren")
        return [node for app in apps for node in self._walk(*app)]

    def window(self, title: str) -> Told:
        """A window, with all that is shown in it."""
        (apps,) = self._call(REGISTRY, ROOT, ACCESSIBLE, "GetChildren")
        for app in apps:
            for window in self._call(*app, ACCESSIBLE, "GetChildren")[0]:
                if self._property(*window, "Name") == title:
                    return self._told(*window)
        raise AssertionError(f"no window is told of by the name {title}")

    def names(self, title: str) -> list[str]:
        """The names of all that a window shows."""
        return [node.name for node in self.window(title).all() if "showing" in node.states]

    def press(self, title: str, name: str, nth: int = 0) -> None:
        """Press a control of a window by its name, as a screen reader does; `nth` of those that are called so."""
        control = self._control(title, name, nth, "Action")
        try:
            self._call(*control, "org.a11y.atspi.Action", "DoAction", "i", (0,))
        except AssertionError as error:
            if "No such object path" not in str(error):  # else it is gone by what it did
                raise

    def write(self, title: str, name: str, words: str) -> None:
        """Write into an entry of a window, as a screen reader does."""
        entry = self._control(title, name, 0, "EditableText")
        (done,) = self._call(*entry, "org.a11y.atspi.EditableText", "SetTextContents", "s", (words,))
        assert done

    def _control(self, title: str, name: str, nth: int, can: str) -> tuple[str, str]:
        (apps,) = self._call(REGISTRY, ROOT, ACCESSIBLE, "GetChildren")
        windows = [window for app in apps for window in self._call(*app, ACCESSIBLE, "GetChildren")[0]]
        named = [window for window in windows if self._property(*window, "Name") == title]
        found = [control for window in named for control in self._controls(*window, name, can)]
        assert len(found) > nth, f"“{title}” has no such control called “{name}”"
        return found[nth]

    def _controls(self, app: str, path: str, name: str, can: str) -> Iterator[tuple[str, str]]:
        """The controls that are shown, by name and by what can be done with them."""
        low, _high = self._call(app, path, ACCESSIBLE, "GetState")[0]
        if not low >> SHOWING & 1:
            return
        interfaces = self._call(app, path, ACCESSIBLE, "GetInterfaces")[0]
        if self._property(app, path, "Name") == name and f"org.a11y.atspi.{can}" in interfaces:
            yield app, path
        for child in self._call(app, path, ACCESSIBLE, "GetChildren")[0]:
            yield from self._controls(*child, name, can)

    def _told(self, app: str, path: str) -> Told:
        low, high = self._call(app, path, ACCESSIBLE, "GetState")[0]
        has = low | high << 32
        states = {name for name, bit in STATES.items() if (has >> abs(bit) & 1) == (bit > 0)}
        inside = self._call(app, path, ACCESSIBLE, "GetChildren")[0] if "showing" in states else ()
        role = self._call(app, path, ACCESSIBLE, "GetRoleName")[0]
        return Told(
            ROLES.get(role, role),
            self._property(app, path, "Name"),
            self._property(app, path, "Description"),
            frozenset(states),
            role == "combo box"
            and any(kind == LABELLED_BY for kind, _of in self._call(app, path, ACCESSIBLE, "GetRelationSet")[0]),
            tuple(self._told(*child) for child in inside),
        )

    def focused(self, within_s: float) -> str:
        """The name of what gets the keyboard next, "" where nothing does."""
        until_s = time.monotonic() + within_s
        while (left_s := until_s - time.monotonic()) > 0:
            with contextlib.suppress(TimeoutError):
                message = self._connection.receive(timeout=left_s)
                fields = message.header.fields
                if fields.get(HeaderFields.member) == "StateChanged" and message.body[:2] == ("focused", 1):
                    return self._property(fields[HeaderFields.sender], fields[HeaderFields.path], "Name")
        return ""

    def announced(self, within_s: float, enough: int = 1) -> list[str]:
        """What is announced within a time, until there is enough of it."""
        found: list[str] = []
        until_s = time.monotonic() + within_s
        while len(found) < enough and (left_s := until_s - time.monotonic()) > 0:
            with contextlib.suppress(TimeoutError):
                message = self._connection.receive(timeout=left_s)
                if message.header.message_type is not MessageType.signal:
                    continue
                if message.header.fields.get(HeaderFields.member) == "Announcement":
                    found.append(message.body[3][1])
        return found

    def _walk(self, app: str, path: str) -> Iterator[Node]:
        low, _high = self._call(app, path, ACCESSIBLE, "GetState")[0]
        yield Node(
            self._call(app, path, ACCESSIBLE, "GetRoleName")[0],
            self._property(app, path, "Name"),
            self._property(app, path, "Description"),
            bool(low >> SHOWING & 1),
        )
        for child in self._call(app, path, ACCESSIBLE, "GetChildren")[0]:
            yield from self._walk(*child)

    def _property(self, app: str, path: str, name: str) -> str:
        (found,) = self._call(app, path, PROPERTIES, "Get", "ss", (ACCESSIBLE, name))
        return str(found[1])

    def _call(
        self, app: str, path: str, interface: str, member: str, signature: str = "", body: Sequence[object] = ()
    ) -> Any:
        address = DBusAddress(path, app, interface)
        message = new_method_call(address, member, signature or None, tuple(body))
        reply = self._connection.send_and_get_reply(message, timeout=10)
        assert reply.header.message_type is not MessageType.error, f"{member} of {path}: {reply.body}"
        return reply.body


@contextlib.contextmanager
def listening(whole: Desktop) -> Iterator[ScreenReader]:
    """A screen reader on a desktop while the block lasts."""
    launcher = next((path for path in LAUNCHERS if os.access(path, os.X_OK)), None)
    if launcher is None:
        pytest.skip("at-spi-bus-launcher is missing (package at-spi2-core)")

    def address() -> str:
        (found,) = whole.call("org.a11y.Bus", "/org/a11y/bus", "org.a11y.Bus", "GetAddress")
        return found if str(found).startswith("unix:") else ""

    with desktop.running([str(launcher), "--launch-immediately"], whole.env, log=whole.folder / "at-spi.log"):
        bus = eventually(address, 10, "the accessibility bus is there")
        with open_dbus_connection(bus=bus) as connection:
            yield ScreenReader(connection)
