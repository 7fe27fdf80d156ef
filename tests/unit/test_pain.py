"""When pain leads to the warning signs, and that only answers bring stretches back."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from postureapp.core import pain
from postureapp.core.safety import Reason, SafetyState, gate
from postureapp.storage.content import load_safety

RULES = load_safety()[0]
OPEN = SafetyState(answered=True)


@pytest.mark.parametrize(("score", "asks"), [(0, False), (3, False), (7, False), (8, True), (9, True), (10, True)])
def test_after_a_stretch(score: int, asks: bool) -> None:
    assert pain.asks_after_stretch(score) is asks


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
