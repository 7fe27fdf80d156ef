"""The page of weeks and months: every range, an empty diary, a broken one, saving, long words, nothing left behind."""

from __future__ import annotations

import csv
import gc
import gettext
import io
import time
import weakref
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QPushButton, QWidget

from postureapp.core import history
from postureapp.core import text as language
from postureapp.core.day import Day, Kept
from postureapp.core.errors import EnvironmentProblem
from postureapp.core.events import Moment
from postureapp.core.history import Measure, Range
from postureapp.devtools.window_pictures import Pseudo
from postureapp.storage import atomic
from postureapp.storage.locale import PseudoTranslations
from postureapp.ui.controls import furnish
from postureapp.ui.history_page import HistoryPage
from postureapp.ui.theme import Theme
from tests.ui.conftest import settle
from tests.ui.test_pseudo_language import plain_words, sentences

NOW = datetime(2025, 3, 6, 14, 0, tzinfo=UTC)


@dataclass
class Wires:
    """A home that has the wires of the page, and keeps what was asked of it."""

    at: datetime = NOW
    read: list[tuple[datetime, datetime]] = field(default_factory=list)
    problem: EnvironmentProblem | None = None

    def facts(self, since: datetime, until: datetime) -> list[Kept]:
        self.read.append((since, until))
        if self.problem is not None:
            raise self.problem
        return []

    def now(self) -> Moment:
        return Moment(self.at, UTC, 0.0)

    def status(self) -> Any:
        return SimpleNamespace(running=None)

    def export(self, content: bytes, path: str) -> None:
        atomic.write(Path(path), content)


def some_day(on: date) -> Day:
    n = on.toordinal()
    if on.weekday() >= 5:
        return Day(on)
    return Day(on, longest_s=1500.0 + n % 40 * 60, sitting_s=20_000.0, phone_s=900.0, breaks=n % 6, moves_done=n % 9)


def full(facts: Sequence[Kept], first: date, last: date, now: datetime, *_more: object) -> list[Day]:
    return [some_day(first + timedelta(days=n)) for n in range((last - first).days + 1)]


def with_pain(*asked: Any) -> list[Day]:
    return [Day(day.on, day.spans, longest_s=day.longest_s, pain=3.0) for day in full(*asked)]


def empty(facts: Sequence[Kept], first: date, last: date, *_more: object) -> list[Day]:
    return [Day(first + timedelta(days=n)) for n in range((last - first).days + 1)]


def one_day(*asked: Any) -> list[Day]:
    return [some_day(NOW.date())]


Make = Callable[..., HistoryPage]


@pytest.fixture
def make(look: Theme) -> Iterator[Make]:
    made: list[HistoryPage] = []

    def build(read: Any = full, wires: Wires | None = None, size: tuple[int, int] = (860, 600)) -> HistoryPage:
        page = HistoryPage(look, wires or Wires(), read=read, week_begins=0)
        furnish(page, look)
        page.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, False)
        page.setAttribute(Qt.WidgetAttribute.WA_DontShowOnScreen)
        page.resize(*size)
        page.show()
        settle()
        made.append(page)
        return page

    yield build
    language.install(gettext.NullTranslations())
    for page in made:
        page.close()
        page.deleteLater()
    settle()


def titles(page: HistoryPage) -> list[str]:
    return [card.title.text() for card in page.cards]


def test_a_week_is_shown_first_with_a_sentence_and_five_plots(make: Make) -> None:
    page = make()
    assert page.when.text() == "Mar 3 – Mar 9, 2025"
    assert page.sentence.text().startswith("This week your longest spell was ")
    assert titles(page) == ["Longest unbroken spell", "Sitting", "Breaks taken", "On the phone", "Moves done"]
    assert [point.label for point in page.cards[0].plot.points][:2] == ["Mon", "Tue"]


def test_pain_comes_once_there_is_any(make: Make) -> None:
    assert titles(make(with_pain))[-1] == "Pain, as you noted it"


@pytest.mark.parametrize(("range_", "count"), [(Range.WEEK, 7), (Range.QUARTER, 13), (Range.YEAR, 12)])
def test_every_range_shows_in_the_table_what_it_plots(make: Make, range_: Range, count: int) -> None:
    page = make()
    page.ranges[range_].click()
    settle()
    assert page.ranges[range_].isChecked()
    for card in page.cards:
        card.switch.click()
        assert card.table is not None
        cells = [(card.table.item(n, 0).text(), card.table.item(n, 1).text()) for n in range(card.table.rowCount())]
        assert cells == [(point.name, point.amount) for point in card.chart.plot.points]
        assert len(cells) == count


def test_earlier_and_later_walk_through_time_and_stop_today(make: Make) -> None:
    page = make()
    assert not page.later.isEnabled()
    page.earlier.click()
    page.earlier.click()
    assert page.when.text() == "Feb 17 – Feb 23, 2025"
    page.later.setFocus()
    page.later.click()
    page.later.click()
    assert page.when.text() == "Mar 3 – Mar 9, 2025"
    assert not page.later.isEnabled()
    assert not page.later.hasFocus()


@pytest.mark.parametrize("range_", Range)
def test_a_key_held_on_earlier_comes_to_an_end(make: Make, range_: Range) -> None:
    page = make()
    page.show_range(range_)
    page.go(100_000)
    assert page.when.text()
    assert page.later.isEnabled()


def test_the_diary_is_read_for_what_is_shown_and_what_it_is_compared_with(make: Make) -> None:
    wires = Wires()
    make(wires=wires)
    since, until = wires.read[-1]
    assert since <= datetime(2025, 2, 24, tzinfo=UTC) <= datetime(2025, 3, 7, tzinfo=UTC) <= until


def test_it_is_read_again_on_a_new_day_and_not_before(make: Make) -> None:
    wires = Wires()
    page = make(wires=wires)
    count = len(wires.read)
    page.refresh()
    assert len(wires.read) == count
    wires.at += timedelta(days=1)
    page.refresh()
    assert len(wires.read) == count + 1
    assert page.cards[0].plot.points[4].name == "Today, Fri, Mar 7"


def test_an_empty_diary_says_so_and_still_draws(make: Make) -> None:
    page = make(empty)
    assert page.sentence.text() == "Nothing is recorded in this time."
    for range_ in Range:
        page.show_range(range_)
        for card in page.cards:
            assert {point.value for point in card.plot.points} == {None}
            assert not card.chart.grab().isNull()


def test_one_day_is_enough(make: Make) -> None:
    page = make(one_day)
    assert page.sentence.text().count(";") == 0
    assert [point.value is not None for point in page.cards[0].plot.points].count(True) == 1
    assert page.cards[0].plot.points[3].words.startswith("Today, Thu, Mar 6: ")


def test_a_diary_that_cannot_be_read_is_said_in_place_of_plots(make: Make) -> None:
    page = make(wires=Wires(problem=EnvironmentProblem("The diary is locked.")))
    assert page.told.text() == "The diary is locked."
    assert page.told.isVisible()
    assert not page.sentence.isVisible()
    assert not page.cards


def test_a_saved_file_has_the_figures_of_the_chart(make: Make, tmp_path: Path) -> None:
    page = make()
    target = tmp_path / "week.csv"
    series = history.series(full([], date(2025, 2, 24), NOW.date(), NOW), WEEK, Measure.LONGEST)
    page.save_as(series, str(target))
    rows = list(csv.reader(io.StringIO(target.read_bytes().decode("utf-8-sig"))))[1:]
    assert [row[3] != "" for row in rows] == [point.value is not None for point in page.cards[0].plot.points]
    for row, point in zip(rows, page.cards[0].plot.points, strict=True):
        if point.value is not None:
            assert float(row[3]) == pytest.approx(point.value / 60, abs=0.06)
    assert page.told.text() == "Saved: week.csv"


WEEK = history.period(Range.WEEK, NOW.date())


def test_the_button_asks_for_a_place_and_offers_a_name(make: Make, tmp_path: Path) -> None:
    page = make()
    page.cards[0].save.click()
    settle()
    dialog = page.dialog
    assert dialog is not None
    assert Path(dialog.selectedFiles()[0]).name == "postureapp-longest-2025-03-03-2025-03-09.csv"
    dialog.fileSelected.emit(str(tmp_path / "a.csv"))
    dialog.reject()
    settle()
    assert page.dialog is None
    assert (tmp_path / "a.csv").read_bytes().startswith(b"\xef\xbb\xbf")


def test_saving_leaves_the_page_where_it_was_scrolled_to(make: Make, tmp_path: Path) -> None:
    page = make()
    page.resize(page.width(), 420)
    settle()
    bar = page.area.verticalScrollBar()
    assert bar.maximum() > 60
    bar.setValue(60)
    page.save_as(history.series([], WEEK, Measure.LONGEST), str(tmp_path / "week.csv"))
    settle()
    assert bar.value() == 60
    assert page.rect().contains(page.told.geometry()), "it is said where it is seen"


def test_a_file_that_cannot_be_written_is_said_in_a_sentence(make: Make, tmp_path: Path) -> None:
    page = make()
    series = history.series([], WEEK, Measure.LONGEST)
    page.save_as(series, str(tmp_path / "missing" / "week.csv"))
    assert page.told.isVisible()
    assert "week.csv is not there." in page.told.text()
    assert page.told.property("tone") == "danger"


def test_a_year_is_put_together_in_a_moment(make: Make) -> None:
    page = make(with_pain)
    began = time.perf_counter()
    page.show_range(Range.YEAR)
    settle()
    assert time.perf_counter() - began < 1.0  # 0.1 s on a quiet machine
    assert len(page.cards) == 6


def test_every_control_has_a_name_of_its_own(make: Make) -> None:
    page = make(with_pain)
    names = [each.accessibleName() for each in page.findChildren(QPushButton) if each.isVisibleTo(page)]
    assert all(names)
    assert len(names) == len(set(names))
    for each in page.findChildren(QPushButton):
        assert each.focusPolicy() & Qt.FocusPolicy.TabFocus


def test_tab_goes_through_the_page_in_reading_order(make: Make) -> None:
    page = make()
    page.cards[0].turn_over()
    settle()
    wanted: list[QWidget] = [*page.ranges.values(), page.earlier]
    for card in page.cards:
        shown = card.table if card.shows_table else card.chart
        assert shown is not None
        wanted += [shown, card.switch, card.save]
    found: list[QWidget] = []
    here: QWidget = page
    for _step in range(400):
        here = here.nextInFocusChain()
        if here in wanted and here not in found:
            found.append(here)
    assert found == wanted


def test_a_key_on_the_range_turns_the_page(make: Make) -> None:
    page = make()
    QTest.keyClick(page.ranges[Range.YEAR], Qt.Key.Key_Space)
    assert page.when.text() == "Apr 2024 – Mar 2025"


@pytest.mark.parametrize("width", [600, 853, 1280])
def test_nothing_is_cut_off_in_a_long_language(make: Make, width: int) -> None:
    language.install(Pseudo())
    page = make(with_pain, size=(width, 440))
    for range_ in Range:
        page.show_range(range_)
        settle()
        for made in page.findChildren(QLabel):
            if made.isVisible() and made.text():
                assert made.height() + 1 >= made.heightForWidth(made.width()), made.text()
        for pushed in page.findChildren(QPushButton):
            if pushed.isVisible():
                assert pushed.width() + 1 >= pushed.minimumSizeHint().width(), pushed.text()
        assert page.area.widget().width() <= page.area.viewport().width()


def test_two_columns_where_there_is_room_and_mirrored_from_the_right(make: Make) -> None:
    page = make()
    first, second = page.cards[0], page.cards[1]
    assert first.y() == second.y()
    assert first.x() < second.x()
    page.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
    settle()
    assert first.x() > second.x()
    page.resize(600, 600)
    settle()
    assert first.x() == second.x()


def test_nothing_stays_plain(make: Make) -> None:
    language.install(PseudoTranslations())
    page = make(with_pain)
    for range_ in Range:
        page.show_range(range_)
        for card in page.cards:
            card.turn_over()
            assert card.table is not None
            cells = (card.table.item(n, 0).text() + card.table.item(n, 1).text() for n in range(card.table.rowCount()))
            heads = (card.table.horizontalHeaderItem(n).text() for n in range(card.table.columnCount()))
            points = (each.label + each.words for each in card.plot.points)
            for words in (*cells, *heads, *points, *(words for _value, words in card.plot.lines)):
                assert not plain_words(words), words
        assert not [words for words in sentences(page) if plain_words(words)]


def test_nothing_stays_after_ten_opens_and_closes(look: Theme) -> None:
    def once() -> weakref.ref[HistoryPage]:
        page = HistoryPage(look, Wires(), read=with_pain, week_begins=0)
        furnish(page, look)
        page.setAttribute(Qt.WidgetAttribute.WA_DontShowOnScreen)
        page.show()
        page.show_range(Range.YEAR)
        for card in page.cards:
            card.turn_over()
        settle()
        page.close()
        return weakref.ref(page)

    once()
    settle()
    before = len(QApplication.allWidgets())
    pages = [once() for _time in range(10)]
    settle()
    gc.collect()
    assert not [page() for page in pages if page() is not None]
    assert len(QApplication.allWidgets()) == before
