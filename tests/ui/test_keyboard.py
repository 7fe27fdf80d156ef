"""Every window by the keyboard alone: Tab comes by all there is, once, as it is read, and back again."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

import pytest
from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QShortcut
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QPushButton, QRadioButton, QScrollArea, QWidget
from shiboken6 import isValid

from postureapp.devtools.window_pictures import windows
from postureapp.ui.theme import Theme
from tests.ui.conftest import settle
from tests.ui.test_every_window import done

WINDOWS = {name: make for name, make in windows() if not name.startswith(("card", "tray"))}
MIRRORED = ("home", "home-week", "settings-reminders", "settings-hours-open", "settings-look", "safety-1", "safety-2")
MIRRORED += ("stretch-neck-side", "small-neck-side", "moves", "move-page", "welcome-3-hours", "booking")
MOST_STOPS, MOST_ESCAPES = 250, 3


@pytest.fixture
def mirrored(qapp: QApplication) -> Iterator[None]:
    """It is read from the right."""
    QApplication.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
    yield
    QApplication.setLayoutDirection(Qt.LayoutDirection.LeftToRight)


def opened(name: str, look: Theme) -> QWidget:
    """A window that has the keyboard."""
    window = WINDOWS[name](look)
    window.show()
    window.activateWindow()
    assert QTest.qWaitForWindowActive(window)
    settle()
    return window


def stops(window: QWidget) -> set[QWidget]:
    """Where Tab has to come by: of radio buttons that belong together, one."""
    return {
        each
        for each in window.findChildren(QWidget)
        if each.window() is window
        and each.isVisible()
        and each.isEnabled()
        and each.focusPolicy() & Qt.FocusPolicy.TabFocus
        and each.focusPolicy() != Qt.FocusPolicy.NoFocus
        and each.focusProxy() is None
    }


def way(window: QWidget, *, back: bool = False) -> list[QWidget]:
    """Where Tab leads, from where the keyboard is until it is there again, or for too long."""
    key = Qt.Key.Key_Backtab if back else Qt.Key.Key_Tab
    at = window.focusWidget() or window
    went: list[QWidget] = []
    for _turn in range(MOST_STOPS):
        QTest.keyClick(at, key, Qt.KeyboardModifier.ShiftModifier if back else Qt.KeyboardModifier.NoModifier)
        at = window.focusWidget() or window
        if went and at is went[0]:
            return went
        went.append(at)
    raise AssertionError(f"it never comes back to {words(went[0])}: {[words(each) for each in went[:12]]}")


def words(stop: QWidget) -> str:
    text = stop.text() if isinstance(stop, QAbstractButton) else ""
    return f"{type(stop).__name__} “{stop.accessibleName() or text}”"


def group(stop: QWidget) -> object:
    """What stands for it: radio buttons are one stop together."""
    if isinstance(stop, QAbstractButton) and (stop.autoExclusive() or isinstance(stop, QRadioButton)):
        return stop.group() or stop.parentWidget()
    return stop


def backwards(a: QRect, b: QRect, mirrored: bool) -> bool:
    """Whether going from one place to the other is against the way one reads."""
    ahead = a.left() >= b.right() if mirrored else b.left() >= a.right()
    overlap = min(a.bottom(), b.bottom()) - max(a.top(), b.top())
    same_line = overlap > min(a.height(), b.height()) / 2
    return (same_line or b.bottom() <= a.top()) and not ahead


@pytest.mark.parametrize("name", list(WINDOWS))
def test_tab_comes_by_everything_once_as_it_is_read(name: str, look: Theme) -> None:
    assert not faults_of_way(name, look)


@pytest.mark.parametrize("name", MIRRORED)
def test_tab_follows_reading_from_the_right_too(name: str, look: Theme, mirrored: None) -> None:
    assert not faults_of_way(name, look)


def faults_of_way(name: str, look: Theme) -> list[str]:
    """What is wrong with the way that Tab goes through a window, there and back."""
    window = opened(name, look)
    went = way(window)
    there = stops(window)
    missed = {group(each) for each in there} - {group(each) for each in went}
    faults = [f"passes by {words(each)}" for each in there if group(each) in missed]
    faults += [f"comes twice by {words(each)}" for n, each in enumerate(went) if group(each) in map(group, went[:n])]
    faults += [f"stops at {words(each)}" for each in went if each not in there]
    back = way(window, back=True)
    if {group(each) for each in back} != {group(each) for each in went}:
        faults.append(f"back: {[words(each) for each in back]}")
    else:
        at = [group(each) for each in went].index(group(back[0]))
        turned = [*went[at::-1], *went[:at:-1]]
        if [group(each) for each in turned] != [group(each) for each in back]:
            faults.append(f"back: {[words(each) for each in back]}, there: {[words(each) for each in went]}")
    faults += against_reading(window, went, window.layoutDirection() == Qt.LayoutDirection.RightToLeft)
    done(window)
    return faults


def against_reading(window: QWidget, went: list[QWidget], mirrored: bool) -> list[str]:
    """Where the way goes against reading; one jump back is the way round to the beginning."""
    jumps = []
    for before, after in zip(went, [*went[1:], went[0]], strict=True):
        together = scroller(before) is scroller(after)
        a, b = (place(window, each if together else scroller(each) or each) for each in (before, after))
        if backwards(a, b, mirrored):
            jumps.append(f"goes from {words(before)} at {a.getRect()} back to {words(after)} at {b.getRect()}")
    return jumps if len(jumps) > 1 else []


def scroller(stop: QWidget) -> QWidget | None:
    """The area that it scrolls in: seen from outside it is where that is."""
    above: QWidget | None = stop.parentWidget()
    while above is not None and not isinstance(above, QScrollArea):
        above = above.parentWidget()
    return above


def place(window: QWidget, stop: QWidget) -> QRect:
    return QRect(stop.mapTo(window, stop.rect().topLeft()), stop.size())


@pytest.mark.parametrize("name", list(WINDOWS))
def test_escape_leads_out(name: str, look: Theme) -> None:
    window = opened(name, look)
    pressed = 0
    while isValid(window) and window.isVisible() and pressed < MOST_ESCAPES:
        QTest.keyClick(window.focusWidget() or window, Qt.Key.Key_Escape)
        settle()
        pressed += 1
    out = not isValid(window) or not window.isVisible()
    if isValid(window):
        done(window)
    assert out


@pytest.mark.parametrize("name", list(WINDOWS))
def test_return_presses_every_button_and_no_two_keys_clash(name: str, look: Theme) -> None:
    window = opened(name, look)
    deaf = [words(each) for each in stops(window) if isinstance(each, QPushButton) and not each.autoDefault()]
    keys = Counter(
        shortcut.key().toString()
        for shortcut in window.findChildren(QShortcut)
        if shortcut.isEnabled() and shortcut.parent() is window
    )
    done(window)
    assert not deaf
    assert not [key for key, count in keys.items() if count > 1]
