"""What the pain diary says, and how it was found: a sentence, the figures, the rule and a small chart with it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from PySide6.QtWidgets import QFrame, QWidget

from postureapp.core import date_words, pain_words
from postureapp.core.persistence import Verdict
from postureapp.core.text import text
from postureapp.ui.chart import Chart, Plot
from postureapp.ui.controls import box, label
from postureapp.ui.theme import Theme, Type


def verdict_box(
    verdict: Verdict,
    plot: Plot | None,
    names: Mapping[str, str],
    look: Theme,
    *,
    chart: QWidget | None = None,
    says_action: bool = True,
    told_on: date | None = None,
) -> QFrame:
    """The box; `names` are those of the moves, by their ids. `told_on` is the day the notice came.

    `chart` is shown in place of a plain one of the plot.
    """
    action = (label(str(pain_words.action(verdict)), bold=True),) if says_action else ()
    if chart is None and plot is not None:
        chart = Chart(look, plot)
    came = text("From your diary, {date}", date=date_words.full_date(told_on)) if told_on is not None else None
    return box(
        "warm",
        *((label(str(came), Type.SMALL, tone="soft"),) if came is not None else ()),
        label(str(pain_words.verdict_title(verdict)), Type.LARGE, bold=True),
        label(str(pain_words.verdict_sentence(verdict, names))),
        *action,
        *((chart,) if chart is not None else ()),
        label(str(pain_words.found_by(verdict)), Type.SMALL),
        label(str(pain_words.rule_words(verdict.rule, verdict.thresholds)), Type.SMALL, tone="soft"),
    )
