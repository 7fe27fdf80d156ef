"""The clinic as the app knows it: a name, a number, what it offers. Never a claim of what a treatment does.

There is no default address for booking: where none is configured, the phone is the way.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import NamedTuple
from urllib.parse import urlsplit


class Treatment(NamedTuple):
    """A treatment the clinic offers: its name, and a sentence that says what is done."""

    name: str
    words: str


class Approval(NamedTuple):
    """Who at the clinic approved the library of moves, and on which day."""

    by: str
    on: date


@dataclass(frozen=True, slots=True)
class Clinic:
    """The clinic's profile. `booking_address` is "" or an https address; `approval` is None until it was given."""

    name: str
    phone: str
    booking_address: str = ""
    treatments: tuple[Treatment, ...] = ()
    approval: Approval | None = None

    @property
    def tel(self) -> str:
        """The phone number as a `tel:` address, "" without a number."""
        digits = "".join(c for c in self.phone if c.isdigit())
        if not digits:
            return ""
        return f"tel:+{digits}" if self.phone.strip().startswith("+") else f"tel:{digits}"

    @property
    def booking_host(self) -> str:
        """Where "Book online" leads, to be shown before anything is opened; "" unless the address is https."""
        try:
            parts = urlsplit(self.booking_address)
            host = parts.hostname or ""
        except ValueError:
            return ""
        plain = parts.scheme == "https" and "@" not in parts.netloc
        return host if plain else ""
