"""Pictures of the body map: every look and every colour of it, for the snapshots. There is no text in them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from PySide6.QtCore import QRectF
from PySide6.QtGui import QColor, QImage, QPainter

from postureapp.core.pain_diary import Spot
from postureapp.core.settings import FigureBody, FigureSkin
from postureapp.devtools.move_sheets import STYLES
from postureapp.figure import body_map
from postureapp.figure.look import FigureLook
from postureapp.figure.palette import LIGHT, FigurePalette

# As by how often it hurt: a place for each step from never to always.
_SHADES = {spot: n / (len(Spot) - 1) for n, spot in enumerate(Spot)}


@dataclass(frozen=True, slots=True)
class MapShot:
    """A map with its shades, in some colours."""

    shades: Mapping[Spot, float] = field(default_factory=dict)
    palette: FigurePalette = LIGHT
    ground: str = "#efe8dc"
    look: FigureLook = field(default_factory=FigureLook)


def map_shots() -> list[MapShot]:
    """The map without any shade, on every build, and in every style."""
    builds = [FigureLook(body, skin) for body, skin in zip(FigureBody, FigureSkin, strict=True)]
    found = [MapShot(), *(MapShot(_SHADES, look=look) for look in builds)]
    styles = [style for name, style in STYLES.items() if name != "light"]
    return [*found, *(MapShot(_SHADES, style.palette, style.ground) for style in styles)]


def draw_map(shot: MapShot, width: int, height: int) -> QImage:
    """The map as a picture."""
    image = QImage(width, height, QImage.Format.Format_RGB32)
    image.fill(QColor(shot.ground))
    with QPainter(image) as painter:
        body_map.paint(painter, QRectF(0, 0, width, height), shot.shades, palette=shot.palette, look=shot.look)
    return image
