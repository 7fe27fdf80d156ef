"""What the running app answers to a command from the command line.

It turns words into events and the status into words. It never shows pain or safety answers.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

from postureapp import __version__
from postureapp.core import events
from postureapp.core.events import FactKind
from postureapp.core.hours import coming_morning
from postureapp.core.lengths import parse_length
from postureapp.core.moves import Move
from postureapp.core.pain_diary import PainEntry, entry_of
from postureapp.core.replies import Reply, waiting
from postureapp.core.safety import gate
from postureapp.core.status import Status, Stretches
from postureapp.core.text import Text, _, listed, text
from postureapp.ports import Choice, Clock
from postureapp.runtime.driver import Driver

OK, FAILED, BAD_CALL = 0, 1, 2
LONGEST_PAUSE_S = 14 * 24 * 3600.0


@dataclass(frozen=True, slots=True)
class Ways:
    """What a command can do besides telling the driver. `open` takes the name of a window, or "quit"."""

    open: Callable[[str], None]
    erase: Callable[[], tuple[str, ...]] = lambda: ()  # deletes everything; what could not be
    debug: Callable[[], str] = lambda: ""
    tell_pain: Callable[[PainEntry], bool] = lambda _entry: False  # whether it is on the disk
    diary_changed: Callable[[], None] = lambda: None


class Commands:
    """Answers commands. Thread: the Qt thread."""

    def __init__(
        self,
        driver: Driver,
        clock: Clock,
        ways: Ways,
        capabilities: Callable[[], Mapping[str, Choice]],
        problems: Callable[[], list[str]],
    ) -> None:
        self._driver, self._clock, self._ways = driver, clock, ways
        self._capabilities, self._problems = capabilities, problems

    def answer(self, words: list[str]) -> tuple[int, str]:
        """Exit code and text for a command's words."""
        match words:
            case ["status"]:
                return OK, self._in_words(self._driver.status())
            case ["status", "--json"]:
                return OK, json.dumps(self._in_json(self._driver.status()), ensure_ascii=False)
            case ["pause", length]:
                return self._pause(length)
            case ["resume"]:
                self._driver.handle(events.UnpauseAsked())
                return OK, self._next()
            case ["stretch", *moves]:
                return self._stretch(tuple(moves))
            case ["phone", ("on" | "off") as state]:
                self._driver.handle(events.PhoneToggled(state == "on"))
                return OK, _("Phone time is counted.") if state == "on" else _("Phone time is no longer counted.")
            case ["place", ("office" | "home") as place]:
                return self._place(place)
            case ["answer", said]:
                return self._answer(said)
            case ["pain"]:
                self._ways.open("check-in")
                return OK, _("A window is open on your screen.")
            case ["pain", told]:
                return self._pain(told)
            case ["diary-changed"]:
                self._ways.diary_changed()
                return OK, ""
            case ["book"]:
                self._ways.open("book")
                return OK, _("A window is open on your screen.")
            case ["report"]:
                self._ways.open("report")
                return OK, _("A window is open on your screen.")
            case ["moves"]:
                self._ways.open("moves")
                return OK, _("The moves are open.")
            case ["home"]:
                self._ways.open("home")
                return OK, _("A window is open on your screen.")
            case ["settings"]:
                self._ways.open("settings")
                return OK, _("The settings are open.")
            case ["erase", "--yes"]:
                return self._erase()
            case ["debug"]:
                return OK, self._ways.debug()
            case ["quit"]:
                self._ways.open("quit")
                return OK, _("PostureApp has ended.")
        return BAD_CALL, str(text("PostureApp does not know the command “{words}”.", words=" ".join(words)[:80]))

    def _erase(self) -> tuple[int, str]:
        left = self._ways.erase()
        self._ways.open("quit")
        if left:
            return FAILED, "\n".join([_("Not everything could be deleted:"), *left])
        return OK, _("Everything was deleted, and PostureApp has ended.")

    def _pause(self, length: str) -> tuple[int, str]:
        try:
            until = until_tomorrow(self._clock) if length == "tomorrow" else self._after(length)
        except ValueError as refused:
            return BAD_CALL, str(refused)
        self._driver.handle(events.PauseAsked(until))
        return OK, self._next()

    def _answer(self, said: str) -> tuple[int, str]:
        """Answer what waits, as its own button would."""
        offered = [reply for each in waiting(self._driver.state) for reply in each.replies]
        if not offered:
            return FAILED, _("Nothing waits for an answer.")
        chosen = next((reply for reply in offered if said in reply.names), None)
        if chosen is None:
            names = ", ".join(_names(offered))
            return BAD_CALL, str(text("That is no answer to what waits. There are: {answers}.", answers=names))
        self._driver.handle(chosen.event)
        return OK, self._next()

    def _pain(self, told: str) -> tuple[int, str]:
        """Keep an entry of the pain diary. What was told is not said again: a terminal may be looked at."""
        try:
            data = json.loads(told)
        except ValueError:
            data = None
        entry = entry_of(FactKind.PAIN, data) if isinstance(data, dict) else None
        if entry is None:
            return BAD_CALL, _("Pain is a whole number from 0 to 10.")
        if not self._ways.tell_pain(entry):
            return FAILED, _("That could not be kept; the card on your screen says why.")
        return OK, _("Kept in your diary, on this computer.")

    def _place(self, place: str) -> tuple[int, str]:
        self._driver.handle(events.SettingChosen("moves.place", place))
        if self._driver.state.world.settings.place != place:
            return FAILED, _("That could not be kept; the card on your screen says why.")
        return OK, _("Floor moves come too.") if place == "home" else _("No floor moves come.")

    def _stretch(self, moves: tuple[str, ...]) -> tuple[int, str]:
        by_id = {move.id: move for move in self._driver.state.world.moves}
        unknown = [move for move in moves if move not in by_id]
        if unknown:
            sentence = text(
                "There is no move called “{move}”. There are: {moves}.",
                move=unknown[0][:80],
                moves=listed(sorted(by_id)),
            )
            return BAD_CALL, str(sentence)
        if self._driver.state.stretching is not None:
            self._driver.handle(events.StretchAsked(moves))  # brings its window up
            return OK, _("A stretch is open already, and is in front now; end it to start another.")
        wanted = tuple(dict.fromkeys(moves))
        self._driver.handle(events.StretchAsked(wanted))
        return OK, self._what_comes([by_id[move] for move in wanted])

    def _what_comes(self, wanted: list[Move]) -> str:
        """Whether it comes, and which of the moves asked for by name do not. Why not is for the screen only."""
        world = self._driver.state.world
        if not wanted:
            comes = self._driver.status().stretches is Stretches.ON
            return _("Here it comes.") if comes else _("Stretches are off; the window on your screen says more.")
        if not gate(world.safety, world.rules).is_open:
            return _("Stretches are off; the window on your screen says more.")
        coming = [(move, world.comes_for(move)) for move in wanted]
        off = [str(_off(move, comes)) for move, comes in coming if comes is not move]
        if not any(comes for _move, comes in coming):
            return " ".join([*off, _("The window on your screen says more.")])
        return " ".join([_("Here it comes."), *off])

    def _next(self) -> str:
        return _sentence(self._driver.status())

    def _after(self, length: str) -> datetime:
        seconds = parse_length(length)
        if not 60 <= seconds <= LONGEST_PAUSE_S:
            raise ValueError(_("A pause lasts from one minute (1m) to two weeks (336h)."))
        return self._clock.now().utc + timedelta(seconds=seconds)

    def _in_words(self, status: Status) -> str:
        clocks = status.clocks
        lines = [
            _sentence(status),
            str(
                text(
                    "Since the last change of posture: {posture} min. Since the last real break: {spell} min. "
                    "On the phone: {phone} min.",
                    posture=int(clocks.posture_s // 60),
                    spell=int(clocks.spell_s // 60),
                    phone=int(clocks.phone_s // 60),
                )
            ),
        ]
        lines += [str(learned) for learned in status.learned]
        for name, choice in self._capabilities().items():
            if choice.note:
                lines.append(f"{name}: {choice.note}")
            else:
                lines.append(f"{name}: {choice.chosen}")
        return "\n".join([*lines, *self._problems()])

    def _in_json(self, status: Status) -> dict[str, Any]:
        return {
            "version": __version__,
            "doing": status.doing.value,
            "posture_s": round(status.clocks.posture_s, 1),
            "spell_s": round(status.clocks.spell_s, 1),
            "phone_s": round(status.clocks.phone_s, 1),
            "next": {
                "size": status.next_size.value if status.next_size else None,
                "cause": status.next_cause or None,
                "in_s": round(status.next_in_s, 1) if status.next_in_s is not None else None,
                "words": str(status.next_words),
            },
            "due": status.is_due,
            "shown": status.is_shown,
            "answers": _names(reply for each in waiting(self._driver.state) for reply in each.replies),
            "held": str(status.held) or None,
            "busy": list(status.busy),
            "paused_until": status.paused_until.isoformat() if status.paused_until else None,
            "phone_on": status.phone_on,
            "standing": status.standing,
            "learned": [str(learned) for learned in status.learned],
            "interval_factor": status.interval_factor,
            "stretches": status.stretches.value,
            "capabilities": {
                name: {
                    "chosen": choice.chosen,
                    "note": str(choice.note) or None,
                    "rejected": {other: str(why) for other, why in choice.rejected},
                }
                for name, choice in self._capabilities().items()
            },
            "problems": self._problems(),
        }


def _names(replies: Iterable[Reply]) -> list[str]:
    """What the answers are called on the command line."""
    return [reply.names[0] for reply in replies if reply.names]


def _off(move: Move, comes: Move | None) -> Text:
    """That a move is off, and what comes in its place."""
    name = Text(move.name)
    if comes is None:
        return text("“{move}” is off for you.", move=name)
    return text("“{move}” is off for you; “{other}” comes in its place.", move=name, other=Text(comes.name))


def _sentence(status: Status) -> str:
    return str(status.next_words).removesuffix(".") + "."


def until_tomorrow(clock: Clock) -> datetime:
    """The coming morning (aware, UTC)."""
    return coming_morning(clock.now().local).astimezone(UTC)
