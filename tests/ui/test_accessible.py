"""What a screen reader is told of every window: names, roles, states, and nothing twice."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QApplication, QMenu

from postureapp.devtools.window_pictures import windows
from postureapp.ui.chart_card import ChartCard
from postureapp.ui.choice import Choice
from postureapp.ui.day_card import DayCard
from postureapp.ui.pain_scale import PainScale
from postureapp.ui.theme import Theme
from tests.helpers.access_laws import Told, faults
from tests.helpers.accessible_tree import tree
from tests.ui.conftest import settle
from tests.ui.test_every_window import done, laid_out

WINDOWS = dict(windows())


@pytest.fixture(autouse=True)
def listened_to() -> Iterator[None]:
    """A screen reader is there from before a window is made until after it is gone."""
    QAccessible.setActive(True)
    yield
    QAccessible.setActive(False)


@pytest.mark.parametrize("name", list(WINDOWS))
def test_every_control_is_told_rightly(name: str, look: Theme) -> None:
    window = laid_out(WINDOWS[name](look))
    found = faults(tree(window)) if not isinstance(window, QMenu) else []
    done(window)
    assert not found, "\n".join(found)


def test_the_day_and_each_chart_are_told_as_tables_too(look: Theme) -> None:
    home, weeks = laid_out(WINDOWS["home"](look)), laid_out(WINDOWS["home-week"](look))
    for switch in [each for each in home.findChildren(DayCard) if each.isVisible()]:
        switch.as_table.click()
    for card in weeks.findChildren(ChartCard):
        card.switch.click()
    settle()
    tables = [
        [node for node in tree(window).all() if node.role == "table" and "showing" in node.states]
        for window in (home, weeks)
    ]
    found = [*faults(tree(home)), *faults(tree(weeks))]
    done(home)
    done(weeks)
    assert [table.name for table in tables[0]] == ["The day as a table"]
    assert len(tables[1]) == 6
    assert not found, "\n".join(found)


def test_a_choice_tells_what_it_is_a_choice_of(qapp: QApplication) -> None:
    made = Choice()
    made.addItems(["Seated", "Standing"])
    made.setAccessibleDescription("How the move is done")
    made.setAccessibleName("Position")
    node = tree(made)
    assert "Position" in f"{node.name} {node.description}"
    assert "How the move is done" in node.description
    made.deleteLater()


def test_numbers_of_a_scale_are_one_choice(qapp: QApplication) -> None:
    scale = PainScale(lambda _number: None, is_last=True)
    scale.choose(7)
    scale.choose(3)
    numbers = [node for node in tree(scale).all() if node.role == "radio button"]
    assert [node.name for node in numbers if "checked" in node.states] == ["3 out of 10"]
    assert (numbers[0].description, numbers[10].description) == ("No pain", "Worst imaginable")
    scale.deleteLater()


@pytest.mark.parametrize(
    ("wrong", "fault"),
    [
        (Told("button", "", states=frozenset({"showing", "focusable"})), "has no name"),
        (Told("client", "Band", states=frozenset({"showing", "focusable"})), "a role that does not fit"),
        (Told("combo box", "08:00", states=frozenset({"showing"})), "not of what"),
        (Told("check box", "Voice", states=frozenset({"showing"})), "whether it is checked"),
        (Told("table", "Days", states=frozenset({"showing"})), "without headers"),
        (Told("image", "", states=frozenset({"showing"})), "without words"),
        (Told("button", "&Go", states=frozenset({"showing"})), "mark of a key"),
    ],
)
def test_what_is_told_wrongly_is_found(wrong: Told, fault: str) -> None:
    [found] = faults(Told("window", "Home", inside=(wrong,)))
    assert fault in found


def test_two_that_can_not_be_told_apart_are_found() -> None:
    shown = frozenset({"showing", "checkable"})
    none = Told("check box", "None of these", states=shown)
    assert faults(Told("window", "Signs", inside=(none, none)))
    other = Told("check box", "None of these", "Lately", states=shown)
    assert not faults(Told("window", "Signs", inside=(none, other)))
    assert not faults(Told("window", "Signs", inside=(none, Told("check box", "None of these"))))
