"""The shipped content: causes, moves, safety rules, the clinic and the muscles, from TOML into values of the core.

A file that is wrong is skipped and told in one sentence; the others still load. A broken safety table gives empty
rules, which close the gate. No file is trusted: unknown words, poses beyond a joint and odd addresses are refused.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import replace
from functools import partial
from pathlib import Path
from string import Formatter
from typing import Any, TypeVar

import msgspec

from postureapp.core import pose
from postureapp.core.causes import FALLBACK, Cause, Causes, Trigger, TriggerKind, Words
from postureapp.core.clinic import Approval, Clinic, Treatment
from postureapp.core.moves import Cues, Dose, Motion, Move, Place, Stance
from postureapp.core.persistence import Thresholds
from postureapp.core.safety import Condition, RedFlag, Region, SafetyRules
from postureapp.core.selection import EQUIPMENT
from postureapp.core.text import text
from postureapp.storage import pain_rules, records
from postureapp.storage.folders import resources
from postureapp.storage.schema import Refused, convert
from postureapp.storage.toml_file import FileProblem, TomlFile, Unreadable, read

Problems = tuple[FileProblem, ...]
_T = TypeVar("_T")
_CODES = ("O", "M", "A", "X")
_FLOOR = "FL"
_HOST = re.compile(r"[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?(\.[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?)+")
_ADDRESS = re.compile(r"https://(?P<host>[^/?#:]+)(:\d{1,5})?([/?#][A-Za-z0-9\-._~!$&'()*+,;=:@%/?#]*)?")
_PHONE = re.compile(r"\+?[0-9][0-9 ().-]{1,24}")


def _folder() -> Path:
    return resources() / "content"


# --- what is loaded ---------------------------------------------------------------------------------------------------


def load_muscles() -> tuple[Mapping[str, str], Problems]:
    """The muscles a move may name, each with its plain words; none when the file is broken."""
    return _one("muscles.toml", records.MusclesFile, _muscles, {})


def load_causes() -> tuple[Causes, Problems]:
    """The causes in the order of the file; a plain pair of them when the file is broken."""
    return _one("causes.toml", records.CausesFile, _causes, FALLBACK)


def load_safety() -> tuple[SafetyRules, Problems]:
    """The condition table and the triage list: empty, which closes the gate, when their file is broken.

    And the regions: without them people are sent to their local emergency number.
    """
    rules, problems = _one("safety.toml", records.SafetyFile, _safety, SafetyRules())
    nowhere: tuple[Region, ...] = ()
    regions, more = _one("regions.toml", records.RegionsFile, _regions, nowhere)
    return replace(rules, regions=regions), (*problems, *more)


def load_clinic() -> tuple[Clinic, Problems]:
    """The clinic's profile; one without a name, number or address when the file is broken."""
    return _one("clinic.toml", records.ClinicFile, _clinic, Clinic("", ""))


def load_pain_rules() -> tuple[Thresholds, Problems]:
    """The thresholds of the pain rules, with the clinic's own within their bounds.

    The app's own figures when the file is broken; the shipped one in place of each of the clinic's that does not fit.
    """
    rules, problems = _one("pain_rules.toml", records.PainRulesFile, _pain_rules, pain_rules.PainRules())
    try:
        clinic = read(_folder() / "clinic.toml")
    except Unreadable:  # told with the clinic's profile
        return rules.thresholds, problems
    thresholds, refused = pain_rules.moved(rules, clinic.table.get("thresholds", {}))
    return thresholds, (*problems, *(clinic.problem(each.key, each.reason) for each in refused))


def load_moves() -> tuple[tuple[Move, ...], Problems]:
    """All moves whose files are right, by the names of their files."""
    folder = _folder() / "moves"
    known, problems = _vocabulary()
    moves: dict[str, Move] = {}
    for path in sorted(each for each in folder.glob("*.toml") if not each.name.startswith(".")):
        try:
            file = read(path)
            move = _checked(file, partial(_move, file, known))
        except Unreadable as unreadable:
            problems.append(unreadable.problem)
        else:
            moves[move.id] = move
    if not moves and not problems:
        problems.append(FileProblem(str(folder), 0, text("there are no moves here")))
    for move in [each for each in moves.values() if each.substitute and each.substitute not in moves]:
        reason = text('its substitute "{id}" is not there', id=move.substitute)
        problems.append(FileProblem(str(folder / f"{move.id}.toml"), 0, reason, "substitute"))
    return tuple(moves.values()), tuple(problems)


class _Vocabulary(msgspec.Struct, frozen=True):
    """The words a move may use; empty ones are not checked, because their own file is broken and told already."""

    muscles: Mapping[str, str]
    causes: frozenset[str]
    tags: frozenset[str]
    conditions: frozenset[str]


def _vocabulary() -> tuple[_Vocabulary, list[FileProblem]]:
    muscles, of_muscles = load_muscles()
    causes, of_causes = load_causes()
    nothing: tuple[tuple[str, ...], SafetyRules] = ((), SafetyRules())
    (tags, rules), _ = _one("safety.toml", records.SafetyFile, lambda file: (file.tags, _safety(file)), nothing)
    known = _Vocabulary(
        muscles,
        frozenset() if of_causes else frozenset(causes.by_id),
        frozenset(tags),
        frozenset(condition.id for condition in rules.conditions),
    )
    return known, [*of_muscles]


# --- from records to values of the core -------------------------------------------------------------------------------


def _one(name: str, kind: type[Any], build: Callable[[Any], _T], otherwise: _T) -> tuple[_T, Problems]:
    try:
        file = read(_folder() / name)
        return _checked(file, lambda: build(convert(file.table, kind))), ()
    except Unreadable as unreadable:
        return otherwise, (unreadable.problem,)


def _checked(file: TomlFile, build: Callable[[], _T]) -> _T:
    try:
        return build()
    except Refused as refused:
        raise Unreadable(file.problem(refused.key, refused.reason), broken=True) from refused


def _unique(kind: str, records_: Iterable[Any]) -> None:
    seen: set[str] = set()
    for index, each in enumerate(records_):
        if each.id in seen:
            raise Refused(f"{kind}[{index}].id", text('"{id}" is there twice', id=each.id))
        seen.add(each.id)


def _muscles(file: records.MusclesFile) -> Mapping[str, str]:
    said: set[str] = set()
    for name, plain in file.muscles.items():
        if plain in said:
            raise Refused(f"muscles.{name}", text('"{words}" is said of two muscles', words=plain))
        said.add(plain)
    return file.muscles


def _causes(file: records.CausesFile) -> Causes:
    _unique("cause", file.cause)
    return Causes({each.id: _cause(index, each) for index, each in enumerate(file.cause)})


def _cause(index: int, record: records.CauseRecord) -> Cause:
    words = {}
    for size, said in record.words.items():
        key = f"cause[{index}].words.{size.value}"
        for sentence in (said.title, said.title_plural, *said.bodies):
            _check_placeholders(key, sentence)
        if "{minutes}" in said.title and not said.title_plural:
            raise Refused(key, text('a title with "{part}" needs a title_plural', part="{minutes}"))
        words[size] = Words(said.title, said.bodies, said.title_plural)
    if not words and record.trigger.kind is not TriggerKind.GATE:
        raise Refused(f"cause[{index}].id", text('"{id}" has no words', id=record.id))
    return Cause(record.id, record.name, _trigger(index, record.trigger), record.source, record.sentence, words)


def _check_placeholders(key: str, sentence: str) -> None:
    try:
        names = {name for _, name, _, _ in Formatter().parse(sentence) if name is not None}
    except ValueError as error:
        raise Refused(key, text('"{sentence}" has a brace too many', sentence=sentence)) from error
    for name in names - {"minutes"}:
        reason = text('"{sentence}" may hold {{minutes}} only, not "{name}"', sentence=sentence, name=name)
        raise Refused(key, reason)


def _trigger(index: int, record: records.TriggerRecord) -> Trigger:
    at_min = 0
    if record.kind in (TriggerKind.TIME_OF_DAY, TriggerKind.NAMED_DAYS):
        found = re.fullmatch(r"([01]\d|2[0-3]):([0-5]\d)", record.at)
        if not found:
            raise Refused(f"cause[{index}].trigger", text('its trigger needs a time such as at = "21:00"'))
        at_min = int(found[1]) * 60 + int(found[2])
    if record.active_min > record.window_min:
        raise Refused(f"cause[{index}].trigger", text("active_min can't be more than window_min"))
    return Trigger(record.kind, at_min, record.active_min, record.window_min, record.pause_s, record.every_min)


def _safety(file: records.SafetyFile) -> SafetyRules:
    for kind, found in (("condition", file.condition), ("red_flag", file.red_flag)):
        _unique(kind, found)
    conditions = []
    for index, each in enumerate(file.condition):
        for tag in (*each.rules, *[tag for tag in file.tags if tag not in each.rules]):
            key = f"condition[{index}].rules.{tag}"
            if tag not in file.tags:
                raise Refused(key, text('there is no tag "{tag}"', tag=tag))
            if each.rules.get(tag, each.default) not in _CODES:
                raise Refused(key, text("a verdict is one of O, M, A, X"))
        conditions.append(Condition(each.id, each.name, each.default, each.rules, each.source))
    flags = tuple(RedFlag(each.id, each.level, each.question, each.source) for each in file.red_flag)
    return SafetyRules(tuple(conditions), flags)


def _regions(file: records.RegionsFile) -> tuple[Region, ...]:
    _unique("region", file.region)
    return tuple(Region(each.id, each.name, each.emergency, each.health_line, each.source) for each in file.region)


def _pain_rules(file: records.PainRulesFile) -> pain_rules.PainRules:
    _unique("rule", file.rule)
    return pain_rules.shipped(file)


def _clinic(file: records.ClinicFile) -> Clinic:
    if file.booking_address and not is_booking_address(file.booking_address):
        reason = text("booking_address must be a plain https address, without a name or password in it")
        raise Refused("booking_address", reason)
    if not _PHONE.fullmatch(file.phone):
        raise Refused("phone", text('"{phone}" is not a phone number', phone=file.phone))
    treatments = tuple(Treatment(each.name, each.words) for each in file.treatment)
    approval = Approval(file.library.approved_by, file.library.approved_on) if file.library else None
    return Clinic(file.name, file.phone, file.booking_address, treatments, approval)


def is_booking_address(address: str) -> bool:
    """Whether an address may be opened as the clinic's booking page: https, a plain host name, nothing odd in it."""
    found = _ADDRESS.fullmatch(address)
    return bool(found and len(found["host"]) <= 253 and _HOST.fullmatch(found["host"].lower()))


def _move(file: TomlFile, known: _Vocabulary) -> Move:
    record = convert(file.table, records.MoveRecord)
    _check_id(file, record.id)
    _check_words(record, known)
    motion = _motion(record.motion)
    carried = {motion.stance, *record.also}
    if (_FLOOR in record.tags or carried - {Stance.SEATED, Stance.STANDING}) and record.places != (Place.HOME,):
        raise Refused("places", text('a move on the floor is for places = ["home"] only'))
    return Move(
        record.id,
        record.name,
        record.muscles,
        record.causes,
        record.position,
        record.places,
        record.view,
        record.steps,
        _dose(record.dose),
        record.tags,
        motion,
        record.review_status,
        record.conditions,
        record.substitute,
        record.note,
        record.equipment,
        record.cautions,
        Cues(record.cues.move_in, record.cues.hold, record.cues.release, record.cues.cycle),
        record.sources,
        record.also,
        tuple(known.muscles.get(each, each) for each in record.muscles),
    )


def _check_id(file: TomlFile, move_id: str) -> None:
    """A move is known by the name of its file: so no two can have the same id, on whatever disk they are."""
    if move_id == file.path.stem:
        return
    other = file.path.with_stem(move_id)
    if other.exists():
        raise Refused("id", text('its id "{id}" is that of {file} already', id=move_id, file=other.name))
    raise Refused("id", text('its id "{id}" and the name of its file differ', id=move_id))


def _check_words(record: records.MoveRecord, known: _Vocabulary) -> None:
    for key, words, allowed in (
        ("muscles", record.muscles, known.muscles),
        ("causes", record.causes, known.causes),
        ("tags", record.tags, known.tags),
        ("conditions", tuple(record.conditions), known.conditions),
        ("equipment", record.equipment, EQUIPMENT),
    ):
        for index, word in enumerate(words):
            if allowed and word not in allowed:
                place = f"{key}.{word}" if key == "conditions" else f"{key}[{index}]"
                raise Refused(place, text('{key} has "{word}", which is not known', key=key, word=word))
    for condition, code in record.conditions.items():
        if code not in _CODES:
            raise Refused(f"conditions.{condition}", text("a verdict is one of O, M, A, X"))


def _dose(record: records.DoseRecord) -> Dose:
    hold_s, reps = _ordered("hold_s", record.hold_s), _ordered("reps", record.reps)
    return Dose(hold_s, reps, record.sides, record.source, record.rest_s)


_N = TypeVar("_N", int, float)


def _ordered(key: str, least_most: tuple[_N, _N]) -> tuple[_N, _N]:
    if least_most[0] > least_most[1]:
        raise Refused(f"dose.{key}", text("{key} is (least, most), and the first is the greater", key=f"dose.{key}"))
    return least_most


def _motion(record: records.MotionRecord) -> Motion:
    for key, channels in _poses(record):
        wrong = pose.check(channels)
        if wrong:
            raise Refused(f"motion.{key}", wrong[0])
    if bool(record.end) is bool(record.cycle):
        raise Refused("motion", text('a motion needs an "end" or a "cycle", and never both'))
    if len(record.cycle) == 1:
        raise Refused("motion.cycle", text("a cycle needs two poses at least"))
    return Motion(
        record.start,
        record.end,
        record.cycle,
        record.period_s,
        record.move_in_s,
        record.mirrored,
        record.stance,
        record.props,
        record.easing,
    )


def _poses(record: records.MotionRecord) -> Iterator[tuple[str, Mapping[str, float]]]:
    yield "start", record.start
    yield "end", record.end
    for index, each in enumerate(record.cycle):
        yield f"cycle[{index}]", each
