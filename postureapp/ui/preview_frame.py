"""A made-up day as the band of the day shows it, and in words: what comes, what was held back, how many of each.

It turns a preview into parts with their sentences and decides nothing.
"""

from __future__ import annotations

from datetime import datetime, timedelta

from postureapp.core.date_words import full_day
from postureapp.core.events import Size
from postureapp.core.preview import Preview, Shown
from postureapp.core.state import World
from postureapp.core.text import Text, listed, ntext, text
from postureapp.ui.home_frame import Frame, Part
from postureapp.ui.home_words import BANDS, SIZES, span_length

_WAITED_S = 90.0  # what waits for a pause in typing waits as well, but not for long
_HOUR = timedelta(hours=1)


def frame_of(preview: Preview, world: World) -> Frame:
    """The band of a typical day, which has no moment of now."""
    parts = [Part(span.start, span.end, span.band, BANDS[span.band], span_length(span)) for span in preview.spans]
    many = len({shown.cause for shown in preview.shown}) > 1
    for shown in preview.shown:
        waited = timedelta(seconds=shown.waited_s) if shown.waited_s >= _WAITED_S else timedelta()
        what = reminder_words(shown, world, with_cause=many)
        parts.append(Part(shown.at, shown.at, shown.size, what, since=shown.at - waited if waited else None))
    parts.sort(key=lambda part: (part.start.timestamp(), part.is_mark))
    low, high = _hour(preview.spans[0].start, up=False), _hour(preview.spans[-1].end, up=True)
    return Frame(low, high, None, tuple(parts), _work(preview), _hours(low, high))


def reminder_words(shown: Shown, world: World, *, with_cause: bool) -> Text:
    """A reminder: what it asks for, for which cause where there are several, how long it was held back and why."""
    cause = world.causes.by_id.get(shown.cause)
    what = SIZES[shown.size]
    if cause is not None and with_cause:
        what = text("{what} ({cause})", what=what, cause=text(cause.name))
    if shown.waited_s < _WAITED_S:
        return what
    minutes = round(shown.waited_s / 60)
    if not shown.why:
        return ntext("{what}, {n} minute after it was due", "{what}, {n} minutes after it was due", minutes, what=what)
    return ntext(
        "{what}, {n} minute after it was due. {why}",
        "{what}, {n} minutes after it was due. {why}",
        minutes,
        what=what,
        why=shown.why,
    )


def counted(preview: Preview, *, alone: bool = False) -> str:
    """How many reminders such a day has, and of which kind; `alone`: nothing else says what day that is."""
    number = len(preview.shown)
    if not number:
        return str(text("On a made-up day with these settings no reminder comes."))
    kinds = [_number(size, sum(shown.size is size for shown in preview.shown)) for size in Size]
    there = listed(kind for kind in kinds if kind)
    if alone:
        return str(
            ntext(
                "A made-up day with these settings: {n} reminder ({kinds}).",
                "A made-up day with these settings: {n} reminders ({kinds}).",
                number,
                kinds=there,
            )
        )
    return str(
        ntext("On such a day: {n} reminder ({kinds}).", "On such a day: {n} reminders ({kinds}).", number, kinds=there)
    )


def held_back(preview: Preview) -> Text:
    """How many of them waited for a better moment."""
    number = sum(shown.waited_s >= _WAITED_S and bool(shown.why) for shown in preview.shown)
    if not number:
        return Text("")
    return ntext("{n} of them waits for a better moment.", "{n} of them wait for a better moment.", number)


def title(preview: Preview) -> str:
    """The day it is: a day like that one."""
    return str(text("A day like {day}", day=full_day(preview.on)))


def _number(size: Size, number: int) -> Text:
    if not number:
        return Text("")
    if size is Size.NUDGE:
        return ntext("{n} posture cue", "{n} posture cues", number)
    if size is Size.STRETCH:
        return ntext("{n} stretch", "{n} stretches", number)
    if size is Size.STAND:
        return ntext("{n} time to stand or walk", "{n} times to stand or walk", number)
    if size is Size.CHECK_IN:
        return ntext("{n} check-in", "{n} check-ins", number)
    return ntext("{n} tip", "{n} tips", number)


def _work(preview: Preview) -> tuple[tuple[datetime, datetime], ...]:
    """From its first part to its last: the working hours, with the ways between them."""
    return ((preview.spans[0].start, preview.spans[-1].end),)


def _hour(at: datetime, *, up: bool) -> datetime:
    """The full hour before or after."""
    whole = at.replace(minute=0, second=0, microsecond=0)
    return whole + _HOUR if up and whole != at else whole


def _hours(low: datetime, high: datetime) -> tuple[datetime, ...]:
    """Each full hour of the clock on the wall."""
    count = round((high - low) / _HOUR)
    return tuple(low + _HOUR * n for n in range(count + 1))
