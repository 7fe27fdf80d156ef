"""Vectors and turns in three dimensions, for the figure. Plain tuples; nothing is ever changed in place.

The figure's own axes: x to its left, y up, z to its front (right-handed). Centimetres and degrees.
"""

from __future__ import annotations

from math import atan2, cos, degrees, radians, sin, sqrt

Vec3 = tuple[float, float, float]
# The columns of a turn: where x, y and z go.
Turn = tuple[Vec3, Vec3, Vec3]

X: Vec3 = (1.0, 0.0, 0.0)
Y: Vec3 = (0.0, 1.0, 0.0)
Z: Vec3 = (0.0, 0.0, 1.0)
STILL: Turn = (X, Y, Z)


def add(a: Vec3, b: Vec3) -> Vec3:
    """a + b."""
    return (a[0] + b[0], a[1] + b[1], a[2] + b[2])


def sub(a: Vec3, b: Vec3) -> Vec3:
    """a - b."""
    return (a[0] - b[0], a[1] - b[1], a[2] - b[2])


def mul(a: Vec3, k: float) -> Vec3:
    """a times a number."""
    return (a[0] * k, a[1] * k, a[2] * k)


def dot(a: Vec3, b: Vec3) -> float:
    """The scalar product."""
    return a[0] * b[0] + a[1] * b[1] + a[2] * b[2]


def cross(a: Vec3, b: Vec3) -> Vec3:
    """The vector product."""
    return (a[1] * b[2] - a[2] * b[1], a[2] * b[0] - a[0] * b[2], a[0] * b[1] - a[1] * b[0])


def length(a: Vec3) -> float:
    """The length."""
    return sqrt(dot(a, a))


def unit(a: Vec3, otherwise: Vec3 = Y) -> Vec3:
    """The direction of a; `otherwise` where a has none."""
    size = length(a)
    return mul(a, 1.0 / size) if size > 1e-9 else otherwise


def lerp(a: Vec3, b: Vec3, t: float) -> Vec3:
    """From a (0) to b (1) on a straight line."""
    return (a[0] + (b[0] - a[0]) * t, a[1] + (b[1] - a[1]) * t, a[2] + (b[2] - a[2]) * t)


def about_x(angle_deg: float) -> Turn:
    """A turn about x: + tips what is up to the front."""
    c, s = cos(radians(angle_deg)), sin(radians(angle_deg))
    return (X, (0.0, c, s), (0.0, -s, c))


def about_y(angle_deg: float) -> Turn:
    """A turn about y: + turns the front to the left."""
    c, s = cos(radians(angle_deg)), sin(radians(angle_deg))
    return ((c, 0.0, -s), Y, (s, 0.0, c))


def about_z(angle_deg: float) -> Turn:
    """A turn about z: + tips what is up to the right."""
    c, s = cos(radians(angle_deg)), sin(radians(angle_deg))
    return ((c, s, 0.0), (-s, c, 0.0), Z)


def about(axis: Vec3, angle_deg: float) -> Turn:
    """A turn about any axis (a unit vector), right-handed."""
    c, s = cos(radians(angle_deg)), sin(radians(angle_deg))

    def turned(v: Vec3) -> Vec3:
        return add(add(mul(v, c), mul(cross(axis, v), s)), mul(axis, dot(axis, v) * (1.0 - c)))

    return (turned(X), turned(Y), turned(Z))


def apply(turn: Turn, v: Vec3) -> Vec3:
    """Where a turn takes a vector."""
    a, b, c = turn
    return (
        a[0] * v[0] + b[0] * v[1] + c[0] * v[2],
        a[1] * v[0] + b[1] * v[1] + c[1] * v[2],
        a[2] * v[0] + b[2] * v[1] + c[2] * v[2],
    )


def chain(*turns: Turn) -> Turn:
    """The turns one inside the other: the first is the outermost."""
    whole = turns[0]
    for turn in turns[1:]:
        whole = (apply(whole, turn[0]), apply(whole, turn[1]), apply(whole, turn[2]))
    return whole


def within(turn: Turn, v: Vec3) -> Vec3:
    """A vector as it is seen in the axes of a turn: the inverse of `apply`."""
    return (dot(turn[0], v), dot(turn[1], v), dot(turn[2], v))


def limb_turn(along: Vec3, front: Vec3) -> Turn:
    """The frame of a bone that runs `along` (its own -y), its z as near to `front` as can be."""
    y = unit((-along[0], -along[1], -along[2]))
    z = unit(sub(front, mul(y, dot(front, y))), unit(cross(X if abs(y[0]) < 0.9 else Z, y)))
    return (cross(y, z), y, z)


def between(a: Turn, b: Turn, t: float) -> Turn:
    """A turn on the shortest way from `a` (0) to `b` (1)."""
    if t <= 0.0:
        return a
    if t >= 1.0:
        return b
    x, y, z = within(a, b[0]), within(a, b[1]), within(a, b[2])
    axis = (y[2] - z[1], z[0] - x[2], x[1] - y[0])
    sine, cosine = length(axis) / 2.0, (x[0] + y[1] + z[2] - 1.0) / 2.0
    if sine < 1e-6:  # the same, or right round: then about the thumb's side
        return a if cosine > 0 else chain(a, about_z(180.0 * t))
    return chain(a, about(unit(axis), degrees(atan2(sine, cosine)) * t))
