"""Reminders outside our windows: a chain of notifiers that ends with the app's own card.

A notifier shows sentences it is given. It never takes the keyboard, and what it shows never stays for good.
"""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from postureapp.core.errors import EnvironmentProblem
from postureapp.core.text import Text
from postureapp.platforms.notify.chain import NotifierChain
from postureapp.platforms.notify.plyer_adapter import PlyerNotifier
from postureapp.platforms.sentences import in_words
from postureapp.ports import Choice, Notifier

if TYPE_CHECKING:
    from postureapp.platforms.dbus import Buses


def select(last: Notifier, buses: Buses | None = None) -> tuple[NotifierChain, Choice]:
    """The notifiers of this system in a chain that ends with `last`, which always works.

    The choice is the one of this moment; `chain.choice` is always the present one.
    """
    links: list[Notifier] = []
    missing: list[tuple[str, Text]] = []
    if sys.platform not in {"win32", "darwin"} and buses is not None:
        from postureapp.platforms.notify.freedesktop import FreedesktopNotifier

        try:
            links.append(FreedesktopNotifier(buses))
        except EnvironmentProblem as problem:
            missing.append((FreedesktopNotifier.name, in_words(problem)))
    chain = NotifierChain([*links, PlyerNotifier(), last], missing)
    return chain, chain.choice
