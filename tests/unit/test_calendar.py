"""Calendar files: read back by a strict reader of RFC 5545, at the right moments, in every zone."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from postureapp.core.booking import Visit
from postureapp.core.hours import Range, WeekHours, every_day, on_weekdays
from postureapp.reports.calendar import has_phone_breaks, phone_breaks, visit_calendar

NOW = datetime(2026, 3, 2, 17, 0, tzinfo=UTC)  # a Monday
EDMONTON = ZoneInfo("America/Edmonton")
VISIT = Visit(date(2026, 3, 12), "14:30")
DAYS = ["MO", "TU", "WE", "TH", "FR", "SA", "SU"]


@dataclass
class Part:
    """A component: its lines by name, each with its parameters, and the components in it."""

    name: str
    lines: dict[str, tuple[str, str]] = field(default_factory=dict)
    parts: list[Part] = field(default_factory=list)

    def __getitem__(self, name: str) -> str:
        return self.lines[name][1]

    def of(self, name: str) -> list[Part]:
        return [each for each in self.parts if each.name == name]


def unfolded(content: bytes) -> Iterator[str]:
    assert content.endswith(b"\r\n")
    assert b"\n" not in content.replace(b"\r\n", b"")
    octets = content.split(b"\r\n")
    assert all(len(line) <= 75 for line in octets)
    for line in octets:
        line.decode("utf-8")  # never cut inside a letter
    yield from content.decode("utf-8").replace("\r\n ", "").split("\r\n")[:-1]


def read(content: bytes) -> Part:
    """The calendar; fails at anything that RFC 5545 does not have."""
    top = Part("")
    open_now = [top]
    for line in unfolded(content):
        left, _colon, value = line.partition(":")
        name, _semicolon, parameters = left.partition(";")
        assert name.isascii(), line
        assert name.replace("-", "").isalnum(), line
        if name == "BEGIN":
            made = Part(value)
            open_now[-1].parts.append(made)
            open_now.append(made)
        elif name == "END":
            assert open_now.pop().name == value
        else:
            assert name not in open_now[-1].lines, f"{name} twice"
            open_now[-1].lines[name] = (parameters, value)
    assert open_now == [top]
    (calendar,) = top.parts
    assert (calendar.name, calendar["VERSION"]) == ("VCALENDAR", "2.0")
    assert calendar["PRODID"]
    events = calendar.of("VEVENT")
    for event in events:
        assert {"UID", "DTSTAMP", "DTSTART", "SUMMARY"} <= set(event.lines)
        assert event["DTSTAMP"] == "20260302T170000Z"
        for alarm in event.of("VALARM"):
            assert {"ACTION", "TRIGGER", "DESCRIPTION"} <= set(alarm.lines)
    assert len({event["UID"] for event in events}) == len(events)
    return calendar


def utc(words: str) -> datetime:
    return datetime.strptime(words, "%Y%m%dT%H%M%SZ").replace(tzinfo=UTC)


def plain(words: str) -> str:
    for written, meant in (("\\n", "\n"), ("\\,", ","), ("\\;", ";"), ("\\\\", "\\")):
        words = words.replace(written, meant)
    return words


# --- a visit ----------------------------------------------------------------------------------------------------------


def test_a_visit_comes_with_the_evening_before() -> None:
    visit, evening = read(visit_calendar(VISIT, "Osteo Health", NOW, EDMONTON)).of("VEVENT")
    assert utc(visit["DTSTART"]) == datetime(2026, 3, 12, 14, 30, tzinfo=EDMONTON)
    assert visit["SUMMARY"] == "Visit: Osteo Health"
    assert utc(evening["DTSTART"]) == datetime(2026, 3, 11, 18, 0, tzinfo=EDMONTON)
    assert evening["SUMMARY"] == "Save the report for your session"
    assert evening.of("VALARM")[0]["TRIGGER"] == "PT0S"


def test_a_visit_across_the_change_of_the_clocks_keeps_its_hour() -> None:
    visit, evening = read(visit_calendar(Visit(date(2026, 3, 8), "09:00"), "", NOW, EDMONTON)).of("VEVENT")
    assert visit["DTSTART"] == "20260308T150000Z"
    assert evening["DTSTART"] == "20260308T010000Z"
    assert visit["SUMMARY"] == "Visit to the clinic"


def test_a_visit_without_a_time_lasts_all_day() -> None:
    visit, _evening = read(visit_calendar(Visit(date(2026, 3, 12)), "A", NOW, EDMONTON)).of("VEVENT")
    assert visit.lines["DTSTART"] == ("VALUE=DATE", "20260312")
    assert visit.lines["DTEND"] == ("VALUE=DATE", "20260313")


@pytest.mark.parametrize(("now", "events"), [("2026-03-11T17:59", 2), ("2026-03-11T18:00", 1), ("2026-03-12T09:00", 1)])
def test_an_evening_that_is_over_is_left_out(now: str, events: int) -> None:
    content = visit_calendar(VISIT, "A", datetime.fromisoformat(now).replace(tzinfo=EDMONTON), EDMONTON)
    assert content.count(b"BEGIN:VEVENT") == events


def test_the_same_visit_taken_twice_is_one() -> None:
    later = visit_calendar(VISIT, "A", NOW + timedelta(days=1), EDMONTON)
    uids = [line for line in visit_calendar(VISIT, "A", NOW, EDMONTON).splitlines() if line.startswith(b"UID")]
    assert uids == [line for line in later.splitlines() if line.startswith(b"UID")]


@given(st.text(alphabet=st.characters(blacklist_categories=("Cs", "Cc")) | st.sampled_from(",;\\\n"), max_size=120))
def test_every_name_comes_back(clinic: str) -> None:
    visit = read(visit_calendar(VISIT, clinic, NOW, EDMONTON)).of("VEVENT")[0]
    assert "\n" not in visit["SUMMARY"]
    assert plain(visit["SUMMARY"].replace("\\\\", "\0")).replace("\0", "\\") == (
        f"Visit: {clinic}" if clinic else "Visit to the clinic"
    )


# --- breaks on the phone ----------------------------------------------------------------------------------------------


def breaks(hours: WeekHours, every_min: int = 20, zone: ZoneInfo = EDMONTON) -> list[tuple[str, str]]:
    """The time of each break and its days."""
    events = read(phone_breaks(hours, every_min, NOW, zone)).of("VEVENT")
    return [(each["DTSTART"][-6:-2], each["RRULE"].removeprefix("FREQ=WEEKLY;BYDAY=")) for each in events]


def test_breaks_come_after_every_so_many_minutes_within_the_hours() -> None:
    assert breaks(on_weekdays("12:00-13:00")) == [("1220", "MO,TU,WE,TH,FR"), ("1240", "MO,TU,WE,TH,FR")]


@pytest.mark.parametrize(("end", "count"), [("12:20", 0), ("12:21", 1), ("12:40", 1), ("12:41", 2)])
def test_no_break_comes_at_the_end_of_the_hours(end: str, count: int) -> None:
    hours = on_weekdays(f"12:00-{end}")
    assert has_phone_breaks(hours, 20) is bool(count)
    assert phone_breaks(hours, 20, NOW, EDMONTON).count(b"BEGIN:VEVENT") == count


def test_hours_over_midnight_go_on_on_the_next_day() -> None:
    sunday = WeekHours(((),) * 6 + ((Range(23 * 60 + 30, 24 * 60 + 30),),))
    assert breaks(sunday, 25) == [("0020", "MO"), ("2355", "SU")]


def test_each_begins_on_the_first_of_its_days_and_rings() -> None:
    wednesdays = WeekHours(((),) * 2 + ((Range(720, 780),),) + ((),) * 4)
    event = read(phone_breaks(wednesdays, 30, NOW, EDMONTON)).of("VEVENT")[0]
    assert event.lines["DTSTART"] == ("TZID=PostureApp", "20260304T123000")
    assert event["RRULE"] == "FREQ=WEEKLY;BYDAY=WE"
    assert event.of("VALARM")[0]["ACTION"] == "DISPLAY"


def test_declared_no_hours_there_is_nothing_to_save() -> None:
    assert not has_phone_breaks(WeekHours(), 20)
    assert has_phone_breaks(every_day("08:00-20:00"), 45)


@pytest.mark.parametrize(
    "name", ["America/Edmonton", "Europe/Berlin", "Asia/Tokyo", "Asia/Kolkata", "Australia/Lord_Howe"]
)
def test_the_zone_tells_the_offset_of_every_moment(name: str) -> None:
    zone = ZoneInfo(name)
    (told,) = read(phone_breaks(on_weekdays("12:00-13:00"), 20, NOW, zone)).of("VTIMEZONE")
    changes = sorted((each["DTSTART"], each["TZOFFSETFROM"], each["TZOFFSETTO"]) for each in told.parts)
    assert all(before[2] == after[1] for before, after in pairwise(changes))
    for day in range(0, 5 * 365, 3):
        at = datetime(2026, 3, 2, 12, 0, tzinfo=zone) + timedelta(days=day)
        offset = [to for begins, _from, to in changes if begins <= at.strftime("%Y%m%dT%H%M%S")][-1]
        assert offset == at.strftime("%z")
