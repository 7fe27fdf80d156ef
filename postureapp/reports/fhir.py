"""The report as a Bundle of FHIR R4, for a clinic's own system: each entry of pain and each stretch an Observation.

It names nobody: the subject is a Patient without a word about the person. Numbers of entries stay the same from one
export to the next, so that a system that gets an entry twice knows it. Codes that no terminology has are in a code
system of our own, which goes along. Nothing is sent.

Source: HL7 FHIR R4 (4.0.1), "Bundle", "Observation"; the clinic's clinical reference, "Export codes".
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from enum import StrEnum
from typing import Any
from uuid import UUID, uuid5

from postureapp.core import pain_words
from postureapp.core.pain_diary import KeptEntry, Spot
from postureapp.core.text import Text
from postureapp.reports.report import Part, Report
from postureapp.reports.report_moves import Session

_Json = dict[str, Any]

# The name of our own codes; an address is not needed, and none is asked for.
_NAMES = UUID("5b0c3c58-4a0f-5d0e-9a53-6c1d6f0f6a11")
OWN_CODES = uuid5(_NAMES, "codes").urn
LOINC, SNOMED, UNITS = "http://loinc.org", "http://snomed.info/sct", "http://unitsofmeasure.org"
_CATEGORY = "http://terminology.hl7.org/CodeSystem/observation-category"
_PAIN = (LOINC, "72514-3", "Pain severity - 0-10 verbal numeric rating [Score] - Reported")
_ACTIVITY = (LOINC, "73985-4", "Exercise activity")
_DURATION = (LOINC, "55411-3", "Exercise duration")
_BACK = (SNOMED, "77568009", "Back structure, excluding neck")
_NECK = (SNOMED, "45048000", "Neck structure")
_NO_TEXT = re.compile(r"[^\S \r\n\t]|[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff]")
_NECKS = frozenset((Spot.NECK_BASE,))

# Each licence asks for these words.
LOINC_NOTICE = (
    "This material contains content from LOINC (http://loinc.org). LOINC is copyright © Regenstrief Institute, Inc. "
    "and the Logical Observation Identifiers Names and Codes (LOINC) Committee and is available at no cost under the "
    "license at http://loinc.org/license. LOINC® is a registered United States trademark of Regenstrief Institute, Inc."
)
SNOMED_NOTICE = (
    "This material includes SNOMED Clinical Terms® (SNOMED CT®) which is used by permission of SNOMED International. "
    "All rights reserved. SNOMED CT® was originally created by The College of American Pathologists. “SNOMED” and "
    "“SNOMED CT” are registered trademarks of SNOMED International. Use of SNOMED CT in a system is subject to its "
    "licence in the country of use."
)
_OWN: Mapping[str, str] = {
    "spot": "Place on the body map, from behind; left and right are the person's own",
    "feel": "How the pain feels",
    "earlier": "What came before the pain",
    "hinders": "What the pain kept the person from",
    "before": "Pain 0 to 10 before the stretch after which this was asked",
    "charged": "The move that the person says raised the pain",
    "now": "Pain of the moment",
    "worst": "Worst pain of the day",
    "stretch": "Stretching exercises, as shown by the app",
    "adherence": "Repetitions completed of those prescribed",
    "move": "A move of the stretch",
}


def bundle(report: Report, made_at: datetime, person: Sequence[KeptEntry] = ()) -> _Json:
    """The Bundle as plain values; `made_at` is aware.

    `person`: the entries of the whole diary, so that two exports of one diary are of the same subject whatever their
    days. Those of the report stand in where there are none.
    """
    first = next(iter(person or report.entries), None)
    subject = uuid5(_NAMES, f"subject {_mark(first) if first else made_at.isoformat()}")
    resources = [_patient(subject), _code_system()]
    resources += [_pain(each, subject, report) for each in report.entries]
    if report.has(Part.MOVES):
        resources += [_stretch(each, subject, report) for each in report.sessions]
    return {
        "resourceType": "Bundle",
        "id": str(uuid5(_NAMES, f"bundle {subject} {made_at.isoformat()}")),
        "type": "collection",
        "timestamp": made_at.isoformat(timespec="seconds"),
        "entry": [{"fullUrl": f"urn:uuid:{each['id']}", "resource": each} for each in resources],
    }


def bundle_json(report: Report, made_at: datetime, person: Sequence[KeptEntry] = ()) -> bytes:
    """The Bundle as it is written to a file."""
    return json.dumps(bundle(report, made_at, person), ensure_ascii=False, indent=1).encode("utf-8") + b"\n"


def _patient(subject: UUID) -> _Json:
    return {"resourceType": "Patient", "id": str(subject)}


def _code_system() -> _Json:
    words: dict[str, Mapping[Any, Text]] = {
        "spot": pain_words.SPOTS,
        "feel": pain_words.FEELS,
        "earlier": pain_words.EARLIER,
        "hinders": pain_words.HINDERS,
    }
    concepts = [{"code": code, "display": display} for code, display in _OWN.items()]
    concepts += [
        {"code": f"{kind}-{word.value}", "display": name.english}
        for kind, names in words.items()
        for word, name in names.items()
    ]
    return {
        "resourceType": "CodeSystem",
        "id": str(UUID(OWN_CODES)),
        "url": OWN_CODES,
        "name": "PostureAppCodes",
        "title": "Codes of PostureApp for which no terminology was chosen",
        "status": "active",
        "description": "Part of a report that the patient brought along. Not a diagnosis.",
        "copyright": f"{LOINC_NOTICE}\n\n{SNOMED_NOTICE}",
        "caseSensitive": True,
        "content": "complete",
        "concept": concepts,
    }


# --- pain -------------------------------------------------------------------------------------------------------------


def _pain(each: KeptEntry, subject: UUID, report: Report) -> _Json:
    entry = each.entry
    parts = [_word("spot", word, pain_words.SPOTS, _site_of(word)) for word in entry.where]
    parts += [_word("feel", word, pain_words.FEELS) for word in entry.feels]
    parts += [_word("earlier", word, pain_words.EARLIER) for word in entry.earlier]
    parts += [_word("hinders", word, pain_words.HINDERS) for word in entry.hinders]
    if entry.before is not None:
        parts.append({"code": _own("before"), "valueInteger": entry.before})
    if entry.charged:
        parts.append({"code": _own("charged"), "valueString": report.name_of(entry.charged)})
    made: _Json = {
        "resourceType": "Observation",
        "id": str(uuid5(_NAMES, f"pain {_mark(each)}")),
        "status": "amended" if each.corrected else "final",
        "category": [_concept((_CATEGORY, "survey", "Survey"))],
        "code": _concept(_PAIN),
        "subject": _to(subject),
        "effectiveDateTime": each.at.isoformat(timespec="seconds"),
        "issued": each.kept_at.isoformat(timespec="seconds"),
        "performer": [_to(subject)],
        "valueInteger": entry.score,
        "method": _own(entry.when.value),
    }
    if entry.where:
        made["bodySite"] = _site(entry.where)
    note = _plain(entry.note)
    if note and report.has(Part.NOTES):
        made["note"] = [{"text": note}]
    if parts:
        made["component"] = parts
    return made


def _site(where: Iterable[Spot]) -> _Json:
    """One place in words; its code where all of them have the same one, for a concept can't be two places at once."""
    spots = tuple(where)
    codes = {_site_of(spot) for spot in spots}
    said = "; ".join(pain_words.SPOTS[spot].english for spot in spots)
    return {**(_concept(codes.pop()) if len(codes) == 1 else {}), "text": said}


def _site_of(spot: Spot) -> tuple[str, str, str]:
    return _NECK if spot in _NECKS else _BACK


def _word(kind: str, word: StrEnum, names: Mapping[Any, Text], broader: tuple[str, str, str] | None = None) -> _Json:
    """A word that was ticked: ours, and the broader one of a terminology where there is one."""
    said = names[word].english
    value = _concept((OWN_CODES, f"{kind}-{word.value}", said))
    if broader is not None:
        value["coding"].append(_coding(broader))
    return {"code": _own(kind), "valueCodeableConcept": {**value, "text": said}}


# --- stretches --------------------------------------------------------------------------------------------------------


def _stretch(each: Session, subject: UUID, report: Report) -> _Json:
    """A stretch: its length, the repetitions done of those prescribed, and its moves."""
    parts: list[_Json] = [
        {
            "code": _concept(_DURATION),
            "valueQuantity": {
                "value": round(each.length_s / 60.0, 2),
                "unit": "min",
                "system": UNITS,
                "code": "min",
            },
        }
    ]
    if each.prescribed:
        ratio = {"numerator": {"value": each.done}, "denominator": {"value": each.prescribed}}
        parts.append({"code": _own("adherence"), "valueRatio": ratio})
    for move, _prescribed, _done, _end in each.moves:
        parts.append({"code": _own("move"), "valueString": report.name_of(move)})
    return {
        "resourceType": "Observation",
        "id": str(uuid5(_NAMES, f"stretch {each.at.isoformat()}")),
        "status": "final",
        "category": [_concept((_CATEGORY, "activity", "Activity"))],
        "code": _concept(_ACTIVITY),
        "subject": _to(subject),
        "effectiveDateTime": each.at.isoformat(timespec="seconds"),
        "performer": [_to(subject)],
        "valueCodeableConcept": _own("stretch"),
        "component": parts,
    }


# --- pieces -----------------------------------------------------------------------------------------------------------


def _mark(each: KeptEntry) -> str:
    """What an entry is known by: its number and the moment it tells of, which a correction does not change."""
    return f"{each.id} {each.at.isoformat()}"


def _plain(words: str) -> str:
    """Words without the signs that a string of FHIR may not hold."""
    return _NO_TEXT.sub(" ", words).strip()


def _to(subject: UUID) -> _Json:
    return {"reference": subject.urn}


def _coding(code: tuple[str, str, str]) -> _Json:
    system, value, display = code
    return {"system": system, "code": value, "display": display}


def _concept(code: tuple[str, str, str]) -> _Json:
    return {"coding": [_coding(code)]}


def _own(code: str) -> _Json:
    return _concept((OWN_CODES, code, _OWN[code]))
