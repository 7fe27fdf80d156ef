"""The best of several backends that turns out to work: for what can fail only once it is tried.

Each is made when it is first needed, so that knowing which one it would be costs nothing. The last one never fails.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Generic, Protocol, TypeVar

from postureapp.core.errors import EnvironmentProblem
from postureapp.core.text import Text, text
from postureapp.platforms.sentences import in_words
from postureapp.ports import Choice

log = logging.getLogger(__name__)

Failed = Callable[[EnvironmentProblem], None]


class Stoppable(Protocol):
    """What every backend is."""

    def stop(self) -> None:
        """Free what is held."""
        ...


T = TypeVar("T", bound=Stoppable)


@dataclass(frozen=True, slots=True)
class Candidate(Generic[T]):
    """A backend that may be used. `missing`: why it can't be here, empty where it may; `make` gets where to tell of a
    failure that shows only later."""

    name: str
    missing: Text
    make: Callable[[Failed], T]


class Fallback(Generic[T]):
    """Uses the first candidate that works. `told` gets, once for each sentence, why only the last one is left."""

    def __init__(self, candidates: Sequence[Candidate[T]], told: Failed, note: Text) -> None:
        self._candidates, self._told, self._note = tuple(candidates), told, note
        self._reasons: dict[str, Text] = {}
        self._made: tuple[Candidate[T], T] | None = None
        self._act: Callable[[T], None] | None = None
        self._said: set[str] = set()
        self._stopped = False

    @property
    def name(self) -> str:
        """The one in use, or that would be."""
        return self._best().name

    @property
    def choice(self) -> Choice:
        """Which one that is, and why each other is not."""
        best = self._best()
        comes_first = text("{name} comes first.", name=best.name)
        others = [each for each in self._candidates[:-1] if each is not best]
        rejected = tuple((each.name, self._why_not(each) or comes_first) for each in others)
        return Choice(best.name, rejected, self._note if best is self._candidates[-1] else Text(""))

    @property
    def present(self) -> T | None:
        """The one in use; None while none is."""
        return self._made[1] if self._made else None

    def use(self, act: Callable[[T], None]) -> None:
        """Do it with the best; with the next, now or later, where that turns out not to work."""
        if self._stopped:
            self._stopped = False
            self._reasons.clear()  # what failed the last time may work by now
        self._act = act
        while (best := self._best()) is not self._candidates[-1]:
            try:
                act(self._take(best))
            except EnvironmentProblem as problem:
                self._give_up(best, problem)
            else:
                return
        act(self._take(best))

    def forget(self) -> None:
        """What was done last is not to be done again by another."""
        self._act = None

    def stop(self) -> None:
        """Free what is held. May be called twice; the next use begins anew."""
        self._stopped, self._act = True, None
        self._put_away()

    def _best(self) -> Candidate[T]:
        return next((each for each in self._candidates[:-1] if not self._why_not(each)), self._candidates[-1])

    def _why_not(self, candidate: Candidate[T]) -> Text:
        return candidate.missing or self._reasons.get(candidate.name, Text(""))

    def _take(self, best: Candidate[T]) -> T:
        if self._made is None or self._made[0] is not best:
            self._put_away()
            self._made = (best, best.make(lambda problem: self._on_failed(best, problem)))
        return self._made[1]

    def _put_away(self) -> None:
        made, self._made = self._made, None
        if made is not None:
            made[1].stop()

    def _on_failed(self, candidate: Candidate[T], problem: EnvironmentProblem) -> None:
        if self._made is None or self._made[0] is not candidate:
            return
        self._give_up(candidate, problem)
        if self._act is not None:
            self.use(self._act)

    def _give_up(self, candidate: Candidate[T], problem: EnvironmentProblem) -> None:
        self._reasons[candidate.name] = in_words(problem)
        self._put_away()
        log.info("%s is not used any more: %s", candidate.name, problem)
        if self._best() is self._candidates[-1] and str(problem) not in self._said:
            self._said.add(str(problem))
            self._told(EnvironmentProblem(self._note, in_words(problem)))
