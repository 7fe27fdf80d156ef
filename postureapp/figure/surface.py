"""Swept surfaces: a row of elliptical cross-sections becomes an outline on paper and bands of light on it.

The light comes from above left of the eye and stays there when the figure is turned. Bands of equal light run along
the whole sweep, so that a limb that bends keeps one smooth shading.
"""

from __future__ import annotations

from collections.abc import Sequence
from math import cos, hypot, pi, sin, sqrt
from typing import NamedTuple

from PySide6.QtCore import QPointF
from PySide6.QtGui import QPainterPath, QPolygonF, QTransform

from postureapp.core.vec import Vec3
from postureapp.figure.camera import FAR_CM, Camera
from postureapp.figure.light import LIGHT, LIGHT_ON_PAPER, STEPS, Light
from postureapp.figure.outline import Flat, add_curve, hull, polygon, ring, smooth, straightened_lines

_FORESHORTENED = 0.62
_ROUND = tuple((cos(2.0 * pi * n / 12), sin(2.0 * pi * n / 12)) for n in range(12))
_ROUGH = tuple((cos(2.0 * pi * n / 8), sin(2.0 * pi * n / 8)) for n in range(8))
# Across a round surface: how far to the side, and how far towards the eye it faces there.
_ROUND_STEPS = tuple((s, sqrt(1.0 - s * s)) for s in STEPS)
_ROUND_DISC, _ROUGH_DISC = polygon(_ROUND), polygon(_ROUGH)
CIRCLE = QPainterPath()
CIRCLE.addPolygon(QPolygonF([QPointF(cos(2.0 * pi * n / 40), sin(2.0 * pi * n / 40)) for n in range(40)]))
CIRCLE.closeSubpath()


class Section(NamedTuple):
    """A cross-section: its middle, the axes across it, half its width, how deep it is in front and behind (cm)."""

    at: Vec3
    side: Vec3
    front: Vec3
    width: float
    depth: float
    back: float


# A place on a part's surface: where on paper (x, y), and how near the eye. Plain, because a frame makes hundreds.
Place = tuple[float, float, float]


class Sweep:
    """A row of sections as it is seen. `rooted`: its first one lies inside something else of its colour."""

    def __init__(self, camera: Camera, sections: Sequence[Section], *, rooted: bool = False) -> None:
        self.sections, self._rooted = sections, rooted
        self._turned = camera.turned
        seen = camera.all_seen([section.at for section in sections])
        self.x: list[float] = [x for x, _, _ in seen]
        self.y: list[float] = [y for _, y, _ in seen]
        self.near: list[float] = [near for _, _, near in seen]
        self.across: list[tuple[float, float]] = []
        self.left: list[float] = []
        self.right: list[float] = []
        self.level_on: list[float] = []
        self.deep: list[float] = []
        self.tilt: list[float] = []
        self._slope: list[float] = []
        self._span: list[float] = []
        # What was asked for once is asked for again: to fill it, to draw its edge, and in the next frame if it rests.
        self._hulls: dict[tuple[int, int, float], list[Flat]] = {}
        self._pieces: dict[tuple[int, int, float], list[QPainterPath]] = {}
        self._sides: dict[tuple[int, int, bool], list[QPainterPath]] = {}
        self._lights: dict[tuple[int, int], Light] = {}
        self._cut: dict[tuple[int, int], list[tuple[int, int, bool]]] = {}
        self._measure(seen)

    def _measure(self, seen: Sequence[Vec3]) -> None:
        """Find how far each section reaches to both sides of the line that the sweep is on paper."""
        turned = self._turned
        last, acx, acy = len(seen) - 1, 1.0, 0.0
        known_side, known_front, u, v = None, None, (0.0, 0.0, 0.0), (0.0, 0.0, 0.0)
        for n, (_, side, front_, width, depth, back) in enumerate(self.sections):
            a, b = (n - 1 if n else 0), (n + 1 if n < last else last)
            (ax, ay, az), (bx, by, bz) = seen[a], seen[b]
            # Along the sweep, as seen: right, up, towards the eye.
            tx, ty, tz = bx - ax, ay - by, bz - az
            flat2 = tx * tx + ty * ty
            flat, size = sqrt(flat2), sqrt(flat2 + tz * tz) or 1.0
            if flat > 0.02 * size:
                acx, acy = -ty / flat, tx / flat
            level, scale = flat / size, FAR_CM / (FAR_CM - seen[n][2])
            if width == depth == back:
                left = right = width * scale
                deep = width * level
            else:
                # Neighbours mostly share their axes.
                if side is not known_side:
                    known_side, u = side, turned(side)
                if front_ is not known_front:
                    known_front, v = front_, turned(front_)
                over_u = width * (acx * u[0] + acy * u[1])
                over_v = acx * v[0] + acy * v[1]
                if depth == back:
                    left = right = hypot(over_u, depth * over_v) * scale
                else:
                    before, behind = (depth, back) if over_v > 0 else (back, depth)
                    left, right = hypot(over_u, before * over_v) * scale, hypot(over_u, behind * over_v) * scale
                deep = hypot(width * u[2], 0.5 * (depth + back) * v[2])
            self.deep.append(deep)
            self.left.append(left)
            self.right.append(right)
            self.across.append((acx, -acy))
            span = 0.6 * flat / (b - a) if b > a else 0.6
            if level > _FORESHORTENED:
                self._slope.append(tz / flat)
                self._span.append(span)
            else:
                self._slope.append(0.0)
                self._span.append(span if span > left else left)
            self.level_on.append(level)
            self.tilt.append(tz / size)

    def __len__(self) -> int:
        return len(self.x)

    def pieces(self, start: int, stop: int, grown_cm: float = 0.0) -> list[QPainterPath]:
        """The shapes that together are a run of sections: filled one by one, which is far cheaper than as one path."""
        key = start, stop, grown_cm
        found = self._pieces.get(key)
        if found is None:
            found = self._pieces[key] = []
            for a, b, short in self._stretches(start, stop):
                found.append(smooth(self._hull(a, b, grown_cm)) if short else self._ladder(a, b, grown_cm))
            found += [self._end(n, grown_cm) for n in (start, stop - 1) if self._looks_cut(n)]
        return found

    def _looks_cut(self, n: int) -> bool:
        """Whether a flat end there would look cut off: where it is wide, or turned to the eye."""
        if n == 0 and self._rooted:
            return False
        return _FORESHORTENED <= self.level_on[n] < (0.997 if self.left[n] > 8.0 else 0.9)

    def outline(self, start: int = 0, end: int | None = None, grown_cm: float = 0.0) -> QPainterPath:
        """A run of sections as one path: for clipping, and for shades that must not fall twice on one place."""
        stop = len(self.x) if end is None else end
        if len(self._stretches(start, stop)) == 1:
            return self.pieces(start, stop, grown_cm)[0]
        return self._ladder(start, stop, grown_cm)

    def sides(self, start: int, stop: int, *, smooth_line: bool = True) -> list[QPainterPath]:
        """The two edges alone, open at both ends: for drawing lines."""
        key = start, stop, smooth_line
        known = self._sides.get(key)
        if known is not None:
            return known
        found = self._sides[key] = []
        for a, b, short in self._stretches(start, stop):
            if short:
                rim = self._hull(a, b, 0.0)
                found.append(smooth(rim) if smooth_line else polygon(rim))
                continue
            path = QPainterPath()
            for sign, reach in ((1.0, self.left), (-1.0, self.right)):
                points = []
                for n in range(a, b):
                    far = sign * reach[n]
                    points.append((self.x[n] + self.across[n][0] * far, self.y[n] + self.across[n][1] * far))
                if smooth_line:
                    add_curve(path, points)
                else:
                    path.addPolygon(QPolygonF([QPointF(x, y) for x, y in points]))
            found.append(straightened_lines(path) if smooth_line else path)
        return found

    def light_across(self, start: int, stop: int) -> Light:
        """How the light changes across a run."""
        found = self._lights.get((start, stop))
        if found is None:
            found = self._lights[start, stop] = self._light_across(start, stop)
        return found

    def _light_across(self, start: int, stop: int) -> Light:
        last = stop - 1
        dx, dy = self.x[last] - self.x[start], self.y[last] - self.y[start]
        size = hypot(dx, dy)
        middle = (start + last) // 2
        left, right = self.left[start:stop], self.right[start:stop]
        widest = max([a + b for a, b in zip(left, right, strict=True)])
        wide = 0.25 * (widest + (sum(left) + sum(right)) / (stop - start))
        tilt = (self.near[last] - self.near[start]) / max(hypot(size, self.near[last] - self.near[start]), 1e-6)
        if size > 0.3 * wide:
            ax, ay = dy / size, -dx / size
            level = sqrt(max(1.0 - tilt * tilt, 0.0))
            # A round end that points at the eye has its light where the light comes from.
            share = min(max((0.75 - level) / 0.4, 0.0), 1.0)
        else:
            ax, ay, level, share = LIGHT_ON_PAPER[0], LIGHT_ON_PAPER[1], 0.0, 1.0
        aside = LIGHT[0] * ax - LIGHT[1] * ay
        ahead = LIGHT[2] * level + tilt * (LIGHT[0] * ay + LIGHT[1] * ax) if size > 0.3 * wide else LIGHT[2]
        ahead += (LIGHT[2] - ahead) * 0.6 * share
        x = sum(self.x[start:stop]) / (stop - start) if share > 0.5 else self.x[middle]
        y = sum(self.y[start:stop]) / (stop - start) if share > 0.5 else self.y[middle]
        lights = tuple([aside * s + ahead * rest for s, rest in _ROUND_STEPS])
        return Light(x - ax * wide, y - ay * wide, x + ax * wide, y + ay * wide, lights)

    def _stretches(self, start: int, stop: int) -> list[tuple[int, int, bool]]:
        """The run cut where it begins or ends to point at the eye; each stretch overlaps its neighbours."""
        found = self._cut.get((start, stop))
        if found is not None:
            return found
        found = self._cut[start, stop] = []
        a = start
        short = self.level_on[start] < _FORESHORTENED
        for n in range(start + 1, stop):
            turned = self.level_on[n] < _FORESHORTENED
            if turned != short:
                if short:
                    found.append((max(a - 1, start), min(n + 1, stop), True))
                elif n - a > 0:
                    found.append((a, min(n + 1, stop), False))
                a, short = n, turned
        found.append((max(a - 1, start), stop, short))
        return found

    def _ladder(self, start: int, stop: int, grown_cm: float = 0.0) -> QPainterPath:
        left, right = [], []
        run = slice(start, stop)
        for x, y, (ax, ay), a, b in zip(
            self.x[run], self.y[run], self.across[run], self.left[run], self.right[run], strict=True
        ):
            left.append((x + ax * (a + grown_cm), y + ay * (a + grown_cm)))
            right.append((x - ax * (b + grown_cm), y - ay * (b + grown_cm)))
        # Where the sweep goes on beyond, the end lies on its smooth line and not on that line's corner.
        if start > 0 and stop - start > 2:
            for line, beyond in zip((left, right), self._edges(start - 1, grown_cm), strict=True):
                line[0] = _softened(line[0], line[1], beyond)
        if stop < len(self.x) and stop - start > 2:
            for line, beyond in zip((left, right), self._edges(stop, grown_cm), strict=True):
                line[-1] = _softened(line[-1], line[-2], beyond)
        return ring(left, right)

    def _edges(self, n: int, grown_cm: float) -> tuple[Flat, Flat]:
        x, y, (ax, ay), a, b = self.x[n], self.y[n], self.across[n], self.left[n] + grown_cm, self.right[n] + grown_cm
        return (x + ax * a, y + ay * a), (x - ax * b, y - ay * b)

    def _end(self, n: int, grown_cm: float) -> QPainterPath:
        a, b, c = self._ellipse(n)
        disc = _ROUND_DISC if self.left[n] > 2.2 else _ROUGH_DISC
        return QTransform(a + grown_cm, b, 0.0, c + grown_cm, self.x[n], self.y[n]).map(disc)

    def _hull(self, start: int, stop: int, grown_cm: float) -> list[Flat]:
        key = start, stop, grown_cm
        found = self._hulls.get(key)
        if found is None:
            found = self._hulls[key] = hull(self._rims(start, stop, grown_cm))
        return found

    def _rims(self, start: int, stop: int, grown_cm: float) -> list[Flat]:
        """Points round the sections."""
        found = []
        step = max((stop - start) // 3, 1)
        around = _ROUND if self.left[start] > 2.2 else _ROUGH
        for n in {*range(start, stop, step), stop - 1}:
            a, b, c = self._ellipse(n)
            x, y, a, c = self.x[n], self.y[n], a + grown_cm, c + grown_cm
            found += [(x + a * u, y + b * u + c * v) for u, v in around]
        return found

    def slabs(self, start: int, stop: int) -> list[Slab]:
        """What `front` needs of a run, section by section (every second one of a long run)."""
        step = 2 if stop - start > 6 else 1
        return [
            (
                self.x[n],
                self.y[n],
                *self.across[n],
                self.left[n],
                self.right[n],
                self._span[n] * (1 if self.level_on[n] < _FORESHORTENED else step),
                self.near[n],
                self._slope[n],
                self.deep[n],
                self.level_on[n] < _FORESHORTENED,
            )
            for n in range(start, stop, step)
        ]

    def bulge(self, n: int) -> tuple[float, float]:
        """How far the near side of a section's edge bulges along the sweep on paper (twice its depth, for a curve)."""
        ax, ay = self.across[n]
        size = -2.0 * self.tilt[n] * self.deep[n]
        return (-ay * size, ax * size)

    def places(self, start: int, stop: int, *, wide: bool) -> list[Place]:
        """Places on its surface, all along it; `wide`: beside its middle too."""
        found = []
        for n in range(start, stop, 1 if stop - start < 6 else 2):
            x, y, near, deep = self.x[n], self.y[n], self.near[n], self.deep[n]
            found.append((x, y, near + deep))
            if wide or n % 4 == 0:
                ax, ay = self.across[n]
                a, b = 0.65 * self.left[n], 0.65 * self.right[n]
                found.append((x + ax * a, y + ay * a, near + 0.76 * deep))
                found.append((x - ax * b, y - ay * b, near + 0.76 * deep))
        return found

    def box(self, start: int, stop: int) -> tuple[float, float, float, float]:
        """Left, top, right and bottom of a run of sections."""
        xs, ys = self.x[start:stop], self.y[start:stop]
        reach = max(*self.left[start:stop], *self.right[start:stop])
        return min(xs) - reach, min(ys) - reach, max(xs) + reach, max(ys) + reach

    def _ellipse(self, n: int) -> tuple[float, float, float]:
        _, side, front_, width, depth, back = self.sections[n]
        scale = FAR_CM / (FAR_CM - self.near[n])
        w, d = width * scale, 0.5 * (depth + back) * scale
        (ux, uy, _), (vx, vy, _) = self._turned(side), self._turned(front_)
        ux, uy, vx, vy = w * ux, -w * uy, d * vx, -d * vy
        # The same as `triangle`, written out for two half axes.
        a = sqrt(max(ux * ux + vx * vx, 1e-6))
        b = (ux * uy + vx * vy) / a
        return a, b, sqrt(max(uy * uy + vy * vy - b * b, 1e-6))


def _softened(end: Flat, before: Flat, beyond: Flat) -> Flat:
    x, y = (0.75 * e + 0.125 * (a + b) for e, a, b in zip(end, before, beyond, strict=True))
    return x, y


Slab = tuple[float, float, float, float, float, float, float, float, float, float, bool]


def front(slabs: Sequence[Slab], px: float, py: float) -> float | None:
    """How near a swept surface is at a place on paper; None beside it."""
    best: float | None = None
    for x, y, ax, ay, left, right, span, near, slope, deep, rounds in slabs:
        dx, dy = px - x, py - y
        ahead = dy * ax - dx * ay
        if ahead > span or ahead < -span:
            continue
        aside = dx * ax + dy * ay
        share = aside / left if aside > 0 else aside / right
        # What points at the eye is seen as a disc, not as a piece of a band.
        rest = 1.0 - share * share - (ahead * ahead / (span * span) if rounds else 0.0)
        if rest > 0.0:
            found = near + slope * ahead + deep * sqrt(rest)
            if best is None or found > best:
                best = found
    return best


def triangle(axes: Sequence[tuple[float, float]]) -> tuple[float, float, float]:
    """The ellipse that some half axes span on paper, as a matrix (a, b; 0, c) that makes it from the unit circle."""
    xx = sum(x * x for x, _ in axes)
    xy = sum(x * y for x, y in axes)
    yy = sum(y * y for _, y in axes)
    a = sqrt(max(xx, 1e-6))
    b = xy / a
    return a, b, sqrt(max(yy - b * b, 1e-6))
