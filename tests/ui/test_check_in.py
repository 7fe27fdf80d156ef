"""The check-in: two clicks are enough, nothing is assumed, and nothing that was told or typed is lost in silence."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from PySide6.QtCore import QCoreApplication, Qt, QTimer
from PySide6.QtGui import QCloseEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QCheckBox, QLabel, QPushButton, QWidget
from pytestqt.qtbot import QtBot
from shiboken6 import isValid

from postureapp.core.events import FactKind
from postureapp.core.pain import leads_to_questions
from postureapp.core.pain_diary import LONGEST_NOTE, Earlier, Feel, Hinders, KeptEntry, PainEntry, Spot, When
from postureapp.ui.check_in import CheckIn
from postureapp.ui.pain_scale import PainScale
from postureapp.ui.theme import Theme
from tests.ui.conftest import settle

AT = datetime(2026, 3, 3, 14, 36, tzinfo=UTC)
OLD = PainEntry(
    5,
    where=(Spot.BLADE_LEFT, Spot.MID_BACK),
    feels=(Feel.STIFFNESS,),
    earlier=(Earlier.DESK, Earlier.SLEEP),
    hinders=(Hinders.SLEEP,),
    note="after the call",
    before=3,
    moves=("neck-side",),
    charged="neck-side",
)


class Talk:
    """A check-in, what it told, and what the disk says to it."""

    def __init__(self, look: Theme, old: PainEntry | None = None) -> None:
        self.tried: list[PainEntry] = []
        self.told: list[tuple[PainEntry, ...]] = []
        self.gone: list[None] = []
        self.full: list[bool] = []  # what the next writes find; nothing: room
        corrects = KeptEntry(7, AT, FactKind.FELT, old, AT) if old is not None else None
        back = self._write if old is not None else None
        self.window = CheckIn(look, self._keep, corrects=corrects, take_back=back, moment="")
        self.window.kept.connect(self.told.append)
        self.window.taken_back.connect(lambda: self.gone.append(None))
        self.window.show()
        self.window.activateWindow()
        assert QTest.qWaitForWindowActive(self.window)

    def _keep(self, entry: PainEntry) -> bool:
        self.tried.append(entry)
        return self._write()

    def _write(self) -> bool:
        return not (self.full.pop(0) if self.full else False)

    def button(self, words: str) -> QPushButton:
        return next(b for b in self.window.findChildren(QPushButton) if b.text() == words and b.isVisible())

    def press(self, words: str) -> None:
        found = self.button(words)
        assert found.isEnabled(), f"{words} can't be pressed"
        found.click()

    def words(self) -> str:
        return " | ".join(each.text() for each in self.window.findChildren(QLabel) if each.isVisible())

    def tick(self, words: str) -> None:
        next(b for b in self.window.findChildren(QCheckBox) if b.text() == words).click()

    def end(self) -> None:
        """Let the moment pass for which it says that it was kept."""
        for timer in self.window.findChildren(QTimer):
            if timer.isActive() and timer.interval() < 1500:
                timer.timeout.emit()

    @property
    def is_open(self) -> bool:
        settle()
        return isValid(self.window) and self.window.isVisible()


@pytest.fixture
def talk(look: Theme) -> Talk:
    return Talk(look)


def focus(talk: Talk) -> QWidget:
    found: QWidget | None = talk.window.focusWidget()
    return found if found is not None else talk.window


def shut(talk: Talk) -> None:
    if isValid(talk.window):
        talk.window.note.letters.clear()
        talk.window.close()
        talk.window.close()


# --- two clicks -------------------------------------------------------------------------------------------------------


def test_a_number_and_save_are_enough(talk: Talk) -> None:
    talk.window.now.buttons[4].click()
    talk.press("Save")
    assert talk.tried == [PainEntry(4)]
    assert talk.told == [(PainEntry(4),)]
    assert "Kept" in talk.words()
    talk.end()
    assert not talk.is_open


def test_nothing_is_chosen_beforehand_and_without_a_number_nothing_can_be_kept(talk: Talk) -> None:
    assert not any(each.isChecked() for each in talk.window.findChildren(QAbstractButton))
    assert not talk.button("Save").isEnabled()
    assert "A number is enough" in talk.words()
    talk.window.save()
    assert talk.tried == []
    shut(talk)


def test_a_digit_and_enter_are_enough(talk: Talk, qtbot: QtBot) -> None:
    qtbot.keyClick(talk.window, Qt.Key.Key_3)
    qtbot.keyClick(talk.window.focusWidget(), Qt.Key.Key_Return)
    assert talk.tried == [PainEntry(3)]
    talk.end()


def test_one_and_nought_are_ten(talk: Talk, qtbot: QtBot) -> None:
    qtbot.keyClick(talk.window, Qt.Key.Key_1)
    qtbot.keyClick(talk.window.focusWidget(), Qt.Key.Key_0)
    assert talk.window.now.value == 10
    shut(talk)


def test_enter_on_a_number_chooses_it_first_and_a_space_on_the_window_answers_nothing(talk: Talk, qtbot: QtBot) -> None:
    qtbot.keyClick(focus(talk), Qt.Key.Key_Space)
    assert talk.window.now.value is None
    number = talk.window.now.buttons[6]
    number.setFocus()
    qtbot.keyClick(number, Qt.Key.Key_Return)
    assert talk.window.now.value == 6
    assert talk.tried == []
    shut(talk)


def test_a_digit_in_the_note_stays_in_the_note(talk: Talk, qtbot: QtBot) -> None:
    talk.window.note.letters.setFocus()
    qtbot.keyClicks(talk.window.note.letters, "since 7")
    assert talk.window.note.words == "since 7"
    assert talk.window.now.value is None
    shut(talk)


# --- more than a number -----------------------------------------------------------------------------------------------


def test_all_that_is_told_is_kept(talk: Talk) -> None:
    window = talk.window
    window.now.choose(5)
    for spot in (Spot.BETWEEN_BLADES, Spot.TRAPEZIUS_LEFT):
        window.map.places[spot].click()
    for each in ("Stiffness", "Tightness", "Desk work", "It kept me from sleep"):
        talk.tick(each)
    window.note.letters.setPlainText("  after a long call \n")
    talk.press("Save")
    assert talk.told == [
        (
            PainEntry(
                5,
                where=(Spot.TRAPEZIUS_LEFT, Spot.BETWEEN_BLADES),
                feels=(Feel.TIGHTNESS, Feel.STIFFNESS),
                earlier=(Earlier.DESK,),
                hinders=(Hinders.SLEEP,),
                note="after a long call",
            ),
        )
    ]
    talk.end()


def test_every_word_of_the_diary_can_be_chosen(talk: Talk) -> None:
    window = talk.window
    for part in (window.feels, window.earlier, window.hinders):
        for made in part.chips.buttons.values():
            made.click()
    assert window.feels.chosen == tuple(Feel)
    assert window.earlier.chosen == tuple(Earlier)
    assert window.hinders.chosen == tuple(Hinders)
    shut(talk)


def test_chosen_places_are_named_below_the_map(talk: Talk) -> None:
    talk.window.map.places[Spot.BLADE_LEFT].click()
    assert "Left shoulder blade" in talk.words()
    talk.window.map.places[Spot.BLADE_LEFT].click()
    assert "Left shoulder blade" not in talk.words()
    shut(talk)


def test_the_worst_of_the_day_is_an_entry_of_its_own(talk: Talk) -> None:
    window = talk.window
    assert not window.worst.isVisible()
    window.now.choose(3)
    window.feels.choose((Feel.PAIN,))
    talk.tick("It was worse earlier today")
    assert window.worst.isVisible()
    window.worst.choose(7)
    talk.press("Save")
    assert talk.tried == [PainEntry(7, When.WORST), PainEntry(3, feels=(Feel.PAIN,))]
    assert talk.told == [tuple(talk.tried)]
    talk.end()


def test_only_the_worst_can_be_told(talk: Talk) -> None:
    talk.tick("It was worse earlier today")
    talk.window.worst.choose(6)
    talk.window.feels.choose((Feel.PAIN,))
    talk.press("Save")
    assert talk.tried == [PainEntry(6, When.WORST, feels=(Feel.PAIN,))]
    talk.end()


@pytest.mark.parametrize(("now", "worst", "kept"), [(5, 4, None), (5, 5, 1), (5, 6, 2), (0, 10, 2)])
def test_the_worst_is_not_less_than_now(talk: Talk, now: int, worst: int, kept: int | None) -> None:
    talk.tick("It was worse earlier today")
    talk.window.now.choose(now)
    talk.window.worst.choose(worst)
    assert talk.button("Save").isEnabled() == (kept is not None)
    assert ("is not less than now" in talk.words()) == (kept is None)
    talk.window.save()
    assert len(talk.tried) == (kept or 0)
    talk.end()
    shut(talk)


def test_a_worst_that_was_put_away_is_not_kept(talk: Talk) -> None:
    talk.window.now.choose(2)
    talk.tick("It was worse earlier today")
    talk.window.worst.choose(9)
    talk.tick("It was worse earlier today")
    talk.press("Save")
    assert talk.tried == [PainEntry(2)]
    talk.end()


# --- the note ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("length", "said", "can"),
    [
        (LONGEST_NOTE - 101, "", True),
        (LONGEST_NOTE - 100, "100 letters left", True),
        (LONGEST_NOTE - 1, "1 letter left", True),
        (LONGEST_NOTE, "0 letters left", True),
        (LONGEST_NOTE + 1, "1 letter too many", False),
        (LONGEST_NOTE + 60, "60 letters too many", False),
    ],
)
def test_a_note_is_counted_near_its_end_and_refused_beyond(talk: Talk, length: int, said: str, can: bool) -> None:
    talk.window.now.choose(2)
    talk.window.note.letters.setPlainText("ä" * length)
    assert said in talk.words()
    assert ("letter" in talk.words()) == bool(said)
    assert talk.button("Save").isEnabled() == can
    assert ("The note is too long." in talk.words()) == (not can)
    talk.window.save()
    assert [len(each.note) for each in talk.tried] == ([length] if can else [])
    assert len(talk.window.note.words) == length, "what was typed stays"
    talk.end()
    shut(talk)


def test_tab_leads_out_of_the_note(talk: Talk, qtbot: QtBot) -> None:
    talk.window.note.letters.setFocus()
    qtbot.keyClick(talk.window.note.letters, Qt.Key.Key_Tab)
    assert not talk.window.note.letters.hasFocus()
    assert talk.window.note.words == ""
    shut(talk)


# --- what follows -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("entry", "follows"),
    [
        (PainEntry(7), False),
        (PainEntry(8), True),
        (PainEntry(8, When.WORST), True),
        (PainEntry(1, feels=(Feel.TINGLING,)), True),
        (PainEntry(1, feels=(Feel.SPREADING,)), True),
        (PainEntry(1, feels=(Feel.HEADACHE,)), True),
        (PainEntry(1, feels=(Feel.PAIN, Feel.TIGHTNESS, Feel.STIFFNESS, Feel.TENDERNESS)), False),
        (PainEntry(1, earlier=(Earlier.KNOCK,)), True),
        (PainEntry(1, earlier=tuple(each for each in Earlier if each is not Earlier.KNOCK)), False),
    ],
)
def test_what_leads_to_questions(entry: PainEntry, follows: bool) -> None:
    assert leads_to_questions(entry) == follows


@pytest.mark.parametrize("words", ["Headache", "It spreads", "Tingling", "A knock or a fall"])
def test_that_questions_follow_is_said_beforehand_and_then_it_closes_at_once(talk: Talk, words: str) -> None:
    said = "a few questions about warning signs follow"
    talk.window.now.choose(2)
    assert said not in talk.words()
    talk.tick(words)
    assert said in talk.words()
    talk.tick(words)
    assert said not in talk.words()
    talk.tick(words)
    talk.press("Save")
    assert len(talk.told) == 1
    assert not talk.is_open


def test_who_opened_it_says_whether_questions_follow(look: Theme) -> None:
    asked: list[PainEntry] = []

    def asks(entry: PainEntry) -> bool:
        asked.append(entry)
        return entry.score == 2

    window = CheckIn(look, lambda _entry: True, asks=asks)
    window.show()
    window.now.choose(2)
    assert any("warning signs" in each.text() for each in window.findChildren(QLabel) if each.isVisible())
    assert asked[-1] == PainEntry(2)
    window.close()


# --- a full disk ------------------------------------------------------------------------------------------------------


def test_what_could_not_be_kept_stays_and_can_be_tried_again(talk: Talk) -> None:
    talk.full = [True]
    talk.window.now.choose(4)
    talk.window.note.letters.setPlainText("long call")
    talk.press("Save")
    assert talk.told == []
    assert "could not be kept" in talk.words()
    assert "Make room on the disk" in talk.words()
    assert talk.window.note.words == "long call"
    talk.press("Try again")
    assert talk.told == [(PainEntry(4, note="long call"),)]
    talk.end()
    assert not talk.is_open


def test_what_is_on_the_disk_already_is_not_kept_twice(talk: Talk) -> None:
    talk.full = [False, True]
    talk.window.now.choose(4)
    talk.tick("It was worse earlier today")
    talk.window.worst.choose(6)
    talk.press("Save")
    assert talk.told == []
    assert not talk.window.worst.isEnabled(), "it is kept and stays as it is"
    talk.window.now.choose(3)
    talk.press("Try again")
    assert talk.tried == [PainEntry(6, When.WORST), PainEntry(4), PainEntry(3)]
    assert talk.told == [(PainEntry(6, When.WORST), PainEntry(3))]
    talk.end()


def test_what_is_on_the_disk_is_told_even_where_the_rest_is_given_up(talk: Talk) -> None:
    talk.full = [False, True]
    talk.window.now.choose(4)
    talk.tick("It was worse earlier today")
    talk.window.worst.choose(9)
    talk.press("Save")
    assert talk.told == []
    talk.press("Close")
    assert not talk.is_open
    assert talk.told == [(PainEntry(9, When.WORST),)], "the questions about warning signs follow from it"


# --- a correction -----------------------------------------------------------------------------------------------------


def test_a_correction_begins_with_what_was_told_and_changes_only_what_was_changed(look: Theme) -> None:
    talk = Talk(look, OLD)
    assert talk.window.windowTitle() == "Correct what you told"
    assert talk.window.entries == (OLD,)
    talk.window.now.choose(2)
    talk.tick("Tightness")
    talk.press("Keep the correction")
    (entry,) = talk.tried
    assert entry.score == 2
    assert entry.feels == (Feel.TIGHTNESS, Feel.STIFFNESS)
    assert (entry.before, entry.moves, entry.charged) == (OLD.before, OLD.moves, OLD.charged)
    assert (entry.where, entry.earlier, entry.hinders, entry.note) == (OLD.where, OLD.earlier, OLD.hinders, OLD.note)
    talk.end()


def test_the_worst_of_a_day_is_corrected_as_such(look: Theme) -> None:
    talk = Talk(look, PainEntry(7, When.WORST))
    assert "Pain right now" not in talk.words()
    talk.window.now.choose(5)
    talk.press("Keep the correction")
    assert talk.tried == [PainEntry(5, When.WORST)]
    talk.end()


def test_an_entry_is_taken_back_after_a_question(look: Theme) -> None:
    talk = Talk(look, OLD)
    talk.press("Take it back")
    assert talk.gone == []
    talk.press("Keep it")
    assert talk.gone == []
    talk.press("Take it back")
    talk.press("Take it back")
    assert len(talk.gone) == 1
    assert talk.tried == []
    assert "Taken back" in talk.words()
    talk.end()
    assert not talk.is_open


def test_an_entry_that_could_not_be_taken_back_still_counts(look: Theme) -> None:
    talk = Talk(look, OLD)
    talk.full = [True]
    talk.press("Take it back")
    talk.press("Take it back")
    assert talk.gone == []
    assert "The entry still counts" in talk.words()
    assert talk.is_open
    shut(talk)


def test_a_new_entry_can_not_be_taken_back(talk: Talk) -> None:
    assert not any(b.text() == "Take it back" and b.isVisible() for b in talk.window.findChildren(QPushButton))
    shut(talk)


# --- leaving ----------------------------------------------------------------------------------------------------------


def test_escape_closes_and_asks_nothing_where_nothing_was_typed(talk: Talk, qtbot: QtBot) -> None:
    talk.window.now.choose(4)
    qtbot.keyClick(focus(talk), Qt.Key.Key_Escape)
    assert not talk.is_open
    assert talk.tried == []


def test_a_typed_note_is_not_lost_without_a_question(talk: Talk, qtbot: QtBot) -> None:
    talk.window.note.letters.setPlainText("long call")
    qtbot.keyClick(focus(talk), Qt.Key.Key_Escape)
    assert talk.is_open
    assert "not kept yet" in talk.words()
    qtbot.keyClick(focus(talk), Qt.Key.Key_Escape)
    assert talk.is_open
    assert "not kept yet" not in talk.words()
    assert talk.window.note.words == "long call"
    qtbot.keyClick(focus(talk), Qt.Key.Key_Escape)
    talk.press("Go on writing")
    assert talk.window.note.letters.hasFocus()
    talk.press("Close")
    talk.press("Close without it")
    assert not talk.is_open


def test_the_systems_way_to_close_asks_once(talk: Talk) -> None:
    talk.window.note.letters.setPlainText("long call")
    first = QCloseEvent()
    QCoreApplication.sendEvent(talk.window, first)
    assert not first.isAccepted()
    assert not talk.window.close() or not talk.is_open
    assert not talk.is_open


def test_a_question_about_taking_back_does_not_let_the_note_go(look: Theme) -> None:
    talk = Talk(look, OLD)
    talk.window.note.letters.setPlainText("something else")
    talk.press("Take it back")
    talk.window.close()
    assert talk.is_open
    assert "not kept yet" in talk.words()
    talk.press("Close without it")
    assert not talk.is_open


def test_a_note_as_it_was_kept_is_no_loss(look: Theme, qtbot: QtBot) -> None:
    talk = Talk(look, OLD)
    qtbot.keyClick(focus(talk), Qt.Key.Key_Escape)
    assert not talk.is_open


@pytest.mark.parametrize("how", ["click", "toggle"])
def test_a_number_is_told_once_by_click_and_where_a_screen_reader_toggles_it(how: str, qapp: object) -> None:
    told: list[int] = []
    scale = PainScale(told.append, is_last=True)
    getattr(scale.buttons[5], how)()
    assert (told, scale.value) == ([5], 5)
    getattr(scale.buttons[7], how)()
    assert (told, scale.value) == ([5, 7], 7)
    scale.deleteLater()
