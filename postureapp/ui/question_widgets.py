"""Questions as widgets: yes or no, a list to tick with "none of these", and where the person is. None has a default."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QButtonGroup, QComboBox, QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from postureapp.core.safety import Region
from postureapp.core.text import _
from postureapp.ui import theme
from postureapp.ui.choice import Choice
from postureapp.ui.controls import Pick, Tick, label
from postureapp.ui.theme import Type


def heading(words: str) -> QWidget:
    """What a group of questions is about, farther from the group above than from its own."""
    made = QWidget()
    laid = QVBoxLayout(made)
    laid.setContentsMargins(0, theme.S, 0, 0)
    laid.addWidget(label(words, Type.BODY, bold=True))
    return made


class YesNo(QWidget):
    """A question answered with yes or no; unanswered until then."""

    changed = Signal()

    def __init__(self, question: str) -> None:
        super().__init__()
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, theme.S, 0, 0)
        whole.setSpacing(theme.XXS)
        whole.addWidget(label(question, Type.BODY, bold=True))
        self._yes, self._no = Pick(_("Yes")), Pick(_("No"))
        self._group = QButtonGroup(self)
        answers = QHBoxLayout()
        for made in (self._yes, self._no):
            made.setAccessibleDescription(question)
            self._group.addButton(made)
            answers.addWidget(made, 1)
        answers.addStretch(1)
        whole.addLayout(answers)
        self._group.buttonToggled.connect(lambda *_args: self.changed.emit())

    @property
    def answer(self) -> bool | None:
        """Yes, no, or not answered."""
        return True if self._yes.isChecked() else False if self._no.isChecked() else None

    def take_focus(self) -> None:
        """Lead the keyboard to it; nothing is answered by it."""
        self._yes.setFocus(Qt.FocusReason.TabFocusReason)

    def choose(self, yes: bool) -> None:
        """Answer it."""
        (self._yes if yes else self._no).setChecked(True)


class Checklist(QWidget):
    """Things to tick, and "None of these", which excludes the others; `question` is what they answer."""

    changed = Signal()

    def __init__(self, items: Sequence[tuple[str, str]], columns: int = 2, *, question: str = "") -> None:
        super().__init__()
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(theme.S)
        grid.setVerticalSpacing(0)
        self.ticks: dict[str, Tick] = {}
        down = -(-len(items) // columns)
        for n, (name, words) in enumerate(items):
            tick = Tick(words)
            tick.toggled.connect(self._ticked)
            self.ticks[name] = tick
            grid.addWidget(tick, n % down, n // down, Qt.AlignmentFlag.AlignTop)
        # Safety words.
        self.none = Tick(_("None of these"))
        self.none.setFont(theme.font(Type.BODY, bold=True))
        self.none.toggled.connect(self._none_ticked)
        grid.addWidget(self.none, down, 0, 1, columns)
        for each in (*self.ticks.values(), self.none):
            each.setAccessibleDescription(question)
        for column in range(columns):
            grid.setColumnStretch(column, 1)

    @property
    def ticked(self) -> tuple[str, ...]:
        """What is ticked, in the order of the list."""
        return tuple(name for name, tick in self.ticks.items() if tick.isChecked())

    @property
    def is_answered(self) -> bool:
        """Whether something, or "None of these", is ticked."""
        return bool(self.ticked) or self.none.isChecked()

    def take_focus(self) -> None:
        """Lead the keyboard to its first item; nothing is ticked by it."""
        next(iter(self.ticks.values()), self.none).setFocus(Qt.FocusReason.TabFocusReason)

    def _ticked(self, on: bool) -> None:
        if on:
            self.none.setChecked(False)
        self.changed.emit()

    def _none_ticked(self, on: bool) -> None:
        if on:
            for tick in self.ticks.values():
                tick.setChecked(False)
        self.changed.emit()


class WhereAreYou(QWidget):
    """The region, asked and never guessed."""

    changed = Signal()

    def __init__(self, regions: Sequence[Region]) -> None:
        super().__init__()
        words = _("Where are you? (for the right phone numbers)")
        self._box = Choice()
        self._box.setFont(theme.font(Type.BODY))
        self._box.setAccessibleName(words)
        self._box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        self._box.addItem(_("Please choose"), None)
        for region in regions:
            self._box.addItem(_(region.name), region)
        self._box.currentIndexChanged.connect(lambda _index: self.changed.emit())
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, theme.S, 0, 0)
        whole.setSpacing(theme.XS)
        whole.addWidget(label(words, Type.BODY, bold=True))
        line = QHBoxLayout()
        line.addWidget(self._box)
        line.addStretch(1)
        whole.addLayout(line)

    @property
    def region(self) -> Region | None:
        """The region that was chosen."""
        found = self._box.currentData()
        return found if isinstance(found, Region) else None

    def take_focus(self) -> None:
        """Lead the keyboard to it."""
        self._box.setFocus(Qt.FocusReason.TabFocusReason)

    def choose_first(self) -> None:
        """Choose the first region of the table."""
        self._box.setCurrentIndex(1)

    def choose(self, region_id: str) -> None:
        """Choose a region."""
        for index in range(self._box.count()):
            found = self._box.itemData(index)
            if isinstance(found, Region) and found.id == region_id:
                self._box.setCurrentIndex(index)
