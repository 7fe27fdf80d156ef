"""Every window as a screen reader has it on a real desktop, what is announced, and the way of the keyboard."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.helpers import screen_reader
from tests.helpers.access_laws import faults
from tests.helpers.running_app import App, own_windows
from tests.helpers.screen_reader import ScreenReader
from tests.helpers.virtual_desktop import Desktop, eventually

TODAY, WEEKS, WELCOME = "PostureApp: today", "PostureApp: week and months", "Welcome to PostureApp"
PAGES = 11


@pytest.fixture(scope="module")
def whole() -> Iterator[Desktop]:
    """A desktop of its own: with neither tray nor notifications all of it is in our own windows."""
    with Desktop(tray=False, notifications=False) as made:
        yield made


@pytest.fixture(scope="module")
def reader(whole: Desktop) -> Iterator[ScreenReader]:
    """A screen reader on that desktop."""
    with screen_reader.listening(whole) as made:
        yield made


@pytest.fixture
def app(whole: Desktop, tmp_path: Path) -> Iterator[App]:
    """An app on that desktop, not started yet."""
    made = App(whole.env, tmp_path / "home")
    yield made
    made.close()


def title(desktop: Desktop) -> str:
    """The title of the window that has the keyboard, where it is one of ours."""
    active = desktop.active_window()
    return next((title for title, window in own_windows(desktop).items() if window == active), "")


class Walk:
    """Goes through windows and gathers what is told wrongly in each."""

    def __init__(self, desktop: Desktop, reader: ScreenReader) -> None:
        self.desktop, self._reader = desktop, reader
        self.found: dict[str, list[str]] = {}

    def comes(self, name: str, within_s: float = 8.0) -> str:
        """Wait until a window whose title begins so has the keyboard; gives the title."""
        return str(eventually(lambda: (found := title(self.desktop)).startswith(name) and found, within_s, name))

    def look(self, name: str, what: str = "") -> None:
        """Walk through a window as it is now."""
        found = faults(self._reader.window(self.comes(name)))
        if found:
            self.found[f"{name} {what}".strip()] = found

    def end(self) -> None:
        """Everything was told rightly."""
        assert not self.found, "\n".join(f"{where}:\n  " + "\n  ".join(wrong) for where, wrong in self.found.items())


@pytest.fixture
def walk(whole: Desktop, reader: ScreenReader) -> Walk:
    """A walk through the windows of that desktop."""
    return Walk(whole, reader)


def test_every_window_of_a_day_is_told_rightly(walk: Walk, app: App) -> None:
    app.prepare()
    app.start(**screen_reader.ENV)
    key = walk.desktop.key
    app.command("home")
    walk.look(TODAY)
    key("Tab", "Tab", "Tab", "Tab", "Tab", "space")
    walk.look(TODAY, "with the table")
    key("Escape")
    app.command("home")
    walk.comes(TODAY)
    key("shift+Tab", "shift+Tab", "Right")
    walk.look(WEEKS)
    key("Escape")
    app.command("moves")
    walk.look("Moves")
    key("Down", "Return")
    eventually(lambda: title(walk.desktop) not in ("", "Moves"), 5, "the page of a move")
    walk.look(title(walk.desktop))
    key("Escape", "Escape")
    app.command("settings")
    walk.comes("Settings")
    for page in range(PAGES):
        walk.look("Settings", f"page {page + 1}")
        key("Down")
    app.command("stretch")
    eventually(lambda: title(walk.desktop) not in ("", "Settings"), 8, "the stretch window")
    walk.look(title(walk.desktop))
    assert app.quit() == 0
    assert app.said() == ""
    walk.end()


def test_the_way_to_the_clinic_is_told_rightly(walk: Walk, app: App, reader: ScreenReader) -> None:
    app.prepare(safety=False)
    app.start(**screen_reader.ENV)
    key = walk.desktop.key
    app.command("stretch")
    walk.look("Safety questions", "signs")
    key("Down")  # the first region
    key(*["Tab"] * 12, "space")
    key(*["Tab"] * 12, "space", "Return")
    (told,) = reader.announced(5)
    assert told == "How it is today. 2 of 3"
    walk.look("Safety questions", "today")
    key("Right", "space", "Tab", "Right", "space", "Return")  # no pain, no knock
    assert reader.announced(5) == ["What your clinician has told you. 3 of 3"]
    walk.look("Safety questions", "conditions")
    key(*["Tab"] * 11, "space", "Return")
    (told,) = reader.announced(5)
    assert told.startswith("Thank you. You can stretch."), told
    walk.look("Safety questions", "what it means")
    key("Escape")
    app.command("book")
    walk.look("My upper back hurts", "signs")
    key(*["Tab"] * 11, "space", *["Tab"] * 12, "space", "Return")
    eventually(lambda: "Osteo Health" in reader.names("My upper back hurts"), 5, "the card of the clinic")
    walk.look("My upper back hurts", "the clinic")
    assert app.quit() == 0
    assert app.said() == ""
    walk.end()


def test_every_page_of_the_welcome_is_told_and_announced(walk: Walk, app: App, reader: ScreenReader) -> None:
    app.start(**screen_reader.ENV)
    walk.look(WELCOME, "1")
    for page in range(2, 5):
        walk.desktop.key("Return")
        (told,) = reader.announced(5)
        assert told.endswith(f"Step {page} of 7"), told
        walk.look(WELCOME, str(page))
    walk.desktop.key("Escape")
    assert app.quit() == 0
    assert app.said() == ""
    walk.end()


def test_what_a_setting_refuses_and_each_part_of_the_day_is_announced(
    walk: Walk, app: App, reader: ScreenReader
) -> None:
    app.prepare()
    app.start(**screen_reader.ENV)
    key = walk.desktop.key
    app.command("settings")
    walk.comes("Settings")
    key("ctrl+f")
    walk.desktop.xdotool("type", "--delay", "20", "change posture")
    key("Return", "ctrl+a", "5", "0", "0")
    list(reader.announced(0.4, enough=9))
    key("Return")
    assert any("120" in told for told in reader.announced(3, enough=2)), "between what it has to be"
    key("Escape")
    source = app.places.settings.read_text()
    app.places.settings.write_text(source.replace("stretch_min = 30", "stretch_min = 45"))
    assert reader.announced(5) == ["Change posture after: 45 min"], "the file was edited meanwhile"
    key("Escape", "Escape", "Escape")
    app.command("phone", "on")
    app.command("phone", "off")
    app.command("home")
    walk.comes(TODAY)
    key("Tab", "Tab", "Tab", "Tab", "Tab", "Tab", "Home")
    (told,) = reader.announced(5)
    assert "less than a minute" in told
    assert app.quit() == 0
    assert app.said() == ""


def test_a_screen_reader_s_press_is_as_good_as_a_click(walk: Walk, app: App, reader: ScreenReader) -> None:
    app.prepare()
    app.start(**screen_reader.ENV)
    app.command("home")
    walk.comes(TODAY)
    reader.press(TODAY, "I'm on my phone")
    eventually(lambda: app.kinds()[-1:] == ["phone_on"], 5, "I'm on my phone")
    reader.press(TODAY, "I'm on my phone")
    eventually(lambda: app.kinds()[-1:] == ["phone_off"], 5, "and no longer")
    walk.desktop.key("Escape")
    app.command("settings")
    walk.comes("Settings")
    walk.desktop.key(*["Down"] * 6)
    reader.press("Settings", "Soft tones", 2)  # after the label, and the frame of the switch
    eventually(lambda: "tones = true" in app.places.settings.read_text(), 5, "the switch is kept")
    assert app.quit() == 0
    assert app.said() == ""


def test_tab_tells_each_control_of_the_home_window_and_comes_round(walk: Walk, app: App, reader: ScreenReader) -> None:
    app.prepare()
    app.start(**screen_reader.ENV)
    app.command("home")
    walk.comes(TODAY)
    first = reader.focused(3)
    nodes = reader.window(TODAY).all()
    there = {node.name for node in nodes if {"focusable", "showing"} <= node.states and node.role != "tab"}
    told = [first]
    while len(told) <= len(there):
        walk.desktop.key("Tab")
        told.append(reader.focused(3))
    assert told[0] == told[-1] == "Stretch now"
    assert told[1:-1] == [
        "I'm on my phone",
        "I'm standing",
        "Pause",
        "My upper back hurts",
        "As a table",
        "The day as a band",
        "Today",
        "More",
    ]
    assert set(told) == there
    assert app.quit() == 0
    assert app.said() == ""


def test_what_becomes_otherwise_from_elsewhere_is_announced(walk: Walk, app: App, reader: ScreenReader) -> None:
    app.prepare()
    app.start(**screen_reader.ENV)
    app.command("home")
    walk.comes(TODAY)
    for words, told in (
        (("phone", "on"), "I'm on my phone: On"),
        (("phone", "off"), "Next"),
        (("pause", "30m"), "Paused"),
    ):
        app.command(*words)
        (said,) = reader.announced(3)
        assert said.startswith(told)
    app.command("resume")
    (said,) = reader.announced(3)
    assert said.startswith("Next")
    assert app.quit() == 0
    assert app.said() == ""


def test_a_card_that_takes_no_focus_is_announced(walk: Walk, app: App, reader: ScreenReader) -> None:
    app.prepare()
    app.start(**screen_reader.ENV)
    app.places.settings.write_text("stretch_min = [")
    (said,) = reader.announced(5)
    assert "settings" in said.lower()
    found = faults(reader.window("PostureApp"))
    assert app.quit() == 0
    assert not found
