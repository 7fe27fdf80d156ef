"""The files that plots are saved as: read back they hold the same figures, and no spreadsheet runs what is in them."""

from __future__ import annotations

import csv
import io
from datetime import date

import pytest

from postureapp.core import history
from postureapp.core.day import Day
from postureapp.core.history import Measure, Range
from postureapp.reports.history_csv import file_name, history_csv, table_csv

TODAY = date(2025, 3, 6)
WEEK = history.period(Range.WEEK, TODAY)
DAYS = (
    Day(date(2025, 3, 3), longest_s=3130.0, sitting_s=18_000.0, breaks=4, pain=3.5),
    Day(date(2025, 3, 4), longest_s=1800.0, sitting_s=0.0, breaks=0),
)


def read(content: bytes) -> list[list[str]]:
    return list(csv.reader(io.StringIO(content.decode("utf-8-sig"), newline="")))


def test_it_reads_back_with_dates_units_and_gaps() -> None:
    found = read(history_csv(history.series(DAYS, WEEK, Measure.LONGEST)))
    assert found[:4] == [
        ["First day", "Last day", "Days recorded", "Longest unbroken spell (min)"],
        ["2025-03-03", "2025-03-03", "1", "52.2"],
        ["2025-03-04", "2025-03-04", "1", "30"],
        ["2025-03-05", "2025-03-05", "0", ""],
    ]
    assert len(found) == 8


@pytest.mark.parametrize("measure", Measure)
@pytest.mark.parametrize("range_", Range)
def test_every_figure_comes_back(measure: Measure, range_: Range) -> None:
    series = history.series(DAYS, history.period(range_, TODAY), measure)
    scale = 60 if measure in history.DURATIONS else 1
    for bar, cells in zip(series.bars, read(history_csv(series))[1:], strict=True):
        assert (date.fromisoformat(cells[0]), date.fromisoformat(cells[1])) == (bar.first, bar.last)
        assert (float(cells[3]) * scale if cells[3] else None) == (
            None if bar.value is None else pytest.approx(bar.value, abs=0.051 * scale)
        )


def test_excel_is_told_that_it_is_utf_8_and_lines_end_as_the_standard_has_it() -> None:
    content = table_csv(["Élan"], [["ü"]])
    assert content == b"\xef\xbb\xbf\xc3\x89lan\r\n\xc3\xbc\r\n"


@pytest.mark.parametrize("bad", ["=1+1", "+1", "-1", "@x", "\t=1", "\r=1", " =1", "＝1", "\n=HYPERLINK(1)"])
def test_text_is_never_a_formula(bad: str) -> None:
    assert read(table_csv([bad], [[bad]])) == [[f"'{bad}"], [f"'{bad}"]]


def test_numbers_stay_numbers_and_commas_and_quotes_come_back() -> None:
    assert read(table_csv(["a"], [[-1.5, 'x, "y"', None]]))[1] == ["-1.5", 'x, "y"', ""]


def test_the_name_says_what_and_when() -> None:
    assert file_name(history.series((), WEEK, Measure.BREAKS)) == "postureapp-breaks-2025-03-03-2025-03-09.csv"
