"""The trunk's surface: its cross-sections from hips to neck, its outline from any side, and places on its skin.

Muscles are named here by where they lie on that surface, so that they move with the body.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import sqrt

from PySide6.QtGui import QPainterPath

from postureapp.core.body import Body
from postureapp.core.pose import value
from postureapp.core.vec import Vec3, add, apply, dot, lerp, unit
from postureapp.figure.camera import Camera
from postureapp.figure.shapes import Flat, outline, round_path


@dataclass(frozen=True, slots=True)
class Section:
    """A cross-section: the part it belongs to, how far above that part's upper end (cm), half width and half depth."""

    part: str
    above_cm: float
    half_width_cm: float
    half_depth_cm: float


HIPS = (
    Section("pelvis", -6.5, 12.5, 8.5),
    Section("pelvis", -2.0, 15.6, 10.2),
    Section("pelvis", 4.0, 14.8, 9.8),
    Section("pelvis", 8.0, 14.0, 9.4),
)
SHIRT = (
    Section("pelvis", 3.0, 15.4, 10.4),
    Section("waist", -7.0, 14.2, 9.8),
    Section("waist", 0.0, 13.5, 9.4),
    Section("ribs", -7.0, 14.0, 9.7),
    Section("ribs", 0.0, 15.0, 10.1),
    Section("chest", -9.0, 15.4, 9.9),
    Section("chest", -5.0, 13.5, 8.4),
    Section("chest", -1.5, 9.0, 6.6),
    Section("chest", 1.5, 5.6, 5.0),
)
_SPINE_HEIGHTS = {"waist": 0.0, "ribs": 15.6, "chest": 30.6}


def _centre(body: Body, section: Section) -> Vec3:
    up = apply(body.turns[section.part], (0.0, section.above_cm, 0.0))
    return add(body.points[section.part], up)


def trunk_path(camera: Camera, body: Body, sections: Sequence[Section]) -> QPainterPath:
    """One outline round all sections."""
    left: list[Flat] = []
    right: list[Flat] = []
    centres = [_centre(body, section) for section in sections]
    for n, section in enumerate(sections):
        before, after = camera.flat(centres[max(n - 1, 0)]), camera.flat(centres[min(n + 1, len(sections) - 1)])
        along = unit((after[0] - before[0], after[1] - before[1], 0.0))
        across = _in_space(camera, (-along[1], along[0]))
        turn = body.turns[section.part]
        reach = sqrt(
            (section.half_width_cm * dot(across, turn[0])) ** 2 + (section.half_depth_cm * dot(across, turn[2])) ** 2
        ) * camera.scale(centres[n])
        x, y = camera.flat(centres[n])
        left.append((x - along[1] * reach, y + along[0] * reach))
        right.append((x + along[1] * reach, y - along[0] * reach))
    return outline(round_path([*left, *reversed(right)]))


def _in_space(camera: Camera, flat: Flat) -> Vec3:
    right, up = camera.right, camera.up
    return (
        right[0] * flat[0] - up[0] * flat[1],
        right[1] * flat[0] - up[1] * flat[1],
        right[2] * flat[0] - up[2] * flat[1],
    )


def on_surface(body: Body, across: float, height_cm: float, front: bool) -> tuple[Vec3, Vec3]:
    """A place on the shirt and where its skin faces.

    `across`: -1 (right edge) to 1 (left edge). `height_cm`: above the waist, along the spine; the neck is at 30.
    """
    part, above = "chest", height_cm - _SPINE_HEIGHTS["chest"]
    if height_cm < 7.0:
        part, above = "waist", height_cm
    elif height_cm < 20.0:
        part, above = "ribs", height_cm - _SPINE_HEIGHTS["ribs"]
    turn = body.turns[part]
    width, depth = _half_at(height_cm)
    bulge = sqrt(max(1.0 - across * across, 0.0)) * (1.0 if front else -1.0)
    centre = add(body.points[part], apply(turn, (0.0, above, 0.0)))
    place = add(centre, apply(turn, (across * width, 0.0, bulge * depth)))
    normal = apply(turn, unit((across / width, 0.0, bulge / depth)))
    return place, normal


def _half_at(height_cm: float) -> tuple[float, float]:
    known = [
        (_SPINE_HEIGHTS[section.part] + section.above_cm, section.half_width_cm, section.half_depth_cm)
        for section in SHIRT[1:]
    ]
    below = max((item for item in known if item[0] <= height_cm), default=known[0])
    above = min((item for item in known if item[0] >= height_cm), default=known[-1])
    span = above[0] - below[0]
    t = (height_cm - below[0]) / span if span else 0.0
    return below[1] + (above[1] - below[1]) * t, below[2] + (above[2] - below[2]) * t


@dataclass(frozen=True, slots=True)
class Patch:
    """A muscle's place on one side: corners as (across, height), which of them the shoulder blade carries along."""

    corners: tuple[tuple[float, float], ...]
    front: bool = False
    by_blade: frozenset[int] = frozenset()
    toward_shoulder: frozenset[int] = frozenset()


_UPPER_TRAPEZIUS = Patch(((0.03, 33.0), (0.03, 27.0), (0.6, 25.5), (0.95, 26.5)), toward_shoulder=frozenset({2, 3}))
_MIDDLE_TRAPEZIUS = Patch(((0.03, 27.0), (0.03, 18.5), (0.62, 22.0), (0.9, 25.5)), by_blade=frozenset({2, 3}))
_LOWER_TRAPEZIUS = Patch(((0.03, 21.0), (0.03, 4.0), (0.5, 19.5)), by_blade=frozenset({2}))
_RHOMBOIDS = Patch(((0.05, 26.0), (0.05, 18.0), (0.4, 13.5), (0.4, 22.0)), by_blade=frozenset({2, 3}))
_LATISSIMUS = Patch(((0.12, 11.0), (0.12, -3.0), (0.75, 2.0), (0.97, 13.0), (0.93, 18.0), (0.55, 12.0)))
_EXTENSORS = Patch(((0.07, 26.0), (0.07, 4.0), (0.27, 4.0), (0.25, 24.0)))
_PECTORALS = Patch(((0.08, 23.0), (0.08, 13.5), (0.5, 12.0), (0.93, 20.0), (0.75, 24.0)), front=True)
_SERRATUS = Patch(((0.72, 15.0), (0.78, 4.0), (0.95, 5.0), (0.97, 16.0)), front=True)
_SIDE_TRUNK = Patch(((0.72, 9.0), (0.7, -4.0), (0.99, -4.0), (0.99, 10.0)), front=True)
_SIDE_TRUNK_BACK = Patch(((0.72, 9.0), (0.7, -4.0), (0.99, -4.0), (0.99, 10.0)))

MUSCLE_PATCHES: dict[str, tuple[Patch, ...]] = {
    "upper trapezius": (_UPPER_TRAPEZIUS,),
    "middle trapezius": (_MIDDLE_TRAPEZIUS,),
    "lower trapezius": (_LOWER_TRAPEZIUS,),
    "lower and middle trapezius": (_LOWER_TRAPEZIUS, _MIDDLE_TRAPEZIUS),
    "rhomboids": (_RHOMBOIDS,),
    "latissimus dorsi": (_LATISSIMUS,),
    "thoracic extensors": (_EXTENSORS,),
    "thoracic rotators": (_EXTENSORS,),
    "pectorals": (_PECTORALS,),
    "serratus anterior": (_SERRATUS,),
    "side trunk": (_SIDE_TRUNK, _SIDE_TRUNK_BACK),
}


def patch_outline(camera: Camera, body: Body, patch: Patch, side: str) -> tuple[list[Flat], float]:
    """A muscle on paper, and how squarely it faces the eye (0: turned away)."""
    sign = 1.0 if side == "L" else -1.0
    places, facing = [], 0.0
    for n, (across, height) in enumerate(patch.corners):
        place, normal = on_surface(body, sign * across, height, patch.front)
        if n in patch.by_blade:
            place = add(place, _blade_slide(body, side))
        if n in patch.toward_shoulder:
            place = lerp(
                place, add(body.points[f"shoulder.{side}"], apply(body.turns["chest"], (0.0, 5.0, -1.0))), 0.55
            )
        places.append(camera.flat(place))
        facing += dot(normal, camera.toward)
    return places, max(facing / len(patch.corners), 0.0)


def _blade_slide(body: Body, side: str) -> Vec3:
    """How far the shoulder blade has slid from its place at rest."""
    sign = 1.0 if side == "L" else -1.0
    back = value(body.pose, "scap.retract", side) - value(body.pose, "scap.prot", side)
    up = value(body.pose, "scap.elev", side)
    return apply(body.turns["chest"], (-sign * 2.6 * back, 3.0 * up, 0.0))


def blade_outline(camera: Camera, body: Body, side: str) -> tuple[list[Flat], float]:
    """The inner edge of a shoulder blade through the shirt, and how squarely it faces the eye."""
    sign = 1.0 if side == "L" else -1.0
    slide, points, facing = _blade_slide(body, side), [], 0.0
    for across, height in ((0.55, 24.5), (0.42, 23.0), (0.4, 18.0), (0.47, 13.0), (0.55, 11.5)):
        place, normal = on_surface(body, sign * across, height, front=False)
        points.append(camera.flat(add(place, slide)))
        facing += dot(normal, camera.toward) / 5.0
    return points, max(facing, 0.0)


def spine_line(camera: Camera, body: Body) -> tuple[list[Flat], float]:
    """The furrow of the spine down the back, and how squarely it faces the eye."""
    points, facing = [], 0.0
    for height in (26.0, 21.0, 16.0, 11.0, 6.0, 1.0):
        place, normal = on_surface(body, 0.0, height, front=False)
        points.append(camera.flat(place))
        facing += dot(normal, camera.toward) / 6.0
    return points, max(facing, 0.0)
