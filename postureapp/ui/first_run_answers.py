"""What the welcome asks of the app, and how it keeps what it is told: each answer at once.

An answer that is refused is said in place and the old value stays; skipping a page takes its answers back.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from postureapp.core.events import Event
from postureapp.core.safety import SafetyState
from postureapp.core.settings import Settings, Value, declarations
from postureapp.core.state import World
from postureapp.storage.first_run import Progress


@dataclass(frozen=True, slots=True)
class FirstRunWires:
    """What the welcome needs of the app.

    `choose` and `save_safety` give "" or the sentence that refuses; `speak` says words aloud and gives "" or why
    nothing is heard.
    `progress` is where it was left, and `keep` takes where it is now. `open_plan` is None where no plan can be opened.
    `notices_calls`: whether it is known here when a microphone is in use.
    """

    settings: Callable[[], Settings]
    choose: Callable[[str, Value | None], str]
    world: Callable[[], World]
    save_safety: Callable[[SafetyState], str]
    handle: Callable[[Event], None]
    keep: Callable[[Progress], None]
    speak: Callable[[str], str]
    tray_is_there: Callable[[], bool]
    progress: Progress = Progress()
    open_plan: Callable[[], None] | None = None
    notices_calls: Callable[[], bool] = lambda: True


class Answers:
    """The answers of one page."""

    def __init__(self, wires: FirstRunWires) -> None:
        self._wires = wires
        self._before: dict[str, Value] = {}

    def value(self, key: str) -> Value:
        """The value that holds now."""
        return _value(self._wires.settings(), key)

    def choose(self, key: str, value: Value | None) -> str:
        """Keep an answer; gives "", or the sentence that refuses it."""
        self._before.setdefault(key, self.value(key))
        return self._wires.choose(key, value)

    def take_back(self) -> None:
        """Put back what was there before this page changed it."""
        defaults = Settings()
        for key, value in self._before.items():
            if value != self.value(key):
                self._wires.choose(key, None if value == _value(defaults, key) else value)
        self._before.clear()


def _value(settings: Settings, key: str) -> Value:
    name = next(name for name, declaration, _default in declarations() if declaration.key == key)
    found: Value = getattr(settings, name)
    return found
