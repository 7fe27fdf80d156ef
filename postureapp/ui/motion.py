"""Whether less should move on the screen: what the person set here, or what the system says where Qt passes that on."""

from __future__ import annotations

from PySide6.QtCore import QObject
from PySide6.QtGui import QGuiApplication

# WORKAROUND: PySide6 6.11 knows no Qt.MotionPreference; it comes with 6.12 (https://doc.qt.io/qt-6.12/qaccessibilityhints.html).
# Until then the property is empty and the setting alone holds. May go, for the enum itself, when 6.12 is required.
_REDUCED = 1  # Qt.MotionPreference.ReducedMotion


def wants_less(setting: bool, hints: QObject | None = None) -> bool:
    """Whether key poses are to fade into each other instead of moving."""
    styles = QGuiApplication.styleHints()  # kept: the hints belong to it
    told = (hints or styles.accessibility()).property("motionPreference")
    return setting or getattr(told, "value", told) == _REDUCED
