"""Keeps the last few things that were made, for a figure of which only some parts move from frame to frame.

It compares what a thing is made from, never how old it is; it must stay small.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Sequence
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
        self._things: dict[Hashable, Thing] = {}
        on_forget(self._things.clear)

    def of(self, key: Hashable, make: Callable[[], Thing], again: Callable[[Thing], None] | None = None) -> Thing:
        """What was made from `key`, made now if it is not kept; `again` is told of what was kept."""
        things = self._things
        found = things.pop(key, None)
        if found is None:
            found = make()
            while len(things) >= self._most:
                del things[next(iter(things))]
        elif again is not None:
            again(found)
        things[key] = found
        return found


_BODIES: Kept[Body] = Kept(3)


def built(pose: Pose, stance: Stance, props: Sequence[PropKind] = ()) -> Body:
    """The whole body in a pose; the figure, its inset and a muscle that pulses in a hold ask for the same one."""
    key = tuple(pose.items()), stance, tuple(props)
    return _BODIES.of(key, lambda: build(pose, stance, props))
