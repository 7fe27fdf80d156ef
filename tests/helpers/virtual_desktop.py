"""A whole desktop on a virtual screen: window manager, tray, buses, notifications, keyboard and mouse.

Everything in it is a real program, and everything ends with the block, also when a test fails. It lives in folders of
its own and must never touch the desktop of the person who runs the tests. What the programs said is in `logs()`.
"""

from __future__ import annotations

import contextlib
import os
import re
import shutil
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from jeepney import DBusAddress, HeaderFields, MessageType, message_bus, new_method_call
from jeepney.bus_messages import Monitoring
from jeepney.io.blocking import open_dbus_connection

from tests.helpers import desktop

SERVICE = "org.freedesktop.Notifications"
SIZE = (1280, 800)
STEP_S = 0.05
STRANGE = re.compile("^(?:POSTUREAPP|QT|XDG|DBUS|GTK|LC|PULSE|PIPEWIRE)_|^(?:WAYLAND_)?DISPLAY$|^LANG|^XAUTHORITY$")
KEYS = tuple("thequickbrownfoxjumps")  # no space and no Enter: they would press buttons

BUS_CONFIG = """<!DOCTYPE busconfig PUBLIC "-//freedesktop//DTD D-Bus Bus Configuration 1.0//EN"
 "http://www.freedesktop.org/standards/dbus/1.0/busconfig.dtd">
<busconfig>
  <type>session</type>
  <listen>unix:tmpdir=/tmp</listen>
  <auth>EXTERNAL</auth>
  <policy context="default">
    <allow send_destination="*" eavesdrop="true"/>
    <allow eavesdrop="true"/>
    <allow own="*"/>
  </policy>
</busconfig>
"""
# A click on a notification is its default action; a middle click (and dunstctl) opens the list of its actions, from
# which a small script picks the one that the test wrote down.
DUNST_CONFIG = """[global]
  origin = top-right
  offset = 12x12
  width = (240, 420)
  notification_limit = 5
  idle_threshold = 0
  show_indicators = yes
  mouse_left_click = do_action
  mouse_middle_click = context
  mouse_right_click = close_current
  dmenu = {picker}
"""
PICKER = """#!/bin/sh
exec grep -m1 -F -f "{wanted}"
"""
GRAB = """
import sys
from PySide6.QtGui import QGuiApplication
app = QGuiApplication(["grab"])
sys.exit(0 if app.primaryScreen().grabWindow(0).save(sys.argv[1]) else 1)
"""


def eventually(is_so: Callable[[], Any], within_s: float, what: str) -> Any:
    """What `is_so` gives as soon as it is true. Raises: AssertionError when it does not become so in time."""
    until_s = time.monotonic() + within_s
    while not (found := is_so()):
        if time.monotonic() > until_s:
            raise AssertionError(f"not within {within_s:g} s: {what}")
        time.sleep(STEP_S)
    return found


@dataclass(frozen=True, slots=True)
class Notification:
    """A notification as it was sent to the service; `actions` are label by key, in order."""

    title: str
    body: str
    actions: dict[str, str]
    hints: dict[str, Any]
    at_s: float


class NotificationWatch:
    """Listens to all that is said to and by the notification service of a bus, from a thread of its own."""

    def __init__(self, address: str) -> None:
        self.shown: list[Notification] = []
        self.said: list[tuple[str, tuple[Any, ...]]] = []
        self._connection = open_dbus_connection(bus=address)
        rules = [f"interface='{SERVICE}'"]
        self._connection.send_and_get_reply(Monitoring().BecomeMonitor(rules), timeout=5)
        self._thread = threading.Thread(target=self._listen, daemon=True)
        self._thread.start()

    def stop(self) -> None:
        """Leave the bus."""
        with contextlib.suppress(OSError):
            self._connection.sock.shutdown(2)
        self._thread.join(5)
        self._connection.close()

    def _listen(self) -> None:
        while True:
            try:
                message = self._connection.receive()
            except (OSError, EOFError):
                return
            member = message.header.fields.get(HeaderFields.member, "")
            if message.header.message_type is MessageType.method_call and member == "Notify":
                _app, _replaces, _icon, title, body, actions, hints, _expires = message.body
                pairs = dict(zip(actions[::2], actions[1::2], strict=True))
                self.shown.append(Notification(title, body, pairs, hints, time.monotonic()))
            self.said.append((member, message.body))


class Desktop:
    """A virtual desktop, made with or without its parts; a context manager."""

    def __init__(
        self, *, tray: bool = True, notifications: bool = True, bus: bool = True, size: tuple[int, int] = SIZE
    ) -> None:
        self._wanted = {"tray": tray, "notifications": notifications, "bus": bus}
        self._size = size
        self._stack = contextlib.ExitStack()
        self.folder = Path()
        self.env: dict[str, str] = {}
        self.display = self.bus_address = ""
        self.processes: dict[str, subprocess.Popen[bytes]] = {}
        self._watch: NotificationWatch | None = None

    def __enter__(self) -> Desktop:
        for program in ("Xvfb", "openbox", "trayer", "dbus-daemon", "dunst", "xdotool", "xprop"):
            desktop.need(program)
        try:
            self._start()
        except BaseException:
            self._stack.close()
            raise
        return self

    def __exit__(self, *_exception: object) -> None:
        self._stack.close()

    # --- its parts ----------------------------------------------------------------------------------------------------

    def _start(self) -> None:
        self.folder = Path(tempfile.mkdtemp(prefix="pd-"))
        self._stack.callback(shutil.rmtree, self.folder, ignore_errors=True)
        for name in ("home", "run"):
            (self.folder / name).mkdir(mode=0o700)
        log = self.folder / "Xvfb.log"
        _server, self.display = self._stack.enter_context(desktop.screen("{}x{}".format(*self._size), log))
        self.env = self._environment()
        if self._wanted["bus"]:
            self.bus_address = self._start_bus()
            self.env["DBUS_SESSION_BUS_ADDRESS"] = self.bus_address
        self._run("openbox", "openbox", "--sm-disable")
        eventually(lambda: "window id" in self._xprop("_NET_SUPPORTING_WM_CHECK"), 10, "openbox runs")
        if self._wanted["tray"]:
            self.start_tray()
        if self._wanted["notifications"] and self._wanted["bus"]:
            self.start_notifications()

    def _environment(self) -> dict[str, str]:
        """What a program of this desktop gets: nothing of the desktop on which the tests run."""
        kept = {name: value for name, value in os.environ.items() if not STRANGE.search(name)}
        return kept | {
            "DISPLAY": self.display,
            "HOME": str(self.folder / "home"),
            "XDG_RUNTIME_DIR": str(self.folder / "run"),
            "XDG_SESSION_TYPE": "x11",
            "DBUS_SESSION_BUS_ADDRESS": "unix:path=/nonexistent",
            "DBUS_SYSTEM_BUS_ADDRESS": "unix:path=/nonexistent",
            "QT_QPA_PLATFORM": "xcb",
            "LC_ALL": "C.UTF-8",
            "PYTHONPATH": str(desktop.ROOT),
        }

    def _start_bus(self) -> str:
        config = self.folder / "bus.conf"
        config.write_text(BUS_CONFIG)
        command = ["dbus-daemon", f"--config-file={config}", "--nofork", "--nopidfile", "--print-address={fd}"]
        _process, address = self._stack.enter_context(desktop.telling(command, self.env, self.folder / "bus.log"))
        return address

    def start_tray(self) -> None:
        """Start a tray at the bottom right."""
        look = ["--edge", "bottom", "--align", "right", "--widthtype", "request", "--height", "32"]
        self._run("trayer", "trayer", *look)
        eventually(self._has_tray, 10, "the tray is there")

    def _has_tray(self) -> bool:
        return bool(self._tell(["xdotool", "search", "--class", "trayer"]).stdout)  # without an icon it may be hidden

    def start_notifications(self) -> None:
        """Start the notification service."""
        picker, wanted, config = (self.folder / name for name in ("picker.sh", "wanted", "dunstrc"))
        picker.write_text(PICKER.format(wanted=wanted))
        picker.chmod(0o700)
        config.write_text(DUNST_CONFIG.format(picker=picker))
        self._run("dunst", "dunst", "-config", str(config))
        with open_dbus_connection(bus=self.bus_address) as connection:
            ask = message_bus.NameHasOwner(SERVICE)
            has_owner = lambda: connection.send_and_get_reply(ask, timeout=5).body[0]  # noqa: E731
            eventually(has_owner, 10, "the notification service runs")

    def end(self, name: str) -> None:
        """End one of its programs, as if it had crashed."""
        process = self.processes.pop(name)
        process.kill()
        process.wait(5)

    def _run(self, name: str, *command: str) -> None:
        log = self.folder / f"{name}.log"
        self.processes[name] = self._stack.enter_context(desktop.running(list(command), self.env, log=log))

    def logs(self) -> str:
        """What its programs said, for the report of a failure."""
        found = [(path.name, path.read_text(errors="replace").strip()) for path in sorted(self.folder.glob("*.log"))]
        return "\n".join(f"--- {name}\n{words}" for name, words in found if words)

    # --- keyboard, mouse and windows ----------------------------------------------------------------------------------

    def _tell(self, command: Sequence[str]) -> subprocess.CompletedProcess[str]:
        return subprocess.run(list(command), env=self.env, capture_output=True, text=True, timeout=20, check=False)

    def _xprop(self, name: str) -> str:
        return self._tell(["xprop", "-root", name]).stdout

    def xdotool(self, *words: str) -> str:
        """Do something with keyboard, mouse or windows. Raises: AssertionError where it can't be done."""
        done = self._tell(["xdotool", *words])
        assert done.returncode == 0, f"xdotool {' '.join(words)}: {done.stderr}"
        return done.stdout.strip()

    def key(self, *names: str) -> None:
        """Press keys, one after the other."""
        self.xdotool("key", "--delay", "30", *names)

    def click(self, x: int, y: int, button: int = 1) -> None:
        """Click at a place of the screen."""
        self.xdotool("mousemove", str(x), str(y), "click", str(button))

    def click_window(self, window: str, x: float = 0.5, y: float = 0.5, button: int = 1) -> None:
        """Click into a window, at a fraction of its width and height."""
        left, top, width, height = self.geometry(window)
        self.click(left + round(width * x), top + round(height * y), button)

    def geometry(self, window: str) -> tuple[int, int, int, int]:
        """Left, top, width and height of a window on the screen."""
        lines = dict(line.split("=", 1) for line in self.xdotool("getwindowgeometry", "--shell", window).splitlines())
        return int(lines["X"]), int(lines["Y"]), int(lines["WIDTH"]), int(lines["HEIGHT"])

    def windows(self, name: str = "", *, of_class: str = "") -> list[str]:
        """The visible windows whose title, or class, matches."""
        how = ("--class", of_class) if of_class else ("--name", name)
        return self._tell(["xdotool", "search", "--onlyvisible", *how]).stdout.split()

    def titles(self, of_class: str) -> dict[str, str]:
        """The visible windows of a program: window by title. Menus and tray icons bear the program's own name."""
        found = {}
        for window in self.windows(of_class=of_class):
            title = self._tell(["xdotool", "getwindowname", window])
            if title.returncode == 0:  # else it has closed meanwhile
                found[title.stdout.strip()] = window
        return found

    def active_window(self) -> str:
        """The window that has the keyboard, "" where none has."""
        return self._tell(["xdotool", "getactivewindow"]).stdout.strip()

    @contextlib.contextmanager
    def typing(self, pause_s: float = 0.12) -> Iterator[None]:
        """Somebody types words and moves the mouse, with a pause after each word, until the block is left."""
        enough = threading.Event()
        typist = threading.Thread(target=self._type_until, args=(enough, pause_s), daemon=True)
        typist.start()
        try:
            yield
        finally:
            enough.set()
            typist.join(10)

    def _type_until(self, enough: threading.Event, pause_s: float) -> None:
        step = 3
        while not enough.wait(pause_s):
            step = -step
            self._tell(["xdotool", "key", "--delay", "60", *KEYS[:6], "mousemove_relative", "--", str(step), "0"])

    def type_for(self, seconds: float, pause_s: float = 0.12) -> None:
        """Type and move the mouse for some time."""
        enough = threading.Event()
        timer = threading.Timer(seconds, enough.set)
        timer.start()
        self._type_until(enough, pause_s)
        timer.cancel()

    @contextlib.contextmanager
    def window(self, title: str, **options: str) -> Iterator[subprocess.Popen[bytes]]:
        """A window of another program, on the screen when the block begins; `state="fullscreen"` fills the screen."""
        arguments = [f"{name}={value}" for name, value in options.items()]
        command = [sys.executable, "-m", "tests.helpers.window_program", title, *arguments]
        with desktop.running(command, self.env, log=self.folder / "window.log") as process:
            eventually(lambda: self.windows(f"^{title}$"), 10, f"the window {title} is on the screen")
            yield process

    def screenshot(self, path: Path) -> Path:
        """Write a picture of the whole screen."""
        done = self._tell([sys.executable, "-c", GRAB, str(path)])
        assert done.returncode == 0, done.stderr
        return path

    # --- notifications ------------------------------------------------------------------------------------------------

    @contextlib.contextmanager
    def watching_notifications(self) -> Iterator[NotificationWatch]:
        """What is sent to the notification service while the block lasts."""
        watch = NotificationWatch(self.bus_address)
        try:
            yield watch
        finally:
            watch.stop()

    def displayed(self) -> int:
        """How many notifications stand on the screen."""
        done = self._tell(["dunstctl", "count", "displayed"])
        return int(done.stdout) if done.returncode == 0 else 0

    def click_notification(self) -> None:
        """Click on the notification itself: its default action."""
        window = eventually(lambda: self.windows(of_class="Dunst"), 5, "a notification is on the screen")[0]
        self.click_window(window)

    def choose_action(self, label: str) -> None:
        """Choose an action of the notification from the list of its actions, as with the middle mouse button."""
        (self.folder / "wanted").write_text(f"{label}\n")
        self._tell(["dunstctl", "context"])

    def close_notifications(self) -> None:
        """Close all, as if the person had swept them away."""
        self._tell(["dunstctl", "close-all"])

    def call(self, name: str, path: str, interface: str, member: str) -> Any:
        """The body of the answer to a call on the session bus."""
        with open_dbus_connection(bus=self.bus_address) as connection:
            return connection.send_and_get_reply(
                new_method_call(DBusAddress(path, name, interface), member), timeout=5
            ).body
