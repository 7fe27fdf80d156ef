"""Whatever is told, asked, answered, broken or deleted, in any order: medical care comes before clinic and stretch.

The machine plays a person with the whole app but its platforms. It knows by itself which warning signs are open, and
that stretches stay off until what was asked for is answered.
"""

from __future__ import annotations

import tempfile
import zipfile
from collections.abc import Callable
from contextlib import suppress
from datetime import timedelta
from functools import wraps
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)

from postureapp.core import events
from postureapp.core.booking import Visit, Went
from postureapp.core.errors import EnvironmentProblem
from postureapp.core.events import Answer
from postureapp.core.pain_diary import Earlier, Feel, Hinders, PainEntry, When
from postureapp.core.safety import Level, SafetyState
from postureapp.storage.diary_import import take_in
from postureapp.storage.forget import Range, forget
from postureapp.storage.safety_file import FileSafetyStore
from postureapp.ui.booking_card import BookingCard
from postureapp.ui.check_in import CheckIn
from postureapp.ui.stretch_window import StretchWindow
from postureapp.ui.theme import Theme
from postureapp.ui.triage_window import TriageWindow
from tests.helpers.care_stage import CareStage, answer_whole, settle
from tests.helpers.days import settings_of, shipped

FLAGS = [flag.id for flag in shipped().rules.red_flags]
EMERGENCIES = {flag.id for flag in shipped().rules.red_flags if flag.level is Level.EMERGENCY}
ASKING = frozenset({Feel.HEADACHE, Feel.SPREADING, Feel.TINGLING})
TABLES: list[dict[str, Any]] = [
    {},
    {"reminders": {"style": "nudge"}},
    {"pain": {"check_in": "daily"}},
    {"moves": {"off": [move.id for move in shipped().moves][:9]}},
]
ENTRIES = st.builds(
    PainEntry,
    st.integers(0, 10),
    st.sampled_from(list(When)),
    feels=st.lists(st.sampled_from(list(Feel)), max_size=2, unique=True).map(tuple),
    earlier=st.lists(st.sampled_from(list(Earlier)), max_size=1).map(tuple),
    hinders=st.lists(st.sampled_from(list(Hinders)), max_size=1).map(tuple),
)
EXPORT = """[{"number": 1, "at_local": "2026-03-01T09:00:00", "at_utc": "2026-03-01T09:00:00+00:00", "kind": "pain",
"data": {"score": 6}}]"""
Law = Callable[..., None]


def never_opens(act: Law) -> Law:
    """A rule after which a gate that was closed is closed, and signs that were open are open."""

    @wraps(act)
    def watched(self: CareMachine, *values: Any, **named: Any) -> None:
        was_open = self.stage.gate.is_open
        act(self, *values, **named)
        settle()
        assert was_open or not self.stage.gate.is_open, f"{act.__name__} opened the gate"

    return watched


class CareMachine(RuleBasedStateMachine):
    """A person in pain, and everything that may befall the files."""

    look: Theme
    stage: CareStage

    def __init__(self) -> None:
        super().__init__()
        self._folder = tempfile.TemporaryDirectory()
        self.open_signs: set[str] = set()  # ticked, and not looked at yet
        self.to_ask = False  # warning signs were asked for and are not answered
        self.files_hold = True  # the safety file has what the person said last

    @initialize(answered=st.booleans())
    def begin(self, answered: bool) -> None:
        folder = Path(self._folder.name) / "home"
        folder.mkdir()
        if answered:
            FileSafetyStore(folder / "safety.json", print).save(SafetyState(answered=True))
        self.stage = CareStage(folder, self.look)
        self.stage.activity.press()

    def teardown(self) -> None:
        if hasattr(self, "stage"):
            self.stage.end()
            assert not list(self.stage.windows())
        self._folder.cleanup()

    # --- the laws -----------------------------------------------------------------------------------------------------

    @invariant()
    def medical_care_comes_first(self) -> None:
        if not hasattr(self, "stage"):
            return
        settle()
        stage = self.stage
        if self.open_signs:
            assert stage.gate.hides_booking
            assert not stage.offers_booking, stage.words()
            if self.open_signs & EMERGENCIES:
                assert stage.gate.reason.value == "emergency", "it is outranked"
        if self.open_signs or self.to_ask:
            assert not stage.gate.is_open
        if not stage.gate.is_open:
            assert not stage.plays_a_move
            assert not stage.reminds_of_a_stretch

    # --- telling ------------------------------------------------------------------------------------------------------

    def _note(self, entry: PainEntry) -> None:
        """What this machine knows of when the signs are asked for; the app asks at more."""
        if ASKING & {*entry.feels} or Earlier.KNOCK in entry.earlier or entry.score >= 8:
            self.to_ask = True

    @rule(entry=ENTRIES)
    @never_opens
    def tells(self, entry: PainEntry) -> None:
        if self.stage.screen.desk.tell(entry):
            self._note(entry)

    @rule(went=st.sampled_from(list(Went)))
    @never_opens
    def tells_how_a_visit_went(self, went: Went) -> None:
        desk = self.stage.screen.desk
        desk.visit_went(Visit(desk.log.today - timedelta(days=1)), went)
        self.to_ask = self.to_ask or went is Went.WORSE

    @rule()
    @never_opens
    def opens_the_check_in(self) -> None:
        self.stage.check_in()

    @rule()
    @never_opens
    def opens_a_correction(self) -> None:
        try:
            entries = self.stage.screen.desk.log.entries()
        except EnvironmentProblem:
            return
        if entries and self.stage.one(CheckIn) is None:
            self.stage.screen.desk.check_in(entries[-1])

    @precondition(lambda self: self.stage.one(CheckIn) is not None)
    @rule(score=st.integers(0, 10), back=st.booleans())
    @never_opens
    def saves_the_check_in(self, score: int, back: bool) -> None:
        window = self.stage.one(CheckIn)
        assert window is not None
        if back and window._take_back is not None:
            window.ask_to_take_back()
            window._take_it_back()
        elif window._save.isVisible():
            window.now.choose(score)
            window.save()
            for entry in window._kept:  # what could not be kept stands in the window, and nothing follows from it
                self._note(entry)
        window._closing.stop()
        window.close()

    # --- answering ----------------------------------------------------------------------------------------------------

    @precondition(lambda self: self.stage.one(TriageWindow) is not None)
    @rule(flag=st.sampled_from(FLAGS))
    @never_opens
    def ticks_a_sign(self, flag: str) -> None:
        self.open_signs.add(flag)
        self.stage.tick(flag)

    @precondition(lambda self: self.stage.one(TriageWindow) is not None)
    @rule()
    def says_no_to_all_signs(self) -> None:
        self.to_ask = False
        self.stage.say_no()

    @precondition(lambda self: self.stage.one(TriageWindow) is not None)
    @rule()
    @never_opens
    def closes_the_signs_unanswered(self) -> None:
        window = self.stage.one(TriageWindow)
        assert window is not None
        window.close()

    @rule(flag=st.sampled_from(FLAGS))
    @never_opens
    def ticks_a_sign_in_the_questions(self, flag: str) -> None:
        dialog = self.stage.questions()
        if dialog is None or dialog.questions.shows_advice:
            return
        mine = dialog.emergency if flag in dialog.emergency.ticks else dialog.soon
        mine.ticks[flag].setChecked(True)
        self.open_signs.add(flag)
        dialog.close()  # which tells of it first
        dialog.close()

    @rule()
    def answers_the_questions_and_that_a_clinician_has_looked(self) -> None:
        dialog = self.stage.questions()
        if dialog is not None:
            self.open_signs.clear()
            self.to_ask = False
            answer_whole(dialog)

    @rule()
    @never_opens
    def opens_the_questions(self) -> None:
        self.stage.questions()

    @rule()
    @never_opens
    def skips_the_questions(self) -> None:
        dialog = self.stage.questions()
        if dialog is not None:
            dialog.close()

    # --- what leads to the clinic, and to stretches -------------------------------------------------------------------

    @rule()
    @never_opens
    def asks_to_book(self) -> None:
        self.stage.screen.open_booking()

    @rule(what=st.sampled_from(["pain", "report", "home"]))
    @never_opens
    def looks_at_the_diary(self, what: str) -> None:
        self.stage.screen.doors.open(what)

    @rule()
    def books_after_no_to_all_signs(self) -> None:
        self.stage.screen.open_booking()
        if self.stage.one(TriageWindow) is not None:
            self.to_ask = False
            self.stage.say_no()

    @precondition(lambda self: self.stage.one(BookingCard) is not None)
    @rule()
    @never_opens
    def closes_the_card(self) -> None:
        window = self.stage.one(BookingCard)
        assert window is not None
        window.close()

    @rule(moves=st.sampled_from([(), ("neck-side",), ("chin-tuck", "self-hug")]))
    @never_opens
    def asks_for_a_stretch(self, moves: tuple[str, ...]) -> None:
        self.stage.driver.handle(events.StretchAsked(moves))

    @precondition(lambda self: self.stage.one(StretchWindow) is not None)
    @rule(score=st.integers(0, 10))
    @never_opens
    def stretches_to_the_end(self, score: int) -> None:
        window = self.stage.one(StretchWindow)
        assert window is not None
        if window._hurt_page is None:
            if window._session.scene is None and not window._session.is_over:
                window._begin()
            for _turn in range(40):
                if window._session.is_over:
                    break
                window.advance(900.0)
            if window._session.done().moves and window.isVisible():
                window._felt(score, "")
                self._note(PainEntry(score))
        window.close()

    @precondition(lambda self: self.stage.plays_a_move)
    @rule()
    @never_opens
    def it_hurts(self) -> None:
        window = self.stage.one(StretchWindow)
        assert window is not None
        window._hurts()

    @precondition(lambda self: getattr(self.stage.one(StretchWindow), "_hurt_page", None) is not None)
    @rule(score=st.one_of(st.none(), st.integers(0, 10)), signs=st.booleans(), off=st.booleans())
    def tells_how_much_it_hurts(self, score: int | None, signs: bool, off: bool) -> None:
        window = self.stage.one(StretchWindow)
        assert window is not None
        page = window._hurt_page
        assert page is not None
        if score is not None:
            page.scale.choose(score)
        page._signs.setChecked(signs)
        page._off.setChecked(off)
        if signs or score is None or score > 3:
            self.to_ask = True
        window.close()

    @precondition(lambda self: self.stage.notifier.showing is not None)
    @rule(answer=st.sampled_from([Answer.START, Answer.SKIP, Answer.SNOOZE]))
    @never_opens
    def answers_a_reminder(self, answer: Answer) -> None:
        self.stage.notifier.answer(answer)

    # --- time and settings --------------------------------------------------------------------------------------------

    @rule(minutes=st.sampled_from([10, 35, 70]))
    @never_opens
    def sits(self, minutes: int) -> None:
        self.stage.sit(minutes)

    @rule(days=st.sampled_from([0.5, 1, 7, 20]))
    @never_opens
    def days_pass(self, days: float) -> None:
        self.stage.days_pass(days)

    @rule(days=st.sampled_from([-400, -3, 3, 400]))
    @never_opens
    def the_clock_is_set(self, days: int) -> None:
        moment = self.stage.clock.now().utc + timedelta(days=days)
        if 2020 <= moment.year <= 2035:
            self.stage.clock.set_wall_clock(moment)
            self.stage.driver.handle(events.ClockChanged())

    @rule(table=st.sampled_from(TABLES))
    @never_opens
    def settings_change(self, table: dict[str, Any]) -> None:
        whole = {"working_hours": {key: ["00:00-24:00"] for key in ("mon", "tue", "wed", "thu", "fri")}} | table
        self.stage.settings.now = settings_of(whole)
        self.stage.driver.handle(events.SettingsChanged(self.stage.settings.now))

    # --- what befalls the files ---------------------------------------------------------------------------------------

    @rule(whole=st.booleans())
    @never_opens
    def the_diary_is_forgotten(self, whole: bool) -> None:
        since = "" if whole else self.stage.clock.now().utc.replace(hour=0, minute=0).isoformat()
        with suppress(EnvironmentProblem):  # of a broken diary nothing can be forgotten
            forget(self.stage.diary_path, Range(since))
        self.stage.screen.desk.look_again()

    @rule()
    @never_opens
    def a_diary_is_imported(self) -> None:
        source = self.stage.folder / "diary.json"
        source.write_text(EXPORT)
        packed = self.stage.folder / "export.zip"
        with zipfile.ZipFile(packed, "w") as whole:
            whole.write(source, "diary.json")
            whole.writestr("safety.json", '{"version": 2, "safety": {"answered": true}}')
        with suppress(EnvironmentProblem):
            take_in(packed, self.stage.diary_path)
        self.stage.screen.desk.look_again()

    @rule()
    @never_opens
    def the_diary_breaks(self) -> None:
        self.stage.diary_path.write_bytes(b"no diary at all" * 400)
        self.stage.screen.desk.look_again()

    @rule(how=st.sampled_from(["main broken", "main gone", "copy gone", "both broken", "both gone", "empty"]))
    @never_opens
    def the_safety_file_is_hurt(self, how: str) -> None:
        main = self.stage.safety_path
        copy = main.with_name(f"{main.name}.copy")
        for path, hurt in ((main, how[:4] in {"main", "both", "empt"}), (copy, how[:4] in {"copy", "both", "empt"})):
            if not hurt or not path.exists():
                continue
            if how.endswith("gone"):
                path.unlink()
            else:
                path.write_bytes(b"" if how == "empty" else path.read_bytes().replace(b"false", b"true"))
        if how in {"both broken", "both gone", "empty"}:
            self.files_hold = False

    @rule()
    @never_opens
    def restarts(self) -> None:
        hurt_page = getattr(self.stage.one(StretchWindow), "_hurt_page", None)
        self.stage.restart()
        self.stage.activity.press()
        if hurt_page is not None:
            self.to_ask = True
        if not self.stage.safety.load().answered and not self.stage.safety.load().red_flags:
            self.open_signs.clear()  # what was lost with both files is asked anew, and until then all is off
            self.to_ask = True


CALM = [HealthCheck.too_slow, HealthCheck.filter_too_much, HealthCheck.data_too_large]


def run(look: Theme, examples: int, steps: int) -> None:
    class Machine(CareMachine):
        pass

    Machine.look = look
    wanted = settings(
        max_examples=examples,
        stateful_step_count=steps,
        deadline=None,
        suppress_health_check=CALM,
        report_multiple_bugs=False,
        phases=[Phase.explicit, Phase.reuse, Phase.generate],  # to make a run of windows shorter takes too long
    )
    run_state_machine_as_test(Machine, settings=wanted)  # type: ignore[no-untyped-call]


def test_no_path_leads_from_a_warning_sign_to_the_clinic_or_to_a_stretch(look: Theme) -> None:
    run(look, 60, 30)


@pytest.mark.slow
@pytest.mark.timeout(1800)
def test_no_path_leads_there_for_long(look: Theme) -> None:
    run(look, 300, 40)
