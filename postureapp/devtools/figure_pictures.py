"""One picture of the figure: a scene at a moment, from somewhere, in some colours. Contact sheets and snapshots use it.

There is no text in it, so that it looks the same whatever fonts a machine has. It reads no diary and no setting.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from PySide6.QtCore import QRectF
from PySide6.QtGui import QColor, QImage, QPainter

from postureapp.core.moves import View
from postureapp.figure.camera import Camera, camera_for
from postureapp.figure.look import FigureLook
from postureapp.figure.paint import bounds_for, paint
from postureapp.figure.palette import LIGHT, FigurePalette
from postureapp.ui.scenes import Scene

CYCLE_EFFORT = 0.75  # as the player lights it
BEHIND = camera_for(View.BACK)


@dataclass(frozen=True, slots=True)
class Shot:
    """A scene at a phase: 0 its start, 1 its end, once round for a cycle. Without a camera from its best side."""

    scene: Scene
    phase: float = 1.0
    camera: Camera | None = None
    palette: FigurePalette = LIGHT
    ground: str = "#efe8dc"
    other_side: bool = False
    look: FigureLook = field(default_factory=FigureLook)


def last_phase(scene: Scene) -> float:
    """The phase in which a scene is furthest from its start."""
    if not scene.motion.cycle:
        return 1.0
    start = scene.pose(0.0, False)

    def far(phase: float) -> float:
        pose = scene.pose(phase, False)
        return sum(abs(pose.get(name, 0.0) - start.get(name, 0.0)) for name in {*pose, *start})

    return max((n / 8.0 for n in range(1, 8)), key=far)


def moments(scene: Scene) -> tuple[float, float, float]:
    """Start, middle and end; of a cycle its first pose, the one furthest from it, and one half-way there."""
    last = last_phase(scene)
    return (0.0, last / 2.0, last)


def draw(shot: Shot, width: int, height: int, ratio: float = 1.0) -> QImage:
    """The shot as a picture of so many logical pixels."""
    scene, camera = shot.scene, shot.camera or camera_for(shot.scene.view)
    image = QImage(round(width * ratio), round(height * ratio), QImage.Format.Format_RGB32)
    image.setDevicePixelRatio(ratio)
    image.fill(QColor(shot.ground))
    bounds = bounds_for(scene.key_poses(), camera, stance=scene.motion.stance, props=scene.motion.props)
    with QPainter(image) as painter:
        paint(
            painter,
            QRectF(0, 0, width, height),
            scene.pose(shot.phase, shot.other_side),
            stance=scene.motion.stance,
            props=scene.motion.props,
            camera=camera,
            palette=shot.palette,
            look=shot.look,
            lit_muscles=scene.muscles,
            effort=CYCLE_EFFORT if scene.motion.cycle else shot.phase,
            bounds=bounds,
        )
    return image
