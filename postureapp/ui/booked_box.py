"""Tells the diary of a visit that the person booked, and makes a calendar file of it. It books nothing itself."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, time, timedelta

from PySide6.QtWidgets import QFrame, QLineEdit, QSizePolicy, QVBoxLayout, QWidget

from postureapp.core import date_words
from postureapp.core.booking import Visit
from postureapp.core.text import _, text
from postureapp.ui import theme
from postureapp.ui.accessible import announce
from postureapp.ui.controls import button, come_into_view, label, row
from postureapp.ui.date_box import DateBox
from postureapp.ui.save_dialog import save_dialog
from postureapp.ui.theme import Type

FILE = "visit.ics"
_LATEST = timedelta(weeks=16)  # until then nothing is said of what persists


@dataclass(frozen=True, slots=True)
class BookingWires:
    """What follows a booking. `book` keeps the visit and tells whether it is on the disk.

    `calendar` gives a calendar file with the visit in it; `save` writes a file to the path that was chosen for it, and
    gives "" or the sentence that says why it could not.
    """

    today: Callable[[], date]
    book: Callable[[Visit], bool]
    calendar: Callable[[Visit], bytes]
    save: Callable[[bytes, str], str]


class BookedBox(QFrame):
    """ "I have booked: when?", and what became of it."""

    def __init__(self, wires: BookingWires) -> None:
        super().__init__()
        self._wires = wires
        self._visit: Visit | None = None
        self.setProperty("box", "card")
        inside = QVBoxLayout(self)
        inside.setContentsMargins(theme.L, theme.M, theme.L, theme.M)
        inside.setSpacing(theme.S)
        self.begin = button(_("I have booked a visit"), self._ask)
        inside.addLayout(row(self.begin, None))
        self._asked, self._done = self._question(), self._answer()
        for part in (self._asked, self._done):
            part.hide()
            inside.addWidget(part)

    def _question(self) -> QWidget:
        today = self._wires.today()
        self.day = DateBox(_("Day of the visit"), today, today + _LATEST, today + timedelta(days=1))
        self.time = QLineEdit()
        self.time.setFont(theme.font(Type.BODY))
        self.time.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Preferred)  # as high as the day beside it
        self.time.setPlaceholderText("14:30")
        self.time.setMaxLength(5)
        self.time.setFixedWidth(self.time.fontMetrics().horizontalAdvance("00:00") * 2)
        self.time.setAccessibleName(_("Time of the visit, may be left out"))
        self.time.returnPressed.connect(self._keep)
        self.keep = button(_("Keep"), self._keep, "primary")
        self.refused = label("", tone="danger")
        self.refused.hide()
        made = QWidget()
        laid = QVBoxLayout(made)
        laid.setContentsMargins(0, 0, 0, 0)
        laid.addWidget(label(_("When is it? The time may be left out."), bold=True))
        laid.addLayout(row(self.day, self.time, self.keep, None))
        laid.addWidget(self.refused)
        laid.addWidget(
            label(
                _("Kept in your diary on this computer, so that what the diary says waits until after the visit."),
                Type.SMALL,
                tone="soft",
            )
        )
        return made

    def _answer(self) -> QWidget:
        self.told = label("", bold=True)
        self.calendar = button(_("Calendar file…"), self._save_calendar)
        self.saved = label("", tone="soft")
        self.saved.hide()
        made = QWidget()
        laid = QVBoxLayout(made)
        laid.setContentsMargins(0, 0, 0, 0)
        laid.addWidget(self.told)
        laid.addWidget(
            label(_("For your own calendar: the visit, and the evening before it a reminder to save the report."))
        )
        laid.addLayout(row(self.calendar, None))
        laid.addWidget(self.saved)
        return made

    def _ask(self) -> None:
        self.begin.hide()
        self._asked.show()
        self.day.setFocus()
        come_into_view(self)

    def _keep(self) -> None:
        at = self.time.text().strip()
        if at and _clock(at) is None:
            self._refuse(str(text("“{words}” is no time of day; write it as 14:30, or leave it out.", words=at)))
            self.time.setFocus()
            return
        visit = Visit(self.day.day, _clock(at) or "")
        if not self._wires.book(visit):
            self._refuse(_("That could not be kept; the card on your screen says why."))
            return
        self._visit = visit
        day = date_words.full_day(visit.on)
        told = (
            text("Booked for {day}, {time}.", day=day, time=visit.at)
            if visit.at
            else text("Booked for {day}.", day=day)
        )
        self.told.setText(str(told))
        self._asked.hide()
        self._done.show()
        come_into_view(self)
        announce(self, str(told))
        self.calendar.setFocus()

    def _refuse(self, sentence: str) -> None:
        self.refused.setText(sentence)
        self.refused.show()
        come_into_view(self)
        announce(self, sentence)

    def _save_calendar(self) -> None:
        self.dialog = save_dialog(self, _("Save the calendar file"), _("Calendar files (*.ics)"), FILE, self._save)
        self.dialog.open()

    def _save(self, path: str) -> None:
        if self._visit is None:
            return
        refused = self._wires.save(self._wires.calendar(self._visit), path)
        said = refused or str(text("Saved as {file}. Open it with your calendar.", file=path))
        self.saved.setText(said)
        self.saved.setProperty("tone", "danger" if refused else "soft")
        self.saved.style().polish(self.saved)
        self.saved.show()
        come_into_view(self)
        announce(self, said)


def _clock(words: str) -> str | None:
    """A time of day as "14:30"; None where it is none."""
    hours, colon, minutes = words.replace(".", ":").partition(":")
    if not hours.isdecimal() or (colon and not minutes.isdecimal()) or len(minutes) not in ((2,) if colon else (0,)):
        return None
    try:
        return time(int(hours), int(minutes or 0)).isoformat(timespec="minutes")
    except ValueError:
        return None
