"""What a screen reader toggles is done as if it was clicked: once, and never for what the app itself shows."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QButtonGroup, QWidget
from shiboken6 import isValid

from postureapp.core.hours import every_day
from postureapp.devtools.window_pictures import windows
from postureapp.storage.content import load_causes, load_moves
from postureapp.storage.first_run import Step
from postureapp.ui.body_map import BodyMap
from postureapp.ui.controls import Pick, Tick, Toggle
from postureapp.ui.first_run_pages import CausesPage, HoursPage, StrengthPage
from postureapp.ui.first_run_sound import SoundPage
from postureapp.ui.history_page import HistoryPage
from postureapp.ui.hours_editor import HoursEditor
from postureapp.ui.moves_filters import FilterBar
from postureapp.ui.pain_scale import PainScale
from postureapp.ui.player_controls import Sign, SignButton
from postureapp.ui.question_widgets import Checklist, YesNo
from postureapp.ui.settings_controls import Control, Switch
from postureapp.ui.theme import Theme
from postureapp.ui.word_choices import Chips, Segments
from tests.ui.conftest import settle
from tests.ui.test_every_window import done, laid_out
from tests.ui.test_first_run import Guest, at
from tests.ui.test_home_window import Stage as Home

WINDOWS = dict(windows())
WORDS = [("a", "A", "A"), ("b", "B", "B")]


class Log(list[object]):
    """What was told, in its order."""

    def tell(self, told: object) -> None:
        self.append(told)


Made = tuple[QWidget, QAbstractButton, Callable[[], object]]  # window, what is pressed, what came of it


def press(made: QAbstractButton) -> None:
    """The first action of a control, as a screen reader does it."""
    node = QAccessible.queryAccessibleInterface(made)
    assert node is not None
    actions = node.actionInterface()
    actions.doAction(actions.actionNames()[0])
    settle()


def click(made: QAbstractButton) -> None:
    """A real click of the mouse."""
    QTest.mouseClick(made, Qt.MouseButton.LeftButton)
    settle()


def space(made: QAbstractButton) -> None:
    """The key that presses what has the keyboard."""
    QTest.keyClick(made, Qt.Key.Key_Space)
    settle()


# --- one of each kind -------------------------------------------------------------------------------------------------


def control(make: Callable[[Theme], Control], find: Callable[[Control], QAbstractButton], look: Theme) -> Made:
    made, log = make(look), Log()
    made.chosen.connect(log.tell)
    return made, find(made), lambda: log


def hours_unfold(look: Theme) -> Made:
    made = HoursEditor(look)
    made.show_value(every_day("09:00-17:00"))
    return made, made.unfold, lambda: (made.unfold.text(), made.unfold.isChecked(), bool(made.lines))


def tile(name: str, look: Theme) -> Made:
    home = Home(look)
    return home.window, getattr(home.window.today, name), lambda: (home, home.sent)[1]


def as_table(look: Theme) -> Made:
    home = Home(look)
    day = home.window.today.day
    return home.window, day.as_table, lambda: (home, day.table.isVisible(), day.band.isVisible())[1:]


def year(look: Theme) -> Made:
    home = Home(look)
    home.window.tabs.setCurrentIndex(1)
    page = home.window.findChild(HistoryPage)
    assert page is not None
    last = list(page.ranges)[-1]
    return (
        home.window,
        page.ranges[last],
        lambda: (home, page.when.text(), [b.isChecked() for b in page.ranges.values()])[1:],
    )


def welcome(step: Step, find: Callable[[Guest], QAbstractButton], look: Theme) -> Made:
    guest = at(look, step)
    return guest.window, find(guest), lambda: guest.chosen


def on_page(kind: type[QWidget], get: Callable[..., QAbstractButton]) -> Callable[[Guest], QAbstractButton]:
    return lambda guest: get(guest.window.findChild(kind))


def favourites(look: Theme) -> Made:
    made, log = FilterBar(load_moves()[0], load_causes()[0], look), Log()
    made.changed.connect(lambda: log.append(made.wanted.favourites_only))
    return made, made.favourites, lambda: log


def sound(look: Theme) -> Made:
    log = Log()
    made = SignButton(Sign.VOICE, look, lambda: log.append(made.isChecked()), on=False)
    return made, made, lambda: log


def number(look: Theme) -> Made:
    log = Log()
    made = PainScale(log.append, is_last=True)
    return made, made.buttons[7], lambda: (log, made.value)


def place(look: Theme) -> Made:
    made, log = BodyMap(look), Log()
    made.changed.connect(lambda: log.append(made.spots))
    return made, list(made.places.values())[1], lambda: log


def sign(look: Theme) -> Made:
    made, log = Checklist([("a", "A"), ("b", "B")]), Log()
    made.changed.connect(lambda: log.append(made.ticked))
    return made, made.ticks["b"], lambda: log


def yes(look: Theme) -> Made:
    made, log = YesNo("Any pain?"), Log()
    made.changed.connect(lambda: log.append(made.answer))
    return made, made.findChildren(Pick)[0], lambda: log


def shown_segments(look: Theme) -> Segments:
    made = Segments(WORDS, look)
    made.show_value("a")
    return made


KINDS: dict[str, Callable[[Theme], Made]] = {
    "switch": partial(control, Switch, lambda made: made.box),  # type: ignore[attr-defined]
    "chip": partial(control, partial(Chips, WORDS), lambda made: made.buttons["b"]),  # type: ignore[attr-defined]
    "segment": partial(control, shown_segments, lambda made: made.buttons["b"]),  # type: ignore[attr-defined]
    "hours": hours_unfold,
    "tile-phone": partial(tile, "phone"),
    "tile-standing": partial(tile, "standing"),
    "as-a-table": as_table,
    "year": year,
    "card-cause": partial(welcome, Step.CAUSES, on_page(CausesPage, lambda page: page.cards["phone"])),
    "card-strength": partial(welcome, Step.STRENGTH, on_page(StrengthPage, lambda page: page.cards[45])),
    "phone-hours": partial(welcome, Step.HOURS, on_page(HoursPage, lambda page: page.on_phone)),
    "day-of-week": partial(welcome, Step.HOURS, on_page(HoursPage, lambda page: page.work.days[5])),
    "voice-at-first": partial(welcome, Step.SOUND, on_page(SoundPage, lambda page: page.voice)),
    "favourites": favourites,
    "sound": sound,
    "number": number,
    "place": place,
    "sign": sign,
    "yes": yes,
}


def came_of(kind: str, way: Callable[[QAbstractButton], None], look: Theme) -> tuple[object, bool, str]:
    """What came of a press, as it was then."""
    window, made, came = KINDS[kind](look)
    laid_out(window)
    before = str(came())
    way(made)
    after = str(came())
    found = after, made.isChecked(), before
    done(window)
    return found


@pytest.mark.parametrize("kind", list(KINDS))
def test_a_screen_reader_s_toggle_does_what_the_keyboard_does(kind: str, look: Theme) -> None:
    by_key, by_reader = came_of(kind, space, look), came_of(kind, press, look)
    assert by_reader == by_key
    assert by_reader[0] != by_reader[2], "nothing came of it"


@pytest.mark.parametrize("kind", ["switch", "chip", "tile-phone", "card-cause", "card-strength", "sound", "number"])
def test_a_click_of_the_mouse_is_told_once(kind: str, look: Theme) -> None:
    assert came_of(kind, click, look) == came_of(kind, press, look)


# --- what holds for all of them ---------------------------------------------------------------------------------------


@pytest.fixture
def told() -> Log:
    return Log()


@pytest.mark.parametrize(
    "name",
    [
        "stretch-neck-side",
        "moves",
        "welcome-2-causes",
        "welcome-3-hours",
        "welcome-4-strength",
        "welcome-6-sound",
        "home",
        "home-week",
        "safety-1",
        "triage",
        "report",
        "check-in",
        "settings-reminders",
        "settings-hours",
        "settings-phone",
        "settings-busy",
        "settings-sound",
        "settings-look",
    ],
)
def test_each_checkable_control_of_a_window_tells_a_toggle_as_a_click(name: str, look: Theme, told: Log) -> None:
    window, pressed = laid_out(WINDOWS[name](look)), 0
    for made in window.findChildren(QAbstractButton):
        if not (isValid(made) and made.isCheckable() and made.isVisible() and made.isEnabled()):
            continue  # some are gone by what another did
        named, was = made.accessibleName() or made.text(), made.isChecked()
        told.clear()
        made.clicked.connect(told.tell)
        one_of_a_few = made.autoExclusive() and was
        press(made)
        assert told == ([] if one_of_a_few else [not was]), f"“{named}” of {type(made).__name__}"
        told.clear()
        pressed += 1
        if not isValid(made):
            continue  # it has closed its window, as an answer does
        now = made.isChecked()
        made.setChecked(not now)
        made.setChecked(now)
        assert told == [], f"“{named}” takes what is shown for a click"
    assert pressed, "nothing can be checked there"
    done(window)


def test_what_goes_off_because_another_went_on_was_not_clicked(look: Theme, told: Log) -> None:
    whole, group = QWidget(), QButtonGroup()
    alone, grouped = [Pick(each) for each in "ab"], [Toggle(each) for each in "cd"]
    for each in (*alone, *grouped):
        each.setParent(whole)
        each.clicked.connect(lambda on, each=each: told.append((each.text(), on)))
    for each in grouped:
        group.addButton(each)
    for pair in (alone, grouped):
        pair[0].setChecked(True)
        assert told == []
        press(pair[1])
        assert told == [(pair[1].text(), True)]
        press(pair[0])
        pair[1].setChecked(True)
        pair[0].click()
        assert told[1:] == [(pair[0].text(), True)] * 2
        told.clear()
    whole.deleteLater()


def test_what_a_toggle_leads_to_may_show_it_otherwise(look: Theme, told: Log) -> None:
    refused = Tick("Refused")
    refused.clicked.connect(told.tell)
    refused.clicked.connect(lambda _on: refused.setChecked(False))
    press(refused)
    press(refused)
    assert told == [True, True]
    assert not refused.isChecked()
    refused.deleteLater()
