"""The welcome among the other windows: one set of safety questions at a time, kept the same way as always."""

from __future__ import annotations

from postureapp.core import events
from postureapp.core.events import Moment
from postureapp.core.safety import Reason, SafetyState
from postureapp.core.session import begin
from postureapp.storage.first_run import Progress, Step
from postureapp.ui.doors import Welcome
from postureapp.ui.first_run import FirstRun
from postureapp.ui.safety_dialog import SafetyDialog
from tests.ui.test_screen import Stage, answer_all_no, stage

__all__ = ["stage"]


def welcome(stage: Stage, step: Step = Step.SAFETY) -> FirstRun:
    """The welcome at a page, opened as the app does."""
    stage.kept = []  # type: ignore[attr-defined]
    stage.screen.doors.welcome = Welcome(progress=lambda: Progress(step), keep=stage.kept.append)  # type: ignore[attr-defined]
    stage.screen.doors.open("welcome")
    return stage.one(FirstRun)


def refresh(stage: Stage) -> None:
    now: Moment = stage.clock.now()
    stage.screen.refresh(begin(stage.world, now), now)


def unknown(stage: Stage) -> None:
    stage.store.save(SafetyState())
    stage.world = stage.world.__class__(moves=stage.world.moves, rules=stage.world.rules, safety=SafetyState())


def test_it_opens_once_and_where_it_was_left(stage: Stage) -> None:
    window = welcome(stage, Step.HOURS)
    stage.screen.doors.open("welcome")
    assert stage.one(FirstRun) is window
    assert window.step is Step.HOURS


def test_the_answers_are_kept_as_those_of_the_questions_alone(stage: Stage) -> None:
    unknown(stage)
    asked = welcome(stage).questions
    assert asked is not None
    answer_all_no(asked)  # type: ignore[arg-type]
    kept = stage.store.load()
    assert kept.answered
    assert kept.answered_utc, "when it was is kept with them"
    assert [type(event) for event in stage.told] == [events.SafetyChanged]
    assert stage.reason is Reason.OPEN


def test_the_questions_asked_for_meanwhile_are_those_of_the_welcome(stage: Stage) -> None:
    unknown(stage)
    window = welcome(stage, Step.CAUSES)
    stage.screen.ask_safety()
    assert not stage.windows(SafetyDialog)
    assert window.step is Step.SAFETY


def test_half_answered_questions_give_way_to_the_welcome(stage: Stage) -> None:
    unknown(stage)
    stage.screen.ask_safety()
    welcome(stage)
    assert not stage.windows(SafetyDialog)


def test_a_warning_sign_ticked_in_the_questions_comes_before_the_welcome(stage: Stage) -> None:
    unknown(stage)
    stage.screen.ask_safety()
    dialog = stage.one(SafetyDialog)
    dialog.emergency.ticks[stage.emergency()].setChecked(True)
    stage.screen.doors.open("welcome")
    assert not stage.windows(FirstRun)
    assert stage.one(SafetyDialog) is dialog
    assert stage.reason is Reason.EMERGENCY
    dialog.close()


def test_a_sign_told_elsewhere_reaches_an_open_welcome(stage: Stage) -> None:
    unknown(stage)
    window = welcome(stage)
    assert window.questions is not None
    window.questions.where.choose_first()
    stage.handle(events.SafetyChanged(SafetyState(red_flags=(stage.emergency(),))))
    refresh(stage)
    assert window.questions.shows_advice


def test_that_the_app_ends_is_no_closing(stage: Stage) -> None:
    welcome(stage, Step.HOURS)
    stage.screen.close_all()
    assert [kept.closings for kept in stage.kept] == [0]  # type: ignore[attr-defined]
