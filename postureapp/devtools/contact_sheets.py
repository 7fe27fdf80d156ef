"""One sheet for each window: light, dark and high contrast, in three languages, at 100 % and 200 %.

The sheets are there to be looked at: no test can see what is ugly. One window is open at a time.
"""

from __future__ import annotations

import gettext
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QEvent, QRectF, Qt
from PySide6.QtGui import QColor, QGuiApplication, QImage, QPainter

from postureapp.core import text as words
from postureapp.core.settings import Theme as Wish
from postureapp.devtools.window_pictures import Maker, picture, windows
from postureapp.storage import locale
from postureapp.ui import theme
from postureapp.ui.theme import Theme, Type

LANGUAGES = {"en": "English", "de": "German", "ar": "Arabic"}
RATIOS = (1.0, 2.0)
LOOKS = {
    "light": (Wish.LIGHT, False),
    "dark": (Wish.DARK, False),
    "high contrast, light": (Wish.LIGHT, True),
    "high contrast, dark": (Wish.DARK, True),
}
_WIDEST, _GAP, _LABEL = 480, 12, 22  # of a picture on a sheet, in pixels
_GROUND, _WORDS = "#6d6d6d", "#ffffff"


@contextmanager
def language(code: str) -> Iterator[None]:
    """A language in force, with the side it is read from; English afterwards."""
    locale.load(code)
    from_right = locale.is_right_to_left(code)
    QGuiApplication.setLayoutDirection(Qt.LayoutDirection.RightToLeft if from_right else Qt.LayoutDirection.LeftToRight)
    try:
        yield
    finally:
        words.install(gettext.NullTranslations())
        QGuiApplication.setLayoutDirection(Qt.LayoutDirection.LeftToRight)


def paint_contact_sheets(folder: Path, only: str = "", languages: dict[str, str] | None = None) -> list[Path]:
    """A sheet for each window that has `only` in its name."""
    spoken = languages or LANGUAGES
    folder.mkdir(parents=True, exist_ok=True)
    looks = {name: Theme(wish, plain=plain) for name, (wish, plain) in LOOKS.items()}
    makers = {}
    for code in spoken:
        with language(code):
            makers[code] = dict(windows())
    made = []
    for name in next(iter(makers.values())):
        if only in name:
            path = folder / f"{name}.png"
            paint_sheet(name, {code: makers[code][name] for code in spoken}, spoken, looks).save(str(path))
            made.append(path)
    return made


def paint_sheet(name: str, makers: dict[str, Maker], spoken: dict[str, str], looks: dict[str, Theme]) -> QImage:
    """All pictures of a window, those of a look beside each other."""
    rows = []
    for look_name, look in looks.items():
        cells = []
        for code, make in makers.items():
            with language(code):
                shots = _shots(make, look)
            cells += [
                (f"{spoken[code]}, {look_name}, {ratio:.0%}", shot) for ratio, shot in zip(RATIOS, shots, strict=True)
            ]
        rows.append(cells)
    return _arranged(name, rows)


def _shots(make: Maker, look: Theme) -> list[QImage]:
    """The window once and twice as large, each brought to the width that a sheet has room for."""
    window = make(look)
    smooth = Qt.TransformationMode.SmoothTransformation
    found = []
    for ratio in RATIOS:
        shot = picture(window, ratio)
        shot.setDevicePixelRatio(1.0)
        found.append(shot.scaledToWidth(_WIDEST, smooth) if shot.width() > _WIDEST else shot)
    window.close()
    window.deleteLater()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    return found


def _arranged(name: str, rows: list[list[tuple[str, QImage]]]) -> QImage:
    wide = max(shot.width() for row in rows for _label, shot in row)
    high = [max(shot.height() for _label, shot in row) for row in rows]
    columns = len(rows[0])
    whole = QImage(
        columns * (wide + _GAP) + _GAP, sum(high) + len(rows) * (_LABEL + _GAP) + _LABEL, QImage.Format.Format_RGB32
    )
    whole.fill(QColor(_GROUND))
    painter = QPainter(whole)
    painter.setPen(QColor(_WORDS))
    painter.setFont(theme.font(Type.BODY, bold=True))
    painter.drawText(QRectF(_GAP, 0, whole.width(), _LABEL), Qt.AlignmentFlag.AlignVCenter, name)
    painter.setFont(theme.font(Type.SMALL))
    y = _LABEL
    for row, height in zip(rows, high, strict=True):
        for n, (label, shot) in enumerate(row):
            x = _GAP + n * (wide + _GAP)
            painter.drawText(QRectF(x, y, wide, _LABEL), Qt.AlignmentFlag.AlignVCenter, label)
            painter.drawImage(x, y + _LABEL, shot)
        y += _LABEL + height + _GAP
    painter.end()
    return whole
