"""Getting onto a bus: the address, the handshake, and the first questions.

The only part of D-Bus here that waits for an answer, and never longer than it was told to. It turns every way in which
a bus can be absent into one sentence.
"""

from __future__ import annotations

import socket
import time
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import count
from pathlib import Path
from typing import Any

from jeepney import DBusAddress, HeaderFields, MessageType, Parser, new_method_call
from jeepney.auth import BEGIN, Authenticator
from jeepney.bus import get_connectable_addresses

from postureapp.core.errors import EnvironmentProblem
from postureapp.core.text import Text, text

DAEMON = "org.freedesktop.DBus"
DAEMON_PATH = "/org/freedesktop/DBus"
SYSTEM_SOCKETS = "unix:path=/run/dbus/system_bus_socket;unix:path=/var/run/dbus/system_bus_socket"
READ_BYTES = 65536


@dataclass(frozen=True, slots=True)
class Connected:
    """A socket on which the bus talks to us (non-blocking from now on), and what the bus had to say."""

    socket: socket.socket
    parser: Parser
    serials: Iterator[int]
    unique_name: str
    offered: frozenset[str]


def connect(system: bool, environ: Mapping[str, str], timeout_s: float) -> Connected:
    """Connect to the session bus or the system bus, and ask which services it has.

    Raises: EnvironmentProblem where there is no bus, or it does not let us in within `timeout_s`.
    """
    deadline_s = time.monotonic() + timeout_s
    try:
        return _introduced(_first_open(_addresses(system, environ), deadline_s), deadline_s)
    except (OSError, ValueError, RuntimeError) as error:
        reason = _reason(error)
        if system:
            title = text("The D-Bus system bus can't be reached: {reason}.", reason=reason)
            hint = text("The service dbus of this machine should be running.")
        else:
            title = text("The D-Bus session bus can't be reached: {reason}.", reason=reason)
            hint = text("Start PostureApp from your desktop session, or with dbus-run-session.")
        raise EnvironmentProblem(title, hint=hint) from error


def received(sock: socket.socket) -> bytes:
    """What has arrived. Raises: ConnectionResetError at the end of the stream."""
    data = sock.recv(READ_BYTES)
    if not data:
        raise ConnectionResetError(text("it closed the connection"))
    return data


def _reason(error: Exception) -> Text | str:
    """What went wrong, in our own words where they are ours."""
    if error.args and isinstance(error.args[0], Text):
        return error.args[0]
    return getattr(error, "strerror", None) or str(error)


def _addresses(system: bool, environ: Mapping[str, str]) -> list[str]:
    if system:
        told = environ.get("DBUS_SYSTEM_BUS_ADDRESS") or SYSTEM_SOCKETS
    else:
        told = environ.get("DBUS_SESSION_BUS_ADDRESS", "")
        usual = Path(environ.get("XDG_RUNTIME_DIR") or "/nonexistent") / "bus"
        if not told and usual.exists():
            told = f"unix:path={usual}"
        if not told:
            raise RuntimeError(text("{variable} is not set", variable="DBUS_SESSION_BUS_ADDRESS"))
    return list(get_connectable_addresses(told))


def _first_open(addresses: list[str], deadline_s: float) -> socket.socket:
    last: OSError | ValueError = ConnectionRefusedError(text("it has no address"))
    for address in addresses:
        sock = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM | socket.SOCK_CLOEXEC)
        try:
            _in_time(sock, deadline_s)
            sock.connect(address)
            _authenticate(sock, deadline_s)
        except (OSError, ValueError) as error:
            sock.close()
            last = error
        else:
            return sock
    raise last


def _authenticate(sock: socket.socket, deadline_s: float) -> None:
    steps = Authenticator()
    for line in steps:
        _in_time(sock, deadline_s)
        sock.sendall(line)
        steps.feed(received(sock))
    sock.sendall(BEGIN)


def _introduced(sock: socket.socket, deadline_s: float) -> Connected:
    parser, serials = Parser(), count(1)
    try:
        name, running, startable = (
            _exchange(sock, parser, next(serials), member, deadline_s)
            for member in ("Hello", "ListNames", "ListActivatableNames")
        )
    except (OSError, ValueError, RuntimeError):
        sock.close()
        raise
    sock.setblocking(False)
    return Connected(sock, parser, serials, name, frozenset(running) | frozenset(startable))


def _exchange(sock: socket.socket, parser: Parser, serial: int, member: str, deadline_s: float) -> Any:
    message = new_method_call(DBusAddress(DAEMON_PATH, DAEMON, DAEMON), member)
    _in_time(sock, deadline_s)
    sock.sendall(message.serialise(serial=serial))
    while True:
        while (answer := parser.get_next_message()) is not None:
            if answer.header.fields.get(HeaderFields.reply_serial) != serial:
                continue
            if answer.header.message_type is MessageType.error:
                raise RuntimeError(answer.header.fields.get(HeaderFields.error_name, "error"))
            return answer.body[0]
        _in_time(sock, deadline_s)
        parser.add_data(received(sock))


def _in_time(sock: socket.socket, deadline_s: float) -> None:
    left_s = deadline_s - time.monotonic()
    if left_s <= 0:
        raise TimeoutError(text("it does not answer"))
    sock.settimeout(left_s)
