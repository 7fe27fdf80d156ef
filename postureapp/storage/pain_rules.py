"""The figures of the pain rules, as they are shipped and as a clinic moves them within their bounds.

No figure of a file gets past the bounds of the app, and the warning signs are no figure. It reads no file.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, fields, replace
from typing import Any

from postureapp.core.persistence import BOUNDS, Thresholds
from postureapp.core.text import text
from postureapp.storage import records
from postureapp.storage.schema import Refused

Bounds = Mapping[str, tuple[float, float]]
_NAMES = tuple(each.name for each in fields(Thresholds))
_WHOLE = frozenset(name for name in _NAMES if isinstance(getattr(Thresholds(), name), int))


@dataclass(frozen=True, slots=True)
class PainRules:
    """The thresholds, and between what a clinic may move which of them."""

    thresholds: Thresholds = Thresholds()
    bounds: Bounds = field(default_factory=lambda: BOUNDS)


def shipped(file: records.PainRulesFile) -> PainRules:
    """The rules of the shipped file: each figure once, and none beyond the bounds of the app.

    Raises: Refused.
    """
    values: dict[str, float] = {}
    bounds: dict[str, tuple[float, float]] = {}
    for key, name, figure in _figures(file):
        if name not in _NAMES:
            raise Refused(key, text('there is no key "{key}"', key=key))
        if name in values:
            raise Refused(key, text('"{id}" is there twice', id=name))
        if name in BOUNDS:
            bounds[name] = _bounds(key, name, figure)
            least, most = bounds[name]
            values[name] = _number(key, name, figure.value, least, most)
        elif figure.least is None and figure.most is None:
            values[name] = _number(key, name, figure.value, *_SANE)
        else:
            raise Refused(key, text("{key} is not for a clinic to change", key=key))
    for name in _NAMES:
        if name not in values:
            raise Refused("", text('the key "{key}" is missing', key=name))
    return PainRules(Thresholds(**values), bounds)  # type: ignore[arg-type]


def moved(rules: PainRules, own: object) -> tuple[Thresholds, tuple[Refused, ...]]:
    """The thresholds with a clinic's own in place of the defaults; one that does not fit is refused, the others hold.

    `own` is the table `thresholds` of a clinic's file.
    """
    if not isinstance(own, Mapping):
        what = text("{key} must be {what}", key="thresholds", what=text("a table"))
        return rules.thresholds, (Refused("thresholds", what),)
    values: dict[str, Any] = {}
    refused = []
    for name, value in own.items():
        key = f"thresholds.{name}"
        if name not in rules.bounds:
            known = name in _NAMES
            reason = text("{key} is not for a clinic to change", key=key)
            refused.append(Refused(key, reason if known else text('there is no key "{key}"', key=key)))
            continue
        try:
            values[name] = _number(key, name, value, *rules.bounds[name])
        except Refused as one:
            refused.append(one)
    return replace(rules.thresholds, **values), tuple(refused)


_SANE = (1.0, 100.0)  # for what no clinic may change


def _figures(file: records.PainRulesFile) -> Iterator[tuple[str, str, records.FigureRecord]]:
    for index, rule in enumerate(file.rule):
        yield from ((f"rule[{index}].figures.{name}", name, figure) for name, figure in rule.figures.items())
    yield from ((f"counted.figures.{name}", name, figure) for name, figure in file.counted.figures.items())


def _bounds(key: str, name: str, figure: records.FigureRecord) -> tuple[float, float]:
    """What the file says, no wider than the app's own."""
    widest = BOUNDS[name]
    least = widest[0] if figure.least is None else figure.least
    most = widest[1] if figure.most is None else figure.most
    return _number(key, name, least, *widest), _number(key, name, most, *widest)


def _number(key: str, name: str, value: Any, least: float, most: float) -> float:
    whole = name in _WHOLE
    is_number = isinstance(value, int | float) and not isinstance(value, bool)
    if not is_number or (whole and not (isinstance(value, int) or value.is_integer())):
        what = text("a whole number") if whole else text("a number")
        raise Refused(key, text("{key} must be {what}", key=key, what=what))
    if value < least:
        raise Refused(key, text("{key} must be {n} or more", key=key, n=f"{least:g}"))
    if not value <= most:  # neither is what is no number at all
        raise Refused(key, text("{key} must be {n} or less", key=key, n=f"{most:g}"))
    return int(value) if whole else float(value)
