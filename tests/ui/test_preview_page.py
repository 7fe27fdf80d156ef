"""A preview of the day: it tells what would come, follows the settings while it is seen, and works out nothing else."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from postureapp.core.events import Moment, Size
from postureapp.core.hours import WeekHours, every_day
from postureapp.core.settings import Settings
from postureapp.ui import preview_page
from postureapp.ui.day_card import DayCard
from postureapp.ui.preview_page import PreviewPage
from postureapp.ui.theme import Theme
from tests.helpers.days import shipped
from tests.ui.conftest import settle

MONDAY = Moment(datetime(2026, 3, 2, 9, 30, tzinfo=UTC), UTC, 0.0)


class Stage:
    """The page and the settings of now; `replays` counts how often the day was worked out."""

    def __init__(self, look: Theme, monkeypatch: pytest.MonkeyPatch, *, compact: bool = False) -> None:
        self.replays = 0
        real = preview_page.preview

        def counted(*given: Any) -> Any:
            self.replays += 1
            return real(*given)

        monkeypatch.setattr(preview_page, "preview", counted)
        self.world = shipped()
        self.page = PreviewPage(look, lambda: self.world, lambda: MONDAY, compact=compact)
        self.page.resize(640, 560)

    def show(self) -> None:
        self.page.show()
        self.page.activateWindow()
        settle()

    def choose(self, **settings: Any) -> None:
        self.world = replace(self.world, settings=replace(self.world.settings, **settings))
        self.page.refresh()

    def said(self) -> str:
        return self.page.counts.text()

    def marks(self) -> list[Size]:
        assert self.page.band.frame is not None
        return [part.kind for part in self.page.band.frame.parts if isinstance(part.kind, Size)]


@pytest.fixture
def stage(look: Theme, monkeypatch: pytest.MonkeyPatch) -> Iterator[Stage]:
    made = Stage(look, monkeypatch)
    yield made
    made.page.close()
    made.page.deleteLater()
    settle()


def test_it_counts_what_comes_and_draws_each(stage: Stage) -> None:
    stage.show()
    marks = stage.marks()
    stretches, stands = marks.count(Size.STRETCH), marks.count(Size.STAND)
    assert stretches > 3
    assert stands > 1
    assert f"On such a day: {len(marks)} reminders" in stage.said()
    assert f"{stretches} stretches" in stage.said()
    assert f"{stands} times to stand or walk" in stage.said()
    assert "made up" in " ".join(each.text() for each in stage.page.findChildren(type(stage.page.counts)))


def test_the_arrow_keys_tell_each_and_why_it_was_held_back(stage: Stage) -> None:
    stage.show()
    card = stage.page.card
    assert isinstance(card, DayCard)
    stage.page.band.setFocus()
    QTest.keyClick(stage.page.band, Qt.Key.Key_Right)
    assert card.said.text().startswith("08"), "the day begins at its beginning: there is no now"
    told = []
    for _press in range(60):
        QTest.keyClick(stage.page.band, Qt.Key.Key_Right)
        told.append(card.said.text())
    held = next(words for words in told if "microphone" in words)
    assert "minutes after it was due" in held
    assert stage.page.band.accessibleDescription().startswith(told[-1])


def test_the_mouse_tells_too(stage: Stage) -> None:
    stage.show()
    band, card = stage.page.band, stage.page.card
    places = band.places
    assert places is not None
    assert card is not None
    first = next(part for part in places.frame.parts if part.is_mark)
    QTest.mouseMove(band, QPoint(round(places.x(first.start)), 9))
    settle()
    assert str(first.words) == card.said.text()


def test_the_table_has_the_same(stage: Stage) -> None:
    stage.show()
    card = stage.page.card
    assert card is not None
    card.as_table.click()
    settle()
    frame = stage.page.band.frame
    assert frame is not None
    assert card.table.rowCount() == len(frame.parts)
    cells = [card.table.item(row, 2) for row in range(card.table.rowCount())]
    assert any("microphone" in cell.text() for cell in cells if cell is not None)


def test_it_follows_the_settings_and_close_changes_are_drawn_once(stage: Stage, qtbot: QtBot) -> None:
    stage.show()
    before, replays = len(stage.marks()), stage.replays
    for minutes in (35, 40, 45, 50, 60):
        stage.choose(stretch_min=minutes)
    qtbot.waitUntil(lambda: len(stage.marks()) < before, timeout=2000)
    assert stage.replays == replays + 1
    stage.page.refresh()
    settle()
    assert stage.replays == replays + 1, "nothing has changed"


def test_unseen_it_works_out_nothing(stage: Stage) -> None:
    stage.page.refresh()
    assert stage.replays == 0
    stage.show()
    assert stage.replays == 1
    stage.page.hide()
    stage.choose(stretch_min=60)
    settle()
    assert stage.replays == 1
    stage.show()
    assert stage.replays == 2


def test_without_working_hours_it_says_so(stage: Stage, qtbot: QtBot) -> None:
    stage.choose(working_hours=WeekHours())
    stage.show()
    assert stage.page.empty.isVisible()
    assert not stage.page.band.isVisible()
    assert not stage.page.counts.isVisible()
    stage.choose(working_hours=Settings().working_hours)
    qtbot.waitUntil(stage.page.band.isVisible, timeout=2000)
    assert not stage.page.empty.isVisible()


@pytest.mark.parametrize(
    "ranges", [("22:00-06:00",), ("00:00-24:00",), ("12:00-12:01",), ("08:00-09:00", "20:00-21:00")]
)
def test_any_hours_can_be_drawn(stage: Stage, ranges: tuple[str, ...]) -> None:
    stage.choose(working_hours=every_day(*ranges))
    stage.show()
    frame = stage.page.band.frame
    assert frame is not None
    assert frame.low <= min(part.start for part in frame.parts)
    assert frame.high >= max(part.end for part in frame.parts)
    assert not stage.page.grab().isNull()


def test_the_small_one_has_the_band_and_the_count(look: Theme, monkeypatch: pytest.MonkeyPatch, qtbot: QtBot) -> None:
    made = Stage(look, monkeypatch, compact=True)
    made.show()
    assert made.page.card is None
    assert "A made-up day with these settings: 13 reminders" in made.said()
    assert made.page.sizeHint().height() < 260
    assert "wait for a better moment" in made.page.said.text()
    made.page.band.setFocus()
    QTest.keyClick(made.page.band, Qt.Key.Key_Right)
    assert made.page.said.text().startswith("08")
    made.page.close()
    made.page.deleteLater()
    settle()
