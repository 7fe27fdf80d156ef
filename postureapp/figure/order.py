"""What lies in front of what: parts are compared where they overlap on paper, then painted from far to near."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from functools import partial

from postureapp.figure.brush import Brush, Run
from postureapp.figure.memo import memo
from postureapp.figure.surface import Place, front

Front = Callable[[float, float], float | None]
_MOST_CM = 4.0
_TOUCHING_CM = 8.0
# When so many centimetres speak for one order, no more places are asked; a shade on a body wants to know the gap too.
_ENOUGH_CM, _ENOUGH_FOR_THINGS_CM = 14.0, 8.0
_ALWAYS = 1000.0
_FAR_CM = 99.0


@dataclass(slots=True, eq=False)
class Part:
    """Something to paint as one piece.

    `front` tells how near its surface is at a place on paper; `places` are places on that surface. `kin`: parts it
    grows out of, on which it casts no shade; `after`: those that it always covers; `still`: it has not moved since the
    last frame.
    """

    name: str
    box: tuple[float, float, float, float]
    places: Sequence[Place]
    front: Front
    draw: Callable[[Brush], None]
    casts: Sequence[Run] = ()
    kin: frozenset[str] = frozenset()
    body: bool = True
    thin: bool = False
    veil: bool = False
    after: tuple[str, ...] = ()
    still: bool = False
    shaded: float = field(default=0.0)


def swept_part(name: str, runs: Sequence[Run], draw: Callable[[Brush], None], **more: object) -> Part:
    """A part that is made of sweeps."""
    boxes = [sweep.box(start, stop) for sweep, start, stop in runs]
    box = (min(b[0] for b in boxes), min(b[1] for b in boxes), max(b[2] for b in boxes), max(b[3] for b in boxes))
    wide = name in ("trunk", "hips")
    # The slopes of the shoulders, which are part of the trunk, need no places of their own.
    placed = runs[:1] if wide else runs
    places = [place for sweep, start, stop in placed for place in sweep.places(start, stop, wide=wide)]

    slabs = [slab for sweep, start, stop in runs for slab in sweep.slabs(start, stop)]
    return Part(name, box, places, partial(front, slabs), draw, **more)  # type: ignore[arg-type]


def far_to_near(parts: Sequence[Part]) -> list[Part]:
    """The parts in the order in which they are painted; those that touch what they cover get a shade to cast."""
    count = len(parts)
    before: list[dict[int, float]] = [{} for _ in parts]
    for part in parts:
        part.shaded = 0.0
    boxes = [part.box for part in parts]
    for i in range(count):
        a = parts[i]
        left, top, right, bottom = boxes[i]
        for j in range(i + 1, count):
            # The same as `overlap`, written out for the many pairs.
            box = boxes[j]
            if left >= box[2] or box[0] >= right or top >= box[3] or box[1] >= bottom:
                continue
            b = parts[j]
            if a.thin and b.thin:
                continue
            total, gap = _ordered(a, b)
            if total == 0.0:
                continue
            over, under = (i, j) if total > 0 else (j, i)
            before[over][under] = abs(total)
            if gap < _TOUCHING_CM and parts[under].body and parts[under].name not in parts[over].kin:
                parts[over].shaded = max(parts[over].shaded, 1.0 - 0.6 * gap / _TOUCHING_CM)
    return [parts[n] for n in _sorted(before, [_nearness(part) for part in parts])]


def overlap(a: Part, b: Part) -> bool:
    """Whether the boxes round two parts have something in common."""
    one, two = a.box, b.box
    return not (one[0] >= two[2] or two[0] >= one[2] or one[1] >= two[3] or two[1] >= one[3])


def _ordered(a: Part, b: Part) -> tuple[float, float]:
    """The same as `_compare`, which is asked only where the answer is not known beforehand."""
    always = _ALWAYS if b.name in a.after else -_ALWAYS if a.name in b.after else 0.0
    if always:
        over, under = (a, b) if always > 0.0 else (b, a)
        if not under.body or under.name in over.kin:
            return always, _FAR_CM
    resting = (a.still or not a.body) and (b.still or not b.body)
    total, gap = _compare_still(a, b) if resting else _compare(a, b)
    return always or total, gap


@memo(128)
def _compare_still(a: Part, b: Part) -> tuple[float, float]:
    """The same for two that stand still: they are asked again for every frame."""
    return _compare(a, b)


def _compare(a: Part, b: Part) -> tuple[float, float]:
    """Whether a (+) or b (-) is in front where they overlap, and how far apart their surfaces are there (cm)."""
    total, least = 0.0, _FAR_CM
    enough = _ENOUGH_CM if a.body and b.body else _ENOUGH_FOR_THINGS_CM
    for one, other, sign in ((a, b, 1.0), (b, a, -1.0)):
        left, top, right, bottom = other.box
        ask = other.front
        for x, y, near in one.places:
            if left < x < right and top < y < bottom:
                there = ask(x, y)
                if there is not None:
                    ahead = near - there
                    size = ahead if ahead > 0.0 else -ahead
                    least = min(least, size)
                    total += sign * (ahead if size < _MOST_CM else _MOST_CM if ahead > 0.0 else -_MOST_CM)
                    if not -enough < total < enough:
                        return total, least
    return total, least


def _nearness(part: Part) -> float:
    return sum([near for _, _, near in part.places]) / max(len(part.places), 1)


def _sorted(before: list[dict[int, float]], nearness: list[float]) -> list[int]:
    """Each after all that lie behind it; where that goes in a circle, the weakest tie gives way."""
    waiting = [round(sum(found.values()), 6) for found in before]
    after: list[list[tuple[int, float]]] = [[] for _ in before]
    for over, found in enumerate(before):
        for under, weight in found.items():
            after[under].append((over, weight))
    # The first of those that wait for least is the farthest of them.
    left, order = sorted(range(len(before)), key=nearness.__getitem__), []
    while left:
        chosen = min(left, key=waiting.__getitem__)
        left.remove(chosen)
        order.append(chosen)
        for over, weight in after[chosen]:
            waiting[over] = round(waiting[over] - weight, 6)
    return order
