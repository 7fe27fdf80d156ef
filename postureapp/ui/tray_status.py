"""The session's status as the tray shows it. It decides nothing."""

from __future__ import annotations

from postureapp.core.events import Moment
from postureapp.core.moves import Place
from postureapp.core.replies import waiting
from postureapp.core.state import State
from postureapp.core.status import Doing, Status, status
from postureapp.ui.icons import TrayState
from postureapp.ui.tray import TrayStatus


def tray_status(state: State, now: Moment) -> TrayStatus:
    """The status as the tray shows it."""
    found = status(state, now)
    return TrayStatus(
        next_words=found.next_words,
        fraction=0.0 if found.doing in (Doing.AWAY, Doing.STANDING) else found.progress,
        state=_tray_state(found),
        on_phone=found.phone_on,
        standing=found.standing,
        paused=found.paused_until is not None,
        at_home=state.world.settings.place is Place.HOME,
        waits=next(iter(waiting(state)), None),
    )


def _tray_state(found: Status) -> TrayState:
    if found.paused_until is not None:
        return TrayState.PAUSED
    if found.is_busy:
        return TrayState.BUSY
    if found.is_due:
        return TrayState.DUE
    if found.standing:
        return TrayState.STANDING
    return TrayState.RESTING if found.doing in (Doing.AWAY, Doing.OFF_HOURS) else TrayState.SITTING
