"""The settings: pages made from the declarations, a search over all of them, and a few pages of their own.

What is changed is handed on at once and what holds is shown; nothing is decided or kept here. It goes away, with all
its memory, when it is closed.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QApplication, QHBoxLayout, QStackedWidget, QWidget

from postureapp.core.events import Moment
from postureapp.core.policy import Effective
from postureapp.core.settings import Page, Value
from postureapp.core.state import World
from postureapp.core.text import Text, _, text
from postureapp.ui.controls import fit, furnish
from postureapp.ui.settings_controls import Control
from postureapp.ui.settings_fields import FieldWires
from postureapp.ui.settings_pages import FoundPage, SettingsPage
from postureapp.ui.settings_sidebar import Sidebar
from postureapp.ui.settings_words import PAGES
from postureapp.ui.theme import Theme
from postureapp.ui.voice_sample import VoiceSample, VoiceWires

if TYPE_CHECKING:
    from postureapp.ui.about_page import AboutWires
    from postureapp.ui.data_page import DataWires


@dataclass(frozen=True, slots=True)
class SettingsWires:
    """What the window asks and tells. `choose` gives "" or the sentence that refuses; None takes one's own back.

    `busy`: in words, what goes on now that reminders wait for. `open` takes the name of another window, or "file".
    """

    effective: Callable[[], Effective]
    choose: Callable[[str, Value | None], str]
    world: Callable[[], World]
    busy: Callable[[], tuple[str, ...]]
    now: Callable[[], Moment]
    open: Callable[[str], None]
    data: DataWires | None = None
    about: AboutWires | None = None
    voice: VoiceWires = VoiceWires()


def _preview(look: Theme, wires: SettingsWires, *, compact: bool = False) -> QWidget:
    from postureapp.ui.preview_page import PreviewPage

    return PreviewPage(look, wires.world, wires.now, compact=compact)


def _data(look: Theme, wires: SettingsWires) -> QWidget:
    from postureapp.ui.data_page import DataPage, DataWires

    return DataPage(look, wires.data or DataWires())


def _about(look: Theme, wires: SettingsWires) -> QWidget:
    from postureapp.ui.about_page import AboutPage, AboutWires

    return AboutPage(look, wires.about or AboutWires())


# Pages that are not made of declarations: name, words, and what makes them when they are first opened.
Maker = Callable[[Theme, SettingsWires], QWidget]
EXTRA: tuple[tuple[str, Text, Maker], ...] = (
    ("preview", text("Preview my day"), _preview),
    ("data", text("Your data"), _data),
    ("about", text("About"), _about),
)


class SettingsWindow(QWidget):
    """The settings. `refresh` is to be called when what holds may have changed."""

    def __init__(self, look: Theme, wires: SettingsWires) -> None:
        super().__init__(None, Qt.WindowType.Window)
        self._look, self._wires = look, wires
        self._fields = FieldWires(wires.effective, wires.choose, wires.world, wires.open)
        furnish(self, look)
        self.pages: dict[str, QWidget] = {}
        self.found: FoundPage | None = None
        self._extra = {name: maker for name, _words, maker in EXTRA}
        named = [(page.value, str(PAGES[page][0])) for page in Page]
        named += [(name, str(words)) for name, words, _maker in EXTRA]
        self.sidebar = Sidebar(named, lambda: wires.open("file"), look, begins=EXTRA[0][0])
        self.stack = QStackedWidget()
        whole = QHBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addWidget(self.sidebar)
        whole.addWidget(self.stack, 1)
        self.sidebar.page_wanted.connect(self.show_page)
        self.sidebar.searched.connect(self._search)
        self.sidebar.search.left_down.connect(self._enter_page)
        for keys, act in (
            (QKeySequence(Qt.Key.Key_Escape), self._escape),
            (QKeySequence(QKeySequence.StandardKey.Find), self._to_search),
        ):
            QShortcut(keys, self).activated.connect(act)
        self.page = ""
        self.setWindowTitle(_("Settings"))
        self.setMinimumSize(640, 400)
        fit(self, 940, 680)
        self.show_page(Page.REMINDERS.value)
        self.sidebar.list.setFocus()

    # --- pages --------------------------------------------------------------------------------------------------------

    def show_page(self, name: str) -> None:
        """Show a page by its name: that of a `Page`, "preview", "data" or "about"."""
        if name not in self.pages:
            self.pages[name] = self._make(name)
            self.stack.addWidget(self.pages[name])
        self.page = name
        if self.sidebar.search.text():
            was = self.sidebar.search.blockSignals(True)
            self.sidebar.search.clear()
            self.sidebar.search.blockSignals(was)
        self._refresh_page(self.pages[name])
        self.stack.setCurrentWidget(self.pages[name])
        self.sidebar.mark(name)

    def _make(self, name: str) -> QWidget:
        if name in self._extra:
            return self._extra[name](self._look, self._wires)
        page = Page(name)
        below: list[QWidget] = []
        if page in (Page.REMINDERS, Page.HOURS):
            below = [_preview(self._look, self._wires, compact=True)]
        elif page is Page.SOUND:
            below = [VoiceSample(self._wires.voice)]
        return SettingsPage(page, self._fields, self._wires.busy, self._look, below)

    def refresh(self) -> None:
        """Show what holds now on the page that is open; the others catch up when they are."""
        self._refresh_page(self.stack.currentWidget())

    def _refresh_page(self, page: QWidget | None) -> None:
        refresh = getattr(page, "refresh", None)
        if refresh is not None:
            refresh()

    # --- search -------------------------------------------------------------------------------------------------------

    def _search(self, words: str) -> None:
        if not words.strip():
            self.show_page(self.page)
            return
        if self.found is None:
            self.found = FoundPage(self._fields, [(name, str(told)) for name, told, _make in EXTRA], self._look)
            self.found.page_wanted.connect(self.show_page)
            self.stack.addWidget(self.found)
        self.found.refresh()
        self.found.search(words)
        self.stack.setCurrentWidget(self.found)
        self.sidebar.mark("")

    def _to_search(self) -> None:
        self.sidebar.search.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.sidebar.search.selectAll()

    def _enter_page(self) -> None:
        """From the search to the first thing found; without a search to the list of pages."""
        if self.found is not None and self.stack.currentWidget() is self.found:
            doors = [each for each in self.found.doors if not each.isHidden()]
            for first in (*(each.control for each in self.found.found), *doors):
                first.setFocus(Qt.FocusReason.TabFocusReason)
                break
        else:
            self.sidebar.list.setFocus(Qt.FocusReason.TabFocusReason)

    def _escape(self) -> None:
        """Out of what is being typed, then out of the search, then out of the window."""
        typing = self._control_in_use()
        if typing is not None and typing.is_typing:
            typing.abandon()
        elif self.sidebar.search.text():
            self.sidebar.search.clear()
            self.sidebar.search.setFocus()
        else:
            self.close()

    def _control_in_use(self) -> Control | None:
        widget = QApplication.focusWidget()
        while widget is not None and not isinstance(widget, Control):
            widget = widget.parentWidget()
        return widget
