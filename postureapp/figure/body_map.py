"""The body map: the figure from behind, from the neck to the waist, with the places where it can hurt.

The windows and the reports draw the same one. Left and right are the person's own, which from behind are those of the
one who looks, also in a language that is read from the right. It shows what it is given and knows no diary.
"""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import QPointF, QRectF, QSizeF, Qt
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPen, QTransform

from postureapp.core.moves import Stance
from postureapp.core.pain_diary import Spot
from postureapp.figure import anatomy
from postureapp.figure.anatomy import back, blade, collar, neck
from postureapp.figure.camera import Bounds, Camera
from postureapp.figure.kept import built
from postureapp.figure.look import GIRTHS, FigureLook
from postureapp.figure.memo import memo
from postureapp.figure.muscles import Glow
from postureapp.figure.outline import round_through
from postureapp.figure.paint import PLAIN_LOOK
from postureapp.figure.paint import paint as paint_figure
from postureapp.figure.palette import FigurePalette, LineStyle
from postureapp.figure.torso import Skin

_POSE = {"sh.abd": 17.0}  # so far from the body that the arms leave the sides free
_FROM_BEHIND = Camera(180.0, 3.0)
_SHOWN = Bounds(-27.0, -90.0, 27.0, -21.0)
SIZE_CM = QSizeF(_SHOWN.right - _SHOWN.left, _SHOWN.bottom - _SHOWN.top)
_NEAR_CM = 1.4  # what is so near to a place counts as that place
_LEFT, _RIGHT = 1.0, -1.0
# The outline of each place: of one in the middle its left half from the top down, of a pair the left one.
_HALVES: dict[Spot, tuple[anatomy.Spot, ...]] = {
    Spot.NECK_BASE: (neck(0.70, 18.0), neck(0.42, 40.0), back(31.8, 27.0), back(29.2, 17.0), back(26.6, 6.0)),
    Spot.BETWEEN_BLADES: (back(24.9, 8.0), back(23.4, 18.0), back(18.0, 17.0), back(12.4, 20.0), back(10.6, 8.0)),
    Spot.MID_BACK: (back(9.2, 8.0), back(8.6, 26.0), back(4.0, 29.0), back(-1.8, 28.0), back(-3.4, 9.0)),
}
_PAIRS: dict[tuple[Spot, Spot], tuple[anatomy.Spot, ...]] = {
    (Spot.TRAPEZIUS_LEFT, Spot.TRAPEZIUS_RIGHT): (
        collar(-11.3, 7.9, -2.4),
        collar(-9.6, 7.2, -2.4),
        collar(-7.6, 6.0, -2.4),
        collar(-4.6, 5.0, -2.4),
        collar(-0.4, 3.7, -2.6),
        collar(-0.4, 1.7, -4.6),
        collar(-5.0, 0.8, -5.6),
        back(25.6, 24.0),
        back(28.2, 26.0),
    ),
    (Spot.BLADE_LEFT, Spot.BLADE_RIGHT): (
        blade(24.0, 29.0),
        blade(23.6, 46.0),
        blade(22.6, 58.0),
        blade(19.0, 57.0),
        blade(14.6, 50.0),
        blade(10.4, 39.0),
        blade(12.0, 31.0),
        blade(16.0, 25.5),
        blade(20.0, 25.0),
    ),
    (Spot.SIDE_LEFT, Spot.SIDE_RIGHT): (
        back(9.6, 43.0),
        back(13.2, 62.0),
        back(11.8, 74.0),
        back(5.0, 77.0),
        back(-0.5, 77.0),
        back(-3.6, 68.0),
        back(-3.6, 40.0),
        back(1.0, 39.0),
        back(5.6, 38.0),
    ),
}
# The light of a place grows softly from its edge: so many layers, each so far within the one before, each so strong.
_SOFT_STEPS, _SOFT_STEP_CM, _SOFT_EACH = 8, 0.3, 0.12
_MARKED = 0.02  # from this shade on a place is marked at all
_HALF = 0.45  # from this shade on a strong colour is nearer to itself than to the ground
_LABEL_CM = 2.1
_AROUND = tuple((x * _NEAR_CM, y * _NEAR_CM) for x, y in ((1, 0), (-1, 0), (0, 1), (0, -1)))
_AROUND += tuple((x * 0.7 * _NEAR_CM, y * 0.7 * _NEAR_CM) for x, y in ((1, 1), (-1, 1), (1, -1), (-1, -1)))


def paint(
    painter: QPainter,
    rect: QRectF,
    shades: Mapping[Spot, float],
    *,
    palette: FigurePalette,
    look: FigureLook = PLAIN_LOOK,
    labels: Mapping[Spot, str] | None = None,
) -> None:
    """Paint the map into a rectangle; `shades` (0 to 1) is how strongly each place is lit, as by how often it hurt.

    `labels` are a few letters on a place, such as a number: what is told by a colour alone can't be read by everyone.
    """
    paint_body(painter, rect, palette=palette, look=look)
    paint_spots(painter, rect, shades, palette=palette, look=look)
    if labels:
        _paint_labels(painter, rect, labels, shades, palette, look)


def frame(rect: QRectF) -> QRectF:
    """The part of a rectangle that the map takes: in its middle, as large as it fits."""
    size = SIZE_CM.scaled(rect.size(), Qt.AspectRatioMode.KeepAspectRatio)
    found = QRectF(QPointF(), size)
    found.moveCenter(rect.center())
    return found


def spot_paths(rect: QRectF, look: FigureLook = PLAIN_LOOK) -> dict[Spot, QPainterPath]:
    """The outline of every place, when the map is painted into this rectangle."""
    onto = _onto(rect)
    return {spot: onto.map(path) for spot, path in _outlines(look).items()}


def spot_at(point: QPointF, rect: QRectF, look: FigureLook = PLAIN_LOOK) -> Spot | None:
    """The place at a point of this rectangle, or close to it; None where there is none."""
    back_to_cm, possible = _onto(rect).inverted()
    if not possible:
        return None
    at, outlines = back_to_cm.map(point), _outlines(look)
    for dx, dy in ((0.0, 0.0), *_AROUND):
        for spot, path in outlines.items():
            if path.contains(QPointF(at.x() + dx, at.y() + dy)):
                return spot
    return None


def paint_body(painter: QPainter, rect: QRectF, *, palette: FigurePalette, look: FigureLook = PLAIN_LOOK) -> None:
    """Paint the figure alone, for what keeps its picture while the places on it change."""
    painter.save()
    painter.setClipRect(frame(rect), Qt.ClipOperation.IntersectClip)
    paint_figure(
        painter,
        frame(rect),
        _POSE,
        stance=Stance.STANDING,
        camera=_FROM_BEHIND,
        palette=palette,
        look=look,
        bounds=_SHOWN,
        upper_body=True,
    )
    painter.restore()


def paint_spots(
    painter: QPainter,
    rect: QRectF,
    shades: Mapping[Spot, float],
    *,
    palette: FigurePalette,
    look: FigureLook = PLAIN_LOOK,
) -> None:
    """Paint the places alone, over the figure."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setClipRect(frame(rect), Qt.ClipOperation.IntersectClip)
    painter.setTransform(_onto(rect), combine=True)
    for spot, path in _outlines(look).items():
        _paint_spot(painter, path, min(max(shades.get(spot, 0.0), 0.0), 1.0), palette)
    painter.restore()


def _paint_spot(painter: QPainter, path: QPainterPath, shade: float, palette: FigurePalette) -> None:
    lit = shade > _MARKED
    if palette.line is LineStyle.NONE:
        _paint_softly(painter, path, shade if lit else 0.0, palette)
        return
    if lit and palette.line is LineStyle.PRINT:
        grey = round(236 - 120 * shade)
        painter.fillPath(path, QColor(grey, grey, grey))
    elif lit:
        colour = QColor(palette.glow)
        colour.setAlphaF(0.25 + 0.75 * shade)
        painter.fillPath(path, colour)
    painter.strokePath(path, QPen(QColor(palette.ink), 0.42 if lit else 0.22))


def _paint_softly(painter: QPainter, path: QPainterPath, shade: float, palette: FigurePalette) -> None:
    colour = QColor(palette.glow)
    colour.setAlphaF(_SOFT_EACH * (0.3 + 0.7 * shade))
    for step in range(_SOFT_STEPS if shade else 0):
        painter.fillPath(_drawn_in(path, step * _SOFT_STEP_CM), colour)
    line = QColor(palette.glow if shade else palette.shade)
    line.setAlphaF(0.55 if shade else 0.26)
    painter.strokePath(path, QPen(line, 0.26))


def _paint_labels(
    painter: QPainter,
    rect: QRectF,
    labels: Mapping[Spot, str],
    shades: Mapping[Spot, float],
    palette: FigurePalette,
    look: FigureLook,
) -> None:
    painter.save()
    letters = painter.font()
    letters.setPixelSize(max(round(_LABEL_CM * frame(rect).height() / SIZE_CM.height()), 6))
    letters.setBold(True)
    painter.setFont(letters)
    for spot, path in spot_paths(rect, look).items():
        if labels.get(spot):
            painter.setPen(QColor(_letters_on(shades.get(spot, 0.0), palette)))
            at = path.boundingRect().adjusted(-letters.pixelSize(), 0.0, letters.pixelSize(), 0.0)
            painter.drawText(at, Qt.AlignmentFlag.AlignCenter, labels[spot])
    painter.restore()


def _letters_on(shade: float, palette: FigurePalette) -> str:
    """A colour of letters that is read on a place of this shade: clothes are light but in the strong palettes."""
    if palette.line is not LineStyle.STRONG:
        return "#1a1a1a"
    strong = shade > _HALF
    return "#000000" if strong == palette.dark else "#ffffff"


def _onto(rect: QRectF) -> QTransform:
    """From the paper of the figure, in cm, to where it is painted."""
    shown = frame(rect)
    scale = shown.width() / SIZE_CM.width()
    return QTransform(scale, 0.0, 0.0, scale, shown.left() - _SHOWN.left * scale, shown.top() - _SHOWN.top * scale)


@memo(4)
def _outlines(look: FigureLook) -> Mapping[Spot, QPainterPath]:
    """The places on the skin of this build, on the paper, in cm."""
    body, girth = built(_POSE, Stance.STANDING), GIRTHS[look.body]
    skin = Glow(_FROM_BEHIND, body, Skin(_FROM_BEHIND, body, girth), girth, (), 0.0)

    def flat(places: tuple[anatomy.Spot, ...], side: str) -> list[tuple[float, float]]:
        return [_FROM_BEHIND.flat(skin.spot(each, side)[0]) for each in places]

    found = {spot: round_through([*flat(half, "L"), *flat(half, "R")[::-1]]) for spot, half in _HALVES.items()}
    for (left, right), places in _PAIRS.items():
        found[left], found[right] = round_through(flat(places, "L")), round_through(flat(places, "R"))
    return {spot: found[spot] for spot in Spot}


def _drawn_in(path: QPainterPath, by_cm: float) -> QPainterPath:
    """The same shape, its edge so far inwards."""
    room = path.controlPointRect()
    across, down = (max(1.0 - 2.0 * by_cm / max(size, 0.1), 0.3) for size in (room.width(), room.height()))
    middle = room.center()
    return QTransform(across, 0.0, 0.0, down, middle.x() * (1.0 - across), middle.y() * (1.0 - down)).map(path)
