"""The figure's colours: light, dark, high contrast, and lines for print. The figure itself knows no theme.

Skin, hair and clothes come from the look of the figure, but where a palette has plain ones for all.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class LineStyle(StrEnum):
    """How edges are drawn."""

    NONE = "none"
    STRONG = "strong"
    PRINT = "print"


@dataclass(frozen=True, slots=True)
class FigurePalette:
    """Colours as #rrggbb. `glow` lights the muscles at work; `shade` falls where one part covers another.

    `plain`: skin, hair, face, top, trousers and shoes where all looks share them. `ink`: the lines' colour.
    """

    furniture: str
    metal: str
    cloth: str
    glow: str
    shade: str
    floor: str
    wall: str
    screen: str
    sole: str
    dark: bool = False
    line: LineStyle = LineStyle.NONE
    ink: str = "#000000"
    plain: tuple[str, str, str, str, str, str] | None = None


LIGHT = FigurePalette(
    furniture="#cdb28c",
    metal="#9aa3a2",
    cloth="#8fb0a2",
    glow="#e2512f",
    shade="#33291f",
    floor="#7d6f5b",
    wall="#e2d6c4",
    screen="#3e4c50",
    sole="#f3ede3",
)
DARK = FigurePalette(
    furniture="#8d7757",
    metal="#6d7877",
    cloth="#58786c",
    glow="#ff6a3d",
    shade="#0a0d0c",
    floor="#000000",
    wall="#2b322f",
    screen="#4d5d63",
    sole="#d9d2c6",
    dark=True,
)
HIGH_CONTRAST = FigurePalette(
    furniture="#1e1e1e",
    metal="#2c2c2c",
    cloth="#2c2c2c",
    glow="#ffd500",
    shade="#000000",
    floor="#000000",
    wall="#0c0c0c",
    screen="#000000",
    sole="#ffffff",
    dark=True,
    line=LineStyle.STRONG,
    ink="#ffffff",
    plain=("#000000", "#5c5c5c", "#ffffff", "#101010", "#303030", "#000000"),
)
HIGH_CONTRAST_LIGHT = FigurePalette(
    furniture="#ffffff",
    metal="#ffffff",
    cloth="#ffffff",
    glow="#d00000",
    shade="#000000",
    floor="#9a9a9a",
    wall="#f4f4f4",
    screen="#000000",
    sole="#ffffff",
    line=LineStyle.STRONG,
    ink="#000000",
    plain=("#ffffff", "#000000", "#000000", "#ffffff", "#d8d8d8", "#000000"),
)
PRINT = FigurePalette(
    furniture="#ffffff",
    metal="#ffffff",
    cloth="#f0f0f0",
    glow="#7c7c7c",
    shade="#000000",
    floor="#d6d6d6",
    wall="#ffffff",
    screen="#e2e2e2",
    sole="#ffffff",
    line=LineStyle.PRINT,
    ink="#1a1a1a",
    plain=("#ffffff", "#e4e4e4", "#1a1a1a", "#ffffff", "#ececec", "#ffffff"),
)
