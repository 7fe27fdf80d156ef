"""The stretch window by keyboard and in words: where the focus is, what a button says, what is heard."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from postureapp.core.events import Size
from postureapp.core.routine import PhaseKind
from postureapp.core.settings import PlayerSize
from postureapp.ui.controls import button
from postureapp.ui.notice_card import NoticeCard
from postureapp.ui.scenes import scenes_for
from postureapp.ui.stretch_window import Wishes
from postureapp.ui.theme import Theme
from tests.ui.conftest import settle
from tests.ui.test_stretch_window import Session, go_to, length_of, press, two_moves, words_of


@pytest.fixture
def session(look: Theme) -> Session:
    return Session(look)


# --- the keyboard


@pytest.mark.parametrize("size", list(PlayerSize))
def test_shift_and_an_arrow_turn_the_figure_and_no_arrow_moves_the_focus(
    session: Session, qtbot: QtBot, size: PlayerSize
) -> None:
    window = session.open(two_moves(), wishes=Wishes(size))
    figure, held = window._page.figure, window.focusWidget()
    best, shift = figure.camera, Qt.KeyboardModifier.ShiftModifier
    for key in (Qt.Key.Key_Left, Qt.Key.Key_Right, Qt.Key.Key_Up, Qt.Key.Key_Down):
        before = figure.camera
        qtbot.keyClick(window.focusWidget(), key, shift)
        assert figure.camera != before, key
        assert window.focusWidget() is held, key
        assert session.asked == ["neck-side"], "the move stays the same"
    qtbot.keyClick(window.focusWidget(), Qt.Key.Key_Left, shift)
    figure.still = True  # so that it is back at once
    qtbot.keyClick(window.focusWidget(), Qt.Key.Key_Home)
    assert figure.camera == best
    for key in (Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_Left):
        qtbot.keyClick(window.focusWidget(), key)
        assert window.focusWidget() is held, key
    window.close()


def test_the_focus_stays_on_its_control_when_the_size_changes(session: Session, qtbot: QtBot) -> None:
    window = session.open(two_moves())
    for name in ("hurts", "size_switch", "_skip", "figure"):
        getattr(window._page, name).setFocus()
        qtbot.keyClick(window.focusWidget(), Qt.Key.Key_S)
        settle()
        assert window.focusWidget() is getattr(window._page, name), name
    window.close()


def test_without_room_for_the_large_window_it_says_so(
    session: Session, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("postureapp.ui.stretch_window.choose_size", lambda _window, _wanted: PlayerSize.SMALL)
    window = session.open(two_moves(), wishes=Wishes(PlayerSize.SMALL))
    page = window._page
    qtbot.keyClick(page, Qt.Key.Key_S)
    assert window._page is page
    assert session.chosen == [], "what did not come is not kept"
    assert "no room for the large window" in page.size_switch.toolTip()
    assert "no room for the large window" in " | ".join(
        each.toolTip() for each in window.findChildren(QLabel) if each.isVisible()
    )
    window.close()


def test_tab_goes_from_the_scale_to_what_else_is_asked_and_then_on(session: Session, qtbot: QtBot) -> None:
    window = session.open(two_moves())
    press(window, "This hurts")
    settle()
    page = window._stack.currentWidget()
    qtbot.keyClick(window.focusWidget(), Qt.Key.Key_2)
    scale = page.scale.buttons  # type: ignore[attr-defined]
    assert window.focusWidget() is scale[2], "a digit leads past nothing"
    page._signs.setFocus()  # type: ignore[attr-defined]
    order = [page._off, page._go, scale[2], page._signs]  # type: ignore[attr-defined]
    for expected in order:
        qtbot.keyClick(window.focusWidget(), Qt.Key.Key_Tab)
        assert window.focusWidget() is expected
    window.close()


def test_the_button_of_the_hurt_page_says_what_follows(session: Session, qtbot: QtBot) -> None:
    window = session.open(two_moves())
    press(window, "This hurts")
    page = window._stack.currentWidget()
    assert page._go.text() == "Next: a few questions"  # type: ignore[attr-defined]
    qtbot.keyClick(page, Qt.Key.Key_2)
    assert page._go.text() == "Done"  # type: ignore[attr-defined]
    page._signs.setChecked(True)  # type: ignore[attr-defined]
    assert page._go.text() == "Next: a few questions"  # type: ignore[attr-defined]
    window.close()


# --- words


@pytest.mark.parametrize("size", list(PlayerSize))
def test_the_last_move_is_skipped_like_any_other(session: Session, size: PlayerSize) -> None:
    scenes = two_moves()
    window = session.open(scenes, wishes=Wishes(size))
    window.advance(length_of(scenes[0]))
    assert window._page._skip.accessibleName() == "Skip"
    window._page._skip.click()
    assert "1 of 2 moves" in words_of(window)
    assert "How does your upper back feel?" in words_of(window)
    window.close()


def test_skipped_to_the_end_with_nothing_done_it_closes(session: Session) -> None:
    window = session.open(two_moves())
    press(window, "Skip")
    press(window, "Skip")
    assert not window.isVisible()
    settle()


@pytest.mark.parametrize("size", list(PlayerSize))
def test_a_posture_cue_speaks_of_no_stretch(session: Session, size: PlayerSize) -> None:
    window = session.open(scenes_for(Size.NUDGE, "desk"), wishes=Wishes(size))
    assert "A mild stretch" not in words_of(window)
    window.close()
    window = session.open(two_moves(), wishes=Wishes(size))
    assert "A mild stretch" in words_of(window)
    window.close()


def test_switched_on_the_voice_says_at_once_what_is_to_be_done(session: Session, qtbot: QtBot) -> None:
    window = session.open(two_moves())
    go_to(window, PhaseKind.MOVE_IN)
    caption = window._page.caption.text()
    session.heard.clear()
    qtbot.keyClick(window._page, Qt.Key.Key_V)
    assert [(str(cue.words), cue.tone) for cue in session.heard] == [(caption, None)]
    qtbot.keyClick(window._page, Qt.Key.Key_V)
    assert len(session.heard) == 1, "switched off it says nothing"
    window.close()


def test_a_notice_stands_beside_the_small_window_and_not_under_it(session: Session) -> None:
    window = session.open(two_moves(), wishes=Wishes(PlayerSize.SMALL))
    card = NoticeCard("Tones can't be played here.", session.look)
    card.show()
    assert not card.frameGeometry().intersects(window.frameGeometry())
    assert window.screen().availableGeometry().contains(card.frameGeometry())
    card.close()
    window.close()


def test_a_notice_that_stands_already_goes_out_of_the_way_of_the_small_window(session: Session) -> None:
    card = NoticeCard("Tones can't be played here.", session.look)
    card.show()
    at_first = card.frameGeometry()
    window = session.open(two_moves(), wishes=Wishes(PlayerSize.SMALL))
    assert at_first.intersects(window.frameGeometry()), "where it stood"
    assert not card.frameGeometry().intersects(window.frameGeometry())
    assert window.screen().availableGeometry().contains(card.frameGeometry())
    window._finish()
    assert not card.frameGeometry().intersects(window.frameGeometry()), "the last page is larger"
    card.close()
    window.close()


def test_a_button_with_the_focus_has_our_ring_and_no_second_one_inside(look: Theme, qtbot: QtBot) -> None:
    shown = QWidget()
    look.dress(shown)
    below = QVBoxLayout(shown)
    made = button("", lambda: None)
    below.addWidget(button("", lambda: None))
    below.addWidget(made)
    shown.show()
    shown.activateWindow()
    settle()
    qtbot.keyClick(shown.focusWidget() or shown, Qt.Key.Key_Tab)  # only from now on Qt draws a focus
    made.setFocus()
    settle()
    assert made.hasFocus()
    picture = made.grab().toImage()
    wide, high = picture.width(), picture.height()
    inside = {picture.pixelColor(x, y).name() for x in range(12, wide - 12) for y in range(3, high - 3)}
    assert inside == {look.tokens.card}
    shown.close()
    shown.deleteLater()
