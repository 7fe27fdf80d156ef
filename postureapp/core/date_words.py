"""Dates, times of day and lengths of time in a few words, for plots, tables and sentences.

A date is put as the language in force has it when it is shown (`core.date_tables`); lengths are sentences of the
catalogue.
"""

from __future__ import annotations

from datetime import date, datetime

from postureapp.core.text import Text, dated, ntext, text

_MINUTES_ALONE = 100  # up to here minutes are easier to compare than hours and minutes
_MONDAY = date(2024, 1, 1)


def clock(at: datetime) -> Text:
    """ "14:05"; in another language "14 h 05"."""
    return dated("clock", at)


def hour(at: datetime) -> Text:
    """ "14:00", "14 h", for a full hour where there is little room."""
    return dated("hour", at)


def weekday_and_clock(at: datetime) -> Text:
    """ "Tue 14:05"."""
    return dated("weekday_clock", at)


def weekday(on: date) -> Text:
    """ "Tue"."""
    return dated("weekday", on)


def weekday_name(index: int, *, short: bool = False) -> Text:
    """ "Tuesday", "Tue"; Monday is 0."""
    return dated("weekday" if short else "weekday_long", _MONDAY.replace(day=_MONDAY.day + index))


def month(on: date) -> Text:
    """ "Mar"."""
    return dated("month", on)


def day_and_month(on: date) -> Text:
    """ "Mar 4"."""
    return dated("day_and_month", on)


def full_day(on: date) -> Text:
    """ "Tue, Mar 4"."""
    return dated("full_day", on)


def full_date(on: date) -> Text:
    """ "Mar 4, 2025"."""
    return dated("full_date", on)


def month_and_year(on: date) -> Text:
    """ "Mar 2025"."""
    return dated("month_and_year", on)


def days(first: date, last: date) -> Text:
    """ "Mar 3 – Mar 9"."""
    return dated("days", first, last)


def days_of_year(first: date, last: date) -> Text:
    """ "Mar 3 – Mar 9, 2025"."""
    return dated("days_of_year", first, last)


def months(first: date, last: date) -> Text:
    """ "Dec 2024 – Mar 2025"."""
    return dated("months", first, last)


def dates(first: date, last: date) -> Text:
    """ "Dec 9, 2024 – Mar 9, 2025"."""
    return dated("dates", first, last)


def duration(seconds: float, minutes_below: int = _MINUTES_ALONE) -> Text:
    """ "71 min", "5 h", "5 h 12 min"; minutes alone below so many of them."""
    minutes = round(seconds / 60)
    if minutes < minutes_below:
        return ntext("{n} min", "{n} min", minutes)
    hours, rest = divmod(minutes, 60)
    if not rest:
        return hours_only(hours)
    return text("{hours} h {minutes} min", hours=hours, minutes=rest)


def hours_only(hours: int) -> Text:
    """ "5 h"."""
    return ntext("{n} h", "{n} h", hours)


def decimal(value: float) -> Text | str:
    """A number with one decimal where it has one: "4", "4.2"."""
    tenths = round(value * 10)
    whole, tenth = divmod(tenths, 10)
    if not tenth:
        return str(whole)
    return text("{whole}.{tenth}", whole=whole, tenth=tenth)
