"""The look in use: it follows the system's light, dark and high contrast live, or stays with what the person chose.

A window is dressed by `Theme.dress`; nothing is set for the whole application but the widget style. What it is made of
is in `tokens` and `stylesheet`, and named here too, for the windows.
"""

from __future__ import annotations

from weakref import WeakSet

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QWidget
from shiboken6 import isValid

from postureapp.core.settings import FigureBody, FigureSkin
from postureapp.core.settings import Theme as Wish
from postureapp.figure.look import FigureLook
from postureapp.ui.stylesheet import palette, stylesheet
from postureapp.ui.tokens import (
    DARK,
    LIGHT,
    PLAIN_DARK,
    PLAIN_LIGHT,
    RADIUS_L,
    RADIUS_M,
    RADIUS_S,
    XL,
    XS,
    XXS,
    L,
    M,
    S,
    Tokens,
    Type,
    contrast,
    font,
)

__all__ = [
    "DARK",
    "LIGHT",
    "PLAIN_DARK",
    "PLAIN_LIGHT",
    "RADIUS_L",
    "RADIUS_M",
    "RADIUS_S",
    "XL",
    "XS",
    "XXS",
    "L",
    "M",
    "S",
    "Theme",
    "Tokens",
    "Type",
    "contrast",
    "font",
    "palette",
    "stylesheet",
    "tokens_of",
]


class Theme(QObject):
    """The look in use; `changed` tells when the system or the person has turned it.

    `plain`: with or without the plain colours of high contrast; None follows the system.
    """

    changed = Signal()

    def __init__(self, wish: Wish = Wish.SYSTEM, parent: QObject | None = None, *, plain: bool | None = None) -> None:
        super().__init__(parent)
        self._wish, self._plain = wish, plain
        self.figure_look = FigureLook()
        self._windows: WeakSet[QWidget] = WeakSet()
        self._hints = QGuiApplication.styleHints()
        self._access = self._hints.accessibility()  # dies with what it was asked of: both are kept
        self._hints.colorSchemeChanged.connect(self._turned)
        self._access.contrastPreferenceChanged.connect(self._turned)

    @property
    def tokens(self) -> Tokens:
        """The colours of now."""
        dark = self._wish is Wish.DARK
        if self._wish is Wish.SYSTEM:
            dark = self._hints.colorScheme() == Qt.ColorScheme.Dark
        if self.is_plain:
            return PLAIN_DARK if dark else PLAIN_LIGHT
        return DARK if dark else LIGHT

    @property
    def is_plain(self) -> bool:
        """Whether the system asks for high contrast, or it was chosen here."""
        if self._plain is not None:
            return self._plain
        return self._access.contrastPreference() == Qt.ContrastPreference.HighContrast

    def choose(self, wish: Wish) -> None:
        """Follow the system, or stay light or dark."""
        self._wish = wish
        self._turned()

    def choose_figure(self, body: FigureBody, skin: FigureSkin) -> None:
        """Give the figure a build and a skin."""
        self.figure_look = FigureLook(body, skin)
        self.changed.emit()

    def dress(self, window: QWidget) -> None:
        """Give a window our look, now and whenever it changes."""
        self._windows.add(window)
        self._put_on(window)

    def _put_on(self, window: QWidget) -> None:
        found = self.tokens
        window.setProperty("dark", found.dark)
        window.setProperty("plain", found.plain)
        window.setPalette(palette(found))
        window.setStyleSheet(stylesheet(found))

    def _turned(self) -> None:
        for window in list(self._windows):
            if isValid(window):  # one that was closed may still be held by its own slots
                self._put_on(window)
        self.changed.emit()


def tokens_of(window: QWidget) -> Tokens:
    """The colours that a window was dressed with; the light ones where it was not."""
    if window.property("plain"):
        return PLAIN_DARK if window.property("dark") else PLAIN_LIGHT
    return DARK if window.property("dark") else LIGHT
