"""The look of every window in one file: colours for light and dark, spacing, type sizes, corners.

It follows the system's light or dark live, or stays with what the person chose. A window is dressed by `Theme.dress`;
nothing is set for the whole application but the widget style.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from weakref import WeakSet

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QColor, QFont, QGuiApplication, QPalette
from PySide6.QtWidgets import QApplication, QWidget

from postureapp.core.settings import FigureBody, FigureSkin
from postureapp.core.settings import Theme as Wish
from postureapp.figure.look import FigureLook
from postureapp.figure.palette import DARK as FIGURE_DARK
from postureapp.figure.palette import LIGHT as FIGURE_LIGHT
from postureapp.figure.palette import FigurePalette


@dataclass(frozen=True, slots=True)
class Tokens:
    """Colours as #rrggbb. `ink` is text, `soft` quieter text; each `..._soft` is a ground for its own colour."""

    paper: str
    card: str
    sunk: str
    line: str
    edge: str
    ink: str
    soft: str
    accent: str
    accent_hover: str
    on_accent: str
    accent_soft: str
    warm: str
    warm_soft: str
    danger: str
    danger_soft: str
    figure: FigurePalette
    dark: bool


LIGHT = Tokens(
    paper="#f7f2ea",
    card="#fffdf9",
    sunk="#efe8dc",
    line="#ddd2c1",
    edge="#8a7d6b",
    ink="#2f2b27",
    soft="#615849",
    accent="#2c6757",
    accent_hover="#235547",
    on_accent="#ffffff",
    accent_soft="#dfeae2",
    warm="#99441f",
    warm_soft="#f8e4d7",
    danger="#96291a",
    danger_soft="#fbe5de",
    figure=FIGURE_LIGHT,
    dark=False,
)
DARK = Tokens(
    paper="#1d2220",
    card="#272d2a",
    sunk="#171b19",
    line="#3c4541",
    edge="#8f9a94",
    ink="#eee9e0",
    soft="#bab5a9",
    accent="#93cdb6",
    accent_hover="#a9dac7",
    on_accent="#11231c",
    accent_soft="#2d4138",
    warm="#f2a885",
    warm_soft="#46332a",
    danger="#ffa48e",
    danger_soft="#4a2a23",
    figure=FIGURE_DARK,
    dark=True,
)

# Spacing and corners, in logical pixels.
XS, S, M, L, XL = 4, 8, 12, 18, 28
RADIUS_S, RADIUS_M, RADIUS_L = 6, 10, 16


class Type(StrEnum):
    """The sizes of text. There are no others."""

    SMALL = "small"
    BODY = "body"
    LARGE = "large"
    TITLE = "title"
    DISPLAY = "display"


_SCALE = {Type.SMALL: 0.9, Type.BODY: 1.0, Type.LARGE: 1.15, Type.TITLE: 1.5, Type.DISPLAY: 2.1}
_BOLD = frozenset({Type.TITLE, Type.DISPLAY})


def font(size: Type, bold: bool | None = None) -> QFont:
    """The system's font in one of our sizes."""
    found = QFont(QApplication.font())
    found.setPointSizeF(max(QApplication.font().pointSizeF(), 9.5) * _SCALE[size])
    found.setWeight(QFont.Weight.DemiBold if (size in _BOLD if bold is None else bold) else QFont.Weight.Normal)
    return found


def contrast(a: str, b: str) -> float:
    """The contrast of two colours, 1 to 21.

    Source: WCAG 2.2, "contrast ratio" and "relative luminance".
    """
    high, low = sorted((_luminance(a), _luminance(b)), reverse=True)
    return (high + 0.05) / (low + 0.05)


def _luminance(colour: str) -> float:
    parts = [part / 255 for part in QColor(colour).getRgb()[:3]]  # type: ignore[index]
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


class Theme(QObject):
    """The look in use; `changed` tells when the system or the person has turned it."""

    changed = Signal()

    def __init__(self, wish: Wish = Wish.SYSTEM, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._wish = wish
        self.figure_look = FigureLook()
        self._windows: WeakSet[QWidget] = WeakSet()
        QGuiApplication.styleHints().colorSchemeChanged.connect(self._turned)

    @property
    def tokens(self) -> Tokens:
        """The colours of now."""
        if self._wish is Wish.SYSTEM:
            return DARK if QGuiApplication.styleHints().colorScheme() == Qt.ColorScheme.Dark else LIGHT
        return DARK if self._wish is Wish.DARK else LIGHT

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
        window.setProperty("dark", self.tokens.dark)
        window.setPalette(palette(self.tokens))
        window.setStyleSheet(stylesheet(self.tokens))

    def _turned(self) -> None:
        for window in list(self._windows):
            self._put_on(window)
        self.changed.emit()


def palette(tokens: Tokens) -> QPalette:
    """The colours for what the widget style draws by itself."""
    found = QPalette()
    role = QPalette.ColorRole
    for name, colour in (
        (role.Window, tokens.paper),
        (role.WindowText, tokens.ink),
        (role.Base, tokens.card),
        (role.AlternateBase, tokens.sunk),
        (role.Text, tokens.ink),
        (role.Button, tokens.card),
        (role.ButtonText, tokens.ink),
        (role.PlaceholderText, tokens.soft),
        (role.Highlight, tokens.accent),
        (role.HighlightedText, tokens.on_accent),
        (role.ToolTipBase, tokens.card),
        (role.ToolTipText, tokens.ink),
        (role.Mid, tokens.line),
    ):
        found.setColor(name, QColor(colour))
    faint = QColor(tokens.soft)
    for name in (role.WindowText, role.Text, role.ButtonText):
        found.setColor(QPalette.ColorGroup.Disabled, name, faint)
    return found


def stylesheet(tokens: Tokens) -> str:
    """What palette and style can't say: buttons, cards and quiet text."""
    t = tokens
    return f"""
    QWidget {{ color: {t.ink}; }}
    QWidget[ground="paper"] {{ background: {t.paper}; }}
    QWidget[ground="card"] {{ background: {t.card}; }}
    QFrame[box="card"] {{ background: {t.card}; border: 1px solid {t.line}; border-radius: {RADIUS_M}px; }}
    QFrame[box="warm"] {{ background: {t.warm_soft}; border: none; border-radius: {RADIUS_M}px; }}
    QFrame[box="danger"] {{ background: {t.danger_soft}; border: 1px solid {t.danger}; border-radius: {RADIUS_M}px; }}
    QFrame[box="accent"] {{ background: {t.accent_soft}; border: none; border-radius: {RADIUS_M}px; }}
    QLabel {{ background: transparent; border: none; }}
    QLabel[tone="soft"] {{ color: {t.soft}; }}
    QLabel[tone="accent"] {{ color: {t.accent}; }}
    QLabel[tone="warm"] {{ color: {t.warm}; }}
    QLabel[tone="danger"] {{ color: {t.danger}; }}
    QLabel[chip="true"] {{ background: {t.warm_soft}; color: {t.warm}; border-radius: {RADIUS_S}px; padding: 2px 8px; }}
    QPushButton {{ background: {t.card}; color: {t.ink}; border: 1px solid {t.edge}; border-radius: {RADIUS_M}px;
        outline: none; padding: 6px 14px; min-height: 20px; }}
    QPushButton:hover {{ background: {t.accent_soft}; border-color: {t.accent}; }}
    QPushButton:pressed {{ background: {t.sunk}; }}
    QPushButton:focus {{ border: 2px solid {t.accent}; padding: 5px 13px; }}
    QPushButton:disabled {{ color: {t.soft}; border-color: {t.line}; background: {t.sunk}; }}
    QPushButton:checked {{ background: {t.accent_soft}; border-color: {t.accent}; }}
    QPushButton[role="primary"] {{ background: {t.accent}; color: {t.on_accent}; border: 1px solid {t.accent}; }}
    QPushButton[role="primary"]:hover {{ background: {t.accent_hover}; border-color: {t.accent_hover}; }}
    QPushButton[role="primary"]:focus {{ border: 2px solid {t.ink}; }}
    QPushButton[role="primary"]:disabled {{ background: {t.sunk}; color: {t.soft}; border-color: {t.line}; }}
    QPushButton[role="quiet"] {{ background: transparent; border: 1px solid transparent; color: {t.accent}; }}
    QPushButton[role="quiet"]:hover {{ background: {t.accent_soft}; }}
    QPushButton[role="quiet"]:focus {{ border: 2px solid {t.accent}; }}
    QPushButton[role="number"] {{ padding: 6px 0px; min-width: 30px; }}
    QPushButton[role="number"]:focus {{ padding: 5px 0px; }}
    QPushButton[role="number"]:checked {{ background: {t.accent}; color: {t.on_accent}; border-color: {t.accent}; }}
    QPushButton[role="sign"] {{ padding: 0; min-height: 0; border: 1px solid {t.line}; }}
    QPushButton[role="sign"]:checked {{ background: {t.accent_soft}; border-color: {t.accent}; }}
    QPushButton[role="sign"]:focus {{ border: 2px solid {t.accent}; padding: 0; }}
    QPushButton[role="warm"] {{ background: {t.warm_soft}; color: {t.warm}; border: 1px solid {t.warm_soft}; }}
    QPushButton[role="warm"]:hover {{ border-color: {t.warm}; }}
    QPushButton[role="warm"]:focus {{ border: 2px solid {t.warm}; }}
    QLineEdit {{ background: {t.card}; border: 1px solid {t.edge}; border-radius: {RADIUS_S}px; padding: 5px 8px;
        min-height: 20px; selection-background-color: {t.accent}; selection-color: {t.on_accent}; }}
    QLineEdit:focus {{ border: 2px solid {t.accent}; padding: 4px 7px; }}
    QComboBox[chevron="true"] {{ combobox-popup: 0; }}
    QComboBox[chevron="true"]::drop-down {{ border: none; width: 24px; }}
    QComboBoxPrivateContainer {{ background: {t.card}; }}
    QComboBox[chevron="true"] QAbstractItemView {{ border: 1px solid {t.edge}; padding: 2px; outline: none; }}
    QComboBox[chevron="true"] QAbstractItemView::item {{ padding: 4px 6px; border-radius: {RADIUS_S}px; }}
    QComboBox[chevron="true"] QAbstractItemView::item:selected {{ background: {t.accent_soft}; color: {t.ink}; }}
    QComboBox {{ background: {t.card}; border: 1px solid {t.edge}; border-radius: {RADIUS_S}px; padding: 5px 10px;
        min-height: 20px; }}
    QComboBox:focus {{ border: 2px solid {t.accent}; padding: 4px 9px; }}
    QComboBox QAbstractItemView {{ background: {t.card}; color: {t.ink}; selection-background-color: {t.accent_soft};
        selection-color: {t.ink}; }}
    QScrollArea {{ background: transparent; border: none; }}
    QScrollBar:vertical {{ background: transparent; width: 10px; margin: 0; }}
    QScrollBar::handle:vertical {{ background: {t.line}; border-radius: 5px; min-height: 28px; }}
    QScrollBar::handle:vertical:hover {{ background: {t.edge}; }}
    QScrollBar::add-line, QScrollBar::sub-line, QScrollBar::add-page, QScrollBar::sub-page {{ background: none;
        height: 0; }}
    """
