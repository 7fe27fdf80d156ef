"""The declarations of the settings: what fits is taken, what does not is refused with a sentence."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from postureapp.core.hours import WEEKDAYS, WeekHours, parse_range
from postureapp.core.setting_values import parse
from postureapp.core.settings import CAUSES, Settings, Style, Theme, declarations
from postureapp.devtools import settings_page

REFUSED: list[tuple[dict[str, Any], str, str]] = [
    ({"reminders": {"stretch_min": 3}}, "reminders.stretch_min", "must be from 10 to 120, not 3"),
    ({"reminders": {"stretch_min": 121}}, "reminders.stretch_min", "must be from 10 to 120, not 121"),
    ({"reminders": {"stretch_min": True}}, "reminders.stretch_min", "must be from 10 to 120"),
    ({"reminders": {"stretch_min": "30"}}, "reminders.stretch_min", "must be a whole number of min"),
    ({"reminders": {"stretch_min": 30.0}}, "reminders.stretch_min", "must be a whole number of min"),
    ({"reminders": {"style": "loud"}}, "reminders.style", 'is "loud"; it may be stretch, nudge'),
    ({"reminders": 5}, "reminders", 'there is no setting "reminders"'),
    ({"reminders": {"strech_min": 30}}, "reminders.strech_min", 'there is no setting "reminders.strech_min"'),
    ({"causes": "desk"}, "causes", "must be a list of words"),
    ({"causes": ["desk", "moon"]}, "causes", 'has "moon"; it may have desk, phone'),
    ({"moves": {"off": "neck-side"}}, "moves.off", "must be a list of words, not 'neck-side'"),
    ({"moves": {"off": ["neck-side", 3]}}, "moves.off", "must be a list of words, not ['neck-side', 3]"),
    ({"moves": {"place": "moon"}}, "moves.place", "it may be office, home"),
    ({"causes": [1]}, "causes", "it may have desk, phone"),
    ({"causes": [["desk"]]}, "causes", "it may have desk, phone"),
    ({"working_hours": {"mon": "08:00-18:00"}}, "working_hours", "working_hours.mon must be a list of ranges"),
    ({"working_hours": {"mon": [8]}}, "working_hours", "working_hours.mon must be a range"),
    ({"working_hours": {"mon": ["8-18"]}}, "working_hours", '"8-18" is not a range of hours'),
    ({"working_hours": {"mo": []}}, "working_hours", 'has "mo"; days are mon, tue'),
    ({"working_hours": 8}, "working_hours", "a table of weekdays"),
    ({"tips": {"hours": ["07:00-07:00"]}}, "tips.hours", "begins and ends at the same time"),
    ({"appearance": {"theme": 1}}, "appearance.theme", "it may be system, light, dark"),
    ({"appearance": {"reduced_motion": "yes"}}, "appearance.reduced_motion", "must be true or false"),
    ({"appearance": {"language": 5}}, "appearance.language", "must be a word"),
]


@pytest.mark.parametrize(("table", "key", "why"), REFUSED, ids=[f"{key}-{why[:20]}" for _, key, why in REFUSED])
def test_what_does_not_fit_is_refused_with_a_sentence_and_the_default_stays(table, key: str, why: str) -> None:
    settings, problems = parse(table)
    assert settings == Settings()
    assert [problem.key for problem in problems] == [key]
    assert why in problems[0].reason


def test_what_fits_is_taken_beside_what_does_not() -> None:
    settings, problems = parse({"reminders": {"stretch_min": 5, "stand_min": 90}, "appearance": {"theme": "dark"}})
    assert (settings.stretch_min, settings.stand_min, settings.theme) == (30, 90, Theme.DARK)
    assert len(problems) == 1


def test_hours_may_be_one_list_or_a_table_of_days() -> None:
    range_ = parse_range("09:00-17:00")
    every, _ = parse({"working_hours": ["09:00-17:00"]})
    assert every.working_hours == WeekHours(((range_,),) * 7)
    some, _ = parse({"working_hours": {"mon": ["09:00-17:00"], "tue": []}})
    default = Settings().working_hours.days
    assert some.working_hours.days == ((range_,), (), *default[2:])
    phone, _ = parse({"phone_hours": {"fri": ["12:00-13:00"]}})
    assert [bool(day) for day in phone.phone_hours.days] == [day == "fri" for day in WEEKDAYS]


def test_words_are_kept_once_and_in_order() -> None:
    assert parse({"causes": ["sleep", "desk", "sleep"]})[0].causes == ("sleep", "desk")
    assert parse({"causes": []})[0].causes == ()


def test_bounds_themselves_fit() -> None:
    for value in (10, 120):
        assert parse({"reminders": {"stretch_min": value}})[0].stretch_min == value


def test_declarations_are_whole() -> None:
    keys = [declaration.key for _, declaration, _ in declarations()]
    assert len(keys) == len(set(keys)) == len(Settings.__slots__)
    for _name, declaration, default in declarations():
        assert str(declaration.label)
        if type(default) is int:
            assert declaration.low <= default <= declaration.high
            assert declaration.unit
        if isinstance(default, tuple):
            assert declaration.choices or declaration.key.startswith("moves.")
            assert set(default) <= set(declaration.choices)


def test_defaults_are_those_of_the_product() -> None:
    settings = Settings()
    assert (settings.stretch_min, settings.stand_min, settings.natural_break_min) == (30, 60, 5)
    assert (settings.phone_relief_min, settings.phone_toggle_min) == (20, 15)
    assert (settings.causes, settings.style) == (("desk", "phone"), Style.STRETCH)
    assert set(settings.causes) <= set(CAUSES)


_JUNK = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3),
    max_leaves=6,
)


@given(st.dictionaries(st.sampled_from([key.split(".")[0] for key in ("causes", "working_hours", "tips.x")]), _JUNK))
def test_nothing_a_person_writes_raises(table: dict[str, Any]) -> None:
    settings, problems = parse(table)
    assert isinstance(settings, Settings)
    assert all(problem.reason for problem in problems)


def test_the_page_for_people_is_current() -> None:
    assert settings_page.PAGE.read_text(encoding="utf-8") == settings_page.page(), (
        "run: python -m postureapp.devtools.settings_page"
    )
