"""Files people write: the line of a mistake, and a change of one value that leaves everything else as it was."""

import tomllib
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from postureapp.storage.toml_edit import edited
from postureapp.storage.toml_file import MOST_BYTES, Unreadable, line_of, read

SOURCE = """# first
top = 1

[dose]
hold_s = [
    1,
]
"odd.name" = 2

[[cause]]
id = "a"

[cause.words.nudge]
title = "x"

[[cause]]
id = "b"
trigger.kind = "y"

[cause.words.nudge]
title = "z"
"""


@pytest.mark.parametrize(
    ("key", "line"),
    [
        ("top", 2),
        ("dose", 4),
        ("dose.hold_s", 5),
        ("dose.hold_s[0]", 6),
        ("dose.hold_s[7]", 5),
        ("dose.reps", 4),
        ("cause[0]", 10),
        ("cause[0].id", 11),
        ("cause[0].words.nudge.title", 14),
        ("cause[0].words", 13),
        ("cause[1].id", 17),
        ("cause[1].trigger.kind", 18),
        ("cause[1].words.nudge.title", 21),
        ("cause[1].name", 16),
        ("cause[2].id", 0),
        ("nowhere", 0),
        ("", 0),
    ],
)
def test_line_of_a_key(key: str, line: int) -> None:
    tomllib.loads(SOURCE)
    assert line_of(SOURCE, key) == line


@pytest.mark.parametrize(
    ("source", "line"),
    [("a = 1\nb = \n", 2), ("a = 1\na = 2\n", 2), ('a = "x', 1), ("[t]\nx = 1\n[t]\n", 3), ("\n\na", 3)],
)
def test_a_syntax_error_has_its_line(tmp_path, source: str, line: int) -> None:
    path = tmp_path / "x.toml"
    path.write_text(source)
    with pytest.raises(Unreadable) as refused:
        read(path)
    assert refused.value.problem.line == line
    assert refused.value.broken
    assert str(refused.value.problem).startswith(f"{path}, line {line}: ")
    assert "(at line" not in str(refused.value.problem)


EDITS = [
    # source, key, value, expected
    ("[a]\nx = 1 # mine\n", "a.x", 2, "[a]\nx = 2 # mine\n"),
    ('[a]\nx = "a # b"   # mine\n', "a.x", "c", '[a]\nx = "c"   # mine\n'),
    ("[a]\r\nx = 1\r\ny=2\r\n", "a.y", 3, "[a]\r\nx = 1\r\ny=3\r\n"),
    ("[a]\n#x = 1\n", "a.x", 2, "[a]\nx = 2\n"),
    ("[a]\n# x = 1\n", "a.x", 2, "[a]\nx = 2\n"),
    ("[a]\n#x = 1\nx = 5\n", "a.x", 2, "[a]\n#x = 1\nx = 2\n"),
    ("[b]\nx = 9\n[a]\ny = 1\n\n[c]\n", "a.x", 2, "[b]\nx = 9\n[a]\ny = 1\nx = 2\n\n[c]\n"),
    ("[b]\nx = 9\n", "a.x", 2, "[b]\nx = 9\n\n[a]\nx = 2\n"),
    ("a.x = 1\n", "a.x", 2, "a.x = 2\n"),
    ("", "x", 1, "x = 1\n"),
    ("# only words\n[a]\ny = 1\n", "x", 1, "# only words\nx = 1\n[a]\ny = 1\n"),
    ("x = 1\n\n[a]\n", "y", True, "x = 1\ny = true\n\n[a]\n"),
    ("x = [\n  1, # one\n  2,\n]\ny = 1\n", "x", ["a"], 'x = ["a"]\ny = 1\n'),
    ('[a]\nt = """\nx = 1\n"""\nx = 3\n', "a.x", 2, '[a]\nt = """\nx = 1\n"""\nx = 2\n'),
    ("[ a ]\nx=1\n", "a.x", 2, "[ a ]\nx=2\n"),
    ("[[a]]\nx = 1\n", "b.x", 2, "[[a]]\nx = 1\n\n[b]\nx = 2\n"),
    ("a = { x = 1 }\n", "a.x", 2, None),
    ("a = 5\n", "a.x", 2, None),
    ("x = 1", "x", 2, "x = 2\n"),
]


@pytest.mark.parametrize(("source", "key", "value", "expected"), EDITS)
def test_one_value_changes_and_nothing_else(source: str, key: str, value, expected: str | None) -> None:
    assert edited(source, key, value) == expected


_NAMES = st.sampled_from(["a", "b", "x", "y"])
_VALUES = st.integers(0, 9) | st.booleans() | st.text("ab#\"'=[]\n", max_size=5) | st.lists(st.text("a#", max_size=2))


@given(
    st.lists(st.sampled_from(["[a]", "[b]", "[[c]]", "x = 1", "y = [\n 2,\n]", "#x = 3", "# words", "", "b.x = 2"])),
    _NAMES,
    _NAMES,
    _VALUES,
)
def test_a_change_is_right_or_not_made(lines: list[str], table: str, name: str, value) -> None:
    source = "\n".join(lines) + "\n"
    try:
        before = tomllib.loads(source)
    except tomllib.TOMLDecodeError:
        return
    after = edited(source, f"{table}.{name}", value)
    if after is None:
        return
    changed = tomllib.loads(after)
    assert changed[table].pop(name) == value
    if isinstance(before.get(table), dict):
        before[table].pop(name, None)
    else:
        before[table] = {}
    assert changed == before
    comments = [line for line in lines if line == "# words"]
    assert after.count("# words") == len(comments)


LISTS = """
steps = [
    "one, [two] # no comment",  # x ], y
    'three',

    # none
    "fo\\"ur",
]
row = ["a", "b"]
[motion]
cycle = [
    { "scap.elev" = 1, "b" = 2 },
    { "c" = 1 },
]
empty = [
]
nested = [[1, 2], [
    3]]
"""


@pytest.mark.parametrize(
    ("key", "line"),
    [
        ("steps[0]", 3),
        ("steps[1]", 4),
        ("steps[2]", 7),
        ("steps[3]", 2),
        ("row[1]", 9),
        ("motion.cycle[0]", 12),
        ("motion.cycle[1].c", 13),
        ("motion.empty[0]", 15),
        ("motion.nested[1]", 17),
        ("motion.none[0]", 10),
        ("row[1][2]", 9),
    ],
)
def test_line_of_an_item_of_a_list(key: str, line: int) -> None:
    assert line_of(LISTS, key) == line


def test_a_file_too_large_is_not_read(tmp_path: Path) -> None:
    path = tmp_path / "large.toml"
    path.write_bytes(b"#" * (MOST_BYTES - 1) + b"\n")
    assert read(path).table == {}
    with path.open("ab") as opened:
        opened.write(b"\n")
    with pytest.raises(Unreadable, match="too large") as refused:
        read(path)
    assert not refused.value.broken, "it is the person's: it is not set aside"
