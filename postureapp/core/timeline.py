"""From the facts of the diary to stretches of time: sat, stood, on the phone, in a meeting, on a break, gone.

The clocks that each fact carries say how much of the time since the fact before was sat through, so a lock, a sleep or
a clock that was set needs no guess. While the app did not run nothing is known, and nothing is made up. Damaged facts
are left out; nothing here raises.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from enum import IntEnum
from typing import TYPE_CHECKING, Any

import msgspec

from postureapp.core.events import FactKind

if TYPE_CHECKING:
    from postureapp.core.day import Kept

LONGEST_BREAK_S = 4 * 3600.0  # whoever is away for longer has ended the working day, not taken a break in it
SLACK_S = 2.0  # clocks are kept in tenths, and a fact is written a moment after it happened
_LONGEST_S = 366 * 86400.0
_BEFORE_START_S = 5.0
_NUMBERS = (int, float)
_NO_ANCHOR = (FactKind.MOVE_DONE, FactKind.SESSION, FactKind.FELT, FactKind.HURT)  # written beside the step

_SWITCHES = frozenset(
    {
        FactKind.STOPPED,
        FactKind.PHONE_ON,
        FactKind.PHONE_OFF,
        FactKind.STANDING_ON,
        FactKind.STANDING_OFF,
        FactKind.CARD_SHOWN,
        FactKind.CARD_ANSWERED,
        FactKind.PHONE_TIME,
        FactKind.MEETING,
    }
)


class Layer(IntEnum):
    """What a piece of time was; of several at once the highest counts."""

    SAT = 0
    STOOD = 1
    MEETING = 2
    PHONE = 3
    BREAK = 4
    GONE = 5


class Piece(msgspec.Struct, frozen=True, gc=False):
    """A piece of time, in seconds since 1970 (UTC), with the offsets of the wall clock at its start and its end."""

    start_s: float
    end_s: float
    layer: Layer
    offset_s: float
    end_offset_s: float


@dataclass(frozen=True, slots=True)
class Ended:
    """A spell of sitting, or a break, that ended at `end_s` after `length_s`."""

    end_s: float
    offset_s: float
    length_s: float


@dataclass(frozen=True, slots=True)
class Running:
    """The session as it stands now, in seconds: the spell of sitting, and the meeting under way.

    `away_s`: for how long the person has been on a break by now; `spell_s` is then the spell that went before.
    """

    spell_s: float = 0.0
    away_s: float = 0.0
    meeting_s: float = 0.0


@dataclass(slots=True)
class Timeline:
    """All that the facts tell of time."""

    pieces: list[Piece] = field(default_factory=list)
    spells: list[Ended] = field(default_factory=list)
    breaks: list[Ended] = field(default_factory=list)


class _Anchor(msgspec.Struct, frozen=True, gc=False):
    """The last fact whose clocks are known; `spell_s` None: they are not."""

    at_s: float
    offset_s: float
    spell_s: float | None
    runs: bool = True


def number(data: Mapping[str, Any], name: str) -> float | None:
    """A plain number of a fact; None where it is missing or can't be right."""
    value = data.get(name)
    if isinstance(value, bool) or not isinstance(value, _NUMBERS):
        return None
    return float(value) if 0 <= value <= _LONGEST_S else None  # which neither infinity nor what is no number is


def read(facts: Sequence[Kept], now: datetime, running: Running | None = None) -> Timeline:
    """The time that the facts tell of, in the order in which they were kept; what lies after `now` is left out.

    `running`: the session as it stands now; None: only what the facts tell.
    """
    reader, now_s = _Reader(), now.timestamp()
    for index, kept in enumerate(facts):
        at_s = kept.at.timestamp()
        if at_s <= now_s + SLACK_S and kept.kind not in _NO_ANCHOR:
            reader.take(kept, at_s, facts[index + 1] if index + 1 < len(facts) else None)
    if running is not None:
        reader.reach(now_s, _offset_s(now), running)
    reader.end()
    return reader.told


def _offset_s(at: datetime) -> float:
    offset = at.utcoffset()
    return offset.total_seconds() if offset is not None else 0.0


class _Reader:
    """Goes through the facts, with what is known so far."""

    def __init__(self) -> None:
        self.told = Timeline()
        self._anchor: _Anchor | None = None
        self._stands = False
        self._on_phone = False
        self._card_s: float | None = None
        self._answered_s: float | None = None
        self._break_end_s: float | None = None

    def take(self, kept: Kept, at_s: float, following: Kept | None) -> None:
        """The next fact."""
        offset_s, data = _offset_s(kept.at), kept.data
        spell_s = number(data, "spell_s")
        match kept.kind:
            case FactKind.STARTED:
                self._start(at_s, offset_s, spell_s, data)
            case FactKind.BREAK:
                self._take_break(at_s, offset_s, data, _unseen_s(at_s, following))
            case FactKind.AWAY:
                length_s = number(data, "length_s") or 0.0
                self.run_to(at_s, offset_s, spell_s, stood_until_s=at_s - length_s)
                if data.get("size") and self._break_end_s is not None:
                    self._add_break(self._break_end_s, at_s, offset_s)
            case _:
                self.run_to(at_s, offset_s, spell_s)
                if kept.kind in _SWITCHES:
                    self._switch(kept.kind, at_s, offset_s, data)

    def reach(self, now_s: float, offset_s: float, running: Running) -> None:
        """Go on from the last fact to now."""
        if running.away_s:
            self._sit_until_break(now_s - running.away_s, offset_s, running.spell_s, is_offered=False)
            self._add_break(now_s - running.away_s, now_s, offset_s)
            self._anchor = None
        else:
            self.run_to(now_s, offset_s, running.spell_s)
        self.add(now_s - running.meeting_s, now_s, offset_s, Layer.MEETING)

    def end(self) -> None:
        """No more facts: what is known of the last spell stands."""
        anchor = self._anchor
        if anchor is not None:
            self._end_spell(anchor.at_s, anchor.offset_s, anchor.spell_s)

    def add(
        self, start_s: float, end_s: float, offset_s: float, layer: Layer, end_offset_s: float | None = None
    ) -> None:
        """A piece of time, if it is one."""
        if end_s > start_s:
            ends_s = offset_s if end_offset_s is None else end_offset_s
            self.told.pieces.append(Piece(start_s, end_s, layer, offset_s, ends_s))

    # --- sitting and standing -----------------------------------------------------------------------------------------

    def run_to(self, at_s: float, offset_s: float, spell_s: float | None, stood_until_s: float = math.inf) -> None:
        """Time went on to a moment at which the clock of the spell stood at `spell_s`."""
        anchor = self._anchor
        runs = anchor is None or anchor.runs
        if anchor is not None and anchor.runs and self._stands:
            self._live(anchor.at_s, min(at_s, stood_until_s), anchor.offset_s, offset_s)
        elif runs and spell_s is not None:
            self._sit_to(at_s, offset_s, spell_s)
        if anchor is not None and anchor.spell_s is not None and spell_s is not None and spell_s < anchor.spell_s - 1.0:
            self._end_spell(anchor.at_s, anchor.offset_s, anchor.spell_s)
        self._anchor = _Anchor(at_s, offset_s, spell_s)

    def _sit_to(self, at_s: float, offset_s: float, spell_s: float) -> None:
        anchor = self._anchor
        if anchor is None:
            self._live(at_s - spell_s, at_s, offset_s)
        elif anchor.spell_s is None or spell_s < anchor.spell_s - 1.0:  # since when is unknown: it began anew
            self._live(max(anchor.at_s, at_s - spell_s), at_s, offset_s)
        else:
            start_s, end_s = _sat_between(anchor.at_s, at_s, spell_s - anchor.spell_s)
            self._live(start_s, end_s, anchor.offset_s, offset_s if end_s == at_s else None)

    def _live(self, start_s: float, end_s: float, offset_s: float, end_offset_s: float | None = None) -> None:
        """Sit or stand, with or without the phone."""
        self.add(start_s, end_s, offset_s, Layer.STOOD if self._stands else Layer.SAT, end_offset_s)
        if self._on_phone:
            self.add(start_s, end_s, offset_s, Layer.PHONE, end_offset_s)

    def _end_spell(self, at_s: float, offset_s: float, spell_s: float | None) -> None:
        if spell_s:
            self.told.spells.append(Ended(at_s, offset_s, spell_s))

    # --- breaks -------------------------------------------------------------------------------------------------------

    def _take_break(self, at_s: float, offset_s: float, data: Mapping[str, Any], away_s: float | None) -> None:
        """`away_s`: the break was found as the app started, and for so long nobody had looked."""
        length_s, since_s = number(data, "length_s"), number(data, "spell_s") or 0.0
        if length_s is None:
            self.run_to(at_s, offset_s, since_s)
            return
        if self._stands and data.get("size"):  # it was stood
            self.run_to(at_s, offset_s, since_s)
            self.told.breaks.append(Ended(at_s, offset_s, length_s))
            return
        end_s = at_s - since_s
        self._sit_until_break(end_s - length_s, offset_s, number(data, "sat_s") or 0.0, bool(data.get("size")))
        anchor, seen_s = self._anchor, end_s
        if away_s is not None or (anchor is not None and not anchor.runs):
            seen_s = max(anchor.at_s if anchor is not None else -math.inf, at_s - (away_s or math.inf))
            self.add(max(seen_s, end_s - length_s), at_s, offset_s, Layer.GONE)
            self._stands = self._on_phone = False
        if self._add_break(end_s - length_s, min(end_s, seen_s), offset_s):
            self.told.breaks.append(Ended(min(end_s, seen_s), offset_s, length_s))
        self._live(end_s, at_s, offset_s)
        self._anchor, self._break_end_s = _Anchor(at_s, offset_s, since_s), end_s

    def _sit_until_break(self, start_s: float, offset_s: float, sat_s: float, is_offered: bool) -> None:
        anchor, overlap_s = self._anchor, 0.0
        if anchor is None:
            self._live(start_s - sat_s, start_s, offset_s)
        elif anchor.spell_s is not None:
            until_s = anchor.at_s + sat_s - anchor.spell_s
            overlap_s = max(0.0, until_s - start_s) if is_offered else 0.0  # the clock ran on while it was stood
            if anchor.runs and self._stands:
                self._live(anchor.at_s, start_s, anchor.offset_s)
            elif anchor.runs and sat_s >= anchor.spell_s:
                sat_from_s, sat_to_s = _sat_between(anchor.at_s, start_s, sat_s - anchor.spell_s - overlap_s)
                self._live(sat_from_s, min(sat_to_s, start_s), anchor.offset_s)
        self._end_spell(start_s, offset_s, max(0.0, sat_s - overlap_s))

    def _add_break(self, start_s: float, end_s: float, offset_s: float) -> bool:
        """A break, unless it was so long that it was none; tells whether it was one."""
        is_break = 0.0 < end_s - start_s <= LONGEST_BREAK_S
        self.add(start_s, end_s, offset_s, Layer.BREAK if is_break else Layer.GONE)
        return is_break

    # --- what else a fact tells ---------------------------------------------------------------------------------------

    def _start(self, at_s: float, offset_s: float, spell_s: float | None, data: Mapping[str, Any]) -> None:
        """The app starts: after a crash the clocks tell how long it had run on."""
        anchor, away_s = self._anchor, number(data, "away_s")
        seen_s = at_s - away_s if away_s is not None else at_s
        if anchor is not None:
            if anchor.runs and self._stands:
                self._live(anchor.at_s, seen_s if away_s is not None else anchor.at_s, anchor.offset_s)
            elif anchor.runs and anchor.spell_s is not None and spell_s is not None:
                until_s = anchor.at_s + spell_s - anchor.spell_s
                self._live(anchor.at_s, min(until_s, seen_s), anchor.offset_s)
            if anchor.spell_s is not None and (spell_s is None or spell_s < anchor.spell_s - 1.0):
                self._end_spell(anchor.at_s, anchor.offset_s, anchor.spell_s)
        self._on_phone, self._stands = data.get("phone_on") is True, data.get("standing") is True
        self._anchor = _Anchor(at_s, offset_s, spell_s)

    def _switch(self, kind: FactKind, at_s: float, offset_s: float, data: Mapping[str, Any]) -> None:
        length_s = number(data, "length_s") or 0.0
        match kind:
            case FactKind.STOPPED:
                self._anchor = _Anchor(at_s, offset_s, number(data, "spell_s"), runs=False)
            case FactKind.PHONE_ON | FactKind.PHONE_OFF:
                self._on_phone = kind is FactKind.PHONE_ON
            case FactKind.STANDING_ON | FactKind.STANDING_OFF:
                self._stands = kind is FactKind.STANDING_ON
            case FactKind.CARD_SHOWN:
                self._card_s = at_s
            case FactKind.CARD_ANSWERED:
                self._answered_s = at_s
                if data.get("answer") == "break" and self._card_s is not None:
                    self._add_break(self._card_s - length_s, self._card_s, offset_s)
            case FactKind.PHONE_TIME | FactKind.MEETING:
                by_card = self._answered_s == at_s and self._card_s is not None
                end_s = self._card_s if by_card and self._card_s is not None else at_s
                layer = Layer.PHONE if kind is FactKind.PHONE_TIME else Layer.MEETING
                self.add(end_s - length_s, end_s, offset_s, layer)


def _sat_between(from_s: float, to_s: float, grown_s: float) -> tuple[float, float]:
    """Where between two facts the clock ran on by `grown_s`: at the start, unless the wall clock was set back."""
    wall_s = to_s - from_s
    if abs(wall_s - grown_s) < SLACK_S:
        return from_s, to_s
    return (from_s, from_s + grown_s) if grown_s < wall_s else (to_s - grown_s, to_s)


def _unseen_s(at_s: float, following: Kept | None) -> float | None:
    """For how long nobody had looked before a break that was found as the app started; None: it was seen."""
    if following is None or following.kind is not FactKind.STARTED:
        return None
    if abs(following.at.timestamp() - at_s) > _BEFORE_START_S:
        return None
    return number(following.data, "away_s") or 0.0
