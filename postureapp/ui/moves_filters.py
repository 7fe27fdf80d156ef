"""The row above the moves: search, filters, favourites only. It tells what is looked for and filters nothing itself."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAction, QFontMetrics, QKeyEvent
from PySide6.QtWidgets import QAbstractButton, QComboBox, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from postureapp.core.causes import Causes
from postureapp.core.library import Filter, Position
from postureapp.core.moves import Move, Place
from postureapp.core.text import _, ntext
from postureapp.ui import theme
from postureapp.ui.accessible import announce
from postureapp.ui.choice import Choice
from postureapp.ui.controls import Toggle, button, label
from postureapp.ui.flow_layout import FlowLayout
from postureapp.ui.page_icons import drawn_icon
from postureapp.ui.theme import Theme, Type

_MINUTES = (1, 2)
_AROUND = 50  # the padding of a choice, and its chevron


class FilterBar(QWidget):
    """What is looked for. `changed` comes with every key and choice."""

    changed = Signal()
    left_down = Signal()  # the keyboard wants to go on to the moves

    def __init__(self, moves: Sequence[Move], causes: Causes, look: Theme) -> None:
        super().__init__()
        self.words = _Search(look)
        self.words.textChanged.connect(lambda _words: self._tell())
        self.words.left_down.connect(self.left_down)
        self.favourites = button(_("Favourites only"), self._tell, kind=Toggle)
        self.found = label("", Type.SMALL, tone="soft")
        self._build(moves, causes)
        self._lay_out()

    def _build(self, moves: Sequence[Move], causes: Causes) -> None:
        plain = {name: words for move in moves for name, words in zip(move.muscles, move.plain_muscles, strict=True)}
        muscles = sorted(((_(words), name) for name, words in plain.items()))
        named = [cause for cause in causes.by_id.values() if any(cause.id in move.causes for move in moves)]
        minutes = [(str(ntext("Up to {n} minute", "Up to {n} minutes", n)), n) for n in _MINUTES]
        self.muscle = self._combo(_("Muscle"), _("Any muscle"), muscles)
        self.cause = self._combo(_("What it is for"), _("Any cause"), ((_(each.name), each.id) for each in named))
        self.position = self._combo(
            _("Position"),
            _("Any position"),
            (
                (_("Seated"), Position.SEATED),
                (_("Standing"), Position.STANDING),
                (_("On the floor"), Position.FLOOR),
            ),
        )
        self.length = self._combo(_("Length"), _("Any length"), minutes)
        self.place = self._combo(
            _("Place"), _("Any place"), ((_("At the office"), Place.OFFICE), (_("At home"), Place.HOME))
        )

    def _combo(self, name: str, anything: str, choices: Iterable[tuple[str, Any]]) -> QComboBox:
        made = Choice()
        made.setAccessibleName(name)
        made.setFont(theme.font(Type.BODY))
        made.addItem(anything, None)
        for words, value in choices:
            made.addItem(words, value)
        made.setMaxVisibleItems(20)
        made.setMinimumWidth(QFontMetrics(made.font()).horizontalAdvance(anything) + _AROUND)
        made.currentIndexChanged.connect(lambda _index: self._tell())
        return made

    def _lay_out(self) -> None:
        first = QHBoxLayout()
        first.setSpacing(theme.S)
        first.addWidget(self.words, 3)
        first.addWidget(self.favourites)
        first.addWidget(self.found, 2)
        self.found.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        choices = QWidget()
        flow = FlowLayout(6, shrinks=True)
        choices.setLayout(flow)
        for combo in self.combos:
            flow.addWidget(combo)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(theme.S)
        whole.addLayout(first)
        whole.addWidget(choices)
        self._told = self.wanted

    @property
    def combos(self) -> tuple[QComboBox, ...]:
        """All choices, in the order they stand in."""
        return (self.muscle, self.cause, self.position, self.length, self.place)

    @property
    def wanted(self) -> Filter:
        """What is looked for now."""
        return Filter(
            muscle=self.muscle.currentData() or "",
            cause=self.cause.currentData() or "",
            position=Position(self.position.currentData()) if self.position.currentData() else None,
            within_min=self.length.currentData() or 0,
            place=Place(self.place.currentData()) if self.place.currentData() else None,
            favourites_only=self.favourites.isChecked(),
            words=self.words.text(),
        )

    def clear(self) -> None:
        """Let everything through."""
        for combo in self.combos:
            combo.setCurrentIndex(0)
        self.favourites.setChecked(False)
        self.words.clear()
        self._tell()

    def show_found(self, found: int, all_of_them: int) -> None:
        """Say how many there are."""
        if found == all_of_them:
            words = ntext("{n} move", "{n} moves", found)
        else:
            words = ntext("{n} move of {all}", "{n} moves of {all}", found, all=all_of_them)
        told = str(words)
        if self.found.text() and told != self.found.text():
            announce(self.found, told)
        self.found.setText(told)

    def _tell(self) -> None:
        wanted = self.wanted
        if wanted != self._told:
            self._told = wanted
            self.changed.emit()


class _Search(QLineEdit):
    """The search field; Down and Enter lead on to the moves."""

    left_down = Signal()

    def __init__(self, look: Theme) -> None:
        super().__init__()
        self._look = look
        self.setPlaceholderText(_("Search"))
        self.setAccessibleName(_("Search the moves"))
        self.setClearButtonEnabled(True)
        self.setFont(theme.font(Type.BODY))
        self.setMaxLength(80)
        self.setMinimumWidth(150)
        self._crosses = self.findChildren(QAbstractButton)
        for cross in self._crosses:
            cross.setAccessibleName(_("Clear the search"))
        self._sign = QAction(self)
        self._sign.setText(_("Search the moves"))
        self.addAction(self._sign, QLineEdit.ActionPosition.LeadingPosition)
        for made in self.findChildren(QAbstractButton):
            if not made.accessibleName():
                made.setAccessibleName(_("Search the moves"))
        self._dress()
        look.changed.connect(self._dress)

    def _dress(self) -> None:
        """Draw its signs in the colours of now."""
        self._sign.setIcon(drawn_icon("search", self._look.tokens.soft, 16))
        for cross in self._crosses:
            cross.setIcon(drawn_icon("cross", self._look.tokens.soft, 16))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Down, Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.left_down.emit()
        else:
            super().keyPressEvent(event)
