"""What the command line is answered about a stretch; nothing of the safety answers is ever in it."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import cast

import pytest

from postureapp.cli import ANSWERS as ANSWER_NAMES
from postureapp.core import events, session
from postureapp.core.events import Effect, Event, FactKind, Size
from postureapp.core.pain_diary import Earlier, Feel, Hinders, PainEntry, Spot, When, data_of
from postureapp.core.replies import waiting
from postureapp.core.safety import SafetyState
from postureapp.core.state import Arm, Card, Due, Pending, Shown, World
from postureapp.core.status import Status, status
from postureapp.runtime.commands import BAD_CALL, FAILED, OK, Commands, Ways
from postureapp.runtime.driver import Driver
from postureapp.storage.content import load_moves, load_safety
from tests.helpers.fakes import FakeClock

ANSWERED = SafetyState(answered=True)
DISC = replace(ANSWERED, conditions=("slipped_disc",))  # neck-side is off, and rhomboid-reach: self-hug in its place
SHOULDER = replace(DISC, conditions=("slipped_disc", "shoulder_injury"))  # and self-hug
REACH_OFF = "“Upper-back (rhomboid) reach” is off for you"
COMES, OFF = "Here it comes.", "Stretches are off; the window on your screen says more."


class Core:
    """The core alone, in place of the driver."""

    def __init__(self, safety: SafetyState) -> None:
        self.clock = FakeClock()
        world = World(moves=load_moves()[0], rules=load_safety()[0], safety=safety)
        self.state = session.begin(world, self.clock.now())
        self.effects: list[Effect] = []

    def handle(self, event: Event) -> None:
        self.state, effects = session.step(self.state, event, self.clock.now())
        self.effects.extend(effects)

    def status(self) -> Status:
        return status(self.state, self.clock.now())

    def command(self, *words: str) -> tuple[int, str]:
        ways = Ways(lambda _what: None)
        return Commands(cast("Driver", self), self.clock, ways, dict, list).answer([*words])


@pytest.mark.parametrize(
    ("safety", "moves", "said"),
    [
        (ANSWERED, (), COMES),
        (ANSWERED, ("neck-side",), COMES),
        (ANSWERED, ("neck-side", "neck-side"), COMES),
        (DISC, ("neck-side",), "“Neck side stretch” is off for you. The window on your screen says more."),
        (DISC, ("neck-side", "blade-squeeze"), f"{COMES} “Neck side stretch” is off for you."),
        (DISC, ("rhomboid-reach",), f"{COMES} {REACH_OFF}; “Upright self-hug” comes in its place."),
        (SHOULDER, ("rhomboid-reach",), f"{REACH_OFF}. The window on your screen says more."),
        (SafetyState(), (), OFF),
        (SafetyState(), ("neck-side",), OFF),
        (replace(ANSWERED, something_different=True), ("neck-side",), OFF),
    ],
)
def test_stretch(safety: SafetyState, moves: tuple[str, ...], said: str) -> None:
    assert Core(safety).command("stretch", *moves) == (OK, said)


def test_a_move_named_twice_is_asked_for_once() -> None:
    core = Core(ANSWERED)
    core.command("stretch", "neck-side", "levator", "neck-side")
    assert core.state.stretching is not None
    assert core.state.stretching.moves == ("neck-side", "levator")


def test_while_one_is_open_it_says_so_and_brings_that_up() -> None:
    core = Core(ANSWERED)
    core.command("stretch", "neck-side")
    code, said = core.command("stretch", "levator")
    assert code == OK
    assert "open already" in said
    assert core.effects[-1] == events.OpenStretch(events.Size.STRETCH, "desk", ("neck-side",))


# --- answering what waits


def reminded(size: Size = Size.STRETCH) -> Core:
    """A reminder is on the screen."""
    core = Core(ANSWERED)
    due = Due(Arm.TIP if size is Size.TIP else Arm.REPETITION, "desk", size)
    core.state = replace(core.state, shown=Shown(7, Pending(due), core.clock.now().elapsed_s))
    return core


def answers_kept(core: Core) -> list[str]:
    facts = [effect.fact for effect in core.effects if isinstance(effect, events.Record)]
    return [fact.answer for fact in facts if fact.kind in (FactKind.ANSWERED, FactKind.CARD_ANSWERED)]


@pytest.mark.parametrize("said", ["start", "snooze", "skip", "done"])
def test_a_reminder_is_answered(said: str) -> None:
    core = reminded()
    assert core.command("answer", said)[0] == OK
    assert answers_kept(core) == [said]
    assert events.WithdrawReminder(7) in core.effects
    assert core.state.shown is None


def test_the_shorter_snooze_is_taken() -> None:
    core = reminded()
    core.command("answer", "snooze")
    assert core.state.snoozed_until_s - core.clock.now().elapsed_s == 300.0


@pytest.mark.parametrize("said", ["done", "skip"])
def test_a_tip_is_closed(said: str) -> None:
    core = reminded(Size.TIP)
    assert core.command("answer", said)[0] == OK
    assert core.state.shown is None


@pytest.mark.parametrize("said", ["break", "phone", "meeting"])
def test_the_card_after_a_gap_is_answered(said: str) -> None:
    core = Core(ANSWERED)
    core.state = replace(core.state, card=Card(420.0, core.clock.now().elapsed_s))
    assert core.command("answer", said)[0] == OK
    assert answers_kept(core) == [said]
    assert core.state.card is None


def test_nothing_waits() -> None:
    core = Core(ANSWERED)
    assert core.command("answer", "skip") == (FAILED, "Nothing waits for an answer.")
    assert not core.effects


def test_what_is_no_answer_to_it_is_refused_with_those_that_are() -> None:
    core = reminded()
    code, said = core.command("answer", "phone")
    assert code == BAD_CALL
    assert said.endswith("There are: start, snooze, done, skip.")
    assert core.state.shown is not None


def test_the_command_line_knows_every_answer_that_there_is() -> None:
    core = reminded()
    core.state = replace(core.state, card=Card(420.0, core.clock.now().elapsed_s))
    assert {name for each in waiting(core.state) for reply in each.replies for name in reply.names} == set(ANSWER_NAMES)


def test_what_waits_is_worded_as_where_it_was_shown() -> None:
    core = Core(ANSWERED)
    core.clock.advance(core.state.world.settings.stretch_min * 60.0)
    core.handle(events.TypingPaused(4.0))
    (told,) = [effect.reminder for effect in core.effects if isinstance(effect, events.ShowReminder)]
    (waits,) = waiting(core.state)
    assert (waits.title, waits.body) == (told.title, told.body)


def test_after_pain_it_asks_the_safety_questions_again() -> None:
    core = Core(replace(ANSWERED, something_different=True))
    core.command("stretch")
    assert core.effects == [events.AskSafety()]
    assert core.state.wanted is None, "answering does not start it"


def test_no_such_move() -> None:
    code, said = Core(ANSWERED).command("stretch", "neck-sid")
    assert code == BAD_CALL
    assert said.startswith("There is no move called “neck-sid”. There are: ")
    assert "neck-side" in said


def test_deleting_everything_ends_the_app_and_tells_what_stayed() -> None:
    done: list[str] = []
    left: tuple[str, ...] = ()

    def erase() -> tuple[str, ...]:
        done.append("erase")
        return left

    ways = Ways(done.append, erase, lambda: "the page")
    commands = Commands(cast("Driver", Core(ANSWERED)), FakeClock(), ways, dict, list)
    code, said = commands.answer(["erase", "--yes"])
    assert (code, done) == (OK, ["erase", "quit"])
    assert "Everything was deleted" in said
    left = ("The diary is locked.",)
    code, said = commands.answer(["erase", "--yes"])
    assert code == FAILED
    assert "The diary is locked." in said
    assert commands.answer(["erase"])[0] == BAD_CALL, "only where it was said twice"
    assert done == ["erase", "quit"] * 2
    assert commands.answer(["debug"]) == (OK, "the page")


def test_opening_home_says_that_a_window_is_open_and_only_a_second_start_that_it_runs_already(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    from postureapp import app
    from postureapp.runtime import control

    code, said = Core(ANSWERED).command("home")
    assert (code, said) == (OK, "A window is open on your screen.")
    monkeypatch.setattr(control, "send", lambda _words, **_named: (OK, said))
    assert app._greet_the_other() == "PostureApp is already running; its window is open."
    monkeypatch.setattr(control, "send", lambda _words, **_named: None)
    assert app._greet_the_other() == "PostureApp is already running."


def test_the_report_is_opened_in_a_window_and_nothing_of_it_is_said() -> None:
    opened: list[str] = []
    core = Core(ANSWERED)
    commands = Commands(cast("Driver", core), core.clock, Ways(opened.append), dict, list)
    assert commands.answer(["report"]) == (OK, "A window is open on your screen.")
    assert opened == ["report"]


# --- the pain diary ---------------------------------------------------------------------------------------------------


class Told:
    """What the commands of the pain diary led to."""

    def __init__(self, kept: bool = True) -> None:
        self.kept, self.opened, self.looked = kept, list[str](), 0
        self.entries: list[PainEntry] = []

    def answer(self, *words: str) -> tuple[int, str]:
        ways = Ways(self.opened.append, tell_pain=self._tell, diary_changed=self._look)
        return Commands(cast("Driver", Core(ANSWERED)), FakeClock(), ways, dict, list).answer([*words])

    def _tell(self, entry: PainEntry) -> bool:
        self.entries.append(entry)
        return self.kept

    def _look(self) -> None:
        self.looked += 1


def test_pain_told_in_words_is_kept_and_not_said_again() -> None:
    told = Told()
    entry = PainEntry(
        4, When.WORST, (Spot.BETWEEN_BLADES,), (Feel.TINGLING,), (Earlier.DESK,), (Hinders.SLEEP,), "zwiebel"
    )
    assert told.answer("pain", json.dumps(data_of(entry))) == (OK, "Kept in your diary, on this computer.")
    assert told.entries == [entry]


@pytest.mark.parametrize("wrong", ["", "4", "[4]", "{}", '{"score": 11}', '{"score": "4"}', '{"score": true}', "{"])
def test_pain_that_is_no_number_of_the_scale_is_refused(wrong: str) -> None:
    told = Told()
    assert told.answer("pain", wrong) == (BAD_CALL, "Pain is a whole number from 0 to 10.")
    assert not told.entries


def test_pain_that_could_not_be_kept_is_not_said_to_be() -> None:
    code, said = Told(kept=False).answer("pain", json.dumps(data_of(PainEntry(4, note="zwiebel"))))
    assert code == FAILED
    assert "could not be kept" in said
    assert "zwiebel" not in said


def test_without_a_number_the_window_opens() -> None:
    told = Told()
    assert told.answer("pain") == (OK, "A window is open on your screen.")
    assert told.opened == ["check-in"]


def test_that_the_diary_was_changed_is_looked_at_and_needs_no_words() -> None:
    told = Told()
    assert told.answer("diary-changed") == (OK, "")
    assert told.looked == 1
