"""Hours against a count minute by minute, settings against any table, lengths of time against their own words."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from postureapp.core.hours import Range, WeekHours, parse_range
from postureapp.core.lengths import parse_length
from postureapp.core.setting_values import parse
from postureapp.core.settings import Settings, declarations

ZONES = ["America/Edmonton", "Europe/Berlin", "Australia/Lord_Howe", "Asia/Kolkata", "Pacific/Apia", "UTC"]
# Nights on which clocks change somewhere, and a plain one.
STARTS = ["2026-03-07", "2026-03-28", "2026-04-04", "2026-10-03", "2026-10-24", "2026-10-31", "2026-06-10"]

MINUTES = st.integers(0, 24 * 60 - 1)
RANGES = st.builds(lambda start, length: Range(start, start + length), MINUTES, st.integers(1, 24 * 60 - 1))
WEEKS = st.builds(WeekHours, st.tuples(*[st.lists(RANGES, max_size=2).map(tuple)] * 7))
ODD = WeekHours((tuple(parse_range(r) for r in ("01:30-02:30", "22:00-01:15")),) * 7)


def _by_counting(hours: WeekHours, utc: datetime, zone: ZoneInfo, minutes: int) -> datetime | None:
    inside = hours.contains(utc.astimezone(zone))
    at = utc.replace(second=0, microsecond=0)
    for _ in range(minutes):
        at += timedelta(minutes=1)
        if hours.contains(at.astimezone(zone)) != inside:
            return at
    return None


@given(hours=WEEKS, zone=st.sampled_from(ZONES), start=st.sampled_from(STARTS), minute=st.integers(0, 2 * 24 * 60))
@settings(max_examples=60, deadline=None)
def test_next_change_is_the_first_minute_at_which_it_changes(
    hours: WeekHours, zone: str, start: str, minute: int
) -> None:
    utc = datetime.fromisoformat(start).replace(tzinfo=UTC) + timedelta(minutes=minute)
    place = ZoneInfo(zone)
    counted = _by_counting(hours, utc, place, 36 * 60)
    told = hours.next_change(utc, place)
    if counted is not None:
        assert told == counted
    elif told is not None:
        assert told > utc + timedelta(hours=36) - timedelta(minutes=1)


@pytest.mark.parametrize("zone", ZONES)
@pytest.mark.parametrize("start", STARTS)
def test_every_change_of_a_night_is_told_also_when_the_clocks_change(zone: str, start: str) -> None:
    place = ZoneInfo(zone)
    utc = datetime.fromisoformat(start).replace(tzinfo=UTC)
    end = utc + timedelta(days=2)
    while utc < end:
        told = ODD.next_change(utc, place)
        assert told is not None
        assert told == _by_counting(ODD, utc, place, 48 * 60)
        utc = told


@given(range_=RANGES)
def test_a_range_comes_back_from_its_own_words(range_: Range) -> None:
    assert parse_range(str(range_)) == range_


KEYS = [declaration.key for _, declaration, _ in declarations()]
WORDS = st.one_of(st.sampled_from([part for key in KEYS for part in key.split(".")]), st.text(max_size=8))
VALUES = st.recursive(
    st.one_of(
        st.booleans(),
        st.integers(),
        st.floats(),
        st.text(max_size=12),
        st.sampled_from(["08:00-18:00", "25:00-26:00", "desk", "mon", "stretch", "22:00-06:00"]),
        st.datetimes(),
        st.dates(),
        st.times(),
    ),
    lambda inner: st.one_of(st.lists(inner, max_size=4), st.dictionaries(WORDS, inner, max_size=4)),
    max_leaves=12,
)


@given(table=st.dictionaries(WORDS, VALUES, max_size=6))
@settings(max_examples=300, deadline=None)
def test_no_table_makes_settings_raise(table: dict[str, object]) -> None:
    found, problems = parse(table)
    for name, declaration, default in declarations():
        value = getattr(found, name)
        assert type(value) is type(default)
        if isinstance(value, int) and not isinstance(value, bool):
            assert declaration.low <= value <= declaration.high
    assert all(problem.reason for problem in problems)


@given(key=st.sampled_from(KEYS), value=VALUES)
@settings(max_examples=400, deadline=None)
def test_any_value_at_any_key_is_taken_or_told(key: str, value: object) -> None:
    head, _, tail = key.partition(".")
    found, problems = parse({head: {tail: value}} if tail else {head: value})
    if problems:
        assert found == Settings() or head in ("working_hours", "phone_hours")


@given(
    hours=st.integers(0, 99),
    minutes=st.integers(0, 99),
    seconds=st.integers(0, 99),
    sign=st.sampled_from(["", "-", "+"]),
)
def test_a_length_of_time_is_the_sum_of_its_parts(hours: int, minutes: int, seconds: int, sign: str) -> None:
    length_s = parse_length(f"{sign}{hours}h{minutes}m{seconds}s")
    assert length_s == (-1 if sign == "-" else 1) * (hours * 3600 + minutes * 60 + seconds)


@given(words=st.one_of(st.text(max_size=10), st.integers(), st.none(), st.floats(), st.binary(max_size=4)))
def test_what_is_no_length_of_time_is_told(words: object) -> None:
    refusal = ""
    try:
        parse_length(words)
    except ValueError as refused:
        refusal = str(refused)
    assert "length of time" in refusal or isinstance(words, str)
