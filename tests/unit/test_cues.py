"""What is said, and when: over every move that is shipped, nothing is said into what came before."""

from __future__ import annotations

from dataclasses import replace
from itertools import product

import pytest

from postureapp.core.cues import DONE, Cue, Tone, cues
from postureapp.core.moves import Cues, Dose, Motion, Move, Sides, View
from postureapp.core.routine import Phase, PhaseKind, Side, phases
from postureapp.core.text import spoken_s, text
from postureapp.storage import content

MOVES = content.load_moves()[0]


def a_move(**changes: object) -> Move:
    plain = Move(
        id="a",
        name="Neck turn (slow)",
        muscles=(),
        causes=(),
        position="seated",
        places=("office",),
        view=View.FRONT,
        steps=("one",),
        dose=Dose((15.0, 30.0), (1, 4), Sides.EACH, "a source"),
        tags=(),
        motion=Motion(start={}, end={"neck.rot": -30.0}, move_in_s=2.0),
        review_status="draft",
    )
    return replace(plain, **changes)  # type: ignore[arg-type]


def a_phase(kind: PhaseKind, seconds: float, caption: str = "Caption", **more: object) -> Phase:
    return Phase(kind, more.pop("side", Side.NONE), seconds, text(caption), **more)  # type: ignore[arg-type]


def said(found: tuple[Cue, ...]) -> list[tuple[float, str]]:
    return [(cue.at_s, str(cue.words)) for cue in found]


# --- over the whole library -------------------------------------------------------------------------------------------


@pytest.mark.parametrize("move", MOVES, ids=lambda move: move.id)
def test_nothing_is_said_into_what_came_before(move: Move) -> None:
    for half, after in product((False, True), (None, MOVES[0], MOVES[-1])):
        for phase in phases(move, half, after=after):
            found = cues(phase, move, next_move=after is not None)
            ends_s = [*(cue.at_s for cue in found[1:]), phase.seconds]
            for cue, end_s in zip(found, ends_s, strict=True):
                assert cue.at_s >= 0
                assert cue.at_s + spoken_s(cue.words) <= end_s, f"{phase.kind} {cue.words}"


@pytest.mark.parametrize("move", MOVES, ids=lambda move: move.id)
def test_the_move_can_be_followed_with_closed_eyes(move: Move) -> None:
    """Each phase begins with words; the name of the move and a whole countdown come before it starts."""
    found = [(phase, cues(phase, move)) for phase in phases(move, half=False)]
    for phase, spoken in found:
        assert spoken, phase
        assert str(spoken[0].words), f"nothing is said at the beginning of {phase}"
        assert spoken[0].at_s == 0
    ready = next(spoken for phase, spoken in found if phase.kind is PhaseKind.GET_READY)
    assert move.name.partition(" (")[0] in str(ready[0].words)
    assert [str(cue.words) for cue in ready[1:]] == ["Three", "Two", "One"]
    sides = {phase.side for phase, _ in found}
    assert len(sides) == 1 or any(spoken[0].tone is Tone.CHANGE for _, spoken in found)


@pytest.mark.parametrize("move", MOVES, ids=lambda move: move.id)
def test_the_words_of_a_move_have_room_in_its_full_dose(move: Move) -> None:
    everything = {str(cue.words) for phase in phases(move, half=False) for cue in cues(phase, move)}
    own = [words for words in (move.cues.move_in, move.cues.hold, move.cues.release, move.cues.cycle) if words]
    assert not [words for words in own if words not in everything], "too long for their phase, or for no phase"


# --- phase by phase ---------------------------------------------------------------------------------------------------


def test_getting_ready_names_the_move_and_the_side_and_counts_down() -> None:
    found = cues(a_phase(PhaseKind.GET_READY, 6.0, side=Side.RIGHT), a_move())
    assert said(found) == [(0, "Get ready: Neck turn, right side"), (3, "Three"), (4, "Two"), (5, "One")]
    assert [cue.tone for cue in found] == [Tone.READY, Tone.COUNT, Tone.COUNT, Tone.COUNT]


@pytest.mark.parametrize(
    ("seconds", "words"),
    [
        (5.0, ["Neck turn, right side", "Three", "Two", "One"]),
        (4.0, ["Neck turn", "Three", "Two", "One"]),
        (3.0, ["Get ready: Neck turn, right side"]),
        (1.0, ["Neck turn"]),
        (0.1, [""]),
    ],
)
def test_less_time_to_get_ready_has_the_name_and_no_half_of_a_countdown(seconds: float, words: list[str]) -> None:
    found = cues(a_phase(PhaseKind.GET_READY, seconds, side=Side.RIGHT), a_move())
    assert [str(cue.words) for cue in found] == words


def test_what_position_to_take_and_what_to_fetch_is_said() -> None:
    phase = a_phase(PhaseKind.NEXT, 12.0, "Next: Band row (optional)", detail=text("Stand up. You need a band"))
    assert said(cues(phase, a_move(), next_move=True)) == [(0, "Next: Band row. Stand up. You need a band.")]


def test_a_further_move_is_announced_as_the_next() -> None:
    found = cues(a_phase(PhaseKind.GET_READY, 6.0), a_move(), next_move=True)
    assert said(found)[0] == (0, "Next: Neck turn")


def test_a_long_hold_is_breathed_through_and_counted_out() -> None:
    found = cues(a_phase(PhaseKind.HOLD, 15.0), a_move())
    assert said(found) == [(0, "Hold"), (7.5, "Keep breathing"), (12, "Three"), (13, "Two"), (14, "One")]


@pytest.mark.parametrize(("seconds", "words"), [(6.0, ["Hold", "Three", "Two", "One"]), (3.0, ["Hold"]), (0.2, [""])])
def test_a_short_hold_has_what_there_is_room_for(seconds: float, words: list[str]) -> None:
    assert [str(cue.words) for cue in cues(a_phase(PhaseKind.HOLD, seconds), a_move())] == words


def test_the_moves_own_words_come_the_first_time_only() -> None:
    move = a_move(cues=Cues(move_in="Turn slowly", hold="Look far", release="Come back", cycle="Roll"))
    first = a_phase(PhaseKind.MOVE_IN, 2.0, rep=1, reps=3)
    assert said(cues(first, move)) == [(0, "Turn slowly")]
    assert said(cues(replace(first, rep=2), move)) == [(0, "2 of 3")]
    assert said(cues(replace(first, rep=3), move)) == [(0, "Last one")]
    hold = a_phase(PhaseKind.HOLD, 4.0, rep=1, reps=3)
    assert said(cues(hold, move)) == [(0, "Look far")]
    assert said(cues(replace(hold, rep=2), move)) == [(0, "Hold")]
    assert said(cues(a_phase(PhaseKind.RELEASE, 2.0, rep=2, reps=3), move)) == [(0, "Come back")]
    assert said(cues(a_phase(PhaseKind.CYCLE, 4.0, reps=3), move)) == [(0, "Roll")]


def test_words_that_are_too_long_give_way_to_the_caption() -> None:
    move = a_move(cues=Cues(move_in="Turn your head as far as it goes without any force"))
    assert said(cues(a_phase(PhaseKind.MOVE_IN, 2.0, "Move into it"), move)) == [(0, "Move into it")]


@pytest.mark.parametrize("kind", [PhaseKind.CHANGE, PhaseKind.REST])
def test_a_change_and_a_rest_say_their_caption(kind: PhaseKind) -> None:
    assert said(cues(a_phase(kind, 2.5, "Other side"), a_move())) == [(0, "Other side")]


def test_each_way_of_changing_has_its_words() -> None:
    words = {
        str(cue.words)
        for sides in (Sides.EACH, Sides.EACH_DIRECTION, Sides.EACH_ARM_ON_TOP)
        for phase in phases(a_move(dose=Dose((15.0, 15.0), (1, 1), sides, "a source")), half=False)
        for cue in cues(phase, a_move())
        if cue.tone is Tone.CHANGE
    }
    assert words == {"Other side", "Other way", "Other arm on top"}


def test_a_scene_without_a_move_says_its_caption_once() -> None:
    caption = "Sit tall, and breathe out"
    assert said(cues(a_phase(PhaseKind.MOVE_IN, 2.0, caption), None)) == [(0, caption)]
    assert cues(a_phase(PhaseKind.HOLD, 8.0, caption), None) == ()


def test_the_end_is_said_too() -> None:
    assert DONE.words
    assert DONE.tone is Tone.DONE
