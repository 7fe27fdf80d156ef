"""The laws of the safety gate, for any answers: it fails closed, and nothing but what may loosen it does."""

from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st

from postureapp.core.moves import Move
from postureapp.core.safety import Reason, SafetyRules, SafetyState, Verdict, allowed_moves, gate, judge
from tests.helpers.days import NOTHING_APPLIES, cleared, shipped

MOVES, RULES = shipped().moves, shipped().rules
CONDITIONS = [condition.id for condition in RULES.conditions]
FLAGS = [flag.id for flag in RULES.red_flags]
SOME_CONDITIONS = st.lists(st.sampled_from([*CONDITIONS, "something new"]), unique=True, max_size=4).map(tuple)
SOME_FLAGS = st.lists(st.sampled_from([*FLAGS, "a flag nobody knows"]), unique=True, max_size=2).map(tuple)
STATES = st.builds(
    SafetyState,
    answered=st.booleans(),
    pain_now=st.booleans(),
    assessed=st.booleans(),
    recent_injury=st.booleans(),
    looked_at=st.booleans(),
    something_different=st.booleans(),
    conditions=SOME_CONDITIONS,
    red_flags=SOME_FLAGS,
    clearances=st.lists(st.sampled_from([cleared(move.id) for move in MOVES]), unique=True, max_size=3).map(tuple),
)
A_MOVE = st.sampled_from(MOVES)


def test_there_is_something_to_judge() -> None:
    assert len(MOVES) >= 8
    assert len(CONDITIONS) >= 10
    assert FLAGS
    assert len(allowed_moves(MOVES, NOTHING_APPLIES, RULES)) == len(MOVES)


@given(state=STATES)
@settings(deadline=None)
def test_a_closed_gate_lets_no_move_through(state: SafetyState) -> None:
    if not gate(state, RULES).is_open:
        assert allowed_moves(MOVES, state, RULES) == ()


@given(state=STATES)
def test_unanswered_is_closed(state: SafetyState) -> None:
    assert not gate(replace(state, answered=False), RULES).is_open


@given(state=STATES)
def test_without_rules_nothing_is_open(state: SafetyState) -> None:
    assert not gate(state, SafetyRules()).is_open


@given(state=STATES, flag=st.sampled_from([*FLAGS, "a flag nobody knows"]))
def test_a_red_flag_closes_and_hides_booking(state: SafetyState, flag: str) -> None:
    found = gate(replace(state, looked_at=False, red_flags=(*state.red_flags, flag)), RULES)
    assert found.reason in (Reason.EMERGENCY, Reason.DOCTOR_SOON)
    assert found.hides_booking
    assert str(found.why)


@given(state=STATES)
def test_pain_that_is_not_assessed_closes(state: SafetyState) -> None:
    assert not gate(replace(state, pain_now=True, assessed=False), RULES).is_open


@given(state=STATES)
def test_an_injury_not_looked_at_closes(state: SafetyState) -> None:
    assert not gate(replace(state, recent_injury=True, looked_at=False), RULES).is_open


@given(state=STATES, more=st.sampled_from([*CONDITIONS, "something new"]), move=A_MOVE)
@settings(max_examples=300, deadline=None)
def test_adding_a_condition_never_loosens(state: SafetyState, more: str, move: Move) -> None:
    bare = replace(state, clearances=())
    stricter = replace(bare, conditions=(*bare.conditions, more))
    assert judge(move, stricter, RULES).verdict >= judge(move, bare, RULES).verdict
    named = {each.id for each in allowed_moves(MOVES, bare, RULES)}
    assert {each.id for each in allowed_moves(MOVES, stricter, RULES)} <= named


@given(one=st.sampled_from(CONDITIONS), other=st.sampled_from(CONDITIONS), move=A_MOVE)
@settings(deadline=None)
def test_of_several_conditions_the_strictest_wins(one: str, other: str, move: Move) -> None:
    def verdict(*conditions: str) -> Verdict:
        return judge(move, replace(NOTHING_APPLIES, conditions=conditions), RULES).verdict

    assert verdict(one, other) == verdict(other, one) == max(verdict(one), verdict(other))


@given(condition=st.sampled_from(CONDITIONS), move=A_MOVE, code=st.sampled_from("OMAX"))
@settings(deadline=None)
def test_where_table_and_file_differ_the_stricter_holds(condition: str, move: Move, code: str) -> None:
    state = replace(NOTHING_APPLIES, conditions=(condition,))
    by_table = judge(replace(move, conditions={}), state, RULES).verdict
    both = judge(replace(move, conditions={condition: code}), state, RULES).verdict
    assert both == max(by_table, Verdict.from_code(code))


@given(move=A_MOVE)
def test_an_unknown_condition_is_off_until_cleared(move: Move) -> None:
    state = replace(NOTHING_APPLIES, conditions=("something new",))
    assert judge(move, state, RULES).verdict is Verdict.ASK


@given(state=STATES, move=A_MOVE)
@settings(max_examples=300, deadline=None)
def test_a_clearance_overrides_ask_only(state: SafetyState, move: Move) -> None:
    bare = replace(state, clearances=())
    alone = [judge(move, replace(bare, conditions=(each,)), RULES).verdict for each in bare.conditions]
    after = judge(move, replace(bare, clearances=(cleared(move.id),)), RULES).verdict
    assert after is max((each for each in alone if each is not Verdict.ASK), default=Verdict.OK)


@given(state=STATES, move=A_MOVE)
def test_a_clearance_never_opens_the_gate(state: SafetyState, move: Move) -> None:
    assert gate(replace(state, clearances=(cleared(move.id),)), RULES) == gate(replace(state, clearances=()), RULES)


@given(code=st.text(max_size=2))
def test_a_code_that_nobody_knows_is_off_until_cleared(code: str) -> None:
    if code not in ("O", "M", "X"):
        assert Verdict.from_code(code) is Verdict.ASK
