"""When pain leads to the warning signs, and that only answers bring stretches back."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from postureapp.core import pain
from postureapp.core.pain_diary import Earlier, Feel, Hinders, PainDay, PainEntry, When
from postureapp.core.persistence import Judgement, Rule, Thresholds, Verdict
from postureapp.core.safety import Reason, SafetyState, gate
from postureapp.storage.content import load_safety
from tests.helpers.pain import TODAY

RULES = load_safety()[0]
OPEN = SafetyState(answered=True)


@pytest.mark.parametrize(
    ("score", "has_signs", "asks"),
    [
        (0, False, False),
        (3, False, False),
        (4, False, True),
        (10, False, True),
        (None, False, True),
        (0, True, True),
        (3, True, True),
        (10, True, True),
        (None, True, True),
    ],
)
def test_after_a_move(score: int | None, has_signs: bool, asks: bool) -> None:
    assert pain.asks_after_move(score, has_signs) is asks


def test_until_the_signs_are_asked_for_stretches_are_off() -> None:
    assert gate(pain.until_asked(OPEN), RULES).reason is Reason.DIFFERENT


@pytest.mark.parametrize(
    ("red_flags", "reason"),
    [((), Reason.OPEN), (("fever",), Reason.DOCTOR_SOON), (("fever", "chest-pain"), Reason.EMERGENCY)],
)
def test_what_the_answers_lead_to(red_flags: tuple[str, ...], reason: Reason) -> None:
    assert gate(pain.after_asking(pain.until_asked(OPEN), red_flags), RULES).reason is reason


def test_a_new_sign_counts_though_a_clinician_has_looked_at_an_older_one() -> None:
    seen = replace(OPEN, red_flags=("fever",), looked_at=True)
    assert gate(pain.after_asking(pain.until_asked(seen), ("lump",)), RULES).reason is Reason.DOCTOR_SOON


@given(
    st.builds(
        SafetyState,
        **{name: st.booleans() for name in ("answered", "pain_now", "assessed", "recent_injury", "looked_at")},
        red_flags=st.sampled_from([(), ("fever",), ("chest-pain",)]),
    )
)
def test_all_no_opens_nothing_that_was_closed_for_another_reason(safety: SafetyState) -> None:
    assert not gate(pain.until_asked(safety), RULES).is_open
    assert gate(pain.after_asking(pain.until_asked(safety), ()), RULES) == gate(safety, RULES)


def day_of(score: int, back: int = 0) -> PainDay:
    return PainDay(TODAY - timedelta(days=back), (score,), score)


MILD_EPISODE = (day_of(3, 5),)  # an episode is open, and nothing else holds


@pytest.mark.parametrize(
    ("entry", "asks"),
    [
        (PainEntry(0), False),
        (PainEntry(7), False),
        (PainEntry(8), True),
        (PainEntry(8, When.WORST), True),
        (PainEntry(2, feels=(Feel.PAIN, Feel.TIGHTNESS, Feel.STIFFNESS, Feel.TENDERNESS)), False),
        (PainEntry(0, feels=(Feel.HEADACHE,)), True),
        (PainEntry(0, feels=(Feel.PAIN, Feel.SPREADING)), True),
        (PainEntry(0, feels=(Feel.TINGLING,)), True),
        (PainEntry(0, earlier=tuple(each for each in Earlier if each is not Earlier.KNOCK)), False),
        (PainEntry(0, earlier=(Earlier.DESK, Earlier.KNOCK)), True),
        (PainEntry(4, hinders=(Hinders.WORK,)), False),
    ],
)
def test_at_an_entry_while_an_episode_is_open(entry: PainEntry, asks: bool) -> None:
    assert pain.asks_at_entry(entry, MILD_EPISODE, Judgement(TODAY)) is asks


@pytest.mark.parametrize(("score", "asks"), [(2, False), (3, True), (4, True)])
@pytest.mark.parametrize("days", [(), (day_of(2),), (day_of(9, 15),)], ids=["first-ever", "no-pain-day", "over"])
def test_at_the_first_pain_entry_of_an_episode(days: tuple[PainDay, ...], score: int, asks: bool) -> None:
    assert pain.asks_at_entry(PainEntry(score), days, Judgement(TODAY)) is asks


@pytest.mark.parametrize("back", [0, 1, 14])
def test_not_at_the_next_one(back: int) -> None:
    assert not pain.asks_at_entry(PainEntry(5), (day_of(3, back),), Judgement(TODAY))


@pytest.mark.parametrize(
    ("rule", "asks"),
    [
        (Rule.WORSENING, True),
        (Rule.SEVERE, False),  # that of another day: it was asked for then
        (Rule.PROVOKED, False),
        (Rule.CHRONIC, False),
        (Rule.LONG, False),
        (Rule.PERSISTS, False),
    ],
)
def test_at_an_entry_while_a_rule_holds(rule: Rule, asks: bool) -> None:
    judgement = Judgement(TODAY, verdicts=(Verdict(rule),))
    assert pain.asks_at_entry(PainEntry(4), MILD_EPISODE, judgement) is asks


def test_at_an_entry_that_makes_it_severe() -> None:
    """By the days that work or sleep were lost, or by the clinic's own threshold."""
    severe = Judgement(TODAY, verdicts=(Verdict(Rule.SEVERE),))
    assert pain.asks_at_entry(PainEntry(4, hinders=(Hinders.SLEEP,)), MILD_EPISODE, severe)
    own = Judgement(TODAY, verdicts=(Verdict(Rule.SEVERE, thresholds=Thresholds(severe=6), worst=6),))
    assert pain.asks_at_entry(PainEntry(6), MILD_EPISODE, own)
    assert not pain.asks_at_entry(PainEntry(5), MILD_EPISODE, own)


def test_a_clinics_higher_threshold_does_not_silence_the_questions() -> None:
    assert pain.asks_at_entry(PainEntry(8), MILD_EPISODE, Judgement(TODAY, thresholds=Thresholds(severe=9)))
