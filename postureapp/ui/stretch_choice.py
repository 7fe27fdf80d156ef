"""Which moves a stretch is made of, and whether each may be shown: the core is asked, with what is at hand.

It decides nothing itself. The gate is asked anew for each move, and fails closed.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterable, Sequence
from datetime import timedelta
from typing import TYPE_CHECKING

from postureapp.core import selection, words
from postureapp.core.adherence import had_its_turn
from postureapp.core.errors import PostureError
from postureapp.core.events import Size
from postureapp.core.move_words import why_off
from postureapp.core.moves import Move
from postureapp.core.safety import SafetyState, Verdict, allowed_moves, judge
from postureapp.core.settings import Style
from postureapp.core.state import World
from postureapp.core.text import Text
from postureapp.ports import Clock, Diary, SafetyStore

if TYPE_CHECKING:
    from postureapp.ui.scenes import Scene

log = logging.getLogger(__name__)

RECENT_FOR = timedelta(days=14)


class StretchChoice:
    """Chooses what is played. `world` gives the session's world as it is at the moment."""

    def __init__(self, clock: Clock, diary: Diary, kept: SafetyStore, world: Callable[[], World]) -> None:
        self._clock, self._diary, self._safety, self._world = clock, diary, kept, world

    def may_begin(self, move: Move, asked: tuple[str, ...]) -> bool:
        """Whether a move may begin now: the gate lets it, and nobody has switched it off since it was chosen.

        `asked` are the moves asked for by name, which come though they are switched off.
        """
        return self.may_show(move) and (move.id in asked or move.id not in self._world().settings.switched_off)

    def scenes(self, size: Size, cause: str, moves: tuple[str, ...]) -> list[Scene]:
        """What is played: the moves asked for by name with their whole dose, else those chosen for the cause.

        In place of one of those asked for that is off comes its substitute, which says so; where there is none it is
        left out, and where nothing is left the gate refuses them and says why.
        """
        from postureapp.ui.scenes import move_scenes, scenes_for

        world = self._world()
        if moves:
            named = self._named(moves)
            come = self._come_for(named)
            instead_of = {move.id: asked for move, asked in come if move is not asked}
            return move_scenes(self._routine([move for move, _ in come] or named), budget_s=None, instead_of=instead_of)
        chosen = self.choose(cause) if size is Size.STRETCH else []
        budget_s = selection.budget_s(world.settings)
        return scenes_for(size, cause, self._routine(chosen), self._why_cue(), budget_s=budget_s)

    def _routine(self, moves: Sequence[Move]) -> list[tuple[Move, bool]]:
        return [(move, self._verdict(move) is Verdict.MODIFY) for move in moves]

    def _come_for(self, named: Iterable[Move]) -> list[tuple[Move, Move]]:
        """What is played, in its order and each once, with the move asked for. Substitutes pass the gate as well."""
        found: dict[str, tuple[Move, Move]] = {}
        for asked in named:
            move = self._world().comes_for(asked)
            if move is not None and self.may_show(move):
                found.setdefault(move.id, (move, asked))
        return list(found.values())

    def choose(self, cause: str) -> list[Move]:
        """The moves for a cause that come by themselves."""
        world = self._world()
        allowed = allowed_moves(world.moves, world.safety, world.rules)
        halved = {move.id for move in allowed if self._verdict(move) is Verdict.MODIFY}
        return selection.choose(allowed, cause, self._recent_moves(), world.settings, halved)

    def _recent_moves(self) -> list[str]:
        """What was done or skipped lately, the last one last; without a diary to read, nothing."""
        since = self._clock.now().utc - RECENT_FOR
        try:
            entries = self._diary.entries(since_utc=since.isoformat(), kinds=("move_done", "session"))
        except PostureError as problem:
            log.warning("%s", problem)
            return []
        return [move for entry in entries for move in had_its_turn(entry.data)]

    def _why_cue(self) -> str:
        """Why a posture cue comes in place of a stretch; "" where the person wants cues only."""
        world = self._world()
        return str(words.why_no_stretch(world)) if world.settings.style is Style.STRETCH else ""

    def _verdict(self, move: Move) -> Verdict:
        world = self._world()
        return judge(move, world.safety, world.rules).verdict

    def may_show(self, move: Move) -> bool:
        """The gate, asked as each move starts: the answers that hold and those that are kept can each close it."""
        rules = self._world().rules
        return all(allowed_moves((move,), answers, rules) for answers in self._both())

    def why_not(self, moves: Iterable[str]) -> Text:
        """Why not each of these moves may be shown."""
        rules, asked = self._world().rules, self._named(moves)
        return next(filter(None, (why_off(asked, answers, rules) for answers in self._both())), words.NO_MOVE_LEFT)

    def _named(self, moves: Iterable[str]) -> list[Move]:
        by_id = {move.id: move for move in self._world().moves}
        return [by_id[each] for each in dict.fromkeys(moves) if each in by_id]

    def _both(self) -> tuple[SafetyState, SafetyState]:
        return self._world().safety, self._safety.load()
