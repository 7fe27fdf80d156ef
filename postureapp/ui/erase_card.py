"""Deleting everything: asked twice, the second time by typing a word, and told in words what goes and what stays.

Nothing is deleted before both were answered. When it is done it says so, above everything else, and the app ends.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QDialog, QFrame, QLineEdit, QVBoxLayout, QWidget

from postureapp.core.text import Text, _, text
from postureapp.ui import theme
from postureapp.ui.accessible import announce
from postureapp.ui.controls import button, fit, furnish, label, row, scrolling
from postureapp.ui.flow_layout import FlowLayout
from postureapp.ui.theme import Theme, Type

WORD = text("delete")


class EraseCard(QFrame):
    """The card: a button, then what goes and stays, then the word. `unfolded`: there is more of it to see."""

    unfolded = Signal()

    def __init__(
        self,
        look: Theme,
        erase: Callable[[], tuple[str, ...]],
        leave: Callable[[], None],
        kinds: Sequence[Text],
    ) -> None:
        super().__init__()
        self._look, self._erase, self._leave = look, erase, leave
        self.done: Done | None = None
        self.setProperty("box", "card")
        self.ask = button(_("Delete everything…"), self._unfold, "warm")
        self.first = self._make_first(kinds)
        self.second = self._make_second()
        laid = QVBoxLayout(self)
        laid.setContentsMargins(theme.L, theme.L - 4, theme.L, theme.L - 4)
        laid.setSpacing(theme.S)
        laid.addWidget(label(_("Delete everything"), Type.LARGE, bold=True))
        laid.addWidget(label(_("Everything that PostureApp keeps of you goes, for good. You will be asked twice.")))
        laid.addLayout(row(self.ask, None))
        laid.addWidget(self.first)
        laid.addWidget(self.second)
        self.fold()

    def _make_first(self, kinds: Sequence[Text]) -> QFrame:
        names = " · ".join(str(kind) for kind in kinds)
        self.keep = button(_("Keep everything"), self.fold)
        self.go_on = button(_("I understand, go on"), self._ask_for_word, "danger")
        return _panel(
            label(_("Do you want to delete everything?"), bold=True),
            _point(
                _("What goes:"),
                str(text("{names}; with all copies, and what starts PostureApp at login.", names=names)),
            ),
            _point(_("What stays:"), _("The program itself, and files that you exported or saved elsewhere.")),
            _point(
                _("After it:"),
                _("PostureApp ends. Started again it is as new; stretches stay off until you answer the questions."),
            ),
            _point(
                _("To know:"),
                _("A disk may hold traces of deleted files for a while, and so may a backup of your computer."),
            ),
            buttons=(self.keep, self.go_on),
        )

    def _make_second(self) -> QFrame:
        asked = str(text("Type “{word}” to delete everything for good:", word=WORD))
        self.word = _Word(self._delete)
        self.word.setAccessibleName(asked)
        self.word.textChanged.connect(self._look_at_word)
        self.keep_after_all = button(_("Keep everything"), self.fold)
        self.now = button(_("Delete everything now"), self._delete, "danger")
        return _panel(label(asked, bold=True), self.word, buttons=(self.keep_after_all, self.now))

    def fold(self) -> None:
        """Back to the beginning: nothing was deleted."""
        had_keys = self.isAncestorOf(self.focusWidget()) if self.focusWidget() is not None else False
        self.word.clear()
        self.now.setEnabled(False)
        self.first.hide()
        self.second.hide()
        self.ask.show()
        if had_keys and self.isVisible():
            self.ask.setFocus()

    def _unfold(self) -> None:
        self.ask.hide()
        self.first.show()
        self.keep.setFocus()
        self.unfolded.emit()
        announce(self, _("Do you want to delete everything?"))

    def _ask_for_word(self) -> None:
        self.first.hide()
        self.second.show()
        self.word.setFocus()
        self.unfolded.emit()

    def _look_at_word(self) -> None:
        self.now.setEnabled(self._is_meant)

    @property
    def _is_meant(self) -> bool:
        typed = self.word.text().strip().casefold()
        return typed in (str(WORD).casefold(), WORD.template)

    def _delete(self) -> None:
        if not self._is_meant or self.done is not None:
            return
        left = self._erase()
        self.done = Done(self._look, left, self.window())
        self.done.finished.connect(lambda _result: self._leave())
        self.done.show()  # `open` would let the other windows go on, and one of them could write again


class _Word(QLineEdit):
    """Where the word is typed; Enter stands for the button."""

    def __init__(self, entered: Callable[[], None]) -> None:
        super().__init__()
        self._entered = entered
        self.setMaxLength(40)
        self.setFont(theme.font(Type.BODY))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._entered()
        else:
            super().keyPressEvent(event)


class Done(QDialog):
    """The last word: that all is gone, or what could not be deleted. Closing it, in whatever way, ends the app."""

    def __init__(self, look: Theme, left: tuple[str, ...], above: QWidget | None = None) -> None:
        super().__init__(above)
        furnish(self, look)
        self.setWindowModality(Qt.WindowModality.ApplicationModal)
        self.setWindowTitle(_("Delete everything"))
        title = _("Not everything could be deleted:") if left else _("Everything was deleted.")
        contents = [label(title, Type.TITLE)]
        contents += [label(each, tone="danger") for each in left]
        if left:
            contents.append(label(_("Please delete these yourself. PostureApp ends now.")))
        else:
            contents.append(label(_("PostureApp ends now. If you start it again, it begins anew.")))
        inside = QWidget()
        laid = QVBoxLayout(inside)
        laid.setContentsMargins(0, 0, 0, 0)
        laid.setSpacing(theme.M)
        for each in contents:
            laid.addWidget(each)
        laid.addStretch(1)
        self.end = button(_("End PostureApp"), self.accept, "primary")
        whole = QVBoxLayout(self)
        whole.setContentsMargins(theme.XL, theme.XL, theme.XL, theme.L)
        whole.setSpacing(theme.L)
        whole.addWidget(scrolling(inside), 1)
        whole.addLayout(row(None, self.end))
        fit(self, 460, 205 + 40 * min(len(left), 5))
        self.end.setFocus()


def _panel(*contents: QWidget, buttons: tuple[QWidget, ...]) -> QFrame:
    made = QFrame()
    made.setProperty("box", "danger")
    laid = QVBoxLayout(made)
    laid.setContentsMargins(theme.L, theme.M, theme.L, theme.M)
    laid.setSpacing(theme.S)
    for widget in contents:
        laid.addWidget(widget)
    below = QWidget()
    flow = FlowLayout(theme.S)
    below.setLayout(flow)
    for each in buttons:
        flow.addWidget(each)
    laid.addWidget(below)
    return made


def _point(title: str, words: str) -> QWidget:
    made = QWidget()
    laid = QVBoxLayout(made)
    laid.setContentsMargins(0, 0, 0, 0)
    laid.setSpacing(0)
    laid.addWidget(label(title, Type.SMALL, bold=True))
    laid.addWidget(label(words))
    return made
