"""The safety gate: every condition on every shipped move against the table, and all the ways in which it stays shut."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from postureapp.core.move_words import verdict_words
from postureapp.core.moves import Move
from postureapp.core.safety import (
    Clearance,
    Condition,
    Level,
    Reason,
    RedFlag,
    SafetyRules,
    SafetyState,
    Verdict,
    allowed_moves,
    gate,
    judge,
)
from postureapp.storage.content import load_moves, load_safety
from tests.helpers.days import cleared

# The clinic's table, typed by hand: what the shipped data must be at least as strict as.
COLUMNS = ("F", "NF", "TR", "TE", "OH", "NS", "NR", "AB", "CB", "SE", "W", "R", "HD", "FL", "N", "NM", "SB", "SU")
TABLE = {
    "osteoporosis": "X M M O M O O O O O O M M A O O M O",
    "vertebral_fracture": "A A A A A A A A A A A A A A A A A A",
    "osteoarthritis": "O M O M M M M M O O M O O M O O O O",
    "slipped_disc": "X A A M M A A M M M A A A A O M M O",
    "spinal_stenosis": "M M M A M M M M M M M A M A O M M O",
    "ankylosing_spondylitis": "A M A M M A A M M M M M M M O M M O",
    "whiplash_neck_injury": "A A A A A A A A A A A A A A A A A A",
    "shoulder_injury": "O O O O A O O A A A A A M M O O O O",
    "pregnancy": "O O M O O O O O O O O M M A O O O X",
    "vertigo": "O A M M O A A O O O O O X A O O O O",
}
MOVES = load_moves()[0]
RULES = load_safety()[0]
ANSWERED = SafetyState(answered=True, region="CA-AB")
CONDITIONS = [condition.id for condition in RULES.conditions]


def expected(condition: str, move: Move) -> Verdict:
    row = dict(zip(COLUMNS, TABLE[condition].split(), strict=True))
    codes = [row[tag] for tag in move.tags]
    if condition in move.conditions:
        codes.append(move.conditions[condition])
    return max(Verdict.from_code(code) for code in codes)


@pytest.mark.parametrize("condition", TABLE)
@pytest.mark.parametrize("move", MOVES, ids=lambda move: move.id)
def test_every_condition_on_every_move(condition: str, move: Move) -> None:
    found = judge(move, replace(ANSWERED, conditions=(condition,)), RULES)
    assert found.verdict is max(expected(condition, move), found.verdict), "less strict than the table"
    stricter = {("spinal_stenosis", "SU")}  # the library's own rules are stricter here
    if not any((condition, tag) in stricter for tag in move.tags):
        assert found.verdict is expected(condition, move)
    assert found.allowed is (found.verdict in (Verdict.OK, Verdict.MODIFY))
    if found.verdict is not Verdict.OK:
        assert found.condition == condition
        assert found.source


@pytest.mark.parametrize("condition", TABLE)
def test_shipped_rules_are_the_table(condition: str) -> None:
    rules = next(each for each in RULES.conditions if each.id == condition)
    for tag, code in zip(COLUMNS, TABLE[condition].split(), strict=True):
        assert Verdict.from_code(rules.rules[tag]) >= Verdict.from_code(code), tag
    assert rules.default == "A"  # a tag that the table has not thought of


def test_ten_conditions_of_the_table_and_surgery() -> None:
    assert set(CONDITIONS) == {*TABLE, "recent_surgery"}


@pytest.mark.parametrize("condition", ["vertebral_fracture", "whiplash_neck_injury", "recent_surgery", "unheard-of"])
def test_with_these_every_move_waits_for_the_clinic(condition: str) -> None:
    assert allowed_moves(MOVES, replace(ANSWERED, conditions=(condition,)), RULES) == ()


@given(st.lists(st.sampled_from(CONDITIONS), max_size=4), st.sampled_from(MOVES))
def test_with_several_conditions_the_strictest_wins(conditions: list[str], move: Move) -> None:
    alone = [judge(move, replace(ANSWERED, conditions=(each,)), RULES).verdict for each in conditions]
    together = judge(move, replace(ANSWERED, conditions=tuple(conditions)), RULES).verdict
    assert together is max(alone, default=Verdict.OK)


def test_a_move_whose_own_file_is_stricter_is_judged_by_its_file() -> None:
    move = replace(MOVES[0], tags=("N",), conditions={"osteoarthritis": "X"})
    assert judge(move, replace(ANSWERED, conditions=("osteoarthritis",)), RULES).verdict is Verdict.OFF
    assert judge(move, replace(ANSWERED, conditions=("vertigo",)), RULES).verdict is Verdict.OK


def test_a_move_without_tags_or_with_a_strange_one_waits() -> None:
    state = replace(ANSWERED, conditions=("vertigo",))
    assert judge(replace(MOVES[0], tags=(), conditions={}), state, RULES).verdict is Verdict.ASK
    assert judge(replace(MOVES[0], tags=("ZZ",), conditions={}), state, RULES).verdict is Verdict.ASK


def test_an_unreadable_letter_counts_as_ask() -> None:
    assert Verdict.from_code("") is Verdict.from_code("o") is Verdict.from_code("?") is Verdict.ASK


def test_a_clearance_opens_what_asks_and_never_what_is_off() -> None:
    moves = {move.id: move for move in MOVES}
    disc = replace(
        ANSWERED, conditions=("slipped_disc",), clearances=(cleared("seated-turn"), cleared("rhomboid-reach"))
    )
    assert judge(moves["seated-turn"], disc, RULES).allowed
    assert judge(moves["rhomboid-reach"], disc, RULES).verdict is Verdict.OFF
    assert not judge(moves["doorway"], disc, RULES).allowed


def test_what_another_condition_says_holds_beside_a_clearance() -> None:
    move = next(move for move in MOVES if move.id == "seated-turn")
    both = replace(ANSWERED, conditions=("slipped_disc", "spinal_stenosis"), clearances=(cleared(move.id),))
    assert judge(move, replace(both, clearances=()), RULES).verdict is Verdict.ASK
    assert judge(move, both, RULES).verdict is Verdict.MODIFY


@pytest.mark.parametrize("clearance", [cleared("seated-turn", clinician=" "), cleared("seated-turn", on="soon")])
def test_a_clearance_without_a_name_or_a_day_is_none(clearance: Clearance) -> None:
    move = next(move for move in MOVES if move.id == "seated-turn")
    disc = replace(ANSWERED, conditions=("slipped_disc",), clearances=(clearance,))
    assert judge(move, disc, RULES).verdict is Verdict.ASK


def test_a_clearance_says_who_gave_it_and_when() -> None:
    move = next(move for move in MOVES if move.id == "seated-turn")
    found = judge(move, replace(ANSWERED, conditions=("slipped_disc",), clearances=(cleared(move.id),)), RULES)
    assert "A. Clinician cleared this move for you on Nov 2, 2026." in str(verdict_words(found, RULES))


# --- the gate as a whole ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("safety", "reason"),
    [
        (SafetyState(), Reason.UNKNOWN),
        (ANSWERED, Reason.OPEN),
        (replace(ANSWERED, pain_now=True), Reason.NOT_ASSESSED),
        (replace(ANSWERED, pain_now=True, assessed=True), Reason.OPEN),
        (replace(ANSWERED, recent_injury=True), Reason.INJURY),
        (replace(ANSWERED, recent_injury=True, looked_at=True), Reason.OPEN),
        (replace(ANSWERED, recent_injury=True, assessed=True), Reason.INJURY),
        (replace(ANSWERED, something_different=True), Reason.DIFFERENT),
        (replace(ANSWERED, red_flags=("fever",)), Reason.DOCTOR_SOON),
        (replace(ANSWERED, red_flags=("fever", "chest-pain")), Reason.EMERGENCY),
        (replace(ANSWERED, red_flags=("never-heard-of",)), Reason.DOCTOR_SOON),
        (replace(ANSWERED, red_flags=("chest-pain",), looked_at=True), Reason.OPEN),
        (SafetyState(red_flags=("chest-pain",)), Reason.EMERGENCY),
        (SafetyState(looked_at=True), Reason.UNKNOWN),
        (SafetyState(assessed=True, region="CA-AB"), Reason.UNKNOWN),
    ],
)
def test_gate(safety: SafetyState, reason: Reason) -> None:
    found = gate(safety, RULES)
    assert found.reason is reason
    assert found.is_open is (reason is Reason.OPEN)
    assert found.hides_booking is (reason in (Reason.EMERGENCY, Reason.DOCTOR_SOON, Reason.INJURY))
    assert bool(str(found.why)) is not found.is_open
    assert bool(allowed_moves(MOVES, safety, RULES)) is found.is_open


@pytest.mark.parametrize("flag", RULES.red_flags, ids=lambda flag: flag.id)
def test_every_red_flag_stops_stretches_and_hides_booking(flag: RedFlag) -> None:
    found = gate(replace(ANSWERED, red_flags=(flag.id,)), RULES)
    assert not found.is_open
    assert found.hides_booking
    assert (found.reason is Reason.EMERGENCY) is (flag.level is Level.EMERGENCY)


def test_without_rules_nothing_opens() -> None:
    assert gate(ANSWERED, SafetyRules()).reason is Reason.UNKNOWN
    assert allowed_moves(MOVES, ANSWERED, SafetyRules()) == ()
    only_flags = SafetyRules(red_flags=RULES.red_flags)
    assert not gate(ANSWERED, only_flags).is_open


_STATES = st.builds(
    SafetyState,
    **{name: st.booleans() for name in ("pain_now", "assessed", "recent_injury", "looked_at", "something_different")},
    conditions=st.lists(st.sampled_from([*CONDITIONS, "other"]), max_size=3).map(tuple),
    red_flags=st.lists(st.sampled_from(["fever", "chest-pain", "other"]), max_size=2).map(tuple),
    clearances=st.lists(st.sampled_from([cleared(move.id) for move in MOVES]), max_size=3).map(tuple),
)


@given(_STATES)
def test_without_answers_to_the_end_it_never_opens(safety: SafetyState) -> None:
    assert not gate(safety, RULES).is_open


@given(_STATES, st.sampled_from(CONDITIONS))
def test_one_more_condition_never_allows_more(safety: SafetyState, condition: str) -> None:
    answered = replace(safety, answered=True, clearances=())
    more = replace(answered, conditions=(*answered.conditions, condition))
    before = {move.id for move in allowed_moves(MOVES, answered, RULES)}
    assert {move.id for move in allowed_moves(MOVES, more, RULES)} <= before


@given(_STATES)
def test_one_more_red_flag_never_opens(safety: SafetyState) -> None:
    answered = replace(safety, answered=True, looked_at=False)
    assert not gate(replace(answered, red_flags=(*answered.red_flags, "lump")), RULES).is_open


def test_a_condition_of_a_wrong_table_counts_by_its_default() -> None:
    rules = SafetyRules((Condition("odd", "Odd", "A", {}, "a test"),), RULES.red_flags)
    assert not judge(MOVES[0], replace(ANSWERED, conditions=("odd",)), rules).allowed
