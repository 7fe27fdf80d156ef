"""The language of every sentence: finds the shipped catalogue and puts it in force. English where there is none.

`en_XA` is a made-up language with accents on every letter: what stays plain on the screen was never translatable.
"""

from __future__ import annotations

import gettext
import os
import re
import struct
from collections.abc import Iterable, Sequence
from pathlib import Path

from postureapp.core import text
from postureapp.storage.folders import resources

DOMAIN = "postureapp"
PSEUDO = "en_XA"
LANGUAGE_VARIABLE = "POSTUREAPP_LANGUAGE"
_ACCENTED = str.maketrans(
    "AaCcDdEeGgHhIiJjKkLlNnOoRrSsTtUuWwYyZz",
    "ÅàÇçĐđÉéĜģĤĥÎîĴĵĶķĻļÑñÖöŔŕŠšŢţÛûŴŵÝýŽž",
)
_PLACEHOLDER = re.compile(r"(\{[^{}]*\})")


class PseudoTranslations(gettext.NullTranslations):
    """Every sentence with accents, longer by the marks at its ends; what is in braces stays."""

    def gettext(self, message: str) -> str:
        """The sentence, marked."""
        return pseudo(message) if message else ""

    def ngettext(self, msgid1: str, msgid2: str, n: int) -> str:
        """The singular or plural, marked."""
        return pseudo(msgid1 if n == 1 else msgid2)


def pseudo(message: str) -> str:
    """A sentence in the made-up language."""
    parts = _PLACEHOLDER.split(message)
    return f"[!! {''.join(p if p.startswith('{') else p.translate(_ACCENTED) for p in parts)} !!]"


def load(language: str = "", system: Sequence[str] = ()) -> str:
    """Put a language in force and give its code: the person's choice, else the first of the system's that is there.

    `system` are the languages the system asks for ("fr-CA"), best first; without them those of the environment count.
    """
    chosen = os.environ.get(LANGUAGE_VARIABLE) or language
    wanted = [chosen] if chosen else [*system] or [*_of_environment()]
    for code in (_plain(each) for each in wanted):
        if code == PSEUDO:
            text.install(PseudoTranslations())
            return PSEUDO
        found = _catalogue(code)
        if found is not None:
            text.install(found)
            return code
        if code.partition("_")[0] == "en":
            break
    text.install(gettext.NullTranslations())
    return "en"


def folder() -> Path:
    """Where the catalogues are."""
    return resources() / "locale"


def available() -> tuple[str, ...]:
    """The languages that can be chosen, English first."""
    found = sorted(path.parts[-3] for path in folder().glob(f"*/LC_MESSAGES/{DOMAIN}.mo"))
    return ("en", *found)


def _catalogue(code: str) -> gettext.GNUTranslations | None:
    """The catalogue of a language, or of the same language anywhere; None without one that can be read."""
    if not re.fullmatch(r"[A-Za-z0-9_@]+", code):
        return None
    try:
        return gettext.translation(DOMAIN, folder(), [code])
    except (OSError, UnicodeDecodeError, ValueError, struct.error):
        return None


def _of_environment() -> Iterable[str]:
    for name in ("LANGUAGE", "LC_ALL", "LC_MESSAGES", "LANG"):
        words = os.environ.get(name, "")
        if words:
            return words.split(":")
    return ()


def _plain(code: str) -> str:
    """ "fr-CA.UTF-8" as "fr_CA"."""
    return "en" if code in ("C", "POSIX") else code.partition(".")[0].replace("-", "_")
