#!/usr/bin/env python3
"""The one front door for developers: run, test, check, bench and sheet.

Works with nothing but a Python of 3.11 or newer, on Windows, macOS and Linux. It makes `.venv` beside itself from the
pinned and hashed `constraints.txt`, on Debian and Ubuntu fetches the system packages that Qt and the tests need, and on
a machine without a display brings a virtual one. It must never leave a process behind, nor end an expected failure in
a traceback.
"""

import sys

OLDEST_PYTHON = (3, 11)
if sys.version_info < OLDEST_PYTHON:  # before anything that an older one could not read
    sys.exit(f"PostureApp needs Python 3.11 or newer; this is {sys.version.split()[0]}.")

import argparse
import contextlib
import hashlib
import importlib.util
import os
import shutil
import signal
import subprocess
import time
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TypeAlias

ROOT = Path(__file__).resolve().parent
VENV = ROOT / ".venv"
VENV_BIN = VENV / ("Scripts" if os.name == "nt" else "bin")
VENV_PYTHON = VENV_BIN / ("python.exe" if os.name == "nt" else "python")
STAMP = VENV / "postureapp-stamp"

SCREENSHOT = "postureapp-screenshot.png"
SCREENSHOT_AFTER_S = 6.0
GRACE_S = 8.0  # what a child gets to end by itself before it is made to

# Debian names; Ubuntu shares them
QT_PACKAGES = [
    "fonts-dejavu-core",
    "libbrotli1",
    "libdbus-1-3",
    "libegl1",
    "libfontconfig1",
    "libgl1",
    "libglib2.0-0",
    "libwayland-cursor0",
    "libx11-xcb1",
    "libxcb-cursor0",
    "libxcb-icccm4",
    "libxcb-image0",
    "libxcb-keysyms1",
    "libxcb-randr0",
    "libxcb-render-util0",
    "libxcb-screensaver0",
    "libxcb-shape0",
    "libxcb-sync1",
    "libxcb-xkb1",
    "libxkbcommon-x11-0",
    "libxkbcommon0",
    "xdg-utils",
]
DESKTOP_PACKAGES = ["dbus", "dunst", "openbox", "trayer", "xvfb"]
TEST_PACKAGES = [
    "at-spi2-core",
    "espeak-ng",
    "faketime",
    "libnotify-bin",
    "libzbar0",
    "poppler-utils",
    "pulseaudio",
    "pulseaudio-utils",
    "qpdf",
    "speech-dispatcher",
    "speech-dispatcher-audio-plugins",
    "speech-dispatcher-espeak-ng",
    "x11-utils",
    "x11-xserver-utils",
    "xdotool",
]

# What the app answers without a window of its own
WITHOUT_WINDOW = {
    "-h",
    "--help",
    "--version",
    "status",
    "pause",
    "resume",
    "stretch",
    "phone",
    "book",
    "quit",
    "export",
    "erase",
    "debug",
    "self-test",
    "simulate",
}

GRAB_SCREEN = """
import sys
from PySide6.QtGui import QGuiApplication
app = QGuiApplication(sys.argv)
sys.exit(0 if app.primaryScreen().grabWindow(0).save(sys.argv[1]) else 1)
"""

Command: TypeAlias = Sequence[str | Path]


class Trouble(Exception):
    """Something a person can put right; the message says what and how."""


class Terminated(KeyboardInterrupt):
    """We were asked to end, and unlike with Ctrl-C our children were not."""


def say(sentence: str) -> None:
    """Tell the person what happens, on stderr so that the output of the app stays clean."""
    print(sentence, file=sys.stderr, flush=True)


# --- children -----------------------------------------------------------------------------------------------------


def call(command: Command, env: dict[str, str] | None = None) -> int:
    """Run a command to its end in the project folder and return its exit code."""
    with child(command, env) as process:
        return process.wait()


@contextlib.contextmanager
def child(
    command: Command, env: dict[str, str] | None = None, folder: Path = ROOT
) -> Iterator[subprocess.Popen[bytes]]:
    """A child process that has ended when the block is left, whatever the reason."""
    process = subprocess.Popen([str(part) for part in command], env=env or environment(), cwd=folder)
    try:
        yield process
    except Terminated:
        process.send_signal(signal.SIGTERM if os.name == "nt" else signal.SIGINT)
        raise
    finally:
        end(process)


def end(process: subprocess.Popen[bytes]) -> None:
    """Wait for a child that is on its way out; after the grace ask, then force, and force at a second Ctrl-C."""
    try:
        for force in (process.terminate, process.kill):
            with contextlib.suppress(subprocess.TimeoutExpired):
                process.wait(GRACE_S)
                return
            force()
        process.wait()
    except KeyboardInterrupt:
        process.kill()
        raise


def environment(**more: str) -> dict[str, str]:
    """Our environment with the tools of .venv first on the PATH."""
    path = os.pathsep.join([str(VENV_BIN), os.environ.get("PATH", os.defpath)])
    return {**os.environ, "PATH": path, "VIRTUAL_ENV": str(VENV), **more}


def windowless() -> dict[str, str]:
    """An environment in which Qt draws without a display, unless the person chose a Qt platform."""
    return environment(QT_QPA_PLATFORM=os.environ.get("QT_QPA_PLATFORM", "offscreen"))


# --- system packages (Debian and Ubuntu) --------------------------------------------------------------------------


def ensure_packages(wanted: Sequence[str]) -> None:
    """Install the Debian packages that are missing; on other systems do nothing."""
    if not (shutil.which("apt-get") and shutil.which("dpkg-query")):
        return
    present = installed_packages()
    missing = [name for name in wanted if name not in present]
    if missing:
        apt_install(missing)


def installed_packages() -> set[str]:
    """Names of the installed packages; those renamed for the 64-bit time_t count under the old name too."""
    query = ["dpkg-query", "--show", "--showformat=${db:Status-Status} ${Package}\n"]
    lines = subprocess.run(query, capture_output=True, text=True, check=True).stdout.splitlines()
    names = {line.split()[1] for line in lines if line.startswith("installed ")}
    return names | {name.removesuffix("t64") for name in names}


def apt_install(packages: Sequence[str]) -> None:
    """Install packages as root or by a sudo that asks nothing; refresh the package lists only when that fails."""
    install = ["apt-get", "install", "-y", "--no-install-recommends", *packages]
    prefix = become_root()
    if prefix is None:
        raise Trouble(
            f"These system packages are missing. Please run this, then try again:\n  sudo {' '.join(install)}"
        )
    say(f"Installing system packages: {' '.join(packages)}")
    apt = [*prefix, "env", "DEBIAN_FRONTEND=noninteractive", "apt-get", "-q", "-o", "DPkg::Lock::Timeout=300"]
    for steps in ([install], [["apt-get", "update"], install]):
        results = [subprocess.run([*apt, *step[1:]], capture_output=True, text=True, check=False) for step in steps]
        if results[-1].returncode == 0:
            return
    raise Trouble(f"{results[-1].stderr.strip()}\nThe system packages could not be installed: {' '.join(packages)}")


def become_root() -> list[str] | None:
    """What to put before a command that needs root; None when there is no way without a password."""
    if os.geteuid() == 0:
        return []
    sudo = ["sudo", "-n"]
    if shutil.which("sudo") and subprocess.run([*sudo, "true"], capture_output=True, check=False).returncode == 0:
        return sudo
    return None


# --- the virtual environment --------------------------------------------------------------------------------------


def ensure_venv() -> None:
    """Make .venv, or bring it up to date, when the pins, the project file, the folder or the Python changed."""
    old = STAMP.read_text().split() if STAMP.exists() and VENV_PYTHON.exists() else []
    new = [fingerprint(f"{ROOT} {sys.version_info[:2]}".encode()), fingerprint(*pin_files())]
    if old == new:
        return
    if old[:1] != new[:1]:
        create_venv()
    say("Installing the pinned packages into .venv; the first time this downloads about 100 MB.")
    pip("--require-hashes", "--no-deps", "-r", str(ROOT / "constraints.txt"))  # it names every one
    pip("--no-deps", "--no-build-isolation", "-e", str(ROOT))
    STAMP.write_text(" ".join(new))


def pin_files() -> list[bytes]:
    """The contents that decide what is in .venv."""
    return [(ROOT / name).read_bytes() for name in ("constraints.txt", "pyproject.toml")]


def fingerprint(*parts: bytes) -> str:
    """A short name for these contents."""
    return hashlib.sha256(b"\0".join(parts)).hexdigest()[:16]


def create_venv() -> None:
    """A new, empty .venv of the Python that runs us."""
    if Path(sys.prefix).resolve() == VENV:
        raise Trouble("The .venv is out of date and you are inside it. Leave it (deactivate), then try again.")
    if not (importlib.util.find_spec("ensurepip") and importlib.util.find_spec("venv")):
        ensure_packages([f"python3.{sys.version_info.minor}-venv"])
    say(f"Making .venv with Python {sys.version.split()[0]}.")
    if VENV.is_symlink():
        raise Trouble(f"{VENV} is a link, and making it anew would empty the folder it leads to. Remove the link.")
    made = subprocess.run(
        [sys.executable, "-m", "venv", "--clear", str(VENV)], capture_output=True, text=True, check=False
    )
    if made.returncode:
        raise Trouble(f"{made.stdout}{made.stderr}The .venv could not be made with {sys.executable}.")


def ensure_catalogues() -> None:
    """Compile the catalogues where one changed since: times of files say nothing in a copy of the tree."""
    written = sorted((ROOT / "resources" / "locale").glob("*/LC_MESSAGES/*.po"))
    stamp = VENV / "postureapp-catalogues"
    seal = hashlib.sha256(b"".join(path.read_bytes() for path in written)).hexdigest()
    if stamp.is_file() and stamp.read_text() == seal and all(path.with_suffix(".mo").is_file() for path in written):
        return
    command: Command = [VENV_PYTHON, "-m", "postureapp.devtools.translations", "compile"]
    if call(command):
        raise Trouble("The catalogues of the languages could not be compiled; the message is above.")
    stamp.write_text(seal)


def pip(*arguments: str) -> None:
    """Install with the pip of .venv."""
    command: Command = [VENV_PYTHON, "-m", "pip", "install", "-qq", "--disable-pip-version-check", *arguments]
    if call(command):
        raise Trouble("pip could not install the pinned packages; its own message is above.")


# --- a desktop where there is none --------------------------------------------------------------------------------


def lacks_display() -> bool:
    """Whether a Qt application would find no screen here."""
    ways = ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM")
    return sys.platform.startswith("linux") and not any(os.environ.get(way) for way in ways)


@contextlib.contextmanager
def virtual_desktop() -> Iterator[dict[str, str]]:
    """A virtual screen with window manager, tray, session bus and notifications; yields the environment for it."""
    with contextlib.ExitStack() as stack:
        number = start_telling(stack, ["Xvfb", "-displayfd", "{fd}", "-screen", "0", "1280x800x24", "-nolisten", "tcp"])
        env = environment(DISPLAY=f":{number}", QT_QPA_PLATFORM="xcb", XDG_SESSION_TYPE="x11")
        bus = ["dbus-daemon", "--session", "--nofork", "--nopidfile", "--print-address={fd}"]
        env["DBUS_SESSION_BUS_ADDRESS"] = start_telling(stack, bus, env)
        trayer = ["trayer", "--edge", "bottom", "--align", "right", "--widthtype", "request", "--height", "28"]
        for command in (["openbox"], trayer, ["dunst"]):
            if shutil.which(command[0]):
                start(stack, command, env)
        time.sleep(1)  # the window manager and the tray are there when the app looks for them
        say(f"There is no display here: the app runs on a virtual one, {env['DISPLAY']}.")
        yield env


def start_telling(stack: contextlib.ExitStack, command: list[str], env: dict[str, str] | None = None) -> str:
    """Start a server of the desktop and return the line it writes to the descriptor `{fd}` once it is ready."""
    read_end, write_end = os.pipe()
    try:
        start(stack, [part.format(fd=write_end) for part in command], env, [write_end])
    finally:
        os.close(write_end)
    with os.fdopen(read_end) as lines:
        told = lines.readline().strip()
    if not told:
        raise Trouble(f"{command[0]} did not start, so there is no virtual display to run on.")
    return told


def start(
    stack: contextlib.ExitStack, command: list[str], env: dict[str, str] | None = None, pass_fds: Sequence[int] = ()
) -> None:
    """Start a part of the desktop in a session of its own, out of reach of Ctrl-C, and end it with the stack."""
    process = subprocess.Popen(
        command,
        env=env,
        pass_fds=pass_fds,
        start_new_session=True,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    stack.callback(end_group, process)


def end_group(process: subprocess.Popen[bytes]) -> None:
    """End a part of the desktop and what it started."""
    for number in (signal.SIGTERM, signal.SIGKILL):
        with contextlib.suppress(ProcessLookupError):
            os.killpg(process.pid, number)
        with contextlib.suppress(subprocess.TimeoutExpired):
            process.wait(3)


def take_screenshot(env: dict[str, str]) -> None:
    """Write a picture of the whole virtual screen into the folder we were started from."""
    target = Path.cwd() / SCREENSHOT
    if call([VENV_PYTHON, "-c", GRAB_SCREEN, target], env) == 0:
        say(f"A screenshot is in {target}; Ctrl-C ends the app.")
    else:
        say("No screenshot could be taken; the app runs on.")


# --- commands -----------------------------------------------------------------------------------------------------


def run(options: argparse.Namespace, extra: list[str]) -> int:
    """Start the app; every other argument is the app's own."""
    virtual = lacks_display() and not WITHOUT_WINDOW.intersection(extra)
    ensure_packages([*QT_PACKAGES, *(DESKTOP_PACKAGES if virtual else [])])
    ensure_venv()
    ensure_catalogues()
    command: Command = [VENV_PYTHON, "-m", "postureapp", *extra]
    with (
        virtual_desktop() if virtual else contextlib.nullcontext(environment()) as env,
        child(command, env, Path.cwd()) as app,
    ):
        return attend(app, options.for_s, env if virtual else None)


def attend(app: subprocess.Popen[bytes], for_s: float | None, screenshot_env: dict[str, str] | None) -> int:
    """Wait for the app, take the screenshot when it is time, and end the app when its time is over."""
    started_s = time.monotonic()
    with contextlib.suppress(subprocess.TimeoutExpired):
        if screenshot_env is not None:
            with contextlib.suppress(subprocess.TimeoutExpired):
                return app.wait(SCREENSHOT_AFTER_S if for_s is None else min(SCREENSHOT_AFTER_S, for_s))
            take_screenshot(screenshot_env)
        return app.wait(None if for_s is None else max(0.0, for_s - (time.monotonic() - started_s)))
    app.terminate()
    return 0


def check(_options: argparse.Namespace, _extra: list[str]) -> int:
    """Ruff, formatting, types and who may import whom."""
    ensure_venv()
    steps: dict[str, Command] = {
        "ruff check": [VENV_PYTHON, "-m", "ruff", "check", "."],
        "ruff format": [VENV_PYTHON, "-m", "ruff", "format", "--check", "."],
        "mypy": [VENV_PYTHON, "-m", "mypy"],
        "import-linter": [VENV_BIN / "lint-imports"],
    }
    failed = [name for name, command in steps.items() if not passes(name, command)]
    print(f"check: {'FAILED: ' + ', '.join(failed) if failed else 'all passed'}", flush=True)
    return 1 if failed else 0


def passes(name: str, command: Command) -> bool:
    """Run one step of the check under a heading."""
    print(f"--- {name}", flush=True)
    return call(command) == 0


def test(options: argparse.Namespace, extra: list[str]) -> int:
    """The check, then every test; other arguments go to pytest."""
    ensure_packages([*QT_PACKAGES, *DESKTOP_PACKAGES, *TEST_PACKAGES])
    checked = check(options, [])
    ensure_catalogues()
    print("--- pytest", flush=True)
    slow = "" if options.all else " and not slow"
    pytest: list[str | Path] = [VENV_PYTHON, "-m", "pytest"]
    if extra:
        tested = call([*pytest, "-m", f"(e2e or not e2e){slow}", *extra], windowless())
    else:  # one after the other: those with a program on a screen of its own wait more than they work
        spread: list[str] = ["-n", str(os.cpu_count() or 1), "--dist", "worksteal"]
        shared = call([*pytest, "-m", f"not e2e{slow}", *spread], windowless())
        tested = call([*pytest, "-m", f"e2e{slow}", *spread], windowless()) or shared
    if checked:
        say("The check before the tests FAILED; see above.")
    return tested or checked


def bench(_options: argparse.Namespace, extra: list[str]) -> int:
    """Measure start, memory, wake-ups and the stretch window, on virtual desktops."""
    ensure_packages([*DESKTOP_PACKAGES, *TEST_PACKAGES])
    return module_on_qt("tests.benchmarks", extra)


def sheet(options: argparse.Namespace, extra: list[str]) -> int:
    """Paint the contact sheets of windows and moves; with --accept renew the pictures that the tests expect."""
    return module_on_qt("tests.snapshots" if options.accept else "postureapp.devtools.sheet", extra)


def module_on_qt(module: str, arguments: list[str]) -> int:
    """Run a module of ours that paints without a display."""
    ensure_packages(QT_PACKAGES)
    ensure_venv()
    ensure_catalogues()
    return call([VENV_PYTHON, "-m", module, *arguments], windowless())


def parse(arguments: list[str]) -> tuple[argparse.Namespace, list[str]]:
    """The options that are ours, and the rest; after `--` everything is the rest."""
    ours, dashes, after = arguments, 0, []
    if "--" in arguments:
        dashes = arguments.index("--")
        ours, after = arguments[:dashes], arguments[dashes + 1 :]
    parser = argparse.ArgumentParser(prog="dev.py", description=__doc__.splitlines()[0], allow_abbrev=False)
    commands = parser.add_subparsers(required=True, metavar="command")
    for command in (run, test, check, bench, sheet):
        sub = commands.add_parser(
            command.__name__, help=command.__doc__, description=command.__doc__, allow_abbrev=False
        )
        sub.set_defaults(command=command)
        if command is run:
            sub.add_argument("--for", dest="for_s", type=float, metavar="SECONDS", help="end the app after this time")
        if command is test:
            sub.add_argument("--all", action="store_true", help="with the tests marked slow")
        if command is sheet:
            sub.add_argument("--accept", action="store_true", help="renew the pictures in tests/snapshots/expected")
    options, unknown = parser.parse_known_args(ours)
    return options, [*unknown, *after]


def on_terminate(_number: int, _frame: object) -> None:
    """Turn a request to end into an exception, so that every child is ended on the way out."""
    raise Terminated


def main() -> int:
    """Carry out one command and return its exit code."""
    for name in ("SIGTERM", "SIGHUP"):
        if hasattr(signal, name):
            signal.signal(getattr(signal, name), on_terminate)
    options, extra = parse(sys.argv[1:])
    try:
        return options.command(options, extra)
    except Trouble as trouble:
        say(str(trouble))
        return 2
    except KeyboardInterrupt:
        say("Stopped.")
        return 130


if __name__ == "__main__":
    sys.exit(main())
