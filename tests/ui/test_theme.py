"""The look: contrast, and following light and dark."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QWidget

from postureapp.core.settings import Theme as Wish
from postureapp.ui.theme import DARK, LIGHT, Theme, Tokens, contrast

# Text on its ground: what the contrast test holds to 4.5:1.
TEXT_ON_GROUND: tuple[tuple[str, str], ...] = (
    ("ink", "paper"),
    ("ink", "card"),
    ("ink", "sunk"),
    ("ink", "accent_soft"),
    ("ink", "warm_soft"),
    ("ink", "danger_soft"),
    ("soft", "paper"),
    ("soft", "card"),
    ("soft", "sunk"),
    ("accent", "paper"),
    ("accent", "card"),
    ("accent", "accent_soft"),
    ("on_accent", "accent"),
    ("on_accent", "accent_hover"),
    ("warm", "card"),
    ("warm", "warm_soft"),
    ("danger", "card"),
    ("danger", "danger_soft"),
)


@pytest.mark.parametrize("tokens", [LIGHT, DARK], ids=["light", "dark"])
@pytest.mark.parametrize(("words", "ground"), TEXT_ON_GROUND)
def test_text_can_be_read_on_its_ground(tokens: Tokens, words: str, ground: str) -> None:
    assert contrast(getattr(tokens, words), getattr(tokens, ground)) >= 4.5


@pytest.mark.parametrize("tokens", [LIGHT, DARK], ids=["light", "dark"])
def test_edges_of_controls_stand_out(tokens: Tokens) -> None:
    assert contrast(tokens.edge, tokens.card) >= 3.0
    assert contrast(tokens.accent, tokens.paper) >= 3.0


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


def test_a_closed_window_is_not_kept(look: Theme) -> None:
    window = QWidget()
    look.dress(window)
    del window
    look.choose(Wish.DARK)  # touches no dead window
