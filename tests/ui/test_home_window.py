"""The home window: its words, its buttons, the band of the day, and that it follows the clock only while it is seen."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QMouseEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QWidget
from shiboken6 import isValid

from postureapp.core import events
from postureapp.core.day import Band, Day, Outcome, Reminded, Span
from postureapp.core.errors import EnvironmentProblem
from postureapp.core.events import Clocks, Event, Moment, Size
from postureapp.core.hours import WeekHours
from postureapp.core.settings import Settings
from postureapp.core.state import World
from postureapp.core.status import Doing, Status, Stretches
from postureapp.core.text import Text, text
from postureapp.devtools.home_pictures import NOTE, NOW, ZONE, at, full_day, moment, sitting, yesterday
from postureapp.storage.content import load_causes
from postureapp.ui.day_band import DayBand
from postureapp.ui.history_page import HistoryPage
from postureapp.ui.home_frame import Coming, frame_of
from postureapp.ui.home_window import WEEKS, HomeWindow, HomeWires
from postureapp.ui.theme import Theme
from tests.ui.conftest import settle

NOTHING = (Day(NOW.date()), Day((NOW - timedelta(days=1)).date()))
MINUTE = timedelta(minutes=1)


class Stage:
    """A window, what it shows, and what it asked for."""

    def __init__(
        self,
        look: Theme,
        status: Status | None = None,
        days: tuple[Day, Day] | None = None,
        note: Text | None = None,
        offers_welcome: bool = False,
        **settings: object,
    ) -> None:
        self.status = status or sitting()
        self.days = days or (full_day(), yesterday())
        self.world = World(replace(Settings(), **settings), load_causes()[0])  # type: ignore[arg-type]
        self.now = moment()
        self.sent: list[Event] = []
        self.opened: list[str] = []
        self.looked = 0
        self.trouble: EnvironmentProblem | None = None
        wires = HomeWires(
            status=lambda: self.status,
            world=lambda: self.world,
            facts=lambda _since, _until: [],
            now=lambda: self.now,
            handle=self.handle,
            open=self.opened.append,
            note=note or Text(""),
            offers_welcome=offers_welcome,
        )
        self.window = HomeWindow(look, wires, self.look)
        self.window.show()
        self.window.activateWindow()
        settle()

    def look(self, _now: Moment, _status: Status) -> tuple[Day, Day]:
        self.looked += 1
        if self.trouble is not None:
            raise self.trouble
        return self.days

    def handle(self, event: Event) -> None:
        """As the session: what is switched is so, but for the phone in `refuses`."""
        self.sent.append(event)
        match event:
            case events.StandingToggled(on):
                self.status = replace(self.status, standing=on)
            case events.PauseAsked(until_utc):
                self.status = replace(self.status, paused_until=until_utc.astimezone(ZONE))
            case events.UnpauseAsked():
                self.status = replace(self.status, paused_until=None)

    def show(self, status: Status) -> None:
        self.status = status
        self.window.refresh()
        settle()

    @property
    def words(self) -> str:
        return " | ".join(each.text() for each in self.window.findChildren(QLabel) if each.isVisible())

    @property
    def band(self) -> DayBand:
        return self.window.today.day.band

    @property
    def said(self) -> str:
        return self.window.today.day.said.text()


@pytest.fixture
def stage(look: Theme) -> Iterator[Stage]:
    made = Stage(look)
    yield made
    close(made)


def close(stage: Stage) -> None:
    if isValid(stage.window):
        stage.window.close()
    settle()


def place(stage: Stage, when: datetime) -> float:
    """Where on the band a moment is."""
    assert stage.band.places is not None
    return stage.band.places.x(when)


def point(widget: QWidget, x: float, y: float) -> None:
    """Move the mouse over a widget, without the real pointer: where that stays, windows of later tests would be."""
    at_, none = QPointF(x, y), Qt.MouseButton.NoButton
    QApplication.sendEvent(
        widget, QMouseEvent(QEvent.Type.MouseMove, at_, at_, none, none, Qt.KeyboardModifier.NoModifier)
    )


def press(widget: QWidget, *keys: Qt.Key) -> None:
    for key in keys:
        QTest.keyClick(widget, key)
        settle()


# --- what comes next


def test_it_says_what_comes_next_and_why_and_for_which_cause(stage: Stage) -> None:
    assert "Next: a stretch in 12 min" in stage.words
    assert "Because you have been sitting for 18 minutes." in stage.words
    assert "Sitting at a desk" in stage.words
    ring = stage.window.today.ring
    assert (ring.accessibleName(), ring.accessibleDescription()) == ("Sitting clock", "18 min of sitting")


OFF = Status(Doing.OFF_HOURS, Clocks(), 0.0)
PHONE = replace(sitting(), phone_on=True, next_cause="phone", next_in_s=240.0)
STAND = replace(sitting(), next_size=Size.STAND)
HELD = replace(sitting(), is_due=True, is_busy=True, busy=("microphone",), held=text("Quiet hours."), next_in_s=0.0)


@pytest.mark.parametrize(
    ("status", "words"),
    [
        (replace(sitting(), clocks=Clocks(60.0)), "Because you have been sitting for 1 minute."),
        (replace(sitting(), clocks=Clocks(5.0)), "The sitting clock has just begun."),
        (STAND, "Because your last real break was 45 minutes ago."),
        (PHONE, "Because of 41 minutes on your phone."),
        (replace(sitting(), next_cause="standing", standing=True), "Because you are standing."),
        (HELD, "Due: a stretch. Quiet hours."),
        (replace(sitting(), is_busy=True, busy=("microphone",)), "Now: microphone in use."),
        (OFF, "Reminders of sitting begin again tomorrow at 08:00"),
        (OFF, "Outside working hours"),
        (Status(Doing.AWAY, Clocks(), 0.0), "On a break; the clocks begin again when you are back"),
        (replace(sitting(), paused_until=at(15, 6)), "Paused until 15:06 | Nothing is shown until then."),
        (replace(sitting(), paused_until=at(5, 0, 4)), "Paused until Wed 05:00"),
        (replace(sitting(), stretches=Stretches.UNANSWERED), "Stretches come once you have answered"),
        (replace(sitting(), stretches=Stretches.OFF), "Stretches are off"),
    ],
)
def test_the_words_fit_what_is_so(stage: Stage, status: Status, words: str) -> None:
    stage.now = moment(at(20, 30)) if status is OFF else stage.now
    stage.show(status)
    assert words in stage.words


def test_what_no_longer_holds_is_gone(stage: Stage) -> None:
    stage.show(replace(sitting(), stretches=Stretches.UNANSWERED, is_busy=True, busy=("video",)))
    stage.show(sitting())
    assert "Stretches come" not in stage.words
    assert "Now:" not in stage.words


def test_after_the_last_working_day_it_names_the_next(stage: Stage) -> None:
    stage.now = moment(at(20, 0, 6))  # a Friday
    stage.show(OFF)
    assert "begin again on Mon at 08:00" in stage.words


def test_without_working_hours_it_says_so(look: Theme) -> None:
    stage = Stage(look, OFF, working_hours=WeekHours())
    assert "You have set no working hours." in stage.words
    close(stage)


# --- the buttons


def test_stretch_now_has_the_keyboard_and_asks_for_a_stretch(stage: Stage) -> None:
    assert QApplication.focusWidget() is stage.window.today.stretch
    press(stage.window.today.stretch, Qt.Key.Key_Return)
    assert stage.sent == [events.StretchAsked()]


def test_standing_is_switched_and_says_so_not_by_colour_alone(stage: Stage) -> None:
    tile = stage.window.today.standing
    press(tile, Qt.Key.Key_Space)
    assert stage.sent == [events.StandingToggled(True)]
    assert tile.isChecked()
    assert tile.accessibleDescription() == "On"
    press(tile, Qt.Key.Key_Space)
    assert stage.sent[-1] == events.StandingToggled(False)
    assert not tile.isChecked()
    assert tile.accessibleDescription() == ""


def test_what_is_below_the_tiles_stays_where_it_is_when_they_are_switched(stage: Stage) -> None:
    today = stage.window.today
    before = (today.standing.height(), today.day.y())
    for tile in (today.standing, today.phone):
        words = "On" if tile is today.standing else "Counting"
        tile.show_now(tile.text(), words)
        settle()
        assert (tile.height(), today.day.y()) == before


def test_a_switch_that_is_refused_goes_back(stage: Stage) -> None:
    tile = stage.window.today.phone
    press(tile, Qt.Key.Key_Space)
    assert stage.sent == [events.PhoneToggled(True)]
    assert not tile.isChecked(), "the status says it is off"


def test_a_pause_is_as_long_as_the_setting_says(look: Theme) -> None:
    stage = Stage(look, pause_min=45)
    menu = stage.window.today.pause_menu()
    assert [each.text() for each in menu.actions()] == ["For 45 minutes", "For 1 hour", "Until tomorrow"]
    menu.actions()[0].trigger()
    assert stage.sent == [events.PauseAsked(stage.now.utc + timedelta(minutes=45))]
    menu.close()
    close(stage)


def test_a_pause_until_tomorrow_ends_in_the_morning_and_the_button_then_resumes(stage: Stage) -> None:
    pause = stage.window.today.pause
    menu = stage.window.today.pause_menu()
    menu.actions()[-1].trigger()
    menu.close()
    assert stage.sent == [events.PauseAsked(at(5, 0, 4).astimezone(UTC))]
    assert (pause.accessibleName(), pause.accessibleDescription()) == ("Resume", "until Wed 05:00")
    press(pause, Qt.Key.Key_Return)
    assert stage.sent[-1] == events.UnpauseAsked()
    assert pause.accessibleName() == "Pause"


def test_a_back_that_hurts_and_the_questions_lead_on(stage: Stage) -> None:
    press(stage.window.today.hurts, Qt.Key.Key_Return)
    stage.show(replace(sitting(), stretches=Stretches.UNANSWERED))
    questions = stage.window.today.questions.findChildren(type(stage.window.more).__bases__[0])
    press(questions[0], Qt.Key.Key_Return)
    assert stage.opened == ["book", "safety"]


def test_more_leads_to_everything_else(stage: Stage) -> None:
    for action in stage.window.more.menu().actions():
        action.trigger()
    assert stage.opened == ["moves", "settings", "safety", "check-in", "book", "quit"]


def test_the_welcome_is_in_it_until_it_was_gone_through(look: Theme) -> None:
    stage = Stage(look, offers_welcome=True)
    try:
        words = [action.text() for action in stage.window.more.menu().actions()]
        assert "Welcome" in words
    finally:
        stage.window.close()


def test_escape_closes_it(stage: Stage) -> None:
    press(stage.window, Qt.Key.Key_Escape)
    assert not isValid(stage.window)


# --- where there is no tray


def test_without_a_tray_it_says_so_until_that_is_closed(look: Theme) -> None:
    stage = Stage(look, note=NOTE)
    assert "There is no tray here" in stage.words
    closing = next(
        each for each in stage.window.note.findChildren(QWidget) if each.accessibleName() == "Close this note"
    )
    press(closing, Qt.Key.Key_Return)
    assert "There is no tray here" not in stage.words
    close(stage)


def test_with_a_tray_there_is_no_note_until_it_is_told(stage: Stage) -> None:
    assert not stage.window.note.isVisible()
    stage.window.say(NOTE)
    assert "There is no tray here" in stage.words


# --- the day


def test_the_longest_spell_stands_beside_that_of_yesterday(stage: Stage) -> None:
    assert "1 h 28 min | Yesterday: 1 h 44 min" in stage.words
    assert "6 of 8 | Done of those planned" in stage.words
    assert "So far: 4 h 6 min of sitting, 4 breaks." in stage.words


def test_without_a_yesterday_it_says_so(look: Theme) -> None:
    stage = Stage(look, days=(full_day(), NOTHING[1]))
    assert "Nothing was kept yesterday." in stage.words
    close(stage)


def test_a_first_day_says_what_will_be_there(look: Theme) -> None:
    stage = Stage(look, days=NOTHING)
    assert "Your day will be drawn here" in stage.words
    assert "It stays on this computer." in stage.words
    assert "Longest" not in stage.words
    assert not stage.window.today.day.as_table.isVisible()
    stage.days = (full_day(), NOTHING[1])
    stage.window.refresh()
    settle()
    assert "will be drawn" not in stage.words
    assert "Longest unbroken spell" in stage.words
    close(stage)


def test_what_is_there_of_a_first_day_does_not_stand_below_a_promise(look: Theme) -> None:
    begun = Day(NOW.date(), (Span(at(8), at(8, 2), Band.SITTING),))
    stage = Stage(look, days=(begun, NOTHING[1]))
    stage.window.today.day.as_table.click()
    assert "will be drawn" not in stage.words
    assert "Your day" in stage.words
    assert "It stays on this computer." in stage.words
    close(stage)


@pytest.mark.parametrize(
    "status",
    [
        replace(sitting(), next_cause="standing", standing=True, next_size=Size.STAND),
        replace(PHONE, clocks=Clocks(0.0)),
    ],
)
def test_no_reason_is_given_that_is_none(stage: Stage, status: Status) -> None:
    stage.show(status)
    assert "Because" not in stage.words


def test_what_keeps_the_diary_from_being_read_is_said_and_the_rest_works(stage: Stage) -> None:
    stage.trouble = EnvironmentProblem(text("The diary is locked."))
    stage.show(PHONE)
    assert "The diary is locked." in stage.words
    assert "Because of 41 minutes on your phone." in stage.words
    stage.trouble = None
    stage.window.refresh()
    assert "The diary is locked." not in stage.words


def test_the_legend_has_what_is_there_and_nothing_else(look: Theme) -> None:
    short = Day(
        NOW.date(), (Span(at(8), at(9), Band.SITTING),), (Reminded(at(8, 30), Size.STRETCH, "desk", Outcome.SKIPPED),)
    )
    stage = Stage(look, OFF, (short, yesterday()))
    assert "Sitting | Reminders: | Skipped" in stage.words
    assert "Standing" not in stage.words
    close(stage)


# --- the band


def test_the_arrow_keys_tell_each_part(stage: Stage) -> None:
    band = stage.band
    assert "So far" in band.accessibleDescription()
    band.setFocus()
    press(band, Qt.Key.Key_Home)
    assert stage.said == "08:12 to 08:50: Sitting, 38 min"
    press(band, Qt.Key.Key_Right)
    assert stage.said == "08:43: Stretch (Sitting at a desk). Done."
    assert band.accessibleDescription().startswith(stage.said)
    press(band, Qt.Key.Key_Right, Qt.Key.Key_Left)
    assert stage.said == "08:43: Stretch (Sitting at a desk). Done."
    press(band, Qt.Key.Key_End, Qt.Key.Key_Right)
    assert stage.said == "14:48: Stretch. Still to come."
    stage.window.today.stretch.setFocus()
    settle()
    assert stage.said.startswith("So far")


def test_the_keys_begin_at_what_is_now(stage: Stage) -> None:
    stage.band.setFocus()
    press(stage.band, Qt.Key.Key_Right)
    assert stage.said == "14:18 to 14:36: Sitting, 18 min"


def test_from_right_to_left_the_keys_go_as_the_day_is_drawn(stage: Stage) -> None:
    stage.window.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
    stage.band.setFocus()
    press(stage.band, Qt.Key.Key_Home, Qt.Key.Key_Left)
    assert stage.said.startswith("08:43")
    left, right = place(stage, at(9)), place(stage, at(17))
    assert left > right, "the morning is on the right"


def test_the_mouse_tells_what_is_under_it(stage: Stage) -> None:
    band = stage.band
    point(band, place(stage, at(12, 20)), 70)
    assert stage.said == "12:08 to 12:36: On the phone, 28 min"
    point(band, place(stage, at(9, 28)) + 2, 8)
    assert stage.said == "09:28: Stretch (Sitting at a desk). Skipped."
    point(band, place(stage, at(17)), 70)
    assert stage.said.startswith("So far"), "nothing was yet"


def test_what_is_pointed_at_stays_so_as_the_day_goes_on(stage: Stage) -> None:
    stage.band.setFocus()
    press(stage.band, Qt.Key.Key_Right)
    today = full_day()
    longer = replace(today.spans[-1], end=NOW + MINUTE)
    stage.days = (replace(today, spans=(*today.spans[:-1], longer)), yesterday())
    stage.now = moment(NOW + MINUTE)
    stage.window.refresh()
    assert stage.said == "14:18 to 14:37: Sitting, 19 min"


def test_the_table_has_every_part_in_rows(stage: Stage) -> None:
    card = stage.window.today.day
    press(card.as_table, Qt.Key.Key_Space)
    assert card.table.isVisible()
    assert not card.band.isVisible()
    frame = card.band.frame
    assert frame is not None
    assert card.table.rowCount() == len(frame.parts) == 24
    row = [card.table.item(1, column).text() for column in range(4)]
    assert row == ["08:43", "–", "Stretch (Sitting at a desk). Done.", "–"]
    card.table.item(1, 3).setText("less than a minute")
    settle()
    for column in (0, 1, 3):
        assert card.table.columnWidth(column) >= card.table.sizeHintForColumn(column), "cut off"
    card.table.setFocus()
    press(card.table, Qt.Key.Key_Tab)
    assert QApplication.focusWidget() is not card.table, "Tab leads out of it"
    press(card.as_table, Qt.Key.Key_Space)
    assert card.band.isVisible()


@pytest.mark.parametrize(
    ("now", "low", "high"),
    [(at(14, 36), 8, 18), (at(6, 20), 6, 18), (at(20, 30), 8, 21), (at(12, 0, 7), 8, 18)],
)
def test_the_band_reaches_over_working_hours_and_now(now: datetime, low: int, high: int) -> None:
    frame = frame_of(Day(now.date()), OFF, World(), moment(now))
    assert (frame.low.hour, frame.high.hour) == (low, high)
    assert bool(frame.work) == (now.weekday() < 5)


def test_a_day_that_the_clocks_change_on_has_its_hours(look: Theme) -> None:
    spring = datetime(2026, 3, 8, 12, tzinfo=ZONE)
    span = Span(datetime(2026, 3, 8, 0, 30, tzinfo=ZONE), spring, Band.SITTING)
    frame = frame_of(Day(spring.date(), (span,)), OFF, World(), moment(spring))
    assert frame.low.hour == 0
    assert frame.low.timestamp() <= span.start.timestamp()
    assert [hour.hour for hour in frame.hours][-1] == 18


def test_what_comes_tomorrow_or_while_paused_is_not_drawn() -> None:
    for status, there in (
        (sitting(), True),
        (replace(sitting(), next_in_s=12 * 3600.0), False),
        (replace(sitting(), paused_until=at(15)), False),
        (HELD, False),
    ):
        parts = frame_of(full_day(), status, World(), moment()).parts
        assert any(part.kind is Coming.COMING for part in parts) is there


# --- the clock


def test_it_follows_the_clock_only_while_it_is_seen(stage: Stage) -> None:
    timer = stage.window.minute
    assert timer.isActive()
    assert timer.interval() == 60_000
    stage.window.hide()
    assert not timer.isActive()
    looked = stage.looked
    stage.window.refresh()
    assert stage.looked == looked, "nothing is read for a window that nobody sees"
    stage.window.show()
    assert timer.isActive()
    assert stage.looked == looked + 1
    stage.window.showMinimized()
    settle()
    assert not timer.isActive()


def test_each_minute_moves_the_mark_of_now(stage: Stage) -> None:
    stage.now = moment(NOW + MINUTE)
    stage.window.minute.timeout.emit()
    frame = stage.band.frame
    assert frame is not None
    assert f"{frame.now:%H:%M}" == "14:37"


def test_what_has_not_changed_is_not_drawn_again(stage: Stage, monkeypatch: pytest.MonkeyPatch) -> None:
    drawn: list[str] = []
    monkeypatch.setattr(DayBand, "paintEvent", lambda _self, _event: drawn.append("band"))
    for _turn in range(3):
        stage.window.refresh()
        settle()
    assert drawn == []


# --- the weeks


def test_the_weeks_are_made_when_they_are_first_looked_at(stage: Stage) -> None:
    assert not stage.window.findChildren(HistoryPage)
    stage.window.tabs.setFocus()
    press(stage.window.tabs, Qt.Key.Key_Right)
    assert stage.window.tabs.currentIndex() == WEEKS
    assert len(stage.window.findChildren(HistoryPage)) == 1
    assert stage.window.windowTitle() == "PostureApp: week and months"
    press(stage.window.tabs, Qt.Key.Key_Left)
    assert stage.window.windowTitle() == "PostureApp: today"
    assert "Next: a stretch" in stage.words


def test_on_little_height_the_day_is_still_seen(stage: Stage) -> None:
    stage.window.resize(853, 440)
    settle()
    band = stage.band
    assert band.mapTo(stage.window, QPoint(0, band.height())).y() <= 440
