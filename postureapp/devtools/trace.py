"""Traces: a day at the computer written down as TOML, to be replayed (see docs/user/traces.md).

A bad trace is refused with file, line and reason; nothing is guessed.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from datetime import datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from postureapp.core.errors import EnvironmentProblem
from postureapp.core.events import Answer, GapAnswer
from postureapp.core.lengths import parse_length
from postureapp.core.safety import SafetyState
from postureapp.core.text import Text, text
from postureapp.core.traces import EventKind, Span, SpanKind, Trace, TraceEvent

_LONGEST_S = 400 * 86400.0
_FARTHEST_S = 400 * 366 * 86400.0
_YEARS = (1900, 2999)


_KEY_OF = {EventKind.CLOCK_CHANGE: "by", EventKind.ZONE_CHANGE: "to"}


class _Refused(ValueError):
    """A key that does not fit: which occurrence of which table, the key, and the reason."""

    def __init__(self, key: str, reason: Text | str, table: str = "", index: int = 0) -> None:
        super().__init__(str(reason))
        self.key, self.table, self.index = key, table, index


def read_trace(path: Path) -> Trace:
    """The trace in a file.

    Raises: EnvironmentProblem with file, line and reason.
    """
    words = ""
    try:
        words = path.read_text(encoding="utf-8-sig")
        return _build(tomllib.loads(words))
    except OSError as problem:
        raise _problem(path, None, problem.strerror or str(problem)) from problem
    except UnicodeDecodeError as problem:
        line = problem.object.count(b"\n", 0, problem.start) + 1
        raise _problem(path, line, str(text("it is not UTF-8 text"))) from problem
    except tomllib.TOMLDecodeError as problem:
        found = re.search(r"line (\d+)", str(problem))
        line = int(found.group(1)) if found else max(1, len(words.splitlines()))
        raise _problem(path, line, str(text("not TOML: {problem}", problem=str(problem)))) from problem
    except _Refused as refused:
        raise _problem(path, _line_of(words, refused), str(refused)) from refused


def _problem(path: Path, line: int | None, reason: str) -> EnvironmentProblem:
    where = f"{path}:{line}" if line else str(path)
    return EnvironmentProblem(
        text("{where}: {reason}.", where=where, reason=reason.rstrip(".")),
        hint=text("The format of traces is described in docs/user/traces.md."),
    )


def _line_of(words: str, refused: _Refused) -> int:
    """The line of a key: within the table it stands in, else that table's own line, else the first."""
    lines = words.splitlines()
    start, seen = 0, -1
    wanted = refused.table or refused.key  # the key may itself be a table that does not belong there
    for number, line in enumerate(lines):
        if line.split("#")[0].strip().replace(" ", "") in (f"[{wanted}]", f"[[{wanted}]]"):
            seen += 1
            if seen == refused.index:
                start = number
                break
    if seen < 0 and refused.table:  # written in one line: span = [{ ... }]
        inline = (n for n, line in enumerate(lines) if re.match(rf"\s*{re.escape(refused.table)}\s*=", line))
        return next(inline, 0) + 1
    for number in range(start, len(lines)):
        if number > start and lines[number].lstrip().startswith("["):
            break
        if re.match(rf"\s*\"?{re.escape(refused.key)}\"?\s*=", lines[number]):
            return number + 1
    return start + 1


def _build(table: Mapping[str, Any]) -> Trace:
    _only(table, ("start", "tz", "span", "event", "answers", "safety"))
    start, zone = _start(table)
    spans = _spans(table.get("span"))
    answers = _table(table, "answers")
    _only(answers, ("default", "return_card"), "answers")
    answer = _choice(answers, "default", Answer, Answer.START)
    gap_answer = _choice(answers, "return_card", GapAnswer, GapAnswer.NONE)
    found = table.get("event", [])
    if not isinstance(found, list):
        raise _Refused("event", text("{key} must be written as [[{key}]]", key="event"))
    happenings = tuple(sorted((_event(item, n) for n, item in enumerate(found)), key=lambda item: item.at_s))
    if sum(abs(item.by_s) for item in happenings) > _FARTHEST_S:
        raise _Refused("by", text("the clock may be set by 400 years at most, all in all"), "event")
    safety = _safety(table["safety"]) if "safety" in table else None
    return Trace(start, zone, spans, happenings, answer, gap_answer, safety)


def _start(table: Mapping[str, Any]) -> tuple[datetime, ZoneInfo]:
    start, name = table.get("start"), table.get("tz")
    if isinstance(start, str):
        try:
            start = datetime.fromisoformat(start)
        except ValueError:
            start = None
    if not isinstance(start, datetime) or start.tzinfo is None:
        raise _Refused("start", text("start must be a moment with its offset, such as 2026-03-09T08:30:00-06:00"))
    if not _YEARS[0] <= start.year <= _YEARS[1]:
        raise _Refused(
            "start", text("start must lie between the years {first} and {last}", first=_YEARS[0], last=_YEARS[1])
        )
    if not isinstance(name, str):
        raise _Refused("tz", text('tz must be the name of a time zone, such as "America/Edmonton"'))
    return start, _zone("tz", name)


def _zone(key: str, name: Any, table: str = "", index: int = 0) -> ZoneInfo:
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError, TypeError):
        raise _Refused(key, text("there is no time zone {name}", name=repr(name)), table, index) from None


def _spans(found: Any) -> tuple[Span, ...]:
    if not isinstance(found, list) or not found:
        raise _Refused("span", text("a trace needs at least one [[span]]"))
    spans, at_s = [], 0.0
    for number, item in enumerate(found):
        if not isinstance(item, Mapping):
            raise _Refused("span", text("{key} must be written as [[{key}]]", key="span"))
        _only(item, ("kind", "for"), "span", number)
        kind = _choice(item, "kind", SpanKind, None, "span", number)
        for_s = _seconds(item, "for", "span", number)
        if for_s <= 0:
            raise _Refused("for", text("a span must last longer than {words}", words=repr(item["for"])), "span", number)
        if at_s + for_s > _LONGEST_S:
            raise _Refused("for", text("a trace may last 400 days at most"), "span", number)
        spans.append(Span(kind, at_s, at_s + for_s))
        at_s += for_s
    return tuple(spans)


def _event(item: Any, number: int) -> TraceEvent:
    if not isinstance(item, Mapping):
        raise _Refused("event", text("{key} must be written as [[{key}]]", key="event"))
    kind = _choice(item, "kind", EventKind, None, "event", number)
    _only(item, ("at", "kind", _KEY_OF.get(kind, "on")), "event", number)
    at_s = _seconds(item, "at", "event", number)
    if at_s < 0:
        raise _Refused("at", text("at must not be before the start"), "event", number)
    if kind is EventKind.CLOCK_CHANGE:
        return TraceEvent(at_s, kind, by_s=_seconds(item, "by", "event", number))
    if kind is EventKind.ZONE_CHANGE:
        if "to" not in item:
            raise _Refused("to", text("{key} is missing", key="to"), "event", number)
        return TraceEvent(at_s, kind, zone=_zone("to", item.get("to"), "event", number))
    on = item.get("on", True)
    if not isinstance(on, bool):
        raise _Refused("on", text("{key} must be true or false", key="on"), "event", number)
    return TraceEvent(at_s, kind, on=on)


def _safety(found: Any) -> SafetyState:
    """Answers to the safety questions; what is not answered is unknown."""
    if not isinstance(found, Mapping):
        raise _Refused("safety", text("{key} must be written as [{key}]", key="safety"))
    flags = ("answered", "pain_now", "assessed", "recent_injury", "looked_at", "something_different")
    lists = ("conditions", "red_flags")
    _only(found, (*flags, *lists, "region"), "safety")
    values: dict[str, Any] = {}
    for key, value in found.items():
        if key in flags and not isinstance(value, bool):
            raise _Refused(key, text("{key} must be true or false", key=key), "safety")
        if key in lists and (not isinstance(value, list) or not all(isinstance(word, str) for word in value)):
            raise _Refused(key, text("{key} must be a list of words", key=key), "safety")
        if key == "region" and not isinstance(value, str):
            raise _Refused(key, text("{key} must be a word", key="region"), "safety")
        values[key] = tuple(value) if key in lists else value
    return SafetyState(**values)


def _table(table: Mapping[str, Any], key: str) -> Mapping[str, Any]:
    found = table.get(key, {})
    if not isinstance(found, Mapping):
        raise _Refused(key, text("{key} must be written as [{key}]", key=key))
    return found


def _only(table: Mapping[str, Any], known: tuple[str, ...], name: str = "", index: int = 0) -> None:
    for key in table:
        if key not in known:
            raise _Refused(
                key,
                text('there is no key "{key}" here; there are {known}', key=key, known=", ".join(known)),
                name,
                index,
            )


def _choice(
    table: Mapping[str, Any], key: str, kind: type[Any], default: Any, name: str = "answers", index: int = 0
) -> Any:
    found = table.get(key, default)
    if found is None:
        raise _Refused(key, text("{key} is missing", key=key), name, index)
    try:
        return kind(found)
    except ValueError:
        words = ", ".join(f'"{choice.value}"' for choice in kind)
        raise _Refused(
            key, text("{key} is {found}; it may be {words}", key=key, found=repr(found), words=words), name, index
        ) from None


def _seconds(table: Mapping[str, Any], key: str, name: str, index: int) -> float:
    if key not in table:
        raise _Refused(key, text("{key} is missing", key=key), name, index)
    try:
        return parse_length(table[key])
    except ValueError as refused:
        raise _Refused(key, str(refused), name, index) from None
