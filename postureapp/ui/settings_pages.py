"""Pages of settings, made from the declarations: cards of fields, and the light that says what keeps reminders back.

The results of a search are such a page too, with all fields, of which those found are shown.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

from PySide6.QtCore import QPointF, Qt, Signal
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QSizePolicy, QVBoxLayout, QWidget

from postureapp.core.settings import Page, declarations
from postureapp.core.text import _, listed, ntext, text
from postureapp.ui import theme
from postureapp.ui.accessible import announce
from postureapp.ui.controls import bar_in_margin, button, label, scrolling, set_margins
from postureapp.ui.settings_fields import Field, FieldWires, Setting
from postureapp.ui.settings_words import PAGES, found_by, options
from postureapp.ui.theme import Theme, Type

COLUMN = 660  # the most a page is wide: longer lines are hard to read


def settings_of(page: Page) -> list[Setting]:
    """The settings of a page, in the order they are declared."""
    return [Setting(*each) for each in declarations() if each[1].page is page]


class Card(QFrame):
    """Fields on one ground, with a fine line between them."""

    def __init__(self, fields: Sequence[Field]) -> None:
        super().__init__()
        self.setProperty("box", "card")
        self.fields = fields
        laid = QVBoxLayout(self)
        laid.setContentsMargins(1, 1, 1, 1)
        laid.setSpacing(0)
        for each in fields:
            laid.addWidget(each)
        if fields:
            fields[0].is_first = True

    def show_only(self, wanted: Callable[[Field], bool]) -> int:
        """Show the fields that are wanted; gives how many."""
        shown = [each for each in self.fields if wanted(each)]
        for each in self.fields:
            each.setVisible(each in shown)
            each.is_first = bool(shown) and each is shown[0]
        self.setVisible(bool(shown))
        return len(shown)


def heading(title: str, told: str) -> QWidget:
    """The top of a page: its name and what it is about."""
    made = QWidget()
    laid = QVBoxLayout(made)
    laid.setContentsMargins(0, 0, 0, theme.S)
    laid.setSpacing(theme.XXS)
    laid.addWidget(label(title, Type.TITLE))
    laid.addWidget(label(told, Type.BODY, tone="soft"))
    return made


class Column(QWidget):
    """A page that scrolls, its contents in a column that is not too wide."""

    def lay_out(self, contents: Iterable[QWidget]) -> None:
        """Put contents below each other."""
        column = QWidget()
        column.setMaximumWidth(COLUMN)
        inner = QVBoxLayout(column)
        inner.setContentsMargins(0, 0, 0, 0)
        inner.setSpacing(theme.S)
        for widget in contents:
            inner.addWidget(widget)
        inner.addStretch(1)
        inside = QWidget()
        beside = QHBoxLayout(inside)
        beside.addStretch(1)
        beside.addWidget(column, 1000)
        beside.addStretch(1)
        self.area = scrolling(inside)
        bar_in_margin(self.area, beside, (theme.XL, theme.XL - 4, theme.XL, theme.XL))
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(self.area)


class SettingsPage(Column):
    """The settings of a page."""

    def __init__(
        self,
        page: Page,
        wires: FieldWires,
        busy: Callable[[], tuple[str, ...]],
        look: Theme,
        below: Sequence[QWidget] = (),
    ) -> None:
        super().__init__()
        self._below = below
        name, told = PAGES[page]
        self.fields = [Field(setting, wires, look) for setting in settings_of(page)]
        self.light = BusyLight(busy, look) if page is Page.BUSY else None
        head = heading(str(name), str(told))
        light = [self.light] if self.light is not None else []
        defaults = label(_("What bears no note has its default value."), Type.SMALL, tone="soft")
        self.lay_out([head, *light, Card(self.fields), *self._sample(page, wires, look), *below, defaults])

    def _sample(self, page: Page, wires: FieldWires, look: Theme) -> list[QWidget]:
        """The figure, on the page on which its looks are chosen."""
        moves = wires.world().moves
        if page is not Page.LOOK or not moves:
            return []
        from postureapp.ui.figure_sample import FigureSample

        return [FigureSample(moves, look)]

    def refresh(self) -> None:
        """Show what holds now."""
        if self.light is not None:
            self.light.refresh()
        for each in self.fields:
            each.refresh()
        for widget in self._below:
            refresh = getattr(widget, "refresh", None)
            if refresh is not None:
                refresh()


class FoundPage(Column):
    """What a search finds: the fields themselves, under the names of their pages, and other pages by their names."""

    page_wanted = Signal(str)

    def __init__(self, wires: FieldWires, others: Sequence[tuple[str, str]], look: Theme) -> None:
        super().__init__()
        self._wires = wires
        self.doors = [self._door(name, words) for name, words in others]
        self.count = label("", Type.BODY, tone="soft")
        self._parts: list[tuple[QWidget, Card]] = []
        contents: list[QWidget] = [label(_("Search"), Type.TITLE), self.count]
        for page in Page:
            title = label(str(PAGES[page][0]), Type.LARGE, bold=True)
            title.setContentsMargins(0, theme.M, 0, 0)
            card = Card([Field(setting, wires, look) for setting in settings_of(page)])
            self._parts.append((title, card))
            contents += [title, card]
        self.lay_out([*contents, *self.doors])

    def _door(self, name: str, words: str) -> QPushButton:
        made = button(words, lambda: self.page_wanted.emit(name))
        made.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        return made

    @property
    def fields(self) -> list[Field]:
        """All fields, found or not."""
        return [each for _title, card in self._parts for each in card.fields]

    @property
    def found(self) -> list[Field]:
        """The fields that are shown."""
        return [each for each in self.fields if not each.isHidden()]

    def search(self, searched: str) -> None:
        """Show what has all the searched words in its label, hint, key, page or choices."""
        world = self._wires.world()

        def is_found(field: Field) -> bool:
            setting = field.setting
            return found_by(setting.declaration, options(setting.declaration, setting.default, world), searched)

        number = 0
        for title, card in self._parts:
            here = card.show_only(is_found)
            title.setVisible(here > 0)
            number += here
        for door in self.doors:
            door.setVisible(all(word in door.text().casefold() for word in searched.casefold().split()))
        told = str(ntext("{n} setting", "{n} settings", number)) if number else _("No setting has these words.")
        if told != self.count.text():
            self.count.setText(told)
            announce(self.count, told)
        self.area.verticalScrollBar().setValue(0)

    def refresh(self) -> None:
        """Show what holds now."""
        for each in self.fields:
            each.refresh()


class BusyLight(QFrame):
    """What is going on that reminders wait for: a lamp, lit or not, and words."""

    def __init__(self, busy: Callable[[], tuple[str, ...]], look: Theme) -> None:
        super().__init__()
        self._busy, self._look = busy, look
        self._shown: tuple[str, ...] | None = None
        self.setProperty("box", "card")
        self.words = label("")
        laid = QHBoxLayout(self)
        set_margins(laid, theme.L + 26, theme.M, theme.L, theme.M)
        laid.addWidget(self.words)
        self.refresh()

    def refresh(self) -> None:
        """Show what is going on now."""
        now = self._busy()
        if now == self._shown:
            return
        was, self._shown = self._shown, now
        told = str(text("Now: {what}", what=listed(now))) if now else _("Now: nothing keeps reminders waiting")
        self.words.setText(told)
        if was is not None and self.isVisible():
            announce(self.words, told)
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        t = self._look.tokens
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        mirrored = self.layoutDirection() == Qt.LayoutDirection.RightToLeft
        x = theme.L + 8.0
        middle = QPointF(self.width() - x if mirrored else x, self.height() / 2)
        if self._shown:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(t.warm_soft))
            painter.drawEllipse(middle, 10, 10)
            painter.setBrush(QColor(t.warm))
            painter.drawEllipse(middle, 5.5, 5.5)
        else:
            painter.setPen(QPen(QColor(t.edge), 2))
            painter.drawEllipse(middle, 5, 5)
