"""The home window: today and what comes next, the weeks behind a second tab, and the way to everything else.

It shows what it is told and sends events; it decides nothing. While it is seen it looks at the clock once a minute, and
not at all while it is not. Where there is no tray it is the full control.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, Qt, QTimer
from PySide6.QtGui import QContextMenuEvent, QHideEvent, QKeySequence, QShortcut, QShowEvent, QWindow
from PySide6.QtWidgets import QAbstractButton, QMenu, QStackedWidget, QTabBar, QVBoxLayout, QWidget

from postureapp.core import events
from postureapp.core.day import Day, Kept
from postureapp.core.errors import EnvironmentProblem
from postureapp.core.events import Event, Moment
from postureapp.core.hours import coming_morning
from postureapp.core.state import World
from postureapp.core.status import Status
from postureapp.core.text import Text, _, text
from postureapp.ui import theme
from postureapp.ui.accessible import announce
from postureapp.ui.controls import box, button, fit, furnish, label, row
from postureapp.ui.home_days import HomeDays
from postureapp.ui.menu_button import MenuButton
from postureapp.ui.theme import Theme
from postureapp.ui.today_page import HomeActs, TodayPage
from postureapp.ui.waiting import Shown
from postureapp.ui.waiting_row import WaitingRow

if TYPE_CHECKING:
    from postureapp.ui.back_page import BackPage
    from postureapp.ui.back_wires import BackWires
    from postureapp.ui.history_page import HistoryPage

MINUTE_MS = 60_000
TODAY, WEEKS, BACK = 0, 1, 2
DaysOf = Callable[[Moment, Status], tuple[Day, Day]]


@dataclass(frozen=True, slots=True)
class HomeWires:
    """What the window shows and what it asks for.

    `facts` gives those of the diary from a moment to another (aware). `open` takes "settings", "moves", "safety",
    "book", "check-in", "report", "welcome", "quit". `export` writes a file's content to the path that was chosen for
    it. `note` is said once, where there is no tray. `offers_welcome`: the first run was not gone through yet.
    `waiting`: what waits for an answer elsewhere, the most urgent first. `back`: what "My back" needs, if it is there.
    """

    status: Callable[[], Status]
    world: Callable[[], World]
    facts: Callable[[datetime, datetime], list[Kept]]
    now: Callable[[], Moment]
    handle: Callable[[Event], None]
    open: Callable[[str], None]
    export: Callable[[bytes, str], None] = lambda _content, _name: None
    note: Text = Text("")
    offers_welcome: bool = False
    waiting: Callable[[], Sequence[Shown]] = tuple
    back: Callable[[], BackWires] | None = None


class HomeWindow(QWidget):
    """Today and the weeks. `refresh` is to be called when something may have changed.

    `days` gives today and yesterday; without it they are read from the facts.
    """

    def __init__(self, look: Theme, wires: HomeWires, days: DaysOf | None = None) -> None:
        super().__init__(None, Qt.WindowType.Window)
        self._look, self._wires = look, wires
        self._days = days or HomeDays(wires.facts).look
        self._weeks: HistoryPage | None = None
        self._watched: QWindow | None = None  # the window of the system
        self.back: BackPage | None = None
        self._told: tuple[str, bool, bool] | None = None  # what a screen reader has been told of
        furnish(self, look)
        self.setWindowTitle(_("PostureApp: today"))
        self.setMinimumSize(600, 380)
        self.today = TodayPage(look, self._acts(), lambda: wires.world().settings.pause_min)
        self._lay_out()
        self.minute = QTimer(self)
        self.minute.setInterval(MINUTE_MS)
        self.minute.timeout.connect(self.refresh)
        QShortcut(QKeySequence(Qt.Key.Key_Escape), self).activated.connect(self.close)
        if sys.platform == "linux":  # elsewhere Qt makes a context menu event of these keys, here of the menu key only
            QShortcut(QKeySequence("Shift+F10"), self).activated.connect(self._open_menu)
        fit(self, 900, 716)
        self.show_waiting()
        if not self.waiting.take_keyboard():
            self.today.stretch.setFocus()

    def _acts(self) -> HomeActs:
        wires = self._wires
        return HomeActs(
            stretch=lambda: self._send(events.StretchAsked()),
            phone=lambda on: self._send(events.PhoneToggled(on)),
            standing=lambda on: self._send(events.StandingToggled(on)),
            pause=self._pause,
            resume=lambda: self._send(events.UnpauseAsked()),
            hurts=lambda: wires.open("book"),
            safety=lambda: wires.open("safety"),
            settings=lambda: wires.open("settings"),
        )

    def _lay_out(self) -> None:
        self.tabs = QTabBar()
        self.tabs.setDrawBase(False)
        self.tabs.setExpanding(False)
        self.tabs.setFont(theme.font(theme.Type.BODY))
        self.tabs.setAccessibleName(_("What is shown"))
        self.tabs.addTab(_("Today"))
        self.tabs.addTab(_("Week and months"))
        if self._wires.back is not None:
            self.tabs.addTab(_("My back"))
        for arrow, words in zip(
            self.tabs.findChildren(QAbstractButton), (_("Tabs before"), _("Tabs after")), strict=False
        ):
            arrow.setAccessibleName(words)  # shown where there is no room for all tabs
        self.tabs.currentChanged.connect(self._turn_to)
        self.more = button(_("More"), lambda: None, "quiet", described=_("Everything else"), kind=MenuButton)
        self.more.setMenu(self._menu())
        self._pages = QStackedWidget()
        self._pages.addWidget(self.today)
        top = row(self.tabs, None, self.more)
        top.setContentsMargins(theme.L, theme.M, theme.L, 0)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(theme.S)
        whole.addLayout(top)
        self.note = self._make_note()
        whole.addWidget(self.note)
        self.waiting = WaitingRow(self.show_waiting, away=self.tabs, after=self._close_note)
        whole.addWidget(self.waiting)
        whole.addWidget(self._pages, 1)
        self.say(self._wires.note)

    def _make_note(self) -> QWidget:
        """Where something is said once."""
        frame = QWidget()
        self._note_words = label("")
        self._close_note = button(_("Close"), frame.hide, "quiet", name=_("Close this note"))
        line = row(self._note_words, self._close_note)
        line.setStretch(0, 1)
        inside = box("accent", margin=theme.M)
        inside.layout().addLayout(line)  # type: ignore[union-attr]
        laid = QVBoxLayout(frame)
        laid.setContentsMargins(theme.L, 0, theme.L, 0)
        laid.addWidget(inside)
        frame.hide()
        return frame

    def say(self, note: Text) -> None:
        """Say this above everything, until it is closed."""
        self._note_words.setText(str(note))
        self.note.setVisible(bool(note))

    def _menu(self) -> QMenu:
        menu = QMenu(_("More"), self)
        for words, what in (
            (_("Moves…"), "moves"),
            (_("Settings…"), "settings"),
            (_("Safety questions"), "safety"),
            *(((_("Welcome"), "welcome"),) if self._wires.offers_welcome else ()),
            (_("Check-in…"), "check-in"),
            (_("Book a visit…"), "book"),
            ("", ""),
            (_("Quit PostureApp"), "quit"),
        ):
            if what:
                menu.addAction(words).triggered.connect(lambda _checked=False, what=what: self._wires.open(what))
            else:
                menu.addSeparator()
        return menu

    # --- what is asked ------------------------------------------------------------------------------------------------

    def _send(self, event: Event) -> None:
        self._wires.handle(event)
        self.refresh()  # a switch that was refused goes back

    def _pause(self, minutes: int | None) -> None:
        now = self._wires.now()
        until = coming_morning(now.local) if minutes is None else now.utc + timedelta(minutes=minutes)
        self._send(events.PauseAsked(until.astimezone(UTC)))

    def _turn_to(self, tab: int) -> None:
        """Show a tab; the pages behind the first are made when they are first looked at."""
        shown: QWidget | None = {TODAY: self.today, WEEKS: self._weeks, BACK: self.back}[tab]
        if shown is None:
            shown = self._make_weeks() if tab == WEEKS else self._make_back()
            self._pages.addWidget(shown)
        self._pages.setCurrentWidget(shown)
        titles = (_("PostureApp: today"), _("PostureApp: week and months"), _("PostureApp: my back"))
        self.setWindowTitle(titles[tab])
        self.refresh()

    def _make_weeks(self) -> QWidget:
        from postureapp.ui.history_page import HistoryPage

        self._weeks = HistoryPage(self._look, self._wires)
        return self._weeks

    def _make_back(self) -> QWidget:
        from postureapp.ui.back_page import BackPage

        assert self._wires.back is not None
        self.back = BackPage(self._look, self._wires.back())
        return self.back

    def show_back(self) -> None:
        """Turn to "My back"."""
        self.tabs.setCurrentIndex(BACK)

    # --- what is shown ------------------------------------------------------------------------------------------------

    def refresh(self) -> None:
        """Show what holds now, where it is seen."""
        if not self.minute.isActive():
            return
        waits = self.show_waiting()
        seen = self._pages.currentWidget()
        if seen is not self.today:
            for page in (self._weeks, self.back):
                if page is not None:
                    page.refresh()  # of those only the one that is seen does anything
            return
        status, world, now = self._wires.status(), self._wires.world(), self._wires.now()
        self.today.show_status(status, world, now)
        try:
            today, yesterday = self._days(now, status)
        except EnvironmentProblem as problem:
            self.today.show_trouble(str(problem))
            return
        self.today.show_trouble("")
        self.today.show_days(today, yesterday, status, world, now)
        self._announce(status, waits)

    def show_waiting(self) -> str:
        """Show what waits for an answer; gives what of it was said aloud, as it is new."""
        is_today = self.tabs.currentIndex() == TODAY
        told = self.waiting.show_waiting([each for each in self._wires.waiting() if is_today or not each.is_quiet])
        if told and self.isActiveWindow():
            announce(self.waiting, told)
        return told

    def _announce(self, status: Status, waits: str) -> None:
        """Say aloud what has become otherwise, also from elsewhere; not each minute that goes by.

        `waits` was said already.
        """
        stands = status.is_due or status.paused_until is not None
        told = str(status.next_words) if stands else "", status.phone_on, status.standing
        was, self._told = self._told, told
        if was is None or was == told or waits or not self.isActiveWindow():
            return
        tiles = ((self.today.phone, status.phone_on, was[1]), (self.today.standing, status.standing, was[2]))
        begun = [
            str(text("{setting}: {choice}", setting=tile.text(), choice=_("On")))
            for tile, on, was_on in tiles
            if on > was_on
        ]
        announce(self.today.headline, ". ".join(begun) or str(status.next_words))

    def _follow_clock(self, seen: bool) -> None:
        if seen == self.minute.isActive():
            return
        if seen:
            self.minute.start()
            self.refresh()
        else:
            self.minute.stop()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        handle = self.windowHandle()  # `changeEvent` would load every class of event, for as long as the app runs
        if handle is not None and handle is not self._watched:
            self._watched = handle
            handle.windowStateChanged.connect(self._state_changed)
        self._follow_clock(not self.isMinimized())

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self._follow_clock(False)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """The menu key or the right button: everything else, where it was asked for."""
        by_key = event.reason() == QContextMenuEvent.Reason.Keyboard
        self._open_menu(None if by_key else event.globalPos())

    def _open_menu(self, at: QPoint | None = None) -> None:
        menu = self.more.menu()
        menu.popup(at or self.more.mapToGlobal(QPoint(0, self.more.height())))
        menu.setActiveAction(menu.actions()[0])

    def _state_changed(self, _state: object) -> None:
        self._follow_clock(self.isVisible() and not self.isMinimized())
