"""Keeps the last few things that were made, for a figure of which only some parts move from frame to frame.

It compares what a thing is made from, never how old it is; it must stay small.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Generic, TypeVar

from postureapp.core.body import Body, build
from postureapp.core.moves import Stance
from postureapp.core.pose import Pose
from postureapp.core.props import PropKind
from postureapp.figure.memo import on_forget

Thing = TypeVar("Thing")


class Kept(Generic[Thing]):
    """The last `most` things, until all is forgotten; the one that was not asked for the longest goes first."""

    def __init__(self, most: int) -> None:
        self._most = most
        # Looked through one by one: the keys are dozens of numbers, which are sooner compared than hashed.
        self._things: list[tuple[object, Thing]] = []
        on_forget(self._things.clear)

    def of(self, key: object, make: Callable[[], Thing], again: Callable[[Thing], None] | None = None) -> Thing:
        """What was made from `key`, made now if it is not kept; `again` is told of what was kept."""
        things = self._things
        for n, known in enumerate(things):
            if known[0] == key:
                things.append(things.pop(n))
                if again is not None:
                    again(known[1])
                return known[1]
        found = make()
        del things[: max(len(things) - self._most + 1, 0)]
        things.append((key, found))
        return found


_BODIES: Kept[Body] = Kept(3)


def built(pose: Pose, stance: Stance, props: Sequence[PropKind] = ()) -> Body:
    """The whole body in a pose; the figure, its inset and a muscle that pulses in a hold ask for the same one."""
    key = tuple(pose.items()), stance, tuple(props)
    return _BODIES.of(key, lambda: build(pose, stance, props))
