"""What pain leads to: when the warning signs are asked for, and that stretches are off until each is answered "no".

Only the person's own answers change anything here, and nothing here opens a gate that is closed for another reason.
"""

from __future__ import annotations

from dataclasses import replace

from postureapp.core.safety import SafetyState

MILD = 3  # of 10
MUCH = 8  # of 10


def asks_after_stretch(score: int) -> bool:
    """Whether the warning signs are asked for after a stretch that left this much pain, 0 to 10.

    Source: the clinic's clinical reference, "Safety state": 8 or more after a stretch.
    """
    return score >= MUCH


def asks_after_move(score: int | None, has_signs: bool) -> bool:
    """Whether they are asked for after a move that hurt this much; "not said" (None) counts as more than mild.

    `has_signs`: it spreads, tingles or feels numb, or there is dizziness or a new headache. Source: the clinic's
    clinical reference, "Safety state": more than mild pain on "this hurts", or any of these signs.
    """
    return has_signs or score is None or score > MILD


def until_asked(safety: SafetyState) -> SafetyState:
    """The answers while the warning signs are still to be asked for: stretches are off, whatever was answered before.

    Source: the clinic's clinical reference, "Safety state": triage comes first, and skipped means no stretches.
    """
    return replace(safety, something_different=True)


def after_asking(safety: SafetyState, red_flags: tuple[str, ...]) -> SafetyState:
    """The answers once all warning signs were answered; none ticked means that stretches go on as they were.

    Source: the clinic's clinical reference, "Safety state": a sign stops stretches until a clinician has looked at it,
    and after an all-"no" they go on under the condition table.
    """
    if red_flags:
        return replace(safety, red_flags=red_flags, looked_at=False)
    return replace(safety, something_different=False)
