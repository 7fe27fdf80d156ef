"""The browser of moves for the contact sheets and for the tests of windows: all, filtered, closed, single pages."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace

from PySide6.QtWidgets import QWidget

from postureapp.core.library import Filter
from postureapp.core.safety import SafetyState
from postureapp.core.settings import Settings
from postureapp.core.state import World
from postureapp.storage.content import load_causes, load_moves, load_safety
from postureapp.ui.moves_window import MovesWindow
from postureapp.ui.theme import Theme

OPEN = SafetyState(answered=True)


def moves_windows() -> Iterator[tuple[str, Callable[[Theme], QWidget]]]:
    """The browser in all that it can show."""
    moves, rules = load_moves()[0], load_safety()[0]
    settings = replace(Settings(), favourites=("shoulder-roll", "chin-tuck"), switched_off=("band-row",))
    world = World(settings, load_causes()[0], moves, rules, OPEN)
    condition = next((each.id for each in rules.conditions), "")
    limited = replace(world, safety=replace(OPEN, conditions=(condition,)))
    closed = replace(world, safety=SafetyState())

    def browser(shown: World, move_id: str = "", wanted: Filter | None = None) -> Callable[[Theme], QWidget]:
        def make(look: Theme) -> QWidget:
            window = MovesWindow(
                lambda: shown,
                look,
                on_play=lambda _move: None,
                on_choose=lambda _key, _value: None,
                on_ask_safety=lambda: None,
            )
            if wanted is not None:
                window.grid.filters.words.setText(wanted.words)
                window.grid.filters.favourites.setChecked(wanted.favourites_only)
            if move_id:
                window.open_move(move_id)
            return window

        return make

    yield "moves", browser(world)
    yield "moves-limited", browser(limited)
    yield "moves-closed", browser(closed)
    yield "moves-found", browser(world, wanted=Filter(words="neck"))
    yield "moves-nothing", browser(world, wanted=Filter(words="qqq"))
    if moves:
        by_id = {move.id: move for move in moves}
        first = moves[0].id
        yield "move-page", browser(world, "shoulder-roll" if "shoulder-roll" in by_id else first)
        yield "move-page-limited", browser(limited, "doorway" if "doorway" in by_id else first)
        yield "move-page-closed", browser(closed, "open-book" if "open-book" in by_id else first)
