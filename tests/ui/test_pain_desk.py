"""Where an entry leads: stretches off at once where it asks for warning signs, then the signs, then what is due."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtWidgets import QPushButton, QWidget

from postureapp.core import events
from postureapp.core.booking import Visit, Went
from postureapp.core.errors import EnvironmentProblem
from postureapp.core.events import Fact, FactKind, MoveEnd
from postureapp.core.pain_diary import Earlier, Feel, Hinders, PainEntry
from postureapp.core.safety import Reason, SafetyState, gate
from postureapp.storage.safety_file import FileSafetyStore
from postureapp.ui.booked_box import BookedBox
from postureapp.ui.booking_card import BookingCard
from postureapp.ui.check_in import CheckIn
from postureapp.ui.closing_pages import BeforePage, FeltPage
from postureapp.ui.first_run import FirstRun
from postureapp.ui.notice_card import NoticeCard
from postureapp.ui.qr_picture import QrPicture
from postureapp.ui.stretch_window import StretchWindow
from postureapp.ui.theme import Theme
from postureapp.ui.triage_window import TriageWindow
from tests.helpers.care_stage import NUMBER, CareStage, settle, words_in
from tests.helpers.qr_reader import read_qr


@pytest.fixture
def stage(look: Theme, tmp_path: Path) -> Iterator[CareStage]:
    folder = tmp_path / "home"
    folder.mkdir()
    FileSafetyStore(folder / "safety.json", print).save(SafetyState(answered=True))
    made = CareStage(folder, look)
    made.activity.press()
    yield made
    made.end()


def earlier(stage: CareStage, back: float, score: int, kind: FactKind = FactKind.PAIN, **data: Any) -> None:
    """An entry of so many days back."""
    now = stage.clock.now()
    stage.diary.append(replace(now, utc=now.utc - timedelta(days=back)), Fact(kind), {"score": score, **data})


def weeks_of_pain(stage: CareStage, days: int, score: int = 4) -> None:
    """An entry on each of so many days before today."""
    for back in range(days, 0, -1):
        earlier(stage, back, score)
    stage.screen.desk.look_again()


def tell(stage: CareStage, score: int = 4, **said: Any) -> None:
    assert stage.screen.desk.tell(PainEntry(score, **said))
    settle()


def card(stage: CareStage) -> str:
    found = stage.one(BookingCard)
    return words_in(found) if found is not None else ""


# --- an entry, the gate, the signs ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "said",
    [
        PainEntry(3),
        PainEntry(8),
        PainEntry(1, feels=(Feel.TINGLING,)),
        PainEntry(1, feels=(Feel.SPREADING,)),
        PainEntry(0, feels=(Feel.HEADACHE,)),
        PainEntry(1, earlier=(Earlier.KNOCK,)),
    ],
)
def test_stretches_are_off_the_moment_it_is_kept_and_until_the_signs_are_answered(
    stage: CareStage, said: PainEntry
) -> None:
    assert stage.screen.desk.keep(said)
    assert stage.gate.reason is Reason.DIFFERENT, "before anything is shown"
    assert stage.safety.load().something_different, "and on the disk"
    stage.screen.desk.lead_on()
    assert stage.one(TriageWindow) is not None
    stage.driver.handle(events.StretchAsked(("neck-side",)))
    assert not stage.plays_a_move
    stage.say_no()
    assert stage.gate.is_open


def test_a_running_stretch_stops_in_place(stage: CareStage) -> None:
    stage.driver.handle(events.StretchAsked(("neck-side",)))
    assert stage.plays_a_move
    tell(stage, 9)
    assert not stage.plays_a_move
    window = stage.one(StretchWindow)
    assert window is not None
    assert "Stretches are off" in words_in(window)


def test_what_asks_for_nothing_leads_nowhere(stage: CareStage) -> None:
    tell(stage, 2)
    assert not list(stage.windows())
    assert stage.gate.is_open


def test_an_entry_that_could_not_be_kept_says_so_and_asks_for_the_signs_all_the_same(
    stage: CareStage, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_given: object) -> None:
        raise EnvironmentProblem("The disk is full.")

    monkeypatch.setattr(stage.diary, "append", full)
    assert not stage.screen.desk.tell(PainEntry(2))
    assert stage.gate.is_open
    assert stage.one(TriageWindow) is None
    assert not stage.screen.desk.tell(PainEntry(9))
    assert stage.gate.reason is Reason.DIFFERENT
    assert stage.one(TriageWindow) is not None
    assert stage.screen.problems == ["The disk is full."]


def test_where_the_diary_can_not_be_read_the_signs_are_asked_for(
    stage: CareStage, monkeypatch: pytest.MonkeyPatch
) -> None:
    def locked(*_given: object, **_named: object) -> list[object]:
        raise EnvironmentProblem("The diary is locked by another program.")

    monkeypatch.setattr(stage.diary, "entries", locked)
    assert stage.screen.desk.keep(PainEntry(1))
    assert stage.gate.reason is Reason.DIFFERENT
    stage.screen.desk.lead_on()
    assert stage.one(TriageWindow) is not None
    assert "locked by another program" in stage.screen.problems[0]


def test_an_entry_of_a_clock_set_wrong_does_not_keep_the_signs_from_being_asked_for(stage: CareStage) -> None:
    earlier(stage, -700, 6)  # two years ahead
    tell(stage, 3)
    assert stage.one(TriageWindow) is not None


def test_an_emergency_stays_whatever_is_told_after_it(stage: CareStage) -> None:
    tell(stage, 5)
    stage.tick("chest-pain")
    for score in (0, 4, 10):
        tell(stage, score, feels=(Feel.TINGLING,))
        assert stage.gate.reason is Reason.EMERGENCY
        assert stage.one(TriageWindow) is None, "nothing is asked that could outrank it"
        assert "Medical care comes first" in card(stage)
        assert not stage.offers_booking


def test_a_sign_takes_what_was_said_of_the_clinic_off_the_screen(stage: CareStage) -> None:
    tell(stage, 4)
    stage.say_no()
    assert NUMBER in words_in(stage.one(NoticeCard) or QWidget())
    stage.screen.report(EnvironmentProblem("The disk is full."))
    dialog = stage.questions()
    assert dialog is not None
    dialog.emergency.ticks["chest-pain"].setChecked(True)
    dialog.go_on()
    assert NUMBER not in stage.words()
    dialog.close()
    settle()
    assert "The disk is full." in words_in(stage.one(NoticeCard) or QWidget()), "the rest of it stays"


def test_mild_pain_of_a_move_does_not_bring_stretches_back_while_signs_are_to_be_answered(stage: CareStage) -> None:
    earlier(stage, 1, 4)
    stage.driver.handle(events.StretchAsked(("neck-side",)))
    window = stage.one(StretchWindow)
    assert window is not None
    window._hurts()
    tell(stage, 9)  # by command, meanwhile
    assert window._hurt_page is not None
    window._hurt_page.scale.choose(1)
    window.close()
    settle()
    assert stage.one(TriageWindow) is not None
    assert stage.gate.reason is Reason.DIFFERENT


def test_no_to_all_signs_does_not_bring_them_back_while_it_is_asked_how_much_a_move_hurts(stage: CareStage) -> None:
    earlier(stage, 1, 4)
    stage.driver.handle(events.StretchAsked(("neck-side",)))
    window = stage.one(StretchWindow)
    assert window is not None
    window._hurts()
    tell(stage, 9)
    stage.say_no()
    assert not stage.gate.is_open
    assert window._hurt_page is not None
    window._hurt_page.scale.choose(1)
    window.close()
    settle()
    assert stage.gate.is_open


# --- what is due ------------------------------------------------------------------------------------------------------


def test_the_signs_then_the_notice_with_its_arithmetic_then_a_week_of_silence(stage: CareStage) -> None:
    weeks_of_pain(stage, 20)
    tell(stage)
    assert not card(stage)
    stage.say_no()
    shown = card(stage)
    assert "Your pain has gone on for 3 weeks" in shown
    assert "How this was found: weekly means 4, 4, 4; 7, 7, 7 pain days; the same as your first week." in shown
    assert "It may be time to book a visit with the clinic." in shown
    assert NUMBER in shown
    for _day in range(6):
        stage.days_pass(1)
        tell(stage)
        assert stage.one(TriageWindow) is None
    stage.days_pass(1)
    tell(stage)
    stage.say_no()
    assert "Your pain" in card(stage)


def test_two_days_fewer_and_there_is_no_notice(stage: CareStage) -> None:
    weeks_of_pain(stage, 16)
    tell(stage)
    assert not list(stage.windows())


def test_a_notice_whose_signs_were_not_answered_comes_at_the_next_entry(stage: CareStage) -> None:
    weeks_of_pain(stage, 20)
    tell(stage)
    window = stage.one(TriageWindow)
    assert window is not None
    window.close()
    settle()
    assert not card(stage)
    stage.days_pass(1)
    tell(stage)
    stage.say_no()
    assert "Your pain has gone on" in card(stage)


def test_a_sign_comes_before_the_notice_and_hides_the_clinic(stage: CareStage) -> None:
    weeks_of_pain(stage, 20)
    tell(stage)
    stage.tick("fever")
    assert "Medical care comes first" in card(stage)
    assert "Your pain has gone on" not in card(stage)
    assert not stage.offers_booking


def test_severe_pain_sends_to_a_doctor_before_the_clinic_and_is_never_silenced(stage: CareStage) -> None:
    weeks_of_pain(stage, 20)
    assert stage.screen.desk.log.book(Visit(stage.screen.desk.log.today + timedelta(days=3)))
    for _day in range(2):
        tell(stage, 9)
        stage.say_no()
        shown = card(stage)
        assert "You noted severe pain" in shown
        assert shown.index("Speak to a doctor") < shown.index("Osteo Health")
        stage.days_pass(1)


def test_work_lost_on_three_days_is_told_of(stage: CareStage) -> None:
    for back in (2, 1):
        earlier(stage, back, 3, hinders=["work"])
    tell(stage, 3, hinders=(Hinders.WORK,))
    stage.say_no()
    assert "You noted work or sleep lost on 3 days of the last 7." in card(stage)


def test_a_visit_to_come_silences_it_and_afterwards_it_is_asked_how_it_went(stage: CareStage) -> None:
    weeks_of_pain(stage, 20)
    log = stage.screen.desk.log
    assert log.book(Visit(log.today + timedelta(days=1), "10:00"))
    tell(stage)
    assert not list(stage.windows())
    stage.days_pass(2)
    tell(stage)
    stage.say_no()
    assert "Your pain has gone on" in card(stage)
    assert log.book(Visit(log.today - timedelta(days=1), "10:00", Went.SAME))
    visit = log.visit()
    assert visit is not None
    assert visit.went is Went.SAME


def test_a_move_that_provoked_pain_is_off_before_anything_is_answered(stage: CareStage) -> None:
    earlier(stage, 3, 3)
    earlier(stage, 2, 2, FactKind.FELT)
    earlier(stage, 2, 5, FactKind.FELT, before=2, moves=["neck-side", "levator"], move="levator")
    tell(stage, 5)
    assert stage.driver.state.world.settings.switched_off == ("levator",)
    assert stage.settings.now.switched_off == ("levator",)
    stage.say_no()
    assert "This move is switched off." in card(stage)
    name = next(move.name for move in stage.driver.state.world.moves if move.id == "levator")
    assert name in card(stage)


def test_a_correction_takes_the_place_of_what_it_corrects(stage: CareStage) -> None:
    tell(stage, 2)
    (kept,) = stage.screen.desk.log.entries()
    stage.screen.desk.check_in(kept)
    window = stage.one(CheckIn)
    assert window is not None
    window.now.choose(9)
    window.save()
    settle()
    (now,) = stage.screen.desk.log.entries()
    assert (now.entry.score, now.corrected) == (9, True)
    assert stage.one(TriageWindow) is not None, "what it says now counts"
    assert len(stage.diary.entries(kinds=("pain",))) == 2, "what was written stays"


# --- before and after a stretch ---------------------------------------------------------------------------------------


def stretch_in_an_episode(stage: CareStage) -> StretchWindow:
    earlier(stage, 1, 4)
    stage.screen.desk.look_again()
    stage.driver.handle(events.StretchAsked(("neck-side", "chin-tuck")))
    window = stage.one(StretchWindow)
    assert window is not None
    return window


def to_the_end(window: StretchWindow) -> FeltPage:
    while not window._session.is_over:
        window.advance(900.0)
    page = window._stack.currentWidget()
    assert isinstance(page, FeltPage)
    return page


def test_it_is_asked_before_and_after_while_it_hurts_and_which_move_it_was(stage: CareStage) -> None:
    window = stretch_in_an_episode(stage)
    page = window._stack.currentWidget()
    assert isinstance(page, BeforePage)
    assert not stage.plays_a_move
    page.scale.choose(3)
    settle()
    assert stage.plays_a_move
    felt = to_the_end(window)
    felt.scale.choose(5)
    assert felt._which.isVisible(), "two points more: which was it?"
    buttons = felt._which.findChildren(QPushButton)
    assert len(buttons) == 3
    assert not felt.scale.isEnabled()
    buttons[1].click()
    settle()
    (last,) = (row.data for row in stage.diary.entries(kinds=("felt",)))
    assert [row.data["score"] for row in stage.diary.entries(kinds=("pain",))][-1] == 3, "no stretch was before it"
    assert (last["score"], last["before"], last["move"]) == (5, 3, last["moves"][1])
    assert set(last["moves"]) == {"neck-side", "chin-tuck"}


@pytest.mark.parametrize(("before", "after"), [(3, 4), (5, 5), (5, 0)])
def test_less_than_two_points_more_asks_nothing_further(stage: CareStage, before: int, after: int) -> None:
    window = stretch_in_an_episode(stage)
    page = window._stack.currentWidget()
    assert isinstance(page, BeforePage)
    page.scale.choose(before)
    to_the_end(window).scale.choose(after)
    settle()
    assert stage.one(StretchWindow) is None
    last = stage.diary.entries(kinds=("felt",))[-1].data
    assert (last["score"], last["before"]) == (after, before)
    assert "move" not in last


def test_who_can_not_tell_which_charges_none(stage: CareStage) -> None:
    window = stretch_in_an_episode(stage)
    page = window._stack.currentWidget()
    assert isinstance(page, BeforePage)
    page.scale.choose(1)
    felt = to_the_end(window)
    felt.scale.choose(4)
    felt._which.findChildren(QPushButton)[-1].click()
    settle()
    assert "move" not in stage.diary.entries(kinds=("felt",))[-1].data


def test_the_question_before_may_be_left_out_and_severe_pain_there_begins_no_stretch(stage: CareStage) -> None:
    window = stretch_in_an_episode(stage)
    window._begin()
    assert stage.plays_a_move
    window.close()
    settle()
    window = stretch_in_an_episode(stage)
    page = window._stack.currentWidget()
    assert isinstance(page, BeforePage)
    page.scale.choose(9)
    settle()
    assert not stage.plays_a_move
    assert stage.one(TriageWindow) is not None


def test_without_an_open_episode_nothing_is_asked_before(stage: CareStage) -> None:
    stage.driver.handle(events.StretchAsked(("neck-side",)))
    assert stage.plays_a_move


def test_a_stretch_that_is_closed_early_asks_nothing_after_it(stage: CareStage) -> None:
    window = stretch_in_an_episode(stage)
    window._begin()
    window.close()
    settle()
    assert stage.one(StretchWindow) is None
    assert not stage.diary.entries(kinds=("felt",))
    ended = [row.data for row in stage.diary.entries(kinds=("session",))]
    assert {each["end"] for each in ended[0]["moves"]} == {MoveEnd.ENDED.value}


# --- the card: booked, and the code of the number ---------------------------------------------------------------------


def booked(stage: CareStage) -> BookedBox:
    stage.screen.open_booking()
    stage.say_no()
    found = stage.one(BookingCard)
    assert found is not None
    box = found.findChild(BookedBox)
    assert isinstance(box, BookedBox)
    box.begin.click()
    return box


@pytest.mark.parametrize("wrong", ["25:00", "14:3", "later", "14:60", "1430"])
def test_a_time_that_is_none_is_refused_in_its_place(stage: CareStage, wrong: str) -> None:
    box = booked(stage)
    box.time.setText(wrong)
    box.keep.click()
    assert box.refused.isVisible()
    assert wrong in box.refused.text()
    assert stage.screen.desk.log.visit() is None
    box.time.setText("14.30")
    box.keep.click()
    visit = stage.screen.desk.log.visit()
    assert visit is not None
    assert visit.at == "14:30"
    assert visit.on == stage.screen.desk.log.today + timedelta(days=1)
    assert "14:30" in box.told.text()


def test_a_visit_that_could_not_be_kept_is_not_said_to_be(stage: CareStage, monkeypatch: pytest.MonkeyPatch) -> None:
    box = booked(stage)

    def full(*_given: object) -> None:
        raise EnvironmentProblem("The disk is full.")

    monkeypatch.setattr(stage.diary, "append", full)
    box.keep.click()
    assert "could not be kept" in box.refused.text()
    assert not box._done.isVisible()
    monkeypatch.undo()
    box.keep.click()
    assert box._done.isVisible()


def test_the_calendar_file_has_the_visit_and_a_problem_is_said(stage: CareStage, tmp_path: Path) -> None:
    box = booked(stage)
    box.keep.click()
    box._save(str(tmp_path / "visit.ics"))
    assert b"BEGIN:VEVENT" in (tmp_path / "visit.ics").read_bytes()
    assert "Saved as" in box.saved.text()
    box._save(str(tmp_path / "no folder" / "visit.ics"))
    assert "Saved as" not in box.saved.text()
    assert box.saved.text()


def test_the_code_is_that_of_the_number(stage: CareStage) -> None:
    stage.screen.open_booking()
    stage.say_no()
    found = stage.one(BookingCard)
    assert found is not None
    next(each for each in found.findChildren(QPushButton) if each.text() == "Scan with a phone").click()
    settle()
    picture = found.findChild(QrPicture)
    assert isinstance(picture, QrPicture)
    assert read_qr(picture.grab().toImage()) == ["tel:4038140404"]
    assert not stage.opener.opened, "nothing is dialled"


def test_the_session_is_told_of_the_day(stage: CareStage) -> None:
    tell(stage, 2)
    (day,) = stage.screen.desk.log.days()
    assert day.day == date(2026, 3, 9)
    world = stage.driver.state.world
    assert gate(world.safety, world.rules).is_open
    assert world.pain.last_day == day.day


def test_questions_of_the_welcome_that_are_half_answered_do_not_open_the_gate_after_pain(stage: CareStage) -> None:
    stage.screen.doors.open_first_run()
    welcome = stage.one(FirstRun)
    assert welcome is not None
    welcome.ask_safety()
    asked = welcome.questions
    assert asked is not None
    asked.where.choose_first()
    asked.emergency.none.setChecked(True)
    asked.soon.none.setChecked(True)
    asked.go_on()
    tell(stage, 9, feels=(Feel.TINGLING,))
    assert stage.one(FirstRun) is None
    assert stage.one(TriageWindow) is not None
    assert not stage.gate.is_open
    stage.screen.doors.open_first_run()
    welcome = stage.one(FirstRun)
    assert welcome is not None
    welcome.ask_safety()
    assert welcome.questions is not None
    assert not welcome.questions.emergency.is_answered, "all of them are asked anew"
    welcome.close()


def test_a_card_of_before_the_pain_does_not_stand_while_the_signs_are_asked_for(stage: CareStage) -> None:
    stage.safety.save(SafetyState())
    stage.restart()  # unknown answers: the gate is shut before and after
    stage.screen.open_booking()
    stage.say_no()
    assert stage.offers_booking
    tell(stage, 9)
    assert stage.one(TriageWindow) is not None
    assert not stage.offers_booking
