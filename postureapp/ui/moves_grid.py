"""The moves as a grid of cards, with filters above. One card moves at most: the one under the mouse, else the focused.

The others stand still as pictures. It shows what it is told of a person's answers and decides nothing.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QRect, QSize, Qt, Signal
from PySide6.QtGui import QHideEvent, QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QStyle, QVBoxLayout, QWidget

from postureapp.core.library import matching
from postureapp.core.move_words import verdict_mark
from postureapp.core.moves import Move
from postureapp.core.safety import MoveVerdict, Verdict, gate, judge
from postureapp.core.state import World
from postureapp.core.text import Text, _, text
from postureapp.ui import theme
from postureapp.ui.controls import box, button, label, row, scrolling, set_margins
from postureapp.ui.figure_view import FigureView
from postureapp.ui.motion import wants_less
from postureapp.ui.motion_loop import MotionLoop
from postureapp.ui.moves_filters import FilterBar
from postureapp.ui.stills import Stills
from postureapp.ui.theme import Theme, Type
from postureapp.ui.thumbnail import Go, MoveCard

_CARD_WIDTH, _LARGE_CARD, _MUCH_ROOM = 206, 246, 1250
_GAP, _BAR = 12, 14


class CardField(QWidget):
    """The cards in rows and columns, as many as there is room for. One of them is a stop of the Tab key."""

    opened = Signal(str)
    favourite_asked = Signal(str, bool)

    def __init__(self, moves: Sequence[Move], look: Theme) -> None:
        super().__init__()
        self._look, self._reduced = look, False
        stills = Stills(look, self)
        self.cards: dict[str, MoveCard] = {}
        for move in moves:
            card = MoveCard(move, stills, look)
            card.setParent(self)
            card.opened.connect(self.opened)
            card.favourite_asked.connect(self.favourite_asked)
            card.went.connect(self._go)
            card.stirred.connect(self._enliven)
            self.cards[move.id] = card
        self.shown: list[MoveCard] = []
        self._columns = 1
        self._loop = MotionLoop(self)
        self._living: FigureView | None = None
        self.area: QScrollArea | None = None
        """What it scrolls in. `parentWidget` would load every class of widget, for as long as the app runs."""
        look.changed.connect(self._repaint)

    # --- which cards, and where ---------------------------------------------------------------------------------------

    def show_cards(self, ids: Sequence[str]) -> None:
        """Show these and hide the others."""
        had = next((n for n, card in enumerate(self.shown) if card.hasFocus()), None)
        self.shown = [self.cards[each] for each in ids]
        if had is not None and self.shown:
            nearest = self.shown[min(had, len(self.shown) - 1)]
            (nearest if self._focused() not in self.shown else self._focused() or nearest).setFocus()
        for card in self.cards.values():
            card.setVisible(card in self.shown)
        self._make_tab_stop()
        self.lay_out()
        self._enliven()

    def lay_out(self) -> None:
        """Put the cards into rows; a row is as high as the highest card in it."""
        area = self.area
        room = area.width() - _BAR if area is not None else self.width()  # the same with the scroll bar and without
        least = _CARD_WIDTH if room < _MUCH_ROOM else _LARGE_CARD
        self._columns = max((room + _GAP) // (least + _GAP), 1)
        width = (room - _GAP * (self._columns - 1)) // self._columns
        y = 0
        for start in range(0, len(self.shown), self._columns):
            in_row = self.shown[start : start + self._columns]
            height = max(card.height_for(width) for card in in_row)
            for n, card in enumerate(in_row):
                at = QRect(n * (width + _GAP), y, width, height)
                card.setGeometry(QStyle.visualRect(self.layoutDirection(), self.rect(), at))
            y += height + _GAP
        self.setMinimumHeight(max(y - _GAP, 1) + theme.XS)
        if self._living is not None:
            self._place_living()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.lay_out()

    def _repaint(self) -> None:
        for card in self.cards.values():
            card.forget_picture()

    # --- the keyboard -------------------------------------------------------------------------------------------------

    def focus(self, move_id: str = "") -> bool:
        """Give the keyboard to a card, else to the one that had it last; False where there is none."""
        stop = self.cards.get(move_id) or next((card for card in self.shown if _is_tab_stop(card)), None)
        if stop is None or stop not in self.shown:
            return False
        stop.setFocus(Qt.FocusReason.TabFocusReason)
        return True

    def _focused(self) -> MoveCard | None:
        return next((card for card in self.cards.values() if card.hasFocus()), None)

    def _make_tab_stop(self, card: MoveCard | None = None) -> None:
        """One card can be reached by Tab: this one, else the one that was, else the first."""
        was = next((each for each in self.shown if _is_tab_stop(each)), None)
        stop = card or was or next(iter(self.shown), None)
        for each in self.cards.values():
            each.setFocusPolicy(Qt.FocusPolicy.StrongFocus if each is stop else Qt.FocusPolicy.ClickFocus)

    def _go(self, where: Go) -> None:
        here = next((n for n, card in enumerate(self.shown) if card.hasFocus()), None)
        if here is None:
            return
        mirrored = self.layoutDirection() == Qt.LayoutDirection.RightToLeft
        last = len(self.shown) - 1
        below = min(here + self._columns, last) if here // self._columns < last // self._columns else here
        to = {
            Go.LEFT: here + 1 if mirrored else here - 1,
            Go.RIGHT: here - 1 if mirrored else here + 1,
            Go.UP: here - self._columns,
            Go.DOWN: below,
            Go.FIRST: 0,
            Go.LAST: last,
        }[where]
        if 0 <= to <= last:
            self.shown[to].setFocus(Qt.FocusReason.TabFocusReason)

    # --- the one that moves -------------------------------------------------------------------------------------------

    @property
    def living(self) -> MoveCard | None:
        """The card that moves now."""
        card = self._living.parentWidget() if self._living is not None and self._loop.is_running else None
        return card if isinstance(card, MoveCard) else None

    def move_gently(self, reduced: bool) -> None:
        """Whether poses fade into each other in place of moving."""
        if reduced is not self._reduced:
            self._reduced = reduced
            self.quieten()

    def show_state(self, move_id: str, is_favourite: bool, marks: Sequence[Text], half: bool) -> None:
        """Show what holds of a move; at another range than before it begins anew."""
        card = self.cards[move_id]
        if card is self.living and half is not card.scene.half:
            self.quieten()
        card.show_state(is_favourite, marks, half)

    def quieten(self) -> None:
        """Nothing moves any more."""
        self._loop.stop()
        if self._living is not None:
            self._living.hide()

    def _enliven(self) -> None:
        """Let the card under the mouse move, else the focused one, else none."""
        focused = self._focused()
        if focused is not None:
            self._make_tab_stop(focused)
            self._scroll_to(focused)
        wanted = next((card for card in self.shown if card.underMouse()), focused)
        if wanted is None or not wanted.isVisible():
            self.quieten()
            return
        if wanted is self.living:
            return
        self._loop.stop()
        if self._living is None:
            self._living = FigureView(self._look, QSize(40, 40))
            self._living.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self._living.setParent(wanted)
        self._place_living()
        self._loop.play(wanted.scene, self._living, reduced=self._reduced)
        self._living.show()

    def _place_living(self) -> None:
        card = self._living.parentWidget() if self._living is not None else None
        if self._living is not None and isinstance(card, MoveCard):
            self._living.setGeometry(card.picture_rect)

    def _scroll_to(self, card: MoveCard) -> None:
        if self.area is not None:
            self.area.ensureWidgetVisible(card, 0, theme.S)

    def hideEvent(self, event: QHideEvent) -> None:
        self.quieten()
        super().hideEvent(event)


def _is_tab_stop(card: MoveCard) -> bool:
    return card.focusPolicy() is Qt.FocusPolicy.StrongFocus


class GridPage(QWidget):
    """The first page of the browser."""

    def __init__(self, world: World, look: Theme, ask_safety: Callable[[], object]) -> None:
        super().__init__()
        self._world = world
        self.filters = FilterBar(world.moves, world.causes, look)
        self.field = CardField(world.moves, look)
        self._why = label("", Type.BODY, bold=True)
        self._may_read = label(_("You can read about every move all the same."), Type.SMALL)
        self.closed = self._closed_box(ask_safety)
        self._nothing_words = label("", Type.LARGE, bold=True)
        self._nothing_advice = label("", tone="soft")
        self.nothing = box("card", self._nothing_words, self._nothing_advice)
        inside = self.nothing.layout()
        assert isinstance(inside, QVBoxLayout)
        inside.addLayout(row(button(_("Show all moves"), self._show_all, "primary"), None))
        self._scroll = self.field.area = scrolling(self.field)
        self._lay_out()
        self.filters.changed.connect(self._filter)
        self.filters.left_down.connect(self.field.focus)
        self.show_world(world)

    def _closed_box(self, ask_safety: Callable[[], object]) -> QFrame:
        """Why stretches are off, and the way to the questions."""
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addWidget(self._why)
        words.addWidget(self._may_read)
        questions = button(_("Safety questions"), ask_safety)
        made = QFrame()
        made.setProperty("box", "warm")
        beside = QHBoxLayout(made)
        beside.setContentsMargins(theme.M, theme.S, theme.M, theme.S)
        beside.setSpacing(theme.M)
        beside.addLayout(words, 1)
        beside.addWidget(questions, 0, Qt.AlignmentFlag.AlignVCenter)
        return made

    def _lay_out(self) -> None:
        whole = QVBoxLayout(self)
        set_margins(whole, theme.L, theme.M, theme.XS, theme.XS)
        whole.setSpacing(theme.M)
        above = QVBoxLayout()
        set_margins(above, 0, 0, theme.L - theme.XS, 0)
        above.setSpacing(theme.M)
        above.addWidget(self.closed)
        above.addWidget(self.filters)
        above.addWidget(self.nothing)
        whole.addLayout(above)
        whole.addWidget(self._scroll, 1)
        whole.addStretch(0)

    def show_world(self, world: World) -> None:
        """Show what holds now: favourites, moves switched off, answers to the safety questions."""
        self._world = world
        reason = gate(world.safety, world.rules)
        self._why.setText(str(reason.why))
        self.closed.setVisible(not reason.is_open)
        self.field.move_gently(wants_less(world.settings.reduced_motion))
        for move in world.moves:
            found = judge(move, world.safety, world.rules)
            is_favourite, half = move.id in world.settings.favourites, found.verdict is Verdict.MODIFY
            self.field.show_state(move.id, is_favourite, self._marks(move, found), half)
        self._filter()

    def _marks(self, move: Move, found: MoveVerdict) -> list[Text]:
        marks = [text("switched off")] if move.id in self._world.settings.switched_off else []
        mark = verdict_mark(found)
        return [*marks, mark] if mark else marks

    def _filter(self) -> None:
        world = self._world
        found = matching(world.moves, self.filters.wanted, world.settings.favourites, world.causes)
        self.field.show_cards([move.id for move in found])
        self.filters.show_found(len(found), len(world.moves))
        if self.filters.wanted.favourites_only and not world.settings.favourites:
            self._nothing_words.setText(_("No move is a favourite yet."))
            self._nothing_advice.setText(_("The star on a move makes it one, as does the F key."))
        else:
            self._nothing_words.setText(_("No move fits all of that."))
            self._nothing_advice.setText(_("Take a filter away, or search for another word."))
        self.nothing.setVisible(not found)
        self._scroll.setVisible(bool(found))

    def _show_all(self) -> None:
        self.filters.clear()
        self.filters.words.setFocus()
