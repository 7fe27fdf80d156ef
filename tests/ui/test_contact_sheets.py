"""A sheet shows a window in every look, language and scale, and leaves the language as it was."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication, QImage

from postureapp.core.text import _
from postureapp.devtools.contact_sheets import LANGUAGES, LOOKS, RATIOS, language, paint_contact_sheets
from postureapp.storage.locale import MIRRORED
from postureapp.ui.theme import DARK, LIGHT, PLAIN_DARK, PLAIN_LIGHT


def test_a_sheet_has_every_look_language_and_scale(qtbot: object, tmp_path: Path) -> None:
    (path,) = paint_contact_sheets(tmp_path, "card-notice")
    sheet = QImage(str(path))
    assert path.name == "card-notice.png"
    columns = len(LANGUAGES) * len(RATIOS)
    wide = sheet.width() // columns
    assert 200 < wide < 600
    middles = {sheet.pixelColor(n * wide + wide // 2, y).name() for n in range(columns) for y in range(sheet.height())}
    assert {LIGHT.card, DARK.card, PLAIN_LIGHT.card, PLAIN_DARK.card} <= middles
    assert len(LOOKS) == 4


def test_the_language_is_put_back(qtbot: object) -> None:
    with language(MIRRORED):
        assert QGuiApplication.layoutDirection() is Qt.LayoutDirection.RightToLeft
        assert _("Home") != "Home"
    assert QGuiApplication.layoutDirection() is Qt.LayoutDirection.LeftToRight
    assert _("Home") == "Home"
