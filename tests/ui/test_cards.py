"""Cards at the corner: they take no focus, tell one answer, and stay until they are told to go."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QPushButton, QWidget

from postureapp.core.events import Answer, GapAnswer, Reminder, Size
from postureapp.core.postures import PAIRS
from postureapp.core.props import PropKind
from postureapp.core.text import text
from postureapp.ui.card_notifier import CardNotifier
from postureapp.ui.card_place import read_in_peace
from postureapp.ui.figure_view import FigureView
from postureapp.ui.question_card import RemindLessCard
from postureapp.ui.reminder_card import posture_for
from postureapp.ui.return_card import ReturnCard
from postureapp.ui.theme import Theme
from tests.ui.conftest import settle

Told = list[tuple[int, Answer, float]]


def reminder(number: int = 1, size: Size = Size.STRETCH) -> Reminder:
    return Reminder(number, "desk", size, text("You have been sitting."), text("Roll your shoulders?"))


def press(window: QWidget, words: str) -> None:
    next(each for each in window.findChildren(QPushButton) if each.text() == words).click()


def words_on(window: QWidget) -> list[str]:
    return [each.text() for each in window.findChildren(QPushButton)]


@pytest.mark.parametrize(
    ("words", "answer", "snooze_s"),
    [
        ("Start", Answer.START, 0.0),
        ("Snooze 5 min", Answer.SNOOZE, 300.0),
        ("10 min", Answer.SNOOZE, 600.0),
        ("Skip", Answer.SKIP, 0.0),
        ("Already did", Answer.DONE, 0.0),
    ],
)
def test_each_button_tells_its_answer_and_closes(look: Theme, words: str, answer: Answer, snooze_s: float) -> None:
    told: Told = []
    notifier = CardNotifier(look)
    notifier.show(reminder(7), lambda *answered: told.append(answered))
    press(notifier._card, words)
    settle()
    assert told == [(7, answer, snooze_s)]
    assert notifier._card is None


def test_a_tip_has_only_ok_and_a_nudge_shows(look: Theme) -> None:
    notifier = CardNotifier(look)
    notifier.show(reminder(size=Size.TIP), lambda *_answer: None)
    assert words_on(notifier._card) == ["OK"]
    notifier.show(reminder(size=Size.NUDGE), lambda *_answer: None)
    assert "Show me" in words_on(notifier._card)
    notifier.stop()


@pytest.mark.parametrize("cause", ["sleep", "lifting", "backpack"])
def test_a_tip_shows_the_posture_that_spares(look: Theme, cause: str) -> None:
    notifier = CardNotifier(look)
    notifier.show(Reminder(1, cause, Size.TIP, text("A tip"), text("Try it.")), lambda *_answer: None)
    (figure,) = notifier._card.findChildren(FigureView)
    assert figure._pose == PAIRS[cause].spares.pose
    notifier.stop()


def test_a_tip_without_a_posture_of_its_own_has_words_only(look: Theme) -> None:
    notifier = CardNotifier(look)
    notifier.show(Reminder(1, "sports", Size.TIP, text("A tip"), text("Try it.")), lambda *_answer: None)
    assert notifier._card.findChildren(FigureView) == []
    notifier.stop()


def test_the_nudge_of_the_phone_has_the_phone_in_hand_and_other_nudges_have_not() -> None:
    phone, desk = (
        posture_for(Reminder(1, cause, Size.NUDGE, text("A nudge"), text("Try it."))) for cause in ("phone", "desk")
    )
    assert phone is not None
    assert desk is not None
    assert PropKind.PHONE in phone.props
    assert PropKind.PHONE not in desk.props


def test_it_is_withdrawn_without_an_answer(look: Theme) -> None:
    told: Told = []
    notifier = CardNotifier(look)
    notifier.show(reminder(3), lambda *answered: told.append(answered))
    notifier.withdraw(99)
    assert notifier._card is not None
    notifier.withdraw(3)
    notifier.withdraw(3)
    notifier.stop()
    notifier.stop()
    assert told == []


def test_a_new_one_takes_the_place_of_the_old(look: Theme) -> None:
    notifier = CardNotifier(look)
    notifier.show(reminder(1), lambda *_answer: None)
    first = notifier._card
    notifier.show(reminder(2), lambda *_answer: None)
    settle()
    notifier.withdraw(1)
    assert notifier._card is not None
    assert notifier._card is not first
    notifier.stop()


def test_a_card_closed_by_the_window_manager_is_forgotten(look: Theme) -> None:
    notifier = CardNotifier(look)
    notifier.show(reminder(1), lambda *_answer: None)
    notifier._card.close()
    settle()
    notifier.withdraw(1)
    notifier.stop()


def test_it_takes_no_focus_and_stands_in_the_corner(look: Theme) -> None:
    notifier = CardNotifier(look)
    notifier.show(reminder(), lambda *_answer: None)
    card = notifier._card
    assert card.windowFlags() & Qt.WindowType.WindowDoesNotAcceptFocus
    assert card.windowFlags() & Qt.WindowType.WindowStaysOnTopHint
    assert card.testAttribute(Qt.WidgetAttribute.WA_ShowWithoutActivating)
    assert all(each.focusPolicy() is Qt.FocusPolicy.NoFocus for each in card.findChildren(QPushButton))
    room = QGuiApplication.primaryScreen().availableGeometry()
    assert room.contains(card.geometry())
    assert room.right() - card.geometry().right() < 24
    assert room.bottom() - card.geometry().bottom() < 24
    notifier.stop()


@pytest.mark.parametrize(
    ("words", "answer"),
    [
        ("Took a break", GapAnswer.BREAK),
        ("On my phone", GapAnswer.PHONE),
        ("Meeting or reading", GapAnswer.MEETING),
    ],
)
def test_the_return_card_tells_one_answer(look: Theme, words: str, answer: GapAnswer) -> None:
    told: list[GapAnswer] = []
    card = ReturnCard(420.0, told.append, look)
    card.show()
    press(card, words)
    settle()
    assert told == [answer]


def test_the_return_card_closes_unanswered(look: Theme) -> None:
    told: list[GapAnswer] = []
    card = ReturnCard(420.0, told.append, look)
    card.show()
    assert "7 minutes" in card.accessibleDescription()
    card.close()
    settle()
    assert told == []


@pytest.mark.parametrize(("words", "less"), [("Yes, less often", True), ("Keep as it is", False)])
def test_the_one_question(look: Theme, words: str, less: bool) -> None:
    told: list[bool] = []
    card = RemindLessCard(told.append, look)
    card.show()
    press(card, words)
    settle()
    assert told == [less]


def test_a_reminder_that_waits_behind_what_is_read_in_peace_tells_that_nobody_sees_it(look: Theme) -> None:
    seen: list[tuple[int, bool]] = []
    notifier = CardNotifier(look, lambda *told: seen.append(told))
    reading = QWidget()
    reading.setGeometry(QGuiApplication.primaryScreen().availableGeometry())
    read_in_peace(reading)
    reading.activateWindow()
    settle()
    notifier.show(reminder(7), lambda *_answer: None)
    assert seen == [(7, False)]
    assert not notifier._card.isVisible()
    reading.close()
    reading.deleteLater()
    settle()
    settle()
    assert notifier._card.isVisible()
    assert seen == [(7, False), (7, True)]
    notifier.stop()
    settle()
    notifier.show(reminder(8), lambda *_answer: None)
    settle()
    assert seen == [(7, False), (7, True)], "one that is seen at once has nothing to tell"
    notifier.stop()
