"""About: the version, the licences with their words, and a debug page that can be read before it is copied."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel

from postureapp import __version__
from postureapp.storage import licences
from postureapp.ui.about_page import AboutPage, AboutWires, sources_of
from postureapp.ui.theme import Theme
from tests.helpers.days import shipped
from tests.ui.conftest import settle


@pytest.fixture
def page(look: Theme) -> Iterator[AboutPage]:
    wires = AboutWires(lambda: "PostureApp on a machine\n", lambda: sources_of(shipped()), "somewhere/PySide6")
    made = AboutPage(look, wires)
    made.resize(700, 900)
    made.show()
    made.activateWindow()
    settle()
    yield made
    made.close()
    made.deleteLater()
    settle()


def said(page: AboutPage) -> str:
    return "\n".join(each.text() for each in page.findChildren(QLabel))


def test_it_tells_version_licence_and_privacy(page: AboutPage) -> None:
    for words in (__version__, "MIT licence", "no network connection", "LGPL", "somewhere/PySide6"):
        assert words in said(page)


def test_every_part_can_be_read(page: AboutPage) -> None:
    parts = licences.load_licences()
    assert len(page.readers) == len(parts)
    for part, reader in zip(parts, page.readers, strict=True):
        assert f"{part.name} {part.version}" in said(page)
        assert part.name in reader.accessibleName()
    reader = page.readers[[part.name for part in parts].index("Qt")]
    reader.setFocus()
    QTest.keyClick(reader, Qt.Key.Key_Space)
    settle()
    assert page.dialog is not None
    assert "LESSER" in page.dialog.words.toPlainText()
    QTest.keyClick(page.dialog, Qt.Key.Key_Escape)
    settle()
    assert page.dialog is None


def test_the_debug_page_is_read_and_copied(page: AboutPage) -> None:
    assert not page.page.isVisible()
    page.show_it.click()
    settle()
    assert page.page.toPlainText() == "PostureApp on a machine\n"
    assert QApplication.focusWidget() is page.page
    QTest.keyClick(page.page, Qt.Key.Key_Tab)
    assert QApplication.focusWidget() is not page.page, "Tab leads out of it"
    QGuiApplication.clipboard().clear()
    page.copy.click()
    assert QGuiApplication.clipboard().text() == "PostureApp on a machine\n"
    assert page.said.isVisible()


def test_the_sources_are_named_once(page: AboutPage) -> None:
    page.show_sources.click()
    settle()
    named = page.sources.toPlainText().split("\n\n")
    assert len(named) > 5
    assert len(named) == len({*named})


def test_missing_files_are_said(look: Theme, monkeypatch: pytest.MonkeyPatch, tmp_path: object) -> None:
    monkeypatch.setattr(licences, "resources", lambda: tmp_path)
    made = AboutPage(look, AboutWires())
    assert "Install PostureApp again" in said(made) or "can't be read" in said(made)
    made.deleteLater()
    settle()
