"""The pictures that are kept: a strip for each move, and some of other looks. `dev.py sheet --accept` renews them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from PySide6.QtGui import QImage, QPainter

from postureapp.core.moves import View
from postureapp.core.settings import FigureBody, FigureSkin
from postureapp.devtools.body_map_pictures import MapShot, draw_map, map_shots
from postureapp.devtools.figure_pictures import BEHIND, Shot, draw, last_phase, moments
from postureapp.devtools.move_sheets import STYLES, posture_scenes
from postureapp.figure.camera import camera_for
from postureapp.figure.look import FigureLook
from postureapp.storage.content import load_moves
from postureapp.ui.scenes import Scene, move_scenes

EXPECTED = Path(__file__).parent / "expected"
WIDTH, HEIGHT = 160, 190
PER_STRIP = 4
SCENES: dict[str, Scene] = {move.id: move_scenes([(move, False)])[0] for move in load_moves()[0]}
_SHOWN_IN_EVERY_STYLE = ("blade-squeeze", "doorway", "neck-side", "seated-cat")


def shots_of(scene: Scene) -> list[Shot]:
    """What a move's strip shows: start, middle and end from its best side, and the end from behind or the front."""
    other = camera_for(View.FRONT) if scene.view is View.BACK else BEHIND
    return [*(Shot(scene, phase) for phase in moments(scene)), Shot(scene, last_phase(scene), other)]


def strips() -> dict[str, list[Shot] | list[MapShot]]:
    """All strips by name."""
    found: dict[str, list[Shot] | list[MapShot]] = {name: shots_of(scene) for name, scene in SCENES.items()}
    ends = [Shot(SCENES[name], last_phase(SCENES[name])) for name in _SHOWN_IN_EVERY_STYLE]
    for name, style in STYLES.items():
        if name != "light":
            shots = [replace(shot, palette=style.palette, ground=style.ground) for shot in ends]
            found[f"style-{name.replace(', ', '-').replace(' ', '-')}"] = shots
    looks = [FigureLook(body, skin) for body, skin in zip(FigureBody, FigureSkin, strict=True)]
    found["builds"] = [replace(ends[0], look=look) for look in looks]
    maps = map_shots()
    for n in range(0, len(maps), PER_STRIP):
        found[f"body-map-{n // PER_STRIP + 1}"] = maps[n : n + PER_STRIP]
    postures = posture_scenes()
    for n in range(0, len(postures), PER_STRIP):
        found[f"postures-{n // PER_STRIP + 1}"] = [Shot(scene) for scene in postures[n : n + PER_STRIP]]
    return found


def strip(shots: Sequence[Shot] | Sequence[MapShot]) -> QImage:
    """The shots beside each other."""
    made = QImage(WIDTH * len(shots), HEIGHT, QImage.Format.Format_RGB32)
    pictures = [_picture(shot) for shot in shots]
    with QPainter(made) as painter:
        for n, each in enumerate(pictures):
            painter.drawImage(n * WIDTH, 0, each)
    return made


def _picture(shot: Shot | MapShot) -> QImage:
    return draw_map(shot, WIDTH, HEIGHT) if isinstance(shot, MapShot) else draw(shot, WIDTH, HEIGHT)


def expected_path(name: str) -> Path:
    """Where the picture of a strip is kept."""
    return EXPECTED / f"{name}.png"


def accept(names: Sequence[str] = ()) -> list[Path]:
    """Keep what is painted now as what is expected: of some strips, or of all and of no other."""
    EXPECTED.mkdir(exist_ok=True)
    all_strips, made = strips(), []
    for name in names or all_strips:
        path = expected_path(name)
        strip(all_strips[name]).save(str(path))
        made.append(path)
    for old in [] if names else set(EXPECTED.glob("*.png")) - set(made):
        old.unlink()
    return made
