"""The command that starts this very program again, also where it was built into one of its own.

It knows how such a command is written and looks for its program; it never runs one.
"""

from __future__ import annotations

import re
import shutil
import sys
from collections.abc import Mapping, Sequence

_ENV = "/usr/bin/env"
_VARIABLE = re.compile(r"\w+=")


def own_command(environ: Mapping[str, str] | None = None) -> tuple[str, ...]:
    """Program and arguments; with `environ` (of an app whose files were moved) the variables are set before it."""
    own = (sys.executable,) if getattr(sys, "frozen", False) else (sys.executable, "-m", "postureapp")
    if not environ:
        return own
    return (_ENV, *(f"{name}={value}" for name, value in environ.items()), *own)


def leads_nowhere(command: Sequence[str]) -> bool:
    """Whether the program of a command is not there any more; a command that says nothing tells nothing."""
    words = list(command)
    if words and words[0] == _ENV:
        words = [word for word in words[1:] if not _VARIABLE.match(word)]
    return bool(words) and shutil.which(words[0]) is None
