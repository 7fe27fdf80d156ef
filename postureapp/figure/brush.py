"""The brush: fills shapes with soft light or draws lines round them, and lets shades fall on what lies below."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QBrush, QColor, QLinearGradient, QPainter, QPainterPath, QPen

from postureapp.figure.light import STEPS, Light
from postureapp.figure.look import TONES, Dress, toned
from postureapp.figure.memo import memo
from postureapp.figure.outline import FINE, FINER
from postureapp.figure.palette import FigurePalette, LineStyle
from postureapp.figure.surface import Sweep

Run = tuple[Sweep, int, int]
_LINES = {LineStyle.STRONG: 2.2, LineStyle.PRINT: 1.25}
_SHADE, _SHADE_CM = 0.17, 2.6


class Brush:
    """Paints for one figure. `scale` is how many of the painter's units a centimetre has."""

    def __init__(self, painter: QPainter, palette: FigurePalette, dress: Dress, scale: float, size: float) -> None:
        self.painter = painter
        self.palette = palette
        self.dress = dress
        self.lined = palette.line is not LineStyle.NONE
        self.fine = scale > 0.4  # whether a face can be seen
        self.finest = scale > 1.9  # whether laces, fibres and the lines between fingers can be seen
        width = _LINES.get(palette.line, 0.0) * min(max(size / 300.0, 0.55), 1.6)
        self.line_cm = width / scale
        self._pen = QPen(QColor(palette.ink), 2.0 * self.line_cm)
        self._pen.setCapStyle(Qt.PenCapStyle.RoundCap)
        self._pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)

    def swept(
        self, runs: Sequence[Run], colour: str, *, closed: bool = False, deep: float = 1.0, light: Light | None = None
    ) -> None:
        """Fill sweeps that are one surface. `closed`: lines go round their ends too."""
        painter = self.painter
        pieces = [piece for sweep, start, end in runs for piece in sweep.pieces(start, end)]
        if self.lined:
            for sweep, start, end in runs:
                for edge in sweep.pieces(start, end) if closed else sweep.sides(start, end):
                    painter.strokePath(edge, self._pen)
            paint = _solid(colour)
        else:
            sweep, start, end = runs[0]
            paint = _lit(colour, light or sweep.light_across(start, end), deep)
        for piece in pieces:
            painter.fillPath(piece, paint)

    def lit_shape(self, path: QPainterPath, colour: str, light: Light, deep: float = 1.0) -> None:
        """Fill a shape with the light of a surface that it belongs to."""
        self.painter.fillPath(path, _solid(colour) if self.lined else _lit(colour, light, deep))

    def grow_out(self, run: Run, colour: str, light: Light, deep: float, inwards: float) -> None:
        """Give the root of a sweep the light of the surface that it grows out of; it loses itself along the way.

        `inwards`: how far towards the middle of that surface both meet (0 to 1).
        """
        sweep, start, end = run
        x, y = sweep.x[start], sweep.y[start]
        middle = 0.5 * (light.x1 + light.x2), 0.5 * (light.y1 + light.y2)
        there = light.at(x + inwards * (middle[0] - x), y + inwards * (middle[1] - y))
        much = QColor(toned(colour, there, deep))
        fade = QLinearGradient(sweep.x[start], sweep.y[start], sweep.x[end - 1], sweep.y[end - 1])
        # What points at the eye has no way along it on which a light could change.
        strength = min(max((min(sweep.level_on[start:end]) - 0.3) / 0.4, 0.0), 1.0)
        for step, share in ((0.0, 1.0), (0.2, 0.9), (0.45, 0.5), (0.75, 0.12), (1.0, 0.0)):
            much.setAlphaF(share * strength)
            fade.setColorAt(step, much)
        if strength > 0.0 and not self.lined:
            self.painter.fillPath(sweep.outline(0, end), QBrush(fade))

    def shape(self, path: QPainterPath, colour: str | QBrush, *, line: bool = True) -> None:
        """Fill one plain shape."""
        if self.lined and line:
            self.painter.strokePath(path, self._pen)
        self.painter.fillPath(path, colour if isinstance(colour, QBrush) else _solid(colour))

    def line(self, path: QPainterPath, colour: str, width_cm: float, strength: float = 1.0) -> None:
        """Draw a thin line, such as a seam. With lines all round it is drawn in their colour."""
        painter = self.painter
        if self.lined:
            pen = QPen(self._pen)
            pen.setWidthF(self.line_cm * 0.8)
            painter.strokePath(path, pen)
            return
        # In finer units, so that the curves of its round ends are cut into no more pieces than they need.
        painter.scale(1.0 / FINE, 1.0 / FINE)
        painter.strokePath(FINER.map(path), _pen(colour, round(strength, 3), width_cm * FINE))
        painter.scale(FINE, FINE)

    def edge_round(self, paths: Sequence[QPainterPath]) -> None:
        """The line of the style round shapes that are about to be filled as one."""
        for path in paths:
            self.painter.strokePath(path, self._pen)

    def edge(self, path: QPainterPath) -> None:
        """The line of the style along a path; nothing where the style has none."""
        if self.lined:
            pen = QPen(self._pen)
            pen.setWidthF(self.line_cm)
            self.painter.strokePath(path, pen)

    def tint(self, path: QPainterPath, colour: str, strength: float) -> None:
        """Lay a thin colour over what is there."""
        if not self.lined:
            self.painter.fillPath(path, _alpha(colour, strength))

    def cast(self, runs: Sequence[Run], strength: float = 1.0) -> None:
        """Let a soft shade fall round sweeps on what is painted already."""
        if self.lined:
            return
        painter = self.painter
        painter.setCompositionMode(QPainter.CompositionMode.CompositionMode_SourceAtop)
        painter.translate(0.35, 0.75)
        shade = _alpha(self.palette.shade, _SHADE * strength)
        # Only the edges: what lies inside them is covered anyway, and lines are cheap.
        pen = QPen(shade, _SHADE_CM)
        for sweep, start, end in runs:
            for edge in sweep.sides(start, end, smooth_line=False):
                painter.strokePath(edge, pen)
        painter.translate(-0.35, -0.75)
        painter.setCompositionMode(QPainter.CompositionMode.CompositionMode_SourceOver)

    def cast_shape(self, path: QPainterPath, strength: float = 0.16, by: tuple[float, float] = (0.4, 1.0)) -> None:
        """Let the shade of a plain shape fall on what is painted already."""
        if self.lined:
            return
        painter = self.painter
        painter.setCompositionMode(QPainter.CompositionMode.CompositionMode_SourceAtop)
        painter.translate(*by)
        painter.fillPath(path, _alpha(self.palette.shade, strength))
        painter.translate(-by[0], -by[1])
        painter.setCompositionMode(QPainter.CompositionMode.CompositionMode_SourceOver)


def _lit(colour: str, light: Light, deep: float) -> QBrush:
    gradient = QLinearGradient(_shades(colour, deep, tuple([round(much * TONES) for much in light.lights])))
    gradient.setStart(light.x1, light.y1)
    gradient.setFinalStop(light.x2, light.y2)
    return QBrush(gradient)


@memo(256)
def _shades(colour: str, deep: float, tones: tuple[int, ...]) -> QLinearGradient:
    """A gradient with all its colours, to be copied for where it lies."""
    gradient = QLinearGradient()
    gradient.setStops([(0.5 + 0.5 * s, toned(colour, n / TONES, deep)) for s, n in zip(STEPS, tones, strict=True)])
    return gradient


@memo(64)
def _solid(colour: str) -> QBrush:
    return QBrush(QColor(colour))


@memo(64)
def _pen(colour: str, strength: float, width: float) -> QPen:
    # Lines come in short straight pieces, whose joins need no rounding.
    return QPen(
        _alpha(colour, strength), width, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap, Qt.PenJoinStyle.BevelJoin
    )


def _alpha(colour: str, strength: float) -> QColor:
    found = QColor(colour)
    found.setAlphaF(min(max(strength, 0.0), 1.0))
    return found
