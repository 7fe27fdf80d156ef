"""Forgets days of the diary for good, and takes an export back in. Nothing is deleted before it was said how much.

It reads and writes nothing itself.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path

from PySide6.QtCore import QStandardPaths
from PySide6.QtWidgets import QFileDialog, QFrame, QLabel, QVBoxLayout, QWidget

from postureapp.core.errors import PostureError
from postureapp.core.text import _, ntext, text
from postureapp.ui import theme
from postureapp.ui.accessible import announce
from postureapp.ui.controls import box, button, come_into_view, label, row
from postureapp.ui.date_box import DateBox
from postureapp.ui.dialog_over import open_over
from postureapp.ui.flow_layout import FlowLayout
from postureapp.ui.theme import Type

_EARLIEST = date(2000, 1, 1)

Days = Callable[[date, date], int]


class ForgetCard(QFrame):
    """The days, how many entries they have, and the deletion. `count` and `forget` take the first and the last day.

    Both raise EnvironmentProblem.
    """

    def __init__(self, today: date, count: Days, forget: Days) -> None:
        super().__init__()
        self._count, self._forget = count, forget
        self.first = DateBox(_("From this day"), _EARLIEST, today, today)
        self.last = DateBox(_("To this day"), _EARLIEST, today, today)
        for day in (self.first, self.last):
            day.dateChanged.connect(self._fold)
        self.ask = button(_("Forget these days…"), self._ask, "warm")
        self.keep = button(_("Keep them"), self._leave)
        self.now = button(_("Delete them for good"), self._delete, "danger")
        self.said = label("")
        self.said.hide()
        self._question = QWidget()
        asked = FlowLayout(theme.S)
        self._question.setLayout(asked)
        for made in (self.keep, self.now):
            asked.addWidget(made)
        self._question.hide()
        inside = box(
            "card",
            label(_("Forget a time"), Type.LARGE, bold=True),
            label(
                _(
                    "The diary of these days is deleted for good, also from older copies of it, which go as a whole. "
                    "Settings and safety answers stay."
                )
            ),
        )
        laid = inside.layout()
        assert isinstance(laid, QVBoxLayout)
        which = QWidget()
        flow = FlowLayout(theme.S)
        which.setLayout(flow)
        for widget in (self.first, self.last, self.ask):
            flow.addWidget(widget)
        laid.addWidget(label(_("From the first of these days to the last, both included:"), tone="soft"))
        laid.addWidget(which)
        laid.addWidget(self.said)
        laid.addWidget(self._question)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(inside)

    def _ask(self) -> None:
        first, last = self._days()
        try:
            number = self._count(first, last)
        except PostureError as problem:
            self._say(str(problem), "danger")
            return
        if not number:
            self._say(_("There is nothing in the diary on these days."))
            return
        self._say(str(ntext("{n} entry would be deleted for good.", "{n} entries would be deleted for good.", number)))
        self._question.show()
        self.keep.setFocus()
        come_into_view(self)

    def _delete(self) -> None:
        try:
            number = self._forget(*self._days())
        except PostureError as problem:
            self._leave()
            self._say(str(problem), "danger")
            return
        self._leave()
        self._say(str(ntext("{n} entry was deleted for good.", "{n} entries were deleted for good.", number)))

    def _leave(self) -> None:
        """Back to before the question; the keyboard does not go on to what deletes everything."""
        self.ask.setFocus()
        self._fold()

    def _days(self) -> tuple[date, date]:
        first, last = self.first.day, self.last.day
        return min(first, last), max(first, last)

    def _fold(self) -> None:
        """Nothing is asked any more."""
        self._question.hide()
        self.said.hide()

    def _say(self, words: str, tone: str = "") -> None:
        _say(self.said, words, tone)


class ImportCard(QFrame):
    """Takes an export in; `take_in` gives how many entries were new and how many known, or raises."""

    def __init__(self, take_in: Callable[[Path], tuple[int, int]]) -> None:
        super().__init__()
        self._take_in = take_in
        self.dialog: QFileDialog | None = None
        self.choose = button(_("Take an export in…"), self._choose)
        self.said = label("")
        self.said.hide()
        inside = box(
            "card",
            label(_("Bring it back"), Type.LARGE, bold=True),
            label(
                _(
                    "The diary of an export comes into this one: what is new of it. Settings and safety answers never "
                    "come from a file."
                )
            ),
        )
        laid = inside.layout()
        assert isinstance(laid, QVBoxLayout)
        laid.addLayout(row(self.choose, None))
        laid.addWidget(self.said)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(inside)

    def _choose(self) -> None:
        folder = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
        kinds = _("Exports (*.zip *.json)")
        asks = QFileDialog(self, _("Take an export in"), folder, kinds)
        asks.setFileMode(QFileDialog.FileMode.ExistingFile)
        asks.fileSelected.connect(lambda path: self.take(Path(path)))
        open_over(self, asks)

    def take(self, path: Path) -> None:
        """Take this file in, and say what came of it."""
        tone = ""
        try:
            new, known = self._take_in(path)
        except PostureError as problem:
            said, tone = str(problem), "danger"
        else:
            said = str(
                text(
                    "{new} {known}",
                    new=ntext("{n} entry is new in your diary.", "{n} entries are new in your diary.", new),
                    known=ntext("{n} was in it already.", "{n} were in it already.", known),
                )
            )
        _say(self.said, said, tone)


def _say(where: QLabel, words: str, tone: str) -> None:
    """Say what came of it; "danger" for what went wrong."""
    where.setText(words)
    where.setProperty("tone", tone)
    where.style().polish(where)
    where.show()
    come_into_view(where)
    announce(where, words)
