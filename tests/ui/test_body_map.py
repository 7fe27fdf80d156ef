"""The body map: every place is found where it is seen, by mouse, by arrow keys and by a screen reader."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, QPoint, QPointF, QRectF, Qt
from PySide6.QtGui import QAccessible, QColor, QImage, QMouseEvent, QPainter
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from postureapp.core.pain_diary import Spot
from postureapp.core.pain_words import SPOTS
from postureapp.core.settings import FigureBody, FigureSkin
from postureapp.figure import body_map
from postureapp.figure.look import FigureLook
from postureapp.figure.palette import DARK, HIGH_CONTRAST, HIGH_CONTRAST_LIGHT, LIGHT, PRINT
from postureapp.ui.body_map import BodyMap
from postureapp.ui.theme import Theme
from tests.helpers.accessible_tree import tree
from tests.ui.conftest import settle

ROOM = QRectF(0, 0, 290, 360)
LOOKS = [FigureLook(body, FigureSkin.TAN) for body in FigureBody]
PAIRS = (
    (Spot.TRAPEZIUS_LEFT, Spot.TRAPEZIUS_RIGHT),
    (Spot.BLADE_LEFT, Spot.BLADE_RIGHT),
    (Spot.SIDE_LEFT, Spot.SIDE_RIGHT),
)


@pytest.fixture
def shown(look: Theme, qtbot: QtBot) -> Iterator[BodyMap]:
    made = BodyMap(look)
    made.resize(290, 360)
    made.show()
    made.activateWindow()
    assert QTest.qWaitForWindowActive(made)
    yield made
    made.close()
    made.deleteLater()
    settle()


def middle(shown: BodyMap, spot: Spot) -> QPoint:
    return body_map.spot_paths(QRectF(shown.rect()), FigureLook())[spot].boundingRect().center().toPoint()


@pytest.mark.parametrize("look", LOOKS, ids=lambda look: look.body.value)
def test_every_place_is_found_in_its_middle_and_none_lies_over_another(look: FigureLook) -> None:
    paths = body_map.spot_paths(ROOM, look)
    assert set(paths) == set(Spot)
    for spot, path in paths.items():
        assert body_map.spot_at(path.boundingRect().center(), ROOM, look) is spot
        assert ROOM.contains(path.boundingRect())
        for other, its in paths.items():
            assert other is spot or not path.intersects(its), f"{spot} lies over {other}"


def test_left_is_left_as_seen_from_behind() -> None:
    paths = body_map.spot_paths(ROOM)
    for left, right in PAIRS:
        a, b = paths[left].boundingRect().center(), paths[right].boundingRect().center()
        assert a.x() < ROOM.center().x() < b.x()
        assert a.y() == pytest.approx(b.y(), abs=1.0)


def test_the_places_lie_in_the_order_of_the_body() -> None:
    at = {spot: path.boundingRect().center() for spot, path in body_map.spot_paths(ROOM).items()}
    assert at[Spot.NECK_BASE].y() < at[Spot.TRAPEZIUS_LEFT].y() + 1.0 < at[Spot.BLADE_LEFT].y() < at[Spot.SIDE_LEFT].y()
    assert at[Spot.BETWEEN_BLADES].y() < at[Spot.MID_BACK].y()
    assert at[Spot.BLADE_LEFT].x() < at[Spot.BETWEEN_BLADES].x() < at[Spot.BLADE_RIGHT].x()


def test_close_to_a_place_is_that_place_and_far_from_all_is_none() -> None:
    path = body_map.spot_paths(ROOM)[Spot.MID_BACK].boundingRect()
    assert body_map.spot_at(QPointF(path.center().x(), path.bottom() + 3.0), ROOM) is Spot.MID_BACK
    assert body_map.spot_at(QPointF(5, 5), ROOM) is None
    assert body_map.spot_at(QPointF(-50, 900), ROOM) is None


@pytest.mark.parametrize("room", [QRectF(0, 0, 800, 200), QRectF(40, 10, 120, 900), QRectF(0, 0, 0, 0)])
def test_it_keeps_its_shape_in_any_room(room: QRectF) -> None:
    shape = body_map.frame(room)
    assert room.adjusted(-0.1, -0.1, 0.1, 0.1).contains(shape) or room.isEmpty()
    for path in body_map.spot_paths(room).values():
        assert shape.adjusted(-0.1, -0.1, 0.1, 0.1).contains(path.boundingRect()) or room.isEmpty()
    assert body_map.spot_at(QPointF(0, 0), room) is None


@pytest.mark.parametrize("palette", [LIGHT, DARK, HIGH_CONTRAST, HIGH_CONTRAST_LIGHT, PRINT])
def test_the_more_often_the_clearer(palette: object) -> None:
    """A shade is seen against no shade, and a stronger one against a weaker one, in all colours and in greys."""

    def painted(shade: float) -> QColor:
        image = QImage(290, 360, QImage.Format.Format_RGB32)
        image.fill(QColor("white"))
        with QPainter(image) as painter:
            body_map.paint(painter, ROOM, {Spot.BLADE_RIGHT: shade}, palette=palette)  # type: ignore[arg-type]
        at = body_map.spot_paths(ROOM)[Spot.BLADE_RIGHT].boundingRect().center().toPoint()
        return image.pixelColor(at + QPoint(3, 0))

    def away(a: QColor, b: QColor) -> int:
        return sum(abs(p - q) for p, q in zip(a.getRgb()[:3], b.getRgb()[:3], strict=True))  # type: ignore[index]

    none, some, much = painted(0.0), painted(0.3), painted(1.0)
    assert away(none, some) > 12
    assert away(none, much) > away(none, some) + 12


def test_a_click_chooses_and_another_lets_go(shown: BodyMap, qtbot: QtBot) -> None:
    told: list[tuple[Spot, ...]] = []
    shown.changed.connect(lambda: told.append(shown.spots))
    for spot in (Spot.BLADE_LEFT, Spot.NECK_BASE):
        qtbot.mouseClick(shown, Qt.MouseButton.LeftButton, pos=middle(shown, spot))
    qtbot.mouseClick(shown, Qt.MouseButton.LeftButton, pos=middle(shown, Spot.BLADE_LEFT))
    qtbot.mouseClick(shown, Qt.MouseButton.LeftButton, pos=QPoint(4, 4))
    qtbot.mouseClick(shown, Qt.MouseButton.RightButton, pos=middle(shown, Spot.MID_BACK))
    assert told == [(Spot.BLADE_LEFT,), (Spot.NECK_BASE, Spot.BLADE_LEFT), (Spot.NECK_BASE,)]


def test_a_press_that_is_drawn_away_chooses_nothing(shown: BodyMap, qtbot: QtBot) -> None:
    qtbot.mousePress(shown, Qt.MouseButton.LeftButton, pos=middle(shown, Spot.BLADE_LEFT))
    qtbot.mouseRelease(shown, Qt.MouseButton.LeftButton, pos=middle(shown, Spot.BLADE_RIGHT))
    assert shown.spots == ()


def move(shown: BodyMap, to: QPoint) -> None:
    """The mouse, by itself: the platform of the tests has none that could be moved."""
    nothing = Qt.MouseButton.NoButton
    at = QPointF(to)
    event = QMouseEvent(
        QEvent.Type.MouseMove, at, shown.mapToGlobal(at), nothing, nothing, Qt.KeyboardModifier.NoModifier
    )
    QCoreApplication.sendEvent(shown, event)


def test_what_is_pointed_at_is_named(shown: BodyMap) -> None:
    shown.places[Spot.NECK_BASE].clearFocus()
    before = shown.grab().toImage()
    move(shown, middle(shown, Spot.SIDE_RIGHT))
    assert shown.pointed is Spot.SIDE_RIGHT
    assert shown.grab().toImage() != before
    move(shown, QPoint(4, 4))
    assert shown.pointed is None
    assert shown.grab().toImage() == before


def test_tab_comes_in_once_and_the_arrow_keys_reach_every_place(shown: BodyMap, qtbot: QtBot) -> None:
    stops = [place for place in shown.places.values() if place.focusPolicy() & Qt.FocusPolicy.TabFocus]
    assert stops == [shown.places[Spot.NECK_BASE]]
    shown.setFocus(Qt.FocusReason.TabFocusReason)
    keys = (Qt.Key.Key_Left, Qt.Key.Key_Right, Qt.Key.Key_Up, Qt.Key.Key_Down)
    reached, to_go = {Spot.NECK_BASE}, [Spot.NECK_BASE]
    while to_go:
        start = to_go.pop()
        for key in keys:
            shown.places[start].setFocus(Qt.FocusReason.TabFocusReason)
            qtbot.keyClick(shown.places[start], key)
            found = next(spot for spot, place in shown.places.items() if place.hasFocus())
            assert shown.pointed is found
            if found not in reached:
                reached.add(found)
                to_go.append(found)
    assert reached == set(Spot)
    assert shown.spots == ()


@pytest.mark.parametrize("mirrored", [False, True])
def test_the_arrow_keys_go_where_they_point(shown: BodyMap, qtbot: QtBot, mirrored: bool) -> None:
    if mirrored:
        shown.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
    ways = (
        (Spot.BETWEEN_BLADES, Qt.Key.Key_Left, Spot.BLADE_LEFT),
        (Spot.BETWEEN_BLADES, Qt.Key.Key_Right, Spot.BLADE_RIGHT),
        (Spot.BETWEEN_BLADES, Qt.Key.Key_Up, Spot.NECK_BASE),
        (Spot.BETWEEN_BLADES, Qt.Key.Key_Down, Spot.MID_BACK),
        (Spot.MID_BACK, Qt.Key.Key_Right, Spot.SIDE_RIGHT),
        (Spot.BLADE_LEFT, Qt.Key.Key_Up, Spot.TRAPEZIUS_LEFT),
        (Spot.SIDE_LEFT, Qt.Key.Key_Left, Spot.SIDE_LEFT),
    )
    for start, key, end in ways:
        shown.places[start].setFocus(Qt.FocusReason.TabFocusReason)
        qtbot.keyClick(shown.places[start], key)
        assert shown.places[end].hasFocus(), f"{key} from {start}"


@pytest.mark.parametrize("key", [Qt.Key.Key_Space, Qt.Key.Key_Return])
def test_space_or_enter_chooses_the_place_with_the_keyboard(shown: BodyMap, qtbot: QtBot, key: Qt.Key) -> None:
    place = shown.places[Spot.MID_BACK]
    place.setFocus(Qt.FocusReason.TabFocusReason)
    qtbot.keyClick(place, key)
    assert shown.spots == (Spot.MID_BACK,)


def test_the_ring_of_the_keyboard_is_seen_and_a_click_leaves_none(shown: BodyMap, qtbot: QtBot) -> None:
    shown.choose([Spot.MID_BACK])
    shown.places[Spot.NECK_BASE].clearFocus()
    without = shown.grab().toImage()
    shown.places[Spot.MID_BACK].setFocus(Qt.FocusReason.TabFocusReason)
    assert shown.grab().toImage() != without
    shown.places[Spot.MID_BACK].clearFocus()
    shown.choose([])
    qtbot.mouseClick(shown, Qt.MouseButton.LeftButton, pos=middle(shown, Spot.MID_BACK))
    move(shown, QPoint(4, 4))
    assert shown.grab().toImage() == without


def test_a_chosen_place_is_told_without_colour(shown: BodyMap) -> None:
    """In greys it still differs: it has a tick."""
    before = shown.grab().toImage().convertToFormat(QImage.Format.Format_Grayscale8)
    shown.choose([Spot.BETWEEN_BLADES])
    after = shown.grab().toImage().convertToFormat(QImage.Format.Format_Grayscale8)
    at = middle(shown, Spot.BETWEEN_BLADES)
    round_it = [at + QPoint(x, y) for x in range(-9, 10) for y in range(-9, 10)]
    differ = [abs(before.pixelColor(each).value() - after.pixelColor(each).value()) for each in round_it]
    assert max(differ) > 60
    assert len({after.pixelColor(each).value() for each in round_it}) > 10


def test_choosing_from_outside_tells_nothing(shown: BodyMap) -> None:
    told: list[None] = []
    shown.changed.connect(lambda: told.append(None))
    shown.choose([Spot.SIDE_LEFT, Spot.NECK_BASE])
    assert shown.spots == (Spot.NECK_BASE, Spot.SIDE_LEFT)
    assert told == []


def test_a_screen_reader_has_every_place_as_a_check_box(shown: BodyMap) -> None:
    shown.choose([Spot.BLADE_RIGHT])
    told = tree(shown)
    QAccessible.setActive(False)
    boxes = [node for node in told.inside if node.role == "check box"]
    assert told.name
    assert [node.name for node in boxes] == [str(SPOTS[spot]) for spot in Spot]
    assert [node.name for node in boxes if "checked" in node.states] == ["Right shoulder blade"]


def test_it_follows_the_figure_of_the_person(shown: BodyMap, look: Theme) -> None:
    before = shown.grab().toImage()
    look.choose_figure(FigureBody.FULL, FigureSkin.DARK)
    settle()
    assert shown.grab().toImage() != before
    paths = body_map.spot_paths(QRectF(shown.rect()), look.figure_look)
    for spot, path in paths.items():
        assert shown.spot_at(path.boundingRect().center()) is spot
        assert (shown.places[spot].geometry().center() - path.boundingRect().center().toPoint()).manhattanLength() < 4
