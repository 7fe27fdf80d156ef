"""The figure's colours, light and dark. Windows hand one in; the figure itself knows no theme."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class FigurePalette:
    """Colours as #rrggbb. `glow` lights the muscles at work; `shade` falls where one part covers another."""

    skin: str
    hair: str
    face: str
    top: str
    trousers: str
    shoes: str
    furniture: str
    glow: str
    shade: str
    floor: str


LIGHT = FigurePalette(
    skin="#dba989",
    hair="#54403a",
    face="#4a342c",
    top="#d5e0d6",
    trousers="#5f7a80",
    shoes="#b5654a",
    furniture="#cfb692",
    glow="#e0603f",
    shade="#2c3a36",
    floor="#8c7f6c",
)
DARK = FigurePalette(
    skin="#d6a585",
    hair="#6e554a",
    face="#3a2a24",
    top="#b9cbc0",
    trousers="#5b7f8b",
    shoes="#c47a5e",
    furniture="#94805f",
    glow="#ef6a45",
    shade="#0c1311",
    floor="#000000",
)
