"""The clinic's card: the phone first, a booking page only where there is one, and medical care before both."""

from __future__ import annotations

import pytest
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QLabel, QPushButton, QScrollArea

from postureapp.core.clinic import Clinic, Treatment
from postureapp.core.persistence import Rule
from postureapp.core.safety import Gate, Reason, Region
from postureapp.devtools.booking_pictures import card as a_card
from postureapp.storage.content import load_clinic
from postureapp.ui.booked_box import BookedBox
from postureapp.ui.booking_card import BookingCard
from postureapp.ui.qr_picture import QrPicture
from postureapp.ui.theme import Theme
from tests.ui.conftest import settle

ALBERTA = Region("CA-AB", "Alberta, Canada", "911", "Health Link 811")
CLINIC = Clinic("Osteo Health", "403-814-0404", "", (Treatment("Laser therapy", "Light applied to the upper body."),))


def opened(
    look: Theme,
    *,
    clinic: Clinic = CLINIC,
    region: Region | None = ALBERTA,
    reason: Reason = Reason.OPEN,
    asked: bool = True,
) -> tuple[BookingCard, list[str]]:
    told: list[str] = []
    card = BookingCard(clinic, region, Gate(reason), told.append, look, signs_asked=asked)
    card.show()
    return card, told


def words(card: BookingCard) -> str:
    return " | ".join(
        [w.text() for w in card.findChildren(QLabel)] + [b.text() for b in card.findChildren(QPushButton)]
    )


def press(card: BookingCard, name: str) -> None:
    next(each for each in card.findChildren(QPushButton) if each.text() == name).click()


def test_the_phone_is_the_way_where_no_address_is_known(look: Theme) -> None:
    card, told = opened(look)
    assert "403-814-0404" in words(card)
    assert "Book online" not in words(card)
    assert "Laser therapy" in words(card)
    press(card, "Call")
    assert told == ["tel:4038140404"]
    card.close()


def test_copy_puts_the_number_on_the_clipboard(look: Theme) -> None:
    card, told = opened(look)
    press(card, "Copy")
    assert QGuiApplication.clipboard().text() == "403-814-0404"
    assert "Copied" in words(card)
    assert told == []
    card.close()


def test_booking_online_shows_where_it_leads(look: Theme) -> None:
    address = "https://book.example.org/osteo?x=1"
    card, told = opened(look, clinic=Clinic("Osteo Health", "403-814-0404", address))
    assert "book.example.org" in words(card)
    assert told == []
    press(card, "Book online")
    assert told == [address]
    card.close()


@pytest.mark.parametrize(
    "address",
    [
        "http://book.example.org",
        "javascript:alert(1)",
        "https://",
        "https://me@evil.example",
        "book.example.org",
        "https://[x",
    ],
)
def test_only_a_plain_https_address_counts(look: Theme, address: str) -> None:
    card, _told = opened(look, clinic=Clinic("Osteo Health", "403-814-0404", address))
    assert "Book online" not in words(card)
    card.close()


@pytest.mark.parametrize("reason", [Reason.EMERGENCY, Reason.DOCTOR_SOON, Reason.INJURY])
def test_medical_care_hides_the_clinic(look: Theme, reason: Reason) -> None:
    online = Clinic("Osteo Health", "403-814-0404", "https://book.example.org", CLINIC.treatments)
    card, told = opened(look, clinic=online, reason=reason)
    shown = words(card)
    for hidden in ("403-814-0404", "Book online", "Osteo Health", "Laser therapy", "Copy", "| Call |"):
        assert hidden not in shown
    assert "911" in shown
    assert told == []
    card.close()


def test_an_emergency_says_call_now_and_doctor_soon_names_the_line(look: Theme) -> None:
    card, _told = opened(look, reason=Reason.EMERGENCY)
    assert "Call 911 now" in words(card)
    card.close()
    card, _told = opened(look, reason=Reason.DOCTOR_SOON)
    assert "Speak to a doctor, or call Health Link 811." in words(card)
    card.close()


def test_an_unknown_region_gets_words_and_no_number(look: Theme) -> None:
    card, _told = opened(look, region=None, reason=Reason.EMERGENCY)
    assert "Call your local emergency number now" in words(card)
    assert "911" not in words(card)
    card.close()


def test_pain_that_nobody_has_assessed_gets_advice_first(look: Theme) -> None:
    card, _told = opened(look, reason=Reason.NOT_ASSESSED)
    assert "ask for medical advice first" in words(card)
    assert "403-814-0404" in words(card)
    card.close()


def test_a_clinic_without_a_number_has_no_call(look: Theme) -> None:
    card, _told = opened(look, clinic=Clinic("", ""))
    assert "Call" not in [each.text() for each in card.findChildren(QPushButton)]
    card.close()


def test_a_list_of_no_never_reads_as_safe(look: Theme) -> None:
    card, _told = opened(look)
    assert "can't rule out a serious problem" in words(card)
    assert "Health Link 811" in words(card)
    card.close()


@pytest.mark.parametrize("reason", [Reason.UNKNOWN, Reason.OPEN, Reason.NOT_ASSESSED])
def test_without_a_list_of_warning_signs_there_is_no_clinic(look: Theme, reason: Reason) -> None:
    online = Clinic("Osteo Health", "403-814-0404", "https://book.example.org", CLINIC.treatments)
    card, _told = opened(look, clinic=online, region=None, reason=reason, asked=False)
    shown = words(card)
    for hidden in ("403-814-0404", "Book online", "Osteo Health", "Laser therapy", "Copy", "| Call |"):
        assert hidden not in shown
    assert "The list of warning signs could not be read" in shown
    assert "Speak to a doctor." in shown
    assert "In an emergency call your local emergency number." in shown
    card.close()


@pytest.mark.parametrize("reason", [Reason.OPEN, Reason.NOT_ASSESSED, Reason.EMERGENCY])
def test_there_is_no_scroll_bar_where_all_fits(look: Theme, reason: Reason) -> None:
    clinic = load_clinic()[0]
    card, _told = opened(look, clinic=clinic, reason=reason)
    settle()
    (scroll,) = card.findChildren(QScrollArea)
    assert card.height() <= card.screen().availableGeometry().height() - 44
    assert not scroll.verticalScrollBar().isVisible()
    assert scroll.verticalScrollBar().maximum() == 0
    card.close()


def test_what_is_opened_below_comes_into_view(look: Theme) -> None:
    card = a_card(look, CLINIC, rule=Rule.SEVERE)
    card.resize(680, 420)
    card.show()
    settle()
    booked, area = card.findChild(BookedBox), card.findChild(QScrollArea)
    assert booked is not None
    assert area is not None
    for press_it in (booked.begin.click, booked.keep.click, card.show_code):
        press_it()
        settle()
        part = card.findChild(QrPicture) or booked
        seen = part.visibleRegion().boundingRect()
        assert seen.height() >= min(part.height(), area.viewport().height() - 1)
    card.close()
