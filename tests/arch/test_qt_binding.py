"""The Qt binding we pin is sound: PySide6 6.12.0 on CPython 3.11 dropped a reference to None with every void call."""

import sys

from PySide6.QtCore import QObject


def test_void_calls_keep_none_alive() -> None:
    thing = QObject()
    before = sys.getrefcount(None)
    for _ in range(1000):
        thing.setObjectName("thing")
    assert abs(sys.getrefcount(None) - before) < 100
