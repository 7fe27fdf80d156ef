"""The left of the settings window: the search, the pages with their icons, and the way to the settings file.

It tells which page is wanted and what is searched, and shows none itself.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QAction, QColor, QFocusEvent, QFontMetrics, QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import (
    QAbstractButton,
    QFrame,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from postureapp.core.text import _
from postureapp.ui import theme
from postureapp.ui.controls import button
from postureapp.ui.page_icons import drawn_icon, paint_icon
from postureapp.ui.settings_controls import paint_focus
from postureapp.ui.theme import Theme, Type

_LINE, _ICON, _GAP = 36, 18, 13
_NAME, _BEGINS = Qt.ItemDataRole.UserRole, Qt.ItemDataRole.UserRole + 1
_LEAST, _MOST = 196, 268
_BESIDE_WORDS = 17  # of a button: the padding and the outline of the look, which it has only later


class Search(QLineEdit):
    """The search field; Down and Enter lead on to what is found."""

    left_down = Signal()

    def __init__(self, look: Theme) -> None:
        super().__init__()
        self._look = look
        self.setPlaceholderText(_("Search the settings"))
        self.setAccessibleName(_("Search the settings"))
        self.setClearButtonEnabled(True)
        self.setFont(theme.font(Type.BODY))
        self.setMaxLength(80)
        self._crosses = self.findChildren(QAbstractButton)
        for cross in self._crosses:
            cross.setAccessibleName(_("Clear the search"))
        self._sign = QAction(self)
        self._sign.setText(_("Search the settings"))
        self.addAction(self._sign, QLineEdit.ActionPosition.LeadingPosition)
        for made in self.findChildren(QAbstractButton):
            if not made.accessibleName():
                made.setAccessibleName(_("Search the settings"))
        self.dress()

    def dress(self) -> None:
        """Draw its sign in the colours of now."""
        self._sign.setIcon(drawn_icon("search", self._look.tokens.soft, 16))
        for cross in self._crosses:
            cross.setIcon(drawn_icon("cross", self._look.tokens.soft, 16))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Down, Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.left_down.emit()
        else:
            super().keyPressEvent(event)


class _Line(QStyledItemDelegate):
    """Draws a page of the list: its icon, its name, and a mark at the one that is open."""

    def __init__(self, look: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self._look = look

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        line = max(_LINE, QFontMetrics(theme.font(Type.BODY)).height() + 2 * theme.S)
        return QSize(80, line + (_GAP if index.data(_BEGINS) else 0))

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        t, state = self._look.tokens, QStyle.StateFlag
        flags: QStyle.StateFlag = option.state  # type: ignore[attr-defined]
        whole: QRectF = QRectF(option.rect)  # type: ignore[attr-defined]
        if index.data(_BEGINS):
            y = whole.top() + _GAP / 2
            painter.fillRect(QRectF(whole.left() + theme.M, y, whole.width() - 2 * theme.M, 1), QColor(t.line))
            whole.setTop(whole.top() + _GAP)
        room = whole.adjusted(1, 2, -1, -2)
        chosen, mirrored = bool(flags & state.State_Selected), self._mirrored
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        if chosen or flags & state.State_MouseOver:
            painter.setBrush(QColor(t.accent_soft if chosen else t.track))
            painter.setOpacity(1.0 if chosen else 0.45)
            painter.drawRoundedRect(room, theme.RADIUS_S, theme.RADIUS_S)
            painter.setOpacity(1.0)
        if chosen:
            painter.setBrush(QColor(t.accent))
            x = room.right() - 3 if mirrored else room.left()
            painter.drawRoundedRect(QRectF(x, room.center().y() - 8, 3, 16), 1.5, 1.5)
        x = room.right() - theme.M - _ICON if mirrored else room.left() + theme.M
        at = QRectF(x, room.center().y() - _ICON / 2, _ICON, _ICON)
        paint_icon(painter, str(index.data(_NAME)), at, t.accent if chosen else t.soft)
        used = theme.M + _ICON + theme.S + 2
        words = room.adjusted(theme.S, 0, -used, 0) if mirrored else room.adjusted(used, 0, -theme.S, 0)
        font = theme.font(Type.BODY, bold=chosen)
        painter.setFont(font)
        painter.setPen(QColor(t.ink))
        shown = QFontMetrics(font).elidedText(str(index.data()), Qt.TextElideMode.ElideRight, int(words.width()))
        align = Qt.AlignmentFlag.AlignRight if mirrored else Qt.AlignmentFlag.AlignLeft
        painter.drawText(words, Qt.AlignmentFlag.AlignVCenter | align | Qt.AlignmentFlag.AlignAbsolute, shown)
        if flags & state.State_HasFocus:
            paint_focus(painter, room, t, theme.RADIUS_S)
        painter.restore()

    @property
    def _mirrored(self) -> bool:
        view = self.parent()
        return isinstance(view, QWidget) and view.layoutDirection() == Qt.LayoutDirection.RightToLeft


class _Pages(QListWidget):
    """The pages. While none is open the keyboard opens none by coming by: a search stays as it is."""

    def focusInEvent(self, event: QFocusEvent) -> None:
        none_open = self.currentItem() is None
        was = self.blockSignals(True)
        super().focusInEvent(event)  # which goes to the first
        if none_open:
            self.setCurrentRow(-1)
        self.blockSignals(was)


class Sidebar(QFrame):
    """`page_wanted` tells the name of a page, `searched` the words. Above the page `begins` is a fine line."""

    page_wanted = Signal(str)
    searched = Signal(str)

    def __init__(
        self, pages: Sequence[tuple[str, str]], open_file: Callable[[], object], look: Theme, *, begins: str = ""
    ) -> None:
        super().__init__()
        self._look = look
        self.search = Search(look)
        self.list = _Pages()
        self.list.setProperty("role", "pages")
        self.list.setAccessibleName(_("Pages"))
        self.list.setItemDelegate(_Line(look, self.list))
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._ground = QWidget()  # to ask for that of the list would load every class of widget, and they would stay
        self.list.setViewport(self._ground)
        self.list.setMouseTracking(True)
        self._ground.setMouseTracking(True)
        self._ground.setAutoFillBackground(False)
        for name, words in pages:
            item = QListWidgetItem(words)
            item.setData(_NAME, name)
            item.setData(_BEGINS, name == begins)
            item.setToolTip(words)
            self.list.addItem(item)
        self.file = button(_("Open the settings file"), open_file, "quiet")
        whole = QVBoxLayout(self)
        whole.setContentsMargins(theme.M, theme.L, theme.M, theme.M)
        whole.setSpacing(theme.M)
        for widget in (self.search, self.list, self.file):
            whole.addWidget(widget)
        widest = max(QFontMetrics(theme.font(Type.BODY, bold=True)).horizontalAdvance(words) for _name, words in pages)
        below = QFontMetrics(self.file.font()).horizontalAdvance(self.file.text()) + 2 * _BESIDE_WORDS
        wanted = max(widest + 2 * theme.L + _ICON + 3 * theme.M, below + 2 * theme.M)
        self.setFixedWidth(min(max(wanted, _LEAST), _MOST))
        self.list.currentItemChanged.connect(self._chosen)
        self.list.itemClicked.connect(lambda item: self._chosen(item, None))
        self.search.textChanged.connect(self.searched)
        look.changed.connect(self.search.dress)

    def mark(self, name: str) -> None:
        """Mark a page as the one that is open, or none."""
        was = self.list.blockSignals(True)
        self.list.clearSelection()
        if not name:
            self.list.setCurrentRow(-1)
        for row in range(self.list.count()):
            item = self.list.item(row)
            if item.data(_NAME) == name:
                self.list.setCurrentItem(item)
                item.setSelected(True)
        self.list.blockSignals(was)
        self._ground.update()

    def _chosen(self, item: QListWidgetItem | None, _before: QListWidgetItem | None) -> None:
        if item is not None:
            self.page_wanted.emit(str(item.data(_NAME)))

    def paintEvent(self, event: QPaintEvent) -> None:
        t = self._look.tokens
        painter = QPainter(self)
        painter.fillRect(self.rect(), QColor(t.sunk))
        painter.setPen(QPen(QColor(t.line), 1))
        x = 0 if self.layoutDirection() == Qt.LayoutDirection.RightToLeft else self.width() - 1
        painter.drawLine(x, 0, x, self.height())
