"""What "My back" in the home window needs of the app, and what the diary says at a moment, as values."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from postureapp.core.booking import Visit, Went
from postureapp.core.events import Moment
from postureapp.core.pain_diary import KeptEntry
from postureapp.core.persistence import Judgement, Verdict
from postureapp.core.safety import Gate, Region

if TYPE_CHECKING:
    from postureapp.ui.booked_box import BookingWires


@dataclass(frozen=True, slots=True)
class BackSeen:
    """What the diary says: the entries that count, what the rules say, the last visit, the notices not read yet."""

    entries: tuple[KeptEntry, ...]
    judgement: Judgement
    visit: Visit | None = None
    due: tuple[Verdict, ...] = ()


@dataclass(frozen=True, slots=True)
class BackWires:
    """What the page shows and what it asks for.

    `read` reads the diary and raises EnvironmentProblem; `changes` is another number once there is more to read.
    `check_in` opens the check-in, to correct an entry or for a new one; `went` keeps how a visit went and tells whether
    it is on the disk. `follow` leads on to the notice that is due, the warning signs before it. `open` takes "book" and
    "report". `export` writes bytes to a path and raises EnvironmentProblem. `names` are those of moves by their ids.
    """

    read: Callable[[], BackSeen]
    changes: Callable[[], int]
    gate: Callable[[], Gate]
    region: Callable[[], Region]
    now: Callable[[], Moment]
    check_in: Callable[[KeptEntry | None], object]
    went: Callable[[Visit, Went], bool]
    follow: Callable[[], object]
    booking: Callable[[], BookingWires]
    open: Callable[[str], None]
    export: Callable[[bytes, str], None]
    names: Callable[[], Mapping[str, str]] = dict
