"""Whether a small second figure, seen from the other side, is needed, because the main view hides a muscle at work."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import asin, atan2, degrees, hypot

from PySide6.QtGui import QImage

from postureapp.core.body import Body, build
from postureapp.core.moves import Motion, View
from postureapp.core.pose import Pose
from postureapp.core.vec import Vec3, add, apply, lerp, mul
from postureapp.figure import muscles
from postureapp.figure.anatomy import PATCHES, On
from postureapp.figure.camera import Bounds, Camera, bounds_of, camera_for
from postureapp.figure.kept import built
from postureapp.figure.look import GIRTHS, FigureLook
from postureapp.figure.torso import Skin

# The inset is painted anew every fourth frame, or as soon as pose (degrees) or effort are three such steps further on.
_INSET_EVERY = 4
_POSE_STEP, _EFFORT_STEP = 4.0, 0.1
_SHARES = ("scap", "reac")
_WELL_SEEN = 0.24
_BETTER = 0.25
_UPRIGHT = 0.6  # how much of the chest's own up is up in the room


@dataclass(frozen=True, slots=True)
class Inset:
    """The second figure: from where it is seen, how much of it is shown, and in which corner there is room."""

    camera: Camera
    motion: Motion
    size_cm: float
    close: bool
    at_left: bool
    at_top: bool

    def bounds(self, pose: Pose) -> Bounds:
        """The part of the paper to show: always as large, it goes along with the upper body."""
        held = _upper_body(self.camera, built(pose, self.motion.stance, self.motion.props), self.close)
        x, y, half = 0.5 * (held.left + held.right), 0.5 * (held.top + held.bottom), 0.5 * self.size_cm
        return Bounds(x - half, y - half, x + half, y + half)


def inset_for(
    camera: Camera, pose: Pose, motion: Motion, look: FigureLook, names: Sequence[str], extent: Sequence[Vec3]
) -> Inset | None:
    """The second figure, or None where the main view shows every muscle at work well enough."""
    body, girth = build(pose, motion.stance, motion.props), GIRTHS[look.body]
    skin = Skin(camera, body, girth)
    here = {name: muscles.seen(name, camera, body, skin, girth) for name in names}
    hidden = [name for name, much in here.items() if much < _WELL_SEEN]

    def gained(other: Camera) -> float:
        return sum(muscles.seen(name, other, body, skin, girth) - here[name] for name in hidden)

    other = max(_candidates(body), key=gained)
    if not hidden or gained(other) < _BETTER * len(hidden):
        return None
    close = all(any(patch.on is On.NECK for patch in PATCHES[name]) for name in hidden)
    held = _upper_body(other, body, close)
    size = max(held.right - held.left, held.bottom - held.top)
    at_left, at_top = _free_corner(camera, extent)
    return Inset(other, motion, size, close, at_left, at_top)


def _candidates(body: Body) -> list[Camera]:
    """From where the second figure may be seen: from the front or from behind, of one that lies too."""
    if abs(body.turns["chest"][1][1]) > _UPRIGHT:
        return [camera_for(View.BACK), camera_for(View.FRONT)]
    found = []
    for sign in (-1.0, 1.0):
        x, y, z = mul(body.turns["chest"][2], sign)
        pitch = min(max(degrees(asin(min(max(y, -1.0), 1.0))), 9.0), 55.0)
        found.append(Camera(degrees(atan2(x, z)) if hypot(x, z) > 0.1 else 0.0, pitch))
    return found


def _upper_body(camera: Camera, body: Body, close: bool) -> Bounds:
    """From head to waist; `close`: to the shoulder blades only, for what lies at the neck."""
    chest, pelvis = body.turns["chest"], body.points["pelvis"]
    points = [body.points[name] for name in ("crown", "head", "shoulder.L", "shoulder.R")]
    if close:
        points.append(add(body.points["chest"], apply(chest, (0.0, -15.0, 0.0))))
        return bounds_of(camera, points, 2.0)
    points += [add(body.points["chest"], apply(chest, (x, -8.0, 0.0))) for x in (-21.0, 21.0)]
    points += [body.points["waist"], lerp(body.points["waist"], pelvis, 0.4)]
    return bounds_of(camera, points, 4.0)


def _free_corner(camera: Camera, extent: Sequence[Vec3]) -> tuple[bool, bool]:
    """The corner of the picture in which least of the figure lies; at the top where that makes no difference."""
    bounds = bounds_of(camera, extent, 8.0)
    wide, high = bounds.right - bounds.left, bounds.bottom - bounds.top
    size = max(wide, high)
    left, top = 0.5 * (bounds.left + bounds.right - size), 0.5 * (bounds.top + bounds.bottom - size)
    flat = [((x - left) / size, (y - top) / size) for x, y in map(camera.flat, extent)]

    def crowd(at_left: bool, at_top: bool) -> float:
        inside = sum((x < 0.34 if at_left else x > 0.66) and (y < 0.34 if at_top else y > 0.66) for x, y in flat)
        return inside + (0.0 if at_top else 0.5) + (0.25 if at_left else 0.0)

    corners = [(at_left, at_top) for at_left in (False, True) for at_top in (True, False)]
    return min(corners, key=lambda corner: crowd(*corner))


@dataclass(slots=True)
class InsetPicture:
    """The inset as it was painted last: while the figure hardly moves, it need not be painted again."""

    shown: tuple[object, ...]
    pose: Pose
    effort: float
    image: QImage
    frames: int = 0

    def is_old(self, pose: Pose, effort: float) -> bool:
        """Whether one more frame, with this pose, needs a new picture: at once if it is far off, else now and then."""
        self.frames += 1
        away = abs(effort - self.effort) / _EFFORT_STEP
        for name in self.pose.keys() | pose.keys():
            step = _POSE_STEP * (0.02 if name[:4] in _SHARES else 1.0)
            away = max(away, abs(self.pose.get(name, 0.0) - pose.get(name, 0.0)) / step)
        return away > 3.0 or (away > 0.25 and self.frames >= _INSET_EVERY)
