"""What the home window has of the pain diary: the page "My back", and what of the diary waits to be read or answered.

It reads the diary anew only once something was added to it, and decides nothing.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date
from functools import partial
from typing import TYPE_CHECKING

from postureapp.core import booking
from postureapp.core.booking import Visit, Went
from postureapp.core.errors import PostureError
from postureapp.core.safety import Gate, Reason, Region, gate
from postureapp.core.state import World
from postureapp.core.text import _
from postureapp.ui import back_words
from postureapp.ui.back_wires import BackSeen, BackWires
from postureapp.ui.medical_words import UNKNOWN_REGION, care_words
from postureapp.ui.pain_desk import PainDesk
from postureapp.ui.shelf import Shelf
from postureapp.ui.waiting import Shown, Way

if TYPE_CHECKING:
    from postureapp.ui.booked_box import BookingWires


class DiaryWays:
    """The ways of the home window into the diary. `open` opens a window by its name, `changed` has home look again."""

    def __init__(
        self,
        shelf: Shelf,
        world: Callable[[], World],
        desk: PainDesk,
        open_window: Callable[[str], None],
        changed: Callable[[], None],
    ) -> None:
        self._shelf, self._world, self._desk = shelf, world, desk
        self._open, self._changed = open_window, changed
        self._read_at: tuple[int, date] | None = None
        self._last: BackSeen | None = None

    def wires(self, export: Callable[[bytes, str], None]) -> BackWires:
        """What the page needs; `export` writes bytes to a path."""
        return BackWires(
            read=self.read,
            changes=lambda: self._desk.log.changes,
            gate=self._gate,
            region=self._region,
            now=self._shelf.clock.now,
            check_in=self._desk.check_in,
            went=self._went,
            follow=self._follow,
            booking=self._booking,
            open=self._open,
            export=export,
            names=self._names,
        )

    def read(self) -> BackSeen:
        """What the diary says now.

        Raises: EnvironmentProblem.
        """
        log, now = self._desk.log, self._shelf.clock.now().local
        judgement, visit = log.judgement(), log.visit()
        due = booking.notices_due(judgement, log.told(), visit, now)
        return BackSeen(log.entries(), judgement, visit, due)

    def waits(self) -> list[Shown]:
        """What waits, the most urgent first: a notice that was not read yet, or how a visit went.

        While medical care comes first no notice waits: what comes first says all that is to be done.
        """
        try:
            seen = self._seen()
        except PostureError:
            return []  # reading the day tells what is wrong
        decided = self._gate()
        if decided.hides_booking:
            title, _sentence = care_words(decided.reason, self._region())
            # Safety words.
            ways = (Way(_("What to do now…"), "", partial(self._open, "book"), is_main=True),)
            # Safety words.
            return [Shown("care", _("Medical care comes first"), str(title), ways, is_quiet=True)]
        found = []
        if decided.reason is Reason.DIFFERENT:
            # Safety words.
            still = _("The questions about warning signs are still open")
            way = Way(_("Answer them"), "", self._desk.ask_again, is_main=True)
            found.append(Shown("signs", still, "", (way,), is_quiet=True))
        if seen.due:
            way = Way(_("Show me"), "", self._follow)
            found.append(Shown("diary notice", _("Your diary has something to tell you"), "", (way,), is_quiet=True))
        if seen.visit is not None and booking.asks_how_it_went(seen.visit, self._shelf.clock.now().local):
            found.append(self._asks_how_it_went(seen.visit))
        return found

    # --- inside -------------------------------------------------------------------------------------------------------

    def _asks_how_it_went(self, visit: Visit) -> Shown:
        ways = tuple(Way(str(words), "", partial(self._went, visit, went)) for went, words in back_words.WENT.items())
        title, body = str(back_words.HOW_IT_WENT), str(back_words.booked(visit))
        return Shown(f"visit {visit.on}", title, body, ways, is_quiet=True)

    def _seen(self) -> BackSeen:
        """As it was read last, where nothing has changed since but the time of day."""
        log = self._desk.log
        at = log.changes, log.today
        if self._last is None or self._read_at != at:
            self._last, self._read_at = self.read(), at
        return self._last

    def _went(self, visit: Visit, went: Went) -> bool:
        kept = self._desk.visit_went(visit, went)
        self._changed()
        return kept

    def _follow(self) -> None:
        self._desk.lead_on()
        self._changed()

    def _booking(self) -> BookingWires:
        """As everywhere else, and the home window looks again."""
        wires = self._desk.booking_wires()

        def book(visit: Visit) -> bool:
            kept = wires.book(visit)
            self._changed()
            return kept

        return replace(wires, book=book)

    def _gate(self) -> Gate:
        world = self._world()
        return gate(world.safety, world.rules)

    def _region(self) -> Region:
        world = self._world()
        return next((each for each in world.rules.regions if each.id == world.safety.region), UNKNOWN_REGION)

    def _names(self) -> Mapping[str, str]:
        return {move.id: _(move.name) for move in self._world().moves}
