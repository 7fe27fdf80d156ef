"""Words for notification services that take markup.

Not by the standard library's html: importing it costs more than a megabyte for this one function.
"""

from __future__ import annotations


def escape(words: str) -> str:
    """The words with what markup would read as its own written out."""
    return words.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
