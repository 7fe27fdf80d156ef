"""Whether this machine has the letters of a language: without them its name would be a row of empty boxes."""

from __future__ import annotations

from PySide6.QtGui import QFontDatabase

_SYSTEMS = {
    "ar": QFontDatabase.WritingSystem.Arabic,
    "pa": QFontDatabase.WritingSystem.Gurmukhi,
    "zh": QFontDatabase.WritingSystem.SimplifiedChinese,
}


def has_letters(code: str) -> bool:
    """Whether a font is there for the language of a code such as "fr_CA"."""
    system = _SYSTEMS.get(code.partition("_")[0])
    return system is None or bool(QFontDatabase.families(system))
