"""One notifier out of several: the best that works at the moment, and the app's own card when none else does.

It must never lose a reminder: whoever turns out not to have shown it, at once or later, the next one is asked.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Protocol, runtime_checkable

from postureapp.core.errors import EnvironmentProblem
from postureapp.core.events import Answer, Reminder
from postureapp.core.text import Text, text
from postureapp.platforms.sentences import in_words
from postureapp.ports import Choice, Notifier

log = logging.getLogger(__name__)

Answered = Callable[[int, Answer, float], None]


@runtime_checkable
class Link(Notifier, Protocol):
    """A notifier that may stop working and start again, and says so."""

    @property
    def needs_tray_card(self) -> bool:
        """Whether the person needs our own card to answer."""
        ...

    def problem(self) -> Text:
        """Why it can't show anything now; empty when it can, or may."""
        ...

    def on_failed(self, failed: Callable[[Reminder, EnvironmentProblem], None]) -> None:
        """Tell of a reminder that, against what `show` promised, is not on the screen."""
        ...


@dataclass(slots=True, eq=False)
class _Standing:
    reminder: Reminder
    answered: Answered
    on: Notifier | None = None
    asked: list[Notifier] = field(default_factory=list)


class NotifierChain:
    """Asks those that have buttons first, then the others, each in the order given, and the last one last.

    `missing` tells of backends that are not even links here, and why.
    """

    def __init__(self, links: Sequence[Notifier], missing: Sequence[tuple[str, Text]] = ()) -> None:
        self._links = list(links)
        self._missing = tuple(missing)
        self._reasons: dict[str, Text] = {}
        self._standing: _Standing | None = None
        for link in self._links:
            if isinstance(link, Link):
                link.on_failed(self._on_failed)

    # --- what is known ------------------------------------------------------------------------------------------------

    @property
    def name(self) -> str:
        """The notifier that shows the standing reminder, or would show the next."""
        return self._present().name

    @property
    def has_actions(self) -> bool:
        """Whether that one has buttons."""
        return self._present().has_actions

    @property
    def needs_tray_card(self) -> bool:
        """Whether a reminder stands that can only be answered on our own card: see `open_card`."""
        on = self._standing.on if self._standing else None
        return isinstance(on, Link) and on.needs_tray_card

    @property
    def choice(self) -> Choice:
        """Which is in use now, and why the others are not."""
        used = self._present()
        others = tuple((link.name, self._why_not(link, used)) for link in self._links if link is not used)
        note = used.note() if hasattr(used, "note") else Text("")
        return Choice(used.name, (*self._missing, *others), note)

    # --- the port -----------------------------------------------------------------------------------------------------

    def show(self, reminder: Reminder, answered: Answered) -> None:
        """Show it on the best link that takes it.

        Raises: EnvironmentProblem where even the last refuses.
        """
        old, self._standing = self._standing, _Standing(reminder, answered)
        self._ask_next(self._standing)
        if old and old.on and old.on is not self._standing.on:
            old.on.withdraw(old.reminder.id)

    def withdraw(self, reminder_id: int) -> None:
        """Take it away if it still stands."""
        standing = self._standing
        if standing and standing.reminder.id == reminder_id:
            self._standing = None
            if standing.on:
                standing.on.withdraw(reminder_id)

    def stop(self) -> None:
        """Withdraw all, and stop every link. May be called twice."""
        self._standing = None
        for link in self._links:
            link.stop()

    def open_card(self) -> bool:
        """Show the standing reminder on the last link, where it can be answered; False where there is no need."""
        standing = self._standing
        if not standing or not self.needs_tray_card:
            return False
        old, standing.on = standing.on, self._links[-1]
        standing.on.show(standing.reminder, self._relay)
        if old:
            old.withdraw(standing.reminder.id)
        return True

    # --- within -------------------------------------------------------------------------------------------------------

    def _in_order(self) -> Iterator[Notifier]:
        yield from sorted(self._links[:-1], key=lambda link: not link.has_actions)
        yield self._links[-1]

    def _present(self) -> Notifier:
        if self._standing and self._standing.on:
            return self._standing.on
        return next(link for link in self._in_order() if link is self._links[-1] or not _problem(link))

    def _why_not(self, link: Notifier, used: Notifier) -> Text:
        return _problem(link) or self._reasons.get(link.name) or text("{name} comes first.", name=used.name)

    def _ask_next(self, standing: _Standing) -> None:
        for link in self._in_order():
            if link in standing.asked:
                continue
            standing.asked.append(link)
            try:
                link.show(standing.reminder, self._relay)
            except EnvironmentProblem as problem:
                self._note_failure(link, problem)
                if link is self._links[-1]:
                    raise
            else:
                self._reasons.pop(link.name, None)
                standing.on = link
                return

    def _on_failed(self, reminder: Reminder, problem: EnvironmentProblem) -> None:
        standing = self._standing
        if standing and standing.on and standing.reminder.id == reminder.id:
            self._note_failure(standing.on, problem)
            self._ask_next(standing)

    def _note_failure(self, link: Notifier, problem: EnvironmentProblem) -> None:
        reason = in_words(problem)
        if self._reasons.get(link.name) != reason:
            self._reasons[link.name] = reason
            log.info("A reminder could not be shown by %s: %s", link.name, problem)

    def _relay(self, reminder_id: int, answer: Answer, snooze_s: float) -> None:
        standing = self._standing
        if standing and standing.reminder.id == reminder_id:
            self._standing = None
            if standing.on:
                standing.on.withdraw(reminder_id)
            standing.answered(reminder_id, answer, snooze_s)


def _problem(link: Notifier) -> Text:
    return link.problem() if isinstance(link, Link) else Text("")
