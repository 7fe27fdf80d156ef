"""A service on a bus, for tests of what listens to one: names, properties, methods and signals made up by the test.

It runs in a thread of its own over jeepney's blocking connection, so that it shares no code with what is tested.
"""

from __future__ import annotations

import threading
from collections.abc import Callable
from typing import Any

from jeepney import (
    DBusAddress,
    HeaderFields,
    Message,
    MessageType,
    message_bus,
    new_error,
    new_method_call,
    new_method_return,
    new_signal,
)
from jeepney.io.blocking import open_dbus_connection

PROPERTIES = "org.freedesktop.DBus.Properties"
Method = Callable[..., tuple[str, tuple[Any, ...]]]


class BusService:
    """Owns names on the bus at `address` until it is stopped.

    `methods` by (interface, member) get the body and return signature and body; `properties` by (interface, name) are
    variants, the same on every path.
    """

    def __init__(self, address: str, *names: str) -> None:
        self.methods: dict[tuple[str, str], Method] = {}
        self.properties: dict[tuple[str, str], tuple[str, Any]] = {}
        self.calls: list[tuple[str, str, tuple[Any, ...]]] = []
        self._connection = open_dbus_connection(address)
        self.unique_name = self._connection.unique_name
        for name in names:
            self._connection.send_and_get_reply(message_bus.RequestName(name), timeout=5)
        self._thread = threading.Thread(target=self._serve, daemon=True)
        self._thread.start()

    def __enter__(self) -> BusService:
        return self

    def __exit__(self, *_exception: object) -> None:
        self.stop()

    def stop(self) -> None:
        """Leave the bus. May be called twice."""
        if self._thread.is_alive():
            self._connection.sock.shutdown(2)
            self._thread.join(5)
        self._connection.close()

    def own(self, name: str) -> None:
        """Take a name, soon."""
        self._connection.send(message_bus.RequestName(name))

    def emit(self, path: str, interface: str, member: str, signature: str = "", body: tuple[Any, ...] = ()) -> None:
        """Send a signal."""
        self._connection.send(new_signal(DBusAddress(path, interface=interface), member, signature or None, body))

    def change(self, path: str, interface: str, name: str, variant: tuple[str, Any], invalidate: bool = False) -> None:
        """Set a property and tell of it, with its value or only by its name."""
        self.properties[interface, name] = variant
        changed, invalidated = ({}, [name]) if invalidate else ({name: variant}, [])
        self.emit(path, PROPERTIES, "PropertiesChanged", "sa{sv}as", (interface, changed, invalidated))

    def call(self, destination: str, path: str, interface: str, member: str) -> None:
        """Call a method of somebody; the name of an error that comes back is kept in `calls` as a member."""
        self._connection.send(new_method_call(DBusAddress(path, destination, interface), member))

    def _serve(self) -> None:
        while True:
            try:
                self._take(self._connection.receive())
            except OSError:  # the bus is gone, or we leave it
                return

    def _take(self, message: Message) -> None:
        if message.header.message_type is MessageType.method_call:
            self._connection.send(self._answer(message))
        elif message.header.message_type is MessageType.error:
            self.calls.append(("", message.header.fields[HeaderFields.error_name], message.body))

    def _answer(self, message: Message) -> Message:
        fields = message.header.fields
        interface, member = fields.get(HeaderFields.interface, ""), fields[HeaderFields.member]
        self.calls.append((fields[HeaderFields.path], member, message.body))
        if (interface, member) == (PROPERTIES, "Get") and message.body in self.properties:
            return new_method_return(message, "v", (self.properties[message.body],))
        if (interface, member) in self.methods:
            try:
                signature, body = self.methods[interface, member](*message.body)
            except LookupError as error:
                return new_error(message, "org.example.Error.NotFound", "s", (str(error),))
            return new_method_return(message, signature or None, body)
        return new_error(message, "org.freedesktop.DBus.Error.UnknownMethod", "s", (f"no {member}",))
