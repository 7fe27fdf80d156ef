"""Reminders as notifications of the desktop, with buttons, by org.freedesktop.Notifications.

Source: https://specifications.freedesktop.org/notification-spec/latest/
It must never wait for the service, believe that something was shown before the service said so, or leave a
notification standing that nobody answers to.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QTimer

from postureapp.core.errors import EnvironmentProblem
from postureapp.core.events import Answer, Reminder, Size
from postureapp.core.text import Text, _, ntext, text
from postureapp.platforms.dbus import Bus, Buses, BusSignal, Reply, Subscription
from postureapp.platforms.notify.markup import escape

SERVICE = "org.freedesktop.Notifications"
PATH = "/org/freedesktop/Notifications"
PATIENCE_MS = 4000  # a service that first has to be started needs a second or two
# The core withdraws long before. This is for the day when we are killed and can't.
EXPIRES_MS = 300_000

NO_SERVICE = text("No notification service runs in this session.")
UNKNOWN = "org.freedesktop.DBus.Error.ServiceUnknown"

Answered = Callable[[int, Answer, float], None]
Failed = Callable[[Reminder, EnvironmentProblem], None]


@dataclass(frozen=True, slots=True)
class Server:
    """Who shows our notifications, and what they can do."""

    name: str
    capabilities: frozenset[str]


@dataclass(frozen=True, slots=True)
class Button:
    """What an action of a notification is called and what it answers."""

    label: str
    answer: Answer
    snooze_s: float = 0.0


@dataclass(slots=True, eq=False)
class _Shown:
    reminder: Reminder
    answered: Answered
    buttons: dict[str, Button]
    replaces: int = 0
    nid: int = 0  # the service's number for it; 0 until it said so
    sent: bool = False
    closed: bool = False


class FreedesktopNotifier:
    """The notification service of the session, whenever one is there.

    Raises: EnvironmentProblem where there is no session bus. A service that is absent now may come: `problem` tells.
    """

    name = "freedesktop"

    def __init__(self, buses: Buses, icon: str = "postureapp") -> None:
        self._buses, self._icon = buses, icon
        self._failed: Failed | None = None
        self._server: Server | None = None
        self._server_name = ""
        self._owner: str | None = None  # not told yet
        self._down = Text("")
        self._shown: _Shown | None = None
        self._ears: list[Subscription] = []
        self._patience = QTimer()
        self._patience.setSingleShot(True)
        self._patience.timeout.connect(lambda: self._fail(text("The notification service does not answer.")))
        self._connect()

    # --- what it can do -----------------------------------------------------------------------------------------------

    @property
    def has_actions(self) -> bool:
        """Whether the service shows buttons. One that is not started yet is trusted to until it says otherwise."""
        return not self.problem() and (self._server is None or "actions" in self._server.capabilities)

    @property
    def needs_tray_card(self) -> bool:
        """Whether the person needs our own card to answer."""
        return not self.has_actions

    def problem(self) -> Text:
        """Why nothing can be shown now; empty when it can, or may."""
        if not self._bus.is_open:
            return text("The D-Bus session bus went away.")
        if self._down or self._owner or self._bus.offers(SERVICE):
            return self._down
        return NO_SERVICE

    def note(self) -> Text:
        """Who shows our notifications, in words."""
        return text("Shown by {name}.", name=self._server.name) if self._server else Text("")

    def on_failed(self, failed: Failed) -> None:
        """Tell of a reminder that, against what `show` promised, is not on the screen."""
        self._failed = failed

    # --- the port -----------------------------------------------------------------------------------------------------

    def show(self, reminder: Reminder, answered: Answered) -> None:
        """Show it in place of the last one.

        Raises: EnvironmentProblem where there is no service.
        """
        if not self._bus.is_open:
            self._connect()
        if self._owner is not None and (problem := self.problem()):
            raise EnvironmentProblem(problem)
        old, self._shown = self._shown, _Shown(reminder, answered, buttons(reminder))
        if old and not old.closed:
            self._shown.replaces = old.nid
        self._listen()
        self._patience.start(PATIENCE_MS)
        if self._server:
            self._send(self._shown)
        else:
            self._ask(autostart=True)

    def withdraw(self, reminder_id: int) -> None:
        """Take it away if it still stands."""
        if self._shown and self._shown.reminder.id == reminder_id:
            self._close(self._take())

    def stop(self) -> None:
        """Withdraw, and forget the bus. May be called twice."""
        if self._shown:
            self._close(self._take())
        self._name_watch.cancel()
        self._failed = None

    # --- the service --------------------------------------------------------------------------------------------------

    def _connect(self) -> None:
        bus: Bus = self._buses.session()
        self._bus = bus
        self._owner, self._server, self._down = None, None, Text("")
        self._name_watch = bus.watch_name(SERVICE, self._on_owner)
        bus.on_lost(self._on_bus_lost)

    def _on_bus_lost(self) -> None:
        self._owner, self._server = "", None
        self._fail(text("The D-Bus session bus went away."))

    def _on_owner(self, owner: str) -> None:
        gone, self._owner, self._server = self._owner, owner, None
        if owner:
            self._down = Text("")
            self._ask(autostart=False)
        if gone and self._shown and self._shown.nid:
            self._fail(text("The notification service ended."))

    def _ask(self, *, autostart: bool) -> None:
        self._call("GetServerInformation", on_reply=self._on_information, autostart=autostart)
        self._call("GetCapabilities", on_reply=self._on_capabilities, autostart=autostart)

    def _on_information(self, reply: Reply) -> None:
        words = [word for word in reply.body if isinstance(word, str)]
        self._server_name = "" if reply.error or len(words) < 3 else f"{words[0]} {words[2]}"

    def _on_capabilities(self, reply: Reply) -> None:
        if reply.error:
            if not self._owner:
                self._down = _reason(reply)
            if self._shown and not self._shown.sent:
                self._fail(_reason(reply))
            return
        listed = reply.body[0] if reply.body and isinstance(reply.body[0], list) else []
        self._server = Server(self._server_name, frozenset(listed))
        if self._shown and not self._shown.sent:
            self._send(self._shown)

    # --- one notification ---------------------------------------------------------------------------------------------

    def _send(self, shown: _Shown) -> None:
        assert self._server is not None
        shown.sent = True
        arguments = notification(shown.reminder, shown.buttons, self._server, self._icon, shown.replaces)
        self._call("Notify", "susssasa{sv}i", arguments, lambda reply: self._on_notified(shown, reply))

    def _on_notified(self, shown: _Shown, reply: Reply) -> None:
        nid = reply.body[0] if reply.body and not reply.error else 0
        shown.nid = nid if isinstance(nid, int) else 0
        if shown is not self._shown:
            self._close(shown)  # withdrawn, replaced or given up meanwhile
        elif shown.nid:
            self._patience.stop()
        else:
            self._fail(_reason(reply))

    def _on_signal(self, signal: BusSignal) -> None:
        shown = self._shown
        if shown is None or not shown.nid or not signal.body or signal.body[0] != shown.nid:
            return
        if signal.member == "NotificationClosed":
            shown.closed = True  # no answer; and some services say it before they tell the action
        elif signal.member == "ActionInvoked" and (button := shown.buttons.get(signal.body[1])):
            self._close(self._take())
            shown.answered(shown.reminder.id, button.answer, button.snooze_s)

    def _close(self, shown: _Shown | None) -> None:
        if shown and not shown.closed and (nid := shown.nid or (0 if shown.sent else shown.replaces)):
            shown.closed = True
            self._call("CloseNotification", "u", (nid,), autostart=False)

    def _fail(self, reason: Text) -> None:
        shown = self._take()
        if shown is None:
            return
        if not shown.nid and shown.replaces:
            self._call("CloseNotification", "u", (shown.replaces,), autostart=False)
        if self._failed:
            self._failed(shown.reminder, EnvironmentProblem(reason))

    def _take(self) -> _Shown | None:
        shown, self._shown = self._shown, None
        self._patience.stop()
        for ear in self._ears:
            ear.cancel()
        self._ears.clear()
        return shown

    def _listen(self) -> None:
        """Hear the service only while something of ours stands: it tells of every app's notifications."""
        if not self._ears:
            self._ears = [
                self._bus.match(self._on_signal, sender=SERVICE, path=PATH, interface=SERVICE, member=member)
                for member in ("ActionInvoked", "NotificationClosed")
            ]

    def _call(
        self,
        member: str,
        signature: str = "",
        body: tuple[object, ...] = (),
        on_reply: Callable[[Reply], None] | None = None,
        *,
        autostart: bool = True,
    ) -> None:
        self._bus.call(SERVICE, PATH, SERVICE, member, signature, body, on_reply, autostart=autostart)


def buttons(reminder: Reminder) -> dict[str, Button]:
    """What can be answered, by the name of the action, in the order in which the buttons stand.

    GNOME shows the first three only, hence the second snooze comes last. "default" is a click on the text itself.
    """
    if reminder.size is Size.TIP:
        closing = Button(_("OK"), Answer.SKIP)
        return {"default": closing, "skip": closing}
    start = Button(_("Show me") if reminder.size is Size.NUDGE else _("Start"), Answer.START)
    snoozes = {
        f"snooze{minutes}": Button(
            str(ntext("Snooze {n} min", "Snooze {n} min", minutes)), Answer.SNOOZE, minutes * 60.0
        )
        for minutes in reminder.snooze_min
    }
    first, rest = dict(list(snoozes.items())[:1]), dict(list(snoozes.items())[1:])
    others = {"skip": Button(_("Skip"), Answer.SKIP), "done": Button(_("Already did"), Answer.DONE)}
    if reminder.size is Size.CHECK_IN:
        others = {"skip": Button(_("Not today"), Answer.SKIP)}
    return {"default": start, "start": start, **first, **others, **rest}


def notification(
    reminder: Reminder, offered: dict[str, Button], server: Server, icon: str, replaces: int
) -> tuple[object, ...]:
    """The arguments of Notify, cut to what this service can show."""
    title, body = (str(part).replace("\0", "") for part in (reminder.title, reminder.body))
    if "body" not in server.capabilities:
        title, body = " ".join(filter(None, (title, body))), ""
    elif "body-markup" in server.capabilities:
        body = escape(body)
    actions: list[str] = []
    if "actions" in server.capabilities:
        actions = [word for key, button in offered.items() for word in (key, button.label)]
    hints = {
        "urgency": ("y", 1),
        "desktop-entry": ("s", "postureapp"),
        "category": ("s", "x-postureapp.reminder"),
        # GNOME throws a transient notification away with its banner, after four seconds, with nothing left to click.
        "transient": ("b", not server.name.startswith("gnome-shell")),
    }
    return ("PostureApp", replaces, icon, title, body, actions, hints, EXPIRES_MS)


def _reason(reply: Reply) -> Text:
    if reply.error == UNKNOWN:
        return NO_SERVICE
    detail = reply.message or reply.error or "?"
    return text("The notification service refused: {detail}.", detail=detail.rstrip("."))
