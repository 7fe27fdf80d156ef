"""Every notifier keeps the same promises; and what the desktop's service and plyer get wrong never loses a reminder."""

import os
import shutil
import socket
import subprocess
import sys
import threading
import types
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from postureapp.core.errors import EnvironmentProblem
from postureapp.core.events import Answer, Reminder, Size
from postureapp.core.text import Text
from postureapp.platforms.notify import freedesktop, plyer_adapter, select
from postureapp.platforms.notify.chain import Link, NotifierChain
from postureapp.platforms.notify.plyer_adapter import PlyerNotifier

jeepney = pytest.importorskip("jeepney")
from jeepney.io.blocking import open_dbus_connection  # noqa: E402

from postureapp.platforms.dbus import Buses  # noqa: E402
from postureapp.platforms.notify.freedesktop import SERVICE, FreedesktopNotifier, buttons  # noqa: E402
from tests.helpers import desktop  # noqa: E402
from tests.helpers.fakes import FakeNotifier  # noqa: E402

pytestmark = pytest.mark.skipif(
    sys.platform != "linux" or not shutil.which("dbus-daemon"), reason="needs a D-Bus daemon of its own"
)

ALL = ("actions", "body", "body-markup")
BUS_CONFIG = """<busconfig>
<type>session</type><listen>unix:dir={folder}</listen><auth>EXTERNAL</auth><servicedir>{folder}/services</servicedir>
<policy context="default"><allow send_destination="*"/><allow receive_sender="*"/><allow own="*"/></policy>
</busconfig>"""


def a_reminder(number: int = 1, size: Size = Size.STRETCH, **more: Any) -> Reminder:
    title = Text("You have been sitting for 32 minutes.")
    return Reminder(number, "desk", size, title, more.pop("body", Text("Roll your shoulders?")), **more)


class Answers:
    """What a notifier was told by the person."""

    def __init__(self) -> None:
        self.got: list[tuple[int, Answer, float]] = []

    def __call__(self, number: int, answer: Answer, snooze_s: float) -> None:
        self.got.append((number, answer, snooze_s))


class Card(FakeNotifier):
    """What stands in for the app's own card."""

    def __init__(self, name: str = "card", *, has_actions: bool = True) -> None:
        super().__init__(has_actions)
        self.name = name

    @property
    def numbers(self) -> list[int]:
        """All that it ever showed."""
        return [reminder.id for reminder in self.shown]

    @property
    def standing(self) -> int:
        """What it shows now."""
        return self.showing.id if self.showing else 0


class FakeLink(Card):
    """One that may stop working, and says so later."""

    needs_tray_card = True

    def __init__(self, name: str, *, has_actions: bool = True) -> None:
        super().__init__(name, has_actions=has_actions)
        self.trouble = Text("")
        self.failed: Callable[[Reminder, EnvironmentProblem], None] | None = None

    def problem(self) -> Text:
        return self.trouble

    def on_failed(self, failed: Callable[[Reminder, EnvironmentProblem], None]) -> None:
        self.failed = failed


# --- a bus and a notification service of our own ----------------------------------------------------------------------


class Bus:
    """A D-Bus daemon with no services but those a test lays out (the machine's own would be started otherwise)."""

    def __init__(self, folder: Path, process: subprocess.Popen[bytes], address: str) -> None:
        self.folder, self.process, self.address = folder, process, address
        self.environ = {"DBUS_SESSION_BUS_ADDRESS": address}

    def startable(self, command: str) -> None:
        """From now on the service can be started by this."""
        (self.folder / "services" / "n.service").write_text(f"[D-BUS Service]\nName={SERVICE}\nExec={command}\n")
        with open_dbus_connection(self.address) as connection:
            connection.send_and_get_reply(jeepney.new_method_call(jeepney.message_bus, "ReloadConfig"))


class Service(threading.Thread):
    """A notification service that notes what it is asked and does what a test says."""

    def __init__(self, bus: Bus, capabilities: tuple[str, ...] = ALL, name: str = "fake", first_id: int = 40) -> None:
        super().__init__(daemon=True)
        self.capabilities, self.name_told, self.next_id = capabilities, name, first_id
        self.refuses, self.mute = "", False
        self.calls: list[tuple[str, tuple[Any, ...]]] = []
        self.standing: dict[int, tuple[Any, ...]] = {}
        self.held: list[jeepney.Message] = []
        self.connection = open_dbus_connection(bus.address)
        asking = jeepney.message_bus.RequestName(SERVICE, 4)
        assert self.connection.send_and_get_reply(asking).body == (1,)
        self.start()

    def run(self) -> None:
        while True:
            try:
                message = self.connection.receive()
                if message.header.message_type is jeepney.MessageType.method_call:
                    self.handle(message)
            except OSError:
                return

    def handle(self, message: jeepney.Message) -> None:
        member, body = message.header.fields[jeepney.HeaderFields.member], message.body
        self.calls.append((member, body))
        if self.mute:
            self.held.append(message)
        elif member == "Notify" and self.refuses:
            self.connection.send(jeepney.new_error(message, f"{SERVICE}.Error.{self.refuses}", "s", ("Too many.",)))
        elif member == "Notify":
            number = body[1] or self.next_id
            self.next_id += not body[1]
            self.standing[number] = body
            self.reply(message, "u", (number,))
        elif member == "GetCapabilities":
            self.reply(message, "as", (list(self.capabilities),))
        elif member == "GetServerInformation":
            self.reply(message, "ssss", (self.name_told, "test", "1.0", "1.2"))
        elif member == "CloseNotification":
            if self.standing.pop(body[0], None):
                self.tell("NotificationClosed", "uu", (body[0], 3))
            self.reply(message, "", ())

    def reply(self, message: jeepney.Message, signature: str, body: tuple[Any, ...]) -> None:
        if not message.header.flags & jeepney.MessageFlag.no_reply_expected:
            self.connection.send(jeepney.new_method_return(message, signature or None, body))

    def speak(self) -> None:
        """Answer what was held back while mute."""
        self.mute = False
        held, self.held = self.held, []
        for message in held:
            self.calls.pop(0)
            self.handle(message)

    def tell(self, member: str, signature: str, body: tuple[Any, ...]) -> None:
        address = jeepney.DBusAddress("/org/freedesktop/Notifications", interface=SERVICE)
        self.connection.send(jeepney.new_signal(address, member, signature, body))

    def act(self, number: int, key: str) -> None:
        self.tell("ActionInvoked", "us", (number, key))

    def end(self) -> None:
        self.connection.sock.shutdown(socket.SHUT_RDWR)
        self.join(5)
        self.connection.close()

    def only(self) -> tuple[int, tuple[Any, ...]]:
        """The one notification that stands: its number and its arguments."""
        assert len(self.standing) == 1
        return next(iter(self.standing.items()))


@pytest.fixture
def bus(tmp_path: Path) -> Iterator[Bus]:
    (tmp_path / "services").mkdir()
    config = tmp_path / "bus.conf"
    config.write_text(BUS_CONFIG.format(folder=tmp_path))
    command = ["dbus-daemon", "--nofork", "--nopidfile", "--print-address={fd}", f"--config-file={config}"]
    with desktop.telling(command, os.environ) as (process, address):
        yield Bus(tmp_path, process, address)


@pytest.fixture
def buses(bus: Bus, qapp) -> Iterator[Buses]:
    made = Buses(bus.environ)
    yield made
    made.close()


@pytest.fixture
def services(bus: Bus) -> Iterator[Callable[..., Service]]:
    made: list[Service] = []

    def make(*args: Any, **more: Any) -> Service:
        made.append(Service(bus, *args, **more))
        return made[-1]

    yield make
    for service in made:
        if service.is_alive():
            service.end()


@pytest.fixture
def service(services: Callable[..., Service]) -> Service:
    return services()


@pytest.fixture
def notifier(service: Service, buses: Buses, qtbot) -> Iterator[FreedesktopNotifier]:
    made = FreedesktopNotifier(buses)
    qtbot.waitUntil(lambda: made._server is not None)
    yield made
    made.stop()


@pytest.fixture
def answers() -> Answers:
    return Answers()


# --- the contract -----------------------------------------------------------------------------------------------------


class Bed:
    """A notifier, and a test's hands on it: press a button, count what stands, let events pass."""

    def __init__(self, notifier: Any, press: Callable[[str], None], count: Callable[[], int], qtbot: Any) -> None:
        self.notifier, self.press, self.count, self.qtbot = notifier, press, count, qtbot
        self.settle: Callable[[], None] = lambda: None

    def until(self, number: int) -> None:
        self.settle()
        self.qtbot.waitUntil(lambda: self.count() == number)


FAKE_KEYS = {"start": (Answer.START, 0.0), "skip": (Answer.SKIP, 0.0), "done": (Answer.DONE, 0.0)}
FAKE_KEYS["snooze5"] = (Answer.SNOOZE, 300.0)


@pytest.fixture(params=["fake", "freedesktop", "chain of the desktop", "chain down to the card"])
def bed(request: pytest.FixtureRequest, qtbot) -> Iterator[Bed]:
    if request.param in {"fake", "chain down to the card"}:
        card = Card()
        broken = FakeNotifier(broken=True)
        made: Any = card if request.param == "fake" else NotifierChain([broken, card])
        yield Bed(made, lambda key: card.answer(*FAKE_KEYS[key]), lambda: int(bool(card.standing)), qtbot)
    else:
        service: Service = request.getfixturevalue("service")
        made = request.getfixturevalue("notifier")
        if request.param.startswith("chain"):
            made = NotifierChain([made, Card()])

        def press(key: str) -> None:
            service.act(service.only()[0], key)

        bed = Bed(made, press, lambda: len(service.standing), qtbot)
        buses: Buses = request.getfixturevalue("buses")
        bed.settle = lambda: settled(buses, qtbot)
        yield bed
    made.stop()


@pytest.mark.parametrize(
    ("key", "answer", "snooze_s"),
    [
        ("start", Answer.START, 0.0),
        ("snooze5", Answer.SNOOZE, 300.0),
        ("skip", Answer.SKIP, 0.0),
        ("done", Answer.DONE, 0.0),
    ],
)
def test_each_button_answers_once_and_takes_it_away(
    bed: Bed, answers: Answers, key: str, answer: Answer, snooze_s: float
) -> None:
    assert bed.notifier.has_actions
    assert bed.notifier.name
    bed.notifier.show(a_reminder(7), answers)
    bed.until(1)
    bed.press(key)
    bed.until(0)
    assert answers.got == [(7, answer, snooze_s)]


def test_withdrawn_is_gone_and_unknown_numbers_are_ignored(bed: Bed, answers: Answers) -> None:
    bed.notifier.withdraw(3)
    bed.notifier.show(a_reminder(7), answers)
    bed.until(1)
    bed.notifier.withdraw(3)
    assert bed.count() == 1
    bed.notifier.withdraw(7)
    bed.until(0)
    bed.notifier.withdraw(7)
    assert answers.got == []


def test_the_next_takes_the_place_of_the_last(bed: Bed, answers: Answers) -> None:
    for number in (1, 2, 3):
        bed.notifier.show(a_reminder(number), answers)
    bed.until(1)
    bed.press("skip")
    bed.until(0)
    bed.notifier.show(a_reminder(4), answers)
    bed.until(1)
    bed.press("start")
    bed.until(0)
    assert answers.got == [(3, Answer.SKIP, 0.0), (4, Answer.START, 0.0)]


def test_stop_leaves_nothing_standing(bed: Bed, answers: Answers) -> None:
    bed.notifier.show(a_reminder(7), answers)
    bed.until(1)
    bed.notifier.stop()
    bed.until(0)
    bed.notifier.stop()
    assert answers.got == []


# --- the desktop's service --------------------------------------------------------------------------------------------


def test_what_is_sent_to_the_service(notifier: FreedesktopNotifier, service: Service, answers: Answers, qtbot) -> None:
    body = Text('Shoulders & <b>neck</b> "now"')
    notifier.show(a_reminder(1, body=body), answers)
    qtbot.waitUntil(lambda: bool(service.standing))
    app, replaces, _icon, title, shown, actions, hints, expires_ms = service.only()[1]
    assert (app, replaces) == ("PostureApp", 0)
    assert title == "You have been sitting for 32 minutes."
    assert shown == 'Shoulders &amp; &lt;b&gt;neck&lt;/b&gt; "now"'
    assert dict(zip(actions[::2], actions[1::2], strict=True)) == {
        "default": "Start",
        "start": "Start",
        "snooze5": "Snooze 5 min",
        "skip": "Skip",
        "done": "Already did",
        "snooze10": "Snooze 10 min",
    }
    assert actions[2::2] == ["start", "snooze5", "skip", "done", "snooze10"]
    assert hints["urgency"] == ("y", 1)
    assert hints["desktop-entry"] == ("s", "postureapp")
    assert hints["transient"] == ("b", True)
    assert expires_ms > 120_000


def test_gnome_is_not_told_to_throw_it_away(services, buses: Buses, answers: Answers, qtbot) -> None:
    service = services(name="gnome-shell")
    notifier = FreedesktopNotifier(buses)
    notifier.show(a_reminder(), answers)
    qtbot.waitUntil(lambda: bool(service.standing))
    assert service.only()[1][6]["transient"] == ("b", False)
    notifier.stop()


def test_a_tip_is_only_closed_and_a_nudge_only_shown() -> None:
    tip = buttons(a_reminder(size=Size.TIP))
    assert {key: (button.label, button.answer) for key, button in tip.items()} == {
        "default": ("OK", Answer.SKIP),
        "skip": ("OK", Answer.SKIP),
    }
    nudge = buttons(a_reminder(size=Size.NUDGE))
    assert nudge["start"].label == "Show me"
    assert "start" in buttons(a_reminder(size=Size.STAND, snooze_min=()))
    odd = buttons(a_reminder(snooze_min=(1, 20, 45)))
    assert [button.snooze_s for button in odd.values() if button.answer is Answer.SNOOZE] == [60.0, 1200.0, 2700.0]


@pytest.mark.parametrize("key", ["default", "snooze10"])
def test_the_text_itself_and_the_second_snooze_answer_too(
    notifier: FreedesktopNotifier, service: Service, answers: Answers, qtbot, key: str
) -> None:
    notifier.show(a_reminder(2), answers)
    qtbot.waitUntil(lambda: bool(service.standing))
    service.act(service.only()[0], key)
    qtbot.waitUntil(lambda: bool(answers.got))
    assert answers.got == [(2, Answer.START, 0.0) if key == "default" else (2, Answer.SNOOZE, 600.0)]


def test_the_next_replaces_the_last_in_place(
    notifier: FreedesktopNotifier, service: Service, answers: Answers, qtbot
) -> None:
    notifier.show(a_reminder(1), answers)
    qtbot.waitUntil(lambda: notifier._shown.nid == 40)
    notifier.show(a_reminder(2), answers)
    qtbot.waitUntil(lambda: [call[1][1] for call in service.calls if call[0] == "Notify"] == [0, 40])
    qtbot.waitUntil(lambda: notifier._shown.nid == 40)
    assert "CloseNotification" not in [member for member, _body in service.calls]


def test_closing_is_no_answer_and_a_dead_number_is_not_replaced(
    notifier: FreedesktopNotifier, service: Service, answers: Answers, qtbot
) -> None:
    notifier.show(a_reminder(1), answers)
    qtbot.waitUntil(lambda: notifier._shown.nid == 40)
    service.standing.clear()
    service.tell("NotificationClosed", "uu", (40, 2))
    qtbot.waitUntil(lambda: notifier._shown.closed)
    notifier.show(a_reminder(2), answers)
    qtbot.waitUntil(lambda: bool(service.standing))
    assert service.only()[1][1] == 0
    assert answers.got == []


def test_an_action_told_after_the_closing_still_counts(
    notifier: FreedesktopNotifier, service: Service, answers: Answers, qtbot
) -> None:
    notifier.show(a_reminder(1), answers)
    qtbot.waitUntil(lambda: notifier._shown.nid == 40)
    service.tell("NotificationClosed", "uu", (40, 2))
    service.act(40, "done")
    qtbot.waitUntil(lambda: bool(answers.got))
    assert answers.got == [(1, Answer.DONE, 0.0)]


def test_strange_signals_are_no_answer(
    notifier: FreedesktopNotifier, service: Service, bus: Bus, answers: Answers, qtbot
) -> None:
    notifier.show(a_reminder(1), answers)
    qtbot.waitUntil(lambda: notifier._shown.nid == 40)
    stranger = open_dbus_connection(bus.address)
    address = jeepney.DBusAddress("/org/freedesktop/Notifications", interface=SERVICE)
    stranger.send(jeepney.new_signal(address, "ActionInvoked", "us", (40, "start")))
    service.act(39, "start")
    service.act(40, "reboot")
    service.tell("ActionInvoked", "", ())
    service.tell("NotificationClosed", "uu", (40, 1))
    qtbot.waitUntil(lambda: notifier._shown.closed)
    stranger.close()
    assert answers.got == []


def test_withdrawn_before_the_service_answered(
    notifier: FreedesktopNotifier, service: Service, answers: Answers, qtbot
) -> None:
    service.mute = True
    notifier.show(a_reminder(1), answers)
    notifier.withdraw(1)
    qtbot.waitUntil(lambda: bool(service.held))
    service.speak()
    qtbot.waitUntil(lambda: "CloseNotification" in [member for member, _body in service.calls])
    qtbot.waitUntil(lambda: not service.standing)


def test_a_service_without_buttons(services, buses: Buses, answers: Answers, qtbot) -> None:
    service = services(("body",))
    notifier = FreedesktopNotifier(buses)
    assert notifier.has_actions
    qtbot.waitUntil(lambda: not notifier.has_actions)
    assert notifier.needs_tray_card
    assert not notifier.problem()
    notifier.show(a_reminder(body=Text("a < b & c")), answers)
    qtbot.waitUntil(lambda: bool(service.standing))
    assert service.only()[1][4:6] == ("a < b & c", [])
    notifier.stop()


def test_a_service_without_a_body_gets_all_in_the_title(services, buses: Buses, answers: Answers, qtbot) -> None:
    service = services(("actions",))
    notifier = FreedesktopNotifier(buses)
    notifier.show(a_reminder(), answers)
    qtbot.waitUntil(lambda: bool(service.standing))
    assert service.only()[1][3:5] == ("You have been sitting for 32 minutes. Roll your shoulders?", "")
    notifier.stop()


def test_nothing_is_heard_while_nothing_stands(
    notifier: FreedesktopNotifier, service: Service, buses: Buses, answers: Answers, qtbot
) -> None:
    bus = buses.session()
    notifier.show(a_reminder(1), answers)
    qtbot.waitUntil(lambda: notifier._shown.nid == 40)
    assert len(bus._matches) == 2
    notifier.withdraw(1)
    qtbot.waitUntil(lambda: not service.standing)
    assert not bus._matches
    assert not notifier._patience.isActive()


def settled(buses: Buses, qtbot: Any) -> None:
    """Until all that was sent before has been answered."""
    heard: list[object] = []
    buses.session().call(SERVICE, "/", SERVICE, "GetCapabilities", on_reply=heard.append)
    qtbot.waitUntil(lambda: bool(heard))


# --- a service that is not there, goes, or misbehaves, and the chain --------------------------------------------------


@pytest.fixture
def card() -> Card:
    return Card()


@pytest.fixture
def chain(buses: Buses, card: Card) -> Iterator[NotifierChain]:
    made = NotifierChain([FreedesktopNotifier(buses), card])
    yield made
    made.stop()


def test_without_a_bus_the_card_is_used(tmp_path: Path, card: Card, qapp, monkeypatch) -> None:
    monkeypatch.setattr(plyer_adapter, "load", refuse_to_load)
    chain, choice = select(card, Buses({"DBUS_SESSION_BUS_ADDRESS": f"unix:path={tmp_path}/none"}))
    assert [name for name, _why in choice.rejected] == ["freedesktop", "card"]
    assert "D-Bus" in str(choice.rejected[0][1])
    chain.show(a_reminder(), Answers())
    assert card.numbers == [1]
    assert chain.choice.chosen == "card"
    assert dict(chain.choice.rejected)["plyer"]


def refuse_to_load() -> plyer_adapter.Show:
    raise EnvironmentProblem("plyer finds no way to show notifications here.")


def test_a_service_that_comes_later_is_used_from_then_on(
    chain: NotifierChain, card: Card, services, answers: Answers, qtbot
) -> None:
    chain.show(a_reminder(1), answers)
    qtbot.waitUntil(lambda: card.numbers == [1])
    assert chain.choice.chosen == "card"
    assert "No notification service" in str(dict(chain.choice.rejected)["freedesktop"])
    service = services()
    qtbot.waitUntil(lambda: chain._links[0].has_actions)
    chain.show(a_reminder(2), answers)
    qtbot.waitUntil(lambda: bool(service.standing))
    assert chain.name == "freedesktop"
    assert not card.standing
    assert "fake 1.0" in str(chain.choice.note)


def test_a_service_that_dies_under_a_reminder_hands_it_to_the_card(
    service: Service, chain: NotifierChain, card: Card, services, answers: Answers, qtbot
) -> None:
    chain.show(a_reminder(1), answers)
    qtbot.waitUntil(lambda: chain._links[0]._shown.nid == 40)
    service.end()
    qtbot.waitUntil(lambda: card.numbers == [1])
    card.answer(Answer.DONE, 0.0)
    assert answers.got == [(1, Answer.DONE, 0.0)]
    again = services(first_id=1)
    qtbot.waitUntil(lambda: chain._links[0].has_actions)
    chain.show(a_reminder(2), answers)
    qtbot.waitUntil(lambda: bool(again.standing))
    assert again.only()[1][1] == 0
    assert card.numbers == [1]


def test_a_service_that_refuses_hands_it_to_the_card_and_is_asked_again(
    service: Service, chain: NotifierChain, card: Card, answers: Answers, qtbot
) -> None:
    service.refuses = "ExcessNotificationGeneration"
    chain.show(a_reminder(1), answers)
    qtbot.waitUntil(lambda: card.numbers == [1])
    assert "Too many" in str(dict(chain.choice.rejected)["freedesktop"])
    service.refuses = ""
    chain.show(a_reminder(2), answers)
    qtbot.waitUntil(lambda: bool(service.standing))
    assert not card.standing


def test_a_service_that_hangs_hands_it_to_the_card_and_never_shows_two(
    monkeypatch: pytest.MonkeyPatch, service: Service, chain: NotifierChain, card: Card, answers: Answers, qtbot
) -> None:
    monkeypatch.setattr(freedesktop, "PATIENCE_MS", 60)
    qtbot.waitUntil(lambda: chain._links[0]._server is not None)
    service.mute = True
    chain.show(a_reminder(1), answers)
    qtbot.waitUntil(lambda: card.numbers == [1])
    service.speak()
    qtbot.waitUntil(lambda: ("CloseNotification", (40,)) in service.calls)
    qtbot.waitUntil(lambda: not service.standing)
    assert card.standing == 1


def test_a_service_that_can_not_be_started_hands_it_to_the_card(bus: Bus, card: Card, answers: Answers, qtbot) -> None:
    bus.startable("/bin/false")
    buses = Buses(bus.environ)
    chain = NotifierChain([FreedesktopNotifier(buses), card])
    assert chain.has_actions
    chain.show(a_reminder(1), answers)
    qtbot.waitUntil(lambda: card.numbers == [1])
    assert chain._links[0].problem()
    chain.show(a_reminder(2), answers)
    assert card.numbers == [1, 2]
    chain.stop()
    buses.close()


def test_the_bus_goes_away_under_a_reminder(
    bus: Bus, service: Service, chain: NotifierChain, card: Card, answers: Answers, qtbot
) -> None:
    chain.show(a_reminder(1), answers)
    qtbot.waitUntil(lambda: bool(service.standing))
    bus.process.kill()
    qtbot.waitUntil(lambda: card.numbers == [1])
    chain.show(a_reminder(2), answers)
    assert card.numbers == [1, 2]
    assert "went away" in str(dict(chain.choice.rejected)["freedesktop"])


# --- the chain alone --------------------------------------------------------------------------------------------------


def test_buttons_come_before_none_and_the_card_last(card: Card, answers: Answers) -> None:
    plain, full = FakeLink("plain", has_actions=False), FakeLink("full")
    chain = NotifierChain([plain, full, card])
    assert isinstance(plain, Link)
    assert not isinstance(card, Link)
    chain.show(a_reminder(1), answers)
    full.has_actions = False
    chain.show(a_reminder(2), answers)
    plain.broken = full.broken = True
    chain.show(a_reminder(3), answers)
    assert (full.numbers, plain.numbers, card.numbers) == ([1], [2], [3])
    assert not full.standing
    assert not plain.standing
    assert dict(chain.choice.rejected).keys() == {"plain", "full"}
    assert all("broken" in str(why) for _name, why in chain.choice.rejected)


def test_each_link_is_asked_once_for_a_reminder(card: Card, answers: Answers) -> None:
    first, second = FakeLink("first"), FakeLink("second")
    chain = NotifierChain([first, second, card])
    chain.show(a_reminder(1), answers)
    assert first.failed
    assert second.failed
    first.failed(a_reminder(1), EnvironmentProblem("It went."))
    second.failed(a_reminder(1), EnvironmentProblem("It went too."))
    assert (first.numbers, second.numbers, card.numbers) == ([1], [1], [1])
    first.failed(a_reminder(99), EnvironmentProblem("Of long ago."))
    assert card.numbers == [1]


def test_a_failure_after_the_answer_shows_nothing(card: Card, answers: Answers) -> None:
    link = FakeLink("link")
    chain = NotifierChain([link, card])
    chain.show(a_reminder(1), answers)
    link.answer(Answer.START, 0.0)
    assert link.failed
    link.failed(a_reminder(1), EnvironmentProblem("Too late."))
    assert card.numbers == []
    assert answers.got == [(1, Answer.START, 0.0)]


def test_a_reminder_without_buttons_is_answered_on_the_card(card: Card, answers: Answers) -> None:
    link = FakeLink("link", has_actions=False)
    chain = NotifierChain([link, card])
    assert not chain.open_card()
    chain.show(a_reminder(1), answers)
    assert chain.needs_tray_card
    assert chain.open_card()
    assert not chain.open_card()
    assert not link.standing
    card.answer(Answer.SNOOZE, 300.0)
    assert answers.got == [(1, Answer.SNOOZE, 300.0)]
    assert not chain.needs_tray_card


def test_if_even_the_card_refuses_it_is_said(card: Card, answers: Answers) -> None:
    card.broken = True
    with pytest.raises(EnvironmentProblem, match="broken"):
        NotifierChain([card]).show(a_reminder(1), answers)


# --- plyer ------------------------------------------------------------------------------------------------------------


@pytest.fixture
def plyer_chain(card: Card, qapp) -> Iterator[NotifierChain]:
    made = NotifierChain([PlyerNotifier(), card])
    yield made
    made.stop()


def executable(folder: Path, name: str, script: str) -> None:
    (folder / name).write_text(f"#!/bin/sh\n{script}\n")
    (folder / name).chmod(0o755)


@pytest.fixture
def path(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder that is all of PATH, and no dbus-python, which plyer would prefer."""
    folder = tmp_path / "bin"
    folder.mkdir()
    monkeypatch.setenv("PATH", str(folder))
    monkeypatch.setitem(sys.modules, "dbus", None)
    return folder


def test_plyer_shows_by_notify_send(
    path: Path, plyer_chain: NotifierChain, card: Card, answers: Answers, qtbot, tmp_path: Path
) -> None:
    executable(path, "notify-send", f'printf "%s\\n" "$@" >{tmp_path}/part; /bin/mv {tmp_path}/part {tmp_path}/told')
    plyer_chain.show(a_reminder(1, body=Text("Roll <them> & go")), answers)
    qtbot.waitUntil((tmp_path / "told").exists)
    told = (tmp_path / "told").read_text().splitlines()
    assert told[:2] == ["You have been sitting for 32 minutes.", "Roll &lt;them&gt; &amp; go"]
    assert told[told.index("-t") + 1] == "60000"
    assert not plyer_chain.has_actions
    assert plyer_chain.needs_tray_card
    assert plyer_chain.open_card()
    assert card.numbers == [1]


@pytest.mark.parametrize("script", ["exit 1", "kill -9 $$"])
def test_a_notify_send_that_fails_hands_it_to_the_card_and_is_not_tried_again(
    path: Path, plyer_chain: NotifierChain, card: Card, answers: Answers, qtbot, script: str
) -> None:
    executable(path, "notify-send", script)
    plyer_chain.show(a_reminder(1), answers)
    qtbot.waitUntil(lambda: card.numbers == [1])
    assert "notify-send" in str(dict(plyer_chain.choice.rejected)["plyer"])
    plyer_chain.show(a_reminder(2), answers)
    assert card.numbers == [1, 2]


def test_a_notify_send_that_hangs_hands_it_to_the_card(
    path: Path, plyer_chain: NotifierChain, card: Card, answers: Answers, qtbot, monkeypatch
) -> None:
    monkeypatch.setattr(plyer_adapter, "LIMIT_S", 0.1)
    executable(path, "notify-send", "exec /bin/sleep 20")
    plyer_chain.show(a_reminder(1), answers)
    qtbot.waitUntil(lambda: card.numbers == [1])


def test_no_way_for_plyer_is_a_problem_at_once(path: Path, qapp, recwarn) -> None:
    with pytest.raises(EnvironmentProblem, match="plyer"):
        PlyerNotifier().show(a_reminder(1), Answers())
    assert not recwarn.list


@pytest.mark.parametrize("error", [ImportError, OSError, AttributeError, NotImplementedError, TypeError])
def test_plyer_that_breaks_when_loaded_is_a_problem(qapp, monkeypatch, error: type[Exception]) -> None:
    def fail(name: str) -> types.ModuleType:
        raise error("pyobjus is missing\nand more")

    monkeypatch.setattr(plyer_adapter, "import_module", fail)
    notifier = PlyerNotifier()
    for _time in range(2):
        with pytest.raises(EnvironmentProblem, match="pyobjus is missing"):
            notifier.show(a_reminder(1), Answers())


@pytest.mark.parametrize("error", [Exception("Shell_NotifyIconW failed."), NotImplementedError(), AttributeError("x")])
def test_any_failure_of_plyer_on_its_thread_hands_it_to_the_card(
    plyer_chain: NotifierChain, card: Card, answers: Answers, qtbot, monkeypatch, error: Exception
) -> None:
    def show(title: str, body: str) -> None:
        raise error

    monkeypatch.setattr(plyer_adapter, "load", lambda: show)
    plyer_chain.show(a_reminder(1), answers)
    qtbot.waitUntil(lambda: card.numbers == [1])


def test_windows_balloons_are_cut_to_what_fits(qtbot, monkeypatch) -> None:
    told: list[dict[str, Any]] = []
    module = types.SimpleNamespace(balloon_tip=lambda **given: told.append(given))
    monkeypatch.setattr(plyer_adapter.sys, "platform", "win32")
    monkeypatch.setattr(plyer_adapter, "import_module", lambda name: module)
    PlyerNotifier().show(a_reminder(1, body=Text("long " * 100)), Answers())
    qtbot.waitUntil(lambda: bool(told))
    assert len(told[0]["message"]) == 255


def test_plyer_is_not_loaded_before_it_is_needed() -> None:
    code = (
        "import sys; import postureapp.platforms.notify as n;"
        "print([name for name in sys.modules if name.partition('.')[0] in ('plyer', 'jeepney', 'asyncio')])"
    )
    told = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert told.stdout == "[]\n"


# --- a real notification daemon ---------------------------------------------------------------------------------------


@pytest.fixture
def dunst(bus: Bus, buses: Buses, tmp_path: Path, qtbot) -> Iterator[Callable[..., str]]:
    """A real dunst on a screen of its own; yields a way to run commands there."""
    for program in ("Xvfb", "dunst", "dunstctl", "xdotool"):
        desktop.need(program)

    with desktop.screen() as (_process, display):
        environ = {**os.environ, **bus.environ, "DISPLAY": display, "XDG_CONFIG_HOME": str(tmp_path)}
        environ.pop("WAYLAND_DISPLAY", None)

        def run(*command: str) -> str:
            done = subprocess.run(command, env=environ, capture_output=True, text=True, check=True, timeout=10)
            return done.stdout

        owners: list[str] = []
        with desktop.running(["dunst"], environ):
            buses.session().watch_name(SERVICE, owners.append)
            qtbot.waitUntil(lambda: bool(owners) and bool(owners[-1]))
            yield run


def displayed(run: Callable[..., str]) -> int:
    return int(run("dunstctl", "count", "displayed"))


def test_dunst_shows_answers_replaces_and_withdraws(
    dunst: Callable[..., str], buses: Buses, card: Card, answers: Answers, qtbot
) -> None:
    chain = NotifierChain([FreedesktopNotifier(buses), card])
    chain.show(a_reminder(1), answers)
    qtbot.waitUntil(lambda: displayed(dunst) == 1)
    chain.show(a_reminder(2), answers)
    qtbot.waitUntil(lambda: chain._links[0]._shown.nid > 0)
    assert displayed(dunst) == 1
    assert "dunst" in str(chain.choice.note)
    dunst("dunstctl", "action", "0")
    qtbot.waitUntil(lambda: answers.got == [(2, Answer.START, 0.0)])
    qtbot.waitUntil(lambda: displayed(dunst) == 0)
    chain.show(a_reminder(3), answers)
    qtbot.waitUntil(lambda: displayed(dunst) == 1)
    dunst("dunstctl", "close")
    qtbot.waitUntil(lambda: chain._links[0]._shown.closed)
    chain.show(a_reminder(4, Size.TIP), answers)
    qtbot.waitUntil(lambda: displayed(dunst) == 1)
    dunst("dunstctl", "action", "0")
    qtbot.waitUntil(lambda: answers.got[1:] == [(4, Answer.SKIP, 0.0)])
    chain.show(a_reminder(5), answers)
    qtbot.waitUntil(lambda: displayed(dunst) == 1)
    chain.stop()
    qtbot.waitUntil(lambda: displayed(dunst) == 0)
    assert card.numbers == []


def test_dunst_a_real_click(dunst: Callable[..., str], buses: Buses, answers: Answers, qtbot) -> None:
    notifier = FreedesktopNotifier(buses)
    notifier.show(a_reminder(1), answers)
    qtbot.waitUntil(lambda: displayed(dunst) == 1)
    window = dunst("xdotool", "search", "--sync", "--onlyvisible", "--name", "Dunst").split()[0]
    # dunst's middle button takes the default action, its left one closes
    dunst("xdotool", "mousemove", "--window", window, "20", "20", "click", "2")
    qtbot.waitUntil(lambda: answers.got == [(1, Answer.START, 0.0)])
    notifier.stop()
