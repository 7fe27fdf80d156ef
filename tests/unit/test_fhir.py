"""The Bundle holds against FHIR R4 itself, names nobody, and says what the entries say: no more, and no less."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone
from typing import Any
from uuid import UUID

import fhir.resources
import pytest
from fhir.resources.bundle import Bundle
from hypothesis import given
from hypothesis import strategies as st

from postureapp.core.day import Kept
from postureapp.core.events import FactKind
from postureapp.core.pain_diary import Earlier, Feel, Hinders, KeptEntry, PainEntry, Spot, When
from postureapp.reports.fhir import LOINC_NOTICE, OWN_CODES, SNOMED_NOTICE, bundle, bundle_json
from postureapp.reports.report import USUAL, Asked, Part, Report, Sources, report_of
from tests.helpers.pain import TODAY, daily, entry

MADE = datetime(2026, 3, 31, 12, 0, tzinfo=timezone(timedelta(hours=-6)))
ALL = frozenset(Part)


def report(*entries: KeptEntry, parts: frozenset[Part] = ALL, facts: tuple[Kept, ...] = ()) -> Report:
    asked = Asked(TODAY - timedelta(days=60), TODAY, parts)
    return report_of(asked, Sources(entries, facts=facts, names={"doorway": "Doorway stretch"}), TODAY)


def observations(of: Report, code: str) -> list[dict[str, Any]]:
    found = [each["resource"] for each in bundle(of, MADE)["entry"]]
    return [each for each in found if each["resourceType"] == "Observation" and code in json.dumps(each["code"])]


def said(**more: Any) -> KeptEntry:
    return replace(entry(1, 4), entry=PainEntry(4, **more))


def hold(content: dict[str, Any]) -> None:
    """Against R4: nothing unknown, nothing missing, and nothing that is another value when it is read back."""
    assert fhir.resources.__fhir_version__ == "4.0.1"
    read = Bundle.parse_obj(content)
    assert json.loads(read.json()) == content
    for each in content["entry"]:
        assert each["fullUrl"] == f"urn:uuid:{UUID(each['resource']['id'])}"
    names = [each["fullUrl"] for each in content["entry"]]
    assert len(names) == len(set(names))
    references = re.findall(r'"reference": "([^"]+)"', json.dumps(content))
    assert set(references) <= set(names)
    assert set(re.findall(r'"system": "([^"]+)"', json.dumps(content))) <= {
        OWN_CODES,
        "http://loinc.org",
        "http://snomed.info/sct",
        "http://unitsofmeasure.org",
        "http://terminology.hl7.org/CodeSystem/observation-category",
    }


STRETCH = Kept(
    datetime(2026, 3, 30, 9, 0, tzinfo=UTC),
    FactKind.SESSION,
    {"moves": [{"move": "doorway", "prescribed": 6, "reps_done": 4, "end": "ended"}], "length_s": 90.0},
)
WORDS = {
    "where": st.lists(st.sampled_from(Spot), unique=True).map(tuple),
    "feels": st.lists(st.sampled_from(Feel), unique=True).map(tuple),
    "earlier": st.lists(st.sampled_from(Earlier), unique=True).map(tuple),
    "hinders": st.lists(st.sampled_from(Hinders), unique=True).map(tuple),
    "note": st.text(max_size=40),
    "when": st.sampled_from(When),
    "before": st.none() | st.integers(0, 10),
    "charged": st.sampled_from(["", "doorway", "gone"]),
}


@given(st.lists(st.builds(PainEntry, st.integers(0, 10), **WORDS), max_size=4), st.integers(-14, 14))
def test_every_report_holds_against_r4(entries: list[PainEntry], zone_h: int) -> None:
    kept = [replace(entry(n + 1, 0, zone_h=zone_h), entry=each) for n, each in enumerate(entries)]
    content = bundle(report(*kept, facts=(STRETCH,)), MADE)
    hold(content)
    for each in content["entry"]:
        for note in each["resource"].get("note", ()):
            assert re.fullmatch(r"[ \r\n\t\S]+", note["text"])
            assert all(ord(letter) >= 32 or letter in "\r\n\t" for letter in note["text"])


def test_a_mistake_would_be_found() -> None:
    content = bundle(report(*daily(4, 3)), MADE)
    content["entry"][2]["resource"]["bodyPart"] = {"text": "?"}
    with pytest.raises(ValueError, match="bodyPart"):
        hold(content)


def test_pain_has_its_code_its_number_and_its_moment() -> None:
    (found,) = observations(report(replace(entry(1, 7, zone_h=-7))), "72514-3")
    assert found["code"]["coding"][0]["system"] == "http://loinc.org"
    assert found["valueInteger"] == 7
    assert found["effectiveDateTime"] == "2026-03-30T12:00:00-07:00"
    assert found["status"] == "final"
    assert "bodySite" not in found


@pytest.mark.parametrize(
    ("where", "codes"),
    [
        ((Spot.NECK_BASE,), ["45048000"]),
        ((Spot.MID_BACK, Spot.BLADE_LEFT), ["77568009"]),
        ((Spot.MID_BACK, Spot.NECK_BASE), []),
    ],
)
def test_a_place_has_one_code_or_words_alone(where: tuple[Spot, ...], codes: list[str]) -> None:
    (found,) = observations(report(said(where=where)), "72514-3")
    assert [each["code"] for each in found["bodySite"].get("coding", [])] == codes
    assert found["bodySite"]["text"].count(";") == len(where) - 1
    spots = [each for each in found["component"] if each["code"]["coding"][0]["code"] == "spot"]
    assert len(spots) == len(where)
    assert all(len(each["valueCodeableConcept"]["coding"]) == 2 for each in spots)


def test_notes_are_in_it_only_where_they_were_ticked() -> None:
    assert "only for me" not in json.dumps(bundle(report(said(note="only for me"), parts=USUAL), MADE))
    assert "only for me" in json.dumps(bundle(report(said(note="only for me")), MADE))


def test_a_correction_keeps_its_number_and_says_that_it_is_one() -> None:
    first = entry(1, 4)
    later = replace(first, entry=PainEntry(6), kept_at=first.at + timedelta(hours=2), corrected=True)
    (before,), (after,) = (observations(report(each), "72514-3") for each in (first, later))
    assert before["id"] == after["id"]
    assert (before["status"], after["status"]) == ("final", "amended")


def test_numbers_stay_from_one_export_to_the_next() -> None:
    everything = daily(4, 30)
    short = report_of(Asked(TODAY - timedelta(days=3), TODAY), Sources(everything), TODAY)
    long = report_of(Asked(TODAY - timedelta(days=20), TODAY), Sources(everything), TODAY)
    later = MADE + timedelta(days=1)
    first = {each["fullUrl"] for each in bundle(short, MADE, everything)["entry"]}
    assert first < {each["fullUrl"] for each in bundle(long, later, everything)["entry"]}


def test_a_stretch_tells_its_length_and_what_was_done_of_what_was_prescribed() -> None:
    (found,) = observations(report(facts=(STRETCH,)), "73985-4")
    parts = {each["code"]["coding"][0]["code"]: each for each in found["component"]}
    assert parts["55411-3"]["valueQuantity"] == {
        "value": 1.5,
        "unit": "min",
        "system": "http://unitsofmeasure.org",
        "code": "min",
    }
    assert parts["adherence"]["valueRatio"] == {"numerator": {"value": 4}, "denominator": {"value": 6}}
    assert parts["move"]["valueString"] == "Doorway stretch"
    assert not observations(report(facts=(STRETCH,), parts=frozenset({Part.PAIN})), "73985-4")


def test_it_names_nobody() -> None:
    patient = next(
        each["resource"]
        for each in bundle(report(*daily(4, 3)), MADE)["entry"]
        if each["resource"]["resourceType"] == "Patient"
    )
    assert set(patient) == {"resourceType", "id"}


def test_every_own_code_is_explained_and_the_licences_go_along() -> None:
    everything = said(
        where=tuple(Spot), feels=tuple(Feel), earlier=tuple(Earlier), hinders=tuple(Hinders), before=2, charged="x"
    )
    content = bundle(report(everything, facts=(STRETCH,)), MADE)
    system = next(e["resource"] for e in content["entry"] if e["resource"]["resourceType"] == "CodeSystem")
    explained = {each["code"] for each in system["concept"]}
    used = re.findall(rf'"system": "{OWN_CODES}", "code": "([^"]+)"', json.dumps(content))
    assert used
    assert set(used) <= explained
    assert LOINC_NOTICE in system["copyright"]
    assert SNOMED_NOTICE in system["copyright"]


def test_it_is_written_as_utf_8_json() -> None:
    content = bundle_json(report(said(note="Nacken – müde"), facts=(STRETCH,)), MADE)
    assert json.loads(content) == bundle(report(said(note="Nacken – müde"), facts=(STRETCH,)), MADE)
    assert "müde".encode() in content
