"""Contact sheets of the moves: pages of pictures with a line under each, small enough to be looked at as they are.

Every sheet is a list of cells; a sheet that is too long goes on on the next page. To be looked at by people: what must
hold by itself is in the snapshots.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QImage, QPainter

from postureapp.core.moves import Move, View
from postureapp.core.postures import PAIRS
from postureapp.core.settings import FigureBody, FigureSkin
from postureapp.core.settings import Theme as Wish
from postureapp.devtools.figure_pictures import Shot, draw, last_phase, moments
from postureapp.figure.camera import Camera, camera_for
from postureapp.figure.look import FigureLook
from postureapp.figure.palette import DARK, HIGH_CONTRAST, HIGH_CONTRAST_LIGHT, LIGHT, PRINT
from postureapp.ui.scenes import Scene, cue_scene, move_scenes, phone_scene, sit_scene, stand_scene
from postureapp.ui.theme import Theme

CAPTION_PX, GAP_PX = 18, 6
ROUND = {
    "front": Camera(0.0, 4.0),
    "side": Camera(-90.0, 4.0),
    "back": Camera(180.0, 4.0),
    "top": camera_for(View.TOP),
}
STYLES = {
    "light": Shot(cue_scene(), palette=LIGHT, ground="#efe8dc"),
    "dark": Shot(cue_scene(), palette=DARK, ground="#171b19"),
    "high contrast": Shot(cue_scene(), palette=HIGH_CONTRAST, ground="#000000"),
    "high contrast, light": Shot(cue_scene(), palette=HIGH_CONTRAST_LIGHT, ground="#ffffff"),
    "print": Shot(cue_scene(), palette=PRINT, ground="#ffffff"),
}
# Moves that together show every side of the body and most things.
TELLING = ("blade-squeeze", "doorway", "desk-hinge", "neck-side", "seated-cat", "open-book", "side-reach", "self-hug")


@dataclass(frozen=True, slots=True)
class Cell:
    """A picture and the line under it."""

    shot: Shot
    caption: str


@dataclass(frozen=True, slots=True)
class Sheet:
    """Cells in rows of `columns`, each so many pixels wide and high, `rows` to a page."""

    name: str
    cells: Sequence[Cell]
    columns: int
    rows: int
    width: int
    height: int


def sheets(moves: Sequence[Move]) -> Iterator[Sheet]:
    """All the sheets of these moves."""
    scenes = move_scenes([(move, False) for move in moves])
    for name in ("light", "dark"):
        yield Sheet(f"moves-{name}", _phases(scenes, STYLES[name]), 6, 4, 300, 320)
    plain = STYLES["light"]
    yield Sheet("round", _round(scenes, plain), 8, 5, 235, 250)
    yield Sheet("props", _with_things(scenes, plain), 3, 2, 620, 620)
    yield Sheet("mirrored", _both_sides(scenes, plain), 6, 4, 300, 320)
    telling = [scene for scene in scenes if _named(scene) in TELLING] or scenes
    yield Sheet("styles", _styles(telling), 5, 4, 370, 340)
    yield Sheet("builds", _builds(telling), 9, 4, 205, 310)
    yield Sheet("cues", _phases([cue_scene(), phone_scene(), sit_scene(), stand_scene()], plain), 3, 2, 560, 560)
    yield Sheet("postures", [Cell(replace(plain, scene=each), each.title) for each in posture_scenes()], 4, 3, 460, 430)


def posture_scenes() -> list[Scene]:
    """The postures that strain and those that spare, as scenes that stand still."""
    return [
        Scene(f"{cause} · {word}", (), posture.motion, (), posture.view)
        for cause, pair in PAIRS.items()
        for word, posture in (("strains", pair.strains), ("spares", pair.spares))
    ]


def _named(scene: Scene) -> str:
    return scene.move.id if scene.move else scene.title


def _phases(scenes: Sequence[Scene], look: Shot) -> list[Cell]:
    words = ("start", "middle", "end")
    return [
        Cell(replace(look, scene=scene, phase=phase), f"{_named(scene)} · {word}")
        for scene in scenes
        for phase, word in zip(moments(scene), words, strict=True)
    ]


def _styles(scenes: Sequence[Scene]) -> list[Cell]:
    return [
        Cell(replace(look, scene=scene, phase=last_phase(scene)), f"{_named(scene)} · {name}")
        for scene in scenes
        for name, look in STYLES.items()
    ]


def _builds(scenes: Sequence[Scene]) -> list[Cell]:
    return [
        Cell(Shot(scene, last_phase(scene), look=FigureLook(body, skin)), f"{_named(scene)} · {body}, {skin}")
        for scene in scenes
        for body in FigureBody
        for skin in FigureSkin
    ]


def _round(scenes: Sequence[Scene], look: Shot) -> list[Cell]:
    return [
        Cell(replace(look, scene=scene, phase=last_phase(scene), camera=camera), f"{_named(scene)} · {name}")
        for scene in scenes
        for name, camera in ROUND.items()
    ]


def _with_things(scenes: Sequence[Scene], look: Shot) -> list[Cell]:
    return [
        Cell(replace(look, scene=scene, phase=last_phase(scene)), f"{_named(scene)} · {', '.join(scene.motion.props)}")
        for scene in scenes
        if scene.motion.props
    ]


def _both_sides(scenes: Sequence[Scene], look: Shot) -> list[Cell]:
    return [
        Cell(replace(look, scene=scene, phase=last_phase(scene), other_side=other), f"{_named(scene)} · {word}")
        for scene in scenes
        if scene.motion.mirrored
        for other, word in ((False, "as it is written"), (True, "mirrored"))
    ]


def pages(sheet: Sheet, look: Theme) -> Iterator[QImage]:
    """The pages of a sheet, painted."""
    on_page = sheet.columns * sheet.rows
    wide, high = sheet.width + GAP_PX, sheet.height + CAPTION_PX + GAP_PX
    for first in range(0, len(sheet.cells), on_page):
        cells = sheet.cells[first : first + on_page]
        image = QImage(wide * sheet.columns, high * -(-len(cells) // sheet.columns), QImage.Format.Format_RGB32)
        image.fill(QColor(look.tokens.paper))
        painter = QPainter(image)
        painter.setPen(QColor(look.tokens.ink))
        for n, cell in enumerate(cells):
            x, y = (n % sheet.columns) * wide, (n // sheet.columns) * high
            painter.drawImage(x, y, draw(cell.shot, sheet.width, sheet.height))
            line = QRectF(x, y + sheet.height, sheet.width, CAPTION_PX)
            painter.drawText(line, Qt.AlignmentFlag.AlignCenter, cell.caption)
        painter.end()
        yield image


def paint_moves(folder: Path, moves: Sequence[Move], wanted: Callable[[str], bool] = lambda _name: True) -> list[Path]:
    """Paint the pages of the sheets whose name is wanted into a folder."""
    look, made = Theme(Wish.LIGHT), []
    folder.mkdir(parents=True, exist_ok=True)
    for sheet in sheets(moves):
        if not wanted(sheet.name):
            continue
        for old in folder.glob(f"{sheet.name}-[0-9].png"):  # there may be fewer pages this time
            old.unlink()
        for number, image in enumerate(pages(sheet, look), 1):
            path = folder / f"{sheet.name}-{number}.png"
            image.save(str(path))
            made.append(path)
    return made
