"""What the pain diary holds, as values, and how its entries become days. It judges nothing.

An entry is never changed: a correction is a new entry that names the one it replaces.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from enum import StrEnum
from typing import Any, TypeVar

from postureapp.core.events import FactKind

MOST_PAIN = 10
LONGEST_NOTE = 500
CORRECTABLE_FOR = timedelta(hours=24)  # after an entry was kept
_Word = TypeVar("_Word", bound=StrEnum)


class Spot(StrEnum):
    """A place of the body map, seen from behind: left and right are the person's own."""

    NECK_BASE = "neck-base"
    TRAPEZIUS_LEFT = "trapezius-left"
    TRAPEZIUS_RIGHT = "trapezius-right"
    BLADE_LEFT = "blade-left"
    BLADE_RIGHT = "blade-right"
    BETWEEN_BLADES = "between-blades"
    MID_BACK = "mid-back"
    SIDE_LEFT = "side-left"
    SIDE_RIGHT = "side-right"


class Feel(StrEnum):
    """How it feels."""

    PAIN = "pain"
    TIGHTNESS = "tightness"
    STIFFNESS = "stiffness"
    TENDERNESS = "tenderness"
    HEADACHE = "headache"
    SPREADING = "spreading"
    TINGLING = "tingling"


class Earlier(StrEnum):
    """What came before the pain."""

    DESK = "desk"
    PHONE = "phone"
    SLEEP = "sleep"
    LIFTING = "lifting"
    SPORT = "sport"
    BACKPACK = "backpack"
    KNOCK = "knock"


class Hinders(StrEnum):
    """What the pain kept the person from."""

    WORK = "work"
    SLEEP = "sleep"


class When(StrEnum):
    """What a number tells: the pain of the moment, or the worst of the day."""

    NOW = "now"
    WORST = "worst"


@dataclass(frozen=True, slots=True)
class PainEntry:
    """What a person said of their pain, `score` 0 to 10.

    `moves` are those of the stretch it was asked after, `before` the score asked before that stretch, `charged` the one
    move that the person points at.
    """

    score: int
    when: When = When.NOW
    where: tuple[Spot, ...] = ()
    feels: tuple[Feel, ...] = ()
    earlier: tuple[Earlier, ...] = ()
    hinders: tuple[Hinders, ...] = ()
    note: str = ""
    before: int | None = None
    moves: tuple[str, ...] = ()
    charged: str = ""


@dataclass(frozen=True, slots=True)
class KeptEntry:
    """An entry as it stands: its number in the diary, when it was made (aware, on the clock of where), what it says.

    `corrected`: an earlier one was replaced by it; it then counts for the moment of that earlier one, which is `at`,
    and `kept_at` is when it was written.
    """

    id: int
    at: datetime
    kind: FactKind
    entry: PainEntry
    kept_at: datetime
    corrected: bool = False

    @property
    def day(self) -> date:
        """The day it tells of."""
        return self.at.date()


def can_correct(kept: KeptEntry, now: datetime) -> bool:
    """Whether the person may still correct an entry, or take it back (now: aware): for a day after it was made."""
    return now - kept.at < CORRECTABLE_FOR


@dataclass(frozen=True, slots=True)
class PainDay:
    """A day with entries: `now` are the scores of the moment, `worst` is the highest of all."""

    day: date
    now: tuple[int, ...]
    worst: int
    hinders: frozenset[Hinders] = field(default_factory=frozenset)

    @property
    def value(self) -> float | None:
        """The mean of the moments; None where only the worst was told."""
        return sum(self.now) / len(self.now) if self.now else None


# Which facts of the diary are entries of pain, and what the number of each tells.
ENTRY_KINDS = (FactKind.PAIN, FactKind.FELT, FactKind.HURT)


def data_of(entry: PainEntry, replaces: int | None = None) -> dict[str, Any]:
    """An entry as plain values for the diary; `replaces` is the number of the one it corrects."""
    whole: dict[str, Any] = {
        "when": entry.when.value,
        "where": [each.value for each in entry.where],
        "feels": [each.value for each in entry.feels],
        "earlier": [each.value for each in entry.earlier],
        "hinders": [each.value for each in entry.hinders],
        "note": entry.note[:LONGEST_NOTE].encode("utf-8", "replace").decode(),  # half a letter can't be written
        "moves": list(entry.moves),
        "move": entry.charged,
    }
    kept = {name: value for name, value in whole.items() if value}
    if entry.before is not None:
        kept["before"] = entry.before
    if replaces is not None:
        kept["replaces"] = replaces
    return {"score": entry.score, **kept}


def removal_of(number: int) -> dict[str, Any]:
    """The plain values that take an entry back: it no longer counts, and stays in the diary as it was written."""
    return {"replaces": number, "taken_back": True}


def entry_of(kind: FactKind, data: Mapping[str, Any]) -> PainEntry | None:
    """The entry of plain values; None where there is no number from 0 to 10. Words that are not known are left out.

    The number given after a stretch is of the moment; the one given while a move hurt counts as a worst only, for it
    is the pain of a movement.
    """
    score = _score(data.get("score"))
    if score is None:
        return None
    when = When.WORST if kind is FactKind.HURT or data.get("when") == When.WORST.value else When.NOW
    move = data.get("move")
    return PainEntry(
        score=score,
        when=when,
        where=_words(Spot, data.get("where")),
        feels=_words(Feel, data.get("feels")),
        earlier=_words(Earlier, data.get("earlier")),
        hinders=_words(Hinders, data.get("hinders")),
        note=str(data.get("note", ""))[:LONGEST_NOTE],
        before=_score(data.get("before")),
        moves=tuple(each for each in _list(data.get("moves")) if isinstance(each, str)),
        charged=move if isinstance(move, str) else "",
    )


def standing(rows: Iterable[tuple[int, datetime, FactKind, Mapping[str, Any]]]) -> tuple[KeptEntry, ...]:
    """The entries that count, by the moment they tell of: a correction stands in the place of what it replaces.

    `rows` are number, moment (aware, local), kind and plain values, in the order in which they were kept.
    """
    found: dict[int, KeptEntry] = {}
    place: dict[int, int] = {}  # the number of a correction -> of the first entry it goes back to
    for number, at, kind, data in rows:
        entry, replaced = entry_of(kind, data), data.get("replaces")
        if replaced is None:
            if entry is not None:
                found[number] = KeptEntry(number, at, kind, entry, at)
            continue
        first = place.get(replaced, replaced) if isinstance(replaced, int) else None
        if first is None or first not in found:
            continue  # what it corrects was forgotten, or damaged
        place[number] = first
        if data.get("taken_back"):
            del found[first]
        elif entry is not None:
            old = found[first]
            found[first] = KeptEntry(number, old.at, old.kind, entry, at, corrected=True)
    return tuple(sorted(found.values(), key=lambda each: each.at))


def days_of(entries: Sequence[KeptEntry]) -> tuple[PainDay, ...]:
    """The days with entries, in order. A day is that of the zone the person was in when the entry was made."""
    by_day: dict[date, list[KeptEntry]] = {}
    for each in entries:
        by_day.setdefault(each.day, []).append(each)
    return tuple(_day(day, by_day[day]) for day in sorted(by_day))


def _day(day: date, entries: Sequence[KeptEntry]) -> PainDay:
    return PainDay(
        day,
        tuple(each.entry.score for each in entries if each.entry.when is When.NOW),
        max(each.entry.score for each in entries),
        frozenset(hinder for each in entries for hinder in each.entry.hinders),
    )


def _score(found: object) -> int | None:
    is_number = isinstance(found, int) and not isinstance(found, bool)
    return found if is_number and 0 <= found <= MOST_PAIN else None  # type: ignore[operator, return-value]


def _list(found: object) -> Sequence[object]:
    return found if isinstance(found, list | tuple) else ()


def _words(kind: type[_Word], found: object) -> tuple[_Word, ...]:
    known = {each.value: each for each in kind}
    return tuple(dict.fromkeys(known[each] for each in _list(found) if isinstance(each, str) and each in known))
