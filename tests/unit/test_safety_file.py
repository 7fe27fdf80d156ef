"""The safety answers on the disk: no content of the files, however mangled, opens a gate that was shut."""

import hashlib
import json
import stat
import sys
from dataclasses import asdict, replace
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from postureapp.core.errors import EnvironmentProblem
from postureapp.core.safety import SafetyState, gate
from postureapp.storage import atomic
from postureapp.storage.content import load_safety
from postureapp.storage.safety_file import FileSafetyStore
from tests.helpers.days import cleared

RULES = load_safety()[0]
OPEN = SafetyState(
    answered=True,
    answered_utc="2026-03-09T18:00:00+00:00",
    pain_now=True,
    assessed=True,
    conditions=("osteoporosis", "vertigo"),
    region="CA-AB",
)
SHUT = (
    replace(OPEN, assessed=False),
    replace(OPEN, answered=False),
    replace(OPEN, recent_injury=True),
    replace(OPEN, red_flags=("chest-pain",)),
    replace(OPEN, something_different=True),
)
UNKNOWN = SafetyState()


class Store:
    """A store in a folder, and what it told."""

    def __init__(self, folder: Path) -> None:
        self.main = folder / "safety.json"
        self.copy = folder / "safety.json.copy"
        self.told: list[EnvironmentProblem] = []
        self.store = FileSafetyStore(self.main, self.told.append)

    def aside(self) -> list[Path]:
        return [path for path in self.main.parent.iterdir() if ".broken-" in path.name]


@pytest.fixture
def kept(tmp_path: Path) -> Store:
    return Store(tmp_path)


def test_without_files_it_is_unknown_and_nothing_is_told(kept: Store) -> None:
    assert kept.store.load() == UNKNOWN
    assert not kept.told
    assert not gate(kept.store.load(), RULES).is_open


@pytest.mark.parametrize("safety", [OPEN, *SHUT, UNKNOWN])
def test_answers_come_back_as_they_were(kept: Store, safety: SafetyState) -> None:
    kept.store.save(safety)
    assert kept.store.load() == safety
    assert kept.main.read_bytes() == kept.copy.read_bytes()
    if sys.platform != "win32":
        assert {stat.S_IMODE(path.stat().st_mode) for path in (kept.main, kept.copy)} == {0o600}
    assert not kept.told


def test_the_copy_stands_in_for_a_broken_file_and_mends_it(kept: Store) -> None:
    kept.store.save(OPEN)
    kept.main.write_bytes(b"{")
    assert kept.store.load() == OPEN
    assert len(kept.told) == 1
    assert "Its copy is used." in str(kept.told[0])
    assert [path.read_bytes() for path in kept.aside()] == [b"{"]
    kept.copy.unlink()
    assert kept.store.load() == OPEN


def test_the_copy_stands_in_for_a_file_that_is_gone(kept: Store) -> None:
    kept.store.save(OPEN)
    kept.main.unlink()
    assert kept.store.load() == OPEN


def test_both_broken_is_unknown_and_told(kept: Store) -> None:
    kept.store.save(OPEN)
    kept.main.write_bytes(b"{")
    kept.copy.write_bytes(b"")
    assert kept.store.load() == UNKNOWN
    assert len(kept.told) == 2
    assert "Stretches are off" in str(kept.told[0])
    assert len(kept.aside()) == 2
    assert kept.store.load() == UNKNOWN
    assert len(kept.told) == 2


def test_a_newer_answer_is_never_replaced_by_an_older_copy(kept: Store, monkeypatch) -> None:
    kept.store.save(OPEN)
    written = []

    def write_once(path: Path, content: bytes, *, durable: bool = True) -> None:
        if written:
            raise EnvironmentProblem("The power went.")
        written.append(path)
        path.write_bytes(content)

    monkeypatch.setattr(atomic, "write", write_once)
    with pytest.raises(EnvironmentProblem, match="will be asked again"):
        kept.store.save(SHUT[3])
    monkeypatch.undo()
    assert not gate(kept.store.load(), RULES).is_open


def test_answers_that_can_t_be_kept_take_the_old_ones_away(kept: Store, monkeypatch) -> None:
    kept.store.save(OPEN)

    def full(*_args: object, **_more: object) -> None:
        raise EnvironmentProblem("The disk is full.")

    monkeypatch.setattr(atomic, "write", full)
    with pytest.raises(EnvironmentProblem, match=r"The disk is full\. The safety answers could not be kept"):
        kept.store.save(SHUT[0])
    assert kept.store.load() == UNKNOWN


WRONG = [
    lambda file: file["safety"].update(pain_now=0),
    lambda file: file["safety"].update(assessed="true"),
    lambda file: file["safety"].update(conditions="osteoporosis"),
    lambda file: file["safety"].update(conditions=[]),
    lambda file: file["safety"].update(conditions=[None]),
    lambda file: file["safety"].update(more=True),
    lambda file: file["safety"].pop("conditions"),
    lambda file: file["safety"].pop("pain_now"),
    lambda file: file.update(version=3),
    lambda file: file.update(version=True),
    lambda file: file.update(more=1),
    lambda file: file.pop("sha256"),
    lambda file: file.update(sha256=""),
    lambda file: file.update(safety=None),
]


@pytest.mark.parametrize("spoil", WRONG, ids=range(len(WRONG)))
def test_wrong_types_and_unknown_keys_are_unknown(kept: Store, spoil) -> None:
    kept.store.save(OPEN)
    file = json.loads(kept.main.read_text())
    spoil(file)
    for path in (kept.main, kept.copy):
        path.write_text(json.dumps(file))
    assert kept.store.load() == UNKNOWN


def test_a_file_of_the_first_version_is_read_and_its_unsigned_clearances_do_not_count(kept: Store) -> None:
    answers = json.loads(json.dumps(asdict(OPEN))) | {"clearances": ["seated-turn"]}
    checked = hashlib.sha256(json.dumps(answers, separators=(",", ":")).encode()).hexdigest()
    kept.main.write_text(json.dumps({"version": 1, "safety": answers, "sha256": checked}))
    assert kept.store.load() == OPEN
    kept.store.save(kept.store.load())
    assert json.loads(kept.main.read_text())["version"] == 2


def test_a_clearance_is_kept_with_who_gave_it_and_when(kept: Store) -> None:
    known = replace(OPEN, clearances=(cleared("seated-turn"),))
    kept.store.save(known)
    assert kept.store.load() == known


MANGLE = st.lists(
    st.tuples(
        st.sampled_from(["flip", "cut", "drop", "insert", "double", "swap"]),
        st.integers(0, 2000),
        st.binary(max_size=6),
    ),
    min_size=1,
    max_size=4,
)
WORDS = ((b"true", b"false"), (b"false", b"true"), (b"osteoporosis", b""), (b'"chest-pain"', b""), (b"{", b"["))


def mangled(content: bytes, steps: list[tuple[str, int, bytes]]) -> bytes:
    for way, number, more in steps:
        place = number % (len(content) or 1)
        if way == "flip":
            content = (
                content[:place] + bytes([content[place] ^ (1 << number % 8)]) + content[place + 1 :] if content else b""
            )
        elif way == "cut":
            content = content[:place]
        elif way == "drop":
            content = content[:place] + content[place + 1 + number % 30 :]
        elif way == "insert":
            content = content[:place] + more + content[place:]
        elif way == "double":
            content = content[:place] + content
        else:
            content = content.replace(*WORDS[number % len(WORDS)])
    return content


@settings(max_examples=400, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.sampled_from(SHUT), MANGLE, MANGLE)
def test_no_mangled_file_opens_a_shut_gate(tmp_path_factory, safety: SafetyState, main, copy) -> None:
    kept = Store(tmp_path_factory.mktemp("safety"))
    kept.store.save(safety)
    content = kept.main.read_bytes()
    kept.main.write_bytes(mangled(content, main))
    kept.copy.write_bytes(mangled(content, copy))
    found = kept.store.load()
    assert found in (safety, UNKNOWN)
    assert not gate(found, RULES).is_open


@settings(max_examples=200, deadline=None)
@given(MANGLE, st.binary(max_size=300) | st.none())
def test_what_is_mangled_is_never_more_permissive(tmp_path_factory, main, copy: bytes | None) -> None:
    kept = Store(tmp_path_factory.mktemp("safety"))
    kept.store.save(OPEN)
    kept.main.write_bytes(mangled(kept.main.read_bytes(), main))
    if copy is None:
        kept.copy.unlink()
    else:
        kept.copy.write_bytes(copy)
    assert kept.store.load() in (OPEN, UNKNOWN)


def test_deep_nesting_is_unknown(kept: Store) -> None:
    kept.main.write_bytes(b"[" * 100_000)
    assert kept.store.load() == UNKNOWN


def test_a_folder_in_its_place_is_unknown(kept: Store) -> None:
    kept.main.mkdir()
    assert kept.store.load() == UNKNOWN
    assert kept.told
