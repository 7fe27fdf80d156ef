"""Whether a body passes through itself or through what it sits and leans on: rods with a thickness, and boxes.

Used to check the shipped poses; it never moves anything. The trunk is three rods side by side, because it is wider than
deep. Parts that are joined, and the flesh round a joint, are left out.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from postureapp.core.body import Body
from postureapp.core.props import Prop, PropKind
from postureapp.core.sizes import SIDES
from postureapp.core.vec import Vec3, add, apply, dot, length, lerp, mul, sub, within

_SOLID = frozenset({PropKind.CHAIR, PropKind.CHAIR_BACK, PropKind.DESK, PropKind.WALL, PropKind.DOOR_FRAME})
_HALF_TRUNK_CM = 5.5


@dataclass(frozen=True, slots=True)
class Rod:
    """A part of the body: from one point to another, with a radius."""

    name: str
    start: Vec3
    end: Vec3
    round_cm: float


@dataclass(frozen=True, slots=True)
class Overlap:
    """Two parts that are in the same place, and how deep (cm)."""

    one: str
    other: str
    deep_cm: float


def overlaps(body: Body, tolerance_cm: float = 0.0) -> tuple[Overlap, ...]:
    """Every pair of parts that overlap by more than the tolerance, the deepest first."""
    arms = {side: list(_arm(body, side)) for side in SIDES}
    legs = {side: list(_leg(body, side)) for side in SIDES}
    middle = list(_middle(body))
    found: list[Overlap] = []
    for side in SIDES:
        for other in (*middle, *legs["L"], *legs["R"]):
            found += [_apart(part, other) for part in arms[side]]
        found += [_against_box(part, prop) for prop in _solid(body) for part in (*arms[side], *legs[side])]
    found += [_apart(one, other) for one in arms["L"] for other in arms["R"]]
    found += [_apart(one, other) for one in legs["L"] for other in legs["R"]]
    found += [_against_box(part, prop) for prop in _solid(body) for part in middle]
    return tuple(sorted((each for each in found if each.deep_cm > tolerance_cm), key=lambda each: -each.deep_cm))


def _solid(body: Body) -> list[Prop]:
    return [prop for prop in body.props if prop.kind in _SOLID]


def _middle(body: Body) -> Iterator[Rod]:
    points, turns = body.points, body.turns

    def at(part: str, x: float, y: float, z: float = 0.0) -> Vec3:
        return add(points[part], apply(turns[part], (x, y, z)))

    for x in (-_HALF_TRUNK_CM, 0.0, _HALF_TRUNK_CM):
        yield Rod("hips", at("pelvis", x, 1.5), at("pelvis", x, 8.0), 8.4)
        yield Rod("waist", at("pelvis", x, 10.0), at("waist", x, 0.0), 8.4)
        yield Rod("ribs", at("waist", x, 0.0), at("ribs", x, 0.0), 8.8)
        yield Rod("chest", at("ribs", x, 0.0), at("chest", x, -9.0), 8.2)
    yield Rod("neck", at("chest", 0.0, -2.0), points["neck"], 4.6)
    yield Rod("head", at("head", 0.0, -4.0, 1.0), at("head", 0.0, 3.0, -0.5), 8.6)


def _arm(body: Body, side: str) -> Iterator[Rod]:
    points = body.points
    shoulder, elbow, wrist = points[f"shoulder.{side}"], points[f"elbow.{side}"], points[f"wrist.{side}"]
    down = mul(body.turns[f"hand.{side}"][1], -1.0)
    yield Rod(f"upper arm {side}", lerp(shoulder, elbow, 0.5), elbow, 3.8)
    yield Rod(f"forearm {side}", elbow, lerp(elbow, wrist, 0.85), 2.9)
    yield Rod(f"hand {side}", add(wrist, mul(down, 2.0)), add(wrist, mul(down, 9.0)), 1.4)


def _leg(body: Body, side: str) -> Iterator[Rod]:
    points = body.points
    hip, knee, ankle = points[f"hip.{side}"], points[f"knee.{side}"], points[f"ankle.{side}"]
    yield Rod(f"thigh {side}", lerp(hip, knee, 0.2), lerp(hip, knee, 0.6), 6.8)
    yield Rod(f"thigh {side}", lerp(hip, knee, 0.6), knee, 5.8)
    yield Rod(f"shank {side}", knee, ankle, 4.0)


def _apart(one: Rod, other: Rod) -> Overlap:
    gap = rod_distance(one.start, one.end, other.start, other.end) - one.round_cm - other.round_cm
    return Overlap(one.name, other.name, -gap)


def _against_box(rod: Rod, prop: Prop) -> Overlap:
    """How deep a rod is in a box, by points along it."""
    half = mul(prop.size, 0.5)
    deepest = -1e9
    for n in range(9):
        x, y, z = within(prop.turn, sub(lerp(rod.start, rod.end, n / 8.0), prop.at))
        out = (abs(x) - half[0], abs(y) - half[1], abs(z) - half[2])
        away = length((max(out[0], 0.0), max(out[1], 0.0), max(out[2], 0.0)))
        deepest = max(deepest, rod.round_cm - (away if away > 0 else max(out)))
    return Overlap(rod.name, prop.kind.value, deepest)


def rod_distance(a: Vec3, b: Vec3, c: Vec3, d: Vec3) -> float:
    """The distance between the lines from a to b and from c to d. Source: Ericson, Real-Time Collision Detection."""
    u, v, w = sub(b, a), sub(d, c), sub(a, c)
    uu, vv, uv, uw, vw = dot(u, u), dot(v, v), dot(u, v), dot(u, w), dot(v, w)
    denominator = uu * vv - uv * uv
    s = _unit_range((uv * vw - uw * vv) / denominator) if denominator > 1e-9 else 0.0
    t = (uv * s + vw) / vv if vv > 1e-9 else 0.0
    if not 0.0 <= t <= 1.0 or vv <= 1e-9:
        t = _unit_range(t)
        s = _unit_range((uv * t - uw) / uu) if uu > 1e-9 else 0.0
    return length(sub(add(a, mul(u, s)), add(c, mul(v, t))))


def _unit_range(t: float) -> float:
    return min(max(t, 0.0), 1.0)
