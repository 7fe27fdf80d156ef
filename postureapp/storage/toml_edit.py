"""Changing one value in a TOML file and nothing else: comments, order and line endings stay the person's own.

Each way to write the change is tried and checked by reading the result: a change that would alter anything but that one
value is never made.
"""

from __future__ import annotations

import copy
import json
import re
import tomllib
from collections.abc import Iterator
from typing import Any

_HEADER = re.compile(r"^\s*\[(?!\[)\s*([A-Za-z0-9_.\s-]+?)\s*\]\s*(#.*)?$")
_ANY_HEADER = re.compile(r"^\s*\[")
_LONGEST = 60  # lines of one value


def edited(source: str, key: str, value: Any) -> str | None:
    """The source with a dotted key set to a bool, number, word or list of words; None where no way was safe."""
    wanted = _with(tomllib.loads(source), key.split("."), value)
    if wanted is None:
        return None
    return _first_right(source, _candidates(source.splitlines(), key, _written(value)), wanted)


def removed(source: str, key: str, default: Any) -> str | None:
    """The source without a value for a dotted key, its default there as a comment; None where no way was safe."""
    wanted = tomllib.loads(source)
    inner: Any = wanted
    *tables, last = key.split(".")
    for name in tables:
        inner = inner.get(name, {})
    if not isinstance(inner, dict) or inner.pop(last, None) is None:
        return source
    return _first_right(source, _commented(source.splitlines(), key, _written(default)), wanted)


def _written(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False)


def _first_right(source: str, candidates: Iterator[list[str]], wanted: dict[str, Any]) -> str | None:
    """The first way to write it that reads as what is wanted, and as nothing else."""
    newline = "\r\n" if "\r\n" in source else "\n"
    for candidate in candidates:
        changed = newline.join(candidate) + newline
        try:
            if tomllib.loads(changed) == wanted:
                return changed
        except tomllib.TOMLDecodeError:
            continue
    return None


def _with(table: dict[str, Any], names: list[str], value: Any) -> dict[str, Any] | None:
    whole = copy.deepcopy(table)
    inner: Any = whole
    for name in names[:-1]:
        inner = inner.setdefault(name, {})
        if not isinstance(inner, dict):
            return None
    inner[names[-1]] = value
    return whole


def _candidates(lines: list[str], key: str, value: str) -> Iterator[list[str]]:
    """Replace what stands there, else what stands there as a comment, else add it to its table, else add the table."""
    places = list(_places(lines, key))
    for index, name in places:
        yield from _replacing(lines, index, rf"^(\s*)({name})(\s*=\s*)(.*)$", value)
    for index, name in places:
        yield from _replacing(lines, index, rf"^(\s*)#\s?({name})(\s*=\s*)(.*)$", value)
    table, _dot, name = key.rpartition(".")
    for end in _ends(lines, table):
        yield [*lines[:end], f"{name} = {value}", *lines[end:]]
    if table:
        yield [*lines, "", f"[{table}]", f"{name} = {value}"]


def _commented(lines: list[str], key: str, default: str) -> Iterator[list[str]]:
    """Put the default in the place of what stands there, as a comment."""
    for index, name in _places(lines, key):
        for candidate in _replacing(lines, index, rf"^(\s*)({name})(\s*=\s*)(.*)$", default):
            candidate[index] = f"#{candidate[index].lstrip()}"
            yield candidate


def _replacing(lines: list[str], index: int, pattern: str, value: str) -> Iterator[list[str]]:
    found = re.match(pattern, lines[index])
    if not found:
        return
    start, name, equals, rest = found.groups()
    for comment in _comments(rest):
        for length in range(1, _LONGEST):
            if index + length > len(lines):
                break
            new = f"{start}{name}{equals}{value}{comment}"
            yield [*lines[:index], new, *lines[index + length :]]


def _comments(rest: str) -> Iterator[str]:
    """What may be the comment behind a value: the longest that leaves a whole value before it, else none."""
    for place in (index for index, sign in enumerate(rest) if sign == "#"):
        try:
            tomllib.loads(f"value = {rest[:place]}")
        except tomllib.TOMLDecodeError:
            continue
        before = rest[:place]
        yield before[len(before.rstrip()) :] + rest[place:]
        break
    yield ""


def _places(lines: list[str], key: str) -> Iterator[tuple[int, str]]:
    """Lines where the key may stand, and how it is written there: its last parts in its table, or dotted above."""
    parts = key.split(".")
    table = ""
    for index, line in enumerate(lines):
        header = _HEADER.match(line)
        if header:
            table = re.sub(r"\s", "", header[1])
        elif _ANY_HEADER.match(line) and "=" not in line:
            table = "\0"
        depth = len(table.split(".")) if table else 0
        if ".".join(parts[:depth]) == table and depth < len(parts):
            yield index, r"\s*\.\s*".join(re.escape(part) for part in parts[depth:])


def _ends(lines: list[str], table: str) -> Iterator[int]:
    """Where a line can be added to a table: behind its last line that is not empty."""
    current, last = "", 0 if not table else None
    found: list[int] = []
    for index, line in enumerate(lines):
        header = _HEADER.match(line)
        if header or (_ANY_HEADER.match(line) and "=" not in line):
            if last is not None:
                found.append(last)
            current = re.sub(r"\s", "", header[1]) if header else "\0"
            last = index + 1 if current == table else None
        elif last is not None and line.strip():
            last = index + 1
    if last is not None:
        found.append(last)
    yield from found
