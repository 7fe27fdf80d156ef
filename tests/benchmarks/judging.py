"""What was measured, and what is aimed at: the most that it may be, and whether that is met."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Aim:
    """What is aimed at, what was measured, and the most that it may be."""

    words: str
    measured: float
    most: float

    @property
    def is_met(self) -> bool:
        """Whether the aim is met."""
        return self.measured <= self.most


@dataclass(frozen=True, slots=True)
class Part:
    """What one part of the benchmarks found: rows of what and how much, and the aims."""

    rows: list[list[str]]
    aims: list[Aim]
