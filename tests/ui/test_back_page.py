""" "My back": what it shows of the diary, what can be corrected until when, and that medical care comes before it."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime, time, timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QLabel, QPushButton, QWidget
from shiboken6 import isValid

from postureapp.core.booking import Visit, Went
from postureapp.core.errors import EnvironmentProblem
from postureapp.core.events import Fact, FactKind
from postureapp.core.pain_diary import PainEntry, Spot, When, data_of
from postureapp.core.persistence import Judgement, Rule, Thresholds, Verdict, Week
from postureapp.core.safety import Gate, Level, Reason
from postureapp.core.text import text
from postureapp.devtools.back_pictures import EMERGENCY, OPEN, TODAY, entries, made_up, seen
from postureapp.devtools.home_pictures import NOW, moment
from postureapp.ui import home_window
from postureapp.ui.back_page import BackPage
from postureapp.ui.back_wires import BackSeen, BackWires
from postureapp.ui.booking_card import BookingCard
from postureapp.ui.check_in import CheckIn
from postureapp.ui.home_window import BACK, HomeWindow
from postureapp.ui.pain_chart import verdict_plot
from postureapp.ui.report_window import ReportWindow
from postureapp.ui.theme import Theme
from postureapp.ui.triage_window import TriageWindow
from tests.helpers.care_stage import CareStage, answer_whole
from tests.helpers.days import shipped
from tests.ui.conftest import settle

TWO_HOURS = timedelta(hours=2)


def words(window: QWidget) -> str:
    found = [*window.findChildren(QLabel), *window.findChildren(QPushButton)]
    return " | ".join(each.text() for each in found if each.isVisible() and each.text())


def button(window: QWidget, said: str) -> QPushButton:
    return next(each for each in window.findChildren(QPushButton) if each.text() == said and each.isVisible())


def _week(mean: float) -> Week:
    return Week(TODAY - timedelta(days=6), TODAY, 5, 5, mean, rough_mean=mean)


WEEK = (_week(4.0),)


class Page:
    """The page over a made-up diary, and what it asked for."""

    def __init__(self, look: Theme, what: BackSeen | None = None, gate: Gate = OPEN) -> None:
        self.what, self.gate, self.now = what or seen(entries(36)), gate, moment()
        self.number, self.reads = 0, 0
        self.trouble: EnvironmentProblem | None = None
        self.corrected: list[object] = []
        self.opened: list[str] = []
        self.told: list[tuple[Visit, Went]] = []
        self.saved: list[tuple[bytes, str]] = []
        self.followed = 0
        wires: BackWires = replace(
            made_up(),
            read=self.read,
            changes=lambda: self.number,
            gate=lambda: self.gate,
            now=lambda: self.now,
            check_in=self.corrected.append,
            went=self.went,
            follow=self.follow,
            open=self.opened.append,
            export=lambda content, path: self.saved.append((content, path)),
        )
        self.page = BackPage(look, wires)
        look.dress(self.page)
        self.page.resize(880, 900)
        self.page.show()
        settle()

    def read(self) -> BackSeen:
        self.reads += 1
        if self.trouble is not None:
            raise self.trouble
        return self.what

    def went(self, visit: Visit, went: Went) -> bool:
        self.told.append((visit, went))
        return False

    def follow(self) -> None:
        self.followed += 1

    def change(self, what: BackSeen) -> None:
        self.what, self.number = what, self.number + 1
        self.page.refresh()
        settle()

    @property
    def words(self) -> str:
        return words(self.page)

    def close(self) -> None:
        self.page.close()
        self.page.deleteLater()
        settle()


@pytest.fixture
def pages(look: Theme) -> Iterator[list[Page]]:
    made: list[Page] = []
    yield made
    for each in made:
        each.close()


def opened(pages: list[Page], look: Theme, what: BackSeen | None = None, gate: Gate = OPEN) -> Page:
    pages.append(Page(look, what, gate))
    return pages[-1]


# --- what it shows


def test_until_there_is_an_entry_it_says_what_it_is_for_and_offers_the_check_in_only(
    look: Theme, pages: list[Page]
) -> None:
    page = opened(pages, look, seen(()))
    assert page.words == "When your upper back hurts, note it here: so you see over the weeks how it goes. | Check in"
    button(page.page, "Check in").click()
    assert page.corrected == [None]


def test_the_latest_entry_is_told_and_leads_on(look: Theme, pages: list[Page]) -> None:
    page = opened(pages, look)
    for said in ("Your latest entry", "4 of 10", "Today, 14:05", "Between the shoulder blades"):
        assert said in page.words
    button(page.page, "Report for the next session…").click()
    button(page.page, "My upper back hurts").click()
    assert page.opened == ["report", "book"]


def test_too_few_entries_are_said_and_nothing_is_judged(look: Theme, pages: list[Page]) -> None:
    page = opened(pages, look, seen(entries(3)))
    assert "Not enough entries: 2 of the last 7 days have one, and 4 are needed" in page.words
    assert page.page.cards == []
    assert "The rule" not in page.words


def test_all_that_holds_is_told_the_weightiest_first_each_plot_once(look: Theme, pages: list[Page]) -> None:
    page = opened(pages, look, seen(entries(36, severe=True)))
    titles = ("You noted severe pain", "This pain began 5 weeks ago", "Your pain has gone on for 3 weeks")
    at = [page.words.index(title) for title in titles]
    assert at == sorted(at)
    assert page.words.count("How this was found: ") == 3
    assert [card.by_days for card in page.page.cards] == [True, False]
    assert [card.plot.marks[0][0] for card in page.page.cards] == [8.0, 3.0]


def test_without_a_verdict_the_weeks_are_plotted(look: Theme, pages: list[Page]) -> None:
    calm = tuple(replace(each, entry=replace(each.entry, score=1)) for each in entries(36))
    page = opened(pages, look, seen(calm))
    (card,) = page.page.cards
    assert card.plot.title == "Weekly means of pain, 0 to 10"
    assert "The dashed lines: a weekly mean of 3, and a day of 8." in page.words


def test_a_chart_is_a_table_too_and_stays_one_when_something_changes(look: Theme, pages: list[Page]) -> None:
    page = opened(pages, look, seen(entries(24)))
    page.page.cards[0].turn_over()
    assert page.page.cards[0].table is not None
    assert page.page.cards[0].table.item(3, 1).text().startswith("mean 4")
    page.change(seen(entries(22)))
    assert page.page.cards[0].shows_table


def test_a_chart_is_saved_as_csv_with_its_figures(look: Theme, pages: list[Page]) -> None:
    page = opened(pages, look, seen(entries(24, severe=True)))
    for card in page.page.cards:
        card.save_asked.emit()
        assert page.page.dialog is not None
        page.page.dialog.fileSelected.emit(f"/nowhere/{card.by_days}.csv")
        page.page.dialog.reject()
        settle()
    by_days, by_weeks = (list(csv.reader(io.StringIO(content.decode("utf-8-sig")))) for content, _path in page.saved)
    assert by_days[0] == ["Date", "Pain, mean of entries (0 to 10)", "Worst of the day"]
    assert len(by_days) == 8
    assert by_days[-1] == [TODAY.isoformat(), "4", "9"]
    assert by_weeks[-1][1:] == [TODAY.isoformat(), "5", "5", "4"]
    assert "Saved: False.csv" in page.words


def test_a_diary_that_cannot_be_read_is_said_and_tried_again(look: Theme, pages: list[Page]) -> None:
    page = opened(pages, look)
    page.trouble = EnvironmentProblem(text("The diary is locked."))
    page.change(page.what)
    assert "The diary is locked." in page.words
    page.trouble = None
    page.page.refresh()
    assert "The diary is locked." not in page.words


def test_it_is_read_again_only_where_something_changed(look: Theme, pages: list[Page]) -> None:
    page = opened(pages, look)
    reads = page.reads
    page.page.refresh()
    page.now = moment(NOW + timedelta(minutes=1))
    page.page.refresh()
    assert page.reads == reads
    page.gate = EMERGENCY
    page.page.refresh()
    assert page.reads == reads + 1


@pytest.mark.parametrize(
    ("verdict", "line"),
    [
        (Verdict(Rule.PERSISTS, WEEK), 3.0),
        (Verdict(Rule.LONG, WEEK, thresholds=Thresholds(mean=2.0)), 3.0),
        (Verdict(Rule.CHRONIC, WEEK), None),
        (Verdict(Rule.SEVERE, WEEK, thresholds=Thresholds(severe=7)), 7.0),
        (Verdict(Rule.PROVOKED, before=2, after=5), 4.0),
        (Verdict(Rule.WORSENING, (_week(6.0), _week(4.0))), 6.0),
    ],
)
def test_the_line_in_a_chart_is_what_the_rule_goes_by(verdict: Verdict, line: float | None) -> None:
    plot = verdict_plot(verdict, Judgement(TODAY, WEEK), ())
    assert [mark for mark, _words in plot.marks] == ([] if line is None else [line])


# --- the entries


def test_the_entries_of_fourteen_days_are_listed_the_latest_first(look: Theme, pages: list[Page]) -> None:
    page = opened(pages, look)
    shown = page.words[page.words.index("Your entries of the last 14 days") :]
    assert "after a stretch" in shown
    assert "It kept me from sleep  ·  “Since the long call this morning.”" in shown
    assert shown.index("Today, 14:05") < shown.index("Mon, Mar 2") < shown.index("Wed, Feb 18")
    assert "Tue, Feb 17" not in shown


def test_an_entry_can_be_corrected_for_a_day_and_not_after(look: Theme, pages: list[Page]) -> None:
    page = opened(pages, look)
    assert page.page.list is not None
    latest, before = page.what.entries[-1], page.what.entries[-2]
    assert set(page.page.list.corrects) == {latest.id, before.id}
    page.page.list.corrects[latest.id].click()
    assert page.corrected == [latest]
    name = page.page.list.corrects[before.id].accessibleName()
    assert name == "Correct: Mon, Mar 2, 17:40: 3 of 10"

    page.now = moment(before.at + timedelta(days=1) - timedelta(seconds=1))
    page.page.refresh()
    assert before.id in page.page.list.corrects
    kept_for_later = page.page.list.corrects[before.id]
    page.now = moment(before.at + timedelta(days=1))
    kept_for_later.click()
    assert page.corrected == [latest], "its day was over when it was pressed"
    assert set(page.page.list.corrects) == {latest.id}


def test_the_keyboard_is_not_lost_when_the_list_is_made_anew(look: Theme, pages: list[Page]) -> None:
    page = opened(pages, look)
    page.page.activateWindow()
    assert QTest.qWaitForWindowActive(page.page)
    assert page.page.list is not None
    page.page.list.corrects[page.what.entries[-1].id].setFocus()
    page.change(seen(entries(36)[:-1]))
    assert page.page.focusWidget() is page.page.latest.check_in


# --- visits


def test_a_visit_to_come_is_told_and_a_booking_is_not_asked_for_again(look: Theme, pages: list[Page]) -> None:
    page = opened(pages, look, seen(entries(36), Visit(TODAY + timedelta(days=2), "14:30")))
    assert "Booked for Thu, Mar 5, 14:30." in page.words
    assert "It may be time to book" not in page.words
    assert "How did your visit go?" not in page.words


def test_after_a_visit_it_asks_how_it_went(look: Theme, pages: list[Page]) -> None:
    visit = Visit(TODAY, "14:30")
    page = opened(pages, look, seen(entries(36), visit))
    assert "How did your visit go?" not in page.words
    page.now = moment(datetime.combine(TODAY, time(14, 30), NOW.tzinfo) + TWO_HOURS)
    page.page.refresh()
    for said, went in (("Better", Went.BETTER), ("The same", Went.SAME), ("Worse", Went.WORSE)):
        button(page.page, said).click()
        assert page.told[-1] == (visit, went)
    button(page.page, "I did not go").click()
    assert page.told[-1] == (visit, Went.MISSED)
    assert "That could not be kept; the card on your screen says why." in page.words
    page.change(seen(entries(36), replace(visit, went=Went.SAME)))
    assert "How did your visit go?" not in page.words


def test_what_was_booked_here_is_told_once_and_its_calendar_file_stays_within_reach(
    look: Theme, pages: list[Page]
) -> None:
    page = opened(pages, look, seen(entries(24)))
    booked = page.page.booked
    assert booked is not None
    booked.begin.click()
    booked.time.setText("14:30")
    booked.keep.click()
    page.change(seen(entries(24), Visit(booked.day.day, "14:30")))
    assert page.page.booked is booked
    assert booked.calendar.isVisible()
    assert page.words.count("Booked for") == 1


# --- medical care first


@pytest.mark.parametrize("reason", [Reason.EMERGENCY, Reason.DOCTOR_SOON, Reason.INJURY])
@pytest.mark.parametrize("is_due", [True, False])
def test_while_medical_care_comes_first_nothing_asks_for_a_booking(
    look: Theme, pages: list[Page], reason: Reason, is_due: bool
) -> None:
    what = seen(entries(36, severe=True), Visit(TODAY - timedelta(days=1)), is_due=is_due)
    page = opened(pages, look, what, Gate(reason))
    assert page.words.startswith("Medical care comes first")
    for never in ("time to book", "to the clinic", "I have booked", "My upper back hurts"):
        assert never not in page.words
    assert ("You noted severe pain" in page.words) is not is_due, "what was told stands, nothing new is told"
    assert page.words.count("What to do now…") == 1
    button(page.page, "What to do now…").click()
    assert (page.opened, page.followed) == (["book"], 0)
    page.gate = OPEN
    page.page.refresh()
    assert "Medical care comes first" not in page.words
    assert "I have booked a visit" in page.words


def test_a_notice_that_was_not_read_is_read_after_the_warning_signs(look: Theme, pages: list[Page]) -> None:
    page = opened(pages, look, seen(entries(36), is_due=True))
    assert "Your diary has something to tell you" in page.words
    for not_yet in ("It may be time to book", "has gone on", "weekly mean"):
        assert not_yet not in page.words
    assert page.words.count("What to do now…") == 1
    button(page.page, "What to do now…").click()
    assert page.followed == 1
    page.change(seen(entries(36)))
    assert "It may be time to book a visit with the clinic." in page.words


# --- from right to left


def test_from_right_to_left_the_day_of_an_entry_is_on_the_right(look: Theme, pages: list[Page]) -> None:
    QGuiApplication.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
    try:
        page = opened(pages, look)
        made = page.page.list
        assert made is not None
        correct = next(iter(made.corrects.values()))
        day = next(each for each in made.findChildren(QLabel) if each.text() == "Mon, Mar 2, 17:40")
        assert correct.mapTo(made, QPoint()).x() < day.mapTo(made, QPoint()).x()
    finally:
        QGuiApplication.setLayoutDirection(Qt.LayoutDirection.LeftToRight)


# --- with the whole app


@pytest.fixture
def stage(tmp_path: Path, look: Theme) -> Iterator[CareStage]:
    made = CareStage(tmp_path, look)
    dialog = made.questions()
    assert dialog is not None
    answer_whole(dialog)
    yield made
    made.end()


def tell(stage: CareStage, score: int, back: int, hours: float = 0.0) -> None:
    """An entry in the diary so many days and hours back."""
    now = stage.clock.now()
    at = replace(now, utc=now.utc - timedelta(days=back, hours=hours))
    stage.diary.append(at, Fact(FactKind.PAIN), data_of(PainEntry(score, where=(Spot.MID_BACK,))))


def five_weeks(stage: CareStage) -> None:
    """Pain that lasts: on most days of five weeks."""
    for back in range(35, -1, -1):
        tell(stage, 4, back, 1.0)
    stage.screen.desk.look_again()


def home(stage: CareStage, what: str = "pain") -> HomeWindow:
    stage.screen.doors.open(what)
    settle()
    window = stage.one(HomeWindow)
    assert window is not None
    return window


def test_the_page_is_opened_by_its_name_and_made_when_it_is_turned_to(stage: CareStage) -> None:
    window = home(stage, "home")
    assert window.back is None
    assert window.tabs.currentIndex() == home_window.TODAY
    assert home(stage) is window
    assert window.tabs.currentIndex() == BACK
    assert window.windowTitle() == "PostureApp: my back"
    assert window.back is not None
    assert window.back.isVisible()


def test_a_correction_is_shown_at_once_and_so_is_what_was_taken_back(stage: CareStage) -> None:
    tell(stage, 2, 0, 1.0)
    window = home(stage)
    assert "2 of 10" in words(window)
    button(window, "Correct…").click()
    check_in = stage.one(CheckIn)
    assert check_in is not None
    assert check_in.windowTitle() == "Correct what you told"
    check_in.now.choose(1)
    check_in.save()
    settle()
    assert "1 of 10" in words(window)
    assert "2 of 10" not in words(window)
    assert "Corrected" in words(window)
    if isValid(check_in):  # else it has closed by itself
        check_in.close()
    settle()
    button(window, "Correct…").click()
    check_in = stage.one(CheckIn)
    assert check_in is not None
    check_in.ask_to_take_back()
    button(check_in, "Take it back").click()
    settle()
    check_in.close()
    assert "note it here" in words(window)


def test_a_visit_that_made_it_worse_leads_to_the_warning_signs(stage: CareStage) -> None:
    tell(stage, 4, 1)
    stage.screen.desk.log.book(Visit(stage.clock.now().local.date() - timedelta(days=1)))
    window = home(stage)
    assert words(window).count("How did your visit go?") == 1, "no row above the page that asks it"
    button(window, "Worse").click()
    settle()
    assert stage.one(TriageWindow) is not None
    assert not stage.gate.is_open, "stretches are off until it is answered"
    assert "How did your visit go?" not in words(window)
    visit = stage.screen.desk.log.visit()
    assert visit is not None
    assert visit.went is Went.WORSE
    stage.tick(next(flag.id for flag in shipped().rules.red_flags if flag.level is Level.EMERGENCY))
    assert "Medical care comes first" in words(window)
    assert not stage.offers_booking
    for each in window.findChildren(QAbstractButton):
        assert "book" not in each.text().lower() or not each.isVisible()


def test_a_visit_that_went_well_asks_nothing_more(stage: CareStage) -> None:
    stage.screen.desk.log.book(Visit(stage.clock.now().local.date() - timedelta(days=1)))
    window = home(stage, "home")
    assert "Waiting for you: How did your visit go?" in words(window)
    assert window.focusWidget() is window.today.stretch, "it can wait: the keyboard is where it is on other days"
    button(window, "Better").click()
    settle()
    assert "How did your visit go?" not in words(window)
    assert stage.one(TriageWindow) is None


def test_a_notice_waits_quietly_and_is_read_after_the_warning_signs_and_once(stage: CareStage) -> None:
    five_weeks(stage)
    window = home(stage, "home")
    said = "Waiting for you: Your diary has something to tell you"
    assert said in words(window)
    button(window, "Show me").click()
    settle()
    assert stage.one(BookingCard) is None
    stage.say_no()
    assert stage.one(BookingCard) is not None
    assert "began" in stage.words()
    window.refresh()
    assert said not in words(window)


def test_no_notice_waits_while_medical_care_comes_first(stage: CareStage) -> None:
    five_weeks(stage)
    stage.screen.open_booking()
    settle()
    stage.tick(next(flag.id for flag in shipped().rules.red_flags if flag.level is Level.EMERGENCY))
    window = home(stage, "home")
    assert "Your diary has something" not in words(window)
    window.show_back()
    settle()
    assert "time to book" not in words(window)
    button(window, "What to do now…").click()
    settle()
    assert not stage.offers_booking


def test_a_booking_told_here_silences_what_lasts_and_is_shown(stage: CareStage) -> None:
    five_weeks(stage)
    window = home(stage)
    assert window.back is not None
    booked = window.back.booked
    assert booked is not None
    booked.begin.click()
    booked.time.setText("9:15")
    booked.keep.click()
    settle()
    assert window.back.booked is booked
    window.tabs.setCurrentIndex(home_window.TODAY)
    assert "Your diary has something" not in words(window)
    window.show_back()
    settle()
    assert "Booked for Tue, Mar 10, 09:15." in words(window)
    assert "What to do now…" not in words(window)


def test_the_report_is_opened_from_the_page(stage: CareStage) -> None:
    tell(stage, 4, 1)
    button(home(stage), "Report for the next session…").click()
    assert stage.one(ReportWindow) is not None


def test_a_page_that_nobody_sees_reads_nothing(stage: CareStage, monkeypatch: pytest.MonkeyPatch) -> None:
    tell(stage, 4, 1)
    window = home(stage)
    window.tabs.setCurrentIndex(home_window.TODAY)
    window.refresh()
    reads: list[object] = []
    log = stage.screen.desk.log
    monkeypatch.setattr(log, "entries", lambda *since: reads.append(since) or ())
    monkeypatch.setattr(log, "judgement", lambda *more: reads.append(more))
    for _turn in range(3):
        window.refresh()
    assert reads == [], "nothing has changed"


def test_a_worst_of_the_day_says_so(look: Theme, pages: list[Page]) -> None:
    kept = entries(3)
    worst = replace(kept[-1], entry=PainEntry(9, When.WORST))
    page = opened(pages, look, seen((*kept[:-1], worst)))
    assert page.page.latest.number.text() == "worst 9 of 10"


def test_today_says_that_medical_care_comes_first_before_anything_else_of_the_diary(stage: CareStage) -> None:
    five_weeks(stage)
    window = home(stage, "home")
    assert "Your diary has something to tell you" in words(window)
    stage.screen.open_booking()
    flag = next(each.id for each in shipped().rules.red_flags if each.level is Level.EMERGENCY)
    stage.tick(flag)
    window.show_waiting()
    settle()
    assert "Medical care comes first" in words(window)
    assert "Your diary has something" not in words(window)


def test_questions_that_were_closed_wait_in_today_and_come_again_with_the_next_pain(stage: CareStage) -> None:
    stage.screen.desk.tell(PainEntry(4))
    settle()
    triage = stage.one(TriageWindow)
    assert triage is not None
    triage.close()
    settle()
    window = home(stage, "home")
    assert "The questions about warning signs are still open" in words(window)
    stage.screen.desk.tell(PainEntry(2))
    settle()
    assert stage.one(TriageWindow) is None, "no pain to speak of"
    stage.screen.desk.tell(PainEntry(5))
    settle()
    assert stage.one(TriageWindow) is not None
    stage.say_no()
    window.show_waiting()
    settle()
    assert "are still open" not in words(window)
