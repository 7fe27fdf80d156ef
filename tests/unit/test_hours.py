"""Hours of the day: ranges, midnight, weekdays, and the two days a year that are not 24 hours long."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from postureapp.core.hours import Range, WeekHours, every_day, on_weekdays, parse_range, wall_to_utc

EDMONTON = ZoneInfo("America/Edmonton")
BERLIN = ZoneInfo("Europe/Berlin")


def utc(*parts: int) -> datetime:
    return datetime(*parts, tzinfo=UTC)


@pytest.mark.parametrize(
    ("words", "start_min", "end_min"),
    [
        ("08:00-18:00", 480, 1080),
        ("8:00 - 18:00", 480, 1080),
        ("08:00–18:00", 480, 1080),
        ("00:00-24:00", 0, 1440),
        ("22:00-06:00", 1320, 1800),
        ("22:00-00:00", 1320, 1440),
        ("18:00-24:00", 1080, 1440),
    ],
)
def test_range_is_read(words: str, start_min: int, end_min: int) -> None:
    assert parse_range(words) == Range(start_min, end_min)


@pytest.mark.parametrize(
    ("words", "why"),
    [
        ("", "is not a range"),
        ("08:00", "is not a range"),
        ("8-18", "is not a range"),
        ("-08:00-18:00", "is not a range"),
        ("08:00-18:00-20:00", "is not a range"),
        ("08:60-18:00", "past 24:00"),
        ("24:00-06:00", "past 24:00"),
        ("08:00-24:01", "past 24:00"),
        ("25:00-26:00", "past 24:00"),
        ("08:00-08:00", "begins and ends at the same time"),
    ],
)
def test_what_is_no_range_is_refused_with_a_sentence(words: str, why: str) -> None:
    with pytest.raises(ValueError, match=why) as refused:
        parse_range(words)
    assert f'"{words}"' in str(refused.value)


@given(st.integers(0, 1439), st.integers(1, 1440))
def test_range_reads_what_it_writes(start_min: int, length_min: int) -> None:
    end = (start_min + length_min) % 1440
    shown = Range(start_min, start_min + length_min)
    if end == start_min:
        return  # a whole day from any time but midnight can't be written
    assert parse_range(str(shown)) == shown


def test_a_range_has_its_first_minute_and_not_its_last() -> None:
    hours = on_weekdays("08:00-12:00", "13:00-18:00")
    monday = datetime(2026, 3, 9, tzinfo=EDMONTON)
    for hour, minute, inside in [(7, 59, 0), (8, 0, 1), (11, 59, 1), (12, 0, 0), (12, 59, 0), (13, 0, 1), (18, 0, 0)]:
        assert hours.contains(monday.replace(hour=hour, minute=minute)) is bool(inside), (hour, minute)
    assert not hours.contains(monday.replace(day=14, hour=9))  # a Saturday


def test_a_night_shift_belongs_to_the_day_it_begins_on() -> None:
    hours = WeekHours(((parse_range("22:00-06:00"),), *((),) * 6))  # Mondays only
    assert hours.contains(datetime(2026, 3, 9, 23, 30, tzinfo=BERLIN))
    assert hours.contains(datetime(2026, 3, 10, 5, 59, tzinfo=BERLIN))
    assert not hours.contains(datetime(2026, 3, 10, 6, 0, tzinfo=BERLIN))
    assert not hours.contains(datetime(2026, 3, 9, 5, 0, tzinfo=BERLIN))
    assert not hours.contains(datetime(2026, 3, 10, 23, 0, tzinfo=BERLIN))


def test_sunday_night_runs_into_monday() -> None:
    hours = WeekHours((*((),) * 6, (parse_range("22:00-06:00"),)))
    assert hours.contains(datetime(2026, 3, 9, 2, 0, tzinfo=BERLIN))


def test_no_hours_hold_nothing_and_never_change() -> None:
    assert not WeekHours().contains(datetime(2026, 3, 9, 12, tzinfo=EDMONTON))
    assert WeekHours().next_change(utc(2026, 3, 9, 12), EDMONTON) is None
    assert WeekHours().end_of(datetime(2026, 3, 9, tzinfo=EDMONTON).date()) is None


def test_end_of_day_is_the_last_end() -> None:
    hours = on_weekdays("13:00-18:00", "08:00-12:00")
    assert hours.end_of(datetime(2026, 3, 9, tzinfo=EDMONTON).date()) == 18 * 60
    assert hours.end_of(datetime(2026, 3, 14, tzinfo=EDMONTON).date()) is None


def test_next_change_over_a_weekend() -> None:
    friday_evening = utc(2026, 3, 14, 0, 0)  # 18:00 on Friday 13 March in Edmonton
    assert on_weekdays("08:00-18:00").next_change(friday_evening, EDMONTON) == utc(2026, 3, 16, 14, 0)


@pytest.mark.parametrize(
    ("zone", "day", "before_hour", "after_hour"),
    [
        (EDMONTON, (2026, 3, 8), 15, 14),  # to summer time: UTC-7, then UTC-6
        (EDMONTON, (2026, 11, 1), 14, 15),
        (BERLIN, (2026, 3, 29), 7, 6),  # UTC+1, then UTC+2
        (BERLIN, (2026, 10, 25), 6, 7),
    ],
    ids=["Edmonton in spring", "Edmonton in autumn", "Berlin in spring", "Berlin in autumn"],
)
def test_eight_in_the_morning_stays_eight_over_a_change_of_the_clocks(zone, day, before_hour, after_hour) -> None:
    sunday = datetime(*day, tzinfo=zone).date()
    for date, hour in ((sunday - timedelta(days=1), before_hour), (sunday, after_hour)):
        moment = wall_to_utc(date, 8 * 60, zone)
        assert moment == datetime(date.year, date.month, date.day, hour, tzinfo=UTC)
        assert every_day("08:00-18:00").contains(moment.astimezone(zone))


@pytest.mark.parametrize(("zone", "day"), [(EDMONTON, (2026, 3, 7)), (BERLIN, (2026, 3, 28))])
def test_a_night_shift_over_the_spring_change_is_an_hour_shorter(zone, day) -> None:
    start = wall_to_utc(datetime(*day, tzinfo=zone).date(), 22 * 60, zone)
    hours = every_day("22:00-06:00")
    end = hours.next_change(start, zone)
    assert end is not None
    assert end - start == timedelta(hours=7)


@pytest.mark.parametrize(("zone", "day"), [(EDMONTON, (2026, 10, 31)), (BERLIN, (2026, 10, 24))])
def test_a_night_shift_over_the_autumn_change_is_an_hour_longer(zone, day) -> None:
    start = wall_to_utc(datetime(*day, tzinfo=zone).date(), 22 * 60, zone)
    end = every_day("22:00-06:00").next_change(start, zone)
    assert end is not None
    assert end - start == timedelta(hours=9)


def test_a_wall_time_that_is_skipped_still_is_a_moment() -> None:
    skipped = wall_to_utc(datetime(2026, 3, 8, tzinfo=EDMONTON).date(), 2 * 60 + 30, EDMONTON)
    assert skipped == utc(2026, 3, 8, 9, 30)


def test_minutes_past_midnight_are_on_the_next_day() -> None:
    day = datetime(2026, 3, 9, tzinfo=BERLIN).date()
    assert wall_to_utc(day, 1440 + 60, BERLIN) == utc(2026, 3, 10, 0, 0)


@given(
    st.integers(0, 3 * 365 * 24 * 60).map(lambda minutes: utc(2025, 1, 1) + timedelta(minutes=minutes)),
    st.sampled_from([EDMONTON, BERLIN, ZoneInfo("Asia/Kolkata"), ZoneInfo("Australia/Lord_Howe")]),
    st.sampled_from([on_weekdays("08:00-18:00"), every_day("22:00-06:00"), every_day("09:00-12:00", "13:00-17:00")]),
)
def test_the_next_change_is_the_first_one(now: datetime, zone: ZoneInfo, hours: WeekHours) -> None:
    change = hours.next_change(now, zone)
    assert change is not None
    assert change > now
    inside = hours.contains(now.astimezone(zone))
    moment = now.replace(second=0, microsecond=0)
    while moment + timedelta(minutes=30) < change:
        moment += timedelta(minutes=30)
        # Between two changes nothing changes, but for wall times that a change of the clocks skips or repeats.
        if hours.contains(moment.astimezone(zone)) is not inside:
            assert moment.astimezone(zone).utcoffset() != now.astimezone(zone).utcoffset() or _near_change(moment, zone)


def _near_change(moment: datetime, zone: ZoneInfo) -> bool:
    day = timedelta(days=1)
    return (moment - day).astimezone(zone).utcoffset() != (moment + day).astimezone(zone).utcoffset()
