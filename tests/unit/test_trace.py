"""The format of traces: what docs/user/traces.md says is what is read, and what is wrong is told with file and line."""

import json
import re
from collections import Counter
from datetime import UTC, datetime
from pathlib import Path

import pytest

from postureapp.core.errors import EnvironmentProblem
from postureapp.core.events import Answer, GapAnswer
from postureapp.core.replay import KINDS, replay
from postureapp.core.safety import SafetyState
from postureapp.core.traces import EventKind, SpanKind
from postureapp.devtools.simulate import as_lines
from postureapp.devtools.trace import read_trace
from tests.helpers.days import shipped

DOCS = (Path(__file__).resolve().parents[2] / "docs" / "user" / "traces.md").read_text(encoding="utf-8")
HEAD = 'start = 2026-03-09T08:30:00-06:00\ntz = "America/Edmonton"\n'
SPAN = '[[span]]\nkind = "active"\nfor = "31m"\n'
EVENT = '[[event]]\nat = "+1m"\n'
FIELDS = {"at", "t_s", "kind", "cause", "size", "why", "answer", "posture_s", "spell_s", "phone_s"}


def write(folder: Path, words: str) -> Path:
    """A trace file with these words."""
    path = folder / "day.toml"
    path.write_text(words, encoding="utf-8")
    return path


def lines(folder: Path, words: str) -> list[dict[str, object]]:
    """The JSON lines of a trace."""
    return [json.loads(line) for line in as_lines(replay(read_trace(write(folder, words)), shipped()), as_json=True)]


def test_a_whole_trace(tmp_path: Path) -> None:
    safety = '[safety]\nanswered = true\nconditions = ["vertigo"]\nregion = "CA-AB"\n'
    answers = '[answers]\ndefault = "skip"\nreturn_card = "phone"\n'
    late = '[[event]]\nat = "3h"\nkind = "clock_change"\nby = "-1h"\n'
    trace = read_trace(write(tmp_path, HEAD + SPAN + late + EVENT + 'kind = "phone"\non = false\n' + answers + safety))
    assert trace.start == datetime(2026, 3, 9, 14, 30, tzinfo=UTC)
    assert str(trace.zone) == "America/Edmonton"
    assert [(span.kind, span.start_s, span.end_s) for span in trace.spans] == [(SpanKind.ACTIVE, 0.0, 1860.0)]
    assert [(event.kind, event.at_s, event.by_s, event.on) for event in trace.events] == [
        (EventKind.PHONE, 60.0, 0.0, False),
        (EventKind.CLOCK_CHANGE, 10800.0, -3600.0, True),
    ]
    assert (trace.answer, trace.gap_answer) == (Answer.SKIP, GapAnswer.PHONE)
    assert trace.safety == SafetyState(answered=True, conditions=("vertigo",), region="CA-AB")


@pytest.mark.parametrize("kind", list(SpanKind))
def test_every_kind_of_span_is_replayed(tmp_path: Path, kind: SpanKind) -> None:
    found = lines(tmp_path, HEAD + f'[[span]]\nkind = "{kind.value}"\nfor = "40m"\n' + SPAN)
    assert found[-1]["kind"] == "end"
    assert found[-1]["t_s"] == 71 * 60


@pytest.mark.parametrize("answer", ["start", "snooze", "skip", "ignore", "done"])
def test_every_answer_is_given(tmp_path: Path, answer: str) -> None:
    found = lines(tmp_path, HEAD + SPAN + f'[answers]\ndefault = "{answer}"\n')
    assert answer in [line["answer"] for line in found]


def test_json_lines_have_all_fields_and_known_kinds(tmp_path: Path) -> None:
    found = lines(tmp_path, HEAD + SPAN + '[[span]]\nkind = "idle"\nfor = "10m"\n' + SPAN)
    assert all(set(line) == FIELDS for line in found)
    assert {line["kind"] for line in found} <= {kind.value for kind in KINDS}
    assert all(datetime.fromisoformat(str(line["at"])).tzinfo is not None for line in found)
    assert [line["t_s"] for line in found] == sorted(line["t_s"] for line in found)  # type: ignore[type-var]
    shown = next(line for line in found if line["kind"] == "shown")
    assert shown["at"] == "2026-03-09T09:00:00-06:00"
    assert (shown["t_s"], shown["cause"], shown["size"], shown["posture_s"]) == (1800, "desk", "stretch", 1800)


def test_what_is_due_at_the_last_moment_is_processed(tmp_path: Path) -> None:
    found = lines(tmp_path, HEAD + '[[span]]\nkind = "active"\nfor = "30m"\n')
    assert [line["kind"] for line in found] == ["due", "shown", "answered", "end"]


def test_elapsed_time_knows_nothing_of_the_wall_clock(tmp_path: Path) -> None:
    back = '[[event]]\nat = "10m"\nkind = "clock_change"\nby = "-1h"\n'
    with_change, without = lines(tmp_path, HEAD + SPAN + back), lines(tmp_path, HEAD + SPAN)
    assert [line["t_s"] for line in with_change] == [line["t_s"] for line in without] == [1800, 1800, 1800, 1845, 1860]
    assert with_change[0]["at"] == "2026-03-09T08:00:00-06:00"
    assert without[0]["at"] == "2026-03-09T09:00:00-06:00"


def test_another_zone(tmp_path: Path) -> None:
    found = lines(tmp_path, HEAD + EVENT + 'kind = "zone_change"\nto = "Europe/Berlin"\n' + SPAN)
    assert found[-1]["at"] == "2026-03-09T16:01:00+01:00"


def test_safety_that_is_not_answered_leaves_cues(tmp_path: Path) -> None:
    found = lines(tmp_path, HEAD + SPAN + "[safety]\npain_now = false\n")
    assert Counter(line["size"] for line in found if line["kind"] == "shown") == {"nudge": 1}


def test_a_file_from_a_windows_editor_is_read(tmp_path: Path) -> None:
    path = tmp_path / "day.toml"
    path.write_bytes(b"\xef\xbb\xbf" + (HEAD + SPAN).replace("\n", "\r\n").encode())
    assert read_trace(path).end_s == 31 * 60


BAD = {
    "no start": ('tz = "UTC"\n' + SPAN, 1, "start must be a moment with its offset"),
    "start without offset": ('start = 2026-03-09T08:30:00\ntz = "UTC"\n' + SPAN, 1, "start must be a moment"),
    "start is a day": ('tz = "UTC"\nstart = 2026-03-09\n' + SPAN, 2, "start must be a moment"),
    "start is words": ('start = "soon"\ntz = "UTC"\n' + SPAN, 1, "start must be a moment"),
    "start long ago": ('start = 0001-01-01T00:00:00Z\ntz = "UTC"\n' + SPAN, 1, "between the years"),
    "no zone": ("start = 2026-03-09T08:30:00Z\n" + SPAN, 1, "tz must be the name of a time zone"),
    "zone of nowhere": ('start = 2026-03-09T08:30:00Z\ntz = "Mars/Phobos"\n' + SPAN, 2, "there is no time zone"),
    "zone is a folder": ('start = 2026-03-09T08:30:00Z\ntz = "America"\n' + SPAN, 2, "there is no time zone"),
    "zone is a path": ('start = 2026-03-09T08:30:00Z\ntz = "../../etc/passwd"\n' + SPAN, 2, "there is no time zone"),
    "no span": (HEAD, 1, "needs at least one"),
    "span is no table": (HEAD + "span = [1]\n", 3, "must be written as"),
    "kind missing": (HEAD + '\n[[span]]\nfor = "5m"\n', 4, "kind is missing"),
    "kind unknown": (HEAD + SPAN + '[[span]]\nkind = "nap"\nfor = "5m"\n', 7, "kind is 'nap'; it may be \"active\""),
    "kind is a list": (HEAD + '[[span]]\nkind = ["idle"]\nfor = "5m"\n', 4, "it may be"),
    "for missing": (HEAD + '[[span]]\nkind = "idle"\n', 3, "for is missing"),
    "for is a number": (HEAD + '[[span]]\nkind = "idle"\nfor = 25\n', 5, "is not a length of time"),
    "for is no length": (HEAD + SPAN + '[[span]]\nkind = "idle"\nfor = "5 days"\n', 8, "is not a length of time"),
    "for is nothing": (HEAD + '[[span]]\nkind = "idle"\nfor = "0s"\n', 5, "must last longer"),
    "for is negative": (HEAD + '[[span]]\nkind = "idle"\nfor = "-5m"\n', 5, "must last longer"),
    "for is endless": (HEAD + '[[span]]\nkind = "idle"\nfor = "99999999h"\n', 5, "400 days"),
    "inline": (HEAD + '\nspan = [{ kind = "idle", for = "soon" }]\n', 4, "is not a length of time"),
    "key unknown": (HEAD + "speed = 4\n" + SPAN, 3, 'there is no key "speed" here'),
    "table unknown": (HEAD + SPAN + "[spans]\na = 1\n", 6, 'there is no key "spans" here'),
    "key of a span unknown": (HEAD + SPAN + 'fro = "5m"\n', 6, 'there is no key "fro" here'),
    "event without time": (HEAD + SPAN + '[[event]]\nkind = "phone"\n', 6, "at is missing"),
    "event before the start": (HEAD + SPAN + '[[event]]\nat = "-1h"\nkind = "phone"\n', 7, "before the start"),
    "event unknown": (HEAD + SPAN + EVENT + 'kind = "fire"\n', 8, "kind is 'fire'"),
    "clock change by nothing": (HEAD + SPAN + EVENT + 'kind = "clock_change"\n', 6, "by is missing"),
    "clock change too far": (HEAD + SPAN + EVENT + 'kind = "clock_change"\nby = "-9999999h"\n', 9, "400 years"),
    "zone change to nowhere": (HEAD + SPAN + EVENT + 'kind = "zone_change"\n', 6, "to is missing"),
    "zone change to Mars": (HEAD + SPAN + EVENT + 'kind = "zone_change"\nto = "Mars"\n', 9, "there is no time zone"),
    "phone is words": (HEAD + SPAN + EVENT + 'kind = "phone"\non = "yes"\n', 9, "on must be true or false"),
    "key of another event": (HEAD + SPAN + EVENT + 'kind = "phone"\nby = "1h"\n', 9, 'there is no key "by" here'),
    "event is no table": (HEAD + "event = 3\n" + SPAN, 3, "event must be written as"),
    "answer unknown": (HEAD + SPAN + '[answers]\ndefault = "no"\n', 7, "default is 'no'"),
    "card answer unknown": (HEAD + SPAN + '[answers]\nreturn_card = "tea"\n', 7, "return_card is 'tea'"),
    "answers key unknown": (HEAD + SPAN + "[answers]\nspeed = 1\n", 7, 'there is no key "speed" here'),
    "answers is a word": (HEAD + 'answers = "skip"\n' + SPAN, 3, "answers must be written as"),
    "safety is a word": (HEAD + 'safety = "good"\n' + SPAN, 3, "safety must be written as"),
    "safety flag": (HEAD + SPAN + '[safety]\nanswered = "yes"\n', 7, "answered must be true or false"),
    "safety list": (HEAD + SPAN + '[safety]\nconditions = "vertigo"\n', 7, "conditions must be a list of words"),
    "safety region": (HEAD + SPAN + "[safety]\nregion = 1\n", 7, "region must be a word"),
    "safety key": (HEAD + SPAN + "[safety]\nhealthy = true\n", 7, 'there is no key "healthy" here'),
    "no TOML": (HEAD + "[[span]\n", 3, "not TOML"),
    "broken off": (HEAD + "span = [\n", 3, "not TOML"),
    "key twice": (HEAD + 'tz = "UTC"\n' + SPAN, 3, "not TOML"),
}


@pytest.mark.parametrize("name", BAD)
def test_bad_trace_is_told_with_file_line_and_reason(tmp_path: Path, name: str) -> None:
    words, line, reason = BAD[name]
    path = write(tmp_path, words)
    with pytest.raises(EnvironmentProblem) as caught:
        read_trace(path)
    assert str(caught.value.title).startswith(f"{path}:{line}: "), str(caught.value.title)
    assert reason in str(caught.value.title)
    assert "\n" not in str(caught.value)
    assert "docs/user/traces.md" in str(caught.value.hint)


def test_bytes_that_are_no_text(tmp_path: Path) -> None:
    path = tmp_path / "day.toml"
    path.write_bytes(HEAD.encode() + b"# caf\xe9\n")
    with pytest.raises(EnvironmentProblem, match="not UTF-8") as caught:
        read_trace(path)
    assert f"{path}:3: " in str(caught.value.title)


def test_no_such_file(tmp_path: Path) -> None:
    with pytest.raises(EnvironmentProblem, match="No such file"):
        read_trace(tmp_path / "nothing.toml")


def test_the_example_of_the_documentation_is_replayed(tmp_path: Path) -> None:
    example = next(block for block in re.findall(r"```toml\n(.*?)```", DOCS, re.DOTALL) if "start =" in block)
    found = lines(tmp_path, example)
    shown = [(str(line["at"])[11:16], line["size"], line["cause"]) for line in found if line["kind"] == "shown"]
    assert shown[0] == ("09:41", "stand", "desk")
    assert ("card_answered", "phone") in [(line["kind"], line["answer"]) for line in found]
    assert shown[-1][1:] == ("stretch", "phone")


@pytest.mark.parametrize(
    "word",
    [*(kind.value for kind in SpanKind), *(kind.value for kind in EventKind), *sorted(kind.value for kind in KINDS)],
)
def test_the_documentation_names_every_kind(word: str) -> None:
    assert f'"{word}"' in DOCS or f"`{word}`" in DOCS


@pytest.mark.parametrize("field", sorted(FIELDS))
def test_the_documentation_names_every_field(field: str) -> None:
    assert f"| `{field}` |" in DOCS
