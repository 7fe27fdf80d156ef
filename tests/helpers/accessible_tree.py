"""The tree of controls as Qt tells it within the process, in the words of `access_laws`."""

from __future__ import annotations

from PySide6.QtGui import QAccessible, QAccessibleInterface
from PySide6.QtWidgets import QWidget

from tests.helpers.access_laws import Told

_R = QAccessible.Role
ROLES = {
    _R.Window: "window",
    _R.Dialog: "dialog",
    _R.Notification: "notification",
    _R.PopupMenu: "menu",
    _R.MenuItem: "menu item",
    _R.Button: "button",
    _R.ButtonMenu: "button",
    _R.CheckBox: "check box",
    _R.Switch: "check box",
    _R.RadioButton: "radio button",
    _R.ComboBox: "combo box",
    _R.SpinBox: "spin button",
    _R.Slider: "slider",
    _R.EditableText: "entry",
    _R.PageTabList: "tab list",
    _R.PageTab: "tab",
    _R.List: "list",
    _R.ListItem: "list item",
    _R.Table: "table",
    _R.Cell: "cell",
    _R.ColumnHeader: "header",
    _R.RowHeader: "header",
    _R.Graphic: "image",
    _R.Chart: "chart",
    _R.StaticText: "label",
    _R.Grouping: "group",
    _R.Link: "link",
}


def tree(window: QWidget) -> Told:
    """All that is told of a window."""
    QAccessible.setActive(True)  # as if a screen reader listened
    return _told(QAccessible.queryAccessibleInterface(window))


def _told(node: QAccessibleInterface) -> Told:
    state = node.state()
    states = {
        "focusable": state.focusable,
        "checkable": state.checkable,
        "checked": state.checked,
        "disabled": state.disabled,
        "showing": not state.invisible,
    }
    inside = (node.child(at) for at in range(node.childCount()))
    return Told(
        ROLES.get(node.role(), str(node.role()).rpartition(".")[2].lower()),
        node.text(QAccessible.Text.Name),
        node.text(QAccessible.Text.Description),
        frozenset(name for name, holds in states.items() if holds),
        any(how & QAccessible.RelationFlag.Label for _of, how in node.relations()),
        tuple(_told(each) for each in inside if each is not None and each.isValid()),
    )
