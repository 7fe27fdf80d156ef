"""The sentences of "My back": entries and visits in a line. They tell what was noted, and judge none of it."""

from __future__ import annotations

from datetime import datetime, time

from postureapp.core import date_words, pain_words
from postureapp.core.booking import Visit, Went
from postureapp.core.events import FactKind
from postureapp.core.pain_diary import KeptEntry, When
from postureapp.core.text import Text, joined, text

WENT = {
    Went.BETTER: text("Better"),
    Went.SAME: text("The same"),
    Went.WORSE: text("Worse"),
    Went.MISSED: text("I did not go"),
}
HOW_IT_WENT = text("How did your visit go?")
_FROM = {
    FactKind.FELT: text("after a stretch"),
    FactKind.HURT: text("when a move hurt"),
}


def when(kept: KeptEntry, now: datetime) -> Text:
    """The day and the time of an entry."""
    if kept.day == now.date():
        return text("Today, {time}", time=date_words.clock(kept.at))
    return text("{day}, {time}", day=date_words.full_day(kept.day), time=date_words.clock(kept.at))


def number(kept: KeptEntry) -> Text:
    """How much it was."""
    score = kept.entry.score
    return text("worst {n} of 10", n=score) if kept.entry.when is When.WORST else text("{n} of 10", n=score)


def where(kept: KeptEntry) -> str:
    """The places; "" where none was told."""
    return joined((str(pain_words.SPOTS[spot]) for spot in kept.entry.where), "  ·  ")


def more(kept: KeptEntry) -> str:
    """All else that was told, and where it comes from."""
    entry = kept.entry
    told = [_FROM[kept.kind]] if kept.kind in _FROM else []
    told += [pain_words.FEELS[each] for each in entry.feels]
    told += [pain_words.EARLIER[each] for each in entry.earlier]
    told += [pain_words.HINDERS[each] for each in entry.hinders]
    words = [str(each) for each in told]
    if entry.note:
        words.append(str(text("“{words}”", words=entry.note)))
    if kept.corrected:
        words.append(str(text("Corrected")))
    return joined(words, "  ·  ")


def in_words(kept: KeptEntry, now: datetime) -> Text:
    """An entry in a line, for a screen reader."""
    return text("{when}: {figure}", when=when(kept, now), figure=number(kept))


def booked(visit: Visit) -> Text:
    """When a visit is, or was."""
    day = date_words.full_day(visit.on)
    if not visit.at:
        return text("Booked for {day}.", day=day)
    at = date_words.clock(datetime.combine(visit.on, time.fromisoformat(visit.at)))
    return text("Booked for {day}, {time}.", day=day, time=at)
