"""The timeline of a replayed day as text, for `postureapp simulate`."""

from __future__ import annotations

import json
from collections.abc import Iterator

from postureapp.core.replay import Line
from postureapp.core.text import Text, text


def _as_json(line: Line) -> str:
    """One JSON object, as documented in docs/user/traces.md."""
    fact = line.fact
    return json.dumps(
        {
            "at": line.at.isoformat(timespec="seconds" if line.at.microsecond == 0 else "milliseconds"),
            "t_s": _round(line.t_s),
            "kind": fact.kind.value,
            "cause": fact.cause or None,
            "size": fact.size.value if fact.size else None,
            "why": str(fact.why),
            "answer": fact.answer or None,
            "posture_s": _round(fact.clocks.posture_s),
            "spell_s": _round(fact.clocks.spell_s),
            "phone_s": _round(fact.clocks.phone_s),
        },
        ensure_ascii=False,
    )


def _as_words(line: Line) -> str:
    """One line for a person."""
    fact = line.fact
    what = " ".join(word for word in (fact.size.value if fact.size else "", fact.cause, fact.answer) if word)
    clocks = text(
        "posture {posture}, sitting {spell}, phone {phone}",
        posture=_clock(fact.clocks.posture_s),
        spell=_clock(fact.clocks.spell_s),
        phone=_clock(fact.clocks.phone_s),
    )
    return f"{line.at:%a %H:%M:%S}  {fact.kind.value:<14} {what:<20} {clocks}  {fact.why}".rstrip()


def _round(value: float) -> float:
    rounded = round(value, 3)
    return int(rounded) if rounded == int(rounded) else rounded


def _clock(seconds: float) -> str:
    whole = int(seconds + 0.5)
    return f"{whole // 3600}:{whole // 60 % 60:02}:{whole % 60:02}"


def header() -> Text:
    """What stands above the timeline for people."""
    return text("Times are the wall clock of the trace; each line ends with the clocks and the reason.")


def as_lines(lines: list[Line], as_json: bool) -> Iterator[str]:
    """The timeline as text."""
    for line in lines:
        yield _as_json(line) if as_json else _as_words(line)
