"""A day is typed year first in every language, and a day outside the range is not taken."""

from __future__ import annotations

from datetime import date

import pytest
from PySide6.QtCore import QDate, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QHBoxLayout, QPushButton, QWidget

from postureapp.devtools.contact_sheets import language
from postureapp.ui.date_box import DateBox

FIRST, LAST = date(2025, 1, 1), date(2026, 3, 6)


def test_it_is_written_year_first_from_right_to_left_too(qapp: QApplication) -> None:
    for code in ("en", "ar"):
        with language(code):
            box = DateBox("Day", FIRST, LAST, date(2025, 4, 30))
            assert box.text() == "2025-04-30"
            box.deleteLater()


def test_a_day_outside_the_range_is_not_taken(qapp: QApplication) -> None:
    box = DateBox("Day", FIRST, LAST, LAST)
    for asked, kept in ((QDate(2030, 1, 1), LAST), (QDate(2020, 1, 1), FIRST), (QDate(2025, 5, 5), date(2025, 5, 5))):
        box.setDate(asked)
        assert box.day == kept
    box.deleteLater()


def test_showing_a_day_tells_nobody_and_choosing_one_does(qapp: QApplication) -> None:
    box = DateBox("Day", FIRST, LAST, LAST)
    told: list[QDate] = []
    box.dateChanged.connect(told.append)
    box.show_day(FIRST)
    assert (box.day, told) == (FIRST, [])
    box.setDate(QDate(2025, 5, 5))
    assert len(told) == 1
    box.deleteLater()


@pytest.mark.parametrize("typed", ["2025-12-24", "20251224"])
def test_a_day_is_typed_with_hyphens_or_without_and_tab_leads_on(qapp: QApplication, typed: str) -> None:
    window = QWidget()
    laid = QHBoxLayout(window)
    box, after = DateBox("Day", FIRST, LAST, date(2025, 4, 30)), QPushButton("On")
    laid.addWidget(box)
    laid.addWidget(after)
    window.show()
    window.activateWindow()
    assert QTest.qWaitForWindowActive(window)
    box.setFocus()
    QTest.keyClicks(box, typed)
    assert box.hasFocus()
    QTest.keyClick(box, Qt.Key.Key_Tab)
    assert (box.day, after.hasFocus()) == (date(2025, 12, 24), True)
    QTest.keyClick(after, Qt.Key.Key_Backtab, Qt.KeyboardModifier.ShiftModifier)
    assert box.hasFocus()
    window.close()
    window.deleteLater()


def test_every_button_of_its_calendar_has_a_name(qapp: QApplication) -> None:
    box = DateBox("Day", FIRST, LAST, LAST)
    assert all(each.accessibleName() for each in box.calendarWidget().findChildren(QAbstractButton))
    box.deleteLater()
