"""What holds for every window: names for a screen reader, reachable by keyboard, nothing cut off, light and dark."""

from __future__ import annotations

import gettext
from collections.abc import Iterator

import pytest
from PySide6.QtCore import QCoreApplication, QPoint, QRect, QSize, Qt
from PySide6.QtGui import QFont
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QComboBox,
    QLabel,
    QLineEdit,
    QMenu,
    QPushButton,
    QScrollArea,
    QWidget,
)

from postureapp.core import text as words
from postureapp.core.settings import Theme as Wish
from postureapp.devtools.contact_sheets import language
from postureapp.devtools.window_pictures import SMALL_SCREEN, Pseudo, picture, windows
from postureapp.storage.locale import MIRRORED
from postureapp.ui.corner_card import CornerCard
from postureapp.ui.pain_scale import PainScale
from postureapp.ui.theme import Theme
from tests.ui.conftest import set_contrast, settle

WINDOWS = dict(windows())
USUAL_SCREEN = QSize(1280, 680)  # what 1280 x 720 at 100 % leaves for a window


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


@pytest.mark.parametrize("name", [name for name in WINDOWS if not name.startswith("tray")])
def test_every_control_has_a_name_for_a_screen_reader_and_is_reached_by_tab(name: str, look: Theme) -> None:
    window = laid_out(WINDOWS[name](look))
    for kind in (QAbstractButton, QComboBox):
        for control in window.findChildren(kind):
            assert control.accessibleName() or control.text(), f"{control} has no name"
    assert window.windowTitle()
    if not name.startswith("card"):  # a card never has the keyboard; what it asks is in the home window too
        assert_reached_by_tab(window)
    done(window)


def assert_reached_by_tab(window: QWidget) -> None:
    scales = [scale.buttons for scale in window.findChildren(PainScale)]
    for buttons in scales:  # one stop for all of them; the arrow keys go from number to number
        assert sum(bool(each.focusPolicy() & Qt.FocusPolicy.TabFocus) for each in buttons) == 1
    on_a_scale = {each for buttons in scales for each in buttons}
    for control in window.findChildren(QPushButton):
        if control.isVisible() and control.isEnabled() and control not in on_a_scale:
            assert control.focusPolicy() & Qt.FocusPolicy.TabFocus, f"{control.text()} is out of reach"


@pytest.fixture
def large_font(qapp: QApplication) -> Iterator[None]:
    """The system's font at 150 %."""
    usual = QApplication.font()
    larger = QFont(usual)
    larger.setPointSizeF(max(usual.pointSizeF(), 9.5) * 1.5)
    QApplication.setFont(larger)
    yield
    QApplication.setFont(usual)


@pytest.mark.parametrize("name", list(WINDOWS))
def test_nothing_is_cut_off_in_a_long_language_on_a_small_screen(name: str, look: Theme, long_language: None) -> None:
    assert_it_fits(laid_out(dict(windows())[name](look), SMALL_SCREEN), SMALL_SCREEN)


@pytest.mark.parametrize("name", list(WINDOWS))
def test_nothing_is_cut_off_with_a_large_font(name: str, look: Theme, large_font: None) -> None:
    assert_it_fits(laid_out(WINDOWS[name](look), USUAL_SCREEN), USUAL_SCREEN)


@pytest.mark.parametrize("name", list(WINDOWS))
def test_nothing_is_cut_off_in_high_contrast(name: str, look: Theme) -> None:
    set_contrast(look, True)
    assert_it_fits(laid_out(WINDOWS[name](look), SMALL_SCREEN), SMALL_SCREEN)


@pytest.mark.parametrize("name", list(WINDOWS))
def test_nothing_is_cut_off_from_right_to_left(name: str, look: Theme) -> None:
    with language(MIRRORED):
        assert_it_fits(laid_out(dict(windows())[name](look), SMALL_SCREEN), SMALL_SCREEN)


def assert_it_fits(window: QWidget, room: QSize) -> None:
    """Nothing is cut off, nothing stands outside, and what scrolls does so up and down only."""
    if not isinstance(window, QMenu):
        assert window.width() <= room.width()
        assert window.height() <= room.height()
    for widget in window.findChildren(QWidget):
        is_sign = isinstance(widget.parentWidget(), QLineEdit)  # drawn; its words are its name
        if not widget.isVisible() or widget.window() is not window or is_sign:
            continue
        if isinstance(widget, QLabel) and widget.text():
            needs = widget.heightForWidth(widget.width()) if widget.wordWrap() else widget.sizeHint().height()
            assert widget.height() + 1 >= needs, f"cut off: {widget.text()} has {widget.height()} of {needs}"
            if not widget.wordWrap() and widget.textFormat() == Qt.TextFormat.PlainText:
                assert widget.width() + 1 >= widget.sizeHint().width(), f"cut off: {widget.text()}"
        if isinstance(widget, QAbstractButton) and widget.text() and widget.property("role") != "number":
            words = widget.text()
            assert widget.width() + 1 >= widget.minimumSizeHint().width(), f"cut off: {words}"
            if widget.hasHeightForWidth():
                needs = widget.heightForWidth(widget.width())
                assert widget.height() + 1 >= needs, f"cut off: {words} has {widget.height()} of {needs}"
        if isinstance(widget, QAbstractButton | QLabel):
            assert_it_can_be_reached(window, widget)
    done(window)


def assert_it_can_be_reached(window: QWidget, widget: QAbstractButton | QLabel) -> None:
    """It stands within the window, or scrolling brings it there."""
    words = widget.text() or widget.accessibleName()
    scrolls = next((p for p in parents(widget) if isinstance(p, QScrollArea)), None)
    if scrolls is None:
        at = QRect(widget.mapTo(window, QPoint()), widget.size())
        assert window.rect().adjusted(-1, -1, 1, 1).contains(at), f"outside the window: {words}"
        return
    content = scrolls.widget()
    at = QRect(widget.mapTo(content, QPoint()), widget.size())
    shown = QRect(0, 0, scrolls.viewport().width(), content.height())
    assert shown.adjusted(-1, -1, 1, 1).contains(at), f"beside or below what scrolling shows: {words}"


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
