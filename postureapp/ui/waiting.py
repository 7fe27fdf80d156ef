"""What waits for an answer, as a window shows it: the reminder and the return card of the session, and other cards.

Our cards take no keyboard. What they ask is offered in the home window as well, by the same events or by the card's own
buttons, so that an answer in one place ends it in all.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from postureapp.core.events import Event
from postureapp.core.replies import Waiting

if TYPE_CHECKING:
    from postureapp.ui.corner_card import CornerCard


@dataclass(frozen=True, slots=True)
class Way:
    """A button: its words, what a screen reader says instead, and what it does; `is_main` for the first choice."""

    words: str
    said: str
    go: Callable[[], object]
    is_main: bool = False


@dataclass(frozen=True, slots=True)
class Shown:
    """What waits; `key` is the same for as long as it is the same that waits.

    `is_quiet`: it can wait, and does not take the keyboard when the window comes.
    """

    key: str
    title: str
    body: str
    ways: tuple[Way, ...]
    is_quiet: bool = False


def shown(of_session: Iterable[Waiting], cards: Iterable[CornerCard], handle: Callable[[Event], object]) -> list[Shown]:
    """All that waits, the most urgent first; `cards` are those that the session knows nothing of."""
    return [*(_of_session(each, handle) for each in of_session), *(_of_card(card) for card in cards if card.stands)]


def _of_session(waits: Waiting, handle: Callable[[Event], object]) -> Shown:
    ways = tuple(
        Way(str(reply.words), str(reply.said), partial(handle, reply.event), waits.is_main and not n)
        for n, reply in enumerate(waits.replies)
    )
    return Shown(waits.key, str(waits.title), str(waits.body), ways)


def _of_card(card: CornerCard) -> Shown:
    ways = tuple(
        Way(each.text(), each.accessibleName(), each.click, each.property("role") == "primary") for each in card.buttons
    )
    title, body = card.accessibleName(), card.accessibleDescription()
    return Shown(f"card {id(card)}", title, body, ways)
