"""What a rule found, in words: each with its figures, and none that says what it is or what will become of it."""

from __future__ import annotations

import re

import pytest

from postureapp.core import pain_words as words
from postureapp.core.pain_diary import Earlier, Feel, Hinders, Spot, When
from postureapp.core.persistence import Rule, Thresholds, Verdict
from tests.helpers.pain import Entries, daily, entry, judged, week

THREE_WEEKS = (
    *week(2, 5, 5, 5, 5, 5, 2, 2),
    *week(1, None, None, None, 4, 4, 4, 3),
    *week(0, None, 4, 4, 4, 4, 4, (3, 4, 4)),
)
ENTRIES: dict[Rule, Entries] = {
    Rule.PERSISTS: THREE_WEEKS,
    Rule.LONG: daily(4, 30),
    Rule.CHRONIC: daily(4, 100),
    Rule.WORSENING: (*daily(3, 13, 7), *daily(6, 6)),
    Rule.SEVERE: (entry(1, 9),),
    Rule.PROVOKED: (entry(2, 6, before=2, moves=("neck-turn",)), entry(0, 5)),
}
LOST = tuple(entry(back, 1, hinders=(Hinders.WORK,)) for back in (0, 2, 4, 5))
ZERO = (*daily(0, 13, 7), *daily(3, 6))
# What the app may not say: a diagnosis, a claim of care, an outlook, a risk.
NEVER = re.compile(
    r"\b(diagnos\w+|treat\w*|heal(s|ed|ing)?|cure\w*|correct\w*|prevent\w*|risk|injur\w+|caused?|because|inflam\w+|serious"
    r"|danger\w*|chronic|abnormal|condition|disease|will)\b",
    re.IGNORECASE,
)


def found(rule: Rule, entries: Entries | None = None) -> Verdict:
    verdicts = judged(ENTRIES[rule] if entries is None else entries).verdicts
    return next(each for each in verdicts if each.rule is rule)


def everything(verdict: Verdict) -> list[str]:
    said = [
        words.verdict_title(verdict),
        words.verdict_sentence(verdict),
        words.found_by(verdict),
        words.action(verdict),
    ]
    return [*map(str, said), str(words.rule_words(verdict.rule, verdict.thresholds))]


@pytest.mark.parametrize(
    ("names", "kind"),
    [(words.SPOTS, Spot), (words.FEELS, Feel), (words.EARLIER, Earlier), (words.HINDERS, Hinders), (words.WHEN, When)],
)
def test_each_word_of_the_diary_has_one_name(names: dict[object, object], kind: type) -> None:
    assert list(names) == list(kind)
    assert len({str(each) for each in names.values()}) == len(names)


ARITHMETIC = {
    "persists": (
        found(Rule.PERSISTS),
        "weekly means 4.1, 3.8, 3.9; 5, 4, 6 pain days; down 5 % from your first week (4.1)",
    ),
    "long": (found(Rule.LONG), "began on Mar 1, 2026, 30 days ago; weekly mean 4; the same as your first week"),
    "chronic": (found(Rule.CHRONIC), "began on Dec 21, 2025, 100 days ago"),
    "worsening": (found(Rule.WORSENING), "mean 6 this week, 3 on Mar 18 – Mar 24; up 3 points, 100 %"),
    "worsening from nothing": (
        found(Rule.WORSENING, ZERO),
        "mean 3 this week, 0 on Mar 18 – Mar 24; up 3 points",
    ),
    "severe": (found(Rule.SEVERE), "9 of 10 on Mon, Mar 30"),
    "work or sleep lost": (found(Rule.SEVERE, LOST), "work or sleep lost on 4 days of 7"),
    "provoked": (found(Rule.PROVOKED), "2 of 10 before, 6 after, and still higher more than 24 hours later"),
    "up": (
        found(Rule.LONG, (*daily(4, 30, 7), *daily(5, 6))),
        "began on Mar 1, 2026, 30 days ago; weekly mean 5; up 25 % from your first week (4)",
    ),
}


@pytest.mark.parametrize(("verdict", "said"), ARITHMETIC.values(), ids=ARITHMETIC)
def test_arithmetic(verdict: Verdict, said: str) -> None:
    assert str(words.arithmetic(verdict)) == said
    assert str(words.found_by(verdict)) == f"How this was found: {said}."


def test_a_fall_never_seems_to_reach_what_it_does_not() -> None:
    """29.7 percent is no fall of 30, and is not shown as one."""
    told = found(
        Rule.LONG,
        (*(each for back in range(1, 5) for each in week(back, *[5] * 7)), *week(0, *[4] * 3, 3, 3, 3, (3, 4, 4))),
    )
    assert told.weeks[0].mean is not None
    assert 29.5 < 100 * (5 - told.weeks[0].mean) / 5 < 30
    assert str(words.arithmetic(told)).endswith("down 29 % from your first week (5)")


def test_a_first_week_without_numbers_or_of_zero() -> None:
    worst = [entry(back, 9, When.WORST) for back in range(40, 33, -1)]
    none = found(Rule.LONG, (*worst, *daily(3, 33)))
    assert str(words.arithmetic(none)).endswith("; your first week has no mean to compare with")
    zero = found(Rule.LONG, (*daily(0, 40, 34), entry(40, 5, When.WORST, at_h=20), *daily(3, 33)))
    assert str(words.arithmetic(zero)).endswith("; from 0 in your first week")


ALL = [*(found(rule) for rule in Rule), found(Rule.SEVERE, LOST), found(Rule.WORSENING, ZERO)]


@pytest.mark.parametrize("verdict", ALL, ids=lambda each: each.rule.value)
def test_each_verdict_is_said_in_whole_and_plain_sentences(verdict: Verdict) -> None:
    for said in everything(verdict):
        assert said
        assert "{" not in said
        assert not NEVER.search(said), said
    title, *sentences = everything(verdict)
    assert not title.endswith(".")
    assert all(each.endswith(".") for each in sentences)


@pytest.mark.parametrize(
    ("rule", "asks"),
    [
        (Rule.PERSISTS, "book"),
        (Rule.LONG, "doctor"),
        (Rule.CHRONIC, "review of your plan"),
        (Rule.WORSENING, "a doctor or a health line, or to the clinic"),
        (Rule.SEVERE, "today"),
        (Rule.PROVOKED, "switched off"),
    ],
)
def test_what_each_rule_asks_for(rule: Rule, asks: str) -> None:
    assert asks in str(words.action(found(rule)))


def test_moves_are_named_where_their_names_are_known() -> None:
    verdict = found(Rule.PROVOKED)
    assert str(words.verdict_sentence(verdict)).endswith("for more than 24 hours after a move.")
    assert str(words.verdict_sentence(verdict, {"neck-turn": "Neck turn"})).endswith("after: Neck turn.")


def test_a_rule_is_told_with_the_clinics_own_figures() -> None:
    own = Thresholds(mean=2.5, days=2, weeks=4, severe=7)
    said = str(words.rule_words(Rule.PERSISTS, own))
    assert "2.5 or more" in said
    assert "weeks in a row: 4" in said
    assert "7 of 10" in str(words.rule_words(Rule.SEVERE, own))


@pytest.mark.parametrize(
    ("entries", "said"),
    [
        ((), "Not enough entries: 0 of the last 7 days have one, and 4 are needed to say something of the week."),
        (
            daily(4, 0),
            "Not enough entries: 1 of the last 7 days has one, and 4 are needed to say something of the week.",
        ),
        (
            tuple(entry(back, 4, When.WORST) for back in range(5)),
            "Not enough entries: none of the last 7 days has a number for the pain of the moment.",
        ),
    ],
    ids=["none", "one", "worst-only"],
)
def test_too_few_entries_are_told(entries: Entries, said: str) -> None:
    assert str(words.not_enough(judged(entries))) == said
