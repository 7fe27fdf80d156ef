"""What all windows show and use, in one value. It holds and does nothing."""

from __future__ import annotations

from dataclasses import dataclass

from postureapp.core.clinic import Clinic
from postureapp.ports import Clock, Diary, Opener, SafetyStore
from postureapp.ui.theme import Theme


@dataclass(frozen=True, slots=True)
class Shelf:
    """What the windows show and use."""

    clock: Clock
    diary: Diary
    safety: SafetyStore
    opener: Opener
    clinic: Clinic
    look: Theme
    speed: float = 1.0
