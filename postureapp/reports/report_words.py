"""The words of a report that are not of its drawing: what the rules said, the names of its parts, of its files.

What a rule found is told in the words that the person was told; nothing is added to them.
"""

from __future__ import annotations

from postureapp.core import pain_words
from postureapp.core.text import joined, text
from postureapp.reports.paper import with_english
from postureapp.reports.report import Part, Report

PARTS = {
    Part.PAIN: text("Pain over time"),
    Part.RULES: text("What the clinic’s rules say today"),
    Part.BODY: text("Where it hurts, on the body map"),
    Part.FEELS: text("How it felt and what came before"),
    Part.SITTING: text("Longest spells of sitting"),
    Part.PHONE: text("Time on the phone"),
    Part.MOVES: text("Moves: planned, done, and what hurt"),
    Part.NOTES: text("My notes, word for word"),
}


def rules_of(report: Report) -> tuple[tuple[str, str], ...]:
    """Of each rule that holds its title, and how it was found; else why nothing can be said, or that none holds."""
    judgement = report.judgement
    if judgement is None or not report.entries:
        return ()
    found = [
        (
            str(pain_words.verdict_title(verdict)),
            joined(
                (str(pain_words.found_by(verdict)), str(pain_words.rule_words(verdict.rule, verdict.thresholds))), " "
            ),
        )
        for verdict in judgement.verdicts
    ]
    if not found and not judgement.enough and judgement.weeks:
        found.append(("", str(pain_words.not_enough(judgement))))
    # Safety words.
    none = text("None of them holds. That does not rule out a serious problem.")
    return tuple(found) or (("", with_english(str(none))),)


def file_name(report: Report, ending: str) -> str:
    """A name for a file: what it holds, and of when."""
    return f"postureapp-report-{report.asked.first.isoformat()}-{report.asked.last.isoformat()}.{ending}"
