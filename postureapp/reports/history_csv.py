"""A plot as a table that any spreadsheet opens: the same figures, with their units in the header.

Commas, as RFC 4180 has it, and UTF-8 with a byte order mark, without which Excel takes accents for other signs.
Dates are ISO 8601 and numbers have a point, in every language. No text may be taken for a formula.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence

from postureapp.core.cells import plain_cell
from postureapp.core.history import DURATIONS, Bar, Series
from postureapp.core.history_words import COLUMNS, DAYS, FIRST_DAY, LAST_DAY

Cell = str | int | float | None


def history_csv(series: Series) -> bytes:
    """The bars of a series, one in a line; where nothing is recorded the figure is left empty. Durations in minutes."""
    head = [str(each) for each in (FIRST_DAY, LAST_DAY, DAYS, COLUMNS[series.measure])]
    rows = ([bar.first.isoformat(), bar.last.isoformat(), bar.days, _number(series, bar)] for bar in series.bars)
    return table_csv(head, rows)


def file_name(series: Series) -> str:
    """A name for the file: what it holds, and of when."""
    shown = series.period
    return f"postureapp-{series.measure.value}-{shown.first.isoformat()}-{shown.last.isoformat()}.csv"


def table_csv(head: Sequence[str], rows: Iterable[Sequence[Cell]]) -> bytes:
    """A table as bytes; None is an empty cell."""
    written = io.StringIO(newline="")
    lines = csv.writer(written, lineterminator="\r\n")
    lines.writerow([plain_cell(cell) for cell in head])
    lines.writerows([plain_cell(cell) for cell in cells] for cells in rows)
    return written.getvalue().encode("utf-8-sig")


def _number(series: Series, bar: Bar) -> float | int | None:
    if bar.value is None:
        return None
    rounded = round(bar.value / 60 if series.measure in DURATIONS else bar.value, 1)
    return int(rounded) if rounded == int(rounded) else rounded
