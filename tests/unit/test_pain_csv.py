"""The table of entries: one line each, nothing in it that a spreadsheet would run, notes only where ticked."""

from __future__ import annotations

import csv
import io
from dataclasses import replace
from datetime import datetime, timedelta, timezone

import pytest

from postureapp.core.events import FactKind
from postureapp.core.pain_diary import Earlier, Feel, Hinders, KeptEntry, PainEntry, Spot
from postureapp.reports.pain_csv import pain_csv
from postureapp.reports.report import USUAL, Asked, Part, Sources, report_of
from tests.helpers.pain import TODAY, entry

ALL = frozenset(Part)


def read(*entries: KeptEntry, parts: frozenset[Part] = ALL) -> list[dict[str, str]]:
    asked = Asked(TODAY - timedelta(days=400), TODAY, parts)
    content = pain_csv(report_of(asked, Sources(entries, names={"doorway": "Doorway stretch"}), TODAY))
    return list(csv.DictReader(io.StringIO(content.decode("utf-8-sig"), newline="")))


def kept(**said: object) -> KeptEntry:
    return replace(entry(1, 4), entry=PainEntry(4, **said))  # type: ignore[arg-type]


def test_an_entry_reads_back_whole() -> None:
    at = datetime(2026, 3, 30, 18, 5, tzinfo=timezone(timedelta(hours=-6)))
    said = PainEntry(
        4,
        where=(Spot.MID_BACK, Spot.NECK_BASE),
        feels=(Feel.TIGHTNESS,),
        earlier=(Earlier.DESK,),
        hinders=(Hinders.SLEEP,),
        note='a, "b"\nc',
        before=2,
        moves=("doorway", "gone"),
        charged="doorway",
    )
    (row,) = read(KeptEntry(1, at, FactKind.FELT, said, at, corrected=True))
    assert row == {
        "Date": "2026-03-30",
        "Time": "18:05",
        "Offset from UTC": "UTC-06:00",
        "Pain, 0 to 10": "4",
        "Of the moment or the worst": "Now",
        "Entered": "after a stretch",
        "Where": "Middle of the back; Base of the neck",
        "How it felt": "Tightness",
        "What came before": "Desk work",
        "Kept from": "It kept me from sleep",
        "Pain before the stretch": "2",
        "Moves of the stretch": "Doorway stretch; gone",
        "Move pointed at": "Doorway stretch",
        "Corrected": "yes",
        "Note": 'a, "b"\nc',
    }


def test_notes_are_in_it_only_where_they_were_ticked() -> None:
    assert "Note" not in read(kept(note="mine"), parts=USUAL)[0]
    content = str(read(kept(note="mine"), parts=USUAL))
    assert "mine" not in content


@pytest.mark.parametrize("bad", ["=1+1", "+1", "-1", "@x", "\t=1", "\r=1", " =1", "＝1", '\n=HYPERLINK("x")'])
def test_what_a_person_typed_is_never_a_formula(bad: str) -> None:
    assert read(kept(note=bad))[0]["Note"] == f"'{bad}"


def test_excel_is_told_that_it_is_utf_8() -> None:
    asked = Asked(TODAY, TODAY)
    assert pain_csv(report_of(asked, Sources(()), TODAY)).startswith(b"\xef\xbb\xbf")


@pytest.mark.parametrize(
    ("left_out", "gone"),
    [
        (Part.BODY, {"Where"}),
        (Part.FEELS, {"How it felt", "What came before"}),
        (Part.MOVES, {"Pain before the stretch", "Moves of the stretch", "Move pointed at"}),
    ],
)
def test_what_is_left_out_of_the_report_is_left_out_of_its_table(left_out: Part, gone: set[str]) -> None:
    said = kept(
        where=(Spot.MID_BACK,),
        feels=(Feel.PAIN,),
        earlier=(Earlier.DESK,),
        before=2,
        moves=("doorway",),
        charged="doorway",
    )
    (whole,), (row,) = read(said), read(said, parts=ALL - {left_out})
    assert {name for name in row if whole[name] and not row[name]} == gone
