"""The shipped content is whole and says nothing it must not, and a broken file is one clear sentence."""

import json
import re
import shutil
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from postureapp.core import pose
from postureapp.core import text as words_of_the_app
from postureapp.core.causes import FALLBACK, Causes, TriggerKind
from postureapp.core.clinic import Approval, Clinic
from postureapp.core.events import Size
from postureapp.core.moves import Easing, Move, Sides
from postureapp.core.props import PropKind
from postureapp.core.safety import SafetyRules, SafetyState, gate
from postureapp.core.selection import EQUIPMENT
from postureapp.core.settings import CAUSES
from postureapp.storage import content
from postureapp.storage.folders import RESOURCES_VARIABLE, resources
from postureapp.storage.locale import PseudoTranslations
from postureapp.storage.toml_file import MOST_BYTES

SHIPPED = resources()
MOVES, MOVE_PROBLEMS = content.load_moves()
CAUSES_LOADED, CAUSE_PROBLEMS = content.load_causes()
RULES, RULE_PROBLEMS = content.load_safety()
CLINIC, CLINIC_PROBLEMS = content.load_clinic()
TO_REVIEW = "clinical caution, for the clinic to review"
DRAWN = {
    PropKind.DESK: "a steady desk",
    PropKind.WALL: "a wall",
    PropKind.DOOR_FRAME: "a door frame",
    PropKind.BAND: "a resistance band",
    PropKind.MAT: "a mat or a carpet",
    PropKind.TOWEL: "a small towel",
    PropKind.PILLOW: "a pillow",
}

# Words that claim what the app may not claim. "Your clinician treats" and the like have no place here either.
CLAIMS = re.compile(
    r"\b(treat(s|ed|ing)?|heal(s|ed|ing)?|cur(e|es|ed|ing)|reliev\w+|correct(s|ed|ing|ion)?|prevent\w*|diagnos(e|es|is|ing)"
    r"|reduc\w+|fix(es)?|therapeutic|stimulat\w+|inflammation|proven|guarantee\w*|risk)\b",
    re.IGNORECASE,
)


def cues(move: Move) -> tuple[str, ...]:
    return (move.cues.move_in, move.cues.hold, move.cues.release, move.cues.cycle)


def sentences() -> list[tuple[str, str]]:
    found = []
    for cause in CAUSES_LOADED.by_id.values():
        found += [(cause.id, words) for words in (cause.name, cause.sentence)]
        for said in cause.words.values():
            found += [(cause.id, words) for words in (said.title, said.title_plural, *said.bodies)]
    for move in MOVES:
        found += [(move.id, words) for words in (move.name, *move.steps, move.note, move.position)]
        found += [(move.id, words) for words in (*move.equipment, *move.cautions, *cues(move))]
    found += [(CLINIC.name, words) for treatment in CLINIC.treatments for words in treatment]
    return [(where, words) for where, words in found if words]


# --- what is shipped --------------------------------------------------------------------------------------------------


def test_everything_shipped_is_right() -> None:
    assert [str(p) for p in (*MOVE_PROBLEMS, *CAUSE_PROBLEMS, *RULE_PROBLEMS, *CLINIC_PROBLEMS)] == []
    assert len(MOVES) == 23


@pytest.mark.parametrize(("where", "words"), sentences())
def test_no_sentence_claims_anything(where: str, words: str) -> None:
    assert not CLAIMS.search(words), where


def test_every_record_has_its_source() -> None:
    assert all(cause.source for cause in CAUSES_LOADED.by_id.values())
    assert all(move.dose.source and move.review_status for move in MOVES)
    assert all(move.sources[0] == move.dose.source for move in MOVES)
    assert all(TO_REVIEW in move.sources[-1] for move in MOVES if move.cautions)
    assert all(each.source for group in (RULES.conditions, RULES.red_flags, RULES.regions) for each in group)


@pytest.mark.parametrize("move", MOVES, ids=lambda move: move.id)
def test_move(move: Move) -> None:
    assert len(move.steps) >= 3
    assert all(step.endswith(".") for step in move.steps)
    assert set(move.causes) <= {*CAUSES}
    assert set(move.conditions) == {condition.id for condition in RULES.conditions} - {"recent_surgery"}
    on_floor = "FL" in move.tags
    assert move.places == (("home",) if on_floor else ("office", "home"))
    assert move.position.startswith("floor") is on_floor
    one_side = move.dose.sides is Sides.EACH
    assert move.motion.mirrored is one_side
    assert move.substitute in ("", *(other.id for other in MOVES))


# Which published rule stands behind a verdict, by condition and tag ("" any tag), and what names it.
RULE_SOURCES = [
    ({"F", "TR", "TE", "OH"}, "Osteoporosis: Brooke-Wavell 2022; Giangregorio 2014"),
    (set(), "Broken vertebra: Giangregorio 2014"),
    ({"NS", "NR"}, "Osteoarthritis: Healthwise, Neck Arthritis"),
    ({"NF", "NS", "NR"}, "Spinal stenosis: Harvard Health"),
    (set(), "Ankylosing spondylitis: Millner 2016"),
    (set(), "Whiplash or neck injury: CPTA Alberta"),
]


@pytest.mark.parametrize("move", MOVES, ids=lambda move: move.id)
def test_every_rule_that_bears_on_a_move_names_its_source(move: Move) -> None:
    for tags, source in RULE_SOURCES:
        named = any(each.startswith(source) for each in move.sources)
        assert named is (not tags or bool(tags & set(move.tags))), source


@pytest.mark.parametrize("move", MOVES, ids=lambda move: move.id)
def test_the_voice_says_little_and_the_same_for_both_sides(move: Move) -> None:
    for words in cues(move):
        assert len(words.split()) <= 7
        assert not words or words.endswith(".")
        assert not re.search(r"\b(left|right)\b", words, re.IGNORECASE), "the mirror image would be the other side"
    assert bool(move.cues.cycle) is bool(move.motion.cycle), "a cycle has no parts to name"
    assert bool(move.cues.move_in) is not bool(move.motion.cycle)
    if move.dose.hold_s[0] < 3:
        assert not move.cues.hold, "it would be spoken into the release"


@pytest.mark.parametrize("move", MOVES, ids=lambda move: move.id)
def test_cautions_are_sentences_and_equipment_is_known(move: Move) -> None:
    assert move.cautions
    assert all(each.endswith(".") for each in move.cautions)
    assert set(move.equipment) <= EQUIPMENT
    drawn = set(move.motion.props) & set(DRAWN)
    assert {DRAWN[kind] for kind in drawn} <= set(move.equipment), "what is drawn is named"


@pytest.mark.parametrize("move", MOVES, ids=lambda move: move.id)
def test_every_pose_can_be_drawn_and_moves(move: Move) -> None:
    for other_side in (False, True):
        for step in range(21):
            assert pose.check(pose.pose_at(move.motion, step / 20, other_side=other_side)) == []
    halves = {str(pose.pose_at(move.motion, phase)) for phase in (0.0, 0.25, 0.5, 0.75)}
    assert len(halves) > 1, "the figure would stand still"


def test_every_cause_of_the_settings_has_its_moves_or_its_tip() -> None:
    for cause in CAUSES:
        sizes = set(CAUSES_LOADED.by_id[cause].words)
        assert Size.TIP in sizes or any(cause in move.causes for move in MOVES)


def test_causes_are_those_of_the_article() -> None:
    assert {*CAUSES_LOADED.by_id} == {*CAUSES, "standing", "whiplash"}
    kinds = {cause.id: cause.trigger.kind for cause in CAUSES_LOADED.by_id.values()}
    assert kinds == {
        "desk": TriggerKind.SITTING,
        "phone": TriggerKind.PHONE,
        "sleep": TriggerKind.TIME_OF_DAY,
        "lifting": TriggerKind.NAMED_DAYS,
        "sports": TriggerKind.NAMED_DAYS,
        "repetitive": TriggerKind.REPETITION,
        "backpack": TriggerKind.WORK_END,
        "standing": TriggerKind.STANDING,
        "whiplash": TriggerKind.GATE,
    }
    assert CAUSES_LOADED.by_id["sleep"].trigger.at_min == 21 * 60
    assert not CAUSES_LOADED.by_id["whiplash"].words
    repetition = CAUSES_LOADED.by_id["repetitive"].trigger
    assert (repetition.active_min, repetition.window_min, repetition.pause_s, repetition.every_min) == (25, 30, 30, 30)


@pytest.mark.parametrize(
    ("cause", "sizes"),
    [
        ("desk", {Size.NUDGE, Size.STRETCH, Size.STAND}),
        ("phone", {Size.NUDGE, Size.STRETCH}),
        ("repetitive", {Size.NUDGE, Size.STRETCH}),
        ("standing", {Size.STAND}),
        *((cause, {Size.TIP}) for cause in ("sleep", "lifting", "sports", "backpack")),
    ],
)
def test_every_size_has_words_that_take_turns(cause: str, sizes: set[Size]) -> None:
    words = CAUSES_LOADED.by_id[cause].words
    assert set(words) == sizes
    for said in words.values():
        assert len(set(said.bodies)) == len(said.bodies) >= 3


def test_the_example_of_the_product() -> None:
    title, body = CAUSES_LOADED.by_id["desk"].say(Size.STRETCH, 32, 0)
    assert (str(title), str(body)) == ("You have been sitting for 32 minutes.", "Roll your shoulders?")
    again = CAUSES_LOADED.by_id["desk"].say(Size.STRETCH, 1, 1)
    assert str(again[0]) == "You have been sitting for 1 minute."
    assert str(again[1]) != str(body)


def test_a_size_without_words_borrows_those_of_another() -> None:
    title, body = CAUSES_LOADED.by_id["sleep"].say(Size.STRETCH)
    assert str(title)
    assert str(body)
    assert str(CAUSES_LOADED.by_id["whiplash"].say(Size.TIP)[0])


def test_the_clinic_is_that_of_the_article() -> None:
    assert (CLINIC.name, CLINIC.phone, CLINIC.tel) == ("Osteo Health", "403-814-0404", "tel:4038140404")
    assert CLINIC.booking_address == CLINIC.booking_host == ""
    assert [treatment.name for treatment in CLINIC.treatments] == [
        "Osteopathic adjustments",
        "Shockwave therapy",
        "Laser therapy",
        "Ultrasound therapy",
        "Electrotherapy",
    ]


def test_numbers_to_call() -> None:
    assert {region.id: (region.emergency, region.health_line) for region in RULES.regions} == {
        "CA-AB": ("911", "Health Link 811"),
        "US": ("911", ""),
        "GB": ("999", "111"),
        "EU": ("112", ""),
        "AU": ("000", ""),
        "other": ("your local emergency number", ""),
    }


def test_the_fallback_has_what_the_core_asks_for() -> None:
    for cause in ("desk", "phone"):
        title, body = FALLBACK.by_id[cause].say(Size.STRETCH, 30)
        assert "30 minutes" in str(title)
        assert str(body)


# --- broken files -----------------------------------------------------------------------------------------------------


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A copy of the shipped content that a test may break."""
    shutil.copytree(SHIPPED / "content", tmp_path / "content")
    monkeypatch.setenv(RESOURCES_VARIABLE, str(tmp_path))
    return tmp_path / "content"


def change(path: Path, old: str, new: str) -> None:
    source = path.read_text(encoding="utf-8")
    assert old in source
    path.write_text(source.replace(old, new, 1), encoding="utf-8")


PLAIN_MOTION = """[motion]
start = {}
end = { "neck.side" = -30 }
mirrored = true

[conditions]"""
# What is changed, into what, the part of the line that is told, and why ("" where there is no line to tell).
BROKEN_MOVES = [
    ('view = "front"', 'view = "fromt"', "fromt", 'view has "fromt", which is not known'),
    ('tags = ["NS"]', 'tags = ["NS", "QQ"]', "QQ", 'tags has "QQ", which is not known'),
    ('"upper trapezius"', '"upper trapezium"', "trapezium", 'muscles has "upper trapezium", which is not known'),
    ('"desk", "phone"', '"disk", "phone"', "disk", 'causes has "disk"'),
    ("hold_s = [15, 30]", "hold_s = [30, 15]", "[30, 15]", "dose.hold_s is (least, most)"),
    ("hold_s = [15, 30]", "hold_s = 15", "hold_s = 15", "dose.hold_s must be a list"),
    ("hold_s = [15, 30]", "hold_s = [15]", "[15]", "dose.hold_s needs 2 values"),
    ("hold_s = [15, 30]", "hold_s = [-1, 30]", "[-1, 30]", "dose.hold_s[0] must be 0 or more"),
    ("hold_s = [15, 30]", "hold_s = [15, 900]", "900", "dose.hold_s[1] must be 600 or less"),
    ("hold_s = [15, 30]", "hold_s = [nan, nan]", "nan", "dose.hold_s[0] must be 0 or more"),
    ("reps = [2, 4]", "reps = [0, 4]", "[0, 4]", "dose.reps[0] must be 1 or more"),
    ("reps = [2, 4]", "reps = [4, 2]", "[4, 2]", "dose.reps is (least, most)"),
    ("reps = [2, 4]", "reps = [2, 3.5]", "3.5", "dose.reps[1] must be a whole number"),
    ('sides = "each"', 'sides = "left"', '"left"', 'dose.sides has "left", which is not known'),
    ("[dose]", "[dose]\nsets = 3", "sets", 'there is no key "dose.sets"'),
    ('move_in = "', 'move_on = "', "move_on", 'there is no key "cues.move_on"'),
    ('move_in = "', f'move_in = "{"so " * 30}', "so so", "cues.move_in is longer than 60 letters"),
    ('"Use the weight', '" ",\n    "Use the weight', '" ",', "steps[2] is empty"),
    ('"Use the weight', '3,\n    "Use the weight', "3,", "steps[2] must be words in quotes"),
    ("cautions = [", "cautions = [\n    7,", "7,", "cautions[0] must be words in quotes"),
    ('places = ["office"', 'places = ["moon"', "moon", 'places[0] has "moon", which is not known'),
    ('tags = ["NS"]', 'tags = ["NS", "FL"]', "places", 'a move on the floor is for places = ["home"] only'),
    ("[motion]", '[motion]\nstance = "kneeling"', "places", 'a move on the floor is for places = ["home"] only'),
    ("[motion]", '[motion]\nstance = "floating"', "floating", 'motion.stance has "floating", which is not known'),
    ("[motion]", '[motion]\nprops = ["mat", "sofa"]', "sofa", 'motion.props[1] has "sofa", which is not known'),
    ("cautions = [", 'equipment = ["a wal"]\ncautions = [', "a wal", 'equipment has "a wal", which is not known'),
    ("cautions = [", 'also = ["hanging"]\ncautions = [', "hanging", 'also[0] has "hanging", which is not known'),
    ("cautions = [", 'also = ["supine"]\ncautions = [', "places", 'a move on the floor is for places = ["home"] only'),
    ("[motion]", "[motion]\nperiod_s = 0", "period_s", "motion.period_s must be more than 0"),
    ("[motion]", "[motion]\nmirored = true", "mirored", 'there is no key "motion.mirored"'),
    ("[motion]", "[motion]\ncycle = [{}, {}]", "[motion]", 'a motion needs an "end" or a "cycle", and never both'),
    ('end = { "neck.side" = -30 }', "", "[motion]", 'a motion needs an "end" or a "cycle", and never both'),
    ('end = { "neck.side" = -30 }', "cycle = [{}]", "cycle", "a cycle needs two poses at least"),
    ("mirrored = true", 'mirrored = "yes"', "mirrored", "motion.mirrored must be true or false"),
    ('"neck.side" = -30', '"neck.side" = -90', "-90", "neck.side must be from -"),
    ('"neck.side" = -30', '"neck.side" = nan', "nan", "neck.side must be from -"),
    ('"neck.side" = -30', '"neck.side" = inf', "inf", "neck.side must be from -"),
    ('"neck.side" = -30', '"neck.sied" = -30', "neck.sied", 'there is no joint channel "neck.sied"'),
    ('"neck.side" = -30', '"neck.side" = "far"', "far", "motion.end must be a number"),
    ('name = "Neck side stretch"', "", "", 'the key "name" is missing'),
    ('name = "Neck side stretch"', 'name = " "', 'name = " "', "name is empty"),
    ('name = "Neck', 'nmae = 1\nname = "Neck', "nmae", 'there is no key "nmae"'),
    ('id = "neck-side"', 'id = "neck-sides"', "id", 'its id "neck-sides" and the name of its file differ'),
    ('id = "neck-side"', 'id = "doorway"', "id", 'its id "doorway" is that of doorway.toml already'),
    ('id = "neck-side"', 'id = "Neck-Side"', "id", "id may have small letters, digits and hyphens only"),
    ('id = "neck-side"', 'id = "../neck-side"', "id", "id may have small letters, digits and hyphens only"),
    ('vertigo = "A"', 'vertigo = "Q"', '"Q"', "a verdict is one of O, M, A, X"),
    ('vertigo = "A"', 'vertigoo = "A"', "vertigoo", 'conditions has "vertigoo"'),
    ("[motion]", "[motion", "[motion", "Expected ']'"),
    ("vertigo", "pregnancy", "pregnancy", "Cannot overwrite a value"),
]


@pytest.mark.parametrize(
    ("old", "new", "told", "reason"), BROKEN_MOVES, ids=[f"{each[3]} ({each[1][:20]})" for each in BROKEN_MOVES]
)
def test_a_broken_move_is_skipped_and_told(folder: Path, old: str, new: str, told: str, reason: str) -> None:
    path = folder / "moves" / "neck-side.toml"
    whole = re.sub(r"^\[motion\].*^\[conditions\]", PLAIN_MOTION, path.read_text(), flags=re.DOTALL | re.MULTILINE)
    path.write_text(whole)
    change(path, old, new)
    moves, problems = content.load_moves()
    assert len(problems) == 1, problems
    assert reason in str(problems[0].reason)
    assert "\n" not in str(problems[0])
    line = problems[0].line
    assert str(problems[0]).startswith(f"{path}, line {line}: " if line else f"{path}: ")
    assert {move.id for move in moves} == {move.id for move in MOVES} - {"neck-side"}
    assert bool(line) is bool(told)
    assert told in path.read_text().splitlines()[line - 1]


@pytest.mark.parametrize(
    ("steps", "reason"),
    [
        ("steps = []", "line 8: steps needs 2 at least."),
        ('steps = ["Lift."]', "line 8: steps needs 2 at least."),
        ("", 'the key "steps" is missing.'),
    ],
)
def test_steps_that_are_missing_are_told(folder: Path, steps: str, reason: str) -> None:
    path = folder / "moves" / "shrug-drop.toml"
    path.write_text(re.sub(r"steps = \[.*?\]", steps, path.read_text(), flags=re.DOTALL))
    _, problems = content.load_moves()
    assert [str(each).removeprefix(f"{path}").lstrip(",: ") for each in problems] == [reason]


@pytest.mark.parametrize(
    ("easing", "reason"),
    [
        ('"bouncy"', 'motion.easing has "bouncy", which is not known'),
        ('""', 'motion.easing has "", which is not known'),
        ("3", "motion.easing must be words in quotes"),
    ],
)
def test_an_easing_that_is_not_known_is_told_with_its_line(folder: Path, easing: str, reason: str) -> None:
    path = folder / "moves" / "shoulder-roll.toml"
    change(path, 'easing = "steady"', f"easing = {easing}")
    moves, problems = content.load_moves()
    line = path.read_text().splitlines().index(f"easing = {easing}") + 1
    assert [str(each) for each in problems] == [f"{path}, line {line}: {reason}."]
    assert len(moves) == len(MOVES) - 1


def test_every_easing_is_that_of_a_move_and_none_said_is_smooth(folder: Path) -> None:
    assert {move.motion.easing for move in MOVES} == set(Easing)
    change(folder / "moves" / "shoulder-roll.toml", 'easing = "steady"', "")
    moves, _ = content.load_moves()
    assert {move.id: move for move in moves}["shoulder-roll"].motion.easing is Easing.SMOOTH


def test_every_muscle_has_short_plain_words_of_its_own(folder: Path) -> None:
    muscles, problems = content.load_muscles()
    assert not problems
    assert len(set(muscles.values())) == len(muscles)
    assert all(len(words) <= 21 for words in muscles.values()), "the legend has no room for more"
    for move in MOVES:
        assert move.plain_muscles == tuple(muscles[each] for each in move.muscles)
    change(folder / "muscles.toml", '"side of the neck"', '"neck to shoulder"')
    muscles, problems = content.load_muscles()
    assert not muscles
    assert '"neck to shoulder" is said of two muscles' in str(problems[0])
    moves, _ = content.load_moves()
    assert {move.plain_muscles for move in moves} == {move.muscles for move in MOVES}, "then they go by name"


@pytest.mark.parametrize("key", ["[dose]", "[motion]", "[conditions]", "sources = "])
def test_a_part_that_is_missing_is_told(folder: Path, key: str) -> None:
    path = folder / "moves" / "shrug-drop.toml"
    change(path, key, key.replace("[", "[x").replace("sources", "xsources"))
    moves, problems = content.load_moves()
    assert len(problems) == 1
    assert len(moves) == len(MOVES) - 1


def test_a_mistake_in_the_last_pose_of_a_cycle_is_told_with_its_line(folder: Path) -> None:
    path = folder / "moves" / "shoulder-roll.toml"
    cycle = '[motion]\nstart = {}\ncycle = [\n    { "elbow" = 1 },\n\n    { "elbow" = 400 },  # far\n]\n\n[conditions]'
    source = re.sub(r"^\[motion\].*^\[conditions\]", cycle, path.read_text(), flags=re.DOTALL | re.MULTILINE)
    path.write_text(source)
    _, problems = content.load_moves()
    assert (problems[0].key, problems[0].line) == ("motion.cycle[1]", source[: source.index("400")].count("\n") + 1)
    assert "elbow must be from" in str(problems[0])


@pytest.mark.parametrize("name", [".neck-side.toml", "._neck-side.toml", ".#neck-side.toml", "neck-side.toml~"])
def test_what_editors_and_systems_leave_behind_is_no_move(folder: Path, name: str) -> None:
    (folder / "moves" / name).write_bytes(b"\x00rubbish")
    assert content.load_moves() == (MOVES, ())


def test_a_copy_under_another_name_is_told_and_the_move_is_there_once(folder: Path) -> None:
    copy = folder / "moves" / "copy-of-neck-side.toml"
    shutil.copy(folder / "moves" / "neck-side.toml", copy)
    moves, problems = content.load_moves()
    assert moves == MOVES
    assert [str(each) for each in problems] == [
        f'{copy}, line 1: its id "neck-side" is that of neck-side.toml already.'
    ]


def test_a_huge_file_is_told_and_not_read(folder: Path) -> None:
    path = folder / "moves" / "neck-side.toml"
    with path.open("ab") as opened:
        opened.write(b"#" * MOST_BYTES)
    moves, problems = content.load_moves()
    assert [str(each) for each in problems] == [f"{path}: this is too large a file to be read (over 1 MiB)."]
    assert len(moves) == len(MOVES) - 1


def test_an_empty_folder_is_told(folder: Path) -> None:
    for path in (folder / "moves").iterdir():
        path.unlink()
    moves, problems = content.load_moves()
    assert moves == ()
    assert [str(each) for each in problems] == [f"{folder / 'moves'}: there are no moves here."]


def test_every_file_can_be_broken_at_once_and_each_is_told(folder: Path) -> None:
    for number, path in enumerate(sorted((folder / "moves").iterdir())):
        if number % 2:
            path.write_text("[[[")
    moves, problems = content.load_moves()
    assert len([each for each in problems if each.line == 1]) == len(MOVES) // 2
    assert {move.id for move in moves} == {move.id for move in MOVES[::2]}


@pytest.mark.parametrize(
    ("was", "is_now"), [("hold_s = [15, 30]", "hold_s = 15"), ("start = {", 'start = { "tail" = 1,')]
)
def test_what_is_said_of_a_mistake_is_translated(
    folder: Path, monkeypatch: pytest.MonkeyPatch, was: str, is_now: str
) -> None:
    change(folder / "moves" / "neck-side.toml", was, is_now)
    _, problems = content.load_moves()
    plain = str(problems[0].reason)
    monkeypatch.setattr(words_of_the_app._Language, "translations", PseudoTranslations())
    assert str(problems[0].reason) != plain


def test_a_substitute_that_is_not_there_is_told_and_the_move_stays(folder: Path) -> None:
    (folder / "moves" / "self-hug.toml").unlink()
    moves, problems = content.load_moves()
    assert 'its substitute "self-hug" is not there' in str(problems[0])
    assert "rhomboid-reach" in {move.id for move in moves}


@pytest.mark.parametrize(
    ("damage", "reason"),
    [
        (b"\xff\xfe\x00", "line 1: this is not UTF-8 text"),
        (b'name = "\xe9t\xe9"\n', "line 1: this is not UTF-8 text"),
        (b"", 'the key "'),
        (b"\x00" * 64, "line 1"),
        (b"[[[[", "line 1"),
        (b"a = " + b"[" * 5000, "toml"),
    ],
)
@pytest.mark.parametrize("name", ["causes.toml", "safety.toml", "regions.toml", "clinic.toml", "moves/neck-turn.toml"])
def test_rubbish_is_one_sentence(folder: Path, name: str, damage: bytes, reason: str) -> None:
    (folder / name).write_bytes(damage)
    load = {
        "causes.toml": content.load_causes,
        "safety.toml": content.load_safety,
        "regions.toml": content.load_safety,
        "clinic.toml": content.load_clinic,
    }.get(name, content.load_moves)
    _, problems = load()
    assert len(problems) == 1
    assert reason in str(problems[0])
    assert "\n" not in str(problems[0])


def test_a_file_that_is_missing_or_a_folder_is_told(folder: Path) -> None:
    (folder / "causes.toml").unlink()
    causes, problems = content.load_causes()
    assert causes is FALLBACK
    assert str(problems[0]) == f"{folder / 'causes.toml'}: there is no such file."
    (folder / "clinic.toml").unlink()
    (folder / "clinic.toml").mkdir()
    clinic, problems = content.load_clinic()
    assert clinic == Clinic("", "")
    assert len(problems) == 1


def test_without_any_folder_everything_is_told_and_nothing_raises(tmp_path: Path, monkeypatch) -> None:
    monkeypatch.setenv(RESOURCES_VARIABLE, str(tmp_path / "nowhere"))
    assert content.load_moves()[0] == ()
    assert content.load_moves()[1]
    assert content.load_causes()[0] is FALLBACK
    assert content.load_safety()[0] == SafetyRules()


def test_a_broken_safety_table_closes_the_gate(folder: Path) -> None:
    change(folder / "safety.toml", 'level = "emergency"', 'level = "mild"')
    rules, problems = content.load_safety()
    assert replace(rules, regions=()) == SafetyRules()
    assert not gate(SafetyState(answered=True), rules).is_open
    assert "line" in str(problems[0])
    assert "level" in str(problems[0])


@pytest.mark.parametrize(
    ("old", "new", "reason"),
    [
        ('N = "O"', 'N = "Z"', "a verdict is one of"),
        ('N = "O"', 'NOPE = "O"', 'there is no tag "NOPE"'),
        ('default = "A"', 'default = "B"', ""),
        ('id = "slipped_disc"', 'id = "osteoporosis"', '"osteoporosis" is there twice'),
        ('id = "fever"', 'id = "chest-pain"', '"chest-pain" is there twice'),
        ("source = 'Giangregorio 2014'\n", "", 'the key "condition[1].source" is missing'),
    ],
)
def test_mistakes_in_the_table_are_told(folder: Path, old: str, new: str, reason: str) -> None:
    change(folder / "safety.toml", old, new)
    rules, problems = content.load_safety()
    if not reason:  # every tag has its own letter: the default is not in use, and counts as "ask"
        assert not problems
        return
    assert replace(rules, regions=()) == SafetyRules()
    assert reason in str(problems[0])
    assert problems[0].line > 1


def test_a_broken_table_of_regions_takes_only_the_numbers_away(folder: Path) -> None:
    change(folder / "regions.toml", 'id = "GB"', 'id = "US"')
    rules, problems = content.load_safety()
    assert rules.regions == ()
    assert rules.conditions
    assert rules.red_flags
    assert "regions.toml" in str(problems[0])
    assert '"US" is there twice' in str(problems[0])


def test_who_approved_the_library_and_when(folder: Path) -> None:
    assert content.load_clinic()[0].approval is None
    clinic = folder / "clinic.toml"
    whole = clinic.read_text(encoding="utf-8")
    clinic.write_text(whole + '\n[library]\napproved_by = "A. Clinician"\napproved_on = 2026-11-02\n', encoding="utf-8")
    approved, problems = content.load_clinic()
    assert not problems
    assert approved.approval == Approval("A. Clinician", date(2026, 11, 2))
    clinic.write_text(whole + '\n[library]\napproved_by = "A. Clinician"\napproved_on = "soon"\n', encoding="utf-8")
    assert "library.approved_on" in str(content.load_clinic()[1][0])


@pytest.mark.parametrize(
    ("old", "new", "reason"),
    [
        ('at = "21:00"', 'at = "25:00"', "its trigger needs a time"),
        (', at = "21:00"', "", "its trigger needs a time"),
        ('kind = "phone"', 'kind = "fax"', 'cause[1].trigger.kind has "fax", which is not known'),
        ("active_min = 25", "active_min = 31", "can't be more than window_min"),
        ("[cause.words.nudge]", "[cause.words.shout]", "shout"),
        ("Roll your shoulders?", "Roll {your} shoulders?", 'may hold {minutes} only, not "your"'),
        ("Roll your shoulders?", "Roll {} shoulders?", "may hold {minutes} only"),
        ("Roll your shoulders?", "Roll } shoulders?", "a brace too many"),
        ('title_plural = "You have been sitting for {minutes} minutes."\n', "", "needs a title_plural"),
        ('id = "phone"', 'id = "desk"', '"desk" is there twice'),
        ('sentence = "Lifting', 'sentense = "Lifting', 'there is no key "cause[3].sentense"'),
    ],
)
def test_mistakes_in_the_causes_are_told(folder: Path, old: str, new: str, reason: str) -> None:
    change(folder / "causes.toml", old, new)
    causes, problems = content.load_causes()
    assert isinstance(causes, Causes)
    assert causes is FALLBACK
    assert reason in str(problems[0])
    assert problems[0].line > 1


@pytest.mark.parametrize(
    "address",
    [
        "http://clinic.example/",
        "https://",
        "https://localhost/",
        "https://user:word@clinic.example/",
        "https://user@clinic.example/",
        "https://clinic.example@evil.example/",
        "https://clinic.example\\@evil.example/",
        "https://clinic.example/a b",
        "https://clinic.example/\nx",
        "https://clinic.example/<script>",
        'https://clinic.example/"x',
        "https://clin\u0456c.example/",
        "https://clinic..example/",
        "https://-clinic.example/",
        "https://clinic.example:99999999/",
        "javascript:alert(1)",
        " https://clinic.example/",
        "https://clinic.example/\u202e",
        "HTTPS:clinic.example",
    ],
)
def test_only_a_plain_https_address_is_taken(folder: Path, address: str) -> None:
    assert not content.is_booking_address(address)
    change(folder / "clinic.toml", 'booking_address = ""', f"booking_address = {json.dumps(address)}")
    clinic, problems = content.load_clinic()
    assert clinic.booking_address == ""
    assert problems


@pytest.mark.parametrize(
    "address",
    [
        "https://clinic.example",
        "https://book.clinic.example/osteo-health/?service=first&ref=app#times",
        "https://clinic.example:8443/book",
        "https://xn--bcher-kva.example/",
    ],
)
def test_a_plain_https_address_is_taken(folder: Path, address: str) -> None:
    change(folder / "clinic.toml", 'booking_address = ""', f'booking_address = "{address}"')
    clinic, problems = content.load_clinic()
    assert not problems
    assert clinic.booking_address == address
    assert clinic.booking_host


def test_a_file_with_a_byte_order_mark_or_windows_lines_is_read(folder: Path) -> None:
    path = folder / "clinic.toml"
    path.write_bytes(b"\xef\xbb\xbf" + path.read_bytes().replace(b"\n", b"\r\n"))
    assert content.load_clinic() == (CLINIC, ())


def test_adding_a_move_touches_no_code(folder: Path) -> None:
    source = (folder / "moves" / "neck-turn.toml").read_text()
    (folder / "moves" / "neck-look.toml").write_text(source.replace("neck-turn", "neck-look"))
    assert "neck-look" in {move.id for move in content.load_moves()[0]}
