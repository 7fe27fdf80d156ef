"""One app per person: a lock that dies with its holder, a socket that answers anything, and a caller without Qt."""

import json
import os
import socket
import subprocess
import sys
import tempfile
import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QTimer
from PySide6.QtNetwork import QLocalServer

from postureapp.core.errors import EnvironmentProblem
from postureapp.runtime import control, instance
from postureapp.runtime.control import LONGEST_LINE, ControlServer, send
from postureapp.runtime.instance import address

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="sockets in a folder are Unix's")

ROOT = Path(__file__).resolve().parents[2]
RACER = """
import sys
from PySide6.QtCore import QCoreApplication
from postureapp.runtime.control import ControlServer, send
app = QCoreApplication([])
server = ControlServer(lambda args: (app.quit(), (0, "bye"))[1] if args == ["quit"] else (7, args[0]))
print("ready", flush=True)
sys.stdin.readline()
if server.start():
    print("runs", flush=True)
    app.exec()
    server.close()
else:
    print("asks", *send(["hello"], patience_ms=5000), flush=True)
"""

Ask = Callable[[bytes], bytes]


@pytest.fixture(autouse=True)
def runtime_dir(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = tmp_path_factory.mktemp("run")
    monkeypatch.setenv("XDG_RUNTIME_DIR", str(folder))
    return folder


@pytest.fixture
def heard() -> list[list[str]]:
    return []


@pytest.fixture
def server(heard: list[list[str]], qapp) -> Iterator[ControlServer]:
    def handler(args: list[str]) -> tuple[int, str]:
        heard.append(args)
        if args == ["fail"]:
            raise EnvironmentProblem("The disk is full.", hint="Free some space.")
        if args == ["bug"]:
            raise KeyError("ours")
        return len(args), " ".join(args) * (100_000 if args == ["much"] else 1)

    made = ControlServer(handler)
    assert made.start()
    yield made
    made.close()


@pytest.fixture
def ask(server: ControlServer, qtbot) -> Ask:
    """Send raw bytes and hear all that comes back, while the server's event loop runs."""

    def talk(data: bytes, *, end: bool = False) -> bytes:
        heard: list[bytes] = []

        def call() -> None:
            with socket.socket(socket.AF_UNIX) as caller:
                caller.connect(address().server)
                caller.sendall(data)
                if end:
                    caller.shutdown(socket.SHUT_WR)
                answer = b""
                while not answer.endswith(b"\n") and (part := caller.recv(65536)):
                    answer += part
            heard.append(answer)

        thread = threading.Thread(target=call)
        thread.start()
        qtbot.waitUntil(lambda: bool(heard), timeout=5000)
        thread.join()
        return heard[0]

    return talk


def in_thread(qtbot, call: Callable[[], object]) -> object:
    found: list[object] = []

    def run() -> None:
        try:
            found.append(call())
        except EnvironmentProblem as problem:
            found.append(problem)

    thread = threading.Thread(target=run)
    thread.start()
    qtbot.waitUntil(lambda: bool(found), timeout=5000)
    thread.join()
    return found[0]


def test_a_command_is_answered(server: ControlServer, heard: list[list[str]], qtbot) -> None:
    assert in_thread(qtbot, lambda: send(["phone", "on", "ü\n\0"])) == (3, "phone on ü\n\0")
    assert in_thread(qtbot, lambda: send([])) == (0, "")
    assert heard == [["phone", "on", "ü\n\0"], []]


def test_an_answer_may_be_long(server: ControlServer, qtbot) -> None:
    assert in_thread(qtbot, lambda: send(["much"])) == (1, "much" * 100_000)


def test_nobody_runs() -> None:
    assert send(["status"]) is None


def test_a_problem_of_the_handler_is_told_in_words(server: ControlServer, qtbot) -> None:
    assert in_thread(qtbot, lambda: send(["fail"])) == (1, "The disk is full. Free some space.")


def test_an_error_of_ours_is_raised_and_the_caller_still_hears(server: ControlServer, qtbot) -> None:
    with qtbot.capture_exceptions() as errors:
        code, out = in_thread(qtbot, lambda: send(["bug"]))
    assert code == 1
    assert out
    assert errors[0][0] is KeyError
    assert in_thread(qtbot, lambda: send(["on"])) == (1, "on")


@pytest.mark.parametrize(
    "line",
    [
        b"",
        b"hello",
        b"\x00\xff\xfe\x80",
        b"[1, 2]",
        b'"status"',
        b"{}",
        b'{"v": 2, "args": ["status"]}',
        b'{"v": 1}',
        b'{"v": 1, "args": "status"}',
        b'{"v": 1, "args": [1]}',
        b'{"v": 1, "args": {"status": 1}}',
        b'{"v": 1, "args": ["status"]',
        b"[" * 60_000,
        b'{"v":' * 10_000,
        b"9" * 5000,
        b"GET / HTTP/1.1\r",
    ],
)
def test_nonsense_gets_a_sentence_and_ends_nothing(
    ask: Ask, heard: list[list[str]], server: ControlServer, qtbot, line: bytes
) -> None:
    answer = json.loads(ask(line + b"\n"))
    assert answer["code"] == 2
    assert answer["out"].endswith(".")
    assert heard == []
    assert in_thread(qtbot, lambda: send(["on"])) == (1, "on")


def test_a_huge_line_is_cut_off(ask: Ask, heard: list[list[str]]) -> None:
    answer = json.loads(ask(b"x" * (LONGEST_LINE + 50_000)))
    assert answer["code"] == 2
    assert "long" in answer["out"]
    assert heard == []


def test_a_line_just_short_enough_is_read(ask: Ask) -> None:
    line = json.dumps({"v": 1, "args": ["a" * (LONGEST_LINE - 22)]}).encode()
    assert len(line) == LONGEST_LINE
    assert json.loads(ask(line + b"\n"))["code"] == 1


def test_a_line_in_pieces_and_what_comes_after_it(server: ControlServer, heard: list[list[str]], qtbot) -> None:
    with socket.socket(socket.AF_UNIX) as caller:
        caller.connect(address().server)
        caller.sendall(b'{"v": 1, "ar')
        qtbot.waitUntil(lambda: len(server._callers) == 1)
        caller.sendall(b'gs": ["one"]}\n{"v": 1, "args": ["two"]}\n')
        qtbot.waitUntil(lambda: bool(heard))
        caller.settimeout(2)
        assert json.loads(caller.recv(1000))["out"] == "one"
    qtbot.waitUntil(lambda: not server._callers)
    assert heard == [["one"]]


def test_half_a_line_and_gone(ask: Ask, server: ControlServer, heard: list[list[str]], qtbot) -> None:
    assert ask(b'{"v": 1, "args": ["sta', end=True) == b""
    qtbot.waitUntil(lambda: not server._callers)
    assert heard == []


def test_a_slow_caller_is_sent_away(server: ControlServer, qtbot, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(control, "LONGEST_CALL_MS", 50)
    with socket.socket(socket.AF_UNIX) as caller:
        caller.settimeout(2)
        caller.connect(address().server)
        caller.sendall(b'{"v": 1')
        qtbot.waitUntil(lambda: len(server._callers) == 1)
        qtbot.waitUntil(lambda: not server._callers)
        assert json.loads(caller.recv(1000))["code"] == 2
        assert caller.recv(1000) == b""


def test_too_many_callers_are_sent_away_and_the_rest_served(
    server: ControlServer, qtbot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(control, "MOST_CALLERS", 3)
    callers = []
    for _number in range(6):
        caller = socket.socket(socket.AF_UNIX)
        caller.connect(address().server)
        callers.append(caller)
    qtbot.waitUntil(lambda: len(server._callers) == 3)
    assert isinstance(in_thread(qtbot, lambda: send(["on"])), EnvironmentProblem)
    for caller in callers:
        caller.close()
    qtbot.waitUntil(lambda: not server._callers)
    assert in_thread(qtbot, lambda: send(["on"])) == (1, "on")


def test_no_timer_at_rest(server: ControlServer, qtbot, qapp) -> None:
    in_thread(qtbot, lambda: send(["on"]))
    qtbot.waitUntil(lambda: not server._callers)
    qapp.sendPostedEvents(None, 52)
    assert server._server.findChildren(QTimer) == []


def test_the_socket_is_ours_alone(server: ControlServer, runtime_dir: Path) -> None:
    where = Path(address().server)
    assert where.parent == runtime_dir / "postureapp"
    assert where.parent.stat().st_mode & 0o777 == 0o700
    assert where.stat().st_mode & 0o077 == 0


@pytest.mark.skipif(not hasattr(socket, "SO_PEERCRED"), reason="only Linux tells who calls")
def test_another_user_is_refused(server: ControlServer, heard: list[list[str]], qtbot, monkeypatch) -> None:
    where = address().server

    def call() -> bytes:
        with socket.socket(socket.AF_UNIX) as caller:
            caller.connect(where)
            try:
                caller.sendall(b'{"v": 1, "args": ["quit"]}\n')
                return caller.recv(1000)
            except (ConnectionResetError, BrokenPipeError):
                return b""

    monkeypatch.setattr(os, "getuid", lambda: 12345)
    assert in_thread(qtbot, call) == b""
    assert heard == []


def test_a_second_server_is_not_started(server: ControlServer, qtbot) -> None:
    second = ControlServer(lambda args: (0, "second"))
    assert not second.start()
    second.close()
    assert in_thread(qtbot, lambda: send(["first"])) == (1, "first")


def test_profiles_do_not_meet(server: ControlServer, qtbot) -> None:
    other = ControlServer(lambda args: (0, "other"), "../../o t h e r" * 30)
    assert other.start()
    assert in_thread(qtbot, lambda: send(["x"], profile="../../o t h e r" * 30)) == (0, "other")
    assert in_thread(qtbot, lambda: send(["x"])) == (1, "x")
    other.close()


def test_after_close_another_may_start(server: ControlServer) -> None:
    server.close()
    server.close()
    assert not Path(address().server).exists()
    assert send(["status"]) is None
    assert server.start()


def test_a_socket_left_by_a_killed_one_is_no_hindrance(qapp, qtbot) -> None:
    left = socket.socket(socket.AF_UNIX)
    left.bind(address().server)
    left.close()
    assert Path(address().server).exists()
    assert send(["status"]) is None
    server = ControlServer(lambda args: (0, "new"))
    assert server.start()
    assert in_thread(qtbot, lambda: send(["status"])) == (0, "new")
    server.close()


def test_one_that_hangs_is_told_apart_from_none() -> None:
    with socket.socket(socket.AF_UNIX) as deaf:
        deaf.bind(address().server)
        deaf.listen()
        with pytest.raises(EnvironmentProblem, match="does not answer"):
            send(["status"], timeout_ms=50)


def test_a_listener_that_can_not_be_made_is_said(monkeypatch: pytest.MonkeyPatch, qapp) -> None:
    monkeypatch.setattr(QLocalServer, "listen", lambda self, name: False)
    server = ControlServer(lambda args: (0, ""))
    with pytest.raises(EnvironmentProblem, match="listen"):
        server.start()
    monkeypatch.undo()


# --- where -----------------------------------------------------------------------------------------------------------


@pytest.fixture
def short() -> Iterator[Path]:
    """A folder whose name is short enough for a socket in it."""
    with tempfile.TemporaryDirectory(dir="/tmp") as folder:
        yield Path(folder)


def test_without_a_runtime_folder_the_cache_is_used(monkeypatch: pytest.MonkeyPatch, short: Path) -> None:
    monkeypatch.setattr(instance, "_belongs_to_us", lambda folder: False)
    monkeypatch.setenv("XDG_CACHE_HOME", str(short))
    monkeypatch.setenv("HOME", str(short))
    where = address()
    assert where.lock.is_relative_to(short)
    assert where.lock.parent.stat().st_mode & 0o777 == 0o700


def test_a_folder_others_may_read_is_closed_to_them(runtime_dir: Path) -> None:
    (runtime_dir / "postureapp").mkdir(mode=0o755)
    assert address().lock.parent.stat().st_mode & 0o777 == 0o700


def test_a_path_too_long_for_a_socket_goes_elsewhere(
    monkeypatch: pytest.MonkeyPatch, runtime_dir: Path, short: Path
) -> None:
    long = [runtime_dir / (letter * 100) for letter in "ab"]
    monkeypatch.setattr(instance, "_folders", lambda: iter([long[0], short]))
    first = address()
    assert Path(first.server).parent == first.lock.parent == short
    assert first == address()
    monkeypatch.setattr(instance, "_folders", lambda: iter([long[1], short]))
    assert address() != first


def test_a_folder_laid_out_by_someone_else_is_not_used(
    monkeypatch: pytest.MonkeyPatch, runtime_dir: Path, short: Path
) -> None:
    trap = short / "trap"
    trap.mkdir()
    (runtime_dir / "postureapp").symlink_to(trap)
    monkeypatch.setenv("XDG_CACHE_HOME", str(short / "cache"))
    assert not address().lock.is_relative_to(runtime_dir)
    assert not list(trap.iterdir())
    monkeypatch.setattr(instance, "_folders", lambda: iter([runtime_dir / "postureapp"]))
    with pytest.raises(EnvironmentProblem, match="someone else"):
        address()


# --- processes --------------------------------------------------------------------------------------------------------


def test_of_twenty_started_at_once_one_runs_and_all_others_reach_it() -> None:
    racers = [
        subprocess.Popen(
            [sys.executable, "-c", RACER], cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
        )
        for _number in range(20)
    ]
    try:
        assert all(racer.stdout.readline() == "ready\n" for racer in racers)
        for racer in racers:
            racer.stdin.write("go\n")
            racer.stdin.flush()
        said = [racer.stdout.readline().strip() for racer in racers]
        assert sorted(said) == ["asks 7 hello"] * 19 + ["runs"]
        assert send(["quit"]) == (0, "bye")
        assert racers[said.index("runs")].wait(10) == 0
        assert send(["hello"]) is None
    finally:
        for racer in racers:
            racer.kill()
            racer.communicate()


def test_after_kill_minus_nine_the_next_starts() -> None:
    for _round in range(2):
        racer = subprocess.Popen(
            [sys.executable, "-c", RACER], cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
        )
        try:
            racer.stdin.write("go\n")
            racer.stdin.flush()
            assert [racer.stdout.readline(), racer.stdout.readline()] == ["ready\n", "runs\n"]
            assert send(["hello"]) == (7, "hello")
        finally:
            racer.kill()
            racer.communicate()
        assert Path(address().server).exists()
        assert send(["hello"]) is None


def test_asking_loads_no_qt() -> None:
    code = (
        "import sys; from postureapp.runtime.control import send; assert send(['status']) is None;"
        "print([name for name in sys.modules if name.startswith(('PySide6', 'shiboken', 'asyncio', 'msgspec'))])"
    )
    told = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    assert told.stdout == "[]\n"
