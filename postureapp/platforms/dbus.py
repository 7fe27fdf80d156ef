"""Calls and signals over D-Bus, on the one Qt thread.

Why not QtDBus: it can't send unsigned integers. This speaks jeepney over a socket that a QSocketNotifier watches. After
connecting, nothing here ever blocks, polls or raises for what the other side does: an answer, an error and the end of
the bus all come as callbacks.
"""

from __future__ import annotations

import logging
import os
import socket
from collections import deque
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from jeepney import DBusAddress, HeaderFields, MatchRule, Message, MessageFlag, MessageType, new_error, new_method_call
from PySide6.QtCore import QObject, QSocketNotifier, QTimer

from postureapp.core.errors import EnvironmentProblem
from postureapp.core.text import Text
from postureapp.platforms.dbus_connect import DAEMON, DAEMON_PATH, connect, received
from postureapp.platforms.sentences import in_words

log = logging.getLogger(__name__)

PROPERTIES = "org.freedesktop.DBus.Properties"
DISCONNECTED = "org.freedesktop.DBus.Error.Disconnected"
NO_REPLY = "org.freedesktop.DBus.Error.NoReply"
CONNECT_WITHIN_S = 2.0
AGAIN_WITHIN_S = 0.5  # a bus that comes back is on this machine; nobody waits for it
UNKNOWN_METHOD = "org.freedesktop.DBus.Error.UnknownMethod"


class BusKind(StrEnum):
    """Which bus: the person's session, or the machine's."""

    SESSION = "session"
    SYSTEM = "system"


@dataclass(frozen=True, slots=True)
class Reply:
    """What a call came to: the values, or the name of an error and its words. Variants are (signature, value)."""

    body: tuple[Any, ...] = ()
    error: str = ""
    message: str = ""


@dataclass(frozen=True, slots=True)
class BusSignal:
    """A signal. `sender` is the unique name (":1.7") of who sent it."""

    sender: str
    path: str
    interface: str
    member: str
    body: tuple[Any, ...]


OnReply = Callable[[Reply], None]
OnSignal = Callable[[BusSignal], None]
OnOwner = Callable[[str], None]


@dataclass(slots=True, eq=False)
class Subscription:
    """A watch for signals or for the owner of a name; it lives until it is cancelled or the bus is closed."""

    cancel: Callable[[], None]


@dataclass(slots=True, eq=False)
class _Match:
    on_signal: OnSignal
    sender: str
    wanted: dict[str, str]
    rule: str


@dataclass(slots=True, eq=False)
class _NameWatch:
    name: str
    on_owner: OnOwner
    owner: str | None = None


@dataclass(slots=True, eq=False)
class _Pending:
    on_reply: OnReply
    timer: QTimer | None


class Bus(QObject):
    """One connection to a bus.

    Raises: EnvironmentProblem where there is no bus or it does not let us in within `connect_timeout_s`.
    """

    def __init__(
        self,
        kind: BusKind = BusKind.SESSION,
        environ: Mapping[str, str] | None = None,
        connect_timeout_s: float = CONNECT_WITHIN_S,
    ) -> None:
        super().__init__()
        self.kind = kind
        self.wakeups = 0
        self._pending: dict[int, _Pending] = {}
        self._matches: list[_Match] = []
        self._names: list[_NameWatch] = []
        self._owners: dict[str, str] = {}
        self._on_lost: list[Callable[[], None]] = []
        self._inbox: deque[Message] = deque()
        self._outbox = bytearray()
        self._failed: list[OnReply] = []
        found = connect(kind is BusKind.SYSTEM, os.environ if environ is None else environ, connect_timeout_s)
        self.unique_name = found.unique_name
        self._offered = found.offered
        self._parser = found.parser
        self._serials = found.serials
        self._socket: socket.socket | None = found.socket
        self._reader = QSocketNotifier(found.socket.fileno(), QSocketNotifier.Type.Read, self)
        self._reader.activated.connect(self._read)
        self._writer = QSocketNotifier(found.socket.fileno(), QSocketNotifier.Type.Write, self)
        self._writer.setEnabled(False)
        self._writer.activated.connect(self._flush)
        self._later = QTimer(self)
        self._later.setSingleShot(True)
        self._later.timeout.connect(self._tell_failed)

    # --- what others ask for ------------------------------------------------------------------------------------------

    @property
    def is_open(self) -> bool:
        """Whether the bus is still there."""
        return self._socket is not None

    def offers(self, name: str) -> bool:
        """Whether a service of this name ran, or could be started by the bus, when we connected."""
        return name in self._offered

    def on_lost(self, callback: Callable[[], None]) -> None:
        """Call back once if the bus goes away by itself (not after `close`)."""
        self._on_lost.append(callback)

    def call(
        self,
        destination: str,
        path: str,
        interface: str,
        member: str,
        signature: str = "",
        body: tuple[Any, ...] = (),
        on_reply: OnReply | None = None,
        *,
        timeout_s: float | None = None,
        autostart: bool = True,
    ) -> None:
        """Call a method. `on_reply` comes exactly once and never from within this call, unless we close first.

        Without `timeout_s` it waits as long as the bus and the service live.
        """
        address = DBusAddress(path, bus_name=destination, interface=interface)
        message = new_method_call(address, member, signature or None, body)
        if not autostart:
            message.header.flags |= MessageFlag.no_auto_start
        if on_reply is None:
            message.header.flags |= MessageFlag.no_reply_expected
        serial = next(self._serials)
        if on_reply is not None:
            if self._socket is None:
                self._fail([on_reply])
                return
            self._pending[serial] = _Pending(on_reply, self._deadline(serial, timeout_s))
        self._send(message.serialise(serial=serial))

    def get_property(
        self, destination: str, path: str, interface: str, name: str, on_value: Callable[[Any], None]
    ) -> None:
        """Ask for a property; `on_value` gets the bare value, or None where there is no such thing."""

        def on_reply(reply: Reply) -> None:
            on_value(None if reply.error or not reply.body else reply.body[0][1])

        self.call(destination, path, PROPERTIES, "Get", "ss", (interface, name), on_reply, autostart=False)

    def match(
        self,
        on_signal: OnSignal,
        *,
        sender: str = "",
        path: str = "",
        interface: str = "",
        member: str = "",
        arg0: str = "",
    ) -> Subscription:
        """Call back for each such signal. With `sender`, only what the owner of that name itself sends passes."""
        wanted = {"path": path, "interface": interface, "member": member, "arg0": arg0}
        wanted = {key: value for key, value in wanted.items() if value}
        given = {key: value for key, value in wanted.items() if key != "arg0"}
        rule = MatchRule(type="signal", **given, **({"sender": sender} if sender else {}))
        if arg0:
            rule.add_arg_condition(0, arg0)
        if sender and not sender.startswith(":") and sender != DAEMON:
            self._follow(sender)
        entry = _Match(on_signal, sender, wanted, rule.serialise())
        self._matches.append(entry)
        self._daemon("AddMatch", "s", (entry.rule,))
        return Subscription(lambda: self._unmatch(entry))

    def watch_name(self, name: str, on_owner: OnOwner) -> Subscription:
        """Tell who owns a name ("" for nobody): soon, and then at each change. The service is not started by this."""
        entry = _NameWatch(name, on_owner)
        self._names.append(entry)
        self._follow(name)
        self._daemon("GetNameOwner", "s", (name,), lambda reply: self._owned(entry, reply))
        return Subscription(lambda: self._names.remove(entry) if entry in self._names else None)

    def close(self) -> None:
        """End the connection; nothing calls back after this. May be called twice."""
        self._on_lost.clear()
        self._pending_off()
        self._shut()
        for listing in (self._matches, self._names, self._failed, self._inbox):
            listing.clear()

    # --- the stream ---------------------------------------------------------------------------------------------------

    def _read(self) -> None:
        self.wakeups += 1
        if self._socket is None:
            return
        try:
            self._parser.add_data(received(self._socket))
            self._inbox.extend(iter(self._parser.get_next_message, None))
        except BlockingIOError:
            return
        except (OSError, ValueError, LookupError) as error:
            self._lose(error)
            return
        while self._inbox:
            self._take(self._inbox.popleft())

    def _send(self, data: bytes) -> None:
        if self._socket is not None:
            self._outbox += data
            self._flush()

    def _flush(self) -> None:
        while self._outbox and self._socket is not None:
            try:
                del self._outbox[: self._socket.send(self._outbox)]
            except BlockingIOError:
                break
            except OSError as error:
                self._lose(error)
                return
        if self._socket is not None and self._writer.isEnabled() != bool(self._outbox):
            self._writer.setEnabled(bool(self._outbox))

    def _lose(self, error: Exception) -> None:
        log.warning("The connection to the D-Bus %s bus was lost: %s.", self.kind.value, error)
        self._shut()
        self._fail(self._pending_off())  # never from within the call that noticed

    def _shut(self) -> None:
        if self._socket is not None:
            self._reader.setEnabled(False)
            self._writer.setEnabled(False)
            self._socket.close()
            self._socket = None

    # --- messages -----------------------------------------------------------------------------------------------------

    def _take(self, message: Message) -> None:
        fields = message.header.fields
        kind = message.header.message_type
        if kind is MessageType.signal:
            self._signal(
                BusSignal(
                    fields.get(HeaderFields.sender, ""),
                    fields.get(HeaderFields.path, ""),
                    fields.get(HeaderFields.interface, ""),
                    fields.get(HeaderFields.member, ""),
                    message.body,
                )
            )
        elif kind is MessageType.method_call:
            if not message.header.flags & MessageFlag.no_reply_expected:
                self._send(new_error(message, UNKNOWN_METHOD).serialise(serial=next(self._serials)))
        else:
            self._answer(fields.get(HeaderFields.reply_serial, 0), _reply(message))

    def _answer(self, serial: int, reply: Reply) -> None:
        pending = self._pending.pop(serial, None)
        if pending is None:
            return
        if pending.timer is not None:
            pending.timer.stop()
            pending.timer.deleteLater()
        pending.on_reply(reply)

    def _signal(self, signal: BusSignal) -> None:
        if signal.sender == DAEMON and signal.member == "NameOwnerChanged":
            self._owner_changed(signal.body[0], signal.body[2])
        for entry in list(self._matches):
            if entry in self._matches and _fits(entry.wanted, signal) and self._is_from(entry.sender, signal.sender):
                entry.on_signal(signal)

    def _is_from(self, name: str, sender: str) -> bool:
        return name in ("", sender) or self._owners.get(name) == sender

    def _follow(self, name: str) -> None:
        """Know the owner of a name before any signal of it can arrive."""
        if name not in self._owners:
            self._owners[name] = ""
            rule = MatchRule(type="signal", sender=DAEMON, interface=DAEMON, member="NameOwnerChanged")
            rule.add_arg_condition(0, name)
            self._daemon("AddMatch", "s", (rule.serialise(),))
            self._daemon("GetNameOwner", "s", (name,), lambda reply: self._know_owner(name, reply))

    def _know_owner(self, name: str, reply: Reply) -> None:
        if not reply.error:
            self._owners[name] = reply.body[0]

    def _owned(self, entry: _NameWatch, reply: Reply) -> None:
        if entry in self._names and reply.error != DISCONNECTED:
            self._tell_owner(entry, "" if reply.error else reply.body[0])

    def _owner_changed(self, name: str, owner: str) -> None:
        if name in self._owners:
            self._owners[name] = owner
        for entry in list(self._names):
            if entry in self._names and entry.name == name:
                self._tell_owner(entry, owner)

    @staticmethod
    def _tell_owner(entry: _NameWatch, owner: str) -> None:
        if entry.owner != owner:
            entry.owner = owner
            entry.on_owner(owner)

    def _unmatch(self, entry: _Match) -> None:
        if entry in self._matches:
            self._matches.remove(entry)
            self._daemon("RemoveMatch", "s", (entry.rule,))

    def _daemon(self, member: str, signature: str, body: tuple[Any, ...], on_reply: OnReply | None = None) -> None:
        self.call(DAEMON, DAEMON_PATH, DAEMON, member, signature, body, on_reply)

    # --- calls that come to nothing -----------------------------------------------------------------------------------

    def _deadline(self, serial: int, timeout_s: float | None) -> QTimer | None:
        if timeout_s is None:
            return None
        timer = QTimer(self)
        timer.setSingleShot(True)
        timer.timeout.connect(lambda: self._answer(serial, Reply(error=NO_REPLY)))
        timer.start(round(timeout_s * 1000))
        return timer

    def _pending_off(self) -> list[OnReply]:
        pending, self._pending = self._pending, {}
        for entry in pending.values():
            if entry.timer is not None:
                entry.timer.stop()
                entry.timer.deleteLater()
        return [entry.on_reply for entry in pending.values()]

    def _fail(self, callbacks: list[OnReply]) -> None:
        self._failed += callbacks
        self._later.start(0)

    def _tell_failed(self) -> None:
        failed, self._failed = self._failed, []
        listeners, self._on_lost = self._on_lost, []
        for on_reply in failed:
            on_reply(Reply(error=DISCONNECTED))
        for listener in listeners:
            listener()


class Buses:
    """Both buses, each connected when it is first asked for, so that all capabilities share one socket.

    A bus that was lost is connected anew by the next one who asks.
    """

    def __init__(self, environ: Mapping[str, str] | None = None) -> None:
        self._environ = environ
        self._open: dict[BusKind, Bus] = {}
        self._missing: dict[BusKind, EnvironmentProblem] = {}

    def session(self) -> Bus:
        """The person's session bus. Raises: EnvironmentProblem where there is none."""
        return self.get(BusKind.SESSION)

    def system(self) -> Bus:
        """The machine's bus. Raises: EnvironmentProblem where there is none."""
        return self.get(BusKind.SYSTEM)

    def get(self, kind: BusKind) -> Bus:
        """One of them. Raises: EnvironmentProblem where there is none."""
        if kind in self._missing:
            raise self._missing[kind]
        return self._connected(kind)

    def again(self, kind: BusKind) -> Bus:
        """One of them, even if it could not be reached before. Raises: EnvironmentProblem where it still can't."""
        self._missing.pop(kind, None)
        return self._connected(kind, AGAIN_WITHIN_S)

    def missing(self) -> tuple[tuple[str, Text], ...]:
        """Each bus that can't be reached, and why."""
        found = []
        for name, find in (("session bus", self.session), ("system bus", self.system)):
            try:
                find()
            except EnvironmentProblem as problem:
                found.append((name, in_words(problem)))
        return tuple(found)

    def close(self) -> None:
        """Close both. May be called twice."""
        for bus in self._open.values():
            bus.close()
        self._open.clear()

    def _connected(self, kind: BusKind, timeout_s: float = CONNECT_WITHIN_S) -> Bus:
        bus = self._open.get(kind)
        if bus is None or not bus.is_open:
            try:
                bus = self._open[kind] = Bus(kind, self._environ, timeout_s)
            except EnvironmentProblem as problem:
                self._missing[kind] = problem  # waiting out a dead bus once is enough
                raise
        return bus


def _reply(message: Message) -> Reply:
    if message.header.message_type is not MessageType.error:
        return Reply(message.body)
    words = message.body[0] if message.body and isinstance(message.body[0], str) else ""
    return Reply(message.body, message.header.fields.get(HeaderFields.error_name, "error"), words)


def _fits(wanted: dict[str, str], signal: BusSignal) -> bool:
    arg0 = signal.body[0] if signal.body else ""
    seen = {"path": signal.path, "interface": signal.interface, "member": signal.member, "arg0": arg0}
    return all(seen[key] == value for key, value in wanted.items())
