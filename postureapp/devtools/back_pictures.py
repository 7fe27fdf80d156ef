""" "My back" in the home window, for the contact sheets and for the tests of windows.

The entries are made up; what is said of them is worked out by the code that judges those of the diary.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from datetime import date, datetime, time, timedelta

from PySide6.QtWidgets import QWidget

from postureapp.core.booking import Visit
from postureapp.core.day import Kept
from postureapp.core.events import FactKind
from postureapp.core.pain_diary import Earlier, Feel, Hinders, KeptEntry, PainEntry, Spot, When, days_of
from postureapp.core.persistence import judge
from postureapp.core.safety import Gate, Reason, Region
from postureapp.core.state import World
from postureapp.devtools.home_pictures import NOW, ZONE, moment, sitting
from postureapp.ui.back_wires import BackSeen, BackWires
from postureapp.ui.booked_box import BookingWires
from postureapp.ui.home_window import HomeWindow, HomeWires
from postureapp.ui.theme import Theme

TODAY = NOW.date()
OPEN, EMERGENCY = Gate(Reason.OPEN), Gate(Reason.EMERGENCY)
_REGION = Region("CA-AB", "Alberta", "911", "Health Link 811")
NOTED = "Since the long call this morning."
_SCORES = (4, 3, 4, 5, 4, 3, 4)
_TOLD = (
    PainEntry(0, where=(Spot.BETWEEN_BLADES,), feels=(Feel.TIGHTNESS,), earlier=(Earlier.DESK,)),
    PainEntry(0, where=(Spot.BLADE_LEFT, Spot.TRAPEZIUS_LEFT), feels=(Feel.PAIN, Feel.STIFFNESS)),
    PainEntry(0, hinders=(Hinders.SLEEP,), note=NOTED),
    PainEntry(0),
)


def entries(days: int, *, severe: bool = False) -> tuple[KeptEntry, ...]:
    """A diary of so many days with an entry on five of seven; the last one is of today."""
    found: list[KeptEntry] = []
    for back in range(days - 1, -1, -1):
        on = TODAY - timedelta(days=back)
        if back % 7 in (2, 5):
            continue
        at = datetime.combine(on, time(14, 5) if back == 0 else time(17, 40), ZONE)
        said = replace(_TOLD[back % len(_TOLD)], score=_SCORES[back % 7])
        found.append(KeptEntry(len(found) + 1, at, FactKind.FELT if back % 6 == 3 else FactKind.PAIN, said, at))
    if severe and found:
        at = found[-1].at - timedelta(hours=2)
        found.insert(-1, KeptEntry(999, at, FactKind.PAIN, PainEntry(9, When.WORST), at))
    return tuple(found)


def seen(kept: Sequence[KeptEntry], visit: Visit | None = None, *, is_due: bool = False) -> BackSeen:
    """What the diary says with these entries."""
    judgement = judge(days_of(kept), kept, TODAY)
    return BackSeen(tuple(kept), judgement, visit, judgement.verdicts if is_due else ())


def made_up(what: BackSeen | None = None, gate: Gate = OPEN) -> BackWires:
    """The wires of the page, which lead nowhere."""
    found = what or seen(entries(36))
    nothing = lambda *_what: None  # noqa: E731
    return BackWires(
        read=lambda: found,
        changes=lambda: 0,
        gate=lambda: gate,
        region=lambda: _REGION,
        now=moment,
        check_in=nothing,
        went=lambda _visit, _went: True,
        follow=nothing,
        booking=lambda: BookingWires(lambda: TODAY, lambda _visit: True, lambda _visit: b"", lambda *_file: ""),
        open=nothing,
        export=nothing,
    )


def back_windows() -> Iterator[tuple[str, Callable[[Theme], QWidget]]]:
    """The third page of the home window in all that it can show."""

    def page(what: BackSeen, gate: Gate = OPEN) -> Callable[[Theme], QWidget]:
        def make(look: Theme) -> QWidget:
            nothing = lambda *_what: None  # noqa: E731
            read: Callable[..., list[Kept]] = lambda *_range: []  # noqa: E731
            wires = HomeWires(sitting, World, read, moment, nothing, nothing, back=lambda: made_up(what, gate))
            window = HomeWindow(look, wires)
            window.show_back()
            return window

        return make

    def days(back: int) -> date:
        return TODAY - timedelta(days=back)

    yield "back-first", page(seen(()))
    yield "back-few", page(seen(entries(3)))
    yield "back-weeks", page(seen(_calm(entries(36))))
    yield "back-persists", page(seen(entries(36)))
    yield "back-due", page(seen(entries(36, severe=True), is_due=True))
    yield "back-booked", page(seen(entries(24), Visit(days(-3), "14:30")))
    yield "back-visited", page(seen(entries(24), Visit(days(1), "14:30")))
    yield "back-care", page(seen(entries(36, severe=True)), EMERGENCY)


def _calm(kept: Sequence[KeptEntry]) -> tuple[KeptEntry, ...]:
    """The same with little pain: no rule holds."""
    return tuple(replace(each, entry=replace(each.entry, score=each.entry.score // 2)) for each in kept)
