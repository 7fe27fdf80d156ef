"""What the command line is answered about a stretch; nothing of the safety answers is ever in it."""

from __future__ import annotations

from dataclasses import replace
from typing import cast

import pytest

from postureapp.core import events, session
from postureapp.core.events import Effect, Event
from postureapp.core.safety import SafetyState
from postureapp.core.state import World
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
