"""What waits for an answer, in the home window and the tray: the same answers as the card's, and one ends it in all."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QContextMenuEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from postureapp.core import events, session
from postureapp.core.clinic import Clinic
from postureapp.core.errors import EnvironmentProblem
from postureapp.core.events import Answer, GapAnswer, Reminder, Size
from postureapp.core.safety import SafetyState
from postureapp.core.settings import declarations
from postureapp.core.state import Arm, Card, Due, Pending, Shown, World
from postureapp.core.text import text
from postureapp.storage.content import load_causes, load_moves, load_safety
from postureapp.ui.accessible import announce
from postureapp.ui.card_notifier import CardNotifier
from postureapp.ui.home_window import WEEKS, HomeWindow
from postureapp.ui.notice_card import NoticeCard
from postureapp.ui.question_card import RemindLessCard
from postureapp.ui.reminder_card import ReminderCard
from postureapp.ui.return_card import ReturnCard
from postureapp.ui.screen import QtScreen
from postureapp.ui.shelf import Shelf
from postureapp.ui.theme import Theme
from postureapp.ui.tray_status import tray_status
from tests.helpers.fakes import FakeClock, FakeDiary, FakeOpener, FakeSafetyStore
from tests.ui.conftest import settle

MONDAY_MORNING = datetime(2026, 3, 9, 9, 30, tzinfo=UTC)
NOTHING_APPLIES = SafetyState(answered=True)
ANSWERS = ["Start", "Snooze 5 min", "Snooze 10 min", "Already did", "Skip"]
Sent = list[events.Event]


class Stage:
    """The core with the screen and our own cards around it, as the driver ties them together."""

    def __init__(self, look: Theme) -> None:
        self.clock = FakeClock(MONDAY_MORNING)
        self.look, self.sent = look, Sent()
        self.world = World(causes=load_causes()[0], moves=load_moves()[0], rules=load_safety()[0])
        self.world = replace(self.world, safety=NOTHING_APPLIES)
        self.state = session.begin(self.world, self.clock.now())
        store, clinic = FakeSafetyStore(NOTHING_APPLIES), Clinic("Osteo Health", "403-814-0404")
        shelf = Shelf(self.clock, FakeDiary(), store, FakeOpener(), clinic, look)
        self.notifier = CardNotifier(look)
        self.screen = QtScreen(shelf, lambda: tray_status(self.state, self.clock.now()))
        self.screen.connect_to(self.handle, lambda *_kept: True, lambda: self.world)
        self.screen.tray.replied.connect(self.handle)

    def handle(self, event: events.Event) -> None:
        """As the driver does."""
        self.sent.append(event)
        self.state, effects = session.step(self.state, event, self.clock.now())
        for effect in effects:
            match effect:
                case events.WithdrawReminder(number):
                    self.notifier.withdraw(number)
                case events.CloseReturnCard():
                    self.screen.close_return_card()
        self.screen.refresh(self.state, self.clock.now())

    def remind(self, size: Size = Size.STRETCH, number: int = 1) -> None:
        """A reminder stands, as a card of our own."""
        due = Due(Arm.SPELL if size is Size.STAND else Arm.REPETITION, "desk", size)
        self.state = replace(self.state, shown=Shown(number, Pending(due), self.clock.now().elapsed_s))
        title, body = text("You have been sitting."), text("Roll your shoulders?")
        self.notifier.show(
            Reminder(number, "desk", size, title, body),
            lambda *said: self.handle(events.ReminderAnswered(*said)),
        )
        self.screen.refresh(self.state, self.clock.now())
        settle()

    def ask_gap(self) -> None:
        """The return card stands."""
        self.state = replace(self.state, card=Card(420.0, self.clock.now().elapsed_s))
        self.screen.show_return_card(420.0)
        self.screen.refresh(self.state, self.clock.now())
        settle()

    def open(self) -> HomeWindow:
        """The home window, with the keyboard."""
        self.screen.doors.open("home")
        home = self.home
        home.activateWindow()
        assert QTest.qWaitForWindowActive(home)
        settle()
        return home

    @property
    def home(self) -> HomeWindow:
        return next(each for each in QApplication.topLevelWidgets() if isinstance(each, HomeWindow))

    def cards(self, kind: type[QWidget]) -> list[QWidget]:
        settle()
        return [each for each in QApplication.topLevelWidgets() if isinstance(each, kind) and each.isVisible()]


@pytest.fixture
def stage(look: Theme) -> Iterator[Stage]:
    made = Stage(look)
    yield made
    made.notifier.stop()
    made.screen.close_all()
    made.screen.tray.menu.deleteLater()
    made.screen.deleteLater()
    settle()


def offered(home: HomeWindow) -> list[str]:
    """The answers in the row, as they are read."""
    return [each.text() for each in home.waiting.buttons if each.isVisible()]


def press(home: HomeWindow, words: str) -> None:
    """Go to an answer by the Tab key, and press Return."""
    for _turn in range(12):
        at = home.focusWidget()
        if at in home.waiting.buttons and at.text() == words:  # type: ignore[union-attr]
            break
        QTest.keyClick(at, Qt.Key.Key_Tab)
    QTest.keyClick(home.focusWidget(), Qt.Key.Key_Return)
    settle()


def test_nothing_waits_and_no_row_is_there(stage: Stage) -> None:
    home = stage.open()
    assert not home.waiting.isVisible()
    assert home.focusWidget() is home.today.stretch


@pytest.mark.parametrize(
    ("words", "answer", "snooze_s"),
    [
        ("Start", Answer.START, 0.0),
        ("Snooze 5 min", Answer.SNOOZE, 300.0),
        ("Snooze 10 min", Answer.SNOOZE, 600.0),
        ("Already did", Answer.DONE, 0.0),
        ("Skip", Answer.SKIP, 0.0),
    ],
)
def test_a_reminder_is_answered_by_the_keyboard_and_its_card_goes(
    stage: Stage, words: str, answer: Answer, snooze_s: float
) -> None:
    stage.remind()
    home = stage.open()
    assert offered(home) == ANSWERS
    press(home, words)
    assert stage.sent == [events.ReminderAnswered(1, answer, snooze_s)]
    assert not stage.cards(ReminderCard)
    assert not home.waiting.isVisible()


@pytest.mark.parametrize("size", list(Size))
def test_it_offers_what_the_card_offers(stage: Stage, size: Size) -> None:
    stage.remind(size)
    (card,) = stage.cards(ReminderCard)
    assert isinstance(card, ReminderCard)
    home = stage.open()
    on_card = sorted(each.accessibleName() for each in card.buttons)
    assert sorted(each.accessibleName() for each in home.waiting.buttons if each.isVisible()) == on_card


def test_answered_on_the_card_it_is_gone_from_the_window(stage: Stage) -> None:
    home = stage.open()
    stage.remind()
    assert home.waiting.isVisible()
    (card,) = stage.cards(ReminderCard)
    assert isinstance(card, ReminderCard)
    card.buttons[-1].click()
    settle()
    assert not home.waiting.isVisible()


def test_one_that_comes_takes_no_keyboard_and_stands_first_on_the_way(stage: Stage) -> None:
    home = stage.open()
    QTest.keyClick(home.today.stretch, Qt.Key.Key_Tab)
    was = home.focusWidget()
    stage.remind()
    assert home.focusWidget() is was
    home.more.setFocus()
    way = []
    for _stop in range(len(ANSWERS) + 1):
        QTest.keyClick(home.focusWidget(), Qt.Key.Key_Tab)
        way.append(home.focusWidget())
    assert way == [*home.waiting.buttons, home.today.stretch]


def test_one_that_comes_is_told(stage: Stage, monkeypatch: pytest.MonkeyPatch) -> None:
    told: list[str] = []

    def listen(widget: QWidget, words: str) -> None:
        told.append(words)
        announce(widget, words)

    monkeypatch.setattr("postureapp.ui.home_window.announce", listen)
    home = stage.open()
    stage.remind()
    (words,) = told
    assert words.startswith("Waiting for you: ")
    stage.screen.refresh(stage.state, stage.clock.now())
    assert told == [words], "once"
    home.tabs.setCurrentIndex(WEEKS)
    assert home.waiting.isVisible(), "beside the weeks as well"
    assert home.waiting.buttons[0].accessibleDescription() == words


def test_opened_while_something_waits_the_keyboard_is_there(stage: Stage) -> None:
    stage.remind()
    home = stage.open()
    assert home.focusWidget() is home.waiting.buttons[0]
    home.today.hurts.setFocus()
    stage.screen.doors.open("home")
    assert home.focusWidget() is home.waiting.buttons[0], "raised as well"


def test_a_key_pressed_too_late_does_nothing(stage: Stage) -> None:
    stage.remind()
    home = stage.open()
    stage.handle(events.ReminderAnswered(1, Answer.SKIP))
    assert home.focusWidget() is home.tabs
    QTest.keyClick(home.focusWidget(), Qt.Key.Key_Return)
    assert len(stage.sent) == 1
    stage.remind(number=2)
    home.waiting.take_keyboard()
    stage.remind(number=3)
    assert home.focusWidget() is home.tabs, "another one is not answered by mistake"


@pytest.mark.parametrize(
    ("words", "answer"),
    [
        ("Took a break", GapAnswer.BREAK),
        ("On my phone", GapAnswer.PHONE),
        ("Meeting or reading", GapAnswer.MEETING),
    ],
)
def test_the_return_card_is_answered_from_it(stage: Stage, words: str, answer: GapAnswer) -> None:
    stage.ask_gap()
    home = stage.open()
    assert "7 minutes" in home.waiting.buttons[0].accessibleDescription()
    press(home, words)
    assert stage.sent == [events.GapAnswered(answer)]
    assert not stage.cards(ReturnCard)
    assert not home.waiting.isVisible()


def test_the_one_question_is_answered_from_it(stage: Stage) -> None:
    home = stage.open()
    stage.screen.ask_remind_less()
    stage.screen.refresh(stage.state, stage.clock.now())
    assert offered(home) == ["Yes, less often", "Keep as it is"]
    press(home, "Keep as it is")
    assert stage.sent == [events.RemindLessAnswered(False)]
    assert not stage.cards(RemindLessCard)
    assert not home.waiting.isVisible()


def test_what_went_wrong_is_put_away_from_it(stage: Stage) -> None:
    home = stage.open()
    stage.screen.report(EnvironmentProblem("The disk is full."))
    assert offered(home) == ["OK"]
    press(home, "OK")
    assert not stage.cards(NoticeCard)
    assert not home.waiting.isVisible()


def test_what_closes_by_itself_is_gone_from_it(stage: Stage) -> None:
    home = stage.open()
    stage.screen.report(EnvironmentProblem("The disk is full."))
    stage.cards(NoticeCard)[0].close()
    settle()
    assert not home.waiting.isVisible()


# --- the tray, and the menu key


def shown(stage: Stage) -> list[str]:
    """What the tray's menu has."""
    stage.screen.tray.menu.aboutToShow.emit()
    actions = stage.screen.tray.menu.actions()
    return [each.text() for each in actions if each.isVisible() and not each.isSeparator()]


def test_the_menu_of_the_tray_begins_with_the_answers(stage: Stage) -> None:
    before = shown(stage)
    stage.remind()
    words = shown(stage)
    assert words[1].startswith("Waiting for you: ")
    assert words[2 : 2 + len(ANSWERS)] == ANSWERS
    assert words[2 + len(ANSWERS) :] == before[1:]
    next(each for each in stage.screen.tray.menu.actions() if each.text() == "Skip").trigger()
    assert stage.sent == [events.ReminderAnswered(1, Answer.SKIP, 0.0)]
    assert not stage.cards(ReminderCard)
    assert shown(stage)[1:] == before[1:]


def test_what_the_tray_can_do_can_be_done_without_it(stage: Stage) -> None:
    words = shown(stage)[1:]
    home = stage.open()
    pauses = home.today.pause_menu()
    there = {tile.text() for tile in home.today.tiles}
    there |= {action.text().replace("Quit PostureApp", "Quit") for action in home.more.menu().actions()}
    assert set(words) - there == {"Home", "At home: floor moves too"}
    assert "moves.place" in {declaration.key for _name, declaration, _default in declarations()}
    lengths = next(each for each in stage.screen.tray.menu.actions() if each.text() == "Pause").menu().actions()  # type: ignore[union-attr]
    assert len(pauses.actions()) == len(lengths)
    pauses.close()


def test_the_menu_key_opens_everything_else(stage: Stage) -> None:
    home = stage.open()
    at = home.today.hurts
    middle = at.rect().center()
    asked = QContextMenuEvent(QContextMenuEvent.Reason.Keyboard, middle, at.mapToGlobal(middle))
    QApplication.sendEvent(at, asked)
    menu = home.more.menu()
    assert menu.isVisible()
    assert menu.activeAction() is menu.actions()[0]
    menu.close()
