"""Whose word holds for a setting: an organisation's lock, the person's own, the clinic's plan, a recommendation."""

from postureapp.core.policy import Effective, Layers, Source, merge
from postureapp.core.settings import Owner, Settings, declarations


def test_without_anything_given_the_defaults_hold() -> None:
    found, problems = merge(Layers())
    assert found == Effective(Settings(), {}, frozenset())
    assert problems == ()
    assert found.source("reminders.stretch_min") is Source.DEFAULT


def test_the_person_is_before_the_clinic_and_the_clinic_before_a_recommendation() -> None:
    tables = [{"reminders": {"stretch_min": minutes}} for minutes in (20, 25, 45)]
    recommended, clinic, person = tables
    found, _ = merge(Layers(organisation=recommended))
    assert (found.settings.stretch_min, found.source("reminders.stretch_min")) == (20, Source.ORGANISATION)
    found, _ = merge(Layers(organisation=recommended, clinic=clinic))
    assert (found.settings.stretch_min, found.source("reminders.stretch_min")) == (25, Source.CLINIC)
    found, problems = merge(Layers(person, clinic, recommended))
    assert (found.settings.stretch_min, found.source("reminders.stretch_min")) == (45, Source.PERSON)
    assert problems == ()
    assert found.locked == frozenset()


def test_a_lock_is_the_last_word_where_it_may_be() -> None:
    found, problems = merge(Layers(person={"app": {"start_at_login": False}}, locked={"app": {"start_at_login": True}}))
    assert found.settings.start_at_login
    assert found.source("app.start_at_login") is Source.ORGANISATION
    assert found.locked == {"app.start_at_login"}
    assert problems == ()


def test_an_organisation_can_neither_lock_how_often_nor_give_what_is_the_persons_own() -> None:
    found, problems = merge(Layers(organisation={"causes": ["sleep"]}, locked={"reminders": {"stretch_min": 120}}))
    assert found == Effective()
    assert [problem.key for problem in problems] == ["causes", "reminders.stretch_min"]
    assert all("not for an organisation to set" in problem.reason for problem in problems)


def test_what_does_not_fit_is_told_and_the_layer_below_holds() -> None:
    found, problems = merge(Layers(person={"reminders": {"stretch_min": 5}}, clinic={"reminders": {"stretch_min": 40}}))
    assert (found.settings.stretch_min, found.source("reminders.stretch_min")) == (40, Source.CLINIC)
    assert [problem.key for problem in problems] == ["reminders.stretch_min"]


def test_nothing_of_health_is_ever_an_organisations() -> None:
    own = {declaration.key for _name, declaration, _default in declarations() if declaration.owner is Owner.PERSON}
    assert {"causes", "moves.off", "phone_hours", "quiet_hours"} <= own
