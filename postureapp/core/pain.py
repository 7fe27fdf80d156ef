"""What pain leads to: when the warning signs are asked for, and that stretches are off until each is answered "no".

Only the person's own answers change anything here, and nothing here opens a gate that is closed for another reason.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta

from postureapp.core.pain_diary import Earlier, Feel, PainDay, PainEntry
from postureapp.core.persistence import AHEAD, Judgement, Rule
from postureapp.core.safety import SafetyState

MILD = 3  # of 10
MUCH = 8  # of 10
RAISED = 2  # points
SIGNS = frozenset({Feel.HEADACHE, Feel.SPREADING, Feel.TINGLING})


def leads_to_questions(entry: PainEntry) -> bool:
    """Whether an entry leads to the warning signs whatever else the diary holds.

    Source: the clinic's clinical reference, "Safety state": severe pain, a knock, spreading, tingling, a new headache.
    """
    return bool(SIGNS & {*entry.feels}) or Earlier.KNOCK in entry.earlier or entry.score >= MUCH


def asks_at_entry(entry: PainEntry, days_before: Sequence[PainDay], judgement_after: Judgement) -> bool:
    """Whether the warning signs are asked for after an entry of the diary, before anything else that it leads to.

    `days_before` are the days as they were without it, `judgement_after` is what the rules say with it. Severe is what
    the clinic's own threshold says, and `MUCH` whatever that says. Source: the clinic's clinical reference, "Safety
    state": the first pain entry of an episode, worsening, severe, a knock, spreading, tingling, a headache.
    """
    if leads_to_questions(entry):
        return True
    if _begins_episode(entry, days_before, judgement_after):
        return True
    for verdict in judgement_after.verdicts:
        if verdict.rule is Rule.WORSENING:
            return True
        if verdict.rule is Rule.SEVERE and (entry.score >= verdict.thresholds.severe or entry.hinders):
            return True
    return False


def _begins_episode(entry: PainEntry, days_before: Sequence[PainDay], judgement_after: Judgement) -> bool:
    of = judgement_after.thresholds
    today = judgement_after.today
    recent, latest = today - timedelta(days=of.episode_gap_days), today + AHEAD  # later ones are of a wrong clock
    was_open = any(each.worst >= of.pain_day and recent <= each.day <= latest for each in days_before)
    return entry.score >= of.pain_day and not was_open


def raised_much(before: int | None, after: int) -> bool:
    """Whether a stretch left so much more pain than there was before it that one of its moves may be behind it.

    Source: the clinic's clinical reference, rule 6.
    """
    return before is not None and after - before >= RAISED


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


def holding(answers: SafetyState, before: SafetyState) -> SafetyState:
    """The answers with the warning signs that stand: these go only with answers that name them as looked at.

    So answers that were begun before a sign was ticked elsewhere neither take it away nor make less of it.
    """
    if before.looked_at:
        return answers
    left = tuple(flag for flag in before.red_flags if flag not in answers.red_flags)
    return replace(answers, red_flags=(*answers.red_flags, *left), looked_at=False) if left else answers
