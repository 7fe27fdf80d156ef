"""The browser of moves: all of them as a grid, and a page for each.

What is shown is always what the session holds at the moment; what the person asks for is handed on. It goes away, with
all its memory, when it is closed.
"""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut, QShowEvent, QWindow
from PySide6.QtWidgets import QLayout, QStackedLayout, QWidget

from postureapp.core.clinic import Approval
from postureapp.core.settings import Value
from postureapp.core.state import World
from postureapp.core.text import _
from postureapp.ui.controls import fit, furnish
from postureapp.ui.move_page import Actions, MovePage
from postureapp.ui.moves_grid import GridPage
from postureapp.ui.theme import Theme


class MovesWindow(QWidget):
    """Shows the moves. `world` gives what holds now; `refresh` is to be called when that may have changed.

    `on_play` takes the id of a move; `on_choose` the key of a setting and its new value; `approval` is the clinic's, of
    the library.
    """

    def __init__(
        self,
        world: Callable[[], World],
        look: Theme,
        *,
        on_play: Callable[[str], object],
        on_choose: Callable[[str, Value], object],
        on_ask_safety: Callable[[], object],
        approval: Approval | None = None,
    ) -> None:
        super().__init__(None, Qt.WindowType.Window)
        self._approval = approval
        self._world_now, self._look, self._choose = world, look, on_choose
        self._actions = Actions(on_play, self._ask_favourite, self._ask_off, on_ask_safety, self.open_move)
        self._world = world()
        furnish(self, look)
        self._stack = QStackedLayout(self)
        self._stack.setSizeConstraint(QLayout.SizeConstraint.SetNoConstraint)
        self.setMinimumSize(600, 380)
        self.grid = GridPage(self._world, look, on_ask_safety)
        self.grid.field.opened.connect(self.open_move)
        self.grid.field.favourite_asked.connect(self._ask_favourite)
        self._stack.addWidget(self.grid)
        self.page: MovePage | None = None
        self._watched: QWindow | None = None
        for keys, act in (
            (QKeySequence(Qt.Key.Key_Escape), self._escape),
            (QKeySequence("Alt+Left"), self.go_back),
            (QKeySequence(QKeySequence.StandardKey.Find), self._search),
        ):
            QShortcut(keys, self).activated.connect(act)
        self.setWindowTitle(_("Moves"))
        fit(self, 1000, 690)
        self.grid.filters.words.setFocus()

    def open_move(self, move_id: str) -> None:
        """Show the page of a move."""
        move = next((each for each in self._world.moves if each.id == move_id), None)
        if move is None:
            return
        self._drop_page()
        self.page = MovePage(move, self._world, self._look, self._actions, self.go_back, self._approval)
        self._stack.addWidget(self.page)
        self._stack.setCurrentWidget(self.page)
        self.setWindowTitle(_(move.name))
        (self.page.play if self.page.play.isEnabled() else self.page.back).setFocus()

    def go_back(self) -> None:
        """From a move's page to all moves, to the card it was opened from."""
        if self.page is None:
            return
        move_id = self.page.move_.id
        self._stack.setCurrentWidget(self.grid)
        self._drop_page()
        self.setWindowTitle(_("Moves"))
        if not self.grid.field.focus(move_id) and not self.grid.field.focus():
            self.grid.filters.words.setFocus()

    def refresh(self) -> None:
        """Show what holds now."""
        world = self._world_now()
        if world is self._world:
            return
        before, self._world = self._world, world
        if (before.settings, before.safety, before.rules) != (world.settings, world.safety, world.rules):
            self.grid.show_world(world)
            if self.page is not None:
                self.page.show_world(world)

    def _ask_favourite(self, move_id: str, on: bool) -> None:
        self._choose("moves.favourites", _with(self._world_now().settings.favourites, move_id, on))
        self.refresh()

    def _ask_off(self, move_id: str, off: bool) -> None:
        self._choose("moves.off", _with(self._world_now().settings.switched_off, move_id, off))
        self.refresh()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        handle = self.windowHandle()  # `changeEvent` would load every class of event, for as long as the app runs
        if handle is not None and handle is not self._watched:
            self._watched = handle
            handle.activeChanged.connect(self._active_changed)

    def _active_changed(self) -> None:
        if self.page is not None:
            self.page.show_motion(self.isActiveWindow())  # nothing moves behind the player

    def _escape(self) -> None:
        words = self.grid.filters.words
        if self.page is not None:
            self.go_back()
        elif words.hasFocus() and words.text():
            words.clear()
        else:
            self.close()

    def _search(self) -> None:
        self.go_back()
        self.grid.filters.words.setFocus()
        self.grid.filters.words.selectAll()

    def _drop_page(self) -> None:
        if self.page is not None:
            self.page.hide()
            self._stack.removeWidget(self.page)
            self.page.deleteLater()
            self.page = None


def _with(ids: tuple[str, ...], move_id: str, there: bool) -> tuple[str, ...]:
    """The ids with this one at the end, or without it."""
    others = tuple(each for each in ids if each != move_id)
    return (*others, move_id) if there else others
