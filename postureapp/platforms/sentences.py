"""Sentences that are made of sentences: what a problem says, as one text for `status` and the debug page.

Each part stays a text of its own, translated when it is shown. Nothing is put into words here.
"""

from __future__ import annotations

from functools import reduce

from postureapp.core.errors import PostureError
from postureapp.core.text import Text, text


def in_words(problem: PostureError) -> Text:
    """What happened and what to do, as the problem itself says it."""
    parts = (problem.title, problem.message, problem.hint)
    # A plain string has its language already: as a template it finds no translation and stays as it is.
    return together(*(part if isinstance(part, Text) else text(part) for part in parts))


def together(*sentences: Text) -> Text:
    """Sentences one after the other; those that are empty are left out."""
    return reduce(_after, (sentence for sentence in sentences if sentence), Text(""))


def _after(one: Text, other: Text) -> Text:
    return text("{one} {other}", one=one, other=other) if one else other
