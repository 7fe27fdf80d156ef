"""The shipped content is whole and says nothing it must not, and a broken file is one clear sentence."""

import json
import re
import shutil
from pathlib import Path

import pytest

from postureapp.core import pose
from postureapp.core.causes import FALLBACK, Causes, TriggerKind
from postureapp.core.clinic import Clinic
from postureapp.core.events import Size
from postureapp.core.moves import Move, Sides
from postureapp.core.safety import SafetyRules, SafetyState, gate
from postureapp.core.settings import CAUSES
from postureapp.storage import content
from postureapp.storage.folders import RESOURCES_VARIABLE, resources

SHIPPED = resources()
MOVES, MOVE_PROBLEMS = content.load_moves()
CAUSES_LOADED, CAUSE_PROBLEMS = content.load_causes()
RULES, RULE_PROBLEMS = content.load_safety()
CLINIC, CLINIC_PROBLEMS = content.load_clinic()

# Words that claim what the app may not claim. "Your clinician treats" and the like have no place here either.
CLAIMS = re.compile(
    r"\b(treat(s|ed|ing)?|heal(s|ed|ing)?|cur(e|es|ed|ing)|reliev\w+|correct(s|ed|ing|ion)?|prevent\w*|diagnos(e|es|is|ing)"
    r"|reduc\w+|fix(es)?|therapeutic|stimulat\w+|inflammation|proven|guarantee\w*|risk)\b",
    re.IGNORECASE,
)


def sentences() -> list[tuple[str, str]]:
    found = []
    for cause in CAUSES_LOADED.by_id.values():
        found += [(cause.id, words) for words in (cause.name, cause.sentence)]
        for said in cause.words.values():
            found += [(cause.id, words) for words in (said.title, said.title_plural, *said.bodies)]
    for move in MOVES:
        found += [(move.id, words) for words in (move.name, *move.steps, move.note, move.position)]
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


BROKEN_MOVES = [
    ('view = "front"', 'view = "fromt"', 7, 'view: invalid enum value "fromt"'),
    ('tags = ["NS"]', 'tags = ["NS", "QQ"]', 0, 'tags has "QQ", which is not known'),
    ('"upper trapezius"', '"upper trapezium"', 3, 'muscles has "upper trapezium"'),
    ('"desk", "phone"', '"disk", "phone"', 4, 'causes has "disk"'),
    ("hold_s = [15, 30]", "hold_s = [30, 15]", 0, "dose.hold_s is (least, most)"),
    ("hold_s = [15, 30]", "hold_s = 15", 0, 'dose.hold_s: expected "array", got "int"'),
    ("reps = [2, 4]", "reps = [0, 4]", 0, "dose.reps"),
    ('"neck.side" = -30', '"neck.side" = -90', 0, "neck.side must be from -45 to 45, not -90"),
    ('"neck.side" = -30', '"neck.sied" = -30', 0, 'there is no joint channel "neck.sied"'),
    ('"neck.side" = -30', '"neck.side" = "far"', 0, 'expected "float", got "str"'),
    ('name = "Neck side stretch"', "", 0, 'the key "name" is missing'),
    ('name = "Neck', 'nmae = 1\nname = "Neck', 2, 'there is no key "nmae"'),
    ('id = "neck-side"', 'id = "blade-squeeze"', 1, "the name of its file differ"),
    ('vertigo = "A"', 'vertigo = "Q"', 0, "a verdict is one of O, M, A, X"),
    ('vertigo = "A"', 'vertigoo = "A"', 0, 'conditions has "vertigoo"'),
    ("[motion]", "[motion", 0, "Expected ']'"),
]


@pytest.mark.parametrize(("old", "new", "line", "reason"), BROKEN_MOVES, ids=[each[3] for each in BROKEN_MOVES])
def test_a_broken_move_is_skipped_and_told(folder: Path, old: str, new: str, line: int, reason: str) -> None:
    path = folder / "moves" / "neck-side.toml"
    change(path, old, new)
    moves, problems = content.load_moves()
    assert len(problems) == 1, problems
    assert reason in str(problems[0])
    assert str(path) in str(problems[0])
    assert {move.id for move in moves} == {move.id for move in MOVES} - {"neck-side"}
    if line:
        assert problems[0].line == line
    if 'the key "name"' not in reason:
        wrong = path.read_text().splitlines()[problems[0].line - 1]
        assert any(part in wrong for part in new.splitlines()[0].split("=")[0].split()), (wrong, problems[0])


def test_steps_that_are_missing_are_told(folder: Path) -> None:
    path = folder / "moves" / "shrug-drop.toml"
    path.write_text(re.sub(r"steps = \[.*?\]", "steps = []", path.read_text(), flags=re.DOTALL))
    _, problems = content.load_moves()
    assert "steps: expected" in str(problems[0])


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
@pytest.mark.parametrize("name", ["causes.toml", "safety.toml", "clinic.toml", "moves/neck-turn.toml"])
def test_rubbish_is_one_sentence(folder: Path, name: str, damage: bytes, reason: str) -> None:
    (folder / name).write_bytes(damage)
    load = {
        "causes.toml": content.load_causes,
        "safety.toml": content.load_safety,
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
    assert rules == SafetyRules()
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
        ("source = 'Giangregorio 2014'\n", "", 'the key "source" is missing'),
    ],
)
def test_mistakes_in_the_table_are_told(folder: Path, old: str, new: str, reason: str) -> None:
    change(folder / "safety.toml", old, new)
    rules, problems = content.load_safety()
    if not reason:  # every tag has its own letter: the default is not in use, and counts as "ask"
        assert not problems
        return
    assert rules == SafetyRules()
    assert reason in str(problems[0])
    assert problems[0].line > 1


@pytest.mark.parametrize(
    ("old", "new", "reason"),
    [
        ('at = "21:00"', 'at = "25:00"', "its trigger needs a time"),
        (', at = "21:00"', "", "its trigger needs a time"),
        ('kind = "phone"', 'kind = "fax"', 'invalid enum value "fax"'),
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
