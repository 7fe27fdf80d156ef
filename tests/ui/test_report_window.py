"""The window of the report: what is ticked is seen and saved, what is not stays out, and failures are told in words."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import QDate, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel
from shiboken6 import isValid

from postureapp.core.clinic import Clinic
from postureapp.core.day import Kept
from postureapp.core.errors import EnvironmentProblem
from postureapp.core.hours import WeekHours, on_weekdays
from postureapp.core.pain_diary import KeptEntry, PainEntry, days_of
from postureapp.core.persistence import judge
from postureapp.core.settings import Settings
from postureapp.devtools.home_pictures import NOW, moment
from postureapp.devtools.report_pictures import entries, stretches
from postureapp.reports.paper import Paper
from postureapp.reports.report import USUAL, Part
from postureapp.ui.report_choices import Days
from postureapp.ui.report_window import ReportWindow, ReportWires
from postureapp.ui.theme import Theme
from tests.ui.conftest import settle
from tests.ui.test_screen import Stage

TODAY = NOW.date()


@dataclass
class App:
    """What the window asks for, kept here."""

    kept: tuple[KeptEntry, ...] = field(default_factory=lambda: entries(56, TODAY))
    hours: WeekHours = field(default_factory=lambda: on_weekdays("12:00-13:00"))
    last_report: date | None = None
    saved: dict[str, bytes] = field(default_factory=dict)
    reported: list[date] = field(default_factory=list)
    opened: list[Path] = field(default_factory=list)
    reads: int = 0
    broken: str = ""
    full: str = ""
    refused: str = ""

    def facts(self, since: datetime, until: datetime) -> list[Kept]:
        self.reads += 1
        if self.broken:
            raise EnvironmentProblem(self.broken)
        return [each for each in stretches(56, TODAY) if since <= each.at < until] if self.kept else []

    def save(self, content: bytes, path: Path) -> None:
        if self.full:
            raise EnvironmentProblem(self.full)
        self.saved[str(path)] = content

    def open_folder(self, folder: Path) -> str:
        self.opened.append(folder)
        return self.refused

    def wires(self) -> ReportWires:
        return ReportWires(
            entries=lambda: self.kept,
            facts=self.facts,
            judgement=lambda: judge(days_of(self.kept), self.kept, TODAY),
            now=moment,
            save=self.save,
            open_folder=self.open_folder,
            clinic=Clinic("Osteo Health", "403-814-0404"),
            settings=lambda: Settings(phone_hours=self.hours),
            last_report=lambda: self.last_report,
            reported=self.reported.append,
        )


Make = Callable[[App], ReportWindow]


@pytest.fixture
def show(look: Theme) -> Iterator[Make]:
    made: list[ReportWindow] = []

    def make(app: App) -> ReportWindow:
        window = ReportWindow(look, app.wires())
        made.append(window)
        window.setAttribute(Qt.WidgetAttribute.WA_DontShowOnScreen)
        window.show()
        settle()
        return window

    yield make
    for window in filter(isValid, made):
        window.close()
    settle()


def words(window: ReportWindow) -> str:
    return " ".join(each.text() for each in window.findChildren(QLabel) if each.isVisible())


def test_four_weeks_without_notes_are_seen_first(show: Make) -> None:
    window = show(App())
    assert window.report is not None
    assert (window.report.asked.first, window.report.asked.last) == (TODAY - timedelta(days=27), TODAY)
    assert window.report.asked.parts == USUAL
    assert len(window.preview.pictures) == len(window.pages.pages)  # type: ignore[union-attr]
    assert window.preview.pictures[0].accessibleDescription()


@pytest.mark.parametrize(("days", "length"), [(Days.TWO_WEEKS, 14), (Days.FOUR_WEEKS, 28), (Days.TWELVE_WEEKS, 84)])
def test_weeks_end_today(show: Make, days: Days, length: int) -> None:
    window = show(App())
    window.choices.days[days].setChecked(True)
    window.show_report()
    assert window.report is not None
    assert window.report.asked.length == length
    assert window.report.asked.last == TODAY


def test_since_the_last_report_is_offered_once_there_was_one(show: Make) -> None:
    assert Days.SINCE_REPORT not in show(App()).choices.days
    window = show(App(last_report=TODAY - timedelta(days=10)))
    window.choices.days[Days.SINCE_REPORT].setChecked(True)
    window.show_report()
    assert window.report is not None
    assert window.report.asked.first == TODAY - timedelta(days=10)


def test_any_days_can_be_chosen_and_never_end_before_they_begin(show: Make) -> None:
    window = show(App())
    choices = window.choices
    assert not choices.dates.isVisible()
    choices.days[Days.FROM_TO].setChecked(True)
    assert choices.dates.isVisible()
    assert choices.asked.length == 28  # those seen before
    choices.last.setDate(QDate(2026, 1, 20))
    choices.first.setDate(QDate(2026, 2, 1))
    assert (choices.asked.first, choices.asked.last) == (date(2026, 2, 1), date(2026, 2, 1))
    choices.last.setDate(QDate(2026, 1, 20))
    assert choices.asked.length == 1


def test_the_picture_follows_what_is_ticked(show: Make) -> None:
    window = show(App())
    before = window.pages
    window.choices.parts[Part.PAIN].setChecked(False)
    assert window._settle.isActive()  # several changes in a row are one picture
    window.show_report()
    assert window.pages is not before
    assert window.report is not None
    assert not window.report.has(Part.PAIN)


def test_ticking_does_not_read_the_diary_again_and_other_days_do(show: Make) -> None:
    app = App()
    window = show(app)
    assert app.reads == 1
    window.choices.parts[Part.NOTES].setChecked(True)
    window.show_report()
    assert app.reads == 1
    window.choices.days[Days.TWO_WEEKS].setChecked(True)
    window.show_report()
    assert app.reads == 2


def test_the_paper_is_as_chosen(show: Make) -> None:
    window = show(App())
    for n, paper in enumerate((Paper.A4, Paper.LETTER)):
        window.choices.paper.setCurrentIndex(n)
        window.show_report()
        assert window.pages is not None
        assert window.pages.paper is paper


@pytest.mark.parametrize(
    ("ending", "starts"), [("pdf", b"%PDF-"), ("csv", b"\xef\xbb\xbf"), ("json", b"{"), ("ics", b"BEGIN:VC")]
)
def test_each_file_is_saved_and_said(show: Make, ending: str, starts: bytes) -> None:
    app = App()
    window = show(app)
    window.save_as(ending, f"there/report.{ending}")
    assert app.saved[f"there/report.{ending}"].startswith(starts)
    assert f"Saved: there/report.{ending}" in words(window)
    assert app.reported == ([TODAY] if ending == "pdf" else [])
    QTest.mouseClick(window.folder, Qt.MouseButton.LeftButton)
    assert app.opened == [Path("there")]


@pytest.mark.parametrize("ending", ["pdf", "csv", "json"])
def test_notes_are_saved_only_where_they_are_ticked(show: Make, ending: str) -> None:
    app = App(kept=tuple(replace(each, entry=replace(each.entry, note="qqq only mine")) for each in entries(9, TODAY)))
    window = show(app)
    window.save_as(ending, "without")
    window.choices.parts[Part.NOTES].setChecked(True)
    window.show_report()
    window.save_as(ending, "with")
    if ending != "pdf":
        assert b"qqq" not in app.saved["without"]
        assert b"qqq" in app.saved["with"]
    else:
        assert len(app.saved["with"]) > len(app.saved["without"])


def test_the_dialog_offers_a_name_and_nothing_is_saved_without_it(show: Make) -> None:
    app = App()
    window = show(app)
    QTest.mouseClick(window.pdf, Qt.MouseButton.LeftButton)
    assert window.dialog is not None
    first = (TODAY - timedelta(days=27)).isoformat()
    assert window.dialog.selectedFiles()[0].endswith(f"postureapp-report-{first}-{TODAY.isoformat()}.pdf")
    window.dialog.reject()
    settle()
    assert window.dialog is None
    assert not app.saved


def test_a_full_disk_is_told(show: Make) -> None:
    app = App(full="The disk is full.")
    window = show(app)
    window.save_as("pdf", "report.pdf")
    assert "The disk is full." in words(window)
    assert not window.folder.isVisible()
    assert not app.reported


def test_a_folder_that_does_not_open_is_told(show: Make) -> None:
    window = show(App(refused="No program opens folders here."))
    window.save_as("csv", "there/report.csv")
    QTest.mouseClick(window.folder, Qt.MouseButton.LeftButton)
    assert "No program opens folders here." in words(window)


def test_a_diary_that_cannot_be_read_is_told(show: Make) -> None:
    window = show(App(broken="The diary is damaged."))
    assert "The diary is damaged." in words(window)
    assert not window.pdf.isEnabled()


def test_with_nothing_in_the_diary_it_says_what_would_be_in_a_report(show: Make) -> None:
    window = show(App(kept=()))
    said = words(window)
    assert "Nothing to report yet" in said
    assert "Pain over time" in said
    assert [each.isEnabled() for each in window.buttons] == [False, False, False, True]
    window.save_as("pdf", "report.pdf")


def test_with_nothing_in_these_days_it_says_so(show: Make) -> None:
    window = show(App(kept=entries(3, TODAY - timedelta(days=600))))
    window.choices.days[Days.FROM_TO].setChecked(True)
    window.choices.first.setDate(QDate(2025, 6, 1))
    window.choices.last.setDate(QDate(2025, 6, 2))
    window.choices.first.setDate(QDate(2025, 6, 1))
    window.show_report()
    settle()
    assert "Nothing to report in these days" in words(window)


def test_phone_breaks_are_offered_where_phone_hours_are_declared(show: Make) -> None:
    assert show(App()).breaks.isVisible()
    assert not show(App(hours=WeekHours())).breaks.isVisible()


def test_the_file_for_a_clinic_names_nobody(show: Make) -> None:
    app = App()
    window = show(app)
    window.save_as("json", "x")
    patients = [
        e["resource"] for e in json.loads(app.saved["x"])["entry"] if e["resource"]["resourceType"] == "Patient"
    ]
    assert [set(each) for each in patients] == [{"resourceType", "id"}]


def test_escape_closes_it(show: Make) -> None:
    window = show(App())
    window.setAttribute(Qt.WidgetAttribute.WA_DontShowOnScreen, False)
    window.hide()
    window.show()
    window.activateWindow()
    settle()
    QTest.keyClick(window, Qt.Key.Key_Escape)
    settle()
    assert not isValid(window)


@pytest.mark.parametrize("wide", [640, 1040, 1500])
def test_the_pages_stand_below_each_other_whole(show: Make, wide: int) -> None:
    window = show(App())
    window.resize(wide, 500)
    settle()
    first, second = window.preview.pictures
    assert first.geometry().bottom() < second.geometry().top()
    assert first.height() == first.heightForWidth(first.width())
    assert second.geometry().right() <= window.preview.area.viewport().width()


def test_the_app_opens_it_over_its_diary_and_remembers_the_report(look: Theme, tmp_path: Path) -> None:
    stage = Stage(look)
    try:
        desk, opened = stage.screen.desk, list[str]()
        assert desk.log.last_report() is None
        assert desk.log.add(PainEntry(4, note="mine"))
        desk.open_report(lambda folder: opened.append(str(folder)) or "")
        (window,) = stage.windows(ReportWindow)
        assert isinstance(window, ReportWindow)
        assert window.report is not None
        assert [each.entry.score for each in window.report.entries] == [4]
        desk.open_report(lambda _folder: "")
        assert stage.windows(ReportWindow) == [window]  # once
        window.save_as("pdf", str(tmp_path / "report.pdf"))
        assert (tmp_path / "report.pdf").read_bytes().startswith(b"%PDF-")
        assert desk.log.last_report() == desk.log.today
        window._open_folder()
        assert opened == [str(tmp_path)]
        window.close()
        stage.screen.doors.open("report")
        (again,) = stage.windows(ReportWindow)
        assert isinstance(again, ReportWindow)
        assert Days.SINCE_REPORT in again.choices.days
    finally:
        stage.screen.close_all()
        stage.screen.tray.menu.deleteLater()
        stage.screen.deleteLater()
        settle()
