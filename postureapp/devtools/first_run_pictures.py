"""The pages of the welcome as the contact sheets show them, with answers that nobody keeps."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace

from PySide6.QtWidgets import QWidget

from postureapp.core.hours import every_day
from postureapp.core.safety import SafetyState
from postureapp.core.settings import Settings
from postureapp.core.state import World
from postureapp.storage.content import load_causes, load_moves, load_safety
from postureapp.storage.first_run import Progress, Step
from postureapp.ui.first_run import FirstRun
from postureapp.ui.first_run_answers import FirstRunWires
from postureapp.ui.theme import Theme

_PHONE = replace(Settings(), phone_hours=every_day("12:00-13:00"))


def first_run_windows() -> Iterator[tuple[str, Callable[[Theme], QWidget]]]:
    """Every page of the welcome, with an end for an open gate and one for a closed one."""
    world = World(Settings(), load_causes()[0], load_moves()[0], load_safety()[0])
    flag = next(iter(world.rules.red_flags), None)
    region = next(iter(world.rules.regions), None)

    def at(
        step: Step, settings: Settings = world.settings, safety: SafetyState = world.safety
    ) -> Callable[[Theme], QWidget]:
        shown = replace(world, settings=settings, safety=safety)
        wires = FirstRunWires(
            settings=lambda: shown.settings,
            choose=lambda _key, _value: "",
            world=lambda: shown,
            save_safety=lambda _answers: "",
            handle=lambda _event: None,
            keep=lambda _progress: None,
            speak=lambda _words: "",
            tray_is_there=lambda: True,
            progress=Progress(step),
        )
        return lambda look: FirstRun(look, wires)

    yield "welcome-1", at(Step.WELCOME)
    yield "welcome-2-causes", at(Step.CAUSES)
    yield "welcome-3-hours", at(Step.HOURS, _PHONE)
    yield "welcome-4-strength", at(Step.STRENGTH)
    yield "welcome-5-safety", at(Step.SAFETY)
    yield "welcome-6-sound", at(Step.SOUND)
    yield "welcome-7-end", at(Step.DONE, safety=SafetyState(answered=True))
    yield "welcome-7-cue", at(Step.DONE)
    if flag is not None and region is not None:
        yield "welcome-7-care", at(Step.DONE, safety=SafetyState(red_flags=(flag.id,), region=region.id))
