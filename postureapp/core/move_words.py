"""What is said about a move: its dose, its length, where and how it is done, and what a person's answers say to it.

Nothing here promises, and nothing is left out that the file of the move or the safety table says.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from datetime import date

from postureapp.core import date_words
from postureapp.core.clinic import Approval
from postureapp.core.library import Position, positions, whole_s
from postureapp.core.moves import Dose, Move, Place, Sides
from postureapp.core.safety import MoveVerdict, SafetyRules, SafetyState, Verdict, gate, judge
from postureapp.core.text import Text, ntext, text

REST_FROM_S = 10.0  # after a shorter hold one goes on at once

_POSITIONS = {
    Position.SEATED: text("seated"),
    Position.STANDING: text("standing"),
    Position.FLOOR: text("on the floor"),
}
_PLACES = {
    frozenset({Place.OFFICE, Place.HOME}): text("At the office and at home"),
    frozenset({Place.OFFICE}): text("At the office"),
    frozenset({Place.HOME}): text("At home"),
}


def length_words(seconds: int) -> Text:
    """A length, short, to be read: `40 s`, `1 min 30 s`."""
    minutes, rest = divmod(seconds, 60)
    if not minutes:
        return text("{n} s", n=rest)
    return text("{minutes} min {n} s", minutes=minutes, n=rest) if rest else text("{minutes} min", minutes=minutes)


def length_spoken(seconds: int) -> Text:
    """The same in whole words, to be spoken."""
    minutes, rest = divmod(seconds, 60)
    in_seconds = ntext("{n} second", "{n} seconds", rest)
    if not minutes:
        return in_seconds
    in_minutes = ntext("{n} minute", "{n} minutes", minutes)
    return text("{minutes} {seconds}", minutes=in_minutes, seconds=in_seconds) if rest else in_minutes


def position_words(move: Move) -> Text:
    """Seated, standing, either, or on the floor."""
    first, *others = [_POSITIONS[each] for each in Position if each in positions(move)]
    return text("{one} or {other}", one=first, other=others[0]) if others else first


def muscle_words(move: Move) -> tuple[Text, ...]:
    """Each muscle of a move in plain words, with its name behind."""
    return tuple(map(_with_name, move.plain_muscles, move.muscles))


def _with_name(plain: str, muscle: str) -> Text:
    return text("{plain} ({muscle})", plain=text(plain), muscle=text(muscle)) if plain != muscle else text(muscle)


def place_words(move: Move) -> Text:
    """Where it can be done."""
    return _PLACES.get(frozenset(Place(place) for place in move.places), Text(""))


def card_line(move: Move) -> Text:
    """A move in a line: what it is for, how long it takes, and in which position."""
    return text(
        "{muscle} · {length} · {position}",
        muscle=Text(move.plain_muscles[0]),
        length=length_words(whole_s(move)),
        position=position_words(move),
    )


def spoken_card(move: Move, extras: Sequence[Text]) -> Text:
    """What a screen reader says of a move in a list: name, muscle, position, length, and what else is shown."""
    said = text(
        "{name}, {muscle}, {position}, {length}",
        name=Text(move.name),
        muscle=Text(move.plain_muscles[0]),
        position=position_words(move),
        length=length_spoken(whole_s(move)),
    )
    for extra in extras:
        said = text("{said}, {extra}", said=said, extra=extra)
    return said


def dose_words(dose: Dose) -> tuple[Text, ...]:
    """The dose as sentences: the hold, the repetitions with their sides, the rest between them."""
    least_s, most_s = (round(each) for each in dose.hold_s)
    if not most_s:
        hold = text("Keep moving slowly; there is no hold.")
    elif least_s == most_s:
        hold = ntext("Hold for {n} second.", "Hold for {n} seconds.", most_s)
    else:
        hold = ntext("Hold for {least} to {n} second.", "Hold for {least} to {n} seconds.", most_s, least=least_s)
    found = [hold, _reps_words(dose)]
    if least_s >= REST_FROM_S and dose.reps[1] > 1 and dose.rest_s:
        found.append(ntext("Rest for {n} second between.", "Rest for {n} seconds between.", round(dose.rest_s)))
    return tuple(found)


def _reps_words(dose: Dose) -> Text:
    least, most = dose.reps
    return _REPS[dose.sides](_times(least, most))


def _times(least: int, most: int) -> Text:
    if least == most:
        return ntext("{n} time", "{n} times", most)
    return ntext("{least} to {n} time", "{least} to {n} times", most, least=least)


_REPS: dict[Sides, Callable[[Text], Text]] = {
    Sides.BOTH: lambda times: text("{times}.", times=times),
    Sides.EACH: lambda times: text("{times} on each side.", times=times),
    Sides.EACH_DIRECTION: lambda times: text("{times} in each direction.", times=times),
    Sides.EACH_ARM_ON_TOP: lambda times: text("{times} with each arm on top.", times=times),
}


def verdict_words(found: MoveVerdict, rules: SafetyRules) -> Text:
    """What the person's answers say to a move, with the reason; "" where they say nothing against it."""
    if not found.condition:
        return Text("")
    name = Text(next((each.name for each in rules.conditions if each.id == found.condition), found.condition))
    said = {
        Verdict.OK: _cleared(found),
        Verdict.MODIFY: text("For you: half the range and half the hold, without pressure."),
        Verdict.ASK: text("Off for you until it is cleared. Ask your clinician."),
        Verdict.OFF: text("Off for you."),
    }[found.verdict]
    return text("{verdict} You answered: {condition}.", verdict=said, condition=name)


def review_words(move: Move, approval: Approval | None) -> Text:
    """Who approved what is told of a move, and when; without an approval, what its own file says of that."""
    if approval is None:
        return Text(move.review_status)
    on = date_words.full_date(approval.on)
    return text("Approved by {clinician} on {date}.", clinician=approval.by, date=on)


def verdict_source(found: MoveVerdict) -> Text:
    """Where what is said to a move comes from; "" where nothing is said."""
    return text("Source: {source}", source=Text(found.source)) if found.source else Text("")


def _cleared(found: MoveVerdict) -> Text:
    if found.clearance is None:
        return Text("")
    on = date_words.full_date(date.fromisoformat(found.clearance.on))
    return text("{clinician} cleared this move for you on {date}.", clinician=found.clearance.clinician, date=on)


def why_off(moves: Iterable[Move], safety: SafetyState, rules: SafetyRules) -> Text:
    """Why not each of these moves may be shown: the gate's reason, else that of the first that is off; or ""."""
    closed = gate(safety, rules)
    if not closed.is_open:
        return closed.why
    for move in moves:
        found = judge(move, safety, rules)
        if not found.allowed:
            return text("{move}: {why}", move=Text(move.name), why=verdict_words(found, rules))
    return Text("")


def verdict_mark(found: MoveVerdict) -> Text:
    """The verdict in a word or two, for a small mark; "" where there is none to show."""
    return _MARKS.get(found.verdict, Text(""))


_MARKS = {
    Verdict.MODIFY: text("half range"),
    Verdict.ASK: text("ask your clinician"),
    Verdict.OFF: text("off for you"),
}
