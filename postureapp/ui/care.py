"""What asks about pain and warning signs, and where the answers lead: to medical care, to the clinic, or on.

What is decided is `core.pain`'s and `core.safety`'s. Nothing here opens the gate but the person's own answers; a
question that is closed, skipped or cut off by quitting leaves stretches off.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING

from postureapp.core import events, pain
from postureapp.core.errors import PostureError
from postureapp.core.events import Event
from postureapp.core.safety import Gate, Reason, Region, SafetyState, allowed_moves, gate
from postureapp.core.state import World
from postureapp.core.text import _, text
from postureapp.ui.card_place import read_in_peace
from postureapp.ui.medical_words import UNKNOWN_REGION, not_ruled_out
from postureapp.ui.open_windows import OpenWindows, close, raised
from postureapp.ui.shelf import Shelf

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from postureapp.ui.booked_box import BookingWires


CARD_GOOD_FOR_S = 3600.0  # after that the warning signs are asked for anew before the clinic's card comes up


class Care:
    """Asks the safety questions and for warning signs. Thread: the Qt thread.

    `say` shows a sentence, `report` a problem.
    """

    def __init__(
        self,
        shelf: Shelf,
        windows: OpenWindows,
        handle: Callable[[Event], None],
        world: Callable[[], World],
        say: Callable[[str], object],
        report: Callable[[PostureError], None],
    ) -> None:
        self._shelf, self._windows = shelf, windows
        self._handle, self._world, self._say, self._report = handle, world, say, report
        self._all_no: Callable[[], object] = lambda: None
        self._is_asking_how_much = False
        self._was_different = False
        self._advice = ""  # what was said last of where to turn to
        self._card_s = 0.0  # when the clinic's card was opened
        self.booking: Callable[[], BookingWires | None] = lambda: None  # what follows a booking
        self.unsay: Callable[[str], object] = lambda _sentence: None  # takes a sentence off the screen

    # --- the questions ------------------------------------------------------------------------------------------------

    def ask_safety(self) -> None:
        """Show the short questions, or bring up what is asked about pain already."""
        from postureapp.ui.safety_dialog import SafetyDialog

        if self._brings_up_hurt() or raised(self._windows.questions):
            return
        if self._gate().reason is Reason.DIFFERENT and raised(self._windows.triage):
            return
        welcome = self._windows.first_run
        if welcome is not None and raised(welcome):
            welcome.ask_safety()  # it has the same questions: never two of them at a time
            return
        world = self._world()
        dialog = SafetyDialog(
            world.rules,
            self._answer,
            self._shelf.look,
            may_stretch=lambda answers: bool(allowed_moves(world.moves, answers, world.rules)),
            kept=world.safety,
        )
        self._windows.keep("questions", dialog)
        read_in_peace(dialog)

    def open_booking(self) -> None:
        """Ask for warning signs, then open the clinic's card, or the words that send to medical care."""
        is_old = self._card_s < self._shelf.clock.now().elapsed_s - CARD_GOOD_FOR_S
        if is_old or not raised(self._windows.booking) or self._gate().hides_booking:
            self.ask_first(self.open_card)

    def take_answers(self, answers: SafetyState) -> str:
        """Keep the answers that were given in the first run; gives "", or why they could not be kept."""
        return self._answer(answers)

    def brings_up_question(self) -> bool:
        """Bring up what is being asked about pain or warning signs, if anything: it comes before any stretch."""
        return self._brings_up_hurt() or raised(self._windows.triage)

    # --- pain ---------------------------------------------------------------------------------------------------------

    def shut_until_asked(self) -> None:
        """Stretches are off until the warning signs are asked for."""
        self._was_different = True  # nor does mild pain of a move that is just being told of bring them back
        self._keep_changed(pain.until_asked(self._world().safety))

    def ask_after_pain(self, all_no: Callable[[], object]) -> None:
        """Stretches are off first; then the signs are asked for, all of them anew, and `all_no` follows if none is."""
        self.shut_until_asked()
        if self._windows.is_closing:
            return
        close(self._windows.booking)  # the signs were asked for it before the pain
        close(self._windows.questions)  # half answered, as it was before the pain
        welcome = self._windows.first_run
        if welcome is not None and welcome.questions is not None and not welcome.questions.is_told:
            close(welcome)  # the same; it comes again
        close(self._windows.triage)
        # A sign for the doctor does not keep those of an emergency from being asked for; nothing outranks an emergency.
        if self._gate().reason is Reason.EMERGENCY or not self._world().rules.red_flags:
            self._medical_care_first()
        else:
            self._ask_signs(all_no)

    def ask_first(self, all_no: Callable[[], object]) -> None:
        """Ask for warning signs before a notice or the clinic's card; medical care that is due comes instead."""
        if self._medical_care_first():
            return
        close(self._windows.questions)  # half answered: never two that ask for the same signs
        if not self._gate().hides_booking:  # a sign ticked there is told of first
            self._ask_signs(all_no)

    def move_hurts(self) -> None:
        """A move hurts; how much is being asked, and until that is told stretches are off."""
        self._is_asking_how_much = True
        self._was_different = self._world().safety.something_different
        self._keep_changed(pain.until_asked(self._world().safety))

    def move_hurt(self, *, asks: bool) -> None:
        """How much it hurt was told, and whether that asks for warning signs: else stretches go on as they were."""
        self._is_asking_how_much = False
        if not asks and not self._was_different:
            self._keep_changed(pain.after_asking(self._world().safety, ()))

    def say_advice(self) -> None:
        """No sign was ticked: what that can't rule out, and the clinic where no other advice comes before it."""
        clinic, said = self._shelf.clinic, not_ruled_out(self._region())
        if self._gate().is_open and clinic.name and clinic.phone:
            booking = text("To book with {clinic}, call {phone}.", clinic=clinic.name, phone=clinic.phone)
            said = text("{advice} {booking}", advice=said, booking=booking)
        self._advice = str(said)
        self._say(self._advice)

    # --- inside -------------------------------------------------------------------------------------------------------

    def _brings_up_hurt(self) -> bool:
        return self._is_asking_how_much and raised(self._windows.stretch)

    def _medical_care_first(self) -> bool:
        """Show the words that send to medical care where they are due already, or nothing can be asked."""
        if not self._gate().hides_booking and self._world().rules.red_flags:
            return False
        close(self._windows.booking)  # it may be of before
        self.open_card()
        return True

    def _ask_signs(self, all_no: Callable[[], object]) -> None:
        """Ask for warning signs; what was ticked is kept, and leads to medical care."""
        from postureapp.ui.triage_window import TriageWindow

        def answered(red_flags: tuple[str, ...]) -> None:
            self._was_different = False
            if red_flags or not self._is_asking_how_much:  # else how much it hurts is told first
                self._keep_changed(pain.after_asking(self._world().safety, red_flags))
            if red_flags or self._gate().hides_booking:
                close(self._windows.questions)  # of before the sign
                self.open_card()
            else:
                self._all_no()

        close(self._windows.booking)  # it may be of before
        self._all_no = all_no  # what was asked for last, also where the window is open already
        if raised(self._windows.triage):
            return
        window = TriageWindow(self._world().rules, answered, self._shelf.look)
        self._windows.keep("triage", window)
        read_in_peace(window)

    def open_card(self, why: QWidget | None = None, *, doctor_first: bool = False) -> None:
        """Show the clinic, with why, or the words that send to medical care. To be called when the signs were asked."""
        from postureapp.ui.booking_card import BookingCard

        close(self._windows.booking)
        if self._windows.is_closing:
            return
        world, shelf = self._world(), self._shelf
        signs_asked = bool(world.rules.red_flags)
        card = BookingCard(
            shelf.clinic,
            self._region(),
            self._gate(),
            self._open_address,
            shelf.look,
            signs_asked=signs_asked,
            why=why,
            doctor_first=doctor_first,
            booking=self.booking(),
        )
        self._windows.keep("booking", card)
        self._card_s = shelf.clock.now().elapsed_s
        read_in_peace(card)

    def _region(self) -> Region:
        world = self._world()
        return next((each for each in world.rules.regions if each.id == world.safety.region), UNKNOWN_REGION)

    def _keep_changed(self, answers: SafetyState) -> None:
        if answers != self._world().safety:
            self._answer(answers)

    def _answer(self, answers: SafetyState) -> str:
        """Keep the answers and tell them; what shows the clinic while medical care comes first is closed.

        Gives "", or why they could not be kept.
        """
        before = self._gate()
        kept, refused = self._kept(answers)
        self._handle(events.SafetyChanged(kept))
        decided = self._gate()
        if decided.hides_booking or decided != before:
            close(self._windows.booking)
        if decided.hides_booking:
            close(self._windows.triage)
            self.unsay(self._advice)
        return refused

    def _kept(self, answers: SafetyState) -> tuple[SafetyState, str]:
        """The answers as they hold from now on, and "" or why they could not be kept.

        Those that could not be kept hold too, but never open the gate.
        """
        if not answers.answered and not answers.red_flags:  # skipped: what held before still holds, or less
            return (self._shelf.safety.load() if self._gate().is_open else self._world().safety), ""
        told, answers = answers, pain.holding(answers, self._world().safety)
        now = self._shelf.clock.now().utc
        try:
            self._shelf.safety.save(replace(answers, answered_utc=now.isoformat(timespec="seconds")))
        except PostureError as problem:
            self._report(problem)
            return replace(answers, answered=False), str(problem.title)
        kept = self._shelf.safety.load()
        if answers.answered and not kept.answered:
            return kept, _("The safety answers could not be kept; they will be asked again.")
        return kept, str(gate(kept, self._world().rules).why) if answers != told else ""

    def _gate(self) -> Gate:
        world = self._world()
        return gate(world.safety, world.rules)

    def _open_address(self, address: str) -> None:
        try:
            self._shelf.opener.open(address)
        except PostureError as problem:
            self._report(problem)
