"""The tolerance of the snapshots: wide enough for another antialiasing, too narrow for a limb that moved by 5°.

The numbers in `comparing` lie between what is measured here. Of all pictures painted at twice the size and then scaled
down, which changes every edge, the worst has a mean difference of 0.28 and one strong pixel; Qt 6.9.3 paints the very
pixels of 6.11.3. A limb or a head that moves by 5° across the line of sight makes at least 16 strong pixels.
"""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import replace

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

import pytest
from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QApplication

from postureapp.core.moves import Stance
from postureapp.core.pose import expand
from postureapp.devtools.figure_pictures import Shot, draw, last_phase
from postureapp.ui.scenes import Scene
from tests.snapshots.comparing import compare
from tests.snapshots.strips import HEIGHT, SCENES, WIDTH, shots_of

BY_DEG = 5.0
# Who lies or kneels has the head on a pillow or on the floor: there it is what it lies on that holds it.
UPRIGHT = [name for name, scene in SCENES.items() if scene.motion.stance in (Stance.SEATED, Stance.STANDING)]


def moved(scene: Scene, channel: str) -> Scene:
    """The scene with one joint turned a little further in every pose."""

    def turned(pose: Mapping[str, float]) -> dict[str, float]:
        whole = expand(pose)
        return whole | {channel: whole.get(channel, 0.0) + BY_DEG}

    motion = scene.motion
    cycle = tuple(turned(key) for key in motion.cycle)
    return replace(scene, motion=replace(motion, start=turned(motion.start), end=turned(motion.end), cycle=cycle))


def painted(shot: Shot) -> QImage:
    return draw(shot, WIDTH, HEIGHT)


def antialiased_otherwise(shot: Shot) -> QImage:
    large = draw(shot, WIDTH, HEIGHT, 2.0)
    large.setDevicePixelRatio(1.0)
    size, smooth = QSize(WIDTH, HEIGHT), Qt.TransformationMode.SmoothTransformation
    return large.scaled(size, Qt.AspectRatioMode.IgnoreAspectRatio, smooth)


def passes(before: Scene, after: Scene) -> bool:
    pairs = zip(shots_of(before), shots_of(after), strict=True)
    return all(compare(painted(a), painted(b)).passes for a, b in pairs)


@pytest.mark.parametrize("name", list(SCENES))
def test_another_antialiasing_passes(name: str, qapp: QApplication) -> None:
    shot = Shot(SCENES[name], last_phase(SCENES[name]))
    assert compare(painted(shot), antialiased_otherwise(shot)).passes


@pytest.mark.parametrize("name", UPRIGHT)
def test_a_trunk_that_leans_by_five_degrees_fails(name: str, qapp: QApplication) -> None:
    assert not passes(SCENES[name], moved(SCENES[name], "hip.hinge"))


@pytest.mark.parametrize("name", UPRIGHT)
def test_a_head_that_tilts_by_five_degrees_fails(name: str, qapp: QApplication) -> None:
    assert not passes(SCENES[name], moved(SCENES[name], "neck.side"))


@pytest.mark.parametrize(
    ("name", "channel"),
    [
        ("w-pull", "elbow.R"),
        ("w-pull", "sh.abd.L"),
        ("side-reach", "elbow.R"),
        ("side-reach", "sh.abd.R"),
        ("blade-squeeze", "sh.abd.R"),
        ("shoulder-roll", "sh.flex.R"),
        ("shoulder-roll", "elbow.L"),
        ("shoulder-roll", "knee.L"),
        ("seated-cat", "knee.R"),
    ],
)
def test_a_limb_that_moves_by_five_degrees_fails(name: str, channel: str, qapp: QApplication) -> None:
    assert not passes(SCENES[name], moved(SCENES[name], channel))
