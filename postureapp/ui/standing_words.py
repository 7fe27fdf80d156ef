"""The sentences that stand in several windows, word for word: how a stretch should feel, what the app is not."""

from __future__ import annotations

from postureapp.core.text import _


def mild_stretch() -> str:
    """How a stretch should feel, and when to stop."""
    return _("A mild stretch, never pain. Stop if pain spreads, tingles, or you feel dizzy.")


def no_diagnosis() -> str:
    """What the app is, and what it is not."""
    return _("General movement reminders from your clinic. Not a diagnosis and not a substitute for medical care.")
