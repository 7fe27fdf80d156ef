"""What Qt itself does in a language: the side from which everything is laid out, and the words of its own menus.

Qt brings its words in most languages; where it does not, those of our catalogue stand in. Changed at run time it holds
for windows that open from then on.
"""

from __future__ import annotations

import sys

from PySide6.QtCore import QCoreApplication, QLibraryInfo, QLocale, QObject, Qt, QTranslator
from PySide6.QtGui import QGuiApplication

from postureapp.core.text import Text, text

# What the menus of text fields and the standard buttons say, by Qt's own words without the mark of the key.
_WORDS: dict[str, Text] = {
    "Undo": text("Undo"),
    "Redo": text("Redo"),
    "Cut": text("Cut"),
    "Copy": text("Copy"),
    "Paste": text("Paste"),
    "Delete": text("Delete"),
    "Select All": text("Select all"),
    "OK": text("OK"),
    "Cancel": text("Cancel"),
    "Close": text("Close"),
    "Save": text("Save"),
    "Open": text("Open"),
    "Yes": text("Yes"),
    "No": text("No"),
}


class QtWords(QTranslator):
    """Qt's words from our own catalogue."""

    def translate(self, context: str, source: str, disambiguation: str | None = None, n: int = -1) -> str | None:
        """The words for one of Qt's; None where ours have none, and Qt's own stay."""
        found = _WORDS.get(source.replace("&", "").partition("\t")[0])
        return str(found) if found is not None else None

    def isEmpty(self) -> bool:
        return False


class QtLanguage(QObject):
    """The language of Qt's own words, one for the whole app."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._code = "en"
        self._translator: QTranslator | None = None

    def use(self, code: str, *, right_to_left: bool) -> None:
        """Lay windows out for a language from now on, and use Qt's words in it."""
        side = Qt.LayoutDirection.RightToLeft if right_to_left else Qt.LayoutDirection.LeftToRight
        if QGuiApplication.layoutDirection() != side:
            QGuiApplication.setLayoutDirection(side)
        if code == self._code:
            return
        self._code = code
        if self._translator is not None:
            QCoreApplication.removeTranslator(self._translator)
            self._translator.deleteLater()
            self._translator = None
        if code.partition("_")[0] != "en":
            self._translator = _translator(code, self)
            QCoreApplication.installTranslator(self._translator)


def system_languages() -> list[str]:
    """The languages the system asks for, best first; none on Linux, where the environment tells them."""
    return [] if sys.platform.startswith("linux") else QLocale.system().uiLanguages()


def _translator(code: str, parent: QObject) -> QTranslator:
    made = QTranslator(parent)
    folder = QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)
    if made.load(f"qtbase_{code}", folder):  # Qt drops the country by itself where it has the language only
        return made
    made.deleteLater()
    return QtWords(parent)
