"""The browser of moves: what is found, the keyboard, favourites, the gate, and that only what is looked at moves."""

from __future__ import annotations

import weakref
from collections.abc import Iterator
from dataclasses import replace
from datetime import date

import pytest
from PySide6.QtCore import QEvent, QPoint, QPointF, QSize, Qt, QTimer
from PySide6.QtGui import QEnterEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QPushButton, QWidget
from shiboken6 import isValid

from postureapp.core.clinic import Approval
from postureapp.core.library import Filter
from postureapp.core.safety import SafetyState
from postureapp.core.settings import Settings, Value
from postureapp.core.settings import Theme as Wish
from postureapp.core.state import World
from postureapp.storage.content import load_causes, load_moves, load_safety
from postureapp.ui.motion_loop import still
from postureapp.ui.move_page import MovePage
from postureapp.ui.moves_window import MovesWindow
from postureapp.ui.scenes import move_scenes
from postureapp.ui.theme import Theme
from postureapp.ui.thumbnail import MoveCard
from tests.helpers.waiting import until
from tests.ui.conftest import settle

OPEN = SafetyState(answered=True)
FIELDS = {"moves.favourites": "favourites", "moves.off": "switched_off"}


class Stage:
    """A window, the world it shows, and what it asked for."""

    def __init__(
        self, look: Theme, safety: SafetyState = OPEN, approval: Approval | None = None, **settings: object
    ) -> None:
        self.world = World(
            replace(Settings(), **settings),  # type: ignore[arg-type]
            load_causes()[0],
            load_moves()[0],
            load_safety()[0],
            safety,
        )
        self.played: list[str] = []
        self.asked = 0
        self.keeps = True
        self.window = MovesWindow(
            lambda: self.world,
            look,
            on_play=self.played.append,
            on_choose=self.choose,
            on_ask_safety=self.ask,
            approval=approval,
        )
        self.window.resize(780, 600)
        self.window.show()
        self.window.activateWindow()
        settle()

    def close(self) -> None:
        if isValid(self.window):
            self.window.close()

    def choose(self, key: str, value: Value) -> None:
        if self.keeps:
            self.world = replace(self.world, settings=replace(self.world.settings, **{FIELDS[key]: value}))

    def ask(self) -> None:
        self.asked += 1

    def press(self, *keys: Qt.Key) -> None:
        for key in keys:
            focus = QApplication.focusWidget()
            assert focus is not None
            QTest.keyClick(focus, key)
            settle()

    def card(self, move_id: str) -> MoveCard:
        return self.window.grid.field.cards[move_id]

    @property
    def shown(self) -> list[str]:
        return [card.move_.id for card in self.window.grid.field.shown]

    @property
    def focused(self) -> str:
        focus = QApplication.focusWidget()
        return focus.move_.id if isinstance(focus, MoveCard) else ""

    @property
    def page(self) -> MovePage:
        assert self.window.page is not None
        return self.window.page

    @property
    def living(self) -> str:
        card = self.window.grid.field.living
        return card.move_.id if card is not None else ""

    def likes(self, move_id: str) -> bool:
        """Whether its card says that it is a favourite."""
        return ", favourite" in self.card(move_id).accessibleName()

    @property
    def page_moves(self) -> bool:
        return any(timer.isActive() for timer in self.page.findChildren(QTimer))

    def answer(self, *conditions: str) -> None:
        """Other answers to the safety questions, as the app tells of them."""
        self.world = replace(self.world, safety=SafetyState(answered=True, conditions=conditions))
        self.window.refresh()
        settle()

    def running(self) -> list[QTimer]:
        return [timer for timer in self.window.findChildren(QTimer) if timer.isActive()]


def size_of(card: MoveCard) -> QSize:
    """The size in which the picture of a card was painted."""
    assert card._picture is not None
    return card._picture[1].deviceIndependentSize().toSize()


def wait_for_pictures(stage: Stage) -> None:
    while stage.running():
        QApplication.processEvents()


def wait_until_painted(card: MoveCard) -> None:
    until(lambda: card.has_picture, what="its picture is painted")


def visible_words(window: QWidget) -> str:
    return " | ".join(each.text() for each in window.findChildren(QLabel) if each.isVisible())


def words_of_buttons(page: QWidget) -> str:
    return " | ".join(each.text() for each in page.findChildren(QPushButton) if each.isVisible())


@pytest.fixture
def stage(look: Theme) -> Iterator[Stage]:
    made = Stage(look)
    yield made
    made.close()
    settle()


# --- finding


def test_it_opens_with_every_move_and_the_search_at_hand(stage: Stage) -> None:
    assert len(stage.shown) == len(stage.world.moves)
    assert QApplication.focusWidget() is stage.window.grid.filters.words
    assert "23 moves" in visible_words(stage.window)
    assert stage.window.windowTitle() == "Moves"


def test_each_filter_narrows_what_is_shown_and_says_how_many(stage: Stage) -> None:
    filters = stage.window.grid.filters
    for combo in filters.combos:
        combo.setCurrentIndex(combo.count() - 1)
        assert 0 < len(stage.shown) < 23 or combo in (filters.length, filters.place), combo.accessibleName()
        combo.setCurrentIndex(0)
        assert len(stage.shown) == 23
    filters.place.setCurrentIndex(1)
    assert "child-pose" not in stage.shown
    assert f"{len(stage.shown)} moves of 23" in visible_words(stage.window)
    assert not stage.card("child-pose").isVisible()


def test_nothing_found_says_what_to_do_and_does_it(stage: Stage) -> None:
    grid = stage.window.grid
    grid.filters.favourites.click()
    assert stage.shown == []
    assert "No move is a favourite yet." in visible_words(stage.window)
    grid.filters.favourites.click()
    QTest.keyClicks(grid.filters.words, "no such move")
    assert stage.shown == []
    assert "Take a filter away" in visible_words(stage.window)
    show_all = next(each for each in grid.nothing.findChildren(QWidget) if each.accessibleName() == "Show all moves")
    QTest.mouseClick(show_all, Qt.MouseButton.LeftButton)
    assert len(stage.shown) == 23
    assert grid.filters.wanted == Filter()
    assert not grid.nothing.isVisible()


# --- the keyboard


def test_down_leads_from_the_search_to_the_moves_and_arrows_go_on(stage: Stage) -> None:
    stage.press(Qt.Key.Key_Down)
    first, columns = stage.shown, stage.window.grid.field._columns
    assert columns >= 2
    assert stage.focused == first[0]
    stage.press(Qt.Key.Key_Right)
    assert stage.focused == first[1]
    stage.press(Qt.Key.Key_Down)
    assert stage.focused == first[1 + columns]
    stage.press(Qt.Key.Key_Left, Qt.Key.Key_Up)
    assert stage.focused == first[0]
    stage.press(Qt.Key.Key_Left, Qt.Key.Key_Up)
    assert stage.focused == first[0], "there is nothing before the first"
    stage.press(Qt.Key.Key_End)
    assert stage.focused == first[-1]
    stage.press(Qt.Key.Key_Down, Qt.Key.Key_Right)
    assert stage.focused == first[-1], "and nothing behind the last"
    stage.press(Qt.Key.Key_Home)
    assert stage.focused == first[0]


def test_down_reaches_a_last_row_that_is_not_full(stage: Stage) -> None:
    columns, last = stage.window.grid.field._columns, len(stage.shown) - 1
    above = (last // columns) * columns - 1
    stage.window.grid.field.focus(stage.shown[above])
    stage.press(Qt.Key.Key_Down)
    assert stage.focused == stage.shown[last]


def test_one_card_is_a_stop_of_the_tab_key(stage: Stage) -> None:
    stops = [card for card in stage.window.grid.field.shown if card.focusPolicy() & Qt.FocusPolicy.TabFocus]
    assert len(stops) == 1
    stage.press(Qt.Key.Key_Down, Qt.Key.Key_Right)
    stops = [card for card in stage.window.grid.field.shown if card.focusPolicy() & Qt.FocusPolicy.TabFocus]
    assert [card.move_.id for card in stops] == [stage.focused]


def test_enter_opens_a_page_and_escape_leads_back_to_the_card(stage: Stage) -> None:
    stage.press(Qt.Key.Key_Down, Qt.Key.Key_Right, Qt.Key.Key_Return)
    opened = stage.shown[1]
    assert stage.page.move_.id == opened
    assert stage.window.windowTitle() == stage.page.move_.name
    assert QApplication.focusWidget() is stage.page.play
    stage.press(Qt.Key.Key_Escape)
    assert stage.window.page is None
    assert stage.window.isVisible()
    assert stage.focused == opened
    QTest.keyClick(stage.window, Qt.Key.Key_Escape)
    assert not stage.window.isVisible()


def test_escape_clears_the_search_before_it_closes(stage: Stage) -> None:
    words = stage.window.grid.filters.words
    words.setFocus()
    words.setText("neck")
    QTest.keyClick(words, Qt.Key.Key_Escape)
    assert stage.window.isVisible()
    assert words.text() == ""
    QTest.keyClick(words, Qt.Key.Key_Escape)
    assert not stage.window.isVisible()


def test_alt_left_leads_back_and_find_to_the_search(stage: Stage) -> None:
    stage.window.open_move("levator")
    QTest.keyClick(stage.window, Qt.Key.Key_Left, Qt.KeyboardModifier.AltModifier)
    assert stage.window.page is None
    stage.window.open_move("levator")
    QTest.keyClick(stage.window, Qt.Key.Key_F, Qt.KeyboardModifier.ControlModifier)
    assert stage.window.page is None
    assert QApplication.focusWidget() is stage.window.grid.filters.words


def test_a_click_opens_and_a_click_on_the_star_does_not(stage: Stage) -> None:
    first = stage.card(stage.shown[0])
    QTest.mouseClick(first, Qt.MouseButton.LeftButton, pos=first._star_rect().center())
    assert stage.window.page is None
    assert stage.world.settings.favourites == (first.move_.id,)
    QTest.mouseClick(first, Qt.MouseButton.LeftButton, pos=QPoint(40, 40))
    assert stage.page.move_.id == first.move_.id


# --- names, favourites, switched off


def test_a_card_tells_a_screen_reader_all_that_it_shows(look: Theme) -> None:
    stage = Stage(look, favourites=("shoulder-roll",), switched_off=("levator",))
    name = stage.card("shoulder-roll").accessibleName()
    assert name == "Shoulder rolls, neck to shoulder, seated or standing, 20 seconds, favourite"
    assert stage.card("levator").accessibleName().endswith(", switched off")
    assert all(card.accessibleName() for card in stage.window.grid.field.cards.values())
    stage.window.close()


@pytest.mark.parametrize("key", [Qt.Key.Key_F, Qt.Key.Key_Space])
def test_a_key_makes_a_favourite_and_takes_it_back(stage: Stage, key: Qt.Key) -> None:
    stage.world = replace(stage.world, settings=replace(stage.world.settings, favourites=("levator",)))
    stage.press(Qt.Key.Key_Down, key)
    first = stage.shown[0]
    assert stage.world.settings.favourites == ("levator", first)
    assert stage.likes(first)
    assert stage.window.page is None, "it does not open the page"
    stage.press(key)
    assert stage.world.settings.favourites == ("levator",)
    assert not stage.likes(first)


def test_a_favourite_that_could_not_be_kept_is_not_shown_as_one(stage: Stage) -> None:
    stage.keeps = False
    stage.press(Qt.Key.Key_Down, Qt.Key.Key_F)
    assert not stage.likes(stage.shown[0])


def test_among_favourites_only_the_next_one_takes_the_keyboard_of_one_that_goes(look: Theme) -> None:
    stage = Stage(look, favourites=("levator", "neck-side", "w-pull"))
    stage.window.grid.filters.favourites.click()
    assert set(stage.shown) == {"levator", "neck-side", "w-pull"}
    stage.window.grid.field.focus(stage.shown[0])
    second = stage.shown[1]
    stage.press(Qt.Key.Key_F)
    assert stage.focused == second
    stage.press(Qt.Key.Key_F, Qt.Key.Key_F)
    assert stage.shown == []
    stage.window.close()


def test_what_is_changed_elsewhere_shows_at_once(stage: Stage) -> None:
    stage.window.open_move("levator")
    changed = replace(stage.world.settings, favourites=("levator",), switched_off=("levator",))
    stage.world = replace(stage.world, settings=changed)
    stage.window.refresh()
    assert stage.page.favourite.text() == "Remove from favourites"
    assert stage.page.off.text() == "Switch this move on"
    assert stage.likes("levator")


def test_the_page_switches_a_move_off_and_on(stage: Stage) -> None:
    stage.window.open_move("levator")
    stage.page.off.click()
    assert stage.world.settings.switched_off == ("levator",)
    assert "You have switched this move off" in visible_words(stage.window)
    assert stage.page.play.isEnabled(), "it was only taken out of what is suggested"
    stage.page.off.click()
    assert stage.world.settings.switched_off == ()
    stage.page.favourite.click()
    assert stage.world.settings.favourites == ("levator",)


# --- what the answers say


def test_do_it_now_plays_that_move(stage: Stage) -> None:
    stage.window.open_move("levator")
    stage.page.play.click()
    assert stage.played == ["levator"]


def test_while_the_gate_is_closed_moves_can_be_read_but_not_done(look: Theme) -> None:
    stage = Stage(look, SafetyState())
    assert "Stretches are off until the short safety questions are answered." in visible_words(stage.window)
    stage.press(Qt.Key.Key_Down, Qt.Key.Key_Return)
    page = stage.page
    assert "Stretches are off until" in visible_words(stage.window)
    assert not page.play.isEnabled()
    assert "Stretches are off until" in page.play.accessibleDescription()
    page.play.click()
    assert stage.played == []
    page.questions.click()
    assert stage.asked == 1
    stage.world = replace(stage.world, safety=OPEN)
    stage.window.refresh()
    assert page.play.isEnabled()
    assert "Stretches are off" not in visible_words(stage.window)
    stage.window.close()


def test_the_persons_own_answers_are_shown_with_the_reason(look: Theme) -> None:
    stage = Stage(look, SafetyState(answered=True, conditions=("osteoporosis",)))
    marks = {move_id: card.accessibleName() for move_id, card in stage.window.grid.field.cards.items()}
    half = next(each for each, name in marks.items() if name.endswith("half range"))
    ask = next(each for each, name in marks.items() if name.endswith(("ask your clinician", "off for you")))
    stage.window.open_move(half)
    assert "half the range and half the hold" in visible_words(stage.window)
    assert "Osteoporosis" in visible_words(stage.window)
    assert stage.page.play.isEnabled()
    stage.window.open_move(ask)
    assert not stage.page.play.isEnabled()
    assert "Osteoporosis" in stage.page.play.accessibleDescription()
    stage.window.close()


def test_a_page_offers_the_substitute_of_a_move_that_is_off(stage: Stage) -> None:
    stage.answer("osteoporosis")
    stage.window.open_move("rhomboid-reach")
    assert "Instead: Upright self-hug" in words_of_buttons(stage.page)
    assert "Instead: Upright self-hug" in stage.page.play.accessibleDescription()
    assert "Do the other move now" in words_of_buttons(stage.page)
    stage.page.play.click()
    assert stage.played == ["rhomboid-reach"], "the player takes the substitute, and says so"
    stage.page.instead.click()
    settle()
    assert stage.page.move_.id == "self-hug"
    assert stage.page.play.isEnabled()
    assert "Do it now" in words_of_buttons(stage.page)
    stage.answer()
    stage.window.open_move("rhomboid-reach")
    assert "Instead" not in words_of_buttons(stage.page)
    assert "Do it now" in words_of_buttons(stage.page)
    assert not stage.page.play.toolTip()


def test_a_substitute_that_is_off_itself_is_not_offered(stage: Stage) -> None:
    stage.answer("osteoporosis")
    stage.world = replace(stage.world, settings=replace(stage.world.settings, switched_off=("self-hug",)))
    stage.window.refresh()
    stage.window.open_move("rhomboid-reach")
    assert not stage.page.play.isEnabled()
    assert "Instead" not in words_of_buttons(stage.page)


def test_the_figure_of_a_page_has_the_range_that_the_answers_leave(stage: Stage) -> None:
    stage.window.open_move("desk-hinge")
    settle()
    stage.page.motion.click()  # what stands still is where the move ends
    for conditions, half in ((("osteoporosis",), True), ((), False)):
        stage.answer(*conditions)
        (scene,) = move_scenes([(stage.page.move_, half)])
        assert stage.page.figure._pose == still(scene).pose
        assert not stage.page_moves, "it stays stopped"
    stage.page.motion.click()
    stage.answer("osteoporosis")
    assert stage.page_moves


def test_a_card_shows_the_range_that_the_answers_leave(stage: Stage) -> None:
    field, card = stage.window.grid.field, stage.card("desk-hinge")
    field.focus("desk-hinge")
    wait_until_painted(card)
    for conditions, half in ((("osteoporosis",), True), ((), False)):
        before = card._picture
        stage.answer(*conditions)
        assert stage.living == "desk-hinge"
        assert field._loop._scene is card.scene
        assert card.scene.half is half
        wait_until_painted(card)
        assert card._picture is not before


def test_a_page_has_all_that_its_file_says(stage: Stage) -> None:
    for move in stage.world.moves:
        stage.window.open_move(move.id)
        settle()
        said = " | ".join(each.text() for each in stage.page.findChildren(QLabel)).casefold()
        for words in (move.name, *move.muscles, move.position, *move.steps, *move.equipment, *move.cautions, move.note):
            assert words.casefold() in said, (move.id, words)
        for words in (*move.sources, move.dose.source, move.review_status):
            assert words.casefold() in said, (move.id, words)
        stage.window.go_back()


def test_a_page_says_who_approved_the_library_and_when(look: Theme) -> None:
    stage = Stage(look, approval=Approval("A. Clinician", date(2026, 11, 2)))
    stage.window.open_move("seated-turn")
    said = [each.text() for each in stage.page.findChildren(QLabel)]
    assert "Approved by A. Clinician on Nov 2, 2026." in said
    assert not any("draft" in words.casefold() for words in said)
    stage.close()


# --- what moves


def hover(card: MoveCard, on: bool) -> None:
    card.setAttribute(Qt.WidgetAttribute.WA_UnderMouse, on)
    if on:
        place = QPointF(card.rect().center())
        QApplication.sendEvent(card, QEnterEvent(place, place, place))
    else:
        QApplication.sendEvent(card, QEvent(QEvent.Type.Leave))


def test_nothing_moves_until_it_is_looked_at(stage: Stage) -> None:
    wait_for_pictures(stage)
    assert stage.living == ""
    assert stage.running() == []
    seen = [card for card in stage.window.grid.field.shown if card.has_picture]
    assert 2 <= len(seen) < 23, "only what is in view was painted"


def test_pictures_follow_the_size_and_the_look_once_they_have_settled(stage: Stage, look: Theme) -> None:
    wait_for_pictures(stage)
    first = stage.card(stage.shown[0])
    size = size_of(first)
    stage.window.resize(960, 600)
    settle()
    assert size_of(first) == size, "while the window is being resized the old ones do"
    wait_for_pictures(stage)
    assert size_of(first) == first.picture_rect.size() != size
    look.choose(Wish.DARK)
    settle()
    wait_for_pictures(stage)
    assert first.has_picture


def test_the_card_under_the_mouse_moves_else_the_focused_one(stage: Stage) -> None:
    wait_for_pictures(stage)
    first, second = (stage.card(each) for each in stage.shown[:2])
    stage.press(Qt.Key.Key_Down)
    assert stage.living == first.move_.id
    hover(second, True)
    assert stage.living == second.move_.id
    assert len(stage.running()) == 1, "one card moves at a time"
    hover(second, False)
    assert stage.living == first.move_.id
    stage.window.grid.filters.words.setFocus()
    assert stage.living == ""
    assert stage.running() == []


def test_a_hidden_grid_stands_still(stage: Stage) -> None:
    stage.press(Qt.Key.Key_Down)
    wait = stage.window.grid.field
    assert wait.living
    stage.window.open_move(stage.shown[0])
    settle()
    assert wait.living is None
    assert stage.page_moves
    stage.window.hide()
    assert not stage.page_moves
    stage.window.show()
    settle()
    assert stage.page_moves


def test_behind_another_window_nothing_moves(stage: Stage) -> None:
    stage.window.open_move("levator")
    settle()
    assert stage.page_moves
    other = QWidget()
    other.show()
    other.activateWindow()
    settle()
    assert not stage.page_moves
    other.close()
    other.deleteLater()
    stage.window.activateWindow()
    settle()
    assert stage.page_moves


def test_the_figure_of_a_page_can_be_turned_and_that_of_a_card_can_not(stage: Stage) -> None:
    stage.press(Qt.Key.Key_Down)
    card = stage.card(stage.shown[0])
    QTest.mouseClick(card, Qt.MouseButton.LeftButton, pos=card.picture_rect.center())
    settle()
    figure = stage.page.figure
    before = figure.camera
    QTest.mousePress(figure, Qt.MouseButton.LeftButton, pos=QPoint(60, 60))
    QTest.mouseMove(figure, QPoint(120, 60))
    QTest.mouseRelease(figure, Qt.MouseButton.LeftButton, pos=QPoint(120, 60))
    assert figure.camera != before
    assert figure.focusPolicy() & Qt.FocusPolicy.TabFocus
    assert figure.accessibleName() == f"Figure showing: {stage.page.move_.name}"


def test_the_motion_of_a_page_can_be_stopped(stage: Stage) -> None:
    stage.window.open_move("levator")
    stage.page.motion.click()
    assert not stage.page_moves
    assert stage.page.motion.text() == "Show the motion"
    stage.page.motion.click()
    assert stage.page_moves


@pytest.mark.parametrize("who", ["the person", "the system"])
def test_with_reduced_motion_poses_fade_into_each_other(look: Theme, monkeypatch: pytest.MonkeyPatch, who: str) -> None:
    from postureapp.ui.motion_loop import faded_at, moving_at

    if who == "the system":
        for window in ("moves_grid", "move_page"):
            monkeypatch.setattr(f"postureapp.ui.{window}.wants_less", lambda _setting: True)
    stage = Stage(look, reduced_motion=who == "the person")
    asked: list[str] = []
    monkeypatch.setattr("postureapp.ui.motion_loop.faded_at", lambda *a: asked.append("faded") or faded_at(*a))
    monkeypatch.setattr("postureapp.ui.motion_loop.moving_at", lambda *a: asked.append("moved") or moving_at(*a))
    stage.press(Qt.Key.Key_Down)
    stage.window.open_move(stage.shown[0])
    settle()
    assert set(asked) == {"faded"}
    assert stage.page.figure.still
    stage.window.close()


def test_key_poses_only_and_always_one_of_them_whole_or_fading(stage: Stage) -> None:
    from postureapp.ui.motion_loop import faded_at, moving_at

    for move in stage.world.moves:
        scene = move_scenes([(move, False)])[0]
        keys = (
            scene.key_poses()
            if not move.motion.cycle
            else [scene.pose(n / len(move.motion.cycle), False) for n in range(len(move.motion.cycle))]
        )
        for n in range(90):
            shown = faded_at(scene, n * 0.13)
            assert shown.pose in keys or any(scene.pose(1.0, side) == shown.pose for side in (False, True))
            assert shown.over is None or 0.0 < shown.over[1] <= 1.0
            assert 0.0 <= moving_at(scene, n * 0.13).effort <= 1.0
        assert still(scene).pose != scene.pose(0.0, False), "the still shows the move, not its start"


def test_both_sides_are_shown_of_a_move_that_has_two(stage: Stage) -> None:
    from postureapp.ui.motion_loop import moving_at

    move = next(each for each in stage.world.moves if each.id == "neck-side")
    scene = move_scenes([(move, False)])[0]
    shown = [moving_at(scene, n * 0.1).pose for n in range(140)]
    assert scene.pose(1.0, False) in shown
    assert scene.pose(1.0, True) in shown


# --- the end


def test_closing_frees_everything(look: Theme) -> None:
    stage = Stage(look)
    stage.press(Qt.Key.Key_Down)
    stage.window.open_move("levator")
    gone = [weakref.ref(each) for each in (stage.window, stage.window.grid, stage.page, stage.card("levator"))]
    stage.window.close()
    del stage
    settle()
    import gc

    gc.collect()
    assert [each() for each in gone] == [None] * 4
