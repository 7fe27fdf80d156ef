"""Made-up diaries for pictures and tests of the report: a few days, some weeks, two years, none."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from datetime import date, datetime, time, timedelta

from PySide6.QtWidgets import QWidget

from postureapp.core.clinic import Clinic
from postureapp.core.day import Day, Kept
from postureapp.core.events import FactKind
from postureapp.core.hours import on_weekdays
from postureapp.core.pain_diary import Earlier, Feel, Hinders, KeptEntry, PainEntry, Spot, When, days_of
from postureapp.core.persistence import judge
from postureapp.core.settings import Settings
from postureapp.devtools.history_pictures import facts
from postureapp.devtools.home_pictures import NOW, ZONE, moment
from postureapp.reports.report import Part, Sources
from postureapp.ui.report_choices import Days
from postureapp.ui.report_window import ReportWindow, ReportWires
from postureapp.ui.theme import Theme

LAST = date(2025, 3, 6)
NAMES = {
    "chin-tuck": "Chin tuck",
    "blade-squeeze": "Shoulder blade squeeze",
    "seated-turn": "Seated turn",
    "doorway": "Doorway chest stretch",
}
_NOTES = (
    "Long day of video calls, better after a walk.",
    "Woke up stiff; the new pillow?",
    "",
    "Carried the shopping home in one bag. Left side again, up to the shoulder, until the evening; warmth helped.",
    "",
)
_SPOTS = (Spot.BETWEEN_BLADES, Spot.BETWEEN_BLADES, Spot.BLADE_LEFT, Spot.TRAPEZIUS_LEFT, Spot.NECK_BASE, Spot.MID_BACK)


def entries(days: int, last: date = LAST) -> tuple[KeptEntry, ...]:
    """Entries of so many days, two on some days, none on others and for some weeks."""
    found: list[KeptEntry] = []
    for back in range(days - 1, -1, -1):
        on = last - timedelta(days=back)
        n = on.toordinal()
        if days > 7 and (n % 5 == 2 or n // 7 % 13 in (5, 6)):
            continue
        score = max(0, min(10, round(3.6 + 1.8 * ((n // 7) % 7 - 3) / 3 + (n * 7 % 5 - 2) * 0.8)))
        at = datetime.combine(on, time(18, 10), ZONE)
        entry = PainEntry(
            score,
            where=(_SPOTS[n % len(_SPOTS)], *((_SPOTS[n % 4],) if n % 3 else ())),
            feels=(Feel.TIGHTNESS, Feel.PAIN) if n % 2 else (Feel.STIFFNESS,),
            earlier=(Earlier.DESK,) if n % 3 else (Earlier.PHONE, Earlier.SLEEP),
            hinders=(Hinders.SLEEP,) if n % 11 == 3 else ((Hinders.WORK,) if n % 13 == 1 else ()),
            note=_NOTES[n % len(_NOTES)],
        )
        found.append(KeptEntry(len(found) + 1, at, FactKind.PAIN, entry, at))
        if n % 4 == 0:
            later = at + timedelta(hours=3)
            worst = PainEntry(min(score + 2, 10), When.WORST)
            found.append(KeptEntry(len(found) + 1, later, FactKind.PAIN, worst, later))
    return tuple(found)


def days_at_the_desk(days: int, last: date = LAST) -> tuple[Day, ...]:
    """Working days with spells of sitting and time on the phone."""
    found = []
    for back in range(days - 1, -1, -1):
        on = last - timedelta(days=back)
        n = on.toordinal()
        if on.weekday() >= 5:
            found.append(Day(on))
            continue
        longest = 60.0 * (38 + (n * 13) % 47)
        found.append(Day(on, longest_s=longest, sitting_s=6.1 * 3600, phone_s=60.0 * (12 + n * 5 % 31), breaks=5))
    return tuple(found)


def stretches(days: int, last: date = LAST) -> tuple[Kept, ...]:
    """Stretches of two moves each working day; now and then one hurt."""
    found = []
    moves = [*NAMES]
    for back in range(days - 1, -1, -1):
        on = last - timedelta(days=back)
        n = on.toordinal()
        if on.weekday() >= 5:
            continue
        planned = [moves[n % 4], moves[(n + 1) % 4]]
        ends = ["done", "hurt" if n % 17 == 3 else ("skipped" if n % 6 == 1 else "done")]
        rows = [
            {"move": move, "prescribed": 6, "reps": 6, "reps_done": 6 if end == "done" else 2, "end": end}
            for move, end in zip(planned, ends, strict=True)
        ]
        at = datetime.combine(on, time(11, 5), ZONE)
        found.append(Kept(at, FactKind.SESSION, {"moves": rows, "length_s": 84.0}))
    return tuple(found)


def sources(days: int, last: date = LAST, *, entries_of: Sequence[KeptEntry] | None = None) -> Sources:
    """All that a report of so many days is made from."""
    kept = entries(days, last) if entries_of is None else tuple(entries_of)
    return Sources(
        kept,
        days_at_the_desk(days, last),
        stretches(days, last),
        judge(days_of(kept), kept, last),
        clinic="Osteo Health",
        names=NAMES,
    )


def report_windows() -> Iterator[tuple[str, Callable[[Theme], QWidget]]]:
    """The window of the report: with some weeks, with two years and the notes, with days to be typed, with nothing."""
    yield "report", lambda look: window(look, 56)
    yield "report-two-years", lambda look: window(look, 730, chosen=Days.FROM_TO, notes=True)
    yield "report-empty", lambda look: window(look, 0)


def window(look: Theme, days: int, *, chosen: Days = Days.FOUR_WEEKS, notes: bool = False) -> ReportWindow:
    """The window over a diary of so many days."""
    last = NOW.date()
    kept = entries(days, last)

    def found(since: datetime, until: datetime) -> list[Kept]:
        return sorted((*facts(since, until), *stretches(days, last)), key=lambda each: each.at) if days else []

    wires = ReportWires(
        entries=lambda: kept,
        facts=found,
        judgement=lambda: judge(days_of(kept), kept, last),
        now=moment,
        save=lambda _content, _path: None,
        open_folder=lambda _folder: "",
        clinic=Clinic("Osteo Health", "403-814-0404"),
        settings=lambda: Settings(phone_hours=on_weekdays("12:00-13:30")),
        names=lambda: NAMES,
        last_report=lambda: last - timedelta(days=23) if days else None,
    )
    made = ReportWindow(look, wires)
    made.choices.days[chosen].setChecked(True)
    made.choices.parts[Part.NOTES].setChecked(notes)
    if chosen is Days.FROM_TO:
        made.choices.first.show_day(last - timedelta(days=days))
    made.show_report()
    return made
