"""Tries every part of an installed app in a throw-away place: what a package, an administrator or a bug report needs.

It opens no network connection, shows no window and touches nothing of the person's.
"""

from __future__ import annotations

import json
import os
import tempfile
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

from postureapp import __version__
from postureapp.core import events, session
from postureapp.core.errors import Bug, PostureError
from postureapp.core.events import Fact, FactKind, Moment
from postureapp.core.settings import Settings
from postureapp.core.state import World
from postureapp.core.text import text
from postureapp.storage import content

Check = Callable[[Path], str]


def run(as_json: bool) -> int:
    """Run all checks; gives 0, or 1 and the part that failed."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    found: dict[str, str] = {}
    failed = []
    with tempfile.TemporaryDirectory(prefix="postureapp-self-test-") as folder:
        for name, check in _CHECKS.items():
            try:
                found[name] = check(Path(folder))
            except (PostureError, OSError, ImportError, ValueError) as problem:
                failed.append(name)
                found[name] = f"{problem}"
    if as_json:
        print(json.dumps({"version": __version__, "ok": not failed, "failed": failed, "parts": found}))
    else:
        for name, words in found.items():
            print(f"{'FAILED' if name in failed else 'ok':<7}{name}: {words}")
    return 1 if failed else 0


def _expect(holds: bool, words: str) -> None:
    if not holds:
        raise Bug(words)


def _content(_folder: Path) -> str:
    causes, cause_problems = content.load_causes()
    moves, move_problems = content.load_moves()
    rules, rule_problems = content.load_safety()
    clinic, clinic_problems = content.load_clinic()
    _thresholds, pain_problems = content.load_pain_rules()
    told = (*cause_problems, *move_problems, *rule_problems, *clinic_problems, *pain_problems)
    problems = [str(each) for each in told]
    _expect(not problems, " ".join(problems))
    _expect(bool(moves and rules.conditions and clinic.phone), "content is missing")
    return str(text("{moves} moves, {causes} causes", moves=len(moves), causes=len(causes.by_id)))


def _core(_folder: Path) -> str:
    start = Moment(datetime(2026, 3, 9, 9, 0, tzinfo=UTC), UTC, 0.0)
    state = session.begin(World(Settings()), start)
    at_s = session.deadline_s(state, start) or 0.0
    state, _effects = session.step(state, events.TimerFired(), Moment(start.utc, UTC, at_s))
    _expect(state.pending is not None, "nothing was due after half an hour of sitting")
    return str(text("a reminder is due after {minutes} minutes of sitting", minutes=round(at_s / 60)))


def _diary(folder: Path) -> str:
    from postureapp.storage.diary import SqliteDiary

    told: list[PostureError] = []
    diary = SqliteDiary(folder / "diary.sqlite3", told.append)
    diary.append(Moment(datetime.now(UTC), UTC, 0.0), Fact(FactKind.STARTED))
    kept = diary.entries()
    diary.close()
    _expect(not told and len(kept) == 1, "what was written did not come back")
    return str(text("written and read back"))


def _drawing(_folder: Path) -> str:
    from PySide6.QtWidgets import QApplication

    from postureapp.devtools.sheet import draw_move

    application = QApplication.instance() or QApplication(["postureapp"])
    moves, _problems = content.load_moves()
    picture = draw_move(moves[0], 200)
    _expect(not picture.isNull() and picture.width() > 0, "the figure could not be drawn")
    del application
    return str(text("the figure was drawn at {size} px", size=picture.width()))


def _capabilities(folder: Path) -> str:
    from PySide6.QtWidgets import QApplication

    from postureapp.platforms import activity, busy, power, speech, tones
    from postureapp.platforms.dbus import Buses

    application = QApplication.instance() or QApplication(["postureapp"])
    buses = Buses()
    source, activity_choice = activity.select()
    moments, busy_choice = busy.select(buses=buses)
    machine, power_choice = power.select(buses=buses)
    for part in (source, moments, machine):
        part.stop()
    buses.close()
    del application
    told: list[PostureError] = []
    heard = (speech.select(told.append).choice, tones.select(folder, told.append).choice)
    names = [choice.chosen for choice in (activity_choice, busy_choice, power_choice, *heard)]
    return "activity {}, busy {}, power {}, speech {}, tones {}".format(*names)


_CHECKS: dict[str, Check] = {
    "content": _content,
    "core": _core,
    "diary": _diary,
    "drawing": _drawing,
    "capabilities": _capabilities,
}
