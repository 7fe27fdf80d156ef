"""The chart: what is under the mouse and at the arrow keys, what is not known, mirrored, crisp, and round lines."""

from __future__ import annotations

import itertools
import math
from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QColor, QImage, QMouseEvent, QPainter, QRegion
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from postureapp.core.history import When
from postureapp.ui.chart import Chart, Plot, Point, round_lines
from postureapp.ui.chart_card import ChartCard
from postureapp.ui.theme import Theme
from tests.ui.conftest import set_contrast, settle

VALUES = (30.0, None, 0.0, 52.0, None)
WHEN = (When.OVER, When.OVER, When.OVER, When.NOW, When.AHEAD)


def point(n: int, value: float | None, when: When) -> Point:
    amount = "nothing recorded" if value is None else f"{value:.0f} min"
    return Point(f"D{n}", f"Day {n}", amount, f"Day {n}: {amount}", value, when, days=n)


PLOT = Plot(
    "Longest spell",
    "52 min, the longest of 3 days",
    tuple(point(n, value, when) for n, (value, when) in enumerate(zip(VALUES, WHEN, strict=True))),
    ((0.0, "0"), (30.0, "30 min"), (60.0, "60 min")),
)


def shown(widget: QWidget, width: int = 400, height: int = 160) -> QWidget:
    widget.setAttribute(Qt.WidgetAttribute.WA_DontShowOnScreen)
    widget.resize(width, height)
    widget.show()
    settle()
    return widget


@pytest.fixture
def chart(look: Theme) -> Iterator[Chart]:
    made = Chart(look, PLOT)
    shown(made)
    yield made
    made.close()
    made.deleteLater()
    settle()


@pytest.fixture
def card(look: Theme) -> Iterator[ChartCard]:
    made = ChartCard(look, PLOT, by_days=False)
    look.dress(made)
    shown(made, 420, 280)
    yield made
    made.close()
    made.deleteLater()
    settle()


def image_of(chart: Chart, ratio: float = 1.0) -> QImage:
    image = QImage(chart.size() * ratio, QImage.Format.Format_RGB32)
    image.setDevicePixelRatio(ratio)
    image.fill(QColor("#ffffff"))
    painter = QPainter(image)
    chart.render(painter, QPoint(), QRegion(), QWidget.RenderFlag.DrawChildren)
    painter.end()
    return image


def press(chart: Chart, *keys: Qt.Key) -> list[int | None]:
    seen = []
    for key in keys:
        QTest.keyClick(chart, key)
        seen.append(chart.at)
    return seen


def hover(chart: Chart, at: QPointF) -> None:
    nothing = Qt.MouseButton.NoButton
    moved = QMouseEvent(QEvent.Type.MouseMove, at, at, nothing, nothing, Qt.KeyboardModifier.NoModifier)
    QApplication.sendEvent(chart, moved)


def test_the_mouse_shows_the_numbers_and_leaves_no_trace(card: ChartCard) -> None:
    assert card.said.text() == PLOT.said
    place = card.chart.geometry()
    assert card.chart.hasMouseTracking()
    for n, each in enumerate(PLOT.points):
        hover(card.chart, card.chart.column(n).center())
        assert card.said.text() == each.words
    hover(card.chart, QPointF(1, 5))
    assert card.said.text() == PLOT.said
    hover(card.chart, card.chart.column(0).center())
    QApplication.sendEvent(card.chart, QEvent(QEvent.Type.Leave))
    settle()
    assert card.said.text() == PLOT.said
    assert card.chart.geometry() == place


def test_words_of_two_lines_move_nothing(look: Theme) -> None:
    long = Point("D", "Day", "1", "a very long sentence " * 5, 1.0, When.OVER)
    card = ChartCard(look, Plot("Title", "short", (*PLOT.points, long), PLOT.lines), by_days=True)
    shown(card, 300, 300)
    before = card.chart.geometry()
    card.chart.point_to(len(PLOT.points))
    settle()
    assert card.chart.geometry() == before
    assert card.said.height() >= card.said.heightForWidth(card.said.width())
    card.close()
    card.deleteLater()


def test_arrow_keys_begin_at_the_latest_and_stop_at_the_ends(chart: Chart) -> None:
    right, left = Qt.Key.Key_Right, Qt.Key.Key_Left
    assert press(chart, left, left, right, right, right, right) == [3, 2, 3, 4, 4, 4]
    assert press(chart, Qt.Key.Key_Home, left, Qt.Key.Key_End) == [0, 0, 4]


def test_arrow_keys_are_mirrored_where_one_reads_from_the_right(chart: Chart) -> None:
    chart.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
    assert press(chart, Qt.Key.Key_Right, Qt.Key.Key_Right, Qt.Key.Key_Left) == [3, 2, 3]
    assert chart.column(0).left() > chart.column(4).left()
    assert chart.column_at(chart.column(1).center().x()) == 1
    assert chart.room().left() < chart.width() - chart.room().right()


def test_what_is_pointed_at_is_described_to_a_screen_reader(chart: Chart) -> None:
    assert chart.accessibleName() == PLOT.title
    assert PLOT.said in chart.accessibleDescription()
    press(chart, Qt.Key.Key_Left)
    assert chart.accessibleDescription() == "Day 3: 52 min"
    chart.point_to(None)
    assert PLOT.said in chart.accessibleDescription()


def test_tab_reaches_the_chart_and_leads_on(card: ChartCard) -> None:
    assert card.chart.focusPolicy() & Qt.FocusPolicy.TabFocus
    order, widget = [], card.chart
    for _step in range(12):
        order.append(widget)
        widget = widget.nextInFocusChain()
    stops = [each for each in order if each in (card.chart, card.switch, card.save)]
    assert stops[:3] == [card.chart, card.switch, card.save]


def test_not_known_is_drawn_otherwise_than_nothing_and_than_to_come(chart: Chart, look: Theme) -> None:
    image, bar = image_of(chart), QColor(look.tokens.accent)

    def column(n: int) -> list[QColor]:
        x = round(chart.column(n).center().x())
        top, bottom = round(chart.room().top()) + 2, round(chart.room().bottom()) - 1
        return [image.pixelColor(x, y) for y in range(top, bottom)]

    assert column(0).count(bar) > 20
    assert bar not in column(1)
    assert QColor(look.tokens.edge) in column(1)
    assert 0 < column(2).count(bar) <= 3
    assert bar in column(3)
    assert column(3).count(bar) < 8  # an outline
    assert bar not in column(4)
    assert QColor(look.tokens.edge) not in column(4)


@pytest.mark.parametrize("ratio", [1.0, 1.25, 1.5, 2.0])
def test_lines_are_crisp_at_any_scale(chart: Chart, look: Theme, ratio: float) -> None:
    image, line = image_of(chart, ratio), QColor(look.tokens.line)
    x = round((chart.column(1).left() + 3) * ratio)
    found = [image.pixelColor(x, y) for y in range(round((chart.room().bottom() - 4) * ratio))]
    inked = [colour for colour in found if colour != QColor("#ffffff")]
    assert {colour.name() for colour in inked} == {line.name()}, "a blurred line"
    assert len(inked) == 2 * math.floor(ratio)


def test_high_contrast_draws_with_ink_alone(chart: Chart, look: Theme) -> None:
    set_contrast(look, True)
    image = image_of(chart)
    centre = chart.column(0).center().toPoint() + QPoint(0, round(chart.column(0).height() / 2) - 12)
    assert image.pixelColor(centre) == QColor(look.tokens.ink)


def test_labels_never_run_into_each_other(look: Theme, monkeypatch: pytest.MonkeyPatch) -> None:
    points = tuple(Point(f"{n} March", str(n), "1", "1", 1.0, When.OVER) for n in range(13))
    made = Chart(look, Plot("Title", "said", points, PLOT.lines))
    drawn: list[tuple[float, float]] = []
    whole = QPainter.drawText

    def listen(painter: QPainter, at: object, flags: object, words: str) -> object:
        if words.endswith("March"):
            drawn.append((at.left(), at.right()))  # type: ignore[attr-defined]
        return whole(painter, at, flags, words)  # type: ignore[call-overload]

    for width in (200, 300, 500, 900):
        for direction in (Qt.LayoutDirection.LeftToRight, Qt.LayoutDirection.RightToLeft):
            made.setLayoutDirection(direction)
            shown(made, width)
            drawn.clear()
            with monkeypatch.context() as patch:
                patch.setattr(QPainter, "drawText", listen)
                image_of(made)
            drawn.sort()
            assert drawn
            assert all(right <= left for (_, right), (left, _) in itertools.pairwise(drawn))
            assert drawn[0][0] >= 0
            assert drawn[-1][1] <= width
    made.close()
    made.deleteLater()


def test_the_table_has_what_the_chart_has(card: ChartCard) -> None:
    card.switch.click()
    table = card.table
    assert table is not None
    assert table.isVisible()
    assert not card.chart.isVisible()
    cells = [[table.item(n, column).text() for column in range(3)] for n in range(table.rowCount())]
    assert cells == [[each.name, each.amount, str(each.days)] for each in PLOT.points]
    assert table.accessibleName() == PLOT.title
    assert card.switch.text() == "Chart"
    card.switch.click()
    assert card.chart.isVisible()
    assert not table.isVisible()


def test_the_table_can_be_read_but_not_changed_and_tab_leads_out_of_it(card: ChartCard) -> None:
    card.turn_over()
    table = card.table
    assert table is not None
    assert not table.item(0, 1).flags() & Qt.ItemFlag.ItemIsEditable
    assert table.focusPolicy() & Qt.FocusPolicy.TabFocus
    assert not table.tabKeyNavigation()
    table.setFocus()
    QTest.keyClick(table, Qt.Key.Key_Down)
    assert table.currentRow() == 1


@given(st.floats(0, 1e7), st.sampled_from(((300.0, 600.0, 3600.0), (1.0, 2.0, 5.0))))
def test_lines_are_few_round_and_high_enough(highest: float, steps: tuple[float, ...]) -> None:
    found = round_lines(highest, steps)
    assert found[0] == 0
    assert 2 <= len(found) <= 4
    assert found[-1] >= highest
    assert len(found) == 2 or found[-2] < highest
    assert found[1] % steps[0] == 0


def test_dots_stand_for_values_also_at_nothing(look: Theme, qapp: QApplication) -> None:
    made = Chart(look, Plot("Pain", "said", PLOT.points, ((0.0, "0"), (60.0, "10")), as_dots=True))
    shown(made)
    image = image_of(made)
    at = QPointF(made.column(2).center().x(), made.room().bottom() - 3).toPoint()
    assert image.pixelColor(at) == QColor(look.tokens.accent)
    made.close()
    made.deleteLater()
