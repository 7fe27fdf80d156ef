"""What holds for every window: names for a screen reader, reachable by keyboard, nothing cut off, light and dark."""

from __future__ import annotations

import gettext
from collections.abc import Iterator

import pytest
from PySide6.QtCore import QCoreApplication, QSize, Qt
from PySide6.QtWidgets import QAbstractButton, QComboBox, QLabel, QMenu, QPushButton, QScrollArea, QWidget

from postureapp.core import text as words
from postureapp.core.settings import Theme as Wish
from postureapp.devtools.sheet import SMALL_SCREEN, Pseudo, picture, windows
from postureapp.ui.corner_card import CornerCard
from postureapp.ui.pain_scale import PainScale
from postureapp.ui.theme import Theme
from tests.ui.conftest import settle

WINDOWS = dict(windows())


@pytest.fixture
def long_language() -> Iterator[None]:
    words.install(Pseudo())
    yield
    words.install(gettext.NullTranslations())


def laid_out(window: QWidget, room: QSize | None = None) -> QWidget:
    window.setAttribute(Qt.WidgetAttribute.WA_DontShowOnScreen)
    if room is not None:
        window.resize(window.size().boundedTo(room))
    window.show()
    for _turn in range(3):
        QCoreApplication.sendPostedEvents()
        QCoreApplication.processEvents()
    return window


def done(window: QWidget) -> None:
    window.close()
    window.deleteLater()
    settle()


@pytest.mark.parametrize("name", [name for name in WINDOWS if name != "tray-menu"])
def test_every_control_has_a_name_for_a_screen_reader(name: str, look: Theme) -> None:
    window = laid_out(WINDOWS[name](look))
    for kind in (QAbstractButton, QComboBox):
        for control in window.findChildren(kind):
            assert control.accessibleName() or control.text(), f"{control} has no name"
    assert window.windowTitle()
    done(window)


@pytest.mark.parametrize("name", [name for name in WINDOWS if not name.startswith(("card", "tray"))])
def test_every_button_is_reached_by_tab(name: str, look: Theme) -> None:
    window = laid_out(WINDOWS[name](look))
    scales = [scale.buttons for scale in window.findChildren(PainScale)]
    for buttons in scales:  # one stop for all of them; the arrow keys go from number to number
        assert sum(bool(each.focusPolicy() & Qt.FocusPolicy.TabFocus) for each in buttons) == 1
    on_a_scale = {each for buttons in scales for each in buttons}
    for control in window.findChildren(QPushButton):
        if control.isVisible() and control.isEnabled() and control not in on_a_scale:
            assert control.focusPolicy() & Qt.FocusPolicy.TabFocus, f"{control.text()} is out of reach"
    done(window)


@pytest.mark.parametrize("name", list(WINDOWS))
def test_nothing_is_cut_off_in_a_long_language_on_a_small_screen(name: str, look: Theme, long_language: None) -> None:
    window = laid_out(dict(windows())[name](look), SMALL_SCREEN)
    if not isinstance(window, QMenu):
        assert window.width() <= SMALL_SCREEN.width()
        assert window.height() <= SMALL_SCREEN.height()
    for made in window.findChildren(QLabel):
        if made.isVisible() and made.text():
            needs = made.heightForWidth(made.width()) if made.wordWrap() else made.sizeHint().height()
            assert made.height() + 1 >= needs, f"cut off: {made.text()} has {made.height()} of {needs}"
    for pushed in window.findChildren(QPushButton):
        if pushed.isVisible() and pushed.property("role") != "number":
            assert pushed.width() + 1 >= pushed.minimumSizeHint().width(), f"cut off: {pushed.text()}"
    for widget in window.findChildren(QWidget):
        inside_scroll = any(isinstance(p, QScrollArea) for p in parents(widget))
        if widget.isVisible() and not inside_scroll and isinstance(widget, QPushButton | QLabel):
            corner = widget.mapTo(window, widget.rect().bottomRight())
            assert window.rect().adjusted(0, 0, 1, 1).contains(corner), f"outside the window: {widget.text()}"
    done(window)


def parents(widget: QWidget) -> Iterator[QWidget]:
    while (above := widget.parentWidget()) is not None:
        yield above
        widget = above


@pytest.mark.parametrize("name", list(WINDOWS))
def test_dark_is_dark_and_light_is_light(name: str) -> None:
    lightness = {}
    for wish in (Wish.LIGHT, Wish.DARK):
        theme = Theme(wish)
        window = WINDOWS[name](theme)
        image = picture(window, 1.0)
        points = [(x, y) for x in range(8, image.width() - 8, 9) for y in range(8, image.height() - 8, 9)]
        grey = sorted(image.pixelColor(x, y).lightness() for x, y in points)
        lightness[wish] = grey[len(grey) // 2]
        done(window)
        theme.deleteLater()
    assert lightness[Wish.LIGHT] > 200
    assert lightness[Wish.DARK] < 80


@pytest.mark.parametrize("name", [name for name in WINDOWS if name.startswith("card")])
def test_a_card_is_a_card(name: str, look: Theme) -> None:
    window = laid_out(WINDOWS[name](look))
    assert isinstance(window, CornerCard)
    assert window.height() < 330
    done(window)
