"""Opens a dialog over a page and forgets it once it is done, so that it neither stays nor goes too early."""

from __future__ import annotations

from typing import Any, Protocol

from PySide6.QtWidgets import QDialog


class Owner(Protocol):
    """A page; `dialog` is what is open over it, or None."""

    dialog: Any


def open_over(owner: Owner, dialog: QDialog) -> None:
    """Open it; until it is done it is the owner's `dialog`."""

    def forget(_result: int) -> None:
        owner.dialog = None
        dialog.deleteLater()

    owner.dialog = dialog
    dialog.finished.connect(forget)
    dialog.open()
