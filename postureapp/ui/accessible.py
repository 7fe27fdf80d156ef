"""What a screen reader is told beyond names: the role of what is painted by ourselves, and what has just changed.

Qt knows of a painted control only that it is a widget. Nothing is installed before the first such control is made.
It never names a control, and without a screen reader it costs nothing.
"""

from __future__ import annotations

from PySide6.QtCore import QObject
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent, QAccessibleInterface
from PySide6.QtWidgets import QAccessibleWidget, QWidget

_PROPERTY = "accessibleRole"


class _Factory:
    """Gives Qt the interface of a control that has a role of its own, and nothing for all others."""

    is_installed = False

    def __call__(self, _class_name: str, thing: QObject) -> QAccessibleInterface | None:
        if not isinstance(thing, QWidget) or (told := thing.property(_PROPERTY)) is None:
            return None
        return QAccessibleWidget(thing, QAccessible.Role(told))


_factory = _Factory()


def tell_as(widget: QWidget, role: QAccessible.Role) -> None:
    """Let a screen reader have this control in a role. To be called where it is made."""
    if not _Factory.is_installed:
        _Factory.is_installed = True
        QAccessible.installFactory(_factory)
    widget.setProperty(_PROPERTY, role.value)
    if QAccessible.isActive():
        known = QAccessible.queryAccessibleInterface(widget)
        if known is not None and known.role() != role:  # Qt made one before the role was known
            QAccessible.deleteAccessibleInterface(QAccessible.uniqueId(known))


def announce(widget: QWidget, words: str) -> None:
    """Let a screen reader say this now, if there is one."""
    if words and QAccessible.isActive():
        QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(widget, words))
