"""How a stretch ends: what was done and how it feels, that it hurt, or why it was stopped.

What is answered here goes to whoever asked and is never written by these pages.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible, QKeyEvent, QShowEvent
from PySide6.QtWidgets import QAbstractButton, QLayout, QVBoxLayout, QWidget

from postureapp.core.pain import asks_after_move, raised_much
from postureapp.core.text import Text, _, ntext, text
from postureapp.ui import theme
from postureapp.ui.accessible import tell_as
from postureapp.ui.controls import Tick, box, button, label, row, scrolling
from postureapp.ui.pain_scale import PainScale
from postureapp.ui.standing_words import mild_stretch
from postureapp.ui.theme import Type


@dataclass(frozen=True, slots=True)
class Done:
    """What the last page tells: the names of the moves done, how many were planned, the seconds, and what comes next.

    `ids` are those of the moves done, in the same order.
    """

    moves: tuple[str, ...]
    planned: int
    length_s: float
    next_words: str = ""
    ids: tuple[str, ...] = ()

    @property
    def words(self) -> str:
        """ "2 of 3 moves in 2 min"."""
        count = len(self.moves)
        whole = ntext("{n} move", "{n} moves", count)
        if count < self.planned:
            whole = text("{done} of {planned} moves", done=count, planned=self.planned)
        return str(text("{moves} in {length}", moves=whole, length=_length(self.length_s)))


@dataclass(frozen=True, slots=True)
class Hurt:
    """What was said of a move that hurt. `score` is None where it was not said; `has_signs`: it spreads or the like."""

    move: str
    score: int | None = None
    has_signs: bool = False
    switch_off: bool = False


class ScalePage(QWidget):
    """A page with a row of numbers that also takes digits and arrow keys.

    It has the keyboard itself at first, and no number: a Space that was meant to pause the move is no answer.
    """

    def __init__(self, question: str, *, is_last: bool) -> None:
        super().__init__()
        self.setFocusPolicy(Qt.FocusPolicy.ClickFocus)  # Tab leads to what can be seen only
        tell_as(self, QAccessible.Role.Grouping)
        self.setAccessibleName(question)
        self.question = label(question, Type.LARGE, bold=True)
        self.scale = PainScale(self._chosen, is_last=is_last)

    def _chosen(self, number: int) -> None:
        raise NotImplementedError

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if not self.scale.takes(event):
            super().keyPressEvent(event)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.setFocus()


class BeforePage(ScalePage):
    """How the upper back feels before a stretch, while an episode of pain is open; it may be left out."""

    def __init__(self, told: Callable[[int], object], skip: Callable[[], object]) -> None:
        super().__init__(_("Before you begin: how does your upper back feel now?"), is_last=True)
        self._told = told
        inside = QWidget()
        laid = QVBoxLayout(inside)
        laid.setSpacing(theme.S)
        laid.addStretch(2)
        laid.addWidget(self.question)
        laid.addWidget(self.scale)
        laid.addSpacing(theme.M)
        laid.addWidget(
            label(_("Asked before and after while it hurts, so that a move that makes it worse is found."), tone="soft")
        )
        laid.addStretch(3)
        laid.addWidget(label(_("Your answer stays in the diary on this computer."), Type.SMALL, tone="soft"))
        _fill(self, inside, row(None, button(_("Begin without an answer"), skip, "quiet")))

    def _chosen(self, number: int) -> None:
        self._told(number)


class FeltPage(ScalePage):
    """What was done, and how the upper back feels, in one click or key; it may be left out.

    `before` is what was told before. Where it is much more now and several moves were done, the person may point at
    the one that did it; `felt` gets the number and that move's id, or "".
    """

    def __init__(
        self, done: Done, felt: Callable[[int, str], None], skip: Callable[[], object], before: int | None = None
    ) -> None:
        super().__init__(_("How does your upper back feel?"), is_last=True)
        self._felt, self._done, self._before = felt, done, before
        self._score = 0
        inside = QWidget()
        laid = QVBoxLayout(inside)
        laid.setSpacing(theme.S)
        laid.addStretch(2)
        laid.addWidget(label(_("Done"), Type.LARGE, tone="accent", bold=True))
        laid.addWidget(label(done.words, Type.TITLE))
        for name in done.moves:
            laid.addWidget(label(f"✓  {name}", Type.BODY, tone="soft"))
        if done.next_words:
            laid.addWidget(label(done.next_words, Type.BODY))
        laid.addSpacing(theme.M)
        laid.addWidget(self.question)
        laid.addWidget(self.scale)
        self._which = self._ask_which()
        laid.addWidget(self._which)
        laid.addStretch(3)
        laid.addWidget(label(_("Your answer stays in the diary on this computer."), Type.SMALL, tone="soft"))
        _fill(self, inside, row(None, button(_("Close without an answer"), skip, "quiet")))

    def _ask_which(self) -> QWidget:
        """Which move it was, one button each; hidden until it is asked."""
        made = box("warm", label(_("More than before. Was it one of these moves?"), bold=True))
        inside = made.layout()
        assert isinstance(inside, QVBoxLayout)
        for name, move in zip(self._done.moves, self._done.ids, strict=True):
            inside.addWidget(button(name, partial(self._which_was, move)))
        inside.addWidget(button(_("I can't tell"), partial(self._which_was, ""), "quiet"))
        made.hide()
        return made

    def _which_was(self, move: str) -> None:
        self._felt(self._score, move)

    def _chosen(self, number: int) -> None:
        self._score = number
        if raised_much(self._before, number) and len(self._done.ids) > 1:
            self._which.show()
            self.scale.setEnabled(False)
            self._which.findChildren(QAbstractButton)[0].setFocus()
        else:
            self._felt(number, "")


class HurtPage(ScalePage):
    """The advice to stop, how much it hurts, and whether the move is to be switched off.

    `told` is called when the person goes on; what was said is `answer`, also where the window is just closed.
    """

    def __init__(self, move: str, name: str, told: Callable[[], object]) -> None:
        # Safety words.
        super().__init__(_("How much does it hurt?"), is_last=False)
        self._move = move
        # Safety words.
        self._signs = Tick(_("It spreads, tingles or feels numb, or I feel dizzy, or have a new headache"))
        self._off = Tick(str(text("Do not show me “{move}” again", move=name)))
        self._off.setVisible(bool(move))
        self._advice = label("", Type.BODY)
        self._go = button("", told, "primary")
        self._signs.toggled.connect(self._say_what_follows)
        self._say_what_follows()
        inside = QWidget()
        laid = QVBoxLayout(inside)
        laid.setSpacing(theme.S)
        # Safety words.
        laid.addWidget(label(_("Stop here"), Type.TITLE))
        # Safety words.
        stop = label(_("Come out of the position slowly, and rest. Do not stretch into pain."), Type.BODY)
        laid.addWidget(box("warm", stop, self._advice))
        laid.addSpacing(theme.XS)
        laid.addWidget(self.question)
        laid.addWidget(self.scale)
        laid.addWidget(self._signs)
        laid.addWidget(self._off)
        laid.addStretch(1)
        laid.addWidget(label(_("Your answer stays in the diary on this computer."), Type.SMALL, tone="soft"))
        _fill(self, inside, row(None, self._go))

    def answer(self) -> Hurt:
        """What has been said so far."""
        return Hurt(self._move, self.scale.value, self._signs.isChecked(), self._off.isChecked())

    def _chosen(self, number: int) -> None:
        self._say_what_follows()

    def _say_what_follows(self) -> None:
        """The button says where it leads: to the questions about warning signs, or to the end.

        That there are no more stretches is said only where they stop: after mild pain they go on.
        """
        asks = asks_after_move(self.scale.value, self._signs.isChecked())
        settle = (
            # Safety words.
            _("No more stretches until it has settled. Sitting tall or walking a little is fine if it does not hurt.")
        )
        self._advice.setText(settle if asks else mild_stretch())
        self._go.setText(_("Next: a few questions") if asks else _("Done"))
        self._go.setAccessibleName(self._go.text())


class StoppedPage(QWidget):
    """Why there is no stretch now, and what is good for everybody."""

    def __init__(self, why: str, close: Callable[[], object]) -> None:
        super().__init__()
        self._close = button(_("Close"), close, "primary")
        inside = QWidget()
        laid = QVBoxLayout(inside)
        laid.setSpacing(theme.M)
        laid.addStretch(1)
        # Safety words.
        laid.addWidget(label(_("No stretch right now"), Type.TITLE))
        laid.addWidget(box("warm", label(why, Type.LARGE)))
        laid.addWidget(label(_("What is always good:"), Type.BODY, bold=True))
        for words in (
            _("Sit tall with both feet flat, the screen at eye height."),
            _("Stand up and walk a few steps."),
            _("Change position often."),
        ):
            laid.addWidget(label(f"•  {words}"))
        laid.addStretch(2)
        _fill(self, inside, row(None, self._close))

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._close.setFocus()


def _fill(whole: QWidget, inside: QWidget, buttons: QLayout) -> None:
    """The page scrolls where the window is small; its buttons stay below it."""
    within = inside.layout()
    assert within is not None
    within.setContentsMargins(0, theme.S, 0, theme.S)  # in line with the buttons
    laid = QVBoxLayout(whole)
    laid.setContentsMargins(theme.XL, theme.M, theme.XL, theme.L)
    laid.setSpacing(theme.S)
    laid.addWidget(scrolling(inside), 1)
    laid.addLayout(buttons)


def _length(seconds: float) -> Text:
    if seconds < 90:
        return ntext("{n} second", "{n} seconds", max(round(seconds), 1))
    return ntext("{n} minute", "{n} minutes", round(seconds / 60))
