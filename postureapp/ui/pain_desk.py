"""Where entries of the pain diary are told, and where they lead: the warning signs first, then the notice that is due.

What counts and what follows is decided in `core.pain` and `core.persistence`. An entry that asks for the warning signs
does so whether or not the diary can be read or written; no notice follows from one that is not on the disk.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from postureapp.core import booking, pain
from postureapp.core.booking import Visit, Went
from postureapp.core.errors import PostureError
from postureapp.core.events import FactKind
from postureapp.core.pain_diary import KeptEntry, PainDay, PainEntry
from postureapp.core.persistence import Judgement, Rule, Verdict
from postureapp.core.safety import Reason, gate
from postureapp.core.settings import Value
from postureapp.core.state import World
from postureapp.core.text import _
from postureapp.runtime.pain_log import PainLog
from postureapp.storage import atomic
from postureapp.ui.care import Care
from postureapp.ui.open_windows import OpenWindows, raised
from postureapp.ui.shelf import Shelf

if TYPE_CHECKING:
    from postureapp.ui.booked_box import BookingWires


# Rules that send to a doctor or a health line before the clinic.
_DOCTOR_FIRST = frozenset({Rule.SEVERE, Rule.WORSENING, Rule.LONG})
# Rules before whose notice the warning signs are asked for at once.
_SIGNS_FIRST = frozenset({Rule.SEVERE, Rule.WORSENING})


class PainDesk:
    """Takes entries, and leads on from them. Thread: the Qt thread.

    `choose` keeps a value of a setting; `report` says a problem.
    """

    def __init__(
        self,
        shelf: Shelf,
        windows: OpenWindows,
        care: Care,
        log: PainLog,
        world: Callable[[], World],
        choose: Callable[[str, Value], object],
        report: Callable[[PostureError], None],
    ) -> None:
        self._shelf, self._windows, self._care, self.log = shelf, windows, care, log
        self._world, self._choose, self._report = world, choose, report
        self._asks = False

    # --- telling ------------------------------------------------------------------------------------------------------

    def check_in(self, corrects: KeptEntry | None = None) -> None:
        """Ask for an entry, or for the correction of one."""
        from postureapp.ui.check_in import CheckIn

        if self._care.brings_up_question() or raised(self._windows.check_in):
            return
        number = corrects.id if corrects is not None else None
        window = CheckIn(
            self._shelf.look,
            lambda entry: self.keep(entry, corrects.kind if corrects is not None else FactKind.PAIN, number),
            corrects=corrects,
            asks=lambda entry: self._asks_for_signs(entry, self._days(), self._judged(entry, number)),
            take_back=partial(self.log.take_back, number) if number is not None else None,
        )
        window.kept.connect(lambda _entries: self.lead_on())
        window.taken_back.connect(self.look_again)
        window.destroyed.connect(self._ask_what_is_left)
        self._windows.keep("check_in", window)
        window.show()

    def keep(
        self, entry: PainEntry, kind: FactKind = FactKind.PAIN, replaces: int | None = None, cause: str = ""
    ) -> bool:
        """Keep an entry; True when it is on the disk.

        Where it asks for warning signs, stretches are off before that, and whether or not it can be kept.
        """
        are_open = kind is not FactKind.HURT and self._are_open(entry)  # that a move hurts has shut them itself
        if are_open or self._asks_for_signs(entry, self._days(), self._judged(entry, replaces)):
            self._asks = True
            self._care.shut_until_asked()
        return self.log.add(entry, kind, replaces, cause)

    def tell(self, entry: PainEntry, cause: str = "") -> bool:
        """Keep an entry that was told without the check-in, and lead on from it; True when it is on the disk."""
        kept = self.keep(entry, cause=cause)
        if kept or self._asks:
            self.lead_on()
        return kept

    def _ask_what_is_left(self) -> None:
        """What was told and could not be kept was told all the same, where it asks for warning signs."""
        if self._asks and not self._windows.is_closing:
            self.lead_on()

    def look_again(self) -> None:
        """The diary may have changed, or only the day: tell the session what it is to know of it.

        Where pain has become worse or severe by that, stretches are off until the warning signs are asked for; once
        on a day is enough.
        """
        try:
            self.log.tell()
        except PostureError as problem:
            self._report(problem)
        world = self._world()
        if (
            world.pain.in_episode
            and not self._were_answered_today()
            and any(each.rule in _SIGNS_FIRST for each in self._due())
        ):
            self._asks = True
            self._care.shut_until_asked()

    def move_hurt(self, score: int | None, has_signs: bool) -> None:
        """What follows from a move that hurt this much, 0 to 10; None where the person did not say."""
        self._asks = self._asks or pain.asks_after_move(score, has_signs)
        self._care.move_hurt(asks=self._asks)
        self.lead_on()

    def lead_on(self, otherwise: Callable[[], object] = lambda: None) -> None:
        """What follows from what was kept: the warning signs where they are asked for, then the notice that is due.

        A move that provoked pain is off at once. `otherwise` is for where no notice is due and no sign was asked for.
        """
        asks, self._asks = self._asks, False
        due = self._due()
        off = [move for each in due if each.rule is Rule.PROVOKED for move in each.moves]
        if off:
            self._choose("moves.off", tuple(dict.fromkeys((*self._world().settings.switched_off, *off))))
        if asks:
            self._care.ask_after_pain(partial(self._show, due[0]) if due else self._care.say_advice)
        elif due:
            self._care.ask_first(partial(self._show, due[0]))
        else:
            otherwise()

    def ask_again(self) -> None:
        """Ask for the warning signs that were not answered, and lead on from there."""
        self._asks = True
        self.lead_on()

    def visit_went(self, visit: Visit, went: Went) -> bool:
        """Keep how a visit went; True when it is on the disk. Where it is worse the warning signs are asked for."""
        kept = self.log.book(replace(visit, went=went))
        if went is Went.WORSE:
            self._asks = True
            self._care.shut_until_asked()
            self.lead_on()
        return kept

    def booking_wires(self) -> BookingWires:
        """What follows a booking."""
        from postureapp.reports.calendar import visit_calendar
        from postureapp.ui.booked_box import BookingWires

        def calendar(visit: Visit) -> bytes:
            now = self._shelf.clock.now()
            return visit_calendar(visit, self._shelf.clinic.name, now.utc, now.zone)

        def save(content: bytes, path: str) -> str:
            try:
                atomic.write(Path(path), content)
            except PostureError as problem:
                return str(problem)
            return ""

        return BookingWires(lambda: self.log.today, self.log.book, calendar, save)

    def open_report(self, open_folder: Callable[[Path], str]) -> None:
        """Show the report for the next session; `open_folder` gives "" or why not."""
        from postureapp.ui.report_window import ReportWindow, ReportWires

        if raised(self._windows.report):
            return
        shelf, log, world = self._shelf, self.log, self._world
        wires = ReportWires(
            entries=log.entries,
            facts=shelf.facts,
            judgement=log.judgement,
            now=shelf.clock.now,
            save=lambda content, path: atomic.write(path, content),
            open_folder=open_folder,
            clinic=shelf.clinic,
            thresholds=log.thresholds,
            settings=lambda: world().settings,
            names=lambda: {move.id: _(move.name) for move in world().moves},
            last_report=log.last_report,
            reported=log.note_report,
            country=world().safety.region.partition("-")[0],
        )
        window = ReportWindow(shelf.look, wires)
        self._windows.keep("report", window)
        window.show()

    # --- inside -------------------------------------------------------------------------------------------------------

    def _are_open(self, entry: PainEntry) -> bool:
        """Whether the warning signs were asked for and not answered, and it hurts again."""
        world = self._world()
        return (
            gate(world.safety, world.rules).reason is Reason.DIFFERENT and entry.score >= self.log.thresholds.pain_day
        )

    def _were_answered_today(self) -> bool:
        """Whether the safety answers are of today."""
        try:
            answered = datetime.fromisoformat(self._world().safety.answered_utc)
        except ValueError:
            return False
        return answered.astimezone(self._shelf.clock.now().zone).date() == self.log.today

    def _show(self, due: Verdict) -> None:
        """Show a notice, with what it goes by."""
        from postureapp.ui.pain_chart import verdict_plot
        from postureapp.ui.verdict_box import verdict_box

        self.log.note_told(due.rule)
        judged = self._judged() or Judgement(self.log.today)
        names = {move.id: move.name for move in self._world().moves}
        plot, look = verdict_plot(due, judged, self._days()), self._shelf.look
        told = verdict_box(due, plot, names, look, told_on=judged.today)
        self._care.open_card(told, doctor_first=due.rule in _DOCTOR_FIRST)

    def _due(self) -> Sequence[Verdict]:
        try:
            now = self._shelf.clock.now().local
            return booking.notices_due(self.log.judgement(), self.log.told(), self.log.visit(), now)
        except PostureError as problem:
            self._report(problem)
            return ()

    def _days(self) -> Sequence[PainDay]:
        try:
            return self.log.days()
        except PostureError as problem:
            self._report(problem)
            return ()

    def _judged(self, more: PainEntry | None = None, replaces: int | None = None) -> Judgement | None:
        try:
            return self.log.judgement(more, replaces)
        except PostureError as problem:
            self._report(problem)
            return None

    @staticmethod
    def _asks_for_signs(entry: PainEntry, before: Sequence[PainDay], judged: Judgement | None) -> bool:
        """Where the diary can't be read, they are asked for."""
        return judged is None or pain.asks_at_entry(entry, before, judged)
