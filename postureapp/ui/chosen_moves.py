"""The moves that a setting holds, by name, each with a way to take it out. More are chosen in the browser of moves."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

from PySide6.QtWidgets import QVBoxLayout, QWidget

from postureapp.core.text import _, text
from postureapp.ui import theme
from postureapp.ui.controls import button, label, row
from postureapp.ui.settings_controls import Control, IconButton, stacked
from postureapp.ui.theme import Theme, Type


class ChosenMoves(Control):
    """A list of moves. `name_of` gives the name of an id; `browse` opens all moves."""

    wide = True

    def __init__(self, name_of: Callable[[str], str], browse: Callable[[], object], look: Theme) -> None:
        super().__init__()
        self._name_of, self._look = name_of, look
        self._ids: tuple[str, ...] = ()
        self._list = QWidget()
        self._lines = QVBoxLayout(self._list)
        self._lines.setContentsMargins(0, 0, 0, 0)
        self._lines.setSpacing(0)
        self.removers: dict[str, IconButton] = {}
        self._none = label(_("None so far."), Type.BODY, tone="soft")
        self.browse = button(_("Choose in the browser of moves…"), browse)
        stacked(self, self._none, self._list)
        whole = self.layout()
        assert isinstance(whole, QVBoxLayout)
        whole.addLayout(row(self.browse, None))
        self.setFocusProxy(self.browse)

    def show_value(self, value: Any) -> None:
        self._ids = tuple(value)
        had = next((at for at, made in enumerate(self.removers.values()) if made.hasFocus()), None)
        while self._lines.count():
            item = self._lines.takeAt(0)
            gone = item.widget() if item is not None else None
            if gone is not None:
                gone.hide()
                gone.deleteLater()
        self.removers = {}
        for move_id in self._ids:
            line = self._line(move_id)
            self._lines.addWidget(line)
            line.show()  # at once, so that it can take the keyboard
        self._none.setVisible(not self._ids)
        self._list.setVisible(bool(self._ids))
        if had is not None:  # the one after it takes the keyboard of one that went
            left = list(self.removers.values())
            (left[min(had, len(left) - 1)] if left else self.browse).setFocus()

    def _line(self, move_id: str) -> QWidget:
        name = self._name_of(move_id)
        remover = IconButton("cross", str(text("Remove {move}", move=name)), self._look)
        remover.clicked.connect(partial(self._remove, move_id))
        self.removers[move_id] = remover
        line = QWidget()
        laid = row(label(name), remover, spacing=theme.S)
        laid.setContentsMargins(0, 1, 0, 1)
        line.setLayout(laid)
        return line

    def _remove(self, move_id: str, _on: bool = False) -> None:
        self.chosen.emit(tuple(each for each in self._ids if each != move_id))

    def call(self, name: str, described: str) -> None:
        self.setAccessibleName(name)
        self.setAccessibleDescription(described)
        self.browse.setAccessibleDescription(name)
