"""Your data: what is kept, the export with its ends good and bad, and the deletion that asks twice."""

from __future__ import annotations

import gettext
import zipfile
from collections.abc import Iterator
from datetime import UTC, date, datetime
from functools import partial
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton
from pytestqt.qtbot import QtBot

from postureapp.core import text as words
from postureapp.core.errors import EnvironmentProblem
from postureapp.storage.export import exporting
from postureapp.storage.folders import Folders, under
from postureapp.storage.inventory import holdings
from postureapp.ui.data_page import DataPage, DataWires, size_words
from postureapp.ui.theme import Theme
from tests.ui.conftest import settle

NOW = datetime(2026, 3, 4, 14, 5, tzinfo=UTC)


class Stage:
    """The page, the files of its person, and what was asked for."""

    def __init__(self, look: Theme, home: Path) -> None:
        self.places: Folders = under(home)
        self.places.make()
        self.places.settings.write_text("# mine\n" * 400)
        self.opened: list[Path] = []
        self.refusal = ""
        self.left: tuple[str, ...] = ()
        self.erased = self.ended = 0
        self.entries = 3
        self.asked: list[tuple[date, date]] = []
        self.gone: list[tuple[date, date]] = []
        self.problem: EnvironmentProblem | None = None
        wires = DataWires(
            self.places,
            self._open,
            partial(exporting, self.places, now=NOW, replace=True),
            today=NOW.date,
            count=self._count,
            forget=self._forget,
            take_in=self._take_in,
            erase=self._erase,
            leave=self._leave,
        )
        self.page = DataPage(look, wires)
        self.page.resize(700, 900)
        self.page.show()
        self.page.activateWindow()
        settle()

    def _open(self, folder: Path) -> str:
        self.opened.append(folder)
        return self.refusal

    def _count(self, first: date, last: date) -> int:
        if self.problem is not None:
            raise self.problem
        self.asked.append((first, last))
        return self.entries

    def _forget(self, first: date, last: date) -> int:
        self._count(first, last)
        self.gone.append((first, last))
        return self.entries

    def _take_in(self, path: Path) -> tuple[int, int]:
        if self.problem is not None:
            raise self.problem
        self.opened.append(path)
        return 2, 1

    def _erase(self) -> tuple[str, ...]:
        self.erased += 1
        return self.left

    def _leave(self) -> None:
        self.ended += 1


@pytest.fixture
def stage(look: Theme, tmp_path: Path) -> Iterator[Stage]:
    made = Stage(look, tmp_path / "home")
    yield made
    made.page.close()
    made.page.deleteLater()
    settle()


def press(button: QPushButton) -> None:
    button.setFocus()
    QTest.keyClick(button, Qt.Key.Key_Space)
    settle()


def test_every_kind_that_is_kept_has_its_size(stage: Stage) -> None:
    kinds = holdings(stage.places)
    assert len(stage.page.kept.sizes) == len(kinds)
    said = {str(kind.name): size.text() for kind, size in zip(kinds, stage.page.kept.sizes, strict=True)}
    assert said["Settings"] == "3 kB"
    assert said["Diary"] == "nothing yet"
    stage.places.diary.write_bytes(b"x" * 2_345_678)
    stage.page.refresh()
    assert stage.page.kept.sizes[0].text() == "2.3 MB"
    assert "Diary" in stage.page.kept.sizes[0].accessibleName()
    assert str(size_words(1)) == "1 kB"


def test_each_folder_is_shown_and_opens(stage: Stage) -> None:
    assert len(stage.page.folders.buttons) == 3
    for each in stage.page.folders.buttons:
        press(each)
    assert {*stage.opened} == {stage.places.config, stage.places.data, stage.places.state}
    assert not stage.page.folders.said.isVisible()
    stage.refusal = "Nothing opens it."
    press(stage.page.folders.buttons[0])
    assert stage.page.folders.said.text() == "Nothing opens it."
    assert stage.page.folders.said.isVisible()


# --- export


def test_an_export_says_where_it_is(stage: Stage, tmp_path: Path, qtbot: QtBot) -> None:
    stage.page.export_to(tmp_path / "mine.zip")
    assert stage.page.bar.isVisible()
    assert not stage.page.erase.isEnabled(), "what is being read is not deleted"
    qtbot.waitUntil(lambda: "was written" in stage.page.said.text(), timeout=5000)
    assert str(tmp_path / "mine.zip") in stage.page.said.text()
    assert not stage.page.bar.isVisible()
    assert stage.page.erase.isEnabled()
    with zipfile.ZipFile(tmp_path / "mine.zip") as whole:
        assert "settings.toml" in whole.namelist()


def test_a_failure_is_said_and_the_page_goes_on(stage: Stage, tmp_path: Path, qtbot: QtBot) -> None:
    stage.page.export_to(tmp_path / "nowhere" / "mine.zip")
    qtbot.waitUntil(lambda: "not there" in stage.page.said.text(), timeout=5000)
    assert stage.page.export.isEnabled()
    stage.page.export_to(tmp_path / "mine.zip")
    qtbot.waitUntil(lambda: "was written" in stage.page.said.text(), timeout=5000)


def _endless(made: list[str]) -> Iterator[float]:
    try:
        while True:
            yield 0.3
    finally:
        made.append("closed")


def test_it_can_be_stopped(look: Theme, stage: Stage) -> None:
    made: list[str] = []
    page = stage.page
    page._wires = DataWires(stage.places, export=lambda _path: _endless(made))
    page.export_to(Path("mine.zip"))
    settle()
    assert page.bar.value() == 30
    assert QApplication.focusWidget() is page.stop
    press(page.stop)
    assert made == ["closed"]
    assert "stopped" in page.said.text()
    assert QApplication.focusWidget() is page.export


def test_closing_the_window_gives_the_export_up(look: Theme, tmp_path: Path) -> None:
    made: list[str] = []
    page = DataPage(look, DataWires(under(tmp_path), export=lambda _path: _endless(made)))
    page.show()
    page.export_to(Path("mine.zip"))
    settle()
    page.close()
    page.deleteLater()
    settle()
    assert made == ["closed"]


def test_the_dialog_asks_for_a_zip(stage: Stage) -> None:
    press(stage.page.export)
    assert stage.page.dialog is not None
    assert stage.page.dialog.defaultSuffix() == "zip"
    stage.page.dialog.reject()
    settle()
    assert stage.page.dialog is None
    assert not stage.page.said.isVisible()


# --- deletion


def type_word(stage: Stage, word: str) -> None:
    stage.page.erase.word.clear()
    QTest.keyClicks(stage.page.erase.word, word)


def test_it_asks_twice_and_then_ends(stage: Stage) -> None:
    card = stage.page.erase
    press(card.ask)
    assert QApplication.focusWidget() is card.keep, "Enter keeps everything"
    press(card.go_on)
    assert QApplication.focusWidget() is card.word
    assert not card.now.isEnabled()
    type_word(stage, "DELETE ")
    assert card.now.isEnabled()
    press(card.now)
    assert stage.erased == 1
    assert stage.ended == 0, "that it is done is said first"
    assert card.done is not None
    assert card.done.windowModality() is Qt.WindowModality.ApplicationModal, "no other window may write any more"
    press(card.done.end)
    settle()
    assert stage.ended == 1


def test_by_enter_alone_nothing_goes(stage: Stage) -> None:
    card = stage.page.erase
    press(card.ask)
    for _press in range(3):
        QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Return)
        settle()
    type_word(stage, "delet")
    QTest.keyClick(card.word, Qt.Key.Key_Return)
    assert stage.erased == 0


@pytest.mark.parametrize("where", ["keep", "keep_after_all"])
def test_keeping_everything_goes_back_to_the_beginning(stage: Stage, where: str) -> None:
    card = stage.page.erase
    press(card.ask)
    if where == "keep_after_all":
        press(card.go_on)
        type_word(stage, "delete")
    press(getattr(card, where))
    assert QApplication.focusWidget() is card.ask
    assert not card.first.isVisible()
    assert not card.second.isVisible()
    assert stage.erased == 0
    press(card.ask)
    press(card.go_on)
    assert card.word.text() == ""
    assert not card.now.isEnabled()


def test_what_could_not_be_deleted_is_told(stage: Stage) -> None:
    stage.left = ("Not permitted: the file could not be used.",)
    card = stage.page.erase
    press(card.ask)
    press(card.go_on)
    type_word(stage, "delete")
    QTest.keyClick(card.word, Qt.Key.Key_Return)
    settle()
    assert card.done is not None
    said = [each.text() for each in card.done.findChildren(type(stage.page.said))]
    assert "Not permitted: the file could not be used." in said
    card.done.close()
    settle()
    assert stage.ended == 1


def test_the_word_is_that_of_the_language_or_english(look: Theme, tmp_path: Path) -> None:
    class Other(gettext.NullTranslations):
        def gettext(self, message: str) -> str:
            return {"delete": "löschen"}.get(message, message)

    words.install(Other())
    try:
        made = Stage(look, tmp_path / "home")
        press(made.page.erase.ask)
        press(made.page.erase.go_on)
        for word, is_right in (("löschen", True), ("delete", True), ("weg", False)):
            made.page.erase.word.setText(word)  # QTest types nothing but ASCII
            assert made.page.erase.now.isEnabled() is is_right
        made.page.close()
        made.page.deleteLater()
        settle()
    finally:
        words.install(gettext.NullTranslations())


# --- forgetting days, taking an export in


def test_days_are_forgotten_once_it_was_said_how_much_goes(stage: Stage) -> None:
    card = stage.page.forget
    card.first.show_day(date(2026, 3, 1))
    press(card.ask)
    assert card.said.text() == "3 entries would be deleted for good."
    assert not stage.gone
    assert card.keep.hasFocus()
    press(card.now)
    assert stage.gone == [(date(2026, 3, 1), date(2026, 3, 4))]
    assert card.said.text() == "3 entries were deleted for good."
    assert not card.now.isVisible()


def test_days_that_were_kept_or_changed_are_not_forgotten(stage: Stage) -> None:
    card = stage.page.forget
    press(card.ask)
    press(card.keep)
    assert not card.now.isVisible()
    assert card.ask.hasFocus(), "the keyboard went on to what deletes everything"
    press(card.ask)
    card.last.setDate(card.last.date().addDays(-1))
    assert not card.now.isVisible(), "what was said was of other days"
    stage.entries = 0
    press(card.ask)
    assert card.said.text() == "There is nothing in the diary on these days."
    assert not card.now.isVisible()
    assert not stage.gone


def test_a_diary_that_can_not_be_used_is_told_where_it_was_asked_for(stage: Stage) -> None:
    card = stage.page.forget
    press(card.ask)
    stage.problem = EnvironmentProblem("The diary is locked by another program.")
    press(card.now)
    assert card.said.text().startswith("The diary is locked")
    assert (card.said.property("tone"), card.ask.hasFocus()) == ("danger", True)
    stage.page.bring_back.take(Path("mine.zip"))
    assert stage.page.bring_back.said.text().startswith("The diary is locked")


def test_an_export_is_taken_in_and_what_came_of_it_is_said(stage: Stage) -> None:
    stage.page.bring_back.take(Path("mine.zip"))
    assert stage.opened == [Path("mine.zip")]
    assert stage.page.bring_back.said.text() == "2 entries are new in your diary. 1 was in it already."
