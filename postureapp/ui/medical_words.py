"""The words for when medical care comes first, with the numbers of the person's region. Nothing is dialled here."""

from __future__ import annotations

from postureapp.core.safety import Reason, Region
from postureapp.core.text import Text, text

UNKNOWN_REGION = Region("", "", "")


def emergency_number(region: Region) -> Text:
    """Whom to call in an emergency: a number, or words where the region is not known."""
    return Text(region.emergency) or text("your local emergency number")


def doctor_line(region: Region) -> Text:
    """Whom to speak to soon."""
    if region.health_line:
        return text("Speak to a doctor, or call {line}.", line=Text(region.health_line))
    return text("Speak to a doctor.")


def care_words(reason: Reason, region: Region) -> tuple[Text, Text]:
    """Title and sentence for a gate that puts medical care first."""
    if reason is Reason.EMERGENCY:
        return (
            text("Call {number} now", number=emergency_number(region)),
            text("What you ticked can be an emergency. Do not wait, and do not drive yourself."),
        )
    if reason is Reason.INJURY:
        return (
            doctor_line(region),
            text("A knock, a fall or whiplash should be looked at by a clinician before you stretch."),
        )
    return (
        doctor_line(region),
        text(
            "What you ticked should be looked at soon. If it gets worse quickly, call {number}.",
            number=emergency_number(region),
        ),
    )


def list_unread(region: Region) -> tuple[Text, Text]:
    """Title and sentence for when the warning signs can't be asked for."""
    return (
        doctor_line(region),
        text("The list of warning signs could not be read, so please ask for medical advice first."),
    )


def not_ruled_out(region: Region) -> Text:
    """What is said when everything was answered with no."""
    if region.health_line:
        return text(
            "This list can't rule out a serious problem. If you are worried, call {line}; in an emergency, {number}.",
            line=Text(region.health_line),
            number=emergency_number(region),
        )
    return text(
        "This list can't rule out a serious problem. If you are worried, call a doctor; in an emergency, {number}.",
        number=emergency_number(region),
    )
