"""The parts of the check-in: words to choose from, the note with its length, and a question before something is lost.

They tell what was chosen and keep nothing.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from enum import StrEnum
from typing import Generic, TypeVar

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QAccessible, QFontMetrics, QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPlainTextEdit, QSizePolicy, QVBoxLayout, QWidget

from postureapp.core.pain_diary import LONGEST_NOTE
from postureapp.core.text import Text, _, ntext, text
from postureapp.ui import theme
from postureapp.ui.accessible import announce, tell_as
from postureapp.ui.controls import button, label, row
from postureapp.ui.pain_scale import PainScale
from postureapp.ui.theme import Theme, Type
from postureapp.ui.word_choices import Chips

_COUNTED_FROM = LONGEST_NOTE - 100  # from this length on it is said how many letters are left
_LINES = 3
_Word = TypeVar("_Word", bound=StrEnum)


class ScalePart(QWidget):
    """A row of numbers below what they tell; `named`: each has that in its name, where there are two rows.

    It can have the keyboard itself, and no number: a Space that was meant for something else is no answer.
    """

    def __init__(self, heading: str, scale: PainScale, *, beside: QWidget | None = None, named: bool = False) -> None:
        super().__init__()
        self._scale = scale
        self.setFocusPolicy(Qt.FocusPolicy.ClickFocus)  # Tab leads to what can be seen only
        tell_as(self, QAccessible.Role.Grouping)
        self.setAccessibleName(heading)
        above = row(label(heading, bold=True))
        if beside is not None:
            above.addWidget(beside)
        laid = QVBoxLayout(self)
        laid.setContentsMargins(0, 0, 0, 0)
        laid.setSpacing(theme.XS)
        laid.addLayout(above)
        laid.addWidget(scale)
        for number in scale.buttons if named else ():
            number.setAccessibleName(str(text("{setting}: {choice}", setting=heading, choice=number.accessibleName())))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if not self._scale.takes(event):
            super().keyPressEvent(event)


class AnyOf(QWidget, Generic[_Word]):
    """A heading with some words below it, any of which may be chosen."""

    changed = Signal()

    def __init__(self, heading: str, names: Mapping[_Word, Text], look: Theme) -> None:
        super().__init__()
        self._words = {word.value: word for word in names}
        named = [(word.value, str(name), str(name)) for word, name in names.items()]
        self.chips = Chips(named, look)
        self.chips.call(heading, "")
        self.chips.chosen.connect(lambda _words: self.changed.emit())
        laid = QVBoxLayout(self)
        laid.setContentsMargins(0, 0, 0, 0)
        laid.setSpacing(theme.XS)
        laid.addWidget(label(heading, bold=True))
        laid.addWidget(self.chips)

    @property
    def chosen(self) -> tuple[_Word, ...]:
        """What is chosen, in the order of the list."""
        return tuple(self._words[value] for value, made in self.chips.buttons.items() if made.isChecked())

    def choose(self, words: tuple[_Word, ...]) -> None:
        """Show these as chosen."""
        self.chips.show_value(tuple(word.value for word in words))


class _Letters(QPlainTextEdit):
    """A few lines of letters; Tab leads on from them."""

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("role", "note")
        self.setFont(theme.font(Type.BODY))
        self.setTabChangesFocus(True)
        self.setFixedHeight(self.sizeHint().height())
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        return QSize(200, QFontMetrics(self.font()).lineSpacing() * _LINES + 2 * theme.S + theme.XS)

    def minimumSizeHint(self) -> QSize:
        return QSize(100, self.sizeHint().height())


class Note(QWidget):
    """A note of 500 letters at most. What is too long stays as it was typed, and it is said how much of it is."""

    changed = Signal()

    def __init__(self, words: str = "") -> None:
        super().__init__()
        heading = label(_("A note, if you like"), bold=True)
        self.letters = _Letters()
        self.letters.setPlainText(words)
        self.letters.setAccessibleName(heading.text())
        self._before = self.words
        self._left = label("", Type.SMALL, tone="soft")
        laid = QVBoxLayout(self)
        laid.setContentsMargins(0, 0, 0, 0)
        laid.setSpacing(theme.XS)
        for widget in (heading, self.letters, self._left):
            laid.addWidget(widget)
        self.letters.textChanged.connect(self._typed)
        self._say_left()

    @property
    def words(self) -> str:
        """What was typed, without blanks around it."""
        return self.letters.toPlainText().strip()

    @property
    def is_too_long(self) -> bool:
        """Whether it can't be kept as it is."""
        return len(self.words) > LONGEST_NOTE

    @property
    def is_touched(self) -> bool:
        """Whether something would be lost with it."""
        return self.words != self._before

    def _typed(self) -> None:
        was = self.is_too_long
        self._say_left()
        if was or self.is_too_long:
            announce(self._left, self._left.text())
        self.changed.emit()

    def _say_left(self) -> None:
        left = LONGEST_NOTE - len(self.words)
        tone = "danger" if left < 0 else "soft"
        if self._left.property("tone") != tone:
            self._left.setProperty("tone", tone)
            self._left.style().polish(self._left)
        if left < 0:
            over = ntext("{n} letter too many: please shorten it.", "{n} letters too many: please shorten it.", -left)
            self._left.setText(str(over))
        else:
            self._left.setText(str(ntext("{n} letter left", "{n} letters left", left)))
        self._left.setVisible(len(self.words) >= _COUNTED_FROM)


class Asked(QFrame):
    """A question in place, with an answer that goes on and one that goes back; the way back has the keyboard first."""

    def __init__(self, back: Callable[[], object]) -> None:
        super().__init__()
        self.setProperty("box", "warm")
        self._back = back
        self._words = label("", bold=True)
        self._yes = button(_("Close without it"), self._go)
        self._no = button(_("Go on writing"), back, "primary")
        self._then: Callable[[], object] = back
        laid = QHBoxLayout(self)
        laid.setContentsMargins(theme.M, theme.S, theme.M, theme.S)
        laid.setSpacing(theme.S)
        laid.addWidget(self._words, 1)
        laid.addWidget(self._yes)
        laid.addWidget(self._no)

    def ask(self, words: str, yes: str, no: str, then: Callable[[], object]) -> None:
        """Ask; `then` is called when the answer is yes."""
        self._then = then
        self._words.setText(words)
        for made, said in ((self._yes, yes), (self._no, no)):
            made.setText(said)
            made.setAccessibleName(said)
            made.setAccessibleDescription(words)
        self.show()
        self._no.setFocus()
        announce(self, words)

    def _go(self) -> None:
        self._then()
