"""Every sentence on the screen can be translated: in the made-up language nothing stays plain."""

from __future__ import annotations

import gettext
import re
from collections.abc import Iterator

import pytest
from PySide6.QtCore import QObject
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QAbstractButton, QCalendarWidget, QComboBox, QLabel, QMenu, QWidget

from postureapp.core import text as language
from postureapp.devtools.back_pictures import NOTED
from postureapp.devtools.settings_pictures import data_wires
from postureapp.devtools.window_pictures import windows
from postureapp.storage.content import load_clinic
from postureapp.storage.licences import load_licences
from postureapp.storage.locale import PseudoTranslations, pseudo
from postureapp.ui.settings_words import ENDONYMS
from postureapp.ui.theme import Theme
from tests.ui.conftest import settle

YOURS = data_wires().places
NAMES = (
    "PostureApp",
    "booking.example.org",
    load_clinic()[0].name,
    load_clinic()[0].phone,
    *sorted(ENDONYMS.values(), key=len, reverse=True),
    "McLean",
    "Galinsky",
    *(name for part in load_licences() for name in (part.home, part.licence)),
    *(part.name for part in load_licences()),
    *(str(folder) for folder in (YOURS.data, YOURS.config, YOURS.state)),
    "PySide6",
    YOURS.diary.name,
    NOTED,
    "safety.json",
)
PLAIN = set("BbFfMmPpQqVvXx")  # the letters that the made-up language leaves as they are


@pytest.fixture(autouse=True)
def made_up_language() -> Iterator[None]:
    language.install(PseudoTranslations())
    yield
    language.install(gettext.NullTranslations())


def plain_words(words: str) -> list[str]:
    """The words that no translation was asked for."""
    words = words.replace("\u200b", "")  # where a path may be broken
    for name in NAMES:
        words = words.replace(name, "")
    return [word for word in re.findall(r"[^\W\d_]+", words) if word.isascii() and not set(word) <= PLAIN]


def sentences(window: QWidget) -> Iterator[str]:
    """All that a person sees or hears of a window."""
    of_calendars = {  # the names of months are Qt's own, in the language of the system
        each for calendar in window.findChildren(QCalendarWidget) for each in calendar.findChildren(QObject)
    }
    for widget in (window, *window.findChildren(QWidget)):
        if widget in of_calendars:
            continue
        yield from (widget.accessibleName(), widget.accessibleDescription(), widget.toolTip(), widget.windowTitle())
        if isinstance(widget, QLabel | QAbstractButton):
            yield widget.text()
        if isinstance(widget, QComboBox):
            yield from (widget.itemText(n) for n in range(widget.count()))
        if isinstance(widget, QMenu):
            yield widget.title()
    for action in window.findChildren(QAction):
        # Without words of its own the tip of an action is made of its text, with what marks the key left out.
        if action not in of_calendars:
            yield from (action.text(), action.toolTip())


@pytest.mark.parametrize("name", [name for name, _make in windows()])
def test_nothing_stays_plain(name: str, look: Theme) -> None:
    window = dict(windows())[name](look)
    if not isinstance(window, QMenu):
        window.show()
    settle()
    found = {sentence: plain_words(sentence) for sentence in sentences(window)}
    assert len(found) > 2, "nothing was found to look at"
    assert not {sentence: plain for sentence, plain in found.items() if plain}
    window.close()
    window.deleteLater()
    settle()


def test_what_is_left_plain_is_found() -> None:
    assert plain_words("Call now") == ["Call", "now"]
    assert plain_words(pseudo("Opens {host} in your browser.").format(host="Chrome")) == ["Chrome"]
    assert plain_words(pseudo("Move {n} of {count}").format(n=1, count=2)) == []
    assert plain_words("\u25cf  403-814-0404") == []
