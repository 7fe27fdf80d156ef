"""Today in the home window: what comes next and why, the buttons for what people do, the day, and its figures.

It shows what it is told and hands on what is pressed; what becomes of it is decided elsewhere.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import QPoint
from PySide6.QtGui import QFontMetrics, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QMenu, QSizePolicy, QVBoxLayout, QWidget

from postureapp.core import date_words
from postureapp.core.day import Day
from postureapp.core.events import Moment
from postureapp.core.state import World
from postureapp.core.status import Doing, Status
from postureapp.core.text import Text, _, text
from postureapp.ui import clock_ring, home_words, theme
from postureapp.ui.action_tile import ActionTile, TileSign
from postureapp.ui.clock_ring import ClockRing
from postureapp.ui.controls import bar_in_margin, box, button, label, row, scrolling
from postureapp.ui.day_card import DayCard
from postureapp.ui.day_figures import DayFigures
from postureapp.ui.home_frame import frame_of
from postureapp.ui.theme import Theme, Type

FIRST_S = 600.0  # with less than this of a first day there is nothing to see yet
HOUR_MIN = 60
LOW = 460  # on less height what comes next is said in less room, so that the day is seen too


@dataclass(frozen=True, slots=True)
class HomeActs:
    """What the buttons ask for. `pause` takes minutes; None: until tomorrow."""

    stretch: Callable[[], object]
    phone: Callable[[bool], object]
    standing: Callable[[bool], object]
    pause: Callable[[int | None], object]
    resume: Callable[[], object]
    hurts: Callable[[], object]
    safety: Callable[[], object]
    settings: Callable[[], object]


class TodayPage(QWidget):
    """The first page of the home window."""

    def __init__(self, look: Theme, acts: HomeActs, pause_min: Callable[[], int]) -> None:
        super().__init__()
        self._acts, self._pause_min, self._is_paused, self._is_low = acts, pause_min, False, False
        self._make_hero(look)
        self._make_tiles(look)
        self.day = DayCard(look)
        self.figures = DayFigures(look)
        self.trouble = label("", tone="danger")
        inside = QWidget()
        laid = QVBoxLayout(inside)
        laid.setSpacing(theme.M)
        laid.addLayout(self._hero())
        laid.addLayout(row(*self.tiles))
        laid.addWidget(self.questions)
        laid.addWidget(self.trouble)
        laid.addWidget(self.day)
        laid.addWidget(self.figures)
        laid.addStretch(1)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        area = scrolling(inside)
        bar_in_margin(area, laid, (theme.L, theme.XS, theme.L, theme.L))
        whole.addWidget(area)
        for hidden in (self.questions, self.trouble):
            hidden.hide()

    # --- made once ----------------------------------------------------------------------------------------------------

    def _make_hero(self, look: Theme) -> None:
        self.ring = ClockRing(look)
        self.date = label("", Type.SMALL, tone="soft")
        self.headline = label("", Type.DISPLAY)
        self.why = label("", Type.LARGE, tone="soft")
        self.cause = label("", Type.SMALL)
        self.cause.setProperty("chip", "quiet")
        self.cause.setWordWrap(False)
        self.cause.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Minimum)
        self.aside = label("", Type.SMALL, tone="warm")
        self._off_words = label("")
        answer = button(_("Safety questions"), self._acts.safety)
        line = row(self._off_words, answer, spacing=theme.M)
        line.setStretch(0, 1)
        self.questions = box("warm", margin=theme.M)
        inside = self.questions.layout()
        assert isinstance(inside, QVBoxLayout)
        inside.addLayout(line)

    def _hero(self) -> QHBoxLayout:
        words = QVBoxLayout()
        words.setSpacing(theme.XS)
        words.addStretch(1)
        for each in (self.date, self.headline, self.why, self.cause, self.aside):
            words.addWidget(each)
        words.addStretch(1)
        hero = row(self.ring, spacing=theme.L)
        hero.addLayout(words, 1)
        return hero

    def _make_tiles(self, look: Theme) -> None:
        acts = self._acts
        self.stretch = ActionTile(TileSign.STRETCH, _("Stretch now"), look, acts.stretch, "primary")
        self.phone = ActionTile(TileSign.PHONE, _("I'm on my phone"), look, lambda: acts.phone(self.phone.isChecked()))
        self.standing = ActionTile(
            TileSign.STANDING, _("I'm standing"), look, lambda: acts.standing(self.standing.isChecked())
        )
        self.pause = ActionTile(TileSign.PAUSE, _("Pause"), look, self._pause_or_resume)
        self.hurts = ActionTile(TileSign.HURT, _("My upper back hurts"), look, acts.hurts, "warm")
        self.phone.setCheckable(True)
        self.standing.setCheckable(True)
        self.phone.keep_room(_("Counting"))
        self.standing.keep_room(_("On"))
        self.tiles = (self.stretch, self.phone, self.standing, self.pause, self.hurts)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        is_low = self.height() < LOW
        if is_low != self._is_low:
            self._is_low = is_low
            self.ring.resize_ring(clock_ring.SMALL if is_low else clock_ring.LARGE)
            self.why.setFont(theme.font(Type.BODY if is_low else Type.LARGE))
            self.date.setVisible(not is_low)
        self._fit_headline()

    def _fit_headline(self) -> None:
        """In display size where it fits into one line: a word alone in a second one is no headline."""
        room = self.width() - self.ring.width() - 3 * theme.L
        fits = QFontMetrics(theme.font(Type.DISPLAY)).horizontalAdvance(self.headline.text()) <= room
        self.headline.setFont(theme.font(Type.DISPLAY if fits and not self._is_low else Type.TITLE))

    # --- shown --------------------------------------------------------------------------------------------------------

    def show_status(self, status: Status, world: World, now: Moment) -> None:
        """Show what comes next and what is so now."""
        self.date.setText(str(date_words.full_day(now.local.date())))
        _say(self.headline, home_words.headline(status, now))
        self._fit_headline()
        _say(self.why, home_words.why(status, world, now))
        _say(self.cause, home_words.cause_name(status, world))
        _say(self.aside, home_words.aside(status))
        self._show_ring(status)
        self.phone.setChecked(status.phone_on)
        self.phone.show_now(_("I'm on my phone"), _("Counting") if status.phone_on else "")
        self.standing.setChecked(status.standing)
        self.standing.show_now(_("I'm standing"), _("On") if status.standing else "")
        self._is_paused = status.paused_until is not None
        if self._is_paused:
            self.pause.show_now(_("Resume"), str(home_words.paused_until(status, now)), TileSign.RESUME)
        else:
            self.pause.show_now(_("Pause"), "", TileSign.PAUSE)
        off = home_words.stretches_off(status)
        self._off_words.setText(str(off))
        self.questions.setVisible(bool(off))

    def _show_ring(self, status: Status) -> None:
        if status.paused_until is not None:
            self.ring.show_clock(0.0, _("Paused"), "")
        elif status.doing is Doing.AWAY:
            self.ring.show_clock(0.0, _("On a break"), "")
        elif status.standing:
            self.ring.show_clock(0.0, _("Standing"), "")
        elif status.doing is Doing.OFF_HOURS and status.next_size is None:
            self.ring.show_clock(0.0, _("Off hours"), "")
        else:
            sat = str(home_words.in_hours(status.clocks.posture_s))
            fraction = 1.0 if status.is_due else status.progress
            self.ring.show_clock(fraction, sat, _("of sitting"), due=status.is_due)

    def show_days(self, today: Day, yesterday: Day, status: Status, world: World, now: Moment) -> None:
        """Show today, beside yesterday."""
        kept_s = sum(span.end.timestamp() - span.start.timestamp() for span in today.spans)
        is_first = kept_s < FIRST_S and not today.reminders and not yesterday.spans
        self.figures.setVisible(not is_first)
        if is_first:
            title = _("Your day") if today.spans else _("Your day will be drawn here")
            summary = str(home_words.FIRST_DAY)
        elif not today.spans:
            title, summary = _("Your day"), _("Nothing was kept yet today.")
        else:
            title, summary = _("Your day"), str(home_words.day_in_short(today))
        self.day.show_day(frame_of(today, status, world, now), title, summary)
        self.figures.show_days(today, yesterday)

    def show_trouble(self, words: str) -> None:
        """Say that the diary could not be read, or that it can be again."""
        self.trouble.setText(words)
        self.trouble.setVisible(bool(words))

    # --- the pause ----------------------------------------------------------------------------------------------------

    def _pause_or_resume(self) -> None:
        if self._is_paused:
            self._acts.resume()
            return
        menu = self.pause_menu()
        menu.popup(self.pause.mapToGlobal(QPoint(0, self.pause.height() + 2)))
        menu.setActiveAction(menu.actions()[0])

    def pause_menu(self) -> QMenu:
        """The choice of how long."""
        menu = QMenu(_("Pause"), self.pause)
        menu.aboutToHide.connect(menu.deleteLater)
        minutes = self._pause_min()
        lengths: list[tuple[Text, int | None]] = [(text("For {n} minutes", n=minutes), minutes)]
        if minutes != HOUR_MIN:
            lengths.append((text("For 1 hour"), HOUR_MIN))
        for words, chosen in (*lengths, (text("Until tomorrow"), None)):
            menu.addAction(str(words)).triggered.connect(partial(self._chosen, chosen))
        return menu

    def _chosen(self, minutes: int | None, _checked: bool = False) -> None:
        self._acts.pause(minutes)


def _say(where: QLabel, words: Text) -> None:
    """Show words where they changed; nothing where there are none."""
    told = str(words)
    if told != where.text():
        where.setText(told)
    if where.isHidden() == bool(told):
        where.setVisible(bool(told))
