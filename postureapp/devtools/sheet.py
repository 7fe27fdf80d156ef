"""Contact sheets: every move and every window as pictures, in every look and three languages, at 100 % and 200 %.

`python3 dev.py sheet [OUT_DIR] [--only NAME] [--moves ID[,ID]]` paints off screen and reads no diary, setting or
answer. With `--icons` it writes the app's icons to `resources/icons/` instead, with `--readme` the pictures of the
README; `python3 dev.py sheet --accept` renews what the snapshot tests expect.
"""

from __future__ import annotations

import argparse
import gettext
import os
import sys
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QEvent, QPoint, Qt
from PySide6.QtGui import QColor, QImage, QPainter, QPixmap
from PySide6.QtWidgets import QApplication, QWidget

from postureapp.core import text as words
from postureapp.core.moves import Move
from postureapp.core.settings import Theme as Wish
from postureapp.devtools.contact_sheets import paint_contact_sheets
from postureapp.devtools.move_sheets import paint_moves
from postureapp.devtools.window_pictures import SMALL_SCREEN, Pseudo, picture, windows
from postureapp.storage.content import load_moves
from postureapp.ui import icons
from postureapp.ui.figure_view import FigureView
from postureapp.ui.scenes import move_scenes
from postureapp.ui.theme import Theme

__all__ = ["SMALL_SCREEN", "Pseudo", "draw_move", "main", "picture", "windows"]
ROOT = Path(__file__).resolve().parents[2]
README_PICTURES = {"stretch": "stretch-blade-squeeze", "home": "home"}


def paint_windows(folder: Path, only: str = "") -> list[Path]:
    """Every window, light and dark, at 100 % and 200 %, in a longer language, and on a small screen."""
    looks = {"light": Theme(Wish.LIGHT), "dark": Theme(Wish.DARK)}
    made = []
    cases = (("", 1.0, False, None), ("@2x", 2.0, False, None), ("-long", 1.0, True, SMALL_SCREEN))
    for suffix, ratio, long, room in cases:
        words.install(Pseudo() if long else gettext.NullTranslations())
        for name, make in windows():
            if only and only not in name:
                continue
            for look_name, look in looks.items():
                if long and look_name == "dark":
                    continue
                window = make(look)
                path = folder / f"{name}-{look_name}{suffix}.png"
                picture(window, ratio, room).save(str(path))
                window.close()
                window.deleteLater()
                QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
                made.append(path)
    words.install(gettext.NullTranslations())
    return made


def draw_move(move: Move, size: int, phase: float = 1.0, look: Theme | None = None) -> QPixmap:
    """A move as a picture, `size` pixels high: 0 its start, 1 its end."""
    scene = move_scenes([(move, False)])[0]
    view = FigureView(look or Theme(Wish.LIGHT))
    view.stage(scene.key_poses(), motion=scene.motion, view=scene.view, muscles=scene.muscles)
    view.show_pose(scene.pose(0.999 * phase if move.motion.cycle else phase, False), phase)
    view.setMinimumSize(0, 0)
    view.resize(round(size * 0.95), size)
    drawn = QPixmap(view.size())
    drawn.fill(Qt.GlobalColor.transparent)
    view.render(drawn, QPoint(0, 0), renderFlags=QWidget.RenderFlag.DrawChildren)
    view.deleteLater()
    return drawn


def paint_icons(folder: Path) -> list[Path]:
    """The tray icon's states at each size, on a light and a dark panel, in colour and in the panel's own."""
    sizes, high = icons.TRAY_SIZES, 80
    grounds = (("#f2f2f2", False), ("#22262a", False), ("#f2f2f2", True))
    rows = [(state, ground, mask) for state in icons.TrayState for ground, mask in grounds]
    sheet = QImage(sum(sizes) + 12 * len(sizes), high * len(rows), QImage.Format.Format_ARGB32)
    painter = QPainter(sheet)
    for n, (state, ground, mask) in enumerate(rows):
        painter.fillRect(0, n * high, sheet.width(), high, QColor(ground))
        x = 6
        for each in sizes:
            painter.drawPixmap(x, n * high + (high - each) // 2, icons.tray_pixmap(each, 0.6, state, mask=mask))
            x += each + 12
    painter.end()
    path = folder / "tray-icons.png"
    sheet.save(str(path))
    return [path]


def write_app_icons(folder: Path) -> list[Path]:
    """The app's icon as PNG files, as they are shipped."""
    folder.mkdir(parents=True, exist_ok=True)
    made = []
    for size in icons.APP_SIZES:
        path = folder / f"postureapp-{size}.png"
        icons.app_pixmap(size).save(str(path))
        made.append(path)
    return made


def write_readme_pictures(folder: Path) -> list[Path]:
    """The stretch window and a made-up day, as the README shows them."""
    look, makers, made = Theme(Wish.LIGHT), dict(windows()), []
    for name, shown in README_PICTURES.items():
        window = makers[shown](look)
        path = folder / f"{name}.png"
        picture(window, 2.0).convertToFormat(QImage.Format.Format_RGB32).save(str(path))
        window.close()
        window.deleteLater()
        made.append(path)
    return made


def paint_sheets(folder: Path, only: str, ids: list[str]) -> list[Path]:
    """What was asked for: everything, what has `only` in its name, or the sheets of some moves."""
    moves = [move for move in load_moves()[0] if not ids or move.id in ids]
    made = paint_moves(folder / "figure", moves, lambda name: only in name)
    if not ids:
        made += paint_windows(folder, only)
        made += paint_contact_sheets(folder / "windows", only)
        made += paint_icons(folder) if only in "tray-icons" else []
    return made


def main(arguments: list[str] | None = None) -> int:
    """Paint the sheets into a folder and say where they are."""
    parser = argparse.ArgumentParser(prog="python -m postureapp.devtools.sheet", description=__doc__)
    parser.add_argument("folder", nargs="?", type=Path, default=Path("build/sheet"))
    parser.add_argument("--only", default="", help="only windows and sheets whose name has this in it")
    parser.add_argument("--moves", default="", metavar="ID[,ID]", help="only the sheets of these moves")
    parser.add_argument("--icons", action="store_true", help="write the shipped icons instead")
    parser.add_argument("--readme", action="store_true", help="write the pictures of the README instead")
    chosen = parser.parse_args(arguments)
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    app = QApplication.instance() or QApplication(sys.argv[:1])
    assert isinstance(app, QApplication)
    app.setStyle("Fusion")
    if chosen.icons:
        made = write_app_icons(ROOT / "resources" / "icons")
    elif chosen.readme:
        made = write_readme_pictures(ROOT / "docs" / "images")
    else:
        chosen.folder.mkdir(parents=True, exist_ok=True)
        made = paint_sheets(chosen.folder, chosen.only, [move for move in chosen.moves.split(",") if move])
    print(f"{len(made)} pictures in {made[0].parent if chosen.icons or chosen.readme else chosen.folder}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
