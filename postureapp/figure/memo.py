"""Remembers what was worked out for the figure, and forgets it when a window closes: it would outlive the window.

It must stay light: it is loaded as long as the app runs, whereas most of the figure is not.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache
from typing import ParamSpec, TypeVar, cast

Given = ParamSpec("Given")
Found = TypeVar("Found")

_FORGETS: list[Callable[[], object]] = []


def memo(most: int) -> Callable[[Callable[Given, Found]], Callable[Given, Found]]:
    """Remember the last `most` answers of a function."""

    def remembering(asked: Callable[Given, Found]) -> Callable[Given, Found]:
        found = lru_cache(maxsize=most)(asked)
        on_forget(found.cache_clear)
        return cast("Callable[Given, Found]", found)

    return remembering


def on_forget(forget: Callable[[], object]) -> None:
    """Call this as well when all is to be forgotten."""
    _FORGETS.append(forget)


def forget_all() -> None:
    """Forget everything; what is needed again is worked out anew, within one frame."""
    for forget in _FORGETS:
        forget()
