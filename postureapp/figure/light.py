"""The light on the figure: it comes from above left of the eye, and stays there when the figure is turned."""

from __future__ import annotations

from math import hypot, sqrt
from typing import NamedTuple

from postureapp.core.vec import Vec3

_LENGTH = sqrt(0.50**2 + 0.58**2 + 0.70**2)
# As the eye sees it: to the right, up, towards the eye.
LIGHT: Vec3 = (-0.50 / _LENGTH, 0.58 / _LENGTH, 0.70 / _LENGTH)
_FLAT = hypot(LIGHT[0], LIGHT[1])
LIGHT_ON_PAPER = (LIGHT[0] / _FLAT, -LIGHT[1] / _FLAT)
# Where across a surface its light is told, from one edge (-1) to the other (1).
STEPS = (-1.0, -0.88, -0.62, -0.3, 0.0, 0.3, 0.62, 0.88, 1.0)


class Light(NamedTuple):
    """From where to where on paper the light on a surface changes, and how much there is at each of `STEPS` between."""

    x1: float
    y1: float
    x2: float
    y2: float
    lights: tuple[float, ...]

    def towards(self, other: Light, share: float) -> Light:
        """On the way to another one."""
        x1, y1, x2, y2 = (a + (b - a) * share for a, b in zip(self[:4], other[:4], strict=True))
        lights = tuple(a + (b - a) * share for a, b in zip(self.lights, other.lights, strict=True))
        return Light(x1, y1, x2, y2, lights)

    def softer(self, share: float) -> Light:
        """The same light over a wider surface, with less deep a shade."""
        mx, my = 0.5 * (self.x1 + self.x2), 0.5 * (self.y1 + self.y2)
        dx, dy = (self.x2 - mx) * share, (self.y2 - my) * share
        lights = tuple(0.28 + 0.72 * light for light in self.lights)
        return Light(mx - dx, my - dy, mx + dx, my + dy, lights)

    def at(self, x: float, y: float) -> float:
        """How much light there is at a place on paper."""
        dx, dy = self.x2 - self.x1, self.y2 - self.y1
        across = 2.0 * ((x - self.x1) * dx + (y - self.y1) * dy) / max(dx * dx + dy * dy, 1e-6) - 1.0
        for n in range(1, len(STEPS)):
            if across <= STEPS[n]:
                share = max(across - STEPS[n - 1], 0.0) / (STEPS[n] - STEPS[n - 1])
                return self.lights[n - 1] + (self.lights[n] - self.lights[n - 1]) * share
        return self.lights[-1]
