"""The weeks, or the days of a week, that the rules of the pain diary look at, as a table for any spreadsheet."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta

from postureapp.core.history import Measure
from postureapp.core.history_words import COLUMNS, FIRST_DAY, LAST_DAY
from postureapp.core.pain_diary import PainDay
from postureapp.core.persistence import Judgement
from postureapp.core.text import text
from postureapp.reports.history_csv import Cell, table_csv

_DATE, _WORST = text("Date"), text("Worst of the day")
_ENTRY_DAYS, _PAIN_DAYS = text("Days with entries"), text("Pain days")
_MOST_WEEKS, _WEEK_DAYS = 13, 7


def weeks_csv(judgement: Judgement) -> bytes:
    """The weeks, the oldest first; the mean of one without enough entries is left empty."""
    head = [str(each) for each in (FIRST_DAY, LAST_DAY, _ENTRY_DAYS, _PAIN_DAYS, COLUMNS[Measure.PAIN])]
    rows: list[list[Cell]] = [
        [each.first.isoformat(), each.last.isoformat(), each.entry_days, each.pain_days, _rounded(each.mean)]
        for each in reversed(judgement.weeks[:_MOST_WEEKS])
    ]
    return table_csv(head, rows)


def week_csv(judgement: Judgement, days: Sequence[PainDay]) -> bytes:
    """The seven days up to today; those without an entry are left empty."""
    by_day = {each.day: each for each in days}
    rows: list[list[Cell]] = []
    for back in range(_WEEK_DAYS - 1, -1, -1):
        on = judgement.today - timedelta(days=back)
        kept = by_day.get(on)
        mean, worst = (_rounded(kept.value), kept.worst) if kept is not None else (None, None)
        rows.append([on.isoformat(), mean, worst])
    return table_csv([str(_DATE), str(COLUMNS[Measure.PAIN]), str(_WORST)], rows)


def file_name(judgement: Judgement, *, by_days: bool) -> str:
    """A name for the file: what it holds, and of when."""
    return f"postureapp-pain-{'days' if by_days else 'weeks'}-{judgement.today.isoformat()}.csv"


def _rounded(value: float | None) -> float | int | None:
    if value is None:
        return None
    rounded = round(value, 1)
    return int(rounded) if rounded == int(rounded) else rounded
