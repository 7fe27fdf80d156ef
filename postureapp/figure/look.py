"""Who the figure is: build, skin, hair and clothes. The bones are the same for all; only the surface differs.

Windows hand a look in; the figure itself reads no settings.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from PySide6.QtGui import QColor

from postureapp.core.settings import FigureBody, FigureSkin
from postureapp.figure.memo import memo
from postureapp.figure.palette import FigurePalette


class Hair(StrEnum):
    """How the hair is worn."""

    SHORT = "short"
    BUN = "bun"
    CURLY = "curly"


@dataclass(frozen=True, slots=True)
class FigureLook:
    """The build and the skin of the figure."""

    body: FigureBody = FigureBody.MEDIUM
    skin: FigureSkin = FigureSkin.TAN


@dataclass(frozen=True, slots=True, eq=False)
class Girth:
    """How much wider than the medium build each part is. There is one of each build: it is equal to itself alone."""

    chest: float
    waist: float
    hips: float
    arms: float
    legs: float
    neck: float
    belly_cm: float
    face: float


GIRTHS = {
    FigureBody.SLENDER: Girth(0.91, 0.85, 0.91, 0.87, 0.88, 0.88, -0.5, 0.965),
    FigureBody.MEDIUM: Girth(1.0, 1.0, 1.0, 1.0, 1.0, 1.0, 0.0, 1.0),
    FigureBody.FULL: Girth(1.10, 1.22, 1.13, 1.16, 1.12, 1.08, 2.6, 1.05),
}
HAIRS = {FigureBody.SLENDER: Hair.BUN, FigureBody.MEDIUM: Hair.SHORT, FigureBody.FULL: Hair.CURLY}

# Skin, hair; then the clothes of each build: shirt, trousers, shoes.
_SKINS = {
    FigureSkin.LIGHT: ("#eec3a4", "#8a5a3c"),
    FigureSkin.TAN: ("#d29a76", "#43322c"),
    FigureSkin.DARK: ("#8e5c42", "#2b221f"),
}
_CLOTHES = {
    FigureBody.SLENDER: (("#e2d3c3", "#58728a", "#4c6f66"), ("#d0bfae", "#5f7f9b", "#5d8a7e")),
    FigureBody.MEDIUM: (("#cfdfd4", "#56707a", "#b5654a"), ("#b6cbbf", "#587c88", "#c47a5e")),
    FigureBody.FULL: (("#bcd0da", "#6a6480", "#a8734f"), ("#a5bdca", "#736d8f", "#b98260")),
}


@dataclass(frozen=True, slots=True)
class Dress:
    """The colours of one figure, as they are painted."""

    skin: str
    hair: str
    face: str
    top: str
    trousers: str
    shoes: str


@memo(32)
def dress(palette: FigurePalette, look: FigureLook) -> Dress:
    """The colours of a look in a palette."""
    if palette.plain is not None:
        return Dress(*palette.plain)
    skin, hair = _SKINS[look.skin]
    top, trousers, shoes = _CLOTHES[look.body][palette.dark]
    if palette.dark:
        skin, hair = QColor(skin).darker(104).name(), QColor(hair).lighter(114).name()
    face = QColor(skin).darker(330).name()
    return Dress(skin, hair, face, top, trousers, shoes)


TONES = 32.0  # how many are told apart


def toned(colour: str, light: float, deep: float = 1.0) -> QColor:
    """A colour with so much light on it (0 to 1): the shaded side is deeper and warmer, the lit side a little paler."""
    return _toned(colour, min(max(round(light * TONES), -6), 32), deep)


@memo(512)
def _toned(colour: str, step: int, deep: float) -> QColor:
    light = step / TONES
    base = QColor(colour)
    if light > 0.74:
        return QColor(mixed(colour, "#fff6e8", 0.16 * deep * (light - 0.74) / 0.26))
    shade = "#5a2a1c" if base.red() > base.blue() + 30 else "#16202c"
    return QColor(mixed(colour, shade, 0.27 * deep * ((0.74 - light) / 0.74) ** 1.15))


@memo(512)
def mixed(a: str, b: str, share: float) -> str:
    """A colour on the way from one to another."""
    one, two = QColor(a), QColor(b)
    parts = ((p + (q - p) * share) for p, q in zip(one.getRgbF()[:3], two.getRgbF()[:3], strict=True))  # type: ignore[index]
    return QColor.fromRgbF(*parts).name()
