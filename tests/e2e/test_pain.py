"""Five weeks of pain in the real app under a moved clock: the notice on its day, and the way to the clinic from it."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from postureapp.core.events import Fact, FactKind, Moment
from postureapp.storage.diary import SqliteDiary
from tests.helpers import screen_reader
from tests.helpers.desktop import ROOT
from tests.helpers.running_app import PATIENCE_S, App, own_windows
from tests.helpers.screen_reader import ScreenReader
from tests.helpers.virtual_desktop import Desktop, eventually

ZONE = ZoneInfo("America/Edmonton")
LAST = date(2026, 3, 27)  # of the five weeks; in their middle the clocks change
CARD = "My upper back hurts"
FOLDERS = (f"/usr/lib/{os.uname().machine}-linux-gnu", "/usr/lib64", "/usr/lib")
LIBRARIES = [Path(folder) / "faketime" / "libfaketime.so.1" for folder in FOLDERS]
# Seventeen mild days, then eighteen with pain: on the 35th day the week two weeks back has a mean of 3 or more.
SCORES = [2] * 17 + [4] * 11 + [4, 3, 4, 4, 3, 4, 4]
BOOKING = "https://clinic.example/book?from=card"
OPENER = """#!/bin/sh
for each in "$@"; do printf '%s\\n' "$each" >> "{told}"; done
"""


@pytest.fixture(scope="module")
def whole() -> Iterator[Desktop]:
    """A desktop without tray and notifications: all of it is in our own windows."""
    with Desktop(tray=False, notifications=False) as made:
        yield made


@pytest.fixture(scope="module")
def reader(whole: Desktop) -> Iterator[ScreenReader]:
    """Reads and presses as a screen reader does."""
    with screen_reader.listening(whole) as made:
        yield made


@pytest.fixture
def app(whole: Desktop, tmp_path: Path) -> Iterator[App]:
    """An app on that desktop whose browser is a stand-in, not started yet."""
    programs = tmp_path / "programs"
    programs.mkdir()
    opener = programs / "xdg-open"
    opener.write_text(OPENER.format(told=tmp_path / "opened"))
    opener.chmod(0o755)
    env = {**whole.env, **screen_reader.ENV, "PATH": f"{programs}:{whole.env['PATH']}"}
    made = App(env, tmp_path / "home")
    yield made
    made.close()


def opened(tmp_path: Path) -> str:
    """What the browser was started with."""
    told = tmp_path / "opened"
    return told.read_text() if told.exists() else ""


def has_window(whole: Desktop, title: str) -> None:
    eventually(lambda: title in own_windows(whole), PATIENCE_S, f"“{title}” is open")


def say_no(whole: Desktop, reader: ScreenReader) -> None:
    """None of the warning signs."""
    has_window(whole, CARD)
    has_words(reader, "First: do any of these apply?")
    for nth in (0, 1):
        reader.press(CARD, "None of these", nth)
    go_on(whole, reader)


def go_on(whole: Desktop, reader: ScreenReader) -> None:
    """To what follows the warning signs, in a window that is called the same."""
    before = own_windows(whole)[CARD]
    reader.press(CARD, "Go on")
    eventually(lambda: own_windows(whole).get(CARD, before) != before, PATIENCE_S, "what follows is open")
    has_words(reader, "Close")


def has_words(reader: ScreenReader, words: str, title: str = CARD) -> None:
    """The window shows this, once it is told of."""

    def is_told() -> bool:
        try:
            return words in reader.names(title)
        except AssertionError:
            return False

    eventually(is_told, PATIENCE_S, f"“{words}” is shown")


def day_of(n: int) -> date:
    """The day of the five weeks, counted from 1."""
    return LAST - timedelta(days=len(SCORES) - n)


def turn_clock(app: App, n: int) -> None:
    """From the next start on it is noon of that day where the person is."""
    library = next((each for each in LIBRARIES if each.exists()), None)
    if library is None:
        pytest.skip("libfaketime is missing (package faketime)")
    noon = datetime.combine(day_of(n), time(12), ZONE)
    ahead_s = round((noon - datetime.now(UTC)).total_seconds())
    app.env |= {
        "LD_PRELOAD": str(library),
        "FAKETIME": f"{ahead_s:+d}",
        "FAKETIME_DONT_FAKE_MONOTONIC": "1",
        "TZ": ZONE.key,
    }


def weeks_before(app: App, until: int) -> None:
    """The entries of all days before that one."""
    diary = SqliteDiary(app.places.diary, lambda problem: pytest.fail(str(problem)))
    for n in range(1, until):
        noon = datetime.combine(day_of(n), time(9), ZONE)
        diary.append(Moment(noon.astimezone(UTC), ZONE, 0.0), Fact(FactKind.PAIN), {"score": SCORES[n - 1]})
    diary.close()


def test_five_weeks_lead_to_the_notice_on_its_day_with_its_arithmetic(
    whole: Desktop, app: App, reader: ScreenReader, tmp_path: Path
) -> None:
    app.prepare()
    weeks_before(app, 33)
    for n in (33, 34):
        turn_clock(app, n)
        app.start()
        told = app.command("pain", str(SCORES[n - 1]), "--where", "between-blades")
        assert (told.returncode, told.stdout) == (0, "Kept in your diary, on this computer.\n"), told.stderr
        assert not own_windows(whole), f"nothing is due on day {n}"
        assert app.quit() == 0
    turn_clock(app, 35)
    app.start()
    assert not own_windows(whole), "not before there is an entry"
    assert app.command("pain", str(SCORES[34]), "--where", "between-blades").returncode == 0
    say_no(whole, reader)
    has_words(reader, "Osteo Health")
    whole.screenshot(tmp_path / "notice.png")
    shown = reader.names(CARD)
    assert "Your pain has gone on for 3 weeks" in shown
    assert (
        "How this was found: weekly means 3.1, 4, 3.7; 4, 7, 7 pain days; down 7 % from your first week (4)." in shown
    ), shown
    assert any("403-814-0404" in each for each in shown)
    assert "Book online" not in shown, "no address is known"
    reader.press(CARD, "Call 403-814-0404 with your phone program")
    eventually(lambda: opened(tmp_path), 5, "the phone program was asked for")
    assert opened(tmp_path) == "tel:4038140404\n", "the number, and nothing more"
    assert [data["rule"] for _number, _kind, data in app.diary("notice")] == ["persists"]
    assert app.quit() == 0
    assert app.said() == ""


def test_booking_online_opens_the_address_of_the_clinic_and_adds_nothing(
    whole: Desktop, app: App, reader: ScreenReader, tmp_path: Path
) -> None:
    resources = shutil.copytree(ROOT / "resources", tmp_path / "resources")
    clinic = resources / "content" / "clinic.toml"
    clinic.write_text(clinic.read_text().replace('booking_address = ""', f'booking_address = "{BOOKING}"'))
    app.prepare()
    app.start(POSTUREAPP_RESOURCES=str(resources))
    assert app.command("book").returncode == 0
    assert opened(tmp_path) == ""
    say_no(whole, reader)
    has_words(reader, "Book online")
    whole.screenshot(tmp_path / "card.png")
    assert "Opens clinic.example in your browser." in reader.names(CARD)
    assert opened(tmp_path) == "", "nothing opens by itself"
    reader.press(CARD, "Book online")
    eventually(lambda: opened(tmp_path), 5, "the browser was asked for")
    assert opened(tmp_path) == f"{BOOKING}\n"
    assert app.quit() == 0
    assert app.said() == ""


def test_a_warning_sign_leads_to_medical_care_and_no_further(
    whole: Desktop, app: App, reader: ScreenReader, tmp_path: Path
) -> None:
    app.prepare()
    app.start()
    assert app.command("pain", "6", "--feels", "tingling").returncode == 0
    has_window(whole, CARD)
    assert app.status()["stretches"] != "on", "off before anything is answered"
    first = next(node.name for node in reader.window(CARD).all() if node.role == "check box")
    reader.press(CARD, first)
    go_on(whole, reader)
    has_words(reader, "Medical care comes first")
    whole.screenshot(tmp_path / "care.png")
    for command in (("book",), ("pain", "5"), ("stretch",), ("stretch", "neck-side")):
        app.command(*command)
        for title in own_windows(whole):
            shown = " ".join(reader.names(title))
            assert "403-814-0404" not in shown, (command, title)
            assert "Book" not in shown.replace("Booking and stretches", ""), (command, title)
    assert app.status()["doing"] != "stretching"
    assert app.quit() == 0
    app.start()
    assert app.status()["stretches"] != "on", "nor after a restart"
    assert app.quit() == 0
    assert app.said() == ""


# --- nothing of it anywhere else --------------------------------------------------------------------------------------

MARKER = "zwiebelkuchen"
# Breaks the window of the check-in from within while an entry stands in it, with what was told in the error's words.
BREAKS = """
import sys
from importlib.abc import MetaPathFinder
from importlib.machinery import PathFinder

class Breaks(MetaPathFinder):
    def find_spec(self, name, path, target=None):
        if name != "postureapp.ui.check_in":
            return None
        sys.meta_path.remove(self)
        found = PathFinder.find_spec(name, path, target)
        load = found.loader.exec_module
        def exec_module(module):
            load(module)
            save = module.CheckIn.save
            def broken(window):
                entry = window.entries[0]
                save(window)
                raise ValueError(f"{entry!r} {entry.note}") from KeyError(entry.where)
            module.CheckIn.save = broken
        found.loader.exec_module = exec_module
        return found

sys.meta_path.insert(0, Breaks())
"""


def test_nothing_of_the_diary_is_in_a_log_a_crash_a_status_a_notification_or_a_title(
    make_desktop: Callable[..., Desktop], tmp_path: Path
) -> None:
    whole = make_desktop(tray=False)
    patch = tmp_path / "patch"
    patch.mkdir()
    (patch / "sitecustomize.py").write_text(BREAKS)
    path = f"{patch}:{whole.env['PYTHONPATH']}"
    app = App({**whole.env, **screen_reader.ENV, "PYTHONPATH": path}, tmp_path / "home")
    app.prepare('working_hours = ["00:00-24:00"]\n[pain]\ncheck_in = "daily"\ncheck_in_hour = 0\n')
    titles: set[str] = set()
    answers: list[str] = []
    try:
        with screen_reader.listening(whole) as reader, whole.watching_notifications() as watch:
            app.start("--debug")
            for number, kind in enumerate(("tingling", "headache", "stiffness")):
                told = app.command(
                    "pain", str(7 + number), "--where", "between-blades", "--where", "blade-left", "--feels", kind,
                    "--earlier", "backpack", "--hinders", "sleep", "--note", f"{MARKER} at work",
                )  # fmt: skip
                assert told.returncode == 0
                answers += [told.stdout, told.stderr]
                titles |= {*own_windows(whole)}
            say_no(whole, reader)
            has_words(reader, "You noted severe pain")
            titles |= {*own_windows(whole)}
            assert app.command("pain").returncode == 0
            check_in = eventually(lambda: {*own_windows(whole)} - {CARD}, PATIENCE_S, "the check-in is there").pop()
            titles |= {*own_windows(whole)}
            has_words(reader, "A note, if you like", check_in)
            reader.write(check_in, "A note, if you like", MARKER)
            reader.press(check_in, "5 out of 10")
            reader.press(check_in, "Save")
            eventually(lambda: len(app.diary("pain")) == 4, PATIENCE_S, "it is kept all the same")
            eventually(lambda: "ValueError" in app.said(), PATIENCE_S, "and the window broke")
            whole.screenshot(tmp_path / "broken.png")
            for words in (("status",), ("status", "--json"), ("debug",), ("stretch",), ("home",), ("answer", "start")):
                told = app.command(*words)
                answers += [told.stdout, told.stderr]
            titles |= {*own_windows(whole)}
            assert app.quit() == 0
            notified = [f"{each.title} {each.body} {each.actions} {each.hints}" for each in watch.shown]
        assert any(MARKER in str(data) for _number, _kind, data in app.diary("pain")), "the diary has it"
        places = {
            "said": app.said(),
            "answers": "\n".join(answers),
            "titles": "\n".join(titles),
            "notifications": "\n".join(notified),
            **{str(file.relative_to(app.home)): file.read_text(errors="replace") for file in _others(app)},
        }
        assert any(name.endswith(".log") for name in places), places.keys()
        for where, words in places.items():
            for secret in (
                MARKER,
                "between-blades",
                "blade-left",
                "tingling",
                "backpack",
                "NPRS",
                "out of 10",
                "score",
            ):
                assert secret.lower() not in words.lower(), f"{secret} in {where}:\n{words}"
    finally:
        app.close()


def _others(app: App) -> list[Path]:
    """All files of the app but the diary."""
    return [file for file in app.home.rglob("*") if file.is_file() and not file.name.startswith(app.places.diary.name)]
