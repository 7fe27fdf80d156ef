"""The report as it will be saved, page below page, as pictures.

They are painted when they are shown and let go with the window. What is on them is also said in words.
"""

from __future__ import annotations

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QAccessible, QColor, QImage, QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QScrollArea, QVBoxLayout, QWidget

from postureapp.core.text import text
from postureapp.reports.pain_pdf import Pages
from postureapp.ui import theme
from postureapp.ui.accessible import tell_as
from postureapp.ui.controls import scrolling

_WIDEST, _NARROWEST = 760, 200


class PagePicture(QWidget):
    """One page, as wide as there is room."""

    def __init__(self, pages: Pages, number: int, said: str) -> None:
        super().__init__()
        self._pages, self._number = pages, number
        self._shot: QImage | None = None
        tell_as(self, QAccessible.Role.Graphic)
        self.setAccessibleName(str(text("Page {n} of {whole}", n=number + 1, whole=len(pages.pages))))
        self.setAccessibleDescription(said)

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        paper = self._pages.paper
        return round(width * paper.down / paper.across)

    def be_wide(self, width: int) -> None:
        """Take this width, and the height that belongs to it."""
        self.setFixedSize(width, self.heightForWidth(width))
        self._shot = None

    def paintEvent(self, event: QPaintEvent) -> None:
        if self._shot is None:
            self._shot = self._pages.picture(self._number, self.width(), self.devicePixelRatioF())
        t = theme.tokens_of(self.window())
        painter = QPainter(self)
        painter.drawImage(0, 0, self._shot)
        painter.setPen(QPen(QColor(t.edge), t.stroke))
        painter.drawRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5))


class Preview(QWidget):
    """The pages, scrolling. `pictures` are those shown now."""

    def __init__(self) -> None:
        super().__init__()
        self._inside = QWidget()
        self._laid = QVBoxLayout(self._inside)
        self._laid.setContentsMargins(theme.S, 0, theme.S, theme.S)
        self._laid.setSpacing(theme.M)
        self.pictures: list[PagePicture] = []
        self.area: QScrollArea = scrolling(self._inside)
        tell_as(self.area, QAccessible.Role.Grouping)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(self.area)

    def show_pages(self, pages: Pages | None, said: str = "", instead: QWidget | None = None) -> None:
        """Show these pages, or something else in their place."""
        while (item := self._laid.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        self.pictures = [PagePicture(pages, number, said) for number in range(len(pages.pages))] if pages else []
        for each in (*((instead,) if instead is not None else ()), *self.pictures):
            self._laid.addWidget(each)
        self._laid.addStretch(1)
        self.area.setAccessibleName(said)
        # Always there: one that comes and goes with the height of the pages would change their width in turn.
        bar = Qt.ScrollBarPolicy.ScrollBarAlwaysOn if pages else Qt.ScrollBarPolicy.ScrollBarAsNeeded
        self.area.setVerticalScrollBarPolicy(bar)
        # With the keyboard, so that the arrow keys go through the pages.
        self.area.setFocusPolicy(Qt.FocusPolicy.StrongFocus if pages else Qt.FocusPolicy.NoFocus)
        self._place()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._place()

    def _place(self) -> None:
        beside = self.area.verticalScrollBar().sizeHint().width() + 2 * theme.S
        for each in self.pictures:
            each.be_wide(max(min(self.width() - beside, _WIDEST), _NARROWEST))
        self._laid.invalidate()
