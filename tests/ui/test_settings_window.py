"""The settings window: each kind of setting, refusals in place, locks, the way back, the search, changes elsewhere."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QWidget
from shiboken6 import isValid

from postureapp.core.events import Moment
from postureapp.core.hours import WEEKDAYS, WeekHours, on_weekdays, parse_range
from postureapp.core.policy import Effective, Source
from postureapp.core.setting_values import as_written, read_value
from postureapp.core.settings import FigureBody, FigureSkin, Page, Settings, Value, declarations
from postureapp.core.state import World
from postureapp.devtools.settings_pictures import settings_windows
from postureapp.storage.content import load_causes, load_moves
from postureapp.ui.chosen_moves import ChosenMoves
from postureapp.ui.figure_sample import FigureSample
from postureapp.ui.hours_editor import HoursEditor
from postureapp.ui.number_box import Number
from postureapp.ui.settings_controls import OneOf, Switch
from postureapp.ui.settings_fields import Field, Setting
from postureapp.ui.settings_pages import SettingsPage
from postureapp.ui.settings_window import EXTRA, SettingsWindow, SettingsWires
from postureapp.ui.settings_words import PAGES
from postureapp.ui.theme import Theme
from postureapp.ui.voice_sample import VoiceSample, VoiceWires
from postureapp.ui.word_choices import Chips, Segments
from tests.helpers.waiting import until
from tests.ui.conftest import settle

BY_KEY = {declaration.key: Setting(name, declaration, default) for name, declaration, default in declarations()}


class Stage:
    """A window, what holds, and what was asked for. A value that does not fit is refused, as the app refuses it."""

    def __init__(
        self, look: Theme, sources: dict[str, Source] | None = None, locked: tuple[str, ...] = (), **settings: Any
    ) -> None:
        self.effective = Effective(replace(Settings(), **settings), dict(sources or {}), frozenset(locked))
        self.world = World(Settings(), load_causes()[0], load_moves()[0])
        self.chosen: list[tuple[str, Value | None]] = []
        self.opened: list[str] = []
        self.busy: tuple[str, ...] = ()
        self.refusal = self.unheard = ""
        self.spoken: list[str] = []
        self.notices_calls = True
        self.window = SettingsWindow(
            look,
            SettingsWires(
                effective=lambda: self.effective,
                choose=self.choose,
                world=lambda: self.world,
                busy=lambda: self.busy,
                now=lambda: Moment(datetime(2026, 3, 4, 12, tzinfo=UTC), UTC, 0.0),
                open=self.opened.append,
                voice=VoiceWires(self.speak, lambda: self.notices_calls),
            ),
        )
        self.window.show()
        self.window.activateWindow()
        until(lambda: QApplication.activeWindow() is self.window, what="the window has the keyboard")

    def choose(self, key: str, value: Value | None) -> str:
        self.chosen.append((key, value))
        setting = BY_KEY[key]
        if self.refusal:
            return self.refusal
        if value is not None:
            value = read_value(setting.declaration, setting.default, as_written(value))
        self.hold(key, setting.default if value is None else value, Source.DEFAULT if value is None else Source.PERSON)
        return ""

    def speak(self, words: str) -> str:
        self.spoken.append(words)
        return self.unheard

    def hold(self, key: str, value: Any, source: Source = Source.PERSON) -> None:
        settings = replace(self.effective.settings, **{BY_KEY[key].name: value})
        self.effective = replace(self.effective, settings=settings, sources={**self.effective.sources, key: source})

    def page(self, page: Page) -> SettingsPage:
        self.window.show_page(page)
        settle()
        found = self.window.pages[page]
        assert isinstance(found, SettingsPage)
        return found

    def field(self, key: str) -> Field:
        page = self.page(BY_KEY[key].declaration.page)
        return next(each for each in page.fields if each.setting.declaration.key == key)

    def hours(self, key: str = "working_hours") -> HoursEditor:
        editor = self.field(key).control
        assert isinstance(editor, HoursEditor)
        if not editor.lines:
            editor.unfold.click()
        settle()
        return editor

    def last(self, key: str) -> Any:
        assert self.chosen, "nothing was chosen"
        assert self.chosen[-1][0] == key
        return self.chosen[-1][1]


@pytest.fixture
def stage(look: Theme) -> Iterator[Stage]:
    made = Stage(look)
    yield made
    if isValid(made.window):
        made.window.close()
    settle()


def focused() -> QWidget:
    found = QApplication.focusWidget()
    assert found is not None, "nothing has the keyboard"
    return found


def type_into(widget: QWidget, words: str, end: Qt.Key | None = Qt.Key.Key_Return) -> None:
    widget.setFocus()
    QTest.keyClick(widget, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    QTest.keyClick(widget, Qt.Key.Key_Delete)
    QTest.keyClicks(widget, words)
    if end is not None:
        QTest.keyClick(widget, end)
    settle()


# --- pages


def test_every_setting_is_on_its_page_with_label_hint_and_control(stage: Stage) -> None:
    for page in Page:
        shown = stage.page(page)
        keys = [key for key, setting in BY_KEY.items() if setting.declaration.page is page]
        assert [field.setting.declaration.key for field in shown.fields] == keys
        for field in shown.fields:
            said = [each.text() for each in field.findChildren(QLabel)]
            declaration = field.setting.declaration
            assert str(declaration.label) in said
            assert not declaration.hint or str(declaration.hint) in said
            assert field.control.isVisible()
            for part in field.control.parts():
                assert str(declaration.label) in part.accessibleName()
                assert str(declaration.hint) in part.accessibleDescription()


def test_the_list_of_pages_leads_to_each_by_key_and_by_mouse(stage: Stage) -> None:
    pages = stage.window.sidebar.list
    assert [pages.item(row).text() for row in range(pages.count())][: len(PAGES)] == [
        str(words[0]) for words in PAGES.values()
    ]
    pages.setFocus()
    QTest.keyClick(pages, Qt.Key.Key_Down)
    assert stage.window.page == Page.HOURS
    third = pages.visualItemRect(pages.item(3)).center()
    QTest.mouseClick(pages.viewport(), Qt.MouseButton.LeftButton, pos=third)
    assert stage.window.page == Page.BUSY
    assert pages.count() == len(Page) + len(EXTRA)


def test_no_page_flashes_up_as_a_window_of_its_own(stage: Stage) -> None:
    for page in Page:
        stage.page(page)
        assert QApplication.activeWindow() is stage.window
    stage.window.sidebar.search.setText("e")
    settle()
    assert QApplication.activeWindow() is stage.window
    stage.hours()
    assert QApplication.activeWindow() is stage.window


# --- each type


def test_a_switch(stage: Stage) -> None:
    control = stage.field("sound.voice").control
    assert isinstance(control, Switch)
    control.box.setFocus()
    QTest.keyClick(control.box, Qt.Key.Key_Space)
    assert stage.chosen == [("sound.voice", True)]
    QTest.mouseClick(control.box, Qt.MouseButton.LeftButton)
    assert stage.chosen[1:] == [("sound.voice", False)]


def test_a_number_by_typing_stepping_and_clicking(stage: Stage) -> None:
    control = stage.field("reminders.stretch_min").control
    assert isinstance(control, Number)
    assert control.box.text() == "30 min"
    type_into(control.box, "42")
    assert stage.chosen == [("reminders.stretch_min", 42)]
    QTest.keyClick(control.box, Qt.Key.Key_Up)
    assert stage.last("reminders.stretch_min") == 45
    QTest.mouseClick(control._less, Qt.MouseButton.LeftButton)
    assert stage.last("reminders.stretch_min") == 40
    assert control.box.text() == "40 min"


@pytest.mark.parametrize(
    ("typed", "said"), [("500", "must be from 10 to 120, not 500"), ("3", "not 3"), ("abc", "a whole number of min")]
)
@pytest.mark.parametrize("end", [Qt.Key.Key_Return, Qt.Key.Key_Tab])
def test_a_number_out_of_range_is_refused_in_place(stage: Stage, typed: str, said: str, end: Qt.Key) -> None:
    field = stage.field("reminders.stretch_min")
    assert isinstance(field.control, Number)
    type_into(field.control.box, typed, end)
    assert stage.chosen == []
    assert said in field.problem.text()
    assert "“Change posture after”" in field.problem.text(), "the name on the page, not the key"
    assert field.problem.isVisible()
    assert field.control.box.text() == "30 min"
    type_into(field.control.box, "40")
    assert stage.chosen == [("reminders.stretch_min", 40)]
    assert not field.problem.isVisible()


def test_the_wheel_never_changes_a_number(stage: Stage) -> None:
    from PySide6.QtCore import QPoint, QPointF
    from PySide6.QtGui import QWheelEvent

    for key in ("reminders.stretch_min", "appearance.language"):
        control = stage.field(key).control
        assert isinstance(control, Number | OneOf)
        control.box.setFocus()
        middle = QPointF(control.box.rect().center())
        turn = QWheelEvent(
            middle,
            control.box.mapToGlobal(middle),
            QPoint(),
            QPoint(0, 120),
            Qt.MouseButton.NoButton,
            Qt.KeyboardModifier.NoModifier,
            Qt.ScrollPhase.NoScrollPhase,
            False,
        )
        QApplication.sendEvent(control.box, turn)
    assert stage.chosen == []


def test_one_of_a_few(stage: Stage) -> None:
    control = stage.field("appearance.theme").control
    assert isinstance(control, Segments)
    QTest.mouseClick(control.buttons["dark"], Qt.MouseButton.LeftButton)
    assert stage.chosen == [("appearance.theme", "dark")]
    control.buttons["dark"].setFocus()
    QTest.keyClick(control.buttons["dark"], Qt.Key.Key_Left)
    assert stage.last("appearance.theme") == "light"
    assert control.buttons["light"].accessibleName() == "Theme: Light"


def test_any_of_some_keep_their_order(stage: Stage) -> None:
    control = stage.field("causes").control
    assert isinstance(control, Chips)
    assert control.buttons["desk"].text() == "Sitting at a desk"
    for word in ("backpack", "sleep", "desk"):
        control.buttons[word].setFocus()
        QTest.keyClick(control.buttons[word], Qt.Key.Key_Space)
    assert stage.last("causes") == ("phone", "sleep", "backpack")


def test_weekdays_are_seven_toggles(stage: Stage) -> None:
    control = stage.field("tips.sports_days").control
    assert isinstance(control, Chips)
    assert tuple(control.buttons) == WEEKDAYS
    assert control.buttons["tue"].accessibleName() == "Days of sport: Tuesday"
    QTest.mouseClick(control.buttons["sat"], Qt.MouseButton.LeftButton)
    QTest.mouseClick(control.buttons["tue"], Qt.MouseButton.LeftButton)
    assert stage.last("tips.sports_days") == ("tue", "sat")


def test_a_language_by_its_own_name(stage: Stage, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("postureapp.storage.locale.available", lambda: ("en", "de", "ar", "zh_CN"))
    monkeypatch.setattr("postureapp.ui.settings_fields.has_letters", lambda code: code != "zh_CN")
    control = stage.field("appearance.language").control
    assert isinstance(control, OneOf)
    names = [control.box.itemText(n) for n in range(control.box.count())]
    assert names == ["As the system", "English", "Deutsch", "العربية", "Simplified Chinese"], "no row of empty boxes"
    control.box.setFocus()
    QTest.keyClick(control.box, Qt.Key.Key_Down)
    QTest.keyClick(control.box, Qt.Key.Key_Down)
    assert stage.last("appearance.language") == "de"


def test_moves_by_name_can_be_taken_out(look: Theme) -> None:
    stage = Stage(look, favourites=("shoulder-roll", "chin-tuck", "gone"))
    control = stage.field("moves.favourites").control
    assert isinstance(control, ChosenMoves)
    assert control.removers["shoulder-roll"].accessibleName() == "Remove Shoulder rolls"
    assert control.removers["gone"].accessibleName() == "Remove gone"
    control.removers["shoulder-roll"].setFocus()
    QTest.keyClick(control.removers["shoulder-roll"], Qt.Key.Key_Space)
    settle()
    assert stage.last("moves.favourites") == ("chin-tuck", "gone")
    assert tuple(control.removers) == ("chin-tuck", "gone")
    assert QApplication.focusWidget() is control.removers["chin-tuck"]
    control.browse.click()
    assert stage.opened == ["moves"]
    stage.window.close()


# --- hours


def test_hours_are_typed_for_each_day(stage: Stage) -> None:
    editor = stage.hours()
    assert [line.edit.text() for line in editor.lines] == ["08:00-18:00"] * 5 + ["", ""]
    type_into(editor.lines[0].edit, "8-12, 13:30-17.00")
    wanted = (parse_range("08:00-12:00"), parse_range("13:30-17:00"))
    assert stage.last("working_hours").days == (wanted, *on_weekdays("08:00-18:00").days[1:])
    assert editor.lines[0].edit.text() == "08:00-12:00, 13:30-17:00"
    type_into(editor.lines[4].edit, "22:00-06:00", Qt.Key.Key_Tab)
    assert str(stage.last("working_hours").days[4][0]) == "22:00-06:00"
    type_into(editor.lines[1].edit, "")
    assert stage.last("working_hours").days[1] == ()
    assert len(stage.chosen) == 3


@pytest.mark.parametrize(
    ("typed", "said"),
    [("tea time", "not a range of hours"), ("08:00-25:00", "past 24:00"), ("9-9", "at the same time")],
)
def test_hours_that_are_none_stay_where_they_were_typed_with_the_reason(stage: Stage, typed: str, said: str) -> None:
    editor = stage.hours()
    line = editor.lines[2]
    type_into(line.edit, typed, Qt.Key.Key_Tab)
    assert said in line.problem.text()
    assert said in line.edit.accessibleDescription()
    assert line.problem.isVisible()
    assert line.edit.text() == typed
    assert stage.chosen == []
    type_into(editor.lines[3].edit, "10:00-11:00")
    assert stage.last("working_hours").days[2] == on_weekdays("08:00-18:00").days[2], "the old hours of that day hold"
    assert line.edit.text() == typed
    type_into(line.edit, "07:00-08:00")
    assert not line.problem.isVisible()
    assert [str(each[0]) for each in stage.last("working_hours").days[2:4]] == ["07:00-08:00", "10:00-11:00"]


def test_a_day_is_copied_to_all_weekdays_and_to_every_day(stage: Stage) -> None:
    editor = stage.hours()
    type_into(editor.lines[2].edit, "09:00-15:00")
    assert editor.to_weekdays.accessibleName() == "Copy Wednesday to all weekdays"
    editor.to_weekdays.click()
    assert stage.last("working_hours") == on_weekdays("09:00-15:00")
    editor.to_all.click()
    assert stage.last("working_hours").days == (on_weekdays("09:00-15:00").days[0],) * 7
    assert all(line.edit.text() == "09:00-15:00" for line in editor.lines)


def test_hours_in_a_few_words(look: Theme) -> None:
    stage = Stage(look)
    assert stage.hours("working_hours")._summary.text() == "Mon – Fri: 08:00–18:00"
    assert stage.hours("quiet_hours")._summary.text() == "No hours"
    assert stage.hours("tips.hours")._summary.text() == "Every day: 07:00–22:00"
    days = on_weekdays("08:00-12:00", "13:00-17:00").days
    stage.hold("working_hours", WeekHours((*days[:4], (parse_range("22:00-06:00"),), (), ())))
    stage.window.show_page(Page.HOURS)
    stage.window.refresh()
    assert stage.hours()._summary.text() == "Mon – Thu: 08:00–12:00, 13:00–17:00\nFri: 22:00–06:00"
    stage.window.close()


# --- refusals, origins, the way back


@pytest.mark.parametrize("key", ["sound.voice", "appearance.theme", "causes", "reminders.stretch_min"])
def test_what_could_not_be_kept_is_said_and_the_old_value_stays(stage: Stage, key: str) -> None:
    stage.refusal = "The disk is full."
    field = stage.field(key)
    control = field.control
    match control:
        case Switch():
            control.box.click()
        case Segments():
            control.buttons["dark"].click()
        case Chips():
            control.buttons["sleep"].click()
        case Number():
            control.box.stepBy(1)
    settle()
    assert field.problem.text() == "The disk is full."
    match control:
        case Switch():
            assert not control.box.isChecked()
        case Segments():
            assert control.buttons["system"].isChecked()
        case Chips():
            assert not control.buttons["sleep"].isChecked()
        case Number():
            assert control.box.value() == 30


def test_hours_that_could_not_be_kept_go_back(stage: Stage) -> None:
    stage.refusal = "The disk is full."
    editor = stage.hours()
    type_into(editor.lines[0].edit, "09:00-10:00")
    assert stage.field("working_hours").problem.text() == "The disk is full."
    assert editor.lines[0].edit.text() == "08:00-18:00"


def test_where_each_value_comes_from_is_told(look: Theme) -> None:
    stage = Stage(
        look,
        {
            "reminders.stretch_min": Source.PERSON,
            "reminders.stand_min": Source.CLINIC,
            "reminders.style": Source.ORGANISATION,
        },
    )
    for key, words in (
        ("reminders.stretch_min", "Set by you"),
        ("reminders.stand_min", "From your clinic's plan"),
        ("reminders.style", "Set by your organisation"),
    ):
        field = stage.field(key)
        assert field.source.words.text() == words
        assert field.source.isVisible()
        assert field.control.isEnabled()
        assert words in field.control.parts()[0].accessibleDescription()
        assert field.reset.isVisible() == (key == "reminders.stretch_min")
    plain = stage.field("reminders.natural_break_min")
    assert not plain.source.isVisible()
    assert "Default" in plain.control.parts()[0].accessibleDescription()
    stage.window.close()


def test_what_the_organisation_locked_is_greyed_with_the_reason(look: Theme) -> None:
    locked = "app.start_at_login"
    stage = Stage(look, {locked: Source.ORGANISATION}, (locked,), start_at_login=True)
    field = stage.field(locked)
    assert isinstance(field.control, Switch)
    assert not field.control.isEnabled()
    assert field.control.box.isChecked()
    assert "Set by your organisation. It can't be changed here." in field.source.words.text()
    assert "can't be changed" in field.control.box.accessibleDescription()
    assert not field.reset.isVisible()
    field.control.box.click()
    assert stage.chosen == []
    stage.effective = Effective()
    stage.window.refresh()
    assert field.control.isEnabled(), "the lock was taken away"
    stage.window.close()


def test_one_s_own_value_is_taken_back(look: Theme) -> None:
    key = "reminders.stretch_min"
    stage = Stage(look, {key: Source.PERSON}, stretch_min=55)
    field = stage.field(key)
    assert isinstance(field.control, Number)
    assert field.reset.accessibleName() == "Reset: Change posture after"
    field.reset.setFocus()
    QTest.keyClick(field.reset, Qt.Key.Key_Space)
    settle()
    assert stage.chosen == [(key, None)]
    assert field.control.box.value() == 30
    assert not field.reset.isVisible()
    assert QApplication.focusWidget() is field.control.box, "the keyboard does not fall into nothing"
    stage.window.close()


# --- what changes elsewhere


def test_what_is_changed_elsewhere_shows_at_once(stage: Stage) -> None:
    voice, number = stage.field("sound.voice"), stage.field("reminders.stretch_min")
    assert isinstance(voice.control, Switch)
    assert isinstance(number.control, Number)
    stage.hold("sound.voice", True)
    stage.hold("reminders.stretch_min", 50)
    stage.window.refresh()
    assert number.control.box.value() == 50
    assert number.reset.isVisible()
    stage.page(Page.SOUND)
    assert voice.control.box.isChecked(), "a page that was hidden catches up"
    assert stage.chosen == []


def test_what_is_being_typed_is_not_taken_away(stage: Stage) -> None:
    field = stage.field("reminders.stretch_min")
    assert isinstance(field.control, Number)
    type_into(field.control.box, "4", end=None)
    stage.hold("reminders.stretch_min", 50)
    stage.window.refresh()
    assert field.control.box.text() == "4 min"
    QTest.keyClick(field.control.box, Qt.Key.Key_Escape)
    assert stage.window.isVisible(), "Escape drops what was typed first"
    stage.window.refresh()
    assert field.control.box.text() == "50 min"
    editor = stage.hours()
    type_into(editor.lines[0].edit, "09:", end=None)
    stage.hold("working_hours", on_weekdays("10:00-16:00"))
    stage.window.refresh()
    assert editor.lines[0].edit.text() == "09:"
    assert editor.lines[1].edit.text() == "10:00-16:00"
    QTest.keyClick(editor.lines[0].edit, Qt.Key.Key_Escape)
    assert editor.lines[0].edit.text() == "10:00-16:00"
    assert stage.chosen == []


def test_the_light_tells_what_goes_on_now(stage: Stage) -> None:
    light = stage.page(Page.BUSY).light
    assert light is not None
    assert light.words.text() == "Now: nothing keeps reminders waiting"
    stage.busy = ("microphone in use", "a program in full screen")
    stage.window.refresh()
    assert light.words.text() == "Now: microphone in use, a program in full screen"
    stage.busy = ()
    stage.window.refresh()
    assert light.words.text() == "Now: nothing keeps reminders waiting"


def test_the_figure_turns_with_what_is_chosen_for_it(stage: Stage, look: Theme) -> None:
    samples = stage.page(Page.LOOK).findChildren(FigureSample)
    assert len(samples) == 1
    pictures = [samples[0].figure.grab().toImage()]
    for body, skin in ((FigureBody.FULL, FigureSkin.TAN), (FigureBody.FULL, FigureSkin.DARK)):
        look.choose_figure(body, skin)
        settle()
        pictures.append(samples[0].figure.grab().toImage())
    assert pictures[0] != pictures[1] != pictures[2]


# --- search


@pytest.mark.parametrize(
    ("searched", "keys"),
    [
        ("start at log", {"app.start_at_login"}),
        ("half a minute every 20", {"reminders.stretch_min"}),
        ("natural_break", {"reminders.natural_break_min"}),
        ("slender", {"appearance.figure_body"}),
        ("Backpack", {"causes"}),
        ("wednesday", {"tips.sports_days", "tips.lifting_days"}),
        ("sound voice", {"sound.voice"}),
        ("qqq", set()),
    ],
)
def test_the_search_finds_by_label_hint_key_and_choice(stage: Stage, searched: str, keys: set[str]) -> None:
    QTest.keyClicks(stage.window.sidebar.search, searched)
    settle()
    found = stage.window.found
    assert found is not None
    assert {field.setting.declaration.key for field in found.found} == keys
    assert all(field.isVisible() for field in found.found)
    if not keys:
        assert found.count.text() == "No setting has these words."
    titles = {each.text() for each in found.findChildren(QLabel) if each.isVisible()}
    assert {str(PAGES[BY_KEY[key].declaration.page][0]) for key in keys} <= titles


def test_what_is_found_can_be_changed_there(stage: Stage) -> None:
    stage.page(Page.SOUND)
    search = stage.window.sidebar.search
    search.setFocus()
    QTest.keyClicks(search, "voice")
    QTest.keyClick(search, Qt.Key.Key_Return)
    settle()
    QTest.keyClick(focused(), Qt.Key.Key_Space)
    assert stage.chosen == [("sound.voice", True)]
    QTest.keyClick(stage.window, Qt.Key.Key_Escape)
    settle()
    assert search.text() == ""
    assert stage.window.page == Page.SOUND
    control = stage.field("sound.voice").control
    assert isinstance(control, Switch)
    assert control.box.isChecked()
    QTest.keyClick(stage.window, Qt.Key.Key_Escape)
    assert not stage.window.isVisible()


def test_a_page_of_its_own_is_found_by_its_name(stage: Stage) -> None:
    search = stage.window.sidebar.search
    search.setFocus()
    QTest.keyClicks(search, "your data")
    QTest.keyClick(search, Qt.Key.Key_Down)
    settle()
    QTest.keyClick(focused(), Qt.Key.Key_Return)
    settle()
    assert stage.window.page == "data"
    assert search.text() == ""


def test_find_leads_to_the_search_and_a_page_ends_it(stage: Stage) -> None:
    QTest.keyClick(stage.window, Qt.Key.Key_F, Qt.KeyboardModifier.ControlModifier)
    assert QApplication.focusWidget() is stage.window.sidebar.search
    QTest.keyClicks(stage.window.sidebar.search, "theme")
    stage.window.show_page(Page.MOVES)
    assert stage.window.sidebar.search.text() == ""
    assert stage.window.stack.currentWidget() is stage.window.pages[Page.MOVES]


def test_tab_leads_by_the_list_of_pages_to_what_was_found(stage: Stage) -> None:
    search = stage.window.sidebar.search
    QTest.keyClick(stage.window, Qt.Key.Key_F, Qt.KeyboardModifier.ControlModifier)
    QTest.keyClicks(search, "theme")
    while focused() is not stage.window.sidebar.list:
        QTest.keyClick(focused(), Qt.Key.Key_Tab)
    assert (search.text(), stage.window.stack.currentWidget()) == ("theme", stage.window.found)
    QTest.keyClick(focused(), Qt.Key.Key_Down)
    assert (search.text(), stage.window.page) == ("", Page.REMINDERS)


def test_the_file_stays_within_reach(stage: Stage) -> None:
    stage.window.sidebar.file.click()
    assert stage.opened == ["file"]


def test_every_control_is_reached_by_tab_in_reading_order(stage: Stage) -> None:
    page = stage.page(Page.REMINDERS)
    stage.window.sidebar.search.setFocus()
    seen: list[QWidget] = []
    for _step in range(60):
        focus = focused()
        if focus in seen:
            break
        seen.append(focus)
        QTest.keyClick(focus, Qt.Key.Key_Tab)
    at = [
        next((n for n, field in enumerate(page.fields) if field.isAncestorOf(widget)), None)
        for widget in seen
        if page.isAncestorOf(widget)
    ]
    assert at == sorted(at, key=lambda n: len(page.fields) if n is None else n)
    assert set(at) - {None} == set(range(len(page.fields)))


def test_every_picture_of_the_settings_has_a_name_of_its_own() -> None:
    names = [name for name, _make in settings_windows()]
    assert len(names) == len(set(names)) >= len(Page)


def test_on_a_small_screen_the_page_follows_the_keyboard(stage: Stage) -> None:
    stage.window.resize(853, 440)
    for page in (Page.HOURS, Page.MOVES, Page.LOOK):
        shown = stage.page(page)
        stage.window.sidebar.file.setFocus()
        seen = 0
        for _step in range(60):
            QTest.keyClick(focused(), Qt.Key.Key_Tab)
            settle()
            focus = focused()
            if not shown.isAncestorOf(focus):
                break
            seen += 1
            view = shown.area.viewport()
            at = focus.mapTo(view, focus.rect().center())
            assert view.rect().contains(at), f"{focus.accessibleName()} is out of sight"
        assert seen >= len(shown.fields)


@pytest.mark.parametrize("notices", [True, False])
def test_the_voice_can_be_heard_before_it_is_switched_on(stage: Stage, notices: bool) -> None:
    stage.notices_calls = notices
    sample = stage.page(Page.SOUND).findChild(VoiceSample)
    assert isinstance(sample, VoiceSample)
    sample.hear.click()
    assert stage.spoken == ["Sit tall, and let your shoulders drop. Keep breathing."]
    assert sample.heard.isHidden()
    stage.unheard = "There is no voice here."
    sample.hear.click()
    assert (sample.heard.text(), sample.heard.isVisible()) == ("There is no voice here.", True)
    told = " ".join(each.text() for each in stage.page(Page.SOUND).findChildren(QLabel))
    assert ("Silent while the microphone is in use." in told) == notices
    assert ("pause a stretch before a call" in told) != notices
