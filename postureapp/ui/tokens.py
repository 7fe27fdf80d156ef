"""The few colours, spacings and sizes of text that everything is drawn with: light, dark, and plain for high contrast.

No window has a colour or a size of its own. Every pair of ink and ground in use is held to its contrast by a test.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from PySide6.QtGui import QColor, QFont
from PySide6.QtWidgets import QApplication

from postureapp.figure.palette import DARK as FIGURE_DARK
from postureapp.figure.palette import HIGH_CONTRAST, HIGH_CONTRAST_LIGHT, FigurePalette
from postureapp.figure.palette import LIGHT as FIGURE_LIGHT


@dataclass(frozen=True, slots=True)
class Tokens:
    """Colours as #rrggbb. `ink` is text, `soft` quieter text; each `..._soft` is a ground for its own colour.

    `line` divides and frames, `edge` is the outline of what can be used, `track` the ground of what fills as time runs.
    `stroke` and `focus` are the widths of outlines and of the ring around what has the keyboard. `plain`: the system
    asks for high contrast, and what is told by a ground is told by an outline too.
    """

    paper: str
    card: str
    sunk: str
    line: str
    edge: str
    track: str
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
    plain: bool = False
    stroke: int = 1
    focus: int = 2


LIGHT = Tokens(
    paper="#f7f2ea",
    card="#fffdf9",
    sunk="#efe8dc",
    line="#ddd2c1",
    edge="#8a7d6b",
    track="#ddd2c1",
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
    track="#3c4541",
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
PLAIN_LIGHT = Tokens(
    paper="#ffffff",
    card="#ffffff",
    sunk="#f0f0f0",
    line="#000000",
    edge="#000000",
    track="#cfcfcf",
    ink="#000000",
    soft="#1f1f1f",
    accent="#00408f",
    accent_hover="#002a63",
    on_accent="#ffffff",
    accent_soft="#dbe8ff",
    warm="#7a2d00",
    warm_soft="#fff0e2",
    danger="#980000",
    danger_soft="#ffebe8",
    figure=HIGH_CONTRAST_LIGHT,
    dark=False,
    plain=True,
    stroke=2,
    focus=4,
)
PLAIN_DARK = Tokens(
    paper="#000000",
    card="#000000",
    sunk="#1a1a1a",
    line="#ffffff",
    edge="#ffffff",
    track="#4a4a4a",
    ink="#ffffff",
    soft="#ececec",
    accent="#ffd500",
    accent_hover="#ffe566",
    on_accent="#000000",
    accent_soft="#3a3200",
    warm="#ffb68a",
    warm_soft="#3a1c00",
    danger="#ffada0",
    danger_soft="#430a00",
    figure=HIGH_CONTRAST,
    dark=True,
    plain=True,
    stroke=2,
    focus=4,
)
ALL_TOKENS = {"light": LIGHT, "dark": DARK, "plain light": PLAIN_LIGHT, "plain dark": PLAIN_DARK}

# Spacing and corners, in logical pixels. XXS is for lines that belong together.
XXS, XS, S, M, L, XL = 2, 4, 8, 12, 18, 28
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
