"""What a day was made of, read from the facts of the diary: for the home window, its plots and the export.

Pure reading: nothing is decided and nothing is judged by it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta, timezone
from enum import StrEnum
from functools import lru_cache
from typing import Any

import msgspec

from postureapp.core import timeline
from postureapp.core.events import Answer, FactKind, MoveEnd, Size
from postureapp.core.pain_diary import ENTRY_KINDS, days_of, standing
from postureapp.core.timeline import Ended, Layer, Piece, Running, number

_Edge = tuple[float, float]  # a moment in seconds since 1970, and the offset of the wall clock

_DAY_S = 86400.0
_EPOCH = date(1970, 1, 1).toordinal()
_CRUMB_S = 0.001
_SEAM_S = 1.0  # what joins with no more than this between is one span
_LEAVING = timedelta(seconds=90)
_STILL_OPEN = timedelta(minutes=15)  # a reminder stays for a minute; longer where time is compressed
_NOTED = frozenset({FactKind.MOVE_DONE, FactKind.SESSION})
_PAIN = frozenset(ENTRY_KINDS)
_REMINDING = frozenset(
    {
        FactKind.SHOWN,
        FactKind.ANSWERED,
        FactKind.WITHDRAWN,
        FactKind.BREAK,
        FactKind.STARTED,
        FactKind.STOPPED,
    }
)


class Band(StrEnum):
    """What a stretch of time was."""

    SITTING = "sitting"
    STANDING = "standing"
    PHONE = "phone"
    MEETING = "meeting"
    BREAK = "break"


class Outcome(StrEnum):
    """What became of a reminder."""

    DONE = "done"
    SNOOZED = "snoozed"
    SKIPPED = "skipped"
    IGNORED = "ignored"
    OPEN = "open"


_OUTCOMES = {
    Answer.START.value: Outcome.DONE,
    Answer.DONE.value: Outcome.DONE,
    Answer.SNOOZE.value: Outcome.SNOOZED,
    Answer.SKIP.value: Outcome.SKIPPED,
    Answer.IGNORED.value: Outcome.IGNORED,
}


class Kept(msgspec.Struct, frozen=True, gc=False):
    """A fact of the diary: when (aware, on the clock of where it was written), and its plain values.

    `id` is its number there, by which a correction names it; 0 for one that is not from a diary.
    """

    at: datetime
    kind: FactKind
    data: Mapping[str, Any] = msgspec.field(default_factory=dict)
    id: int = 0


@dataclass(frozen=True, slots=True)
class Span:
    """A time on the band, from `start` to `end` (aware, local)."""

    start: datetime
    end: datetime
    band: Band


@dataclass(frozen=True, slots=True)
class Reminded:
    """A reminder that was shown, and what became of it."""

    at: datetime
    size: Size
    cause: str
    outcome: Outcome


@dataclass(frozen=True, slots=True)
class Day:
    """A day on the wall clock. Seconds; `pain` is the mean of what was told of its moments (0-10) or None without any.

    `spans` are in order and never overlap. `sitting_s` is all that was sat, on the phone and in meetings too;
    `longest_s` is the longest spell of it without a real break, of which there were `breaks`.
    """

    on: date
    spans: tuple[Span, ...] = ()
    reminders: tuple[Reminded, ...] = ()
    longest_s: float = 0.0
    sitting_s: float = 0.0
    phone_s: float = 0.0
    breaks: int = 0
    moves_done: int = 0
    moves_planned: int = 0
    pain: float | None = None


def of_day(facts: Sequence[Kept], on: date, now: datetime, running: Running | None = None) -> Day:
    """The day as its facts tell it; see `of_days`."""
    return of_days(facts, on, on, now, running)[0]


def of_days(
    facts: Sequence[Kept], first: date, last: date, now: datetime, running: Running | None = None
) -> tuple[Day, ...]:
    """Each day from the first to the last, also those without facts.

    `facts` are in the order in which they were kept. Those of the days round it do no harm, and those of the evening
    before tell what reached over midnight; what lies after `now` is left out. `running` is the session as it stands now
    (`Status.running`), so that today reaches to now; without it today reaches to its last fact.
    """
    drafts = {first + timedelta(days=n): _Draft() for n in range((last - first).days + 1)}
    told = timeline.read(facts, now, running)
    for piece in told.pieces:
        _lay(drafts, piece)
    for ended in told.spells:
        _note_spell(drafts, ended)
    for ended in told.breaks:
        draft = drafts.get(_date_of(ended.end_s + ended.offset_s))
        if draft is not None:
            draft.breaks += 1
    _note_facts(drafts, facts, now)
    _note_pain(drafts, facts, now)
    for shown in _reminders(facts, now):
        draft = drafts.get(shown.at.date())
        if draft is not None:
            draft.reminders.append(shown)
    return tuple(draft.as_day(on) for on, draft in drafts.items())


# --- time -------------------------------------------------------------------------------------------------------------


@dataclass(slots=True)
class _Draft:
    """A day being put together."""

    pieces: list[Piece] = field(default_factory=list)
    reminders: list[Reminded] = field(default_factory=list)
    pain: float | None = None
    longest_s: float = 0.0
    breaks: int = 0
    moves_done: int = 0
    in_sessions: int = 0
    of_sessions: int = 0

    def as_day(self, on: date) -> Day:
        """The day."""
        spans, sitting_s = _paint(self.pieces)
        return Day(
            on,
            spans,
            tuple(self.reminders),
            round(self.longest_s, 1),
            round(sitting_s, 1),
            sum(((span.end - span.start).total_seconds() for span in spans if span.band is Band.PHONE), 0.0),
            self.breaks,
            self.moves_done,
            self.of_sessions + max(0, self.moves_done - self.in_sessions),
            self.pain,
        )


def _date_of(local_s: float) -> date:
    return date.fromordinal(_EPOCH + int(local_s // _DAY_S))


def _lay(drafts: dict[date, _Draft], piece: Piece) -> None:
    """Give each day its part of a piece: a day begins at midnight of the clock on the wall there and then."""
    start_s = piece.start_s
    if piece.start_s < piece.end_s <= start_s + _DAY_S - (start_s + piece.offset_s) % _DAY_S:  # nearly all
        draft = drafts.get(_date_of(start_s + piece.offset_s))
        if draft is not None:
            draft.pieces.append(piece)
        return
    while start_s < piece.end_s:
        local_s = start_s + piece.offset_s
        end_s = min(piece.end_s, start_s + max(_CRUMB_S, _DAY_S - local_s % _DAY_S))
        draft = drafts.get(_date_of(local_s))
        if draft is not None:
            draft.pieces.append(Piece(start_s, end_s, piece.layer, piece.offset_s, _ends_at(piece, end_s)))
        start_s = end_s


def _ends_at(piece: Piece, end_s: float) -> float:
    return piece.end_offset_s if end_s == piece.end_s else piece.offset_s


def _note_spell(drafts: dict[date, _Draft], spell: Ended) -> None:
    """A spell counts on each day with what of it was sat there."""
    end_s, left_s = spell.end_s + spell.offset_s, spell.length_s
    while left_s > 0:
        on = _date_of(end_s - _CRUMB_S)
        part_s = min(left_s, end_s - (on.toordinal() - _EPOCH) * _DAY_S)
        draft = drafts.get(on)
        if draft is not None:
            draft.longest_s = max(draft.longest_s, part_s)
        end_s, left_s = end_s - part_s, left_s - part_s


def _paint(pieces: list[Piece]) -> tuple[tuple[Span, ...], float]:
    """The spans of a day from pieces that lie over each other, and the seconds that were sat."""
    edges = [(piece.start_s, True, piece.layer, piece.offset_s) for piece in pieces]
    edges += [(piece.end_s, False, piece.layer, piece.end_offset_s) for piece in pieces]
    edges.sort()
    spans: list[tuple[_Edge, _Edge, Band]] = []
    sitting_s, before = 0.0, (0.0, 0.0)
    open_now = [0] * len(Layer)
    for at_s, opens, layer, offset_s in edges:
        band = _band(open_now) if at_s > before[0] else None
        if band is not None:
            if band is not Band.BREAK and not open_now[Layer.STOOD]:
                sitting_s += at_s - before[0]
            _extend(spans, before, (at_s, offset_s), band)
        open_now[layer] += 1 if opens else -1
        before = (at_s, offset_s)
    return tuple(Span(_at(start), _at(end), band) for start, end, band in spans), sitting_s


def _band(open_now: list[int]) -> Band | None:
    """What is seen of the layers that lie over each other."""
    if open_now[Layer.GONE]:
        return None
    if open_now[Layer.BREAK]:
        return Band.BREAK
    if not (open_now[Layer.SAT] or open_now[Layer.STOOD]):
        return None
    if open_now[Layer.PHONE]:
        return Band.PHONE
    if open_now[Layer.MEETING]:
        return Band.MEETING
    return Band.STANDING if open_now[Layer.STOOD] else Band.SITTING


def _extend(spans: list[tuple[_Edge, _Edge, Band]], start: _Edge, end: _Edge, band: Band) -> None:
    if spans and spans[-1][2] is band and start[0] - spans[-1][1][0] < _SEAM_S:
        start = spans.pop()[0]
    spans.append((start, end, band))


def _at(edge: _Edge) -> datetime:
    return datetime.fromtimestamp(round(edge[0], 3), _zone(edge[1]))


@lru_cache(maxsize=64)
def _zone(offset_s: float) -> timezone:
    return timezone(timedelta(seconds=offset_s))


# --- reminders, moves, pain -------------------------------------------------------------------------------------------


def _reminders(facts: Sequence[Kept], now: datetime) -> list[Reminded]:
    """The reminders that were shown. One that was taken back, to come again later, was none."""
    found: list[Reminded] = []
    shown: Reminded | None = None
    left: tuple[Reminded, datetime] | None = None
    for kept in facts:
        if kept.kind not in _REMINDING or kept.at > now:
            continue
        match kept.kind:
            case FactKind.SHOWN:
                shown, left = _shown(kept), None
            case FactKind.ANSWERED | FactKind.WITHDRAWN if shown is not None:
                outcome = _OUTCOMES.get(str(kept.data.get("answer")))
                if outcome is not None:
                    found.append(replace(shown, outcome=outcome))
                elif kept.kind is FactKind.WITHDRAWN:
                    left = (shown, kept.at)
                shown = None
            case FactKind.BREAK if left is not None:
                if _went_on(left, kept):
                    found.append(replace(left[0], outcome=Outcome.DONE))
                left = None
            case FactKind.STARTED | FactKind.STOPPED:
                shown = left = None
    if shown is not None and now - shown.at <= _STILL_OPEN:
        found.append(shown)
    return found


def _shown(kept: Kept) -> Reminded | None:
    try:
        return Reminded(kept.at, Size(kept.data.get("size", "")), str(kept.data.get("cause", "")), Outcome.OPEN)
    except ValueError:
        return None


def _went_on(left: tuple[Reminded, datetime], taken: Kept) -> bool:
    """Whether the person left for this break while the reminder was on the screen, without a word."""
    since_s = (number(taken.data, "length_s") or 0.0) + (number(taken.data, "spell_s") or 0.0)
    began = taken.at - timedelta(seconds=since_s)
    return left[0].at - _LEAVING <= began <= left[1] + _LEAVING


def _note_facts(drafts: dict[date, _Draft], facts: Sequence[Kept], now: datetime) -> None:
    """Moves, on the day of their fact."""
    for kept in facts:
        if kept.kind not in _NOTED or kept.at > now:
            continue
        draft = drafts.get(kept.at.date())
        if draft is None:
            continue
        if kept.kind is FactKind.MOVE_DONE:
            draft.moves_done += 1
        else:
            ends = _ends(kept.data.get("moves"))
            draft.of_sessions += len(ends)
            draft.in_sessions += ends.count(MoveEnd.DONE)


def _note_pain(drafts: dict[date, _Draft], facts: Sequence[Kept], now: datetime) -> None:
    """Pain, on the day that its entry tells of: a correction counts in the place of what it corrects."""
    rows = (
        (kept.id or -n, kept.at, kept.kind, kept.data)
        for n, kept in enumerate(facts, 1)
        if kept.kind in _PAIN and kept.at <= now
    )
    for told in days_of(standing(rows)):
        draft = drafts.get(told.day)
        if draft is not None:
            draft.pain = told.value


def _ends(moves: object) -> list[object]:
    """How each planned move of a session ended."""
    return [each.get("end") for each in moves if isinstance(each, Mapping)] if isinstance(moves, list) else []
