"""The entries of a report as a table, one in a line, that any spreadsheet opens.

What a person typed is never taken for a formula. Notes are in it only where they were asked for.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import timedelta
from enum import StrEnum
from typing import TypeVar

from postureapp.core import pain_words
from postureapp.core.events import FactKind
from postureapp.core.pain_diary import KeptEntry
from postureapp.core.text import Text, text
from postureapp.reports.history_csv import Cell, table_csv
from postureapp.reports.report import Part, Report

_HEAD = (
    text("Date"),
    text("Time"),
    text("Offset from UTC"),
    text("Pain, 0 to 10"),
    text("Of the moment or the worst"),
    text("Entered"),
    text("Where"),
    text("How it felt"),
    text("What came before"),
    text("Kept from"),
    text("Pain before the stretch"),
    text("Moves of the stretch"),
    text("Move pointed at"),
    text("Corrected"),
)
_ENTERED = {
    FactKind.PAIN: text("in the diary"),
    FactKind.FELT: text("after a stretch"),
    FactKind.HURT: text("when a move hurt"),
}
_Word = TypeVar("_Word", bound=StrEnum)
_NOTE, _YES = text("Note"), text("yes")


def pain_csv(report: Report) -> bytes:
    """The entries, in order; what was not said is left empty."""
    has_notes = report.has(Part.NOTES)
    head = [str(words) for words in (*_HEAD, *((_NOTE,) if has_notes else ()))]
    rows = ([*_row(each, report), *((each.entry.note,) if has_notes else ())] for each in report.entries)
    return table_csv(head, rows)


def _row(each: KeptEntry, report: Report) -> list[Cell]:
    entry = each.entry
    return [
        each.at.date().isoformat(),
        each.at.strftime("%H:%M"),
        _offset(each.at.utcoffset() or timedelta()),
        entry.score,
        str(pain_words.WHEN[entry.when]),
        str(_ENTERED[each.kind]) if each.kind in _ENTERED else "",
        _named(entry.where, pain_words.SPOTS),
        _named(entry.feels, pain_words.FEELS),
        _named(entry.earlier, pain_words.EARLIER),
        _named(entry.hinders, pain_words.HINDERS),
        entry.before,
        "; ".join(report.name_of(move) for move in entry.moves),
        report.name_of(entry.charged) if entry.charged else "",
        str(_YES) if each.corrected else "",
    ]


def _named(said: Sequence[_Word], names: Mapping[_Word, Text]) -> str:
    return "; ".join(str(names[word]) for word in said)


def _offset(offset: timedelta) -> str:
    """ "UTC+02:00": with its letters before the sign, for a sign alone would begin a formula."""
    minutes = round(offset.total_seconds() / 60)
    hours, rest = divmod(abs(minutes), 60)
    return f"UTC{'-' if minutes < 0 else '+'}{hours:02}:{rest:02}"
