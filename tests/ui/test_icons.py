"""The tray icon tells its states apart by shape, on light and dark panels, at every size."""

from __future__ import annotations

import itertools

import pytest
from PySide6.QtGui import QImage, qAlpha, qGray

from postureapp.ui.icons import TRAY_SIZES, WINDOW_SIZES, TrayState, app_icon, app_pixmap, tray_icon, tray_pixmap
from postureapp.ui.theme import contrast


def grey(size: int, fraction: float, state: TrayState) -> list[int]:
    """The icon without its colours: what somebody who sees none has to tell it by."""
    image = tray_pixmap(size, fraction, state).toImage().convertToFormat(QImage.Format.Format_ARGB32)
    pixels = [image.pixel(x, y) for y in range(size) for x in range(size)]
    return [qAlpha(pixel) if qAlpha(pixel) < 200 else 255 for pixel in pixels]


@pytest.mark.parametrize("size", TRAY_SIZES)
def test_states_differ_by_shape(size: int) -> None:
    shapes = {state: grey(size, 0.6, state) for state in TrayState}
    for one, other in itertools.combinations(TrayState, 2):
        differing = sum(abs(a - b) > 60 for a, b in zip(shapes[one], shapes[other], strict=True))
        assert differing >= 4, f"{one} and {other} look alike at {size} px"


def test_the_ring_fills() -> None:
    fractions = (0.0, 0.25, 0.5, 0.75, 1.0)
    amounts = [sum(alpha > 220 for alpha in grey(32, fraction, TrayState.SITTING)) for fraction in fractions]
    assert amounts == sorted(amounts)
    assert amounts[0] == 0
    assert len(set(amounts)) == 5


def test_a_fraction_out_of_range_is_taken_as_the_nearer_end() -> None:
    assert grey(32, 7.0, TrayState.SITTING) == grey(32, 1.0, TrayState.SITTING)
    assert grey(32, -1.0, TrayState.SITTING) == grey(32, 0.0, TrayState.SITTING)


@pytest.mark.parametrize("panel", ["#f2f2f2", "#202428"])
@pytest.mark.parametrize("state", [TrayState.SITTING, TrayState.DUE, TrayState.PAUSED, TrayState.BUSY])
def test_it_stands_out_from_the_panel(panel: str, state: TrayState) -> None:
    image = tray_pixmap(64, 1.0, state).toImage()
    colours = {image.pixelColor(x, 32).name() for x in range(64) if image.pixelColor(x, 32).alpha() == 255}
    assert max(contrast(colour, panel) for colour in colours) >= 3.0


def test_icons_have_all_sizes() -> None:
    assert {size.width() for size in tray_icon(0.5).availableSizes()} == set(TRAY_SIZES)
    assert {size.width() for size in app_icon().availableSizes()} == set(WINDOW_SIZES)


def test_the_app_icon_is_no_blank() -> None:
    image = app_pixmap(64).toImage()
    assert len({qGray(image.pixel(x, y)) for x in range(64) for y in range(64)}) > 20


def test_where_the_panel_gives_the_colour_only_the_shape_is_drawn() -> None:
    assert tray_icon(0.5, mask=True).isMask()
    for state in TrayState:
        image = tray_pixmap(32, 0.6, state, mask=True).toImage()
        seen = [image.pixelColor(x, y) for x in range(32) for y in range(32) if image.pixelColor(x, y).alpha()]
        assert {colour.name() for colour in seen} == {"#000000"}
        assert any(colour.alpha() < 128 for colour in seen) or state is TrayState.DUE


@pytest.mark.parametrize("size", TRAY_SIZES)
@pytest.mark.parametrize("state", [TrayState.PAUSED, TrayState.BUSY])
def test_straight_edges_are_sharp(size: int, state: TrayState) -> None:
    image = tray_pixmap(size, 0.0, state).toImage()
    middle, near = size // 2, size // 5
    alphas = {
        image.pixelColor(x, y).alpha()
        for x in range(middle - near, middle + near)
        for y in range(middle - 1, middle + 1)
    }
    assert alphas <= {0, 255}
    assert 255 in alphas
