"""Whether less shall move: the setting, or the system where Qt passes its wish on."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QObject
from PySide6.QtWidgets import QApplication

from postureapp.ui.motion import wants_less


def test_the_setting_holds_where_the_system_says_nothing(qapp: QApplication) -> None:
    assert wants_less(True)
    assert not wants_less(False, QObject())


@pytest.mark.parametrize(("told", "less"), [(0, False), (1, True)])
def test_the_wish_of_the_system_is_followed(qapp: QApplication, told: int, less: bool) -> None:
    hints = QObject()
    hints.setProperty("motionPreference", told)
    assert wants_less(False, hints) is less
    assert wants_less(True, hints)
