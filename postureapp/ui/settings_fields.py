"""A setting on its page: what it is called, what it means, its control, who set it, and the way back.

Made from the declaration alone. A value that is refused is said here and the old one stays; whether it holds is decided
elsewhere.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from postureapp.core.hours import WEEKDAYS, WeekHours
from postureapp.core.policy import Effective, Source
from postureapp.core.setting_values import read_value
from postureapp.core.settings import Declaration, Value
from postureapp.core.state import World
from postureapp.core.text import _, text
from postureapp.storage import locale
from postureapp.ui import settings_words as words
from postureapp.ui import theme
from postureapp.ui.accessible import announce
from postureapp.ui.chosen_moves import ChosenMoves
from postureapp.ui.controls import label, set_margins
from postureapp.ui.hours_editor import HoursEditor
from postureapp.ui.letters import has_letters
from postureapp.ui.number_box import Number
from postureapp.ui.page_icons import paint_icon
from postureapp.ui.settings_controls import Control, IconButton, OneOf, Switch, Word
from postureapp.ui.theme import Theme, Type
from postureapp.ui.word_choices import Chips, Segments

_BESIDE = 0.6  # of the width a control may take beside the words; a larger one stands below them
LANGUAGE = "appearance.language"


@dataclass(frozen=True, slots=True)
class Setting:
    """What a field is made from: its name in `Settings`, its declaration and its default."""

    name: str
    declaration: Declaration
    default: Any


@dataclass(frozen=True, slots=True)
class FieldWires:
    """What a field asks of the window."""

    effective: Callable[[], Effective]
    choose: Callable[[str, Value | None], str]
    world: Callable[[], World]
    open: Callable[[str], None]


def make_control(setting: Setting, wires: FieldWires, look: Theme) -> Control:
    """The control for the type of a setting."""
    declaration, default = setting.declaration, setting.default
    if isinstance(default, bool):
        return Switch(look)
    if isinstance(default, int):
        return Number(declaration.low, declaration.high, words.unit_words(declaration.unit), look)
    if isinstance(default, WeekHours):
        return HoursEditor(look)
    options = words.options(declaration, default, wires.world())
    if isinstance(default, StrEnum):
        return Segments(options, look)
    if isinstance(default, tuple):
        if options:
            return Chips(options, look, marked=declaration.choices != WEEKDAYS)
        return ChosenMoves(lambda each: words.move_name(each, wires.world()), lambda: wires.open("moves"), look)
    if declaration.key == LANGUAGE:
        names = [(code, words.language_name(code, has_letters)) for code in locale.available()]
        return OneOf([("", _("As the system"), ""), *((code, name, name) for code, name in names)])
    return Word()


class Field(QWidget):
    """A setting."""

    def __init__(self, setting: Setting, wires: FieldWires, look: Theme) -> None:
        super().__init__()
        self.setting, self._wires, self._look = setting, wires, look
        self._shown: tuple[Any, Source, bool] | None = None
        self._locked = self._is_choosing = False
        self.is_first = False  # in its card: it has no line above it
        declaration = setting.declaration
        self.name = label(str(declaration.label))
        self.hint = label(str(declaration.hint), Type.SMALL, tone="soft")
        if not declaration.hint:  # nothing is ever shown that has no parent yet: it would be a window
            self.hint.hide()
        self.source = _SourceLine(look)
        self.problem = label("", Type.SMALL, tone="danger")
        self.problem.hide()
        self.control = make_control(setting, wires, look)
        self.reset = IconButton("undo", str(text("Reset: {setting}", setting=declaration.label)), look)
        self.reset.setToolTip(_("Take back your own value"))
        self.control.chosen.connect(self._choose)
        self.control.refused.connect(self._refuse_typed)
        self.control.settled.connect(self.refresh)
        self.reset.clicked.connect(self._take_back)
        self._lay_out()
        self.refresh()

    def _lay_out(self) -> None:
        self._body = QBoxLayout(QBoxLayout.Direction.TopToBottom)
        self._body.setSpacing(theme.S + 2)
        said = QVBoxLayout()
        said.setSpacing(theme.XXS)
        said.addStretch(1)
        for widget in (self.name, self.hint, self.source, self.problem):
            said.addWidget(widget)
        said.addStretch(1)
        self._head = QHBoxLayout()
        self._head.setSpacing(theme.XS)
        self._head.addLayout(said, 1)
        self._head.addWidget(self.reset)
        self._body.addLayout(self._head, 1)
        self._body.addWidget(self.control)
        whole = QHBoxLayout(self)
        whole.setContentsMargins(theme.L, theme.M, theme.L, theme.M)
        whole.addLayout(self._body, 1)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.name.setBuddy(self.control)

    # --- what holds ---------------------------------------------------------------------------------------------------

    def refresh(self) -> None:
        """Show what holds now; what is being typed stays."""
        effective, key = self._wires.effective(), self.setting.declaration.key
        now = (getattr(effective.settings, self.setting.name), effective.source(key), key in effective.locked)
        if now == self._shown or (self.control.is_typing and not self.control.keeps_typing):
            return
        before, self._shown = self._shown, now
        value, source, self._locked = now
        had_key = self.reset.hasFocus()
        self.control.setEnabled(not self._locked)
        self.control.show_value(value)
        self.source.show_source(source, self._locked)
        self.reset.setVisible(source is Source.PERSON and not self._locked)
        self.name.setProperty("tone", "soft" if self._locked else "")
        if had_key and self.reset.isHidden():
            self.control.setFocus(Qt.FocusReason.OtherFocusReason)
        if before is not None and value != before[0]:
            self.say("")
        self._tell_reader(source)
        if before is not None and not self._is_choosing and self.isVisible():  # it was changed elsewhere
            now_shown = self.control.shown or words.SOURCES[source]
            told = text("{setting}: {choice}", setting=self.setting.declaration.label, choice=now_shown)
            announce(self.name, str(told))

    def _tell_reader(self, source: Source) -> None:
        declaration = self.setting.declaration
        who = words.LOCKED if self._locked else words.SOURCES[source]
        parts = [str(each) for each in (declaration.hint, who) if each]
        self.control.call(str(declaration.label), " ".join(parts))

    def say(self, problem: str) -> None:
        """Say why a value was refused, or nothing."""
        self.problem.setText(problem)
        self.problem.setVisible(bool(problem))
        announce(self.problem, problem)

    # --- what is chosen -----------------------------------------------------------------------------------------------

    def _choose(self, value: Value | None) -> None:
        self._is_choosing = True
        sentence = self._wires.choose(self.setting.declaration.key, value)
        self.say(words.plainly(sentence, self.setting.declaration))
        if sentence:
            self._shown = None  # the control shows what was asked for: back to what holds
        self.refresh()
        self._is_choosing = False

    def _refuse_typed(self, typed: str) -> None:
        """Say what the core says of something typed that is no value."""
        given: object = int(typed) if typed.lstrip("-").isdecimal() else typed
        try:
            read_value(self.setting.declaration, self.setting.default, given)
        except ValueError as refused:
            self.say(words.plainly(str(refused), self.setting.declaration))

    def _take_back(self) -> None:
        self._choose(None)

    # --- how it looks -------------------------------------------------------------------------------------------------

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        room = self.width() - 2 * theme.L - self.reset.width()
        beside = not self.control.wide and self.control.sizeHint().width() <= room * _BESIDE
        ways, sides = QBoxLayout.Direction, Qt.AlignmentFlag
        self._body.setDirection(ways.LeftToRight if beside else ways.TopToBottom)
        self._body.setAlignment(self.control, sides.AlignVCenter if beside else self._start)
        kept = self.reset.sizePolicy()
        kept.setRetainSizeWhenHidden(beside)  # so that words do not break anew as it comes and goes
        self.reset.setSizePolicy(kept)
        self._head.setAlignment(self.reset, sides.AlignVCenter if beside else sides.AlignTop)

    @property
    def _start(self) -> Qt.AlignmentFlag:
        """Where a control stands below the words: wide ones fill the line, others begin where the words do."""
        return Qt.AlignmentFlag(0) if self.control.wide else Qt.AlignmentFlag.AlignLeading

    def paintEvent(self, event: QPaintEvent) -> None:
        if self.is_first:
            return
        painter = QPainter(self)
        painter.setPen(QPen(QColor(self._look.tokens.line), 1))
        painter.drawLine(theme.L, 0, self.width() - theme.L, 0)


class _SourceLine(QWidget):
    """Who a value comes from, where it is not the default; a padlock where it can't be changed."""

    def __init__(self, look: Theme) -> None:
        super().__init__()
        self._look, self._locked = look, False
        self.words = label("", Type.SMALL, tone="soft")
        self._laid = QHBoxLayout(self)
        self._laid.setSpacing(0)
        self._laid.addWidget(self.words)

    def show_source(self, source: Source, locked: bool) -> None:
        """Show it."""
        self._locked = locked
        self.words.setText(str(words.LOCKED if locked else words.SOURCES[source]))
        self.words.setProperty("tone", "soft" if locked or source is Source.DEFAULT else "accent")
        self.words.style().polish(self.words)
        set_margins(self._laid, 18 if locked else 0, 0, 0, 0)
        self.setVisible(source is not Source.DEFAULT)
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        if self._locked:
            mirrored = self.layoutDirection() == Qt.LayoutDirection.RightToLeft
            size = QSize(14, 14)
            x = self.width() - size.width() if mirrored else 0
            at = QRectF(x, 1, size.width(), size.height())
            paint_icon(QPainter(self), "lock", at, self._look.tokens.soft)
