"""What strains the upper back in a day at work, as data: when each cause speaks up, and in which words.

A cause never shows anything itself and knows no clock. It claims nothing: its words invite, they never promise.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from types import MappingProxyType

from postureapp.core.events import Size
from postureapp.core.text import Text, ntext, text


class TriggerKind(StrEnum):
    """What makes a cause speak up."""

    SITTING = "sitting"
    STANDING = "standing"
    PHONE = "phone"
    WORK_END = "work-end"
    TIME_OF_DAY = "time-of-day"
    NAMED_DAYS = "named-days"
    REPETITION = "repetition"
    GATE = "gate"  # never a reminder: it closes the safety gate


@dataclass(frozen=True, slots=True)
class Trigger:
    """When a cause speaks up.

    `at_min` is minutes after midnight and counts for TIME_OF_DAY and NAMED_DAYS. The rest is for REPETITION: input that
    ran `active_min` of `window_min` minutes without a pause of `pause_s`, told at most each `every_min`.
    """

    kind: TriggerKind
    at_min: int = 0
    active_min: int = 25
    window_min: int = 30
    pause_s: float = 30.0
    every_min: int = 30


@dataclass(frozen=True, slots=True)
class Words:
    """The words of one size of reminder: a title (with `{minutes}`, then also as a plural) and bodies to alternate."""

    title: str
    bodies: tuple[str, ...]
    title_plural: str = ""

    def say(self, minutes: int, turn: int) -> tuple[Text, Text]:
        """Title and body; each `turn` has the next of the bodies, round and round."""
        if self.title_plural:
            title = ntext(self.title, self.title_plural, minutes, minutes=minutes)
        else:
            title = text(self.title, minutes=minutes)
        return title, text(self.bodies[turn % len(self.bodies)], minutes=minutes) if self.bodies else Text("")


@dataclass(frozen=True, slots=True)
class Cause:
    """One cause. `sentence` says in a line what it is, for the person who picks what applies."""

    id: str
    name: str
    trigger: Trigger
    source: str
    sentence: str = ""
    words: Mapping[Size, Words] = field(default_factory=dict)

    def say(self, size: Size, minutes: int = 0, turn: int = 0) -> tuple[Text, Text]:
        """Title and body of a reminder of this size; without words of its own, those of the smallest size there is."""
        found = self.words.get(size) or next((self.words[each] for each in Size if each in self.words), None)
        return found.say(minutes, turn) if found else (text(self.name), Text(""))


@dataclass(frozen=True, slots=True)
class Causes:
    """All causes by their id, in the order in which they are shown."""

    by_id: Mapping[str, Cause]


def _fallback() -> Causes:
    sitting, sat = "You have been sitting for {minutes} minute.", "You have been sitting for {minutes} minutes."
    looking, looked = "{minutes} minute on your phone.", "{minutes} minutes on your phone."
    desk = {
        Size.NUDGE: Words(sitting, ("Sit tall and let your shoulders drop.",), sat),
        Size.STRETCH: Words(sitting, ("Roll your shoulders?",), sat),
        Size.STAND: Words(sitting, ("Time to stand up or walk a little.",), sat),
    }
    phone = {
        Size.NUDGE: Words(looking, ("Raise the phone to eye level and rest your forearms.",), looked),
        Size.STRETCH: Words(looking, ("Put it down and slide your head back?",), looked),
    }
    source = "the clinic's article: looking down at a phone, sitting at a desk for prolonged periods"
    return Causes(
        MappingProxyType(
            {
                "desk": Cause("desk", "Sitting at a desk", Trigger(TriggerKind.SITTING), source, words=desk),
                "phone": Cause("phone", "Looking down at a phone", Trigger(TriggerKind.PHONE), source, words=phone),
            }
        )
    )


# What stands when the shipped content can't be read: the app is up all the same.
FALLBACK = _fallback()
