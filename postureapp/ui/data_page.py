"""Your data: what is kept and where, all of it to take along, all of it to delete.

The page asks twice before anything is deleted and says in words what goes and what stays. It reads no file itself and
decides nothing; when all is gone it tells so and lets the app end.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date
from functools import partial
from pathlib import Path

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QFileDialog, QFrame, QGridLayout, QLabel, QProgressBar, QPushButton, QVBoxLayout, QWidget

from postureapp.core.errors import EnvironmentProblem
from postureapp.core.text import Text, _, listed, text
from postureapp.storage.export import FILE_NAME
from postureapp.storage.folders import Folders
from postureapp.storage.inventory import Holding, holdings
from postureapp.ui import theme
from postureapp.ui.accessible import announce
from postureapp.ui.controls import box, button, entry, label, row
from postureapp.ui.dialog_over import open_over
from postureapp.ui.erase_card import EraseCard
from postureapp.ui.forget_card import Days, ForgetCard, ImportCard
from postureapp.ui.save_dialog import save_dialog
from postureapp.ui.settings_pages import Column, heading
from postureapp.ui.theme import Theme, Type

_KB, _MB = 1000, 1_000_000


@dataclass(frozen=True, slots=True)
class DataWires:
    """What the page asks. `open_folder` gives "" or why not; `export` writes in steps and tells how far it is.

    `count`, `forget` and `take_in` are of the diary and raise EnvironmentProblem. `erase` gives a sentence for each
    thing that could not be deleted; after it nothing is written any more, and the app is to end: `leave`.
    """

    places: Folders = field(default_factory=lambda: Folders(Path(), Path(), Path()))
    open_folder: Callable[[Path], str] = lambda _folder: ""
    export: Callable[[Path], Iterator[float]] = lambda _path: iter(())
    today: Callable[[], date] = lambda: date(2000, 1, 1)
    count: Days = lambda _first, _last: 0
    forget: Days = lambda _first, _last: 0
    take_in: Callable[[Path], tuple[int, int]] = lambda _path: (0, 0)
    erase: Callable[[], tuple[str, ...]] = lambda: ()
    leave: Callable[[], None] = lambda: None


class DataPage(Column):
    """The page."""

    def __init__(self, look: Theme, wires: DataWires) -> None:
        super().__init__()
        self._wires = wires
        self._steps: list[Iterator[float]] = []
        self._writing = QTimer(self)
        self._writing.timeout.connect(self._go_on)
        self._scroll = QTimer(self)
        self._scroll.setSingleShot(True)
        self._scroll.timeout.connect(self._show_whole_card)
        self.destroyed.connect(partial(_give_up, self._steps))
        self.dialog: QFileDialog | None = None
        self.kept = _Kept(holdings(wires.places))
        self.folders = _Places(wires)
        self.erase = EraseCard(look, wires.erase, wires.leave, [each.name for each in holdings(wires.places)])
        self.forget = ForgetCard(wires.today(), wires.count, wires.forget)
        self.bring_back = ImportCard(wires.take_in)
        head = heading(_("Your data"), _("All of it is on this computer, and nowhere else."))
        private = label(_("PostureApp opens no network connection. Nothing is sent to the clinic or to anyone else."))
        self.erase.unfolded.connect(lambda: self._scroll.start(0))  # once it has its height
        self.lay_out(
            [
                head,
                _titled(_("What is kept"), private, self.kept),
                _titled(_("Where it is"), self.folders),
                self._make_export(),
                self.bring_back,
                self.forget,
                self.erase,
            ]
        )

    def refresh(self) -> None:
        """Tell the sizes of now."""
        self.kept.refresh()

    def _show_whole_card(self) -> None:
        bar = self.area.verticalScrollBar()
        bar.setValue(bar.maximum())

    # --- taking it along ----------------------------------------------------------------------------------------------

    def _make_export(self) -> QFrame:
        told = label(
            _(
                "One zip with all of it: the diary as a table and as JSON, your settings, your safety answers, and a "
                "page that explains each column."
            )
        )
        self.export = button(_("Export everything…"), self._ask_where, described=told.text())
        self.stop = button(_("Stop"), self._stop, "quiet", name=_("Stop the export"))
        self.bar = QProgressBar()
        self.bar.setRange(0, 100)
        self.bar.setTextVisible(False)
        self.bar.setAccessibleName(_("How much is written"))
        self.said = label("")
        self.said.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        for each in (self.stop, self.bar, self.said):
            each.hide()
        made = _titled(_("Take it with you"), told)
        laid = made.layout()
        assert isinstance(laid, QVBoxLayout)
        laid.addLayout(row(self.export, self.stop, None))
        laid.addWidget(self.bar)
        laid.addWidget(self.said)
        return made

    def _ask_where(self) -> None:
        title, kind = _("Export everything"), _("Zip files (*.zip)")
        asks = save_dialog(self, title, kind, f"{FILE_NAME}.zip", lambda path: self.export_to(Path(path)))
        open_over(self, asks)

    def export_to(self, path: Path) -> None:
        """Begin to write everything to a file."""
        self._target = path
        self._steps[:] = [self._wires.export(path)]
        self._show_writing(True)
        self._tell(str(text("Writing {file} …", file=str(path))), aloud=False)
        self._writing.start(0)  # a step whenever nothing else waits; it ends with the export

    def _go_on(self) -> None:
        try:
            done = next(self._steps[0], None)
        except EnvironmentProblem as problem:
            self._end_export(str(problem))
            return
        if done is None:
            self._end_export(str(text("Everything was written to {file}.", file=str(self._target))))
        else:
            self.bar.setValue(round(done * 100))

    def _stop(self) -> None:
        self._end_export(_("The export was stopped; nothing was written."))

    def _end_export(self, said: str) -> None:
        self._writing.stop()
        _give_up(self._steps)
        had_keys = self.stop.hasFocus()
        self._show_writing(False)
        if had_keys:
            self.export.setFocus()
        self._tell(said)

    def _show_writing(self, on: bool) -> None:
        self.bar.setValue(0)
        self.bar.setVisible(on)
        self.stop.setVisible(on)
        self.export.setEnabled(not on)
        self.erase.setEnabled(not on)
        if on:
            self.stop.setFocus()

    def _tell(self, words: str, *, aloud: bool = True) -> None:
        self.said.setText(words)
        self.said.show()
        if aloud:
            announce(self.said, words)


def _give_up(steps: list[Iterator[float]], _gone: object = None) -> None:
    """Let go of an export, so that nothing half-written is left."""
    for each in steps:
        close = getattr(each, "close", None)
        if close is not None:
            close()
    steps.clear()


def _titled(title: str, *contents: QWidget) -> QFrame:
    return box("card", label(title, Type.LARGE, bold=True), *contents)


class _Kept(QWidget):
    """What is kept: each kind with its words and its size."""

    def __init__(self, kinds: tuple[Holding, ...]) -> None:
        super().__init__()
        self._kinds = kinds
        self.sizes: list[QLabel] = []
        laid = QGridLayout(self)
        laid.setContentsMargins(0, theme.XS, 0, 0)
        laid.setHorizontalSpacing(theme.L)
        laid.setVerticalSpacing(theme.M)
        laid.setColumnStretch(0, 1)
        for line, kind in enumerate(kinds):
            words = QVBoxLayout()
            words.setSpacing(0)
            words.addWidget(label(str(kind.name), bold=True))
            words.addWidget(label(str(kind.what), Type.SMALL, tone="soft"))
            size = label("", Type.SMALL, tone="soft")
            size.setWordWrap(False)
            size.setAlignment(Qt.AlignmentFlag.AlignTrailing | Qt.AlignmentFlag.AlignTop)
            self.sizes.append(size)
            laid.addLayout(words, line, 0)
            laid.addWidget(size, line, 1, Qt.AlignmentFlag.AlignTop)
        self.refresh()

    def refresh(self) -> None:
        """Tell the sizes of now."""
        for kind, size in zip(self._kinds, self.sizes, strict=True):
            words = str(size_words(kind.size()))
            if words != size.text():
                size.setText(words)
                size.setAccessibleName(str(text("{what}: {size}", what=kind.name, size=words)))


def size_words(size: int) -> Text:
    """How much room a file takes."""
    if not size:
        return text("nothing yet")
    if size >= _MB:
        return text("{n} MB", n=f"{size / _MB:.1f}")
    return text("{n} kB", n=max(round(size / _KB), 1))


class _Places(QWidget):
    """The folders, each with a way into it."""

    def __init__(self, wires: DataWires) -> None:
        super().__init__()
        self._wires = wires
        self.buttons: list[QPushButton] = []
        self.said = label("", tone="danger")
        self.said.hide()
        laid = QVBoxLayout(self)
        laid.setContentsMargins(0, 0, 0, 0)
        laid.setSpacing(theme.M)
        places = wires.places
        named = {places.data: [text("Diary and answers")]}
        named.setdefault(places.config, []).append(text("Settings"))
        named.setdefault(places.state, []).append(text("Session and log"))
        for folder, names in named.items():
            laid.addWidget(self._line(str(listed(names)), folder))
        laid.addWidget(self.said)

    def _line(self, name: str, folder: Path) -> QWidget:
        path = label(_breakable(str(folder)), Type.SMALL, tone="soft")
        path.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        path.setAccessibleName(str(folder))
        opener = button(
            _("Open the folder"),
            partial(self._open, folder),
            "quiet",
            name=str(text("Open the folder: {name}", name=name)),
            described=str(folder),
        )
        self.buttons.append(opener)
        return entry(label(name, bold=True), path, opener)

    def _open(self, folder: Path) -> None:
        refused = self._wires.open_folder(folder)
        self.said.setText(refused)
        self.said.setVisible(bool(refused))
        announce(self.said, refused)


def _breakable(path: str) -> str:
    """A path that may be broken after each of its parts; an invisible space is no part of what is read."""
    return path.replace("/", "/\u200b").replace("\\", "\\\u200b")
