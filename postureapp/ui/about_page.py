"""About the app: its version and licence, what it does with your data, the licences of its parts, the debug page.

It shows what it is given and opens no address.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QFontDatabase, QGuiApplication
from PySide6.QtWidgets import QDialog, QFrame, QHBoxLayout, QLabel, QPlainTextEdit, QPushButton, QVBoxLayout, QWidget

from postureapp import __version__
from postureapp.core.errors import EnvironmentProblem
from postureapp.core.state import World
from postureapp.core.text import _, text
from postureapp.storage.licences import Licence, load_licences
from postureapp.ui import theme
from postureapp.ui.accessible import announce
from postureapp.ui.controls import box, button, entry, fit, furnish, label, row
from postureapp.ui.dialog_over import open_over
from postureapp.ui.icons import app_icon
from postureapp.ui.settings_pages import Column
from postureapp.ui.theme import Theme, Type

SIGN = 64
_PAGE_HEIGHT = 240


@dataclass(frozen=True, slots=True)
class AboutWires:
    """What the page asks: the debug page, what moves and rules rest on, and where the libraries of Qt are."""

    debug: Callable[[], str] = lambda: ""
    sources: Callable[[], tuple[str, ...]] = lambda: ()
    qt_folder: str = ""


class AboutPage(Column):
    """The page."""

    def __init__(self, look: Theme, wires: AboutWires) -> None:
        super().__init__()
        self._look, self._wires = look, wires
        self.dialog: Reading | None = None
        self.lay_out([_head(), self._privacy(), self._debug(), self._licences(), self._sources()])

    # --- parts --------------------------------------------------------------------------------------------------------

    def _privacy(self) -> QFrame:
        return _card(
            _("Privacy"),
            label(_("PostureApp opens no network connection: no account, no statistics, no search for updates.")),
            label(
                _(
                    "It notices that keys and mouse are used, never which keys; and that the camera or microphone is "
                    "in use, never what is seen or said."
                )
            ),
            label(_("What it keeps stays on this computer. “Your data” shows all of it, and deletes it if you wish.")),
            label(_("A booking page opens in your browser, and only when you ask for it.")),
        )

    def _debug(self) -> QFrame:
        told = label(
            _(
                "When something does not work: what this computer is and what the app found on it. Nothing of your "
                "diary, your health, your moves or your name is in it. Read it before you send it."
            )
        )
        self.copy = button(_("Copy debug page"), self._copy_debug)
        self.show_it = button(_("Show"), self._read_debug, "quiet", name=_("Show the debug page"))
        self.page = _plain_words(_("The debug page"), fixed=True)
        self.page.setFixedHeight(_PAGE_HEIGHT)
        self.page.hide()
        self.said = label("", Type.SMALL, tone="accent")
        self.said.hide()
        made = _card(_("Debug page"), told)
        laid = made.layout()
        assert isinstance(laid, QVBoxLayout)
        laid.addLayout(row(self.copy, self.show_it, None))
        laid.addWidget(self.said)
        laid.addWidget(self.page)
        return made

    def _show_debug(self) -> None:
        self.page.setPlainText(self._wires.debug())
        self.page.show()

    def _read_debug(self) -> None:
        self._show_debug()
        self.show_it.hide()
        self.page.setFocus()

    def _copy_debug(self) -> None:
        self._show_debug()
        self.show_it.hide()
        QGuiApplication.clipboard().setText(self.page.toPlainText())
        self.said.setText(_("The debug page is on the clipboard; below is what it says."))
        self.said.show()
        announce(self.said, self.said.text())

    def _licences(self) -> QFrame:
        contents: list[QWidget] = [
            label(_("PostureApp itself is free software under the MIT licence. It stands on the work of others:"))
        ]
        self.readers: list[QPushButton] = []
        try:
            parts = load_licences()
        except EnvironmentProblem as problem:
            return _card(_("Licences"), *contents, label(str(problem), tone="danger"))
        contents += [self._part(each) for each in parts]
        contents.append(label(_qt_words(self._wires.qt_folder), Type.SMALL, tone="soft"))
        return _card(_("Licences"), *contents)

    def _part(self, part: Licence) -> QWidget:
        name = label(f"{part.name} {part.version}", bold=True)
        about = label(f"{part.licence} · {part.home}", Type.SMALL, tone="soft")
        about.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        reader = button(
            _("Read"),
            partial(self.read, part),
            "quiet",
            name=str(text("Read the licence of {name}", name=part.name)),
        )
        self.readers.append(reader)
        return entry(name, about, reader)

    def read(self, part: Licence) -> None:
        """Show the words of a licence."""
        try:
            words = part.words()
        except EnvironmentProblem as problem:
            words = str(problem)
        open_over(self, Reading(self._look, part.name, words, self.window()))

    def _sources(self) -> QFrame:
        told = label(_("Moves, safety rules and intervals go by published work. Each of them names what it rests on."))
        self.sources = _plain_words(_("What moves and rules rest on"))
        self.sources.setFixedHeight(_PAGE_HEIGHT)
        self.sources.hide()
        self.show_sources = button(_("Show"), self._list_sources, "quiet", name=_("Show what it rests on"))
        made = _card(_("What it rests on"), told)
        laid = made.layout()
        assert isinstance(laid, QVBoxLayout)
        laid.addLayout(row(self.show_sources, None))
        laid.addWidget(self.sources)
        return made

    def _list_sources(self) -> None:
        self.sources.setPlainText("\n\n".join(self._wires.sources()))
        self.show_sources.hide()
        self.sources.show()
        self.sources.setFocus()


class Reading(QDialog):
    """A long text to read."""

    def __init__(self, look: Theme, name: str, words: str, above: QWidget | None = None) -> None:
        super().__init__(above)
        furnish(self, look)
        self.setWindowTitle(str(text("Licence of {name}", name=name)))
        self.words = _plain_words(self.windowTitle(), fixed=True)
        self.words.setPlainText(words)
        laid = QVBoxLayout(self)
        laid.setContentsMargins(theme.L, theme.L, theme.L, theme.M)
        laid.setSpacing(theme.M)
        laid.addWidget(self.words, 1)
        laid.addLayout(row(None, button(_("Close"), self.accept)))
        fit(self, 640, 560)


def sources_of(world: World) -> tuple[str, ...]:
    """What moves, causes and safety rules rest on, each named once."""
    named = [source for move in world.moves for source in (*move.sources, move.dose.source)]
    named += [cause.source for cause in world.causes.by_id.values()]
    named += [condition.source for condition in world.rules.conditions]
    return tuple(dict.fromkeys(source for source in named if source))


def _head() -> QWidget:
    sign = QLabel()
    sign.setPixmap(app_icon().pixmap(QSize(SIGN, SIGN)))
    sign.setFixedSize(SIGN, SIGN)
    sign.setAccessibleName(_("The sign of PostureApp"))
    words = QVBoxLayout()
    words.setSpacing(theme.XXS)
    words.addWidget(label("PostureApp", Type.TITLE))
    version = label(str(text("Version {version}", version=__version__)))
    version.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    words.addWidget(version)
    words.addWidget(label(_("By Osteo Health and the PostureApp authors"), Type.SMALL, tone="soft"))
    made = QWidget()
    laid = QHBoxLayout(made)
    laid.setContentsMargins(0, 0, 0, theme.S)
    laid.setSpacing(theme.L)
    laid.addWidget(sign, 0, Qt.AlignmentFlag.AlignTop)
    laid.addLayout(words, 1)
    return made


def _card(title: str, *contents: QWidget) -> QFrame:
    return box("card", label(title, Type.LARGE, bold=True), *contents)


def _qt_words(folder: str) -> str:
    told = _(
        "PySide6, Shiboken and Qt are used under the LGPL, version 3. They are separate files, and you may put your "
        "own build of the same version in their place and start PostureApp again."
    )
    return f"{told} {text('They are in {folder}', folder=folder)}" if folder else told


def _plain_words(name: str, *, fixed: bool = False) -> QPlainTextEdit:
    """Text to read, select and scroll; Tab leads out of it."""
    made = QPlainTextEdit()
    made.setReadOnly(True)
    made.setTabChangesFocus(True)
    made.setAccessibleName(name)
    made.setProperty("role", "reading")
    found = theme.font(Type.SMALL)
    if fixed:
        found.setFamilies([QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont).family()])
    made.setFont(found)
    return made
