"""Lengths of time as people write them: "25m", "1h30m", "90s"."""

from __future__ import annotations

import re
from typing import Any

from postureapp.core.text import text

_NUMBER = r"\d+(?:\.\d+)?"
_LENGTH = re.compile(rf"^(?P<sign>[+-]?)(?:(?P<h>{_NUMBER})h)?(?:(?P<m>{_NUMBER})m)?(?:(?P<s>{_NUMBER})s)?$")


def parse_length(words: Any) -> float:
    """Seconds from "25m", "1h30m", "90s" or "-1h".

    Raises: ValueError with a sentence.
    """
    found = _LENGTH.match(words.replace(" ", "")) if isinstance(words, str) else None
    if not found or not any(found.group(unit) for unit in "hms"):
        raise ValueError(
            str(text('"{words}" is not a length of time such as "25m", "1h30m" or "90s"', words=str(words)[:40]))
        )
    seconds = sum(float(found.group(unit) or 0) * size for unit, size in (("h", 3600), ("m", 60), ("s", 1)))
    return -seconds if found.group("sign") == "-" else seconds
