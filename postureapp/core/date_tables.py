"""How a language puts dates and times of day (by 24 hours, always): the table of the one in force, and that of English.

The tables come from the CLDR when the app is built (`devtools.date_tables`); here is only what fills them in. A moment
is kept as it is until it is shown, so that it reads rightly in whatever language is in force then.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime


@dataclass(frozen=True, slots=True)
class DateTable:
    """Patterns with named fields, and the names of days (Monday first) and months."""

    clock: str
    hour: str
    weekday_clock: str
    day_and_month: str
    full_day: str
    full_date: str
    month_and_year: str
    span: str
    weekdays: tuple[str, ...]
    weekdays_long: tuple[str, ...]
    months: tuple[str, ...]
    months_alone: tuple[str, ...]

    def __post_init__(self) -> None:
        """Raises: ValueError (names are missing, or a pattern has an unknown field)."""
        names = (self.weekdays, self.weekdays_long, self.months, self.months_alone)
        if [len(each) for each in names] != [7, 7, 12, 12]:
            raise ValueError("names of days or months are missing")
        try:
            for pattern in (*_PATTERNS, _OF_YEAR):
                render(self, pattern, ["2025-03-04T14:05", "2025-03-05"])
        except (LookupError, AttributeError) as wrong:
            raise ValueError(f"unknown field {wrong}") from wrong


_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_SPANS = {"days": ("day_and_month", "day_and_month"), "months": ("month_and_year", "month_and_year")}
_SPANS |= {"dates": ("full_date", "full_date")}
_OF_YEAR = "days_of_year"
_PATTERNS = ("clock", "hour", "weekday_clock", "day_and_month", "full_day", "full_date", "month_and_year")


def render(table: DateTable, pattern: str, moments: Sequence[str]) -> str:
    """One or two moments (ISO 8601) in a pattern of a table; "" for a pattern that there is not.

    Raises: ValueError (not a moment), LookupError (a pattern of the table has an unknown field).
    """
    at = [datetime.fromisoformat(each) for each in moments]
    ends = _SPANS.get(pattern)
    if pattern == _OF_YEAR:  # the year stands once: with the day that its place is beside
        year_first = table.full_date.startswith("{y}")
        ends = ("full_date", "day_and_month") if year_first else ("day_and_month", "full_date")
    if ends is None:
        return _one(table, pattern, at[0])
    return table.span.format(first=_one(table, ends[0], at[0]), last=_one(table, ends[1], at[1]))


def _one(table: DateTable, pattern: str, at: datetime) -> str:
    weekday = table.weekdays[at.weekday()]
    alone = {"weekday": weekday, "weekday_long": table.weekdays_long[at.weekday()]}
    alone["month"] = table.months_alone[at.month - 1]
    if pattern not in _PATTERNS:
        return alone.get(pattern, "")
    wanted: str = getattr(table, pattern)
    return wanted.format(
        weekday=weekday,
        d=at.day,
        m=at.month,
        month=table.months[at.month - 1],
        month_alone=alone["month"],
        y=at.year,
        h24=at.hour,
        h24_2=f"{at.hour:02}",
        min_2=f"{at.minute:02}",
    )


def iso(at: date) -> str:
    """A day or a moment as text that `render` reads."""
    return at.isoformat(timespec="minutes") if isinstance(at, datetime) else at.isoformat()


# Of Canadian English in the CLDR: a test holds it to that.
ENGLISH = DateTable(
    clock="{h24_2}:{min_2}",
    hour="{h24_2}:{min_2}",
    weekday_clock="{weekday} {h24_2}:{min_2}",
    day_and_month="{month} {d}",
    full_day="{weekday}, {month} {d}",
    full_date="{month} {d}, {y}",
    month_and_year="{month} {y}",
    span="{first} – {last}",
    weekdays=("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"),
    weekdays_long=("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"),
    months=_MONTHS,
    months_alone=_MONTHS,
)
