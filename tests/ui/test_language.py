"""What a language changes in windows: the side they begin on, Qt's own words, the English beside safety words."""

from __future__ import annotations

import gettext
from collections.abc import Iterator
from io import BytesIO

import pytest
from PySide6.QtCore import QCoreApplication, QObject, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QLabel, QMenu, QPushButton, QScrollArea, QVBoxLayout, QWidget

from postureapp.core import text as language
from postureapp.core.text import _, beside, joined
from postureapp.devtools import po_files
from postureapp.devtools.sheet import SMALL_SCREEN, windows
from postureapp.storage.content import load_safety
from postureapp.storage.locale import Catalogue, MirroredTranslations, PseudoTranslations
from postureapp.ui.beside import BesideLabel, english_height
from postureapp.ui.controls import Pick, Tick, label
from postureapp.ui.icons import TrayState
from postureapp.ui.language import QtLanguage
from postureapp.ui.question_widgets import YesNo
from postureapp.ui.scene_notes import SmallNotes
from postureapp.ui.theme import Theme
from postureapp.ui.tray import Tray, TrayStatus
from tests.ui.conftest import set_contrast, settle

WINDOWS = dict(windows())
QUESTION = "Has a clinician assessed the pain?"
ITS_GERMAN = "Hat jemand vom Fach diese Schmerzen untersucht, und das schon vor einiger Zeit?"


@pytest.fixture
def english_again(qapp: QApplication) -> Iterator[QtLanguage]:
    parent = QObject()
    made = QtLanguage(parent)
    yield made
    made.use("en", right_to_left=False)
    language.install(gettext.NullTranslations())
    settle()


def unread(*, is_read: bool = False) -> Catalogue:
    """German, with a question that nobody at the clinic has read."""
    catalog = po_files.empty("de")
    catalog.add(QUESTION, ITS_GERMAN, user_comments=[] if is_read else [po_files.TO_REVIEW])
    catalog.add("Skip", "Weiter")
    return Catalogue(BytesIO(po_files.compiled(catalog, "de")))


@pytest.mark.parametrize(("code", "copy"), [("de", "&Kopieren"), ("fr_FR", "Cop&ier"), ("zh_CN", "复制(&C)")])
def test_qt_speaks_the_language(english_again: QtLanguage, code: str, copy: str) -> None:
    assert QCoreApplication.translate("QWidgetTextControl", "&Copy") == "&Copy"
    english_again.use(code, right_to_left=False)
    assert QCoreApplication.translate("QWidgetTextControl", "&Copy") == copy
    english_again.use("en", right_to_left=False)
    assert QCoreApplication.translate("QWidgetTextControl", "&Copy") == "&Copy"


def test_where_qt_has_no_words_ours_stand_in(english_again: QtLanguage) -> None:
    language.install(PseudoTranslations())
    english_again.use("pa", right_to_left=False)
    assert QCoreApplication.translate("QWidgetTextControl", "Cu&t") == _("Cut")
    assert QCoreApplication.translate("QPlatformTheme", "Cancel") == _("Cancel")
    assert QCoreApplication.translate("QFileDialog", "Recent Places") == "Recent Places"


def test_the_side_turns_and_turns_back(english_again: QtLanguage) -> None:
    english_again.use("ar", right_to_left=True)
    assert QGuiApplication.layoutDirection() == Qt.LayoutDirection.RightToLeft
    assert QCoreApplication.translate("QWidgetTextControl", "&Copy") != "&Copy"
    english_again.use("de", right_to_left=False)
    assert QGuiApplication.layoutDirection() == Qt.LayoutDirection.LeftToRight


def test_the_menu_of_the_tray_is_said_anew(english_again: QtLanguage, look: Theme) -> None:
    tray = Tray(lambda: TrayStatus("", 0.0, TrayState.SITTING, paused=True), look)
    before = [action.text() for action in tray.menu.actions()]
    language.install(PseudoTranslations())
    tray.retranslate()
    after = [action.text() for action in tray.menu.actions()]
    assert len(after) == len(before)
    assert _("Stretch now") in after
    assert "Stretch now" in before
    asked = []
    tray.stretch_asked.connect(lambda: asked.append("stretch"))
    tray.menu.actions()[after.index(_("Stretch now"))].trigger()
    assert asked == ["stretch"]
    settle()
    assert len(tray.menu.findChildren(QMenu)) == 1
    tray.menu.deleteLater()


# --- English beside ---------------------------------------------------------------------------------------------------


def shown(widget: QWidget, width: int = 320) -> QWidget:
    widget.setAttribute(Qt.WidgetAttribute.WA_DontShowOnScreen)
    widget.resize(width, 400)
    widget.show()
    settle()
    return widget


def done(widget: QWidget) -> None:
    widget.close()
    widget.deleteLater()
    settle()


@pytest.mark.parametrize("kind", [Tick, Pick, label])
def test_the_english_stands_below_words_that_nobody_has_read(english_again: QtLanguage, kind) -> None:
    language.install(unread(is_read=True))
    plain = kind(_(QUESTION))
    language.install(unread())
    made = kind(_(QUESTION))
    assert (made.text(), made.english, made.accessibleDescription()) == (ITS_GERMAN, QUESTION, QUESTION)
    assert (plain.text(), plain.english) == (ITS_GERMAN, "")
    for width in (200, 320, 700):
        assert made.heightForWidth(width) > plain.heightForWidth(width) + 8
    assert _ink(made) > _ink(plain)
    done(made)
    done(plain)


def _ink(widget: QWidget) -> int:
    """How many points of a widget are not its ground."""
    shown(widget)
    image = widget.grab().toImage()
    ground = image.pixelColor(image.width() - 1, 0)
    return sum(image.pixelColor(x, y) != ground for x in range(image.width()) for y in range(image.height()))


@pytest.mark.parametrize("right_to_left", [False, True])
def test_the_english_is_whole_at_every_width_of_the_triage_list(
    english_again: QtLanguage, look: Theme, right_to_left: bool
) -> None:
    catalog = po_files.empty("de")
    for flag in load_safety()[0].red_flags:
        catalog.add(flag.question, "Kurz", user_comments=[po_files.TO_REVIEW])
    language.install(Catalogue(BytesIO(po_files.compiled(catalog, "de"))))
    english_again.use("ar" if right_to_left else "de", right_to_left=right_to_left)
    window = WINDOWS["triage"](look)
    shown(window)
    ticks = [tick for tick in window.findChildren(Tick) if tick.english]
    assert len(ticks) == len(load_safety()[0].red_flags)
    for width in (820, 560, 1000, 700, 640, 900):
        window.resize(width, 750)
        settle()
        for tick in ticks:
            assert tick.height() >= tick.heightForWidth(tick.width()), f"cut off at {width}: {tick.english}"
            assert tick.minimumSizeHint().height() == tick.heightForWidth(tick.width())
    done(window)


def test_other_words_may_come_without_english(english_again: QtLanguage) -> None:
    language.install(unread())
    made = label("")
    assert isinstance(made, BesideLabel)
    shown(made)
    made.setText(_(QUESTION))
    high = made.heightForWidth(300)
    assert made.contentsMargins().bottom() > 0
    made.setText(_("Skip"))
    assert (made.english, made.accessibleDescription(), made.contentsMargins().bottom()) == ("", "", 0)
    assert made.heightForWidth(300) < high
    done(made)


def test_the_room_for_it_is_there_after_every_change_of_the_look(english_again: QtLanguage, look: Theme) -> None:
    language.install(unread())
    made, window = label(_(QUESTION)), QWidget()
    look.dress(window)
    QVBoxLayout(window).addWidget(made)
    shown(window)
    for plain in (True, False):
        set_contrast(look, plain)
        assert made.contentsMargins().bottom() == english_height(QUESTION, made.width())
        assert made.heightForWidth(300) >= made.fontMetrics().height() + made.contentsMargins().bottom()
    done(window)


def test_in_english_a_label_is_a_plain_one() -> None:
    assert type(label(_(QUESTION))) is QLabel


def test_a_question_has_it_too(english_again: QtLanguage) -> None:
    language.install(unread())
    question = YesNo(_(QUESTION))
    assert QUESTION in [made.english for made in question.findChildren(BesideLabel)]
    shown(question)
    made = next(each for each in question.findChildren(BesideLabel) if each.english)
    assert made.height() + 1 >= made.heightForWidth(made.width())
    done(question)


def test_sentences_that_are_put_together_keep_it(english_again: QtLanguage) -> None:
    language.install(unread())
    whole = joined([_("Skip"), _(QUESTION)], "\n")
    assert (whole, beside(whole)) == (f"{_('Skip')}\n{ITS_GERMAN}", QUESTION)
    assert beside(joined([_("Skip")], "\n")) == ""
    line = SmallNotes()
    line.show_words(whole)
    assert QUESTION in line.toolTip()
    assert line.accessibleDescription() == QUESTION
    line.deleteLater()


# --- from right to left -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", list(WINDOWS))
def test_every_window_is_laid_out_from_the_right(name: str, look: Theme, english_again: QtLanguage) -> None:
    language.install(MirroredTranslations())
    english_again.use("ar_XB", right_to_left=True)
    window = dict(windows())[name](look)
    window.setAttribute(Qt.WidgetAttribute.WA_DontShowOnScreen)
    window.resize(window.size().boundedTo(SMALL_SCREEN))
    window.show()
    settle()
    assert window.layoutDirection() == Qt.LayoutDirection.RightToLeft
    for made in window.findChildren(QLabel):
        if made.isVisible() and made.text() and made.wordWrap():
            assert made.height() + 1 >= made.heightForWidth(made.width()), f"cut off: {made.text()}"
    for widget in window.findChildren(QWidget):
        if widget.isVisible() and isinstance(widget, QPushButton | QLabel) and not _scrolls(widget):
            corners = (widget.mapTo(window, widget.rect().topLeft()), widget.mapTo(window, widget.rect().bottomRight()))
            room = window.rect().adjusted(-1, -1, 1, 1)
            assert all(room.contains(corner) for corner in corners), f"outside the window: {widget.text()}"
    done(window)


def _scrolls(widget: QWidget) -> bool:
    above = widget.parentWidget()
    return above is not None and (isinstance(above, QScrollArea) or _scrolls(above))
