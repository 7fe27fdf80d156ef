"""When the daily check-in is offered: once a day, from the hour the person chose, and not where it was done already.

It is offered like a reminder, at a good moment, and never while anything of the screen may be shared.
"""

from __future__ import annotations

from datetime import datetime, timedelta

from postureapp.core.events import Moment
from postureapp.core.hours import wall_to_utc
from postureapp.core.settings import CheckIn
from postureapp.core.state import State

GOOD_FOR = timedelta(hours=6)
CAUSE = "check-in"


def next_offer_utc(state: State, now: Moment) -> datetime | None:
    """Today's moment (aware, UTC) if it is still to come or not too late, else tomorrow's; None: it is not offered."""
    settings, pain = state.world.settings, state.world.pain
    wanted = settings.check_in is CheckIn.DAILY or (settings.check_in is CheckIn.WHILE_IT_HURTS and pain.in_episode)
    if not wanted:
        return None
    today = now.local.date()
    for day in (today, today + timedelta(days=1)):
        at_utc = wall_to_utc(day, settings.check_in_hour * 60, now.zone)
        is_over = state.asked_on == day.isoformat() or pain.last_day == day
        if not is_over and now.utc - at_utc < GOOD_FOR:
            return at_utc
    return None
