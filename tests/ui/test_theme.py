"""The look: contrast in every theme, and following light, dark and high contrast."""

from __future__ import annotations

import itertools

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QFont
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot
from shiboken6 import delete

from postureapp.core.settings import Theme as Wish
from postureapp.ui.controls import Tick, fit, label
from postureapp.ui.theme import DARK, LIGHT, PLAIN_DARK, PLAIN_LIGHT, Theme, Tokens, contrast
from postureapp.ui.tokens import ALL_TOKENS
from tests.ui.conftest import set_contrast

GROUNDS = ("paper", "card", "sunk", "accent_soft", "warm_soft", "danger_soft")
# Text on its ground: every text colour on the grounds of windows, cards and lists, and on each soft ground its own.
TEXT_ON_GROUND: tuple[tuple[str, str], ...] = (
    *itertools.product(("ink", "soft"), GROUNDS),
    *itertools.product(("accent", "warm", "danger"), ("paper", "card", "sunk")),
    ("accent", "accent_soft"),
    ("warm", "warm_soft"),
    ("danger", "danger_soft"),
    ("on_accent", "accent"),
    ("on_accent", "accent_hover"),
    ("card", "ink"),  # the label of the time in the band of the day
)
# Outlines, icons, bars, and what fills on what it fills.
SHAPE_ON_GROUND: tuple[tuple[str, str], ...] = (
    *itertools.product(("edge", "accent", "warm"), ("paper", "card", "sunk")),
    ("warm", "accent_soft"),  # the star of a favourite
    ("accent", "track"),
    ("warm", "track"),
)
ALL = pytest.mark.parametrize("tokens", ALL_TOKENS.values(), ids=ALL_TOKENS)


@ALL
@pytest.mark.parametrize(("words", "ground"), TEXT_ON_GROUND)
def test_text_can_be_read_on_its_ground(tokens: Tokens, words: str, ground: str) -> None:
    least = 7.0 if tokens.plain else 4.5
    assert contrast(getattr(tokens, words), getattr(tokens, ground)) >= least


@ALL
@pytest.mark.parametrize(("shape", "ground"), SHAPE_ON_GROUND)
def test_shapes_stand_out_from_their_ground(tokens: Tokens, shape: str, ground: str) -> None:
    assert contrast(getattr(tokens, shape), getattr(tokens, ground)) >= 3.0


@pytest.mark.parametrize("tokens", [PLAIN_LIGHT, PLAIN_DARK], ids=["light", "dark"])
def test_high_contrast_is_black_and_white_with_strong_outlines(tokens: Tokens) -> None:
    assert {tokens.paper, tokens.card, tokens.ink} == {"#000000", "#ffffff"}
    assert contrast(tokens.line, tokens.paper) == contrast(tokens.edge, tokens.card) == pytest.approx(21.0)
    assert tokens.stroke == 2
    assert tokens.focus >= 2 * tokens.stroke
    assert tokens.figure.dark is tokens.dark


def test_contrast_is_computed_as_wcag_says() -> None:
    assert contrast("#000000", "#ffffff") == pytest.approx(21.0)
    assert contrast("#777777", "#ffffff") == pytest.approx(4.48, abs=0.01)


def test_a_window_changes_with_the_choice(qtbot: object, look: Theme) -> None:
    window = QWidget()
    look.dress(window)
    assert LIGHT.paper in window.styleSheet()
    told = []
    look.changed.connect(lambda: told.append(True))
    look.choose(Wish.DARK)
    assert DARK.paper in window.styleSheet()
    assert window.property("dark") is True
    assert told == [True]
    window.deleteLater()


class Access:
    """What the system would answer; Qt has no way to say it on its behalf."""

    def __init__(self) -> None:
        self.preference = Qt.ContrastPreference.NoPreference

    def contrastPreference(self) -> Qt.ContrastPreference:
        return self.preference


def test_high_contrast_is_followed_live(look: Theme) -> None:
    window = QWidget()
    look.dress(window)
    signal, access = look._access.contrastPreferenceChanged, Access()
    look._access = access
    told = []
    look.changed.connect(lambda: told.append(look.tokens))
    access.preference = Qt.ContrastPreference.HighContrast
    signal.emit(access.preference)
    assert told == [PLAIN_LIGHT]
    assert window.property("plain") is True
    assert f"border: {PLAIN_LIGHT.focus}px" in window.styleSheet()
    access.preference = Qt.ContrastPreference.NoPreference
    signal.emit(access.preference)
    assert told == [PLAIN_LIGHT, LIGHT]
    assert window.property("plain") is False
    window.deleteLater()


@pytest.mark.parametrize("plain", [True, False])
def test_what_was_chosen_goes_before_the_system(look: Theme, plain: bool) -> None:
    access = Access()
    access.preference = Qt.ContrastPreference.NoPreference if plain else Qt.ContrastPreference.HighContrast
    look._access = access
    set_contrast(look, plain)
    assert look.tokens is (PLAIN_LIGHT if plain else LIGHT)
    look.choose(Wish.DARK)
    assert look.tokens is (PLAIN_DARK if plain else DARK)
    set_contrast(look, None)
    assert look.tokens is (DARK if plain else PLAIN_DARK)


def test_controls_without_a_theme_of_their_own_take_that_of_the_window(look: Theme) -> None:
    window = QWidget()
    tick = Tick("One")
    tick.setParent(window)
    assert tick._tokens() is LIGHT
    set_contrast(look, True)
    look.dress(window)
    assert tick._tokens() is PLAIN_LIGHT
    look.choose(Wish.DARK)
    assert tick._tokens() is PLAIN_DARK
    window.deleteLater()


def test_a_closed_window_is_not_kept(look: Theme) -> None:
    window = QWidget()
    look.dress(window)
    del window
    look.choose(Wish.DARK)  # touches no dead window


def test_windows_grow_with_the_system_font(qapp: QApplication) -> None:
    usual, window = QApplication.font(), QWidget()
    fit(window, 400, 300)
    assert (window.width(), window.height()) == (400, 300)
    larger = QFont(usual)
    larger.setPointSizeF(usual.pointSizeF() * 2.0)
    QApplication.setFont(larger)
    fit(window, 400, 300)
    assert 400 < window.width() <= 600
    assert 300 < window.height() <= 450
    QApplication.setFont(usual)
    window.deleteLater()


def test_a_chip_keeps_its_edge_when_it_is_resized(look: Theme) -> None:
    window = QWidget()
    look.dress(window)
    chip = label("A chip")
    chip.setProperty("chip", "quiet")
    chip.setParent(window)
    window.show()
    whole = chip.sizeHint().height()
    chip.resize(300, 40)
    assert chip.sizeHint().height() == whole == chip.heightForWidth(300)
    assert whole > chip.fontMetrics().height()
    window.close()
    window.deleteLater()


def test_a_window_that_was_closed_does_not_keep_the_look_from_changing(qtbot: QtBot) -> None:
    """Its wrapper may live on, held by its own slots, when the window itself is long gone."""
    look, turned = Theme(Wish.LIGHT), []
    gone, there = QWidget(), QWidget()
    qtbot.addWidget(there)
    for window in (gone, there):
        look.dress(window)
    look.changed.connect(lambda: turned.append(True))
    delete(gone)
    look.choose(Wish.DARK)
    assert turned
    assert there.property("dark") is True
