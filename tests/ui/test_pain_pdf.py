"""The PDF opens clean in other programs' checkers, its words are words in every language, nothing leaves the page."""

from __future__ import annotations

import gettext
import re
import shutil
import subprocess
import unicodedata
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QApplication

from postureapp.core import text as language_in_force
from postureapp.core.pain_diary import PainEntry
from postureapp.devtools import report_pictures
from postureapp.devtools.contact_sheets import language
from postureapp.devtools.report_pictures import LAST, sources
from postureapp.devtools.window_pictures import Pseudo
from postureapp.reports.pain_pdf import Pages, lay_out
from postureapp.reports.paper import Paper, usual_paper
from postureapp.reports.report import USUAL, Asked, Part, Report, report_of
from postureapp.reports.report_words import rules_of

ALL = frozenset(Part)
DAYS = (3, 56, 730)


@pytest.fixture(autouse=True)
def app(qapp: QApplication) -> None:
    """Fonts need one."""


@pytest.fixture(autouse=True)
def english() -> Iterator[None]:
    yield
    assert language_in_force.is_english()


def run(*command: str | Path) -> str:
    """The output of a program of qpdf or poppler, which the tests need to be installed."""
    assert shutil.which(str(command[0])), f"{command[0]} is missing: dev.py test installs it"
    done = subprocess.run([*map(str, command)], capture_output=True, check=False, timeout=60)
    assert done.returncode == 0, done.stdout.decode() + done.stderr.decode()
    assert not done.stderr, done.stderr.decode()
    return done.stdout.decode("utf-8")


def report(days: int, parts: frozenset[Part] = ALL) -> Report:
    length = max(days, 14)
    return report_of(Asked(LAST - timedelta(days=length - 1), LAST, parts), sources(days), LAST)


def laid_out(of: Report, paper: Paper = Paper.A4, *, mirrored: bool = False) -> Pages:
    return lay_out(of, paper, mirrored=mirrored, rules=rules_of(of))


def words_of(pages: Pages, folder: Path) -> str:
    """What pdftotext reads, in letters as they are typed, blanks as one."""
    file = folder / "report.pdf"
    file.write_bytes(pages.pdf())
    return " ".join(unicodedata.normalize("NFKC", run("pdftotext", file, "-")).split())


@pytest.mark.parametrize("days", DAYS)
@pytest.mark.parametrize("paper", Paper)
def test_it_opens_clean(days: int, paper: Paper, tmp_path: Path) -> None:
    file = tmp_path / "report.pdf"
    file.write_bytes(laid_out(report(days), paper).pdf())
    assert "No syntax or stream encoding errors found" in run("qpdf", "--check", file)
    about = run("pdfinfo", file)
    assert "Report brought by the patient" in about
    assert re.search(r"Pages:\s+[12]\n", about)
    size = {Paper.A4: r"59[45].* x 84[12].* \(A4\)", Paper.LETTER: r"612 x 792 pts \(letter\)"}[paper]
    assert re.search(rf"Page size:\s+{size}", about)


def test_every_font_goes_along_and_its_letters_can_be_copied(tmp_path: Path) -> None:
    file = tmp_path / "report.pdf"
    file.write_bytes(laid_out(report(56)).pdf())
    fonts = run("pdffonts", file).splitlines()[2:]
    assert fonts
    for line in fonts:
        assert re.search(r"TrueType|Type 1|OpenType|CID", line), line
        embedded, _subset, has_letters = line.split()[-5:-2]
        assert (embedded, has_letters) == ("yes", "yes"), line


@pytest.mark.parametrize("days", DAYS)
def test_its_words_are_words(days: int, tmp_path: Path) -> None:
    found = words_of(laid_out(report(days)), tmp_path)
    for words in (
        "Osteo Health",
        "Report brought by the patient",
        "Not a diagnosis and not a substitute for medical care.",
        "Pain over time, 0 to 10",
        "Between the shoulder blades",
        "Longest spells of sitting",
        "Time on the phone",
        "Doorway chest stretch",
        "Page 1 of",
        "Woke up stiff; the new pillow?",
    ):
        assert words in found
    assert str(len(report(days).entries)) in found


@pytest.mark.parametrize(
    ("code", "says"), [("fr", "ne remplace pas"), ("ar", "تذكيرات عامة بالحركة"), ("de", "Keine Diagnose")]
)
@pytest.mark.parametrize("days", [3, 730])
def test_its_words_are_words_in_every_language(code: str, says: str, days: int, tmp_path: Path) -> None:
    with language(code):
        mirrored = QApplication.layoutDirection() == Qt.LayoutDirection.RightToLeft
        assert mirrored is (code == "ar")
        found = words_of(laid_out(report(days), mirrored=mirrored), tmp_path)
    assert says in found.replace("\u202b", "").replace("\u202c", "")


def test_from_right_to_left_the_page_is_mirrored_and_the_body_is_not(tmp_path: Path) -> None:
    def ink(mirrored: bool) -> tuple[QImage, list[int]]:
        shot = laid_out(report(56), mirrored=mirrored).picture(0, 420)
        columns = [sum(shot.pixelColor(x, y).lightness() < 128 for y in range(40, 60)) for x in range(shot.width())]
        return shot, columns

    left, right = ink(False)[1], ink(True)[1]
    assert sum(left[:200]) > sum(left[220:])  # the title stands where reading begins
    assert sum(right[220:]) > sum(right[:200])


@pytest.fixture
def long_language() -> Iterator[None]:
    language_in_force.install(Pseudo())
    yield
    language_in_force.install(gettext.NullTranslations())


@pytest.mark.parametrize("days", DAYS)
@pytest.mark.parametrize("paper", Paper)
@pytest.mark.parametrize("mirrored", [False, True])
def test_nothing_leaves_the_page(days: int, paper: Paper, mirrored: bool) -> None:
    stays_on_the_page(laid_out(report(days), paper, mirrored=mirrored))


@pytest.mark.parametrize("days", DAYS)
def test_nothing_leaves_the_page_in_a_long_language(days: int, long_language: None) -> None:
    stays_on_the_page(laid_out(report(days), Paper.LETTER))


def stays_on_the_page(pages: Pages) -> None:
    for number in range(len(pages.pages)):
        shot = pages.picture(number, 420)
        edge = 20  # of 30 that the margin has
        inside = shot.rect().adjusted(edge, edge, -edge, -edge)
        for y in range(shot.height()):
            for x in range(shot.width()):
                if not inside.contains(x, y):
                    assert shot.pixelColor(x, y).lightness() == 255, (number, x, y)


@pytest.mark.parametrize("days", DAYS)
@pytest.mark.parametrize("paper", Paper)
@pytest.mark.parametrize("parts", [ALL, USUAL, *(frozenset({part}) for part in Part), ALL - {Part.PAIN}])
def test_blocks_stand_below_each_other_and_above_the_foot(days: int, paper: Paper, parts: frozenset[Part]) -> None:
    pages = laid_out(report(days, parts), paper)
    assert len(pages.pages) <= 2
    for page in pages.pages:
        y = 0.0
        for placed in page:
            assert placed.room.top() >= y
            y = placed.room.bottom()
        assert y <= paper.down - 1800.0


def test_little_goes_on_one_page() -> None:
    assert len(laid_out(report(3, frozenset({Part.PAIN, Part.BODY, Part.MOVES}))).pages) == 1


def test_notes_that_have_no_room_are_counted(tmp_path: Path) -> None:
    of = report(730)
    found = words_of(laid_out(of), tmp_path)
    more = int(re.search(r"\.\.\. (\d+) more in the CSV", found)[1])  # type: ignore[index]
    dates = len(re.findall(r"[A-Z][a-z]{2} \d{1,2}, \d{4}", found)) - 4  # those of the head, and of the rules
    assert dates + more == len(of.notes)
    assert dates > 20


def test_a_note_in_another_direction_keeps_its_own(tmp_path: Path) -> None:
    kept = report_pictures.entries(1)
    said = replace(kept[0], entry=PainEntry(4, note="Ends with a point."))
    of = report_of(Asked(LAST, LAST, ALL), sources(1, entries_of=[said]), LAST)
    assert "Ends with a point." in words_of(laid_out(of, mirrored=True), tmp_path)


def test_an_endless_note_stays_on_its_page() -> None:
    said = replace(report_pictures.entries(1)[0], entry=PainEntry(4, note="x" * 500))
    of = report_of(Asked(LAST, LAST, ALL), sources(1, entries_of=[said]), LAST)
    pages = laid_out(of)
    assert all(placed.room.bottom() < Paper.A4.down - 1800.0 for page in pages.pages for placed in page)


@pytest.mark.parametrize("parts", [ALL, frozenset()])
def test_without_any_entry_it_says_so(parts: frozenset[Part], tmp_path: Path) -> None:
    of = report_of(Asked(LAST, LAST, parts), replace(sources(0), days=()), LAST)
    found = words_of(laid_out(of), tmp_path)
    assert ("No pain was noted in this time." in found) is bool(parts)
    assert "Report brought by the patient" in found


@pytest.mark.parametrize(
    ("country", "paper"), [("CA", Paper.LETTER), ("US", Paper.LETTER), ("FR", Paper.A4), ("", Paper.A4)]
)
def test_paper_is_what_printers_hold(country: str, paper: Paper) -> None:
    assert usual_paper(country) is paper
