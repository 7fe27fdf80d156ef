"""The clinic's card for the contact sheets and for the tests of windows: open, online, with a notice, with a visit.

Nothing here opens an address or keeps a visit: all that is shown is made up.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from PySide6.QtWidgets import QWidget

from postureapp.core.clinic import Clinic
from postureapp.core.pain_diary import days_of
from postureapp.core.persistence import Rule, judge
from postureapp.core.safety import Gate, Reason
from postureapp.devtools.back_pictures import TODAY, entries
from postureapp.storage.content import load_clinic, load_safety
from postureapp.ui.booked_box import BookedBox, BookingWires
from postureapp.ui.booking_card import BookingCard
from postureapp.ui.pain_chart import verdict_plot
from postureapp.ui.theme import Theme
from postureapp.ui.verdict_box import verdict_box

Maker = Callable[[Theme], QWidget]
OPEN = Gate(Reason.OPEN)


def booking_windows() -> Iterator[tuple[str, Maker]]:
    """The card in all that it can show."""
    clinic = load_clinic()[0]
    online = Clinic(clinic.name, clinic.phone, "https://booking.example.org/", clinic.treatments)
    yield "booking", lambda look: card(look, clinic)
    yield "booking-online", lambda look: card(look, online, Gate(Reason.NOT_ASSESSED))
    yield "booking-emergency", lambda look: card(look, clinic, Gate(Reason.EMERGENCY))
    yield "booking-doctor", lambda look: card(look, clinic, Gate(Reason.DOCTOR_SOON))
    yield "booking-unread", lambda look: card(look, clinic, Gate(Reason.UNKNOWN), asked=False)
    yield "booking-persists", lambda look: card(look, clinic, rule=Rule.PERSISTS)
    yield "booking-severe", lambda look: card(look, clinic, rule=Rule.SEVERE)
    yield "booking-code", lambda look: _scanned(card(look, clinic))
    yield "booking-when", lambda look: _booked(look, clinic, None)
    yield "booking-no-time", lambda look: _booked(look, clinic, "25:00")
    yield "booking-refused", lambda look: _booked(look, clinic, "14:30", keeps=False)
    yield "booking-booked", lambda look: _booked(look, clinic, "14:30")


def card(
    look: Theme,
    clinic: Clinic,
    gate: Gate = OPEN,
    *,
    asked: bool = True,
    rule: Rule | None = None,
    keeps: bool = True,
) -> BookingCard:
    """The card; `rule` is the notice that it comes with, `keeps` whether a visit gets on the disk."""
    region = next(iter(load_safety()[0].regions), None)
    return BookingCard(
        clinic,
        region,
        gate,
        lambda _to: None,
        look,
        signs_asked=asked,
        why=_notice(rule, look) if rule is not None else None,
        doctor_first=rule is Rule.SEVERE,
        booking=BookingWires(lambda: TODAY, lambda _visit: keeps, lambda _visit: b"", lambda *_file: ""),
    )


def _notice(rule: Rule, look: Theme) -> QWidget:
    """What a rule says of five weeks of made-up entries."""
    kept = entries(36, severe=True)
    days = days_of(kept)
    judged = judge(days, kept, TODAY)
    verdict = next(each for each in judged.verdicts if each.rule is rule)
    return verdict_box(verdict, verdict_plot(verdict, judged, days), {}, look, told_on=TODAY)


def _scanned(made: BookingCard) -> BookingCard:
    """With the code that a phone reads."""
    made.show_code()
    return made


def _booked(look: Theme, clinic: Clinic, at: str | None, *, keeps: bool = True) -> BookingCard:
    """When a visit is being told: None before a time is typed."""
    made = card(look, clinic, keeps=keeps)
    told = made.findChild(BookedBox)
    assert told is not None
    told.begin.click()
    if at is not None:
        told.time.setText(at)
        told.keep.click()
    return made
