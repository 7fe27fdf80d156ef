"""The tray icon and its menu: what comes next, and every command, always in the same order.

It shows what it is told and tells what was chosen; it never decides, never changes a state, and has no timer: the first
line is asked for when the menu is about to show.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QAction, QGuiApplication
from PySide6.QtWidgets import QMenu, QSystemTrayIcon

from postureapp.core.replies import Reply, Waiting
from postureapp.core.text import Text, _, text
from postureapp.ui.icons import TrayState, tray_icon
from postureapp.ui.theme import Theme, palette

MOST_REPLIES = 6


@dataclass(frozen=True, slots=True)
class TrayStatus:
    """What the tray shows. `next_words`: what comes next and when; `fraction`: of the sitting clock, 0 to 1.

    `welcome_waits`: the first run was not gone through yet; `waits`: what waits for an answer.
    """

    next_words: Text | str
    fraction: float = 0.0
    state: TrayState = TrayState.SITTING
    on_phone: bool = False
    standing: bool = False
    paused: bool = False
    at_home: bool = False
    welcome_waits: bool = False
    waits: Waiting | None = None


class Tray(QObject):
    """The tray icon. Signals tell what the person chose."""

    replied = Signal(object)  # the event that the answer is
    home_asked = Signal()
    stretch_asked = Signal()
    moves_asked = Signal()
    phone_toggled = Signal(bool)
    standing_toggled = Signal(bool)
    home_toggled = Signal(bool)
    pause_asked = Signal(int)  # minutes
    pause_until_tomorrow_asked = Signal()
    resume_asked = Signal()
    hurt_told = Signal()
    check_in_asked = Signal()
    safety_asked = Signal()
    welcome_asked = Signal()
    settings_asked = Signal()
    quit_asked = Signal()
    activated = Signal()

    def __init__(self, status: Callable[[], TrayStatus], look: Theme, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._status, self._theme = status, look
        self._drawn: tuple[int, TrayState] | None = None
        self._offered: tuple[Reply, ...] = ()
        self.menu = QMenu()
        self._fill_menu()
        self._dress()
        look.changed.connect(self._dress)
        self.menu.aboutToShow.connect(self._look)
        self._icon: QSystemTrayIcon | None = None

    def show(self) -> None:
        """Put the icon into the tray."""
        if self._icon is None:
            self.recreate()

    def recreate(self) -> None:
        """Make the icon anew: one made before the panel's tray came up never registers there."""
        self.hide()
        self._icon = QSystemTrayIcon(self)
        self._icon.setContextMenu(self.menu)
        self._icon.activated.connect(self._clicked)
        self._drawn = None
        self.redraw()
        self._icon.show()

    def hide(self) -> None:
        """Take the icon out of the tray."""
        if self._icon is not None:
            self._icon.hide()
            self._icon.deleteLater()
            self._icon = None

    @property
    def is_seen(self) -> bool:
        """Whether a tray is known to show the icon; where that can't be told, False."""
        return self._icon is not None and not self._icon.geometry().isEmpty()

    def redraw(self) -> None:
        """Draw the icon for the status of now, if it would look different."""
        if self._icon is None:
            return
        status = self._status()
        wanted = (round(min(max(status.fraction, 0.0), 1.0) * 24), status.state)
        if wanted != self._drawn:
            self._icon.setIcon(tray_icon(wanted[0] / 24.0, status.state))
            self._drawn = wanted
        self._icon.setToolTip(str(status.next_words))

    def retranslate(self) -> None:
        """Say everything in the language in force now."""
        pauses = self._pauses
        self.menu.clear()
        pauses.deleteLater()
        self._fill_menu()
        self.menu.setLayoutDirection(QGuiApplication.layoutDirection())
        self._dress()
        self._look()

    def _fill_menu(self) -> None:
        self._next = self._action("", None)
        self._next.setEnabled(False)
        self.menu.addSeparator()
        self._waits = self._action("", None)
        self._waits.setEnabled(False)
        self._replies = [self._action("", partial(self._reply, n)) for n in range(MOST_REPLIES)]
        self._after_replies = self.menu.addSeparator()
        self._action(_("Home"), self.home_asked.emit)
        self._action(_("Stretch now"), self.stretch_asked.emit)
        self._action(_("Moves…"), self.moves_asked.emit)
        self._phone = self._action(_("I'm on my phone"), self.phone_toggled.emit, checkable=True)
        self._standing = self._action(_("I'm standing"), self.standing_toggled.emit, checkable=True)
        self._home = self._action(_("At home: floor moves too"), self.home_toggled.emit, checkable=True)
        self._pauses = self.menu.addMenu(_("Pause"))
        for words, minutes in ((_("For 30 minutes"), 30), (_("For 1 hour"), 60)):
            self._pauses.addAction(words, partial(self.pause_asked.emit, minutes))
        self._pauses.addAction(_("Until tomorrow"), self.pause_until_tomorrow_asked.emit)
        self._resume = self._action(_("Resume"), self.resume_asked.emit)
        self.menu.addSeparator()
        self._action(_("My upper back hurts"), self.hurt_told.emit)
        self._action(_("Check-in…"), self.check_in_asked.emit)
        self._action(_("Safety questions"), self.safety_asked.emit)
        self._welcome = self._action(_("Welcome"), self.welcome_asked.emit)
        self._welcome.setVisible(False)
        self._offer(None)
        self._action(_("Settings…"), self.settings_asked.emit)
        self.menu.addSeparator()
        self._action(_("Quit"), self.quit_asked.emit)

    def _dress(self) -> None:
        """Our colours: what the style takes for the first line, which can't be chosen, is too pale to read."""
        for menu in (self.menu, self._pauses):
            menu.setPalette(palette(self._theme.tokens))

    def _action(self, words: str, chosen: Callable[..., object] | None, *, checkable: bool = False) -> QAction:
        action = QAction(words, self.menu)
        action.setCheckable(checkable)
        if chosen is not None and checkable:
            # Not connected directly: a signal's own `emit` would be called without the argument.
            action.triggered.connect(lambda checked=False: chosen(checked))
        elif chosen is not None:
            action.triggered.connect(lambda _checked=False: chosen())
        self.menu.addAction(action)
        return action

    def _look(self) -> None:
        """Show the status of now in the menu."""
        status = self._status()
        self._next.setText(str(status.next_words))
        self._offer(status.waits)
        self._phone.setChecked(status.on_phone)
        self._standing.setChecked(status.standing)
        self._home.setChecked(status.at_home)
        self._welcome.setVisible(status.welcome_waits)
        self._pauses.menuAction().setVisible(not status.paused)
        self._resume.setVisible(status.paused)
        self.redraw()

    def _offer(self, waits: Waiting | None) -> None:
        """What waits and its answers, above everything else."""
        self._offered = waits.replies if waits is not None else ()
        for action in (self._waits, self._after_replies):
            action.setVisible(waits is not None)
        if waits is not None:
            self._waits.setText(str(text("Waiting for you: {what}", what=waits.title)))
        for n, action in enumerate(self._replies):
            action.setVisible(n < len(self._offered))
            if n < len(self._offered):
                action.setText(str(self._offered[n].words))

    def _reply(self, n: int) -> None:
        self.replied.emit(self._offered[n].event)

    def _clicked(self, reason: QSystemTrayIcon.ActivationReason) -> None:
        if reason in (QSystemTrayIcon.ActivationReason.Trigger, QSystemTrayIcon.ActivationReason.DoubleClick):
            self.activated.emit()
