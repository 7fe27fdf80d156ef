"""The system's dialog that asks where a file shall be written. It writes nothing."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QStandardPaths
from PySide6.QtWidgets import QFileDialog, QWidget


def save_dialog(owner: QWidget, title: str, kind: str, name: str, chosen: Callable[[str], object]) -> QFileDialog:
    """Ask, in the person's documents first; `name` is offered, and its ending is added where none is typed."""
    folder = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
    made = QFileDialog(owner, title, folder, kind)
    made.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
    made.setDefaultSuffix(name.rpartition(".")[2])
    made.selectFile(name)
    made.fileSelected.connect(chosen)
    return made
