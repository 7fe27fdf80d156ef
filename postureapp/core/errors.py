"""The errors a person may meet.

Foreign exceptions become one of these at the edge (storage, platforms) and nowhere else.
"""

from __future__ import annotations

from postureapp.core.text import Text


class PostureError(Exception):
    """An error in words a person can read: what happened, where, and what to do."""

    def __init__(self, title: Text | str, message: Text | str = "", hint: Text | str = "") -> None:
        super().__init__(str(title))
        self.title = title
        self.message = message
        self.hint = hint

    def __str__(self) -> str:
        return " ".join(str(part) for part in (self.title, self.message, self.hint) if str(part))


class EnvironmentProblem(PostureError):
    """The machine or a file is not as needed, and the person can act: full disk, no bus, a bad file."""


class Bug(PostureError):
    """Ours: an invariant did not hold."""
