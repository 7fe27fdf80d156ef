"""Lays widgets out like words: beside each other, and on into the next line where the room ends.

With `shrinks` they are made narrower first, down to their least widths, where all then stand in one line.
"""

from __future__ import annotations

from PySide6.QtCore import QPoint, QRect, QSize, Qt
from PySide6.QtWidgets import QLayout, QLayoutItem, QStyle

from postureapp.ui import theme


class FlowLayout(QLayout):
    """A layout whose lines wrap. It holds its items alive, which Qt leaves to it."""

    def __init__(self, spacing: int = theme.S, *, shrinks: bool = False) -> None:
        super().__init__()
        self._shrinks = shrinks
        self._items: list[QLayoutItem] = []
        self.setSpacing(spacing)
        self.setContentsMargins(0, 0, 0, 0)

    def addItem(self, item: QLayoutItem) -> None:
        self._items.append(item)

    def count(self) -> int:
        return len(self._items)

    def itemAt(self, index: int) -> QLayoutItem | None:  # type: ignore[override]
        return self._items[index] if 0 <= index < len(self._items) else None

    def takeAt(self, index: int) -> QLayoutItem | None:  # type: ignore[override]
        return self._items.pop(index) if 0 <= index < len(self._items) else None

    def expandingDirections(self) -> Qt.Orientation:
        return Qt.Orientation(0)

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        return self._place(QRect(0, 0, width, 0), move=False)

    def sizeHint(self) -> QSize:
        return self.minimumSize()

    def minimumSize(self) -> QSize:
        found = QSize()
        for item in self._items:
            found = found.expandedTo(item.minimumSize())
        return found

    def setGeometry(self, rect: QRect) -> None:
        super().setGeometry(rect)
        self._place(rect, move=True)

    def _direction(self) -> Qt.LayoutDirection:
        parent = self.parentWidget()
        return parent.layoutDirection() if parent is not None else Qt.LayoutDirection.LeftToRight

    def _sizes(self, items: list[QLayoutItem], room: int) -> list[QSize]:
        """How large each is on this width."""
        sizes = [item.sizeHint().boundedTo(QSize(room, 10_000)) for item in items]
        between = self.spacing() * (len(items) - 1)
        whole, least = sum(size.width() for size in sizes), [item.minimumSize().width() for item in items]
        if not self._shrinks or whole + between <= room or sum(least) + between > room:
            return sizes
        share = (room - between - sum(least)) / max(whole - sum(least), 1)
        return [
            QSize(low + int((size.width() - low) * share), size.height())
            for size, low in zip(sizes, least, strict=True)
        ]

    def _place(self, rect: QRect, *, move: bool) -> int:
        """Put the items into lines; gives the height that they take."""
        x, y, line = rect.x(), rect.y(), 0
        shown = [item for item in self._items if not item.isEmpty()]
        for item, size in zip(shown, self._sizes(shown, max(rect.width(), 1)), strict=True):
            if x > rect.x() and x + size.width() > rect.right() + 1:
                x, y, line = rect.x(), y + line + self.spacing(), 0
            if move:
                item.setGeometry(QStyle.visualRect(self._direction(), rect, QRect(QPoint(x, y), size)))
            x += size.width() + self.spacing()
            line = max(line, size.height())
        return y + line - rect.y()
