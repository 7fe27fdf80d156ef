"""Calendar files that a phone takes: a visit with the evening before it, and breaks in the hours of the phone.

So the reminder comes where the phone is looked at. A file is made and handed over; no calendar is written to.

Source: RFC 5545.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import UTC, date, datetime, time, timedelta, tzinfo
from uuid import UUID, uuid5

from postureapp.core.booking import Visit
from postureapp.core.hours import WeekHours
from postureapp.core.text import text

_NAMES = UUID("f6d0d5b2-30a5-5d2b-8f5b-5fb0b7f1c6a4")
_LONGEST_LINE = 75  # octets
_DAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
_DAY_MIN = 24 * 60
EVENING = time(18, 0)
_VISIT = timedelta(hours=1)  # nobody said how long it takes
_YEARS_AHEAD = 6  # the changes of the clocks that are told to the calendar


def visit_calendar(visit: Visit, clinic: str, now: datetime, zone: tzinfo) -> bytes:
    """The visit, and the evening before it a reminder to save the report, unless that evening is over.

    `now` is aware. A visit without a time lasts all day.
    """
    mark = f"visit {visit.on.isoformat()} {visit.at}"
    name = str(text("Visit: {clinic}", clinic=clinic)) if clinic else str(text("Visit to the clinic"))
    start = _start(visit, zone)
    when = _all_day(visit.on) if start is None else [f"DTSTART:{_utc(start)}", f"DTEND:{_utc(start + _VISIT)}"]
    events = [_event(mark, now, when, name)]
    evening = datetime.combine(visit.on - timedelta(days=1), EVENING, zone)
    if evening > now:
        words = str(text("Save the report for your session"))
        about = str(text("PostureApp › My back › Report: choose the days and save it as a file to bring along."))
        hours = [f"DTSTART:{_utc(evening)}", f"DTEND:{_utc(evening + timedelta(minutes=15))}"]
        events.append(_event(f"evening {mark}", now, hours, words, about=about, alarm=True))
    return _calendar(events)


def phone_breaks(hours: WeekHours, every_min: int, now: datetime, zone: tzinfo) -> bytes:
    """A break after every so many minutes of the declared phone hours, each week; `now` is aware."""
    words = str(text("Phone break: look up, roll your shoulders"))
    about = str(text("Raise the phone to your eyes, rest your forearms, and change your position."))
    today = now.astimezone(zone).date()
    events = []
    for minute, days in sorted(_break_minutes(hours, every_min).items()):
        first = next(today + timedelta(days=n) for n in range(7) if (today + timedelta(days=n)).weekday() in days)
        at = f"{first:%Y%m%d}T{minute // 60:02}{minute % 60:02}00"
        named = ",".join(_DAYS[day] for day in sorted(days))
        when = [f"DTSTART;TZID=PostureApp:{at}", "DURATION:PT1M", f"RRULE:FREQ=WEEKLY;BYDAY={named}"]
        events.append(_event(f"phone break {minute} {named}", now, when, words, about=about, alarm=True))
    return _calendar(events, _zone(zone, today))


def has_phone_breaks(hours: WeekHours, every_min: int) -> bool:
    """Whether there is any break to put into a calendar."""
    return bool(_break_minutes(hours, every_min))


def _break_minutes(hours: WeekHours, every_min: int) -> dict[int, set[int]]:
    """The weekdays of each minute of the day at which a break comes; past midnight it is the next day's."""
    found: dict[int, set[int]] = {}
    for day, ranges in enumerate(hours.days):
        for each in ranges:
            for minute in range(each.start_min + every_min, each.end_min, every_min):
                found.setdefault(minute % _DAY_MIN, set()).add((day + minute // _DAY_MIN) % 7)
    return found


# --- the format -------------------------------------------------------------------------------------------------------


def _calendar(events: Iterable[list[str]], zone: Iterable[str] = ()) -> bytes:
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//PostureApp//PostureApp//EN", "CALSCALE:GREGORIAN", *zone]
    for event in events:
        lines += event
    return b"".join(_folded(line) for line in (*lines, "END:VCALENDAR"))


def _event(
    mark: str, now: datetime, when: Iterable[str], name: str, *, about: str = "", alarm: bool = False
) -> list[str]:
    """An event; `mark` is what it is known by, so that the same file taken twice makes no second one."""
    lines = [
        "BEGIN:VEVENT",
        f"UID:{uuid5(_NAMES, mark)}",
        f"DTSTAMP:{_utc(now)}",
        *when,
        f"SUMMARY:{_escaped(name)}",
        "CLASS:PRIVATE",
        "TRANSP:TRANSPARENT" if alarm else "TRANSP:OPAQUE",
    ]
    if about:
        lines.append(f"DESCRIPTION:{_escaped(about)}")
    if alarm:
        lines += ["BEGIN:VALARM", "ACTION:DISPLAY", f"DESCRIPTION:{_escaped(name)}", "TRIGGER:PT0S", "END:VALARM"]
    return [*lines, "END:VEVENT"]


def _start(visit: Visit, zone: tzinfo) -> datetime | None:
    """When it begins; None where no time is known."""
    try:
        return datetime.combine(visit.on, time.fromisoformat(visit.at), zone)
    except ValueError:
        return None


def _all_day(on: date) -> list[str]:
    return [f"DTSTART;VALUE=DATE:{on:%Y%m%d}", f"DTEND;VALUE=DATE:{on + timedelta(days=1):%Y%m%d}"]


def _utc(at: datetime) -> str:
    return at.astimezone(UTC).strftime("%Y%m%dT%H%M%SZ")


def _escaped(words: str) -> str:
    plain = words.replace("\\", "\\\\").replace(";", "\\;").replace(",", "\\,")
    return plain.replace("\r\n", "\\n").replace("\n", "\\n").replace("\r", "\\n")


def _folded(line: str) -> bytes:
    """A line in pieces of no more than 75 octets, none of them ending inside a letter."""
    pieces, piece = [], b""
    for letter in line:
        octets = letter.encode("utf-8")
        if len(piece) + len(octets) > _LONGEST_LINE:
            pieces.append(piece)
            piece = b" "
        piece += octets
    return b"\r\n".join((*pieces, piece)) + b"\r\n"


# --- the zone ---------------------------------------------------------------------------------------------------------


def _zone(zone: tzinfo, today: date) -> list[str]:
    """The person's zone with each change of its clocks in the years to come: so it needs no name the phone knows."""
    begin = datetime(today.year - 1, 1, 1, tzinfo=UTC)
    lines = ["BEGIN:VTIMEZONE", "TZID:PostureApp"]
    before = _offset(begin, zone)
    lines += _observance("STANDARD", begin.replace(tzinfo=None), before, before)
    for at in _changes(zone, begin, begin.replace(year=begin.year + _YEARS_AHEAD + 1)):
        after = _offset(at, zone)
        kind = "DAYLIGHT" if at.astimezone(zone).dst() else "STANDARD"
        lines += _observance(kind, at.replace(tzinfo=None) + before, before, after)
        before = after
    return [*lines, "END:VTIMEZONE"]


def _changes(zone: tzinfo, begin: datetime, end: datetime) -> Iterator[datetime]:
    """The moments (UTC) at which the clocks of a zone go forward or back."""
    at = begin
    while at < end:
        following = at + timedelta(days=1)
        if _offset(at, zone) != _offset(following, zone):
            low, high = at, following
            while high - low > timedelta(seconds=1):
                middle = low + timedelta(seconds=(high - low) // timedelta(seconds=2))
                low, high = (middle, high) if _offset(middle, zone) == _offset(low, zone) else (low, middle)
            yield high
        at = following


def _offset(at: datetime, zone: tzinfo) -> timedelta:
    return at.astimezone(zone).utcoffset() or timedelta()


def _observance(kind: str, local: datetime, before: timedelta, after: timedelta) -> list[str]:
    return [
        f"BEGIN:{kind}",
        f"DTSTART:{local:%Y%m%dT%H%M%S}",
        f"TZOFFSETFROM:{_signed(before)}",
        f"TZOFFSETTO:{_signed(after)}",
        f"END:{kind}",
    ]


def _signed(offset: timedelta) -> str:
    minutes = round(offset.total_seconds() / 60)
    return f"{'-' if minutes < 0 else '+'}{abs(minutes) // 60:02}{abs(minutes) % 60:02}"
